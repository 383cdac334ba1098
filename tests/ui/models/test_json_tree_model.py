"""The model of a JSON tree: values, pages, rows that are read in the worker, and indexes that are not valid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from viewer.model.json_document import JsonDocument, JsonNode
from viewer.reading.json_index import index
from viewer.reading.source import FileSource
from viewer.ui.background import Background
from viewer.ui.models.json_branch import SMALL_BYTES, chain_to, read_chain
from viewer.ui.models.json_tree_model import CHILDREN, KEY, TYPE, VALUE, JsonTreeModel
from viewer.watch import Watch

Role = Qt.ItemDataRole
SMALL = {"name": "made up", "list": [1, 2.50, True, None, {"deep": []}], "empty": {}, "long": 10**30}


@pytest.fixture
def model(background: Background) -> Iterator[JsonTreeModel]:
    """A model that Qt's own tester watches."""
    model = JsonTreeModel(background)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    model.show_document(None)
    del tester


def document_of(tmp_path: Path, value: Any) -> JsonDocument:
    """The document of a file with this value; a text is written as it stands."""
    path = tmp_path / "made_up.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return index(FileSource(path), Watch())


def rows(model: JsonTreeModel, parent: QModelIndex | None = None) -> list[list[str]]:
    """What the rows below `parent` show."""
    parent = parent if parent is not None else QModelIndex()
    return [[model.index(row, column, parent).data() for column in range(4)] for row in range(model.rowCount(parent))]


def wait_for_rows(qtbot: QtBot, model: JsonTreeModel, parent: QModelIndex) -> None:
    """Ask for the rows below `parent` and wait until they came from the worker."""
    model.rowCount(parent)
    qtbot.waitUntil(lambda: not model.is_reading(parent))


def test_the_members_of_the_root_are_the_top_rows(model: JsonTreeModel, tmp_path: Path) -> None:
    model.show_document(document_of(tmp_path, SMALL))
    assert [[row[KEY], row[TYPE], row[CHILDREN]] for row in rows(model)] == [
        ["name", "text", ""],
        ["list", "array", "5"],
        ["empty", "object", "0"],
        ["long", "number", ""],
    ]
    assert model.index(0, VALUE).data() == "made up"
    assert model.index(3, VALUE).data() == "1" + "0" * 30
    assert not model.hasChildren(model.index(2, 0))


def test_numbers_have_the_digits_as_received(model: JsonTreeModel, tmp_path: Path) -> None:
    model.show_document(document_of(tmp_path, '{"a": 1.500, "b": 1e400, "c": 0.1000000000000000055}'))
    assert [row[VALUE] for row in rows(model)] == ["1.500", "1e400", "0.1000000000000000055"]


def test_duplicate_keys_are_all_there(model: JsonTreeModel, tmp_path: Path) -> None:
    model.show_document(document_of(tmp_path, '{"a": 1, "a": 2}'))
    assert [row[:2] for row in rows(model)] == [["a", "1"], ["a", "2"]]


@pytest.mark.parametrize(("written", "shown"), [('"text"', ["$", "text", "text", ""]), ("12", ["$", "12", "number", ""])])
def test_a_file_without_a_container_is_one_row(model: JsonTreeModel, tmp_path: Path, written: str, shown: list[str]) -> None:
    document = document_of(tmp_path, written)
    model.show_document(document)
    assert rows(model) == [shown]
    assert model.index_of((document.root,)) == model.index(0, 0)


def test_hidden_characters_are_shown(model: JsonTreeModel, tmp_path: Path) -> None:
    model.show_document(document_of(tmp_path, {"k\u202e": "a\nb\0<img src=file:///x>"}))
    assert rows(model)[0][:2] == ["k[U+202E]", "a⏎b␀<img src=file:///x>"]
    tooltip = model.index(0, VALUE).data(Role.ToolTipRole)
    assert "<img" not in tooltip
    assert "&lt;img" in tooltip


def test_a_thousand_children_are_rows_and_more_are_pages(model: JsonTreeModel, tmp_path: Path) -> None:
    model.show_document(document_of(tmp_path, {"thousand": list(range(1000)), "more": list(range(2001))}))
    thousand, more = model.index(0, 0), model.index(1, 0)
    assert model.rowCount(thousand) == 1000
    assert [row[KEY] for row in rows(model, more)] == ["0–999 of 2,001", "1,000–1,999 of 2,001", "2,000–2,000 of 2,001"]
    page = model.index(1, 0, more)
    assert model.is_page(page)
    assert model.node(page) is None
    assert model.rowCount(page) == 1000
    assert model.index(7, VALUE, page).data() == "1007"
    assert [row[VALUE] for row in rows(model, model.index(2, 0, more))] == ["2000"]


