"""`python -m viewer`: the same as the command job-results-viewer."""

import sys

from viewer.cli import main

if __name__ == "__main__":
    sys.exit(main())
