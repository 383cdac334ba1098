"""Whether tokens follow each other as JSON allows, in any depth: neighbours are looked up in a table, all at once.

What may stand beside a token depends on the innermost container around it. That container is found without going through
the tokens: behind a bracket, it is the last one opened on the level that is reached there. Containers that are open at the
end of a piece are kept on a stack. A closing bracket of the wrong kind closes all the same, as in the index.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.reading.json_faults import Sort
from viewer.reading.json_tokens import WORD, Bytes, Kind, Positions

# Kinds that a token gets by its place; the numbers are free ones of Kind.
START, NAME, ODD_NAME = 0, 2, 3
OUTERMOST, OBJECT, ARRAY = 0, 1, 2
KINDS = 13
_CONTAINER_OF = Kind.OPEN_OBJECT - OBJECT  # opening bracket - this: the container that it opens


def _table() -> Bytes:
    """Return the sort of fault for each container, kind of token and kind of the next one, in a row."""
    table = np.zeros((3, KINDS, KINDS), np.uint8)
    starts = [WORD, Kind.TEXT, Kind.OPEN_OBJECT, Kind.OPEN_ARRAY]
    ends = [WORD, Kind.TEXT, Kind.CLOSE_OBJECT, Kind.CLOSE_ARRAY]
    for container, opening, closing in (
        (OBJECT, Kind.OPEN_OBJECT, Kind.CLOSE_OBJECT),
        (ARRAY, Kind.OPEN_ARRAY, Kind.CLOSE_ARRAY),
    ):
        after = table[container]
        after[np.ix_(ends, starts)] = Sort.MISSING_COMMA
        after[ends, Kind.COLON] = Sort.EXTRA_COLON
        after[[opening, Kind.COMMA], Kind.COMMA] = Sort.EXTRA_COMMA
        after[Kind.COMMA, closing] = Sort.TRAILING_COMMA
        after[[opening, Kind.COMMA], Kind.COLON] = Sort.EXTRA_COLON
    members = table[OBJECT]
    members[np.ix_([Kind.OPEN_OBJECT, Kind.COMMA], [ODD_NAME, Kind.OPEN_OBJECT, Kind.OPEN_ARRAY])] = Sort.MISSING_NAME
    members[[Kind.OPEN_OBJECT, Kind.COMMA], Kind.COLON] = Sort.MISSING_NAME
    members[NAME, starts] = Sort.MISSING_COLON
    members[np.ix_([NAME, Kind.COLON], [Kind.COMMA, Kind.CLOSE_OBJECT])] = Sort.MISSING_VALUE
    members[Kind.COLON, Kind.COLON] = Sort.EXTRA_COLON
    table[OBJECT, :, Kind.CLOSE_ARRAY] = Sort.WRONG_KIND
    table[ARRAY, :, Kind.CLOSE_OBJECT] = Sort.WRONG_KIND
    return table.ravel()


_FAULTS = _table()


class Mark:
    """What was told of a container already, in one bit each."""

    NAME, COLON, MUTED = 1, 2, 4


_NO_FAULT = 255
_FOLLOWS = {Sort.EXTRA_COLON: Sort.MISSING_COMMA, Sort.TRAILING_COMMA: Sort.EXTRA_COMMA}  # at the token before
_TOLD_ONCE = {Sort.MISSING_NAME: Mark.NAME, Sort.EXTRA_COLON: Mark.COLON}


@dataclass(frozen=True, slots=True)
class Context:
    """The tokens of a piece in their containers.

    `roles` are the kinds by place. `states` tells for each token how many brackets stand before it, and for each such
    state `kinds` the innermost container, `owners` which one it is: the number of the bracket that opens it, or, for one
    that was open before, -1 - its level. Carried containers of levels over `floor` end in the piece; `levels` and
    `stays` tell of each bracket the level reached behind it, and whether the container that it opens is open at the end.
    """

    roles: Bytes
    before: int
    states: NDArray[np.int32]
    kinds: Bytes
    owners: Positions
    floor: int
    levels: NDArray[np.int32]
    stays: NDArray[np.bool_]

    def faults(self) -> tuple[Positions, Bytes]:
        """Return the tokens that can't follow the one before them, and what is wrong there."""
        rows = self.kinds[self.states].astype(np.uint16)
        rows *= KINDS
        rows[1:] += self.roles[:-1]
        rows[:1] += np.uint16(self.before)
        rows *= KINDS
        rows += self.roles
        sorts = _FAULTS[rows]
        found = np.flatnonzero(sorts)
        return found, sorts[found]


