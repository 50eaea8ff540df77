"""One French phrase for each event: what journals, timelines and the log show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from supervisor import event as ev
from supervisor.candidate import NO_EXTRA_TIME
from supervisor.incident import IncidentState, becomes_elsewhere
from supervisor.outage import lasted
from supervisor.reference import Code
from supervisor.session import Session
from supervisor.timing import MINUTE
from supervisor.wording import (
    ALERT_STATE,
    BOX_SHORT,
    FINALISATION_LINE,
    FRAUD,
    FRAUD_LINE,
    INCIDENT_STATE,
    REASON,
    VERDICT,
    at_hour,
    hour_of_fact,
    jump_size,
    jump_way,
    outage_by_its_number,
    plural,
    quoted,
    signed_minutes,
    span,
)

MOST_UNDONE = 3
"""How many different things of an undone action are told; the rest is counted."""

CAUSE = {"candidate": "du fait du candidat", "technical": "cause technique", "": ""}


def phrase_of(entry: ev.Entry, session: Session) -> str:
    """What happened, without who: « test démarré », « E2 question 12 : … »."""
    return PHRASES[type(entry.event)](entry.event, session)


PHRASES: dict[type, Callable[[Any, Session], str]] = {}
"""What tells each kind of event; the three functions below fill it, and it is checked that the phrase fits the kind."""
E = TypeVar("E", bound=ev.Happening)


def _always(kind: type[ev.Happening], words: str) -> None:
    """Told in the same words each time."""
    PHRASES[kind] = lambda _event, _session: words


def _by_itself(kind: type[E], phrase: Callable[[E], str]) -> None:
    """It says all there is to say."""
    PHRASES[kind] = lambda event, _session: phrase(event)


def _within(kind: type[E], phrase: Callable[[E, Session], str]) -> None:
    """Told with what the session knows besides."""
    PHRASES[kind] = phrase


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
    told_today = becomes_elsewhere(session.reference, event.code)
    return _joined(
        event.code, question, f": {text}" if text else "", f"({told_today})" if told_today else "",
        f"— {state}" if state else "",
    )  # fmt: skip


def _alert(event: ev.AlertClosed, session: Session) -> str:
    incident = session.incidents.get(event.incident)
    name = f"alerte {incident.code}" if incident is not None else "alerte"
    return f"{name} : {ALERT_STATE[IncidentState(event.outcome)]}"


def _incident_corrected(event: ev.IncidentCorrected, session: Session) -> str:
    told_of = (
        ("", event.old_code, event.code),
        ("question ", event.old_question or "aucune", event.question or "aucune"),
        ("", quoted(event.old_text or ""), quoted(event.text)),
        ("", *(hour_of_fact(session, at) for at in (event.old_happened_at, event.happened_at))),
    )
    changes = ", ".join(f"{name}{old} → {new}" for name, old, new in told_of if old != new)
    which = _joined(f"signalement {event.old_code}", _noted_at(session, event.incident))
    return _joined(f"{which}, corrigé : {changes}", _because(event.reason))


def _retracted(event: ev.IncidentRetracted, session: Session) -> str:
    incident = session.incidents.get(event.incident)
    name = f"signalement {incident.code}" if incident is not None else "signalement"
    return _joined(f"{name} retiré", _because(event.reason))


def _fraud(event: ev.FraudReported, session: Session) -> str:
    tool = "la consigne demandait cet outil" if event.tool_required else ""
    pieces = plural(len(event.evidence), "pièce") if event.evidence else ""
    if event.report is None:
        return ", ".join(part for part in (f"rapport de fraude : {FRAUD[event.fraud]}", pieces, tool) if part)
    old_witnesses = None if event.old_witnesses is None else ", ".join(event.old_witnesses)
    told_of = (
        ("sorte", FRAUD[event.old_fraud] if event.old_fraud else None, FRAUD[event.fraud]),
        ("ce qui a été vu", event.old_seen, event.seen),
        ("ce qui a été fait", event.old_done, event.done),
        ("témoins", old_witnesses, ", ".join(event.witnesses)),
    )
    # What was empty is named, what was corrected is shown: the report itself is on the « PV de fraude ».
    changes = [f"{name} « {old} » → « {new} »" if old else name for name, old, new in told_of if old is not None]
    told_all = ", ".join(part for part in (*changes, pieces, tool) if part)
    which = _joined("rapport de fraude", _noted_at(session, event.report))
    return f"{which}, complété" + (f" : {told_all}" if told_all else "")


def _global_ended(event: ev.GlobalIncidentEnded, session: Session) -> str:
    """What is over, and how long it lasted: its event's id says nothing to anybody."""
    outage = session.globals.get(event.incident)
    if outage is None:
        return "fin de l'incident global"
    length = span(lasted(session, outage, outage.end)) if outage.end is not None else ""
    return _joined("fin de l'incident global", f": {outage.text}" if outage.text else "", _because(length))


