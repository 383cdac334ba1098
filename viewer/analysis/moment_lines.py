"""One line of what is there at a moment: of a detection, of a cue, of a scene caption, of a shot."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from viewer.analysis.moment_index import CLOSE_SECONDS
from viewer.model.choice import NOTHING, Choice
from viewer.text import Text

NAN = math.nan
IN_SECOND = Text("How sure the service is in this second")
IN_OCCURRENCE = Text("How sure the service is of this occurrence")
OF_DETECTION = Text("How sure the service is of this detection")
OF_NAME = Text("How sure the service is that the face is this person")
_WITH_CONFIDENCE = ("visual.context", "audio.context", "explicit_content.", "topic.iab.section")


class State(Enum):
    """How a line's span lies to the moment. What is listed for a second may begin later in it, or be over."""

    NOW = "now"
    LATER = "later"
    OVER = "over"
    ALWAYS = "always"  # it has no span: it concerns the whole video, or its times are unknown


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is there.

    `key` tells it from every other line, and stays the same from one moment to the next. `type_name` is the detection type,
    else the metadata type of the result. `confidence` is NaN where there is none, `confidence_note` says what it is of.
    Times in seconds, None where it has no span. `detection_row` is its row in core's detections, `colours` are `#rrggbb`.
    """

    key: tuple[str, ...]
    type_name: str
    label: Text
    details: tuple[Text, ...] = ()
    confidence: float = NAN
    confidence_note: Text | None = None
    start_seconds: float | None = None
    end_seconds: float | None = None
    state: State = State.ALWAYS
    choice: Choice = NOTHING
    occurrence_ids: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()

    @property
    def expects_confidence(self) -> bool:
        """True where the service states confidences of such detections (FORMATS.md B4 and B8, known)."""
        return self.type_name.startswith(_WITH_CONFIDENCE)

    @property
    def detection_id(self) -> str | None:
        """The detection that it is of, None for a cue, a scene caption, a shot."""
        return self.choice.detection_id

    def left_seconds(self, seconds: float) -> float:
        """How long it still lasts at a moment; 0 where it is over, NaN where it has no span."""
        return NAN if self.end_seconds is None else max(0.0, self.end_seconds - seconds)


def state_at(seconds: float, start_seconds: float, end_seconds: float, frame_seconds: float) -> State:
    """Return how a span lies to a moment; one without length is there for the frame that it stands in."""
    since = seconds + CLOSE_SECONDS
    if math.isnan(start_seconds):
        return State.ALWAYS
    if start_seconds > since:
        return State.LATER
    last = end_seconds if end_seconds > start_seconds else start_seconds + frame_seconds
    return State.NOW if last > since else State.OVER


def known(seconds: float) -> float | None:
    """Return a number, None for NaN."""
    return None if math.isnan(seconds) else seconds


def same(number: float) -> float:
    """Return the number; for every NaN the same one, so that lines that are alike are equal."""
    return NAN if math.isnan(number) else number
