"""What is typed as a moment: every notation whatever is chosen, what is shown is understood, and nothing raises."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.model.timecode import Label, frame_at, frame_start
from viewer.model.timing import Notation, TimeFormat, shown_moment
from viewer.model.typed_moment import parsed_label, parsed_moment
from viewer.text import Text

NTSC = 30000 / 1001
TEN = Label(10)
PAL = TimeFormat(Notation.CLOCK, 25)
DROPS = TimeFormat(Notation.TIMECODE, NTSC, True)
FRAMES = TimeFormat(Notation.FRAMES, 25)
RATES = [24000 / 1001, 23.98, 24, 25, 29.97, NTSC, 30, 50, 60000 / 1001, 60]


@pytest.mark.parametrize(
    ("typed", "form", "seconds"),
    [
        ("12.5", PAL, 12.5),
        ("12,5", PAL, 12.5),
        (" 12 ", PAL, 12),
        ("12s", PAL, 12),
        (".5", PAL, 0.5),
        ("7.", PAL, 7),
        ("1:02", PAL, 62),
        ("90:00", PAL, 5400),
        ("1:02,25", PAL, 62.25),
        ("01:00:00", PAL, 3600),
        ("01:00:00.5", PAL, 3600.5),
        ("1:1:1.25", PAL, 3661.25),
        ("50f", PAL, 2),
        ("50 frames", TimeFormat.CLOCK._replace(fps=25.0), 2),
        ("50", FRAMES, 2),
        ("50.0", FRAMES, 50),
        ("0:50", FRAMES, 50),
        ("00:00:02:05", PAL, 2.2),
        ("00:00:02:05", FRAMES, 2.2),
        ("01:00:00", TimeFormat(Notation.TIMECODE, 24000 / 1001), 3603.6),
        ("01:00:00.000", TimeFormat(Notation.TIMECODE, 24000 / 1001), 3600),
        ("00:10:00;00", DROPS, 17_982 / NTSC),
        ("00:10:00:00", DROPS, 17_982 / NTSC),
        ("00:01:00", DROPS, 1800 / NTSC),
        ("00:10:00:00", DROPS._replace(drop_frame=False), 18_000 / NTSC),
        ("00:10:00;00", DROPS._replace(drop_frame=False), 17_982 / NTSC),
        ("00;10;00;00", DROPS._replace(drop_frame=False), 17_982 / NTSC),
        ("10:00:01", PAL._replace(start=TEN), 1),
        ("10:00:01:05", PAL._replace(start=TEN), 1.2),
        ("1:05", PAL._replace(start=TEN), 65),
        ("65", PAL._replace(start=TEN), 65),
        ("50", FRAMES._replace(start=TEN), 2),
        ("10:00:00.800", PAL._replace(start=Label(10, 0, 0, 20)), 0),
        ("10:10:00;00", DROPS._replace(start=TEN), 17_982 / NTSC),
        ("10:10:00;00", DROPS._replace(start=TEN, drop_frame=False), 17_982 / NTSC),
        ("99999999999999", PAL, 99999999999999),
    ],
)
def test_any_notation_is_taken(typed: str, form: TimeFormat, seconds: float) -> None:
    assert parsed_moment(typed, form) == pytest.approx(seconds, abs=1e-9)


@pytest.mark.parametrize(
    ("typed", "form", "seconds"),
    [
        ("+5", PAL, 65),
        ("-5", PAL, 55),
        ("−5", PAL, 55),
        ("+ 1:00", PAL, 120),
        ("-00:01:00", PAL._replace(start=TEN), 0),
        ("+10f", PAL, 60.4),
        ("+10", FRAMES, 60.4),
        ("+0.5", FRAMES, 60.5),
        ("-00:00:01:01", PAL._replace(start=TEN), 58.96),
        ("-100", PAL, -40),
    ],
)
def test_a_way_from_here(typed: str, form: TimeFormat, seconds: float) -> None:
    assert parsed_moment(typed, form, 60.0) == pytest.approx(seconds, abs=1e-9)


def test_a_way_in_frames_leads_from_frame_to_frame() -> None:
    assert parsed_moment("+1f", PAL, 60.03) == pytest.approx(60.04)
    assert parsed_moment("-1f", PAL, 60.03) == pytest.approx(59.96)
    assert parsed_moment("+00:01:00:00", DROPS, 0.0) == pytest.approx(1800 / NTSC)
    assert parsed_moment("+1f", PAL._replace(fps=None), 60.0) != 61


@pytest.mark.parametrize(
    ("typed", "form", "words"),
    [
        ("", PAL, "Type a time."),
        ("  ", PAL, "Type a time."),
        ("noon", PAL, "“noon” is no time"),
        ("1:2:3:4:5", PAL, "is no time"),
        ("1e5", PAL, "is no time"),
        ("٣", PAL, "is no time"),
        ("+", PAL, "is no time"),
        ("--5", PAL, "is no time"),
        ("1" * 500, PAL, "1…” is no time"),
        (".", PAL, "is no time"),
        ("1:60", PAL, "Seconds go from 00 to 59."),
        ("1:60:00", PAL, "Minutes go from 00 to 59."),
        ("00:60:00:00", PAL, "Minutes go from 00 to 59."),
        ("00:00:60:00", PAL, "Seconds go from 00 to 59."),
        ("00:00:00:25", PAL, "At 25 frames a second, frames go from 00 to 24."),
        ("00:00:00:24", TimeFormat(fps=23.98), "At 23.976 frames a second, frames go from 00 to 23."),
        ("00:00:00;10", PAL, "A semicolon means drop-frame"),
        ("00:01:00;00", DROPS, "Drop-frame counting leaves 00:01:00;00 out. The next is 00:01:00;02."),
        ("00:01:00:01", DROPS, "The next is 00:01:00;02."),
        ("10f", TimeFormat.CLOCK, "The frame rate of this video is not known."),
        ("10", TimeFormat(Notation.FRAMES), "The frame rate of this video is not known."),
        ("00:00:00:10", TimeFormat.CLOCK, "The frame rate of this video is not known."),
        ("09:59:59:24", PAL._replace(start=TEN), "before the programme start, 10:00:00:00"),
        ("00:01:05", PAL._replace(start=TEN), "before the programme start, 10:00:00:00"),
        ("00:01:05", DROPS._replace(start=TEN), "before the programme start, 10:00:00;00"),
    ],
)
def test_what_can_not_be_understood_is_explained(typed: str, form: TimeFormat, words: str) -> None:
    why = parsed_moment(typed, form, 60.0)
    assert isinstance(why, Text)
    assert words in str(why)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, 5 * 3600 * 24),
    st.sampled_from(RATES),
    st.sampled_from(Notation),
    st.booleans(),
    st.sampled_from([Label(), TEN, Label(0, 59, 58, 23)]),
)
def test_what_is_shown_leads_to_the_frame_it_is_shown_for(
    frame: int, fps: float, notation: Notation, drop_frame: bool, start: Label
) -> None:
    form = TimeFormat(notation, fps, drop_frame, start)
    moment = parsed_moment(shown_moment(frame_start(frame, fps), form), form)
    assert isinstance(moment, float)
    assert frame_at(moment, fps) == frame


@settings(max_examples=200, deadline=None)
@given(st.text("0123456789:;.,+-fs ", max_size=50), st.sampled_from([PAL, DROPS, FRAMES, TimeFormat(Notation.FRAMES)]))
def test_nothing_that_is_typed_raises(typed: str, form: TimeFormat) -> None:
    outcome = parsed_moment(typed, form, 1.0)
    assert isinstance(outcome, float | int) or str(outcome).endswith(".")


@pytest.mark.parametrize(
    ("typed", "form", "label"),
    [
        ("10:00:00:00", PAL, TEN),
        ("10:00:00", PAL, TEN),
        ("9:8:7:6", PAL, Label(9, 8, 7, 6)),
        ("10:00:00;00", DROPS, TEN),
        ("10:00:00;02", TimeFormat.CLOCK, Label(10, 0, 0, 2)),
        ("23:59:59:24", PAL, Label(23, 59, 59, 24)),
    ],
)
def test_a_programme_start(typed: str, form: TimeFormat, label: Label) -> None:
    assert parsed_label(typed, form) == label


@pytest.mark.parametrize(
    ("typed", "form", "words"),
    [
        ("", PAL, "Type it as 10:00:00:00."),
        ("10:00", DROPS, "Type it as 10:00:00;00."),
        ("10:00:00.00", PAL, "Type it as"),
        ("24:00:00:00", PAL, "Hours go from 00 to 23."),
        ("10:00:00:25", PAL, "frames go from 00 to 24"),
        ("10:01:00;00", DROPS, "The next is 10:01:00;02."),
        ("10:61:00:00", TimeFormat.CLOCK, "Minutes go from 00 to 59."),
        ("1" * 200, PAL, "Type it as"),
    ],
)
def test_a_programme_start_that_can_not_be_understood(typed: str, form: TimeFormat, words: str) -> None:
    why = parsed_label(typed, form)
    assert isinstance(why, Text)
    assert words in str(why)
