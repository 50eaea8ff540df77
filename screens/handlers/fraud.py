"""The report of a fraud: begun, completed; its evidence is copied before it is recorded."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

from screens.dialogs.fraud import (
    ANOTHER_CASE,
    CaseDialog,
    FraudForm,
    FraudKindDialog,
    FraudQuestion,
    NotAFraud,
    ToolQuestion,
    Written,
    copying,
)
from screens.handlers.base import DeedsBase
from screens.picture.picture import short_name
from supervisor.action import ReportFraud
from supervisor.decision import UnrecordedError
from supervisor.incident import FraudKind

WHAT = "rapport de fraude"


class FraudDeeds(DeedsBase):
    """Commands on fraud."""

    def do_fraud(self) -> None:
        """The case, where there are some; for a new one first of all: did the question ask for that tool?"""
        numbers = self.targets
        if len(numbers) > 1:
            self.app.refuse("un rapport de fraude par candidat : Échap enlève les marques")
            return
        number, at = numbers[0], self.first_key

        def chosen(report: int) -> None:
            if report == ANOTHER_CASE:
                self._ask_first(number, at)
            else:
                self._ask_kind(ReportFraud(number, report=report), at)

        if self.session.frauds_of(number):
            self.ask(CaseDialog(self.session, number), chosen)
        else:
            self._ask_first(number, at)

    def _ask_first(self, number: int, at: datetime) -> None:
        def insisted(insists: bool) -> None:
            if insists:
                self._ask_kind(ReportFraud(number, tool_required=True), at)
            else:
                self.app.say("rien n'est noté : la consigne de la question demandait cet outil", "told")

        def judged(answer: ToolQuestion) -> None:
            if answer == "asked":
                self.ask(NotAFraud(self.session, number), insisted)
            else:
                self._ask_kind(ReportFraud(number, tool_required=False), at)

        self.ask(FraudQuestion(self.session, number), judged)

    def _ask_kind(self, wanted: ReportFraud, at: datetime) -> None:
        def chosen(kind: FraudKind) -> None:
            self._describe(replace(wanted, fraud=kind), at)

        begun = self.session.frauds.get(wanted.report or 0)
        self.ask(FraudKindDialog(self.session, wanted.number, begun), chosen)

    def _describe(self, wanted: ReportFraud, at: datetime, again: Written | None = None, complaint: str = "") -> None:
        files = self.app.papers.files if self.app.papers is not None else None
        begun = self.session.frauds.get(wanted.report or 0)
        form = FraudForm(self.session, wanted, begun, files, self.app.clock.now, again, complaint)
        self.ask(form, lambda written: self._record(written, wanted, at))

    def _record(self, written: Written, wanted: ReportFraud, at: datetime) -> None:
        """Copy the evidence beside the loop, then record; what cannot be copied opens the form again, as it was."""
        if not written.pieces:
            self.record(written.report, (wanted.number,), WHAT, at=at)
            return
        doing = self._doing

        async def go() -> None:
            try:
                kept = await asyncio.to_thread(self.app.desk.keep_evidence, [piece.path for piece in written.pieces])
            except (OSError, UnrecordedError) as error:
                who = short_name(self.session, wanted.number)
                self.app.say(f"{who} : {WHAT} PAS ENREGISTRÉ. {error}", "failed", stays=True)
                with self._within(doing):
                    self._describe(wanted, at, written, str(error))
            else:
                self.record(replace(written.report, evidence=kept), (wanted.number,), WHAT, at=at)

        self.app.say(copying(len(written.pieces)), "told")
        self.app.do_aside(go())
