"""An error for users says what happened, why and what to do; only the family of ViewerError is shown."""

from __future__ import annotations

import pytest

from viewer import errors
from viewer.errors import Cancelled, NextStep, NotAvailableError, ServiceError, ViewerError
from viewer.text import Text

FAMILY = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ViewerError)]


@pytest.mark.parametrize("kind", FAMILY)
def test_its_text_is_its_sentences(kind: type[ViewerError]) -> None:
    error = kind(
        Text("It is gone."), why=Text("{who} took it.", who="Ada"), advice=Text("Ask her."), details="x", status=404
    )
    assert str(error) == "It is gone. Ada took it. Ask her."
    assert [str(sentence) for sentence in error.sentences] == ["It is gone.", "Ada took it.", "Ask her."]
    assert (error.details, error.status, error.step) == ("x", 404, NextStep.NONE)


def test_only_what_there_is_is_said() -> None:
    error = ViewerError(Text("It is gone."), advice=Text("Ask her."), step=NextStep.RETRY)
    assert str(error) == "It is gone. Ask her."
    assert error.step is NextStep.RETRY
    assert error.status is None


def test_the_family() -> None:
    assert {kind.__name__ for kind in FAMILY} == {
        "ViewerError",
        "RequestError",
        "NetworkError",
        "ServiceError",
        "NotAvailableError",
        "JobNotReadyError",
        "ContentError",
        "StorageError",
    }
    assert issubclass(NotAvailableError, ServiceError)
    assert not issubclass(Cancelled, ViewerError)


@pytest.mark.parametrize("kind", FAMILY)
def test_the_docstring_of_the_module_draws_the_family(kind: type[ViewerError]) -> None:
    assert kind.__name__ in (errors.__doc__ or "")
