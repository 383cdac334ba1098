"""Making column values from Python lists and arrays, and the columns that several tables share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy import int32
from numpy.typing import NDArray

from viewer.analysis.screen_time import rounded
from viewer.model.columns import Column, Kind, Numbers, Texts
from viewer.text import Text


def texts(values: Iterable[str]) -> Texts:
    """Return these texts as codes into the distinct ones."""
    place: dict[str, int] = {}
    codes = np.fromiter((place.setdefault(value, len(place)) for value in values), int32)
    return Texts(codes, tuple(place))


def recoded(codes: NDArray[int32], replacements: Sequence[str]) -> Texts:
    """Return a column in which code n reads `replacements[n]`; made without looking at more than the codes."""
    distinct = texts(replacements)
    return Texts(distinct.codes[codes] if len(distinct) else codes, distinct.distinct)


def numbers(values: Iterable[float | None]) -> Numbers:
    """Return these numbers; None is blank."""
    return Numbers(np.array([np.nan if value is None else _as_float(value) for value in values], dtype=np.float64))


def _as_float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:  # an integer of hundreds of digits
        return math.inf if value > 0 else -math.inf


def blank(count: int) -> Numbers:
    """Return a column of `count` blanks."""
    return Numbers(np.full(count, np.nan))


def span_columns(start: Numbers, end: Numbers, assumed_fps: float | None = None) -> tuple[Column, Column, Column]:
    """Return the columns start, end and duration, in seconds, of things that have one span each.

    `assumed_fps` is the frame rate that the times were worked out with, where it was assumed; the tooltips then say so.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        duration = rounded(end.values - start.values)
    begins = Text("Where it begins, in seconds from the start of the video.")
    ends = Text("Where it ends, in seconds from the start of the video.")
    if assumed_fps is not None:
        begins = ends = Text(
            "In seconds from the start of the video. The file counts frames and does not say how many make a second: "
            "{fps} were assumed.",
            fps=assumed_fps,
        )
    lasts = Text("Seconds from start to end; worked out here.")
    return (
        Column("start_seconds", Text("Start"), begins, Kind.SECONDS, start),
        Column("end_seconds", Text("End"), ends, Kind.SECONDS, end),
        Column("duration_seconds", Text("Duration"), lasts, Kind.DURATION, Numbers(duration)),
    )
