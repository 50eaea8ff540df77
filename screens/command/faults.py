"""What went wrong, told in one line: never a traceback, never a name."""

from __future__ import annotations

from datetime import datetime

from data.errors import CreationRefusedError, NotFoundError, SessionExistsError, StoreError, advice_of
from data.faults import keep_report
from data.system import reason_of
from screens.command.output import BAD_USAGE, DONE, NO_STORE, REFUSED, complain

CRASHED = 70
"""The exit code of a fault of Vigie itself."""


def tell_fault(error: BaseException, verb: str, now: datetime) -> int:
    """Say in one line what went wrong, and give the exit code that goes with it.

    Args:
        error: what was raised.
        verb: the command that was run.
        now: when, for the report of a fault.
    """
    if isinstance(error, StoreError):
        complain(error.message)
        if isinstance(error, NotFoundError):
            return BAD_USAGE
        return REFUSED if isinstance(error, (SessionExistsError, CreationRefusedError)) else NO_STORE
    if isinstance(error, BrokenPipeError):
        return DONE
    if isinstance(error, OSError):
        # Its own text may hold the name of a file, and that one the name of a person.
        complain(f"Un fichier n'a pas pu être lu ou écrit : {reason_of(error)}. {advice_of(error)}")
        return NO_STORE
    kept = keep_report(error, verb, now)
    where = f" Un compte rendu sans donnée personnelle est dans {kept}." if kept else ""
    complain(f"Vigie s'est arrêtée sur une faute qui est la sienne ({type(error).__name__}).{where}")
    return CRASHED
