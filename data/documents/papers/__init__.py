"""The papers of a session, each told once as plain values and drawn as PDF or for a browser.

One module a paper, each with `papers(session, now)`. The library that writes PDFs is loaded when the first one is
asked for, not before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from data.documents.parts import Paper
from supervisor.session import Session, Training

Papers = dict[str, bytes]
"""By file name."""


@dataclass(frozen=True, slots=True)
class PaperKind:
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
        """The papers of this kind as PDF; none where there is nothing to tell (a fraud).

        Args:
            session: the state to tell.
            now: the instant they are made at, UTC; the same state at the same instant gives the same bytes.
            trained: trainings that the store's register and its other sessions know of.
        """
        from data.documents.pdf.drawing import pdf_of

        return {f"{one.file}.pdf": pdf_of(session, one, now) for one in self.told(session, now, trained)}

    def pages(self, session: Session, now: datetime, trained: tuple[Training, ...] = ()) -> Papers:
        """The same to be read on a screen, or to somebody; each file is whole by itself."""
        from data.documents.html.page import html_of

        return {f"{one.file}.html": html_of(session, one, now) for one in self.told(session, now, trained)}

    def told(self, session: Session, now: datetime, trained: tuple[Training, ...] = ()) -> Iterator[Paper]:
        """What they say, whatever they are drawn on."""
        module = import_module(f"{__name__}.{self.module}")
        known = (trained,) if self.tells_trainings else ()
        told: Iterator[Paper] = module.papers(session, now, *known)
        return told


PAPERS = {
    "convocations": PaperKind("convocations", "convocations", is_for_before=True),
    "emargement": PaperKind("attendance_blank", "feuille d'émargement à signer", is_for_before=True),
    "salle": PaperKind("room_checklist", "vérification de la salle", is_for_before=True, tells_trainings=True),
    "secours": PaperKind("rescue", "feuille de secours"),
    "signatures": PaperKind("attendance_filled", "feuille d'émargement, telle que notée"),
    "incidents": PaperKind("incidents", "PV d'incident"),
    "fraudes": PaperKind("frauds", "PV de fraude, un par cas"),
    "finalisation": PaperKind("finalisation", "feuille de finalisation"),
    "journal": PaperKind("journal", "journal"),
}
"""By the name that the command gives them, in the order of a session."""
