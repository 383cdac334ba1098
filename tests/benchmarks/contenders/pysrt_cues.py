"""pysrt, reading a text of cues."""

import sys
from pathlib import Path

import pysrt

from tests.benchmarks.inside import report

text = Path(sys.argv[1]).read_text(encoding="utf-8")
report(lambda: pysrt.from_string(text), lambda cues: {"cues": len(cues)})
