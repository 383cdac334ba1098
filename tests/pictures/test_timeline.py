"""The timeline, pixel by pixel, in both themes and at both resolutions: bars, density, names, curves, what is chosen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPalette
from pytestqt.qtbot import QtBot

from tests.pictures.boxes_painted import Pixels, contrast, pixels_of, plain_ground
from tests.pictures.boxes_painted import spans_of as stretches_of
from viewer.analysis.by_second import Curve
from viewer.analysis.lane_pixels import Window
from viewer.analysis.lanes import SHOTS, Lane
from viewer.analysis.spans import Spans, no_spans, spans_of
from viewer.model.choice import NOTHING, Choice
from viewer.model.columns import Texts
from viewer.model.timing import TimeFormat
from viewer.text import Text
from viewer.ui.painting.timeline_tracks import TimelineTracks, TrackStyle, rows_of
from viewer.ui.theme import own_palette

pytestmark = pytest.mark.usefixtures("qapp")
WIDTH, ROW, DURATION = 200, 24, 100.0
MIDDLE = ROW // 2
WINDOW = Window(0.0, DURATION, WIDTH)
THEMES = pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
SCALES = pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
CONTEXT = "visual.context"


def some_spans(*times: tuple[float, float], rows: Sequence[int] = (), names: Sequence[str] = ()) -> Spans:
    start, end = (np.array([time[side] for time in times], np.float64) for side in (0, 1))
    made = spans_of(start, end, DURATION, detection_rows=np.array(rows, np.int64) if rows else None)
    order = np.argsort(start, kind="stable").astype(np.int32)
    return replace(made, labels=Texts(order, tuple(names))) if names else made


def lane(*times: tuple[float, float], key: str = CONTEXT, rows: Sequence[int] = (), names: Sequence[str] = ()) -> Lane:
    return Lane(key, Text("A lane"), key, some_spans(*times, rows=rows, names=names))


def curve_lane(values: Sequence[float], low: float = -1.0) -> Lane:
    curve = Curve("made_up", Text("Made up"), np.arange(float(len(values))), np.array(values), low, 1.0)
    return Lane("curve/made_up", Text("Made up"), "curve/made_up", no_spans(), curve=curve)


def tracks_of(lanes: Sequence[Lane], *, is_dark: bool = False) -> TimelineTracks:
    font = QFont()
    font.setPixelSize(11)
    style = TrackStyle(own_palette(is_dark=is_dark), font, TimeFormat.CLOCK)
    return TimelineTracks(rows_of(lanes, frozenset(), ROW), style, "abc")


def painted(
    tracks: TimelineTracks,
    scale: float = 1.0,
    window: Window = WINDOW,
    top: int = 0,
    choice: Choice = NOTHING,
    focused: tuple[str, int] | None = None,
    height: int = 0,
) -> Pixels:
    image = ground(scale, height or tracks.height)
    painter = QPainter(image)
    tracks.paint(painter, QRect(0, 0, WIDTH, height or tracks.height), window, top, choice, focused)
    painter.end()
    return pixels_of(image)


def ground(scale: float, height: int) -> QImage:
    return plain_ground(QSize(WIDTH, height), scale, QColor("magenta"))


def base(is_dark: bool, role: QPalette.ColorRole = QPalette.ColorRole.Base) -> Pixels:
    return np.array(own_palette(is_dark=is_dark).color(role).getRgb()[:3])


def levels(tracks: TimelineTracks, key: str = CONTEXT) -> list[Pixels]:
    return [np.array(colour.getRgb()[:3]) for colour in tracks.style.levels(key)]


def line_at(pixels: Pixels, scale: float, y: float) -> Pixels:
    return pixels[int(y * scale)]


# --- bars


@THEMES
@SCALES
def test_a_bar_is_exactly_where_its_span_is(is_dark: bool, scale: float) -> None:
    tracks = tracks_of([lane((10, 20), (50, 75))], is_dark=is_dark)
    pixels = painted(tracks, scale)
    found = stretches_of(line_at(pixels, scale, MIDDLE), tracks.style.levels(CONTEXT)[0])
    assert found == [(int(20 * scale), int(40 * scale)), (int(100 * scale), int(150 * scale))]
    column = pixels[:, int(30 * scale)]
    upright = stretches_of(column, tracks.style.levels(CONTEXT)[0])
    gap = round(3 * scale)
    assert upright == [(gap, int(ROW * scale) - gap)]
    assert (pixels[0] == base(is_dark)).all()


@THEMES
@SCALES
def test_what_has_no_length_is_seen(is_dark: bool, scale: float) -> None:
    tracks = tracks_of([lane((10, 10), (50, 40), (60, math.nan), (100, 100))], is_dark=is_dark)
    found = stretches_of(line_at(painted(tracks, scale), scale, MIDDLE), tracks.style.levels(CONTEXT)[0])
    thin, end = round(scale), int(WIDTH * scale)
    assert found == [*((int(x * scale), int(x * scale) + thin) for x in (20, 100, 120)), (end - thin, end)]


@THEMES
def test_times_outside_of_the_video_are_drawn_at_its_ends(is_dark: bool) -> None:
    tracks = tracks_of([lane((-20, 5), (90, 400), (300, 500))], is_dark=is_dark)
    line = line_at(painted(tracks), 1, MIDDLE)
    assert stretches_of(line, tracks.style.levels(CONTEXT)[0]) == [(0, 10), (180, 199)]
    assert (line[199] == levels(tracks)[1]).all()  # two of them: one is beyond the end


@THEMES
def test_more_spans_stand_out_more(is_dark: bool) -> None:
    """Every doubling can be seen, up to more than eight; the more there are, the further from the ground."""
    counts = (1, 2, 3, 4, 5, 8, 9, 500)
    times = [(10.0 * place + 5, 10.0 * place + 10) for place, count in enumerate(counts) for _ in range(count)]
    tracks = tracks_of([lane(*times)], is_dark=is_dark)
    line = line_at(painted(tracks), 1, MIDDLE)
    expected = [levels(tracks)[level] for level in (0, 1, 2, 2, 3, 3, 4, 4)]
    seen = [line[20 * place + 15] for place in range(len(counts))]
    assert [colour.tolist() for colour in seen] == [colour.tolist() for colour in expected]
    against_ground = [float(contrast(colour, base(is_dark))) for colour in levels(tracks)]
    assert against_ground == sorted(against_ground)
    assert against_ground[0] >= 3
    assert all(after / before > 1.08 for before, after in pairwise(against_ground))


@THEMES
@SCALES
def test_nothing_is_dropped_where_thousands_share_the_pixels(is_dark: bool, scale: float) -> None:
    chance = np.random.default_rng(7)
    start = chance.uniform(0, DURATION, 3000)
    lonely = (50.2, 50.2)
    crowd = [(float(at), float(at) + 0.05) for at in start if not 45 < at < 55]
    tracks = tracks_of([lane(*crowd, lonely)], is_dark=is_dark)
    line = line_at(painted(tracks, scale), scale, MIDDLE)
    is_ground = (line == base(is_dark)).all(axis=1)
    for at, end in [*crowd, lonely]:
        assert not is_ground[min(int(at * 2 * scale), len(line) - 1)]
        assert not is_ground[min(int(end * 2 * scale), len(line) - 1)] or end * 2 * scale == int(end * 2 * scale)
    assert is_ground[int(95 * scale)]


def test_bars_that_follow_each_other_are_told_apart() -> None:
    tracks = tracks_of([lane((10, 20), (20, 30))])
    line = line_at(painted(tracks), 1, MIDDLE)
    assert stretches_of(line, tracks.style.levels(CONTEXT)[0]) == [(20, 40), (41, 60)]


@SCALES
def test_zoomed_in_far(scale: float) -> None:
    tracks = tracks_of([lane((10, 90), (50, 50.015625), (50.0625, 50.078125))])
    line = line_at(painted(tracks, scale, Window(50.0, 50.125, WIDTH)), scale, MIDDLE)
    assert stretches_of(line, tracks.style.levels(CONTEXT)[1])[0][1] == round(25 * scale)
    at_edges = np.flatnonzero((line == base(is_dark=False)).all(axis=1)).tolist()
    assert at_edges == [round(100 * scale)]  # where the third begins upon the first


def test_rows_are_painted_from_the_one_that_is_asked_for() -> None:
    tracks = tracks_of([lane((0, 50)), lane((50, 100), key="audio.context"), curve_lane([0.0] * 100), lane((20, 30))])
    whole = painted(tracks)
    for top in (0, 5, ROW, 3 * ROW - 1):
        assert (painted(tracks, top=top, height=40) == whole[top : top + 40]).all()
    beyond = painted(tracks, top=tracks.height - 10, height=40)
    assert (beyond[:10] == whole[-10:]).all()
    assert (beyond[10:] == base(is_dark=False)).all()


@THEMES
def test_the_ground_of_rows_changes_by_turns(is_dark: bool) -> None:
    pixels = painted(tracks_of([lane((0, 1)), lane((0, 1)), lane((0, 1))], is_dark=is_dark))
    grounds = [pixels[MIDDLE + ROW * number, 100].tolist() for number in range(3)]
    other = base(is_dark, QPalette.ColorRole.AlternateBase).tolist()
    assert grounds == [base(is_dark).tolist(), other, base(is_dark).tolist()]


@THEMES
def test_shots_begin_at_lines_through_all_rows(is_dark: bool) -> None:
    shots = lane((0, 30), (30, 60), (60, 100), key=SHOTS)
    pixels = painted(tracks_of([shots, lane((45, 50))], is_dark=is_dark))
    line = pixels[ROW + MIDDLE]
    assert np.flatnonzero((line != base(is_dark, QPalette.ColorRole.AlternateBase)).any(axis=1)).tolist() == [
        0,
        60,
        *range(90, 100),
        120,
    ]
    many = lane(*((place / 2, place / 2 + 0.5) for place in range(200)), key=SHOTS)
    crowded = painted(tracks_of([many, lane((45, 50))], is_dark=is_dark))[ROW + MIDDLE]
    assert len(np.flatnonzero((crowded != base(is_dark, QPalette.ColorRole.AlternateBase)).any(axis=1))) == 10


# --- names


@THEMES
@SCALES
def test_a_name_stands_where_there_is_room_and_stays_on_its_bar(is_dark: bool, scale: float) -> None:
    times, names = ((10, 60), (70, 73)), ("lighthouse", "gull")
    with_names = painted(tracks_of([lane(*times, names=names)], is_dark=is_dark), scale)
    without = painted(tracks_of([lane(*times)], is_dark=is_dark), scale)
    rows, columns = np.nonzero((with_names != without).any(axis=-1))
    assert len(columns) > 50 * scale
    assert 20 * scale <= columns.min() <= columns.max() < 120 * scale
    assert 3 * scale - 1 <= rows.min() <= rows.max() <= (ROW - 3) * scale


@THEMES
def test_a_name_can_be_read_on_each_density(is_dark: bool) -> None:
    for count in (1, 2, 4, 8, 20):
        tracks = tracks_of([lane(*[(0, 100)] * count, names=["HHHHHHHH"] * count)], is_dark=is_dark)
        inside = painted(tracks)[4:-4]
        assert float(contrast(inside, inside[0, -1]).max()) >= 4.5


def test_a_name_that_many_share_says_so() -> None:
    alone, shared = (tracks_of([lane(*[(0, 100)] * count, names=["gull"] * count)]) for count in (1, 3))
    widths = []
    for tracks in (alone, shared):
        inside = painted(tracks)[4:-4]
        widths.append(int(np.nonzero((inside != inside[0, -1]).any(axis=-1))[1].max()))
    assert widths[1] > widths[0] + 8  # “ +2”


def test_text_of_a_file_does_no_harm() -> None:
    names = ["\u202egull", "a\nb\0c", "\ud800", "", "x" * 100_000, "<b>bold</b>"]
    tracks = tracks_of([lane(*((place * 15.0, place * 15.0 + 14) for place in range(6)), names=names)])
    assert painted(tracks).shape == (ROW, WIDTH, 3)


# --- what is chosen, and where the keyboard is


def changed(before: Pixels, after: Pixels) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero((before != after).any(axis=-1))
    return int(columns.min()), int(columns.max()) + 1, int(rows.min()), int(rows.max()) + 1


@THEMES
@SCALES
def test_the_spans_of_the_chosen_detection_have_a_ring(is_dark: bool, scale: float) -> None:
    tracks = tracks_of([lane((10, 20), (40, 50), (70, 80), rows=[1, 0, 1])], is_dark=is_dark)
    plain, chosen = painted(tracks, scale), painted(tracks, scale, choice=Choice("b"))
    text = tracks.style.colour(QPalette.ColorRole.Text)
    bar, thin = int(4 * scale), max(1, round(scale))
    line = line_at(chosen, scale, MIDDLE)
    edges = [int(x * scale) for x in (20, 40, 140, 160)]
    assert stretches_of(line, text) == [
        (edges[0] - thin, edges[0]),
        (edges[1], edges[1] + thin),
        (edges[2] - thin, edges[2]),
        (edges[3], edges[3] + thin),
    ]
    beside = slice(int(75 * scale), int(110 * scale))
    assert (chosen[:, beside] == plain[:, beside]).all()
    inside = slice(bar, int((ROW - 4) * scale)), slice(edges[0], edges[1])
    assert (chosen[inside] == plain[inside]).all()


def test_the_chosen_span_has_a_thicker_one() -> None:
    tracks = tracks_of([lane((10, 20), (70, 80), rows=[1, 1])])
    line = line_at(painted(tracks, choice=Choice("b", 70.0, 80.0)), 1, MIDDLE)
    found = stretches_of(line, tracks.style.colour(QPalette.ColorRole.Text))
    assert found == [(19, 20), (40, 41), (137, 140), (160, 163)]


@pytest.mark.parametrize(
    ("choice", "rows", "is_marked"),
    [
        (Choice(None, 10.0, 20.0), [-1], True),  # a cue
        (Choice(None, 10.0, 21.0), [-1], False),
        (Choice("a", 10.0, 20.0), [-1], True),  # what is no detection, but has the chosen span
        (Choice("a", 10.0, 20.0), [1], False),
        (Choice("gone"), [1], False),
        (Choice("gone"), [-1], False),
        (NOTHING, [-1], False),
    ],
)
def test_what_is_chosen_by_its_span(choice: Choice, rows: list[int], is_marked: bool) -> None:
    tracks = tracks_of([lane((10, 20), rows=rows)])
    assert (painted(tracks) != painted(tracks, choice=choice)).any() == is_marked


@THEMES
def test_what_is_chosen_is_found_in_a_crowd(is_dark: bool) -> None:
    times = [(place / 4, place / 4 + 0.2) for place in range(400)]
    tracks = tracks_of([lane(*times, rows=[1 if place == 200 else 0 for place in range(400)])], is_dark=is_dark)
    plain, chosen = painted(tracks), painted(tracks, choice=Choice("b"))
    left, right, top, bottom = changed(plain, chosen)
    assert 96 <= left < 100 < right <= 106
    assert bottom - top > ROW - 6
    line = line_at(chosen, 1, MIDDLE)
    assert float(contrast(line[99], line[98])) >= 3  # the ring, and what is beside it


@THEMES
@SCALES
def test_the_focus_can_be_told_from_what_is_chosen(is_dark: bool, scale: float) -> None:
    tracks = tracks_of([lane((10, 20), (70, 80), rows=[1, 1])], is_dark=is_dark)
    choice = Choice("b")
    without = painted(tracks, scale, choice=choice)
    focused = painted(tracks, scale, choice=choice, focused=(CONTEXT, 1))
    left, right, _, _ = changed(without, focused)
    assert left >= int(136 * scale) - 2
    assert right <= math.ceil(164 * scale) + 2
    accent = tracks.style.colour(QPalette.ColorRole.Accent)
    assert len(stretches_of(line_at(focused, scale, MIDDLE), accent)) == 2
    for nowhere in (("gone", 0), (CONTEXT, 2), (CONTEXT, -1)):
        assert (painted(tracks, scale, choice=choice, focused=nowhere) == without).all()


# --- curves


@THEMES
@SCALES
def test_a_curve_goes_through_its_values_and_has_a_line_at_zero(is_dark: bool, scale: float) -> None:
    tracks = tracks_of([curve_lane([0.5] * 40 + [-0.5] * 40)], is_dark=is_dark)
    pixels = painted(tracks, scale)
    assert len(pixels) == int(2 * ROW * scale)
    colour = tracks.style.levels("curve/made_up")[0]
    middle = len(pixels) / 2
    for x, share in ((40, -0.5), (120, 0.5)):
        rows = [row for pair in stretches_of(pixels[:, int(x * scale)], colour) for row in range(*pair)]
        assert rows
        assert all(abs(row - (middle + share * 0.75 * middle)) < 2.5 * scale for row in rows)
    zero = stretches_of(pixels[:, int(190 * scale)], tracks.style.colour(QPalette.ColorRole.Mid))
    assert len(zero) == 1
    assert abs(zero[0][0] - middle) <= scale
    assert (painted(tracks_of([curve_lane([0.5], low=0.0)], is_dark=is_dark))[:, 190] == base(is_dark)).all()


@THEMES
def test_a_curve_without_room_for_its_seconds_keeps_its_extremes(is_dark: bool) -> None:
    values = [0.0] * 5000
    values[2500], values[3500] = 1.0, -1.0
    tracks = tracks_of([curve_lane(values)], is_dark=is_dark)
    pixels = painted(tracks, window=Window(0.0, 5000.0, WIDTH))
    at_rest = (pixels[:, 50] != pixels[0, 0]).any(axis=-1).sum()
    for x in (100, 140):
        assert (pixels[:, x] != pixels[0, 0]).any(axis=-1).sum() > 4 * at_rest


# --- ruler and minimap


@THEMES
@SCALES
def test_the_ruler_has_ticks_and_labels(is_dark: bool, scale: float) -> None:
    tracks, image = tracks_of([], is_dark=is_dark), ground(scale, 20)
    painter = QPainter(image)
    tracks.paint_ruler(painter, QRect(0, 0, WIDTH, 20), WINDOW)
    painter.end()
    pixels = pixels_of(image)
    mid = tracks.style.colour(QPalette.ColorRole.Mid)
    thin = round(scale)
    assert [left for left, right in stretches_of(pixels[0], mid)] == [0, int(120 * scale)]  # 0 s and 60 s
    assert stretches_of(pixels[-1], mid) == [(0, int(WIDTH * scale))]
    assert stretches_of(pixels[:, int(120 * scale)], mid) == [(0, len(pixels))]
    assert all(right - left == thin for left, right in stretches_of(pixels[0], mid))
    window = base(is_dark, QPalette.ColorRole.Window)
    assert float(contrast(pixels, window).max()) >= 7


def minimap(tracks: TimelineTracks, scale: float, seen: Window, height: int = 24) -> Pixels:
    image = ground(scale, height)
    painter = QPainter(image)
    tracks.paint_minimap(painter, QRect(0, 0, WIDTH, height), WINDOW, seen)
    painter.end()
    return pixels_of(image)


@THEMES
@SCALES
def test_the_minimap_has_all_lanes_and_marks_what_is_seen(is_dark: bool, scale: float) -> None:
    lanes = [lane((30, 40)), curve_lane([0.0]), lane((50, 60), key="audio.context"), lane((45, 45), key="human.face")]
    tracks = tracks_of(lanes, is_dark=is_dark)
    pixels = minimap(tracks, scale, Window(25.0, 75.0, WIDTH))
    for key, x, share in ((CONTEXT, 70, 0.15), ("audio.context", 110, 0.5), ("human.face", 90, 0.85)):
        assert (pixels[int(share * len(pixels)), int(x * scale)] == levels(tracks, key)[0]).all()
    accent = tracks.style.colour(QPalette.ColorRole.Accent)
    thick = round(2 * scale)
    frame = stretches_of(line_at(pixels, scale, 12), accent)
    assert frame == [(int(50 * scale), int(50 * scale) + thick), (int(150 * scale) - thick, int(150 * scale))]


@THEMES
def test_a_minimap_with_more_lanes_than_pixels_shows_each_of_them(is_dark: bool) -> None:
    lanes = [lane((place + 10, place + 11), key=f"made.up.{place}") for place in range(80)]
    pixels = minimap(tracks_of(lanes, is_dark=is_dark), 1.0, WINDOW)
    for place in range(80):
        assert (pixels[2:-2, 2 * place + 20] != base(is_dark)).any()


def test_a_seen_part_that_is_hardly_anything_is_marked() -> None:
    tracks = tracks_of([lane((0, 100))])
    pixels = minimap(tracks, 1.0, Window(50.0, 50.001, WIDTH))
    assert stretches_of(pixels[12], tracks.style.colour(QPalette.ColorRole.Accent))


# --- what is kept


def test_painting_again_paints_the_same(qtbot: QtBot) -> None:
    tracks = tracks_of([lane((10, 20), (30, 31), names=["gull", "boat"]), curve_lane([0.3, 0.6] * 40)])
    first = painted(tracks)
    zoomed = painted(tracks, window=Window(5.0, 25.0, WIDTH))
    assert (painted(tracks) == first).all()
    assert (painted(tracks, 2.0)[::2, ::2] != first).any()
    assert (painted(tracks, window=Window(5.0, 25.0, WIDTH)) == zoomed).all()
    assert (zoomed != first).any()


@pytest.mark.parametrize("window", [Window(0.0, 0.0, WIDTH), Window(5.0, 1.0, WIDTH), Window(0.0, 1.0, 0)])
def test_a_window_on_nothing_paints_nothing(window: Window) -> None:
    tracks = tracks_of([lane((0, 100))])
    assert (painted(tracks, window=window) == np.array(QColor("magenta").getRgb()[:3])).all()
