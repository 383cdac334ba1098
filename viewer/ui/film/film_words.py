"""Sentences about a film and the results that it is shown with."""

from __future__ import annotations

from viewer.model.timing import TimeFormat, shown_time
from viewer.text import Text

NO_FILM = Text("No film is open: open one to play it.")
NO_DEVICE = Text("There is no sound device on this computer: the film plays without sound.")


def rate_text(fps: float) -> str:
    """Return a frame rate with at most three decimals."""
    return f"{fps:.3f}".rstrip("0").rstrip(".")


def other_length(film_seconds: float, results_seconds: float, time_format: TimeFormat) -> Text:
    """The film is not as long as the one that was analysed."""
    return Text(
        "The film is {film} long, the results are about one of {results}. It may be another version: boxes and times may "
        "not fit.",
        film=shown_time(film_seconds, time_format),
        results=shown_time(results_seconds, time_format),
    )


def other_rate(film_fps: float, results_fps: float, duration_seconds: float | None) -> Text:
    """The film has another frame rate than the results say, so that what is counted in frames drifts."""
    film, results = rate_text(film_fps), rate_text(results_fps)
    if not duration_seconds:
        return Text("The film has {film} frames a second, the results say {results}.", film=film, results=results)
    drift = abs(duration_seconds - duration_seconds * results_fps / film_fps)
    return Text(
        "The film has {film} frames a second, the results say {results}: what is counted in frames may be {drift} s off at "
        "the end.",
        film=film,
        results=results,
        drift=f"{drift:.3g}",
    )


def chosen_rate(film_fps: float, results_fps: float | None) -> Text:
    """Frames are counted in the rate that the user chose."""
    if results_fps is None:
        return Text("Frames are counted at {film} a second.", film=rate_text(film_fps))
    return Text(
        "Frames are counted at {film} a second; the results say {results}.",
        film=rate_text(film_fps),
        results=rate_text(results_fps),
    )


def missing_film(name: str, folder: str) -> Text:
    """The film that was open with this job before is gone."""
    return Text("The film {name} is not in {folder} any more, or can't be reached now.", name=name, folder=folder)
