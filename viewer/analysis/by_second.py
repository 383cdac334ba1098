"""The by-second grouping of a core result: the items of one second, and curves over the whole video.

Strategy: one second is found through the file's index and decoded alone. For curves the grouping is decoded slice by slice
into typed records, of which only what the curves need is looked at further; it is never there as a whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy import float64
from numpy.typing import NDArray

from viewer.analysis.face_name import face_name
from viewer.analysis.second_items import NAN, SecondItem, as_number, items_in, valence_in, voice_in
from viewer.errors import ContentError, StorageError
from viewer.model.detections import CoreContent, Detections
from viewer.model.json_document import JsonDocument, JsonKind, JsonNode
from viewer.model.result import Result
from viewer.reading.json_header import at
from viewer.reading.json_slices import PAGE, typed_slices
from viewer.text import Text
from viewer.watch import Watch

FACE, SPEECH, VOICE = "human.face", "audio.speech", "audio.voice_emotion"
LARGEST_SECOND = 1 << 20  # bytes; a larger one would stop other threads while it is decoded
_DOING = Text("Reading values by second")
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
    for second, items in _seconds(document, watch):
        found.take(second, items)
    if not found.sums.get("speech_sentiment"):
        _spread_speech(core, document, found, watch)
    named: list[tuple[str, Text, float, str | None]] = [("speech_sentiment", Text("Sentiment of speech"), -1.0, None)]
    for row in sorted(found.faces):
        title = Text("Facial valence: {name}", name=face_name(core.detections, row))
        named.append((f"face_valence/{core.detections.ids[row]}", title, -1.0, core.detections.ids[row]))
    named.append(("voice_valence", Text("Voice: valence"), -1.0, None))
    named.append(("voice_arousal", Text("Voice: arousal"), 0.0, None))
    return tuple(_curve(*name, found.sums[name[0]]) for name in named if found.sums.get(name[0]))


def confidence_curve(result: Result, detection_id: str, watch: Watch) -> Curve | None:
    """Return the confidence of one detection second by second, None where no second states one (FORMATS.md B8, known).

    Raises StorageError, Cancelled.
    """
    core, document = result.content, result.document
    if not isinstance(core, CoreContent) or document is None:
        return None
    sums: _Sums = {}
    for second, items in _seconds(document, watch):
        for item in items:
            if item.d == detection_id or str(item.d) == detection_id:
                _add(sums, second, NAN if item.c is None else item.c)
    rows = {name: row for row, name in enumerate(core.detections.ids)}
    row = rows.get(detection_id)
    label = core.detections.labels.at(row) if row is not None else detection_id
    title = Text("Confidence: {label}", label=label)
    return _curve(f"confidence/{detection_id}", title, 0.0, detection_id, sums) if sums else None


_Sums = dict[int, tuple[float, int]]  # second -> sum of its values, how many they are


def _add(sums: _Sums, second: int, value: float) -> None:
    if math.isfinite(value):
        total, count = sums.get(second, (0.0, 0))
        sums[second] = (total + value, count + 1)


class _Values:
    """What the curves are made of, while it is gathered: for each curve the values of each second."""

    def __init__(self, found: Detections) -> None:
        types = found.types
        wanted = {code for code, name in enumerate(types.distinct) if name in (FACE, SPEECH, VOICE)}
        self._rows = {name: row for row, name in enumerate(found.ids) if int(types.codes[row]) in wanted}
        self._kinds = {name: types.at(row) for name, row in self._rows.items()}
        self.sums: dict[str, _Sums] = {}
        self.faces: set[int] = set()

    def take(self, second: int, items: list[_Item]) -> None:
        for item in items:
            name = item.d if isinstance(item.d, str) else str(item.d)
            kind = self._kinds.get(name)
            if kind is None or not len(bytes(item.a)):
                continue
            if kind == VOICE:
                valence, arousal = _voice(item.a)
                self.add("voice_valence", second, valence)
                self.add("voice_arousal", second, arousal)
            elif math.isfinite(valence := _valence(item.a)):
                if kind == FACE:
                    self.faces.add(self._rows[name])
                self.add("speech_sentiment" if kind == SPEECH else f"face_valence/{name}", second, valence)

    def add(self, curve: str, second: int, value: float) -> None:
        _add(self.sums.setdefault(curve, {}), second, value)


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


def _seconds(document: JsonDocument, watch: Watch) -> Iterator[tuple[int, list[_Item]]]:
    """Yield each second with its items; what is not as expected is read again second by second."""
    grouping = at(document, "detection_groupings", "by_second")
    if grouping is None or not grouping.kind.is_container:
        return
    decoder = _SECONDS if grouping.kind is JsonKind.ARRAY else None
    for part, seconds in typed_slices(document, grouping, decoder, watch, _DOING):
        if seconds is not None:
            yield from enumerate(seconds, part.first)
            continue
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
    rows = {name: row for row, name in enumerate(core.detections.ids)}
    for part, named in typed_slices(document, node, _SPEECHES, watch, _DOING):
        for name, speech in (named if named is not None else _odd_speeches(document, node, part.first, part.count)).items():
            if speech.t == SPEECH and name in rows:
                value = _valence(speech.a) if len(bytes(speech.a)) else NAN
                for second in _seconds_of(core, rows[name]) if math.isfinite(value) else ():
                    found.add("speech_sentiment", second, value)


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


def _curve(name: str, title: Text, low: float, detection_id: str | None, sums: _Sums) -> Curve:
    seconds = sorted(sums)
    values = np.array([sums[second][0] / sums[second][1] for second in seconds], dtype=float64)
    places = np.array(seconds, dtype=float64)
    for column in (values, places):
        column.flags.writeable = False
    return Curve(name, title, places, values, min(low, float(values.min())), max(1.0, float(values.max())), detection_id)
