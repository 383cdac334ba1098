"""The registry of metadata types: one line each, and how a file is recognised and read by them.

A further type is one more MetadataType; nothing else changes. Readers are imported when they are first called.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from viewer.errors import ContentError
from viewer.late import late
from viewer.text import Text

if TYPE_CHECKING:
    from viewer.model.result import Reading, Source
    from viewer.reading.sample import Sample
    from viewer.watch import Watch

_take_sample = late("viewer.reading.sample", "take_sample")
_as_it_is: Callable[..., Reading] = late("viewer.reading.as_it_is", "as_it_is")


class MetadataType(NamedTuple):
    """One metadata type: its name in the API, its title, its files' suffix, its reader, and how to know its files.

    `read(source, watch)` gives a Reading; it takes a frame rate as a third argument where `takes_fps` is True. It raises
    ContentError where nothing can be read, StorageError, Cancelled. `recognises` judges a sample of a file.
    """

    name: str
    title: Text
    suffix: str
    read: Callable[..., Reading]
    recognises: Callable[[Sample], bool]
    is_json: bool
    takes_fps: bool = False


class Recognition(NamedTuple):
    """What a file is: its nature ("empty", "html", "json", "text"), its type where known, and what JSON says of itself.

    `messages` are those of an error body, never empty where it is one.
    """

    nature: str
    type: MetadataType | None
    job_id: str | None
    messages: tuple[str, ...]


class Registry:
    """The metadata types that are known. Files and names of other types are welcome: they are shown as JSON or text."""

    def __init__(self, types: tuple[MetadataType, ...]) -> None:
        self.types = types
        self._named = {kind.name: kind for kind in types}

    def named(self, name: str) -> MetadataType | None:
        """Return the type of this API name, or None."""
        return self._named.get(name)

    def title(self, name: str) -> Text:
        """Return the title of a type; of an unknown one, its name."""
        known = self.named(name)
        return known.title if known is not None else Text("{name}", name=name)

    def recognise(self, source: Source, watch: Watch | None = None) -> Recognition:
        """Tell from the content what a file is. Raises StorageError; Cancelled where a `watch` is given."""
        sample: Sample = _take_sample(source, watch)
        found = None
        if not sample.messages:
            found = next((kind for kind in self.types if kind.recognises(sample)), None)
        return Recognition(sample.nature, found, sample.job_id, sample.messages)

    def suffix(self, name: str, recognition: Recognition) -> str:
        """Return the suffix of a file of this type; of an unknown one, by its nature."""
        known = self.named(name)
        if known is not None:
            return known.suffix
        return ".json" if recognition.nature == "json" else ".txt"

    def read(self, source: Source, type_name: str, watch: Watch, fps: float | None = None) -> Reading:
        """Read a file as this type; what can't be read as that is shown as JSON or text, with a problem that says so.

        `fps` is the video's frame rate, for the types whose files may not name it. Raises StorageError, Cancelled.
        """
        known = self.named(type_name)
        if known is None:
            return _as_it_is(source, watch)
        try:
            return known.read(source, watch, fps) if known.takes_fps else known.read(source, watch)
        except ContentError as error:
            return _as_it_is(source, watch, error)


def _json(name: str, key: str) -> Callable[[Sample], bool]:
    """Recognise JSON by what it says it is; where it says nothing, by a name at its top, given as a pattern."""

    def recognises(sample: Sample) -> bool:
        if sample.metadata_type is not None:
            return sample.metadata_type == name
        return any(re.fullmatch(key, found) for found in sample.keys)

    return recognises


def _text(looks_like: Callable[..., Any]) -> Callable[[Sample], bool]:
    """Recognise a text by its beginning."""
    return lambda sample: sample.nature == "text" and bool(looks_like(sample.text))


TYPES = (
    MetadataType(
        "core",
        Text("Core metadata"),
        ".json",
        late("viewer.formats.core", "read"),
        _json("core", "detections"),
        is_json=True,
    ),
    MetadataType(
        "frames_faces",
        Text("Faces, frame by frame"),
        ".json",
        late("viewer.formats.boxes", "read_faces"),
        _json("frames_faces", ".*face.*_by_frame"),
        is_json=True,
    ),
    MetadataType(
        "seconds_objects",
        Text("Objects, second by second"),
        ".json",
        late("viewer.formats.boxes", "read_second_objects"),
        _json("seconds_objects", ".*_by_second"),
        is_json=True,
    ),
    MetadataType(
        "frames_objects",
        Text("Objects, frame by frame"),
        ".json",
        late("viewer.formats.boxes", "read_frame_objects"),
        _json("frames_objects", ".*_by_frame"),
        is_json=True,
    ),
    MetadataType(
        "visual_captions",
        Text("Scene captions"),
        ".json",
        late("viewer.formats.captions", "read"),
        _json("visual_captions", ".*_sections"),
        is_json=True,
    ),
    MetadataType(
        "speech_to_text_srt",
        Text("Speech, SRT subtitles"),
        ".srt",
        late("viewer.formats.srt", "read"),
        _text(late("viewer.formats.srt", "looks_like")),
        is_json=False,
    ),
    MetadataType(
        "speech_to_text_vtt",
        Text("Speech, WebVTT subtitles"),
        ".vtt",
        late("viewer.formats.vtt", "read"),
        _text(late("viewer.formats.vtt", "looks_like")),
        is_json=False,
    ),
    MetadataType(
        "speech_to_text_ttml",
        Text("Speech, TTML subtitles"),
        ".ttml",
        late("viewer.formats.ttml", "read"),
        _text(late("viewer.formats.ttml", "looks_like")),
        is_json=False,
        takes_fps=True,
    ),
    MetadataType(
        "speech_to_text_avid_txt",
        Text("Speech, Avid text"),
        ".txt",
        late("viewer.formats.avid_txt", "read"),
        _text(late("viewer.formats.avid_txt", "looks_like")),
        is_json=False,
        takes_fps=True,
    ),
)

REGISTRY = Registry(TYPES)
