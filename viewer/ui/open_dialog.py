"""The dialogs that ask which files or which folder to open, and the folder of a file, as the system shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.text import Text
from viewer.ui.messages import shown

Opened = Callable[[tuple[Path, ...]], None]


def ask_files(parent: QWidget, folder: str, opened: Opened) -> QFileDialog:
    """Ask for files; `opened` is called with those that the user chose."""
    dialog = QFileDialog(parent, _translated("Open"), folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(
        [_translated("Results (*.json *.srt *.vtt *.ttml *.xml *.dfxp *.txt)"), _translated("All files (*)")]
    )
    return _shown(dialog, opened)


def ask_folder(parent: QWidget, folder: str, opened: Opened) -> QFileDialog:
    """Ask for a folder with results; `opened` is called with it."""
    dialog = QFileDialog(parent, _translated("Open folder"), folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    return _shown(dialog, opened)


def show_folder(folder: Path, say: Callable[[str], object]) -> None:
    """Let the system show a folder; where it can't, `say` where the folder is."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        say(shown(Text("The folder is {path}.", path=str(folder))))


def _shown(dialog: QFileDialog, opened: Opened) -> QFileDialog:
    dialog.setObjectName("open_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda files: opened(tuple(map(Path, files))))
    dialog.open()
    return dialog


def _translated(words: str) -> str:
    return QCoreApplication.translate("OpenDialog", words)
