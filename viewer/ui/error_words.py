"""An error as words for a pane; what is a mistake in the program is raised as well, so that it is seen as one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from viewer.errors import ViewerError
from viewer.text import visible
from viewer.ui.messages import shown


def error_words(error: Exception) -> str:
    """Return what happened, why, and what to do next, as far as the error says it."""
    if isinstance(error, ViewerError):
        return " ".join(map(shown, error.sentences))
    return QCoreApplication.translate(
        "ErrorWords", "This is a mistake in the program. The file itself is complete: it can be saved."
    )


def error_line(error: ViewerError) -> str:
    """Return the words of an error as one bounded line, for a cell."""
    return visible(error_words(error))


def say_error(error: Exception, say: Callable[[str], object]) -> None:
    """Have the words of an error said. Raises it where it is a mistake in the program."""
    say(error_words(error))
    if not isinstance(error, ViewerError):
        raise error
