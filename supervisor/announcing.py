"""Who is announced aloud, and how often, to somebody who has no screen to look at (« lignes »).

A need is told at once when it comes, and again while it lasts: not more often than somebody can act on it. Those who
need the same are told together, and are then due together. What is told is `attention`'s: nothing is decided here
twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from supervisor.attention import Need, Reason
from supervisor.session import Session
from supervisor.timing import MINUTE
from supervisor.zones import attention_in

EVERY: Mapping[Need, timedelta | None] = {
    Need.OVERTIME: 2 * MINUTE,
    Need.OPEN_ALERT: 2 * MINUTE,
    Need.LAST_MINUTES: 2 * MINUTE,
    Need.PRESENCE: 2 * MINUTE,
    Need.NOT_CONNECTED: 5 * MINUTE,
    Need.INTERRUPTED: 10 * MINUTE,
    Need.STARTED_UNCHECKED: 10 * MINUTE,
    Need.NOTICE: None,
    Need.UNSIGNED: 10 * MINUTE,
}
"""How long a need that lasts is left untold; None: it is told once.

A presence expires five minutes after it is due. A countdown that stands still is never beyond its notice.
"""

Key = tuple[int, Need, int | None]
"""A need: whose, which, and what for; a second alert of one candidate is another need."""


@dataclass(frozen=True, slots=True)
class Call:
    """A need of one candidate, as it may be announced."""

    number: int
    reason: Reason

    @property
    def key(self) -> Key:
        """By which it is known again."""
        return self.number, self.reason.cause, self.reason.event

    @property
    def every(self) -> timedelta | None:
        """After how long it is told again; None: never."""
        return EVERY[self.reason.cause]


@dataclass(frozen=True, slots=True)
class Last:
    """How a need was announced last."""

    at: datetime
    step: str
    """At which step it was; a further one is told at once."""


Told = Mapping[Key, Last]
"""What was announced so far of what still lasts."""
NOTHING_TOLD: Told = {}


def calls(session: Session, now: datetime, zone: str = "") -> tuple[Call, ...]:
    """Every need of every candidate, the most pressing candidate first; none once the session is closed.

    Args:
        session: its state.
        now: the instant.
        zone: of whoever listens: the others' needs call once they have waited; empty: everybody is theirs.
    """
    return tuple(Call(one.number, reason) for one in attention_in(session, now, zone) for reason in one.reasons)


def announce(told: Told, lasting: Iterable[Call], now: datetime) -> tuple[tuple[Call, ...], Told]:
    """What is to be announced now, and what is then known to have been.

    Args:
        told: what was announced so far.
        lasting: every need there is.
        now: the instant.

    Returns:
        The needs to be told, in the order given: those never told, those whose time has come again, and with these
        the others of the same cause for whom at least half of it has gone. What is gone is forgotten: if it comes
        again it is told at once.
    """
    lasting = tuple(lasting)
    # By a clock that was set back, what was told is told as of now: nothing is silent until it comes by again.
    at = {
        call.key: min(last.at, now)
        for call in lasting
        if (last := told.get(call.key)) is not None and last.step == call.reason.step
    }
    due = {call.reason.cause for call in lasting if _is_again(call, at, now)}
    said = tuple(
        call for call in lasting
        if call.key not in at or (call.reason.cause in due and _is_again(call, at, now, parts=2))
    )  # fmt: skip
    at |= {call.key: now for call in said}
    return said, {call.key: Last(at[call.key], call.reason.step) for call in lasting}


def known(told: Told, own: Iterable[Call], now: datetime) -> Told:
    """The same where somebody knows of these needs by what they have just done; they are told when they last.

    Args:
        told: what was announced so far.
        own: the needs of those whom the action concerned.
        now: the instant.
    """
    return {**told, **{call.key: Last(now, call.reason.step) for call in own if call.key not in told}}


def _is_again(call: Call, at: Mapping[Key, datetime], now: datetime, *, parts: int = 1) -> bool:
    """So much of the time has gone since it was told last: all of it, or one of so many parts."""
    return call.key in at and call.every is not None and (now - at[call.key]) * parts >= call.every
