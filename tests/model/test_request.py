"""Only what can be asked is asked: a UUID, a plain type name, and a server that protects the key."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.errors import RequestError
from viewer.model.request import ResultRequest, checked_server, is_job_id

ID = "6faefb7f-e468-43f6-988c-ddcfb315d958"
SERVER = "https://api-eu.valossa.com/core/1.0/"


@pytest.mark.parametrize(
    "server",
    [
        SERVER,
        "https://x.example:8443/",
        "https://[2001:db8::1]/core/",
        "https://pääsky.example/",
        "https://under_score.example/",
        "http://127.0.0.1:8000/core/1.0/",
        "http://127.255.0.9/",
        "http://localhost:8000/",
        "http://[::1]:8000/",
    ],
)
def test_servers_that_protect_the_key(server: str) -> None:
    assert checked_server(server) == server
    assert ResultRequest(server, ID, "core").server == server


def test_the_slash_at_the_end_is_added() -> None:
    assert checked_server("https://x.example/core/1.0") == "https://x.example/core/1.0/"
    assert ResultRequest("https://x.example", ID, "core") == ResultRequest("https://x.example/", ID, "core")


@pytest.mark.parametrize(
    "server",
    [
        "",
        "x.example",
        "http://x.example/",
        "http://127.0.0.1.evil.example/",
        "http://localhost.evil.example/",
        "http://128.0.0.1/",
        "http://0.0.0.0/",
        "http://[::2]/",
        "ftp://x.example/",
        "file:///etc/passwd",
        "//x.example/",
        "https:///core",
        "https://user@x.example/",
        "https://user:secret@x.example/",
        "https://x.example/?api_key=1",
        "https://x.example/#top",
        "https://x.example:port/",
        "https://x.example:99999/",
        "https://[::1/",
        "https://x.example/ core/",
        " https://x.example/",
        "https://x.example/\n",
        "https://x.example/\u202e/",
        "https://./",
        "https://../",
        "https://..:8000/",
        "https://x..example/",
        "https://<x>/",
        "https://a\\b/",
        "https://" + "x" * 64 + ".example/",
        "https://" + "x." * 130 + "example/",
        "https://[fe80::1%eth0]/",
    ],
)
def test_servers_that_do_not(server: str) -> None:
    with pytest.raises(RequestError) as caught:
        checked_server(server)
    assert caught.value.why is not None
    assert caught.value.advice is not None
    with pytest.raises(RequestError):
        ResultRequest(server, ID, "core")


def test_an_id_is_a_plain_uuid() -> None:
    assert is_job_id(ID)
    for other in (
        ID.upper(),
        ID.replace("-", ""),
        f"{{{ID}}}",
        f" {ID}",
        f"urn:uuid:{ID}",
        ID[:-1],
        "",
        "../" + ID[3:],
        ID + "\n",
    ):
        assert not is_job_id(other)
        with pytest.raises(RequestError, match="is not a job ID"):
            ResultRequest(SERVER, other, "core")


@pytest.mark.parametrize("name", ["core", "speech_to_text_avid_txt", "a", "9", "x" * 64])
def test_names_of_types(name: str) -> None:
    assert ResultRequest(SERVER, ID, name).type_name == name


@pytest.mark.parametrize("name", ["", "Core", "a-b", "a b", "../x", "a/b", "core\n", "ä", "x" * 65, "a&b=c", "CON."])
def test_names_that_can_be_none(name: str) -> None:
    with pytest.raises(RequestError, match="metadata type"):
        ResultRequest(SERVER, ID, name)


@pytest.mark.parametrize(
    ("server", "host"),
    [
        (SERVER, "api-eu.valossa.com"),
        ("https://API.Example:8443/", "api.example_8443"),
        ("http://[::1]:8000/", "__1_8000"),
        ("http://127.0.0.1:8000/x", "127.0.0.1_8000"),
    ],
)
def test_the_host_can_name_a_folder(server: str, host: str) -> None:
    assert ResultRequest(server, ID, "core").host == host


@settings(max_examples=100, deadline=None)
@given(
    server=st.text(max_size=30) | st.text(":/@?#[].%\\ httpslocahe1270", max_size=30), tail=st.sampled_from(["", "/", "/x"])
)
def test_any_address_is_refused_or_protects_the_key(server: str, tail: str) -> None:
    for address in (server, f"https://{server}{tail}", f"http://{server}{tail}"):
        try:
            request = ResultRequest(address, ID, "core")
        except RequestError:
            continue
        assert request.server.endswith("/")
        assert request.server.lower().startswith(("https://", "http://"))
        assert not set(request.host) & set(':/\\?*"<>|\0\n ')
        assert request.host not in ("", ".", "..")
