"""The kept results as a tree of two levels: jobs, newest first, and their results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QLocale, QModelIndex, QPersistentModelIndex, Qt

from viewer.errors import RequestError
from viewer.late import late
from viewer.metadata_types import Registry
from viewer.text import Text
from viewer.ui.messages import shown

if TYPE_CHECKING:
    from viewer.library.library import Item

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
address = late("viewer.library.items", "address")
NAME, TIME, SIZE = range(3)
_JOB_ROW = 0  # internal id of a job; a result's is the row of its job, plus one


@dataclass(frozen=True, slots=True)
class KeptJob:
    """A job with its kept results, the current copy of each type, newest first."""

    server: str
    job_id: str
    items: tuple[Item, ...]


def kept_jobs(items: tuple[Item, ...]) -> tuple[KeptJob, ...]:
    """Group `items` (newest first) by server and job; of several copies of a result the newest stands for it."""
    jobs: dict[tuple[str, str], dict[str, Item]] = {}
    for item in items:
        jobs.setdefault((item.server, item.job_id), {}).setdefault(item.type_name, item)
    return tuple(KeptJob(server, job_id, tuple(kinds.values())) for (server, job_id), kinds in jobs.items())


class LibraryModel(QAbstractItemModel):
    """Shows `kept_jobs`, filtered by words in the job ID, the server, or the titles and API names of the types."""

    def __init__(self, registry: Registry) -> None:
        super().__init__()
        self._registry = registry
        self._all: tuple[KeptJob, ...] = ()
        self._jobs: tuple[KeptJob, ...] = ()
        self._needle = ""

    def set_items(self, items: tuple[Item, ...]) -> None:
        """Show these kept results."""
        self._all = kept_jobs(items)
        self.set_filter(self._needle)

    def set_filter(self, needle: str) -> None:
        """Show only jobs in which every word of `needle` is found."""
        self._needle = needle
        words = needle.casefold().split()
        self.beginResetModel()
        self._jobs = tuple(job for job in self._all if all(word in self._text(job) for word in words))
        self.endResetModel()

    @property
    def is_filtered_out(self) -> bool:
        """True where there are kept results and the filter hides all of them."""
        return bool(self._all) and not self._jobs

    @property
    def jobs(self) -> tuple[KeptJob, ...]:
        """The jobs that are shown."""
        return self._jobs

    def is_kept(self, server: str, job_id: str, type_name: str) -> bool:
        """True where the library holds this result."""
        try:
            server = address(server)
        except RequestError:
            return False
        return any(
            job.server == server and job.job_id == job_id and any(item.type_name == type_name for item in job.items)
            for job in self._all
        )

    def items_at(self, index: Index) -> tuple[Item, ...]:
        """The kept results that a row stands for: one, or all of its job."""
        if not index.isValid():
            return ()
        job = self._job(index)
        return job.items if index.internalId() == _JOB_ROW else (job.items[index.row()],)

    def _job(self, index: Index) -> KeptJob:
        inside = index.internalId()
        return self._jobs[index.row() if inside == _JOB_ROW else inside - 1]

    def _text(self, job: KeptJob) -> str:
        types = " ".join(f"{shown(self._registry.title(item.type_name))} {item.type_name}" for item in job.items)
        return f"{job.job_id} {job.server} {types}".casefold()

    # --- Qt's questions

    def index(self, row: int, column: int, parent: Index = NO_PARENT) -> QModelIndex:
        if not 0 <= column < 3 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _JOB_ROW)

    def parent(self, index: Index = NO_PARENT) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or index.internalId() == _JOB_ROW:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _JOB_ROW)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        if not parent.isValid():
            return len(self._jobs)
        return len(self._jobs[parent.row()].items) if parent.internalId() == _JOB_ROW and parent.column() == 0 else 0

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole and 0 <= section < 3:
            return (self.tr("Job or result"), self.tr("Fetched"), self.tr("Size"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        items = self.items_at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(index, items)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(index, items)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _cell(self, index: Index, items: tuple[Item, ...]) -> str:
        if index.column() == SIZE:
            return QLocale().formattedDataSize(sum(item.size for item in items))
        if index.column() == TIME:
            return f"{items[0].time.astimezone():%Y-%m-%d}"  # the tooltip has the hour too; names need the room
        if index.internalId() == _JOB_ROW:
            return items[0].job_id
        return shown(self._registry.title(items[0].type_name))

    def _tooltip(self, index: Index, items: tuple[Item, ...]) -> str:
        fetched = shown(Text("Fetched {time}", time=f"{items[0].time.astimezone():%Y-%m-%d %H:%M}"))
        if index.internalId() == _JOB_ROW:
            count = Text("{count} result", plural="{count} results", count=len(items))
            return f"{items[0].job_id}\n{items[0].server}\n{shown(count)}\n{fetched}"
        return f"{items[0].type_name}\n{fetched}\n{items[0].path}"
