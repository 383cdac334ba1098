"""The menu Go: back and forward, and from one occurrence, cue, shot, frame or second to the next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from viewer.text import Text
from viewer.ui.playhead import FRAME, SECOND, Playhead
from viewer.ui.theme import icon


class Step(NamedTuple):
    """A kind of moments to step through: words with mnemonics, keys, and what is said where there is no further one."""

    kind: str
    next_words: str
    previous_words: str
    next_keys: str
    previous_keys: str
    none_next: Text
    none_previous: Text


_START, _END = Text("This is the start of the video."), Text("This is the end of the video.")
STEPS = (
    Step(
        "occurrence",
        "Next &occurrence",
        "Previous o&ccurrence",
        "F6",
        "Shift+F6",
        Text("No occurrence begins after this moment."),
        Text("No occurrence begins before this moment."),
    ),
    Step(
        "cue",
        "Next c&ue",
        "Previous cu&e",
        "F7",
        "Shift+F7",
        Text("No cue begins after this moment."),
        Text("No cue begins before this moment."),
    ),
    Step(
        "caption",
        "Next scene c&aption",
        "Previous scene ca&ption",
        "F8",
        "Shift+F8",
        Text("No scene caption begins after this moment."),
        Text("No scene caption begins before this moment."),
    ),
    Step(
        "shot",
        "Next &shot",
        "Previous s&hot",
        "F9",
        "Shift+F9",
        Text("No shot begins after this moment."),
        Text("No shot begins before this moment."),
    ),
    Step(FRAME, "Next fra&me", "Previous f&rame", "Alt+.", "Alt+,", _END, _START),
    Step(SECOND, "&Next second", "Pre&vious second", "Alt+Down", "Alt+Up", _END, _START),
)
_NO_FRAMES = Text("The frame rate is not known, so there are no frames to step through.")


class Going(QObject):
    """Fills the menu Go and moves the playhead; says where there is nothing further."""

    said = Signal(object)  # Text
    go_to_wanted = Signal()  # the user wants to type a moment

    def __init__(self, playhead: Playhead, menu: QMenu) -> None:
        super().__init__(menu)
        self._playhead = playhead
        self.actions: list[QAction] = []
        self.back = self._add(menu, "back", "&Back", "Back", "back", playhead.go_back)
        self.forward = self._add(menu, "forward", "&Forward", "Forward", "forward", playhead.go_forward)
        menu.addSeparator()
        for step in STEPS:
            self._add(menu, f"next_{step.kind}", step.next_words, step.next_keys, "", partial(self._step, step, 1))
            self._add(
                menu, f"previous_{step.kind}", step.previous_words, step.previous_keys, "", partial(self._step, step, -1)
            )
        menu.addSeparator()
        self._add(menu, "go_to", "&Go to a moment…", "Ctrl+J", "", self.go_to_wanted.emit)
        playhead.visits_changed.connect(self._enable)
        self.set_enabled(False)

    def action(self, kind: str, by: int) -> QAction:
        """The action that steps to the next (1) or previous (-1) moment of a kind."""
        name = f"action_{'next' if by > 0 else 'previous'}_{kind}"
        return next(action for action in self.actions if action.objectName() == name)

    def set_enabled(self, has_job: bool) -> None:
        """Let the user go about while a job is open."""
        for action in self.actions:
            action.setEnabled(has_job)
        self._has_job = has_job
        self._enable()

    def _enable(self) -> None:
        self.back.setEnabled(self._has_job and self._playhead.can_go_back)
        self.forward.setEnabled(self._has_job and self._playhead.can_go_forward)

    def _step(self, step: Step, by: int) -> None:
        if self._playhead.step(step.kind, by, self):
            return
        if step.kind == FRAME and not self._playhead.can_step(FRAME):
            self.said.emit(_NO_FRAMES)
        else:
            self.said.emit(step.none_next if by > 0 else step.none_previous)

    def _add(self, menu: QMenu, name: str, words: str, keys: str, symbol: str, act: Callable[[], object]) -> QAction:
        action = QAction(QCoreApplication.translate("Actions", words), menu)
        action.setObjectName(f"action_{name}")
        standard = QKeySequence.StandardKey.__members__.get(keys)
        action.setShortcuts(QKeySequence.keyBindings(standard) if standard is not None else [QKeySequence(keys)])
        if symbol:
            action.setIcon(icon(symbol))
        action.triggered.connect(lambda _checked=False: act())
        menu.addAction(action)
        self.actions.append(action)
        return action
