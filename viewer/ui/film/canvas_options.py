"""What can be done with the boxes on the picture, as actions: labels, only the chosen, types, zoom; toggles are kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from viewer.ui.messages import shown
from viewer.ui.panes.result_choice import Titles
from viewer.ui.panes.store import Store

LABELS, ONLY_CHOSEN, HIDDEN_TYPES = "film/has_labels", "film/only_chosen", "film/hidden_types"


class CanvasOptions(QObject):
    """Puts the actions on a widget, of which they are the context menu. `changed` follows each change of what is shown."""

    changed = Signal()
    zoom_wanted = Signal(int)  # 1 for in, -1 for out, 0 for the whole picture

    def __init__(self, canvas: QWidget, store: Store, titles: Titles) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._store = store
        self._titles = titles
        self._types: list[QAction] = []
        hidden = store.get(HIDDEN_TYPES, [])
        self._hidden = {name for name in hidden if isinstance(name, str)}
        self._build()

    def _build(self) -> None:
        self.labels = self._toggle("show_labels", self.tr("&Labels"), LABELS, self.tr("Show what is in each box"), True)
        tooltip = self.tr("Show only the boxes of the chosen detection")
        self.only_chosen = self._toggle("only_chosen", self.tr("&Only the chosen"), ONLY_CHOSEN, tooltip, False)
        self._separator("before_zoom")
        self.zoom_in = self._zoom("zoom_in", self.tr("Zoom &in"), 1, "+", "=")
        self.zoom_out = self._zoom("zoom_out", self.tr("Zoom ou&t"), -1, "-")
        self.fit = self._zoom("whole_picture", self.tr("&Whole picture"), 0, "0")
        self._before_types = self._separator("before_types")
        self._before_types.setVisible(False)

    # --- what is chosen

    @property
    def has_labels(self) -> bool:
        return self.labels.isChecked()

    @property
    def shows_only_chosen(self) -> bool:
        return self.only_chosen.isChecked()

    @property
    def hidden_types(self) -> frozenset[str]:
        """The types whose boxes are not wanted, whether the job has them or not."""
        return frozenset(self._hidden)

    def offer_types(self, names: tuple[str, ...]) -> None:
        """Offer to show or hide the boxes of each of these types."""
        if [action.data() for action in self._types] == list(names):
            return
        for action in self._types:
            self._canvas.removeAction(action)
            action.deleteLater()
        self._types = [self._type_action(name) for name in names]
        self._before_types.setVisible(bool(names))

    def allow_zoom(self, *, can_zoom_in: bool, can_zoom_out: bool) -> None:
        """Say what zooming is still possible."""
        self.zoom_in.setEnabled(can_zoom_in)
        self.zoom_out.setEnabled(can_zoom_out)
        self.fit.setEnabled(can_zoom_out)

    # --- making actions

    def _action(self, name: str, words: str) -> QAction:
        action = QAction(words, self)
        action.setObjectName(name)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._canvas.addAction(action)
        return action

    def _separator(self, name: str) -> QAction:
        action = self._action(name, "")
        action.setSeparator(True)
        return action

    def _toggle(self, name: str, words: str, key: str, tooltip: str, is_on: bool) -> QAction:
        action = self._action(name, words)
        action.setToolTip(tooltip)
        action.setCheckable(True)
        action.setChecked(self._store.get(key, is_on) is True)
        action.setData(key)
        action.toggled.connect(self._toggled)
        return action

    def _toggled(self, is_on: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._store.set(str(action.data()), is_on)
            self.changed.emit()

    def _zoom(self, name: str, words: str, by: int, *keys: str) -> QAction:
        action = self._action(name, words)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setData(by)
        action.triggered.connect(self._want_zoom)
        return action

    def _want_zoom(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.zoom_wanted.emit(action.data())

    def _type_action(self, name: str) -> QAction:
        title = shown(self._titles.title(name))
        action = self._action(f"show_{name}", title.replace("&", "&&"))
        action.setToolTip(self.tr("Show the boxes of this type"))
        action.setData(name)
        action.setCheckable(True)
        action.setChecked(name not in self._hidden)
        action.toggled.connect(self._type_toggled)
        return action

    def _type_toggled(self, is_on: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            name = str(action.data())
            self._hidden = self._hidden - {name} if is_on else self._hidden | {name}
            self._store.set(HIDDEN_TYPES, sorted(self._hidden))
            self.changed.emit()
