"""One frame of the canvas in a window: a picture of 1280 × 720 with its boxes, from handing it over until it is painted."""

import statistics
import sys
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.benchmarks.inside import tell, timed
from viewer.model.boxes import BoxesContent
from viewer.model.columns import Numbers, Texts
from viewer.model.job import Job
from viewer.model.result import Opened, Reading, Result
from viewer.reading.source import FileSource
from viewer.ui.background import Background
from viewer.ui.film.canvas import FilmCanvas
from viewer.ui.painting.box_overlay import MARGIN
from viewer.ui.playhead import Playhead
from viewer.ui.theme import apply_theme

FPS = 25
PICTURES = 8


def moving_boxes(boxes: int, frames: int) -> BoxesContent:
    """Boxes that move through the picture and overlap, each with a confidence that is another at every frame."""
    frame = np.repeat(np.arange(frames), boxes)
    box = np.tile(np.arange(boxes), frames)
    way = (frame / frames + box / boxes) % 1
    return BoxesContent(
        "frame",
        frames,
        frame.astype(np.int64),
        Texts(box.astype(np.int32), tuple(f"somebody {number}" for number in range(boxes))),
        Numbers(np.round(way * 1.1 - 0.1, 3)),
        Numbers(np.round((box % 5) / 6 + way / 8, 3)),
        Numbers(np.full(len(box), 0.15)),
        Numbers(np.full(len(box), 0.2)),
        Numbers(np.round(0.5 + 0.5 * np.abs(np.sin(frame / 10 + box)), 3)),
    )


def main() -> None:
    boxes, frames = map(int, sys.argv[1:])
    application = QApplication(sys.argv[:1])
    apply_theme(application, "light")
    background, playhead = Background(), Playhead()
    canvas = FilmCanvas(playhead, background)
    canvas.resize(1280 + 2 * int(MARGIN), 720 + 2 * int(MARGIN))
    canvas.show()
    path = Path(__file__)
    content = moving_boxes(boxes, frames)
    canvas.show_job(Job(None, (Result("frames_faces", FileSource(path), Opened(path), Reading(content)),)))
    while canvas.boxes.is_busy:
        application.processEvents()
    pictures = [noise(seed) for seed in range(PICTURES)]
    painted = 0

    def show(frame: int) -> None:
        canvas.show_picture(pictures[frame % PICTURES])
        canvas.show_frame(frame, frame / FPS)
        canvas.repaint()

    seconds = []
    for frame in range(frames):
        seconds.append(timed(partial(show, frame))[1])
        painted += len(canvas.overlay.placed)
        application.processEvents()
    background.shut_down()
    tell({"seconds": statistics.median(seconds), "slowest.seconds": max(seconds)}, {"painted_boxes": painted})


def noise(seed: int) -> QImage:
    pixels = np.random.default_rng(seed).integers(0, 256, (720, 1280, 4), dtype=np.uint8)
    return QImage(pixels.data, 1280, 720, QImage.Format.Format_RGB32).copy()


main()
