"""The transport: what its buttons and keys want, what it shows, and that it fits where there is little room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QSlider, QWidget
from pytestqt.qtbot import QtBot

from viewer.model.timing import TimeFormat
from viewer.ui.film.film_inside import FilmInside
from viewer.ui.film.transport import SPEEDS, Transport

Key = Qt.Key


class Wanted:
    """What a transport wanted, in order."""

    def __init__(self, transport: Transport) -> None:
        self.all: list[tuple[object, ...]] = []
        transport.play_wanted.connect(lambda: self.all.append(("play",)))
        transport.step_wanted.connect(lambda kind, by: self.all.append((kind, by)))
        transport.moved_to.connect(lambda seconds, is_dragged: self.all.append(("to", round(seconds, 6), is_dragged)))
        transport.speed_chosen.connect(lambda speed: self.all.append(("speed", speed)))
        transport.sound_chosen.connect(lambda volume, is_muted: self.all.append(("sound", volume, is_muted)))
        transport.repeat_chosen.connect(lambda is_on: self.all.append(("repeat", is_on)))

    def taken(self) -> list[tuple[object, ...]]:
        taken, self.all = self.all, []
        return taken


@pytest.fixture
def transport(qtbot: QtBot) -> Transport:
    transport = Transport()
    qtbot.addWidget(transport)
    transport.set_film(True, "", has_sound=True)
    transport.set_bounds(10.0, 25.0)
    transport.set_can_repeat(True)
    transport.resize(600, 80)
    transport.show()
    return transport


def part(transport: QWidget, name: str) -> QAbstractButton:
    found = transport.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    return found


def slider(transport: QWidget, name: str = "film_position") -> QSlider:
    found = transport.findChild(QSlider, name)
    assert isinstance(found, QSlider)
    return found


def test_each_button_says_what_is_wanted(transport: Transport) -> None:
    wanted = Wanted(transport)
    for name in ("play", "second_back", "frame_back", "frame_forward", "second_forward", "repeat", "mute"):
        part(transport, f"film_{name}").click()
    assert wanted.taken() == [
        ("play",),
        ("second", -1),
        ("frame", -1),
        ("frame", 1),
        ("second", 1),
        ("repeat", True),
        ("sound", 100, True),
    ]
    speed = transport.findChild(QComboBox, "film_speed")
    assert isinstance(speed, QComboBox)
    speed.setCurrentIndex(0)
    slider(transport, "film_volume").setValue(30)
    assert wanted.taken() == [("speed", 0.25), ("sound", 30, True)]


def test_keys_do_the_same_wherever_the_focus_is(qtbot: QtBot, transport: Transport) -> None:
    inside = FilmInside(transport)
    inside.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(inside)
    wanted = Wanted(transport)
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    keys = [(Key.Key_Space, none), (Key.Key_Comma, none), (Key.Key_Period, none), (Key.Key_Left, none)]
    keys += [(Key.Key_Right, none), (Key.Key_Left, shift), (Key.Key_Right, shift), (Key.Key_R, none), (Key.Key_M, none)]
    for key, modifiers in keys:
        qtbot.keyClick(inside, key, modifiers)
    assert wanted.taken() == [
        ("play",),
        ("frame", -1),
        ("frame", 1),
        ("frame", -1),
        ("frame", 1),
        ("second", -1),
        ("second", 1),
        ("repeat", True),
        ("sound", 100, True),
    ]
    for key in (Key.Key_Space, Key.Key_Left, Key.Key_R):
        qtbot.keyClick(inside, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(inside, Key.Key_A)
    assert wanted.taken() == []
    transport.close()


def test_the_slider_counts_frames(qtbot: QtBot, transport: Transport) -> None:
    position, wanted = slider(transport), Wanted(transport)
    assert (position.minimum(), position.maximum()) == (0, 249)
    transport.set_moment(4.0)
    assert position.value() == 100
    assert wanted.taken() == []
    for key in (Key.Key_Right, Key.Key_Left, Key.Key_End, Key.Key_Home):
        qtbot.keyClick(position, key)
    assert wanted.taken() == [("to", 4.04, False), ("to", 4.0, False), ("to", 9.96, False), ("to", 0.0, False)]


def test_a_click_on_the_slider_goes_there(qtbot: QtBot, transport: Transport) -> None:
    position, wanted = slider(transport), Wanted(transport)
    place = QPoint(position.width() // 2, position.height() // 2)
    qtbot.mousePress(position, Qt.MouseButton.LeftButton, pos=place)
    middle = position.value()
    assert 115 <= middle <= 135
    qtbot.mouseMove(position, QPoint(position.width() - 1, place.y()))
    qtbot.mouseRelease(position, Qt.MouseButton.LeftButton, pos=QPoint(position.width() - 1, place.y()))
    came = wanted.taken()
    assert came[0] == ("to", middle / 25, False)
    assert came[-1] == ("to", 9.96, False)
    assert ("to", 9.96, True) in came


def test_without_a_film_it_still_moves_and_says_why_it_does_not_play(transport: Transport) -> None:
    transport.set_film(False, "No film is open.")
    transport.set_can_repeat(False)
    assert part(transport, "film_play").toolTip() == "No film is open."
    enabled = {b.objectName() for b in transport.findChildren(QAbstractButton) if b.isEnabled()}
    assert enabled == {"film_second_back", "film_frame_back", "film_frame_forward", "film_second_forward"}
    assert slider(transport).isEnabled()
    transport.set_bounds(None, None)
    assert not slider(transport).isEnabled()
    assert not part(transport, "film_frame_back").isEnabled()
    assert part(transport, "film_second_back").isEnabled()


def test_it_shows_what_it_is_told_without_wanting_anything(transport: Transport) -> None:
    wanted = Wanted(transport)
    transport.set_speed(1.9)
    transport.set_sound(40, True)
    transport.set_playing(True)
    transport.set_time_format(TimeFormat.SECONDS)
    transport.set_moment(2.5)
    assert wanted.taken() == []
    assert transport.speed == 2.0
    assert part(transport, "film_play").accessibleName() == "Pause"
    assert part(transport, "film_play").toolTip() == "Pause (Space)"
    time = transport.findChild(QWidget, "film_time")
    assert time is not None
    assert time.text() == "2.5"  # type: ignore[attr-defined]
    transport.set_playing(False)
    transport.set_moment(2.6)
    assert slider(transport).accessibleDescription() == "2.6"


def test_everything_has_a_name(transport: Transport) -> None:
    for widget in [*transport.findChildren(QAbstractButton), *transport.findChildren(QSlider)]:
        if widget.objectName().startswith("film"):
            assert widget.accessibleName()
            assert widget.toolTip()
    assert SPEEDS[0] == 0.25
    assert SPEEDS[-1] == 4


@pytest.mark.parametrize("scale", [1.0, 1.7])
def test_it_wraps_where_there_is_little_room(transport: Transport, scale: float) -> None:
    font = transport.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    transport.setFont(font)
    transport.layout().activate()
    width = round(280 * scale)
    transport.resize(width, transport.heightForWidth(width))
    assert transport.minimumSizeHint().width() <= width
    inside = transport.rect()
    named = [w for w in transport.findChildren(QWidget) if w.objectName().startswith("film")]
    places = [w.rect().translated(w.mapTo(transport, QPoint(0, 0))) for w in named]
    assert all(inside.contains(place) for place in places)
    assert not [one for one in places for other in places if one is not other and one.intersects(other)]
    assert len({place.center().y() // 10 for place in places}) > 2