def _adjusted(event: ev.TimeAdjusted, session: Session) -> str:
    outage = session.globals.get(event.source) if event.source is not None else None
    is_by_its_id = outage is not None and event.reason == outage_by_its_number(outage.event_id)
    told = f": {outage.text}" if outage is not None and outage.text else ""
    why = _joined("incident global", told) if is_by_its_id else event.reason
    return f"temps {signed_minutes(event.minutes)} ({why})"


def is_noted_later(entry: ev.Entry) -> bool:
    """An event was recorded so long after it happened that both instants are told, wherever it is.

    An action is of the instant of its first key, or at which its line was given: what was typed and answered until it
    was recorded takes seconds, and is no other instant to anybody who reads it.
    """
    return abs(entry.recorded_at - entry.at) >= MINUTE


def _noted_at(session: Session, event_id: int) -> str:
    """« noté à 09:41:07 »: tells apart what a candidate has several of."""
    entry = session.entry(event_id)
    return f"noté {at_hour(session, entry.at, seconds=True)}" if entry is not None else ""


def _scope(event: ev.GlobalIncidentBegan) -> str:
    if event.scope is None:
        return "pour tous"
    return f"pour {plural(len(event.scope), 'candidat')}"


def _corrected(event: ev.CandidateCorrected) -> str:
    changes = []
    if event.identity is not None and event.old_identity is not None:
        changes += [
            f"{FIELDS[name]} {quoted(_shown(before))} → {quoted(_shown(after))}"
            for name in FIELDS
            if (before := getattr(event.old_identity, name)) != (after := getattr(event.identity, name))
        ]
    if event.extra_time is not None:
        old, new = (event.old_extra_time or NO_EXTRA_TIME).changed_to(event.extra_time)
        changes.append(f"temps majoré {old} → {new}")
    if event.certification is not None:
        changes.append(f"certification {event.old_certification or 'de la session'} → {event.certification}")
    if event.class_name is not None and (event.class_name or event.old_class_name):
        changes.append(f"classe {quoted(event.old_class_name or '')} → {quoted(event.class_name)}")
    return _joined("correction :", ", ".join(changes) or "informations du candidat", _because(event.reason))


def _shown(value: str | date | tuple[str, ...] | None) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
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


def _session_corrected(event: ev.SessionCorrected) -> str:
    changes = [
        f"{called} {quoted(_shown(getattr(event, f'old_{name}')))} → {quoted(_shown(new))}"
        for name, called in SESSION_FIELDS.items()
        if (new := getattr(event, name)) is not None
    ]
    return _joined("session corrigée :", ", ".join(changes) or "ses informations")


SESSION_FIELDS = {
    "date": "jour",
    "start": "heure",
    "site": "site",
    "room": "salle",
    "surveillants": "surveillants",
    "observations": "observations",
}
"""Facts of a session as they are named to people."""


def _room_point(event: ev.RoomPointChecked) -> str:
    point = event.label or f"salle, {event.point}"
    return _joined(f"{point} :", "vérifié" if event.ok else "à revoir", _because(event.remark))


def _start_corrected(event: ev.StartCorrected, session: Session) -> str:
    old, new = (hour_of_fact(session, at) for at in (event.old, event.new))
    return f"début corrigé : {old} → {new} ({event.reason})"


def _undone(event: ev.ActionUndone, session: Session) -> str:
    target = session.entry(event.target)
    if target is None:
        return "annulation"
    if isinstance(target.event, ev.ActionUndone):
        original = session.entry(target.event.target)
        what = _whole_action(original, session) if original is not None else "action"
        return _joined(f"rétabli : {what}", _because(event.reason))
    return _joined(f"annulé : {_whole_action(target, session)}", _because(event.reason))


def _whole_action(first: ev.Entry, session: Session) -> str:
    """All that one action recorded, each thing once: « a rejoint pour 20 candidats »."""
    entries = session.entries_of_action(first.action)
    times = Counter(phrase_of(entry, session) for entry in entries)
    said = [what if count == 1 else f"{what} pour {count} candidats" for what, count in times.items()]
    rest = len(entries) - sum(list(times.values())[:MOST_UNDONE])
    return ", ".join(said[:MOST_UNDONE]) + (f" et {plural(rest, 'autre fait', 'autres faits')}" if rest else "")


def _closed(event: ev.SessionClosed) -> str:
    missing = f"il manquait {plural(len(event.missing), 'point')}" if event.missing else ""
    return _joined("session close et scellée", _because(missing))


def _jump(event: ev.ClockJumped) -> str:
    return f"l'horloge de la machine a {jump_way(event.seconds)} de {jump_size(event.seconds)}"


def _line_typed(event: ev.FinalisationLineTyped) -> str:
    done = "saisi dans Pix Certif" if event.done else "pas encore saisi"
    what = f"n° {event.line}" if event.line.isdecimal() else FINALISATION_LINE.get(event.line, event.line)
    if event.line.startswith(FRAUD_LINE):
        sent = "envoyé" if event.done else "pas encore envoyé"
        return f"fiche de finalisation, PV de fraude du n° {event.line.removeprefix(FRAUD_LINE)} : {sent}"
    return f"fiche de finalisation, {what} : {done}"


