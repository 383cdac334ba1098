"""How the timeline looks: its colours by theme, its measures by font."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette

from viewer.model.timing import TimeFormat
from viewer.ui.painting.data_colours import colour_of, ink_on

# How far the colours for one, two, up to four, up to eight, and more spans are towards that of the text.
DENSITIES = (0.0, 0.2, 0.36, 0.5, 0.62)
_MOST_WIDTHS = 4000
Role = QPalette.ColorRole


@dataclass(frozen=True, slots=True)
class TrackStyle:
    """The palette, the font and the time format of a timeline."""

    palette: QPalette
    font: QFont
    time_format: TimeFormat
    metrics: QFontMetrics = field(init=False, repr=False, compare=False)
    _widths: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "metrics", QFontMetrics(self.font))
        object.__setattr__(self, "_widths", {})

    def colour(self, role: QPalette.ColorRole) -> QColor:
        """A colour of the palette."""
        return self.palette.color(role)

    def ground(self, number: int) -> QColor:
        """The ground of a row, by turns."""
        return self.palette.color(Role.AlternateBase if number % 2 else Role.Base)

    def width(self, text: str) -> int:
        """How wide a text is, in logical pixels; measured once, as the same names are shown again and again."""
        width = self._widths.get(text)
        if width is None:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            width = self._widths[text] = self.metrics.horizontalAdvance(text)
        return width

    def levels(self, key: str) -> tuple[QColor, ...]:
        """The colours of a lane: for one span, two, up to four, up to eight, and more; each stands out more."""
        return _levels(colour_of(key).rgb(), self.palette.color(Role.Text).rgb())


def level_of(count: int) -> int:
    """Which of the levels is the colour of so many spans."""
    return min(max(count - 1, 0).bit_length(), len(DENSITIES) - 1)


@lru_cache(maxsize=256)
def _levels(rgb: int, ink: int) -> tuple[QColor, ...]:
    return tuple(mixed(QColor(rgb), QColor(ink), share) for share in DENSITIES)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """The colour that lies `share` of the way from one to the other."""
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(first + (second - first) * share) for first, second in parts))


@lru_cache(maxsize=256)
def ink(colour: int) -> QColor:
    """What can be read on a colour."""
    return ink_on(QColor(colour))
