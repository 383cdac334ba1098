"""The rows of a moment: their words, what of them is chosen, and that a change tells only what differs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from viewer.analysis.moment import AtMoment, Group
from viewer.analysis.moment_lines import IN_SECOND, Line, State
from viewer.model.choice import NOTHING, Choice
from viewer.model.timing import Notation, TimeFormat
from viewer.text import Text
from viewer.ui.models.moment_model import MomentModel

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
FACE = Line(
    ("detection", "1"),
    "human.face",
    Text("{label}", label="Ada <b>Lovelace</b>"),
    (Text("joy 0.80"), Text("valence +0.20")),
    0.968,
    IN_SECOND,
    2.0,
    3.5,
    State.NOW,
    Choice("1", 2.0, 3.5),
)
CUE = Line(
    ("cue", "srt", "4"),
    "speech_to_text_srt",
    Text("Hello."),
    start_seconds=1.0,
    end_seconds=4.0,
    state=State.NOW,
    choice=Choice(None, 1.0, 4.0),
)


def at(*groups: Group) -> AtMoment:
    return AtMoment(2.5, 2, None, None, groups, True)


def group(kind: str, *lines: Line, more: int = 0) -> Group:
    return Group(kind, Text("{kind}", kind=kind.title()), lines, more)


def plain(name: str, label: str = "") -> Line:
    return Line(("detection", name), "visual.context", Text("{label}", label=label or name), choice=Choice(name))


def words(model: MomentModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def row_of(model: MomentModel, label: str) -> QModelIndex:
    return next(model.index(row) for row in range(model.rowCount()) if model.index(row).data() == label)


@pytest.fixture
def model(qapp: object) -> Iterator[MomentModel]:
    model = MomentModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    del tester


def test_headings_lines_and_what_is_not_listed(model: MomentModel) -> None:
    model.show(at(group("faces", FACE), group("speech", CUE, more=12)))
    assert words(model) == ["Faces", "Ada <b>Lovelace</b>", "Speech", "Hello.", "and 12 more"]
    row = model.row(model.index(1))
    assert row is not None
    assert (row.details, row.confidence, row.span) == ("joy 0.80 · valence +0.20", "0.968", "until 00:00:03.500")
    can_be_reached = [bool(model.flags(model.index(place)) & Qt.ItemFlag.ItemIsEnabled) for place in range(5)]
    assert can_be_reached == [False, True, False, True, False]
    assert "&lt;b&gt;" in model.index(1).data(Qt.ItemDataRole.ToolTipRole)
    assert "How sure the service is in this second: 0.968" in model.index(1).data(Qt.ItemDataRole.ToolTipRole)


def test_a_line_is_told_with_its_heading(model: MomentModel) -> None:
    model.show(at(group("faces", FACE)))
    model.set_choice(FACE.choice)
    spoken = model.index(1).data(ACCESSIBLE)
    assert spoken == "Faces: Ada <b>Lovelace</b>, joy 0.80, valence +0.20, confidence 0.968, until 00:00:03.500, chosen"
    assert model.index(0).data(ACCESSIBLE) == "Faces"


def test_how_long_it_lasts_in_the_time_format(model: MomentModel) -> None:
    later = replace(FACE, key=("detection", "2"), state=State.LATER)
    over = replace(FACE, key=("detection", "3"), state=State.OVER)
    topic = Line(("detection", "4"), "topic.iab", Text("Cars"))
    model.show(at(group("x", FACE, later, over, topic, plain("5"))))
    spans = [row.span for place in range(6) if (row := model.row(model.index(place))) is not None]
    assert spans[1:] == [
        "until 00:00:03.500",
        "from 00:00:02.000, until 00:00:03.500",
        "ended 00:00:03.500",
        "whole video",
        "",
    ]
    model.set_time_format(TimeFormat(Notation.FRAMES, 25.0))
    row = model.row(model.index(1))
    assert row is not None
    assert row.span == "until 87"


def test_no_confidence_is_said_only_where_one_could_be_expected(model: MomentModel) -> None:
    concept = replace(FACE, key=("detection", "2"), type_name="visual.context", confidence=math.nan)
    keyword = replace(concept, key=("detection", "3"), type_name="audio.keyword.novelty_word")
    model.show(at(group("x", concept, keyword)))
    assert [row.confidence for place in (1, 2) if (row := model.row(model.index(place)))] == ["no confidence", ""]


def test_what_is_chosen_elsewhere_is_marked(model: MomentModel) -> None:
    model.show(at(group("faces", FACE), group("speech", CUE)))

    def chosen() -> list[str]:
        rows = (model.row(model.index(place)) for place in range(model.rowCount()))
        return [row.label for row in rows if row is not None and model.is_chosen(row)]

    assert chosen() == []
    model.set_choice(Choice("1", 90.0, 91.0))
    assert chosen() == ["Ada <b>Lovelace</b>"]
    model.set_choice(Choice(None, 1.0, 4.0))
    assert chosen() == ["Hello."]
    model.set_choice(NOTHING)
    assert chosen() == []


def test_a_line_to_cite(model: MomentModel) -> None:
    model.show(at(group("faces", FACE), group("x", plain("5", "car"))))
    cited = [model.cited(row, "a-job") for place in (1, 3) if (row := model.row(model.index(place)))]
    assert cited == [
        "Ada <b>Lovelace</b>, 00:00:02.000–00:00:03.500, 0.968, a-job, human.face",
        "car, a-job, visual.context",
    ]


def test_what_stays_is_neither_removed_nor_changed(model: MomentModel) -> None:
    model.show(at(group("faces", FACE), group("x", plain("5"), plain("6"))))
    kept = QPersistentModelIndex(row_of(model, "6"))
    told: list[tuple[str, int, int]] = []
    model.rowsInserted.connect(lambda _, first, last: told.append(("in", first, last)))
    model.rowsRemoved.connect(lambda _, first, last: told.append(("out", first, last)))
    model.dataChanged.connect(lambda first, last, _: told.append(("changed", first.row(), last.row())))
    model.modelReset.connect(lambda: told.append(("reset", 0, 0)))
    model.show(at(group("faces", FACE), group("x", plain("5"), plain("6"))))
    assert told == []
    model.show(at(group("speech", CUE), group("x", plain("5", "five"), plain("6"), plain("7"))))
    assert told == [("out", 0, 1), ("in", 0, 1), ("changed", 3, 3), ("in", 5, 5)]
    assert (kept.row(), kept.data()) == (4, "6")


KEYS = st.lists(st.integers(0, 12).map(str), max_size=14)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(before=KEYS, after=KEYS, labels=st.lists(st.sampled_from("ab"), min_size=14, max_size=14))
def test_any_moment_can_follow_any_other(model: MomentModel, before: list[str], after: list[str], labels: list[str]) -> None:
    model.show(at(group("x", *map(plain, before))))
    assert words(model) == ["X", *before], "lines that are alike are all there"
    persistent = {name: QPersistentModelIndex(row_of(model, name)) for name in before}
    relabelled = [plain(name, name + label) for name, label in zip(after, labels, strict=False)]
    model.show(at(group("x", *relabelled)))
    assert words(model) == ["X", *(str(line.label) for line in relabelled)]
    for name, index in persistent.items():
        assert index.isValid() == (name in after)
        if name in after:
            assert index.data()[:-1] == name


def test_indexes_that_are_not_there(model: MomentModel) -> None:
    model.show(at(group("x", plain("5"))))
    last = model.index(1)
    model.show(None)
    assert model.rowCount() == 0
    assert model.row(last) is None
    assert model.data(QModelIndex()) is None
    assert not model.flags(QModelIndex()) & Qt.ItemFlag.ItemIsEnabled
