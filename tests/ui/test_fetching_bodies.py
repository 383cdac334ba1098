"""Bodies without a stated length: JSON must close, text is kept and says that it may not be all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.misbehaving_server import MisbehavingServer, head
from tests.ui.service import CANARY, assert_no_canary, fetcher_in, holds_no_canary, no_part_left, request_to, words_of
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.demo.results import result
from viewer.errors import NetworkError, NextStep, ViewerError
from viewer.model.api_key import ApiKey
from viewer.model.detections import CoreContent
from viewer.model.timed_text import CuesContent
from viewer.ui.fetching import Arrival, Fetcher
from viewer.watch import Watch

CORE = result("core", DEMO_JOB_ID)
SRT = result("speech_to_text_srt", DEMO_JOB_ID)


@pytest.fixture
def fetcher(tmp_path: Path) -> Fetcher:
    return fetcher_in(tmp_path)


def fetched(fetcher: Fetcher, type_name: str, body: bytes) -> Arrival:
    """Fetch from a server whose body ends where the connection does."""
    server = MisbehavingServer()
    server.uses(server.answers(head(content_type="text/plain"), body))
    with server:
        return fetcher.fetch(request_to(server, type_name), ApiKey(CANARY), Watch())


@pytest.mark.parametrize("body", [CORE[:-1], CORE[: len(CORE) // 2], CORE[:-1] + b"]"], ids=["last byte", "half", "wrong"])
def test_json_that_does_not_close_is_refused(fetcher: Fetcher, tmp_path: Path, body: bytes) -> None:
    with pytest.raises(ViewerError) as caught:
        fetched(fetcher, "core", body)
    assert isinstance(caught.value, NetworkError)
    assert caught.value.step is NextStep.RETRY
    assert "incomplete" in str(caught.value)
    assert_no_canary(words_of(caught.value))
    assert fetcher.library.items() == ()
    assert no_part_left(fetcher)
    assert holds_no_canary(tmp_path)


def test_json_that_closes_is_complete(fetcher: Fetcher) -> None:
    arrival = fetched(fetcher, "core", CORE)
    assert isinstance(arrival.result.content, CoreContent)
    assert arrival.result.problems == ()
    assert arrival.item is not None
    assert arrival.item.path.read_bytes() == CORE


def test_text_is_kept_with_the_problem_that_it_may_not_be_all(fetcher: Fetcher) -> None:
    arrival = fetched(fetcher, "speech_to_text_srt", SRT)
    assert isinstance(arrival.result.content, CuesContent)
    (problem,) = arrival.result.problems
    assert "whether it is complete is unknown" in str(problem.message)
    assert arrival.item is not None
    assert arrival.item.path.read_bytes() == SRT


@pytest.mark.parametrize("body", [b"", b"<html><body>Log in</body></html>"], ids=["empty", "page"])
def test_what_is_no_result_is_not_kept(fetcher: Fetcher, body: bytes) -> None:
    with pytest.raises(ViewerError):
        fetched(fetcher, "speech_to_text_srt", body)
    assert fetcher.library.items() == ()
