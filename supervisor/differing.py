"""Which candidates look another way in one state of a session than in another: what need not be drawn again."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import fields
from operator import attrgetter

from supervisor.session import Session

_BY_CANDIDATE = frozenset({"candidates", "incidents", "entries"})
_WHOLE = attrgetter(*(field.name for field in fields(Session) if field.name not in _BY_CANDIDATE))


def differing(before: Session, after: Session) -> Set[int] | None:
    """Who may look another way at the same instant; None: anybody, since more than candidates differ.

    What is recorded of a candidate makes another situation of theirs: who has the same one, in a session in which all
    else is as it was, is the same. The journal itself is longer; of what is looked for in it, only clocks move ends.
    """
    if (
        _WHOLE(before) != _WHOLE(after)
        or before.clocks != after.clocks
        or before.shared_last_names != after.shared_last_names
    ):
        return None
    found = {number for number, who in after.candidates.items() if before.candidates.get(number) is not who}
    if before.incidents != after.incidents:
        both = (*before.incidents.values(), *after.incidents.values())
        changed = [i for i in both if before.incidents.get(i.event_id) != after.incidents.get(i.event_id)]
        found |= {i.number for i in changed if i.number is not None}
    return found
