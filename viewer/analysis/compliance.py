"""Compliance hits in time order: what was flagged as unfit for some audiences, each with the reason why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy import float64, int32, int64, uint8
from numpy.typing import NDArray

from viewer.analysis.looked_up import picked
from viewer.model.detections import CoreContent
from viewer.text import Text

if TYPE_CHECKING:
    from viewer.watch import Watch

Floats = NDArray[float64]
Rows = NDArray[int64]
ShortRows = NDArray[int32]

REASONS = (
    Text("Explicit content"),
    Text("Compliance keyword in speech"),
    Text("Compliance keyword on screen"),
    Text("Marked for compliance"),
    Text("Possibly under 18"),
)
_EXPLICIT, _SPOKEN, _WRITTEN, _TAGGED, _YOUNG = (1 << number for number in range(len(REASONS)))
_TAGS = {"content_compliance": _TAGGED, "under_18_years": _YOUNG}


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """One entry per hit, by start; those without one come last.

    `detection_rows` are rows of `core.detections`; `occurrence_rows` of `core.occurrences`, -1 where the detection has no
    occurrences and concerns the whole video. Bit `n` of `reason_bits` stands for REASONS[n]: a hit may have several.
    """

    core: CoreContent
    detection_rows: ShortRows
    occurrence_rows: ShortRows
    reason_bits: NDArray[uint8]

    def __len__(self) -> int:
        return len(self.detection_rows)

    def reasons(self, row: int) -> tuple[Text, ...]:
        """Why this is a hit: at least one reason."""
        bits = int(self.reason_bits[row])
        return tuple(reason for number, reason in enumerate(REASONS) if bits >> number & 1)

    def with_reason(self, number: int) -> Rows:
        """The hits for which REASONS[number] is a reason."""
        return np.flatnonzero(self.reason_bits >> number & 1)

    def confidence(self) -> Floats:
        """The confidence of each hit, NaN where there is none."""
        return confidence_of_hits(self.core, self.occurrence_rows, self.detection_rows)


def compliance_hits(core: CoreContent, watch: Watch | None = None) -> Hits:
    """Return the occurrences of detections that need a reviewer's eye.

    Explicit content (`explicit_content.*`, FORMATS.md B5, legacy), compliance keywords in speech and in on-screen text (B5,
    known), and whatever carries the tag `content_compliance` or `under_18_years` (B7, known). Raises Cancelled.
    """
    found, spans = core.detections, core.occurrences
    bits = _reason_bits(core)
    counts = np.diff(found.first_occurrence)
    flagged = np.flatnonzero(bits)
    if watch is not None:
        watch.check()
    rows = occurrences_of(found.first_occurrence, flagged)
    whole = flagged[counts[flagged] == 0]
    owners = np.concatenate([np.repeat(flagged, counts[flagged]), whole])
    order = np.argsort(np.concatenate([spans.start_seconds.values[rows], np.full(len(whole), np.nan)]), kind="stable")
    occurrence_rows = np.concatenate([rows, np.full(len(whole), -1, int64)])
    return Hits(core, owners[order].astype(int32), occurrence_rows[order].astype(int32), bits[owners][order])


def confidence_of_hits(core: CoreContent, occurrence_rows: ShortRows, detection_rows: ShortRows) -> Floats:
    """Return the confidence of hits: the occurrence's, else the detection's; NaN where there is none."""
    given = picked(core.occurrences.confidence.values, occurrence_rows)
    result: Floats = np.where(np.isnan(given), core.detections.confidence.values[detection_rows], given)
    return result


def occurrences_of(first_occurrence: Rows, detection_rows: Rows) -> Rows:
    """Return the rows of the occurrences of these detections, one detection after the other."""
    first = first_occurrence[detection_rows]
    counts = first_occurrence[detection_rows + 1] - first
    before = np.cumsum(counts) - counts
    result: Rows = np.arange(int(counts.sum()), dtype=int64) + np.repeat(first - before, counts)
    return result


def _reason_bits(core: CoreContent) -> NDArray[uint8]:
    """The reasons of each detection; 0 where there is none."""
    found = core.detections
    of_type = np.array([_of_type(name) for name in found.types.distinct], uint8)
    of_tags = np.array([_of_tags(tags) for tags in found.tags.distinct], uint8)
    if not len(found):
        return np.zeros(0, uint8)
    result: NDArray[uint8] = of_type[found.types.codes] | of_tags[found.tags.codes]
    return result


def _of_type(name: str) -> int:
    if name.startswith("explicit_content."):
        return _EXPLICIT
    if name.endswith(".keyword.compliance"):
        return _WRITTEN if name.startswith("visual.") else _SPOKEN
    return 0


def _of_tags(tags: str) -> int:
    return sum(_TAGS.get(tag, 0) for tag in set(tags.split(", ")))
