"""The panes that show tables: their values for the demo and the published sample, and what is special in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.made_up import big_table, choose_cell, column_of, result_of
from tests.ui.panes.conftest import MakePane, read, words_of
from viewer.model.job import Job
from viewer.model.result import Header
from viewer.model.timed_text import CaptionsContent, CuesContent
from viewer.model.timing import TimeFormat
from viewer.ui.message_strip import MessageStrip
from viewer.ui.panes.boxes_pane import PIXELS, BoxesPane
from viewer.ui.panes.captions_pane import CaptionsPane
from viewer.ui.panes.cell_copying import MOST_CELLS
from viewer.ui.panes.detections_pane import DetectionsPane
from viewer.ui.panes.store import MemoryStore
from viewer.ui.panes.subtitles_pane import SubtitlesPane
from viewer.ui.panes.table_view import TableView

SAMPLE = Path(__file__).parents[4] / "shared" / "samples" / "charade_core_1.3.1.json"
Settle = Callable[[], None]


def shown(view: TableView, name: str) -> list[str]:
    """What a column of this name shows."""
    table = view.column_model.table
    assert table is not None
    return column_of(view.column_model, [column.name for column in table.columns].index(name))


def choose(box: QComboBox, place: int) -> None:
    """Choose an entry as by hand."""
    box.setCurrentIndex(place)
    box.activated.emit(place)


# --- detections


def test_detections_and_the_occurrences_of_the_chosen_one(make_pane: MakePane, settle: Settle, demo_job: Job) -> None:
    pane = make_pane(DetectionsPane, demo_job)
    core = demo_job.core
    assert pane.view.column_model.rowCount() == len(core.detections)
    assert pane.view.current_table_row() == 0
    assert words_of(pane, "detections_title") == "3 occurrences of “Mirja Öhn”"
    assert pane.occurrences.column_model.rowCount() == 3
    row = int(core.detections.first_occurrence[6:].searchsorted(core.detections.first_occurrence[6] + 1)) + 5
    choose_cell(pane.view, row, 0)
    settle()
    first, stop = core.detections.first_occurrence[row : row + 2].tolist()
    assert shown(pane.occurrences, "occurrence_id") == list(core.occurrences.ids[first:stop])


def test_a_detection_without_occurrences_says_so(make_pane: MakePane, settle: Settle, demo_job: Job) -> None:
    pane = make_pane(DetectionsPane, demo_job)
    row = shown(pane.view, "occurrences").index("0")
    choose_cell(pane.view, row, 0)
    settle()
    assert "it concerns the whole video" in words_of(pane, "detections_title")


def test_the_occurrences_stay_when_detections_are_sorted(
    qtbot: QtBot, make_pane: MakePane, settle: Settle, demo_job: Job
) -> None:
    pane = make_pane(DetectionsPane, demo_job)
    before = shown(pane.occurrences, "occurrence_id")
    with qtbot.waitSignal(pane.view.rows_changed):
        pane.view.horizontalHeader().setSortIndicator(3, Qt.SortOrder.DescendingOrder)
    settle()
    assert pane.view.currentIndex().row() > 0
    assert shown(pane.occurrences, "occurrence_id") == before


def test_copy_takes_the_table_that_has_the_focus(qtbot: QtBot, make_pane: MakePane, demo_job: Job) -> None:
    pane = make_pane(DetectionsPane, demo_job)
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    choose_cell(pane.occurrences, 0, 1)
    pane.occurrences.setFocus()
    pane.copy()
    assert QGuiApplication.clipboard().text() == "Start\n00:00:06.320\n"
    choose_cell(pane.view, 0, 4)
    pane.view.setFocus()
    pane.copy()
    assert QGuiApplication.clipboard().text() == "Person\nMirja Öhn\n"


def test_times_of_both_tables_follow_the_format(make_pane: MakePane, demo_job: Job) -> None:
    pane = make_pane(DetectionsPane, demo_job)
    pane.set_time_format(TimeFormat.SECONDS)
    assert shown(pane.occurrences, "start_seconds")[0] == "6.32"
    assert shown(pane.view, "first_seconds")[0] == "6.32"


@pytest.mark.skipif(not SAMPLE.exists(), reason="the published sample is not here")
def test_the_published_sample(make_pane: MakePane) -> None:
    pane = make_pane(DetectionsPane, Job().with_result(read(SAMPLE, "core")))
    rows = dict(zip(shown(pane.view, "detection_id"), shown(pane.view, "total_seconds"), strict=True))
    assert len(rows) == 701
    assert (rows["1"], rows["2"], rows["3"]) == ("00:18:48.350", "00:10:43.655", "00:03:43.563")


def test_filtered_and_sorted_rows_are_what_is_saved(
    qtbot: QtBot, make_pane: MakePane, settle: Settle, demo_job: Job
) -> None:
    pane = make_pane(DetectionsPane, demo_job)
    table, rows = pane.table()
    assert (table.name, rows) == ("detections", None)
    with qtbot.waitSignal(pane.view.rows_changed):
        pane.view.filter_by("mirja")
    table, rows = pane.table()
    assert 0 < len(rows) < table.row_count
    assert shown(pane.view, "detection_id") == [table.column("detection_id").values.at(row) for row in rows]


def test_too_many_cells_are_refused_with_saving_as_the_next_step(
    qtbot: QtBot, make_pane: MakePane, settle: Settle, demo_job: Job
) -> None:
    pane = make_pane(DetectionsPane, demo_job)
    pane.view.show_table(big_table(MOST_CELLS))
    pane.view.selectAll()
    pane.copy()
    strip = pane.findChild(MessageStrip)
    assert strip.text().startswith("3,000,000 cells are too many for the clipboard.")
    with qtbot.waitSignal(pane.save_wanted):
        strip.findChild(QPushButton, "strip_action_0").click()


def test_copying_very_many_cells_can_be_stopped_in_the_pane(
    qtbot: QtBot, make_pane: MakePane, settle: Settle, demo_job: Job
) -> None:
    pane = make_pane(DetectionsPane, demo_job)
    pane.view.show_table(big_table(MOST_CELLS // 3))
    pane.view.selectAll()
    pane.view.copying.findChild(QTimer).setInterval(0)
    with qtbot.waitSignal(pane.view.copying.began):
        pane.copy()
    strip = pane.findChild(MessageStrip)
    assert strip.isVisible()
    strip.findChild(QPushButton, "strip_action_0").click()
    assert not strip.isVisible()
    settle()


def test_the_column_chooser_hides_columns(make_pane: MakePane, demo_job: Job, store: MemoryStore) -> None:
    pane = make_pane(DetectionsPane, demo_job)
    menu = pane.findChild(QPushButton, "columns_button").menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    label = next(action for action in menu.actions() if action.text() == "Label")
    assert label.isChecked()
    label.setChecked(False)
    number = [column.name for column in pane.table()[0].columns].index("label")
    assert pane.view.isColumnHidden(number)
    pane.save_state()
    assert "label" in store.get("tables/detections/columns", {})["hidden"]


# --- boxes


def test_boxes_have_the_names_of_the_core_result(make_pane: MakePane, demo_job: Job) -> None:
    pane = make_pane(BoxesPane, demo_job)
    assert pane.result.type_name == "frames_faces"
    assert pane.view.column_model.rowCount() == len(demo_job.result("frames_faces").content)
    assert shown(pane.view, "person")[0] == "Mirja Öhn"
    assert shown(pane.view, "frame")[0] == "158"
    assert shown(pane.view, "time_seconds")[0] == "00:00:06.320"


def test_names_come_when_core_comes_and_the_place_stays(
    make_pane: MakePane, settle: Settle, demo_job: Job, demo_files: Path
) -> None:
    faces = demo_job.result("frames_faces")
    pane = make_pane(BoxesPane, Job().with_result(faces))
    assert set(shown(pane.view, "person")) == {""}
    choose_cell(pane.view, 40, 2)
    pane.show_job(Job().with_result(faces).with_result(demo_job.result("core")))
    settle()
    assert "Mirja Öhn" in shown(pane.view, "person")
    assert pane.view.current_table_row() == 40


def test_pixels_where_the_size_is_known(make_pane: MakePane, settle: Settle, demo_job: Job, store: MemoryStore) -> None:
    pane = make_pane(BoxesPane, demo_job)
    fractions = [float(text) for text in shown(pane.view, "x")[:5]]
    choose(pane.findChild(QComboBox, "units"), PIXELS)
    settle()
    width = demo_job.header.width
    pixels = [float(text) for text in shown(pane.view, "x_pixels")[:5]]
    assert pixels == pytest.approx([fraction * width for fraction in fractions], abs=0.001)
    assert make_pane(BoxesPane, demo_job).table()[0].column("x_pixels")


def test_there_are_no_pixels_where_the_size_is_unknown(make_pane: MakePane, demo_job: Job) -> None:
    faces = demo_job.result("frames_faces")
    unsized = replace(faces, reading=replace(faces.reading, header=Header()))
    pane = make_pane(BoxesPane, Job().with_result(unsized))
    assert not pane.findChild(QComboBox, "units").isVisible()
    assert make_pane(BoxesPane, demo_job).findChild(QComboBox, "units").isVisible()


def test_each_box_result_is_shown_alone(make_pane: MakePane, settle: Settle, demo_job: Job) -> None:
    pane = make_pane(BoxesPane, demo_job)
    for name in ("seconds_objects", "frames_objects"):
        pane.choose(demo_job.result(name))
        settle()
        assert pane.view.column_model.rowCount() == len(demo_job.result(name).content)


# --- subtitles and captions


@pytest.mark.parametrize(
    "name", ["speech_to_text_srt", "speech_to_text_vtt", "speech_to_text_ttml", "speech_to_text_avid_txt"]
)
def test_all_subtitle_types_show_their_cues(make_pane: MakePane, demo_job: Job, name: str) -> None:
    result = demo_job.result(name)
    pane = make_pane(SubtitlesPane, Job().with_result(result))
    assert shown(pane.view, "text") == [cue.text for cue in result.content.cues]


def test_the_frame_rate_is_asked_for_only_where_it_was_assumed(qtbot: QtBot, make_pane: MakePane, demo_job: Job) -> None:
    avid = demo_job.result("speech_to_text_avid_txt")
    known = make_pane(SubtitlesPane, demo_job)
    assert not known.findChild(QComboBox, "frame_rate").isVisible()
    content = replace(avid.content, fps=25.0, needs_fps=True)
    assumed = make_pane(SubtitlesPane, Job().with_result(replace(avid, reading=replace(avid.reading, content=content))))
    rate = assumed.findChild(QComboBox, "frame_rate")
    assert rate.isVisible()
    assert rate.currentText() == "25"
    with qtbot.waitSignal(assumed.fps_chosen) as chosen:
        choose(rate, 3)
    assert chosen.args[0] == pytest.approx(29.97, abs=0.001)


def test_captions_wrap_in_the_room_there_is(make_pane: MakePane, demo_job: Job) -> None:
    pane = make_pane(CaptionsPane, demo_job)
    assert shown(pane.view, "caption") == [one.caption for one in demo_job.result("visual_captions").content.captions]
    high = [pane.view.rowHeight(row) for row in range(3)]
    pane.resize(500, 600)
    pane.grab()
    assert [pane.view.rowHeight(row) for row in range(3)] > high


@pytest.mark.parametrize(
    ("pane_class", "content", "words"),
    [
        (SubtitlesPane, CuesContent(()), "There are no cues in this result."),
        (CaptionsPane, CaptionsContent(()), "There are no captions in this result."),
    ],
)
def test_a_result_with_nothing_in_it_is_told_apart(
    make_pane: MakePane, tmp_path: Path, pane_class: type, content: CuesContent | CaptionsContent, words: str
) -> None:
    (tmp_path / "made_up").write_text("")
    pane = make_pane(pane_class, Job().with_result(result_of(tmp_path / "made_up", content)))
    assert words_of(pane, "empty_heading") == words
    assert pane.result is not None
