"""What the command line asked for: open, fetch or show the demo; with pictures, the program ends afterwards."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from viewer.errors import NotAvailableError, ViewerError
from viewer.model.api_key import ApiKey, redacted
from viewer.text import Text
from viewer.ui.background import Background
from viewer.ui.desk import Desk, Message
from viewer.ui.main_window import FIRST_SIZE, MainWindow
from viewer.ui.messages import shown
from viewer.ui.options import Options
from viewer.ui.pictures import Pictures


class Errand(QObject):
    """Emits `finished(exit code)` where the program is to end by itself: after the pictures, or a failure before them."""

    finished = Signal(int)

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        desk: Desk,
        options: Options,
        key: ApiKey,
        open_demo: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._desk = desk
        self._options = options
        self._open_demo = open_demo
        self._has_failed = False
        window.form.fill(key=key if key else None, job_id=options.job, type_name=options.type_name)
        if options.screenshots is not None:
            desk.failed.connect(self._note_bug)
            desk.told.connect(self._note_message)
            desk.ended.connect(self._take_pictures)
            window.resize(*FIRST_SIZE)  # whatever size was remembered, pictures are alike

    def start(self) -> None:
        """Do what was asked; where nothing was, pictures are taken of the empty window."""
        options = self._options
        if options.is_demo:
            self._open_demo()
        elif options.files:
            self._desk.open_paths(options.files)
        elif options.job is not None:
            self._fetch()
        elif options.screenshots is not None:
            self._take_pictures()

    def _fetch(self) -> None:
        try:
            self._desk.fetch(self._window.form.asked())
        except ViewerError as error:
            message = Message(error.sentences, "error", error.details)
            self._window.say(message)
            if self._options.screenshots is not None:
                self._note_message(message)
                self._take_pictures()

    def _note_message(self, message: Message) -> None:
        """A failure is printed; that a type is not available for the job is none."""
        failures = self._desk.last_failures
        is_only_absence = bool(failures) and all(isinstance(one.error, NotAvailableError) for one in failures)
        if message.symbol == "error" and not (self._options.type_name == "all" and is_only_absence):
            self._fail(" ".join(map(shown, message.sentences)))

    def _note_bug(self, error: BaseException) -> None:
        self._fail(redacted(repr(error)))

    def _fail(self, words: str) -> None:
        self._has_failed = True
        print(words, file=sys.stderr)  # noqa: T201 - what the command says

    def _take_pictures(self) -> None:
        self._desk.ended.disconnect(self._take_pictures)
        folder = self._options.screenshots
        if self._has_failed or folder is None:
            self.finished.emit(1)
            return
        pictures = Pictures(self._window, self._background, folder)
        pictures.written.connect(lambda path: print(path))  # noqa: T201 - what the command says
        pictures.failed.connect(
            lambda path: self._fail(shown(Text("The picture {path} could not be written.", path=str(path))))
        )
        pictures.done.connect(lambda: self.finished.emit(1 if self._has_failed else 0))
        pictures.start()
