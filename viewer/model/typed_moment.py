"""What somebody typed as a moment, in any of the notations whatever is chosen, as seconds from the start of the video.

Taken are seconds (12.5; 12,5), mm:ss and hh:mm:ss with or without decimals, hh:mm:ss:ff and hh:mm:ss;ff, numbers of frames
(120f; without the f where frames are chosen), and each of them behind + or - as a way from here. A text with hours counts
from the programme start, as such times are shown; all others count from the start of the video.
"""

from __future__ import annotations

import re

from viewer.model.timecode import FrameRate, Label, frame_at, frame_of, frame_start, is_left_out, needs_drop_frame
from viewer.model.timing import NO_START, Notation, TimeFormat
from viewer.text import Text

NOTHING_TYPED = Text("Type a time.")
_NO_RATE = Text("The frame rate of this video is not known. Choose it first, where the time format is chosen.")
_LONGEST = 40
_SHOWN = 40
_MS = 0.0005 + 1e-9  # half of what a clock can tell apart; a time in the very middle may have been rounded down
_SPACE = " \t\u00a0\u2007\u202f"
_MINUS = str.maketrans("−–", "--")
_FRAMES = re.compile(r"([0-9]{1,15}) ?(?:f|fr|frames?)", re.IGNORECASE)
_NUMBER = re.compile(r"([0-9]*)[.,]?([0-9]*) ?s?", re.IGNORECASE)
_CLOCK = re.compile(r"(?:([0-9]{1,9}):)?([0-9]{1,9}):([0-9]{1,2})(?:[.,]([0-9]{1,12}))?")
_TIMECODE = re.compile(r"([0-9]{1,5})([:;])([0-9]{1,2})[:;]([0-9]{1,2})([:;.,])([0-9]{1,3})")


def parsed_moment(text: str, time_format: TimeFormat, here_seconds: float = 0.0) -> float | Text:
    """Return the moment, in seconds from the start of the video, or a sentence that says why it can't be understood.

    `here_seconds` is where ways from here begin. The moment may be before or after the video; frames give their beginning.
    """
    typed = text.strip(_SPACE).translate(_MINUS)
    if not typed:
        return NOTHING_TYPED
    sign = typed[0] if typed[0] in "+-" else ""
    rest = typed[len(sign) :].lstrip(_SPACE)
    length = _from_nought(rest, time_format._replace(start=NO_START) if sign else time_format, is_way=bool(sign))
    if isinstance(length, Text):
        return _not_understood(typed) if length is NOTHING_TYPED else length
    if not sign:
        return length
    return _on_frames(here_seconds, -length if sign == "-" else length, rest, time_format)


def parsed_label(text: str, time_format: TimeFormat) -> Label | Text:
    """Return a timecode as it was typed, frames left out or not, or a sentence that says why there is none like it."""
    typed = text.strip(_SPACE)
    if re.fullmatch(r"[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}", typed):
        typed += ":00"
    parts = _TIMECODE.fullmatch(typed) if len(typed) <= _LONGEST else None
    if parts is None or parts[5] in ".,":
        return Text("Type it as {example}.", example=Label(10).shown(drops=time_format.drops))
    label = _label(parts)
    if label.hours > 23:
        return Text("Hours go from 00 to 23.")
    return _checked(label, time_format.rate, drops=time_format.drops) or label


def _from_nought(typed: str, time_format: TimeFormat, *, is_way: bool) -> float | Text:
    if len(typed) > _LONGEST:
        return NOTHING_TYPED
    if typed.isascii() and typed.isdigit() and time_format.notation is Notation.FRAMES:
        return _frame(int(typed), time_format.fps)
    if (parts := _FRAMES.fullmatch(typed)) is not None:
        return _frame(int(parts[1]), time_format.fps)
    if (parts := _TIMECODE.fullmatch(typed)) is not None and parts[5] in ":;":
        return _timecode(_label(parts), time_format, is_semicolon=parts[5] == ";", is_lenient=is_way)
    if (parts := _CLOCK.fullmatch(typed)) is not None:
        return _clock(parts, time_format)
    if (parts := _NUMBER.fullmatch(typed)) is not None and (parts[1] or parts[2]):
        return _to_the_frame(float(f"{parts[1]}.{parts[2]}" if parts[2] else parts[1]), parts[2], time_format.fps)
    return NOTHING_TYPED


def _frame(number: int, fps: float | None) -> float | Text:
    return _NO_RATE if not _is_rate(fps) or fps is None else frame_start(number, fps)


