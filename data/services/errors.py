"""Why a service did nothing: a French sentence that names nobody and no option of the command."""

from __future__ import annotations

from supervisor.typography import one_line


class ServiceError(Exception):
    """Nothing was done, and the sentence says why.

    Args:
        message: the sentence, as a screen says it.
        hint: what answers it on the command line, as `--timezone`; empty for nothing.
        rest: the end of the sentence that comes after the hint, where that is more than its full stop.
    """

    def __init__(self, message: str, *, hint: str = "", rest: str = "") -> None:
        self.message = one_line(message)
        self.hint = hint
        self.rest = rest
        super().__init__(message)


class MisunderstoodError(ServiceError):
    """What is asked cannot be understood, or something was not said."""


class NotPossibleError(ServiceError):
    """What is asked is understood, and the rules or what the store holds stand against it."""
