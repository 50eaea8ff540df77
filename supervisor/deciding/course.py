"""Deciding on a candidate's way through the session: from the identity check to how their test ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import printable
from supervisor.closing import asks_for_end_screen, tells_its_cause
from supervisor.deciding.plan import FUTURE_TOLERANCE, REACH, Plan, decides, out_of_reach
from supervisor.folding import utc
from supervisor.incident import lacking
from supervisor.jumps import stood_still
from supervisor.pix_limit import is_past
from supervisor.situation import UNFINISHED, Situation, Status
from supervisor.timing import Moves
from supervisor.wording import at_end, hour_of_end, hour_of_fact, long_day, span


@decides(act.CheckIdentity)
def _identity(plan: Plan, action: act.CheckIdentity) -> None:
    was = plan.session.candidates.get(action.number)
    attested = action.attested_by is not None
    event = ev.IdentityChecked(number=action.number, attested=attested, attested_by=action.attested_by or "")
    if plan.propose(event) and was is not None and was.status is Status.ABSENT:
        plan.remark("était noté absent : il est de nouveau attendu", action.number)


_MARKS: dict[str, Callable[[int], ev.Event]] = {
    "sign": lambda n: ev.SheetSigned(number=n),
    "join": lambda n: ev.CandidateJoined(number=n),
    "start": lambda n: ev.TestStarted(number=n),
    "absent": lambda n: ev.CandidateAbsent(number=n),
    "not-certifiable": lambda n: ev.CandidateNotCertifiable(number=n),
    "pause-begin": lambda n: ev.PauseBegan(number=n),
    "pause-end": lambda n: ev.PauseEnded(number=n),
    "presence": lambda n: ev.PresenceConfirmed(number=n),
}


@decides(act.Mark)
def _mark(plan: Plan, action: act.Mark) -> None:
    is_first_start = action.what == "start" and plan.session.first_start is None
    for number in action.numbers:
        was = plan.session.candidates.get(number)
        if plan.propose(_MARKS[action.what](number)) and was is not None:
            _remark_on_mark(plan, action.what, was)
    today = plan.session.local(plan.at).date()
    if is_first_start and plan.events and today != plan.session.date:
        told = f"la session est prévue le {long_day(plan.session.date)}"
        plan.remark(f"{told} : est-ce la bonne ?", hint=f"session --date {today}")


def _remark_on_mark(plan: Plan, what: str, was: Situation) -> None:
    if what == "join" and was.status is not Status.EXPECTED:
        noted = "absent" if was.status is Status.ABSENT else "non certifiable"
        plan.remark(f"était noté {noted} : finalement présent", was.number)
    if what == "pause-end":
        _tell_pause(plan, was.number)
    if what == "start":
        if was.checked is None:
            plan.remark("démarré sans contrôle d'identité", was.number)
        is_current = plan.session.reference.edition == "current"
        if was.presence_at is None and is_current and not is_past(plan.session, plan.at):
            plan.remark("démarré sans présence confirmée dans Pix", was.number)
        ending = plan.session.ending(plan.session.candidates[was.number], plan.at)
        if ending is not None and ending.at > plan.session.slot_end:
            end, slot_end = at_end(plan.session, ending.at), hour_of_end(plan.session, plan.session.slot_end)
            plan.remark(f"fin {end}, après celle du créneau ({slot_end})", was.number)


def _tell_pause(plan: Plan, number: int) -> None:
    """How long the pause that has just ended was, and the end it leads to."""
    who = plan.session.candidates[number]
    lasted = span(stood_still(plan.session, who, who.pauses[-1], plan.at))

    def told() -> str:
        ending = plan.session.ending(plan.session.candidates[number], plan.context.now)
        return f"pause de {lasted} : fin {hour_of_end(plan.session, ending.at)}" if ending is not None else ""

    plan.remark_last(number, "end", told)


@decides(act.Finish)
def _finish(plan: Plan, action: act.Finish) -> None:
    for number in action.numbers:
        if plan.propose(ev.TestFinished(number=number)):
            _remind_of_what_waits(plan, number)
            if action.end_screen:
                plan.propose(ev.EndScreenSeen(number=number))
            elif asks_for_end_screen(plan.session):
                plan.remark("écran de fin de test pas encore noté vu", number, hint=f"end-screen {number}")


@decides(act.StopTest)
def _stop(plan: Plan, action: act.StopTest) -> None:
    if _is_too_little(plan, action.report):
        return
    for number in action.numbers:
        event: ev.Event = (
            ev.TestEnded(number=number, reason=action.reason)
            if action.how == "end"
            else ev.CandidateWithdrew(number=number, reason=action.reason or "candidate")
        )
        if plan.propose(event):
            if action.reason == "technical":
                _report_cause(plan, number, action.report)
            _remind_of_what_waits(plan, number)


def _is_too_little(plan: Plan, report: str | None) -> bool:
    """What is to be reported of a technical cause will not do; the refusal is noted, and nothing is done."""
    code = plan.session.reference.code_meaning("technical")
    lacks = lacking(code, question=None, text=printable(report)) if code is not None and report is not None else ""
    if lacks:
        plan.refuse(lacks, bad_usage=True, hint='--report "…"')
    return bool(lacks)


def _report_cause(plan: Plan, number: int, report: str | None) -> None:
    """The report of a technical cause, by the same action as the stop; or by what it is still to be made."""
    who, code = plan.session.candidates[number], plan.session.reference.code_meaning("technical")
    if code is None or tells_its_cause(plan.session, who) or plan.session.closed_at is not None:
        return
    if report is not None:
        plan.propose(ev.IncidentRecorded(number=number, code=code.code, text=printable(report)))
    else:
        hint = f'incident {number} {code.code} --text "…"'
        plan.remark(f"cause technique : {code.code} est à signaler", number, hint=hint)


def _remind_of_what_waits(plan: Plan, number: int) -> None:
    """What a test that is over leaves open: its alerts, and the signature of who is about to go."""
    plan.tell_open_alerts(number)
    if plan.session.candidates[number].signed_at is None:
        plan.remark("n'a pas émargé : faites-le signer maintenant", number)


@decides(act.GiveReason)
def _reason(plan: Plan, action: act.GiveReason) -> None:
    now_is = plan.session.candidates.get(action.number)
    if _is_too_little(plan, action.report):
        return
    if now_is is not None and now_is.status in UNFINISHED and now_is.reason == action.reason:
        plan.refuse("ce motif est déjà le sien", action.number)
    elif plan.session.closed_at is not None:
        # A forced close left it open: it is said behind the seal (RULES.md section 7).
        plan.propose(ev.FinalisationReasonGiven(number=action.number, reason=action.reason))
    elif plan.propose(ev.ReasonGiven(number=action.number, reason=action.reason)) and action.reason == "technical":
        _report_cause(plan, action.number, action.report)


@decides(act.CorrectStart)
def _correct_start(plan: Plan, action: act.CorrectStart) -> None:
    _move_start(plan, action, ())


def _move_start(plan: Plan, action: act.CorrectStart, moves: Moves) -> None:
    """Propose another start; with `moves`, what was noted before a jump of the clock moves along."""
    now_is = plan.known(action.number)
    if now_is is None:
        return
    new = utc(action.started_at)
    if new - plan.context.now > FUTURE_TOLERANCE:
        plan.refuse(f"{hour_of_fact(plan.session, new)} est dans le futur", action.number)
    elif told := out_of_reach(plan.session, new):
        plan.refuse(told, action.number, bad_usage=True)
    elif not printable(action.reason):
        plan.refuse("corriger un début demande un motif", action.number, hint='--reason "…"', bad_usage=True)
    elif new == now_is.started_at:
        plan.refuse("rien à corriger : son début est déjà celui-là", action.number)
    else:
        before = plan.session.ending(now_is, plan.context.now)
        event = ev.StartCorrected(
            number=action.number, old=now_is.started_at or new, new=new, moves=moves, reason=action.reason
        )
        if plan.propose(event):
            plan.tell_end(action.number, before)


@decides(act.ShiftStarts)
def _shift_starts(plan: Plan, action: act.ShiftStarts) -> None:
    if not printable(action.reason):
        plan.refuse("décaler des débuts demande un motif", hint='--reason "…"', bad_usage=True)
        return
    if abs(action.seconds) > REACH.total_seconds():
        plan.refuse("c'est plus d'un an : ces débuts ne seraient plus ceux de la session", bad_usage=True)
        return
    owed = plan.session.jumps_owed
    ran = tuple(c.number for c in plan.session.candidates.values() if c.is_running or c.number in owed)
    for number in action.numbers or ran:
        now_is = plan.known(number)
        if now_is is None:
            continue
        if now_is.started_at is None or not (now_is.is_running or number in owed):
            plan.refuse("son test ne court pas : son début ne se décale pas", number)
            continue
        new = now_is.started_at + timedelta(seconds=action.seconds)
        jumps = owed.get(number, ())
        if sum(size for _, size in jumps) != action.seconds:
            # Another length than was seen: what was noted before the last jump, or before now.
            jumps = ((jumps[-1][0] if jumps else plan.next_id, action.seconds),)
        _move_start(plan, act.CorrectStart(number, new, action.reason), jumps)
