"""What could not be written and was left by a program that ended: what would become of it by now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from supervisor.deciding import as_if_recorded, decide
from supervisor.decision import Refusal
from supervisor.session import Session
from supervisor.unrecorded import Unrecorded


@dataclass(frozen=True, slots=True)
class Waiting:
    """One that was left, and what stands against it by now."""

    name: str
    """Of the asking."""
    unrecorded: Unrecorded
    refusals: tuple[Refusal, ...] = ()
    """Why some of it, or all of it, would be refused."""
    is_refused: bool = False
    """Nothing of it could be recorded."""


def looked_at(session: Session, left: Mapping[str, Unrecorded], now: datetime) -> list[Waiting]:
    """What would become of those that were left, recorded one after the other in their order.

    Args:
        session: the state as it is now.
        left: what was left, by the names of the askings, the oldest first.
        now: the session's time.
    """
    found = []
    for name, unrecorded in left.items():
        context = unrecorded.context(name, now)
        decision = decide(session, unrecorded.action, context)
        found.append(Waiting(name, unrecorded, decision.refusals, decision.is_refused))
        session = as_if_recorded(session, decision, context)
    return found
