"""Functions that are imported when they are first called, so that the first window opens without their libraries.

`late("viewer.formats.core", "read")` is a callable that imports that module on its first call. The architecture test reads
these strings and holds them to the import rule; a test resolves each of them; app.load_readers() warms them all up.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

_known: list[_Late] = []


class _Late:
    __slots__ = ("_function", "_module", "_name")

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name
        self._function: Callable[..., Any] | None = None

    def resolve(self) -> Callable[..., Any]:
        if self._function is None:
            self._function = getattr(importlib.import_module(self._module), self._name)
        assert self._function is not None
        return self._function

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self.resolve()(*arguments, **named)

    def __repr__(self) -> str:
        return f"late({self._module!r}, {self._name!r})"


def late(module: str, name: str, *, is_optional: bool = False) -> Callable[..., Any]:
    """Return a callable that stands for `name` in `module` and imports it on its first call.

    What is optional may be missing on a computer and is seldom needed: `import_all` leaves it alone.
    """
    function = _Late(module, name)
    if not is_optional:
        _known.append(function)
    return function


def import_all() -> None:
    """Import everything that stands behind a late function. Call it in a worker."""
    for function in list(_known):
        function.resolve()
