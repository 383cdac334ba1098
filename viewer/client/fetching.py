"""Fetches one result of one job: GET job_results."""

from __future__ import annotations

from typing import BinaryIO

from viewer.client.ask import Answer, Ask
from viewer.client.exchange import exchange
from viewer.client.limits import DEFAULT_LIMITS, Limits
from viewer.model.api_key import ApiKey
from viewer.model.request import ResultRequest, checked_server
from viewer.watch import Watch


def fetch(request: ResultRequest, key: ApiKey, watch: Watch, into: BinaryIO, limits: Limits = DEFAULT_LIMITS) -> Answer:
    """Stream the result that `request` names into `into`, decoded, byte for byte as it was meant; return what came.

    FORMATS.md A2, known. Progress is in bytes. Where it raises, what `into` got is no result: NetworkError (no complete
    answer), ServiceError (a refusal; `status` and `server_words` say which), ContentError (a web page, blanks, a damaged
    packing), TooLargeError and TooSlowError (fetch again with their `wider_limits`, if the user wants), StorageError,
    Cancelled. An error body with status 200 is not looked for here: metadata_types recognises it.
    """
    parameters = (("job_id", request.job_id), ("type", request.type_name))
    return exchange(Ask(checked_server(request.server), "job_results", parameters, key), into, watch, limits)
