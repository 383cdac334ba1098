"""Where the files of `resources/` are: inside the package in a wheel and in a bundle, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_IN_PACKAGE = Path(__file__).with_name("resources")
_IN_CHECKOUT = Path(__file__).parent.with_name("resources")


def resource(name: str) -> Path:
    """Return the path of a resource, named as in `resources/`: `resource("icons/save.svg")`.

    Raises FileNotFoundError where there is none: a mistake in the program, or a damaged installation.
    """
    path = (_IN_PACKAGE if _IN_PACKAGE.is_dir() else _IN_CHECKOUT) / name
    if not path.exists():
        raise FileNotFoundError(f"There is no resource {name!r}: {path}")
    return path
