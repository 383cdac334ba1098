"""What is remembered of a job's times, and what of it is passed over because it makes no sense."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from viewer.demo.jobs import DEMO_JOB_ID
from viewer.model.timecode import Label
from viewer.model.timing import Notation, TimeFormat
from viewer.settings import TIME_FORMAT
from viewer.ui.job_times import RATES, JobTimes, recalled, remember
from viewer.ui.settings_store import SettingsStore

OTHER = DEMO_JOB_ID[:-1] + "2"
TIMES = JobTimes(Notation.TIMECODE, "29.97", True, Label(10, 0, 0, 2))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def test_a_job_s_times_come_back_and_another_job_has_its_notation_alone(path: Path) -> None:
    store = SettingsStore(path)
    remember(store, DEMO_JOB_ID, TIMES)
    remember(store, OTHER.upper(), JobTimes(Notation.FRAMES, start=Label(1)))
    assert store.write()
    again = SettingsStore(path)
    assert recalled(again, DEMO_JOB_ID) == TIMES
    assert recalled(again, OTHER) == JobTimes(Notation.FRAMES, start=Label(1))
    assert recalled(again, "6faefb7f-e468-43f6-988c-ddcfb315d958") == JobTimes(Notation.FRAMES)
    assert recalled(again, None) == JobTimes(Notation.FRAMES)


@pytest.mark.parametrize("name", ["seconds", "clock"])
def test_settings_of_before_are_understood(path: Path, name: str) -> None:
    path.write_text(f"[General]\ntime_format={name}\n")
    assert recalled(SettingsStore(path), DEMO_JOB_ID).notation.value == name


def test_what_is_no_job_is_not_remembered(path: Path) -> None:
    store = SettingsStore(path)
    for job_id in (None, "", "../../x", "a/b"):
        remember(store, job_id, TIMES)
        assert recalled(store, job_id) == JobTimes(Notation.TIMECODE)


@pytest.mark.parametrize(
    "kept",
    [
        "nonsense",
        [1, 2],
        {"notation": "sundial", "rate": -26, "drop_frame": "yes", "start": "10:00"},
        {"notation": None, "rate": "none", "drop_frame": 1, "start": ["10:00:00:00"]},
        {"start": "99:00:00:00"},
    ],
)
def test_damaged_values_count_as_none(path: Path, kept: Any) -> None:
    store = SettingsStore(path)
    store.set(f"jobs/{DEMO_JOB_ID}/time", kept)
    assert recalled(store, DEMO_JOB_ID) == JobTimes()
    store.set(TIME_FORMAT, "sundial")
    assert recalled(store, DEMO_JOB_ID) == JobTimes()


def test_a_chosen_rate_stands_before_the_one_that_the_result_says() -> None:
    assert TIMES.time_format(25.0) == TimeFormat(Notation.TIMECODE, RATES["29.97"], True, Label(10, 0, 0, 2))
    assert JobTimes().time_format(25.0).fps == 25.0
    assert JobTimes().time_format(None).fps is None
    assert [round(fps, 3) for fps in RATES.values()] == [23.976, 24, 25, 29.97, 30, 50, 59.94, 60]
