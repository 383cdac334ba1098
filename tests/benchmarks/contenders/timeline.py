"""Our timeline, painted into a picture: all of the video, a part of it, again beside a playhead that moves; and pointed at.

A repaint is of tracks, ruler and minimap together, each of another window, so that nothing kept from before helps; the full
one has nothing kept at all. Times are those that the processor worked.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.benchmarks.inside import tell
from tests.benchmarks.timeline_job import DURATION, core, lanes_of
from viewer.analysis.lane_pixels import Window
from viewer.model.choice import Choice
from viewer.model.timing import TimeFormat
from viewer.ui.painting.timeline_tracks import TimelineTracks, TrackStyle, rows_of
from viewer.ui.theme import own_palette

WIDTH, HEIGHT = 1280, 400
ZOOMED_SECONDS = 60.0
ROUNDS, POINTS = 40, 500

app = QApplication([])
content = core(int(sys.argv[1]))
lanes = lanes_of(content)
style = TrackStyle(own_palette(is_dark=False), app.font(), TimeFormat.CLOCK)
row_height = round(QFontMetrics(app.font()).height() * 1.5)
image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
choice = Choice("7")
whole = Window(0.0, DURATION, WIDTH)


def new_tracks() -> TimelineTracks:
    return TimelineTracks(rows_of(lanes, frozenset(), row_height), style, content.detections.ids)


def repaint(tracks: TimelineTracks, window: Window) -> None:
    painter = QPainter(image)
    tracks.paint_minimap(painter, QRect(0, 0, WIDTH, row_height), whole, window)
    tracks.paint_ruler(painter, QRect(0, row_height, WIDTH, row_height), window)
    tracks.paint(painter, QRect(0, 2 * row_height, WIDTH, HEIGHT - 2 * row_height), window, 0, choice, ("people", 5))
    painter.end()


def median(work: Callable[[int], object], rounds: int) -> float:
    taken = []
    for number in range(rounds):
        started = time.process_time()
        work(number)
        taken.append(time.process_time() - started)
    return statistics.median(taken)


kept = new_tracks()
repaint(kept, whole)  # what is imported late is there
chance = random.Random(4)
xs, ys = (chance.sample(range(size), POINTS // 2) * 2 for size in (WIDTH, kept.height))


def zoomed(number: int) -> Window:
    start = DURATION * number / ROUNDS
    return Window(start, start + ZOOMED_SECONDS, WIDTH)


hits = [kept.hit(x, y, whole) for x, y in zip(xs, ys, strict=True)]
figures = {
    "full.seconds": median(lambda number: repaint(new_tracks(), whole), ROUNDS),
    "zoomed.seconds": median(lambda number: repaint(kept, zoomed(number)), ROUNDS),
    "again.seconds": median(lambda number: repaint(kept, zoomed(0)), ROUNDS),
    "hit.seconds": median(lambda number: kept.hit(xs[number], ys[number], whole), POINTS),
}
of_detections = [lane for lane in lanes if lane.key == "people" or lane.key.startswith("type/")]
drawn = {occurrence for lane in of_detections for occurrence in lane.spans.items.tolist() if occurrence >= 0}
has_bars = any(hit.places for hit in hits if hit is not None)
tell(figures, {"occurrences": len(drawn), "has_rows": int(all(hits)), "has_bars": int(has_bars)})
