"""The desk: the one job that is looked at, and the work that brings results onto it.

It knows no widgets: it tells what happened by signals, so that a test can hold it without a window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from viewer.errors import NextStep, NotAvailableError, ViewerError
from viewer.late import late
from viewer.library.library import Item
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.model.result import Fetched, Problem, Reading, Result, Source
from viewer.model.timed_text import CuesContent
from viewer.text import Text
from viewer.ui.background import Background, Task
from viewer.ui.checking import Checking
from viewer.ui.early import Early, UnreadInJob
from viewer.ui.fetching import Arrival, Failure, Fetcher
from viewer.ui.opening import Opening, open_files
from viewer.ui.request_form import Asked
from viewer.watch import Watch

merged = late("viewer.reading.json_problems", "merged")


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say in the strip: sentences, the error it may be made of, and what the user can do about it."""

    sentences: tuple[Text, ...]
    symbol: str = "info"
    details: str = ""
    actions: tuple[tuple[Text, Callable[[], None]], ...] = ()


class Desk(QObject):
    """Holds the job on show. One work at a time: a new one replaces the one in progress."""

    job_changed = Signal(object, str)  # Job, the type name of the result that came last ("" if none)
    began = Signal(object)  # Text
    progressed = Signal(object)  # Progress
    ended = Signal()
    told = Signal(object)  # Message
    failed = Signal(object)  # an exception that is no ViewerError: a bug
    library_changed = Signal()
    key_wanted = Signal()
    again_wanted = Signal()  # the user wants a kept result from the server once more
    asks_to_join = Signal(object)  # Opening whose files name no job, while a job is open

    def __init__(self, background: Background, fetcher: Fetcher) -> None:
        super().__init__()
        self._background = background
        self.fetcher = fetcher
        self.job = Job()
        self.server = ""
        self.last_failures: tuple[Failure, ...] = ()
        self._task: Task | None = None
        self._giver: Task | None = None  # whose parts are taken; a stopped task may have one on its way
        self._asked: Asked | None = None
        self._anew: frozenset[str] = frozenset()  # types to be fetched although they are kept
        self._unread = UnreadInJob()
        self._checking = Checking(background)
        self._checking.found.connect(self._add_problems)
        self._checking.failed.connect(self._fail_to_check)
        self._has_failed = False
        self._interrupted: Asked | None = None
        self._arrived = 0
        self._is_set = False  # several results were asked for; the first is brought to sight
        self._came_from_server = False

    @property
    def can_fetch_again(self) -> bool:
        """True where the last thing wanted was a fetch."""
        return self._asked is not None

    @property
    def is_busy(self) -> bool:
        return self._task is not None

    # --- what the user can want

    def fetch(self, asked: Asked, *, again: bool = False, limits: object = None) -> None:
        """Bring what the form asks for: from the library where it is kept (unless `again`), else from the server.

        `limits` are wider ones than the client's own, where the user chose them.
        """
        kinds = [kind.name for kind in self.fetcher.registry.types] if asked.is_all else [asked.request.type_name]
        self._fetch(asked, frozenset(kinds) if again else frozenset(), limits)

    def _fetch(self, asked: Asked, anew: frozenset[str], limits: object = None) -> None:
        self._asked = asked
        self._anew = anew
        self._arrived, self._is_set = 0, asked.is_all
        self._came_from_server = False
        self.last_failures = ()
        fetcher = replace(self.fetcher, limits=limits)
        if asked.is_all:
            self._start(lambda watch: fetcher.fetch_all(asked.request, asked.key, anew, watch), self._all_ended)
        else:
            self._start(lambda watch: self._fetch_one(fetcher, asked, bool(anew), watch), self._one_ended)
        self.began.emit(Text("Fetching from {host}", host=asked.request.host))

    def fetch_again(self) -> None:
        """Repeat the last fetch at the server, keeping the old copy; the window has asked before."""
        if self._asked is not None:
            self.fetch(self._asked, again=True)

    def retry(self) -> None:
        """Repeat the last fetch; what came in the meantime is not fetched twice."""
        if self._asked is not None:
            self._fetch(self._asked, self._anew)

    def open_item(self, item: Item) -> None:
        """Show a kept result, and its job's core result with it, without asking the network."""
        self._leave_fetch()
        self._is_set = False
        self._start(lambda watch: self._open_kept(item, watch), self._one_ended)
        self.began.emit(Text("Opening {title}", title=self.fetcher.registry.title(item.type_name)))

    def open_items(self, items: tuple[Item, ...]) -> None:
        """Show kept results of one job; a single one brings its job's core result along."""
        if len(items) == 1:
            self.open_item(items[0])
            return
        self._leave_fetch()
        self._arrived, self._is_set = 0, True
        self._start(lambda watch: self._open_each(items, watch), self._one_ended)
        self.began.emit(Text("Opening the job"))

    def open_paths(self, paths: tuple[Path, ...]) -> None:
        """Show files that stay where they are."""
        self._leave_fetch()
        self._is_set = False
        self._start(lambda watch: open_files(self.fetcher.registry, paths, watch), self._opened)
        self.began.emit(Text("Opening {name}", name=paths[0].name) if len(paths) == 1 else Text("Opening files"))

    def read_with_fps(self, fps: float) -> None:
        """Read those subtitles again whose timecodes count frames and whose file does not say how many make a second."""
        waiting = self._needing_fps()
        if waiting:
            self._start(lambda watch: self._read_again(waiting, fps, False, watch), self._put_in_place)
            self.began.emit(Text("Reading {title}", title=self.fetcher.registry.title(waiting[0].type_name)))

    def stop(self) -> None:
        """End the work in progress; what is finished stays."""
        if self._task is not None:
            self._task.stop()

    def close_job(self) -> None:
        """Take the job off the desk."""
        self._asked = None
        self._let_go()
        self._show(Job(), "")

    def join(self, opening: Opening, *, is_joining: bool) -> None:
        """Put opened results beside those on show, or in their place."""
        job = self.job if is_joining else Job()
        self.server = self.server if is_joining else ""
        for result in opening.results:
            job = job.with_result(result)
        self._show(job, opening.results[0].type_name)
        if opening.notices:
            self.told.emit(Message(opening.notices, "warning"))

    # --- work

    def _start(self, work: Callable[[Watch], Any], succeeded: Callable[[Any], None]) -> None:
        self._let_go()
        self._has_failed = False
        task = self._background.start(work, "desk")
        self._task = self._giver = task
        task.progressed.connect(self.progressed)
        task.arrived.connect(self._arrive_part)
        task.succeeded.connect(succeeded)
        task.failed.connect(self._fail)
        task.ended.connect(self._end)

    def _leave_fetch(self) -> None:
        """What is opened takes the place of a fetch; one in progress is remembered, to say so and to go on with it."""
        self._interrupted = self._asked if self._task is not None else None
        self._asked = None

    def _let_go(self) -> None:
        """End the work in progress; nothing more is taken from it, nor from one that was stopped before."""
        task, self._task = self._task, None
        self._take_back_early()
        if self._giver is not None:
            self._giver.arrived.disconnect(self._arrive_part)
            self._giver = None
        if task is not None:
            task.ended.disconnect(self._end)
            task.stop()
            self.ended.emit()

    def _fetch_one(self, fetcher: Fetcher, asked: Asked, again: bool, watch: Watch) -> Arrival:
        request = asked.request
        kept = None if again else fetcher.library.current(request.server, request.job_id, request.type_name)
        if kept is not None:
            return self._open_kept(kept, watch)
        arrival = fetcher.fetch(request, asked.key, watch)
        self._bring_core(arrival, watch)
        return arrival

    def _open_kept(self, item: Item, watch: Watch) -> Arrival:
        arrival = self.fetcher.open(item, watch)
        self._bring_core(arrival, watch)
        return arrival

    def _bring_core(self, arrival: Arrival, watch: Watch) -> None:
        """Labels, names and the frame rate come from core: where it is kept and not on show, bring it along."""
        item, job = arrival.item, self.job
        if item is None or isinstance(arrival.result.content, CoreContent):
            return
        if job.core and (self.server, job.job_id) == (item.server, item.job_id):
            return
        core = self.fetcher.library.current(item.server, item.job_id, "core")
        if core is not None:
            watch.hand_over(self.fetcher.open(core, watch, is_shown_early=False))

    def _open_each(self, items: tuple[Item, ...], watch: Watch) -> None:
        for item in sorted(items, key=lambda item: item.type_name != "core"):
            watch.hand_over(self.fetcher.open(item, watch))

    def _read_again(self, results: tuple[Result, ...], fps: float, is_known: bool, watch: Watch) -> tuple[Result, ...]:
        """A rate that the user chose stays open to another choice; one that the job tells does not."""
        again = []
        for result in results:
            reading: Reading = self.fetcher.registry.read(result.source, result.type_name, watch, fps)
            if isinstance(reading.content, CuesContent):
                reading = replace(reading, content=replace(reading.content, needs_fps=not is_known))
            again.append(replace(result, reading=reading))
        return tuple(again)

    def _needing_fps(self) -> tuple[Result, ...]:
        results = self.job.results
        return tuple(one for one in results if isinstance(one.content, CuesContent) and one.content.needs_fps)

    # --- outcomes, on the UI thread

    def _arrive_part(self, part: Arrival | Early) -> None:
        """One of several results: only the first of them is brought to sight, so that nobody's pane jumps away."""
        if isinstance(part, Arrival):
            self._arrive(part, is_in_sight=self._is_set and self._arrived == 0)
        elif self._task is not None and not self._task.is_stopped:
            self._show_early(part.result, is_in_sight=not self._is_set or self._arrived == 0)

    def _show_early(self, result: Result, *, is_in_sight: bool) -> None:
        job = self._unread.begin(self.job, result)
        if job is not None:
            self._show(job, result.type_name if is_in_sight else "")

    def _take_back_early(self) -> None:
        before = self._unread.end()
        if before is not None:
            self._show(before, "")

    def _arrive(self, arrival: Arrival, *, is_in_sight: bool = True) -> None:
        result = arrival.result
        self.job = self._unread.give_way(self.job, (result,))
        self._arrived += 1
        origin = result.origin
        if isinstance(origin, Fetched):
            if origin.job_id != self.job.job_id or self.server not in ("", origin.server):
                self._unread.end()
                self.job = Job(job_id=origin.job_id)
            self.server = origin.server
        self._show(self.job.with_result(result), result.type_name if is_in_sight else "")
        if arrival.is_new:
            self._came_from_server = True
            self._anew -= {result.type_name}
            self.library_changed.emit()
        if arrival.notice is not None:
            self.told.emit(Message((arrival.notice,), "warning"))

    def _one_ended(self, arrival: Arrival | None) -> None:
        if arrival is None:
            return
        self._arrive(arrival)
        if self._asked is not None and arrival.item is not None and not self._came_from_server:
            self._tell_kept(Text("This is the copy kept on this computer since {time}.", time=_moment(arrival.item)))

    def _tell_kept(self, sentence: Text) -> None:
        self.told.emit(Message((sentence,), actions=((Text("Fetch again"), self.again_wanted.emit),)))

    def _all_ended(self, failures: tuple[Failure, ...]) -> None:
        self.last_failures = failures
        missing = tuple(failure for failure in failures if isinstance(failure.error, NotAvailableError))
        failed = tuple(failure for failure in failures if failure not in missing)
        if failed:
            self._tell_error(failed[0].error, self._summary(failures))
        elif missing:
            self.told.emit(Message((self._summary(failures),)))
        elif not self._came_from_server:
            self._tell_kept(Text("All results of this job were kept on this computer; none was fetched anew."))

    def _summary(self, failures: tuple[Failure, ...]) -> Text:
        """How many came, and which did not; "not available" only where each of them is."""
        titles = "; ".join(str(self.fetcher.registry.title(failure.type_name)) for failure in failures)
        count = len(self.fetcher.registry.types)
        if all(isinstance(failure.error, NotAvailableError) for failure in failures):
            sentence = "{came} of {all} results came. Not available for this job (inferred): {titles}."
        else:
            sentence = "{came} of {all} results came. Not fetched: {titles}."
        return Text(sentence, came=self._arrived, all=count, titles=titles)

    def _opened(self, opening: Opening) -> None:
        self._asked = None
        self.job = self._unread.give_way(self.job, opening.results)
        job_ids = {result.job_id for result in opening.results} - {None}
        if opening.is_set or not self.job.results or (job_ids and job_ids != {self.job.job_id}):
            self.join(opening, is_joining=False)
        elif job_ids:
            self.join(opening, is_joining=True)
        else:
            self.asks_to_join.emit(opening)

    def _fail(self, error: BaseException) -> None:
        self._has_failed = True
        if isinstance(error, ViewerError):
            self.last_failures = (Failure(self._asked.request.type_name if self._asked else "", error),)
            self._tell_error(error)
        else:
            self.failed.emit(error)

    def _tell_error(self, error: ViewerError, *more: Text) -> None:
        actions: list[tuple[Text, Callable[[], None]]] = []
        if error.step is NextStep.RETRY and self._asked is not None:
            actions.append((Text("Try again"), self.retry))
        asked, anew, limits = self._asked, self._anew, error.wider_limits
        if asked is not None and limits is not None:
            actions.append((Text("Fetch it all the same"), lambda: self._fetch(asked, anew, limits)))
        if error.step is NextStep.KEY:
            actions.append((Text("Correct the key"), self.key_wanted.emit))
        self.told.emit(Message((*more, *error.sentences), "error", error.details, tuple(actions)))

    def _put_in_place(self, results: tuple[Result, ...]) -> None:
        for result in results:
            self._show(self.job.with_result(result), "")

    def _end(self) -> None:
        """Work that brought the frame rate is followed by reading what waited for it; failed or stopped work is not."""
        task, self._task = self._task, None
        self._take_back_early()
        is_stopped = task is not None and task.is_stopped
        fps, waiting = self.job.header.fps, self._needing_fps()
        if is_stopped or self._has_failed or fps is None or not waiting:
            self._tell_what_was_left(is_stopped)
            self.ended.emit()
        else:
            self._start(lambda watch: self._read_again(waiting, fps, True, watch), self._put_in_place)

    def _tell_what_was_left(self, is_stopped: bool) -> None:
        """Say what came of a fetch that was stopped, and offer to go on with it."""
        left, self._interrupted = self._interrupted, None
        if left is not None and not self._has_failed:
            sentence = Text("The fetch was stopped to open this. What had come is kept.")
            self.told.emit(Message((sentence,), actions=((Text("Go on fetching"), lambda: self.fetch(left)),)))
        elif is_stopped and self._asked is not None and self._asked.is_all:
            count = len(self.fetcher.registry.types)
            sentence = Text("Stopped. {came} of {all} results came and are kept.", came=self._arrived, all=count)
            self.told.emit(Message((sentence,), actions=((Text("Go on fetching"), self.retry),)))

    def _show(self, job: Job, type_name: str) -> None:
        self.job = job
        self.job_changed.emit(job, type_name)
        self._checking.follow(job)

    def _add_problems(self, source: Source, problems: tuple[Problem, ...]) -> None:
        for result in self.job.results:
            if result.source is source:
                checked = replace(result, reading=replace(result.reading, problems=merged(result.problems, problems)))
                self._unread.keep(checked)
                self._show(self.job.with_result(checked), "")

    def _fail_to_check(self, error: BaseException) -> None:
        """A file that can't be read any more says so wherever it is shown."""
        if not isinstance(error, ViewerError):
            self.failed.emit(error)


def _moment(item: Item) -> str:
    return f"{item.time.astimezone():%Y-%m-%d %H:%M}"
