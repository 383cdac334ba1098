"""The window: it arranges form, strip, panes and docks, and passes on what the user wants; the work is done elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from viewer.late import late
from viewer.metadata_types import Registry
from viewer.settings import LAST_OPEN_FOLDER
from viewer.text import Text
from viewer.ui.actions import GO, VIEW, build_actions
from viewer.ui.background import Background
from viewer.ui.library_dock import LibraryDock
from viewer.ui.request_form import RequestForm
from viewer.ui.settings_store import SettingsStore
from viewer.ui.start_page import StartPage
from viewer.ui.status_line import StatusLine, window_title

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent

    from viewer.model.job import Job
    from viewer.ui.clock import Clock
    from viewer.ui.desk import Desk, Message
    from viewer.ui.message_strip import MessageStrip
    from viewer.ui.panes_area import PanesArea
    from viewer.ui.saving import Saving

complete_actions = late("viewer.ui.menus", "complete_actions")
connect_actions = late("viewer.ui.window_actions", "connect_actions")
is_film_name = late("viewer.ui.film.film_source", "is_film_name")
join_clock = late("viewer.ui.window_actions", "join_clock")
ask_files = late("viewer.ui.open_dialog", "ask_files")
ask_fetch_again = late("viewer.ui.questions", "ask_fetch_again")
ask_folder = late("viewer.ui.open_dialog", "ask_folder")
ask_to_join = late("viewer.ui.questions", "ask_to_join")
new_clock = late("viewer.ui.clock", "Clock")
new_panes_area = late("viewer.ui.panes_area", "PanesArea")
new_saving = late("viewer.ui.saving", "Saving")
new_strip = late("viewer.ui.message_strip", "MessageStrip")
show_folder = late("viewer.ui.open_dialog", "show_folder")
FIRST_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """Built by app from parts that are passed in."""

    demo_wanted = Signal()
    settings_wanted = Signal()
    items_wanted = Signal()  # list the library anew
    remove_wanted = Signal(object)
    closing = Signal()
    painted = Signal()  # once, when the first window is on the screen
    failed = Signal(object)  # an exception that is no ViewerError: a bug

    desk: Desk  # from `attach` on

    def __init__(self, registry: Registry, background: Background, store: SettingsStore, server: str) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(self.tr("Job Results Viewer"))
        self.setAcceptDrops(True)
        self._store = store
        self.own_films: dict[str, Path] = {}  # films that came with the program, by job ID
        self._new_panes: Callable[[], PanesArea] = partial(new_panes_area, registry, background, store)
        self._new_clock: Callable[[QMainWindow, QMenu], Clock] = partial(
            new_clock, background=background, store=store, own_films=self.own_films
        )
        self._new_saving: Callable[[], Saving] = partial(new_saving, self, background, registry, store)
        self._panes: PanesArea | None = None
        self._clock: Clock | None = None
        self._saving: Saving | None = None
        self._strip: MessageStrip | None = None
        self._film: Path | None = None  # to be opened with the results that came with it
        self._was_painted = self._is_closed = False
        self.form = RequestForm(registry, server)
        self.start_page = StartPage()
        self.library_dock = LibraryDock(registry)
        self.status = StatusLine(self.statusBar())
        self.actions_by_name, self.menus = build_actions(self)
        self._build()
        self._restore()
        self._enable_actions(has_job=False, can_save=False, can_fetch_again=False)

    def attach(self, desk: Desk) -> None:
        """Take the desk: from now on what the user wants is done. What is not seen in the first window is added here."""
        self.desk = desk
        complete_actions(self.actions_by_name, self.menus, self.library_dock.toggleViewAction())
        self.form.complete()
        connect_actions(self)
        self._connect(desk)

    # --- what app and the pictures ask of it

    @property
    def panes(self) -> PanesArea:
        """The tabs with the panes. The first window does without them: they are built when they are first needed."""
        area = self._begun_panes()
        area.build_all()
        return area

    @property
    def strip(self) -> MessageStrip:
        """The strip under the form. The first window does without it: it is built when it is first needed."""
        if self._strip is None:
            strip: MessageStrip = new_strip()
            self._column.insertWidget(1, strip)
            strip.come_after(self.form.last_part)
            self._strip = strip
        return self._strip

    @property
    def clock(self) -> Clock:
        """The playhead, with the docks and menus for it. The first window does without it: it is built when first needed."""
        if self._clock is None:
            clock = self._clock = self._new_clock(self._inside, self.menus[GO])
            join_clock(self, clock)
            self._inside.restoreState(self._store.get("window/state", b""))
        return self._clock

    @property
    def saving(self) -> Saving:
        """What saves; built when it is first needed."""
        if self._saving is None:
            saving = self._saving = self._new_saving()
            saving.began.connect(lambda doing, stop: self.strip.begin(doing, ((self.tr("&Stop"), stop),)))
            saving.progressed.connect(self.strip.progress)
            saving.ended.connect(self.strip.end_progress)
            saving.told.connect(self.say)
            saving.failed.connect(self.failed)
        return self._saving

    def prepare_panes(self) -> None:
        """After the first paint: build the panes, one in each turn of the event loop."""
        if not self._is_closed and self._begun_panes().build_next():
            QTimer.singleShot(0, self, self.prepare_panes)

    def say(self, message: Message) -> None:
        """Show a message in the strip."""
        self.strip.tell(message)

    # --- building

    def _build(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start_page)
        # Docks lie beside the panes and below the form, which needs the whole width: a window of their own inside.
        self._inside = QMainWindow(self, Qt.WindowType.Widget)
        self._inside.setObjectName("inside")
        self._inside.setCentralWidget(self._pages)
        self._inside.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.library_dock)
        central = QWidget()
        self._column = QVBoxLayout(central)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.form)
        self._column.addWidget(self._inside, 1)
        self.setCentralWidget(central)
        self.resize(*FIRST_SIZE)

    def _connect(self, desk: Desk) -> None:
        self.form.changed.connect(self._look_up_kept)
        self.form.fetch_wanted.connect(desk.fetch)
        self.form.stop_wanted.connect(desk.stop)
        self.start_page.open_wanted.connect(self.ask_files)
        self.start_page.demo_wanted.connect(self.demo_wanted)
        self.library_dock.changed.connect(self._look_up_kept)
        self.library_dock.open_wanted.connect(desk.open_items)
        self.library_dock.show_wanted.connect(lambda item: show_folder(item.path.parent, self.strip.say))
        self.library_dock.remove_wanted.connect(self.remove_wanted)
        desk.job_changed.connect(self._show_job)
        desk.began.connect(self._work_began)
        desk.progressed.connect(self.strip.progress)
        desk.ended.connect(self._work_ended)
        desk.told.connect(self.say)
        desk.library_changed.connect(self.items_wanted)
        desk.key_wanted.connect(self.form.focus_key)
        desk.again_wanted.connect(self.fetch_again)
        desk.asks_to_join.connect(lambda opening: ask_to_join(self, desk, opening))

    def _begun_panes(self) -> PanesArea:
        if self._panes is None:
            area = self._panes = self._new_panes()
            self._pages.addWidget(area)
            self.menus[VIEW].addActions(area.choose_actions)
            area.changed.connect(self._update_actions)
            area.fps_chosen.connect(self.desk.read_with_fps)
            area.save_wanted.connect(self.actions_by_name["save"].trigger)
            area.use_clock(self.clock)
        return self._panes

    def fetch_again(self) -> None:
        """Fetch the result of the form once more, if the user agrees."""
        if self.desk.can_fetch_again:
            ask_fetch_again(self, self.desk.fetch_again)

    def _work_began(self, doing: Text) -> None:
        self.form.set_busy(True)
        self.strip.begin(doing)

    def _work_ended(self) -> None:
        self.form.set_busy(False)
        self.strip.end_progress()
        self._open_film()

    def _look_up_kept(self) -> None:
        wanted = self.form.wanted()
        self.form.set_kept(wanted is not None and self.library_dock.model.is_kept(*wanted))

    # --- fetching and the job

    def _show_job(self, job: Job, newest: str) -> None:
        if job.results or self._panes is not None:
            self.panes.show_job(job, newest)
        if job.results or self._clock is not None:
            self.clock.show_job(job)
        self._pages.setCurrentWidget(self.panes if job.results else self.start_page)
        self.status.show_job(job)
        self.setWindowTitle(window_title(job))
        self._update_actions()

    def _update_actions(self) -> None:
        has_job = bool(self.desk.job.results)
        can_save = has_job and self.panes.current().result is not None
        self._enable_actions(has_job=has_job, can_save=can_save, can_fetch_again=self.desk.can_fetch_again)

    def _enable_actions(self, *, has_job: bool, can_save: bool, can_fetch_again: bool) -> None:
        self.actions_by_name["save"].setEnabled(can_save)
        self.actions_by_name["fetch_again"].setEnabled(can_fetch_again)
        for name in ("close_job", "find", "find_next", "find_previous", "copy"):
            self.actions_by_name[name].setEnabled(has_job)

    # --- opening and saving

    def open_paths(self, paths: tuple[Path, ...]) -> None:
        """Open files and folders of results, and show a film among them with the job."""
        if paths:
            self._store.set(LAST_OPEN_FOLDER, str(paths[0] if paths[0].is_dir() else paths[0].parent))
        self._film = next(filter(is_film_name, paths), None)
        if results := tuple(path for path in paths if not is_film_name(path)):
            self.desk.open_paths(results)  # after which the film is opened: it is for their job
        else:
            self._open_film()

    def _open_film(self) -> None:
        if self._film is not None:
            self.clock.open_film(self._film)
            self._film = None

    def ask_files(self) -> None:
        """Ask for files, and open them."""
        ask_files(self, self._store.get(LAST_OPEN_FOLDER), self.open_paths)

    def ask_folder(self) -> None:
        """Ask for a folder, and open what is in it."""
        ask_folder(self, self._store.get(LAST_OPEN_FOLDER), self.open_paths)

    def save(self) -> None:
        """Ask where to save what the pane in front shows, and as what."""
        pane = self.panes.current()
        if pane.result is not None:
            table, rows = pane.table() or (None, None)
            self.saving.ask(pane.result, table, rows, pane.time_format)

    # --- window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open_paths(tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._store.set("window/geometry", bytes(self.saveGeometry().data()))
        self._store.set("window/state", bytes(self._inside.saveState().data()))
        if self._panes is not None:
            self._panes.save_state()
        if self._clock is not None:
            self._clock.close()
        self._is_closed = True
        self.closing.emit()
        super().closeEvent(event)

    def _restore(self) -> None:
        self.restoreGeometry(self._store.get("window/geometry", b""))
        self._inside.restoreState(self._store.get("window/state", b""))
