"""From the words of `vigie do` on time to the action they ask for."""

from __future__ import annotations

from dataclasses import replace

from screens.command.candidates import pick
from screens.command.do.request import Asking, Request
from screens.command.output import BadUsageError
from screens.kit.adjusting import FORMS, UnreadableTimeError, adjustment_of
from supervisor import action as act

_UNTIL = ("until", "jusqu'à", "jusqu’à", "jusqu'a")
"""Before an hour: the test is to end then."""


def _time(r: Request) -> act.Action:
    o = r.options
    # « until 11:40 » without quotes: its first word stands among the candidates.
    said_until = len(o.who) > 1 and o.who[-1].casefold() in _UNTIL
    numbers = pick(o.who[:-1] if said_until else o.who, r.session)
    try:
        wanted = adjustment_of(o.minutes, r.session, numbers, r.now, o.reason)
    except UnreadableTimeError as error:
        raise BadUsageError(str(error)) from None
    if said_until and wanted.until is None:
        raise BadUsageError(f"le temps s'écrit {FORMS}")
    for_incident = None if o.incident is None else o.incident == "yes"
    return replace(wanted, force=o.force, source=o.source, for_incident=for_incident)


def _pause(r: Request) -> act.Action:
    return act.Mark("pause-begin" if r.options.moment == "begin" else "pause-end", r.who)


ACTIONS: Asking = {
    "time": _time,
    "pause": _pause,
}
"""What each of these words asks for."""
