"""The JSON tree of a file that is still being indexed: what is there stays in its place, and more rows come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.ui.models.test_json_tree_model import rows, wait_for_rows
from viewer.reading.json_index import JsonFile, index
from viewer.reading.source import FileSource
from viewer.ui.background import Background
from viewer.ui.models.json_tree_model import CHILDREN, KEY, JsonTreeModel
from viewer.watch import Watch

CORE = {
    "version_info": {"metadata_type": "core", "made_up": True},
    "detections": {str(number): f"thing {number}" for number in range(2_500)},
    "segmentations": {"detected_shots": [{"ss": second} for second in range(70)]},
    "last": "one",
}


@pytest.fixture
def model(background: Background) -> Iterator[JsonTreeModel]:
    model = JsonTreeModel(background)
    yield model
    model.show_document(None)


def test_the_model_keeps_its_promises_to_the_view(
    model: JsonTreeModel, background: Background, qtbot: QtBot, tmp_path: Path
) -> None:
    """Qt's own tester, which looks at all rows after each change, does so for few of them."""
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    small = {"first": [1, 2], "growing": {"list": [{"made up": number} for number in range(40)]}, "last": None}
    states = states_of(tmp_path, small, 60)
    assert len(states) > 3
    model.show_document(states[0])
    for document in states[1:]:
        settle(qtbot, model, background)
        model.grow(document)
    settle(qtbot, model, background)
    assert keys(model) == ["first", "growing", "last"]
    del tester


def states_of(tmp_path: Path, value: Any, chunk: int) -> list[JsonFile]:
    """The document in all states, as it grows; the last one is complete."""
    path = tmp_path / "made_up.json"
    path.write_text(json.dumps(value), "utf-8")
    states: list[JsonFile] = []
    watch = Watch()
    with watch.showing_early(states.append):
        last = index(FileSource(path), watch, chunk, 0)
    return [*states, last]


def keys(model: JsonTreeModel, parent: QModelIndex | None = None) -> list[str]:
    return [row[KEY] for row in rows(model, parent)]


def settle(qtbot: QtBot, model: JsonTreeModel, background: Background) -> None:
    """Ask for all that the top rows show, and wait until nothing is read any more."""
    model.rowCount()
    qtbot.waitUntil(lambda: not background.running)
    rows(model)
    qtbot.waitUntil(lambda: not background.running)


@pytest.mark.parametrize("chunk", [500, 7_000, 40_000])
@pytest.mark.parametrize("value", [CORE, [{"made_up": number} for number in range(2_210)], [1, 2, [3, 4]]])
def test_in_the_end_the_rows_are_those_of_the_whole_file(
    model: JsonTreeModel, background: Background, qtbot: QtBot, tmp_path: Path, chunk: int, value: Any
) -> None:
    states = states_of(tmp_path, value, chunk)
    whole = JsonTreeModel(background)
    whole.show_document(states[-1])
    settle(qtbot, whole, background)
    model.show_document(states[0])
    for document in states[1:]:
        settle(qtbot, model, background)
        for row in range(model.rowCount()):
            model.rowCount(model.index(row, 0))  # as if all were expanded
        model.grow(document)
    settle(qtbot, model, background)
    assert rows(model) == rows(whole)
    for row in range(whole.rowCount()):
        wait_for_rows(qtbot, whole, whole.index(row, 0))
        assert keys(model, model.index(row, 0)) == keys(whole, whole.index(row, 0))
    whole.show_document(None)


def test_what_is_open_shows_full_pages_and_that_more_will_come(
    model: JsonTreeModel, background: Background, qtbot: QtBot, tmp_path: Path
) -> None:
    early = states_of(tmp_path, CORE, 30_000)[0]
    model.show_document(early)
    settle(qtbot, model, background)
    assert keys(model) == ["version_info", "detections", "Reading…"]
    detections = model.index(1, 0)
    wait_for_rows(qtbot, model, detections)
    count = early.count(early.children(early.root)[1])
    assert 1_000 < count < 2_000
    assert keys(model, detections) == [f"0–999 of {count - 1:,}", "Reading…"]
    assert model.index(1, CHILDREN).data() == f"{count - 1:,}…"


def test_a_row_keeps_its_place_while_more_come(
    model: JsonTreeModel, background: Background, qtbot: QtBot, tmp_path: Path
) -> None:
    first, *later = states_of(tmp_path, CORE, 30_000)
    model.show_document(first)
    settle(qtbot, model, background)
    detections = model.index(1, 0)
    wait_for_rows(qtbot, model, detections)
    page = model.index(0, 0, detections)
    wait_for_rows(qtbot, model, page)
    row = QPersistentModelIndex(model.index(7, 0, page))
    for document in later:
        model.grow(document)
        settle(qtbot, model, background)
    assert row.isValid()
    assert row.data() == "7"
    assert model.index(1, CHILDREN).data() == "2,500"
    assert keys(model, model.index(1, 0))[-1] == "2,000–2,499 of 2,500"
    assert keys(model) == list(CORE)


def test_a_growing_file_that_can_no_longer_be_read_says_so(
    model: JsonTreeModel, background: Background, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second, *_ = states_of(tmp_path, CORE, 9_000)
    model.show_document(first)
    settle(qtbot, model, background)
    (tmp_path / "made_up.json").write_bytes(b"")
    model.grow(second)
    settle(qtbot, model, background)
    assert model.index(0, 0).data() == "version_info"
    assert model.rowCount() >= 2
