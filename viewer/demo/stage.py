"""What a scene description is made of: who, what, where and when.

Frames count from 0; spoken lines are timed in milliseconds, concepts in whole seconds, as the service times them.
"""

from __future__ import annotations

from dataclasses import dataclass

from viewer.demo.motion import DIGITS, BoundingBox, FrameSpan, Motion, joined


@dataclass(frozen=True, slots=True)
class Shot:
    """One shot: where it plays, and its main colours as RGB hex digits, the most frequent first."""

    frames: FrameSpan
    setting: str
    colours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name. `face_id` is the face in the gallery, `speaker_id` the voice."""

    name: str
    face_id: str
    speaker_id: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """One candidate for who a face is, with its confidence."""

    person: Person
    confidence: float


@dataclass(frozen=True, slots=True)
class Feeling:
    """What a face shows for some frames: valence −1…1 and named expressions with confidences."""

    frames: FrameSpan
    valence: float
    expressions: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Face:
    """One face as the service would cluster it; one person may have several. Each motion is one occurrence."""

    gender: str
    gender_confidence: float
    motions: tuple[Motion, ...]
    feelings: tuple[Feeling, ...] = ()
    likenesses: tuple[Likeness, ...] = ()
    quality: str = "normal"
    is_under_18: bool = False

    def box_at(self, frame: int) -> BoundingBox | None:
        """Where the face is at `frame`, or None where it is not seen."""
        return next((box for motion in self.motions if (box := motion.box_at(frame)) is not None), None)

    def feeling_at(self, frame: int) -> Feeling | None:
        """What the face shows at `frame`, or None where nothing was written."""
        return next((feeling for feeling in self.feelings if frame in feeling.frames), None)


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo that moves; several motions may run at once."""

    label: str
    concept_id: str
    motions: tuple[Motion, ...]

    def boxes_at(self, frame: int) -> tuple[BoundingBox, ...]:
        """Where the logo is at `frame`: none, one or several places."""
        return tuple(box for motion in self.motions if (box := motion.box_at(frame)) is not None)

    def frames(self) -> tuple[FrameSpan, ...]:
        """The spans in which it is anywhere, overlapping and touching motions joined."""
        return joined(motion.span for motion in self.motions)


@dataclass(frozen=True, slots=True)
class ScreenText:
    """Text in the picture. `region` is the last part of its detection type."""

    text: str
    region: str
    box: BoundingBox
    frames: tuple[FrameSpan, ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """Whole seconds `start`…`end` (exclusive) in which a concept is there, with its highest confidence."""

    start: int
    end: int
    peak: float

    def confidence_at(self, second: int) -> float:
        """The confidence in one second: highest in the middle, never below 0.5."""
        return round(max(0.5, self.peak - 0.017 * abs(second - (self.start + self.end - 1) // 2)), DIGITS)

    def confidences(self) -> tuple[float, ...]:
        """The confidence of each second."""
        return tuple(self.confidence_at(second) for second in range(self.start, self.end))


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that is seen or heard. `graph_id` is made up, in the form of a knowledge graph's ID."""

    label: str
    concept_id: str
    presences: tuple[Presence, ...]
    categories: tuple[str, ...] = ()
    graph_id: str | None = None


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """One line of dialogue, subtitle sized. Times in milliseconds; valence −1…1, arousal 0…1."""

    start_ms: int
    end_ms: int
    speaker: Person
    text: str
    valence: float
    arousal: float


@dataclass(frozen=True, slots=True)
class Caption:
    """One sentence about some frames of a shot."""

    shot: int
    frames: FrameSpan
    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    """An IAB topic of the whole video, and of the section `start`…`end` (whole seconds) where there is one.

    `score` is the best advertisement score of the section and `score_second` where it is reached.
    """

    label: str
    iab_id: str
    hierarchy: tuple[str, ...]
    start: int | None = None
    end: int = 0
    confidence: float = 0.0
    score: float = 0.0
    score_second: int = 0
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """The whole description. Keywords are words of the spoken lines, by the last part of their detection type."""

    title: str
    description: str
    fps: int
    width: int
    height: int
    gallery_id: str
    shots: tuple[Shot, ...]
    faces: tuple[Face, ...]
    logos: tuple[Logo, ...]
    texts: tuple[ScreenText, ...]
    sights: tuple[Concept, ...]
    sounds: tuple[Concept, ...]
    lines: tuple[SpokenLine, ...]
    keywords: tuple[tuple[str, tuple[str, ...]], ...]
    compliance_words: tuple[str, ...]
    captions: tuple[Caption, ...]
    topics: tuple[Topic, ...]
    genres: tuple[str, ...]

    @property
    def frame_count(self) -> int:
        return self.shots[-1].frames.last + 1

    @property
    def duration_seconds(self) -> float:
        return self.seconds(self.frame_count)

    @property
    def second_count(self) -> int:
        """The number of seconds that are listed: the one in which the video ends included (FORMATS.md B8, known)."""
        return self.frame_count // self.fps + 1

    def seconds(self, frame: int) -> float:
        """When `frame` begins."""
        return round(frame / self.fps, DIGITS)

    def times(self, span: FrameSpan) -> tuple[float, float]:
        """When a span begins and ends; the end is when the frame after it begins."""
        return self.seconds(span.first), self.seconds(span.last + 1)

    def frames_of(self, second: int) -> range:
        """The frames of one second."""
        return range(second * self.fps, min((second + 1) * self.fps, self.frame_count))

    def shot_at(self, frame: int) -> int:
        """The number, from 0, of the shot that `frame` belongs to; the last one for later frames."""
        return next((n for n, shot in enumerate(self.shots) if frame <= shot.frames.last), len(self.shots) - 1)
