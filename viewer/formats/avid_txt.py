"""Avid caption text, read here: nothing else reads it (FORMATS.md D4, inferred from the Avid DS caption format).

A line that begins with two timecodes begins a cue; what follows, up to the next such line, is its text. So a missing tag, a
missing blank line or one too many loses nothing. Timecodes count frames, and the file does not say at which rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from viewer.errors import ContentError
from viewer.model.result import Problem, Reading, Source
from viewer.model.timecode import FrameRate, frame_rate, has_drop_frame, seconds_of, slowed
from viewer.model.timed_text import Cue, CuesContent
from viewer.reading.cue_guard import reversed_times
from viewer.reading.text_decoding import decode_source
from viewer.text import Text
from viewer.watch import Watch

_LINES_PER_CHECK = 4096
_HEAD = 100
_ASSUMED = (25, 30, 50, 60, 100, 120, 1000)
_CODE = r"([0-9]{1,3})[:;]([0-9]{2})[:;]([0-9]{2})([:;])([0-9]{2,3})"
_NUMBER = r"[ \t]*(?:([0-9]{1,9})[ \t]+)?"
_PAIR = re.compile(rf"{_NUMBER}{_CODE}[ \t]+{_CODE}(?![^ \t])[ \t]*")
_HALF = re.compile(r"[ \t]*([0-9]{1,3}[:;][^\s]{1,20})(?:[ \t]+([0-9][^\s]{0,20}[:;][^\s]{0,20}))?[ \t]*")
_TAG = re.compile(r"\s*<\s{0,9}(begin|end)\s{1,9}subtitles?\s{0,9}>\s*", re.IGNORECASE)


class _Code(NamedTuple):
    """One timecode as written. `drops`: it has a semicolon before its frames, so it is counted as drop-frame."""

    hours: int
    minutes: int
    seconds: int
    frames: int
    drops: bool


@dataclass(slots=True)
class _Caption:
    row: int
    number: str
    start: _Code | None
    end: _Code | None
    text: list[str]
    is_row_of_table: bool = False


@dataclass(slots=True)
class _File:
    """What was found while going through the lines."""

    captions: list[_Caption] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    strays: list[int] = field(default_factory=list)
    has_begin: bool = False
    has_end: bool = False
    is_open: bool = False  # lines that come now belong to the last caption

    def add(self, row: int, message: Text) -> None:
        self.problems.append(Problem(message, row + 1))


def looks_like(text: str) -> bool:
    """True where the beginning of a text is Avid's: a begin tag, or two timecodes, below nothing but `@` comments."""
    for line in text.split("\n", _HEAD)[:_HEAD]:
        if (tag := _TAG.fullmatch(line)) is not None:
            return tag[1].lower() == "begin"
        if _PAIR.match(line):
            return True
        if line.strip() and not line.lstrip().startswith("@"):
            return False
    return False


def read(source: Source, watch: Watch, fps: float | None = None) -> Reading:
    """Read Avid caption text and its two table variants (FORMATS.md D4, inferred). `fps` is the video's, where known.

    Without it a rate is assumed that is above the highest frame number. Raises ContentError without cues and begin tag.
    """
    decoded = decode_source(source, watch)
    lines = decoded.text.split("\n")
    file = _File()
    _collect(lines, file, watch)
    if not file.captions and not file.has_begin:
        raise ContentError(
            Text("No Avid captions can be found in this."),
            why=Text("No line has the form {model}.", model="00:00:01:00 00:00:02:00"),
            advice=Text("It is shown as text."),
        )
    _check_tags(file)
    rate = _rate(file, fps)
    cues = tuple(_cue(caption, file, rate) for caption in file.captions)
    problems = sorted([*file.problems, *reversed_times(cues)], key=lambda problem: problem.line or 0)
    content = CuesContent(cues, rate.fps, needs_fps=_usable(fps) is None) if cues else CuesContent(())
    return Reading(content, (*decoded.problems, *problems))


def _collect(lines: Sequence[str], file: _File, watch: Watch) -> None:
    """Go through the lines once; every one ends up in a cue, in a problem, or is a comment or a tag."""
    begins_block = True
    for row, line in enumerate(lines):
        if row % _LINES_PER_CHECK == 0:
            watch.progress(row, len(lines))
        if not line or line.isspace():
            if file.is_open:
                file.captions[-1].text.append(line)
            begins_block = True
            continue
        caption = _caption(line, row, begins_block)
        tag = _TAG.fullmatch(line) if "<" in line else None
        is_comment = not file.captions and line.lstrip().startswith("@")
        if caption is not None:
            _begin(caption, lines, file, is_joined=not begins_block)
        elif tag is not None:
            file.has_begin |= tag[1].lower() == "begin"
            file.has_end |= tag[1].lower() == "end"
            file.is_open = False
        elif file.is_open:
            file.captions[-1].text.append(line)
        elif not is_comment:
            file.strays.append(row)
        begins_block = tag is not None or is_comment
    if file.strays:
        text = "\n".join(lines[row] for row in file.strays)
        file.add(file.strays[0], Text("This text belongs to no cue and is not shown among them: “{text}”.", text=text))


