"""Text put together from pieces of XML: white space collapses or is kept, and line breaks are set (FORMATS.md D3)."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[ \t\r\n]+")


class SpacedText:
    """Pieces of text as `xml:space` wants them: in the default way, white space becomes one space, and none at line ends."""

    __slots__ = ("_is_at_edge", "_parts")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._is_at_edge = True  # a space here would stand at the start of a line, or be a second one

    def add(self, text: str, *, keeps_spaces: bool) -> None:
        """Add a piece of text."""
        if keeps_spaces:
            self._parts.append(text)
            self._is_at_edge = False
            return
        if "\n" in text or "  " in text or "\t" in text or "\r" in text:
            text = _SPACES.sub(" ", text)
        if self._is_at_edge and text[:1] == " ":
            text = text[1:]
        if text:
            self._parts.append(text)
            self._is_at_edge = text[-1] == " "

    def new_line(self) -> None:
        """Break the line here."""
        self._close_line()
        self._parts.append("\n")
        self._is_at_edge = True

    def result(self) -> str:
        """Return the text, without line breaks before and after it; "" where it is nothing but white space."""
        self._close_line()
        text = "".join(self._parts)
        return text.strip("\n") if text.strip() else ""

    def _close_line(self) -> None:
        if self._is_at_edge and self._parts and self._parts[-1][-1:] == " ":
            self._parts[-1] = self._parts[-1][:-1]
