"""The number of Pix Certif, given to a session that was made without one: no two sessions of a store have the same."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from data.errors import DamagedError
from data.integrity import NO_SESSION
from data.journal import Followed, Journal, Outcome
from supervisor.decision import Refusal

if TYPE_CHECKING:
    from supervisor.action import Action, Context


class Numbers(Protocol):
    """The numbers of a store's sessions: what its archive is to a journal."""

    def holds(self, number: str) -> bool:
        """Whether a session bears this number now."""

    def locked(self) -> AbstractContextManager[None]:
        """Nobody makes or renumbers a session meanwhile."""


def of_a_session(journal: Journal) -> Journal:
    """The same journal, of which there is something to show.

    Raises:
        DamagedError: its first line alone is good, and does not say which session it is.
    """
    if journal.session.number:
        return journal
    damage = journal.damage or NO_SESSION
    raise DamagedError(
        f"Le journal {journal.path} est abîmé, {damage} ; rien de sa session ne peut être lu. Gardez une copie de ce "
        "dossier.",
        line=damage.line,
        reason=damage.reason,
    )


class StoredJournal(Journal):
    """The journal of a session among others."""

    numbers: Numbers
    """Those of its store; whoever opens it says which."""

    def act(self, action: Action, context: Context) -> Outcome:
        """Do an action; see `Journal.act`. A number that another session of the store has is refused."""
        from supervisor.action import Renumber

        if not isinstance(action, Renumber):
            return super().act(action, context)
        # Held over both, so that nobody makes a session of that number in between.
        with self.numbers.locked():
            if action.number != self.session.number and self.numbers.holds(action.number):
                refusal = Refusal(f"la session {action.number} existe déjà : choisissez un autre numéro")
                return Outcome((), (refusal,), (), self.session, Followed())
            return super().act(action, context)