class Syntax:
    """Follows the containers of a file from piece to piece."""

    def __init__(self) -> None:
        self.depth = 0
        self.last = START  # the role of the last token
        self.is_over = False  # the outermost value has ended
        self._last_fault = _NO_FAULT  # of the last token, as to the one before
        self._containers = np.zeros(64, np.uint8)  # one a level
        self._marks = np.zeros(64, np.uint8)

    def place(self, kinds: Bytes) -> Context:
        """Tell where the next tokens stand: those up to the end of the outermost value."""
        brackets = np.flatnonzero(kinds >= Kind.OPEN_OBJECT)
        opens = kinds[brackets] < Kind.CLOSE_OBJECT
        levels = np.where(opens, 1, -1).cumsum(dtype=np.int32)
        levels += self.depth
        if self.last == START and kinds[0] < Kind.OPEN_OBJECT:
            kinds, brackets, opens, levels = kinds[:1], brackets[:0], opens[:0], levels[:0]
            self.is_over = True
        elif brackets.size and int(levels.min()) <= 0:
            end = int((levels <= 0).argmax())
            brackets, opens, levels = brackets[: end + 1], opens[: end + 1], levels[: end + 1]
            kinds = kinds[: brackets[-1] + 1]
            self.is_over = True
        runs = np.diff(brackets, prepend=-1, append=kinds.size - 1)
        states = np.repeat(np.arange(brackets.size + 1, dtype=np.int32), runs)
        containers, owners = self._around(kinds[brackets], opens, levels)
        roles = self._roles(kinds, containers[states])
        floor = min(self.depth, int(levels.min())) if levels.size else self.depth
        lowest = np.minimum.accumulate(levels[::-1])[::-1]
        return Context(roles, self.last, states, containers, owners, floor, levels, opens & (lowest == levels))

    def _around(self, signs: Bytes, opens: NDArray[np.bool_], levels: NDArray[np.int32]) -> tuple[Bytes, Positions]:
        """Return kind and number of the innermost container before the first bracket and behind each."""
        kinds = np.empty(signs.size + 1, np.uint8)
        owners = np.empty(signs.size + 1, np.int64)
        kinds[0], owners[0] = self._containers[self.depth], -1 - self.depth
        if not signs.size:
            return kinds, owners
        lowest, highest = int(levels.min()), int(levels.max())
        relative = (levels - lowest).astype(np.uint16 if highest - lowest < 1 << 16 else np.int32)
        order = relative.argsort(kind="stable")  # by level, and there in the order of the file
        of_level = relative[order]
        anchors = opens[order]
        anchors[1:] |= of_level[1:] != of_level[:-1]
        anchors[0] = True
        last_opened = order[np.maximum.accumulate(np.where(anchors, np.arange(order.size), 0))]
        opener = np.empty(order.size, np.int64)
        opener[order] = last_opened
        is_new = opens[opener]
        kinds[1:] = signs[opener] - np.uint8(_CONTAINER_OF)
        owners[1:] = opener
        carried = np.flatnonzero(~is_new)
        kinds[carried + 1] = self._containers[levels[carried]]
        owners[carried + 1] = -1 - levels[carried]
        return kinds, owners

    def _roles(self, kinds: Bytes, containers: Bytes) -> Bytes:
        """Return the kinds of tokens with those that stand in the place of a member's name told apart."""
        in_name_place = containers == OBJECT
        follows = (kinds == Kind.OPEN_OBJECT) | (kinds == Kind.COMMA)
        in_name_place[1:] &= follows[:-1]
        in_name_place[:1] &= self.last in (Kind.OPEN_OBJECT, Kind.COMMA)
        roles = kinds.copy()
        roles[in_name_place & (kinds == Kind.TEXT)] = NAME
        roles[in_name_place & (kinds == WORD)] = ODD_NAME
        return roles

    def settled(self, context: Context, tokens: Positions, sorts: Bytes) -> NDArray[np.bool_]:
        """Tell which of the faults at these tokens, in their order, are to be told; what follows from another one is not.

        A colon behind a missing comma is none too many, and no comma is told of twice. Of an object without names, or an
        array with some, it is told once: a bracket is missing there. Behind a missing quote everything is the wrong way
        round, up to the end of the container.
        """
        owners = context.owners[context.states[tokens]]
        marks = np.zeros(tokens.size, np.uint8)
        carried = owners < 0
        marks[carried] = self._marks[-1 - owners[carried]]
        is_told: NDArray[np.bool_] = (marks & Mark.MUTED) == 0
        quotes = np.flatnonzero((sorts == Sort.QUOTE) & is_told)
        muted, firsts = np.unique(owners[quotes], return_index=True)
        if muted.size:
            row = np.minimum(muted.searchsorted(owners), muted.size - 1)
            is_behind = (muted[row] == owners) & (np.arange(tokens.size) > quotes[firsts][row])
            is_told &= ~is_behind
        for sort, cause in _FOLLOWS.items():
            causes = np.append(tokens[(sorts == cause) & is_told], -1 if self._last_fault == cause else -2)
            is_told &= (sorts != sort) | ~np.isin(tokens - 1, causes)
        for sort, mark in _TOLD_ONCE.items():
            chosen = np.flatnonzero((sorts == sort) & is_told)
            is_told[chosen] = (marks[chosen] & mark) == 0
            is_told[np.delete(chosen, np.unique(owners[chosen], return_index=True)[1])] = False
        return is_told

    def is_muted(self) -> bool:
        """True where a quote is missing in the container that is open now."""
        return bool(self._marks[self.depth] & Mark.MUTED)

    def go_on(self, context: Context, tokens: Positions, sorts: Bytes) -> None:
        """Go behind the tokens that were placed; `tokens` are those with a fault that was told, `sorts` what it was."""
        stays = np.flatnonzero(context.stays)
        self.depth = int(context.levels[-1]) if context.levels.size else self.depth
        while self.depth >= self._containers.size:
            self._containers = np.concatenate((self._containers, np.zeros_like(self._containers)))
            self._marks = np.concatenate((self._marks, np.zeros_like(self._marks)))
        above = slice(context.floor + 1, self.depth + 1)
        self._containers[above] = context.kinds[stays + 1]
        self._marks[above] = 0
        for sort, mark in {**_TOLD_ONCE, Sort.QUOTE: Mark.MUTED}.items():
            owners = context.owners[context.states[tokens[sorts == sort]]]
            carried, new = -1 - owners[owners < 0], owners[owners >= 0]
            self._marks[carried[carried <= context.floor]] |= np.uint8(mark)
            self._marks[context.levels[new[context.stays[new]]]] |= np.uint8(mark)
        self.last = int(context.roles[-1])
        self._last_fault = int(sorts[tokens == context.roles.size - 1].min(initial=_NO_FAULT))
