"""The transport: play, steps, the position, speed, sound and repeating. It plays nothing itself, it says what is wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from viewer.model.timing import TimeFormat, shown_moment
from viewer.ui.film.position_slider import PositionSlider
from viewer.ui.film.wrapping_row import WrappingRow
from viewer.ui.focus_ring import RingedToolButton
from viewer.ui.panes.buttons import IconButton
from viewer.ui.playhead import FRAME, SECOND
from viewer.ui.theme import icon

SPEEDS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
VOLUME_CHARACTERS = 12  # as wide as that many
_STEPS = (  # symbol, kind, by, key
    ("second_back", SECOND, -1, "Shift+Left"),
    ("frame_back", FRAME, -1, ","),
    ("frame_forward", FRAME, 1, "."),
    ("second_forward", SECOND, 1, "Shift+Right"),
)


class Transport(QWidget):
    """Usable from about 300 pixels on: what doesn't fit goes on in another row."""

    play_wanted = Signal()  # or to stand still, where it plays
    step_wanted = Signal(str, int)  # kind of step as the playhead names it, and by how many
    moved_to = Signal(float, bool)  # seconds; whether the slider is still being dragged
    speed_chosen = Signal(float)
    sound_chosen = Signal(int, bool)  # volume 0…100, and whether it is muted
    repeat_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transport")
        self._time_format = TimeFormat.CLOCK
        self._seconds = 0.0
        self._is_playing = False
        self._build()
        self.set_film(False, "")
        self.set_playing(False)
        self.set_bounds(None, None)
        self.set_can_repeat(False)

    # --- what it shows

    def set_playing(self, is_playing: bool) -> None:
        """Show whether the film plays."""
        self._is_playing = is_playing
        words = self.tr("Pause") if is_playing else self.tr("Play")
        self._play.setIcon(icon("pause" if is_playing else "play"))
        self._play.setAccessibleName(words)
        self._tell_play()

    def set_film(self, is_there: bool, why_not: str, *, has_sound: bool = False) -> None:
        """Say whether there is a film to play, and where not, why."""
        self._why_not = "" if is_there else why_not
        self._play.setEnabled(is_there)
        self._speed.setEnabled(is_there)
        self._mute.setEnabled(is_there and has_sound)
        self._volume.setEnabled(is_there and has_sound)
        self._tell_play()

    def set_moment(self, seconds: float) -> None:
        """Show where the playhead is."""
        self._seconds = seconds
        self._position.set_seconds(seconds)
        words = shown_moment(seconds, self._time_format)
        self._time.setText(words)
        if not self._is_playing:
            self._position.setAccessibleDescription(words)

    def set_bounds(self, duration_seconds: float | None, fps: float | None) -> None:
        """Say how long the video is, and its frame rate; None where unknown."""
        self._position.set_bounds(duration_seconds, fps)
        for button, kind in self._step_buttons:
            button.setEnabled(kind == SECOND or bool(fps))
        self.set_moment(self._seconds)

    def set_time_format(self, time_format: TimeFormat) -> None:
        """Say in which format times are shown."""
        self._time_format = time_format
        self.set_moment(self._seconds)

    def set_can_repeat(self, can_repeat: bool) -> None:
        """Say whether there is a chosen span and a film to repeat it."""
        self._repeat.setEnabled(can_repeat)

    def set_speed(self, speed: float) -> None:
        """Show the speed, the nearest that can be chosen."""
        nearest = min(SPEEDS, key=lambda one: abs(one - speed))
        with QSignalBlocker(self._speed):
            self._speed.setCurrentIndex(SPEEDS.index(nearest))

    def set_sound(self, volume: int, is_muted: bool) -> None:
        """Show how loud it is, 0…100, and whether it is muted."""
        with QSignalBlocker(self._volume), QSignalBlocker(self._mute):
            self._volume.setValue(volume)
            self._mute.setChecked(is_muted)
        self._show_muted()

    @property
    def repeats(self) -> bool:
        """True where the chosen span is to be repeated."""
        return self._repeat.isChecked()

    @property
    def speed(self) -> float:
        return SPEEDS[self._speed.currentIndex()]

    # --- building

    def _build(self) -> None:
        self._position = PositionSlider()
        self._position.setToolTip(self.tr("Position (arrow keys: a frame, page keys: ten seconds)"))
        self._position.moved_to.connect(self.moved_to)
        self._time = QLabel()
        self._time.setObjectName("film_time")
        self._time.setAccessibleName(self.tr("Time"))
        self._time.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = WrappingRow()
        row.setSpacing(self.fontMetrics().averageCharWidth())
        for widgets in (self._build_steps(), (self._time,), self._build_playing(), self._build_sound()):
            row.addWidget(_group(*widgets))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._position)
        column.addLayout(row)
        self._fit()

    def _build_steps(self) -> tuple[QWidget, ...]:
        self._play = IconButton("film_play", "play", self.tr("Play"))
        self._play.clicked.connect(self.play_wanted)
        names = {
            "second_back": self.tr("A second back"),
            "frame_back": self.tr("A frame back"),
            "frame_forward": self.tr("A frame forward"),
            "second_forward": self.tr("A second forward"),
        }
        self._step_buttons: list[tuple[RingedToolButton, str]] = []
        for symbol, kind, by, keys in _STEPS:
            button = IconButton(f"film_{symbol}", symbol, names[symbol], _with_keys(names[symbol], keys))
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _checked=False, kind=kind, by=by: self.step_wanted.emit(kind, by))
            self._step_buttons.append((button, kind))
        buttons = [button for button, _ in self._step_buttons]
        return (*buttons[:2], self._play, *buttons[2:])

    def _build_playing(self) -> tuple[QWidget, ...]:
        self._repeat = IconButton("film_repeat", "repeat", self.tr("Repeat what is chosen"))
        self._repeat.setToolTip(self.tr("Repeat the chosen occurrence, cue or scene caption (R)"))
        self._repeat.setCheckable(True)
        self._repeat.toggled.connect(self.repeat_chosen)
        self._speed = QComboBox()
        self._speed.setObjectName("film_speed")
        self._speed.setAccessibleName(self.tr("Speed"))
        self._speed.setToolTip(self.tr("Speed (S)"))
        for speed in SPEEDS:
            self._speed.addItem(f"{speed:g} ×")
        self._speed.setCurrentIndex(SPEEDS.index(1.0))
        self._speed.currentIndexChanged.connect(lambda index: self.speed_chosen.emit(SPEEDS[index]))
        return self._speed, self._repeat

    def _build_sound(self) -> tuple[QWidget, ...]:
        self._mute = IconButton("film_mute", "sound", self.tr("Mute"), self.tr("Mute (M)"))
        self._mute.setCheckable(True)
        self._mute.toggled.connect(self._sound_changed)
        self._volume = QSlider(Qt.Orientation.Horizontal)
        self._volume.setObjectName("film_volume")
        self._volume.setAccessibleName(self.tr("Volume"))
        self._volume.setToolTip(self.tr("Volume"))
        self._volume.setRange(0, 100)
        self._volume.setPageStep(10)
        self._volume.setValue(100)
        self._volume.valueChanged.connect(self._sound_changed)
        return self._mute, self._volume

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self._volume.setFixedWidth(VOLUME_CHARACTERS * self.fontMetrics().averageCharWidth())

    # --- what is done with it

    def act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what a key does here; None where it means nothing."""
        key, shift = Qt.Key(event.key()), Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & ~shift & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        arrows = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        frames = {Qt.Key.Key_Comma: -1, Qt.Key.Key_Period: 1}
        buttons = {Qt.Key.Key_Space: self._play, Qt.Key.Key_R: self._repeat, Qt.Key.Key_M: self._mute}
        if key in arrows:
            return partial(self.step_wanted.emit, SECOND if event.modifiers() & shift else FRAME, arrows[key])
        if key in frames:
            return partial(self.step_wanted.emit, FRAME, frames[key])
        if key in buttons:
            return buttons[key].click
        if key == Qt.Key.Key_S:
            return partial(self._speed.setFocus, Qt.FocusReason.ShortcutFocusReason)
        return None

    def _sound_changed(self) -> None:
        self._show_muted()
        self.sound_chosen.emit(self._volume.value(), self._mute.isChecked())

    def _show_muted(self) -> None:
        self._mute.setIcon(icon("muted" if self._mute.isChecked() else "sound"))

    def _tell_play(self) -> None:
        words = _with_keys(self._play.accessibleName(), "Space")
        self._play.setToolTip(self._why_not or words)
        self._play.setAccessibleDescription(self._why_not)


def _with_keys(words: str, keys: str) -> str:
    return f"{words} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})"


def _group(*widgets: QWidget) -> QWidget:
    """Widgets that stay together."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0 if len(widgets) > 2 else group.fontMetrics().averageCharWidth() // 2)
    for widget in widgets:
        row.addWidget(widget)
    return group
