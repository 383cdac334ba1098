"""Both themes can be read, and icons take their colours from the palette whenever they are painted."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from viewer.resource_files import resource
from viewer.ui.theme import AMBER, DATA_COLOURS, RED, apply_theme, icon, is_dark, own_palette

Role = QPalette.ColorRole
Group = QPalette.ColorGroup
ICONS = sorted(path for path in resource("icons").glob("*.svg") if path.stem != "job-results-viewer")
TEXT_ON_GROUND = [
    (Role.WindowText, Role.Window),
    (Role.Text, Role.Base),
    (Role.Text, Role.AlternateBase),
    (Role.Text, Role.Window),
    (Role.ButtonText, Role.Button),
    (Role.ToolTipText, Role.ToolTipBase),
    (Role.PlaceholderText, Role.Base),
    (Role.PlaceholderText, Role.Window),
    (Role.HighlightedText, Role.Highlight),
    (Role.WindowText, Role.Highlight),  # a menu paints an icon in the ordinary colour on the highlight
    (Role.Link, Role.Base),
    (Role.Link, Role.Window),
    (Role.LinkVisited, Role.Base),
    (Role.LinkVisited, Role.Window),
]
MODES = {
    QIcon.Mode.Normal: (Group.Active, Role.ButtonText),
    QIcon.Mode.Active: (Group.Active, Role.ButtonText),
    QIcon.Mode.Disabled: (Group.Disabled, Role.ButtonText),
    QIcon.Mode.Selected: (Group.Active, Role.HighlightedText),
}


@pytest.fixture(autouse=True)
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application, put back to its own style, palette and font afterwards."""
    palette, style = QPalette(qapp.palette()), qapp.style().name()
    yield qapp
    apply_theme(qapp, "system", 1.0)
    qapp.setStyle(style)
    qapp.setPalette(palette)


def luminance(colour: QColor) -> float:
    """The relative luminance of WCAG 2."""
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colours_of(image: QImage) -> set[str]:
    """The colours of the opaque pixels."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_the_contrast_of_this_test_is_that_of_the_rule() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND, ids=lambda role: role.name)
def test_text_can_be_read(dark: bool, text: QPalette.ColorRole, ground: QPalette.ColorRole) -> None:
    palette = own_palette(is_dark=dark)
    for group in (Group.Active, Group.Inactive):
        assert contrast(palette.color(group, text), palette.color(group, ground)) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ground", [Role.Base, Role.Window])
def test_colours_of_data_and_the_accent_stand_out_in_both_themes(dark: bool, ground: QPalette.ColorRole) -> None:
    palette = own_palette(is_dark=dark)
    for colour in (*DATA_COLOURS, RED, AMBER, palette.color(Role.Accent)):
        assert contrast(colour, palette.color(ground)) >= 3


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_disabled_is_fainter(dark: bool) -> None:
    palette = own_palette(is_dark=dark)
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        ground = palette.color(Role.Window)
        assert contrast(palette.color(Group.Disabled, role), ground) < contrast(palette.color(Group.Active, role), ground)


def test_colours_of_data_differ() -> None:
    assert len({colour.name() for colour in DATA_COLOURS}) == len(DATA_COLOURS)


def test_a_theme_has_an_effect_even_where_the_platform_knows_none(app: QApplication) -> None:
    apply_theme(app, "dark")
    assert is_dark()
    apply_theme(app, "light")
    assert not is_dark()
    apply_theme(app, "dark")
    apply_theme(app, "system")
    assert is_dark() == (app.styleHints().colorScheme() is Qt.ColorScheme.Dark)


def test_an_unknown_theme_is_that_of_the_system(app: QApplication) -> None:
    apply_theme(app, "system")
    palette = QPalette(app.palette())
    apply_theme(app, "purple")
    assert app.palette() == palette


def test_another_theme_leaves_the_size_of_the_text(app: QApplication) -> None:
    apply_theme(app, "light", 2.0)
    big = app.font().pointSizeF()
    apply_theme(app, "dark")
    assert app.font().pointSizeF() == big
    apply_theme(app, "dark", 1.0)
    assert app.font().pointSizeF() == pytest.approx(big / 2)


def test_the_font_scale_is_of_the_system_font_however_often_it_is_applied(app: QApplication) -> None:
    apply_theme(app, "system")
    size = app.font().pointSizeF()
    for _ in range(3):
        apply_theme(app, "dark", 2.0)
        assert app.font().pointSizeF() == pytest.approx(2 * size)
    apply_theme(app, "dark", 1.0)
    assert app.font().pointSizeF() == pytest.approx(size)


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_every_icon_is_a_drawing_in_the_palettes_colour(app: QApplication, path: Path) -> None:
    source = path.read_text()
    assert 'viewBox="0 0 24 24"' in source
    assert "currentColor" in source
    assert "#" not in source
    assert QSvgRenderer(str(path)).isValid()
    image = icon(path.stem).pixmap(48).toImage()
    assert image.size() == QSize(48, 48)
    own = {"error": RED, "warning": AMBER}.get(path.stem, app.palette().color(Role.ButtonText))
    assert own.name() in colours_of(image)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_an_icon_has_the_colour_of_its_state(app: QApplication, theme: str, mode: QIcon.Mode) -> None:
    symbol = icon("stop")
    apply_theme(app, theme)
    group, role = MODES[mode]
    assert app.palette().color(group, role).name() in colours_of(symbol.pixmap(QSize(24, 24), mode).toImage())


def test_an_icon_that_is_already_shown_follows_the_theme(app: QApplication) -> None:
    apply_theme(app, "light")
    symbol = icon("save")
    before = symbol.pixmap(32).toImage()
    apply_theme(app, "dark")
    after = symbol.pixmap(32).toImage()
    assert colours_of(before).isdisjoint(colours_of(after))


def test_an_icon_is_sharp_on_screens_of_high_resolution() -> None:
    pixmap = icon("save").pixmap(QSize(16, 16), 2.0)
    assert pixmap.size() == QSize(32, 32)
    assert pixmap.devicePixelRatio() == 2.0
    assert pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32) == icon("save").pixmap(
        32
    ).toImage().convertToFormat(QImage.Format.Format_ARGB32)


def test_an_icon_is_painted_as_a_square_in_the_middle_of_any_rectangle() -> None:
    image = QImage(96, 32, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    icon("stop").paint(painter, QRect(0, 0, 96, 32))
    painter.end()
    assert image.pixelColor(48, 16).alpha() == 255
    assert {image.pixelColor(x, 16).alpha() for x in (*range(32), *range(64, 96))} == {0}


def test_copies_of_an_icon_live_on_without_the_first() -> None:
    copies = []
    for _ in range(200):
        copy = QIcon(icon("find"))
        copy.setIsMask(True)  # makes the copy one of its own
        copies.append(copy)
    gc.collect()
    assert all(not copy.pixmap(16).isNull() for copy in copies)


def test_an_icon_that_does_not_exist_is_a_mistake() -> None:
    with pytest.raises(FileNotFoundError):
        icon("unicorn")
