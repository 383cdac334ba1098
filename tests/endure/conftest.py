"""What the long tests share with those of the whole program."""

from __future__ import annotations

from tests.end_to_end.conftest import emulator, hand, start

__all__ = ["emulator", "hand", "start"]
