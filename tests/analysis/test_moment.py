"""What is there at a moment: in the demo as its file says, in the vendor's sample by the rule, and in odd jobs."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.analysis.made_up import boxes, core, job, numbers, texts
from viewer.analysis.by_second import second_items
from viewer.analysis.moment import AtMoment, Group, at_moment
from viewer.analysis.moment_detections import MOST_LINES
from viewer.analysis.moment_index import MomentIndex, Spans
from viewer.analysis.moment_lines import IN_OCCURRENCE, IN_SECOND, OF_DETECTION, OF_NAME, Line, State
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.demo.results import TYPE_NAMES
from viewer.demo.results import result as demo_result
from viewer.errors import Cancelled
from viewer.formats import core as core_format
from viewer.metadata_types import REGISTRY
from viewer.model.choice import Choice
from viewer.model.detections import CoreContent
from viewer.model.job import Job
from viewer.model.result import Opened, Result
from viewer.model.timed_text import CaptionsContent, Cue, CuesContent, SceneCaption
from viewer.reading.source import FileSource
from viewer.watch import Watch

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "charade_core_1.3.1.json"
TOUCHING = 1400  # second of the sample that lists, as the only one, an occurrence that ends where it begins (FORMATS.md B8)
INSIDE = 12.3  # of the demo: a face, a cue, a scene caption and much else are there


def read(path: Path, type_name: str = "core") -> Result:
    kind = REGISTRY.named(type_name)
    assert kind is not None
    source = FileSource(path)
    return Result(type_name, source, Opened(path), kind.read(source, Watch()))


def of_file(folder: Path, detections: Any, by_second: Any = None, **more: Any) -> Job:
    """A job with a core result of these detections and this grouping."""
    groupings = {} if by_second is None else {"by_second": by_second}
    path = folder / "core.json"
    path.write_text(json.dumps({"detections": detections, "detection_groupings": groupings, **more}))
    source = FileSource(path)
    return Job().with_result(Result("core", source, Opened(path), core_format.read(source, Watch())))


def at(job: Job, seconds: float, fps: float | None = 25) -> AtMoment:
    return at_moment(MomentIndex(job, Watch()), seconds, fps, Watch())


def group(found: AtMoment, kind: str) -> Group:
    return next(group for group in found.groups if group.kind == kind)


def line(found: AtMoment, key: str) -> Line:
    """The line of a detection."""
    return next(line for group in found.groups for line in group.lines if line.key == ("detection", key))


def labels(found: AtMoment) -> dict[str, list[str]]:
    return {group.kind: [str(line.label) for line in group.lines] for group in found.groups}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Job:
    folder = tmp_path_factory.mktemp("demo")
    found = Job()
    for type_name in TYPE_NAMES:
        path = folder / type_name
        path.write_bytes(demo_result(type_name, DEMO_JOB_ID))
        found = found.with_result(read(path, type_name))
    return found


@pytest.fixture(scope="module")
def demo_index(demo: Job) -> MomentIndex:
    return MomentIndex(demo, Watch())


# --- the demo


def test_what_is_there_in_the_demo_by_kind(demo: Job) -> None:
    found = at(demo, INSIDE)
    assert (found.second, found.frame, found.shot, found.has_core) == (12, 307, 1, True)
    assert list(labels(found)) == [
        "human.face",
        "speech",
        "caption",
        "visual.context",
        "visual.object.localized",
        "audio.context",
        "audio.keyword.novelty_word",
        "audio.voice_emotion",
        "visual.color",
        "topic",
        "shot",
    ]
    assert str(group(found, "audio.keyword.novelty_word").title) == "Audio keyword novelty word"
    assert labels(found)["visual.context"] == ["kitchen", "woman", "kettle", "steam"], "the most prominent first"
    assert labels(found)["topic"][:2] == ["comedy", "slice of life"]


def test_the_topic_of_a_section_stands_before_those_of_the_whole_video(demo: Job) -> None:
    lines = group(at(demo, 30.2), "topic").lines
    states = [line.state for line in lines]
    assert states == [State.NOW, *[State.ALWAYS] * (len(lines) - 1)]
    assert (str(lines[0].label), lines[0].start_seconds, lines[0].end_seconds) == ("Coffee/Tea", 26, 35)
    assert [str(line.label) for line in lines[1:3]] == ["comedy", "slice of life"]


def test_a_face_with_its_name_expression_and_span(demo: Job) -> None:
    face = line(at(demo, INSIDE), "1")
    assert str(face.label) == "Mirja Öhn"
    assert [str(detail) for detail in face.details] == ["mild joy 0.66", "neutral 0.31", "valence +0.24"]
    assert (face.start_seconds, face.end_seconds, face.state) == (6.32, 13.64, State.NOW)
    assert face.left_seconds(INSIDE) == pytest.approx(1.34)
    assert (face.confidence, face.confidence_note) == (0.981, OF_NAME)
    assert face.choice == Choice("1", 6.32, 13.64)


def test_a_cue_has_the_word_the_speaker_and_the_sentiment_of_its_segment(demo: Job) -> None:
    (cue,) = group(at(demo, INSIDE), "speech").lines
    assert str(cue.label) == "Every evening the same song, just before the mail boat."
    assert [str(detail) for detail in cue.details] == ["word “the”", "speaker 1", "valence +0.12"]
    assert (cue.start_seconds, cue.end_seconds) == (9.64, 12.96)
    assert cue.detection_id == "39"


def test_every_word_is_told_while_it_is_spoken(demo_index: MomentIndex) -> None:
    detections = json.loads(demo_result("core", DEMO_JOB_ID))["detections"]
    words = [one for one in detections.values() if one["t"] == "audio.speech_detailed"]
    lasting = [(one["label"], one["occs"][0]) for one in words if one["occs"][0]["se"] > one["occs"][0]["ss"]]
    assert len(lasting) > 50
    for label, span in lasting:
        found = at_moment(demo_index, (span["ss"] + span["se"]) / 2, 25, Watch())
        told = [str(detail) for line in group(found, "speech").lines for detail in line.details]
        assert f"word “{label}”" in told


def test_second_by_second_values_are_those_of_the_second(demo: Job) -> None:
    found = at(demo, INSIDE)
    (voice,) = group(found, "audio.voice_emotion").lines
    assert [str(detail) for detail in voice.details] == ["valence +0.12", "arousal 0.31"]
    (colours,) = group(found, "visual.color").lines
    assert colours.colours == ("#d9b382", "#7a4b2a", "#f4e4c1")
    assert (colours.start_seconds, colours.end_seconds) == (12, 13)


def test_in_every_second_of_the_demo_the_rule_finds_what_the_file_lists(demo: Job, demo_index: MomentIndex) -> None:
    assert isinstance(demo.core, CoreContent)
    for second in range(demo.core.second_count):
        compare(demo_index, demo.core, second)


def compare(index: MomentIndex, core: CoreContent, second: int) -> None:
    """Compare detections and occurrences found by the rule with those that the by-second grouping lists."""
    rows = index.occurrences_in(second)
    items = second_items(index.document, second)
    assert {core.detections.ids[row] for row in index.detections_of(rows)} == {item.detection_id for item in items}
    assert sorted(core.occurrences.ids[row] for row in rows) == sorted(o for item in items for o in item.occurrence_ids)


def test_by_the_rule_the_vendors_sample_lists_the_same() -> None:
    if not SAMPLE.exists():
        pytest.skip("the vendor's sample is not here")
    sample = Job().with_result(read(SAMPLE))
    index = MomentIndex(sample, Watch())
    assert sample.core is not None
    (touching,) = (item for item in second_items(index.document, TOUCHING) if item.detection_id == "1")
    rows = [sample.core.occurrences.ids.index(name) for name in touching.occurrence_ids]
    assert [sample.core.occurrences.end_seconds.values[row] for row in rows] == [TOUCHING]
    for second in range(0, sample.core.second_count, 100):
        if second != TOUCHING:
            compare(index, sample.core, second)
        found = at_moment(index, float(second), 23.98, Watch())
        listed = {item.detection_id for item in second_items(index.document, second)}
        shown = {line.detection_id for group in found.groups for line in group.lines}
        assert listed <= shown


# --- by the rule, where there is no grouping


def test_without_a_grouping_the_occurrences_tell(tmp_path: Path) -> None:
    found = at(job(tmp_path, core()), 2.25)
    assert (found.second, found.frame, found.shot) == (2, 56, 0)
    assert labels(found)["human.face"] == ["Ada Lovelace"]
    face = line(found, "1")
    assert (face.start_seconds, face.end_seconds, face.state) == (2.0, 3.0, State.NOW)
    assert face.occurrence_ids == ("2", "3"), "another begins later in the second"
    assert labels(found)["topic"] == ["Automotive"]
    assert line(found, "20").state is State.ALWAYS


@pytest.mark.parametrize(
    ("seconds", "expected"), [(0.0, ["1"]), (1.99, []), (2.0, ["2", "3"]), (3.0, ["3"]), (4.2, ["3"]), (5.0, [])]
)
def test_a_span_belongs_to_every_second_it_shares_in(tmp_path: Path, seconds: float, expected: list[str]) -> None:
    index = MomentIndex(job(tmp_path, core()), Watch())
    rows = index.occurrences_in(math.floor(seconds))
    faces = [row for row in rows.tolist() if index.detections_of(rows[rows == row]) == 0]
    assert [core().occurrences.ids[row] for row in faces] == expected


def test_what_begins_later_in_the_second_and_what_is_over_are_told_apart(tmp_path: Path) -> None:
    made = job(tmp_path, core())
    assert line(at(made, 0.0), "1").state is State.LATER
    assert line(at(made, 0.1), "1").state is State.NOW
    assert line(at(made, 0.29), "1").state is State.NOW
    assert line(at(made, 0.5), "1").state is State.OVER
    assert line(at(made, 0.5), "1").left_seconds(0.5) == 0


def test_an_occurrence_without_length_is_there_in_its_second_and_for_its_frame(tmp_path: Path) -> None:
    made = job(tmp_path, core())
    assert [line(at(made, moment), "3").state for moment in (4.0, 4.039, 4.05)] == [State.NOW, State.NOW, State.OVER]
    assert "Unknown male (face 3)" in labels(at(made, 4.9))["human.face"]
    assert "human.face" not in labels(at(made, 5.0))


def test_a_missing_end_is_the_start(tmp_path: Path) -> None:
    keyword = line(at(job(tmp_path, core()), 6.25), "12")
    assert (keyword.start_seconds, keyword.end_seconds) == (6.25, 6.25)


def test_whose_confidence_it_is(tmp_path: Path) -> None:
    made = core()
    spans = replace(made.occurrences, confidence=numbers(*[None] * 8))
    found = at(job(tmp_path, made), 1.6)
    assert (line(found, "7").confidence, line(found, "7").confidence_note) == (0.91, IN_OCCURRENCE)
    found = at(job(tmp_path, replace(made, occurrences=spans)), 1.6)
    assert (line(found, "7").confidence, line(found, "7").confidence_note) == (0.91, OF_DETECTION)
    detections = {"1": {"t": "visual.context", "label": "car", "occs": [{"id": "1", "ss": 0, "se": 9, "c_max": 0.9}]}}
    seconds = [[{"d": "1", "o": ["1"], "c": 0.6}], [{"d": "1", "o": ["1"]}]]
    found = at(of_file(tmp_path, detections, seconds), 0.5)
    assert (line(found, "1").confidence, line(found, "1").confidence_note) == (0.6, IN_SECOND)
    found = at(of_file(tmp_path, detections, seconds), 1.5)
    assert (line(found, "1").confidence, line(found, "1").confidence_note) == (0.9, IN_OCCURRENCE)


# --- odd jobs


def test_a_job_without_anything(tmp_path: Path) -> None:
    found = at(job(tmp_path), 3.0, None)
    assert found == AtMoment(3.0, 3, None, None, (), False)
    assert at(job(tmp_path, boxes()), 3.0, None).groups == ()


def test_without_core_there_are_cues_and_scene_captions(tmp_path: Path) -> None:
    cues = CuesContent((Cue("1", 1.0, 3.0, "Hello\nyou.", speaker="Ada"), Cue("2", None, None, "untimed")))
    captions = CaptionsContent((SceneCaption("A kettle.", 0.0, 4.0, 2), SceneCaption("Nowhere.", None, None, None)))
    found = at(job(tmp_path, cues, captions), 2.0, None)
    assert labels(found) == {"speech": ["Hello you."], "caption": ["A kettle."]}
    assert [str(detail) for group in found.groups for detail in group.lines[0].details] == ["speaker Ada", "shot 2"]
    assert not found.has_core
    assert labels(at(job(tmp_path, cues, captions), 5.0)) == {}


def test_the_same_cue_of_several_results_is_one_line(demo: Job) -> None:
    assert len(group(at(demo, INSIDE), "speech").lines) == 1
    subtitles = [result for result in demo.results if isinstance(result.content, CuesContent)]
    assert len(subtitles) == 4


def test_a_detection_that_core_does_not_have_is_unknown(tmp_path: Path) -> None:
    found = at(of_file(tmp_path, {}, [[{"d": "137", "o": ["4"], "c": 0.5}]]), 0.5)
    assert labels(found) == {"unknown": ["unknown detection 137"]}
    assert line(found, "137").choice == Choice("137")
    assert line(found, "137").occurrence_ids == ("4",)
    assert line(found, "137").confidence == 0.5


def test_what_only_the_grouping_lists_is_there_with_the_nearest_span(tmp_path: Path) -> None:
    detections = {"1": {"t": "visual.context", "label": "car", "occs": [{"id": "1", "ss": 1, "se": 2}]}}
    found = at(of_file(tmp_path, detections, [[], [], [], [{"d": "1", "o": ["1"]}]]), 3.5)
    assert labels(found) == {"visual.context": ["car"]}
    assert (line(found, "1").start_seconds, line(found, "1").state) == (1, State.OVER)
    assert line(found, "1").occurrence_ids == ("1",)


def test_the_text_on_the_screen_is_the_one_that_was_read(tmp_path: Path) -> None:
    detections = {
        "1": {
            "t": "visual.text_region.lower_third",
            "label": "text",
            "a": {"text": {"as_one_string": "  Tea \n 2 €"}},
            "occs": [{"id": "1", "ss": 0, "se": 2}],
        },
        "2": {"t": "visual.text_region.upper_third", "label": "", "a": 7, "occs": [{"id": "2", "ss": 0, "se": 2}]},
        "3": {
            "t": "human.face_group",
            "label": "group",
            "a": {"face_det_ids": ["4", 5]},
            "occs": [{"id": "3", "ss": 0, "se": 2}],
        },
        "4": {"t": "human.face", "label": "face", "a": {"gender": {"value": "female"}}},
    }
    found = at(of_file(tmp_path, detections), 0.5)
    assert labels(found) == {
        "text": ["Tea 2 €", "visual.text_region.upper_third"],
        "human.face_group": ["Unknown female (face 4)"],
    }


def test_more_lines_than_anybody_reads_are_counted(tmp_path: Path) -> None:
    count = MOST_LINES + 25
    detections = {
        str(number): {"t": "visual.context", "label": "car", "occs": [{"id": "1", "ss": 0, "se": 2}]}
        for number in range(count)
    }
    found = group(at(of_file(tmp_path, detections), 0.5), "visual.context")
    assert (len(found.lines), found.more) == (MOST_LINES, 25)


@pytest.mark.parametrize(
    "grouping", [7, "x", {}, [7], [{"d": "1"}], [[7, None, {"o": 1}, {"d": {}}]], [[{"d": "1", "o": 7, "a": []}]]]
)
def test_an_odd_grouping_leaves_what_the_occurrences_tell(tmp_path: Path, grouping: Any) -> None:
    detections = {"1": {"t": "visual.context", "label": "car", "occs": [{"id": "1", "ss": 0, "se": 2}]}}
    assert labels(at(of_file(tmp_path, detections, grouping), 0.5)) == {"visual.context": ["car"]}


def test_stopping_ends_it(tmp_path: Path) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        MomentIndex(job(tmp_path, core()), watch)


TIMES = st.none() | st.floats() | st.integers(-3, 8).map(float)


@given(st.lists(st.tuples(TIMES, TIMES), max_size=12), st.integers(0, 8))
def test_the_rule_of_the_second(spans: list[tuple[float | None, float | None]], second: int) -> None:
    starts, ends = (
        (np.array([np.nan if one is None else one for one in column]) for column in zip(*spans, strict=True))
        if (spans)
        else (np.empty(0), np.empty(0))
    )
    found = set(Spans(starts, ends).in_second(second).tolist())
    for row, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        if math.isnan(start) and math.isnan(end):
            assert row not in found
        elif start < end:
            assert (row in found) == (start < second + 1 and end > second)
        else:
            moment = end if math.isnan(start) else start
            assert (row in found) == (second <= moment < second + 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    starts=st.lists(TIMES, min_size=8, max_size=8),
    ends=st.lists(TIMES, min_size=8, max_size=8),
    seconds=st.floats(0, 1e6) | st.floats(0, 8),
    fps=st.none() | st.sampled_from([23.976, 25.0, 50.0]),
)
def test_any_times_give_lines(
    tmp_path: Path, starts: list[float | None], ends: list[float | None], seconds: float, fps: float | None
) -> None:
    made = core()
    spans = replace(made.occurrences, start_seconds=numbers(*starts), end_seconds=numbers(*ends))
    shots = replace(made.shots, start_seconds=numbers(*starts[:3]), end_seconds=numbers(*ends[:3]))
    odd = replace(
        made, occurrences=spans, shots=shots, detections=replace(made.detections, labels=texts(*"\n\u202e\ud800 x"))
    )
    cues = CuesContent(tuple(Cue("", start, end, "\x00 \n") for start, end in zip(starts, ends, strict=True)))
    found = at(job(tmp_path, odd, cues), seconds, fps)
    for one in (one for group in found.groups for one in group.lines):
        assert str(one.label) is not None
        assert (one.start_seconds is None) == (one.end_seconds is None)
        assert (one.state is State.ALWAYS) == (one.start_seconds is None)
        if one.start_seconds is not None and one.end_seconds is not None:
            assert one.start_seconds <= one.end_seconds
    keys = [one.key for group in found.groups for one in group.lines]
    assert len(keys) == len(set(keys))
    assert found == at(job(tmp_path, odd, cues), seconds, fps), "what is alike is equal, also where there are no numbers"
