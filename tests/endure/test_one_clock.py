"""One hundred occurrences, boxes, cues and scene captions of the demo, touched at random in their panes."""

from __future__ import annotations

from tests.support.one_clock import Hand, touches


def test_each_of_a_hundred_brings_its_frame_its_boxes_and_its_moment(hand: Hand) -> None:
    for touch in touches(seed=100, of_each=25):
        hand.check(touch)
