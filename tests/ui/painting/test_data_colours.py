"""Data have one colour each, the same in every run, which can be seen and written on in both themes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette

from tests.ui.test_theme import contrast
from viewer.ui.painting.data_colours import CAPTIONS, COMPLIANCE, CUES, PEOPLE, SHOTS, colour_of, ink_on
from viewer.ui.theme import DATA_COLOURS, RED, own_palette

TYPES = ["visual.context", "human.face", "audio.context", "audio.speech", "audio.keyword.compliance", "topic.iab.section"]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("key", [*TYPES, SHOTS, CUES, CAPTIONS, PEOPLE, COMPLIANCE, "made.up", "137", "", "\ud800"])
def test_it_stands_out_from_the_ground_of_both_themes(key: str, dark: bool) -> None:
    ground = own_palette(is_dark=dark).color(QPalette.ColorRole.Base)
    assert contrast(colour_of(key), ground) >= 3


def test_known_types_differ_from_each_other() -> None:
    assert len({colour_of(name).name() for name in TYPES}) == len(TYPES)


def test_a_name_that_nobody_knows_has_the_same_colour_in_every_run() -> None:
    assert [colour_of(key).name() for key in ("made.up", "12", "13")] == ["#8470e0", "#d6497f", "#8470e0"]


def test_what_must_not_be_overlooked_is_red() -> None:
    keys = (COMPLIANCE, "explicit_content.nudity", "audio.keyword.compliance", "visual.text_region.keyword.compliance")
    assert {colour_of(key).name() for key in keys} == {RED.name()}


@pytest.mark.parametrize("colour", [*DATA_COLOURS, RED, QColor("black"), QColor("white")], ids=lambda colour: colour.name())
def test_what_is_written_on_it_can_be_read(colour: QColor) -> None:
    assert contrast(ink_on(colour), colour) >= 4.5
