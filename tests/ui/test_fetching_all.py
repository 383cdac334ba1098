"""Fetching all results: one request each, every arrival handed over, and what is kept is not fetched twice."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ui.service import CANARY, CanaryEmulator, assert_no_canary, fetcher_in, holds_no_canary, request_to, words_of
from viewer.demo.emulator import Fault
from viewer.demo.jobs import DEMO_JOB_ID, FEW_TYPES_JOB_ID, PROCESSING_JOB_ID
from viewer.demo.results import TYPE_NAMES, result
from viewer.errors import Cancelled, JobNotReadyError, NetworkError, NextStep, NotAvailableError
from viewer.model.api_key import ApiKey
from viewer.ui.fetching import Arrival, Failure, Fetcher
from viewer.watch import Progress, Watch

KEY = ApiKey(CANARY)
TYPES = list(TYPE_NAMES)


@pytest.fixture
def fetcher(tmp_path: Path) -> Iterator[Fetcher]:
    yield fetcher_in(tmp_path)
    assert holds_no_canary(tmp_path)


class Outcome:
    """What became of fetching all results: what was handed over, what did not come, what was said meanwhile."""

    def __init__(
        self, fetcher: Fetcher, server: Any, *, job_id: str = DEMO_JOB_ID, anew: Collection[str] = (), key: ApiKey = KEY
    ) -> None:
        self.arrivals: list[Arrival] = []
        self.said: list[str] = []
        watch = Watch(self._note, self.arrivals.append)
        self.failures: tuple[Failure, ...] = fetcher.fetch_all(request_to(server, job_id=job_id), key, anew, watch)
        for failure in self.failures:
            assert_no_canary(words_of(failure.error))

    def _note(self, progress: Progress) -> None:
        self.said.append(str(progress.doing))

    @property
    def types(self) -> list[str]:
        return [arrival.result.type_name for arrival in self.arrivals]


def test_every_result_is_fetched_once_and_handed_over(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    outcome = Outcome(fetcher, emulator)
    assert outcome.failures == ()
    assert outcome.types == TYPES
    assert emulator.asked_for == TYPES
    assert all(arrival.is_new for arrival in outcome.arrivals)
    assert {item.type_name: item.path.read_bytes() for item in fetcher.library.items()} == {
        name: result(name, DEMO_JOB_ID) for name in TYPES
    }
    assert any(words.startswith("9 of 9") for words in outcome.said)


def test_what_is_kept_is_not_fetched_twice(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    fetcher.fetch(request_to(emulator, "frames_faces"), KEY, Watch())
    outcome = Outcome(fetcher, emulator)
    assert outcome.types == TYPES
    assert emulator.asked_for.count("frames_faces") == 1
    assert [one.result.type_name for one in outcome.arrivals if not one.is_new] == ["frames_faces"]
    assert Outcome(fetcher, emulator).types == TYPES
    assert len(emulator.asked_for) == len(TYPES)


def test_what_is_wanted_anew_is_fetched_and_the_old_copy_stays(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    Outcome(fetcher, emulator)
    outcome = Outcome(fetcher, emulator, anew=TYPES)
    assert all(arrival.is_new for arrival in outcome.arrivals)
    assert emulator.asked_for == TYPES * 2
    for name in TYPES:
        assert len(fetcher.library.copies(emulator.server, DEMO_JOB_ID, name)) == 2


def test_only_some_may_be_wanted_anew(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    Outcome(fetcher, emulator)
    Outcome(fetcher, emulator, anew=["visual_captions"])
    assert emulator.asked_for == [*TYPES, "visual_captions"]


def test_types_that_the_job_does_not_have_are_told_and_the_others_come(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    outcome = Outcome(fetcher, emulator, job_id=FEW_TYPES_JOB_ID)
    assert outcome.types == ["core", "speech_to_text_srt"]
    missing = [name for name in TYPES if name not in outcome.types]
    assert [failure.type_name for failure in outcome.failures] == missing
    assert all(isinstance(failure.error, NotAvailableError) for failure in outcome.failures)


def test_one_that_fails_does_not_end_the_others(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    emulator.faults["seconds_objects"] = Fault(status=500)
    emulator.faults["frames_objects"] = Fault(body=result("frames_objects", FEW_TYPES_JOB_ID))
    outcome = Outcome(fetcher, emulator)
    assert [failure.type_name for failure in outcome.failures] == ["seconds_objects", "frames_objects"]
    assert len(outcome.types) == len(TYPES) - 2


def test_a_wrong_key_ends_it_at_the_first(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    outcome = Outcome(fetcher, emulator, key=ApiKey("made-up-canary-3"))
    assert emulator.asked_for == ["core"]
    (failure,) = outcome.failures
    assert failure.error.step is NextStep.KEY


def test_a_server_that_can_t_be_reached_ends_it_at_the_first(fetcher: Fetcher) -> None:
    class Closed:
        server = "http://127.0.0.1:1/core/1.0/"

    outcome = Outcome(fetcher, Closed)
    (failure,) = outcome.failures
    assert isinstance(failure.error, NetworkError)


def test_stop_keeps_what_is_finished(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    emulator.faults["seconds_objects"] = Fault(stall_after_bytes=500)
    arrivals: list[Arrival] = []
    watch = Watch(hand_over=arrivals.append)
    stopper = threading.Thread(target=lambda: (emulator.wait_for("seconds_objects"), watch.cancel()))
    stopper.start()
    with pytest.raises(Cancelled):
        fetcher.fetch_all(request_to(emulator), KEY, (), watch)
    stopper.join()
    assert [arrival.result.type_name for arrival in arrivals] == ["core", "frames_faces"]
    assert {item.type_name for item in fetcher.library.items()} == {"core", "frames_faces"}
    emulator.faults.clear()
    assert Outcome(fetcher, emulator).types == TYPES
    assert emulator.asked_for.count("core") == 1  # what is finished is not fetched again


def test_a_job_without_results_is_asked_for_only_once(fetcher: Fetcher, emulator: CanaryEmulator) -> None:
    outcome = Outcome(fetcher, emulator, job_id=PROCESSING_JOB_ID)
    (failure,) = outcome.failures
    assert isinstance(failure.error, JobNotReadyError)
    assert [name for name in emulator.asked_for if name in TYPES] == TYPES[:1]
