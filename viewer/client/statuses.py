"""What every HTTP status but 200 means to the user: a table of the known ones, and one of the families of the others."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.errors import NextStep, ServiceError
from viewer.model.error_body import LONGEST_MESSAGE
from viewer.text import Text, visible

_LATER = "Wait a while, then try again."
_AGAIN = "Nothing was kept. Try again; if it stays like this, ask the service's support."
_KEY = "Check the API key: is it whole, still valid, and may it read this job?"


@dataclass(frozen=True, slots=True)
class Meaning:
    """Templates of what happened, what to do, and why (used where the service says nothing itself)."""

    what: str
    advice: str
    step: NextStep = NextStep.RETRY
    why: str = ""
    is_repeated: bool = False


_MOVED = Meaning(
    "The server has moved ({status}).",
    "Nothing was sent to the other address. If the service announced a new one, set it in the settings.",
    NextStep.NONE,
)
MEANINGS = {
    **dict.fromkeys((301, 302, 303, 307, 308), _MOVED),
    204: Meaning("The service sent nothing ({status}).", _AGAIN),
    206: Meaning("The service sent only a part of the result ({status}).", _AGAIN),
    400: Meaning(
        "The service does not accept the request ({status}).",
        "Check the job ID and the type. The job may also not be finished, or have no result of this type.",
    ),
    401: Meaning("The service does not accept the API key ({status}).", _KEY, NextStep.KEY),
    403: Meaning("This API key may not read this ({status}).", _KEY, NextStep.KEY),
    404: Meaning(
        "The service has nothing under this job ID for this API key ({status}).",
        "Check the job ID, and that the key belongs to the same subscription. Or the job has no result of this type.",
    ),
    407: Meaning(
        "The proxy wants a user name and a password ({status}).",
        "Ask whoever looks after your network, and set them in the system's network settings.",
    ),
    408: Meaning("The service gave up waiting for the request ({status}).", _LATER, is_repeated=True),
    410: Meaning("The service no longer has this result ({status}).", "It can't be fetched any more.", NextStep.NONE),
    429: Meaning(
        "The service takes no more requests for now ({status}).",
        _LATER,
        why="Too many came in a short time.",
        is_repeated=True,
    ),
    500: Meaning("The service has a fault of its own ({status}).", _LATER, is_repeated=True),
    502: Meaning("The service can't be reached behind its entrance ({status}).", _LATER, is_repeated=True),
    503: Meaning("The service is not available for now ({status}).", _LATER, is_repeated=True),
    504: Meaning("The service did not answer its entrance in time ({status}).", _LATER, is_repeated=True),
}
FAMILIES = {
    1: Meaning("The server gave an unexpected answer ({status}).", _AGAIN),
    2: Meaning("The service sent something other than a whole result ({status}).", _AGAIN),
    3: Meaning("The server gave an unexpected answer ({status}).", _AGAIN),
    4: Meaning("The service refuses the request ({status}).", _AGAIN),
    5: Meaning("The service has a fault of its own ({status}).", _LATER),
}
_OTHER = FAMILIES[1]


def meaning_of(status: int) -> Meaning:
    """Return what an HTTP status other than 200 means."""
    return MEANINGS.get(status) or FAMILIES.get(status // 100, _OTHER)


def refusal(status: int, words: tuple[str, ...], moved_to: str, details: str) -> ServiceError:
    """Return the error for a status, with the service's own `words`, and the host that a redirect leads to."""
    meaning = meaning_of(status)
    said = visible("; ".join(words), LONGEST_MESSAGE)
    why = Text(meaning.why) if meaning.why else None
    if said:
        why = Text("The service says: “{words}”", words=said)
    elif moved_to:
        why = Text("It leads on to {place}.", place=moved_to)
    error = ServiceError(
        Text(meaning.what, status=status),
        why=why,
        advice=Text(meaning.advice),
        details=details,
        step=meaning.step,
        status=status,
    )
    error.server_words = said
    return error
