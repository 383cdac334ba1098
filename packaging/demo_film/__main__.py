"""Builds resources/demo_film.webm; README.md beside this file tells how.

With `--frame NUMBER FILE` it only draws one frame into an image file.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage

from demo_film.encoding import OPUS_DELAY, encode, write_sound
from demo_film.picture import draw_picture
from demo_film.sound import mixed
from viewer.demo.scene import SCENE

FILM = Path(__file__).parents[2] / "resources" / "demo_film.webm"
# A key frame each second: the way back from any frame is short. The numbers are the quality that fits into 4 MB.
_QUALITY = ["-b:v", "0", "-crf", "37", "-cpu-used", "2", "-threads", "2"]
_PICTURES = ["-c:v", "libvpx-vp9", "-g", "25", "-keyint_min", "25", *_QUALITY]
_SOUND = ["-c:a", "libopus", "-b:a", "48k"]


class _Frames:
    """All frames of the film, as often as they are asked for."""

    def __iter__(self) -> Iterator[QImage]:
        return map(draw_picture, range(SCENE.frame_count))


def main() -> None:
    """Draw, mix and encode."""
    parser = argparse.ArgumentParser(prog="demo_film", description="Build the demo film.")
    parser.add_argument("--frame", nargs=2, metavar=("NUMBER", "FILE"), help="draw one frame only")
    options = parser.parse_args()
    application = QGuiApplication(["demo_film", "-platform", "offscreen"])  # fonts need one
    if options.frame:
        draw_picture(int(options.frame[0])).save(options.frame[1])
    else:
        with tempfile.TemporaryDirectory() as folder:
            sound = Path(folder, "sound.wav")
            write_sound(mixed(), sound)
            encode(_Frames(), str(SCENE.fps), [*_PICTURES, *_SOUND], FILM, [*OPUS_DELAY, "-i", str(sound)], passes=2)
    application.quit()


if __name__ == "__main__":
    main()
