"""TTML subtitles, read here: the libraries for it lose cues (FORMATS.md D3).

One pass over the XML events with a stack of open elements. Each knows its interval, since times are relative to those of its
parent; text goes to the innermost paragraph or span that has times of its own. Elements are told by their local name, so
that every namespace, old ones and none, is read alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from viewer.errors import ContentError
from viewer.model.result import Problem, Reading, Source
from viewer.model.timecode import FrameRate, frame_rate
from viewer.model.timed_text import Cue, CuesContent
from viewer.model.timing import clock
from viewer.reading.cue_guard import reversed_times
from viewer.reading.spaced_text import SpacedText
from viewer.reading.text_decoding import MEGABYTE, decode_source
from viewer.reading.time_expressions import Parameters, parameters, read_expression, usual_seconds
from viewer.reading.xml_events import DEEPEST, Malformed, parse, parse_leniently, too_deep
from viewer.text import Text
from viewer.watch import Watch

LARGEST = 50 * MEGABYTE
_STANDARD_RATE = FrameRate(30, 30)
_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]{1,200}encoding\s{0,9}=\s{0,9}["']([A-Za-z][\w.-]{0,40})["']""")
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?tt[\s/>]")
_PROLOGUE = (("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE", ">"))
_DEFINITIONS = {
    "head",
    "styling",
    "layout",
    "style",
    "region",
    "initial",
    "animation",
    "animate",
    "set",
    "resources",
    "profile",
}
_METADATA = {"metadata", "title", "desc", "copyright", "agent", "name", "actor", "item"}
_NO_TEXT = _DEFINITIONS | _METADATA | {"image", "audio", "data", "source", "chunk"}  # none of it is a subtitle's text
_MOST_NAMES = 1000
_TIMES = frozenset({"begin", "dur", "end"})
_MANNERS = frozenset({"timeContainer", "space", "agent", "speaker", "display", "style", "region"})


class _LocalNames(dict[str, str]):
    """The names in a file without their prefixes, each worked out once; there are few, but where a file is hostile."""

    def __missing__(self, name: str) -> str:
        local = name[name.rfind(":") + 1 :]
        if len(self) < _MOST_NAMES:
            self[name] = local
        return local


@dataclass(slots=True)
class _Draft:
    """A cue in the making: a paragraph, or a span that has times of its own (`within` a paragraph's draft)."""

    line: int
    number: str
    start: float | None
    end: float | None
    is_timed: bool
    is_hidden: bool
    within: _Draft | None
    words: SpacedText = field(default_factory=SpacedText)
    speakers: dict[str, None] | None = None
    has_parts: bool = False


@dataclass(slots=True)
class _Open:
    """An open element: its interval in seconds from the start of the video, and what it hands on to its children.

    In a sequence, `cursor` is where the next child begins. `latest` is the latest end among the children.
    """

    name: str
    start: float = 0.0
    end: float | None = None
    has_times: bool = False
    keeps_spaces: bool = False
    speakers: tuple[str, ...] = ()
    is_hidden: bool = False
    draft: _Draft | None = None
    is_sequence: bool = False
    cursor: float = 0.0
    latest: float | None = None
    has_text: bool = True


def looks_like(text: str) -> bool:
    """True where the beginning of a text is TTML's: its first element is `tt`."""
    rest = text.lstrip("\ufeff \t\n")
    for _ in range(20):
        end = next((end for begin, end in _PROLOGUE if rest.startswith(begin)), None)
        if end is None:
            return _ROOT.match(rest) is not None
        rest = rest.partition(end)[2].lstrip()
    return False


def read(source: Source, watch: Watch, fps: float | None = None) -> Reading:
    """Read TTML (FORMATS.md D3: the standard's rules are known, the service's profile is not). `fps` is the video's: it
    counts where times have frames and the file names no frame rate.

    Raises ContentError where it is no TTML, is too large or nested too deeply, or declares a document type.
    """
    decoded = decode_source(source, watch, LARGEST, _DECLARATION)
    given = frame_rate(fps) if fps is not None else None
    builder = _Builder(given)
    problems: list[Problem] = []
    try:
        parse(decoded.text, builder, watch)
    except Malformed as error:
        message = Text("From here on this is no well-formed XML ({reason}); it was read tag by tag.", reason=error.reason)
        problems.append(Problem(message, error.line))
        builder = _Builder(given)
        parse_leniently(decoded.text, builder, watch)
    if builder.parameters is None:
        raise _no_ttml()
    cues = builder.cues()
    problems += [*builder.problems, *reversed_times(cues)]
    fps_used = builder.parameters.base.rate.fps if builder.counts_frames else None
    needs_fps = builder.counts_frames and not builder.parameters.has_rate and given is None
    ordered = sorted(problems, key=lambda problem: problem.line or 0)
    return Reading(CuesContent(cues, fps_used, needs_fps), (*decoded.problems, *ordered))


