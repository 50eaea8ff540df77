"""The report of a fraud: the question that clears most suspicions first, then the kind, then what was seen and done."""

from __future__ import annotations

from typing import Literal

from screens.dialogs.base import Choice, Field, Form, Mistake, Option
from screens.ink import Line
from screens.picture import short_name
from supervisor.action import ReportFraud
from supervisor.incident import FraudKind, FraudReport
from supervisor.session import Session
from supervisor.wording import FRAUD

ToolQuestion = Literal["asked", "not asked"]

GOES_ON: Line = (("Le test n'est pas interrompu : le candidat va au bout, le jury décide.", "yellow"),)
"""What must be before the eyes all along."""


def draft_of(session: Session, number: int) -> FraudReport | None:
    """His last report that is not complete yet: it is taken up again."""
    his = [report for report in session.frauds.values() if report.number == number]
    return his[-1] if his and not his[-1].is_complete else None


class FraudQuestion(Choice[ToolQuestion]):
    """Did the question itself ask for that tool."""

    def __init__(self, session: Session, number: int, draft: FraudReport | None) -> None:
        lines: list[Line] = [
            (("La consigne de la question demandait-elle cet outil ?", "+"),),
            (("Le Web est permis ; certaines questions demandent une messagerie, un site, un logiciel.", "label"),),
            GOES_ON,
        ]
        if draft is not None:
            lines.append((("Un rapport incomplet est commencé : il sera repris.", "yellow"),))
        super().__init__(
            f"Fraude ? {short_name(session, number)}",
            (*lines, ()),
            (
                Option("o", "oui, la consigne le demandait : ce n'est pas une fraude", "asked"),
                Option("n", "non, ou il ne s'agit pas d'un outil : faire le rapport", "not asked"),
            ),
            default=None,
            letters_act=False,
        )


class FraudKindDialog(Choice[FraudKind]):
    """The three kinds."""

    def __init__(self, session: Session, number: int, draft: FraudReport | None) -> None:
        kinds: tuple[tuple[str, FraudKind], ...] = (
            ("c", "communication"), ("d", "consultation"), ("u", "usurpation"),
        )  # fmt: skip
        options = [Option(letter, FRAUD[kind], kind) for letter, kind in kinds]
        known = [kind for _, kind in kinds]
        super().__init__(
            f"Rapport de fraude : {short_name(session, number)}",
            (GOES_ON, ()),
            options,
            default=known.index(draft.kind) if draft is not None else None,
            letters_act=False,
        )


class FraudForm(Form[ReportFraud]):
    """What was seen, what was done, who else saw it; incomplete is accepted and said."""

    def __init__(self, session: Session, number: int, kind: FraudKind, draft: FraudReport | None) -> None:
        super().__init__(
            f"Rapport de fraude : {short_name(session, number)}",
            (((FRAUD[kind], "orange+"),), GOES_ON),
            (
                Field("seen", "Ce qui a été vu", draft.seen if draft else "", "faits, heures, question, écran"),
                Field("done", "Ce qui a été fait", draft.done if draft else "", "vide : le rapport reste incomplet"),
                Field("witness", "Témoins", draft.witness if draft else "", "nom et fonction"),
            ),
        )
        self._number = number
        self._kind = kind

    def preview(self, values: dict[str, str]) -> list[Line]:
        lacking = [name for field, name in (("seen", "ce qui a été vu"), ("done", "ce qui a été fait"))
                   if not values[field]]  # fmt: skip
        if lacking:
            return [(("Incomplet : il manque ", "yellow"), (" et ".join(lacking), "yellow"))]
        return [(("Complet. Un C6 l'accompagne ; joignez les preuves au dossier papier.", "green"),)]

    def result(self, values: dict[str, str], *, confirmed: bool) -> ReportFraud:
        if not values["seen"]:
            raise Mistake("dites ce qui a été vu, aussi précisément que possible")
        return ReportFraud(self._number, self._kind, values["seen"], values["done"], values["witness"])
