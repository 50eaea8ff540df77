"""From the words of `vigie do` to the action they ask for. Nothing is recorded here."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from screens.lines import fields
from screens.lines.candidates import pick, pick_one
from screens.lines.instants import parse_instant
from screens.lines.output import BadUsageError, RefusedError
from supervisor import action as act
from supervisor.deciding import joined_numbers
from supervisor.session import Session

WHOLE_SESSION = "session"
"""In the place of a candidate: the session as a whole."""
JOINED = "joined"
"""After `start`: all who joined."""

_MINUTES = re.compile(r"([+\-−–])(\d{1,4})(/3)?(?: ?min)?")


@dataclass(frozen=True, slots=True)
class Request:
    """What was typed, and what is needed to understand it."""

    options: argparse.Namespace
    session: Session
    now: datetime

    @property
    def who(self) -> tuple[int, ...]:
        """The candidates it is about."""
        return pick(self.options.who, self.session)

    def only(self, what: str) -> int:
        """The one candidate it is about; `what` begins « … un candidat à la fois »."""
        return pick_one(self.options.who, self.session, what)

    @property
    def is_about_the_session(self) -> bool:
        """The session as a whole was named in the place of a candidate."""
        return [word.casefold() for word in self.options.who] == [WHOLE_SESSION]

    def instant(self, typed: str) -> datetime:
        """An instant as people write it."""
        return parse_instant(typed, now=self.now, zone=self.session.zone)


@dataclass(frozen=True, slots=True)
class Asked:
    """The action, and what there is to tell about how it was understood."""

    action: act.Action
    remarks: tuple[str, ...] = ()


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
    return act.CheckIdentity(r.only("l'identité se contrôle"), r.options.attested_by)


def _presence(r: Request) -> act.Action:
    return act.Mark("presence", (r.only("la présence se confirme"),))


def _incident(r: Request) -> act.Action:
    o = r.options
    return act.RecordIncident(o.code, () if r.is_about_the_session else r.who, o.question, o.text)


def _alert(r: Request) -> act.Action:
    return act.CloseAlert(r.only("une alerte se ferme"), r.options.outcome, r.options.question)


def _fraud(r: Request) -> act.Action:
    o = r.options
    if o.evidence:
        raise RefusedError("--evidence n'est pas encore possible : rien n'a été noté ; gardez le fichier à part")
    return act.ReportFraud(r.only("une fraude se rapporte"), o.kind, o.seen, o.done, o.witness)


def _note(r: Request) -> act.Action:
    return act.WriteNote(r.options.text, None if r.is_about_the_session else r.only("une note s'écrit"))


def _time(r: Request) -> act.Action:
    o = r.options
    found = _MINUTES.fullmatch(o.minutes.strip())
    if found is None or (found[3] and found[2] != "1"):
        raise BadUsageError("le temps s'écrit avec son signe : +10, -5, +1/3 ou -1/3")
    amount = int(found[2]) if found[1] == "+" else -int(found[2])
    minutes, thirds = (0, amount) if found[3] else (amount, 0)
    return act.AdjustTime(r.who, minutes, o.reason, thirds, force=o.force, source=o.source)


def _pause(r: Request) -> act.Action:
    return act.Mark("pause-begin" if r.options.moment == "begin" else "pause-end", r.who)


def _global(r: Request) -> act.Action:
    o = r.options
    if o.moment == "begin":
        if o.give is not None:
            raise BadUsageError("--give se dit à la fin de l'incident global")
        scope = None if o.scope in (None, "all") else pick([o.scope], r.session)
        return act.BeginGlobal(" ".join(o.what), scope, o.fault or "")
    if o.scope is not None or o.fault is not None:
        raise BadUsageError("--for et --fault se disent au début de l'incident global")
    give: act.GiveBack = o.give if o.give is not None else "measured"
    if not o.what:
        return act.EndGlobal(give=give)
    if len(o.what) > 1 or not re.fullmatch(r"[0-9]{1,9}", o.what[0]):
        raise BadUsageError("la fin d'un incident global se dit avec son numéro : global end 41")
    return act.EndGlobal(int(o.what[0]), give)


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
    return Asked(act.Correct(number, identity, reason=o.reason, **found.others), found.remarks)


_ACTIONS: dict[str, Callable[[Request], act.Action | Asked]] = {
    "identity": _identity,
    "presence": _presence,
    **{what: _mark(what) for what in _SIMPLE},
    "start": _start,
    "interrupt": lambda r: act.Interrupt(r.who, r.options.cause or ""),
    "resume": lambda r: act.Resume(r.who, r.options.give),
    "finish": lambda r: act.Finish(r.who),
    "end": lambda r: act.StopTest(r.who, "end", r.options.reason),
    "withdraw": lambda r: act.StopTest(r.who, "withdraw", r.options.reason),
    "reason": lambda r: act.GiveReason(r.only("un motif se donne"), r.options.reason),
    "incident": _incident,
    "alert": _alert,
    "fraud": _fraud,
    "note": _note,
    "time": _time,
    "pause": _pause,
    "global": _global,
    "add": _add,
    "correct": _correct,
    "remove": lambda r: act.Remove(r.who, r.options.reason),
    "seat": lambda r: act.ChangeSeat(r.only("une place se donne"), r.options.seat),
    "zone": lambda r: act.ChangeZone(r.who, r.options.zone),
    "surveillant": lambda r: act.TakeOver(r.options.name),
    "derogation": lambda r: act.RecordDerogation(r.options.text),
    "number": lambda r: act.Renumber(r.options.new_number),
    "undo": lambda r: act.Undo(r.options.event, r.options.reason),
    "close": lambda r: act.CloseSession(r.options.force),
    "reopen": lambda r: act.Reopen(r.options.reason),
    "finalised": lambda _: act.MarkFinalised(),
}
