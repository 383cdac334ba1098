"""What the command line asks of the window, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
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
