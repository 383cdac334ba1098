"""Values of JSON that is not as it should be: what can be made out is taken, and every oddity is noted with its JSONPath."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from viewer.model.json_document import JsonDocument, JsonKind, JsonNode
from viewer.reading.json_slices import PAGE, Slice, decoded, members
from viewer.reading.json_text import cut, path_step
from viewer.reading.problem_list import ProblemList
from viewer.text import Text
from viewer.watch import Watch

NAN = math.nan
_ANYTHING: msgspec.json.Decoder[Any] = msgspec.json.Decoder()
_DEEPEST_SEARCH = 8
_LONGEST_TEXT = 1 << 20
_MOST_DIGITS = 4000
_NUMBER = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Child:
    """One child with its value. `key` is its name, or its number in an array; `row` its place among its siblings."""

    row: int
    key: str | int
    path: str
    value: Any


class Repairs:
    """Makes values out of JSON that a strict reader refuses, child by child, and notes what was odd."""

    def __init__(self, document: JsonDocument, problems: ProblemList, watch: Watch) -> None:
        self._document = document
        self._problems = problems
        self._watch = watch

    def children(self, node: JsonNode, part: Slice) -> Iterator[Child]:
        """Yield the children of a slice; those whose value can't be made out are left out, with a problem."""
        self._watch.check()
        path = self._document.path(node)
        values: Any = decoded(_ANYTHING, part)
        if isinstance(values, list):
            for row, value in enumerate(values, part.first):
                yield Child(row, row, f"{path}[{row}]", value)
        elif values is not None:
            for row, (name, value) in enumerate(values.items(), part.first):
                yield Child(row, name, path + path_step(name), value)
        else:
            yield from self._odd_children(node, part, path)

    def _odd_children(self, node: JsonNode, part: Slice, path: str) -> Iterator[Child]:
        """Yield the children of a slice that is no proper JSON, or in which a name comes twice, one by one."""
        end = part.first + part.count
        for first in range(part.first, end, PAGE):
            self._watch.check()
            for child in self._document.children(node, first, min(PAGE, end - first)):
                value = self.value(child)
                if not _is_lost(value) and child.key is not None:
                    yield Child(child.row, child.key, path + path_step(child.key), value)

    def value(self, node: JsonNode, depth: int = 0) -> Any:
        """Return a node's value; NaN stands for it, and for each part of it, that can't be made out and was noted."""
        is_deep = False
        if node.kind is not JsonKind.INVALID:
            try:
                return json.loads(self._document.raw(node).decode(), parse_constant=_refuse, parse_int=_whole_number)
            except RecursionError:
                is_deep = True
            except ValueError:
                pass
        if node.kind.is_container and depth < _DEEPEST_SEARCH:
            return self._parts(node, depth)
        if node.kind is JsonKind.STRING:
            self._note(node, Text("This text has bytes in it that JSON does not allow; they are shown as well as can be."))
            return self._document.shown(node, _LONGEST_TEXT)
        if is_deep:
            self._note(node, Text("This is nested too deeply and was left out."))
        else:
            self._note(node, Text("This is not JSON and was left out: {value}", value=self._document.shown(node, 40)))
        return NAN

    def _parts(self, node: JsonNode, depth: int) -> Any:
        values = ((child.key, self.value(child, depth + 1)) for child in members(self._document, node, self._watch))
        return dict(values) if node.kind is JsonKind.OBJECT else [value for _, value in values]

    def _note(self, node: JsonNode, message: Text) -> None:
        self._problems.add(message, self._document.path(node))

    def number(self, record: dict[str, Any], name: str, path: str, *, is_required: bool = False) -> float:
        """Return the number called `name` of the record at `path`; NaN where there is none or it is no number."""
        value = record.get(name)
        if value is None or _is_lost(value):
            if is_required and value is None:
                self._problems.add(Text("{name} is missing.", name=name), path)
            return NAN
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._finite(value, path + path_step(name))
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            self._problems.add(Text("This number was written as text: {value}", value=value), path + path_step(name))
            return self._finite(float(value), path + path_step(name))
        self._problems.add(
            Text("There should be a number here, and there is: {value}", value=_short(value)), path + path_step(name)
        )
        return NAN

    def integer(self, record: dict[str, Any], name: str, path: str) -> int | None:
        """Return the whole number called `name` of the record at `path`; None where there is none."""
        number = self.number(record, name, path)
        if math.isnan(number):
            return None
        if number != int(number):
            self._problems.add(
                Text("There should be a whole number here, and there is: {value}", value=_short(number)),
                path + path_step(name),
            )
            return None
        return int(number)

    def _finite(self, value: float, path: str) -> float:
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isfinite(number):
            return number
        self._problems.add(Text("This is no number that can be used; it is left blank."), path)
        return NAN

    def text(self, record: dict[str, Any], name: str, path: str, *, is_required: bool = False) -> str:
        """Return the text called `name` of the record at `path`; "" where there is none. Numbers become text."""
        value = record.get(name)
        if value is None or _is_lost(value):
            if is_required and value is None:
                self._problems.add(Text("{name} is missing.", name=name), path)
            return ""
        return self.as_text(value, path + path_step(name))

    def as_text(self, value: Any, path: str) -> str:
        """Return `value` where it is a text or a number; "" where it is something else."""
        if isinstance(value, str):
            return self._sound(value, path)
        if _is_lost(value):
            return ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self._problems.add(Text("There should be a text here, and there is: {value}", value=_short(value)), path)
        return ""

    def _sound(self, text: str, path: str) -> str:
        """Return a text without lone surrogates, which no file could hold."""
        try:
            text.encode()
        except UnicodeEncodeError:
            self._problems.add(Text("Half a character (a lone surrogate) stands here; it is shown as �."), path)
            return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return text

    def record(self, record: dict[str, Any], name: str, path: str) -> dict[str, Any]:
        """Return the object called `name` of the record at `path`; {} where there is none."""
        value = record.get(name)
        if isinstance(value, dict):
            return value
        if value is None or _is_lost(value):
            return {}
        self._problems.add(
            Text("There should be an object here, and there is: {value}", value=_short(value)), path + path_step(name)
        )
        return {}

    def items(self, record: dict[str, Any], name: str, path: str) -> list[Any]:
        """Return the array called `name` of the record at `path`; [] where there is none."""
        return self.array(record.get(name), path + path_step(name))

    def array(self, value: Any, path: str) -> list[Any]:
        """Return `value` where it is an array; [] where it is null or something else."""
        if isinstance(value, list):
            return value
        if value is None or _is_lost(value):
            return []
        self._problems.add(Text("There should be an array here, and there is: {value}", value=_short(value)), path)
        return []

    def is_record(self, value: Any, path: str) -> bool:
        """True where `value` is an object; what else it is, is noted."""
        if isinstance(value, dict):
            return True
        if not _is_lost(value):
            self._problems.add(Text("There should be an object here, and there is: {value}", value=_short(value)), path)
        return False


def _is_lost(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)


def _refuse(word: str) -> None:
    raise ValueError(word)


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    if isinstance(value, list):
        return "[…]" if value else "[]"
    return cut(value if isinstance(value, str) else json.dumps(value), 40)


def _whole_number(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)
