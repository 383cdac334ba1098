"""What the by-second grouping says: the items of one second, and the curves, from the demo and from odd files."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from viewer.analysis.by_second import Curve, confidence_curve, curves, second_items
from viewer.analysis.second_items import (
    Emotion,
    SecondItem,
    as_number,
    colours_in,
    emotions_in,
    items_in,
    valence_in,
    voice_in,
)
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.demo.results import result as demo_result
from viewer.errors import Cancelled
from viewer.formats import core as core_format
from viewer.model.result import Opened, Result
from viewer.reading.source import FileSource
from viewer.watch import Watch


def read(folder: Path, data: bytes) -> Result:
    path = folder / "core.json"
    path.write_bytes(data)
    source = FileSource(path)
    return Result("core", source, Opened(path), core_format.read(source, Watch()))


def made(folder: Path, by_second: Any, detections: Any = None) -> Result:
    """A core result with these detections and this grouping."""
    known = {
        "1": {"t": "human.face", "label": "face", "occs": [{"id": "11", "ss": 0.5, "se": 2.5}]},
        "2": {"t": "visual.context", "label": "car", "occs": [{"id": "12", "ss": 1, "se": 2, "c_max": 0.9}]},
    }
    groupings = {} if by_second is None else {"by_second": by_second}
    document = {"detections": known if detections is None else detections, "detection_groupings": groupings}
    return read(folder, json.dumps(document).encode())


def by_name(found: tuple[Curve, ...]) -> dict[str, Curve]:
    return {curve.name: curve for curve in found}


def points(curve: Curve | None) -> dict[float, float]:
    assert curve is not None
    return dict(zip(curve.seconds.tolist(), curve.values.tolist(), strict=True))


def stated(name: str, *keys: str) -> dict[float, float]:
    """What the demo's file states of a detection, second by second."""
    found = {}
    for second, items in enumerate(json.loads(demo_result("core", DEMO_JOB_ID))["detection_groupings"]["by_second"]):
        for value in (item for item in items if item["d"] == name):
            for key in keys:
                value = value.get(key, {})
            if value != {}:
                found[float(second)] = value
    return found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return read(tmp_path_factory.mktemp("demo"), demo_result("core", DEMO_JOB_ID))


def test_the_items_of_each_second_are_those_of_the_file(demo: Result) -> None:
    seconds = json.loads(demo_result("core", DEMO_JOB_ID))["detection_groupings"]["by_second"]
    for second, expected in enumerate(seconds):
        items = second_items(demo.document, second)
        assert [(item.detection_id, list(item.occurrence_ids)) for item in items] == [
            (one["d"], one["o"]) for one in expected
        ]
        assert [item.attributes for item in items] == [one.get("a", {}) for one in expected]
    assert second_items(demo.document, len(seconds)) == second_items(demo.document, -1) == second_items(None, 0) == ()


def test_curves_of_the_demo_hold_what_the_file_states(demo: Result) -> None:
    found = by_name(curves(demo, Watch()))
    faces = [f"face_valence/{name}" for name in ("1", "2", "3", "4")]
    assert list(found) == ["speech_sentiment", *faces, "voice_valence", "voice_arousal"]
    assert points(found["face_valence/1"]) == stated("1", "a", "sen", "val")
    assert str(found["face_valence/1"].title) == "Facial valence: Mirja Öhn"
    assert found["face_valence/1"].detection_id == "1"
    assert points(found["voice_arousal"]) == stated("228", "a", "aro")
    assert (found["voice_arousal"].low, found["voice_arousal"].high) == (0, 1)
    assert (found["voice_valence"].low, found["voice_valence"].high) == (-1, 1)
    assert len(found["speech_sentiment"].seconds) > 10


def test_the_confidence_of_one_detection(demo: Result) -> None:
    curve = confidence_curve(demo, "11", Watch())
    assert points(curve) == stated("11", "c")
    assert curve is not None
    assert str(curve.title) == "Confidence: woman"
    assert confidence_curve(demo, "1", Watch()) is None, "faces have none"
    assert confidence_curve(demo, "no such detection", Watch()) is None


def test_no_grouping_no_values(tmp_path: Path) -> None:
    for grouping in (None, 7, "x", [], {}):
        result = made(tmp_path, grouping)
        assert second_items(result.document, 0) == ()
        assert curves(result, Watch()) == ()
        assert confidence_curve(result, "2", Watch()) is None


