"""A player and a film dock on a real Background, closed after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.support.frame_number import frame_number
from viewer.text import Text
from viewer.ui.background import Background
from viewer.ui.film.film_clock import FilmFacts
from viewer.ui.film.player import Player

PATIENCE_MS = 30_000


class Watched:
    """A player and what it told: of each shown frame its number as told and as read from the picture."""

    def __init__(self, player: Player, qtbot: QtBot) -> None:
        self.player = player
        self._qtbot = qtbot
        self.shown: list[tuple[int, int | None]] = []
        self.seconds: list[float] = []
        self.facts: list[FilmFacts] = []
        self.failures: list[Text] = []
        player.frame_shown.connect(self._note)
        player.loaded.connect(self.facts.append)
        player.failed.connect(self.failures.append)

    def _note(self, image: QImage | None, frame: int, seconds: float) -> None:
        self.shown.append((frame, None if image is None else frame_number(image)))
        self.seconds.append(seconds)

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def open(self, path: Path) -> FilmFacts:
        """Open a film and wait for its first picture."""
        self.player.open(QUrl.fromLocalFile(str(path)))
        self.wait(lambda: bool(self.shown))
        return self.facts[-1]

    def at(self, frame: int) -> tuple[int, int | None]:
        """Seek, and return what is shown in the end: the frame as told, and as read from the picture."""
        self.shown.clear()
        self.player.seek_frame(frame)
        self.wait(lambda: bool(self.shown) and not self.player.is_seeking)
        return self.shown[-1]


@pytest.fixture
def watched(qtbot: QtBot, background: Background) -> Iterator[Watched]:
    player = Player(background)
    yield Watched(player, qtbot)
    player.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
