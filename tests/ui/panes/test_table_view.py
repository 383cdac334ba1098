"""The table view of all panes: sorting by clicks, copying, columns, keys, and the place that is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QStyleOptionViewItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.made_up import big_table, choose_cell, column_of, table_of_words
from viewer.model.columns import Table
from viewer.model.timecode import Label
from viewer.model.timing import Notation, TimeFormat
from viewer.ui.background import Background
from viewer.ui.models.row_order import RowOrder
from viewer.ui.panes.cell_copying import CELLS_AT_ONCE, MOST_BYTES, MOST_CELLS, CellCopying
from viewer.ui.panes.kept_place import ROWS_AT_ONCE
from viewer.ui.panes.store import MemoryStore
from viewer.ui.panes.table_menus import cell_menu, header_menu
from viewer.ui.panes.table_view import TableView

WORDS = ["pear", "apple", "fig", "cherry"]
WORD = 1


@pytest.fixture
def view(qtbot: QtBot, background: Background, store: MemoryStore) -> TableView:
    return shown_view(qtbot, background, store)


def shown_view(qtbot: QtBot, background: Background, store: MemoryStore) -> TableView:
    """A view on the screen with a small table."""
    view = TableView(background, store)
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show_table(table_of_words(WORDS))
    view.show()
    return view


def words(view: TableView) -> list[str]:
    return column_of(view.column_model, WORD)


def click_header(qtbot: QtBot, view: TableView, column: int) -> None:
    header = view.horizontalHeader()
    x = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    with qtbot.waitSignal(view.rows_changed):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, header.height() // 2))


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def action_of(menu: QMenu, words: str) -> object:
    return next(action for action in menu.actions() if action.text().replace("&", "") == words)


# --- sorting


def test_clicks_sort_up_and_down_and_the_third_goes_back_to_service_order(qtbot: QtBot, view: TableView) -> None:
    click_header(qtbot, view, WORD)
    assert words(view) == ["apple", "cherry", "fig", "pear"]
    click_header(qtbot, view, WORD)
    assert words(view) == ["pear", "fig", "cherry", "apple"]
    click_header(qtbot, view, WORD)
    assert words(view) == WORDS
    assert view.horizontalHeader().sortIndicatorSection() == -1


def test_current_row_and_selection_stay_when_rows_are_sorted(qtbot: QtBot, view: TableView) -> None:
    choose_cell(view, 0, WORD)
    extend = QItemSelectionModel.SelectionFlag.Select
    view.selectionModel().select(view.column_model.index(2, WORD), extend)
    heard: list[int] = []
    view.current_row_changed.connect(heard.append)
    click_header(qtbot, view, WORD)
    assert view.currentIndex().data() == "pear"
    assert sorted(index.data() for index in view.selectionModel().selectedIndexes()) == ["fig", "pear"]
    assert view.current_table_row() == 0
    assert heard == []


def test_the_current_row_is_gone_while_the_filter_hides_it(qtbot: QtBot, view: TableView) -> None:
    choose_cell(view, 1, WORD)
    with qtbot.waitSignal(view.rows_changed):
        view.filter_by("pear")
    assert words(view) == ["pear"]
    assert view.current_table_row() == -1


def test_a_selection_in_very_many_pieces_is_reduced_to_the_current_row(
    qtbot: QtBot, background: Background, store: MemoryStore
) -> None:
    view = shown_view(qtbot, background, store)
    view.show_table(big_table(6_000))
    view.selectAll()
    with qtbot.waitSignal(view.rows_changed):
        view.filter_by("a")
    assert len(view.selectionModel().selectedRows()) == 1_200
    with qtbot.waitSignal(view.rows_changed):
        view.filter_by("")
    assert len({index.row() for index in view.selectionModel().selectedIndexes()}) <= 1


def test_a_newer_state_of_the_same_rows_keeps_the_place_and_the_sorting(qtbot: QtBot, view: TableView) -> None:
    click_header(qtbot, view, WORD)
    choose_cell(view, 3, WORD)
    with qtbot.waitSignal(view.rows_changed):
        view.show_table(table_of_words(["Pear", "apple", "fig", "cherry"]), keep_place=True)
    assert words(view) == ["apple", "cherry", "fig", "Pear"]
    assert view.currentIndex().data() == "Pear"


def test_another_kind_of_table_begins_in_service_order(qtbot: QtBot, view: TableView) -> None:
    click_header(qtbot, view, WORD)
    view.show_table(big_table(10))
    assert column_of(view.column_model, 0) == [str(row) for row in range(10)]
    assert view.horizontalHeader().sortIndicatorSection() == -1


def test_a_million_rows_open_and_sort(qtbot: QtBot, view: TableView) -> None:
    view.show_table(big_table(1_000_000))
    view.selectAll()
    with qtbot.waitSignal(view.rows_changed, timeout=20_000):
        view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert view.column_model.index(0, 0).data() == "999999"
    assert view.selectionModel().isSelected(view.column_model.index(999_999, 0))
    view.scrollToBottom()
    view.grab()


# --- copying


def test_copy_gives_headers_and_cells_in_the_order_of_the_screen(qtbot: QtBot, view: TableView) -> None:
    click_header(qtbot, view, WORD)
    view.horizontalHeader().moveSection(0, 1)
    view.setColumnHidden(3, True)
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard().split("\n") == [
        "Word\tRow\tStart",
        "apple\t1\t00:00:01.500",
        "cherry\t3\t00:00:04.500",
        "fig\t2\t00:00:03.000",
        "pear\t0\t00:00:00.000",
        "",
    ]


def test_copy_takes_the_chosen_time_format(view: TableView) -> None:
    view.set_time_format(TimeFormat.SECONDS)
    choose_cell(view, 1, 2)
    view.copy()
    assert clipboard() == "Start\n1.5\n"


def test_another_time_format_is_typed_in_the_filter_and_copied(qtbot: QtBot, view: TableView) -> None:
    view.set_time_format(TimeFormat(Notation.TIMECODE, 24, start=Label(10)))
    with qtbot.waitSignal(view.rows_changed):
        view.filter_by("10:00:01:12")
    choose_cell(view, 0, 2)
    view.copy()
    assert clipboard() == "Start\n10:00:01:12\n"


def test_menu_copies_without_headers_and_whole_rows(view: TableView) -> None:
    choose_cell(view, 1, WORD)
    menu = cell_menu(view)
    action_of(menu, "Copy without headers").trigger()
    assert clipboard() == "apple"
    action_of(menu, "Copy row").trigger()
    assert clipboard() == "1\tapple\t00:00:01.500\t0.14285714285714285\n"
    menu.close()


def test_nothing_selected_copies_nothing(view: TableView) -> None:
    QGuiApplication.clipboard().setText("before")
    view.clearSelection()
    view.copy()
    assert clipboard() == "before"
    menu = cell_menu(view)
    assert not action_of(menu, "Copy row").isEnabled()
    menu.close()


def test_very_many_cells_are_copied_in_a_worker(qtbot: QtBot, background: Background, view: TableView) -> None:
    view.show_table(big_table(CELLS_AT_ONCE))
    view.selectAll()
    view.copy()
    assert background.running == ("copy cells",)
    qtbot.waitUntil(lambda: not background.running)
    assert len(clipboard().splitlines()) == CELLS_AT_ONCE + 1
    assert clipboard().startswith("Row\tLabel\tShare\n0\ta\t0\n1\tb\t")


def test_what_takes_time_tells_its_progress_and_can_be_stopped(
    qtbot: QtBot, background: Background, view: TableView
) -> None:
    QGuiApplication.clipboard().setText("before")
    view.show_table(big_table(MOST_CELLS // 3))
    view.selectAll()
    view.copying.findChild(QTimer).setInterval(0)
    with qtbot.waitSignal(view.copying.began) as began:
        view.copy()
    with qtbot.waitSignal(view.copying.progressed) as progressed:
        pass
    assert progressed.args[0].total == MOST_CELLS // 3
    _, stop = began.args
    with qtbot.waitSignal(view.copying.ended):
        stop()
    qtbot.waitUntil(lambda: not background.running)
    assert clipboard() == "before"


def test_a_newer_copy_takes_the_place_of_the_one_under_way(qtbot: QtBot, background: Background, view: TableView) -> None:
    view.show_table(big_table(100_000))
    view.selectAll()
    view.copy()
    choose_cell(view, 5, 0)
    view.copy()
    assert clipboard() == "Row\n5\n"
    qtbot.waitUntil(lambda: not background.running)
    assert clipboard() == "Row\n5\n"


def refused(qtbot: QtBot, background: Background, view: TableView, table: Table, rows: int) -> str:
    """What is said where so many rows of all columns of a table are not copied."""
    copying = CellCopying(background, view)
    QGuiApplication.clipboard().setText("before")
    columns = range(len(table.columns))
    with qtbot.waitSignal(copying.refused) as refused:
        copying.copy(table, None, [range(rows)], columns, TimeFormat.CLOCK, with_headers=True)
    qtbot.waitUntil(lambda: not background.running)
    assert clipboard() == "before"
    return str(refused.args[0])


def test_too_many_cells_for_the_clipboard_are_refused_in_words(
    qtbot: QtBot, background: Background, view: TableView
) -> None:
    words = refused(qtbot, background, view, big_table(3), MOST_CELLS)
    assert words.startswith("3,000,000 cells are too many for the clipboard.")
    assert "Save the table as a CSV file instead" in words


def test_too_much_text_for_the_clipboard_is_refused_in_words(qtbot: QtBot, background: Background, view: TableView) -> None:
    words = refused(qtbot, background, view, table_of_words(["x" * (MOST_BYTES // 900)] * 1_000), 1_000)
    assert words.startswith("This is too much text for the clipboard.")


# --- columns


def test_columns_can_be_hidden_but_not_the_last(view: TableView) -> None:
    menu = header_menu(view, 0)
    shown = [action for action in menu.actions() if action.isCheckable() and action.isChecked()]
    assert [action.text() for action in shown] == ["Row", "Word", "Start", "Share"]
    for action in shown[1:]:
        action.setChecked(False)
    menu.close()
    assert view.columns.visible_order() == [0]
    menu = header_menu(view, 0)
    assert not action_of(menu, "Row").isEnabled()
    assert action_of(menu, "Secret").isEnabled()
    menu.close()


def test_columns_come_back_as_they_were_left(qtbot: QtBot, background: Background, store: MemoryStore) -> None:
    view = shown_view(qtbot, background, store)
    view.horizontalHeader().moveSection(1, 0)
    view.columns.set_shown(2, False)
    view.columns.set_shown(4, True)
    view.setColumnWidth(1, 222)
    view.hide()
    again = shown_view(qtbot, background, store)
    assert again.columns.visible_order() == [1, 0, 3, 4]
    assert abs(again.columnWidth(1) - 222) <= 1
    again.columns.reset()
    assert again.columns.visible_order() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "kept", [{"order": ["gone", "word"], "hidden": 7, "widths": {"word": "wide", "row": -1}}, {"order": "x"}, {}]
)
def test_a_kept_arrangement_that_makes_no_sense_is_passed_over(
    qtbot: QtBot, background: Background, store: MemoryStore, kept: dict[str, object]
) -> None:
    store.set("tables/words/columns", kept)
    view = shown_view(qtbot, background, store)
    assert sorted(view.columns.visible_order()) == [0, 1, 2, 3]


def test_a_table_that_hides_every_column_shows_the_first(qtbot: QtBot, background: Background, store: MemoryStore) -> None:
    names = ["row", "word", "start_seconds", "share", "secret"]
    store.set("tables/words/columns", {"order": names, "hidden": names, "widths": {}})
    assert shown_view(qtbot, background, store).columns.visible_order() == [0]


def test_headers_are_never_cut_by_narrow_values(view: TableView) -> None:
    header = view.horizontalHeader()
    for column in view.columns.visible_order():
        assert view.columnWidth(column) >= header.sectionSizeHint(column)


# --- keys and menus


def test_tab_leaves_the_table(qtbot: QtBot, background: Background, store: MemoryStore) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view, field = TableView(background, store), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(view)
    column.addWidget(field)
    view.show_table(table_of_words(WORDS))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view.setFocus()
    choose_cell(view, 0, 0)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is field


def test_letters_go_to_the_filter(qtbot: QtBot, view: TableView) -> None:
    view.setFocus()
    with qtbot.waitSignal(view.typed) as typed:
        qtbot.keyClick(view, Qt.Key.Key_F)
    assert typed.args == ["f"]


def test_the_menu_key_opens_the_menu_at_the_current_cell(view: TableView) -> None:
    choose_cell(view, 2, WORD)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(view.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.objectName() == "cell_menu"
    menu.close()


def test_sorting_is_in_the_menu_too(qtbot: QtBot, view: TableView) -> None:
    choose_cell(view, 0, WORD)
    menu = cell_menu(view)
    with qtbot.waitSignal(view.rows_changed):
        action_of(menu, "Sort by “Word”, descending").trigger()
    assert words(view) == ["pear", "fig", "cherry", "apple"]
    menu.close()
    menu = cell_menu(view)
    with qtbot.waitSignal(view.rows_changed):
        action_of(menu, "Service order").trigger()
    assert words(view) == WORDS
    menu.close()


def test_stepping_wraps_around(view: TableView) -> None:
    choose_cell(view, 2, 0)
    assert [view.step(1) for _ in range(2)] == [False, True]
    assert view.currentIndex().row() == 0
    assert view.step(-1)
    assert view.currentIndex().row() == 3


def test_rows_grow_with_the_font(qtbot: QtBot, view: TableView, settle: Callable[[], None]) -> None:
    before = view.rowHeight(0)
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    view.setFont(font)
    assert view.rowHeight(0) > before * 1.5


def painted(view: TableView, row: int, column: int) -> QStyleOptionViewItem:
    """What a cell is painted with."""
    option = QStyleOptionViewItem()
    view.itemDelegateForColumn(column).initStyleOption(option, view.column_model.index(row, column))
    return option


def test_numbers_keep_a_distance_and_lines_stay_lines(view: TableView) -> None:
    view.show_table(table_of_words(["one\ntwo"]))
    assert painted(view, 0, 0).text == "0\u2002"
    assert painted(view, 0, 0).displayAlignment & Qt.AlignmentFlag.AlignRight
    assert painted(view, 0, WORD).text in ("one⏎two", "one\u2028two")
    assert painted(view, 0, WORD).displayAlignment & Qt.AlignmentFlag.AlignLeft


def test_a_selection_is_found_again_by_a_worker_in_a_big_table(
    qtbot: QtBot, background: Background, store: MemoryStore
) -> None:
    view = shown_view(qtbot, background, store)
    view.show_table(big_table(ROWS_AT_ONCE + 10))
    choose_cell(view, 7, 0)
    with qtbot.waitSignal(view.rows_changed):
        view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert view.currentIndex().row() == ROWS_AT_ONCE + 2
    assert [index.data() for index in view.selectionModel().selectedIndexes()] == ["7"]


def test_who_moves_on_while_the_rows_are_swapped_stays_there(
    qtbot: QtBot, background: Background, store: MemoryStore
) -> None:
    view = shown_view(qtbot, background, store)
    view.show_table(big_table(ROWS_AT_ONCE + 10))
    choose_cell(view, 7, 0)
    order = view.findChild(RowOrder)
    with qtbot.waitSignal(order.rows_ready):
        view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert background.running == ("find the selected rows again",)
    choose_cell(view, 9, 0)
    qtbot.waitUntil(lambda: not view.is_busy)
    assert view.current_table_row() == 9
    assert view.currentIndex().row() == ROWS_AT_ONCE


def test_the_sorting_follows_its_column_to_another_place(qtbot: QtBot, view: TableView) -> None:
    click_header(qtbot, view, WORD)
    table = table_of_words(WORDS)
    with qtbot.waitSignal(view.rows_changed):
        view.show_table(replace(table, columns=(table.columns[3], *table.columns[:3])))
    assert view.horizontalHeader().sortIndicatorSection() == 2
    assert column_of(view.column_model, 2) == ["apple", "cherry", "fig", "pear"]
    view.show_table(replace(table, columns=(table.columns[0], table.columns[3])))
    assert view.horizontalHeader().sortIndicatorSection() == -1
