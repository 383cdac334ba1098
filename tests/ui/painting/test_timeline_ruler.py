"""The ruler has round times in every time format, each where its own label says, and never too close to each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.analysis.lane_pixels import Window
from viewer.model.timecode import Label
from viewer.model.timing import Notation, TimeFormat, shown_moment
from viewer.ui.painting.timeline_ruler import MOST_TICKS, ticks

TEN = Label(10)
FORMATS = [
    TimeFormat.CLOCK,
    TimeFormat.SECONDS,
    TimeFormat(Notation.FRAMES, 25.0),
    TimeFormat(Notation.FRAMES),
    TimeFormat(Notation.TIMECODE, 25.0, start=TEN),
    TimeFormat(Notation.TIMECODE, 29.97, start=Label(9, 58, 30)),
    TimeFormat(Notation.TIMECODE, 29.97, drop_frame=True, start=TEN),
    TimeFormat(Notation.TIMECODE, 59.94, drop_frame=True),
    TimeFormat(Notation.CLOCK, 25.0, start=Label(9, 58, 30)),
]


def labels(window: Window, time_format: TimeFormat, width: float = 100) -> list[str]:
    return [tick.label for tick in ticks(window, time_format, width) if tick.label]


def test_a_clock_has_round_times() -> None:
    assert labels(Window(0, 59, 1280), TimeFormat.CLOCK) == [f"00:00:{second:02}" for second in range(0, 60, 5)]
    assert labels(Window(0, 7200, 1000), TimeFormat.CLOCK)[:3] == ["00:00:00", "00:15:00", "00:30:00"]
    assert labels(Window(1.0, 1.1, 500), TimeFormat.CLOCK, 90)[:3] == ["00:00:01.000", "00:00:01.020", "00:00:01.040"]


def test_the_programme_start_is_counted_from() -> None:
    start = TimeFormat(Notation.CLOCK, 25.0, start=Label(9, 58, 30))
    assert labels(Window(0, 600, 800), start) == [f"{9 + (58 + m) // 60:02}:{(58 + m) % 60:02}:00" for m in range(2, 11, 2)]


def test_seconds_and_frames_are_plain_numbers() -> None:
    assert labels(Window(0, 1, 500), TimeFormat.SECONDS) == ["0", "0.2", "0.4", "0.6", "0.8", "1"]
    assert labels(Window(0, 10, 500), TimeFormat(Notation.FRAMES, 25.0)) == ["0", "50", "100", "150", "200", "250"]


def test_no_tick_is_finer_than_a_frame() -> None:
    found = ticks(Window(0, 0.2, 1000), TimeFormat(Notation.TIMECODE, 25.0), 60)
    assert [tick.label for tick in found] == [f"00:00:00:{frame:02}" for frame in range(6)]


def test_labels_that_drop_frame_leaves_out_stand_at_the_next_one() -> None:
    drop = TimeFormat(Notation.TIMECODE, 29.97, drop_frame=True)
    found = [tick for tick in ticks(Window(0, 660, 1200), drop, 100) if tick.label]
    assert [tick.label for tick in found[:3]] == ["00:00:00;00", "00:01:00;02", "00:02:00;02"]
    assert found[10].label == "00:10:00;00"
    assert found[1].seconds == pytest.approx(1800 / 29.97, abs=1e-3)
    assert found[10].seconds == pytest.approx(17_982 / 29.97, abs=1e-2)


@pytest.mark.parametrize("time_format", FORMATS, ids=repr)
@given(st.floats(0, 9000), st.floats(0.2, 90_000), st.integers(1, 4000), st.floats(20, 200))
def test_ticks_rise_stay_in_sight_and_say_their_own_time(
    time_format: TimeFormat, start: float, length: float, width: int, label_width: float
) -> None:
    window = Window(start, start + length, width)
    found = ticks(window, time_format, label_width)
    assert len(found) <= MOST_TICKS + 1
    for before, after in pairwise(found):
        assert before.seconds < after.seconds
    with_labels = [tick for tick in found if tick.label]
    frame = 1 / time_format.fps if time_format.fps else 0  # labels that are left out move a tick by some frames
    for before, after in pairwise(with_labels):
        assert (after.seconds - before.seconds + 4 * frame) * width / length >= label_width * 0.999
    for tick in with_labels:
        assert window.start_seconds <= tick.seconds <= window.end_seconds
        assert shown_moment(tick.seconds, time_format).startswith(tick.label)


@pytest.mark.parametrize("time_format", FORMATS, ids=repr)
def test_a_long_window_has_labels(time_format: TimeFormat) -> None:
    for length in (0.2, 3, 50, 700, 7200, 90_000):
        assert 2 <= len(labels(Window(0, length, 1280), time_format)) <= 13
