"""The least that a PySide6 program can do: one empty main window."""

import sys

from PySide6.QtWidgets import QApplication

from tests.benchmarks.first_paint import EndsOncePainted

application = QApplication(sys.argv[:1])
window = EndsOncePainted()
window.resize(1280, 800)
window.show()
sys.exit(application.exec() or 1)
