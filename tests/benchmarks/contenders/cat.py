"""The program cat, reading a file."""

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.inside import report


def read() -> int:
    return subprocess.run(["cat", sys.argv[1]], stdout=subprocess.DEVNULL, check=True).returncode


report(read, lambda _code: {"bytes": Path(sys.argv[1]).stat().st_size})
