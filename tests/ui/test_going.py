"""The menu Go: its steps move the playhead, or say why they don't."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from viewer.text import Text
from viewer.ui.going import STEPS, Going
from viewer.ui.playhead import Playhead


class Trip:
    """A playhead with a menu, and what the menu said."""

    def __init__(self) -> None:
        self.playhead = Playhead()
        self.playhead.reset(60.0, 25)
        self.menu = QMenu()
        self.going = Going(self.playhead, self.menu)
        self.going.set_enabled(True)
        self.said: list[Text] = []
        self.going.said.connect(self.said.append)

    def action(self, name: str) -> QAction:
        found = self.menu.findChild(QAction, f"action_{name}")
        assert isinstance(found, QAction)
        return found


@pytest.fixture
def trip(qapp: object) -> Iterator[Trip]:
    trip = Trip()
    yield trip
    trip.menu.deleteLater()


def test_steps_move_the_playhead(trip: Trip) -> None:
    trip.playhead.set_marks({"cue": [3.0, 8.0], "shot": [0.0, 6.0]})
    for name, reached in [
        ("next_cue", 3.0),
        ("next_shot", 6.0),
        ("next_cue", 8.0),
        ("previous_shot", 6.0),
        ("next_second", 7.0),
        ("next_frame", 7.04),
        ("previous_frame", 7.0),
        ("previous_second", 6.0),
    ]:
        trip.action(name).trigger()
        assert trip.playhead.seconds == pytest.approx(reached), name
    assert trip.said == []


@pytest.mark.parametrize("step", STEPS, ids=[step.kind for step in STEPS])
def test_a_step_that_leads_nowhere_says_so(trip: Trip, step: object) -> None:
    kind = step.kind  # type: ignore[attr-defined]
    trip.action(f"previous_{kind}").trigger()
    assert len(trip.said) == 1
    trip.playhead.move_to(60.0)
    trip.action(f"next_{kind}").trigger()
    assert len(trip.said) == 2
    assert trip.said[0] != trip.said[1]
    assert trip.playhead.seconds == 60.0


def test_without_a_frame_rate_a_step_by_frame_says_why(trip: Trip) -> None:
    trip.playhead.reset(60.0, None)
    trip.action("next_frame").trigger()
    assert "frame rate" in trip.said[0].template


def test_the_way_back_is_open_only_where_there_is_one(trip: Trip) -> None:
    assert not trip.action("back").isEnabled()
    trip.playhead.move_to(9.0)
    assert trip.action("back").isEnabled()
    trip.action("back").trigger()
    assert trip.playhead.seconds == 0.0
    assert not trip.action("back").isEnabled()
    trip.action("forward").trigger()
    assert trip.playhead.seconds == 9.0


def test_without_a_job_there_is_nowhere_to_go(trip: Trip) -> None:
    trip.playhead.move_to(9.0)
    trip.going.set_enabled(False)
    assert not any(action.isEnabled() for action in trip.going.actions)


def test_keys_and_mnemonics_are_all_different(trip: Trip) -> None:
    keys = [keys.toString() for action in trip.going.actions for keys in action.shortcuts()]
    assert len(keys) == len(set(keys))
    mnemonics = [QKeySequence.mnemonic(action.text()).toString() for action in trip.going.actions]
    assert "" not in mnemonics
    assert len(mnemonics) == len(set(mnemonics))
