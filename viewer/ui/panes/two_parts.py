"""Two tables that belong together: one to choose in, and one that follows it under a title of its own.

Where the pane is wide enough they may lie side by side; the sizes that the user gave them are kept for each direction.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSplitter, QStyle, QVBoxLayout, QWidget

from viewer.ui.panes.store import Store

BESIDE, BELOW = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


class TwoParts(QSplitter):
    """`shares` are the parts of the room that both get at first, in each of the directions that are wanted."""

    def __init__(
        self,
        pane: str,
        store: Store,
        parts: tuple[QWidget, QWidget],
        shares: dict[Qt.Orientation, tuple[int, int]],
        *,
        beside_from_characters: int = 0,
    ) -> None:
        super().__init__(BELOW)
        self.setObjectName(f"{pane}_parts")
        self._keys = {BELOW: f"panes/{pane}/parts", BESIDE: f"panes/{pane}/parts_beside"}
        self._store = store
        self._shares = shares
        self._beside_from_characters = beside_from_characters
        self.title = QLabel()
        self.title.setObjectName(f"{pane}_title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setChildrenCollapsible(False)
        self.addWidget(parts[0])
        self.addWidget(self._titled(parts[1]))
        self._share_out()

    def put_beside_title(self, before: QWidget, after: QWidget) -> None:
        """Put a button on each side of the title."""
        self._line.insertWidget(0, before)
        self._line.addWidget(after)

    def save_state(self) -> None:
        """Remember the sizes for the next start, where both parts were shown."""
        if all(size > 0 for size in self.sizes()):
            self._store.set(self._keys[self.orientation()], self.sizes())

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_beside = self.width() >= self._beside_from_characters * self.fontMetrics().averageCharWidth() > 0
        wanted = BESIDE if is_beside else BELOW
        if wanted is not self.orientation():
            self.save_state()
            self.setOrientation(wanted)
            self._share_out()
        super().resizeEvent(event)

    def _titled(self, part: QWidget) -> QWidget:
        below = QWidget()
        margin = self.style().pixelMetric(QStyle.PixelMetric.PM_DefaultFrameWidth) + 1
        self._line = QHBoxLayout()
        self._line.setContentsMargins(margin, 0, margin, 0)
        self._line.addWidget(self.title, 1)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(margin)
        column.addLayout(self._line)
        column.addWidget(part, 1)
        return below

    def _share_out(self) -> None:
        shares = self._shares[self.orientation()]
        for place, share in enumerate(shares):
            self.setStretchFactor(place, share)
        sizes = self._store.get(self._keys[self.orientation()], [])
        is_sound = len(sizes) == 2 and all(isinstance(size, int) and size > 0 for size in sizes)
        self.setSizes(sizes if is_sound else [1_000 * share for share in shares])
