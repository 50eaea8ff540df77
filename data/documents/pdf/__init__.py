"""Papers as PDF: official forms on A4, each made from a session at an instant.

One module a paper, each with `documents(session, now)`: bytes by file name. The library that writes them is loaded
when the first paper is asked for, not before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from supervisor.session import Session, Training

Papers = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper."""

    module: str
    """Its module in this package."""
    title: str
    """What it is called in a sentence."""
    is_for_before: bool = False
    """Needed before the session."""
    tells_trainings: bool = False
    """It says who trained the surveillants: what the store knows of them is handed to it."""

    def make(self, session: Session, now: datetime, trained: tuple[Training, ...] = ()) -> Papers:
        """The documents of this kind, by file name; none where there is nothing to tell (a fraud).

        Args:
            session: the state to tell.
            now: the instant they are made at, UTC; the same state at the same instant gives the same bytes.
            trained: trainings that the store's register and its other sessions know of.
        """
        module = import_module(f"{__name__}.{self.module}")
        known = (trained,) if self.tells_trainings else ()
        documents: Papers = module.documents(session, now, *known)
        return documents


PAPERS = {
    "convocations": Paper("convocations", "convocations", is_for_before=True),
    "emargement": Paper("attendance_blank", "feuille d'émargement à signer", is_for_before=True),
    "salle": Paper("room_checklist", "vérification de la salle", is_for_before=True, tells_trainings=True),
    "secours": Paper("rescue", "feuille de secours"),
    "signatures": Paper("attendance_filled", "feuille d'émargement, telle que notée"),
    "incidents": Paper("incidents", "PV d'incident"),
    "fraudes": Paper("frauds", "PV de fraude, un par cas"),
    "finalisation": Paper("finalisation", "feuille de finalisation"),
    "journal": Paper("journal", "journal"),
}
"""By the name that the command gives them, in the order of a session."""
