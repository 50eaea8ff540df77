"""`vigie do N global begin|end|list`: from words to what touches the whole room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from screens.command.candidates import pick
from screens.command.do.request import Asking, Request
from screens.command.output import BadUsageError
from screens.command.stdin import Prompt
from supervisor import action as act
from supervisor.outage import left_out, shares, when_told
from supervisor.session import Session
from supervisor.wording import plural, signed_minutes

_EVERYBODY = ("all", "tous", "toutes")
_EACH = re.compile(r"(\d{1,4})=\+?(\d{1,4})")


def _global(r: Request) -> act.Action:
    """The beginning of a global incident, or its end.

    Raises:
        BadUsageError: an option of the beginning at the end, or the other way round; minutes that are none.
        RefusedError: nobody is called so.
    """
    o = r.options
    if o.moment == "begin":
        if o.give is not None or o.resume or o.away is not None or o.each is not None:
            raise BadUsageError("--give, --each, --resume et --away se disent à la fin de l'incident global")
        scope = None if o.scope in (None, *_EVERYBODY) else pick([o.scope], r.session)
        return act.BeginGlobal(" ".join(o.what), scope, o.fault or "", o.force)
    if o.scope is not None or o.fault is not None or o.force:
        raise BadUsageError("--for, --fault et --force se disent au début de l'incident global")
    give: act.GiveBack = o.give if o.give is not None else "measured"
    if o.away is not None and not o.resume:
        raise BadUsageError("--away dit qui ne reprend pas encore : ajoutez --resume, les autres reprennent")
    if o.what and (len(o.what) > 1 or not re.fullmatch(r"[0-9]{1,9}", o.what[0])):
        raise BadUsageError(f"la fin d'un incident global se dit avec son numéro : {Prompt.form('global end 41')}")
    incident = int(o.what[0]) if o.what else None
    away = pick([o.away], r.session) if o.away is not None else ()
    return act.EndGlobal(incident, give, _each(o.each), resume=o.resume, away=away)


def _each(typed: str | None) -> dict[int, int]:
    """« 3=5,7=0 »: minutes for those whose line differs from the others'."""
    if typed is None:
        return {}
    parts = [part for part in typed.replace(",", " ").split() if part]
    found = [_EACH.fullmatch(part) for part in parts]
    if not found or None in found:
        raise BadUsageError("--each s'écrit numéro=minutes : --each 3=5,7=0")
    return {int(pair[1]): int(pair[2]) for pair in found if pair is not None}


def global_lines(session: Session, now: datetime) -> Iterator[str]:
    """Each global incident of the session; of those that run, what each would get if it ended now.

    Args:
        session: the state.
        now: the instant at which what runs is measured.
    """
    if not session.globals:
        yield "aucun incident global"
    for outage in session.globals.values():
        whom = "pour tous" if outage.scope is None else f"pour {plural(len(outage.scope), 'candidat')}"
        yield f"n° {outage.event_id}, {when_told(session, outage, now)}, {whom} : {outage.text}"
        if session.end_of(outage) is not None:
            continue
        for share in shares(session, outage, now):
            yield f"  n° {share.number} : {signed_minutes(share.minutes)} à rendre"
        for one in left_out(session, outage, now):
            yield f"  n° {one.number} : {one.why}"


ACTIONS: Asking = {"global": _global}
"""What this word asks for."""
