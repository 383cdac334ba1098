"""The small films of tests/samples: what each is. tests/samples/README.md says how they were made."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "samples"
NOT_A_FILM = FOLDER / "not_a_film.mp4"  # a text
CUT_OFF = FOLDER / "cut_off.webm"  # the first half of the bytes of film_25.webm


@dataclass(frozen=True, slots=True)
class SampleFilm:
    """One film of 480 × 270 pixels whose frames carry their numbers 0…`frame_count` − 1; `rate` in frames per second."""

    name: str
    rate: Fraction
    frame_count: int
    has_sound: bool

    @property
    def path(self) -> Path:
        return FOLDER / self.name

    @property
    def fps(self) -> float:
        return float(self.rate)

    @property
    def duration_seconds(self) -> float:
        return float(self.frame_count / self.rate)


FILMS = (
    SampleFilm("film_23976.webm", Fraction(24_000, 1_001), 120, True),
    SampleFilm("film_24.mp4", Fraction(24), 120, True),
    SampleFilm("film_25.webm", Fraction(25), 125, True),
    SampleFilm("film_2997.mp4", Fraction(30_000, 1_001), 150, False),
    SampleFilm("film_50.webm", Fraction(50), 200, False),
)
