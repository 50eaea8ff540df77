"""From the words of `vigie do` on the course of a test to the action they ask for."""

from __future__ import annotations

from collections.abc import Callable

from screens.command.do.request import Asking, Request
from screens.command.output import BadUsageError, RefusedError
from supervisor import action as act
from supervisor.candidate import clean
from supervisor.deciding import joined_numbers

JOINED = "joined"
"""After `start`: all who joined."""
_SIMPLE: tuple[act.Simple, ...] = ("sign", "join", "absent", "not-certifiable")


def _mark(what: act.Simple) -> Callable[[Request], act.Action]:
    return lambda r: act.Mark(what, r.who)


def _start(r: Request) -> act.Action:
    if [word.casefold() for word in r.options.who] != [JOINED]:
        return act.Mark("start", r.who)
    numbers = joined_numbers(r.session)
    if not numbers:
        raise RefusedError("personne n'a rejoint sans avoir démarré")
    return act.Mark("start", numbers)


def _identity(r: Request) -> act.Action:
    attested_by = r.options.attested_by
    if attested_by is not None and not clean(attested_by):
        raise BadUsageError('dites qui atteste l\'identité, et sa fonction : --attested-by "…"')
    return act.CheckIdentity(r.only("l'identité se contrôle"), attested_by)


def _presence(r: Request) -> act.Action:
    return act.Mark("presence", (r.only("la présence se confirme"),))


def _cause_told(r: Request) -> str | None:
    """What the report of a technical cause is to say; None: none is made."""
    told: str | None = r.options.report
    if told is not None and r.options.reason != "technical":
        raise BadUsageError("--report dit une cause technique : il va avec le motif technical")
    return told


ACTIONS: Asking = {
    "identity": _identity,
    "presence": _presence,
    **{what: _mark(what) for what in _SIMPLE},
    "start": _start,
    "interrupt": lambda r: act.Interrupt(r.who, r.options.cause or ""),
    "resume": lambda r: act.Resume(r.who, r.options.give),
    "finish": lambda r: act.Finish(r.who),
    "end": lambda r: act.StopTest(r.who, "end", r.options.reason, _cause_told(r)),
    "withdraw": lambda r: act.StopTest(r.who, "withdraw", r.options.reason, _cause_told(r)),
    "reason": lambda r: act.GiveReason(r.only("un motif se donne"), r.options.reason, _cause_told(r)),
}
"""What each of these words asks for."""
