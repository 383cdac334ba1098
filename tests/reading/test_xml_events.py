"""XML as events: strict, lenient where it must be, and never taken in by declarations."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.errors import Cancelled, ContentError
from viewer.reading.xml_events import Malformed, parse, parse_leniently
from viewer.watch import Watch


class Keeper:
    """Keeps the events: elements with their line, text in one piece where it came in several."""

    line: Callable[[], int]

    def __init__(self) -> None:
        self.events: list[tuple[object, ...]] = []

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        self.events.append(("start", name, dict(attributes), self.line()))

    def end(self, name: str, /) -> None:
        self.events.append(("end", name))

    def text(self, text: str, /) -> None:
        if self.events and self.events[-1][0] == "text":
            text = str(self.events.pop()[1]) + text
        self.events.append(("text", text))


Parse = Callable[[str, Keeper, Watch], None]


def events(text: str, how: Parse = parse) -> list[tuple[object, ...]]:
    keeper = Keeper()
    how(text, keeper, Watch())
    return keeper.events


GOOD = '\n\n<?xml version="1.0"?>\n<!-- <x> -->\n<a:tt b="1&amp;2" c=\'3\'>\n<p>é &lt; <![CDATA[<&]]></p>\n<br/>\n</a:tt>\n'
GOOD_EVENTS = [
    ("start", "a:tt", {"b": "1&2", "c": "3"}, 5),
    ("text", "\n"),
    ("start", "p", {}, 6),
    ("text", "é < <&"),
    ("end", "p"),
    ("text", "\n"),
    ("start", "br", {}, 7),
    ("end", "br"),
    ("text", "\n"),
    ("end", "a:tt"),
]


def test_strict_events() -> None:
    assert events(GOOD) == GOOD_EVENTS


def test_lenient_events_are_the_same_for_good_xml() -> None:
    assert events(GOOD, parse_leniently) == [("text", "\n\n\n\n"), *GOOD_EVENTS, ("text", "\n")]


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("<a>\n<b></a>", 2), ("<a>\n\n&nbsp;</a>", 3), ("<a>x & y</a>", 1), ("<a>", 1), ("{}", 1), ("<a>\0</a>", 1)],
)
def test_what_is_not_well_formed_names_its_line(text: str, line: int) -> None:
    with pytest.raises(Malformed) as caught:
        events(text)
    assert caught.value.line == line
    assert caught.value.reason


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<a>x & y &nbsp;&amp; &foo; <3</a>", [("start", "a", {}, 1), ("text", "x & y \u00a0& &foo; <3"), ("end", "a")]),
        (
            "<a><b>x</a>y",
            [("start", "a", {}, 1), ("start", "b", {}, 1), ("text", "x"), ("end", "b"), ("end", "a"), ("text", "y")],
        ),
        ("</a>\n<b>", [("text", "\n"), ("start", "b", {}, 2), ("end", "b")]),
        ("<a>x<b c='1", [("start", "a", {}, 1), ("text", "x"), ("end", "a")]),
        ("<a>x <", [("start", "a", {}, 1), ("text", "x <"), ("end", "a")]),
        ("<a>1 < 2 > 1</a>", [("start", "a", {}, 1), ("text", "1 < 2 > 1"), ("end", "a")]),
        ("<a x=1 y z='2' w=\"3>", [("start", "a", {"z": "2"}, 1), ("end", "a")]),
        ("<a><!-- x", [("start", "a", {}, 1), ("text", "<!-- x"), ("end", "a")]),
        ("no xml", [("text", "no xml")]),
    ],
)
def test_lenient_events_of_broken_xml(text: str, found: list[tuple[object, ...]]) -> None:
    assert events(text, parse_leniently) == found


@pytest.mark.parametrize("how", [parse, parse_leniently])
@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE a><a/>",
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "http://127.0.0.1/">]><a>&b;</a>',
    ],
)
def test_declarations_are_refused(text: str, how: Parse) -> None:
    with pytest.raises(ContentError, match="safety"):
        events(text, how)


class CountingWatch(Watch):
    """Counts how often progress is told: once for each slice."""

    count = 0

    def progress(self, *_counted: object, **_named: object) -> None:
        self.count += 1


LONG = {"tag": "<a b='{}'/>", "comment": "<a><!--{}--></a>", "instruction": "<a><?b {}?></a>", "no XML": "{}"}


def slices_of(form: str, length: int) -> int:
    watch = CountingWatch()
    with suppress(Malformed):
        parse(LONG[form].format("1" * length), Keeper(), watch)
    return watch.count


@pytest.mark.parametrize("form", LONG)
def test_what_is_not_closed_for_long_is_read_in_ever_longer_slices(form: str) -> None:
    """Each of them is read again from the beginning of the tag, so many of them would take the square of its length."""
    assert slices_of(form, 250_000) + 3 == slices_of(form, 2_000_000)


@pytest.mark.parametrize("form", ["tag", "comment"])
def test_long_tags_are_read(form: str) -> None:
    long = "x" * 1_000_000
    starts = [event for event in events(LONG[form].format(long)) if event[0] == "start"]
    assert starts == [("start", "a", {"b": long} if form == "tag" else {}, 1)]


def test_a_far_too_long_tag_is_left_to_the_lenient_way() -> None:
    text = f"<a>\n<b c='{'x' * 9_000_000}'/></a>"
    with pytest.raises(Malformed, match="longer than 4 MB") as caught:
        events(text)
    assert caught.value.line == 2
    found = events(text, parse_leniently)
    assert [event[:2] for event in found if event[0] == "start"] == [("start", "a"), ("start", "b")]


@pytest.mark.parametrize("how", [parse, parse_leniently])
def test_stop_ends_it(how: Parse) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        how("<a/>", Keeper(), watch)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<a>",
                "</a>",
                "<b c='1'>",
                "</b>",
                "<",
                ">",
                "&",
                "&#1;",
                "7",
                "\n",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "<?",
                "?>",
                "/",
            ]
        )
    ).map("".join)
)
def test_lenient_events_are_balanced_and_keep_the_text(text: str) -> None:
    """The sign 7 can stand in no tag and no name here, so each of them is text."""
    open_names: list[object] = []
    kept = ""
    for kind, value, *_ in events(text, parse_leniently):
        if kind == "start":
            open_names.append(value)
        elif kind == "end":
            assert open_names.pop() == value
        else:
            kept += str(value)
    assert not open_names
    if "<!--" not in text and "<?" not in text:
        assert kept.count("7") == text.count("7")
