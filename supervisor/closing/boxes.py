"""The two optional boxes and the global comment of the finalisation page (DOMAIN.md section 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from supervisor.candidate import plain
from supervisor.event import Box
from supervisor.session import Session
from supervisor.situation import Situation, Status


@dataclass(frozen=True, slots=True)
class BoxState:
    """One of the two boxes of the finalisation page: ticked or not, what the facts propose, and why."""

    ticked: bool
    proposed: bool
    because: str
    """Why the facts propose it, as a French phrase; empty when they do not."""
    is_given: bool = False
    """True when the surveillant said it; else it is the proposal."""


def box_state(session: Session, box: Box) -> BoxState:
    """Whether a box is ticked, and what the facts propose."""
    because = _extra_time_given(session) if box == "extra_time_given" else _could_not_join(session)
    given = session.boxes.get(box)
    proposed = bool(because)
    return BoxState(proposed if given is None else given, proposed, because, is_given=given is not None)


def _extra_time_given(session: Session) -> str:
    """Time was given back for an incident, and those who got it were able to finish."""
    helped = [who for who in session.candidates.values() if _was_given_back(who)]
    stopped = [who for who in helped if session.is_unfinished(who) and who.reason == "technical"]
    if not helped or len(stopped) == len(helped):
        return ""
    return f"du temps a été rendu {'au' if len(helped) == 1 else 'aux'} {_numbers(helped)} après un incident"


def _was_given_back(who: Situation) -> bool:
    """For what an incident cost them, or because a person said that an incident was the cause."""
    return any((a.source is not None or a.for_incident) and a.minutes > 0 for a in who.adjustments)


def _could_not_join(session: Session) -> str:
    """They were in the room, and never joined."""
    shut_out = [who for who in session.candidates.values() if could_not_join(who)]
    return f"{_numbers(shut_out)} : présent, n'a jamais rejoint" if shut_out else ""


def could_not_join(who: Situation) -> bool:
    """They were identified or signed, and their test could never be joined for another cause than their profile."""
    was_there = who.checked is not None or who.signed_at is not None
    return was_there and not who.has_joined and who.status is not Status.NOT_CERTIFIABLE


def _numbers(people: list[Situation]) -> str:
    listed = ", ".join(str(who.number) for who in people)
    return f"n° {listed}"


_NOTHING = re.compile(
    r"ras|r a s|ok|rien|neant|aucune?( incident| probleme| remarque| anomalie)?s?"
    r"|sans (incident|probleme|commentaire)s?"
    r"|(il n y a )?rien a (signaler|dire|declarer)"
    r"|tout (va|s est|est) bien( passe)?"
)


def is_nothing_to_say(comment: str) -> bool:
    """A comment such as « RAS »: it says nothing, and sends the session to the jury all the same."""
    return _NOTHING.fullmatch(plain(comment)) is not None
