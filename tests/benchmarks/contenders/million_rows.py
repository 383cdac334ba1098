"""A table of boxes in the real window: a million of its cells are copied, and all its rows are exported."""

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QApplication

from tests.benchmarks.inside import tell
from tests.benchmarks.window import RealWindow, real_window
from viewer.ui.panes.table_view import TableView

FACES, CELLS = Path(sys.argv[1]), int(sys.argv[2])


def main() -> None:
    with real_window() as real:
        found = way(real)
        with (real.folder / "boxes.csv").open("rb") as file:
            rows = sum(1 for _ in file) - 1
    tell(real.figures, found | {"exported_rows": rows})


def way(real: RealWindow) -> dict[str, int]:
    """Copy and export; return what was copied."""
    real.step("open the file", partial(real.window.open_paths, (FACES,)))
    view = real.pane("boxes").view
    real.step("select cells", partial(select, view))
    real.step("copy cells", real.window.actions_by_name["copy"].trigger)
    copied = QApplication.clipboard().text()
    cells = copied.count("\t") + copied.rstrip("\n").count("\n") + 1 - len(view.columns.visible_order())  # but the header's
    real.save("export all rows", "boxes.csv", "table")
    return {"copied_cells": cells}


def select(view: TableView) -> None:
    """Select as many rows from the top as have the wanted number of cells."""
    model, columns = view.column_model, view.columns.visible_order()
    last = model.index(CELLS // len(columns) - 1, max(columns))
    view.setFocus()
    view.selectionModel().select(
        QItemSelection(model.index(0, min(columns)), last), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )


main()
