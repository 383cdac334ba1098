"""Small dialogs: a question with one or two answers, the sheet of shortcuts, and what the program is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QMessageBox, QVBoxLayout, QWidget

from viewer import __version__
from viewer.text import Text
from viewer.ui.messages import shown

Answer = tuple[str, Callable[[], None]]


def ask(
    parent: QWidget,
    name: str,
    question: str,
    more: str,
    yes: str,
    act: Callable[[], None],
    otherwise: Answer | None = None,
) -> QMessageBox:
    """Ask without stopping the program's other work; `act` is called on yes. Cancel and Escape do nothing."""
    box = QMessageBox(parent)
    box.setObjectName(name)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    box.setInformativeText(more)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.addButton(yes, QMessageBox.ButtonRole.AcceptRole).clicked.connect(lambda: act())
    if otherwise is not None:
        box.addButton(otherwise[0], QMessageBox.ButtonRole.DestructiveRole).clicked.connect(lambda: otherwise[1]())
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.open()
    return box


def show_shortcuts(parent: QWidget, sheet: str) -> QDialog:
    """Show the shortcuts: `sheet` has a line for each, its keys and its words with a tab between them."""
    dialog, column = _plain_dialog(parent, "shortcut_sheet", _translated("Keyboard shortcuts"))
    rows = QFormLayout()
    for line in sheet.splitlines():
        keys, words = line.split("\t")
        rows.addRow(keys, QLabel(words))
    column.addLayout(rows)
    return _opened(dialog, column)


def show_about(parent: QWidget) -> QDialog:
    """Show what the program is, its version and its licence."""
    dialog, column = _plain_dialog(parent, "about", _translated("About Job Results Viewer"))
    sentences = (
        Text("Job Results Viewer {version}", version=__version__),
        Text("It fetches, keeps and shows what a Valossa video-analysis job found. It is not made by Valossa."),
        Text("Free software under the GNU General Public License, version 3 or later. It comes without any warranty."),
        Text("It uses Qt and PySide6 (LGPL), pysrt, webvtt-py, httpx, msgspec and numpy."),
    )
    for sentence in sentences:
        label = QLabel(shown(sentence))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        column.addWidget(label)
    return _opened(dialog, column)


def _plain_dialog(parent: QWidget, name: str, title: str) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setObjectName(name)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog, QVBoxLayout(dialog)


def _opened(dialog: QDialog, column: QVBoxLayout) -> QDialog:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    dialog.open()
    return dialog


def _translated(words: str) -> str:
    return QCoreApplication.translate("Dialogs", words)
