"""Sentences made outside the ui (Text) as words in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from viewer.text import Text

CONTEXT = "Text"


def shown(text: Text) -> str:
    """Return `text` in the language of the installed translators, values filled in; English where there is none.

    Works without an application. A translation whose placeholders don't fit the values is passed over.
    """
    try:
        return text.filled(_translated(text), shown)
    except (KeyError, IndexError, ValueError):
        return text.filled(text.chosen_template(), shown)


def _translated(text: Text) -> str:
    count = text.values.get("count")
    number = count if text.plural is not None and isinstance(count, int) else -1
    translation = QCoreApplication.translate(CONTEXT, text.template, "", number)
    return translation if translation not in ("", text.template) else text.chosen_template()
