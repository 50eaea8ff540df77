"""What a service refuses, as the command says it: the same sentence, with the option that answers it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from data.documents.places import ExistsError, ExportError
from data.services.errors import MisunderstoodError, ServiceError
from screens.command.output import NO_STORE, BadUsageError, LineError, RefusedError
from screens.command.telling import hinted


class FolderError(LineError):
    """The folder that documents go to cannot be used."""

    exit_code = NO_STORE


@contextmanager
def as_lines() -> Iterator[None]:
    """Around a verb, or as its decorator: errors of the services leave it as errors of the command.

    Raises:
        LineError: a service did nothing; what is said, and the exit code, stand in it.
    """
    try:
        yield
    except ServiceError as error:
        kind = BadUsageError if isinstance(error, MisunderstoodError) else RefusedError
        raise kind(sentence_of(error)) from error
    except ExistsError as error:
        raise RefusedError(hinted(error.message, error.hint)) from error
    except ExportError as error:
        raise FolderError(hinted(error.message, error.hint)) from error


def sentence_of(error: ServiceError) -> str:
    """Why a service did nothing, with what answers it on the command line."""
    from data.services.forgetting import ClaimsPendingError, NotToBeKeptError
    from data.services.importing.plan import NumbersError
    from data.services.importing.terms import NumberError

    if isinstance(error, NumbersError):
        return f"--session nomme {error.numbers}{error.why}"
    if isinstance(error, NumberError):
        return f"--session : {error.message}"
    if isinstance(error, NotToBeKeptError):
        return f"--keep {error.event} : {error.why}"
    if isinstance(error, ClaimsPendingError):
        return f"{error.message} ; si la personne le demande en le sachant : --force"
    return hinted(error.message, error.hint, error.rest)
