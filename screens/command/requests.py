"""From the words of `vigie do` to the action they ask for. Nothing is recorded here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from screens.command import fields
from screens.command.candidates import pick, pick_one
from screens.command.output import BadUsageError, RefusedError
from screens.command.request import Asked, Request
from screens.command.requests_close import CLOSE_ACTIONS
from screens.command.requests_incident import INCIDENT_ACTIONS
from screens.command.requests_outage import asked_global
from screens.command.requests_session import SESSION_ACTIONS
from screens.kit.adjusting import FORMS, UnreadableTimeError, adjustment_of
from supervisor import action as act
from supervisor.candidate import clean
from supervisor.deciding import joined_numbers

JOINED = "joined"
"""After `start`: all who joined."""

_UNTIL = ("until", "jusqu'à", "jusqu’à", "jusqu'a")
"""Before an hour: the test is to end then."""


def asked(request: Request) -> Asked:
    """The action that was asked for.

    Raises:
        BadUsageError: something is missing, or has two readings.
        RefusedError: nobody is called so.
    """
    found = _ACTIONS[request.options.deed](request)
    return found if isinstance(found, Asked) else Asked(found)


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


def _fraud(r: Request) -> Asked:
    o = r.options
    tool_required = None if o.tool_required is None else o.tool_required == "yes"
    report = act.ReportFraud(
        r.only("une fraude se rapporte"), o.kind, o.seen, o.done, tuple(o.witness) if o.witness else None,
        report=o.report, tool_required=tool_required,
    )  # fmt: skip
    return Asked(report, evidence=tuple(o.evidence))


def _note(r: Request) -> act.Action:
    return act.WriteNote(r.options.text, None if r.is_about_the_session else r.only("une note s'écrit"))


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


def _add(r: Request) -> Asked:
    said = fields.said_by_options(r.options)
    if r.options.stdin and said:
        raise BadUsageError("« - » et les options ne vont pas ensemble")
    people = fields.said_on_stdin() if r.options.stdin else [said]
    today = r.session.local(r.now).date()
    understood = [fields.understood(person, r.session, today) for person in people]
    new = tuple(act.NewCandidate(fields.new_identity(one.identity), **one.others) for one in understood)
    return Asked(act.AddCandidates(new), tuple(remark for one in understood for remark in one.remarks))


def _correct(r: Request) -> Asked:
    o = r.options
    said = fields.said_by_options(o)
    from_stdin = "-" in o.who
    who = [word for word in o.who if word != "-"]
    number = pick_one(who, r.session, "une correction se fait")
    if o.started_at is not None:
        if o.report:
            raise BadUsageError("--report signale un nom, une naissance ou un temps majoré, pas un début")
        if said or from_stdin:
            raise BadUsageError("--started-at se corrige seul : faites deux commandes")
        return Asked(act.CorrectStart(number, r.instant(o.started_at), o.reason))
    if from_stdin and said:
        raise BadUsageError("« - » et les options ne vont pas ensemble")
    if from_stdin:
        people = fields.said_on_stdin()
        if len(people) > 1:
            raise BadUsageError("une correction se fait un candidat à la fois")
        said = people[0]
    if not said:
        raise BadUsageError("dites ce qui est à corriger : des options, « - » ou --started-at")
    found = fields.understood(said, r.session, r.session.local(r.now).date())
    known = r.session.candidates.get(number)
    identity = None
    if found.identity and known is not None:
        identity = fields.new_identity(found.identity, known.identity)
    return Asked(act.Correct(number, identity, reason=o.reason, report=o.report, **found.others), found.remarks)


def _cause_told(r: Request) -> str | None:
    """What the report of a technical cause is to say; None: none is made."""
    told: str | None = r.options.report
    if told is not None and r.options.reason != "technical":
        raise BadUsageError("--report dit une cause technique : il va avec le motif technical")
    return told


_ACTIONS: dict[str, Callable[[Request], act.Action | Asked]] = {
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
    "fraud": _fraud,
    "note": _note,
    "time": _time,
    "pause": _pause,
    "global": asked_global,
    "add": _add,
    "correct": _correct,
    "remove": lambda r: act.Remove(r.who, r.options.reason),
    "seat": lambda r: act.ChangeSeat(r.only("une place se donne"), r.options.seat),
    "zone": lambda r: act.ChangeZone(r.who, r.options.zone),
    "close": lambda r: act.CloseSession(r.options.force),
    "reopen": lambda r: act.Reopen(r.options.reason),
    "finalised": lambda _: act.MarkFinalised(),
    **SESSION_ACTIONS,
    **CLOSE_ACTIONS,
    **INCIDENT_ACTIONS,
}
