"""The player with real films: exact frames, playing, repeating, and saying what is wrong with a film."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from tests.support.sample_films import CUT_OFF, FILMS, NOT_A_FILM, SampleFilm
from tests.ui.film.conftest import Watched
from viewer.ui.background import Background
from viewer.ui.film.player import Player

ROOT = Path(__file__).parents[3]
OPEN_GROUPS = next(film for film in FILMS if film.name == "film_2997.mp4")
FILM_25 = next(film for film in FILMS if film.fps == 25)


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.path.stem)
def test_the_exact_frame_is_shown(watched: Watched, film: SampleFilm) -> None:
    facts = watched.open(film.path)
    assert watched.shown == [(0, 0)]
    assert facts.fps == pytest.approx(film.fps, rel=1e-9)
    assert facts.duration_seconds == pytest.approx(film.frame_count / film.fps, abs=0.02)
    assert facts.has_sound is film.has_sound
    for frame in (film.frame_count - 1, 1, 61, 60, 61, 2):
        assert watched.at(frame) == (frame, frame)
        assert watched.seconds[-1] == pytest.approx(frame / film.fps)
    assert watched.failures == []


def test_frames_that_no_seek_leads_to_are_reached(watched: Watched) -> None:
    """In this film's open groups of pictures, the frame before a key frame is one of those."""
    watched.open(OPEN_GROUPS.path)
    for frame in (143, 142, 143, 95):
        assert watched.at(frame) == (frame, frame)
    assert not watched.player.is_playing
    assert watched.failures == []


def test_of_several_quick_seeks_the_last_one_is_shown(watched: Watched) -> None:
    watched.open(FILM_25.path)
    for frame in (100, 3, 77, 12, 40, 90):
        watched.player.seek_frame(frame)
    watched.shown.clear()
    watched.wait(lambda: not watched.player.is_seeking)
    assert watched.shown[-1] == (90, 90)
    assert len(watched.shown) <= 2


def test_a_seek_before_the_film_is_there_is_not_forgotten(watched: Watched) -> None:
    watched.player.open(QUrl.fromLocalFile(str(FILM_25.path)))
    watched.player.seek(2.0)
    watched.wait(lambda: bool(watched.shown) and not watched.player.is_seeking)
    assert watched.shown[-1] == (50, 50)


def test_frames_are_counted_in_the_rate_of_the_results(watched: Watched) -> None:
    watched.open(FILM_25.path)
    watched.player.set_fps(24)
    assert watched.at(48) == (48, 50)
    watched.player.set_fps(None)
    assert watched.at(48) == (48, 48)


def test_beyond_its_end_the_film_has_no_picture(watched: Watched) -> None:
    watched.open(FILM_25.path)
    assert watched.at(FILM_25.frame_count) == (FILM_25.frame_count, None)
    assert watched.at(FILM_25.frame_count + 1000) == (FILM_25.frame_count + 1000, None)
    assert watched.at(7) == (7, 7)


def test_a_download_that_broke_off_has_its_first_half(watched: Watched) -> None:
    watched.open(CUT_OFF)
    assert watched.at(100) == (100, None)
    assert watched.at(20) == (20, 20)
    assert watched.failures == []


def test_it_plays_frame_after_frame(watched: Watched) -> None:
    watched.open(FILM_25.path)
    watched.at(10)
    watched.shown.clear()
    watched.player.play()
    assert watched.player.is_playing
    watched.wait(lambda: len(watched.shown) >= 5)
    watched.player.pause()
    frames = [told for told, _ in watched.shown]
    assert frames == sorted(set(frames))
    assert watched.shown == [(frame, frame) for frame in frames]
    assert 11 <= frames[0] < 20


def test_it_plays_on_from_where_it_is_sought(watched: Watched) -> None:
    watched.open(FILM_25.path)
    watched.player.play()
    watched.wait(lambda: len(watched.shown) >= 3)
    watched.shown.clear()
    watched.player.seek_frame(80)
    watched.wait(lambda: len(watched.shown) >= 3)
    assert watched.player.is_playing
    watched.player.pause()
    assert all(told == read and told >= 80 for told, read in watched.shown)
    assert watched.shown[0][0] < 90


