"""The shortest loop in httpx that gets a result from the emulator, in a process of its own, into a file."""

import sys
import tempfile
from pathlib import Path

import httpx

from tests.benchmarks.inputs import FOLDER, job_id
from tests.benchmarks.inside import report
from tests.support.emulator_process import emulator_process
from viewer.demo.jobs import DEMO_KEY

FACES = Path(sys.argv[1])
ASKED = {"api_key": DEMO_KEY, "job_id": job_id(), "type": "frames_faces"}


def download(server: str) -> int:
    with tempfile.TemporaryFile(dir=FOLDER) as file:
        with httpx.stream("GET", f"{server}job_results", params=ASKED) as answer:
            for piece in answer.iter_bytes():
                file.write(piece)
        return file.tell()


with emulator_process("--job", job_id(), f"--extra=frames_faces:{FACES}") as emulator:
    report(lambda: download(emulator.server), lambda size: {"bytes": size})
