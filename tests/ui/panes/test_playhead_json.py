"""Rows of the JSON tree lead to their time, or to that of what is around them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from tests.ui.panes.conftest import MakePane
from tests.ui.panes.playhead_record import PlayheadRecord
from viewer.model.choice import Choice
from viewer.model.job import Job
from viewer.ui.panes.json_pane import JsonPane
from viewer.ui.panes.json_tree_view import JsonTreeView
from viewer.ui.playhead import Playhead

Settle = Callable[[], None]


@pytest.fixture
def playhead() -> Playhead:
    playhead = Playhead()
    playhead.reset(61.6, 25.0)
    return playhead


def row_of(tree: JsonTreeView, settle: Settle, *keys: str | int) -> QModelIndex:
    """The row with these keys, with what is above it open; pages are gone through."""
    model, place = tree.tree_model, QModelIndex()
    for key in keys:
        tree.expand(place)
        model.rowCount(place)
        settle()
        rows = [model.index(row, 0, place) for row in range(model.rowCount(place))]
        if rows and model.is_page(rows[0]):
            assert isinstance(key, int)
            tree.expand(rows[key // 1000])
            model.rowCount(rows[key // 1000])
            settle()
            place = model.index(key % 1000, 0, rows[key // 1000])
        else:
            place = next(row for row in rows if model.node(row) is not None and model.node(row).key == key)
    return place


def click(qtbot: QtBot, tree: JsonTreeView, index: QModelIndex) -> None:
    tree.scrollTo(index)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center())


@pytest.mark.parametrize(
    ("type_name", "keys", "seconds", "choice"),
    [
        ("core", ("detections", "1", "occs", 1, "shs"), 25.2, Choice("1", 25.2, 34.72)),
        ("core", ("detection_groupings", "by_second", 7), 7.0, None),
        ("core", ("detection_groupings", "by_second", 7, 0, "d"), 7.0, None),
        ("core", ("segmentations", "detected_shots", 1), 6.0, Choice(None, 6.0, 13.8)),
        ("frames_faces", ("faces_by_frame", 160, 0, "x"), 6.4, None),
        ("frames_faces", ("faces_by_frame", 1200), 48.0, None),
        ("seconds_objects", ("objects_by_second", 30), 30.0, None),
        ("visual_captions", ("selected_sections", 2, "caption"), 13.8, Choice(None, 13.8, 20.48)),
        ("core", ("detections", "1", "label"), None, None),
        ("core", ("version_info",), None, None),
    ],
)
def test_a_row_leads_to_its_time(
    qtbot: QtBot,
    make_pane: MakePane,
    settle: Settle,
    demo_job: Job,
    playhead: Playhead,
    type_name: str,
    keys: tuple[Any, ...],
    seconds: float | None,
    choice: Choice | None,
) -> None:
    pane = make_pane(JsonPane, demo_job)
    pane.use_playhead(playhead)
    pane.choose(demo_job.result(type_name))
    settle()
    index = row_of(pane.tree, settle, *keys)
    record = PlayheadRecord(playhead)
    click(qtbot, pane.tree, index)
    assert pane.tree.currentIndex() == index
    moments = [] if seconds is None else [seconds]
    assert record.taken() == (moments, [] if choice is None else [choice], {pane} if moments else set())


def test_keys_and_finding_lead_there_too(
    qtbot: QtBot, make_pane: MakePane, settle: Settle, demo_job: Job, playhead: Playhead
) -> None:
    pane = make_pane(JsonPane, demo_job)
    pane.use_playhead(playhead)
    index = row_of(pane.tree, settle, "segmentations", "detected_shots", 0)
    click(qtbot, pane.tree, index)
    record = PlayheadRecord(playhead)
    qtbot.keyClick(pane.tree, Qt.Key.Key_Down)
    assert record.taken()[0] == [6.0]
    qtbot.keyClick(pane.tree, Qt.Key.Key_Return)
    assert record.taken()[0] == [6.0]
    pane.find()
    pane.find_bar.open("34.72")
    settle()
    assert record.taken()[0] == [25.2]


def test_what_is_put_back_and_the_right_button_move_nothing(
    qtbot: QtBot, make_pane: MakePane, settle: Settle, demo_job: Job, playhead: Playhead
) -> None:
    pane = make_pane(JsonPane, demo_job)
    pane.use_playhead(playhead)
    index = row_of(pane.tree, settle, "segmentations", "detected_shots", 3)
    click(qtbot, pane.tree, index)
    record = PlayheadRecord(playhead)
    place = pane.tree.place()
    pane.tree.clearSelection()
    pane.tree.setCurrentIndex(QModelIndex())
    pane.tree.go_to_place(place)
    settle()
    assert pane.tree.currentIndex().isValid()
    other = row_of(pane.tree, settle, "segmentations", "detected_shots", 4)
    qtbot.mouseClick(pane.tree.viewport(), Qt.MouseButton.RightButton, pos=pane.tree.visualRect(other).center())
    assert pane.tree.currentIndex() == other
    assert record.taken() == ([], [], set())
