"""What is there at a moment of the video: the lines of the list "At this moment", in groups.

Detections go by the second, as the service lists them; cues, scene captions and shots by the exact moment. Their order hangs
on nothing that changes from second to second, so that what stays, stays in its place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy import int64
from numpy.typing import NDArray

from viewer.analysis.detection_tables import plain_type
from viewer.analysis.moment_detections import COLOURS, FACES, MOST_LINES, TEXT, TOPICS, UNKNOWN, VOICE, DetectionLines
from viewer.analysis.moment_index import MomentIndex
from viewer.analysis.moment_lines import Line, known, state_at
from viewer.model.choice import Choice
from viewer.model.detections import CoreContent
from viewer.model.timing import plain_number
from viewer.text import Text
from viewer.watch import Watch

SPEECH, CAPTION, SHOT = "speech", "caption", "shot"
_SEGMENT, _WORD = "audio.speech", "audio.speech_detailed"
_TITLES = {
    FACES: Text("Faces"),
    SPEECH: Text("Speech and cues"),
    TEXT: Text("On-screen text"),
    CAPTION: Text("Scene caption"),
    VOICE: Text("Voice emotion"),
    COLOURS: Text("Colours"),
    TOPICS: Text("Topics"),
    UNKNOWN: Text("Unknown detections"),
    SHOT: Text("Shot"),
}
_FIRST = (FACES, SPEECH, TEXT, CAPTION, "human.face_group", "visual.context", "visual.object.localized", "audio.context")
_LAST = (VOICE, COLOURS, TOPICS, UNKNOWN, SHOT)  # between them whatever else there is, by name
_CLOSE = 1e-6  # as the playhead takes two moments for the same
_NO_FRAME_RATE_SECONDS = 0.04  # how long something without length is there where no frame rate is known


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind. `more` counts those that are not among `lines`, since there are too many."""

    kind: str
    title: Text
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class AtMoment:
    """What is there. `second` and `frame` count from 0, `shot` is the shot's number, from 0; None where it is unknown."""

    seconds: float
    second: int
    frame: int | None
    shot: int | None
    groups: tuple[Group, ...]
    has_core: bool


def at_moment(index: MomentIndex, seconds: float, fps: float | None, watch: Watch) -> AtMoment:
    """Return what is there at a moment; `fps` is None where the frame rate is unknown.

    A detection is listed in a second by the rule of FORMATS.md B8 (measured), or because the by-second grouping lists it
    there. Its confidence is the one of that second where the grouping states one, else the occurrence's, else the
    detection's own; a face's is the one of its name. Call it in a worker. Raises Cancelled.
    """
    second = max(0, math.floor(seconds + _CLOSE))
    frame_seconds = 1 / fps if fps else _NO_FRAME_RATE_SECONDS
    core = index.core
    lines = DetectionLines(index, core, seconds, second, frame_seconds) if core is not None else None
    groups = [_speech(index, lines, seconds, frame_seconds), _captions(index, seconds, frame_seconds)]
    watch.check()
    shots: tuple[Line, ...] = ()
    if core is not None and lines is not None:
        for kind, rows in lines.rows().items():
            if kind not in (_SEGMENT, _WORD):
                watch.check()
                groups.append(_group(kind, [lines.line(row) for row in rows[:MOST_LINES].tolist()], len(rows)))
        groups.append(_group(UNKNOWN, lines.unknown()))
        shots = tuple(_shots(index, core, seconds, frame_seconds))
        groups.append(_group(SHOT, shots))
    there = sorted((group for group in groups if group.lines), key=_order)
    frame = math.floor(seconds * fps + _CLOSE * fps) if fps else None
    shot = int(shots[0].key[1]) if shots else None
    return AtMoment(seconds, second, frame, shot, tuple(there), index.core is not None)


def _group(kind: str, lines: Sequence[Line], count: int = 0) -> Group:
    title = _TITLES.get(kind) or Text("{label}", label=plain_type(kind))
    return Group(kind, title, tuple(lines[:MOST_LINES]), max(0, max(count, len(lines)) - MOST_LINES))


def _order(group: Group) -> tuple[int, str]:
    if group.kind in _FIRST:
        return _FIRST.index(group.kind), ""
    if group.kind in _LAST:
        return len(_FIRST) + 1 + _LAST.index(group.kind), ""
    return len(_FIRST), group.kind


# --- what is said


