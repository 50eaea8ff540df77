"""Actions on the session as a whole."""

from __future__ import annotations

import re

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import said
from supervisor.deciding.people import added, knows_certification
from supervisor.deciding.plan import Decider, Plan
from supervisor.session_facts import handing_over
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
        checked = ev.RoomPointChecked(point=wanted.point, ok=wanted.ok, remark=wanted.remark, label=wanted.label)
        plan.propose(checked)


def _training(plan: Plan, wanted: act.RecordTraining) -> None:
    if not said(wanted.name) or not said(wanted.trainer):
        plan.refuse("dites qui a été formé, et par qui", hint='--by "…"', bad_usage=True)
    elif wanted.on > plan.session.local(plan.context.now).date():
        plan.refuse(f"le {wanted.on:%d/%m/%Y} est à venir : une formation se note une fois faite")
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
    elif said(wanted.of) in ("", handing_over(plan.session.present_surveillants, plan.context.author)):
        plan.propose(ev.SurveillantTookOver(name=wanted.name))
    elif said(wanted.name) in plan.session.present_surveillants:
        plan.refuse(f"« {wanted.name} » surveille déjà la session")
    elif plan.propose(ev.SurveillantLeft(name=said(wanted.of))):
        # Of several, another one leaves than who would hand over by themselves: told as what it is.
        plan.propose(ev.SurveillantArrived(name=said(wanted.name)))
        plan.remark(f"« {said(wanted.name)} » surveille à sa place")


def _cover(plan: Plan, wanted: act.ChangeCover) -> None:
    name = said(wanted.name)
    if not name:
        plan.refuse("dites qui vient aussi surveiller" if wanted.arrives else "dites qui s'en va", bad_usage=True)
    elif wanted.arrives:
        plan.propose(ev.SurveillantArrived(name=name))
    elif plan.propose(ev.SurveillantLeft(name=name)) and not plan.session.present_surveillants:
        plan.remark("plus personne n'est noté comme surveillant")


def _correct_session(plan: Plan, wanted: act.CorrectSession) -> None:
    now_is = plan.session
    if wanted.start is not None and re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", wanted.start) is None:
        plan.refuse(f"l'heure d'une session s'écrit 09:00, pas « {said(wanted.start)} »", bad_usage=True)
        return
    if wanted.surveillants is not None and len(wanted.surveillants) != len(now_is.surveillants):
        told = plural(len(now_is.surveillants), "surveillant est noté", "surveillants sont notés")
        plan.refuse(
            f"{told} : une correction les redit tous, dans l'ordre ; qui arrive ou s'en va se note à part",
            hint='surveillant "Nom" --also, ou --leaves',
            bad_usage=True,
        )
        return
    wanted_names = None if wanted.surveillants is None else tuple(said(name) for name in wanted.surveillants)
    new = {
        "date": wanted.date, "start": wanted.start, "site": _said(wanted.site), "room": _said(wanted.room),
        "surveillants": wanted_names, "observations": _said(wanted.observations),
    }  # fmt: skip
    changed = {name: value for name, value in new.items() if value is not None and value != getattr(now_is, name)}
    if not changed:
        plan.refuse("rien à corriger : la session le dit déjà")
    elif wanted_names is not None and not all(wanted_names):
        plan.refuse("le nom d'un surveillant ne peut pas être vide", bad_usage=True)
    else:
        old = {f"old_{name}": getattr(now_is, name) for name in changed}
        plan.propose(ev.SessionCorrected.model_validate({**changed, **old}))


def _said(text: str | None) -> str | None:
    return None if text is None else said(text)


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
    is_the_same = any(
        isinstance(e.event, ev.ClockJumped)
        and abs(plan.context.now - e.recorded_at) <= MINUTE
        and abs(e.event.seconds - wanted.seconds) < 5
        for e in plan.session.entries
    )
    if is_the_same:
        plan.refuse("ce saut d'horloge est déjà noté")
    else:
        plan.propose(ev.ClockJumped(seconds=wanted.seconds))


DECIDERS: dict[type, Decider] = {
    act.CreateSession: _create,
    act.GiveAccessCode: _access_code,
    act.CheckRoomPoint: _room_point,
    act.RecordTraining: _training,
    act.Renumber: _renumber,
    act.TakeOver: _take_over,
    act.ChangeCover: _cover,
    act.CorrectSession: _correct_session,
    act.RecordDerogation: _derogation,
    act.WriteNote: _note,
    act.NoticeClockJump: _clock,
}
