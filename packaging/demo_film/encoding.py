"""Hands drawn pictures and a sound file to the ffmpeg program, which makes a film of them."""

from __future__ import annotations

import subprocess
import tempfile
import wave
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    import numpy as np

SOUND_RATE = 48_000
# What is drawn is sRGB; the film is BT.709 of limited range and says so, so that black and white read back as such.
_COLOURS = "scale=out_color_matrix=bt709:out_range=tv"
_TAGS = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"]
# Opus begins 6.5 ms before its time, and ffmpeg puts the pictures off for it; so late a sound leaves frame 0 at 0 s.
OPUS_DELAY = ["-itsoffset", "0.007"]
# The same pictures make the same bytes: no dates, no name of the program in the file.
_REPEATABLE = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"]


def encode(
    pictures: Iterable[QImage], rate: str, options: list[str], into: Path, sound: list[str] | None = None, passes: int = 1
) -> None:
    """Write the film `into`; `rate` in pictures per second as ffmpeg writes it, `options` are those of the codecs.

    `sound` are the options that name the sound file. With two passes `pictures` is gone through twice.
    Raises subprocess.CalledProcessError when ffmpeg refuses.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, into.name)
        for number in range(1, passes + 1):
            steps = ["-pass", str(number), "-passlogfile", str(Path(folder, "log"))] if passes > 1 else []
            _run_pass(pictures, rate, [*options, *steps], made, sound)
        into.write_bytes(made.read_bytes())


def _run_pass(pictures: Iterable[QImage], rate: str, options: list[str], into: Path, sound: list[str] | None) -> None:
    running: subprocess.Popen[bytes] | None = None
    for picture in pictures:
        if running is None:
            command = _command(picture, rate, options, into, sound)
            running = subprocess.Popen(command, stdin=subprocess.PIPE)
        assert running.stdin is not None
        pixels = picture.convertToFormat(QImage.Format.Format_RGBX8888)  # held by its name: the bits alone do not hold it
        running.stdin.write(pixels.constBits())
    if running is not None:
        running.communicate()
        if running.returncode:
            raise subprocess.CalledProcessError(running.returncode, running.args)


def _command(picture: QImage, rate: str, options: list[str], into: Path, sound: list[str] | None) -> list[str]:
    size = f"{picture.width()}x{picture.height()}"
    pictures = ["-f", "rawvideo", "-pix_fmt", "rgb0", "-video_size", size, "-framerate", rate, "-i", "-"]
    start = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-y", *pictures, *(sound or [])]
    return [*start, "-vf", _COLOURS, "-pix_fmt", "yuv420p", *_TAGS, *options, *_REPEATABLE, str(into)]


def write_sound(samples: np.ndarray, into: Path) -> None:
    """Write samples of −1…1 (float, one or two columns, 48 kHz) as a WAV file of 16 bits."""
    with wave.open(str(into), "wb") as file:
        file.setnchannels(1 if samples.ndim == 1 else samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(SOUND_RATE)
        file.writeframes((samples.clip(-1, 1) * 32_767).astype("<i2").tobytes())
