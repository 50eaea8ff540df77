"""Deciding on the session as a whole: its making, who supervises it, its room, its notes."""

from __future__ import annotations

import re

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import printable
from supervisor.deciding.people import added, knows_certification
from supervisor.deciding.plan import Plan, decides
from supervisor.session_facts import handing_over
from supervisor.timing import MINUTE
from supervisor.unrecorded import is_of_one_program
from supervisor.wording import plural


@decides(act.CreateSession)
def _create(plan: Plan, action: act.CreateSession) -> None:
    if plan.session.entries:
        plan.refuse(f"la session {plan.session.number} est déjà créée")
        return
    certifications = dict.fromkeys((action.certification, *(c.certification for c in action.candidates)))
    if not all(knows_certification(plan, certification) for certification in certifications):
        return
    created: list[ev.Event] = [
        ev.SessionCreated(
            number=action.number, site=action.site, room=action.room, date=action.date, start=action.start,
            certification=action.certification, rehearsal=action.rehearsal, surveillants=action.surveillants,
            observations=action.observations,
        ),
        *([ev.AccessCodeGiven(code=action.access_code)] if action.access_code else []),
        *(added(number, candidate) for number, candidate in enumerate(action.candidates, start=1)),
    ]  # fmt: skip
    plan.accept(created)


@decides(act.GiveAccessCode)
def _access_code(plan: Plan, action: act.GiveAccessCode) -> None:
    if printable(action.code) == plan.session.access_code:
        plan.refuse("c'est déjà le code d'accès de la session")
    else:
        plan.propose(ev.AccessCodeGiven(code=action.code))


@decides(act.CheckRoomPoint)
def _room_point(plan: Plan, action: act.CheckRoomPoint) -> None:
    if not action.ok and not printable(action.remark):
        plan.refuse("dites ce qui manque", bad_usage=True)
    else:
        checked = ev.RoomPointChecked(point=action.point, ok=action.ok, remark=action.remark, label=action.label)
        plan.propose(checked)


@decides(act.RecordTraining)
def _training(plan: Plan, action: act.RecordTraining) -> None:
    if not printable(action.name) or not printable(action.trainer):
        plan.refuse("dites qui a été formé, et par qui", hint='--by "…"', bad_usage=True)
    elif action.on > plan.session.local(plan.context.now).date():
        plan.refuse(f"le {action.on:%d/%m/%Y} est à venir : une formation se note une fois faite")
    else:
        plan.propose(ev.SurveillantTrained(name=action.name, trainer=action.trainer, on=action.on))


@decides(act.Renumber)
def _renumber(plan: Plan, action: act.Renumber) -> None:
    if re.fullmatch("[0-9]{1,9}", action.number) is None:
        plan.refuse(f"le numéro d'une session a 1 à 9 chiffres, pas « {printable(action.number)} »", bad_usage=True)
    else:
        plan.propose(ev.SessionRenumbered(number=action.number))


@decides(act.TakeOver)
def _take_over(plan: Plan, action: act.TakeOver) -> None:
    if not printable(action.name):
        plan.refuse("dites qui surveille à partir de maintenant", bad_usage=True)
    elif printable(action.name) == plan.session.surveillant:
        plan.refuse(f"« {action.name} » surveille déjà la session")
    elif printable(action.of) in ("", handing_over(plan.session.present_surveillants, plan.context.author)):
        plan.propose(ev.SurveillantTookOver(name=action.name))
    elif printable(action.name) in plan.session.present_surveillants:
        plan.refuse(f"« {action.name} » surveille déjà la session")
    elif plan.propose(ev.SurveillantLeft(name=printable(action.of))):
        # Of several, another one leaves than who would hand over by themselves: told as what it is.
        plan.propose(ev.SurveillantArrived(name=printable(action.name)))
        plan.remark(f"« {printable(action.name)} » surveille à sa place")


@decides(act.ChangeCover)
def _cover(plan: Plan, action: act.ChangeCover) -> None:
    name = printable(action.name)
    if not name:
        plan.refuse("dites qui vient aussi surveiller" if action.arrives else "dites qui s'en va", bad_usage=True)
    elif action.arrives:
        plan.propose(ev.SurveillantArrived(name=name))
    elif plan.propose(ev.SurveillantLeft(name=name)) and not plan.session.present_surveillants:
        plan.remark("plus personne n'est noté comme surveillant")


@decides(act.CorrectSession)
def _correct_session(plan: Plan, action: act.CorrectSession) -> None:
    now_is = plan.session
    if action.start is not None and re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", action.start) is None:
        plan.refuse(f"l'heure d'une session s'écrit 09:00, pas « {printable(action.start)} »", bad_usage=True)
        return
    if action.surveillants is not None and len(action.surveillants) != len(now_is.surveillants):
        told = plural(len(now_is.surveillants), "surveillant est noté", "surveillants sont notés")
        plan.refuse(
            f"{told} : une correction les redit tous, dans l'ordre ; qui arrive ou s'en va se note à part",
            hint='surveillant "Nom" --also, ou --leaves',
            bad_usage=True,
        )
        return
    wanted_names = None if action.surveillants is None else tuple(printable(name) for name in action.surveillants)
    new = {
        "date": action.date, "start": action.start, "site": _said(action.site), "room": _said(action.room),
        "surveillants": wanted_names, "observations": _said(action.observations),
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
    return None if text is None else printable(text)


@decides(act.RecordDerogation)
def _derogation(plan: Plan, action: act.RecordDerogation) -> None:
    if not printable(action.text):
        plan.refuse("dites de quelle dérogation il s'agit", bad_usage=True)
    else:
        plan.propose(ev.DerogationRecorded(text=action.text))


@decides(act.WriteNote)
def _note(plan: Plan, action: act.WriteNote) -> None:
    if not printable(action.text):
        plan.refuse("la note est vide", action.number, bad_usage=True)
    else:
        for number in dict.fromkeys((action.number, *action.others)):
            plan.propose(ev.NoteWritten(text=action.text, number=number))


@decides(act.NoticeClockJump)
def _clock(plan: Plan, action: act.NoticeClockJump) -> None:
    # What one board sees twice are two jumps: a clock that goes forward, back and forward again within a minute.
    is_the_same = any(
        isinstance(e.event, ev.ClockJumped)
        and abs(plan.context.now - e.recorded_at) <= MINUTE
        and abs(e.event.seconds - action.seconds) < 5
        and not is_of_one_program(e.asked, plan.context.asked)
        for e in plan.session.entries
    )
    if is_the_same:
        plan.refuse("ce saut d'horloge est déjà noté")
    else:
        plan.propose(ev.ClockJumped(seconds=action.seconds))
