"""Names that come twice in one object, whatever its size: 64 bits of each name, sorted and compared when the object ends.

Names that seem to be the same are read again and compared byte by byte, without their escapes. Of the objects that are
open at the end of a piece, names are kept in the order of the file; there, inner objects come behind outer ones, so that
those which end are taken from the end of what is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from viewer.reading.json_nodes import LONGEST_NAME
from viewer.reading.json_syntax import Context
from viewer.reading.json_text import STRING, cut, unescaped
from viewer.reading.json_tokens import Positions
from viewer.reading.problem_list import LISTED
from viewer.text import Text

Hashes = NDArray[np.uint64]

_DECODER = json.JSONDecoder(strict=False)
_FIRST_READ = 256
_LONGEST_SHOWN = 60
_PLACES_SHOWN = 5
_MOST_COMPARED = 1000  # of the names that seem to be the same
_LONG = 256  # bytes of a name that is hashed by itself
_MIX = np.uint64(0x9E3779B97F4A7C15)
_OWNER_MIX = np.uint64(0xD6E8FEB86659FD93)
_WORD = 8
_FIRST_BYTES = np.array([(1 << 8 * count) - 1 for count in range(_WORD + 1)], np.uint64)


def hashes(raw: bytes, starts: Positions, lengths: Positions) -> Hashes:
    """Return 64 bits of each of the spans of `raw`; the same for the same bytes."""
    padded = raw + bytes(_WORD)
    words = np.ndarray((len(raw) + 1,), np.uint64, padded, strides=(1,))
    found = lengths.astype(np.uint64)
    going_on = np.arange(starts.size)
    for at in range(0, _LONG, _WORD):
        left = lengths[going_on] - at
        if at:
            going_on, left = going_on[left > 0], left[left > 0]
        if not going_on.size:
            break
        mixed = found[going_on] ^ (words[starts[going_on] + at] & _FIRST_BYTES[np.minimum(left, _WORD)])
        mixed *= _MIX
        mixed ^= mixed >> np.uint64(32)
        found[going_on] = mixed
    for row in np.flatnonzero(lengths > _LONG).tolist():
        start = int(starts[row])
        found[row] = hash(raw[start : start + int(lengths[row])]) & 0xFFFF_FFFF_FFFF_FFFF
    return found


def plain_name(inner: bytes) -> bytes:
    """Return what a name is compared by, given its bytes between the quotes: its characters without escapes."""
    if b"\\" not in inner:
        return inner
    try:
        return str(_DECODER.raw_decode(f'"{inner.decode()}"')[0]).encode("utf-8", "surrogatepass")
    except ValueError:
        return inner


@dataclass(frozen=True, slots=True)
class _Kept:
    """Names of objects that are open, with the levels of these, which never fall."""

    levels: NDArray[np.int32]
    hashes: Hashes
    offsets: Positions

    def part(self, chosen: slice | NDArray[np.bool_]) -> _Kept:
        return _Kept(self.levels[chosen], self.hashes[chosen], self.offsets[chosen])


@dataclass(slots=True)
class Names:
    """Gathers names, and tells of those that come twice. `read(offset, length)` gives bytes of the file."""

    read: Callable[[int, int], bytes]
    told: list[tuple[int, Text]] = field(default_factory=list)
    more: int = 0  # groups of names that are not told of, only counted
    _kept: list[_Kept] = field(default_factory=list)

    def add(self, context: Context, states: NDArray[np.int32], found: Hashes, offsets: Positions) -> None:
        """Take in the names of a piece: the states in its context, 64 bits of each, and the byte offsets of their quotes."""
        owners = context.owners[states]
        is_new = owners >= 0
        opener = np.where(is_new, owners, 0)
        levels = np.where(is_new, context.levels[opener] if context.levels.size else 0, -1 - owners).astype(np.int32)
        is_open = np.where(is_new, context.stays[opener] if context.stays.size else False, levels <= context.floor)
        self._end(context.floor, owners[~is_open], found[~is_open], offsets[~is_open])
        if is_open.any():
            self._kept.append(_Kept(levels, found, offsets).part(is_open))

    def hash_at(self, offset: int) -> int | None:
        """Return 64 bits of the name whose quote is at byte `offset`; None where it is too long to be shown, or cut off."""
        inner = self._inner(offset)
        if inner is None:
            return None
        name = plain_name(inner)
        return int(hashes(name, np.array([0]), np.array([len(name)]))[0])

    def finish(self) -> None:
        """Compare the names of the objects that are still open: the file has ended."""
        self._end(-1, np.empty(0, np.int64), np.empty(0, np.uint64), np.empty(0, np.int64))

    def _end(self, floor: int, owners: Positions, found: Hashes, offsets: Positions) -> None:
        """Compare names of objects that have ended, those kept of levels over `floor` among them."""
        ended = []
        while self._kept and self._kept[-1].levels[-1] > floor:
            kept = self._kept.pop()
            stop = int(kept.levels.searchsorted(floor, "right"))
            ended.append(kept.part(slice(stop, None)))
            if stop:
                self._kept.append(kept.part(slice(stop)))
        ended.reverse()
        self._compare(
            np.concatenate((*(-1 - kept.levels.astype(np.int64) for kept in ended), owners)),
            np.concatenate((*(kept.hashes for kept in ended), found)),
            np.concatenate((*(kept.offsets for kept in ended), offsets)),
        )

    def _compare(self, owners: Positions, found: Hashes, offsets: Positions) -> None:
        keys = owners.astype(np.uint64) * _OWNER_MIX
        keys ^= found
        ordered = np.sort(keys)
        if not (ordered[1:] == ordered[:-1]).any():
            return
        order = keys.argsort(kind="stable")
        starts = np.flatnonzero(np.diff(ordered, prepend=~ordered[:1]))
        sizes = np.diff(starts, append=order.size)
        starts, sizes = starts[sizes > 1], sizes[sizes > 1]
        by_second = offsets[order[starts + 1]].argsort()
        room = max(LISTED - len(self.told), 0)
        for row in by_second[:room].tolist():
            start, size = int(starts[row]), int(sizes[row])
            self._tell(offsets[order[start : start + min(size, _MOST_COMPARED)]].tolist(), size)
        self.more += max(by_second.size - room, 0)

    def _tell(self, offsets: list[int], count: int) -> None:
        """Tell of each name that stands at more than one of these places; there are `count` of them in all."""
        same: dict[bytes, list[int]] = {}
        for offset in offsets:
            name = plain_name(self._inner(offset) or b"")
            key = name if len(name) <= _LONG else hashlib.blake2b(name).digest()
            same.setdefault(key, []).append(offset)
        for places in same.values():
            if len(places) > 1:
                count = count if len(same) == 1 else len(places)
                shown = cut(unescaped(self._inner(places[0]) or b""), _LONGEST_SHOWN)
                first = ", ".join(map(str, places[:_PLACES_SHOWN]))
                listed = first if count <= _PLACES_SHOWN else f"{first}, …"
                sentence = "The name “{name}” stands {count} times in one object, at the bytes {places}."
                self.told.append((places[1], Text(sentence, name=shown, count=count, places=listed)))

    def _inner(self, offset: int) -> bytes | None:
        """Return the bytes between the quotes of the name at `offset`."""
        for length in (_FIRST_READ, LONGEST_NAME):
            found = STRING.match(self.read(offset, length))
            if found is not None:
                return found[0][1:-1]
        return None