def _caption(line: str, row: int, begins_block: bool) -> _Caption | None:
    """The caption that a line begins, if it begins one; where a block begins, one timecode that can be read is enough."""
    pair = _PAIR.match(line)
    if pair is not None:
        number, *codes = pair.groups()
        text = line[pair.end() :].rstrip()
        if number and "|" in text:
            text = text.replace("|", "\n")  # the variant of numbered rows
        return _Caption(row, number or "", _code(codes[:5]), _code(codes[5:]), [text] if text else [], bool(text))
    half = _HALF.fullmatch(line) if begins_block else None
    if half is None:
        return None
    start, end = (_whole_code(part) for part in half.groups())
    is_likely = start is not None or end is not None
    return _Caption(row, "", start, end, []) if is_likely else None


def _code(parts: Sequence[str]) -> _Code:
    hours, minutes, seconds, sign, frames = parts
    return _Code(int(hours), int(minutes), int(seconds), int(frames), sign == ";")


def _whole_code(part: str | None) -> _Code | None:
    match = re.fullmatch(_CODE, part) if part else None
    return None if match is None else _code(match.groups())


def _begin(caption: _Caption, lines: Sequence[str], file: _File, *, is_joined: bool) -> None:
    """Take up a new caption; a number alone above it is its number."""
    before = file.captions[-1] if file.captions else None
    above = lines[caption.row - 1].strip() if caption.row else ""
    if not caption.number and above.isdecimal():
        if before is not None and len(before.text) > 2 and not before.text[-2].strip():
            before.text.pop()
            caption.number, is_joined = above, False
        elif file.strays[-1:] == [caption.row - 1]:
            file.strays.pop()
            caption.number, is_joined = above, False
    if is_joined and not (caption.is_row_of_table and (before is None or before.is_row_of_table)):
        file.add(caption.row, Text("A blank line is missing above this cue; it was begun here all the same."))
    if file.has_end:
        file.add(caption.row, Text("This cue stands after the end of the subtitles; it is shown all the same."))
    found = lines[caption.row].strip()
    if caption.start is None:
        file.add(caption.row, Text("The start time in “{found}” can't be read.", found=found))
    if caption.end is None:
        file.add(caption.row, Text("The end time in “{found}” is missing or can't be read.", found=found))
    file.captions.append(caption)
    file.is_open = True


def _check_tags(file: _File) -> None:
    if all(caption.is_row_of_table for caption in file.captions) and file.captions and not file.has_begin:
        return  # the table variants have no tags
    if not file.has_begin:
        file.add(0, Text("The line “<begin subtitles>” is missing."))
    if not file.has_end:
        last = file.captions[-1].row if file.captions else 0
        file.add(last, Text("The line “<end subtitles>” is missing: the end of the file may have been cut off."))


def _codes(file: _File) -> Iterator[tuple[int, _Code]]:
    for caption in file.captions:
        for code in (caption.start, caption.end):
            if code is not None:
                yield caption.row, code


def _usable(fps: float | None) -> FrameRate | None:
    return frame_rate(fps) if fps is not None else None


def _rate(file: _File, fps: float | None) -> FrameRate:
    """The frame rate to count with: the one given, else one that the highest frame number and the semicolons allow."""
    highest, row = max(((code.frames, -row) for row, code in _codes(file)), default=(0, 0))
    drops = any(code.drops for _, code in _codes(file))
    rate = _usable(fps)
    if rate is None:
        rate = _assumed(highest, drops)
        if file.captions:
            message = Text(
                "The file does not say its frame rate; {fps} frames a second were assumed (the highest frame is {highest}).",
                fps=f"{rate.fps:.6g}",
                highest=highest,
            )
            file.add(file.captions[0].row, message)
        return rate
    if highest >= rate.nominal:
        template = "There is no frame {highest} at {fps} frames a second; it was counted into the next second."
        message = Text(template, highest=highest, fps=f"{rate.fps:.6g}")
        file.add(-row, message)
    if drops and not has_drop_frame(rate):
        template = "Semicolons mean drop-frame counting, which does not exist at {fps} frames a second; none was applied."
        message = Text(template, fps=f"{rate.fps:.6g}")
        file.add(file.captions[0].row, message)
    elif drops and rate.seconds == 1:
        rate = slowed(rate.nominal)
        message = Text("Semicolons mean drop-frame counting, so {fps} frames a second were taken.", fps=f"{rate.fps:.6g}")
        file.add(file.captions[0].row, message)
    return rate


def _assumed(highest: int, drops: bool) -> FrameRate:
    if drops and highest < 60:
        return slowed(30 if highest < 30 else 60)
    nominal = next(rate for rate in _ASSUMED if rate > highest)
    return FrameRate(nominal, nominal)


def _cue(caption: _Caption, file: _File, rate: FrameRate) -> Cue:
    text = "\n".join(line.rstrip() for line in caption.text).strip("\n")
    if "\n\n" in text:
        file.add(caption.row, Text("There is a blank line inside this cue; all of its text was kept."))
    if any(code is not None and max(code.minutes, code.seconds) > 59 for code in (caption.start, caption.end)):
        file.add(caption.row, Text("Minutes or seconds above 59 were carried over."))
    start, end = _seconds(caption.start, rate), _seconds(caption.end, rate)
    return Cue(caption.number, start, end, text, "", caption.row + 1)


def _seconds(code: _Code | None, rate: FrameRate) -> float | None:
    if code is None:
        return None
    return seconds_of(code.hours, code.minutes, code.seconds, code.frames, rate, drops=code.drops)
