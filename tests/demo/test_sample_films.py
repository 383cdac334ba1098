"""The small films of the tests are what their list says, and every frame shows its own number."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.film_decoder import FilmDecoder
from tests.support.frame_number import frame_number
from tests.support.sample_films import CUT_OFF, FILMS, FOLDER, NOT_A_FILM, SampleFilm


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.name)
def test_a_sample_has_the_frames_that_are_listed(qtbot: Any, film: SampleFilm) -> None:
    last = film.frame_count - 1
    with FilmDecoder(qtbot, film.path) as decoder:
        assert decoder.has_sound == film.has_sound
        assert decoder.fps == pytest.approx(film.fps, abs=0.005)
        assert decoder.duration_seconds == pytest.approx(film.duration_seconds, abs=0.015)
        for frame in (last, 0, 1, last // 2, last - 1, 61):
            assert frame_number(decoder.picture_at(float((frame + 0.5) / film.rate))) == frame


def test_a_film_that_was_cut_off_shows_what_is_there(qtbot: Any) -> None:
    with FilmDecoder(qtbot, CUT_OFF) as decoder:
        assert frame_number(decoder.picture_at(30.5 / 25)) == 30


def test_samples_are_small_and_all_listed() -> None:
    named = {film.name for film in FILMS} | {CUT_OFF.name, NOT_A_FILM.name, "README.md"}
    assert {path.name for path in FOLDER.iterdir()} == named
    assert all(path.stat().st_size <= 200_000 for path in FOLDER.iterdir())
