"""Incidents of a candidate and their live alerts: recorded, answered, corrected, withdrawn."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from screens.dialogs.base import Ask, Field
from screens.dialogs.incident import AlertDialog, Change, ChangeChoice, CorrectionForm, WhichAlert, WhichIncident
from screens.dialogs.reporting import IncidentForm, ReportedIncident
from screens.handlers.acting import Acting
from screens.handlers.fraud import fraud
from supervisor.action import (
    RetractIncident,
)


def incident(acting: Acting) -> None:
    """Code or words; its instant is that of the key, or what is typed."""
    numbers = acting.targets

    def reported(report: ReportedIncident) -> None:
        if report.action is None:
            fraud(acting)
        else:
            acting.record(report.action, numbers, f"signalement {report.action.code}", at=report.at)

    acting.ask(IncidentForm(acting.session, numbers, acting.context(), acting.first_key), reported)


def alert(acting: Acting) -> None:
    """« validé » or « refusé » in the Espace surveillant; which one is asked where several are open."""
    number, at = acting.who.number, acting.first_key
    alerts = acting.session.open_alerts_of(number)
    if len(alerts) == 1:
        _answer(acting, alerts[0].event_id, at)
    else:
        acting.ask(WhichAlert(acting.session, number, alerts), lambda incident: _answer(acting, incident, at))


def _answer(acting: Acting, incident: int, at: datetime) -> None:
    alert = acting.session.incidents[incident]
    acting.ask(
        AlertDialog(acting.session, alert),
        lambda wanted: acting.record(wanted, (wanted.number,), "réponse à l'alerte", at=at),
    )


def incidents(acting: Acting) -> None:
    """What was recorded of the chosen candidate: one of it is corrected or withdrawn."""
    who = acting.who
    acting.ask(WhichIncident(acting.session, who.number), partial(_change, acting))


def _change(acting: Acting, incident: int) -> None:
    found = acting.session.incidents[incident]
    numbers = (found.number,) if found.number is not None else ()

    def change(what: Change) -> None:
        if what == "correct":
            acting.ask(
                CorrectionForm(acting.session, found, acting.context()),
                lambda wanted: acting.record(wanted, numbers, "signalement corrigé"),
            )
        else:
            acting.ask(
                Ask(f"Retirer le signalement n° {incident}", (), Field("reason", "Pourquoi", hint="obligatoire"),
                    must="dites pourquoi vous le retirez"),
                lambda why: acting.record(RetractIncident(incident, why), numbers, "signalement retiré"),
            )  # fmt: skip

    acting.ask(ChangeChoice(acting.session, found), change)
