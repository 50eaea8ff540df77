"""From the words of `vigie do` on the list to the action they ask for."""

from __future__ import annotations

from screens.command.candidates import pick_one
from screens.command.do import fields
from screens.command.do.request import Asked, Asking, Request
from screens.command.output import BadUsageError
from supervisor import action as act


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


ACTIONS: Asking = {
    "add": _add,
    "correct": _correct,
    "remove": lambda r: act.Remove(r.who, r.options.reason),
    "seat": lambda r: act.ChangeSeat(r.only("une place se donne"), r.options.seat),
    "zone": lambda r: act.ChangeZone(r.who, r.options.zone),
}
"""What each of these words asks for."""
