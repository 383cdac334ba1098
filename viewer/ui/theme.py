"""Light and dark: the palette, the colours of data, and icons that follow the palette.

Strategy: Qt is asked for the colour scheme first; where that has no effect (offscreen, bare xcb) the Fusion style gets a
palette of ours. Icons are SVG in `currentColor`, coloured from the palette each time they are painted.
"""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QPoint, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from viewer.resource_files import resource
from viewer.settings import THEME

Role = QPalette.ColorRole
Group = QPalette.ColorGroup

# Colours of data are the same in both themes: at least 3:1 against the ground of either.
RED = QColor("#d9453d")
AMBER = QColor("#b3790a")
DATA_COLOURS = tuple(
    QColor(colour)
    for colour in "#3b82d6 #c9660f #258f5b #b558c4 #8c7a12 #d6497f #11899c #8470e0 #7d7f85 #5c8f1f".split()  # noqa: SIM905
)
_SYMBOL_COLOURS = {"error": RED, "warning": AMBER}

_LIGHT = {
    Role.Window: "#f3f4f6",
    Role.WindowText: "#1d2025",
    Role.Base: "#ffffff",
    Role.AlternateBase: "#f6f7f9",
    Role.Text: "#1d2025",
    Role.Button: "#f3f4f6",
    Role.ButtonText: "#1d2025",
    Role.BrightText: "#ffffff",
    Role.ToolTipBase: "#ffffff",
    Role.ToolTipText: "#1d2025",
    Role.PlaceholderText: "#666b74",
    Role.Highlight: "#a9d0f7",
    Role.HighlightedText: "#10141a",
    Role.Accent: "#1a6fc4",
    Role.Link: "#1563b3",
    Role.LinkVisited: "#6d4aa8",
    Role.Light: "#ffffff",
    Role.Midlight: "#e6e8ec",
    Role.Mid: "#b9bdc5",
    Role.Dark: "#9a9fa8",
    Role.Shadow: "#6b7079",
}
_DARK = {
    Role.Window: "#26292d",
    Role.WindowText: "#e4e6ea",
    Role.Base: "#1b1d20",
    Role.AlternateBase: "#212428",
    Role.Text: "#e4e6ea",
    Role.Button: "#33373c",
    Role.ButtonText: "#e4e6ea",
    Role.BrightText: "#ffffff",
    Role.ToolTipBase: "#33373c",
    Role.ToolTipText: "#e4e6ea",
    Role.PlaceholderText: "#a0a5ae",
    Role.Highlight: "#1f5d99",
    Role.HighlightedText: "#ffffff",
    Role.Accent: "#5aa9f5",
    Role.Link: "#7cbcf8",
    Role.LinkVisited: "#c3a6f0",
    Role.Light: "#4a4f56",
    Role.Midlight: "#3c4046",
    Role.Mid: "#4a4f56",
    Role.Dark: "#17191b",
    Role.Shadow: "#0c0d0e",
}
_FADED = {Role.WindowText, Role.Text, Role.ButtonText, Role.PlaceholderText, Role.HighlightedText, Role.Link}
_APPEARANCE = "appearance"
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}


def own_palette(*, is_dark: bool) -> QPalette:
    """The palette that is used where the system gives none."""
    colours, faded = (_DARK, "#7d828b") if is_dark else (_LIGHT, "#8b9099")
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in _FADED:
        palette.setColor(Group.Disabled, role, QColor(faded))
    palette.setColor(Group.Disabled, Role.Highlight, QColor(colours[Role.Midlight]))
    palette.setColor(Group.Disabled, Role.Accent, QColor(faded))
    return palette


def apply_theme(app: QApplication, theme: str, font_scale: float | None = None) -> None:
    """Show the program in `theme` ("light", "dark" or "system"), its texts at `font_scale` times the system's size.

    Without a scale they stay as large as they are. May be called again at any time; what is open follows at once.
    """
    apply_colours(app, theme, font_scale).choose_style()


def apply_colours(app: QApplication, theme: str, font_scale: float | None = None) -> _Appearance:
    """Do so for the first window, without a look at the style: its name alone takes 5 ms. `apply_theme` is to follow."""
    appearance = app.findChild(_Appearance, _APPEARANCE) or _Appearance(app)
    appearance.apply(theme if theme in THEME.choices else THEME.default, font_scale)
    return appearance


