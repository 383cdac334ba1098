"""Reading subtitles: beside the one library that reads SRT fast, with twice as many cues, and on text that is none."""

from __future__ import annotations

from tests.benchmarks.measuring import Comparison, Contender
from tests.benchmarks.subtitle_inputs import HOSTILE, hostile, subtitles

MODULES = {"srt": "srt", "vtt": "vtt", "ttml": "ttml", "avid": "avid_txt"}
LINEAR = 2.3  # for twice as much
ANSWERS = 4 * len(HOSTILE)


def comparisons(is_small: bool) -> list[Comparison]:
    """Time beside pysrt, and that it grows linearly."""
    count = 2_000 if is_small else 20_000
    library = Contender("pysrt, the same cues", "pysrt_cues", (str(subtitles("srt", count)),), (("cues", count),))
    claims = []
    for form in MODULES:
        ours, twice = _reader(form, count), _reader(form, 2 * count)
        claims += [
            Comparison(f"{count:,} cues of {form}", ours, library, "seconds", 1.5),
            Comparison("  twice as many", twice, ours, "seconds", LINEAR),
        ]
    return [*claims, _on_hostile_text(500_000 if is_small else 2_000_000)]


def _reader(form: str, count: int) -> Contender:
    arguments = (MODULES[form], str(subtitles(form, count)))
    return Contender(f"our reader, {count:,}", "cues", arguments, (("cues", count),))


def _on_hostile_text(size: int) -> Comparison:
    once, twice = (_hostile(size * times) for times in (1, 2))
    return Comparison(f"{', '.join(HOSTILE)}: no subtitles, twice as many", twice, once, "*.seconds", LINEAR)


def _hostile(size: int) -> Contender:
    for kind in HOSTILE:
        hostile(kind, size)
    return Contender(f"our readers, {size / 1e6:g} MB", "hostile_texts", (str(size),), (("answers", ANSWERS),))
