"""Keeps the codec library from describing each film on the standard error stream, where a command's own words belong."""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path

import PySide6

_PATTERNS = ("Qt/lib/libavutil.so.*", "Qt/lib/libavutil.*.dylib", "avutil-*.dll")  # Linux, macOS, Windows
_ERRORS_ONLY = 16  # AV_LOG_ERROR of FFmpeg's libavutil/log.h


@cache
def keep_codecs_quiet() -> None:
    """Let FFmpeg, which comes with Qt, say only what went wrong. Where it isn't found, nothing is lost but the quiet.

    Call it once a player has been made: before that, the library can't be loaded by itself.
    """
    folder = Path(PySide6.__file__).parent
    for path in sorted(found for pattern in _PATTERNS for found in folder.glob(pattern)):
        try:
            library = ctypes.CDLL(str(path))
        except OSError:
            continue
        library.av_log_set_level(ctypes.c_int(_ERRORS_ONLY))
