"""Spans as pixels: how many share each pixel, where a name fits, what lies under the pointer.

Strategy: what is in sight is found by halving, the rest is arithmetic on whole arrays. Whatever is shorter than a pixel
takes one, so that nothing is dropped; painting and pointing use the same arithmetic, and so agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy import float64, int64, signedinteger
from numpy.typing import NDArray

from viewer.analysis.spans import Spans

if TYPE_CHECKING:
    from viewer.analysis.by_second import Curve

Floats = NDArray[float64]
Rows = NDArray[signedinteger[Any]]
EDGED_FROM = 4  # pixels: bars of this width are told from the one they follow


class Window(NamedTuple):
    """The part of the video that is in sight, and the number of pixels that it is drawn in."""

    start_seconds: float
    end_seconds: float
    width: int


class Name(NamedTuple):
    """Where the name of a span can stand: a stretch of pixels in which nothing begins or ends, and how many share it."""

    left: int
    right: int
    place: int
    sharing: int


@dataclass(frozen=True, slots=True, eq=False)
class Pixels:
    """Spans in sight: span `places[n]` takes the pixels `left[n]`…`right[n] - 1`, at least one."""

    places: Rows
    left: Rows
    right: Rows
    width: int

    def density(self) -> Rows:
        """How many spans touch each pixel."""
        begun = np.bincount(self.left, minlength=self.width + 1)
        ended = np.bincount(self.right, minlength=self.width + 1)
        result: Rows = (begun - ended).cumsum()[: self.width]
        return result

    def edges(self, density: Rows) -> Rows:
        """The pixels at which a bar that is wide enough begins where another one is or was; needs the density.

        Where they are close together there are none: they would hide the bars.
        """
        begins = np.zeros(self.width, np.bool_)
        begins[self.left[self.right - self.left >= EDGED_FROM]] = True
        edges = (begins[1:] & (density[:-1] > 0)).nonzero()[0] + 1
        is_apart = np.ones(len(edges) + 1, np.bool_)
        is_apart[1:-1] = edges[1:] - edges[:-1] >= EDGED_FROM
        result: Rows = edges[is_apart[:-1] & is_apart[1:]]
        return result

    def names(self, least: int, density: Rows | None = None) -> list[Name]:
        """The stretches of at least `least` pixels between two beginnings or ends, each with the span that began last.

        The density is counted where it is not given.
        """
        density = self.density() if density is None else density
        is_border = np.zeros(self.width + 1, np.bool_)
        is_border[self.left] = is_border[self.right] = True
        borders = is_border.nonzero()[0]
        wide = (borders[1:] - borders[:-1] >= least).nonzero()[0]
        wide = wide[density[borders[wide]] > 0]
        lefts, rights = borders[wide], borders[wide + 1]
        begun = self.left.searchsorted(lefts, "right")
        found = []
        for left, right, stop in zip(lefts.tolist(), rights.tolist(), begun.tolist(), strict=True):
            last = stop - 1 if self.right[stop - 1] >= right else int(np.flatnonzero(self.right[:stop] >= right)[-1])
            found.append(Name(left, right, int(self.places[last]), int(density[left])))
        return found

    def only(self, is_wanted: NDArray[np.bool_]) -> Pixels:
        """Some of these spans."""
        return Pixels(self.places[is_wanted], self.left[is_wanted], self.right[is_wanted], self.width)


def pixels_of(spans: Spans, window: Window, least: int = 1) -> Pixels:
    """Return where the spans in sight are drawn, each at least `least` pixels wide as far as there is room."""
    start, end, width = window
    first, stop = spans.overlapping(start, end)
    scale = width / (end - start)
    left = np.floor((spans.drawn_start[first:stop] - start) * scale).astype(int64)
    right = np.maximum(np.ceil((spans.drawn_end[first:stop] - start) * scale).astype(int64), left + least)
    is_in_sight = right > 0
    left = np.minimum(np.maximum(left[is_in_sight], 0), max(0, width - least))
    right = np.minimum(np.maximum(right[is_in_sight], left + 1), width)
    return Pixels(np.arange(first, stop)[is_in_sight], left, right, width)


def row_of_pixels(pixels: Pixels, colours: Sequence[int], edge: int, density: Rows | None = None) -> bytes:
    """Return one line of pixels (ARGB, premultiplied, in the machine's byte order): where one span is `colours[0]`, two
    `colours[1]`, up to four `colours[2]`, up to eight `colours[3]`, and so on; `edge` where a bar begins beside another.
    """
    count = pixels.density() if density is None else density
    most = 2 ** (len(colours) - 1)  # so many and more have the last colour
    table = np.array([0, *(colours[(number - 1).bit_length()] for number in range(1, most + 1))], np.uint32)
    row = table[np.minimum(count, most)]
    row[pixels.edges(count)] = edge
    line: bytes = row.tobytes()
    return line


def marked_runs(spans: Spans, window: Window, is_marked: NDArray[np.bool_], least: int = 1) -> list[tuple[int, int]]:
    """Return the stretches of pixels, left and right, in which the marked ones of the spans are."""
    pixels = pixels_of(spans, window, least)
    return runs(pixels.only(is_marked[pixels.places]).density() > 0)


def chosen_spans(
    spans: Spans, detection_row: int | None, start_seconds: float | None, end_seconds: float | None
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which spans belong to what is chosen, and which of them are the chosen one itself.

    With a detection, those of it, and what is no detection but has the chosen span; else all that have that span.
    """
    is_alike = np.zeros(len(spans), np.bool_)
    if start_seconds is not None and spans.drawn_count:
        earliest, latest = float(spans.drawn_start[0]), float(spans.drawn_start[spans.drawn_count - 1])
        first, stop = spans.overlapping(min(start_seconds, latest), max(start_seconds, earliest))
        ends = spans.end_seconds[first:stop]
        are_ends = np.isnan(ends) if end_seconds is None else ends == end_seconds
        is_alike[first:stop] = (spans.start_seconds[first:stop] == start_seconds) & are_ends
    if detection_row is None:
        return is_alike, is_alike
    is_of_it = spans.detection_rows == detection_row
    is_itself = is_alike & (is_of_it | (spans.detection_rows < 0))
    return is_of_it | is_itself, is_itself


def runs(is_there: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the stretches, left and right, of the pixels that are set."""
    steps = np.diff(np.concatenate([[False], is_there, [False]]).astype(np.int8))
    return list(zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True))


def spans_at(spans: Spans, window: Window, x: int, reach: int = 0) -> Rows:
    """Return the places of the spans that touch pixel `x`; where there are none, of the nearest within `reach` pixels."""
    per_pixel = (window.end_seconds - window.start_seconds) / window.width
    begin = window.start_seconds + (x - reach - 1) * per_pixel
    first, stop = spans.overlapping(begin, begin + (2 * reach + 3) * per_pixel)
    scale = 1 / per_pixel
    left = np.floor((spans.drawn_start[first:stop] - window.start_seconds) * scale)
    right = np.maximum(np.ceil((spans.drawn_end[first:stop] - window.start_seconds) * scale), left + 1)
    left, right = np.minimum(left, window.width - 1), np.minimum(right, np.maximum(window.width, left + 1))
    distance = np.maximum(np.maximum(left - x, x - (right - 1)), 0)
    if not len(distance) or distance.min() > reach:
        return np.zeros(0, int64)
    result: Rows = first + np.flatnonzero(distance == distance.min())
    return result


def curve_columns(curve: Curve, window: Window) -> tuple[Floats, Floats, Floats]:
    """Return the curve in sight: pixels in rising order, and the least and greatest value at each, 0 (`low`) to 1 (`high`).

    Each second stands at its middle; where several share a pixel, all of them are between the two values. Both are the same
    array where a second has a pixel or more.
    """
    start, end, width = window
    first = int(np.searchsorted(curve.seconds, start - 2.0))
    stop = int(np.searchsorted(curve.seconds, end + 2.0, "right"))
    span = curve.high - curve.low
    values = (curve.values[first:stop] - curve.low) / span if span > 0 else np.full(stop - first, 0.5)
    x = (curve.seconds[first:stop] + 0.5 - start) * (width / (end - start))
    if width >= end - start:
        return x, values, values
    columns, begins = np.unique(np.floor(x), return_index=True)
    return columns, np.minimum.reduceat(values, begins), np.maximum.reduceat(values, begins)
