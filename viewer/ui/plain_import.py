"""Python's own `import`, put back into its place.

PySide puts one of its own there, which reads the source text of each module that is imported, to see if PySide stands in
it: a module may ask for other names of methods by `from __feature__ import …`. Ours don't. It takes 6 ms of the way to the
first window, 50 ms of the imports after it, and 13 MB of memory, since the texts are kept.
"""

from __future__ import annotations

import builtins

import PySide6  # noqa: F401 - now its `import` is in place


def use_plain_import() -> None:
    """Import from now on as Python does; where PySide has not noted how that was, nothing changes."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
