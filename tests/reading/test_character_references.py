"""Character references: each is decoded once, wherever it stands."""

from __future__ import annotations

import pytest

from viewer.reading.character_references import decode_references


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("salt &amp; pepper &lt;3 &#65;&#x42;", "salt & pepper <3 AB"),
        ("&amp;lt;", "&lt;"),
        ("&eacute;&eacute;", "éé"),
        ("&", "&"),
        ("a & b; &; &#; &#x;", "a & b; &; &#; &#x;"),
        ("&nosuchname;", "&nosuchname;"),
        ("&#1;", "&#1;"),
        ("", ""),
    ],
)
def test_decoded(written: str, text: str) -> None:
    assert decode_references(written) == text