def test_a_span_is_repeated(watched: Watched) -> None:
    watched.open(FILM_25.path)
    watched.player.set_loop(0.4, 0.6)
    watched.shown.clear()
    watched.player.play()
    watched.wait(lambda: sum(told == 10 for told, _ in watched.shown) >= 3)
    watched.player.pause()
    assert {told for told, _ in watched.shown} <= set(range(10, 15))


def test_at_the_end_it_stands_still_and_starts_over(watched: Watched) -> None:
    film = FILM_25
    watched.open(film.path)
    watched.at(film.frame_count - 5)
    watched.player.set_rate(4)
    watched.player.play()
    watched.wait(lambda: not watched.player.is_playing)
    assert watched.shown[-1] == (film.frame_count - 1, film.frame_count - 1)
    watched.shown.clear()
    watched.player.play()
    watched.wait(lambda: len(watched.shown) >= 2)
    watched.player.pause()
    assert watched.shown[0][0] < 10


@pytest.mark.expects_warning("Could not open media")
def test_what_is_no_film_is_told_and_closed(watched: Watched) -> None:
    watched.player.open(QUrl.fromLocalFile(str(NOT_A_FILM)))
    watched.wait(lambda: bool(watched.failures))
    assert "can't be opened" in str(watched.failures[0])
    assert not watched.player.is_open
    watched.open(FILM_25.path)
    assert watched.shown[-1] == (0, 0)


@pytest.mark.expects_warning("Could not open media")
def test_a_missing_file_is_told(watched: Watched, tmp_path: Path) -> None:
    watched.player.open(QUrl.fromLocalFile(str(tmp_path / "gone.webm")))
    watched.wait(lambda: bool(watched.failures))
    assert not watched.player.is_open


def test_sound_alone_is_no_film(watched: Watched, tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    header = b"RIFF\xa4\x3e\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\x80\x3e\0\0"
    path.write_bytes(header + bytes(16_000))
    watched.player.open(QUrl.fromLocalFile(str(path)))
    watched.wait(lambda: bool(watched.failures))
    assert str(watched.failures[0]) == "There is no picture in this file."


def test_without_the_library_that_is_told(qtbot: object, background: Background) -> None:
    def missing() -> None:
        raise ImportError("libpulse.so.0: cannot open shared object file")

    player = Player(background, load=missing)
    watched = Watched(player, qtbot)  # type: ignore[arg-type]
    player.open(QUrl.fromLocalFile(str(FILM_25.path)))
    watched.wait(lambda: bool(watched.failures))
    assert "multimedia library" in str(watched.failures[0])
    assert "libpulse.so.0" in str(watched.failures[0])
    assert not player.is_open
    player.play()
    player.seek_frame(3)
    assert not player.is_playing


def test_another_film_takes_its_place(watched: Watched) -> None:
    first, second = FILMS[0], FILMS[-1]
    watched.open(first.path)
    watched.player.play()
    watched.player.seek_frame(30)
    watched.shown.clear()
    watched.facts.clear()
    watched.open(second.path)
    assert watched.facts[0].fps == pytest.approx(second.fps)
    assert watched.shown[0] == (0, 0)
    assert not watched.player.is_playing
    watched.player.close()
    assert watched.player.facts is None


PROGRAM = """
import sys
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWidgets import QApplication
from viewer.ui.background import Background
from viewer.ui.film.player import Player
application = QApplication([])
background = Background()
player = Player(background)
shown = []
def note(image, frame, seconds):
    shown.append(frame)
    if len(shown) == 5:
        application.quit()
player.frame_shown.connect(note)
player.open(QUrl.fromLocalFile(sys.argv[1]))
player.play()
if sys.argv[2] == "quick":
    player.frame_shown.disconnect(note)
    player.loaded.connect(lambda facts: application.quit())
application.exec()
background.shut_down()
print("ended", "PySide6.QtMultimedia" in sys.modules)
"""


@pytest.mark.own_process
@pytest.mark.parametrize("when", ["playing", "quick"])
def test_the_program_ends_well_while_a_film_plays(when: str) -> None:
    command = [sys.executable, "-c", PROGRAM, str(FILM_25.path), when]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["ended True"]), done.stderr
