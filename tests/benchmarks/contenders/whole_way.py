"""The whole way in the real window: fetch, show, sort, filter, find, scroll, save, export, Stop and close.

The results named as arguments, of faces and core, come from the emulator in a process of its own.
"""

import sys
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.benchmarks.inputs import job_id
from tests.benchmarks.inside import tell
from tests.benchmarks.window import RealWindow, real_window
from tests.support.emulator_process import EmulatorProcess, emulator_process
from viewer.demo.jobs import DEMO_KEY
from viewer.model.boxes import BoxesContent
from viewer.ui.panes.table_view import TableView

FACES, CORE = sys.argv[1:]
STOPPED = "seconds_objects"  # comes to a standstill in the middle of its answer
UNTIL_STANDSTILL = 2_000_000
UP, DOWN = False, True
PAGES = 40


def main() -> None:
    extra = [f"--extra=frames_faces:{FACES}", f"--extra=core:{CORE}", f"--extra={STOPPED}:{CORE}"]
    stall = f"--stall={STOPPED}:{UNTIL_STANDSTILL}"
    with emulator_process("--job", job_id(), *extra, stall) as emulator, real_window(emulator.server) as real:
        found = way(real, emulator)
    tell(real.figures, found)


def way(real: RealWindow, emulator: EmulatorProcess) -> dict[str, int]:
    """Go the whole way; return what was found at its ends."""
    real.step("fetch faces and show them", partial(real.fetch, "frames_faces"))
    real.step("fetch core and show it", partial(real.fetch, "core"))
    found = {"detections": real.pane("detections").view.column_model.rowCount()} | in_boxes(real) | in_tree(real)
    real.window.panes.choose("boxes")
    real.save("save the faces", "faces.json", "original")
    real.save("export the filtered boxes", "boxes.csv", "table")
    stop(real, emulator)
    real.close_job()
    kept = [path.stat().st_size for path in real.folder.iterdir() if path.suffix == ".json"]
    with (real.folder / "boxes.csv").open("rb") as file:
        rows = sum(1 for _ in file) - 1
    return found | {"saved_bytes": sum(kept), "lost_rows": found.pop("filtered") - rows, "has_rows": int(rows > 0)}


def in_boxes(real: RealWindow) -> dict[str, int]:
    """Sort, filter and scroll."""
    real.window.panes.choose("boxes")
    pane = real.pane("boxes")
    assert isinstance(pane.result.content, BoxesContent)
    for column, is_descending in (("x", UP), ("x", DOWN), ("label", UP)):
        real.step(
            f"sort boxes by {column} {'down' if is_descending else 'up'}", partial(sort, pane.view, column, is_descending)
        )
    real.step("scroll boxes", partial(real.scroll_down, pane.view, PAGES))
    field = real.open_find()
    real.step("filter boxes while typing", partial(real.type_slowly, field, "café"))
    real.step("filter by another word", partial(field.setText, "17"))
    return {"boxes": len(pane.result.content), "filtered": pane.view.column_model.rowCount()}


def sort(view: TableView, column: str, is_descending: bool) -> None:
    table = view.column_model.table
    assert table is not None
    number = [one.name for one in table.columns].index(column)
    order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
    view.horizontalHeader().setSortIndicator(number, order)


def in_tree(real: RealWindow) -> dict[str, int]:
    """Open big nodes of the core result, scroll and find."""
    pane = real.pane("json")
    real.step("choose the tree", lambda: real.window.panes.choose("json"))
    core = real.program.desk.job.result("core")
    assert core is not None
    real.step("choose core in the tree", lambda: pane.choose(core))
    real.step("open detections in the tree", lambda: real.open_rows("detections"))
    real.step("open by_second in the tree", lambda: real.open_rows("detection_groupings", "by_second"))
    real.step("scroll the tree", partial(real.scroll_down, pane.tree, PAGES))
    field = real.open_find()
    real.step("find in the tree while typing", partial(real.type_slowly, field, "somebody"))
    return {"found": int(pane.tree.current_node() is not None)}


def stop(real: RealWindow, emulator: EmulatorProcess) -> None:
    """Press Stop in the middle of a fetch; it is done when the window is free and the server saw the connection close."""
    real.driver.ask_for(STOPPED, job_id(), DEMO_KEY)
    button = real.driver.fetch_button
    real.step("fetch until it stands still", real.driver.press_fetch, lambda: words_on(button) == "Stop")
    closed = partial(emulator.count, "closed-by-client", STOPPED)
    real.step("press Stop", real.driver.press_fetch, lambda: words_on(button) == "Fetch" and closed() == 1)


def words_on(button: QPushButton) -> str:
    """The words on a button, without the mark of its key."""
    return button.text().replace("&", "")


main()
