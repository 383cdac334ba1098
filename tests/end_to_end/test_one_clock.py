"""One clock: what is touched in a pane brings its exact frame, the right boxes, and the same moment to every pane."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.driver import Driver
from tests.support.one_clock import Hand, boxes_of, touches
from viewer.demo.emulator import start_demo
from viewer.resource_files import resource

Start = Callable[..., Driver]
NOWHERE = "http://127.0.0.1:9/core/1.0/"


@pytest.fixture
def hand(start: Start, qtbot: Any) -> Hand:
    """A window with the demo and its film."""
    driver = start(NOWHERE, start_demo=start_demo, demo_film=resource("demo_film.webm"))
    driver.window.resize(1500, 1000)
    driver.program.open_demo()
    hand = Hand(driver, qtbot)
    qtbot.waitUntil(lambda: hand.clock.film.player.facts is not None, timeout=20_000)
    driver.wait()
    return hand


def test_what_is_touched_brings_its_frame_its_boxes_and_its_moment(hand: Hand) -> None:
    for touch in touches(seed=4, of_each=2):
        hand.click(touch)
        assert hand.wait_for_picture(touch.frame) == touch.frame, touch
        assert hand.clock.playhead.seconds == pytest.approx(touch.seconds, abs=1e-6), touch
        assert hand.seen_boxes() == boxes_of(touch), touch
