"""What the pointer does on the canvas: a drag pushes the picture, clicks at one place go through the boxes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from viewer.model.choice import Choice
from viewer.ui.film.shown_boxes import is_of
from viewer.ui.painting.box_overlay import key_of

if TYPE_CHECKING:
    from viewer.analysis.boxes_at import ShownBox

SAME_PLACE = 4  # pixels: clicks that close go through the boxes that lie on top of each other


class Drag:
    """One press of the button: a click, as long as the pointer does not move away from where it began."""

    def __init__(self) -> None:
        self._from: QPointF | None = None
        self.has_moved = False

    @property
    def is_pressed(self) -> bool:
        return self._from is not None

    def press(self, point: QPointF) -> None:
        """Begin."""
        self._from, self.has_moved = point, False

    def move(self, point: QPointF) -> QPointF | None:
        """Return how far the pointer moved since it was asked last; None while it may still be a click."""
        if self._from is None:
            return None
        moved = point - self._from
        if not self.has_moved and moved.manhattanLength() < QApplication.startDragDistance():
            return None
        self._from, self.has_moved = point, True
        return moved

    def release(self) -> bool:
        """End; return whether it was a click."""
        is_click = self._from is not None and not self.has_moved
        self._from = None
        return is_click


class BoxClicks:
    """Which box a click chooses: the smallest at its place; clicked again, the next larger one, and so on."""

    def __init__(self) -> None:
        self._point = QPointF()
        self._box: ShownBox | None = None

    def forget(self) -> None:
        """Begin anew with the smallest one."""
        self._box = None

    def choose(self, point: QPointF, hits: Sequence[ShownBox]) -> ShownBox | None:
        """Return which of the boxes at a point is meant, None where there is none."""
        if not hits:
            return None
        place = 0
        if self._box is not None and (self._point - point).manhattanLength() <= SAME_PLACE:
            place = _after(self._box, hits) % len(hits)
        self._point, self._box = point, hits[place]
        return self._box


def _after(before: ShownBox, hits: Sequence[ShownBox]) -> int:
    """The place after that of a box; where the film has gone on since, after that of its detection."""
    keys = [key_of(box) for box in hits]
    if key_of(before) in keys:
        return keys.index(key_of(before)) + 1
    same = Choice(before.detection_id or None)
    return next((place + 1 for place, box in enumerate(hits) if is_of(box, same)), 0)
