"""What the command line asks of the window, as one value."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Options(NamedTuple):
    """What the command line asks of the window."""

    files: tuple[Path, ...] = ()
    server: str | None = None
    job: str | None = None
    type_name: str | None = None
    library: Path | None = None
    is_demo: bool = False
    screenshots: Path | None = None
    theme: str | None = None
    font_scale: float = 1.0