def _speech(index: MomentIndex, lines: DetectionLines | None, seconds: float, frame_seconds: float) -> Group:
    """Cues of the subtitle results and segments of speech; the same text from several of them is one line."""
    said: dict[str, Line] = {}
    for (type_name, cues), spans in zip(index.cues, index.cue_spans, strict=True):
        for row in spans.at(seconds, frame_seconds)[:MOST_LINES].tolist():
            cue = cues[row]
            details = (Text("speaker {name}", name=cue.speaker),) if cue.speaker else ()
            span = (float(spans.starts[row]), float(spans.ends[row]))
            line = _timed_line(("cue", type_name, str(row)), cue.text, span, details, seconds, frame_seconds)
            said.setdefault(_plain(cue.text), line)
    if index.core is not None and lines is not None:
        _add_speech(said, index, index.core, lines, index.spans.at(seconds, frame_seconds))
    return _group(SPEECH, list(said.values()))


def _add_speech(
    said: dict[str, Line], index: MomentIndex, core: CoreContent, lines: DetectionLines, there: NDArray[int64]
) -> None:
    """Join what core tells of speech to the cues: sentiment of the segment, and the word with its speaker.

    `there` are the rows of all occurrences that the moment lies in.
    """
    types = core.detections.types
    rows = index.detections_of(there)
    names = np.array(types.distinct, dtype=object)[types.codes[rows]] if len(rows) else np.empty(0, dtype=object)
    for row in np.unique(rows[names == _SEGMENT])[:MOST_LINES].tolist():
        segment = lines.line(row)
        cue = said.get(_plain(core.detections.labels.at(row)))
        if cue is not None:
            choice = replace(cue.choice, detection_id=segment.detection_id)
            segment = replace(cue, details=(*cue.details, *segment.details), choice=choice)
        said[_plain(core.detections.labels.at(row))] = segment
    words = there[names == _WORD]
    if len(words):
        lasting = words[index.spans.ends[words] > index.spans.starts[words]]  # a mark has no length (B4, known)
        row = int(index.detections_of((lasting if len(lasting) else words)[-1:])[0])
        _add_word(said, index, core, lines.line(row), row)


def _add_word(said: dict[str, Line], index: MomentIndex, core: CoreContent, word: Line, row: int) -> None:
    speaker = index.attributes(row).get("s")
    name = speaker.get("id") if isinstance(speaker, dict) else None
    details = (Text("speaker {name}", name=name),) if isinstance(name, str) and name else ()
    if not said:
        said[""] = replace(word, details=(*word.details, *details))
        return
    text = core.detections.labels.at(row)
    key = next((key for key in said if _plain(text) in key), next(iter(said)))
    own = () if any(str(detail) == str(new) for detail in said[key].details for new in details) else details
    now = Text("word “{word}”", word=text)
    said[key] = replace(said[key], details=(now, *own, *said[key].details))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


# --- scene captions and shots


def _captions(index: MomentIndex, seconds: float, frame_seconds: float) -> Group:
    lines = []
    for (type_name, captions), spans in zip(index.captions, index.caption_spans, strict=True):
        for row in spans.at(seconds, frame_seconds)[:MOST_LINES].tolist():
            shot = captions[row].shot_index
            details = (Text("shot {number}", number=str(shot)),) if shot is not None else ()
            span = (float(spans.starts[row]), float(spans.ends[row]))
            key = ("caption", type_name, str(row))
            lines.append(_timed_line(key, captions[row].caption, span, details, seconds, frame_seconds))
    return _group(CAPTION, lines)


def _shots(index: MomentIndex, core: CoreContent, seconds: float, frame_seconds: float) -> Iterator[Line]:
    spans = index.shot_spans
    for row in spans.at(seconds, frame_seconds)[:MOST_LINES].tolist():
        start, end = float(spans.starts[row]), float(spans.ends[row])
        first, last = core.shots.start_frame.at(row), core.shots.end_frame.at(row)
        details: tuple[Text, ...] = ()
        if first is not None and last is not None:
            details = (Text("frames {first}–{last}", first=plain_number(first), last=plain_number(last)),)
        yield Line(
            ("shot", str(row)),
            "detected_shots",
            Text("Shot {number}", number=str(row)),
            details,
            start_seconds=known(start),
            end_seconds=known(end),
            state=state_at(seconds, start, end, frame_seconds),
            choice=Choice(None, known(start), known(end)),
        )


def _timed_line(
    key: tuple[str, str, str],
    text: str,
    span: tuple[float, float],
    details: tuple[Text, ...],
    seconds: float,
    frame_seconds: float,
) -> Line:
    start, end = span
    return Line(
        key,
        key[1],
        Text("{label}", label=" ".join(text.split())),
        details,
        start_seconds=known(start),
        end_seconds=known(end),
        state=state_at(seconds, start, end, frame_seconds),
        choice=Choice(None, known(start), known(end)),
    )
