"""What the canvas says of its boxes in words: tooltips, descriptions for screen readers, and what a blank frame is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from viewer.model.timing import plain_number
from viewer.text import Text
from viewer.ui.messages import shown
from viewer.ui.models.cells import plain_tooltip
from viewer.ui.painting.box_overlay import fractions_of, label_of, name_of
from viewer.ui.panes.result_choice import Titles

if TYPE_CHECKING:
    from viewer.analysis.boxes_at import ShownBox

MOST_NAMES = 12
_PIXEL_DIGITS = 1


def box_words(box: ShownBox, titles: Titles, size: QSize | None) -> tuple[Text, ...]:
    """Return what there is to know of a box, line by line; `size` is the video's in pixels, None where it is unknown."""
    lines = [Text("{name}", name=box.label or Text("no ID"))]
    if not math.isnan(box.confidence):
        lines.append(Text("Confidence {confidence}", confidence=plain_number(box.confidence)))
    lines.append(Text("{type}, detection {id}", type=titles.title(box.type_name), id=box.detection_id or "?"))
    if box.is_of_second:
        lines.append(Text("Said of the whole second: it need not be right at this frame."))
    numbers = {name: plain_number(getattr(box, name)) for name in ("x", "y", "width", "height")}
    lines.append(Text("x {x}, y {y}, width {width}, height {height} of the picture", **numbers))
    if size is not None:
        lines += _in_pixels(box, size)
    if _is_beyond(box):
        lines.append(Text("It reaches beyond the picture."))
    return tuple(lines)


def box_tooltip(box: ShownBox, titles: Titles, size: QSize | None) -> str:
    """Return that as a tooltip, in which the data is plain."""
    return plain_tooltip("\n".join(shown(line) for line in box_words(box, titles, size)))


def focus_words(box: ShownBox, number: int, count: int, titles: Titles, *, is_chosen: bool) -> str:
    """Return what a screen reader says of the box that the keyboard is at."""
    sentence = (
        "Box {number} of {count}, chosen: {label}, {type}" if is_chosen else "Box {number} of {count}: {label}, {type}"
    )
    return shown(Text(sentence, number=number, count=count, label=label_of(box), type=titles.title(box.type_name)))


def boxes_words(boxes: Sequence[ShownBox], count: int) -> str:
    """Return how many boxes there are, and what is in them."""
    parts = [shown(count_words(len(boxes), count))]
    if boxes:
        names = Counter(name_of(box) for box in boxes)
        shown_names = [name if many == 1 else f"{name} × {many}" for name, many in islice(names.items(), MOST_NAMES)]
        parts.append(", ".join(shown_names) + (", …" if len(names) > MOST_NAMES else ""))
    lost = sum(fractions_of(box) is None for box in boxes)
    sentence = ": ".join(parts)
    if not lost:
        return sentence
    without = Text("{count} box has no place.", plural="{count} boxes have no place.", count=lost)
    return f"{sentence}. {shown(without)}"


def count_words(given: int, count: int) -> Text:
    """Return how many boxes are shown, and of how many."""
    if given < count:
        return Text("The first {given} of {count} boxes", given=given, count=count)
    return Text("{count} box", plural="{count} boxes", count=count) if count else Text("No boxes")


def blank_words(*, has_size: bool, has_boxes: bool, needs_rate: bool) -> str:
    """Return what a blank frame is, and what it cannot show. `needs_rate`: boxes are there by frame, whose rate is not."""
    lines = [Text("Blank frame: no film is open")]
    if not has_size:
        lines.append(Text("Nothing tells the shape of the picture: this is 16:9"))
    if not has_boxes:
        lines.append(Text("No results with boxes are here"))
    elif needs_rate:
        lines.append(Text("The frame rate is unknown: only boxes of whole seconds are shown"))
    return "\n".join(shown(line) for line in lines)


def _in_pixels(box: ShownBox, size: QSize) -> list[Text]:
    sides = (size.width(), size.height(), size.width(), size.height())
    values = [value * side for value, side in zip((box.x, box.y, box.width, box.height), sides, strict=True)]
    if not all(math.isfinite(value) for value in values):
        return []
    x, y, width, height = (plain_number(round(value, _PIXEL_DIGITS)) for value in values)
    told = {"across": str(size.width()), "down": str(size.height())}
    return [
        Text("{x}, {y}, {width} × {height} in pixels of {across} × {down}", x=x, y=y, width=width, height=height, **told)
    ]


def _is_beyond(box: ShownBox) -> bool:
    fractions = fractions_of(box)
    return fractions is not None and (min(fractions) < 0 or max(fractions) > 1)
