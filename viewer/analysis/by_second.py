"""The by-second grouping of a core result: the items of one second, and curves over the whole video.

Strategy: one second is found through the file's index and decoded alone. For curves the grouping is read slice by slice. A
slice in whose bytes nothing is named that a curve needs is passed over; the others are decoded into typed records, of which
only what the curves need is looked at further. Values are gathered in arrays, twenty bytes each.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
from numpy import float64, int32
from numpy.typing import NDArray

from viewer.analysis.face_name import face_name
from viewer.analysis.second_items import NAN, SecondItem, as_number, items_in, valence_in, voice_in
from viewer.errors import ContentError, StorageError
from viewer.model.detections import CoreContent, Detections
from viewer.model.json_document import JsonDocument, JsonKind, JsonNode
from viewer.model.result import Result
from viewer.reading.json_header import at
from viewer.reading.json_slices import PAGE, Slice, decoded, slices
from viewer.text import Text
from viewer.watch import Watch

FACE, SPEECH, VOICE = "human.face", "audio.speech", "audio.voice_emotion"
LARGEST_SECOND = 1 << 20  # bytes; a larger one would stop other threads while it is decoded
_DOING = Text("Reading values by second")
_SENTIMENT, _VOICE_KEYS = b'"sen"', (b'"val', b'"ar')  # how the keys begin that have values for curves
_LONGEST_SECONDS = 172_800  # over more seconds one occurrence's value is not spread


@dataclass(frozen=True, slots=True)
class Curve:
    """One value per second, for the seconds that have one.

    `values[n]` holds from `seconds[n]`, a whole number, for one second; seconds rise. `low` and `high` are the ends of the
    scale: those of the value's meaning, or further out where a value lies outside. `detection_id` is the detection whose
    values these are, None where there are several.
    """

    name: str
    title: Text
    seconds: NDArray[float64]
    values: NDArray[float64]
    low: float
    high: float
    detection_id: str | None = None


class _Sentiment(msgspec.Struct, gc=False):
    val: float | None = None


class _Attributes(msgspec.Struct, gc=False):
    sen: _Sentiment | None = None


class _Item(msgspec.Struct, gc=False):
    d: str | int | None = None
    c: float | None = None
    a: msgspec.Raw = msgspec.Raw(b"")


class _Speech(msgspec.Struct, gc=False):
    t: str | None = None
    a: msgspec.Raw = msgspec.Raw(b"")


_SECONDS = msgspec.json.Decoder(list[list[_Item]])
_SPEECHES = msgspec.json.Decoder(dict[str, _Speech])
_ATTRIBUTES = msgspec.json.Decoder(_Attributes)
_ANYTHING: msgspec.json.Decoder[Any] = msgspec.json.Decoder()


def second_items(document: JsonDocument | None, second: int) -> tuple[SecondItem, ...]:
    """Return what the by-second grouping lists for one second, from 0 (FORMATS.md B8, known).

    Nothing where the file has no such grouping, or it does not reach as far, or what is there can't be made out.
    """
    if document is None or second < 0:
        return ()
    try:
        grouping = at(document, "detection_groupings", "by_second")
        found = document.children(grouping, second, 1) if grouping is not None else []
        return items_in(_small_value(document, found[0])) if found else ()
    except (ContentError, StorageError):  # the columns go on without it
        return ()


def _small_value(document: JsonDocument, node: JsonNode) -> Any:
    return document.value(node) if node.stop - node.start <= LARGEST_SECOND else None


def curves(result: Result, watch: Watch) -> tuple[Curve, ...]:
    """Return the curves of a core result, those without any value left out.

    `speech_sentiment` (-1 to 1; the mean where several segments share a second), `face_valence/<id>` for each face in the
    file's order (-1 to 1), `voice_valence` (-1 to 1) and `voice_arousal` (0 to 1) (FORMATS.md B6 and B8). Raises
    StorageError, Cancelled.
    """
    core, document = result.content, result.document
    if not isinstance(core, CoreContent) or document is None:
        return ()
    found = _Values(core.detections)
    if not found.has_kinds:
        return ()
    for second, items in _seconds(document, _tells_value, watch):
        found.take(second, items)
    if not found.has_speech:
        _spread_speech(core, document, found, watch)
    watch.check()
    return found.curves()


def confidence_curve(result: Result, detection_id: str, watch: Watch) -> Curve | None:
    """Return the confidence of one detection second by second, None where no second states one (FORMATS.md B8, known).

    Raises StorageError, Cancelled.
    """
    core, document = result.content, result.document
    if not isinstance(core, CoreContent) or document is None:
        return None
    found = _Gathered()
    for second, items in _seconds(document, _names(detection_id), watch):
        for item in items:
            if item.d == detection_id or str(item.d) == detection_id:
                found.add(0, second, NAN if item.c is None else item.c)
    label = core.detections.labels.at(core.detections.ids.index(detection_id)) if detection_id in core.detections.ids else ""
    title = Text("Confidence: {label}", label=label or detection_id)
    made = [_curve(f"confidence/{detection_id}", title, 0.0, detection_id, *means) for _, *means in found.means()]
    return made[0] if made else None


class _Gathered:
    """Values of curves, each with the number of its curve and its second, in the order in which they are found."""

    def __init__(self) -> None:
        self._curves = array("i")
        self._seconds = array("d")
        self._values = array("d")

    def add(self, curve: int, second: int, value: float) -> None:
        if math.isfinite(value):
            self._curves.append(curve)
            self._seconds.append(second)
            self._values.append(value)

    def means(self) -> Iterator[tuple[int, NDArray[float64], NDArray[float64]]]:
        """Yield each curve's number, the seconds that have values of it, and the mean of each second's; numbers rise."""
        if not self._values:
            return
        curves, seconds = np.frombuffer(self._curves, int32), np.frombuffer(self._seconds, float64)
        order = np.lexsort((seconds, curves))
        curves, seconds = curves[order], seconds[order]
        is_first = np.ones(len(order), np.bool_)
        is_first[1:] = (curves[1:] != curves[:-1]) | (seconds[1:] != seconds[:-1])
        first = np.flatnonzero(is_first)
        counts = np.diff(first, append=len(order))
        values = np.add.reduceat(np.frombuffer(self._values, float64)[order], first) / counts
        curves, seconds = curves[first], seconds[first]
        borders = [0, *(np.flatnonzero(np.diff(curves)) + 1).tolist(), len(curves)]
        for column in (values, seconds):
            column.flags.writeable = False
        for begin, stop in pairwise(borders):
            yield int(curves[begin]), seconds[begin:stop], values[begin:stop]


class _Values(_Gathered):
    """What the curves are made of. Those of faces have the number of the face's row, which brings them in its order."""

    def __init__(self, found: Detections) -> None:
        super().__init__()
        self._found = found
        self._speech, self._voice_valence, self._voice_arousal = -1, len(found), len(found) + 1
        kinds = {code: name for code, name in enumerate(found.types.distinct) if name in (FACE, SPEECH, VOICE)}
        rows = np.flatnonzero(np.isin(found.types.codes, list(kinds)))
        self.rows = {found.ids[row]: row for row in rows.tolist()}
        self._kinds = kinds
        self.has_speech = False

    @property
    def has_kinds(self) -> bool:
        """True where there is anything of which there are curves."""
        return bool(self.rows)

    def take(self, second: int, items: list[_Item]) -> None:
        for item in items:
            name = item.d if isinstance(item.d, str) else str(item.d)
            row = self.rows.get(name)
            if row is not None and len(bytes(item.a)):
                self._take(second, row, item.a)

    def _take(self, second: int, row: int, attributes: msgspec.Raw) -> None:
        kind = self._kinds[int(self._found.types.codes[row])]
        if kind == VOICE:
            valence, arousal = _voice(attributes)
            self.add(self._voice_valence, second, valence)
            self.add(self._voice_arousal, second, arousal)
        elif kind == FACE:
            self.add(row, second, _valence(attributes))
        else:
            self.add_speech(second, _valence(attributes))

    def add_speech(self, second: int, value: float) -> None:
        self.has_speech |= math.isfinite(value)
        self.add(self._speech, second, value)

    def curves(self) -> tuple[Curve, ...]:
        return tuple(_curve(*self._named(number), seconds, values) for number, seconds, values in self.means())

    def _named(self, number: int) -> tuple[str, Text, float, str | None]:
        """Name, title, lowest value and detection of a curve."""
        if number == self._speech:
            return "speech_sentiment", Text("Sentiment of speech"), -1.0, None
        if number == self._voice_valence:
            return "voice_valence", Text("Voice: valence"), -1.0, None
        if number == self._voice_arousal:
            return "voice_arousal", Text("Voice: arousal"), 0.0, None
        detection_id = self._found.ids[number]
        title = Text("Facial valence: {name}", name=face_name(self._found, number))
        return f"face_valence/{detection_id}", title, -1.0, detection_id


