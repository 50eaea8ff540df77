"""What a line of `vigie do` says, and the action that it turns out to ask for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from screens.command.candidates import pick, pick_one
from screens.command.instants import parse_instant
from supervisor.action import Action
from supervisor.session import Session

WHOLE_SESSION = "session"
"""In the place of a candidate: the session as a whole."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was typed, and what is needed to understand it."""

    options: argparse.Namespace
    session: Session
    now: datetime

    @property
    def who(self) -> tuple[int, ...]:
        """The candidates it is about."""
        return pick(self.options.who, self.session)

    def only(self, what: str) -> int:
        """The one candidate it is about; `what` begins « … un candidat à la fois »."""
        return pick_one(self.options.who, self.session, what)

    @property
    def is_about_the_session(self) -> bool:
        """The session as a whole was named in the place of a candidate."""
        return [word.casefold() for word in self.options.who] == [WHOLE_SESSION]

    def instant(self, typed: str) -> datetime:
        """An instant as people write it."""
        return parse_instant(typed, now=self.now, zone=self.session.zone)


@dataclass(frozen=True, slots=True)
class Asked:
    """The action, and what there is to tell about how it was understood."""

    action: Action
    remarks: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    """Paths of the files that a report of fraud brings; they are copied before it is recorded."""


Asking = dict[str, Callable[[Request], Action | Asked]]
"""By the word of an action: what it asks for."""
