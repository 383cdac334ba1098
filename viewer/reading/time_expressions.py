"""Time expressions of TTML: clock times, frames and ticks to seconds (FORMATS.md D3, after TTML2 section 12.3.1, known)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from viewer.model.timecode import FrameRate, seconds_of

_USUAL = re.compile(r"([0-9]{2,4}):([0-5][0-9]):([0-5][0-9])\.([0-9]{3})")
_LONGEST = 60  # characters; what is longer is no time
_CLOCK = re.compile(r"([0-9]{1,9}):([0-9]{1,3}):([0-9]{1,3})(?:([.,])([0-9]{1,12})|([:;])([0-9]{1,4})(?:\.([0-9]{1,4}))?)?")
_SHORT_CLOCK = re.compile(r"([0-9]{1,9}):([0-9]{1,3})(?:[.,]([0-9]{1,12}))?")
_OFFSET = re.compile(r"([0-9]{1,15})(?:([.,])([0-9]{1,12}))?(\s?)(h|ms|m|s|f|t|)")
_MULTIPLIER = re.compile(r"\s*0*([1-9][0-9]{0,8})[\s:]\s*0*([1-9][0-9]{0,8})\s*")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "": 1.0}
_RIGHT_CLOCK = re.compile(r"[0-9]{2,}:[0-5][0-9]:[0-5][0-9](?:\.[0-9]+|:[0-9]{2,}(?:\.[0-9]+)?)?")


@dataclass(frozen=True, slots=True)
class TimeBase:
    """What a file's times are counted by. `drop_mode`: "", "dropNTSC" or "dropPAL"; `is_smpte`: hh:mm:ss are counted frames.

    `sub_rate` sub-frames are in a frame, `tick_rate` ticks in a second.
    """

    rate: FrameRate
    sub_rate: int = 1
    tick_rate: float = 1.0
    is_smpte: bool = False
    drop_mode: str = ""


class Expression(NamedTuple):
    """Seconds, whether the expression is written as the standard wants, and whether it counts frames."""

    seconds: float
    is_right: bool
    has_frames: bool = False


def usual_seconds(text: str) -> float | None:
    """Read a clock time with three digits of fraction, which nearly all files have; None where `text` is anything else.

    Where hours, minutes and seconds are not counted frames, `read_expression` gives the same, and takes longer for it.
    """
    usual = _USUAL.fullmatch(text)
    if usual is None:
        return None
    hours, minutes, seconds, fraction = usual.groups()
    return ((int(hours) * 60 + int(minutes)) * 60_000 + int(seconds + fraction)) / 1000


def read_expression(text: str, base: TimeBase) -> Expression | None:
    """Read a time expression; None where it can't be read (`wallclock(…)` too). Commas, short clocks and numbers without
    a metric (taken for seconds) are read, and are not right."""
    written = text.strip()
    if len(written) > _LONGEST:
        return None
    if written.startswith("-"):
        positive = read_expression(written[1:].lstrip("-"), base)
        return None if positive is None else Expression(-positive.seconds, False, positive.has_frames)
    clock = _CLOCK.fullmatch(written)
    if clock is not None:
        return _clock(clock, base)
    short = _SHORT_CLOCK.fullmatch(written)
    if short is not None:
        minutes, seconds, fraction = short.groups()
        return Expression(_exact(int(minutes) * 60 + int(seconds), fraction or ""), False)
    offset = _OFFSET.fullmatch(written)
    return None if offset is None else _offset(offset, base)


def _clock(match: re.Match[str], base: TimeBase) -> Expression:
    hours, minutes, seconds, _, fraction, _, frames, sub_frames = match.groups()
    is_right = _RIGHT_CLOCK.fullmatch(match[0]) is not None
    h, m, s = int(hours), int(minutes), int(seconds)
    if frames is None and not base.is_smpte:
        return Expression(_exact((h * 60 + m) * 60 + s, fraction or ""), is_right)
    rate = base.rate
    whole = int(frames or 0)
    part = int(sub_frames or 0) / base.sub_rate + (_exact(0, fraction) * rate.nominal if fraction else 0.0)
    if not base.is_smpte:
        return Expression((h * 60 + m) * 60 + s + (whole + part) / rate.fps, is_right and whole < rate.nominal, True)
    if base.drop_mode == "dropPAL":
        whole_minutes = h * 60 + m
        whole -= 4 * (whole_minutes // 2 - whole_minutes // 20)
    seconds_there = seconds_of(h, m, s, whole, rate, drops=base.drop_mode == "dropNTSC")
    is_right = is_right and int(frames or 0) < rate.nominal
    return Expression(seconds_there + part / rate.fps, is_right, frames is not None or base.drop_mode != "")


def _offset(match: re.Match[str], base: TimeBase) -> Expression:
    whole, mark, fraction, gap, metric = match.groups()
    is_right = mark != "," and not gap and metric != ""
    count = _exact(int(whole), fraction or "")
    if metric == "ms":
        digits = fraction or ""
        return Expression(int(whole + digits) / (1000 * 10 ** len(digits)), is_right)
    if metric == "f":
        return Expression(count * base.rate.seconds / base.rate.per, is_right, True)
    if metric == "t":
        return Expression(count / base.tick_rate, is_right)
    return Expression(count * _SECONDS[metric], is_right)


def _exact(seconds: int, fraction: str) -> float:
    """The float that is nearest to the decimal number as written."""
    scale: int = 10 ** len(fraction)
    return (seconds * scale + int(fraction or 0)) / scale


class Parameters(NamedTuple):
    """The time base that a document's root states, whether it states a frame rate, and what it says that can't be."""

    base: TimeBase
    has_rate: bool
    refused: tuple[tuple[str, str], ...]


def parameters(root: Mapping[str, str], assumed: FrameRate) -> Parameters:
    """Read the parameters on the root element, by local name (FORMATS.md D3, known). `assumed` is the rate without one."""
    refused: list[tuple[str, str]] = []

    def whole(name: str) -> int | None:
        value = root.get(name)
        if value is None:
            return None
        if re.fullmatch(r"\s*0*[1-9][0-9]{0,8}\s*", value):
            return int(value)
        refused.append((name, value))
        return None

    frames, sub_rate, ticks = whole("frameRate"), whole("subFrameRate") or 1, whole("tickRate")
    rate = assumed if frames is None else FrameRate(frames, frames)
    multiplier = root.get("frameRateMultiplier")
    match = _MULTIPLIER.fullmatch(multiplier) if multiplier is not None else None
    if match is not None and frames is not None:
        rate = FrameRate(frames, frames * int(match[1]), int(match[2]))
    elif multiplier is not None and match is None:
        refused.append(("frameRateMultiplier", multiplier))
    tick_rate = ticks if ticks is not None else (frames * sub_rate if frames is not None else 1)
    drop_mode = root.get("dropMode", "")
    is_smpte = root.get("timeBase") == "smpte"
    base = TimeBase(rate, sub_rate, tick_rate, is_smpte, drop_mode if is_smpte and drop_mode != "nonDrop" else "")
    return Parameters(base, frames is not None, tuple(refused))