def test_odd_seconds_are_passed_over_and_the_others_are_not(tmp_path: Path) -> None:
    face = {"d": "1", "o": ["11"], "a": {"sen": {"val": 0.5}}}
    seconds = [
        None,
        {"d": "1"},
        [7, "x", None, [], {"o": ["11"]}, {"d": None}, face],
        [{"d": 1, "o": "11", "a": {"sen": {"val": "0.25"}}}],
        [{**face, "c": "high"}, {"d": "unknown", "c": 0.5, "o": 99}],
        [{**face, "a": [1]}],
        [face, {"d": "2", "c": 0.75}],
    ]
    result = made(tmp_path, seconds)
    assert [len(second_items(result.document, second)) for second in range(8)] == [0, 0, 1, 1, 2, 1, 2, 0]
    (third,) = second_items(result.document, 3)
    assert (third.detection_id, third.occurrence_ids) == ("1", ("11",))
    assert math.isnan(second_items(result.document, 4)[0].confidence)
    assert points(by_name(curves(result, Watch()))["face_valence/1"]) == {2: 0.5, 3: 0.25, 4: 0.5, 6: 0.5}
    assert points(confidence_curve(result, "2", Watch())) == {6: 0.75}
    assert points(confidence_curve(result, "unknown", Watch())) == {4: 0.5}


def test_keys_and_ids_written_with_escapes_count_too(tmp_path: Path) -> None:
    known = '{"1": {"t": "human.face", "occs": []}, "2": {"t": "audio.voice_emotion", "occs": []}}'
    seconds = """[[{"d": "1", "\\u0061": {"sen": {"val": 0.5}}}],
        [{"\\u0064": "\\u0031", "a": {"\\u0073en": {"val": 1}}, "c": 0.25}],
        [{"d": "2", "a": {"arousal": 0.5}}, {"d": 2, "a": {"deep": {"val": 0.125}}}]]"""
    document = f'{{"detections": {known}, "detection_groupings": {{"by_second": {seconds}}}}}'
    result = read(tmp_path, document.encode())
    found = by_name(curves(result, Watch()))
    assert points(found["face_valence/1"]) == {0: 0.5, 1: 1.0}
    assert points(found["voice_arousal"]) == {2: 0.5}
    assert points(found["voice_valence"]) == {2: 0.125}
    assert points(confidence_curve(result, "1", Watch())) == {1: 0.25}


def test_long_stretches_without_values_are_passed_over(tmp_path: Path) -> None:
    car = [{"d": "2", "o": ["12"], "c": 0.5, "a": {"rgb": ["112c58"]}}] * 20
    seconds = [car] * 2000
    seconds[700] = [*car, {"d": "1", "a": {"sen": {"val": 0.5}}}]
    seconds[1999] = [{"d": "1", "a": {"sen": {"val": -0.5}}}, {"d": "1", "a": {"sen": {"val": 0.0}}}, *car]
    result = made(tmp_path, seconds)
    (curve,) = curves(result, Watch())
    assert points(curve) == {700: 0.5, 1999: -0.25}
    assert not curve.values.flags.writeable
    assert points(confidence_curve(result, "2", Watch())) == dict.fromkeys(range(2000), 0.5)


def test_a_moment_beyond_all_counting_keeps_its_value(tmp_path: Path) -> None:
    speech = {"t": "audio.speech", "a": {"sen": {"val": 0.5}}, "occs": [{"id": "1", "ss": 1e12, "se": 1e12 + 1}]}
    (curve,) = curves(made(tmp_path, [], {"1": speech}), Watch())
    assert points(curve) == {1e12: 0.5}


def test_values_beyond_the_scale_widen_it(tmp_path: Path) -> None:
    seconds = [[{"d": "1", "a": {"sen": {"val": value}}}] for value in (-3, 0, 2.5)]
    (curve,) = curves(made(tmp_path, seconds), Watch())
    assert (curve.low, curve.high) == (-3, 2.5)


