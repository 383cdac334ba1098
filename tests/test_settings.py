"""Settings are declared once, with a default that is among their choices."""

from __future__ import annotations

import pytest

from viewer import settings
from viewer.model.request import checked_server
from viewer.model.timing import Notation


def test_keys_are_unique_and_every_setting_is_listed() -> None:
    declared = [value for value in vars(settings).values() if isinstance(value, settings.Setting)]
    assert declared == list(settings.SETTINGS)
    assert len({setting.key for setting in declared}) == len(declared)


@pytest.mark.parametrize("setting", settings.SETTINGS, ids=lambda setting: setting.key)
def test_a_default_is_a_choice_and_a_sentence_says_what_it_is(setting: settings.Setting[str]) -> None:
    assert not setting.choices or setting.default in setting.choices
    assert str(setting.sentence).endswith(".")


def test_the_defaults_fit_the_model() -> None:
    assert checked_server(settings.SERVER.default) == settings.SERVER.default
    assert [Notation(choice) for choice in settings.TIME_FORMAT.choices] == list(Notation)


def test_no_setting_holds_a_key() -> None:
    assert not [setting.key for setting in settings.SETTINGS if "key" in setting.key]
