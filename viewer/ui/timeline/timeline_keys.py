"""What the keys do in the tracks of the timeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from viewer.model.choice import NOTHING
from viewer.ui.timeline.bars import drawn_times
from viewer.ui.timeline.timeline_state import LANE, Focus

if TYPE_CHECKING:
    from viewer.ui.timeline.tracks_canvas import TracksCanvas

Key = Qt.Key
_PAGE = 9.0  # steps: most of a window


def press_key(canvas: TracksCanvas, event: QKeyEvent) -> bool:
    """Do what a key means; False where it means nothing here."""
    key, modifiers = Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    is_shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    if modifiers & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier):
        return False
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        act = _with_control(canvas, key)
    elif key is Key.Key_N:
        act = _emit(canvas, -1 if is_shifted else 1)
    elif is_shifted and key in (Key.Key_Left, Key.Key_Right):
        act = _pan(canvas, -1 if key is Key.Key_Left else 1)
    else:
        act = _plain(canvas, key)
    if act is None:
        return False
    act()
    return True


def _plain(canvas: TracksCanvas, key: Qt.Key) -> Callable[[], object] | None:
    state = canvas.state
    seconds = _seconds(canvas)
    keys: dict[Qt.Key, Callable[[], object]] = {
        Key.Key_Up: lambda: state.step_row(-1, seconds),
        Key.Key_Down: lambda: state.step_row(1, seconds),
        Key.Key_Left: lambda: _left(canvas, seconds),
        Key.Key_Right: lambda: state.step_bar(1, seconds),
        Key.Key_Home: lambda: state.step_to_end(-1),
        Key.Key_End: lambda: state.step_to_end(1),
        Key.Key_Return: canvas.go_to_focus,
        Key.Key_Enter: canvas.go_to_focus,
        Key.Key_Space: lambda: _toggle(canvas),
        Key.Key_Plus: lambda: canvas.zoom(1),
        Key.Key_Equal: lambda: canvas.zoom(1),  # plus without Shift, on many keyboards
        Key.Key_Minus: lambda: canvas.zoom(-1),
        Key.Key_0: canvas.fit,
        Key.Key_PageUp: lambda: canvas.pan(-_PAGE),
        Key.Key_PageDown: lambda: canvas.pan(_PAGE),
    }
    if key is Key.Key_Escape and canvas.playhead.choice != NOTHING:
        return lambda: canvas.playhead.choose(NOTHING, canvas.origin)
    return keys.get(key)


def _with_control(canvas: TracksCanvas, key: Qt.Key) -> Callable[[], object] | None:
    """The lanes at both ends."""
    count = len(canvas.state.rows)
    if key is Key.Key_Home and count:
        return lambda: canvas.state.set_focus(Focus(0))
    if key is Key.Key_End and count:
        return lambda: canvas.state.set_focus(Focus(count - 1))
    return None


def _emit(canvas: TracksCanvas, by: int) -> Callable[[], object]:
    return lambda: canvas.occurrence_wanted.emit(by)


def _pan(canvas: TracksCanvas, by: int) -> Callable[[], object]:
    return lambda: canvas.pan(by)


def _left(canvas: TracksCanvas, seconds: float) -> None:
    """To the bar before; from the first to the lane; there it folds, and leads out of the lane that it is in."""
    state, focus, row = canvas.state, canvas.state.focus, canvas.state.focused_row
    if focus is None or row is None or focus.place != LANE:
        state.step_bar(-1, seconds)
    elif row.is_open:
        state.toggle(focus.row)
    elif row.depth:
        state.set_focus(Focus(state.parent_of(focus.row)))


def _toggle(canvas: TracksCanvas) -> None:
    if canvas.state.focus is not None:
        canvas.state.toggle(canvas.state.focus.row)


def _seconds(canvas: TracksCanvas) -> float:
    """The moment that up and down keep to: where the focused bar begins, else the playhead."""
    focus, row = canvas.state.focus, canvas.state.focused_row
    if focus is None or row is None or focus.place == LANE:
        return canvas.playhead.seconds
    return drawn_times(row.lane, focus.place)[0]
