"""The keyboard's focus can be seen on every kind of button, in both themes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from viewer.ui.focus_ring import RingedButton
from viewer.ui.panes.buttons import IconButton, WordButton
from viewer.ui.theme import apply_theme


@pytest.fixture(params=["light", "dark"])
def theme(request: Any, qapp: QApplication) -> Iterator[str]:
    palette, style = QPalette(qapp.palette()), qapp.style().name()
    apply_theme(qapp, request.param)
    yield request.param
    apply_theme(qapp, "system")
    qapp.setStyle(style)
    qapp.setPalette(palette)


def default_button() -> RingedButton:
    button = RingedButton("Fetch")
    button.setDefault(True)
    return button


@pytest.mark.parametrize(
    "make",
    [default_button, lambda: WordButton("filter", "filter", "Filter"), lambda: IconButton("next", "next", "Next")],
    ids=["default", "flat", "icon"],
)
def test_a_button_with_the_focus_looks_different(make: Any, theme: str, qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field, button = QLineEdit(), make()
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(button)
    window.show()
    window.activateWindow()
    field.setFocus()
    without = button.grab().toImage()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    qtbot.waitUntil(button.hasFocus)
    assert button.grab().toImage() != without
