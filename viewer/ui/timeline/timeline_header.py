"""The buttons above the timeline: the list, zoom, the way from occurrence to occurrence, and following."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from viewer.text import Text
from viewer.ui.announcing import announce
from viewer.ui.film.wrapping_row import WrappingRow
from viewer.ui.messages import shown
from viewer.ui.models.cells import plain_tooltip
from viewer.ui.panes.buttons import IconButton, WordButton

_SAID_MS = 6_000


class TimelineHeader(QWidget):
    """Only the buttons and what is said beside them; the dock connects them."""

    def __init__(self, follow_button: WordButton) -> None:
        super().__init__()
        self.setObjectName("timeline_header")
        self.list_button = WordButton("timeline_list_button", "list", self.tr("List"))
        self.list_button.setCheckable(True)
        self.list_button.setToolTip(self.tr("Show the same as a list"))
        self.zoom_out = IconButton("timeline_zoom_out", "zoom_out", self.tr("Zoom out"), self.tr("Zoom out (−)"))
        self.zoom_in = IconButton("timeline_zoom_in", "zoom_in", self.tr("Zoom in"), self.tr("Zoom in (+, Ctrl and wheel)"))
        self.fit = IconButton("timeline_fit", "fit", self.tr("Whole video"), self.tr("Show the whole video (0)"))
        self.previous = WordButton("timeline_previous", "occurrence_back", self.tr("Previous"))
        self.previous.setToolTip(self.tr("Go to the previous occurrence of what is chosen (Shift+N)"))
        self.next = WordButton("timeline_next", "occurrence_forward", self.tr("Next occurrence"))
        self.next.setToolTip(self.tr("Go to the next occurrence of what is chosen (N)"))
        self.said = QLabel()
        self.said.setObjectName("timeline_said")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        follow_button.setText(self.tr("Follow"))  # the panes beside it have the Alt key
        self._follow = follow_button
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(_SAID_MS)
        self._silence.timeout.connect(self.said.clear)
        self._build()

    def _build(self) -> None:
        buttons = QWidget()
        wrapping = WrappingRow(buttons)
        wrapping.setSpacing(self.fontMetrics().averageCharWidth())
        wrapping.addWidget(self.list_button)
        wrapping.addWidget(_group(self.zoom_out, self.zoom_in, self.fit))
        wrapping.addWidget(_group(self.previous, self.next))
        wrapping.addWidget(self._follow)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(buttons)
        row.addWidget(self.said, 1)

    def set_is_list(self, is_list: bool) -> None:
        """Let the buttons be those of the list, or of the tracks."""
        self.list_button.setChecked(is_list)
        for button in (self.zoom_out, self.zoom_in, self.fit):
            button.setEnabled(not is_list)

    def say(self, words: Text) -> None:
        """Say something for a while."""
        self.said.setText(shown(words))
        self.said.setToolTip(plain_tooltip(shown(words)))
        self._silence.start()
        announce(self, shown(words))


def _group(*buttons: QWidget) -> QWidget:
    """Buttons that stay side by side."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    for button in buttons:
        row.addWidget(button)
    return group
