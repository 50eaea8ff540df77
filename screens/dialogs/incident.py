"""Answers to live alerts, and what was recorded of a candidate: corrected or withdrawn, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from screens.dialogs.base import WHOLE, Choice, Field, Form, FormMistake, Option, in_field
from screens.dialogs.time import instant_typed
from screens.kit.ink import Line
from screens.picture.picture import short_name
from supervisor.action import CloseAlert, Context, CorrectIncident
from supervisor.deciding import decide
from supervisor.digits import number_in
from supervisor.incident import Incident, IncidentState, becomes_elsewhere
from supervisor.session import Session
from supervisor.wording import ALERT_STATE, INCIDENT_STATE

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def incident_told(session: Session, incident: Incident) -> str:
    """« E2 question 12, 09:41 : figé »: what tells it from another one."""
    question = f" question {incident.question}" if incident.question is not None else ""
    state = INCIDENT_STATE[incident.state]
    text = f" : {incident.text}" if incident.text else ""
    told = f"{incident.code}{question}, {session.local(incident.at):%H:%M:%S}{text}"
    return f"{told} ({state})" if state and not incident.is_open else told


class WhichAlert(Choice[int]):
    """Several alerts of one candidate are open: which one was answered. The value is the incident's id."""

    def __init__(self, session: Session, number: int, alerts: Sequence[Incident]) -> None:
        options = [
            Option(LETTERS[i % len(LETTERS)], incident_told(session, a), a.event_id, opens=True)
            for i, a in enumerate(alerts)
        ]
        super().__init__(
            f"Quelle alerte de {short_name(session, number)} ?",
            (((f"{len(alerts)} alertes ouvertes : celle qui vient de recevoir sa réponse.", "label"),), ()),
            options,
        )


class AlertDialog(Choice[CloseAlert]):
    """What the Espace surveillant was answered; nothing is lit at first."""

    def __init__(self, session: Session, alert: Incident) -> None:
        code = session.reference.code(alert.code)
        question = f" question {alert.question}" if alert.question is not None else ""
        about = alert.text or (code.label if code else "")
        lines: list[Line] = [
            ((f"{alert.code}{question}  ", "orange+"), (about, ""), (f"  {session.local(alert.at):%H:%M}", "label")),
            (("À faire aussi dans l'Espace surveillant ; puis le candidat rafraîchit sa page.", "label"),),
            (),
        ]
        number = alert.number
        assert number is not None, "an alert is a candidate's"
        options = [
            Option("v", ALERT_STATE[IncidentState.VALIDATED], CloseAlert(number, "validated", incident=alert.event_id)),
            Option("r", ALERT_STATE[IncidentState.REFUSED], CloseAlert(number, "refused", incident=alert.event_id)),
            Option("x", ALERT_STATE[IncidentState.EXPIRED], CloseAlert(number, "expired", incident=alert.event_id)),
        ]
        super().__init__(f"Alerte de {short_name(session, number)}", lines, options, default=None)


# What was recorded -------------------------------------------------------------------------------------

Change = Literal["correct", "withdraw"]


class WhichIncident(Choice[int]):
    """What was recorded of a candidate, withdrawn ones included; the value is the incident's id."""

    def __init__(self, session: Session, number: int) -> None:
        found = session.incidents_of(number)
        options = [
            Option(
                LETTERS[i % len(LETTERS)], f"n° {one.event_id}  {incident_told(session, one)}", one.event_id,
                "" if one.counts else "déjà retiré", opens=True,
            )
            for i, one in enumerate(found)
        ]  # fmt: skip
        lit = next((i for i, one in enumerate(found) if one.counts), None)
        super().__init__(f"Signalements de {short_name(session, number)}", (), options, default=lit)


