"""`vigie finalise`: opens the finalisation sheet of a closed session."""

from __future__ import annotations

from data.journal import Journal
from screens.lines.output import RefusedError
from supervisor.session import Session


def refuse_unless_closed(journal: Journal) -> Session:
    """The session, if it can be finalised.

    Raises:
        RefusedError: it is not closed yet.
    """
    session = journal.session
    if session.closed_at is None:
        raise RefusedError(
            f"la session {session.number} n'est pas close : elle se finalise après (vigie run {session.number})"
        )
    return session
