"""Kept results that were made up for the tests of the library model and dock; there are no files behind them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from viewer.library.library import Item

SERVER = "https://service.invalid/core/1.0/"
OTHER_SERVER = "https://elsewhere.invalid/core/1.0/"
JOB = "6faefb7f-e468-43f6-988c-ddcfb315d958"
OTHER_JOB = "00000000-1111-4222-8333-444444444444"
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def item(type_name: str, *, job_id: str = JOB, server: str = SERVER, minutes: int = 0, size: int = 1000) -> Item:
    """A kept result that came so many minutes after noon."""
    path = Path(f"/made/up/{job_id}/{type_name}.{minutes}.json")
    return Item("service.invalid", server, job_id, type_name, NOON + timedelta(minutes=minutes), size, "0" * 64, path)


def newest_first(*items: Item) -> tuple[Item, ...]:
    """The items as a library lists them."""
    return tuple(sorted(items, key=lambda one: one.time, reverse=True))


TWO_JOBS = newest_first(
    item("core", minutes=1, size=5000),
    item("core", minutes=4, size=7000),
    item("speech_to_text_srt", minutes=3),
    item("frames_faces", job_id=OTHER_JOB, minutes=2),
)
