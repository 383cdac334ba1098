"""Two buttons that step through the video, and between them what they step by: the menu Go within reach of the pointer."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from viewer.text import Text
from viewer.ui.focus_ring import RingedToolButton
from viewer.ui.going import STEPS, Going, Step
from viewer.ui.messages import shown
from viewer.ui.panes.store import Store
from viewer.ui.theme import icon_size, set_icon

KEPT_KIND = "go/step"
_KINDS = {
    "occurrence": Text("Occurrence"),
    "cue": Text("Cue"),
    "caption": Text("Scene caption"),
    "shot": Text("Shot"),
    "frame": Text("Frame"),
    "second": Text("Second"),
}


class StepBar(QWidget):
    """Its buttons trigger the actions of the menu Go. The chosen kind is kept."""

    def __init__(self, going: Going, store: Store) -> None:
        super().__init__()
        self.setObjectName("step_bar")
        self._going = going
        self._store = store
        self.back = self._button("step_back", "back")
        self.forward = self._button("step_forward", "forward")
        self.kinds = QToolButton()
        self.kinds.setObjectName("step_kind")
        self.kinds.setAutoRaise(True)
        self.kinds.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.kinds.setToolTip(self.tr("What the buttons beside it step by"))
        self.kinds.setMenu(self._menu())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self.back, self.kinds, self.forward):
            row.addWidget(widget)
        self.back.clicked.connect(lambda: self._step(-1))
        self.forward.clicked.connect(lambda: self._step(1))
        kept = store.get(KEPT_KIND, STEPS[0].kind)
        self.choose(next((step for step in STEPS if step.kind == kept), STEPS[0]))

    def choose(self, step: Step) -> None:
        """Step by this kind from now on."""
        self._chosen = step
        self._store.set(KEPT_KIND, step.kind)
        words = shown(_KINDS[step.kind])
        self.kinds.setText(words)
        self.kinds.setAccessibleName(self.tr("Step by: %1").replace("%1", words))
        self._actions[step.kind].setChecked(True)
        for button, by in ((self.back, -1), (self.forward, 1)):
            action = self._going.action(step.kind, by)
            name = action.text().replace("&", "")
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)})")

    def _step(self, by: int) -> None:
        self._going.action(self._chosen.kind, by).trigger()

    def _menu(self) -> QMenu:
        menu, group = QMenu(self), QActionGroup(self)
        self._actions: dict[str, QAction] = {}
        for step in STEPS:
            action = menu.addAction(shown(_KINDS[step.kind]))
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, step=step: self.choose(step))
            self._actions[step.kind] = action
        return menu

    def _button(self, name: str, symbol: str) -> RingedToolButton:
        button = RingedToolButton()
        button.setObjectName(name)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_icon(button, symbol)
        button.setIconSize(QSize(icon_size(button)))
        return button
