"""The one place where everything is built and joined together."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from viewer import __version__
from viewer.errors import StorageError, ViewerError
from viewer.late import import_all, late
from viewer.metadata_types import REGISTRY, Registry
from viewer.model.api_key import ApiKey
from viewer.resource_files import resource
from viewer.settings import LIBRARY_FOLDER, SERVER, THEME
from viewer.text import Text
from viewer.ui.background import Background, Task
from viewer.ui.graphics import paint_without_opengl
from viewer.ui.main_window import MainWindow
from viewer.ui.request_form import ALL_RESULTS
from viewer.ui.settings_store import SettingsStore
from viewer.ui.theme import apply_colours, apply_theme

if TYPE_CHECKING:
    from viewer.library.library import Item, Library
    from viewer.ui.demo_visit import Demo, DemoVisit
    from viewer.ui.desk import Desk
    from viewer.ui.fetching import Client, Fetcher
    from viewer.ui.memory import MemoryGivenBack
    from viewer.ui.options import Options
    from viewer.watch import Watch

# What the first window does without is imported when it is first needed, or in a worker after the first paint.
begin_visit = late("viewer.ui.demo_visit", "DemoVisit")
changed = late("dataclasses", "replace")
new_desk = late("viewer.ui.desk", "Desk")
new_fetcher = late("viewer.ui.fetching", "new_fetcher")
new_message = late("viewer.ui.desk", "Message")
new_errand = late("viewer.ui.errand", "Errand")
new_settings_dialog = late("viewer.ui.settings_dialog", "SettingsDialog")
install_log = late("viewer.logging_setup", "install")
report_of = late("viewer.logging_setup", "report_of")
install_qt_messages = late("viewer.ui.qt_messages", "install")
leave_clipboard = late("viewer.ui.clipboard", "leave_to_qt")
new_memory = late("viewer.ui.memory", "MemoryGivenBack")
collect_garbage = late("viewer.ui.garbage", "GarbageOnUiThread")
in_ui_thread = late("viewer.ui.qt_messages", "ToUiThread")
KEY_VARIABLE = "JOB_RESULTS_VIEWER_API_KEY"


class Program(QObject):
    """The window, its desk and what they stand on, joined; tests build one with parts of their own."""

    def __init__(
        self,
        store: SettingsStore,
        library: Library | Path,
        *,
        registry: Registry = REGISTRY,
        client: Client | None = None,
        start_demo: Callable[[], Demo] | None = None,
        demo_library: Path | None = None,
        demo_film: Path | None = None,
        server: str | None = None,
        is_joined: bool = True,
    ) -> None:
        """`library` may be named by its folder. Where `is_joined` is False, `join` is still to be called."""
        super().__init__()
        self.store = store
        self.background = Background()
        self._new_fetcher: Callable[[], Fetcher] = partial(new_fetcher, client, library, registry)
        self._start_demo = start_demo
        self._demo_library = demo_library
        self._demo_film = demo_film
        self._visit: DemoVisit | None = None
        self._visits: list[DemoVisit] = []
        self._memory: MemoryGivenBack | None = None
        self.window = MainWindow(registry, self.background, store, server or store.get(SERVER))
        self.window.demo_wanted.connect(self.open_demo)
        self.window.settings_wanted.connect(self._open_settings)
        self.window.items_wanted.connect(self.list_items)
        self.window.remove_wanted.connect(self._remove)
        self.window.closing.connect(self.end)
        self.window.failed.connect(self._report_bug)
        self.window.actions_by_name["demo"].setEnabled(start_demo is not None)
        if is_joined:
            self.join()

    def join(self) -> None:
        """Build the desk and give it to the window, which is painted without it first."""
        self.desk: Desk = new_desk(self.background, self._new_fetcher())
        self._library_folder = self.desk.fetcher.library.folder
        self.desk.failed.connect(self._report_bug)
        memory: MemoryGivenBack = new_memory(self.background, self)
        self._memory = memory
        self.desk.job_changed.connect(memory.follow)
        self.window.attach(self.desk)

    def load_readers(self) -> Task:
        """After the first paint: bring in, in a worker, the libraries that the first window did without."""
        task = self.background.start(lambda _watch: import_all(), "load readers")
        task.succeeded.connect(lambda _nothing: self.window.prepare_panes())
        task.failed.connect(self._report_bug)
        return task

    def list_items(self) -> None:
        """List the library's results in its dock."""
        task = self.background.start(lambda _watch: self.desk.fetcher.library.items(), "list library")
        task.succeeded.connect(self.window.library_dock.set_items)
        task.failed.connect(self._tell)

    def open_demo(self) -> None:
        """Start the demo server, fill in the form for it, and fetch all its results through the ordinary client."""
        if self._visit is not None:
            self._fetch_demo()
            return
        start = self._start_demo
        assert start is not None
        task = self.background.start(lambda _watch: self._begin_visit(start), "start demo")
        task.succeeded.connect(self._visit_demo)
        task.failed.connect(self._tell)

    def end(self) -> None:
        """Before the application quits: stop all work, close the demo, write the settings."""
        if self._memory is not None:
            self._memory.stop()
        self.background.shut_down()
        while self._visits:
            self._visits.pop().end()
        self._visit = None
        leave_clipboard()
        self.store.write()

    def _begin_visit(self, start: Callable[[], Demo]) -> DemoVisit:
        """In a worker: what has begun is noted at once, so that the program's end finds it even where nobody came home."""
        visit: DemoVisit = begin_visit(start, self._demo_library)
        self._visits.append(visit)
        return visit

    def _visit_demo(self, visit: DemoVisit) -> None:
        self._visit = visit
        if self._demo_film is not None:
            self.window.own_films[visit.demo.job_id] = self._demo_film
        self.desk.fetcher = changed(self.desk.fetcher, library=visit.library)
        self._fetch_demo()

    def _fetch_demo(self) -> None:
        assert self._visit is not None
        demo, form = self._visit.demo, self.window.form
        form.set_server(demo.server)
        form.fill(key=ApiKey(demo.key), job_id=demo.job_id, type_name=ALL_RESULTS)
        self.list_items()
        self.desk.fetch(form.asked())

    def _open_settings(self) -> None:
        dialog = new_settings_dialog(self.window, self.store, str(self._library_folder))
        before = self.store.get(SERVER)
        dialog.accepted.connect(lambda: self._settings_changed(before))
        dialog.open()

    def _settings_changed(self, server_before: str) -> None:
        """A server named at the start, or the demo's, stays in use unless the user has named another one now."""
        server = self.store.get(SERVER)
        if server != server_before:
            self.window.form.set_server(server)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme(application, self.store.get(THEME))

    def _remove(self, items: tuple[Item, ...]) -> None:
        library = self.desk.fetcher.library
        task = self.background.start(lambda watch: _remove_all(library, items, watch), "remove")
        task.succeeded.connect(lambda _nothing: self.list_items())
        task.failed.connect(self._tell)

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, ViewerError):
            self.window.say(new_message(error.sentences, "error", error.details))
        else:
            self._report_bug(error)

    def _report_bug(self, error: BaseException) -> None:
        """A bug in this program shows as one, with a report to copy in which the API key does not stand."""
        logging.getLogger(__name__).error("A bug", exc_info=error)
        self.show_bug(report_of(error))

    def show_bug(self, report: str) -> None:
        """Say that something went wrong in the program itself."""
        sentences = (
            Text("Something went wrong inside the program. This is a fault of the program, not of your results."),
            Text("What was fetched is safe. Details can be copied for a report."),
        )
        self.window.say(new_message(sentences, "error", report))


