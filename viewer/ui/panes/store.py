"""What a pane needs of the settings: a place for small values under keys of its own."""

from __future__ import annotations

from typing import Any, Protocol


class Store(Protocol):
    """Keeps texts, numbers, lists and dicts of them under a key."""

    def get(self, what: str, default: Any, /) -> Any: ...
    def set(self, what: str, value: Any, /) -> None: ...


class MemoryStore:
    """A store that forgets at the end of the run."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}

    def get(self, what: str, default: Any, /) -> Any:
        return self._values.get(what, default)

    def set(self, what: str, value: Any, /) -> None:
        self._values[what] = value