def is_dark(palette: QPalette | None = None) -> bool:
    """True where text is lighter than its ground."""
    palette = palette or QApplication.palette()
    return palette.color(Role.WindowText).lightness() > palette.color(Role.Window).lightness()


class _Appearance(QObject):
    """What was chosen; it follows the system as long as that is the choice."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_APPEARANCE)
        self._app = app
        self._theme = THEME.default
        self._font_scale = 1.0
        self._is_of_system = True  # the palette, which has the colours that were asked for
        self._system_font = app.font()
        self._system_style = ""  # its name, while ours is in use
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def apply(self, theme: str, font_scale: float | None) -> None:
        self._theme = theme
        if font_scale is not None:
            self._font_scale = font_scale
        self._app.styleHints().setColorScheme(_SCHEMES[theme])
        self._colour()
        font = _scaled(self._system_font, self._font_scale)
        if font != self._app.font():
            self._app.setFont(font)

    def choose_style(self) -> None:
        """Fusion, as long as the palette is ours."""
        if self._is_of_system and self._system_style:
            self._app.setStyle(self._system_style)
            self._system_style = ""
        elif not self._is_of_system and not self._system_style:
            self._system_style = self._app.style().name()
            if self._system_style != "fusion":
                self._app.setStyle("fusion")

    @Slot()
    def _follow(self) -> None:
        self._colour()
        self.choose_style()

    def _colour(self) -> None:
        scheme = self._app.styleHints().colorScheme()
        wanted = _SCHEMES[self._theme]
        self._is_of_system = scheme is not Qt.ColorScheme.Unknown and wanted in (scheme, Qt.ColorScheme.Unknown)
        self._app.setPalette(QPalette() if self._is_of_system else own_palette(is_dark=self._theme == "dark"))


def _scaled(font: QFont, scale: float) -> QFont:
    scaled = QFont(font)
    if font.pointSizeF() > 0:
        scaled.setPointSizeF(font.pointSizeF() * scale)
    else:
        scaled.setPixelSize(round(font.pixelSize() * scale))
    return scaled


def icon(name: str) -> QIcon:
    """Return an icon of resources/icons in the colours of the application's palette.

    It is painted anew in whatever size, resolution, state and palette it is asked for. Raises FileNotFoundError.
    """
    return QIcon(_PaletteIcon(name))


class _PaletteIcon(QIconEngine):
    """Paints an SVG in the palette's colour of text on buttons."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        _svg(name)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        _renderer(self._name, self._colour(mode).name(QColor.NameFormat.HexRgb)).render(painter, _square_in(QRectF(rect)))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        pixmap = self.pixmap(QSize(math.ceil(size.width() * scale), math.ceil(size.height() * scale)), mode, state)
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:  # noqa: N802
        return size

    def clone(self) -> QIconEngine:
        return _PaletteIcon(self._name)

    def iconName(self) -> str:  # noqa: N802
        return self._name

    def isNull(self) -> bool:  # noqa: N802
        return False

    def _colour(self, mode: QIcon.Mode) -> QColor:
        palette = QApplication.palette()
        if mode is QIcon.Mode.Disabled:
            return palette.color(Group.Disabled, Role.ButtonText)
        if mode is QIcon.Mode.Selected:
            return palette.color(Group.Active, Role.HighlightedText)
        return _SYMBOL_COLOURS.get(self._name) or palette.color(Group.Active, Role.ButtonText)


def _square_in(rect: QRectF) -> QRectF:
    side = min(rect.width(), rect.height())
    return QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)


@lru_cache
def _svg(name: str) -> bytes:
    return resource(f"icons/{name}.svg").read_bytes()


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_svg(name).replace(b"currentColor", colour.encode("ascii"))))


def set_icon(button: QAbstractButton, name: str) -> None:
    """Put an icon on `button`, as high as its text."""
    button.setIcon(icon(name))
    button.setIconSize(icon_size(button))


def fit_icons(pane: QWidget) -> None:
    """Make the icons on the buttons of `pane` as high as their text, whatever its size."""
    for button in pane.findChildren(QAbstractButton):
        button.setIconSize(icon_size(button))


def icon_size(widget: QWidget, share: float = 1.0) -> QSize:
    """The size of an icon that is `share` times as high as the text of `widget`."""
    side = round(widget.fontMetrics().height() * share)
    return QSize(side, side)