def _tells_value(raw: bytes) -> bool:
    """False where no value of a curve can be in this JSON; what is written with escapes could be anything."""
    return b"\\" in raw or (b'"a"' in raw and (_SENTIMENT in raw or any(key in raw for key in _VOICE_KEYS)))


def _names(detection_id: str) -> Callable[[bytes], bool]:
    """Tell whether a detection can be named in a piece of JSON."""
    written = detection_id.encode(errors="replace")
    return lambda raw: b"\\" in raw or written in raw


def _valence(attributes: msgspec.Raw) -> float:
    try:
        sentiment = _ATTRIBUTES.decode(attributes).sen
        return NAN if sentiment is None or sentiment.val is None else sentiment.val
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return valence_in(_as_record(attributes))


def _voice(attributes: msgspec.Raw) -> tuple[float, float]:
    return voice_in(_as_record(attributes))


def _as_record(raw: msgspec.Raw) -> dict[str, Any]:
    try:
        value = _ANYTHING.decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _seconds(document: JsonDocument, is_wanted: Callable[[bytes], bool], watch: Watch) -> Iterator[tuple[int, list[_Item]]]:
    """Yield seconds with their items, where the bytes of a slice are wanted; what is odd is read second by second."""
    grouping = at(document, "detection_groupings", "by_second")
    if grouping is None or not grouping.kind.is_container:
        return
    is_array = grouping.kind is JsonKind.ARRAY
    for part in slices(document, grouping, watch, _DOING):
        if not is_wanted(part.raw):
            continue
        seconds = decoded(_SECONDS, part) if is_array else None
        yield from enumerate(seconds, part.first) if seconds is not None else _odd_seconds(document, grouping, part, watch)


