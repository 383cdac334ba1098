"""Every setting once: its key, its default (which also gives its type) and a sentence that says what it is.

They are kept by ui/settings_store. The API key is no setting: it is never written anywhere.
"""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from viewer.text import Text

Value = TypeVar("Value", str, int, float, bool)


class Setting(NamedTuple, Generic[Value]):
    """One setting. Where there are `choices`, no other value is taken."""

    key: str
    default: Value
    sentence: Text
    choices: tuple[Value, ...] = ()


SERVER = Setting(
    "server",
    "https://api-eu.valossa.com/core/1.0/",
    Text("The address of the service that results are fetched from."),
)
LAST_TYPE = Setting("last_type", "core", Text("The metadata type that was fetched last; it is chosen at the next start."))
LAST_SAVE_FOLDER = Setting("last_save_folder", "", Text("The folder that a file was saved in last."))
LAST_OPEN_FOLDER = Setting("last_open_folder", "", Text("The folder that a file was opened from last."))
THEME = Setting(
    "theme",
    "system",
    Text("The colours of the program: those of the system, light or dark."),
    choices=("system", "light", "dark"),
)
TIME_FORMAT = Setting(
    "time_format",
    "clock",
    Text("How times are shown: as hours, minutes and seconds, as seconds, as frames or as a timecode."),
    choices=("clock", "seconds", "frames", "timecode"),
)
LIBRARY_FOLDER = Setting(
    "library_folder",
    "",
    Text("The folder that fetched results are kept in. Empty: the usual folder for data of programs."),
)

SETTINGS = (SERVER, LAST_TYPE, LAST_SAVE_FOLDER, LAST_OPEN_FOLDER, THEME, TIME_FORMAT, LIBRARY_FOLDER)
