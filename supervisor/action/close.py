"""Actions of the close: verdicts, boxes, comment, seal; and what is done behind it."""

from __future__ import annotations

from dataclasses import dataclass

from supervisor.event import Box, Verdict


@dataclass(frozen=True, slots=True)
class GiveVerdict:
    """The surveillant's verdict on a candidate; another one than the facts propose has a reason."""

    number: int
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SeeEndScreen:
    """« Écran de fin de test vu », after the end of the test (edition 2021)."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WriteComment:
    """The global comment of the PV de session; empty takes it away."""

    text: str


@dataclass(frozen=True, slots=True)
class TickBox:
    """One of the two boxes of the finalisation page, ticked or cleared."""

    box: Box
    ticked: bool


@dataclass(frozen=True, slots=True)
class CloseSession:
    """Close and seal; forced, it says what was missing."""

    force: bool = False


@dataclass(frozen=True, slots=True)
class Reopen:
    """Reopen a closed session: its seal becomes void."""

    reason: str


@dataclass(frozen=True, slots=True)
class MarkFinalised:
    """The référent finalised the session in Pix Certif: the 48 hours of the delay stop."""


@dataclass(frozen=True, slots=True)
class TypeLine:
    """« Fait » : a line of the finalisation sheet was typed in Pix Certif, or was not after all."""

    line: str
    done: bool = True


@dataclass(frozen=True, slots=True)
class NoteCorrection:
    """What the référent typed in Pix Certif differs from the PV."""

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class WriteLateNote:
    """What somebody was writing when the session was closed, kept behind its seal."""

    text: str
    number: int | None = None
