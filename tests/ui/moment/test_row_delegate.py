"""Long labels are broken into lines that fit, and a row is painted in the colours of what it stands for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from viewer.analysis.moment import AtMoment, Group
from viewer.analysis.moment_lines import Line, State
from viewer.model.choice import Choice
from viewer.text import Text, visible
from viewer.ui.models.moment_model import MomentModel
from viewer.ui.moment.row_delegate import RowDelegate, broken
from viewer.ui.painting.data_colours import colour_of

WIDTH = 300
SPAN = (1.0, 2.0, State.NOW)
FACE = Line(("detection", "1"), "human.face", Text("Ada"), (), 0.9, None, *SPAN, Choice("1", 1.0, 2.0))
COLOURS = Line(("detection", "2"), "visual.color", Text("#ff0000, #00ff00"), (), 0.9, None, *SPAN, Choice("2"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=200), width=st.integers(40, 400), most=st.integers(1, 5))
def test_lines_fit_and_nothing_is_lost_that_has_room(qapp: object, text: str, width: int, most: int) -> None:
    font = QFont()
    shown = visible(text, 500)
    lines = broken(shown, font.toString(), width, most)
    assert 1 <= len(lines) <= most
    if len(lines) < most:
        assert "".join("".join(lines).split()) == "".join(shown.split())
    if shown.isascii():
        assert all(QFontMetrics(font).horizontalAdvance(line) <= width for line in lines)


def test_the_last_line_says_that_there_is_more(qapp: object) -> None:
    words = "Every evening the same song, just before the mail boat. " * 5
    lines = broken(words, QFont().toString(), 200, 2)
    assert len(lines) == 2
    assert lines[0].startswith("Every evening")
    assert lines[1].endswith("…")


def painted(line: Line, choice: Choice, width: int = WIDTH) -> tuple[QImage, int]:
    """A row on white, and how high it wants to be."""
    model = MomentModel()
    model.show(AtMoment(1.5, 1, None, None, (Group("x", Text("X"), (line,)),), True))
    model.set_choice(choice)
    delegate = RowDelegate(model, model)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, width, 0)
    height = delegate.sizeHint(option, model.index(1)).height()
    option.rect = QRect(0, 0, width, height)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(1))
    painter.end()
    return image, height


def colours_in(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_detection_has_the_colour_of_its_boxes(qapp: object) -> None:
    image, _ = painted(FACE, Choice())
    assert colour_of("1").name() in colours_in(image)


def test_colours_are_shown_themselves(qapp: object) -> None:
    line = replace(COLOURS, colours=("#ff0000", "#00ff00"))
    image, _ = painted(line, Choice())
    assert {"#ff0000", "#00ff00"} <= colours_in(image)


@pytest.mark.parametrize("choice", [Choice(), Choice("1")])
def test_a_bar_stands_beside_what_is_chosen(qapp: object, choice: Choice) -> None:
    image, height = painted(FACE, choice)
    edge = {image.pixelColor(0, y).lightness() for y in range(height)}
    assert (edge == {255}) == (choice == Choice())


def test_a_narrow_row_is_higher(qapp: object) -> None:
    assert painted(FACE, Choice(), 90)[1] > painted(FACE, Choice())[1]
