"""The form: API key, job ID and type; it says why Fetch can't be pressed, and turns Fetch into Stop while work goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from PySide6.QtCore import QMargins, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from viewer.errors import ViewerError
from viewer.late import late
from viewer.metadata_types import Registry
from viewer.model.api_key import ApiKey
from viewer.settings import SERVER
from viewer.text import Text
from viewer.ui.focus_ring import RingedButton, RingedToolButton
from viewer.ui.messages import shown
from viewer.ui.theme import set_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from viewer.model.pasted import Pasted
    from viewer.model.request import ResultRequest

understood = late("viewer.model.pasted", "understood")
new_request = late("viewer.model.request", "ResultRequest")
is_type_name = late("viewer.model.request", "is_type_name")
ALL_RESULTS = "all"
OTHER_TYPE = ""
STOP_APPEARS_AFTER_MS = 500
SHORTEST_PASTE = 8  # fewer characters at once are typing
_PLAIN = Qt.TextFormat.PlainText


class Asked(NamedTuple):
    """What the user pressed Fetch for. `is_all` asks for every type, one after another."""

    request: ResultRequest
    key: ApiKey
    is_all: bool


class RequestForm(QWidget):
    """Emits `fetch_wanted(Asked)` and `stop_wanted()`."""

    fetch_wanted = Signal(object)
    stop_wanted = Signal()
    changed = Signal()

    def __init__(self, registry: Registry, server: str) -> None:
        super().__init__()
        self.setObjectName("request_form")
        self._registry = registry
        self._server = server
        self._is_kept_here = False
        self._stop_timer = QTimer(self)
        self._stop_timer.setSingleShot(True)
        self._stop_timer.setInterval(STOP_APPEARS_AFTER_MS)
        self._stop_timer.timeout.connect(self._become_stop)
        self._build()
        self._update()

    def complete(self) -> None:
        """Add what is not seen in the first window: a button that comes with words, and what the lines of a list tell."""
        self._job.setClearButtonEnabled(True)
        for place in range(self._type.count()):
            self._type.setItemData(place, self._type_words(self._type.itemData(place)), Qt.ItemDataRole.ToolTipRole)

    # --- what others may ask of it

    @property
    def server(self) -> str:
        return self._server

    @property
    def last_part(self) -> QWidget:
        """Where the Tab key leaves the form."""
        return self._button

    def set_server(self, server: str) -> None:
        """Send later requests to this base URL."""
        self._server = server
        self._fields_changed()

    def key(self) -> ApiKey:
        """The key in the field; empty where there is none."""
        return ApiKey(self._key.text())

    def fill(self, *, key: ApiKey | None = None, job_id: str | None = None, type_name: str | None = None) -> None:
        """Put values into the fields; None leaves a field as it is."""
        if key is not None:
            self._key.setText(key.reveal())
        if job_id is not None:
            self._job.setText(job_id)
            self._before = job_id
        if type_name is not None:
            self._choose_type(type_name)

    def asked(self) -> Asked:
        """What the fields say. Raises RequestError where that can't be asked."""
        type_name = self._type_name()
        is_all = type_name == ALL_RESULTS
        job_id = self._understood().job_id or ""
        return Asked(new_request(self._server, job_id, "core" if is_all else type_name), self.key(), is_all)

    def wanted(self) -> tuple[str, str, str] | None:
        """Server, job ID and type that the fields name, where they name a single result; else None."""
        job_id = self._understood().job_id
        type_name = self._type_name()
        return None if job_id is None or type_name == ALL_RESULTS else (self._server, job_id, type_name)

    def set_busy(self, is_busy: bool) -> None:
        """Show that a fetch is in progress: Fetch becomes Stop after half a second."""
        if is_busy:
            self._stop_timer.start()
            self._button.setEnabled(False)
        else:
            self._stop_timer.stop()
            self._is_stop = False
        self._update()

    def set_kept(self, is_kept: bool) -> None:
        """Tell whether what the fields ask for is in the library: then no key is needed to open it."""
        if is_kept != self._is_kept_here:
            self._is_kept_here = is_kept
            self._update()

    def focus_key(self) -> None:
        """Lead the user to the key field, with the key selected."""
        self._key.setFocus()
        self._key.selectAll()

    # --- building

    def _build(self) -> None:
        self._is_stop = False
        self._before = ""
        grid = QGridLayout(self)
        self._key: QLineEdit = self._key_field()
        self._show_key: QToolButton = self._show_button()
        self._toggle_key(False)
        key_and_button = QHBoxLayout()
        key_and_button.addWidget(self._key)
        key_and_button.addWidget(self._show_key)
        self._job: QLineEdit = self._job_field()
        self._type: QComboBox = self._type_list()
        self._other: QLineEdit = self._other_field()
        self._button: QPushButton = RingedButton(self.tr("Fe&tch"))
        self._button.setObjectName("fetch_button")
        self._button.setDefault(True)
        self._button.clicked.connect(self._pressed)
        self._reason = self._hint("form_reason")
        self._key_note = self._hint("key_note")
        self._type_label = _label(self.tr("T&ype"), self._type)
        grid.addWidget(_label(self.tr("API &key"), self._key), 0, 0)
        grid.addLayout(key_and_button, 0, 1)
        grid.addWidget(self._key_note, 0, 2, 1, 4)
        grid.addWidget(_label(self.tr("&Job ID"), self._job), 1, 0)
        grid.addWidget(self._job, 1, 1)
        grid.addWidget(self._type_label, 1, 2)
        grid.addWidget(self._type, 1, 3)
        grid.addWidget(self._other, 1, 4)
        grid.addWidget(self._button, 1, 5)
        grid.addWidget(self._reason, 2, 1, 1, 5)
        grid.setColumnStretch(1, 1)
        margins = grid.contentsMargins()
        grid.setContentsMargins(QMargins(margins.left(), margins.top(), margins.right(), 0))

    def _key_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("api_key")
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setPlaceholderText(self.tr("The key of your subscription"))
        field.setToolTip(self.tr("It is sent to the server with each request, and to nobody else. It is written nowhere."))
        field.textChanged.connect(self._fields_changed)
        field.returnPressed.connect(self._pressed_enter)
        return field

    def _show_button(self) -> QToolButton:
        """Beside the field, not inside it: there no Tab key leads to a button."""
        button = RingedToolButton()
        button.setObjectName("show_key")
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.toggled.connect(self._toggle_key)
        return button

    def _job_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("job_id")
        field.setPlaceholderText(self.tr("Paste a job ID, or a link or command that has one in it"))
        field.textEdited.connect(self._take_paste)
        field.textChanged.connect(self._fields_changed)
        field.returnPressed.connect(self._pressed_enter)
        return field

    def _type_list(self) -> QComboBox:
        kinds = QComboBox()
        kinds.setObjectName("metadata_type")
        kinds.addItem(self.tr("All results"), ALL_RESULTS)
        for kind in self._registry.types:
            kinds.addItem(shown(kind.title), kind.name)
        kinds.addItem(self.tr("Another type…"), OTHER_TYPE)
        kinds.setCurrentIndex(max(0, kinds.findData("core")))
        kinds.currentIndexChanged.connect(self._type_chosen)
        kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return kinds

    def _type_words(self, type_name: str) -> str:
        if type_name == ALL_RESULTS:
            return self.tr("Every type, one after another")
        if type_name == OTHER_TYPE:
            return self.tr("A type that the service knows and this program does not")
        return self.tr("API name: %1").replace("%1", type_name)

    def _other_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("other_type")
        field.setPlaceholderText(self.tr("API name"))
        field.setAccessibleName(self.tr("API name of the type"))
        field.setVisible(False)
        field.textChanged.connect(self._fields_changed)
        field.returnPressed.connect(self._pressed_enter)
        return field

    def _hint(self, name: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setTextFormat(_PLAIN)
        label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setRetainSizeWhenHidden(True)  # its line stays, so that nothing below jumps when it comes and goes
        label.setSizePolicy(policy)
        label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
        return label

    # --- living

    def _toggle_key(self, is_shown: bool) -> None:
        self._key.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        words = self.tr("Hide the API key") if is_shown else self.tr("Show the API key")
        set_icon(self._show_key, "hide" if is_shown else "show")
        self._show_key.setToolTip(words)
        self._show_key.setAccessibleName(words)

    def _take_paste(self, text: str) -> None:
        """Of something pasted, keep the job ID here and move a key to its own field; `setText` also clears the undo list."""
        inserted = _inserted(self._before, text)
        self._before = text
        if len(inserted) < SHORTEST_PASTE:
            return
        found: Pasted = understood(inserted)
        if found.key:
            self._key.setText(found.key)
            self._job.setText(found.job_id or "")
        elif found.job_id:
            self._job.setText(found.job_id)
        self._before = self._job.text()

    def _choose_type(self, type_name: str) -> None:
        place = self._type.findData(type_name)
        if place < 0:
            place = self._type.findData(OTHER_TYPE)
            self._other.setText(type_name)
        self._type.setCurrentIndex(place)

    def _understood(self) -> Pasted:
        found: Pasted = understood(self._job.text())
        return found

    def _type_name(self) -> str:
        name: str = self._type.currentData()
        return name if name != OTHER_TYPE else self._other.text().strip()

    def _type_chosen(self) -> None:
        is_other = self._type.currentData() == OTHER_TYPE
        self._other.setVisible(is_other)
        if is_other and self.isVisible():
            self._other.setFocus()
        self._type.setToolTip(self._type_words(self._type.currentData()))
        self._fields_changed()

    def _why_not(self) -> Text | None:
        """Why Fetch can't be pressed now, or None."""
        if not self._job.text():
            return Text("Type or paste a job ID.")  # the first window says so without looking for an ID
        job = self._understood()
        if job.job_id is None:
            return job.why
        if not is_type_name(self._type_name()):
            return Text("Enter the API's name of the type: small letters, digits and underscores.")
        if not self.key() and not self._is_kept_here:
            return Text("Enter your API key. You find it in the service's portal, under your subscription.")
        try:
            self.asked()
        except ViewerError as error:
            return error.what
        return None

    def _fields_changed(self) -> None:
        self._update()
        self.changed.emit()

    def _update(self) -> None:
        if self._is_stop:
            return
        why_not = self._why_not()
        self._button.setText(self.tr("Fe&tch"))
        set_icon(self._button, "fetch")
        self._button.setEnabled(why_not is None and not self._stop_timer.isActive())
        self._button.setToolTip("" if why_not is None else shown(why_not))
        if why_not is not None:
            self._reason.setText(shown(why_not))
        self._reason.setVisible(why_not is not None)
        self._key_note.setText(self._key_words())
        self._key_note.setToolTip(self._server)

    def _key_words(self) -> str:
        if self._server == SERVER.default:
            return self.tr("Kept for this run only.")
        host = urlsplit(self._server).netloc
        return shown(Text("Kept for this run only. Server: {host}", host=host))

    def _become_stop(self) -> None:
        self._is_stop = True
        self._button.setText(self.tr("S&top"))
        set_icon(self._button, "stop")
        self._button.setToolTip(self.tr("End the work; what is finished is kept"))
        self._button.setEnabled(True)
        self._reason.setVisible(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter fetches from the list of types too; the fields tell of it by themselves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._type.hasFocus():
            self._pressed_enter()
        else:
            super().keyPressEvent(event)

    def _pressed_enter(self) -> None:
        if not self._is_stop and self._button.isEnabled():
            self._pressed()

    def _pressed(self) -> None:
        if self._is_stop:
            self.stop_wanted.emit()
        elif self._why_not() is None:
            self.fetch_wanted.emit(self.asked())


def _label(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(buddy)
    return label


def _inserted(before: str, after: str) -> str:
    """The part of `after` that was put in at one place of `before`."""
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    return after[start : len(after) - end]


def _shared(one: str, other: str) -> int:
    """How many first characters two texts share."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))
