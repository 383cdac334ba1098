"""The line above the picture: what the film is called, how boxes are shown, and where films come from."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from viewer.text import visible
from viewer.ui.film.canvas import FilmCanvas
from viewer.ui.focus_ring import RingedButton, RingedToolButton
from viewer.ui.theme import set_icon


class FilmHeader(QWidget):
    """Emits what the user wants."""

    open_wanted = Signal()
    network_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, canvas: FilmCanvas) -> None:
        super().__init__()
        self._canvas = canvas
        self._film = ""
        self._name = _FilmName()
        self._build()
        self.set_film("", is_open=False)
        self.offer_network(None)

    def set_film(self, name: str, *, is_open: bool) -> None:
        """Show what the film is called."""
        self._film = name
        self.set_has_picture(True)
        self._close_film.setEnabled(is_open)

    def set_has_picture(self, has_picture: bool) -> None:
        """Say whether the film has a picture at the moment that is looked at."""
        words = visible(self._film) if self._film else self.tr("No film")
        self._name.set_words(words if has_picture else self.tr("No picture at this moment: %1").replace("%1", words))

    def offer_network(self, host: str | None) -> None:
        """Offer to play the job's own video from a host; None where the job names none."""
        self._network.setVisible(host is not None)
        words = self.tr("Play the &job's own video from %1…").replace("%1", visible(host or "", 60).replace("&", "&&"))
        self._network.setText(words)

    def _build(self) -> None:
        self._open_film = self._action("open_film", self.tr("&Open film…"), self.open_wanted)
        self._network = self._action("network_film", "", self.network_wanted)
        self._close_film = self._action("close_film", self.tr("&Close film"), self.close_wanted)
        menu = QMenu(self)
        menu.addActions([self._open_film, self._network, self._close_film])
        film = RingedToolButton()
        film.setObjectName("film_button")
        film.setText(self.tr("Open film…"))
        film.setToolTip(self.tr("Open the film of this job, or drop it here"))
        film.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        film.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        film.setMenu(menu)
        film.clicked.connect(self.open_wanted)
        set_icon(film, "film")
        self._boxes_menu = QMenu(self)
        self._boxes_menu.setToolTipsVisible(True)
        self._boxes_menu.aboutToShow.connect(self._fill_boxes_menu)
        boxes = RingedButton(self.tr("Boxes"))
        boxes.setObjectName("boxes_button")
        boxes.setToolTip(self.tr("How boxes are shown"))
        boxes.setFlat(True)
        boxes.setMenu(self._boxes_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name, 1)
        row.addWidget(boxes)
        row.addWidget(film)
        film.setAutoRaise(True)
        film.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _action(self, name: str, words: str, wanted: object) -> QAction:
        action = QAction(words, self)
        action.setObjectName(name)
        action.triggered.connect(wanted)
        return action

    def _fill_boxes_menu(self) -> None:
        """The types on offer are those of the job that is open now."""
        self._boxes_menu.clear()
        self._boxes_menu.addActions(self._canvas.actions())


class _FilmName(QLabel):
    """A name that is cut in the middle where there is no room for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("film_name")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def set_words(self, words: str) -> None:
        if words != self.text():
            self.setText(words)
            self.setToolTip(words)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inside = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, inside.width())
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        self.style().drawItemText(painter, inside, int(side), self.palette(), self.isEnabled(), words, self.foregroundRole())
        painter.end()
