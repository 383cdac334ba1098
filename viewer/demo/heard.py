"""What is heard in a scene, as detections: sounds, speech by line and by word, keywords, voice emotion; and the topics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from viewer.demo.catalogue import Catalogue, Json, Span, rounded
from viewer.demo.seen import add_concept, has_words
from viewer.demo.stage import Scene, SpokenLine, Topic

_WORD_OR_MARK = re.compile(r"(?P<word>\w+(?:['’]\w+)*)|[^\w\s]")


def add_heard(catalogue: Catalogue) -> None:
    """Add every detection of sound of the catalogue's scene."""
    scene = catalogue.scene
    for sound in scene.sounds:
        add_concept(catalogue, "audio.context", sound, with_median=False)
    for line in scene.lines:
        sentiment = {"a": {"sen": {"val": line.valence}}}
        span = _span(line)
        moments = dict.fromkeys(range(int(span.start_seconds), int(span.end_seconds) + 1), sentiment)
        catalogue.add("audio.speech", line.text, [span], fields=sentiment, moments=moments, about=line)
    for line in scene.lines:
        _add_words(catalogue, line)
    for kind, keywords in (*scene.keywords, ("compliance", scene.compliance_words)):
        for keyword in keywords:
            spans = [_span(line) for line in scene.lines if has_words(line.text, keyword)]
            if spans:
                catalogue.add(f"audio.keyword.{kind}", keyword, spans)
    spans = [_span(line) for line in scene.lines]
    catalogue.add("audio.voice_emotion", "voice emotion", spans, moments=_voice_emotion(scene))


def add_topics(catalogue: Catalogue) -> None:
    """Add the topics and genres; only sections have occurrences (FORMATS.md B5, known)."""
    for topic in catalogue.scene.topics:
        catalogue.add("topic.iab", topic.label, fields=_iab(topic), about=topic)
    for topic in catalogue.scene.topics:
        if topic.start is not None:
            attributes = {"sources": list(topic.sources), "ad_score": {"max": topic.score, "s_max": topic.score_second}}
            span = Span(topic.start, topic.end, {"c": topic.confidence, "a": attributes})
            catalogue.add("topic.iab.section", topic.label, [span], fields={**_iab(topic), "a": attributes}, about=topic)
    for genre in catalogue.scene.genres:
        catalogue.add("topic.genre", genre)


def _iab(topic: Topic) -> Json:
    return {"ext_refs": {"iab": {"id": topic.iab_id, "labels_hierarchy": list(topic.hierarchy), "is_scd_category": False}}}


def _span(line: SpokenLine) -> Span:
    return Span(line.start_ms / 1000, line.end_ms / 1000, {})


@dataclass(frozen=True, slots=True)
class Word:
    """One word or punctuation mark of a line. Times in milliseconds; a mark takes no time."""

    text: str
    start_ms: int
    end_ms: int


def words(line: SpokenLine) -> Iterator[Word]:
    """Spread the words of a line over its time, by their length (FORMATS.md B4, known: marks have ss == se)."""
    found = list(_WORD_OR_MARK.finditer(line.text))
    total = sum(len(part[0]) + 1 for part in found if part["word"])
    now, so_far = line.start_ms, 0
    for part in found:
        so_far += len(part[0]) + 1 if part["word"] else 0
        until = line.start_ms + (line.end_ms - line.start_ms) * so_far // total
        yield Word(part[0], now, until)
        now = until


def _add_words(catalogue: Catalogue, line: SpokenLine) -> None:
    fps = catalogue.scene.fps
    for word in words(line):
        first = word.start_ms * fps // 1000
        last = max(first, -(-word.end_ms * fps // 1000) - 1)  # the last frame that begins before the word's end
        duration = (word.end_ms - word.start_ms) / 1000
        span = Span(word.start_ms / 1000, word.end_ms / 1000, {"fs": first, "fe": last, "sdur": duration})
        confidence = rounded(0.62 + 0.037 * ((len(word.text) * 7 + word.start_ms) % 11))
        fields = {"c": confidence, "a": {"s": {"id": line.speaker.speaker_id}}}
        catalogue.add("audio.speech_detailed", word.text, [span], fields=fields, about=line)


def _voice_emotion(scene: Scene) -> Mapping[int, Json]:
    """Valence and arousal of the line that fills most of each second; the keys are a guess (FORMATS.md B8, unknown)."""
    moments: dict[int, Json] = {}
    for second in range(scene.second_count):
        shares = [_shared_ms(line, second * 1000) for line in scene.lines]
        if max(shares) > 0:
            line = scene.lines[shares.index(max(shares))]
            moments[second] = {"a": {"val": line.valence, "aro": line.arousal}}
    return moments


def _shared_ms(line: SpokenLine, start_ms: int) -> int:
    """How many milliseconds of the second from `start_ms` on a line fills; negative where it is elsewhere."""
    return min(line.end_ms, start_ms + 1000) - max(line.start_ms, start_ms)
