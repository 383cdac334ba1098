"""Boxes painted on pictures that tests look at, pixel by pixel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QWidget

from viewer.analysis.boxes_at import ShownBox
from viewer.ui.painting.box_overlay import BoxOverlay, Look
from viewer.ui.painting.picture_fit import PictureFit, PixelGrid

Pixels = NDArray[np.int64]  # rows × columns × red, green, blue
BARE = Look(has_labels=False)
A_BOX = ShownBox("frames_faces", 0, "1", 0.25, 0.25, 0.5, 0.5, math.nan, "Ada")


def a_box(row: int, x: float, y: float, width: float, height: float, label: str = "Ada", *, of: str = "") -> ShownBox:
    """A box of a detection of its own, or of the one that is named."""
    return replace(A_BOX, row=row, detection_id=of or str(row), x=x, y=y, width=width, height=height, label=label)


def plain_ground(size: QSize, scale: float, colour: QColor) -> QImage:
    """A picture of one colour, `size` in logical pixels."""
    image = QImage(round(size.width() * scale), round(size.height() * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(colour)
    return image


def noisy_ground(size: QSize, scale: float) -> QImage:
    """A picture in which each pixel has another colour."""
    image = plain_ground(size, scale, QColor("black"))
    noise = np.random.default_rng(5).integers(0, 256, (image.height(), image.width(), 4), dtype=np.uint8)
    made = QImage(noise.data, image.width(), image.height(), QImage.Format.Format_RGB32).copy()
    made.setDevicePixelRatio(scale)
    return made


def painted(
    ground: QImage, boxes: Sequence[ShownBox], fit: PictureFit, look: Look = BARE, *, has_focus: bool = False
) -> tuple[Pixels, BoxOverlay]:
    """Paint boxes on a copy of a ground; return its pixels, and the overlay that did it."""
    image, overlay = ground.copy(), BoxOverlay()
    painter = QPainter(image)
    overlay.lay_out(boxes, fit, PixelGrid(painter.deviceTransform()), look, QFont())
    overlay.paint(painter, has_focus=has_focus)
    painter.end()
    return pixels_of(image), overlay


def pixels_of(image: QImage) -> Pixels:
    """The colours of an image."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine() // 4, 4)
    return raw[:, : plain.width(), 2::-1].astype(np.int64)


def rendered(widget: QWidget, scale: float) -> Pixels:
    """What a widget paints on a screen of so many device pixels a pixel."""
    image = plain_ground(widget.size(), scale, QColor("magenta"))
    widget.render(image)
    return pixels_of(image)


def luminance(pixels: Pixels) -> NDArray[np.float64]:
    """Relative luminance, 0 to 1 (WCAG 2)."""
    parts = pixels / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(one: Pixels, other: Pixels) -> NDArray[np.float64]:
    """The contrast of colours, 1 to 21 (WCAG 2)."""
    first, second = luminance(one), luminance(other)
    return np.asarray((np.maximum(first, second) + 0.05) / (np.minimum(first, second) + 0.05))


def spans_of(line: Pixels, colour: QColor) -> list[tuple[int, int]]:
    """Where a line of pixels has a colour: the first pixel of each run, and the one after its last."""
    is_it = (line == np.array(colour.getRgb()[:3])).all(axis=-1)
    steps = np.flatnonzero(np.diff(np.concatenate(([0], is_it.astype(np.int8), [0]))))
    return list(zip(steps[::2].tolist(), steps[1::2].tolist(), strict=True))


def area_of(size: QSize) -> QRectF:
    """All of a picture of this size."""
    return QRectF(0, 0, size.width(), size.height())
