"""The list at the top of a pane that says which of several results is shown; hidden where there is only one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from viewer.model.result import Result
from viewer.text import Text
from viewer.ui.messages import shown


class Titles(Protocol):
    """What is needed of the registry."""

    def title(self, name: str, /) -> Text: ...


class ResultChoice(QWidget):
    """Emits `chosen(place)` when the user chose a result by hand."""

    chosen = Signal(int)

    def __init__(self, titles: Titles) -> None:
        super().__init__()
        self._titles = titles
        self._list = QComboBox()
        self._list.setObjectName("result_choice")
        self._list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._list.activated.connect(self.chosen)
        label = QLabel(self.tr("&Result:"))
        label.setBuddy(self._list)
        self.setFocusProxy(self._list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label)
        row.addWidget(self._list)

    def fill(self, results: Sequence[Result]) -> None:
        """Offer these results."""
        self._list.clear()
        for result in results:
            self._list.addItem(shown(self._titles.title(result.type_name)))
        self.setVisible(len(results) > 1)

    def mark(self, place: int) -> None:
        """Show which one is chosen; -1 for none."""
        self._list.setCurrentIndex(place)
