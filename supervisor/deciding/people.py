"""Actions on who the candidates are: the list and its corrections."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import said
from supervisor.closing import codes_of, report_of, untold_corrections
from supervisor.deciding.plan import FUTURE_TOLERANCE, REACH, Decider, Plan, out_of_reach
from supervisor.folding import utc
from supervisor.jumps import jumps_owed
from supervisor.session import Session
from supervisor.timing import Moves
from supervisor.wording import hour_of_fact


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


def _add(plan: Plan, wanted: act.AddCandidates) -> None:
    for candidate in wanted.candidates:
        if knows_certification(plan, candidate.certification):
            plan.propose(added(_next_number(plan.session), candidate))


def _next_number(session: Session) -> int:
    """The number after the highest there ever was: whose addition was undone keeps his in the log."""
    used = (e.event.number for e in session.entries if isinstance(e.event, ev.CandidateAdded))
    return max(used, default=0) + 1


def _correct(plan: Plan, wanted: act.Correct) -> None:
    now_is = plan.known(wanted.number)
    if now_is is None:
        return
    changed: dict[str, Any] = {}
    for name in ("certification", "extra_time", "class_name", "identity"):
        new, old = getattr(wanted, name), getattr(now_is, name)
        if new is not None and new != old:
            changed |= {name: new, f"old_{name}": old}
    if not changed:
        plan.refuse("rien à corriger : la liste dit déjà cela", wanted.number)
    elif knows_certification(plan, changed.get("certification"), wanted.number):
        before = plan.session.ending(now_is, plan.context.now)
        changes_the_end = not {"certification", "extra_time"}.isdisjoint(changed)
        corrected = ev.CandidateCorrected(number=wanted.number, reason=wanted.reason, **changed)
        if not plan.propose(corrected):
            return
        if changes_the_end:
            plan.tell_end(wanted.number, before)
        if wanted.report:
            _report(plan, corrected)
        _tell_untold(plan, wanted.number)


def _report(plan: Plan, corrected: ev.CandidateCorrected) -> None:
    """Pix Certif is told by the same action, with the right values: what undoes the one undoes the other."""
    now_is = plan.session.candidates[corrected.number]
    for code in codes_of(corrected):
        if plan.session.reference.code(code) is not None:
            text = report_of(plan.session, corrected.number, code, now_is.identity, now_is.extra_time)
            plan.propose(ev.IncidentRecorded(number=corrected.number, code=code, text=text))


def _tell_untold(plan: Plan, number: int) -> None:
    """By what Pix Certif is still to be told of a correction (RULES.md section 11)."""
    untold = {
        u.code for u in untold_corrections(plan.session) if u.number == number and u.entry.id == plan.session.last_id
    }
    for code in sorted(untold):
        hint = f'incident {number} {code} --text "…"'
        plan.remark(f"Pix Certif ne le sait pas : {code} est à signaler", number, hint=hint)


def _correct_start(plan: Plan, wanted: act.CorrectStart, moves: Moves = ()) -> None:
    now_is = plan.known(wanted.number)
    if now_is is None:
        return
    new = utc(wanted.started_at)
    if new - plan.context.now > FUTURE_TOLERANCE:
        plan.refuse(f"{hour_of_fact(plan.session, new)} est dans le futur", wanted.number)
    elif told := out_of_reach(plan.session, new):
        plan.refuse(told, wanted.number, bad_usage=True)
    elif not said(wanted.reason):
        plan.refuse("corriger un début demande un motif", wanted.number, hint='--reason "…"', bad_usage=True)
    elif new == now_is.started_at:
        plan.refuse("rien à corriger : son début est déjà celui-là", wanted.number)
    else:
        before = plan.session.ending(now_is, plan.context.now)
        event = ev.StartCorrected(
            number=wanted.number, old=now_is.started_at or new, new=new, moves=moves, reason=wanted.reason
        )
        if plan.propose(event):
            plan.tell_end(wanted.number, before)


def _shift_starts(plan: Plan, wanted: act.ShiftStarts) -> None:
    if not said(wanted.reason):
        plan.refuse("décaler des débuts demande un motif", hint='--reason "…"', bad_usage=True)
        return
    if abs(wanted.seconds) > REACH.total_seconds():
        plan.refuse("c'est plus d'un an : ces débuts ne seraient plus ceux de la session", bad_usage=True)
        return
    owed = jumps_owed(plan.session)
    ran = tuple(c.number for c in plan.session.candidates.values() if c.is_running or c.number in owed)
    for number in wanted.numbers or ran:
        now_is = plan.known(number)
        if now_is is None:
            continue
        if now_is.started_at is None or not (now_is.is_running or number in owed):
            plan.refuse("son test ne court pas : son début ne se décale pas", number)
            continue
        new = now_is.started_at + timedelta(seconds=wanted.seconds)
        jumps = owed.get(number, ())
        if sum(size for _, size in jumps) != wanted.seconds:
            # Another length than was seen: what was noted before the last jump, or before now.
            jumps = ((jumps[-1][0] if jumps else plan.next_id, wanted.seconds),)
        _correct_start(plan, act.CorrectStart(number, new, wanted.reason), jumps)


def _remove(plan: Plan, wanted: act.Remove) -> None:
    for number in wanted.numbers:
        plan.propose(ev.CandidateRemoved(number=number, reason=wanted.reason))


DECIDERS: dict[type, Decider] = {
    act.AddCandidates: _add,
    act.Correct: _correct,
    act.CorrectStart: _correct_start,
    act.ShiftStarts: _shift_starts,
    act.Remove: _remove,
}
