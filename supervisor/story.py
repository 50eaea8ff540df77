"""One French phrase for each event: what journals, timelines and the log show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from supervisor import event as ev
from supervisor.incident import IncidentState
from supervisor.reference import Code
from supervisor.session import Session
from supervisor.wording import FRAUD, INCIDENT_STATE, REASON, plural, signed_minutes

CAUSE = {"candidate": "du fait du candidat", "technical": "cause technique", "": ""}


def told(entry: ev.Entry, session: Session) -> str:
    """What happened, without who: « test démarré », « E2 question 12 : … »."""
    kind = type(entry.event)
    if kind in _ALWAYS:
        return _ALWAYS[kind]
    if kind in _FROM_ITSELF:
        return _FROM_ITSELF[kind](entry.event)
    return _WITH_SESSION[kind](entry.event, session)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _because(text: str) -> str:
    return f"({text})" if text else ""


def _label(session: Session, code: str) -> str:
    known: Code | None = session.reference.code(code)
    return known.label if known is not None else ""


def _identity(event: ev.IdentityChecked) -> str:
    if not event.attested:
        return "identité contrôlée"
    return _joined("identité attestée sans pièce", f"par {event.attested_by}" if event.attested_by else "")


def _incident(event: ev.IncidentRecorded, session: Session) -> str:
    question = f"question {event.question}" if event.question is not None else ""
    text = event.text or _label(session, event.code)
    state = INCIDENT_STATE[IncidentState(event.state)]
    return _joined(event.code, question, f": {text}" if text else "", f"— {state}" if state else "")


def _alert(event: ev.AlertClosed, session: Session) -> str:
    incident = session.incidents.get(event.incident)
    name = incident.code if incident is not None else f"n° {event.incident}"
    return f"alerte {name} : {INCIDENT_STATE[IncidentState(event.outcome)]}"


def _retracted(event: ev.IncidentRetracted, session: Session) -> str:
    incident = session.incidents.get(event.incident)
    name = incident.code if incident is not None else f"n° {event.incident}"
    return _joined(f"signalement {name} retiré", _because(event.reason))


def _scope(event: ev.GlobalIncidentBegan) -> str:
    if event.scope is None:
        return "pour tous"
    return f"pour {plural(len(event.scope), 'candidat')}"


def _corrected(event: ev.CandidateCorrected) -> str:
    changes = []
    if event.identity is not None and event.old_identity is not None:
        changes += [
            f"{FIELDS[name]} « {_shown(before)} » → « {_shown(after)} »"
            for name in FIELDS
            if (before := getattr(event.old_identity, name)) != (after := getattr(event.identity, name))
        ]
    if event.extra_time is not None:
        changes.append(f"temps majoré {event.old_extra_time or 'aucun'} → {event.extra_time}")
    if event.certification is not None:
        changes.append(f"certification {event.old_certification or 'de la session'} → {event.certification}")
    if event.class_name is not None:
        changes.append(f"classe « {event.old_class_name or ''} » → « {event.class_name} »")
    return _joined("correction :", ", ".join(changes) or "informations du candidat", _because(event.reason))


def _shown(value: str | date | None) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value or ""


FIELDS = {
    "last_name": "nom",
    "first_name": "prénom",
    "birth_date": "date de naissance",
    "birth_city": "commune de naissance",
    "birth_postal_code": "code postal de naissance",
    "birth_insee_code": "code Insee de naissance",
    "birth_country": "pays de naissance",
    "sex": "sexe",
    "local_id": "identifiant local",
}
"""Fields of an identity as they are named to people."""


def _start_corrected(event: ev.StartCorrected, session: Session) -> str:
    old, new = session.local(event.old), session.local(event.new)
    return f"début corrigé : {old:%H:%M:%S} → {new:%H:%M:%S} ({event.reason})"


def _undone(event: ev.ActionUndone, session: Session) -> str:
    target = session.entry(event.target)
    if target is None:
        return "annulation"
    if isinstance(target.event, ev.ActionUndone):
        original = session.entry(target.event.target)
        what = told(original, session) if original is not None else "action"
        return _joined(f"rétabli : {what}", _because(event.reason))
    count = len(session.entries_of_action(event.target))
    others = f"et {count - 1} de la même action" if count > 1 else ""
    return _joined(f"annulé : {told(target, session)}", others, _because(event.reason))


def _closed(event: ev.SessionClosed) -> str:
    missing = f"il manquait {plural(len(event.missing), 'point')}" if event.missing else ""
    return _joined("session close et scellée", _because(missing))


def _jump(event: ev.ClockJumped) -> str:
    way = "avancé" if event.seconds > 0 else "reculé"
    return f"l'horloge de la machine a {way} de {abs(event.seconds)} s"


def _reason(reason: str | None) -> str:
    return _because(REASON[reason]) if reason else ""


_ALWAYS: dict[type, str] = {
    ev.SessionFinalised: "session finalisée dans Pix Certif",
    ev.AccessCodeGiven: "code d'accès reçu",
    ev.SheetSigned: "émargement",
    ev.PresenceConfirmed: "présence confirmée dans Pix",
    ev.CandidateJoined: "a rejoint",
    ev.TestStarted: "test démarré",
    ev.TestFinished: "test terminé",
    ev.CandidateAbsent: "absent",
    ev.CandidateNotCertifiable: "non certifiable",
    ev.PauseBegan: "pause",
    ev.PauseEnded: "fin de la pause",
}
"""Events that are told in the same words each time."""

_FROM_ITSELF: dict[type, Callable[[Any], str]] = {
    ev.SessionCreated: lambda e: f"session {e.number} créée" + (" (répétition)" if e.rehearsal else ""),
    ev.SessionRenumbered: lambda e: f"la session porte le numéro {e.number}",
    ev.SurveillantTookOver: lambda e: f"surveillance : {e.name}",
    ev.RoomPointChecked: lambda e: _joined(f"salle, {e.point} :", "bon" if e.ok else "à revoir", _because(e.remark)),
    ev.SurveillantTrained: lambda e: f"{e.name} a été formé par {e.trainer} le {e.on:%d/%m/%Y}",
    ev.DerogationRecorded: lambda e: f"dérogation : {e.text}",
    ev.NoteWritten: lambda e: f"note : {e.text}",
    ev.GlobalIncidentEnded: lambda e: f"fin de l'incident global n° {e.incident}",
    ev.SessionReopened: lambda e: f"session rouverte ({e.reason})",
    ev.PersonalDataErased: lambda e: f"données personnelles effacées ({plural(len(e.events), 'événement')})",
    ev.CandidateAdded: lambda e: "inscrit" + (f", temps majoré {e.extra_time}" if e.extra_time else ""),
    ev.CandidateRemoved: lambda e: _joined("retiré de la liste", _because(e.reason)),
    ev.TestInterrupted: lambda e: _joined("test interrompu", _because(CAUSE[e.cause])),
    ev.TestResumed: lambda e: _joined("test repris", _because("rien n'est rendu" if e.refused else "")),
    ev.TestEnded: lambda e: _joined("test terminé par le surveillant", _reason(e.reason)),
    ev.CandidateWithdrew: lambda e: _joined("abandon ou départ", _reason(e.reason)),
    ev.ReasonGiven: lambda e: f"motif : {REASON[e.reason]}",
    ev.SeatChanged: lambda e: f"place {e.seat}",
    ev.ZoneChanged: lambda e: f"zone {e.zone}",
    ev.TimeAdjusted: lambda e: f"temps {signed_minutes(e.minutes)} ({e.reason})",
    ev.FraudReported: lambda e: f"rapport de fraude : {FRAUD[e.fraud]}",
    ev.IdentityChecked: _identity,
    ev.ClockJumped: _jump,
    ev.SessionClosed: _closed,
    ev.CandidateCorrected: _corrected,
    ev.GlobalIncidentBegan: lambda e: _joined("incident global :", e.text, _because(_scope(e))),
}
"""Events that say all they have to say."""

_WITH_SESSION: dict[type, Callable[[Any, Session], str]] = {
    ev.ActionUndone: _undone,
    ev.StartCorrected: _start_corrected,
    ev.IncidentRecorded: _incident,
    ev.IncidentRetracted: _retracted,
    ev.AlertClosed: _alert,
}
"""Events told with what the session knows besides."""
