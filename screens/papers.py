"""What leaves a session from the board. A screen knows no file: the door gives what writes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from supervisor.session import Session
from supervisor.situation import AWAITED


class TakenError(Exception):
    """Something of that name is there already, nothing was written; the text says where, in French."""


class NotWrittenError(Exception):
    """It could not be written; the text says why, in French."""


Save = Callable[[str, str, bool], str]
"""Name, text, whether what is there may be replaced; answers a sentence that says where it is now.

Raises:
    TakenError: something of that name is there, and nobody said that it may be replaced.
    NotWrittenError: it cannot be written.
"""
Export = Callable[[datetime, bool], str]
"""The instant, whether documents already there may be replaced; answers where they are. Raises the same errors."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What the board may have written."""

    folder: str
    """Where a name without a folder goes, as it is shown."""
    rescue_sheet: Callable[[Session, datetime], str]
    """The « feuille de secours », as text."""
    save: Save
    export: Export


def all_have_started(session: Session) -> bool:
    """Tests run, and nobody is awaited any more: time for the « feuille de secours »."""
    statuses = [who.status for who in session.candidates.values()]
    return any(who.is_running for who in session.candidates.values()) and not AWAITED & set(statuses)


def rescue_name(session: Session) -> str:
    """The name proposed for it; a rehearsal's says so."""
    rehearsal = "repetition-" if session.rehearsal else ""
    return f"feuille-de-secours-{rehearsal}{session.number}.txt"


RESCUE_OFFER = "tous ont démarré : {key} écrit la feuille de secours (début, fin, temps majoré de chacun)"
OFFERED_S = 60.0
"""Real seconds; its key stays in the table, the palette and the footer."""


class RescueOffer:
    """Offers the « feuille de secours » once, when the last one awaited has started before the eyes."""

    def __init__(self, session: Session) -> None:
        self._had_all = all_have_started(session)
        self.offer = ""
        """What was said; empty before."""

    def is_due(self, session: Session) -> bool:
        """True when it has just become time for it."""
        before, self._had_all = self._had_all, all_have_started(session)
        return self._had_all and not before and not self.offer
