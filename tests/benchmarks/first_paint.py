"""A window that ends its process, with exit code 0, as soon as it has been painted for the first time.

The window itself notices: an event filter for the whole application would call Python for each of some thousand events,
which is a cost of its own, and the greater the more there is in a window.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMainWindow

os.environ["QT_QPA_PLATFORM"] = "offscreen"


class EndsOncePainted(QMainWindow):
    """To be mixed into the window of a contender: what comes after its first painting is not measured."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))  # the widgets inside are painted before that
