"""One clock: what is touched in a pane brings its exact frame, the right boxes, and the same moment to every pane."""

from __future__ import annotations

from tests.support.one_clock import Hand, touches


def test_what_is_touched_brings_its_frame_its_boxes_and_its_moment(hand: Hand) -> None:
    for touch in touches(seed=4, of_each=2):
        hand.check(touch)
