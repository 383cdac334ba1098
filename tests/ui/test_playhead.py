"""The playhead: who moved it, where steps lead, and the way back."""

from __future__ import annotations

import math

import pytest

from viewer.model.choice import NOTHING, Choice
from viewer.ui.playhead import FRAME, SECOND, Moment, Playhead, frame_at, frame_start


class Record:
    """What a playhead told."""

    def __init__(self, playhead: Playhead) -> None:
        self.moments: list[Moment] = []
        self.choices: list[tuple[Choice, object]] = []
        playhead.moved.connect(self.moments.append)
        playhead.chosen.connect(lambda choice, origin: self.choices.append((choice, origin)))


def a_minute(fps: float | None = 25) -> Playhead:
    playhead = Playhead()
    playhead.reset(60.0, fps)
    return playhead


def test_it_says_who_moved_it() -> None:
    playhead = a_minute()
    record = Record(playhead)
    origin = object()
    playhead.move_to(12.5, origin)
    playhead.play_on(12.54, origin)
    assert record.moments == [Moment(12.5, origin), Moment(12.54, origin, is_playing=True)]
    assert playhead.seconds == 12.54


@pytest.mark.parametrize(("wanted", "reached"), [(-3.0, 0.0), (61.0, 60.0), (59.9, 59.9)])
def test_it_stays_inside_the_video(wanted: float, reached: float) -> None:
    playhead = a_minute()
    playhead.move_to(wanted)
    assert playhead.seconds == reached


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf])
def test_what_is_no_time_moves_nothing(odd: float) -> None:
    playhead = a_minute()
    playhead.move_to(7.0)
    record = Record(playhead)
    playhead.move_to(odd)
    assert record.moments == []
    assert playhead.seconds == 7.0


def test_without_a_duration_any_later_moment_can_be_reached() -> None:
    playhead = Playhead()
    playhead.move_to(1e6)
    assert playhead.seconds == 1e6


@pytest.mark.parametrize("fps", [23.98, 24000 / 1001, 24, 25, 30000 / 1001, 50, 60000 / 1001])
def test_each_frame_begins_at_its_own_moment(fps: float) -> None:
    assert all(frame_at(frame_start(frame, fps), fps) == frame for frame in range(0, 500_000, 97))
    assert all(frame_at((frame + 0.5) / fps, fps) == frame for frame in range(0, 500_000, 97))


def test_steps_by_frame_and_second() -> None:
    playhead = a_minute()
    assert playhead.step(FRAME, 1)
    assert playhead.seconds == 1 / 25
    assert playhead.step(FRAME, -1)
    assert not playhead.step(FRAME, -1)
    assert playhead.step(SECOND, 1)
    assert playhead.seconds == 1.0
    playhead.move_to(59.5)
    assert playhead.step(SECOND, 1)
    assert playhead.seconds == 60.0
    assert not playhead.step(SECOND, 1)


def test_frames_can_not_be_stepped_through_without_a_frame_rate() -> None:
    playhead = a_minute(fps=None)
    assert not playhead.can_step(FRAME)
    assert not playhead.step(FRAME, 1)
    assert playhead.frame is None


def test_steps_lead_to_the_marks_of_their_kind() -> None:
    playhead = a_minute()
    playhead.set_marks({"cue": [1.0, 4.0, 4.0, 9.0], "shot": []})
    reached = [playhead.seconds for _ in range(4) if playhead.step("cue", 1)]
    assert reached == [1.0, 4.0, 9.0]
    assert [playhead.seconds for _ in range(3) if playhead.step("cue", -1)] == [4.0, 1.0]
    assert not playhead.step("cue", -1)
    assert not playhead.can_step("shot")
    assert not playhead.can_step("never heard of")


def test_a_mark_is_left_even_where_the_playhead_stands_next_to_it_by_rounding() -> None:
    playhead = a_minute()
    playhead.set_marks({"cue": [4.0]})
    playhead.move_to(4.0 - 1e-9)
    assert not playhead.step("cue", 1)
    playhead.move_to(4.0 + 1e-9)
    assert not playhead.step("cue", -1)


def test_there_is_a_way_back_and_forward() -> None:
    playhead = a_minute()
    for seconds in (5.0, 9.0, 9.0, 20.0):
        playhead.move_to(seconds)
    playhead.play_on(25.0, None)
    playhead.go_back()
    assert playhead.seconds == 20.0
    playhead.go_back()
    assert playhead.seconds == 9.0
    playhead.go_back()
    playhead.go_back()
    playhead.go_back()
    assert playhead.seconds == 0.0
    assert not playhead.can_go_back
    playhead.go_forward()
    assert playhead.seconds == 5.0
    playhead.move_to(30.0)
    assert not playhead.can_go_forward


def test_what_is_chosen_is_told_once() -> None:
    playhead = a_minute()
    record = Record(playhead)
    choice = Choice("7", 1.0, 2.0)
    playhead.choose(choice, record)
    playhead.choose(Choice("7", 1.0, 2.0), None)
    assert record.choices == [(choice, record)]
    assert choice.has_span
    assert not Choice("7", 2.0, 2.0).has_span


def test_another_video_begins_anew() -> None:
    playhead = a_minute()
    playhead.move_to(30.0)
    playhead.choose(Choice("7"))
    playhead.set_marks({"cue": [1.0]})
    playhead.reset(10.0, 50)
    assert (playhead.seconds, playhead.choice, playhead.fps) == (0.0, NOTHING, 50)
    assert not playhead.can_go_back
    assert not playhead.can_step("cue")
