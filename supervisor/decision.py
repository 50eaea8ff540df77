"""What follows from an action: events to record, refusals with their reason, remarks to tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from supervisor.event import Drafted


class UnrecordedError(Exception):
    """An action could not be written down: nothing of it counts, and it may be tried again.

    Its text is a French sentence: what happened, where, what to do.
    """


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an action is not possible, as a French sentence."""

    reason: str
    number: int | None = None
    """The candidate it is refused for; None: the action as a whole."""
    confirmable: bool = False
    """True when it may be done all the same once confirmed (`--force`)."""
    bad_usage: bool = False
    """True when something was not said rather than impossible (exit 2)."""
    hint: str = ""
    """What to add, or to type instead, on the command line: `--reason "…"`. A screen has fields and keys for it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at that does not stand against the action."""

    text: str
    number: int | None = None
    hint: str = ""
    """What answers it on the command line: `time 3 +5 --for 7`."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an action comes to, before anything is written."""

    events: tuple[Drafted, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def is_refused(self) -> bool:
        """True when nothing of the action can be recorded; the refusals say why."""
        return not self.events


def by_reason(refusals: Iterable[Refusal]) -> dict[str, list[int]]:
    """Refusals by their reason: whom each is for, in their order; nobody where it is of the whole session."""
    found: dict[str, list[int]] = {}
    for refusal in refusals:
        found.setdefault(refusal.reason, [])
        if refusal.number is not None:
            found[refusal.reason].append(refusal.number)
    return found
