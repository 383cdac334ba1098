"""A long text on the clipboard, and a program that ends while its text is there."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from viewer.ui.clipboard import Utf8Text, copy_utf8, leave_to_qt

COPIES_AND_ENDS = """
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication
from viewer.ui.clipboard import copy_utf8, leave_to_qt
application = QApplication([])
copy_utf8(QByteArray("made up, ä".encode()))
leave_to_qt()
print(QApplication.clipboard().text().encode())
"""


def test_the_text_is_there_to_be_pasted(qtbot: QtBot) -> None:
    copy_utf8(QByteArray("made up, ä\t日本".encode()))
    assert QGuiApplication.clipboard().text() == "made up, ä\t日本"


def test_left_to_qt_it_is_the_same_text_without_python(qtbot: QtBot) -> None:
    copy_utf8(QByteArray("made up, ä".encode()))
    leave_to_qt()
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == "made up, ä"
    assert not isinstance(clipboard.mimeData(), Utf8Text)


def test_what_others_copied_is_left_alone(qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("of another program")
    before = QGuiApplication.clipboard().mimeData()
    leave_to_qt()
    assert QGuiApplication.clipboard().mimeData() is before


def test_a_program_ends_well_with_its_text_on_the_clipboard() -> None:
    ended = subprocess.run([sys.executable, "-c", COPIES_AND_ENDS], capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == repr("made up, ä".encode()).encode()
