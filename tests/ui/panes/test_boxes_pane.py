"""The detections beside the boxes: what is chosen there is what is shown here, together with the filter of the pane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSplitter, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.made_up import choose_cell, column_of
from tests.ui.panes.conftest import MakePane, words_of
from viewer.model.job import Job
from viewer.model.timing import TimeFormat
from viewer.ui.panes.boxes_pane import BoxesPane
from viewer.ui.panes.store import MemoryStore
from viewer.ui.panes.table_view import TableView

Settle = Callable[[], None]


def shown(view: TableView, name: str) -> list[str]:
    """What a column of this name shows."""
    table = view.column_model.table
    assert table is not None
    return column_of(view.column_model, [column.name for column in table.columns].index(name))


def choose(pane: BoxesPane, *rows: int) -> None:
    """Choose the detections shown in these rows, and no others."""
    view, flags = pane.summary, QItemSelectionModel.SelectionFlag
    view.clearSelection()
    for row in rows:
        view.selectionModel().select(view.column_model.index(row, 0), flags.Select | flags.Rows)


@pytest.fixture
def pane(make_pane: MakePane, demo_job: Job) -> BoxesPane:
    """The faces of the demo, with their names."""
    made: BoxesPane = make_pane(BoxesPane, demo_job)
    return made


def test_each_detection_has_a_row_with_its_count_and_times(pane: BoxesPane) -> None:
    summary = pane.summary
    ids = shown(pane.view, "detection_id")
    assert shown(summary, "detection_id") == list(dict.fromkeys(ids))
    assert shown(summary, "boxes") == [str(ids.count(one)) for one in dict.fromkeys(ids)]
    assert shown(summary, "name")[0] == "Mirja Öhn"
    times = shown(pane.view, "time_seconds")
    assert shown(summary, "first_seconds") == [times[ids.index(one)] for one in dict.fromkeys(ids)]
    assert words_of(pane, "boxes_title") == "1561 boxes of 4 detections"
    pane.set_time_format(TimeFormat.SECONDS)
    assert shown(summary, "first_seconds")[0] == "6.32"


def test_choosing_one_shows_its_boxes_and_none_shows_all(pane: BoxesPane, settle: Settle) -> None:
    everything = shown(pane.view, "frame")
    choose(pane, 1)
    settle()
    assert set(shown(pane.view, "detection_id")) == {shown(pane.summary, "detection_id")[1]}
    assert len(shown(pane.view, "frame")) == int(shown(pane.summary, "boxes")[1])
    assert words_of(pane, "boxes_title") == "157 boxes of “Pip Tarrow”, detection 3"
    button = pane.findChild(QPushButton, "all_detections")
    assert button.isVisible()
    button.click()
    settle()
    assert shown(pane.view, "frame") == everything
    assert not button.isVisible()


def test_several_can_be_chosen_and_all_of_them_are_no_choice(pane: BoxesPane, settle: Settle) -> None:
    ids = shown(pane.summary, "detection_id")
    choose(pane, 0, 2)
    settle()
    assert set(shown(pane.view, "detection_id")) == {ids[0], ids[2]}
    assert words_of(pane, "boxes_title") == "795 boxes of 2 chosen detections"
    pane.summary.selectAll()
    settle()
    assert pane.view.column_model.rows is None
    assert words_of(pane, "boxes_title") == "1561 boxes of 4 detections"


@pytest.mark.parametrize("where", ["summary", "view"])
def test_escape_shows_all_again(qtbot: QtBot, pane: BoxesPane, settle: Settle, where: str) -> None:
    choose(pane, 1)
    settle()
    qtbot.keyClick(getattr(pane, where), Qt.Key.Key_Escape)
    settle()
    assert pane.view.column_model.rowCount() == 1561
    assert pane.summary.chosen == ()


def test_choice_and_filter_work_together_and_are_what_is_saved(pane: BoxesPane, settle: Settle) -> None:
    pane.find_bar.open("0.5")
    settle()
    found = pane.view.column_model.rowCount()
    choose(pane, 1)
    settle()
    table, rows = pane.table()
    both = [row for row in range(table.row_count) if row in set(rows.tolist())]
    assert 0 < len(both) < min(found, 157)
    assert {table.column("detection_id").values.at(row) for row in both} == {"3"}
    assert pane.find_bar.said() == f"{len(both)} of 157 rows"


def test_where_the_filter_leaves_nothing_the_detections_stay(pane: BoxesPane, settle: Settle) -> None:
    choose(pane, 1)
    pane.find_bar.open("nobody")
    settle()
    assert pane.summary.isVisible()
    assert words_of(pane, "no_rows_heading") == "No row has “nobody” in it."
    pane.findChild(QPushButton, "no_rows_button").click()
    settle()
    assert pane.view.isVisible()
    assert pane.view.column_model.rowCount() == 157


def test_sorting_the_detections_keeps_the_choice(qtbot: QtBot, pane: BoxesPane, settle: Settle) -> None:
    choose(pane, 1)
    settle()
    with qtbot.waitSignal(pane.summary.rows_changed):
        pane.summary.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    settle()
    assert pane.summary.chosen == (1,)
    assert set(shown(pane.view, "detection_id")) == {"3"}


def test_sorting_and_place_of_the_boxes_stay_when_detections_are_chosen(
    qtbot: QtBot, pane: BoxesPane, settle: Settle
) -> None:
    with qtbot.waitSignal(pane.view.rows_changed):
        pane.view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    row = shown(pane.view, "detection_id").index("3")
    choose_cell(pane.view, row, 0)
    frame = pane.view.currentIndex().data()
    choose(pane, 1)
    settle()
    assert pane.view.currentIndex().data() == frame
    frames = [int(text) for text in shown(pane.view, "frame")]
    assert frames == sorted(frames, reverse=True)


def test_names_come_when_core_comes_and_the_choice_stays(make_pane: MakePane, settle: Settle, demo_job: Job) -> None:
    faces = demo_job.result("frames_faces")
    pane = make_pane(BoxesPane, Job().with_result(faces))
    assert pane.summary.column_model.table.columns[0].name == "detection_id"
    choose(pane, 1)
    settle()
    assert words_of(pane, "boxes_title") == "157 boxes of detection 3"
    pane.show_job(Job().with_result(faces).with_result(demo_job.result("core")))
    settle()
    assert shown(pane.summary, "name")[1] == "Pip Tarrow"
    assert words_of(pane, "boxes_title") == "157 boxes of “Pip Tarrow”, detection 3"
    assert pane.view.column_model.rowCount() == 157


def test_another_result_begins_with_all_its_boxes(pane: BoxesPane, settle: Settle, demo_job: Job) -> None:
    choose(pane, 1)
    settle()
    objects = demo_job.result("frames_objects")
    pane.choose(objects)
    settle()
    assert pane.summary.chosen == ()
    assert pane.view.column_model.rowCount() == len(objects.content)
    assert shown(pane.summary, "confidence")
    pane.show_job(Job())
    settle()
    assert pane.summary.column_model.table is None


def test_the_detections_can_be_put_away_and_that_is_remembered(
    make_pane: MakePane, pane: BoxesPane, settle: Settle, demo_job: Job
) -> None:
    choose(pane, 1)
    settle()
    button = pane.findChild(QToolButton, "summary_button")
    button.click()
    assert not pane.summary.isVisible()
    assert pane.findChild(QPushButton, "all_detections").isVisible(), "a filter that is on can be seen and ended"
    again = make_pane(BoxesPane, demo_job)
    assert not again.summary.isVisible()
    again.findChild(QToolButton, "summary_button").click()
    assert again.summary.isVisible()


def test_wide_panes_have_the_detections_beside_and_narrow_ones_above(
    make_pane: MakePane, demo_job: Job, store: MemoryStore
) -> None:
    pane = make_pane(BoxesPane, demo_job)
    parts = pane.findChild(QSplitter, "boxes_parts")
    pane.resize(1600, 600)
    QApplication.processEvents()
    assert parts.orientation() is Qt.Orientation.Horizontal
    parts.setSizes([700, 880])
    wide = parts.sizes()
    pane.resize(640, 600)
    QApplication.processEvents()
    assert parts.orientation() is Qt.Orientation.Vertical
    assert pane.summary.height() < pane.view.height()
    parts.setSizes([200, 300])
    pane.save_state()
    assert set(store.get("panes/boxes/parts", [])) == set(parts.sizes())
    pane.resize(1600, 600)
    QApplication.processEvents()
    assert parts.sizes() == wide


def test_copy_takes_the_table_with_the_focus(qtbot: QtBot, pane: BoxesPane) -> None:
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    choose(pane, 3)
    pane.summary.setFocus()
    pane.copy()
    assert QGuiApplication.clipboard().text().splitlines()[0].startswith("Detection\tID\tBoxes\tFirst time")
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("Pip Tarrow\t2\t609\t")


def test_the_tab_key_goes_from_the_detections_to_the_boxes(qtbot: QtBot, pane: BoxesPane, settle: Settle) -> None:
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    pane.summary.setFocus()
    assert pane.summary.chosen == (), "the focus alone chooses nothing"
    qtbot.keyClick(pane.summary, Qt.Key.Key_Space)
    settle()
    assert pane.summary.chosen == (0,)
    qtbot.keyClick(pane.summary, Qt.Key.Key_Tab)
    names = []
    while QApplication.focusWidget() is not pane.view:
        names.append(QApplication.focusWidget().objectName())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert names == ["summary_button", "all_detections"]


def test_a_click_chooses_and_letters_go_to_the_filter(qtbot: QtBot, pane: BoxesPane, settle: Settle) -> None:
    place = pane.summary.visualRect(pane.summary.column_model.index(2, 0)).center()
    qtbot.mouseClick(pane.summary.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    settle()
    assert pane.summary.chosen == (2,)
    qtbot.keyClick(pane.summary, Qt.Key.Key_F)
    assert pane.find_bar.text == "f"


def test_screen_readers_are_told(pane: BoxesPane) -> None:
    assert pane.summary.accessibleName() == "Detections that have boxes"
    assert pane.view.accessibleName() == "Boxes"
    assert pane.findChild(QPushButton, "all_detections").text() == "All detections"
    assert pane.findChild(QLabel, "boxes_title").textFormat() is Qt.TextFormat.PlainText


def test_a_long_name_does_not_make_the_pane_wide(make_pane: MakePane, settle: Settle, demo_job: Job) -> None:
    core = demo_job.core
    long = replace(
        core.detections.persons, distinct=("<b>a very long name</b> " * 20,) * len(core.detections.persons.distinct)
    )
    named = replace(
        demo_job.result("core"),
        reading=replace(
            demo_job.result("core").reading, content=replace(core, detections=replace(core.detections, persons=long))
        ),
    )
    pane = make_pane(BoxesPane, demo_job.with_result(named))
    choose(pane, 0)
    settle()
    title = pane.findChild(QLabel, "boxes_title")
    assert title.text().startswith("692 boxes of “<b>a very long name</b> ")
    assert title.text().endswith("…”, detection 1")
    assert pane.minimumSizeHint().width() <= 640
