"""Touches things of the demo that have a time, and reads from the window which moment it shows.

What is expected comes from the demo's results as they are served, not from what the program made of them.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTableView

from tests.support.driver import PATIENCE_MS, Driver
from tests.support.frame_number import frame_number
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.demo.results import result
from viewer.demo.scene import SCENE
from viewer.model.timing import clock
from viewer.ui.panes.table_view import TableView

BOX_TYPES = ("frames_faces", "frames_objects", "seconds_objects")
_CLOSE = 1e-6


class Touch(NamedTuple):
    """Something to click: the pane, the result shown in it, the row in the service's order, and the moment it begins at."""

    pane: str
    type_name: str
    row: int
    seconds: float
    within: int = -1  # of an occurrence: its row among those of the detection in `row`

    @property
    def frame(self) -> int:
        return math.floor(self.seconds * SCENE.fps + _CLOSE)


def touches(seed: int, of_each: int) -> list[Touch]:
    """Choose `of_each` occurrences, boxes, cues and scene captions at random."""
    pick = random.Random(seed)
    kinds = (list(_occurrences()), list(_boxes()), list(_cues()), list(_captions()))
    chosen = [touch for kind in kinds for touch in (pick.choice(kind) for _ in range(of_each))]
    pick.shuffle(chosen)
    return chosen


def boxes_of(touch: Touch) -> list[tuple[str, str]]:
    """Return type name and detection ID of each box that belongs on the picture at this moment."""
    second = math.floor(touch.seconds + _CLOSE)
    found = []
    for type_name in BOX_TYPES:
        lists = _lists(type_name)
        place = second if type_name == "seconds_objects" else touch.frame
        items = lists[place] if place < len(lists) else []
        found += [(type_name, item.get("id") or item["d"]) for item in items for _ in item.get("b", (item,))]
    return sorted(found)


def rows_now(pane: str, seconds: float) -> set[int]:
    """Return the rows, in the service's order, that a pane with cues or scene captions must mark as being now."""
    if pane == "subtitles":
        spans = [(line.start_ms / 1000, line.end_ms / 1000) for line in SCENE.lines]
    else:
        sections = json.loads(result("visual_captions", DEMO_JOB_ID))["selected_sections"]
        spans = [(one["section"]["s_start"], one["section"]["s_end"]) for one in sections]
    return {row for row, (start, end) in enumerate(spans) if start - _CLOSE <= seconds < end - _CLOSE}


class Hand:
    """Clicks on rows of a window with the demo's film, and says what the window then shows."""

    def __init__(self, driver: Driver, qtbot: Any) -> None:
        self._driver = driver
        self._qtbot = qtbot
        self.clock = driver.window.clock

    def click(self, touch: Touch) -> None:
        """Click what is to be touched, where it is seen."""
        panes = self._driver.window.panes
        panes.choose(touch.pane)
        pane: Any = panes.pane(touch.pane)
        self._choose_result(pane, touch.type_name)
        self._click_row(pane.view, touch.row)
        if touch.within >= 0:
            self._driver.wait()  # for the occurrences of that detection
            self._click_row(pane.occurrences, touch.within)

    def wait_for_picture(self, frame: int) -> int | None:
        """Wait until the picture is of this frame, and return the number that is read from the picture."""
        self._wait_for(lambda: self.seen_frame() == frame)
        return self.seen_frame()

    def seen_frame(self) -> int | None:
        """The number of the frame, read from the picture on the canvas."""
        canvas = self.clock.film.canvas
        return frame_number(canvas.grab().toImage(), canvas.picture_rect())

    def moment_words(self) -> str:
        """What stands above the list of what is there at this moment."""
        return f"{self.clock.moment.header.text()} "

    def seen_boxes(self) -> list[tuple[str, str]]:
        """Type name and detection ID of each box on the picture."""
        return sorted((box.type_name, box.detection_id) for box in self.clock.film.canvas.boxes.boxes)

    def marks_touched(self, touch: Touch) -> bool:
        """True where the touched row is marked as being now, in the table that was clicked."""
        pane: Any = self._driver.window.panes.pane(touch.pane)
        is_within = touch.within >= 0
        view, row = (pane.occurrences, touch.within) if is_within else (pane.view, touch.row)
        return row in self._marked(view)

    def marked_in(self, pane_name: str) -> set[int]:
        """Bring a pane to the front; the rows in it that are marked as being now."""
        self._driver.window.panes.choose(pane_name)
        pane: Any = self._driver.window.panes.pane(pane_name)
        pane.view.scrollToTop()
        return self._marked(pane.view)

    def _marked(self, view: TableView) -> set[int]:
        return {view.column_model.table_row(place) for place in view.now.marks()[0]}

    def check(self, touch: Touch) -> None:
        """Touch something, and compare all that the window shows with what the results say of that moment."""
        self.click(touch)
        assert self.wait_for_picture(touch.frame) == touch.frame, touch
        assert abs(self.clock.playhead.seconds - touch.seconds) < _CLOSE, touch
        assert self.seen_boxes() == boxes_of(touch), touch
        assert self.marks_touched(touch), touch
        assert self.clock.go_to.text() == clock(touch.seconds), touch
        self._wait_for(lambda: f"frame {touch.frame:,} " in self.moment_words())
        for pane in ("subtitles", "captions"):
            assert self.marked_in(pane) == rows_now(pane, touch.seconds), (pane, touch)

    def _choose_result(self, pane: Any, type_name: str) -> None:
        if pane.result.type_name == type_name:
            return
        results = pane.findChild(QComboBox, "result_choice")
        offered = [one.type_name for one in pane.job.results if pane.accepts(one)]
        place = offered.index(type_name)
        results.setCurrentIndex(place)
        results.activated.emit(place)
        self._driver.wait()

    def _click_row(self, view: QTableView, row: int) -> None:
        assert isinstance(view, TableView)
        index = view.column_model.index(row, view.columns.visible_order()[0])
        view.scrollTo(index)
        place = view.visualRect(index).center()
        self._qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def _wait_for(self, holds: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(holds, timeout=PATIENCE_MS)


def _lists(type_name: str) -> list[list[Any]]:
    value = json.loads(result(type_name, DEMO_JOB_ID))
    return next(lists for name, lists in value.items() if name.endswith(("_by_frame", "_by_second")))


def _occurrences() -> Iterator[Touch]:
    detections = json.loads(result("core", DEMO_JOB_ID))["detections"]
    for row, detection in enumerate(detections.values()):
        for within, occurrence in enumerate(detection.get("occs", ())):
            yield Touch("detections", "core", row, occurrence["ss"], within)


def _boxes() -> Iterator[Touch]:
    for type_name in BOX_TYPES:
        rate = 1 if type_name == "seconds_objects" else SCENE.fps
        row = 0
        for place, items in enumerate(_lists(type_name)):
            for _ in (box for item in items for box in item.get("b", (item,))):
                yield Touch("boxes", type_name, row, place / rate)
                row += 1


def _cues() -> Iterator[Touch]:
    for row, line in enumerate(SCENE.lines):
        for type_name in ("speech_to_text_srt", "speech_to_text_vtt"):
            yield Touch("subtitles", type_name, row, line.start_ms / 1000)


def _captions() -> Iterator[Touch]:
    sections = json.loads(result("visual_captions", DEMO_JOB_ID))["selected_sections"]
    for row, section in enumerate(sections):
        yield Touch("captions", "visual_captions", row, section["section"]["s_start"])