def _no_ttml() -> ContentError:
    return ContentError(
        Text("No TTML subtitles can be found in this."),
        why=Text("Its first element is not “tt”."),
        advice=Text("It is shown as text."),
    )


_OUTSIDE = _Open("")
_BREAK = _Open("br", has_text=False)


class _Builder:
    """Takes the XML events and drafts the cues."""

    line: Callable[[], int]

    def __init__(self, given: FrameRate | None) -> None:
        self.parameters: Parameters | None = None
        self.problems: list[Problem] = []
        self.counts_frames = False
        self._given = given
        self._open: list[_Open] = []
        self._drafts: list[_Draft] = []
        self._agent: str | None = None
        self._names: dict[str, list[str]] = {}
        self._hidden: set[str] = set()
        self._local = _LocalNames()

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        if len(self._open) >= DEEPEST:
            raise too_deep()
        local = self._local
        name = local[name]
        if name == "br" and self._open:
            self._break_line(self._open[-1])
            return
        own = {local[key]: value for key, value in attributes.items()}
        if not self._open:
            self._open.append(self._root(name, own))
            return
        parent = self._open[-1]
        if name in _NO_TEXT or not parent.has_text:
            self._aside(name, own)
        else:
            self._open.append(self._content(name, own, parent))

    def end(self, _name: str, /) -> None:
        closed = self._open.pop()
        if closed.name == "agent":
            self._agent = None
        if not closed.has_text or not self._open:
            return
        parent = self._open[-1]
        end = closed.end if closed.end is not None else closed.latest
        if closed.draft is not None and closed.draft is not parent.draft and closed.draft.end is None and parent.is_sequence:
            closed.draft.end = closed.latest
        parent.cursor = end if end is not None else closed.start
        if end is not None and (parent.latest is None or end > parent.latest):
            parent.latest = end

    def text(self, text: str, /) -> None:
        if self.parameters is None and not text.isspace():
            raise _no_ttml()  # text before the first element
        inner = self._open[-1] if self._open else _OUTSIDE
        if inner.draft is not None and inner.has_text:
            inner.draft.words.add(text, keeps_spaces=inner.keeps_spaces)
            if inner.speakers and not text.isspace():
                if inner.draft.speakers is None:
                    inner.draft.speakers = {}
                inner.draft.speakers.update(dict.fromkeys(inner.speakers))
        elif inner.name == "name" and self._agent is not None:
            self._names.setdefault(self._agent, []).append(text)
        elif inner.has_text and not text.isspace():
            self._add(Text("This text is in no paragraph and is not shown among the cues: “{text}”.", text=text.strip()))

    def cues(self) -> tuple[Cue, ...]:
        """Return the cues, in the order of the file. What has neither text nor times of its own is none."""
        texts = [draft.words.result() for draft in self._drafts]
        for draft, text in zip(self._drafts, texts, strict=True):
            if text and draft.within is not None:
                draft.within.has_parts = True
        return tuple(
            self._cue(draft, text)
            for draft, text in zip(self._drafts, texts, strict=True)
            if text or (draft.is_timed and not draft.has_parts)
        )

    def _root(self, name: str, own: dict[str, str]) -> _Open:
        if name != "tt":
            raise _no_ttml()
        self.parameters = parameters(own, self._given or _STANDARD_RATE)
        for parameter, value in self.parameters.refused:
            self._add(Text("The {parameter} “{found}” can't be; it is ignored.", parameter=parameter, found=value))
        return _Open(name, keeps_spaces=own.get("space") == "preserve")

    def _break_line(self, parent: _Open) -> None:
        if parent.draft is not None and parent.has_text:
            parent.draft.words.new_line()
        self._open.append(_BREAK)

    def _aside(self, name: str, own: dict[str, str]) -> None:
        """An element whose text is no subtitle. Some of them say something about the subtitles."""
        if name == "agent":
            self._agent = own.get("id")
        elif name in ("style", "region") and own.get("display") == "none" and "id" in own:
            self._hidden.add(own["id"])
        self._open.append(_Open(name, has_text=False))

    def _content(self, name: str, own: dict[str, str], parent: _Open) -> _Open:
        draft, start, end = parent.draft, None, parent.end
        element = _Open(
            name, parent.start, end, parent.has_times, parent.keeps_spaces, parent.speakers, parent.is_hidden, draft
        )
        if not _MANNERS.isdisjoint(own):
            self._heed_manners(own, element)
        is_timed = not _TIMES.isdisjoint(own)
        if is_timed or parent.is_sequence:
            start, end = self._interval(own, parent, element)
        elif parent.has_times:
            start = parent.start
        element.cursor = element.start
        if name == "p" or (draft is None and name == "span") or (draft is not None and is_timed):
            element.draft = _Draft(self.line(), own.get("id", ""), start, end, is_timed, element.is_hidden, draft)
            self._drafts.append(element.draft)
        return element

    def _heed_manners(self, own: dict[str, str], element: _Open) -> None:
        """Set what is not inherited from the parent: how the element's text is spaced, spoken and shown."""
        element.is_sequence = own.get("timeContainer") == "seq"
        if "space" in own:
            element.keeps_spaces = own["space"] == "preserve"
        speaker = own.get("agent") or own.get("speaker")
        if speaker:
            element.speakers = tuple(speaker.split())
        if own.get("display") == "none":
            element.is_hidden = True
        if self._hidden and not element.is_hidden:
            element.is_hidden = not self._hidden.isdisjoint(f"{own.get('style', '')} {own.get('region', '')}".split())

    def _interval(self, own: dict[str, str], parent: _Open, element: _Open) -> tuple[float | None, float | None]:
        """Set the element's interval, and return the times to show: None for what can't be read (FORMATS.md D3, known)."""
        begin = self._time(own, "begin") if "begin" in own else None
        duration = self._time(own, "dur") if "dur" in own else None
        end = self._time(own, "end") if "end" in own else None
        origin = parent.cursor if parent.is_sequence else parent.start
        element.has_times = True
        element.start = _sum(origin, begin)
        is_known = begin is not None or "begin" not in own
        ends = [_sum(origin, end)] if end is not None else []
        if duration is not None and is_known:
            ends.append(_sum(element.start, duration))
        if ends:
            element.end = min(ends)
            if parent.end is not None and element.end > parent.end and element.start < parent.end:
                self._add(
                    Text("The end {end} is after that of the element around it, which counts.", end=clock(element.end))
                )
                element.end = parent.end
        elif "end" in own or "dur" in own or parent.is_sequence or (parent.end is not None and element.start >= parent.end):
            element.end = None
        if parent.end is not None and element.start >= parent.end and element.start > parent.start:
            self._add(Text("This begins after the end of the element around it; it is shown with its own times."))
        return element.start if is_known else None, element.end

    def _time(self, own: dict[str, str], which: str) -> float | None:
        assert self.parameters is not None  # the root was the first element
        written, base = own[which], self.parameters.base
        usual = None if base.is_smpte else usual_seconds(written)
        if usual is not None:
            return usual
        expression = read_expression(written, base)
        if expression is None:
            self._add(Text("The time {which}=“{found}” can't be read.", which=which, found=written))
            return None
        if not expression.is_right:
            template = "The time {which}=“{found}” is not written as TTML wants it; it was read as {clock}."
            self._add(Text(template, which=which, found=written, clock=clock(expression.seconds)))
        if expression.has_frames and not self.counts_frames:
            self.counts_frames = True
            if not self.parameters.has_rate and self._given is None:
                self._add(Text("Times count frames, and no frame rate is stated: 30 a second were assumed, as TTML says."))
        return expression.seconds

    def _cue(self, draft: _Draft, text: str) -> Cue:
        if draft.start is None and draft.end is None and not draft.is_timed:
            self._add(Text("This paragraph has no times."), draft.line)
        if draft.has_parts and text:
            self._add(
                Text("Parts of this paragraph have times of their own; each is shown as a cue of its own."), draft.line
            )
        if draft.is_hidden:
            self._add(Text("The file says not to display this; it is shown here all the same."), draft.line)
        speakers = ", ".join(map(self._speaker, draft.speakers)) if draft.speakers else ""
        return Cue(draft.number, draft.start, draft.end, text, speakers, draft.line)

    def _speaker(self, agent: str) -> str:
        return "".join(self._names.get(agent, [agent])).strip() or agent

    def _add(self, message: Text, line: int | None = None) -> None:
        self.problems.append(Problem(message, self.line() if line is None else line))


def _sum(seconds: float, more: float | None) -> float:
    if not more or not seconds:
        return seconds or more or 0.0
    return round(seconds + more, 9)  # so that 0.1 and 0.2 make 0.3
