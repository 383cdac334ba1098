"""The one colour of each kind of data, wherever it is drawn: in the timeline, on the picture.

Strategy: kinds that are known have a place of their own among the data colours, which are at least 3:1 against the ground of
either theme; anything else gets one by its name, the same in every run.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

from PySide6.QtGui import QColor

from viewer.ui.theme import DATA_COLOURS, RED

SHOTS, CUES, CAPTIONS, PEOPLE, COMPLIANCE = "shots", "cues", "captions", "people", "compliance"
_PLACES = {  # what is often seen side by side differs
    SHOTS: 8,
    CUES: 6,
    CAPTIONS: 4,
    PEOPLE: 1,
    "human.face": 1,
    "human.face_group": 4,
    "visual.context": 0,
    "visual.object.localized": 2,
    "visual.color": 8,
    "visual.text_region.full_frame_analysis": 7,
    "visual.text_region.lower_third": 7,
    "visual.text_region.middle_third": 7,
    "visual.text_region.upper_third": 7,
    "audio.context": 3,
    "audio.speech": 6,
    "audio.speech_detailed": 2,
    "audio.voice_emotion": 5,
    "audio.keyword.novelty_word": 9,
    "topic.iab.section": 4,
}


@lru_cache(maxsize=1024)
def colour_of(key: str) -> QColor:
    """Return the colour of a detection type, a lane or a detection ID; it is never changed, so copy it before you do."""
    if key == COMPLIANCE or key.startswith("explicit_content.") or key.endswith(".compliance"):
        return RED
    place = _PLACES.get(key)
    return DATA_COLOURS[zlib.crc32(key.encode("utf-8", "replace")) % len(DATA_COLOURS) if place is None else place]


@lru_cache(maxsize=64)
def _ink(rgb: int) -> QColor:
    colour = QColor.fromRgb(rgb)
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return QColor("#000000" if (luminance + 0.05) ** 2 > 0.0525 else "#ffffff")  # 21:1 between them, split evenly


def ink_on(colour: QColor) -> QColor:
    """Return black or white, whichever can be read better on `colour`: at least 4.5:1 (WCAG 2, relative luminance)."""
    return _ink(colour.rgb())
