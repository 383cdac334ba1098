"""Opening files that stay where they are: recognised by content, of one job, with a notice for each that is left out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from viewer.demo.jobs import DEMO_JOB_ID, FEW_TYPES_JOB_ID
from viewer.demo.results import TYPE_NAMES, result
from viewer.errors import Cancelled, ContentError, StorageError
from viewer.library.library import Library
from viewer.metadata_types import REGISTRY
from viewer.model.request import ResultRequest
from viewer.model.result import JsonContent, Opened, PlainContent
from viewer.ui.opening import MOST_FILES, UNKNOWN_TYPE, Opening, files_of, open_files
from viewer.watch import Watch

SERVER = "https://service.invalid/core/1.0/"
EARLIER = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 5, 5, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, type_name: str, job_id: str = DEMO_JOB_ID) -> Path:
    """A file with a result of the demo."""
    path = folder / name
    path.write_bytes(result(type_name, job_id))
    return path


def opened(*paths: Path) -> Opening:
    return open_files(REGISTRY, paths, Watch())


def types(opening: Opening) -> list[str]:
    return [one.type_name for one in opening.results]


def notices(opening: Opening) -> list[str]:
    return [str(notice) for notice in opening.notices]


@pytest.mark.parametrize("type_name", TYPE_NAMES)
def test_a_file_is_what_its_content_says_whatever_its_name(folder: Path, type_name: str) -> None:
    path = put(folder, "some.file", type_name)
    opening = opened(path)
    (one,) = opening.results
    assert one.type_name == type_name
    assert one.origin == Opened(path)
    assert not isinstance(one.content, JsonContent | PlainContent)
    assert one.source.path == path  # it stays where it is
    assert not opening.is_set
    assert opening.notices == ()


def test_a_folder_is_one_job(folder: Path) -> None:
    for name in TYPE_NAMES:
        put(folder, f"{name}.txt", name)
    opening = opened(folder)
    assert sorted(types(opening)) == sorted(TYPE_NAMES)
    assert {one.job_id for one in opening.results} <= {DEMO_JOB_ID, None}
    assert opening.is_set
    assert opening.notices == ()


def test_a_folder_with_one_file_is_a_job_of_its_own_too(folder: Path) -> None:
    put(folder, "a.srt", "speech_to_text_srt")
    assert opened(folder).is_set


def test_of_several_jobs_the_most_frequent_is_opened(folder: Path) -> None:
    put(folder, "1.json", "core", FEW_TYPES_JOB_ID)
    put(folder, "2.json", "frames_faces")
    put(folder, "3.json", "seconds_objects")
    put(folder, "4.srt", "speech_to_text_srt")
    opening = opened(folder)
    assert types(opening) == ["frames_faces", "seconds_objects", "speech_to_text_srt"]
    assert notices(opening) == ["1.json belongs to another job and was left out."]


def test_of_two_files_of_a_type_the_first_is_shown(folder: Path) -> None:
    first = put(folder, "a.srt", "speech_to_text_srt")
    put(folder, "b.srt", "speech_to_text_srt")
    opening = opened(folder)
    assert [one.source.path for one in opening.results] == [first]
    assert notices(opening) == ["b.srt was left out: a.srt is of the same type."]


def test_hidden_files_and_folders_inside_are_passed_over(folder: Path) -> None:
    put(folder, ".hidden.json", "core")
    (folder / "inside").mkdir()
    put(folder / "inside", "core.json", "core")
    put(folder, "a.srt", "speech_to_text_srt")
    opening = opened(folder)
    assert types(opening) == ["speech_to_text_srt"]
    assert opening.notices == ()


def test_a_file_that_can_t_be_read_is_named_and_the_others_are_opened(folder: Path) -> None:
    put(folder, "a.srt", "speech_to_text_srt")
    opening = opened(folder / "a.srt", folder / "gone.json")
    assert types(opening) == ["speech_to_text_srt"]
    (notice,) = notices(opening)
    assert notice.startswith("gone.json was left out: ")


def test_an_empty_file_is_named_and_the_others_are_opened(folder: Path) -> None:
    (folder / "empty.json").touch()
    put(folder, "core.json", "core")
    opening = opened(folder)
    assert types(opening) == ["core"]
    assert notices(opening) == ["empty.json was left out: empty.json is empty."]


def test_where_nothing_can_be_opened_the_first_error_is_told(folder: Path) -> None:
    with pytest.raises(StorageError, match=r"gone\.json"):
        opened(folder / "gone.json")
    (folder / "empty.json").write_bytes(b" \n\0")
    with pytest.raises(ContentError, match=r"empty\.json is empty"):
        opened(folder / "empty.json")


def test_an_empty_folder_has_nothing_to_open(folder: Path) -> None:
    with pytest.raises(ContentError, match="nothing to open in this folder"):
        opened(folder)


def test_text_that_is_not_known_is_shown_as_text(folder: Path) -> None:
    (folder / "a.txt").write_text("made-up words\n")
    opening = opened(folder / "a.txt")
    (one,) = opening.results
    assert one.type_name == UNKNOWN_TYPE
    assert isinstance(one.content, PlainContent)
    assert opening.notices == ()


def test_json_that_is_not_known_is_shown_as_json(folder: Path) -> None:
    (folder / "a.txt").write_text(json.dumps({"made": "up"}))
    (one,) = opened(folder / "a.txt").results
    assert isinstance(one.content, JsonContent)


def test_an_error_of_the_service_in_a_file_is_shown_and_told(folder: Path) -> None:
    (folder / "core.json").write_text(json.dumps({"errors": [{"message": "no <b>such</b> job"}]}))
    opening = opened(folder / "core.json")
    assert len(opening.results) == 1
    assert notices(opening) == ["core.json is an error that the service sent: no <b>such</b> job"]


def test_what_is_not_known_is_left_out_beside_a_result(folder: Path) -> None:
    (folder / "a.txt").write_text("made-up words\n")
    (folder / "b.json").write_text(json.dumps({"job_info": {"job_id": FEW_TYPES_JOB_ID}}))
    (folder / "c.json").write_text(json.dumps({"job_info": {"job_id": FEW_TYPES_JOB_ID}}))
    put(folder, "z.json", "core")
    opening = opened(folder)
    assert types(opening) == ["core"]
    assert notices(opening) == [
        "a.txt is no result that is known here and was left out.",
        "b.json belongs to another job and was left out.",
        "c.json belongs to another job and was left out.",
    ]


def test_where_nothing_is_known_the_first_file_is_shown_and_the_others_are_named(folder: Path) -> None:
    (folder / "a.txt").write_text("made-up words\n")
    (folder / "b.txt").write_text("other words\n")
    opening = opened(folder)
    assert [one.source.path.name for one in opening.results] == ["a.txt"]
    assert notices(opening) == ["b.txt is no result that is known here and was left out."]


def test_a_folder_of_the_library_opens_with_its_current_copies_and_without_its_notes(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    older = library.add(ResultRequest(SERVER, DEMO_JOB_ID, "core"), put(tmp_path, "1", "core"), ".json", EARLIER)
    (tmp_path / "2").write_bytes(result("core", DEMO_JOB_ID) + b"\n")
    newer = library.add(ResultRequest(SERVER, DEMO_JOB_ID, "core"), tmp_path / "2", ".json", LATER)
    srt = put(tmp_path, "3", "speech_to_text_srt")
    library.add(ResultRequest(SERVER, DEMO_JOB_ID, "speech_to_text_srt"), srt, ".srt", EARLIER)
    opening = opened(newer.path.parent)
    assert sorted(types(opening)) == ["core", "speech_to_text_srt"]
    assert newer.path in [one.source.path for one in opening.results]
    assert notices(opening) == [f"{older.path.name} was left out: {newer.path.name} is of the same type."]


def test_the_library_itself_has_nothing_to_open_at_its_top(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    library.add(ResultRequest(SERVER, DEMO_JOB_ID, "core"), put(tmp_path, "1", "core"), ".json", EARLIER)
    assert library.items()
    assert list(library.folder.glob("index*"))
    with pytest.raises(ContentError, match="nothing to open in this folder"):
        opened(library.folder)


def test_of_a_great_many_files_only_the_first_are_opened(folder: Path) -> None:
    put(folder, "a.json", "core")
    for number in range(MOST_FILES):
        (folder / f"b{number}.txt").touch()
    opening = opened(folder)
    assert types(opening) == ["core"]
    assert notices(opening)[0] == f"Only the first {MOST_FILES} of {MOST_FILES + 1} files were opened."


def test_files_and_folders_may_be_named_together(folder: Path, tmp_path: Path) -> None:
    single = put(tmp_path, "core.json", "core")
    inside = put(folder, "a.srt", "speech_to_text_srt")
    assert files_of((single, folder)) == (single, inside)
    assert types(opened(single, folder)) == ["core", "speech_to_text_srt"]


def test_stop_ends_it(folder: Path) -> None:
    put(folder, "core.json", "core")
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        open_files(REGISTRY, (folder,), watch)
