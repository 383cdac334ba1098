"""The middle of a pane: its content, or a page that says why there is none to see; every reason in words of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from viewer.text import Text
from viewer.ui.error_words import say_error
from viewer.ui.messages import shown
from viewer.ui.panes.empty_page import EmptyPage


class PaneStack(QStackedWidget):
    """Either the content or the empty page is in front. `prefix` tells the names of one page from those of another."""

    def __init__(self, name: str = "stack", prefix: str = "empty") -> None:
        super().__init__()
        self.setObjectName(name)
        self._empty = EmptyPage(prefix)
        self._content: QWidget = self._empty
        self.addWidget(self._empty)

    def set_content(self, content: QWidget) -> None:
        """Take the widget that shows results."""
        self._content = content
        self.addWidget(content)

    def show_content(self) -> None:
        """Bring the content to the front."""
        self.setCurrentWidget(self._content)

    def show_missing(self, title: str, explanation: str, *, has_job: bool) -> None:
        """Say that there is nothing for this pane, in this job or at all."""
        if has_job:
            self._say(shown(Text("This job has nothing for “{title}” here.", title=title)), explanation)
        else:
            self._say(self.tr("Nothing here yet."), explanation)

    def show_reading(self) -> None:
        """Say that the result is being read."""
        self._say(self.tr("Reading…"))

    def show_failure(self, error: Exception, again: Callable[[], None]) -> None:
        """Say what went wrong, with a way to try again. Raises a mistake in the program."""

        def say(words: str) -> None:
            self._say(self.tr("This could not be shown."), words, button=self.tr("Try a&gain"), act=again)

        say_error(error, say)

    def show_nothing_found(self, needle: str, clear: Callable[[], None]) -> None:
        """Say that the filter hides everything."""
        words = shown(Text("No row has “{needle}” in it.", needle=needle))
        self._say(words, button=self.tr("Clear f&ilter"), act=clear)

    def show_no_rows(self, words: str) -> None:
        """Say that the result is there and has nothing in it."""
        self._say(words)

    def _say(self, heading: str, words: str = "", *, button: str = "", act: Callable[[], None] | None = None) -> None:
        self._empty.say(heading, words, button=button, act=act)
        self.setCurrentWidget(self._empty)
