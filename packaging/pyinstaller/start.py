"""What the bundle runs. It names the few system libraries that no bundle can bring, where they are missing."""

import re
import sys

from viewer.cli import main

LEFT_TO_THE_SYSTEM = "sudo apt-get install --no-install-recommends libegl1 libgl1 libfontconfig1"


def start() -> int:
    """Run the program and return its exit code."""
    try:
        return main()
    except ImportError as error:
        missing = re.match(r"(lib\S+): cannot open shared object file", str(error))
        if missing is None:
            raise
        sys.stderr.write(f"The system library {missing[1]} is missing. On Debian or Ubuntu: {LEFT_TO_THE_SYSTEM}\n")
        return 1


if __name__ == "__main__":
    sys.exit(start())