class ChangeChoice(Choice[Change]):
    """Corrected, or withdrawn: the journal keeps both."""

    def __init__(self, session: Session, incident: Incident) -> None:
        today = becomes_elsewhere(session.reference, incident.code)
        code = session.reference.code(incident.code)
        lines: list[Line] = [
            ((incident_told(session, incident), "+"),),
            ((code.label if code is not None else "", "soft"), (f" ({today})" if today else "", "violet")),
            (("L'ancien et le nouveau restent au journal.", "label"),),
        ]
        if incident.is_open:
            lines.append((("Son alerte attend toujours une réponse dans l'Espace surveillant.", "yellow"),))
        options: tuple[Option[Change], ...] = (
            Option("c", "corriger", "correct", opens=True),
            Option("r", "retirer : noté par erreur", "withdraw", opens=True),
        )  # fmt: skip
        super().__init__(f"Signalement n° {incident.event_id}", (*lines, ()), options, default=None)


class CorrectionForm(Form[CorrectIncident]):
    """What it says, ready to be changed, and why."""

    def __init__(self, session: Session, incident: Incident, context: Context) -> None:
        self._session, self._incident, self._asked_in = session, incident, context
        answered = incident.state in (IncidentState.VALIDATED, IncidentState.REFUSED)
        noted = f"vide : {session.local(incident.at):%H:%M:%S}"
        whose = short_name(session, incident.number) if incident.number is not None else "la session"
        lines: list[Line] = [((f"{whose} : {incident_told(session, incident)}", "label"),)]
        if answered:
            lines.append((("L'alerte a reçu sa réponse : son code ne change plus.", "label"),))
        super().__init__(
            f"Corriger le signalement n° {incident.event_id}",
            lines,
            (
                Field("code", "Code", incident.code, kind="code"),
                Field("question", "Question", str(incident.question or ""), "aucune", kind="number"),
                Field("text", "Description", incident.text, "aucune"),
                Field("at", "Heure", hint=f"{noted} ; par ex. 09:41, il y a 3 min", kind="figures"),
                Field("reason", "Pourquoi", hint="obligatoire"),
            ),
        )

    def preview(self, values: dict[str, str]) -> list[Line]:
        try:
            wanted = self._wanted(values, values["reason"] or "…")
        except FormMistake as mistake:
            return [((str(mistake), "yellow"),)]
        decision = decide(self._session, wanted, self._asked_in)
        if self._is_unchanged(wanted):
            return [(("changez ce qui est faux", "label"),)]
        if decision.refusals:
            return [((decision.refusals[0].reason, "yellow"),)]
        return [((remark.text, "yellow"),) for remark in decision.remarks]

    def _is_unchanged(self, wanted: CorrectIncident) -> bool:
        return wanted == CorrectIncident(wanted.incident, wanted.reason)

    def _wanted(self, values: dict[str, str], reason: str) -> CorrectIncident:
        was = self._incident
        question = values["question"]
        number = number_in(question)
        if question and number is None:
            raise FormMistake("la question est un nombre", "question")
        if not question and was.question is not None:
            raise FormMistake(f"le signalement garde une question : {was.question} à l'origine", "question")
        with in_field("at"):
            happened_at = instant_typed(values["at"], self._session, self._asked_in.now)
        code = values["code"].upper()
        return CorrectIncident(
            was.event_id, reason,
            code=code if code != was.code else None,
            question=number if number != was.question else None,
            text=values["text"] if values["text"] != was.text else None,
            happened_at=happened_at,
        )  # fmt: skip

    def result(self, values: dict[str, str], *, confirmed: bool) -> CorrectIncident:
        wanted = self._wanted(values, values["reason"])
        if self._is_unchanged(wanted):
            raise FormMistake("changez ce qui est faux, ou Échap", WHOLE)
        if not values["reason"]:
            raise FormMistake("dites pourquoi vous le corrigez", "reason")
        refusals = decide(self._session, wanted, self._asked_in).refusals
        if refusals:
            raise FormMistake(refusals[0].reason, WHOLE)
        return wanted
