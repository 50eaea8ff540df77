"""Which events of a journal somebody wants to see: by candidate, kind, code, author and instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from supervisor import event as ev
from supervisor.replay import OF_INCIDENTS

OTHERS = "session"
"""What all kinds are called that are in no group."""
GROUPS: dict[str, tuple[type[ev.Event], ...]] = {
    "incidents": OF_INCIDENTS,
    "temps": (ev.TimeAdjusted, ev.PauseBegan, ev.PauseEnded, ev.TestInterrupted, ev.TestResumed, ev.StartCorrected,
              ev.ClockJumped),
    "parcours": (ev.CandidateJoined, ev.PresenceConfirmed, ev.TestStarted, ev.TestFinished, ev.TestEnded,
                 ev.CandidateWithdrew, ev.CandidateAbsent, ev.CandidateNotCertifiable, ev.EndScreenSeen),
    "identité": (ev.IdentityChecked, ev.SheetSigned, ev.CandidateCorrected, ev.CandidateAdded, ev.CandidateRemoved),
    "annulations": (ev.ActionUndone,),
}  # fmt: skip
"""Kinds of events by what they are called together."""


def kinds_of(name: str) -> frozenset[str]:
    """The kinds that a group, `OTHERS` or a kind itself stands for; empty for what is none of them."""
    grouped = {group: frozenset(one.kind_name() for one in events) for group, events in GROUPS.items()}
    if name == OTHERS:
        return frozenset(ev.EVENT_KINDS).difference(*grouped.values())
    return grouped.get(name) or frozenset({name} & set(ev.EVENT_KINDS))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """All that is said holds together; what is not said narrows nothing.

    It is about what a journal still holds: nobody is found by a name that was erased.
    """

    numbers: tuple[int, ...] = ()
    """Events that concern one of these candidates, an undo of such events included."""
    kinds: tuple[str, ...] = ()
    """Groups, `OTHERS` or kinds of events."""
    codes: tuple[str, ...] = ()
    """Events of incidents that bear one of these codes, or bore it."""
    author: str = ""
    """Whoever noted it, whatever the case and the accents."""
    since: datetime | None = None
    """Events that happened then or later."""
    until: datetime | None = None
    """Events that happened then or before."""

    @property
    def event_kinds(self) -> frozenset[str]:
        """The kinds of events that `kinds` stands for."""
        return frozenset().union(*map(kinds_of, self.kinds))

    def __bool__(self) -> bool:
        """False: nothing narrows the journal, so all of it is shown."""
        return self != Narrowing()

    def __str__(self) -> str:
        parts = (*(f"n° {number}" for number in self.numbers), *self.kinds, *self.codes, self.author)
        return " · ".join(part for part in parts if part)
