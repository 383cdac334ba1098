"""What is kept comes back as it was; what is damaged comes back as the default."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.model.api_key import ApiKey
from viewer.settings import LAST_SAVE_FOLDER, SERVER, THEME, Setting
from viewer.text import Text
from viewer.ui.settings_store import SettingsStore

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def test_an_empty_store_gives_defaults(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.ini")
    assert store.get(SERVER) == "https://api-eu.valossa.com/core/1.0/"
    assert store.get("panes/boxes/widths", {"x": 80}) == {"x": 80}


def test_values_come_back_in_the_next_run(tmp_path: Path) -> None:
    first = SettingsStore(tmp_path / "below" / "settings.ini")
    first.set(LAST_SAVE_FOLDER, "/home/a, b/täällä; [x] = %41 @ \\ “q”")
    first.set("panes/boxes/widths", {"x": 80, "label": 200})
    first.set("window/geometry", b"\x00\xff state")
    first.set("panes/json/is_wrapped", True)
    assert first.write()
    second = SettingsStore(tmp_path / "below" / "settings.ini")
    assert second.get(LAST_SAVE_FOLDER) == "/home/a, b/täällä; [x] = %41 @ \\ “q”"
    assert second.get("panes/boxes/widths", {}) == {"x": 80, "label": 200}
    assert second.get("window/geometry", b"") == b"\x00\xff state"
    assert second.get("panes/json/is_wrapped", False) is True


@settings(max_examples=60, deadline=None)
@given(value=JSON | st.binary(max_size=20) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_whatever_is_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    path = tmp_path_factory.mktemp("store") / "settings.ini"
    first = SettingsStore(path)
    first.set("key", value)
    assert first.write()
    second = SettingsStore(path)
    assert second.get("key", value if not isinstance(value, str | bytes) else type(value)()) == value


@pytest.mark.parametrize(
    ("written", "default"),
    [
        ("no number", 7),
        ("1.5", 7),
        ("true", 7),
        ("[1", [0]),
        ('{"a": 1}', [0]),
        ("1", True),
        ("%%%", b"state"),
        ("NaN", 0.5),
    ],
)
def test_a_damaged_value_is_the_default(tmp_path: Path, written: str, default: Any) -> None:
    store = SettingsStore(tmp_path / "settings.ini")
    store.set("key", written)
    found = store.get("key", default)
    assert found == default
    assert type(found) is type(default)


def test_a_number_without_a_decimal_point_is_a_float_too(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.ini")
    store.set("scale", 2)
    assert store.get("scale", 1.0) == 2


def test_a_choice_that_does_not_exist_is_the_default(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.ini")
    store.set("theme", "purple")
    assert store.get(THEME) == "system"


@settings(max_examples=60, deadline=None)
@given(damage=st.binary(max_size=80))
def test_any_file_gives_a_usable_store(tmp_path_factory: pytest.TempPathFactory, damage: bytes) -> None:
    path = tmp_path_factory.mktemp("store") / "settings.ini"
    path.write_bytes(b"[General]\ntheme=" + damage)
    store = SettingsStore(path)
    assert store.get(THEME) in THEME.choices
    assert isinstance(store.get("theme", 1), int)
    store.set(THEME, "dark")
    assert store.get(THEME) == "dark"


def test_a_secret_is_refused(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.ini")
    with pytest.raises(TypeError):
        store.set("key", ApiKey("canary-0123456789"))
    with pytest.raises(ValueError, match="Out of range"):
        store.set("number", math.nan)
    store.write()
    assert not (tmp_path / "settings.ini").exists() or "canary" not in (tmp_path / "settings.ini").read_text()


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = SettingsStore(tmp_path / "file" / "settings.ini")
    store.set(Setting("theme", "system", Text("")), "dark")
    assert not store.write()
    assert store.get(THEME) == "dark"
