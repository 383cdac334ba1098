"""Sentences are translated where they are shown, with their values and plurals."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from viewer.text import Text
from viewer.ui.messages import shown


class Finnish(QTranslator):
    """A translator with two sentences and a damaged one, made up for this test."""

    SENTENCES = {  # noqa: RUF012 - a constant
        "The file {path} can't be read.": "Tiedostoa {path} ei voi lukea.",
        "{count} problem": "{count} ongelma",
        "damaged {name}": "rikki {nimi}",
        "Not read: {why}": "Ei luettu: {why}",
    }

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        found = self.SENTENCES.get(source, "") if context == "Text" else ""
        return found + "a" if found.endswith("ongelma") and n != 1 else found


@pytest.fixture
def finnish(qapp: QCoreApplication) -> Iterator[None]:
    translator = Finnish()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def test_english_without_a_translation() -> None:
    assert shown(Text("{name} is gone", name="a\nb")) == "a⏎b is gone"
    assert shown(Text("{count} problem", plural="{count} problems", count=1)) == "1 problem"
    assert shown(Text("{count} problem", plural="{count} problems", count=12_000)) == "12,000 problems"


@pytest.mark.usefixtures("finnish")
def test_a_translation_is_filled_with_the_values() -> None:
    assert shown(Text("The file {path} can't be read.", path="/x")) == "Tiedostoa /x ei voi lukea."
    assert shown(Text("unknown {path}", path="/x")) == "unknown /x"


@pytest.mark.usefixtures("finnish")
def test_the_translation_has_the_plurals_of_its_language() -> None:
    assert shown(Text("{count} problem", plural="{count} problems", count=1)) == "1 ongelma"
    assert shown(Text("{count} problem", plural="{count} problems", count=3)) == "3 ongelmaa"


@pytest.mark.usefixtures("finnish")
def test_a_sentence_inside_a_sentence_is_translated_too() -> None:
    inner = Text("The file {path} can't be read.", path="/x")
    assert shown(Text("Not read: {why}", why=inner)) == "Ei luettu: Tiedostoa /x ei voi lukea."


@pytest.mark.usefixtures("finnish")
def test_a_damaged_translation_gives_the_english_sentence() -> None:
    assert shown(Text("damaged {name}", name="x")) == "damaged x"
