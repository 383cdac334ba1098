"""Bytes to text, never failing: a byte order mark or UTF-8 where the bytes say so, else a fallback that is stated.

Line ends become `\\n`; everything else, NUL and control characters too, stays as it is. What had to be assumed is a problem
of the result, with the line of the first byte that gave rise to it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from viewer.errors import ContentError
from viewer.model.result import Problem, Source
from viewer.reading.source import slices
from viewer.text import Text
from viewer.watch import Watch

MEGABYTE = 1 << 20
_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_LINE_END = re.compile(b"\r\n?|\n")
_STRAY = "viewer-stray-bytes"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with `\\n` for line ends and without its byte order mark, the encoding it was read with, and what was assumed."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """Return the text of `data` (FORMATS.md D4: UTF-8, UTF-16 and old Windows encodings are met, known). Never raises.

    `declared` names the encoding that the data itself claims; it is taken where the bytes are not UTF-8.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as_marked(data[len(mark) :], encoding)
    unmarked = _unmarked_utf16(data)
    if unmarked is not None:
        decoded = _as_marked(data, unmarked)
        assumed = Problem(Text("Nothing says how the text is encoded; it looks like UTF-16 and was read so."), line=1)
        return Decoded(decoded.text, unmarked, (assumed, *decoded.problems))
    try:
        return Decoded(_with_plain_line_ends(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError as error:
        return _as_declared(data, declared) or _fallback(data, error.start)


def decode_source(
    source: Source, watch: Watch, most: int = 20 * MEGABYTE, declaration: re.Pattern[bytes] | None = None
) -> Decoded:
    """Return the text of a source. Raises ContentError where it has more than `most` bytes, StorageError, Cancelled.

    `declaration` finds the name of the encoding (its first group) that the first bytes declare.
    """
    if source.size > most:
        raise ContentError(
            Text("This is too large to be read as subtitles."),
            why=Text("It has {size} bytes; up to {most} are read.", size=source.size, most=most),
            advice=Text("It is shown as text; the file itself is complete."),
        )
    parts = []
    for part in slices(source):
        watch.check()
        parts.append(part)
    data = b"".join(parts)
    declared = declaration.search(data, 0, _SAMPLE) if declaration is not None else None
    return decode(data, declared[1].decode("ascii", "replace") if declared else "")


def line_of(data: bytes, offset: int) -> int:
    """Return the line (from 1) in which the byte at `offset` stands."""
    return 1 + sum(1 for _ in _LINE_END.finditer(data, 0, offset))


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _as_marked(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(_with_plain_line_ends(data.decode(encoding)), encoding)
    except UnicodeDecodeError as error:
        text = _with_plain_line_ends(data.decode(encoding, "replace"))
        line = 1 + _with_plain_line_ends(data[: error.start].decode(encoding, "replace")).count("\n")
        message = Text("Bytes here are no {encoding}; a � stands for what could not be read.", encoding=encoding.upper())
        return Decoded(text, encoding, (Problem(message, line=line, offset=error.start),))


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    try:
        return Decoded(_with_plain_line_ends(data.decode(declared)), declared) if declared else None
    except (LookupError, ValueError):  # no such encoding, or it isn't what was declared
        return None


def _unmarked_utf16(data: bytes) -> str | None:
    """Name the UTF-16 that unmarked bytes look like: digits, spaces and Latin letters leave many a second byte NUL."""
    sample = data[:_SAMPLE]
    pairs, even, odd = len(sample) // 2, sample[0::2].count(0), sample[1::2].count(0)
    least = max(3, pairs * 0.3)
    if odd >= least and odd > even * 8:
        return "utf-16-le"
    if even >= least and even > odd * 8:
        return "utf-16-be"
    return None


def _fallback(data: bytes, first: int) -> Decoded:
    """Read bytes that are not UTF-8: as UTF-8 with stray bytes where most of them are, else as windows-1252 or latin-1."""
    text = data.decode("utf-8", _STRAY)
    sound = data.decode("utf-8", "ignore")
    strays = len(text) - len(sound)
    letters = len(sound) - len(sound.encode("ascii", "ignore"))
    line = line_of(data, first)
    if letters > strays:
        message = Text(
            "{count} byte is not UTF-8, unlike the rest; it was read as windows-1252.",
            plural="{count} bytes are not UTF-8, unlike the rest; they were read as windows-1252.",
            count=strays,
        )
        return Decoded(_with_plain_line_ends(text), "utf-8", (Problem(message, line=line, offset=first),))
    try:
        text, encoding = data.decode("windows-1252"), "windows-1252"
    except UnicodeDecodeError:
        text, encoding = data.decode("latin-1"), "latin-1"
    message = Text("The text is not UTF-8; it was read as {encoding}. Check accented letters.", encoding=encoding)
    return Decoded(_with_plain_line_ends(text), encoding, (Problem(message, line=line, offset=first),))


def _stray_bytes(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    stray = error.object[error.start : error.end]
    return "".join(_as_windows(byte) for byte in stray), error.end


def _as_windows(byte: int) -> str:
    try:
        return bytes((byte,)).decode("windows-1252")
    except UnicodeDecodeError:
        return chr(byte)


codecs.register_error(_STRAY, _stray_bytes)
