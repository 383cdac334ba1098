"""A job ID is understood however it was pasted, and a wrong one says why."""

from __future__ import annotations

import uuid
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.model.pasted import understood
from viewer.model.request import is_job_id

ID = "6faefb7f-e468-43f6-988c-ddcfb315d958"
OTHER = "0b5b1f6e-22c1-4c0b-9c66-8bb1f3c1a7f2"
KEY = "kEy0123456789abcdefghij+/=="
ADDRESS = f"https://elsewhere.example/core/1.0/job_results?api_key={quote(KEY, safe='')}&job_id={ID}&type=core"

UNDERSTOOD = {
    "plain": ID,
    "capitals": ID.upper(),
    "without hyphens": ID.replace("-", ""),
    "spaces around": f"  {ID}\n",
    "braces": "{" + ID + "}",
    "quotes": f"'{ID}'",
    "typographic quotes": f"“{ID}”",
    "comma after": f'"{ID}",',
    "groups with spaces": ID.replace("-", " "),
    "hyphens elsewhere": "6faefb7fe468-43f6988c-ddcfb315d958",
    "typographic hyphens": ID.replace("-", "‑"),
    "wrapped line": ID[:20] + "\n" + ID[20:],
    "zero-width space": "\u200b" + ID,
    "wide digits": ID.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}),
    "urn": f"urn:uuid:{ID}",
    "address": ADDRESS,
    "address in an address": f"https://a.example/login?next={quote(ADDRESS, safe='')}",
    "twice encoded": quote(quote(f"x?job_id={ID}", safe=""), safe=""),
    "path of an address": f"https://portal.example/jobs/{ID}/results",
    "parameter": f"job_id={ID}",
    "parameter among others": f"?type=core&job_id={ID}#top",
    "json": f'{{"job_id": "{ID}"}}',
    "python": f"job_id = '{ID}'",
    "words": f"Job ID: {ID}",
    "curl": f"curl 'https://a.example/job_results?job_id={ID}&type=core'",
    "curl with data": f'curl -G https://a.example/job_status --data-urlencode "job_id={ID}"',
    "curl with escaped json": f'curl -d "{{\\"job_id\\": \\"{ID}\\"}}" https://a.example/',
    "html": f"job_results?type=core&amp;job_id={ID}",
    "another ID before": f"session={OTHER}&job_id={ID}",
    "another ID after": f'{{"job_id": "{ID}", "request_id": "{OTHER}"}}',
    "the same twice": f"{ID} {ID.upper()}",
    "a key that looks like an ID": f"api_key={OTHER.replace('-', '')}&id={ID}",
}


@pytest.mark.parametrize("text", UNDERSTOOD.values(), ids=UNDERSTOOD.keys())
def test_understood(text: str) -> None:
    found = understood(text)
    assert found.job_id == ID
    assert found.why is None


KEYS = {
    "address": ADDRESS,
    "address in an address": f"next={quote(ADDRESS, safe='')}",
    "parameter": f"api_key={KEY}",
    "json": f'{{"api_key": "{KEY}", "job_id": "{ID}"}}',
    "encoded json": quote(f'{{"api_key": "{KEY}"}}', safe=""),
    "curl": f"curl -G --data-urlencode 'api_key={KEY}' -d job_id={ID} https://a.example/",
    "escaped": f'-d "{{\\"api_key\\":\\"{KEY}\\"}}"',
}


@pytest.mark.parametrize("text", KEYS.values(), ids=KEYS.keys())
def test_a_key_is_taken_out(text: str) -> None:
    found = understood(text)
    assert found.key == KEY
    assert KEY not in repr(found)
    assert KEY not in str(found.why)


@pytest.mark.parametrize("word", ["YOUR_API_KEY", "$API_KEY", "<api_key>", "{api_key}", "xxxxxxxx", "", "your-api-key"])
def test_a_placeholder_is_no_key(word: str) -> None:
    assert understood(f"job_results?api_key={word}&job_id={ID}").key is None


WRONG = {
    "": "Type or paste a job ID.",
    "  {} ": "Type or paste a job ID.",
    "6": "1 of 32 digits so far.",
    "6faefb7f": "8 of 32 digits so far.",
    "{6faefb7f-e4": "10 of 32 digits so far.",
    "6faefb7g": "“g” is not a hexadecimal digit (0–9, a–f).",
    "6faefb7f_": "“_” is not a hexadecimal digit (0–9, a–f).",
    "٣": "“٣” is not a hexadecimal digit (0–9, a–f).",
    ID + "0": "33 digits are too many: a job ID has 32.",
    f"job_id={ID[:-1]}": "31 of 32 digits so far.",
    f"https://a.example/job_results?job_id={ID[:8]}&type=core": "8 of 32 digits so far.",
    "job_id=": "Type or paste a job ID.",
    "https://a.example/": "There is no job ID in this text. A job ID has 32 hexadecimal digits.",
    "where do I find it": "There is no job ID in this text. A job ID has 32 hexadecimal digits.",
    "a" * 500: "There is no job ID in this text. A job ID has 32 hexadecimal digits.",
    f"{ID} or {OTHER}": "There are 2 different IDs in this text. Paste only the job ID.",
    f"job_id={ID}&job_id={OTHER}": "There are 2 different IDs in this text. Paste only the job ID.",
    f"api_key={KEY}": "The job ID is missing: this text holds only an API key.",
}


@pytest.mark.parametrize(("text", "why"), WRONG.items(), ids=[text[:30] for text in WRONG])
def test_a_wrong_one_says_why(text: str, why: str) -> None:
    found = understood(text)
    assert found.job_id is None
    assert str(found.why) == why


def test_the_host_of_an_address_is_not_used() -> None:
    assert "elsewhere" not in repr(understood(ADDRESS))


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200) | st.text("0123456789abcdefABCDEF-{}=:\"' %&job_idapi_key", max_size=120))
def test_any_text_gives_an_id_or_a_reason(text: str) -> None:
    found = understood(text)
    assert (found.job_id is None) == (found.why is not None)
    assert found.job_id is None or is_job_id(found.job_id)
    assert found.why is None or str(found.why)


EDGE = st.text(st.characters(categories=["Zs", "Po", "Ps", "Pe"], exclude_characters="%"), max_size=5)


@settings(max_examples=100, deadline=None)
@given(job=st.uuids(), before=EDGE, after=EDGE, is_upper=st.booleans(), has_hyphens=st.booleans(), layers=st.integers(0, 3))
def test_an_id_is_found_between_any_signs(
    job: uuid.UUID, before: str, after: str, is_upper: bool, has_hyphens: bool, layers: int
) -> None:
    written = str(job) if has_hyphens else job.hex
    text = before + (written.upper() if is_upper else written) + after
    for _ in range(layers):
        text = quote(text, safe="")
    assert understood(text).job_id == str(job)


@settings(max_examples=100, deadline=None)
@given(
    job=st.uuids(),
    others=st.lists(st.uuids(), max_size=3),
    key=st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789-_.~", min_size=20, max_size=60),
)
def test_the_named_id_and_the_key_are_found_in_an_address(job: uuid.UUID, others: list[uuid.UUID], key: str) -> None:
    parts = [f"api_key={key}", f"job_id={job}", *(f"x{n}={other}" for n, other in enumerate(others))]
    found = understood("https://a.example/job_results?" + "&".join(sorted(parts)))
    assert found.job_id == str(job)
    assert found.key == key
