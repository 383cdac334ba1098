"""One frame of a pane in the real window while it is scrolled: from the turn of a page until it is painted."""

import statistics
import sys
from pathlib import Path

from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSlider, QApplication

from tests.benchmarks.inside import tell, timed
from tests.benchmarks.window import real_window

PAGES = 200


def frame(view: QAbstractScrollArea) -> None:
    view.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
    view.viewport().repaint()
    QApplication.processEvents()


def main() -> None:
    file, pane, name = sys.argv[1:]
    with real_window() as real:
        real.window.open_paths((Path(file),))
        real.wait(lambda: real.is_idle() and not real.program.background.running)
        real.window.panes.choose(pane)
        if pane == "json":
            real.open_rows("detections")
        view = getattr(real.pane(pane), name)
        real.stalls.wait_ticks(10)
        seconds = [timed(lambda: frame(view))[1] for _ in range(PAGES)]
        scrolled = view.verticalScrollBar().value()
    tell({"seconds": statistics.median(seconds), "slowest.seconds": max(seconds)}, {"is_scrolled": int(scrolled > PAGES)})


main()
