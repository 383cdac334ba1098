"""What is remembered of a job's times: notation, frame rate, drop-frame counting and programme start, each if chosen."""

from __future__ import annotations

from typing import Any, NamedTuple

from viewer.model.request import is_job_id
from viewer.model.timecode import Label, slowed
from viewer.model.timing import NO_START, Notation, TimeFormat
from viewer.model.typed_moment import parsed_label
from viewer.settings import TIME_FORMAT
from viewer.ui.settings_store import SettingsStore

RATES = {
    "23.976": slowed(24).fps,
    "24": 24.0,
    "25": 25.0,
    "29.97": slowed(30).fps,
    "30": 30.0,
    "50": 50.0,
    "59.94": slowed(60).fps,
    "60": 60.0,
}
FASTEST = 1000.0
_SAME = 1e-4


class JobTimes(NamedTuple):
    """How times of one job are shown. `rate` names one of RATES, or is a number; "" is what the result says."""

    notation: Notation = Notation.CLOCK
    rate: str = ""
    drop_frame: bool = False
    start: Label = NO_START

    def time_format(self, stated_fps: float | None) -> TimeFormat:
        """The format that this makes where the result states `stated_fps`."""
        return TimeFormat(self.notation, rate_of(self.rate) or stated_fps, self.drop_frame, self.start)


def rate_of(name: str) -> float | None:
    """Return the frame rate that a name of RATES, or a number, stands for; None for anything else."""
    if name in RATES:
        return RATES[name]
    try:
        fps = float(name)
    except ValueError:
        return None
    return fps if 0 < fps <= FASTEST else None


def rate_name(fps: float | None) -> str:
    """Return what stands for a frame rate: one of RATES, else the number; "" for None."""
    if fps is None:
        return ""
    return next((name for name, rate in RATES.items() if abs(rate - fps) < _SAME), repr(fps))


def recalled(store: SettingsStore, job_id: str | None) -> JobTimes:
    """Return what is remembered of a job; of others, the notation that was chosen last. Damaged values count as none."""
    usual = JobTimes(Notation(store.get(TIME_FORMAT)))
    kept: dict[str, Any] = store.get(key, {}) if (key := _key(job_id)) else {}
    notation, rate, start = (str(kept.get(name, "")) for name in ("notation", "rate", "start"))
    label = parsed_label(start, TimeFormat.CLOCK)
    return JobTimes(
        Notation(notation) if notation in TIME_FORMAT.choices else usual.notation,
        rate if rate_of(rate) is not None else "",
        kept.get("drop_frame") is True,
        label if isinstance(label, Label) else NO_START,
    )


def remember(store: SettingsStore, job_id: str | None, times: JobTimes) -> None:
    """Remember this of a job, and the notation for jobs of which nothing is remembered. A file may name no real job."""
    store.set(TIME_FORMAT, times.notation.value)
    if key := _key(job_id):
        store.set(
            key,
            {
                "notation": times.notation.value,
                "rate": times.rate,
                "drop_frame": times.drop_frame,
                "start": times.start.shown(),
            },
        )


def _key(job_id: str | None) -> str:
    """Where a job's times are kept; "" for what is no job's ID."""
    plain = (job_id or "").lower()
    return f"jobs/{plain}/time" if is_job_id(plain) else ""
