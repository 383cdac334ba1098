"""What the command line prints: results on standard output, complaints on standard error, never an API key."""

from __future__ import annotations

import sys

from viewer.model.api_key import redacted


def say(words: str) -> None:
    """Print a line of the result."""
    print(words)  # noqa: T201 - what the command says


def complain(words: str) -> None:
    """Print what went wrong."""
    print(redacted(words), file=sys.stderr)  # noqa: T201 - what the command says
