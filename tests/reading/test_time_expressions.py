"""TTML's time expressions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.model.timecode import FrameRate, slowed
from viewer.reading.time_expressions import Expression, TimeBase, parameters, read_expression, usual_seconds

PLAIN = TimeBase(FrameRate(25, 25), sub_rate=2, tick_rate=1000)
SLOW = TimeBase(slowed(30))
DROP = TimeBase(slowed(30), is_smpte=True, drop_mode="dropNTSC")
PAL = TimeBase(FrameRate(30, 30), is_smpte=True, drop_mode="dropPAL")


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("00:00:01.000", 1.0),
        ("01:02:03.5", 3723.5),
        ("01:02:03", 3723.0),
        ("100:00:00.125", 360_000.125),
        ("2s", 2.0),
        ("1.5s", 1.5),
        ("500ms", 0.5),
        ("0.5ms", 0.0005),
        ("1.5m", 90.0),
        ("2h", 7200.0),
        ("1500t", 1.5),
        (" 2s ", 2.0),
    ],
)
def test_times(written: str, seconds: float) -> None:
    assert read_expression(written, PLAIN) == Expression(seconds, is_right=True)


@given(st.from_regex(r"[0-9]{2,4}:[0-5][0-9]:[0-5][0-9]\.[0-9]{3}", fullmatch=True))
@settings(max_examples=100, deadline=None)
def test_the_quick_way_gives_the_same(written: str) -> None:
    seconds = usual_seconds(written)
    assert seconds is not None
    assert read_expression(written, PLAIN) == Expression(seconds, is_right=True)


@pytest.mark.parametrize(
    "written", ["00:60:00.000", "0:00:00.000", "00:00:01,000", "00:00:01.00", " 00:00:01.000", "٠٠:00:00.000", ""]
)
def test_the_quick_way_leaves_all_other_ways(written: str) -> None:
    assert usual_seconds(written) is None


@pytest.mark.parametrize(
    ("written", "base", "seconds"),
    [
        ("00:00:01:05", PLAIN, 1.2),
        ("00:00:01:05.1", PLAIN, 1.22),
        ("50f", PLAIN, 2.0),
        ("00:00:01:15", SLOW, 1.5005),
        ("30f", SLOW, 1.001),
        ("00:10:00:00", DROP, 17_982 * 1001 / 30000),
        ("00:01:00:02", DROP, 1800 * 1001 / 30000),
        ("00:02:00:04", PAL, 120.0),
        ("00:20:00:00", PAL, (36_000 - 36) / 30),
    ],
)
def test_frames(written: str, base: TimeBase, seconds: float) -> None:
    found = read_expression(written, base)
    assert found is not None
    assert (found.is_right, found.has_frames) == (True, True)
    assert found.seconds == pytest.approx(seconds, abs=1e-9)


def test_smpte_seconds_are_counted_frames() -> None:
    found = read_expression("01:00:00:00", TimeBase(slowed(24), is_smpte=True))
    assert found is not None
    assert found.seconds == pytest.approx(3603.6)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("00:00:01,5", 1.5),
        ("1:02:03.5", 3723.5),
        ("00:61:00.000", 3660.0),
        ("01:02.5", 62.5),
        ("01:02", 62.0),
        ("12", 12.0),
        ("12.5", 12.5),
        ("1,5s", 1.5),
        ("2 s", 2.0),
        ("-2s", -2.0),
        ("00:00:01:25", 2.0),
        ("00:00:01;05", 1.2),
    ],
)
def test_what_is_not_right_is_read_all_the_same(written: str, seconds: float) -> None:
    found = read_expression(written, PLAIN)
    assert found is not None
    assert (found.seconds, found.is_right) == (pytest.approx(seconds), False)


@pytest.mark.parametrize(
    "written", ["", "x", "wallclock(2024-01-01)", "1:2:3:4:5", "1e5s", "s", ":", "1" * 5000, "٣s", "-", "2sec"]
)
def test_what_can_not_be_read(written: str) -> None:
    assert read_expression(written, PLAIN) is None


def test_parameters_of_the_root() -> None:
    found = parameters({"frameRate": "24", "frameRateMultiplier": "1000 1001", "subFrameRate": "4"}, FrameRate(30, 30))
    assert found.base == TimeBase(FrameRate(24, 24000, 1001), 4, 96)
    assert (found.has_rate, found.refused) == (True, ())
    assert (
        parameters({"frameRate": "30", "frameRateMultiplier": "1000:1001"}, FrameRate(30, 30)).base.rate.fps == 30000 / 1001
    )
    assert parameters({"tickRate": "10000000"}, FrameRate(30, 30)).base == TimeBase(FrameRate(30, 30), 1, 10_000_000)
    smpte = parameters({"frameRate": "30", "timeBase": "smpte", "dropMode": "dropNTSC"}, FrameRate(25, 25)).base
    assert (smpte.is_smpte, smpte.drop_mode, smpte.tick_rate) == (True, "dropNTSC", 30)


def test_parameters_that_can_not_be_are_named() -> None:
    found = parameters({"frameRate": "0", "tickRate": "x", "frameRateMultiplier": "1/2"}, FrameRate(25, 25))
    assert found.base == TimeBase(FrameRate(25, 25))
    assert not found.has_rate
    assert found.refused == (("frameRate", "0"), ("tickRate", "x"), ("frameRateMultiplier", "1/2"))


@settings(max_examples=100, deadline=None)
@given(st.text("0123456789:.,;hmsft -", max_size=30) | st.text(max_size=80))
def test_no_text_makes_it_fail(written: str) -> None:
    for base in (PLAIN, SLOW, DROP, PAL):
        found = read_expression(written, base)
        assert found is None or isinstance(found.seconds, float)
