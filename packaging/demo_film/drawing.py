"""One frame being drawn: what of the scene has a box there, and the drawing of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from demo_film.faces import Look, Mood, draw_back_of_head, draw_face, is_blinking, speaking_mouth
from demo_film.logos import draw_logo
from demo_film.sketch import HEIGHT, WIDTH, Sketch
from viewer.demo.motion import BoundingBox, Motion
from viewer.demo.scene import SCENE

MIRJA_FACE, PIP_FACE, HOODED_FACE, CHILD_FACE = range(len(SCENE.faces))
GULL_MAIL, SINGWELL = range(len(SCENE.logos))
_SPEAKERS = {MIRJA_FACE: "1", PIP_FACE: "2"}


@dataclass(frozen=True, slots=True)
class Boxed:
    """Something with a bounding box: the face or logo `number` of the scene, in its motion `part`."""

    is_face: bool
    number: int
    part: int

    @property
    def motion(self) -> Motion:
        about = SCENE.faces[self.number] if self.is_face else SCENE.logos[self.number]
        return about.motions[self.part]


def boxed_at(frame: int) -> list[Boxed]:
    """Return all that has a box at `frame`."""
    faces = [Boxed(True, number, part) for number, face in enumerate(SCENE.faces) for part in range(len(face.motions))]
    logos = [Boxed(False, number, part) for number, logo in enumerate(SCENE.logos) for part in range(len(logo.motions))]
    return [boxed for boxed in (*faces, *logos) if boxed.motion.box_at(frame) is not None]


def in_pixels(box: BoundingBox) -> QRectF:
    """Return a box of the scene in pixels of the film."""
    return QRectF(box.x * WIDTH, box.y * HEIGHT, box.width * WIDTH, box.height * HEIGHT)


class FrameDrawing:
    """A frame of the scene on a sketch. What has a box is drawn exactly there; `left_out` of it is not drawn at all."""

    def __init__(self, sketch: Sketch, frame: int, left_out: Boxed | None = None) -> None:
        self.sketch, self.frame, self._left_out = sketch, frame, left_out

    def face_place(self, number: int) -> QRectF | None:
        """Where a face is, also while it is hidden or turned away; None where it is not in the shot."""
        for motion in SCENE.faces[number].motions:
            box = Motion(motion.keys).box_at(self.frame)
            if box is not None:
                return in_pixels(box)
        return None

    def draw_face(self, number: int, look: Look) -> None:
        """Draw a face if it is seen at this frame; the back of the head if it is turned away."""
        seen = [boxed for boxed in boxed_at(self.frame) if boxed.is_face and boxed.number == number]
        for boxed in seen:
            box = boxed.motion.box_at(self.frame)
            if box is not None and boxed != self._left_out:
                draw_face(self.sketch, in_pixels(box), look, self._mood(number))
        place = self.face_place(number)
        if place is not None and not seen:
            draw_back_of_head(self.sketch, place, look)

    def logos(self, number: int) -> Iterator[tuple[Boxed, QRectF]]:
        """Yield the places of a logo at this frame."""
        for boxed in boxed_at(self.frame):
            box = boxed.motion.box_at(self.frame)
            if not boxed.is_face and boxed.number == number and box is not None:
                yield boxed, in_pixels(box)

    def logo_place(self, number: int, part: int) -> QRectF | None:
        """Where a logo is in its motion `part`, or None before and after."""
        box = SCENE.logos[number].motions[part].box_at(self.frame)
        return None if box is None else in_pixels(box)

    def draw_logos(self, number: int) -> None:
        """Draw a logo wherever it is at this frame."""
        for boxed, place in self.logos(number):
            if boxed != self._left_out:
                draw_logo(self.sketch, place, SCENE.logos[number].label)

    def _mood(self, number: int) -> Mood:
        feeling = SCENE.faces[number].feeling_at(self.frame)
        mouth = self._speaking(_SPEAKERS.get(number))
        blinking = is_blinking(self.frame, number)
        if feeling is None:
            return Mood(mouth=mouth, is_blinking=blinking)
        first = feeling.expressions[0][0] if feeling.expressions else ""
        return Mood(feeling.valence, first == "surprise", mouth, blinking and first != "surprise")

    def _speaking(self, speaker_id: str | None) -> float:
        now = self.frame * 1000 / SCENE.fps
        for line in SCENE.lines:
            if line.speaker.speaker_id == speaker_id and line.start_ms <= now <= line.end_ms:
                return speaking_mouth(now - line.start_ms)
        return 0.0


def key_place(number: int, part: int, place: int) -> QRectF:
    """Return where a logo is at the key frame `place` of its motion `part`: for what carries it before and after that."""
    return in_pixels(SCENE.logos[number].motions[part].keys[place].box)
