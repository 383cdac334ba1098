"""What a face is called: by the best match in the gallery, else as unknown, with its detection ID."""

from __future__ import annotations

from viewer.model.detections import Detections
from viewer.text import Text


def face_name(found: Detections, row: int) -> Text:
    """Return the name of the face in row `row` of the detections (FORMATS.md F1: "unknown male (det ID: 3)", known)."""
    person = found.persons.at(row)
    if person:
        return Text("{label}", label=person)
    gender, detection_id = found.genders.at(row).casefold(), found.ids[row]
    if gender == "male":
        return Text("Unknown male (face {id})", id=detection_id)
    if gender == "female":
        return Text("Unknown female (face {id})", id=detection_id)
    return Text("Unknown person (face {id})", id=detection_id)
