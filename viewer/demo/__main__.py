"""Run an emulator in a process of its own: `python -m viewer.demo`.

The first line on standard output is its base URL; each further line is one event as JSON. It ends when standard input
ends, or on SIGTERM or Ctrl+C.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

from viewer.demo.emulator import NO_FAULT, Emulator, Fault, LogEntry
from viewer.demo.jobs import DEMO_JOB_ID
from viewer.errors import NetworkError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until told to end; return the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    emulator = Emulator(
        port=options.port,
        extra={(options.job, name): body for name, body in options.extra},
        faults=_faults(options),
        unavailable_status=options.unavailable_status,
        on_event=_report,
    )
    try:
        signal.signal(signal.SIGTERM, _end)
        with emulator:
            _say(emulator.server)
            while sys.stdin.buffer.readline():
                pass
    except KeyboardInterrupt:
        pass
    except NetworkError as error:
        parser.error(str(error))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m viewer.demo", description="Serve made-up jobs as the service would.")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; a free one if not given")
    parser.add_argument("--job", default=DEMO_JOB_ID, help="job ID that --extra results belong to")
    faults = parser.add_argument_group("results and faults, by metadata type; each may be given several times")
    faults.add_argument("--extra", type=_pair(_bytes), action="append", default=[], metavar="TYPE:FILE", help="serve a file")
    faults.add_argument("--stall", type=_pair(int), action="append", default=[], metavar="TYPE:BYTES", help="stop sending")
    faults.add_argument("--cut", type=_pair(int), action="append", default=[], metavar="TYPE:BYTES", help="hang up early")
    faults.add_argument("--status", type=_pair(int), action="append", default=[], metavar="TYPE:STATUS", help="answer so")
    faults.add_argument(
        "--body", type=_pair(_bytes), action="append", default=[], metavar="TYPE:FILE", help="send this body"
    )
    faults.add_argument("--hold", action="append", default=[], metavar="TYPE", help="never answer at all")
    parser.add_argument("--unavailable-status", type=int, default=404, help="for a type that a job does not have")
    return parser


def _pair(read: Callable[[str], Any]) -> Callable[[str], tuple[str, Any]]:
    """Return what reads `TYPE:VALUE`."""

    def read_pair(text: str) -> tuple[str, Any]:
        name, colon, value = text.partition(":")
        if not colon:
            raise argparse.ArgumentTypeError(f"{text!r} has no colon")
        return name, read(value)

    return read_pair


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _faults(options: argparse.Namespace) -> dict[str, Fault]:
    faults: dict[str, Fault] = {}

    def add(name: str, **what: Any) -> None:
        faults[name] = replace(faults.get(name, NO_FAULT), **what)

    for name, count in options.stall:
        add(name, stall_after_bytes=count)
    for name, count in options.cut:
        add(name, cut_after_bytes=count)
    for name, status in options.status:
        add(name, status=status)
    for name, body in options.body:
        add(name, body=body)
    for name in options.hold:
        add(name, gate=threading.Event())
    return faults


_speaking = threading.Lock()


def _say(line: str) -> None:
    with _speaking:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _report(event: str, entry: LogEntry) -> None:
    _say(json.dumps({"event": event, "path": entry.path, "type": entry.type_name, "status": entry.status}))


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
