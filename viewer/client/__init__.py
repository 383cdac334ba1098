"""Talks to the service; the only room that imports httpx, and the only one that sees the API key whole.

fetching, job_state   the requests of the API
exchange              a request with its repeats
attempt               one attempt: phases, deadlines, what came
receiving, unpacking  the body on its way into the file
faults, statuses      what each failure and each status means: tables
"""

from __future__ import annotations

import logging

import httpcore

from viewer.client.ask import Answer
from viewer.client.fetching import fetch
from viewer.client.job_state import JobStatus, job_status
from viewer.client.limits import Limits, TooLargeError, TooSlowError

# As much as Python's own loop reads from a connection at once. By default it is cut into portions of a quarter of that, and
# the rest copied each time; a fast download takes a third longer.
httpcore.AsyncHTTP11Connection.READ_NUM_BYTES = 256 * 1024

for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # below that they write the URL, with the key in it

__all__ = ["Answer", "JobStatus", "Limits", "TooLargeError", "TooSlowError", "fetch", "job_status"]
