"""The demo's subtitles and scene captions say what its core metadata says, at the same times."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from xml.etree import ElementTree

from tests.demo.documents import document, spoken, text
from viewer.demo.scene import SCENE


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.replace(",", ".").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _timed_blocks(content: str) -> list[tuple[float, float, str]]:
    """The blocks of SRT or WebVTT that have a timing line."""
    found = []
    for block in content.strip().split("\n\n"):
        match = re.fullmatch(r"\d+\n(\S+) --> (\S+)\n(.+)", block, re.DOTALL)
        if match:
            found.append((round(_seconds(match[1]), 3), round(_seconds(match[2]), 3), match[3].replace("\n", " ")))
    return found


def test_srt_cues_are_the_speech() -> None:
    assert _timed_blocks(text("speech_to_text_srt")) == spoken()


def test_vtt_cues_are_the_speech_with_voices() -> None:
    content = text("speech_to_text_vtt")
    assert content.startswith("WEBVTT\n\nNOTE Demo")
    cues = _timed_blocks(content)
    said = [re.fullmatch(r"<v ([^>]+)>(.+)", cue) for _, _, cue in cues]
    assert [
        (start, end, unescape(match[2]) if match else "") for (start, end, _), match in zip(cues, said, strict=True)
    ] == spoken()
    assert [match[1] if match else "" for match in said] == [line.speaker.name for line in SCENE.lines]


def test_ttml_cues_are_the_speech_with_agents() -> None:
    space = "{http://www.w3.org/ns/ttml}"
    agent = "{http://www.w3.org/ns/ttml#metadata}agent"
    root = ElementTree.fromstring(text("speech_to_text_ttml"))
    cues = root.findall(f".//{space}p")
    for cue in cues:
        for row_end in cue.findall(f"{space}br"):
            row_end.text = " "
    timed = [(_seconds(cue.attrib["begin"]), _seconds(cue.attrib["end"]), "".join(cue.itertext())) for cue in cues]
    assert [(round(start, 3), round(end, 3), said) for start, end, said in timed] == spoken()
    assert [cue.attrib[agent] for cue in cues] == [f"speaker{line.speaker.speaker_id}" for line in SCENE.lines]


def test_avid_timecodes_are_the_nearest_frames() -> None:
    content = text("speech_to_text_avid_txt")
    assert content.startswith("@ This file written with the Avid Caption plugin, version 1\n")
    body = content.partition("<begin subtitles>\n\n")[2].partition("\n<end subtitles>\n")[0]
    cues = [block.split("\n") for block in body.strip().split("\n\n")]

    def frame(timecode: str) -> int:
        hours, minutes, seconds, frames = (int(part) for part in timecode.split(":"))
        return (hours * 3600 + minutes * 60 + seconds) * 25 + frames

    timed = [tuple(frame(timecode) for timecode in cue[0].split(" ")) for cue in cues]
    for (first, last), (start, end, _) in zip(timed, spoken(), strict=True):
        assert abs(first - start * 25) <= 0.5 + 1e-6
        assert abs(last - end * 25) <= 0.5 + 1e-6
    assert [" ".join(cue[1:]) for cue in cues] == [said for _, _, said in spoken()]
    assert all(last <= first for (_, last), (first, _) in pairwise(timed))


def test_subtitles_have_one_row_or_two() -> None:
    rows = [block.split("\n")[2:] for block in text("speech_to_text_srt").strip().split("\n\n")]
    assert {len(block) for block in rows} == {1, 2}
    assert max(len(row) for block in rows for row in block) <= 38


def test_captions_lie_in_their_shot_and_leave_a_gap() -> None:
    captions = document("visual_captions")
    assert captions["version_info"] == {"metadata_type": "visual_captions", "metadata_format_version": "1.2.0"}
    shots = document("core")["segmentations"]["detected_shots"]
    sections = [found["section"] for found in captions["selected_sections"]]
    for section in sections:
        shot = shots[section["shot_index"]]
        assert shot["ss"] <= section["s_start"] < section["s_end"] <= shot["se"]
    starts = [section["s_start"] for section in sections]
    assert starts == sorted(starts)
    described = [section["shot_index"] for section in sections]
    assert set(range(len(shots))) - set(described)  # a shot without a caption
    assert len(described) > len(set(described))  # a shot with two
    assert all(found["caption"].endswith(".") for found in captions["selected_sections"])
