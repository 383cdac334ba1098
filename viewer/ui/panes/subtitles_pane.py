"""Subtitles of one result: cues with their times, speaker and text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from viewer.late import late
from viewer.model.columns import Table
from viewer.model.result import Result
from viewer.model.timed_text import CuesContent
from viewer.model.timing import plain_number
from viewer.text import Text
from viewer.ui.panes.table_pane import TablePane

cues_table = late("viewer.analysis.tables", "cues_table")
FRAME_RATES = (24000 / 1001, 24.0, 25.0, 30000 / 1001, 30.0, 50.0, 60000 / 1001, 60.0)


class SubtitlesPane(TablePane):
    """One row per cue. Where the file counts frames and nothing tells their rate, the rate can be chosen."""

    title = Text("Subtitles")
    name = "subtitles"
    explanation = Text(
        "Here you read what is said, as subtitles. It comes with the four types of speech: SRT, WebVTT, TTML and Avid text."
    )

    fps_chosen = Signal(float)

    def accepts(self, result: Result) -> bool:
        return isinstance(result.content, CuesContent)

    def table_maker(self, result: Result) -> Callable[[], Table]:
        cues = result.content
        return lambda: cues_table(cues)

    def no_rows_words(self) -> str:
        return self.tr("There are no cues in this result.")

    def make_content(self) -> QWidget:
        self._rate = QComboBox()
        self._rate.setObjectName("frame_rate")
        self._rate.setToolTip(self.tr("The file counts frames and does not say how many make a second; this was assumed."))
        for rate in FRAME_RATES:
            self._rate.addItem(plain_number(round(rate, 3)), rate)
        self._rate.activated.connect(self._choose_rate)
        self._rate_label = QLabel(self.tr("Frames &a second:"))
        self._rate_label.setBuddy(self._rate)
        self.add_tool(self._rate_label)
        self.add_tool(self._rate)
        return super().make_content()

    def show_result(self, result: Result | None) -> None:
        content = result.content if result is not None else None
        needs_rate = isinstance(content, CuesContent) and content.needs_fps
        self._rate.setVisible(needs_rate)
        self._rate_label.setVisible(needs_rate)
        if isinstance(content, CuesContent) and content.fps is not None:
            fps = content.fps
            self._rate.setCurrentIndex(min(range(len(FRAME_RATES)), key=lambda number: abs(FRAME_RATES[number] - fps)))
        super().show_result(result)

    def _choose_rate(self, number: int) -> None:
        self.fps_chosen.emit(FRAME_RATES[number])
