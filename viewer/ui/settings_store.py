"""Settings and the state of panes, kept in an INI file; a damaged or missing value is its default."""

from __future__ import annotations

import base64
import binascii
import sys
from pathlib import Path
from typing import Any, TypeVar, overload

from PySide6.QtCore import QSettings

from viewer.late import late
from viewer.settings import Setting, Value

read_json = late("json", "loads")  # nothing is kept as JSON before the first start
write_json = late("json", "dumps")
Kept = TypeVar("Kept")


class SettingsStore:
    """Typed values in an INI file. Texts stand there as they are, everything else as JSON, bytes as base64."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    @overload
    def get(self, what: Setting[Value]) -> Value: ...
    @overload
    def get(self, what: str, default: Kept) -> Kept: ...
    def get(self, what: Setting[Any] | str, default: Any = None) -> Any:
        """Return a setting, or what was kept under a key; the default where it is missing or of another type."""
        if isinstance(what, str):
            return self._kept(what, default)
        value = self._kept(what.key, what.default)
        return value if not what.choices or value in what.choices else what.default

    @overload
    def set(self, what: Setting[Value], value: Value) -> None: ...
    @overload
    def set(self, what: str, value: Any) -> None: ...
    def set(self, what: Setting[Any] | str, value: Any) -> None:
        """Keep a setting, or a value under a key of your own: text, bytes, numbers, and lists and dicts of them.

        Raises TypeError for anything else, a secret above all.
        """
        key = what if isinstance(what, str) else what.key
        self._settings.setValue(key, _written(value))

    def write(self) -> bool:
        """Bring everything to the disk now; False where that was not possible."""
        self._settings.sync()
        return self._settings.status() != QSettings.Status.AccessError

    def _kept(self, key: str, default: Any) -> Any:
        written = self._settings.value(key)
        if not isinstance(written, str):
            return default
        value = _understood(written, default)
        return value if _is_like(value, default) else default


def _written(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(value).decode("ascii")
    words: str = write_json(value, allow_nan=False)
    return words


def _understood(written: str, default: Any) -> Any:
    try:
        if isinstance(default, str):
            return written
        if isinstance(default, bytes):
            return base64.b64decode(written, validate=True)
        return read_json(written)
    except (ValueError, RecursionError, binascii.Error):
        return default


def _is_like(value: Any, default: Any) -> bool:
    if default is None:
        return True
    if isinstance(default, float):
        return isinstance(value, float | int) and not isinstance(value, bool) and abs(value) <= sys.float_info.max
    return type(value) is type(default)
