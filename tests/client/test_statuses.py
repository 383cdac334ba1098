"""Every status but 200 becomes a sentence with the service's own words; some are repeated, in sight, and can be stopped."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support.misbehaving_server import Connection, MisbehavingServer, head, whole
from tests.support.one_fetch import SECRET, fetch_from
from viewer.client.repeats import wanted_delay
from viewer.client.statuses import meaning_of
from viewer.errors import Cancelled, NextStep, ServiceError
from viewer.watch import Progress, Watch

REPEATED = (408, 429, 500, 502, 503, 504)
SENTENCES = {
    201: "something other than a whole result",
    204: "sent nothing",
    206: "only a part",
    300: "unexpected answer",
    304: "unexpected answer",
    400: "does not accept the request",
    401: "does not accept the API key",
    403: "may not read this",
    404: "nothing under this job ID",
    407: "proxy wants a user name",
    408: "gave up waiting",
    410: "no longer has this result",
    418: "refuses the request",
    429: "takes no more requests",
    451: "refuses the request",
    500: "a fault of its own",
    501: "a fault of its own",
    502: "can't be reached behind its entrance",
    503: "not available for now",
    504: "did not answer its entrance",
    599: "a fault of its own",
    600: "unexpected answer",
    999: "unexpected answer",
}
STEPS = {401: NextStep.KEY, 403: NextStep.KEY, 410: NextStep.NONE}


@pytest.mark.parametrize("status", SENTENCES)
def test_a_status_has_its_sentence_and_its_next_step(server: MisbehavingServer, status: int) -> None:
    body = b"" if status in (204, 304) else b'{"errors":[{"message":"Made-up reason"}]}'
    server.uses(server.answers(whole(body, f"{status} Made Up")))
    error = fetch_from(server.server).failure
    assert isinstance(error, ServiceError)
    assert SENTENCES[status] in str(error)
    assert f"({status})" in str(error)
    assert error.status == status
    assert error.step is STEPS.get(status, NextStep.RETRY)
    assert error.advice is not None
    assert error.server_words == ("Made-up reason" if body else "")
    assert ("The service says: “Made-up reason”" in str(error)) == bool(body)
    assert f"Status: {status}" in error.details
    assert len(server.requests) == server.connections == (3 if status in REPEATED else 1)


def test_every_status_means_something() -> None:
    for status in range(1000):
        meaning = meaning_of(status)
        assert meaning.what
        assert meaning.advice
        assert meaning.is_repeated == (status in REPEATED)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("where", ["another host", "the same host", "http", "itself", "rubbish", "nowhere"])
def test_a_redirect_is_not_followed(server: MisbehavingServer, status: int, where: str) -> None:
    with MisbehavingServer() as other:
        other.uses(other.answers(whole(b"{}")))
        query = f"?api_key={SECRET}&api_key=canary%2BKey%2F42"
        locations = {
            "another host": f"{other.server}job_results{query}",
            "the same host": f"/core/2.0/job_results{query}",
            "http": f"http://elsewhere.invalid/{query}",
            "itself": f"{server.server}job_results{query}",
            "rubbish": f"http://[{SECRET}",
        }
        more = {} if where == "nowhere" else {"location": locations[where]}
        server.uses(server.answers(whole(b"", f"{status} Moved", **more)))
        error = fetch_from(server.server).failure
        assert "The server has moved" in str(error)
        assert ("elsewhere.invalid" in str(error)) == (where == "http")
        assert (server.connections, other.connections) == (1, 0)


LONG = "long " * 300_000
WORDS: dict[str, tuple[bytes, str]] = {
    "as documented": (b'{"errors":[{"message":"Job not found"}]}', "Job not found"),
    "two of them": (b'{"errors":[{"message":"One"},{"message":"Two"}]}', "One; Two"),
    "the key in it": (json.dumps({"errors": [{"message": f"Bad key {SECRET}!"}]}).encode(), "Bad key [API key]!"),
    "the key in it, encoded": (b'{"errors":[{"message":"In ?api_key=canary%2BKey%2F42&x"}]}', "In ?api_key=[API key]&x"),
    "the key in it, escaped": (b'{"errors":[{"message":"\\u0063anary+Key/42 is bad"}]}', "[API key] is bad"),
    "the key at its cut": (json.dumps({"errors": [{"message": "x" * 490 + SECRET}]}).encode(), "x" * 490 + "[API key]"),
    "1.5 MB": (json.dumps({"errors": [{"message": LONG}]}).encode(), LONG[:499] + "…"),
    "rich text": (b'{"errors":[{"message":"<b>No</b> <img src=file:///x>"}]}', "<b>No</b> <img src=file:///x>"),
    "lines and NUL": (b'{"errors":[{"message":"a\\n\\n b\\u0000\\u202e"}]}', "a b␀[U+202E]"),
    "no message": (b'{"errors":[{"reason":"malformed_input"}]}', "malformed_input"),
    "a string": (b'{"errors":"Just words"}', "Just words"),
    "nested": (b'{"errors":[[{"message":{"en":["Deep"]}}]]}', "Deep"),
    "nothing in it": (b'{"errors":[]}', '{"errors":[]}'),
    "100,000 levels": (b'{"errors":' + b"[" * 100_000, '{"errors"'),
    "of a gateway": (b'{"message":"Forbidden"}', "Forbidden"),
    "a page": (b"<html><head><title>502 Bad &amp; Gateway</title></head><body>canary+Key/42", "502 Bad & Gateway"),
    "a page without a title": (b"<html><body>canary+Key/42</body></html>", ""),
    "plain text": (b"upstream\r\nfailed  canary+Key/42", "upstream failed [API key]"),
    "nothing": (b"", ""),
    "white space and NUL": (b" \0\r\n", ""),
    "bytes of no encoding": (b"\xff\xfe\xfd\x00\xd8", "\ufffd"),
    "a number": (b"17", "17"),
    "null": (b"null", ""),
}


@pytest.mark.parametrize("what", WORDS)
@pytest.mark.parametrize("status", [400, 404])
def test_the_words_of_a_refusal_are_plain_short_and_tell_no_key(server: MisbehavingServer, what: str, status: int) -> None:
    body, words = WORDS[what]
    server.uses(server.answers(whole(body, f"{status} Made Up")))
    error = fetch_from(server.server).failure
    assert isinstance(error, ServiceError)
    assert len(error.server_words) <= 500
    if what in ("100,000 levels", "bytes of no encoding"):
        assert words in error.server_words
    else:
        assert error.server_words == words
    assert ("The service says" in str(error)) == bool(words)


def test_a_packed_refusal_is_unpacked(server: MisbehavingServer) -> None:
    body = gzip.compress(b'{"errors":[{"message":"Packed words"}]}')
    server.uses(server.answers(whole(body, "400 Bad Request", content_encoding="gzip")))
    assert "Packed words" in str(fetch_from(server.server).failure)


CUT = {
    "cut inside the key": b'{"errors":[{"message":"Key canary+K',
    "plain text cut inside the key": b"Key canary+K",
    "a broken chunk": b"",
}


@pytest.mark.parametrize("how", CUT)
def test_a_refusal_that_is_cut_is_a_refusal_all_the_same(server: MisbehavingServer, how: str) -> None:
    sent = head("404 Not Found", transfer_encoding="chunked") + b"fff\r\n" + CUT[how]
    server.uses(server.answers(sent))
    error = fetch_from(server.server).failure
    assert isinstance(error, ServiceError)
    assert error.status == 404


def test_an_endless_refusal_is_read_no_further_than_its_limit(server: MisbehavingServer) -> None:
    def endless(connection: Connection) -> None:
        while connection.send(b'{"message":"again"},' * 1000):
            pass
        server.saw_close.set()

    server.uses(server.answers(head("400 Bad Request") + b'{"errors":[', ending=endless))
    error = fetch_from(server.server, error_body_bytes=100_000).failure
    assert error.status == 400
    assert "again" in str(error)
    assert server.saw_close.wait(5)


def test_a_refusal_that_stalls_is_not_repeated(server: MisbehavingServer) -> None:
    server.uses(server.answers(head("503 Service Unavailable", content_length="500") + b"bus", ending=server.stall))
    error = fetch_from(server.server, error_body_seconds=0.2).failure
    assert error.status == 503
    assert server.saw_close.wait(5)
    assert len(server.requests) == 1


# --- repeats


@pytest.mark.parametrize("status", REPEATED)
def test_an_answer_after_a_repeat_is_the_answer(server: MisbehavingServer, status: int) -> None:
    busy = server.answers(whole(b"busy", f"{status} Busy"))
    server.uses(busy, busy, server.answers(whole(b'{"a":1}')))
    outcome = fetch_from(server.server)
    assert outcome.body == b'{"a":1}'
    assert len(server.requests) == 3
    assert len([text for text in outcome.doing if "Trying again in 1 s" in text]) == 2


def test_what_fails_in_a_repeat_is_what_is_told(server: MisbehavingServer) -> None:
    server.uses(server.answers(whole(b"", "503 Busy")), server.answers(whole(b"", "401 No")))
    error = fetch_from(server.server).failure
    assert error.status == 401
    assert error.details.endswith("Attempts: 2")


class PressesStop:
    """Reports progress, and presses Stop when the countdown of a repeat is seen."""

    def __init__(self) -> None:
        self.countdown = ""
        self.watch = Watch(self._report)

    def _report(self, progress: Progress) -> None:
        if "Trying again" in str(progress.doing):
            self.countdown = str(progress.doing)
            self.watch.cancel()


NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DEFAULT = "in 60 s"
RETRY_AFTERS = {
    "120": "in 120 s",
    "300": "in 300 s",
    "301": DEFAULT,
    "99999999999999999999": DEFAULT,
    "-5": DEFAULT,
    "1.5": DEFAULT,
    "soon": DEFAULT,
    "": DEFAULT,
    "12, 13": DEFAULT,
    "\u0663": DEFAULT,
    format_datetime(NOW + timedelta(seconds=90), usegmt=True): "in 90 s",
    format_datetime(NOW + timedelta(days=2), usegmt=True): DEFAULT,
    format_datetime(NOW - timedelta(seconds=90), usegmt=True): DEFAULT,
    "Monday, 23-Nov-26 12:01:40 GMT": "in 100 s",
    "Mon Nov 23 12:01:40 2026": "in 100 s",
    "Mon, 99 Foo 99999 99:99:99 GMT": DEFAULT,
}


@pytest.mark.parametrize("value", RETRY_AFTERS)
@pytest.mark.parametrize("status", [429, 503])
def test_the_delay_that_a_server_asks_for_is_shown_and_can_be_stopped(
    server: MisbehavingServer, value: str, status: int
) -> None:
    encoded = value.encode().decode("latin-1")
    date = format_datetime(NOW, usegmt=True)
    server.uses(server.answers(whole(b"", f"{status} Busy", retry_after=encoded, date=date)))
    stopping = PressesStop()
    with pytest.raises(Cancelled):
        fetch_from(server.server, watch=stopping.watch, repeat_delays=(60.0, 60.0))
    assert RETRY_AFTERS[value] in stopping.countdown
    assert f"({status})" in stopping.countdown
    assert len(server.requests) == 1


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.one_of(st.none(), st.text(max_size=40)))
@example("Mon, 23 Nov 0000 12:00:00 GMT", None)
@example("Mon, 23 Nov 9999 23:59:59 -9999", "Mon, 23 Nov 2026 12:00:00 GMT")
@example("0", None)
def test_any_retry_after_is_a_delay_within_the_limit_or_none(value: str, date: str | None) -> None:
    delay = wanted_delay(value, date, 300.0)
    assert delay is None or 0 <= delay <= 300


def test_without_a_clock_of_the_server_a_date_is_measured_against_ours() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=200), usegmt=True)
    delay = wanted_delay(soon, None, 300.0)
    assert delay is not None
    assert 100 < delay <= 200


def test_a_countdown_counts_down(server: MisbehavingServer) -> None:
    server.uses(server.answers(whole(b"", "503 Busy")), server.answers(whole(b"{}")))
    outcome = fetch_from(server.server, repeat_delays=(1.9,))
    counted = [text.partition("(503). ")[2] for text in outcome.doing if "(503). " in text]
    assert counted == ["Trying again in 2 s …", "Trying again in 1 s …"]
