"""From the words of `vigie do` to the action they ask for. Nothing is recorded here."""

from __future__ import annotations

from screens.command.do.request import Asked, Asking, Request
from screens.command.do.requests import close, course, fraud, incident, outage, people, session, time

_ACTIONS: Asking = {
    **course.ACTIONS,
    **incident.ACTIONS,
    **fraud.ACTIONS,
    **time.ACTIONS,
    **outage.ACTIONS,
    **people.ACTIONS,
    **session.ACTIONS,
    **close.ACTIONS,
}


def asked(request: Request) -> Asked:
    """The action that was asked for.

    Raises:
        BadUsageError: something is missing, or has two readings.
        RefusedError: nobody is called so.
    """
    found = _ACTIONS[request.options.action](request)
    return found if isinstance(found, Asked) else Asked(found)
