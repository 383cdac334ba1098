"""The results of a scene that are timed sentences: scene captions and the four subtitle formats (FORMATS.md C4 and D).

A cue is one line of dialogue, broken to two rows where it is long. Speakers are named where a format has a place for them;
whether the service does so is unknown.
"""

from __future__ import annotations

from html import escape

from viewer.demo.catalogue import Json
from viewer.demo.stage import Scene, SpokenLine

_LONGEST_ROW = 38


def visual_captions(scene: Scene) -> Json:
    """The scene captions; there are none for some shots and two for another (FORMATS.md C4, known)."""
    return {
        "version_info": {"metadata_type": "visual_captions", "metadata_format_version": "1.2.0"},
        "selected_sections": [
            {
                "caption": caption.text,
                "section": {
                    **dict(zip(("s_start", "s_end"), scene.times(caption.frames), strict=True)),
                    "shot_index": caption.shot,
                },
            }
            for caption in scene.captions
        ],
    }


def srt(scene: Scene) -> str:
    """SubRip subtitles with LF newlines (FORMATS.md D1, known)."""
    return "\n".join(
        f"{number}\n{_clock(line.start_ms, ',')} --> {_clock(line.end_ms, ',')}\n" + "\n".join(_rows(line)) + "\n"
        for number, line in enumerate(scene.lines, 1)
    )


def vtt(scene: Scene) -> str:
    """WebVTT subtitles with a note, cue numbers and voices (FORMATS.md D2)."""
    cues = (
        f"{number}\n{_clock(line.start_ms, '.')} --> {_clock(line.end_ms, '.')}\n"
        f"<v {line.speaker.name}>" + "\n".join(escape(row, quote=False) for row in _rows(line)) + "\n"
        for number, line in enumerate(scene.lines, 1)
    )
    return "\n".join(["WEBVTT\n", f"NOTE {scene.title}\n", *cues])


def ttml(scene: Scene) -> str:
    """Plain TTML with clock times and the speakers as agents (FORMATS.md D3, inferred)."""
    people = {line.speaker.speaker_id: line.speaker.name for line in scene.lines}
    agents = "\n".join(
        f'      <ttm:agent xml:id="speaker{id_}" type="person"><ttm:name type="full">{escape(name)}</ttm:name></ttm:agent>'
        for id_, name in people.items()
    )
    cues = "\n".join(
        f'      <p xml:id="cue{number}" begin="{_clock(line.start_ms, ".")}" end="{_clock(line.end_ms, ".")}"'
        f' ttm:agent="speaker{line.speaker.speaker_id}">'
        + "<br/>".join(escape(row, quote=False) for row in _rows(line))
        + "</p>"
        for number, line in enumerate(scene.lines, 1)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en-US">
  <head>
    <metadata>
      <ttm:title>{escape(scene.title)}</ttm:title>
{agents}
    </metadata>
  </head>
  <body>
    <div>
{cues}
    </div>
  </body>
</tt>
"""


def avid_txt(scene: Scene) -> str:
    """Avid captions, times as timecodes at the scene's frame rate (FORMATS.md D4, inferred)."""
    cues = (
        f"{_timecode(line.start_ms, scene.fps)} {_timecode(line.end_ms, scene.fps)}\n" + "\n".join(_rows(line)) + "\n"
        for line in scene.lines
    )
    comments = f"@ This file written with the Avid Caption plugin, version 1\n@ {scene.title}\n"
    return "\n".join([comments, "<begin subtitles>\n", *cues, "<end subtitles>\n"])


def _rows(line: SpokenLine) -> list[str]:
    """The line's text as one row or two of about the same length."""
    text = line.text
    if len(text) <= _LONGEST_ROW:
        return [text]
    spaces = [place for place, character in enumerate(text) if character == " "]
    middle = min(spaces, key=lambda place: abs(2 * place - len(text)))
    return [text[:middle], text[middle + 1 :]]


def _clock(milliseconds: int, mark: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{mark}{rest:03d}"


def _timecode(milliseconds: int, fps: int) -> str:
    """The nearest frame as hh:mm:ss:ff."""
    seconds, frame = divmod((milliseconds * fps + 500) // 1000, fps)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{frame:02d}"
