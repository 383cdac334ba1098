"""The demo film shows what the demo's results say: numbered frames, and every bounding box around what is drawn.

What is drawn is found in the decoded picture: the pixels that look like the drawing of that frame and not like the same
drawing with the face or logo left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage

from demo_film.drawing import Boxed, boxed_at
from demo_film.picture import draw_picture
from tests.support.film_decoder import FilmDecoder
from tests.support.frame_number import frame_number
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.demo.results import result
from viewer.demo.scene import SCENE
from viewer.resource_files import resource

FILM = "demo_film.webm"
WIDTH, HEIGHT = 1280, 720
FAR_PIXELS = 2.0  # how far a box may be from what is drawn
AROUND_PIXELS = 12  # what is looked at beside a box
LEAST_DIFFERENCE = 30  # of 255, between the picture and the drawing in which something is left out
Extent = tuple[float, float, float, float]  # left, top, right, bottom in pixels


@pytest.fixture
def film(qtbot: Any) -> Iterator[FilmDecoder]:
    with FilmDecoder(qtbot, resource(FILM)) as decoder:
        yield decoder


def read(type_name: str) -> Any:
    return json.loads(result(type_name, DEMO_JOB_ID))


@cache
def boxes_by_frame() -> list[list[Extent]]:
    """For each frame the boxes of faces, then those of logos, as the results give them, in pixels and within the picture."""
    faces, logos = read("frames_faces")["faces_by_frame"], read("frames_objects")["objects_by_frame"]
    rows = zip(faces, logos, strict=True)
    return [[extent(box) for box in (*seen, *(box for logo in found for box in logo["b"]))] for seen, found in rows]


def extent(box: dict[str, float]) -> Extent:
    left, top = box["x"] * WIDTH, box["y"] * HEIGHT
    right, bottom = left + box["w"] * WIDTH, top + box["h"] * HEIGHT
    return max(0.0, left), max(0.0, top), min(float(WIDTH), right), min(float(HEIGHT), bottom)


def brightness(image: QImage) -> np.ndarray:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return np.frombuffer(grey.constBits(), np.uint8).reshape(HEIGHT, WIDTH).astype(np.int16)


def drawn(shown: np.ndarray, drawing: np.ndarray, frame: int, boxed: Boxed, near: Extent) -> Extent:
    """The extent of what is drawn of `boxed` in the picture `shown`, as far as it is not far away from `near`."""
    left, top = max(0, int(near[0]) - AROUND_PIXELS), max(0, int(near[1]) - AROUND_PIXELS)
    part = slice(top, int(near[3]) + AROUND_PIXELS), slice(left, int(near[2]) + AROUND_PIXELS)
    from_rest = np.abs(shown[part] - brightness(draw_picture(frame, left_out=boxed))[part])
    from_drawing = np.abs(shown[part] - drawing[part])
    rows, columns = np.nonzero((from_rest > LEAST_DIFFERENCE) & (from_drawing < from_rest))
    assert len(rows), f"{boxed} is not seen in frame {frame}"
    return left + columns.min(), top + rows.min(), left + columns.max() + 1, top + rows.max() + 1


def test_the_film_is_as_long_and_as_large_as_the_results_say(film: FilmDecoder) -> None:
    technical = read("core")["media_info"]["technical"]
    assert film.duration_seconds == pytest.approx(technical["duration_s"], abs=2 / SCENE.fps)
    assert film.fps == technical["fps"]
    assert film.has_sound
    assert film.picture_at(0).size().toTuple() == (WIDTH, HEIGHT)
    assert resource(FILM).stat().st_size < 4_000_000


def test_every_frame_carries_its_number(film: FilmDecoder) -> None:
    for frame in (SCENE.frame_count - 1, 0, 1, *range(24, SCENE.frame_count, 61)):
        assert frame_number(film.picture_at((frame + 0.5) / SCENE.fps)) == frame


def frames_to_look_at() -> list[int]:
    """The first frame of each way that something takes, one within it, and one at which it is hidden."""
    motions = [motion for about in (*SCENE.faces, *SCENE.logos) for motion in about.motions]
    firsts = {motion.span.first for motion in motions}
    within = {(2 * motion.span.first + 3 * motion.span.last) // 5 for motion in motions}
    hidden = {span.first for motion in motions for span in motion.hidden}
    return sorted(firsts | within | hidden)


def test_boxes_enclose_what_is_drawn(film: FilmDecoder) -> None:
    looked_at = set()
    for frame in frames_to_look_at():
        shown = brightness(film.picture_at((frame + 0.5) / SCENE.fps))
        drawing = brightness(draw_picture(frame))
        assert np.abs(shown - drawing).mean() < 6, f"frame {frame} is not what is drawn for it"
        for boxed, box in zip(boxed_at(frame), boxes_by_frame()[frame], strict=True):
            found = drawn(shown, drawing, frame, boxed, box)
            far = max(abs(one - other) for one, other in zip(found, box, strict=True))
            assert far <= FAR_PIXELS, f"{boxed} in frame {frame}: drawn at {found}, its box is {box}"
            looked_at.add(boxed)
    assert len(looked_at) == sum(len(about.motions) for about in (*SCENE.faces, *SCENE.logos))