def _odd_seconds(document: JsonDocument, grouping: JsonNode, part: Slice, watch: Watch) -> Iterator[tuple[int, list[_Item]]]:
    for first in range(part.first, part.first + part.count, PAGE):
        for node in document.children(grouping, first, min(PAGE, part.first + part.count - first)):
            watch.check()
            yield node.row, _odd_items(document, node)


def _odd_items(document: JsonDocument, node: JsonNode) -> list[_Item]:
    try:
        items = items_in(_small_value(document, node))
    except ContentError:
        return []
    return [_Item(item.detection_id, item.confidence, _encoded(item.attributes)) for item in items]


def _encoded(value: dict[str, Any]) -> msgspec.Raw:
    try:
        return msgspec.Raw(msgspec.json.encode(value))
    except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError):  # half a character, a number without end
        return msgspec.Raw(b"")


def _spread_speech(core: CoreContent, document: JsonDocument, found: _Values, watch: Watch) -> None:
    """Where no second tells the sentiment of speech, the segments do: each for the seconds of its occurrences."""
    node = at(document, "detections")
    if SPEECH not in core.detections.types.distinct or node is None or node.kind is not JsonKind.OBJECT:
        return
    for part in slices(document, node, watch, _DOING):
        if _SENTIMENT not in part.raw and b"\\" not in part.raw:
            continue
        named = decoded(_SPEECHES, part)
        for name, speech in (named if named is not None else _odd_speeches(document, node, part.first, part.count)).items():
            row = found.rows.get(name) if speech.t == SPEECH else None
            value = _valence(speech.a) if row is not None and len(bytes(speech.a)) else NAN
            for second in _seconds_of(core, row) if row is not None and math.isfinite(value) else ():
                found.add_speech(second, value)


def _odd_speeches(document: JsonDocument, node: JsonNode, first: int, count: int) -> dict[str, _Speech]:
    speeches = {}
    for child in document.children(node, first, count):
        try:
            value = _small_value(document, child)
        except ContentError:
            continue
        if isinstance(value, dict) and isinstance(value.get("a"), dict):
            valence = as_number(valence_in(value["a"]))
            attributes = {} if math.isnan(valence) else {"sen": {"val": valence}}
            speeches[str(child.key)] = _Speech(str(value.get("t")), _encoded(attributes))
    return speeches


def _seconds_of(core: CoreContent, row: int) -> Iterator[int]:
    """The seconds that the occurrences of a detection share in (FORMATS.md B8: ss < n + 1 and se > n)."""
    first, stop = (int(place) for place in core.detections.first_occurrence[row : row + 2])
    starts, ends = core.occurrences.start_seconds.values[first:stop], core.occurrences.end_seconds.values[first:stop]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if math.isfinite(start) and math.isfinite(end) and end - start <= _LONGEST_SECONDS:
            yield from range(max(0, math.floor(start)), max(math.ceil(end), math.floor(start) + 1))


def _curve(
    name: str, title: Text, low: float, detection_id: str | None, seconds: NDArray[float64], values: NDArray[float64]
) -> Curve:
    return Curve(name, title, seconds, values, min(low, float(values.min())), max(1.0, float(values.max())), detection_id)