def _clock(parts: re.Match[str], time_format: TimeFormat) -> float | Text:
    hours, minutes, seconds, decimals = parts[1], int(parts[2]), int(parts[3]), parts[4] or ""
    if seconds > 59:
        return Text("Seconds go from 00 to 59.")
    if hours is None:
        return _to_the_frame(_with_decimals(minutes * 60 + seconds, decimals), decimals, time_format.fps)
    if minutes > 59:
        return Text("Minutes go from 00 to 59.")
    if time_format.used_notation is Notation.TIMECODE and parts[4] is None:
        return _timecode(Label(int(hours), minutes, seconds), time_format, is_semicolon=False, is_lenient=True)
    moment = _with_decimals((int(hours) * 60 + minutes) * 60 + seconds, decimals) - time_format.start_seconds
    return _before_start(time_format) if moment < -_MS else _to_the_frame(max(moment, 0.0), decimals, time_format.fps)


def _timecode(label: Label, time_format: TimeFormat, *, is_semicolon: bool, is_lenient: bool) -> float | Text:
    """`is_lenient`: the first frame after a label that drop-frame counting leaves out is meant by it."""
    rate, fps = time_format.rate, time_format.fps
    if rate is None or fps is None:
        return _NO_RATE
    if is_semicolon and not needs_drop_frame(rate):
        return Text("A semicolon means drop-frame counting, which only 29.97 and 59.94 frames a second have. Type a colon.")
    drops = is_semicolon or time_format.drops
    if is_lenient and is_left_out(label, rate, drops=drops):
        label = label._replace(frames=rate.nominal // 15)
    wrong = _checked(label, rate, drops=drops)
    if wrong is not None:
        return wrong
    start = time_format.start_frame if drops == time_format.drops else frame_of(time_format.start, rate, drops=drops)
    frame = frame_of(label, rate, drops=drops) - start
    return frame_start(frame, fps) if frame >= 0 else _before_start(time_format)


def _checked(label: Label, rate: FrameRate | None, *, drops: bool) -> Text | None:
    """Return why there is no such timecode, if there is none."""
    if label.minutes > 59:
        return Text("Minutes go from 00 to 59.")
    if label.seconds > 59:
        return Text("Seconds go from 00 to 59.")
    if rate is None:
        return None
    if label.frames >= rate.nominal:
        fps = f"{rate.fps:.5g}"
        return Text("At {fps} frames a second, frames go from 00 to {last}.", fps=fps, last=rate.nominal - 1)
    if is_left_out(label, rate, drops=drops):
        gone, after = label.shown(drops=True), label._replace(frames=rate.nominal // 15).shown(drops=True)
        return Text("Drop-frame counting leaves {label} out. The next is {after}.", label=gone, after=after)
    return None


def _label(parts: re.Match[str]) -> Label:
    return Label(int(parts[1]), int(parts[3]), int(parts[4]), int(parts[6]))


def _with_decimals(seconds: int, decimals: str) -> float:
    return float(f"{seconds}.{decimals}") if decimals else float(seconds)


def _to_the_frame(seconds: float, decimals: str, fps: float | None) -> float:
    """Times are shown to the millisecond; one that was rounded down belongs to the frame that it is the time of."""
    if len(decimals) != 3 or not _is_rate(fps) or fps is None or not abs(seconds * fps) < 2**53:
        return seconds
    following = frame_start(frame_at(seconds, fps) + 1, fps)
    return following if following - seconds <= _MS else seconds


def _on_frames(here: float, way: float, typed: str, time_format: TimeFormat) -> float:
    """A way in frames leads from frame to frame, wherever in its frame it begins."""
    fps = time_format.fps
    is_in_frames = (
        _TIMECODE.fullmatch(typed)
        or _FRAMES.fullmatch(typed)
        or (typed.isdigit() and time_format.notation is Notation.FRAMES)
    )
    if not is_in_frames or fps is None or not _is_rate(fps) or not abs((here + way) * fps) < 2**53:
        return here + way
    return frame_start(frame_at(here, fps) + round(way * fps), fps)


def _is_rate(fps: float | None) -> bool:
    return fps is not None and TimeFormat(fps=fps).rate is not None


def _before_start(time_format: TimeFormat) -> Text:
    return Text(
        "That is before the programme start, {start}. Without hours, a time counts from the start of the video.",
        start=time_format.shown_start(),
    )


def _not_understood(typed: str) -> Text:
    shown = typed if len(typed) <= _SHOWN else typed[: _SHOWN - 1] + "…"
    return Text(
        "“{typed}” is no time. Type seconds (12.5), a clock (00:01:02.500), a timecode (00:01:02:12), frames (120f), "
        "or a way from here (+5).",
        typed=shown,
    )
