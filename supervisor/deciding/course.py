"""Actions on the course of a test: from the identity check to the end."""

from __future__ import annotations

from collections.abc import Callable

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import said
from supervisor.closing import asks_for_end_screen, technical_code, tells_its_cause
from supervisor.deciding.plan import Decider, Plan, give_back, is_too_much, loss_of
from supervisor.incident import lacking
from supervisor.pix_limit import is_past
from supervisor.situation import UNFINISHED, Situation, Status
from supervisor.wording import at_end, hour_of_end, long_day, span


def _identity(plan: Plan, wanted: act.CheckIdentity) -> None:
    was = plan.session.candidates.get(wanted.number)
    attested = wanted.attested_by is not None
    event = ev.IdentityChecked(number=wanted.number, attested=attested, attested_by=wanted.attested_by or "")
    if plan.propose(event) and was is not None and was.status is Status.ABSENT:
        plan.remark("était noté absent : il est de nouveau attendu", wanted.number)


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


def _mark(plan: Plan, wanted: act.Mark) -> None:
    is_first_start = wanted.what == "start" and all(c.started_at is None for c in plan.session.candidates.values())
    for number in wanted.numbers:
        was = plan.session.candidates.get(number)
        if plan.propose(_MARKS[wanted.what](number)) and was is not None:
            _remark_on_mark(plan, wanted.what, was)
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
    pause = plan.session.candidates[number].pauses[-1]
    lasted = span(pause.until(plan.at) - pause.begin)

    def told() -> str:
        ending = plan.session.ending(plan.session.candidates[number], plan.context.now)
        return f"pause de {lasted} : fin {hour_of_end(plan.session, ending.at)}" if ending is not None else ""

    plan.remark_last(number, "end", told)


def _interrupt(plan: Plan, wanted: act.Interrupt) -> None:
    for number in wanted.numbers:
        plan.propose(ev.TestInterrupted(number=number, cause=wanted.cause))


def _resume(plan: Plan, wanted: act.Resume) -> None:
    for number in wanted.numbers:
        was = plan.session.candidates.get(number)
        interruption = was.open_interruption if was is not None else None
        measured = wanted.give == "measured"
        # What is ordered is done: as measured, whoever's doing it was (RULES.md section 12).
        counting = interruption.event_id if interruption is not None and measured else 0
        lost = loss_of(plan, number, counting) if was is not None else 0
        given = wanted.give if isinstance(wanted.give, int) else 0 if wanted.give == "none" else lost
        if interruption is not None and is_too_much(plan, number, given, lost):
            continue
        # Who was given other minutes than measured has been decided on: the rest is not offered again.
        settled = wanted.give in ("none", 0) or given != lost
        resumed = ev.TestResumed(number=number, refused=settled, measured=measured)
        if not plan.propose(resumed) or interruption is None:
            continue
        if wanted.give is not None:
            give_back(plan, number, given, lost, "interruption rendue", interruption.event_id)
            if measured and not given:
                plan.remark("rien à rendre : c'est déjà rendu, ou sa fin était passée avant", number)
            if given:
                plan.tell_past_end(number)
        elif lost:
            hint = f'time {number} +{lost} --for {interruption.event_id} --reason "…"'
            plan.remark(f"interruption de {lost} min : à rendre ou non", number, hint=hint)


def _finish(plan: Plan, wanted: act.Finish) -> None:
    for number in wanted.numbers:
        if plan.propose(ev.TestFinished(number=number)):
            _remind_of_what_waits(plan, number)
            if wanted.end_screen:
                plan.propose(ev.EndScreenSeen(number=number))
            elif asks_for_end_screen(plan.session):
                plan.remark("écran de fin de test pas encore noté vu", number, hint=f"end-screen {number}")


def _stop(plan: Plan, wanted: act.StopTest) -> None:
    if _is_too_little(plan, wanted.report):
        return
    for number in wanted.numbers:
        event: ev.Event = (
            ev.TestEnded(number=number, reason=wanted.reason)
            if wanted.how == "end"
            else ev.CandidateWithdrew(number=number, reason=wanted.reason or "candidate")
        )
        if plan.propose(event):
            if wanted.reason == "technical":
                _report_cause(plan, number, wanted.report)
            _remind_of_what_waits(plan, number)


def _is_too_little(plan: Plan, report: str | None) -> bool:
    """What is to be reported of a technical cause will not do; the refusal is noted, and nothing is done."""
    code = technical_code(plan.session.reference)
    lacks = lacking(code, question=None, text=said(report)) if code is not None and report is not None else ""
    if lacks:
        plan.refuse(lacks, bad_usage=True, hint='--report "…"')
    return bool(lacks)


def _report_cause(plan: Plan, number: int, report: str | None) -> None:
    """The report of a technical cause, by the same action as the stop; or by what it is still to be made."""
    who, code = plan.session.candidates[number], technical_code(plan.session.reference)
    if code is None or tells_its_cause(plan.session, who) or plan.session.closed_at is not None:
        return
    if report is not None:
        plan.propose(ev.IncidentRecorded(number=number, code=code.code, text=said(report)))
    else:
        hint = f'incident {number} {code.code} --text "…"'
        plan.remark(f"cause technique : {code.code} est à signaler", number, hint=hint)


def _remind_of_what_waits(plan: Plan, number: int) -> None:
    """What a test that is over leaves open: its alerts, and the signature of who is about to go."""
    plan.tell_open_alerts(number)
    if plan.session.candidates[number].signed_at is None:
        plan.remark("n'a pas émargé : faites-le signer maintenant", number)


def _reason(plan: Plan, wanted: act.GiveReason) -> None:
    now_is = plan.session.candidates.get(wanted.number)
    if _is_too_little(plan, wanted.report):
        return
    if now_is is not None and now_is.status in UNFINISHED and now_is.reason == wanted.reason:
        plan.refuse("ce motif est déjà le sien", wanted.number)
    elif plan.session.closed_at is not None:
        # A forced close left it open: it is said behind the seal (RULES.md section 7).
        plan.propose(ev.FinalisationReasonGiven(number=wanted.number, reason=wanted.reason))
    elif plan.propose(ev.ReasonGiven(number=wanted.number, reason=wanted.reason)) and wanted.reason == "technical":
        _report_cause(plan, wanted.number, wanted.report)


def _seat(plan: Plan, wanted: act.ChangeSeat) -> None:
    now_is = plan.known(wanted.number)
    taken = [c for c in plan.session.candidates.values() if c.seat == wanted.seat and c.number != wanted.number]
    if now_is is None:
        return
    if not said(wanted.seat):
        plan.refuse("dites quelle place", wanted.number, bad_usage=True)
    elif now_is.seat == wanted.seat:
        plan.refuse(f"est déjà à la place {wanted.seat}", wanted.number)
    elif plan.propose(ev.SeatChanged(number=wanted.number, seat=wanted.seat)) and taken:
        plan.remark(f"la place {wanted.seat} est aussi celle du n° {taken[0].number}", wanted.number)


def _zone(plan: Plan, wanted: act.ChangeZone) -> None:
    for number in wanted.numbers:
        plan.propose(ev.ZoneChanged(number=number, zone=wanted.zone))


DECIDERS: dict[type, Decider] = {
    act.CheckIdentity: _identity,
    act.Mark: _mark,
    act.Interrupt: _interrupt,
    act.Resume: _resume,
    act.Finish: _finish,
    act.StopTest: _stop,
    act.GiveReason: _reason,
    act.ChangeSeat: _seat,
    act.ChangeZone: _zone,
}
