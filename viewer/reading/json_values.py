"""Values of JSON that is not as it should be: what can be made out is taken, and every oddity is noted with its JSONPath."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sized
from contextlib import suppress
from typing import Any, TypeVar

import msgspec

from viewer.model.json_document import JsonDocument, JsonKind, JsonNode
from viewer.reading.json_text import cut, path_step
from viewer.reading.problem_list import ProblemList
from viewer.text import Text
from viewer.watch import Watch

Children = TypeVar("Children", bound=Sized)
NAN = math.nan
PAGE = 1000
SLICE = 160 * 1024  # decoded in one go of a few milliseconds, in which no other thread runs
_DEEPEST_SEARCH = 8
_LONGEST_TEXT = 1 << 20
_MOST_DIGITS = 4000
_NUMBER = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*", re.ASCII)
_SHOULD_BE_NUMBER = "There should be a number here, and there is: {value}"
_SHOULD_BE_WHOLE = "There should be a whole number here, and there is: {value}"
_SHOULD_BE_TEXT = "There should be a text here, and there is: {value}"
_SHOULD_BE_OBJECT = "There should be an object here, and there is: {value}"
_SHOULD_BE_ARRAY = "There should be an array here, and there is: {value}"


def typed_slices(
    document: JsonDocument, node: JsonNode, decoder: msgspec.json.Decoder[Children] | None, watch: Watch, doing: Text
) -> Iterator[tuple[int, int, Children | None]]:
    """Yield number of the first child, number of children, and what `decoder` makes of each slice of an array or object.

    None instead, where the slice is not exactly what the decoder expects, where a name comes twice in it, and always
    where there is no decoder. Progress is counted in children.
    """
    total = document.count(node)
    for first, count, raw in _counted_slices(document, node):
        watch.progress(first, total, doing=doing)
        decoded = None
        if decoder is not None:
            with suppress(msgspec.MsgspecError, ValueError, RecursionError):
                decoded = decoder.decode(raw)
        yield first, count, decoded if decoded is not None and len(decoded) == count else None


def _counted_slices(document: JsonDocument, node: JsonNode) -> Iterator[tuple[int, int, bytes]]:
    waiting: tuple[int, bytes] | None = None
    for first, raw in document.slices(node, SLICE):
        if waiting is not None:
            yield waiting[0], first - waiting[0], waiting[1]
        waiting = (first, raw)
    if waiting is not None:
        yield waiting[0], document.count(node) - waiting[0], waiting[1]


def members(document: JsonDocument, node: JsonNode, watch: Watch) -> Iterator[JsonNode]:
    """Yield all children of a node, made page by page. Raises Cancelled."""
    for first in range(0, document.count(node), PAGE):
        watch.check()
        yield from document.children(node, first, PAGE)


class Repairs:
    """Makes values out of JSON that a strict reader refuses, child by child, and notes what was odd."""

    def __init__(self, document: JsonDocument, problems: ProblemList, watch: Watch) -> None:
        self._document = document
        self._problems = problems
        self._watch = watch

    def children(self, node: JsonNode, first: int, count: int) -> Iterator[tuple[JsonNode, Any]]:
        """Yield each of these children with its value; those that can't be made out are left out, with a problem."""
        for page in range(first, first + count, PAGE):
            for child in self._document.children(node, page, min(PAGE, first + count - page)):
                self._watch.check()
                value = self.value(child)
                if not _is_lost(value):
                    yield child, value

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
        self._wrong(_SHOULD_BE_NUMBER, value, path + path_step(name))
        return NAN

    def integer(self, record: dict[str, Any], name: str, path: str) -> int | None:
        """Return the whole number called `name` of the record at `path`; None where there is none."""
        number = self.number(record, name, path)
        if math.isnan(number):
            return None
        if number != int(number):
            self._wrong(_SHOULD_BE_WHOLE, number, path + path_step(name))
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
        self._wrong(_SHOULD_BE_TEXT, value, path)
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
        self._wrong(_SHOULD_BE_OBJECT, value, path + path_step(name))
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
        self._wrong(_SHOULD_BE_ARRAY, value, path)
        return []

    def is_record(self, value: Any, path: str) -> bool:
        """True where `value` is an object; what else it is, is noted."""
        if isinstance(value, dict):
            return True
        if not _is_lost(value):
            self._wrong(_SHOULD_BE_OBJECT, value, path)
        return False

    def _wrong(self, template: str, value: Any, path: str) -> None:
        self._problems.add(Text(template, value=_short(value)), path)


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
