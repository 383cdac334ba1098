"""The slider over the whole video, in frames: it goes where it is clicked, and says the time where it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

from viewer.ui.focus_ring import paint_focus_ring

_MOST_FRAMES = 2**31 - 1
_TICKS_A_SECOND = 25.0  # what it counts where the frame rate is unknown


class PositionSlider(QSlider):
    """Emits where the user moves it to; `set_seconds` moves it without a word."""

    moved_to = Signal(float, bool)  # seconds; whether it is still being dragged

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("film_position")
        self.setAccessibleName(self.tr("Position in the video"))
        self._fps = _TICKS_A_SECOND
        self.setTracking(True)
        self.valueChanged.connect(self._changed)
        self.sliderReleased.connect(self._released)

    def set_bounds(self, duration_seconds: float | None, fps: float | None) -> None:
        """Say how long the video is, and in which rate frames are counted; None where unknown."""
        self._fps = fps or _TICKS_A_SECOND
        last = min(round((duration_seconds or 0.0) * self._fps) - 1, _MOST_FRAMES)
        was_blocked = self.blockSignals(True)
        self.setRange(0, max(0, last))
        self.setSingleStep(1)
        self.setPageStep(max(1, round(10 * self._fps)))
        self.blockSignals(was_blocked)
        self.setEnabled(last > 0)

    def set_seconds(self, seconds: float) -> None:
        """Show a moment, unless the user holds the slider somewhere else."""
        if self.isSliderDown():
            return
        was_blocked = self.blockSignals(True)
        self.setValue(min(int(seconds * self._fps + 1e-6), self.maximum()))
        self.blockSignals(was_blocked)

    def _changed(self, value: int) -> None:
        self.moved_to.emit(value / self._fps, self.isSliderDown())

    def _released(self) -> None:
        self.moved_to.emit(self.value() / self._fps, False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the knob under the pointer, so that it can be dragged on from there."""
        if event.button() is Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            controls, style = QStyle.ComplexControl.CC_Slider, self.style()
            knob = style.subControlRect(controls, option, QStyle.SubControl.SC_SliderHandle, self)
            if not knob.contains(event.position().toPoint()):
                room = style.subControlRect(controls, option, QStyle.SubControl.SC_SliderGroove, self)
                place = round(event.position().x()) - room.x() - knob.width() // 2
                is_reversed = option.upsideDown
                span = max(1, room.width() - knob.width())
                self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), place, span, is_reversed))
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_focus_ring(self)
