"""Makes the small films of tests/samples: each with the number of its frame in its corner, at the frame rates in use.

Run from the checkout, with ffmpeg installed: `PYTHONPATH=packaging:. .venv/bin/python -m demo_film.samples`
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from demo_film.encoding import SOUND_RATE, encode, write_sound
from demo_film.frame_strip import draw_frame_number

FOLDER = Path(__file__).parents[2] / "tests" / "samples"
WIDTH, HEIGHT = 480, 270

_VP8 = ["-c:v", "libvpx", "-b:v", "200k", "-quality", "good", "-auto-alt-ref", "1", "-lag-in-frames", "16"]
_VP9 = ["-c:v", "libvpx-vp9", "-b:v", "0", "-crf", "36", "-row-mt", "0", "-auto-alt-ref", "1", "-lag-in-frames", "25"]
_H264 = ["-c:v", "libx264", "-crf", "26", "-preset", "medium", "-threads", "1"]


@dataclass(frozen=True, slots=True)
class _Sample:
    """One film to be made: `rate` and `options` of the codecs as ffmpeg takes them; a sound codec among them means sound."""

    name: str
    rate: str
    frame_count: int
    options: list[str]

    @property
    def has_sound(self) -> bool:
        return "-c:a" in self.options

    @property
    def seconds(self) -> float:
        whole, _, part = self.rate.partition("/")
        return self.frame_count * int(part or 1) / int(whole)


SAMPLES = (
    _Sample("film_23976.webm", "24000/1001", 120, [*_VP9, "-g", "60", "-c:a", "libopus", "-b:a", "24k"]),
    # All frames but the first depend on others, up to three of them on later ones.
    _Sample("film_24.mp4", "24", 120, [*_H264, "-g", "250", "-bf", "3", "-b_strategy", "0", "-c:a", "aac", "-b:a", "32k"]),
    _Sample("film_25.webm", "25", 125, [*_VP8, "-g", "50", "-c:a", "libvorbis", "-q:a", "0"]),
    _Sample("film_2997.mp4", "30000/1001", 150, [*_H264, "-g", "48", "-bf", "2", "-x264-params", "open-gop=1"]),
    _Sample("film_50.webm", "50", 200, [*_VP9, "-g", "100"]),
)


def pictures(frame_count: int) -> Iterator[QImage]:
    """Draw the frames 0…`frame_count` − 1: a ball that rolls, in front of a sky that slowly turns, and the number."""
    for frame in range(frame_count):
        picture = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(picture.rect(), QColor.fromHsvF(frame / frame_count, 0.35, 0.8))
        painter.fillRect(QRectF(0, HEIGHT * 0.7, WIDTH, HEIGHT), QColor("#4a5f4a"))
        painter.setBrush(QColor("#d1495b"))
        painter.translate(QPointF(WIDTH * (0.1 + 0.8 * frame / frame_count), HEIGHT * 0.6))
        painter.rotate(frame * 6)
        painter.drawEllipse(QPointF(0, 0), HEIGHT * 0.1, HEIGHT * 0.1)
        painter.drawLine(QPointF(0, 0), QPointF(HEIGHT * 0.1, 0))
        painter.resetTransform()
        draw_frame_number(painter, WIDTH, HEIGHT, frame)
        painter.end()
        yield picture


def beeps(seconds: float) -> np.ndarray:
    """Return the sound: a quiet tone with a louder one of a tenth of a second at each full second."""
    times = np.arange(math.floor(seconds * SOUND_RATE)) / SOUND_RATE
    loudness = np.where(times % 1 < 0.1, 0.5, 0.03)
    return loudness * np.sin(2 * np.pi * 440 * times)


def main() -> None:
    """Make all samples: five films, one of them cut off in the middle as well, and a file that is no film."""
    with tempfile.TemporaryDirectory() as folder:
        for sample in SAMPLES:
            sound = Path(folder, "sound.wav")
            write_sound(beeps(sample.seconds), sound)
            heard = ["-i", str(sound)] if sample.has_sound else None
            encode(pictures(sample.frame_count), sample.rate, sample.options, FOLDER / sample.name, heard)
    whole = (FOLDER / "film_25.webm").read_bytes()
    (FOLDER / "cut_off.webm").write_bytes(whole[: len(whole) // 2])
    (FOLDER / "not_a_film.mp4").write_text("This is a text, whatever its name says.\n", encoding="utf-8")


if __name__ == "__main__":
    main()