def run(options: Options, start_demo: Callable[[], Demo]) -> int:
    """Show the window and do what the options ask. Returns the exit code. Raises ViewerError before there is a window."""
    key = ApiKey(os.environ.pop(KEY_VARIABLE, ""))
    if options.screenshots is not None:
        _make_folder(options.screenshots)
    paint_without_opengl()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("job-results-viewer")
    application.setApplicationDisplayName("Job Results Viewer")
    application.setApplicationVersion(__version__)
    data = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))
    store = SettingsStore(data / "settings.ini")
    theme = options.theme or store.get(THEME)
    apply_colours(application, theme, options.font_scale)
    folder = options.library or Path(store.get(LIBRARY_FOLDER) or data / "library")
    program = Program(
        store,
        folder,
        start_demo=start_demo,
        demo_library=options.library,
        demo_film=_demo_film(),
        server=options.server,
        is_joined=False,
    )

    def start_log() -> None:
        install_log(data / "log.txt", in_ui_thread(program.show_bug))
        install_qt_messages()

    def begin() -> None:
        apply_theme(application, theme)
        program.join()
        if options.screenshots is None:
            start_log()
        garbage = collect_garbage(program)
        program.load_readers().succeeded.connect(garbage.keep_what_is_there)
        program.list_items()
        errand = new_errand(program.window, program.background, program.desk, options, key, program.open_demo)
        errand.finished.connect(application.exit)
        errand.start()

    program.window.painted.connect(lambda: QTimer.singleShot(0, begin))  # what is painted gets to the screen first
    if options.screenshots is not None:
        start_log()  # before the platform without a display remarks on what it can't do
    program.window.show()
    code: int = application.exec()
    program.end()
    return code


def _demo_film() -> Path | None:
    """The film of the demo; a damaged installation does without it."""
    try:
        return resource("demo_film.webm")
    except FileNotFoundError:
        return None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            Text("The folder {path} can't be made.", path=str(folder)),
            why=Text("{reason}.", reason=error.strerror or ""),
            advice=Text("Name another folder."),
        ) from error


def _remove_all(library: Library, items: tuple[Item, ...], watch: Watch) -> None:
    for item in items:
        for copy in library.copies(item.server, item.job_id, item.type_name):
            watch.check()
            library.remove(copy)
