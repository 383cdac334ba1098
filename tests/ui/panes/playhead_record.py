"""What a playhead told everybody, for tests of the panes that share it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from viewer.model.choice import Choice
from viewer.ui.panes.table_view import TableView
from viewer.ui.playhead import Moment, Playhead

Settle = Callable[[], None]


class PlayheadRecord:
    """Moments and choices with their origins, since the last look."""

    def __init__(self, playhead: Playhead) -> None:
        self.moments: list[Moment] = []
        self.choices: list[tuple[Choice, object]] = []
        playhead.moved.connect(self.moments.append)
        playhead.chosen.connect(lambda choice, origin: self.choices.append((choice, origin)))

    def taken(self) -> tuple[list[float], list[Choice], set[object]]:
        """The seconds moved to, what was chosen, and who did; then forget them."""
        moments, choices = self.moments[:], self.choices[:]
        self.moments.clear()
        self.choices.clear()
        origins = {moment.origin for moment in moments} | {origin for _, origin in choices}
        return [moment.seconds for moment in moments], [choice for choice, _ in choices], origins


def place_in(view: QAbstractItemView, row: int, column: int = 0) -> QPoint:
    """The middle of a cell in the viewport, brought into sight."""
    index = view.model().index(row, column)
    view.scrollTo(index)
    return view.visualRect(index).center()


def click_row(qtbot: QtBot, view: TableView, row: int, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Click into a shown row."""
    column = view.columns.visible_order()[0]
    qtbot.mouseClick(view.viewport(), button, pos=place_in(view, row, column))


def now_in(view: TableView) -> list[int]:
    """The shown rows that are marked as being now, among those in sight."""
    return sorted(view.now.marks()[0])


def chosen_in(view: TableView) -> list[int]:
    """The shown rows that are marked as chosen, among those in sight."""
    return sorted(view.now.marks()[1])
