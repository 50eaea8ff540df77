"""What is told of the machine's clock: that it jumped, that it is behind what was noted."""

from __future__ import annotations

from datetime import datetime

from supervisor.jumps import is_behind
from supervisor.session import Session
from supervisor.wording import at_hour, jump_size, jump_way


def jump_told(seconds: int) -> str:
    """That the machine's clock jumped, and by how much."""
    return f"l'horloge de la machine a {jump_way(seconds)} de {jump_size(seconds)} : les débuts notés restent"


def behind_told(session: Session, now: datetime) -> str:
    """That the machine's clock shows an hour that is before what was noted last; empty where it does not.

    It was set back while nothing looked at it (a machine that was switched off, another machine): by how much nobody
    knows, so no jump is noted. Until it is right, whatever ends is refused as being before what began.

    Args:
        session: the state; of a closed one, and of a rehearsal, nothing is told.
        now: as the machine's clock shows.
    """
    if not is_behind(session, now):
        return ""
    noted, shows = session.entries[-1].recorded_at, f"{session.local(now):%H:%M}"
    return f"l'horloge de la machine ({shows}) est en retard : quelqu'un a noté {at_hour(session, noted)}. Réglez-la"
