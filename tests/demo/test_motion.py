"""Positions in the demo's scene are functions of the frame."""

from __future__ import annotations

from viewer.demo.motion import BoundingBox, FrameSpan, joined, moving


def test_a_motion_starts_and_ends_at_its_key_frames_and_eases_between() -> None:
    motion = moving((10, 0.0, 0.2, 0.1, 0.1), (20, 1.0, 0.4, 0.3, 0.1), hidden=((12, 13),))
    assert motion.box_at(9) is None
    assert motion.box_at(10) == BoundingBox(0.0, 0.2, 0.1, 0.1)
    assert motion.box_at(12) is None
    assert motion.box_at(15) == BoundingBox(0.5, 0.3, 0.2, 0.1)
    assert motion.box_at(20) == BoundingBox(1.0, 0.4, 0.3, 0.1)
    assert motion.box_at(21) is None
    early = motion.box_at(11)
    assert early is not None
    assert 0 < early.x < 0.1


def test_touching_spans_are_joined() -> None:
    spans = [FrameSpan(50, 60), FrameSpan(0, 9), FrameSpan(10, 20), FrameSpan(12, 14)]
    assert joined(spans) == (FrameSpan(0, 20), FrameSpan(50, 60))


def test_common_frames() -> None:
    assert FrameSpan(0, 10).overlap(FrameSpan(10, 20)) == FrameSpan(10, 10)
    assert FrameSpan(0, 10).overlap(FrameSpan(11, 20)) is None
