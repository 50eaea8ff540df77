"""Actions on the session as a whole."""

from __future__ import annotations

import re

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import said
from supervisor.closing import missing
from supervisor.deciding.people import added, knows_certification
from supervisor.deciding.plan import Decider, Plan
from supervisor.timing import MINUTE
from supervisor.wording import plural


def _create(plan: Plan, wanted: act.CreateSession) -> None:
    if plan.session.entries:
        plan.refuse(f"la session {plan.session.number} est déjà créée")
        return
    certifications = dict.fromkeys((wanted.certification, *(c.certification for c in wanted.candidates)))
    if not all(knows_certification(plan, certification) for certification in certifications):
        return
    created: list[ev.Event] = [
        ev.SessionCreated(
            number=wanted.number, site=wanted.site, room=wanted.room, date=wanted.date, start=wanted.start,
            certification=wanted.certification, rehearsal=wanted.rehearsal, surveillants=wanted.surveillants,
            observations=wanted.observations,
        ),
        *([ev.AccessCodeGiven(code=wanted.access_code)] if wanted.access_code else []),
        *(added(number, candidate) for number, candidate in enumerate(wanted.candidates, start=1)),
    ]  # fmt: skip
    plan.accept(created)


def _access_code(plan: Plan, wanted: act.GiveAccessCode) -> None:
    if said(wanted.code) == plan.session.access_code:
        plan.refuse("c'est déjà le code d'accès de la session")
    else:
        plan.propose(ev.AccessCodeGiven(code=wanted.code))


def _room_point(plan: Plan, wanted: act.CheckRoomPoint) -> None:
    if not wanted.ok and not said(wanted.remark):
        plan.refuse("dites ce qui manque", bad_usage=True)
    else:
        plan.propose(ev.RoomPointChecked(point=wanted.point, ok=wanted.ok, remark=wanted.remark))


def _training(plan: Plan, wanted: act.RecordTraining) -> None:
    if not said(wanted.name) or not said(wanted.trainer):
        plan.refuse("dites qui a été formé, et par qui", bad_usage=True)
    else:
        plan.propose(ev.SurveillantTrained(name=wanted.name, trainer=wanted.trainer, on=wanted.on))


def _renumber(plan: Plan, wanted: act.Renumber) -> None:
    if re.fullmatch("[0-9]{1,9}", wanted.number) is None:
        plan.refuse(f"le numéro d'une session a 1 à 9 chiffres, pas « {said(wanted.number)} »", bad_usage=True)
    else:
        plan.propose(ev.SessionRenumbered(number=wanted.number))


def _take_over(plan: Plan, wanted: act.TakeOver) -> None:
    if not said(wanted.name):
        plan.refuse("dites qui surveille à partir de maintenant", bad_usage=True)
    elif said(wanted.name) == plan.session.surveillant:
        plan.refuse(f"« {wanted.name} » surveille déjà la session")
    else:
        plan.propose(ev.SurveillantTookOver(name=wanted.name))


def _derogation(plan: Plan, wanted: act.RecordDerogation) -> None:
    if not said(wanted.text):
        plan.refuse("dites de quelle dérogation il s'agit", bad_usage=True)
    else:
        plan.propose(ev.DerogationRecorded(text=wanted.text))


def _note(plan: Plan, wanted: act.WriteNote) -> None:
    if not said(wanted.text):
        plan.refuse("la note est vide", wanted.number, bad_usage=True)
    else:
        plan.propose(ev.NoteWritten(text=wanted.text, number=wanted.number))


def _clock(plan: Plan, wanted: act.NoticeClockJump) -> None:
    recent = (
        e for e in reversed(plan.session.entries)
        if isinstance(e.event, ev.ClockJumped) and e.event.seconds * wanted.seconds > 0
    )  # fmt: skip
    last = next(recent, None)
    is_the_same = (
        last is not None
        and abs(plan.context.now - last.recorded_at) <= MINUTE
        and isinstance(last.event, ev.ClockJumped)
        and abs(last.event.seconds - wanted.seconds) < 5
    )
    if is_the_same:
        plan.refuse("ce saut d'horloge est déjà noté")
    else:
        plan.propose(ev.ClockJumped(seconds=wanted.seconds))


def _close(plan: Plan, wanted: act.CloseSession) -> None:
    lacking_still = missing(plan.session, plan.context.now)
    if lacking_still and not wanted.force and plan.session.closed_at is None:
        plan.refuse(f"il manque encore : {' ; '.join(lacking_still)}", confirmable=True)
        return
    if plan.propose(ev.SessionClosed(forced=bool(lacking_still), missing=lacking_still)) and lacking_still:
        plan.remark(f"close malgré {plural(len(lacking_still), 'point')}")


def _reopen(plan: Plan, wanted: act.Reopen) -> None:
    if not said(wanted.reason):
        plan.refuse("dites pourquoi vous rouvrez la session", bad_usage=True)
    elif plan.propose(ev.SessionReopened(reason=wanted.reason)):
        plan.remark("le sceau précédent n'est plus valable")


def _finalise(plan: Plan, wanted: act.MarkFinalised) -> None:
    plan.propose(ev.SessionFinalised())


DECIDERS: dict[type, Decider] = {
    act.CreateSession: _create,
    act.GiveAccessCode: _access_code,
    act.CheckRoomPoint: _room_point,
    act.RecordTraining: _training,
    act.Renumber: _renumber,
    act.TakeOver: _take_over,
    act.RecordDerogation: _derogation,
    act.WriteNote: _note,
    act.NoticeClockJump: _clock,
    act.CloseSession: _close,
    act.Reopen: _reopen,
    act.MarkFinalised: _finalise,
}