def test_where_seconds_tell_no_sentiment_of_speech_the_segments_do(tmp_path: Path) -> None:
    def speech(value: object, start: float | None, end: float | None) -> dict[str, Any]:
        return {
            "t": "audio.speech",
            "label": "hm",
            "a": {"sen": {"val": value}},
            "occs": [{"id": "1", "ss": start, "se": end}],
        }

    detections = {
        "1": speech(0.5, 0.2, 2.0),
        "2": speech(-0.5, 1.5, 3.5),
        "3": speech(0.25, 6.0, 6.0),
        "4": speech(1, None, 9.0),
        "5": speech(1, 0, 1e300),
        "6": speech("odd", 0, 1),
        "7": {"t": "audio.speech", "label": "hm"},
    }
    (curve,) = curves(made(tmp_path, [[]], detections), Watch())
    assert curve.name == "speech_sentiment"
    assert points(curve) == {0: 0.5, 1: 0.0, 2: -0.5, 3: -0.5, 6: 0.25}


def test_stopping_ends_it(demo: Result) -> None:
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        curves(demo, watch)


@pytest.mark.parametrize("key", ["e", "value", "name", "label"])
def test_an_expression_may_be_named_under_several_keys(key: str) -> None:
    assert emotions_in({"sen": {"emo": [{key: "joy", "c": 0.5}]}}) == (Emotion("joy", 0.5),)


def test_expressions_that_are_written_otherwise() -> None:
    (one, other) = emotions_in({"sen": {"emo": ["fear", {"e": "joy", "c": None}, {"c": 1}, 7, ""]}})
    assert (one.name, other.name) == ("fear", "joy")
    assert math.isnan(one.confidence)
    assert math.isnan(other.confidence)
    assert emotions_in({"sen": {"emo": {"e": "joy", "c": 1}}}) == (Emotion("joy", 1.0),)
    assert emotions_in({}) == emotions_in({"sen": 7}) == emotions_in({"sen": {}}) == ()


def test_colours_under_any_key_with_or_without_a_hash() -> None:
    attributes = {"rgb": ["112C58", "#475676"], "deep": {"er": {"x": "112c58", "y": "red", "z": 123456}}}
    assert colours_in(attributes) == ("#112c58", "#475676")


@pytest.mark.parametrize(
    "attributes",
    [{"val": 0.1, "aro": 0.9}, {"voice": {"valence": 0.1, "arousal": 0.9}}, {"ve": [{"val": 0.1}, {"ar": "0.9"}]}],
)
def test_voice_emotion_wherever_it_stands(attributes: dict[str, Any]) -> None:
    assert voice_in(attributes) == (0.1, 0.9)


@given(st.floats() | st.integers() | st.text() | st.booleans() | st.none())
def test_a_number_is_finite_or_none(value: object) -> None:
    number = as_number(value)
    assert math.isnan(number) or math.isfinite(number)
    if isinstance(value, float) and math.isfinite(value):
        assert number == value


KEYS = st.sampled_from(["d", "o", "c", "a", "sen", "val", "emo", "e", "aro", "rgb", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)
ATTRIBUTES = st.fixed_dictionaries({"sen": st.fixed_dictionaries({"val": JSON})}) | JSON
ITEM = st.fixed_dictionaries({"d": st.sampled_from(["1", "2", 1, "x"])}, optional={"o": JSON, "c": JSON, "a": ATTRIBUTES})


@given(st.lists(ITEM, max_size=3) | JSON)
def test_any_second_gives_items(value: Any) -> None:
    for item in items_in(value):
        assert isinstance(item, SecondItem)
        assert item.detection_id
        for found in (item.confidence, valence_in(item.attributes), *voice_in(item.attributes)):
            assert math.isnan(found) or math.isfinite(found)
        assert all(len(colour) == 7 for colour in colours_in(item.attributes))
        assert all(emotion.name for emotion in emotions_in(item.attributes))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(grouping=st.lists(st.lists(ITEM, max_size=3) | JSON, max_size=4) | JSON)
def test_any_grouping_gives_curves_and_each_second_on_its_own_says_the_same(tmp_path: Path, grouping: Any) -> None:
    result = made(tmp_path, grouping)
    found = curves(result, Watch())
    for curve in found:
        assert curve.low <= curve.values.min()
        assert curve.values.max() <= curve.high
        assert (curve.seconds[1:] > curve.seconds[:-1]).all()
    faces = by_name(found).get("face_valence/1")
    expected: dict[float, list[float]] = {}
    for second in range(len(grouping) if isinstance(grouping, list | dict) else 0):
        for item in second_items(result.document, second):
            if item.detection_id == "1" and not math.isnan(value := valence_in(item.attributes)):
                expected.setdefault(second, []).append(value)
    means = {second: sum(values) / len(values) for second, values in expected.items()}
    assert (points(faces) if faces is not None else {}) == pytest.approx(means)
