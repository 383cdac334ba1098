"""Our client as the window uses it: fetching in the background, with progress in the strip, while the window lives."""

import sys
from functools import partial
from pathlib import Path
from typing import BinaryIO

from tests.benchmarks.inputs import job_id
from tests.benchmarks.inside import tell
from tests.benchmarks.window import RealWindow, real_window
from tests.support.emulator_process import emulator_process
from viewer.client import fetch
from viewer.demo.jobs import DEMO_KEY
from viewer.model.api_key import ApiKey
from viewer.model.request import ResultRequest
from viewer.text import Text

FACES = Path(sys.argv[1])


def download(real: RealWindow, server: str, file: BinaryIO) -> None:
    request = ResultRequest(server, job_id(), "frames_faces")
    task = real.program.background.start(lambda watch: fetch(request, ApiKey(DEMO_KEY), watch, file), "fetch")
    real.window.strip.begin(Text("Fetching"))
    task.progressed.connect(real.window.strip.progress)
    task.ended.connect(real.window.strip.end_progress)


def main() -> None:
    with emulator_process("--job", job_id(), f"--extra=frames_faces:{FACES}") as emulator, real_window() as real:
        file = (real.folder / "fetched").open("wb")
        real.step("download", partial(download, real, emulator.server, file))
        size = file.tell()
        file.close()
    tell(real.figures, {"bytes": size})


main()