def _reason(reason: str | None) -> str:
    return _because(REASON[reason]) if reason else ""


def _withdrew(event: ev.CandidateWithdrew) -> str:
    # The reason is Pix Certif's, word for word, and says « abandon » and « départ » itself.
    return _joined("parti", _reason(event.reason)) if event.reason else "abandon ou départ"


# Each kind of event ---------------------------------------------------------------------------------

_always(ev.SessionFinalised, "session finalisée dans Pix Certif")
_always(ev.AccessCodeGiven, "code d'accès reçu")
_always(ev.SheetSigned, "émargement")
_always(ev.PresenceConfirmed, "présence confirmée dans Pix")
_always(ev.CandidateJoined, "a rejoint")
_always(ev.TestStarted, "test démarré")
_always(ev.TestFinished, "test terminé")
_always(ev.CandidateAbsent, "absent")
_always(ev.CandidateNotCertifiable, "non certifiable")
_always(ev.PauseBegan, "pause")
_always(ev.PauseEnded, "fin de la pause")
_always(ev.EndScreenSeen, "écran de fin de test vu")
_by_itself(ev.SessionCreated, lambda e: f"session {e.number} créée" + (" (répétition)" if e.rehearsal else ""))
_by_itself(ev.SessionRenumbered, lambda e: f"la session porte le numéro {e.number}")
_by_itself(ev.SurveillantTookOver, lambda e: f"surveillance : {e.name}")
_by_itself(ev.SurveillantArrived, lambda e: f"vient aussi surveiller : {e.name}")
_by_itself(ev.SurveillantLeft, lambda e: f"ne surveille plus : {e.name}")
_by_itself(ev.SessionCorrected, _session_corrected)
_by_itself(ev.RoomPointChecked, _room_point)
_by_itself(ev.SurveillantTrained, lambda e: f"{e.name} a été formé par {e.trainer} le {e.on:%d/%m/%Y}")
_by_itself(ev.DerogationRecorded, lambda e: f"dérogation : {e.text}")
_by_itself(ev.NoteWritten, lambda e: f"note : {e.text}")
_by_itself(ev.SessionReopened, lambda e: f"session rouverte ({e.reason})")
_by_itself(ev.PersonalDataErased, lambda e: f"données personnelles effacées ({plural(len(e.events), 'événement')})")
_by_itself(ev.CandidateAdded, lambda e: "inscrit" + (f", temps majoré {e.extra_time}" if e.extra_time else ""))
_by_itself(ev.CandidateRemoved, lambda e: _joined("retiré de la liste", _because(e.reason)))
_by_itself(ev.TestInterrupted, lambda e: _joined("test interrompu", _because(CAUSE[e.cause])))
_by_itself(ev.TestResumed, lambda e: _joined("test repris", _because("plus rien à rendre" if e.refused else "")))
_by_itself(ev.TestEnded, lambda e: _joined("test terminé par le surveillant", _reason(e.reason)))
_by_itself(ev.CandidateWithdrew, _withdrew)
_by_itself(ev.ReasonGiven, lambda e: f"motif : {REASON[e.reason]}")
_by_itself(ev.SeatChanged, lambda e: f"place {e.seat}")
_by_itself(ev.ZoneChanged, lambda e: f"zone {e.zone}" if e.zone else "n'est plus dans une zone")
_within(ev.FraudReported, _fraud)
_by_itself(ev.VerdictGiven, lambda e: _joined(f"verdict : {VERDICT[e.verdict].lower()}", _because(e.reason)))
_by_itself(ev.CommentWritten, lambda e: f"commentaire global : {e.text}" if e.text else "commentaire global retiré")
_by_itself(ev.FinalisationLineTyped, _line_typed)
_by_itself(ev.FinalisationReasonGiven, lambda e: f"motif donné à la finalisation : {REASON[e.reason]}")
_by_itself(ev.LateNoteWritten, lambda e: f"note derrière le sceau : {e.text}")
_by_itself(ev.FinalisationCorrected, lambda e: f"correction à la finalisation : {e.text}")
_by_itself(ev.BoxTicked, lambda e: f"case {'cochée' if e.ticked else 'décochée'} : {BOX_SHORT[e.box]}")
_by_itself(ev.IdentityChecked, _identity)
_by_itself(ev.ClockJumped, _jump)
_by_itself(ev.SessionClosed, _closed)
_by_itself(ev.CandidateCorrected, _corrected)
_by_itself(ev.GlobalIncidentBegan, lambda e: _joined("incident global :", e.text, _because(_scope(e))))
_within(ev.TimeAdjusted, _adjusted)
_within(ev.GlobalIncidentEnded, _global_ended)
_within(ev.ActionUndone, _undone)
_within(ev.StartCorrected, _start_corrected)
_within(ev.IncidentRecorded, _incident)
_within(ev.IncidentRetracted, _retracted)
_within(ev.IncidentCorrected, _incident_corrected)
_within(ev.AlertClosed, _alert)
