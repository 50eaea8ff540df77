"""What all events share, and the words they use."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from supervisor.candidate import Frozen
from supervisor.personal import Personal

EndReason = Literal["candidate", "technical"]
"""Why a test stayed unfinished (DOMAIN.md section 7)."""
FirstState = Literal["none", "open", "expired"]
"""Where an incident's live alert stands when it is recorded."""
Cause = Literal["candidate", "technical", ""]
"""Whose doing an interruption is; empty when nobody said."""


class Happening(Frozen):
    """What all events share: they are frozen, and say what of them is personal."""

    @classmethod
    def kind_name(cls) -> str:
        """What a journal calls events of this class: « test_started »; it never changes: lines are kept for years."""
        return str(cls.model_fields["kind"].default)

    @classmethod
    def personal_fields(cls) -> dict[str, Any]:
        """Names of the erasable fields, each with what it reads once erased; the same dictionary each time."""
        return _personal_fields(cls)


@cache
def _personal_fields(kind: type[Happening]) -> dict[str, Any]:
    marks = {name: m for name, f in kind.model_fields.items() for m in f.metadata if isinstance(m, Personal)}
    return {name: mark.erased for name, mark in marks.items()}


class OfCandidate(Happening):
    """An event of one candidate, whom it names by their number."""

    number: int
    """The candidate's number in the session."""
