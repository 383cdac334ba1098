"""PySide6 survives many emits and many calls that return None.

Some builds lose a reference to None with each of them and abort after some thousands, at random places. They run in a
process of their own, so that an abort is a failed test and not the end of the run.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

TIMES = 20_000
EMITS = """
from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

class Teller(QObject):
    told = Signal()
    gave = Signal(object)

    def __init__(self):
        super().__init__()
        self.count = 0

    @Slot()
    def listen(self):
        self.count += 1

    def take(self, what):
        self.count += what is None

app = QCoreApplication([])
teller = Teller()
teller.told.connect(teller.listen)
teller.gave.connect(teller.take)
teller.gave.connect(lambda what: None)
for _ in range({times}):
    teller.told.emit()
    teller.gave.emit(None)
assert teller.count == 2 * {times}
"""
CALLS = """
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QTimer, Qt
from PySide6.QtWidgets import QApplication, QLabel

class Blank(QAbstractListModel):
    def rowCount(self, parent=QModelIndex()):
        return 1

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return None

app = QApplication([])
label, model, timer = QLabel(), Blank(), QTimer()
place = model.index(0)
for number in range({times}):
    assert label.parent() is None
    assert place.data() is None
    assert timer.setInterval(number) is None
    assert label.setEnabled(True) is None
"""


@pytest.mark.own_process
@pytest.mark.parametrize("script", [EMITS, CALLS], ids=["emits", "calls that return None"])
def test_twenty_thousand_times(script: str) -> None:
    source = script.format(times=TIMES) + "\nprint('survived')\n"
    run = subprocess.run([sys.executable, "-X", "faulthandler", "-c", source], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout == "survived\n"
    assert run.stderr == ""
