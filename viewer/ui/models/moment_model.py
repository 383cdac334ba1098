"""What is there at a moment as a Qt model: headings, and under each its lines.

From one moment to the next only what differs is told to the views: rows that stay keep their place and their selection.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from viewer.model.choice import NOTHING, Choice
from viewer.model.timing import TimeFormat, plain_number, shown_moment
from viewer.text import Text
from viewer.ui.messages import shown
from viewer.ui.models.cells import plain_tooltip
from viewer.ui.models.column_table_model import Index

if TYPE_CHECKING:
    from viewer.analysis.moment import AtMoment, Group
    from viewer.analysis.moment_lines import Line

SHOWN_DIGITS = 3
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_LATER, _OVER, _ALWAYS = "later", "over", "always"
_SPANS = {
    _LATER: Text("from {moment}, until {end}"),
    _OVER: Text("ended {end}"),
    "now": Text("until {end}"),
}


class ShownRow(NamedTuple):
    """One row as words. `line` is None for a heading, and for the row that counts what is not listed."""

    key: tuple[str, ...]
    label: str
    line: Line | None = None
    heading: str = ""  # under which it stands
    details: str = ""
    confidence: str = ""
    span: str = ""
    is_faint: bool = False  # it is there in this second, but not at this moment

    @property
    def is_heading(self) -> bool:
        return self.line is None and not self.heading


class MomentModel(QAbstractListModel):
    """The rows of one moment."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._at: AtMoment | None = None
        self._rows: list[ShownRow] = []
        self._time_format = TimeFormat.CLOCK
        self._choice = NOTHING

    # --- what is shown

    def show(self, at: AtMoment | None) -> None:
        """Show another moment; None for none."""
        self._at = at
        self._become(self._made())

    def set_time_format(self, time_format: TimeFormat) -> None:
        """Show times in this format."""
        if time_format != self._time_format:
            self._time_format = time_format
            self._become(self._made())

    def set_choice(self, choice: Choice) -> None:
        """Mark what is chosen."""
        self._choice = choice
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def row(self, index: Index) -> ShownRow | None:
        """The row at an index, None for one that is not there."""
        is_there = index.isValid() and index.row() < len(self._rows)
        return self._rows[index.row()] if is_there else None

    def is_chosen(self, row: ShownRow) -> bool:
        """True where the row is of what is chosen: its detection, else its span."""
        line, choice = row.line, self._choice
        if line is None or choice == NOTHING:
            return False
        if choice.detection_id is not None:
            return line.detection_id == choice.detection_id
        is_timed = line.key[0] != "detection" and line.start_seconds is not None
        return is_timed and (line.start_seconds, line.end_seconds) == (choice.start_seconds, choice.end_seconds)

    def cited(self, row: ShownRow, job_id: str | None) -> str:
        """The line to cite: label, in–out, confidence, job ID, type; without what is not known."""
        line = row.line
        if line is None:
            return ""
        known = (shown_moment(one, self._time_format) for one in (line.start_seconds, line.end_seconds) if one is not None)
        confidence = "" if math.isnan(line.confidence) else plain_number(line.confidence)
        parts = (shown(line.label), "–".join(known), confidence, job_id or "", line.type_name)
        return ", ".join(part for part in parts if part)

    # --- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row = self.row(index)
        if row is None or role not in (_DISPLAY, _TOOLTIP, _ACCESSIBLE):
            return None
        if role == _DISPLAY:
            return row.label
        return plain_tooltip(self._tooltip(row)) if role == _TOOLTIP else self._spoken(row)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over by keys."""
        row = self.row(index)
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        if row.line is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    # --- words

    def _spoken(self, row: ShownRow) -> str:
        if row.line is None:
            return row.label
        confidence = self.tr("confidence %1").replace("%1", row.confidence) if _is_number(row.line) else row.confidence
        chosen = self.tr("chosen") if self.is_chosen(row) else ""
        said = (row.label, row.details.replace(" · ", ", "), confidence, row.span, chosen)
        return f"{row.heading}: " + ", ".join(part for part in said if part)

    def _tooltip(self, row: ShownRow) -> str:
        line = row.line
        if line is None:
            return ""
        note = ""
        if line.confidence_note is not None:
            note = f"{shown(line.confidence_note)}: {plain_number(line.confidence)}"
        times = [shown_moment(one, self._time_format) for one in (line.start_seconds, line.end_seconds) if one is not None]
        ids = self.tr("detection %1").replace("%1", line.detection_id) if line.detection_id is not None else ""
        parts = (row.label, row.details, " – ".join(times), note, ", ".join(part for part in (line.type_name, ids) if part))
        return "\n".join(part for part in parts if part)

    def _made(self) -> list[ShownRow]:
        groups = self._at.groups if self._at is not None else ()
        rows: dict[tuple[str, ...], ShownRow] = {}
        for row in (row for group in groups for row in self._of_group(group)):
            key = row.key
            while key in rows:  # a file may have the same detection twice
                key = (*key, "again")
            rows[key] = row._replace(key=key)
        return list(rows.values())

    def _of_group(self, group: Group) -> Iterator[ShownRow]:
        heading = shown(group.title)
        yield ShownRow(("group", group.kind), heading)
        for line in group.lines:
            is_faint = line.state.value in (_LATER, _OVER)
            details = " · ".join(map(shown, line.details))
            words = self._confidence(line), self._span(line)
            yield ShownRow(line.key, shown(line.label), line, heading, details, *words, is_faint)
        if group.more:
            words_of_more = shown(Text("and {count} more", count=group.more))
            yield ShownRow(("more", group.kind), words_of_more, heading=heading)

    def _confidence(self, line: Line) -> str:
        if _is_number(line):
            return f"{line.confidence:.{SHOWN_DIGITS}f}"
        return self.tr("no confidence") if line.expects_confidence and line.state.value != _ALWAYS else ""

    def _span(self, line: Line) -> str:
        if line.start_seconds is None or line.end_seconds is None:
            return self.tr("whole video") if line.type_name.startswith("topic.") and not line.occurrence_ids else ""
        moment, end = (shown_moment(one, self._time_format) for one in (line.start_seconds, line.end_seconds))
        words = _SPANS[line.state.value]
        return shown(Text(words.template, moment=moment, end=end))

    # --- from one moment to the next

    def _become(self, rows: list[ShownRow]) -> None:
        wanted = {row.key for row in rows}
        self._remove([place for place, row in enumerate(self._rows) if row.key not in wanted])
        have = {row.key for row in self._rows}
        place = 0
        while place < len(rows):
            if rows[place].key not in have:
                place = self._insert(place, rows, have)
                continue
            self._bring(place, rows[place].key)
            self._change(place, rows[place])
            place += 1

    def _remove(self, places: list[int]) -> None:
        while places:
            last = first = places.pop()
            while places and places[-1] == first - 1:
                first = places.pop()
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()

    def _insert(self, place: int, rows: list[ShownRow], have: set[tuple[str, ...]]) -> int:
        stop = place
        while stop < len(rows) and rows[stop].key not in have:
            stop += 1
        self.beginInsertRows(QModelIndex(), place, stop - 1)
        self._rows[place:place] = rows[place:stop]
        self.endInsertRows()
        return stop

    def _bring(self, place: int, key: tuple[str, ...]) -> None:
        """Move the row with this key up to its place, where it is not there."""
        now = next(now for now in range(place, len(self._rows)) if self._rows[now].key == key)
        if now != place:
            self.beginMoveRows(QModelIndex(), now, now, QModelIndex(), place)
            self._rows.insert(place, self._rows.pop(now))
            self.endMoveRows()

    def _change(self, place: int, row: ShownRow) -> None:
        if self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place))


def _is_number(line: Line) -> bool:
    return not math.isnan(line.confidence)
