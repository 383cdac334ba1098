"""The window: it arranges form, strip, panes and docks, and passes on what the user wants; the work is done elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.library.library import Item
from viewer.metadata_types import Registry
from viewer.model.job import Job
from viewer.model.timing import TimeFormat
from viewer.settings import LAST_OPEN_FOLDER, TIME_FORMAT
from viewer.text import Text
from viewer.ui.actions import VIEW, build_actions, shortcut_sheet
from viewer.ui.background import Background
from viewer.ui.desk import Desk, Message
from viewer.ui.dialogs import ask, show_about, show_shortcuts
from viewer.ui.library_dock import LibraryDock
from viewer.ui.message_strip import MessageStrip
from viewer.ui.messages import shown
from viewer.ui.open_dialog import ask_files, ask_folder
from viewer.ui.opening import Opening
from viewer.ui.panes.pane import Pane
from viewer.ui.panes_area import PanesArea
from viewer.ui.request_form import Asked, RequestForm
from viewer.ui.saving import Saving
from viewer.ui.settings_store import SettingsStore
from viewer.ui.start_page import StartPage
from viewer.ui.status_line import StatusLine
from viewer.ui.theme import fit_icons

FIRST_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """Built by app from parts that are passed in."""

    demo_wanted = Signal()
    settings_wanted = Signal()
    items_wanted = Signal()  # list the library anew
    remove_wanted = Signal(object)
    closing = Signal()

    def __init__(self, registry: Registry, background: Background, desk: Desk, store: SettingsStore, server: str) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(self.tr("Job Results Viewer"))
        self.setAcceptDrops(True)
        self._store = store
        self.desk = desk
        self.form = RequestForm(registry, server)
        self.strip = MessageStrip()
        self.panes = PanesArea(registry, background, store)
        self.start_page = StartPage()
        self.library_dock = LibraryDock(registry)
        self.saving = Saving(self, background, registry, store)
        self.status = StatusLine(self.statusBar())
        self.actions_by_name, self._menus = build_actions(self)
        self._build()
        self._connect()
        self._restore()
        self._show_job(Job(), "")
        fit_icons(self)

    # --- what app and the pictures ask of it

    def panes_with_data(self) -> list[str]:
        """The names of the panes that have something to show, in the order of the tabs."""
        return self.panes.with_data()

    def pane(self, name: str) -> Pane:
        """The pane of this name."""
        return self.panes.pane(name)

    def choose_pane(self, name: str) -> None:
        """Bring a pane to the front."""
        self.panes.choose(name)

    def say(self, message: Message) -> None:
        """Show a message in the strip."""
        actions = tuple((shown(words), act) for words, act in message.actions)
        words = " ".join(map(shown, message.sentences))
        self.strip.say(words, symbol=message.symbol, actions=actions, details=message.details)

    # --- building

    def _build(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start_page)
        self._pages.addWidget(self.panes)
        # Docks lie beside the panes and below the form, which needs the whole width: a window of their own inside.
        self._inside = QMainWindow(self, Qt.WindowType.Widget)
        self._inside.setObjectName("inside")
        self._inside.setCentralWidget(self._pages)
        self._inside.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.library_dock)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addWidget(self.strip)
        column.addWidget(self._inside, 1)
        self.setCentralWidget(central)
        toggle = self.library_dock.toggleViewAction()
        self._menus[VIEW].addAction(toggle)
        self._menus[VIEW].addSeparator()
        self._menus[VIEW].addActions(self.panes.choose_actions)
        self.resize(*FIRST_SIZE)

    def _connect(self) -> None:
        acts = {
            "open": self._ask_files, "open_folder": self._ask_folder, "save": self._save, "fetch_again": self._fetch_again,
            "close_job": self.desk.close_job, "quit": self.close, "copy": self._copy, "find": self.panes.begin_find,
            "find_next": self.panes.find_next, "find_previous": self.panes.find_previous,
            "settings": self.settings_wanted.emit, "demo": self.demo_wanted.emit,
            "shortcuts": self._show_shortcuts, "about": self._show_about,
        }  # fmt: skip
        for name, act in acts.items():
            self.actions_by_name[name].triggered.connect(lambda _checked=False, act=act: act())
        self.actions_by_name["time_format"].toggled.connect(self._time_format_chosen)
        self.form.fetch_wanted.connect(self._fetch)
        self.form.stop_wanted.connect(self.desk.stop)
        self.form.changed.connect(self._look_up_kept)
        self.start_page.open_wanted.connect(self._ask_files)
        self.start_page.demo_wanted.connect(self.demo_wanted)
        self.panes.changed.connect(self._update_actions)
        self.panes.fps_chosen.connect(self.desk.read_with_fps)
        self._connect_desk()
        self._connect_library()

    def _connect_desk(self) -> None:
        self.desk.job_changed.connect(self._show_job)
        self.desk.began.connect(self._work_began)
        self.desk.progressed.connect(self.strip.progress)
        self.desk.ended.connect(self._work_ended)
        self.desk.told.connect(self.say)
        self.desk.library_changed.connect(self.items_wanted)
        self.desk.key_wanted.connect(self.form.focus_key)
        self.desk.again_wanted.connect(self._fetch_again)
        self.desk.asks_to_join.connect(self._ask_to_join)
        self.saving.began.connect(self._save_began)
        self.saving.progressed.connect(self.strip.progress)
        self.saving.ended.connect(self.strip.end_progress)
        self.saving.told.connect(self.say)

    def _connect_library(self) -> None:
        self.library_dock.open_wanted.connect(self._open_items)
        self.library_dock.show_wanted.connect(self._show_in_folder)
        self.library_dock.remove_wanted.connect(self.remove_wanted)
        self.library_dock.changed.connect(self._look_up_kept)

    # --- fetching

    def _fetch(self, asked: Asked) -> None:
        self.desk.fetch(asked)

    def _fetch_again(self) -> None:
        if not self.desk.can_fetch_again:
            return
        ask(
            self,
            "confirm_fetch_again",
            self.tr("Fetch this result from the service again?"),
            self.tr("The copy on this computer is kept beside the new one. The service may count downloads."),
            self.tr("&Fetch again"),
            self.desk.fetch_again,
        )

    def _work_began(self, doing: Text) -> None:
        self.form.set_busy(True)
        self.strip.begin(doing)

    def _work_ended(self) -> None:
        self.form.set_busy(False)
        self.strip.end_progress()

    def _look_up_kept(self) -> None:
        wanted = self.form.wanted()
        self.form.set_kept(wanted is not None and self.library_dock.model.is_kept(*wanted))

    # --- the job

    def _show_job(self, job: Job, newest: str) -> None:
        self._pages.setCurrentWidget(self.panes if job.results else self.start_page)
        self.panes.show_job(job, newest)
        self.status.show_job(job)
        title = job.header.title or (job.job_id or "")[:8]
        name = self.tr("Job Results Viewer")
        self.setWindowTitle(shown(Text("{title} – {program}", title=title, program=name)) if title else name)
        self._update_actions()

    def _update_actions(self) -> None:
        pane = self.panes.current()
        has_job = bool(self.desk.job.results)
        self.actions_by_name["save"].setEnabled(has_job and pane.result is not None)
        self.actions_by_name["fetch_again"].setEnabled(self.desk.can_fetch_again)
        for name in ("close_job", "find", "find_next", "find_previous", "copy"):
            self.actions_by_name[name].setEnabled(has_job)

    def _copy(self) -> None:
        """Copy from whatever has the focus, where it can; else from the pane."""
        focused = self.focusWidget()
        if focused is not None and not self.panes.isAncestorOf(focused) and hasattr(focused, "copy"):
            focused.copy()
        else:
            self.panes.current().copy()

    def _time_format_chosen(self, is_seconds: bool) -> None:
        chosen = TimeFormat.SECONDS if is_seconds else TimeFormat.CLOCK
        self._store.set(TIME_FORMAT, chosen.value)
        self.panes.set_time_format(chosen)

    # --- opening and saving

    def open_paths(self, paths: tuple[Path, ...]) -> None:
        """Open files and folders."""
        if paths:
            parent = paths[0] if paths[0].is_dir() else paths[0].parent
            self._store.set(LAST_OPEN_FOLDER, str(parent))
            self.desk.open_paths(paths)

    def _ask_files(self) -> None:
        ask_files(self, self._store.get(LAST_OPEN_FOLDER), self.open_paths)

    def _ask_folder(self) -> None:
        ask_folder(self, self._store.get(LAST_OPEN_FOLDER), self.open_paths)

    def _ask_to_join(self, opening: Opening) -> None:
        ask(
            self,
            "confirm_join",
            self.tr("Does this file belong to the open job?"),
            shown(Text("{name} does not say which job it belongs to.", name=opening.results[0].source.path.name)),
            self.tr("&Add to the open job"),
            lambda: self.desk.join(opening, is_joining=True),
            otherwise=(self.tr("&Show alone"), lambda: self.desk.join(opening, is_joining=False)),
        )

    def _save(self) -> None:
        pane = self.panes.current()
        if pane.result is not None:
            table, rows = pane.table() or (None, None)
            self.saving.ask(pane.result, table, rows)

    def _save_began(self, doing: Text, stop: Any) -> None:
        self.strip.begin(doing, ((self.tr("&Stop"), stop),))

    # --- library

    def _open_items(self, items: tuple[Item, ...]) -> None:
        if len(items) == 1:
            self.desk.open_item(items[0])
        else:
            self.desk.open_items(items)

    def _show_in_folder(self, item: Item) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(item.path.parent))):
            self.say(Message((Text("The folder is {path}.", path=str(item.path.parent)),)))

    # --- window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open_paths(tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._store.set("window/geometry", bytes(self.saveGeometry().data()))
        self._store.set("window/state", bytes(self._inside.saveState().data()))
        self.panes.save_state()
        self.closing.emit()
        super().closeEvent(event)

    def _restore(self) -> None:
        self.restoreGeometry(QByteArray(self._store.get("window/geometry", b"")))
        self._inside.restoreState(QByteArray(self._store.get("window/state", b"")))
        self.actions_by_name["time_format"].setChecked(self._store.get(TIME_FORMAT) == TimeFormat.SECONDS.value)

    def _show_shortcuts(self) -> None:
        show_shortcuts(self, shortcut_sheet([*self.actions_by_name.values(), *self.panes.choose_actions]))

    def _show_about(self) -> None:
        show_about(self)
