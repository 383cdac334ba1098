"""The least that a PySide6 program can do: one empty main window."""

import sys

from PySide6.QtWidgets import QMainWindow

from tests.benchmarks.first_paint import FirstPaint

application = FirstPaint(sys.argv[:1])
window = QMainWindow()
window.resize(1280, 800)
window.show()
sys.exit(application.exec() or 1)
