"""What is asked before a film is opened: which file it is, and whether the network may be used for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from viewer.text import Text
from viewer.ui.dialogs import ask
from viewer.ui.film.film_source import FILM_SUFFIXES, host_of, name_in_url
from viewer.ui.messages import shown


def ask_film(parent: QWidget, folder: str, opened: Callable[[Path], None]) -> QFileDialog:
    """Ask for a film; `opened` is called with the one that the user chose."""
    dialog = QFileDialog(parent, _translated("Open film"), folder)
    dialog.setObjectName("open_film_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    films = " ".join(f"*{suffix}" for suffix in FILM_SUFFIXES)
    dialog.setNameFilters([_translated("Films (%1)").replace("%1", films), _translated("All files (*)")])
    dialog.fileSelected.connect(lambda name: opened(Path(name)))
    dialog.open()
    return dialog


def ask_network(parent: QWidget, url: str, act: Callable[[], None]) -> QMessageBox:
    """Ask before the job's own video is fetched; `act` is called on yes. Name and password in the address are not shown."""
    sentences = [
        Text("{film} would be fetched from {host}, which is not the service.", film=name_in_url(url), host=host_of(url)),
        Text("That computer learns that somebody at your address watches it. Playing it fetches it again each time."),
    ]
    if urlsplit(url).username is not None or urlsplit(url).query:
        sentences.append(Text("The address may hold a key or a password, which is sent along. It is not shown here."))
    if urlsplit(url).scheme.lower() == "http":
        sentences.append(Text("The way there is not encrypted."))
    return ask(
        parent,
        "confirm_network_film",
        _translated("Play the job's own video from the network?"),
        " ".join(map(shown, sentences)),
        _translated("&Play from the network"),
        act,
    )


def _translated(words: str) -> str:
    return QCoreApplication.translate("FilmQuestions", words)
