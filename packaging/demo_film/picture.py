"""Draws a whole frame of the demo film: its shot, the texts in the picture, the number of the frame."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from demo_film import shots_at_sea, shots_indoors
from demo_film.drawing import Boxed, FrameDrawing, in_pixels
from demo_film.frame_strip import draw_frame_number
from demo_film.sketch import HEIGHT, WIDTH, Sketch, fitted_text
from viewer.demo.scene import SCENE
from viewer.demo.stage import ScreenText

_SHOTS = (
    shots_at_sea.lighthouse_at_dusk,
    shots_indoors.kitchen,
    shots_at_sea.mail_boat,
    shots_at_sea.deck,
    shots_indoors.kitchen_door,
    shots_indoors.pip_close,
    shots_indoors.stove,
    shots_indoors.kitchen_table,
    shots_at_sea.lighthouse_at_night,
)


def draw_picture(frame: int, left_out: Boxed | None = None) -> QImage:
    """Return the picture of `frame`, 1280 × 720 pixels. Without `left_out`, which a test can so tell from all else."""
    picture = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    picture.fill(0)
    painter = QPainter(picture)
    sketch = Sketch(painter)
    _SHOTS[SCENE.shot_at(frame)](FrameDrawing(sketch, frame, left_out))
    for text in SCENE.texts:
        if any(frame in span for span in text.frames):
            _draw_text(sketch, text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    draw_frame_number(painter, WIDTH, HEIGHT, frame)
    painter.end()
    return picture


def _draw_text(sketch: Sketch, text: ScreenText) -> None:
    place = in_pixels(text.box)
    margin = 0.2 * place.height()
    inner = place.adjusted(margin, margin, -margin, -margin)
    if text.region == "lower_third":
        sketch.box(place, "#26303f", 0, radius=6)
        sketch.box(QRectF(place.left(), place.top(), 10, place.height()), "#f2c14e", 0)
        sketch.shape(fitted_text(text.text, inner.adjusted(16, 0, 0, 0)), "#fff6dd", 0)
    elif text.region == "middle_third":  # a label of paper
        sketch.box(place, "#fff6dd", 2, radius=3)
        sketch.shape(fitted_text(text.text, inner), "#a44a3f", 0)
    else:
        letters = fitted_text(text.text, place)
        sketch.shape(letters.translated(3, 4), "#1a2036", 0)
        sketch.shape(letters, "#fff2d0", 0)
