"""A core result opened from a file in the real window: its tree is opened, scrolled, searched; it is saved and closed."""

import sys
from functools import partial
from pathlib import Path

from tests.benchmarks.inside import tell
from tests.benchmarks.window import RealWindow, real_window
from viewer.ui.panes.json_tree_view import JsonTreeView

CORE = Path(sys.argv[1])
PAGES = 40


def main() -> None:
    with real_window() as real:
        found = way(real)
        saved = (real.folder / "core.json").stat().st_size
    tell(real.figures, found | {"saved_bytes": saved})


def way(real: RealWindow) -> dict[str, int]:
    """Do what is done with a tree; return what was found."""
    real.step("open, first rows of the tree", partial(real.window.open_paths, (CORE,)), lambda: has_rows(real))
    real.step("open, all", lambda: None)
    rows = real.pane("detections").view.column_model.rowCount()
    real.step("choose the tree", lambda: real.window.panes.choose("json"))
    real.step("open detections", lambda: real.open_rows("detections"))
    real.step("open by_second", lambda: real.open_rows("detection_groupings", "by_second"))
    real.step("scroll", lambda: real.scroll_down(tree(real), PAGES))
    real.step("open all below, as far as it goes", tree(real).open_below, lambda: not tree(real).is_busy)
    field = real.open_find()
    real.step("find while typing", partial(real.type_slowly, field, "somebody"))
    real.step("find another word", partial(field.setText, "kettle"))
    real.save("save", "core.json", "original")
    real.close_job()
    return {"detections": rows}


def has_rows(real: RealWindow) -> bool:
    return real.pane("json").tree is not None and tree(real).model().rowCount() > 0


def tree(real: RealWindow) -> JsonTreeView:
    """The tree that is shown; nobody here holds it, so that it can go when the job is closed."""
    shown = real.pane("json").tree
    assert isinstance(shown, JsonTreeView)
    return shown


main()
