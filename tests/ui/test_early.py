"""A result that is still being read: on show as far as it is known, and off again unless it is read to its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.ui.made_up import result_of
from viewer.model.job import Job
from viewer.model.result import Content, Fetched, Header, JsonContent, Result, UnreadContent
from viewer.ui.early import UnreadInJob

MINE, OTHER = "made-up-mine", "made-up-other"


def result(tmp_path: Path, job_id: str | None, type_name: str = "core", content: Content | None = None) -> Result:
    path = tmp_path / f"{type_name}.{job_id}"
    path.write_text("{}")
    return result_of(path, content or JsonContent(), type_name=type_name, header=Header(job_id=job_id))


def unread(tmp_path: Path, job_id: str | None, type_name: str = "core") -> Result:
    return result(tmp_path, job_id, type_name, UnreadContent())


def read(early: Result) -> Result:
    """The same file, read to its end."""
    return replace(early, reading=replace(early.reading, content=JsonContent()))


def test_it_is_shown_beside_what_the_job_has(tmp_path: Path) -> None:
    before = Job().with_result(result(tmp_path, MINE, "visual_captions"))
    early = unread(tmp_path, MINE)
    job = UnreadInJob().begin(before, early)
    assert job is not None
    assert job.results == (*before.results, early)


def test_it_takes_the_place_of_another_job(tmp_path: Path) -> None:
    before = Job().with_result(result(tmp_path, MINE))
    early = unread(tmp_path, OTHER)
    job = UnreadInJob().begin(before, early)
    assert job == Job(OTHER, (early,))


def test_it_takes_the_place_of_the_same_job_of_another_server(tmp_path: Path) -> None:
    def fetched(one: Result, server: str) -> Result:
        return replace(one, origin=Fetched(server, MINE, one.type_name, datetime(2026, 1, 1, tzinfo=UTC)))

    before = Job().with_result(fetched(result(tmp_path, MINE, "visual_captions"), "https://one.example"))
    early = unread(tmp_path, MINE)
    there = UnreadInJob()
    assert there.begin(before, fetched(early, "https://two.example")) == Job(MINE, (fetched(early, "https://two.example"),))
    assert there.begin(before, early) == before.with_result(early)  # an opened file joins either


def test_what_names_no_job_waits_where_one_is_open(tmp_path: Path) -> None:
    before = Job().with_result(result(tmp_path, MINE))
    there = UnreadInJob()
    assert there.begin(before, unread(tmp_path, None, "frames_faces")) is None
    assert there.end() is None


@pytest.mark.parametrize("job_id", [MINE, OTHER])
def test_the_result_itself_takes_its_place(tmp_path: Path, job_id: str) -> None:
    before = Job().with_result(result(tmp_path, MINE, "visual_captions"))
    early, there = unread(tmp_path, job_id), UnreadInJob()
    job = there.begin(before, early)
    job = there.begin(job or before, early)
    assert job is not None
    assert there.give_way(job, (read(early),)) == before
    assert there.end() is None


def test_given_up_it_goes_and_an_older_copy_is_there_again(tmp_path: Path) -> None:
    before = Job().with_result(result(tmp_path, MINE))
    there = UnreadInJob()
    job = there.begin(before, unread(tmp_path, MINE))
    assert job is not None
    assert job.results[0].is_unread
    assert there.end() == before


@pytest.mark.parametrize("job_id", [MINE, OTHER])
def test_another_result_of_the_job_that_comes_meanwhile_stays(tmp_path: Path, job_id: str) -> None:
    before = Job().with_result(result(tmp_path, MINE, "visual_captions"))
    faces, core, there = unread(tmp_path, job_id, "frames_faces"), result(tmp_path, job_id), UnreadInJob()
    job = there.begin(before, faces)
    assert job is not None
    assert there.give_way(job, (core,)) is job
    left = there.give_way(job.with_result(core), (read(faces),))
    assert left.job_id == job_id
    assert core in left.results
    assert faces not in left.results
    assert (before.results[0] in left.results) is (job_id == MINE)