def test_big_containers_are_read_in_the_worker(qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    model = JsonTreeModel(background)  # without the tester, which asks for everything
    item = "x" * (SMALL_BYTES // 100)
    model.show_document(document_of(tmp_path, {"big": [item] * 120, "small": 1}))
    assert rows(model) == [["Reading…", "", "", ""]]
    assert model.node(model.index(0, 0)) is None
    wait_for_rows(qtbot, model, QModelIndex())
    big = model.index(0, 0)
    assert [row[KEY] for row in rows(model)] == ["big", "small"]
    qtbot.waitUntil(lambda: model.index(0, CHILDREN).data() == "120")
    assert model.hasChildren(big)
    wait_for_rows(qtbot, model, big)
    assert model.rowCount(big) == 120
    model.show_document(None)


def test_rows_that_come_from_the_worker_obey_the_tester(qtbot: QtBot, model: JsonTreeModel, tmp_path: Path) -> None:
    model.show_document(document_of(tmp_path, {"big": ["x" * 200] * 1700, "empty": [], "white": []}))
    wait_for_rows(qtbot, model, QModelIndex())
    big = model.index(0, 0)
    wait_for_rows(qtbot, model, big)
    page = model.index(1, 0, big)
    wait_for_rows(qtbot, model, page)
    assert model.rowCount(page) == 700
    assert model.parent(model.index(3, 0, page)) == page
    assert model.parent(page) == big


def test_what_a_worker_read_is_taken_in_without_reading_again(background: Background, tmp_path: Path) -> None:
    model = JsonTreeModel(background)
    document = document_of(tmp_path, {"a": ["x" * 300] * 2500, "b": 1})
    model.show_document(document)
    array = document.member(document.root, "a")
    assert array is not None
    chain = chain_to(document.children(array, 2100, 1)[0])
    assert not model.index_of(chain).isValid()
    model.accept(read_chain(document, chain))
    found = model.index_of(chain)
    assert found.data() == "2100"
    assert model.is_page(found.parent())
    assert background.running == ()


def test_other_documents_and_none(model: JsonTreeModel, tmp_path: Path) -> None:
    model.show_document(document_of(tmp_path, SMALL))
    old = model.index(1, 0)
    model.show_document(document_of(tmp_path, [1]))
    assert rows(model) == [["0", "1", "number", ""]]
    model.show_document(None)
    assert model.rowCount() == 0
    assert model.data(old) is None
    assert model.node(old) is None
    assert not model.parent(old).isValid()


def test_a_new_document_replaces_what_is_being_read(qtbot: QtBot, model: JsonTreeModel, tmp_path: Path) -> None:
    model.show_document(document_of(tmp_path, ["x" * 300] * 2500))
    model.show_document(document_of(tmp_path, {"other": 1}))
    qtbot.waitUntil(lambda: not model.is_reading(QModelIndex()))
    assert [row[KEY] for row in rows(model)] == ["other"]


def test_invalid_indexes(model: JsonTreeModel, tmp_path: Path) -> None:
    model.show_document(document_of(tmp_path, SMALL))
    top = model.index(1, 0)
    assert not model.index(4, 0).isValid()
    assert not model.index(-1, 0).isValid()
    assert not model.index(0, 4).isValid()
    assert not model.index(5, 0, top).isValid()
    assert not model.index(0, 0, model.index(1, 1)).isValid()
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None
    assert model.headerData(4, Qt.Orientation.Horizontal) is None
    assert model.node(QModelIndex()) is None
    assert isinstance(model.container(QModelIndex()), JsonNode)


def test_a_file_that_is_gone_says_so_in_its_rows(qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    model = JsonTreeModel(background)
    document = document_of(tmp_path, {"a": ["x" * 300] * 2500})
    model.show_document(document)
    (tmp_path / "made_up.json").unlink()
    wait_for_rows(qtbot, model, QModelIndex())
    assert model.rowCount() == 1
    assert "can't be read" in model.index(0, 0).data()


def test_broken_json_is_shown_as_far_as_it_goes(model: JsonTreeModel, tmp_path: Path) -> None:
    model.show_document(document_of(tmp_path, '{"a": nonsense, "b": [1, 2'))
    shown = rows(model)
    assert shown[0][KEY] == "a"
    assert shown[0][TYPE] == "not valid"
    assert shown[1][CHILDREN] == "2"
