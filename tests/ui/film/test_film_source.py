"""Which film belongs to a job, and what its own address may and may not say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from viewer.metadata_types import REGISTRY
from viewer.model.job import Job
from viewer.model.result import Opened, Result
from viewer.reading.source import FileSource
from viewer.ui.background import Background
from viewer.ui.film.film_source import FilmSource, Found, dropped_film, host_of, is_film_name, name_in_url
from viewer.ui.panes.store import MemoryStore
from viewer.watch import Watch

JOB_ID = "6faefb7f-e468-43f6-988c-ddcfb315d958"


def job_with(folder: Path, url: object) -> Job:
    """A job whose core result names this address."""
    path = folder / "core.json"
    about = {"job_id": JOB_ID, "request": {"media": {"video": {"url": url}}}}
    path.write_text(json.dumps({"version_info": {"metadata_type": "core"}, "job_info": about, "detections": {}}))
    source = FileSource(path)
    return Job().with_result(Result("core", source, Opened(path), REGISTRY.read(source, "core", Watch())))


def found(
    qtbot: QtBot, background: Background, job: Job, store: MemoryStore, own_films: Mapping[str, Path] | None = None
) -> Found:
    source = FilmSource(background, store, own_films or {})
    with qtbot.waitSignal(source.found) as waiting:
        source.look_for(job)
    assert waiting.args is not None
    answer = waiting.args[0]
    assert isinstance(answer, Found)
    return answer


@pytest.mark.parametrize(
    ("url", "is_offered"),
    [
        ("https://media.example.org/film.mp4", True),
        ("HTTP://media.example.org:8080/a/film.mp4?key=1", True),
        ("s3://bucket/film.mp4", False),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https:///film.mp4", False),
        ("https://media.example.org:port/film.mp4", False),
        ("https://[::1/film.mp4", False),
        ("https://media.example.org/\n/film.mp4", False),
        ("", False),
        (None, False),
        (7, False),
        (["https://media.example.org/film.mp4"], False),
    ],
)
def test_the_address_of_the_video_is_read(
    qtbot: QtBot, background: Background, tmp_path: Path, url: object, is_offered: bool
) -> None:
    answer = found(qtbot, background, job_with(tmp_path, url), MemoryStore())
    assert answer == Found(JOB_ID, url=str(url) if is_offered else None)


def test_an_opened_film_is_remembered_for_its_job_alone(qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    film, store = tmp_path / "film.webm", MemoryStore()
    film.touch()
    FilmSource(background, store, {}).remember(JOB_ID, film)
    job = job_with(tmp_path, None)
    assert found(qtbot, background, job, store).path == film
    assert found(qtbot, background, Job(JOB_ID.replace("6", "7"), job.results), store).path is None
    film.unlink()
    assert found(qtbot, background, job, store) == Found(JOB_ID, missing=film)


def test_a_film_of_the_programs_own_is_there_by_itself(qtbot: QtBot, background: Background, tmp_path: Path) -> None:
    own, opened, store = tmp_path / "own.webm", tmp_path / "opened.webm", MemoryStore()
    own.touch()
    opened.touch()
    job, films = job_with(tmp_path, None), {JOB_ID: own}
    assert found(qtbot, background, job, store, films).path == own
    FilmSource(background, store, films).remember(JOB_ID, opened)
    assert found(qtbot, background, job, store, films).path == opened
    opened.unlink()
    assert found(qtbot, background, job, store, films) == Found(JOB_ID, own, missing=opened)


def test_nothing_is_remembered_without_a_job(background: Background, tmp_path: Path) -> None:
    store = MemoryStore()
    source = FilmSource(background, store, {})
    for job_id in (None, "", "../other", "a/b"):
        source.remember(job_id, tmp_path)
        assert source.remembered(job_id) is None


def test_name_and_password_are_not_shown() -> None:
    url = "https://somebody:secret@media.example.org:8443/films/one.mp4?token=secret#secret"
    assert host_of(url) == "media.example.org:8443"
    assert name_in_url(url) == "media.example.org:8443/…/one.mp4"
    assert name_in_url("https://media.example.org") == "media.example.org"


@pytest.mark.parametrize(
    ("name", "is_film"),
    [("a.mp4", True), ("A.MOV", True), ("a.mxf", True), ("a.webm", True), ("a.json", False), ("a.srt", False), ("a", False)],
)
def test_films_are_known_by_their_names(tmp_path: Path, name: str, is_film: bool) -> None:
    path = tmp_path / name
    path.touch()
    assert is_film_name(path) is is_film
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    assert dropped_film(mime) == (path if is_film else None)


def test_one_local_film_is_dropped_at_a_time(tmp_path: Path) -> None:
    mime = QMimeData()
    for urls in ([], ["https://example.org/a.mp4"], ["file:///a.mp4", "file:///b.mp4"]):
        mime.setUrls([QUrl(url) for url in urls])
        assert dropped_film(mime) is None
