"""The detections that are there in a second, as lines: found by numpy, and only those that are listed looked at further."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy import int64
from numpy.typing import NDArray

from viewer.analysis.face_name import face_name
from viewer.analysis.moment_index import MomentIndex
from viewer.analysis.moment_lines import IN_OCCURRENCE, IN_SECOND, NAN, OF_DETECTION, OF_NAME, Line, known, same, state_at
from viewer.analysis.second_items import SecondItem, colours_in, emotions_in, valence_in, voice_in
from viewer.model.choice import Choice
from viewer.model.detections import CoreContent
from viewer.text import Text

FACES, TEXT, VOICE, COLOURS, TOPICS, UNKNOWN = (
    "human.face",
    "text",
    "audio.voice_emotion",
    "visual.color",
    "topic",
    "unknown",
)
MOST_LINES = 50  # of one kind; more nobody reads at once, and all stands in the tables
_FACE_GROUP = "human.face_group"
_ON_SCREEN = "visual.text_region."

Rows = NDArray[int64]


def kind_of(type_name: str) -> str:
    """Return under which heading detections of this type stand: mostly the type itself."""
    if type_name.startswith("topic."):
        return TOPICS
    if type_name.startswith(_ON_SCREEN) and ".keyword." not in type_name:
        return TEXT
    return type_name


class DetectionLines:
    """The detections of one second of a job that has core metadata."""

    def __init__(self, index: MomentIndex, core: CoreContent, seconds: float, second: int, frame_seconds: float) -> None:
        self._index = index
        self._core = core
        self._seconds = seconds
        self._second = second
        self._frame_seconds = frame_seconds
        self._items = {item.detection_id: item for item in index.items_in(second)}
        self._occurrences = index.occurrences_in(second)

    def rows(self) -> dict[str, Rows]:
        """Return the rows in core's detections by kind: the most prominent first within a type, types by name.

        What has a time stands before what concerns the whole video.
        """
        listed = [row for name in self._items if (row := self._index.row_of(name)) is not None]
        found = np.union1d(self._index.detections_of(self._occurrences), np.array(listed, dtype=int64))
        found = np.union1d(found, self._index.topics)
        types, kinds = self._core.detections.types, dict[str, list[Rows]]()
        codes = types.codes[found]
        for code in sorted(np.unique(codes).tolist(), key=types.distinct.__getitem__):
            kinds.setdefault(kind_of(types.distinct[code]), []).append(self._by_relevance(found[codes == code]))
        return {kind: self._timed_first(np.concatenate(parts)) for kind, parts in kinds.items()}

    def _timed_first(self, rows: Rows) -> Rows:
        return rows[np.argsort(np.isin(rows, self._index.topics), kind="stable")]

    def _by_relevance(self, rows: Rows) -> Rows:
        return rows[np.argsort(self._core.detections.relevance.values[rows], kind="stable")]  # NaN stands last

    def unknown(self) -> list[Line]:
        """Return a line for each detection that the grouping lists and core does not have (FORMATS.md B10)."""
        return [
            Line(
                ("detection", name),
                UNKNOWN,
                Text("unknown detection {id}", id=name),
                self._details(item),
                same(item.confidence),
                IN_SECOND if math.isfinite(item.confidence) else None,
                choice=Choice(name),
                occurrence_ids=item.occurrence_ids,
            )
            for name, item in self._items.items()
            if self._index.row_of(name) is None
        ]

    def line(self, row: int) -> Line:
        """Return the line of the detection in this row; of several occurrences, that of the one at or nearest the moment."""
        found = self._core.detections
        name, type_name = found.ids[row], found.types.at(row)
        item = self._items.get(name)
        place = self._place(row)
        start, end = self._span(place, type_name)
        confidence, note = self._confidence(row, place, item)
        return Line(
            ("detection", name),
            type_name,
            self._label(row, type_name, item),
            self._details(item, type_name),
            confidence,
            note,
            known(start),
            known(end),
            state_at(self._seconds, start, end, self._frame_seconds),
            Choice(name, known(start), known(end)),
            self._occurrence_ids(row, item),
            colours_in(item.attributes) if item is not None and type_name == COLOURS else (),
        )

    def _place(self, row: int) -> int | None:
        first, stop = (int(place) for place in self._core.detections.first_occurrence[row : row + 2])
        return self._index.spans.nearest(first, stop, self._seconds) if stop > first else None

    def _span(self, place: int | None, type_name: str) -> tuple[float, float]:
        """Start and end. What is stated second by second lasts for the second, however long the detection is."""
        if place is None:
            return NAN, NAN
        if type_name in (COLOURS, VOICE):
            return float(self._second), float(self._second + 1)
        return float(self._index.spans.starts[place]), float(self._index.spans.ends[place])

    def _confidence(self, row: int, place: int | None, item: SecondItem | None) -> tuple[float, Text | None]:
        found, spans = self._core.detections, self._core.occurrences
        if item is not None and math.isfinite(item.confidence):
            return item.confidence, IN_SECOND
        if place is not None and math.isfinite(measured := float(spans.confidence.values[place])):
            return measured, IN_OCCURRENCE
        if found.types.at(row) == FACES:
            of_name = float(found.person_confidence.values[row]) if found.persons.at(row) else NAN
            return same(of_name), OF_NAME if math.isfinite(of_name) else None
        first, stop = (int(edge) for edge in found.first_occurrence[row : row + 2])
        own = float(found.confidence.values[row])
        if math.isfinite(own) and np.isnan(spans.confidence.values[first:stop]).all():
            return own, OF_DETECTION
        return NAN, None

    def _label(self, row: int, type_name: str, item: SecondItem | None) -> Text:
        found = self._core.detections
        label = found.labels.at(row)
        if type_name == FACES:
            return face_name(found, row)
        if type_name == _FACE_GROUP:
            return self._faces_of(row) or Text("{label}", label=label)
        if type_name == COLOURS and item is not None:
            label = ", ".join(colours_in(item.attributes)) or label
        if kind_of(type_name) == TEXT:
            text = self._index.attributes(row).get("text")
            read = text.get("as_one_string") if isinstance(text, dict) else None
            label = read if isinstance(read, str) and read.strip() else label
        return Text("{label}", label=" ".join(label.split()) or type_name)

    def _faces_of(self, row: int) -> Text | None:
        """The names of the faces that are there together (FORMATS.md B6, known)."""
        ids = self._index.attributes(row).get("face_det_ids")
        rows = [self._index.row_of(str(name)) for name in (ids if isinstance(ids, list) else [])[:MOST_LINES]]
        names = [face_name(self._core.detections, face) for face in rows if face is not None]
        return _listed(names) if names else None

    def _details(self, item: SecondItem | None, type_name: str = "") -> tuple[Text, ...]:
        if item is None:
            return ()
        details = [_emotion(emotion.name, emotion.confidence) for emotion in emotions_in(item.attributes)[:MOST_LINES]]
        valence, arousal = voice_in(item.attributes) if type_name == VOICE else (valence_in(item.attributes), NAN)
        if math.isfinite(valence):
            details.append(Text("valence {value}", value=f"{valence:+.2f}"))
        if math.isfinite(arousal):
            details.append(Text("arousal {value}", value=f"{arousal:.2f}"))
        return tuple(details)

    def _occurrence_ids(self, row: int, item: SecondItem | None) -> tuple[str, ...]:
        first, stop = (int(place) for place in self._core.detections.first_occurrence[row : row + 2])
        since, until = np.searchsorted(self._occurrences, (first, stop))
        by_rule = [self._core.occurrences.ids[place] for place in self._occurrences[since:until].tolist()]
        return tuple(by_rule) if by_rule or item is None else item.occurrence_ids


def _emotion(name: str, confidence: float) -> Text:
    if math.isnan(confidence):
        return Text("{name}", name=name)
    return Text("{name} {confidence}", name=name, confidence=f"{confidence:.2f}")


def _listed(names: Sequence[Text]) -> Text:
    if len(names) == 1:
        return names[0]
    return Text("{names}, {name}", names=_listed(names[:-1]), name=names[-1])
