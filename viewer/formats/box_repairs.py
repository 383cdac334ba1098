"""Bounding boxes that are not exactly as expected, read child by child: what is wrong is blank or left out, and told."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from viewer.formats.box_slices import Batch, Box, as_position
from viewer.model.json_document import JsonDocument, JsonNode
from viewer.reading.json_slices import Slice
from viewer.reading.json_values import NAN, Repairs
from viewer.reading.problem_list import ProblemList
from viewer.text import Text
from viewer.watch import Watch


class BoxRepairs:
    """Reads the children of a slice in which something is odd."""

    def __init__(self, document: JsonDocument, problems: ProblemList, watch: Watch) -> None:
        self._problems = problems
        self._repairs = Repairs(document, problems, watch)
        self._positions: list[int] = []
        self._ids: list[str] = []
        self._boxes: list[Box] = []

    def batch(self, node: JsonNode, part: Slice) -> Batch:
        """Return what boxes the children in a slice hold; what is odd becomes a problem."""
        self._positions, self._ids, self._boxes = [], [], []
        for child in self._repairs.children(node, part):
            if isinstance(child.key, int):
                self._entry(child.key, child.value, child.path)
                continue
            try:
                self._entry(as_position(child.key), child.value, child.path)
            except ValueError:
                sentence = Text("This name is no number of a frame or second; what is in it was left out.")
                self._problems.add(sentence, child.path)
        return Batch.of(np.array(self._positions, np.int64), self._ids, self._boxes)

    def _entry(self, position: int, value: Any, path: str) -> None:
        if isinstance(value, dict):
            self._problems.add(Text("There should be an array here; the object was read as its only element."), path)
            self._item(position, value, path)
            return
        for number, item in enumerate(self._repairs.array(value, path)):
            if item is not None and self._repairs.is_record(item, f"{path}[{number}]"):
                self._item(position, item, f"{path}[{number}]")

    def _item(self, position: int, item: dict[str, Any], path: str) -> None:
        repairs = self._repairs
        name = repairs.text(item, "d", path) or repairs.text(item, "id", path)
        if not name:
            self._problems.add(Text("The ID of the detection is missing."), path)
        if item.get("b") is None:
            self._box(position, name, item, path, NAN)
            return
        confidence = repairs.number(item, "c", path)
        path = f"{path}.b"
        if isinstance(item["b"], dict):
            self._problems.add(Text("There should be an array here; the object was read as its only element."), path)
            self._box(position, name, item["b"], path, confidence)
            return
        for number, box in enumerate(repairs.array(item["b"], path)):
            if box is not None and repairs.is_record(box, f"{path}[{number}]"):
                self._box(position, name, box, f"{path}[{number}]", confidence)

    def _box(self, position: int, name: str, box: dict[str, Any], path: str, confidence: float) -> None:
        """Take in one box; without a confidence of its own it has that of its item."""
        x, y, width, height = (self._repairs.number(box, name, path, is_required=True) for name in ("x", "y", "w", "h"))
        own = self._repairs.number(box, "c", path)
        self._positions.append(position)
        self._ids.append(name)
        self._boxes.append(Box(x, y, width, height, confidence if math.isnan(own) else own))
