"""The number of Pix Certif, given to a session that was made without one: no two sessions of a store have the same."""

from __future__ import annotations

from data.archive import Archive
from data.journal import Journal, Outcome
from data.services.errors import NotPossibleError
from supervisor.action import Action, Context, Renumber


def act(archive: Archive, journal: Journal, action: Action, context: Context) -> Outcome:
    """Do an action in a session; the store has a say where it gives a number.

    Args:
        archive: the store that it is kept in.
        journal: the session.
        action: what is asked for.
        context: who acts, where and when.

    Raises:
        NotPossibleError: another session of the store has it.
        StoreError: it could not be written down.
    """
    if not isinstance(action, Renumber):
        return journal.act(action, context)
    # Held over both, so that nobody makes a session of that number in between.
    with archive.locked():
        if action.number != journal.session.number and archive.holds(action.number):
            raise NotPossibleError(f"la session {action.number} existe déjà : choisissez un autre numéro")
        return journal.act(action, context)
