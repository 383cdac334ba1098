"""The demo film in the real window: opened, played for some seconds, and gone through frame by frame and shot by shot."""

import sys
import time
from functools import partial
from pathlib import Path

from tests.benchmarks.inside import tell
from tests.benchmarks.window import RealWindow, real_window
from viewer.resource_files import resource

FACES = Path(sys.argv[1])
PLAYED_SECONDS = 8.0
STEPS = 12


def main() -> None:
    with real_window() as real:
        found = way(real)
    tell(real.figures, found)


def way(real: RealWindow) -> dict[str, int]:
    """Open, play and step; return what was there."""
    real.step("open the boxes", partial(real.window.open_paths, (FACES,)))
    film, playhead = real.window.clock.film, real.window.clock.playhead
    player = film.player
    real.step("open the film", partial(film.open_film, resource("demo_film.webm")), lambda: player.facts is not None)
    shown: list[tuple[float, int, int]] = []
    player.frame_shown.connect(
        lambda _image, frame, _seconds: shown.append((time.perf_counter(), frame, len(film.canvas.boxes.boxes)))
    )
    begun = time.perf_counter()
    real.step("play", film.toggle_playing, lambda: time.perf_counter() - begun > PLAYED_SECONDS)
    played = list(shown)
    real.step("stand still", film.toggle_playing, lambda: not player.is_playing)
    real.figures["play.frame_seconds"] = (played[-1][0] - played[0][0]) / (len(played) - 1)
    for number in range(STEPS):
        playhead.step("frame", 1)
        real.wait(lambda: not player.is_seeking)
        playhead.move_to(4.0 * number)
        real.wait(lambda: not player.is_seeking)
    real.step("go about", lambda: None)
    boxes = real.pane("boxes").result.content
    return {"boxes": len(boxes), "has_boxes_shown": int(max(count for *_, count in shown) > 0)}


main()
