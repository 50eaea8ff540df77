"""Incidents (« signalements »): what was recorded, and where its live alert stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

from supervisor.reference import Code, Reference

MOST_QUESTIONS = 500
"""Pix Certif takes a question number from 1 to 500 (DOMAIN.md section 5)."""
LONGEST_DESCRIPTION = 500
"""Pix Certif takes a description of 1 to 500 characters."""

FraudKind = Literal["communication", "consultation", "usurpation"]
AlertOutcome = Literal["validated", "refused", "expired"]


class IncidentState(StrEnum):
    """Where an incident stands: only E codes of the current edition have a live alert."""

    NONE = "none"
    """No live alert belongs to this code."""
    OPEN = "open"
    """To be handled now in the Espace surveillant: the candidate is frozen meanwhile."""
    VALIDATED = "validated"
    REFUSED = "refused"
    EXPIRED = "expired"
    """Never raised or validated there: « ne peut plus être pris en compte »."""
    RETRACTED = "retracted"
    """Withdrawn by the surveillant, with a reason; it stays in the log."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident of one candidate, or of the whole session when `number` is None."""

    event_id: int
    number: int | None
    code: str
    at: datetime
    question: int | None = None
    text: str = ""
    state: IncidentState = IncidentState.NONE
    closed_at: datetime | None = None
    """When its alert was validated, refused or declared expired."""
    dated_by: int | None = None
    """Id of the event that corrected `at`; None: it is that of the one that recorded it."""

    @property
    def noted(self) -> int:
        """Id of the event that said `at`; with it, `supervisor.jumps` knows how long ago it was."""
        return self.event_id if self.dated_by is None else self.dated_by

    @property
    def counts(self) -> bool:
        """False once it was retracted: it stays in the log, and nothing hangs on it any more."""
        return self.state is not IncidentState.RETRACTED

    @property
    def is_open(self) -> bool:
        """True while its live alert waits for an answer."""
        return self.state is IncidentState.OPEN

    def in_state(self, state: IncidentState, at: datetime) -> Incident:
        """The same incident once its alert was answered or it was retracted."""
        return replace(self, state=state, closed_at=at)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file kept as proof of a fraud, copied beside the journal."""

    name: str
    """As it was called where it came from."""
    sha256: str
    size: int
    """Length of the file in bytes."""
    taken_at: datetime | None = None
    """When the file was last changed, UTC: for a photo, when it was taken."""
    kept_as: str = ""
    """The name of the copy; empty where only the digest was recorded."""


@dataclass(frozen=True, slots=True)
class FraudReport:
    """What goes on a « PV de fraude »: one per case (DOMAIN.md section 5), completed as long as the session is open."""

    event_id: int
    """Of the event that began it: the number by which it is completed."""
    number: int
    kind: FraudKind
    seen: str
    at: datetime
    done: str = ""
    witnesses: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    tool_required: bool | None = None
    """Whether the instruction of the question asked for that tool; None where nobody said."""
    author: str = ""
    """Who saw it and wrote it: the author of the event that began it."""
    completed_by: tuple[str, ...] = ()
    """Others who completed it since, in order."""

    @property
    def lacks(self) -> tuple[str, ...]:
        """What a complete report still needs, as French phrases; witnesses and evidence may lack."""
        asked = (("ce qui a été vu", self.seen), ("ce qui a été fait", self.done))
        return tuple(what for what, told in asked if not told)

    @property
    def is_complete(self) -> bool:
        """What was seen and what was done are both told."""
        return not self.lacks


@dataclass(frozen=True, slots=True)
class GlobalIncident:
    """Something that touched several candidates at once: a network cut, an alarm, a site unreachable."""

    event_id: int
    text: str
    begin: datetime
    scope: tuple[int, ...] | None = None
    """Numbers of the candidates it touches; None: everybody, whoever starts during it included."""
    fault: Literal["centre", "other", ""] = ""
    end: datetime | None = None
    refused_to: tuple[int, ...] = ()
    """Those whose loss a person settled otherwise than measured: refused, or other minutes given. It is not offered
    to them any more."""
    measured_to: tuple[int, ...] = ()
    """Those to whom a person ordered to give back what they lost."""
    ended_by: int | None = None
    """Id of the event that ended it; None while it runs."""

    def touches(self, number: int) -> bool:
        """True when this candidate is concerned."""
        return self.scope is None or number in self.scope


def code_of(reference: Reference, typed: str) -> Code | str:
    """The code of the grid meant by `typed`, or a French sentence that says why there is none."""
    code = reference.code(typed)
    if code is not None:
        return code
    known = ", ".join(c.code for c in reference.codes)
    return f"le code « {typed} » n'est pas dans la grille {edition_name(reference)} ; codes connus : {known}"


def edition_name(reference: Reference) -> str:
    """How the edition of the grid is called in a sentence."""
    return "papier de 2021" if reference.edition == "2021" else "actuelle"


NO_EQUIVALENT = "sans équivalent : à décrire"
"""Of a code of the paper grid that no code of today replaces."""


def becomes(reference: Reference, code: Code) -> str:
    """What a code of the paper grid becomes in Pix Certif today, in French; empty for today's own grid."""
    if reference.edition != "2021":
        return ""
    return ", ".join(part for part in (code.today, code.became) if part) or NO_EQUIVALENT


def becomes_elsewhere(reference: Reference, name: str) -> str:
    """The same as a phrase to add to a code: « aujourd'hui C7 »; empty where the code has stayed the same."""
    code = reference.code(name)
    became = becomes(reference, code) if code is not None else ""
    if code is None or became in ("", code.code):
        return ""
    return became if became == NO_EQUIVALENT else f"aujourd'hui {became}"


def lacking(code: Code, *, question: int | None, text: str) -> str:
    """What this code still asks, as a French sentence; empty when nothing is missing or wrong."""
    if question is not None and not 1 <= question <= MOST_QUESTIONS:
        return f"le numéro de question va de 1 à {MOST_QUESTIONS}, pas {question}"
    if len(text) > LONGEST_DESCRIPTION:
        return f"la description a {len(text)} caractères ; Pix Certif en accepte {LONGEST_DESCRIPTION}"
    if code.asked == "question" and question is None:
        return f"{code.code} demande le numéro de la question"
    if code.asked == "description" and not text:
        return f"{code.code} demande une description"
    if code.asked == "identity" and not text:
        return f"{code.code} demande les bonnes informations du candidat"
    if code.asked == "extra_time" and not text:
        return f"{code.code} demande le temps majoré à saisir"
    return ""
