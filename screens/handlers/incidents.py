"""Incidents of a candidate and their live alerts: recorded, answered, corrected, withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from screens.dialogs.alerts import AlertDialog, Change, ChangeChoice, CorrectionForm, WhichAlert, WhichIncident
from screens.dialogs.base import Ask, Field
from screens.dialogs.report import IncidentForm, Report
from screens.handlers.base import DeedsBase
from supervisor.action import RetractIncident


class IncidentDeeds(DeedsBase):
    """Commands on incidents."""

    if TYPE_CHECKING:

        def do_fraud(self) -> None:
            """The report of a fraud, which records its own C6: among the other deeds."""

    def do_incident(self) -> None:
        """Code or words; its instant is that of the key, or what is typed."""
        numbers = self.targets

        def reported(report: Report) -> None:
            if report.action is None:
                self.do_fraud()
            else:
                self.record(report.action, numbers, f"signalement {report.action.code}", at=report.at)

        self.ask(IncidentForm(self.session, numbers, self.context(), self.first_key), reported)

    def do_alert(self) -> None:
        """« validé » or « refusé » in the Espace surveillant; which one is asked where several are open."""
        number, at = self.who.number, self.first_key
        alerts = self.session.open_alerts_of(number)
        if len(alerts) == 1:
            self._answer(alerts[0].event_id, at)
        else:
            self.ask(WhichAlert(self.session, number, alerts), lambda incident: self._answer(incident, at))

    def _answer(self, incident: int, at: datetime) -> None:
        alert = self.session.incidents[incident]
        self.ask(
            AlertDialog(self.session, alert),
            lambda wanted: self.record(wanted, (wanted.number,), "réponse à l'alerte", at=at),
        )

    # Mending what was recorded -------------------------------------------------------------------

    def do_incidents(self) -> None:
        """What was recorded of the chosen candidate: one of it is corrected or withdrawn."""
        who = self.who
        self.ask(WhichIncident(self.session, who.number), self._change)

    def menu_incidents(self) -> None:
        """The same, from the menu of the rarer actions."""
        self.do_incidents()

    def _change(self, incident: int) -> None:
        found = self.session.incidents[incident]
        numbers = (found.number,) if found.number is not None else ()

        def change(what: Change) -> None:
            if what == "correct":
                self.ask(
                    CorrectionForm(self.session, found, self.context()),
                    lambda wanted: self.record(wanted, numbers, "signalement corrigé"),
                )
            else:
                self.ask(
                    Ask(f"Retirer le signalement n° {incident}", (), Field("reason", "Pourquoi", hint="obligatoire"),
                        must="dites pourquoi vous le retirez"),
                    lambda why: self.record(RetractIncident(incident, why), numbers, "signalement retiré"),
                )  # fmt: skip

        self.ask(ChangeChoice(self.session, found), change)
