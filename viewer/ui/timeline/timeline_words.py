"""What the timeline says in words: its tooltips, and what a screen reader hears of the lane or bar that has the focus."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from viewer.model.timing import TimeFormat, plain_number, shown_moment, shown_time
from viewer.text import Text
from viewer.ui.messages import shown
from viewer.ui.models.cells import plain_tooltip
from viewer.ui.timeline.bars import bar_count

if TYPE_CHECKING:
    from viewer.analysis.lanes import Lane

MOST_LISTED = 6
LONGEST_LABEL = 160
_VALUE_DIGITS = 3


def bar_text(lane: Lane, place: int, time_format: TimeFormat) -> Text:
    """Label, times and confidence of a bar, or the value of a curve in a second, in one line."""
    if lane.curve is not None:
        second, value = float(lane.curve.seconds[place]), float(lane.curve.values[place])
        number = plain_number(round(value, _VALUE_DIGITS))
        return Text("{value} at {start}", value=number, start=shown_moment(second, time_format))
    return Text(
        "{label}: {times}, {confidence}",
        label=_label(lane, place),
        times=_times(lane, place, time_format),
        confidence=_confidence(lane, place),
    )


def bars_tooltip(lane: Lane, places: Sequence[int], time_format: TimeFormat) -> str:
    """What the bars under the pointer are: one in full; of several how many, and the first few."""
    lines = [lane.title]
    if len(places) == 1 and lane.curve is None:
        place = places[0]
        lines += [
            Text("{label}", label=_label(lane, place)),
            _times(lane, place, time_format),
            _confidence(lane, place),
        ]
        if lane.is_of_one:
            del lines[1]
    else:
        if len(places) > 1:
            lines.append(Text("{count} here", count=len(places)))
        lines += [bar_text(lane, place, time_format) for place in places[:MOST_LISTED]]
        if len(places) > MOST_LISTED:
            lines.append(Text("and {count} more", count=len(places) - MOST_LISTED))
    return plain_tooltip("\n".join(shown(line) for line in lines))


def curve_tooltip(lane: Lane, seconds: float, time_format: TimeFormat) -> str:
    """The value of a curve in the second of a moment."""
    curve = lane.curve
    assert curve is not None
    place = int(curve.seconds.searchsorted(math.floor(seconds)))
    if place < len(curve.seconds) and curve.seconds[place] == math.floor(seconds):
        return bars_tooltip(lane, (place,), time_format)
    second = shown_moment(math.floor(seconds), time_format)
    return plain_tooltip("\n".join(shown(line) for line in (lane.title, Text("no value at {start}", start=second))))


def lane_tooltip(lane: Lane) -> str:
    """The whole title of a lane, and how much is in it."""
    return plain_tooltip("\n".join(shown(line) for line in (lane.title, *_amounts(lane))))


def lane_words(lane: Lane, *, is_open: bool) -> str:
    """What is heard of a lane."""
    parts = [shown(lane.title), *(shown(line) for line in _amounts(lane))]
    if len(lane.members):
        parts.append(shown(Text("unfolded") if is_open else Text("folded")))
    return ", ".join(parts)


def focus_words(lane: Lane, place: int, time_format: TimeFormat, *, is_open: bool, is_chosen: bool) -> str:
    """What is heard of the bar with the focus, or of the lane where `place` is -1."""
    if place < 0:
        return lane_words(lane, is_open=is_open)
    number, count = f"{place + 1:,}", f"{bar_count(lane):,}"
    bar = bar_text(lane, place, time_format)
    words = Text("{bar}. {number} of {of} in {lane}", bar=bar, lane=lane.title, number=number, of=count)
    return shown(Text("Chosen: {words}", words=words) if is_chosen else words)


def _label(lane: Lane, place: int) -> str | Text:
    label = lane.spans.labels.at(place)
    return (label[:LONGEST_LABEL] + "…" if len(label) > LONGEST_LABEL else label) or lane.title


def _times(lane: Lane, place: int, time_format: TimeFormat) -> Text:
    start, end = float(lane.spans.start_seconds[place]), float(lane.spans.end_seconds[place])
    begins = shown_moment(start, time_format) if math.isfinite(start) else Text("no start")
    if not math.isfinite(end):
        return Text("{start} – no end", start=begins)
    lasts = shown_time(end - start, time_format) if math.isfinite(start) else "?"
    return Text("{start} – {end} ({duration})", start=begins, end=shown_moment(end, time_format), duration=lasts)


def _confidence(lane: Lane, place: int) -> Text:
    value = float(lane.spans.confidence[place])
    if math.isnan(value):
        return Text("no confidence")
    return Text("confidence {confidence}", confidence=plain_number(round(value, _VALUE_DIGITS)))


def _amounts(lane: Lane) -> list[Text]:
    if lane.curve is not None:
        return [Text("{count} value", plural="{count} values", count=len(lane.curve.seconds)), *_scale(lane)]
    count, members = len(lane.spans), len(lane.members)
    found = [Text("{count} span", plural="{count} spans", count=count)]
    if members:
        found.append(Text("{count} lane within", plural="{count} lanes within", count=members))
    timeless = count - lane.spans.drawn_count
    if timeless:
        sentence = Text("{count} without a start: in the list only", count=timeless)
        found.append(sentence)
    return found


def _scale(lane: Lane) -> list[Text]:
    assert lane.curve is not None
    return [Text("from {low} to {high}", low=plain_number(lane.curve.low), high=plain_number(lane.curve.high))]
