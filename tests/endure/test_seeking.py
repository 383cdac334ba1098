"""Sixty of sixty random seeks bring the exact frame, in the demo film and in each small film, read from the picture."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.sample_films import FILMS
from tests.ui.film.conftest import Watched
from viewer.demo.scene import SCENE
from viewer.resource_files import resource
from viewer.ui.background import Background
from viewer.ui.film.player import Player

SEEKS = 60
ALL = [(film.path, film.frame_count) for film in FILMS] + [(resource("demo_film.webm"), SCENE.frame_count)]


@pytest.fixture
def watched(qtbot: QtBot, background: Background) -> Iterator[Watched]:
    player = Player(background)
    yield Watched(player, qtbot)
    player.close()


@pytest.mark.parametrize(("path", "frame_count"), ALL, ids=lambda value: getattr(value, "stem", ""))
@pytest.mark.parametrize("seed", range(3))
def test_every_seek_is_exact(watched: Watched, path: Path, frame_count: int, seed: int) -> None:
    chance = random.Random(seed)
    watched.open(path)
    wanted = [chance.randrange(frame_count) for _ in range(SEEKS)]
    assert [watched.at(frame) for frame in wanted] == [(frame, frame) for frame in wanted]
    assert watched.failures == []


@pytest.mark.parametrize(("path", "frame_count"), ALL, ids=lambda value: getattr(value, "stem", ""))
def test_every_seek_is_exact_while_the_film_plays(watched: Watched, path: Path, frame_count: int) -> None:
    chance = random.Random(9)
    watched.open(path)
    watched.player.play()
    for _ in range(SEEKS):
        frame = chance.randrange(frame_count - 20)
        told, read = watched.at(frame)
        assert told == read
        assert frame <= told < frame + 15
    watched.player.pause()
