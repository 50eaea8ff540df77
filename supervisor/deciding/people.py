"""Deciding on the list: who is on it, what is known of them and where they sit."""

from __future__ import annotations

from typing import Any

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import printable
from supervisor.closing import report_of, told_by, untold_corrections
from supervisor.deciding.plan import Plan, decides
from supervisor.session import Session


def added(number: int, candidate: act.NewCandidate) -> ev.CandidateAdded:
    """The event that puts a candidate on the list under this number."""
    return ev.CandidateAdded(
        number=number, certification=candidate.certification, extra_time=candidate.extra_time,
        class_name=candidate.class_name, seat=candidate.seat, identity=candidate.identity,
    )  # fmt: skip


def knows_certification(plan: Plan, certification: str | None, number: int | None = None) -> bool:
    """Whether the session knows how long this certification's test lasts; the refusal is noted."""
    durations = plan.session.reference.durations
    if certification is None or certification in durations:
        return True
    plan.refuse(f"certification « {certification} » inconnue ; connues : {', '.join(durations)}", number)
    return False


@decides(act.AddCandidates)
def _add(plan: Plan, action: act.AddCandidates) -> None:
    for candidate in action.candidates:
        if knows_certification(plan, candidate.certification):
            plan.propose(added(_next_number(plan.session), candidate))


def _next_number(session: Session) -> int:
    """The number after the highest there ever was: whose addition was undone keeps theirs in the log."""
    used = (e.event.number for e in session.entries if isinstance(e.event, ev.CandidateAdded))
    return max(used, default=0) + 1


@decides(act.Correct)
def _correct(plan: Plan, action: act.Correct) -> None:
    now_is = plan.known(action.number)
    if now_is is None:
        return
    changed: dict[str, Any] = {}
    for name in ("certification", "extra_time", "class_name", "identity"):
        new, old = getattr(action, name), getattr(now_is, name)
        if new is not None and new != old:
            changed |= {name: new, f"old_{name}": old}
    if not changed:
        plan.refuse("rien à corriger : la liste dit déjà cela", action.number)
    elif knows_certification(plan, changed.get("certification"), action.number):
        before = plan.session.ending(now_is, plan.context.now)
        changes_the_end = not {"certification", "extra_time"}.isdisjoint(changed)
        corrected = ev.CandidateCorrected(number=action.number, reason=action.reason, **changed)
        if not plan.propose(corrected):
            return
        if changes_the_end:
            plan.tell_end(action.number, before)
        if action.report:
            _report(plan, corrected)
        _tell_untold(plan, action.number)


def _report(plan: Plan, corrected: ev.CandidateCorrected) -> None:
    """Pix Certif is told by the same action, with the right values: what undoes the one undoes the other."""
    now_is = plan.session.candidates[corrected.number]
    for what in told_by(corrected):
        code = plan.session.reference.code_meaning(what)
        if code is not None:
            text = report_of(plan.session, corrected.number, what, now_is.identity, now_is.extra_time)
            plan.propose(ev.IncidentRecorded(number=corrected.number, code=code.code, text=text))


def _tell_untold(plan: Plan, number: int) -> None:
    """By what Pix Certif is still to be told of a correction (RULES.md section 11)."""
    untold = {
        u.code for u in untold_corrections(plan.session) if u.number == number and u.entry.id == plan.session.last_id
    }
    for code in sorted(untold):
        hint = f'incident {number} {code} --text "…"'
        plan.remark(f"Pix Certif ne le sait pas : {code} est à signaler", number, hint=hint)


@decides(act.Remove)
def _remove(plan: Plan, action: act.Remove) -> None:
    for number in action.numbers:
        plan.propose(ev.CandidateRemoved(number=number, reason=action.reason))


@decides(act.ChangeSeat)
def _seat(plan: Plan, action: act.ChangeSeat) -> None:
    now_is = plan.known(action.number)
    taken = [c for c in plan.session.candidates.values() if c.seat == action.seat and c.number != action.number]
    if now_is is None:
        return
    if not printable(action.seat):
        plan.refuse("dites quelle place", action.number, bad_usage=True)
    elif now_is.seat == action.seat:
        plan.refuse(f"est déjà à la place {action.seat}", action.number)
    elif plan.propose(ev.SeatChanged(number=action.number, seat=action.seat)) and taken:
        plan.remark(f"la place {action.seat} est aussi celle du n° {taken[0].number}", action.number)


@decides(act.ChangeZone)
def _zone(plan: Plan, action: act.ChangeZone) -> None:
    for number in action.numbers:
        plan.propose(ev.ZoneChanged(number=number, zone=action.zone))
