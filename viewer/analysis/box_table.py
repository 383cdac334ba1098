"""The bounding boxes of a result as a table, joined to the job's core result by detection ID, without an object per box."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy import float64, int64
from numpy.typing import NDArray

from viewer.analysis.column_values import blank, recoded
from viewer.analysis.frame_rate import frame_rate
from viewer.model.boxes import BoxesContent
from viewer.model.columns import Column, Kind, Numbers, Table, Texts
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.text import Text

_PIXEL_DIGITS = 3
_LARGEST_SIDE = 1_000_000


def boxes_table(boxes: BoxesContent, job: Job, in_pixels: bool = False) -> Table:
    """Return one row per box, in the file's order (FORMATS.md C2 known; C1 and C3 inferred from it).

    Label and person are those of the detection in the job's core result; without core they are blank, and where core
    does not have the detection, the label says "unknown detection 137" (B10). x, y, width and height are fractions of the
    picture, or with `in_pixels` pixels, in columns named `x_pixels` and so on; fractions too where nothing tells the size.
    """
    return Table(
        "boxes",
        (
            _position(boxes),
            _time(boxes, job),
            Column(
                "detection_id",
                Text("Detection ID"),
                Text("The detection that the box belongs to, as the job's core metadata numbers it."),
                Kind.TEXT,
                boxes.detection_ids,
            ),
            *_from_core(boxes, job.core),
            *_rectangle(boxes, job, in_pixels),
            Column(
                "confidence",
                Text("Confidence"),
                Text("How sure the service is of this box, 0 to 1; blank where the file has none."),
                Kind.NUMBER,
                boxes.confidence,
            ),
        ),
    )


def _position(boxes: BoxesContent) -> Column:
    values = Numbers(boxes.positions.astype(float64))
    if boxes.unit == "second":
        tooltip = Text("Number of the second, counted from 0.")
        return Column("second", Text("Second"), tooltip, Kind.INTEGER, values)
    tooltip = Text("Number of the frame, counted from 0: its place in the file (inferred).")
    return Column("frame", Text("Frame"), tooltip, Kind.INTEGER, values)


def seconds_at(positions: NDArray[int64], unit: str, job: Job) -> NDArray[float64] | None:
    """Return the seconds from the start of the video at which frames or seconds begin; None where nothing tells that."""
    if unit == "second":
        return positions.astype(float64)
    rate = frame_rate(job)
    return None if rate is None else positions / rate.fps


def _time(boxes: BoxesContent, job: Job) -> Column:
    seconds, rate = seconds_at(boxes.positions, boxes.unit, job), frame_rate(job)
    if boxes.unit == "second":
        tooltip = Text("Where the second begins, in seconds from the start of the video.")
    elif rate is None:
        tooltip = Text("Blank: no result of this job that is here tells the frame rate. The core metadata does.")
    elif rate.is_derived:
        tooltip = Text(
            "In seconds from the start of the video: the frame, at {fps} frames a second, "
            "which follow from the detected shots (inferred).",
            fps=rate.fps,
        )
    else:
        tooltip = Text("In seconds from the start of the video: the frame, at {fps} frames a second.", fps=rate.fps)
    values = blank(len(boxes)) if seconds is None else Numbers(seconds)
    return Column("time_seconds", Text("Time"), tooltip, Kind.SECONDS, values)


@dataclass(frozen=True, slots=True)
class Names:
    """What core says of each distinct detection ID: one entry per code, "" where it says nothing."""

    labels: tuple[str, ...]
    persons: tuple[str, ...]
    types: tuple[str, ...]


def names_of(detection_ids: Texts, core: CoreContent | None) -> Names:
    """Look every distinct detection ID up in core, once. The label of one that core does not have says so (B10)."""
    if core is None:
        nothing = ("",) * len(detection_ids.distinct)
        return Names(nothing, nothing, nothing)
    found = core.detections
    rows = {detection_id: row for row, detection_id in enumerate(found.ids)}
    places = [(detection_id, rows.get(detection_id)) for detection_id in detection_ids.distinct]
    return Names(
        tuple(_unknown(name) if row is None else found.labels.at(row) for name, row in places),
        tuple("" if row is None else found.persons.at(row) for _, row in places),
        tuple("" if row is None else found.types.at(row) for _, row in places),
    )


def _unknown(detection_id: str) -> str:
    return f"unknown detection {detection_id}" if detection_id else ""


def _from_core(boxes: BoxesContent, core: CoreContent | None) -> tuple[Column, Column]:
    """Label and person: looked up once per distinct ID, then spread over the boxes by code."""
    codes, names = boxes.detection_ids.codes, names_of(boxes.detection_ids, core)
    label = Text("What was detected, from the job's core metadata.")
    person = Text("For a face: the most similar person in the gallery, from the job's core metadata.")
    if core is None:
        label = person = Text("Blank: the core metadata of this job, which has the names, is not here.")
    return (
        Column("label", Text("Label"), label, Kind.TEXT, recoded(codes, names.labels)),
        Column("person", Text("Person"), person, Kind.TEXT, recoded(codes, names.persons)),
    )


def _rectangle(boxes: BoxesContent, job: Job, in_pixels: bool) -> tuple[Column, ...]:
    size = _picture_size(job)
    sides = (
        ("x", Text("x"), Text("x (px)"), Text("Left edge of the box"), boxes.x, 0),
        ("y", Text("y"), Text("y (px)"), Text("Upper edge of the box"), boxes.y, 1),
        ("width", Text("Width"), Text("Width (px)"), Text("Width of the box"), boxes.width, 0),
        ("height", Text("Height"), Text("Height (px)"), Text("Height of the box"), boxes.height, 1),
    )
    columns = []
    for name, title, pixel_title, meaning, values, side in sides:
        if in_pixels and size is not None:
            tooltip = Text("{meaning}, in pixels of a picture of {width} × {height}.", meaning=meaning, **_shown(size))
            columns.append(Column(f"{name}_pixels", pixel_title, tooltip, Kind.NUMBER, _scaled(values, size[side])))
        else:
            tooltip = Text(
                "{meaning}, as a fraction of the picture; below 0 or above 1 where the edge of the picture cuts it.",
                meaning=meaning,
            )
            if in_pixels:
                tooltip = Text("{meaning}, as a fraction: nothing here tells the picture's size in pixels.", meaning=meaning)
            columns.append(Column(name, title, tooltip, Kind.NUMBER, values))
    return tuple(columns)


def _scaled(fractions: Numbers, side: int) -> Numbers:
    with np.errstate(over="ignore"):
        pixels = fractions.values * side
        rounded = np.round(pixels, _PIXEL_DIGITS)
    return Numbers(np.where(np.isfinite(rounded), rounded, pixels))


def _picture_size(job: Job) -> tuple[int, int] | None:
    width, height = job.header.width, job.header.height
    if width is None or height is None or not (0 < width <= _LARGEST_SIDE and 0 < height <= _LARGEST_SIDE):
        return None
    return width, height


def _shown(size: tuple[int, int]) -> dict[str, str]:
    return {"width": str(size[0]), "height": str(size[1])}
