"""The command line: check and convert, what they print, their exit codes, and that they do without Qt."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from viewer.cli import main
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.demo.results import TYPE_NAMES, result

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT.parent / "shared" / "samples" / "charade_core_1.3.1.json"
SUFFIXES = {
    "speech_to_text_srt": ".srt",
    "speech_to_text_vtt": ".vtt",
    "speech_to_text_ttml": ".ttml",
    "speech_to_text_avid_txt": ".txt",
}


@pytest.fixture
def demo_file(tmp_path: Path) -> Any:
    """Writes one of the demo's made-up results to a file."""

    def write(type_name: str) -> Path:
        path = tmp_path / f"some_name{SUFFIXES.get(type_name, '.json')}"
        path.write_bytes(result(type_name, DEMO_JOB_ID))
        return path

    return write


def checked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, Any]]]:
    code = main(["check", "--json", *words])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("type_name", TYPE_NAMES)
def test_check_recognises_each_type_by_its_content(type_name: str, demo_file: Any, capsys: Any) -> None:
    path = demo_file(type_name)
    path = path.rename(path.with_suffix(".data"))
    code, (line,) = checked(capsys, str(path))
    assert code == 0
    assert line["type"] == type_name
    assert line["file"] == str(path)
    assert sum(line["counts"].values()) > 0


def test_check_gives_the_counts_of_the_real_sample(capsys: Any) -> None:
    if not SAMPLE.exists():
        pytest.skip("the vendor's sample is not here")
    code, (line,) = checked(capsys, str(SAMPLE))
    assert code == 0
    assert line["counts"] == {"detections": 701, "occurrences": 6960, "shots": 1202, "seconds": 6817}
    assert line["problems"] == []


def test_check_lists_cues_in_seconds(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:01,500 --> 00:00:02,000\nOne\nTwo\n\n", encoding="utf-8")
    code, (line,) = checked(capsys, "--cues", str(path))
    assert code == 0
    assert line["cues"] == [{"start": 1.5, "end": 2.0, "text": "One\nTwo"}]


def test_check_goes_on_after_a_file_that_can_not_be_read_and_says_so(tmp_path: Path, demo_file: Any, capsys: Any) -> None:
    good = demo_file("core")
    missing, empty = tmp_path / "missing.json", tmp_path / "empty.json"
    empty.touch()
    code, lines = checked(capsys, str(missing), str(empty), str(good))
    assert code == 1
    assert [line["type"] for line in lines] == [None, None, "core"]
    assert all(line["problems"][0]["message"] for line in lines[:2])


def test_check_tells_an_error_body_of_the_service_from_a_result(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "answer.json"
    path.write_text('{"errors":[{"message":"Job not found"}]}', encoding="utf-8")
    code, (line,) = checked(capsys, str(path))
    assert code == 1
    assert "Job not found" in line["problems"][0]["message"]


def test_check_reads_json_of_a_type_that_is_new_to_it(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "new.json"
    path.write_text('{"version_info":{"metadata_type":"sound_events"},"events":[]}', encoding="utf-8")
    code, (line,) = checked(capsys, str(path))
    assert code == 0
    assert line["type"] is None


def test_check_gives_problems_with_their_line(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:01,000 --> \nNo end\n\n2\n00:00:03,000 --> 00:00:04,000\nGood\n\n", encoding="utf-8")
    main(["check", str(path)])
    words = capsys.readouterr().out
    assert "line 2" in words


def test_check_finds_what_is_not_json_anywhere(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "made_up.json"
    path.write_text('{"events":[{"a":1,"a":2},[1,]],"b":tru}', encoding="utf-8")
    code, (line,) = checked(capsys, str(path))
    assert code == 0
    assert [(problem["offset"], problem.get("path")) for problem in line["problems"][1:]] == [
        (18, "$.events[0].a"),
        (27, "$.events[1][0]"),
        (35, "$.b"),
    ]
    main(["check", str(path)])
    assert "$.b: tru is no value" in capsys.readouterr().out


def test_check_tells_of_each_place_once(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "made_up.json"
    path.write_text('{"detections":{"1":{"t":"x","label":"y","occs":[{"id":"1","ss":NaN,"se":2}]}}', encoding="utf-8")
    _, (line,) = checked(capsys, str(path))
    places = [problem.get("path") or problem.get("offset") for problem in line["problems"]]
    assert "$.detections['1'].occs[0].ss" in places
    assert len(places) == len(set(places))


def test_convert_writes_a_table_that_reads_back(demo_file: Any, tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    assert main(["convert", str(demo_file("speech_to_text_srt")), str(target)]) == 0
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 5
    assert {"start_seconds", "text"} <= set(rows[0])


def test_convert_writes_formatted_json_with_the_same_values(demo_file: Any, tmp_path: Path) -> None:
    source, target = demo_file("core"), tmp_path / "core_formatted.json"
    assert main(["convert", str(source), str(target)]) == 0
    assert json.loads(target.read_bytes()) == json.loads(source.read_bytes())
    assert len(target.read_text(encoding="utf-8").splitlines()) > 100


def test_convert_leaves_nothing_behind_where_there_is_no_table(tmp_path: Path, capsys: Any) -> None:
    source = tmp_path / "new.json"
    source.write_text('{"events":[]}', encoding="utf-8")
    assert main(["convert", str(source), str(tmp_path / "out.csv")]) == 1
    assert "no table" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_an_unknown_option_and_an_abbreviated_key_option_are_refused(capsys: Any) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--api-key", "made-up"])
    assert caught.value.code == 2


def test_check_tells_of_a_name_that_comes_twice_beside_its_odd_value(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "made_up.json"
    path.write_text('{"faces_by_frame":[[{"id":"1","x":NaN,"y":0.1,"w":0.1,"h":0.1,"x":0.2}]]}', encoding="utf-8")
    _, (line,) = checked(capsys, str(path))
    messages = [problem["message"] for problem in line["problems"]]
    assert line["type"] == "frames_faces"
    assert sum("NaN" in message for message in messages) <= 1
    assert any("“x” stands 2 times" in message for message in messages)


@pytest.mark.own_process
def test_check_runs_without_qt_and_without_the_network(demo_file: Any) -> None:
    program = (
        "import sys; from viewer.cli import main; code = main(['check', '--json', sys.argv[1]]);"
        "names = {name.split('.')[0] for name in sys.modules};"
        "print(sorted(names & {'PySide6', 'httpx', 'pysrt', 'keyring'})); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(demo_file("core"))], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_convert_never_writes_over_what_it_reads(demo_file: Any, capsys: Any) -> None:
    path = demo_file("core")
    before = path.read_bytes()
    assert main(["convert", str(path), str(path)]) == 1
    assert "over itself" in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize(("body", "words"), [(b'{"a":1}', "JSON of a type"), (b"\x00\x01\x02", "none of the nine")])
def test_check_says_why_a_file_is_not_recognised(body: bytes, words: str, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "some.data"
    path.write_bytes(body)
    main(["check", str(path)])
    assert words in capsys.readouterr().out
