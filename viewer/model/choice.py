"""What the user has chosen: one detection, occurrence, box, cue or scene caption, for all that shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen; nothing where all is None.

    `detection_id` is a detection of the core result, which box results name too. `start_seconds` and `end_seconds` are the
    span of the chosen occurrence, cue or scene caption: what playing repeats. `box` is the type name of a box result and the
    row in its columns.
    """

    detection_id: str | None = None
    start_seconds: float | None = None
    end_seconds: float | None = None
    box: tuple[str, int] | None = None

    @property
    def has_span(self) -> bool:
        """True where there is a span to repeat."""
        return self.start_seconds is not None and self.end_seconds is not None and self.end_seconds > self.start_seconds


NOTHING = Choice()
