"""Boxes on pictures, pixel by pixel: exact at any size, zoom and resolution, and to be seen on whatever is behind them."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QFont, QTransform
from pytestqt.qtbot import QtBot

from tests.pictures.boxes_painted import (
    A_BOX,
    BARE,
    a_box,
    area_of,
    contrast,
    noisy_ground,
    painted,
    plain_ground,
    spans_of,
)
from viewer.analysis.boxes_at import ShownBox
from viewer.ui.painting.box_labels import BACKING, STRONG_BACKING, STRONG_TEXT, TEXT, place_label
from viewer.ui.painting.box_overlay import DARK, LIGHT, MARGIN, BoxOverlay, Look, key_of
from viewer.ui.painting.data_colours import colour_of
from viewer.ui.painting.picture_fit import LARGEST_ZOOM, PictureFit, PixelGrid
from viewer.ui.theme import DATA_COLOURS

pytestmark = pytest.mark.usefixtures("qapp")
SIZE = QSize(320, 200)
GREY = QColor("#767676")
FRACTIONS = st.floats(0.02, 0.98)
ROOM = PictureFit(QRectF(10, 10, 300, 180), 16 / 10)


# --- edges


@settings(max_examples=200)
@given(
    st.integers(80, 400),
    st.integers(60, 300),
    st.floats(0.3, 4),
    st.floats(1, 6),
    st.sampled_from([1.0, 1.25, 1.5, 2.0, 3.0]),
    st.tuples(FRACTIONS, FRACTIONS),
    st.tuples(FRACTIONS, FRACTIONS),
)
def test_each_edge_is_right_to_within_half_a_pixel_of_the_device(
    width: int, height: int, aspect: float, zoom: float, scale: float, x: tuple[float, float], y: tuple[float, float]
) -> None:
    """The middle of the coloured line is the edge, measured where the line crosses the middle of the box."""
    size = QSize(width, height)
    fit = PictureFit(area_of(size), aspect).zoomed(zoom)
    left, right, top, bottom = min(x), max(x), min(y), max(y)
    box = replace(A_BOX, x=left, y=top, width=right - left, height=bottom - top)
    pixels, _ = painted(plain_ground(size, scale, GREY), [box], fit)
    picture = PixelGrid(_scaled(scale)).rect(fit.rect())
    edges = [(picture.left() + fraction * picture.width()) * scale for fraction in (left, right)]
    row = round((picture.top() + (top + bottom) / 2 * picture.height()) * scale)
    is_open = min(edges[1] - edges[0], (bottom - top) * picture.height() * scale) > 8 * scale
    if is_open and 0 <= row < len(pixels):
        _check_edges(spans_of(pixels[row], colour_of("1")), edges, pixels.shape[1], scale)


def _check_edges(found: list[tuple[int, int]], edges: list[float], end: int, scale: float) -> None:
    inside = [edge for edge in edges if 3 * scale < edge < end - 3 * scale]
    middles = [(first + last) / 2 for first, last in found if first > 0 and last < end]
    for edge in inside:
        assert min(abs(middle - edge) for middle in middles) <= 0.5 + 1e-6


def _scaled(scale: float) -> QTransform:
    return QTransform.fromScale(scale, scale)


@pytest.mark.parametrize(("scale", "line"), [(1.0, 1), (2.0, 2), (3.0, 3)])
@pytest.mark.parametrize("is_chosen", [False, True])
def test_an_outline_is_dark_then_coloured_then_light(scale: float, line: int, is_chosen: bool) -> None:
    look = Look(detection_id="1" if is_chosen else None, has_labels=False)
    pixels, _ = painted(plain_ground(SIZE, scale, GREY), [A_BOX], PictureFit(area_of(SIZE), 320 / 200), look)
    row, wide = pixels[round(100 * scale)], line * (4 if is_chosen else 2)
    edge = round(80 * scale)
    for colour, first, width in (
        (DARK, edge - wide // 2 - line, line),
        (colour_of("1"), edge - wide // 2, wide),
        (LIGHT, edge + wide // 2, line),
    ):
        assert spans_of(row, colour)[0] == (first, first + width)


def test_a_picture_is_fitted_with_bars_beside_it_or_above() -> None:
    assert PictureFit(QRectF(0, 0, 400, 100), 2.0).rect() == QRectF(100, 0, 200, 100)
    assert PictureFit(QRectF(10, 20, 100, 400), 2.0).rect() == QRectF(10, 195, 100, 50)


@given(st.floats(0, 300), st.floats(0, 180), st.floats(1.1, 5), st.lists(st.tuples(st.floats(-80, 80), st.floats(-80, 80))))
def test_zooming_keeps_what_is_under_the_pointer_where_it_is(
    x: float, y: float, factor: float, pushes: list[tuple[float, float]]
) -> None:
    fit, point = ROOM.zoomed(2.0), QPointF(10 + x, 10 + y)
    for push in pushes:
        fit = fit.moved(*push)
        assert fit.rect().contains(fit.area)  # a zoomed picture leaves no gap
    before, after = fit.fractions_at(point), fit.zoomed(factor, point).fractions_at(point)
    assert after == pytest.approx(before, abs=1e-6)
    back = fit.zoomed(factor).zoomed(0.0)
    assert (back.zoom, back.rect()) == (1.0, ROOM.rect())
    assert fit.zoomed(1e9).zoom == LARGEST_ZOOM


@given(FRACTIONS, FRACTIONS, st.floats(0.01, 0.9), st.floats(1.2, 20))
def test_a_box_that_is_centred_can_be_seen_whole(x: float, y: float, side: float, zoom: float) -> None:
    box = QRectF(x, y, min(side, 1 - x), min(side, 1 - y))
    fit = ROOM.zoomed(zoom).centred_on(box)
    rect = fit.rect()
    place = QRectF(
        rect.left() + box.left() * rect.width(),
        rect.top() + box.top() * rect.height(),
        box.width() * rect.width(),
        box.height() * rect.height(),
    )
    assert fit.area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(place)
    assert fit.zoom <= zoom + 1e-9
    assert ROOM.centred_on(box) == ROOM  # what is not zoomed stays as it is


# --- to be seen on anything


GROUNDS = [f"#{level:02x}{level:02x}{level:02x}" for level in range(0, 256, 15)] + [
    "#ff0000",
    "#00ff00",
    "#0000ff",
    "#ffff00",
]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("chosen", [None, "1", "another"])
def test_an_outline_stands_out_on_every_colour(scale: float, chosen: str | None) -> None:
    size = QSize(48, 30)
    for name in (*GROUNDS, *(colour.name() for colour in DATA_COLOURS)):
        ground = plain_ground(size, scale, QColor(name))
        pixels, _ = painted(ground, [A_BOX], PictureFit(area_of(size), 1.6), Look(chosen, None, None, False))
        behind = np.array(QColor(name).getRgb()[:3])
        for line in (pixels[round(15 * scale)], pixels[:, round(24 * scale)]):
            assert contrast(line, behind).max() >= 3, name


def test_an_outline_stands_out_on_noise() -> None:
    """At each place along an edge, something of the outline differs clearly from the pixel right beside it."""
    ground = noisy_ground(SIZE, 1)
    for chosen in (None, "another"):
        pixels, _ = painted(ground, [A_BOX], PictureFit(area_of(SIZE), 1.6), Look(chosen, None, None, False))
        across = pixels[60:140, 76:85]  # the left edge, at 80, with what is beside it
        outside, outline, inside = across[:, 1:2], across[:, 2:6], across[:, 6:7]
        for beside in (outside, inside):
            assert contrast(outline, beside).max(axis=1).min() >= 3


def test_labels_can_be_read_on_every_colour() -> None:
    for ground in (0, 255):
        for backing, text in ((BACKING, TEXT), (STRONG_BACKING, STRONG_TEXT)):
            share = backing.alphaF()
            mixed = [round(part * share + ground * (1 - share)) for part in backing.getRgb()[:3]]
            assert contrast(np.array(mixed), np.array(text.getRgb()[:3])) >= 4.5


def test_what_is_not_chosen_is_paler() -> None:
    fit, boxes = PictureFit(area_of(SIZE), 1.6), [a_box(1, 0.1, 0.1, 0.3, 0.3), a_box(2, 0.6, 0.6, 0.3, 0.3)]
    ground = plain_ground(SIZE, 1, GREY)
    neither, _ = painted(ground, boxes, fit)
    one, _ = painted(ground, boxes, fit, Look("1", None, None, False))
    by_box, _ = painted(ground, boxes, fit, Look(None, key_of(boxes[0]), None, False))
    assert (one == by_box).all()
    assert spans_of(neither[150], colour_of("2"))
    assert not spans_of(one[150], colour_of("2"))
    assert spans_of(one[50], colour_of("1"))


def test_a_box_of_a_whole_second_has_a_broken_line() -> None:
    fit, box = PictureFit(area_of(SIZE), 1.6), replace(A_BOX, is_of_second=True)
    pixels, _ = painted(plain_ground(SIZE, 1, GREY), [box], fit)
    whole, _ = painted(plain_ground(SIZE, 1, GREY), [A_BOX], fit)
    assert len(spans_of(pixels[49], colour_of("1"))) > 10
    assert spans_of(whole[49], colour_of("1")) == [(79, 241)]


def test_the_ring_of_the_keyboard_is_seen_with_the_focus_alone() -> None:
    fit, ground = PictureFit(area_of(SIZE), 1.6), plain_ground(SIZE, 1, GREY)
    look = Look(focused=key_of(A_BOX), has_labels=False)
    plain, _ = painted(ground, [A_BOX], fit, look)
    ringed, _ = painted(ground, [A_BOX], fit, look, has_focus=True)
    changed = np.argwhere((plain != ringed).any(axis=-1))
    assert changed.min(axis=0).tolist() == [45, 75]  # four pixels and its own width outside of 80, 50
    assert len(spans_of(ringed[46], LIGHT)) > 10
    assert len(spans_of(ringed[46], DARK)) > 10


# --- beyond the picture


BEYOND = {
    "left": a_box(1, -0.3, 0.4, 0.5, 0.2),
    "right": a_box(1, 0.8, 0.4, 0.5, 0.2),
    "above": a_box(1, 0.4, -0.3, 0.2, 0.5),
    "below": a_box(1, 0.4, 0.8, 0.2, 0.5),
    "around": a_box(1, -1, -1, 3, 3),
    "beside": a_box(1, 1.2, 0.4, 0.2, 0.2),
    "huge": a_box(1, -1e308, 0.4, 1.7e308, 1e308),
}


@pytest.mark.parametrize("where", BEYOND)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_box_is_painted_inside_the_frame_with_a_mark_where_it_goes_on(where: str, scale: float) -> None:
    size, fit = QSize(400, 300), PictureFit(QRectF(60, 50, 280, 200), 1.4)
    ground = plain_ground(size, scale, GREY)
    pixels, overlay = painted(ground, [BEYOND[where]], fit, Look())
    is_painted = (pixels != np.array(GREY.getRgb()[:3])).any(axis=-1)
    rows, columns = np.nonzero(is_painted)
    frame = fit.rect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    assert frame.left() * scale <= columns.min()
    assert columns.max() < frame.right() * scale
    assert frame.top() * scale <= rows.min()
    assert rows.max() < frame.bottom() * scale
    (placed,) = overlay.placed
    assert any(placed.beyond)
    assert placed.label is not None
    assert fit.rect().contains(placed.label)


def test_the_side_beyond_which_a_box_goes_on_is_open_and_has_an_arrow() -> None:
    ground, fit = plain_ground(SIZE, 1, GREY), PictureFit(area_of(SIZE), 1.6)
    pixels, overlay = painted(ground, [BEYOND["left"]], fit)
    colour = colour_of("1")
    assert overlay.placed[0].beyond == (True, False, False, False)
    assert spans_of(pixels[:, 0], colour) == [(79, 81), (119, 121)]  # only where the sides above and below begin
    assert spans_of(pixels[100], colour)[0][1] <= 8  # the arrow, in the middle of the open side
    assert spans_of(pixels[:, 30], colour) == [(79, 81), (119, 121)]
    rounded_edge = a_box(1, 0.5, 0.5, 0.5004, 0.5004)  # no more than a file's rounding
    assert not any(painted(ground, [rounded_edge], fit)[1].placed[0].beyond)


@pytest.mark.parametrize("side", ["x", "y", "width", "height"])
def test_a_box_without_a_place_is_not_painted(side: str) -> None:
    ground, fit = plain_ground(SIZE, 1, GREY), PictureFit(area_of(SIZE), 1.6)
    box = replace(A_BOX, **{side: math.nan})
    pixels, overlay = painted(ground, [box, A_BOX], fit)
    expected, _ = painted(ground, [A_BOX], fit)
    assert (pixels == expected).all()
    assert len(overlay.placed) == 1


def test_boxes_without_a_size_can_be_seen() -> None:
    ground, fit = plain_ground(SIZE, 1, GREY), PictureFit(area_of(SIZE), 1.6)
    pixels, _ = painted(ground, [a_box(1, 0.5, 0.5, 0, 0)], fit)
    assert (pixels[97:103, 157:163] != np.array(GREY.getRgb()[:3])).any(axis=-1).sum() >= 16
    upside_down, _ = painted(ground, [a_box(1, 0.75, 0.75, -0.5, -0.5)], fit)
    assert (upside_down == painted(ground, [a_box(1, 0.25, 0.25, 0.5, 0.5)], fit)[0]).all()


# --- labels

SIDES = st.floats(-0.2, 1.1)
BOXES = st.lists(st.tuples(SIDES, SIDES, st.floats(0, 0.6), st.floats(0, 0.6)), min_size=1, max_size=14)


def laid_out(boxes: list[ShownBox], fit: PictureFit, look: Look) -> BoxOverlay:
    overlay = BoxOverlay()
    overlay.lay_out(boxes, fit, PixelGrid(), look, QFont())
    return overlay


@settings(max_examples=60)
@given(BOXES, st.floats(1, 5))
def test_labels_stay_inside_the_frame_and_off_each_other(
    places: list[tuple[float, float, float, float]], zoom: float
) -> None:
    boxes = [a_box(row, *place, label=f"somebody {row}") for row, place in enumerate(places)]
    fit = PictureFit(QRectF(10, 10, 600, 400), 1.5).zoomed(zoom)
    labels = [one.label for one in laid_out(boxes, fit, Look()).placed if one.label is not None]
    frame = fit.visible().adjusted(-1, -1, 1, 1)
    for number, label in enumerate(labels):
        assert frame.contains(label)
        assert not any(label.intersects(other) for other in labels[:number])


def test_three_boxes_in_one_place_have_their_labels_beside_each_other() -> None:
    boxes = [a_box(row, 0.4, 0.4, 0.2, 0.2, label=f"somebody {row}") for row in range(5)]
    placed = laid_out(boxes, PictureFit(QRectF(0, 0, 640, 360)), Look()).placed
    assert all(one.label is not None for one in placed)


def test_labels_leave_the_picture_to_be_seen_but_never_go_from_what_is_chosen() -> None:
    boxes = [a_box(row, 0.05 * (row % 15), 0.06 * (row // 15), 0.3, 0.3, label="a long name") for row in range(200)]
    fit = PictureFit(QRectF(0, 0, 300, 170))
    crowd = laid_out(boxes, fit, Look())
    covered = sum(one.label.width() * one.label.height() for one in crowd.placed if one.label is not None)
    assert 0 < covered <= 0.3 * 300 * 170
    for look in (Look(detection_id="0"), Look(box=key_of(boxes[0])), Look(focused=key_of(boxes[150]))):
        wanted = key_of(boxes[150]) if look.focused else key_of(boxes[0])
        shown = [key_of(one.box) for one in laid_out(boxes, fit, look).placed if one.label is not None]
        assert wanted in shown


def test_what_is_chosen_is_kept_free_of_the_labels_of_others() -> None:
    boxes = [a_box(0, 0.4, 0.4, 0.2, 0.2), *(a_box(row, 0.42, 0.5 + row / 100, 0.3, 0.3) for row in range(1, 6))]
    placed = laid_out(boxes, PictureFit(QRectF(0, 0, 640, 360)), Look(detection_id="0")).placed
    chosen = next(one for one in placed if one.box is boxes[0])
    assert chosen.label is not None
    others = [one.label for one in placed if one.label is not None and one is not chosen]
    assert others
    assert not any(label.intersects(chosen.rect) for label in others)


def test_labels_can_be_hidden() -> None:
    fit = PictureFit(area_of(SIZE), 1.6)
    assert all(one.label is None for one in laid_out([A_BOX], fit, BARE).placed)
    assert all(one.label is not None for one in laid_out([A_BOX], fit, Look()).placed)


def test_a_box_of_the_second_needs_no_label_beside_that_of_the_frame() -> None:
    of_second = replace(A_BOX, type_name="seconds_objects", is_of_second=True)
    fit = PictureFit(QRectF(0, 0, 640, 360))
    both = laid_out([of_second, A_BOX], fit, Look()).placed
    assert [key_of(one.box) for one in both if one.label is not None] == [key_of(A_BOX)]
    assert laid_out([of_second], fit, Look()).placed[0].label is not None
    chosen = laid_out([of_second, A_BOX], fit, Look(box=key_of(of_second))).placed
    assert all(one.label is not None for one in chosen)


def test_a_label_goes_where_there_is_room() -> None:
    size, room = QSizeF(60, 20), QRectF(0, 0, 200, 100)
    box = QRectF(50, 40, 70, 30)
    assert place_label(size, box, room, []) == QRectF(50, 20, 60, 20)
    above = QRectF(40, 10, 100, 25)
    assert place_label(size, box, room, [above]) == QRectF(50, 70, 60, 20)
    assert room.contains(place_label(size, QRectF(190, 0, 10, 10), room, []))
    assert place_label(size, box, room, [room]).size() == size  # nothing is free


# --- hits


@settings(max_examples=100)
@given(BOXES, st.floats(0, 640), st.floats(0, 360))
def test_the_boxes_under_a_point_come_smallest_first(
    places: list[tuple[float, float, float, float]], x: float, y: float
) -> None:
    boxes = [a_box(row, *place) for row, place in enumerate(places)]
    fit = PictureFit(QRectF(0, 0, 640, 360))
    hits = laid_out(boxes, fit, BARE).hits(QPointF(x, y))
    sizes = []
    for box in hits:
        left, right = max(0.0, box.x) * 640, min(1.0, box.x + box.width) * 640
        top, bottom = max(0.0, box.y) * 360, min(1.0, box.y + box.height) * 360
        sizes.append(max(0.0, right - left) * max(0.0, bottom - top))
    for before, after in pairwise(sizes):
        assert before <= after + 1500  # edges are moved by half a pixel
    inside = {b.row for b in boxes if b.x * 640 < x < (b.x + b.width) * 640 and b.y * 360 < y < (b.y + b.height) * 360}
    assert inside <= {box.row for box in hits}
    assert len(hits) == len({box.row for box in hits})


def test_a_label_is_a_part_of_its_box_and_so_is_the_arrow_of_one_beside_the_picture() -> None:
    fit = PictureFit(QRectF(0, 0, 640, 360))
    large, small, outside = a_box(1, 0.1, 0.1, 0.8, 0.8), a_box(2, 0.4, 0.4, 0.2, 0.2), a_box(3, 1.2, 0.5, 0.1, 0.1)
    overlay = laid_out([small, large, outside], fit, Look())
    label = next(one.label for one in overlay.placed if one.box is large)
    assert label is not None
    assert overlay.hits(label.center())[0] is large
    assert overlay.hits(QPointF(320, 180)) == [small, large]
    assert overlay.hits(QPointF(100, 180)) == [large]
    assert overlay.hits(QPointF(639, 198)) == [outside]
    assert overlay.hits(QPointF(5, 5)) == []


def test_labels_are_painted_once(qtbot: QtBot) -> None:
    overlay, fit = BoxOverlay(), PictureFit(QRectF(0, 0, 640, 360))
    pictures = []
    for x in (0.2, 0.3):
        overlay.lay_out([replace(A_BOX, x=x)], fit, PixelGrid(), Look(), QFont())
        pictures.append(overlay.placed[0].picture)
    assert pictures[0] is pictures[1] is not None
