"""Our client, fetching a result from the emulator in a process of its own into a file."""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.inputs import FOLDER, job_id
from tests.benchmarks.inside import report
from tests.support.emulator_process import emulator_process
from viewer.client import fetch
from viewer.demo.jobs import DEMO_KEY
from viewer.model.api_key import ApiKey
from viewer.model.request import ResultRequest
from viewer.watch import Watch

FACES = Path(sys.argv[1])


def download(server: str) -> int:
    with tempfile.TemporaryFile(dir=FOLDER) as file:
        return fetch(ResultRequest(server, job_id(), "frames_faces"), ApiKey(DEMO_KEY), Watch(), file).size


with emulator_process("--job", job_id(), f"--extra=frames_faces:{FACES}") as emulator:
    report(lambda: download(emulator.server), lambda size: {"bytes": size})
