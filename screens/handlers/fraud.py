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
from screens.handlers.acting import Acting
from screens.picture.picture import short_name
from supervisor.action import (
    ReportFraud,
)
from supervisor.decision import UnrecordedError
from supervisor.incident import FraudKind

WHAT = "rapport de fraude"


def fraud(acting: Acting) -> None:
    """The case, where there are some; for a new one first of all: did the question ask for that tool?"""
    numbers = acting.targets
    if len(numbers) > 1:
        acting.app.refuse("un rapport de fraude par candidat : Échap enlève les marques")
        return
    number, at = numbers[0], acting.first_key

    def chosen(report: int) -> None:
        if report == ANOTHER_CASE:
            _ask_first(acting, number, at)
        else:
            _ask_kind(acting, ReportFraud(number, report=report), at)

    if acting.session.frauds_of(number):
        acting.ask(CaseDialog(acting.session, number), chosen)
    else:
        _ask_first(acting, number, at)


def _ask_first(acting: Acting, number: int, at: datetime) -> None:
    def insisted(insists: bool) -> None:
        if insists:
            _ask_kind(acting, ReportFraud(number, tool_required=True), at)
        else:
            acting.app.say("rien n'est noté : la consigne de la question demandait cet outil", "told")

    def judged(answer: ToolQuestion) -> None:
        if answer == "asked":
            acting.ask(NotAFraud(acting.session, number), insisted)
        else:
            _ask_kind(acting, ReportFraud(number, tool_required=False), at)

    acting.ask(FraudQuestion(acting.session, number), judged)


def _ask_kind(acting: Acting, wanted: ReportFraud, at: datetime) -> None:
    def chosen(kind: FraudKind) -> None:
        _describe(acting, replace(wanted, fraud=kind), at)

    begun = acting.session.frauds.get(wanted.report or 0)
    acting.ask(FraudKindDialog(acting.session, wanted.number, begun), chosen)


def _describe(
    acting: Acting, wanted: ReportFraud, at: datetime, again: Written | None = None, complaint: str = ""
) -> None:
    files = acting.app.papers.files if acting.app.papers is not None else None
    begun = acting.session.frauds.get(wanted.report or 0)
    form = FraudForm(acting.session, wanted, begun, files, acting.app.clock.now, again, complaint)
    acting.ask(form, lambda written: _record(acting, written, wanted, at))


def _record(acting: Acting, written: Written, wanted: ReportFraud, at: datetime) -> None:
    """Copy the evidence beside the loop, then record; what cannot be copied opens the form again, as it was."""
    if not written.pieces:
        acting.record(written.report, (wanted.number,), WHAT, at=at)
        return
    doing = acting.doing

    async def go() -> None:
        try:
            kept = await asyncio.to_thread(acting.app.desk.keep_evidence, [piece.path for piece in written.pieces])
        except (OSError, UnrecordedError) as error:
            who = short_name(acting.session, wanted.number)
            acting.app.say(f"{who} : {WHAT} PAS ENREGISTRÉ. {error}", "failed", stays=True)
            with acting.within(doing):
                _describe(acting, wanted, at, written, str(error))
        else:
            acting.record(replace(written.report, evidence=kept), (wanted.number,), WHAT, at=at)

    acting.app.say(copying(len(written.pieces)), "told")
    acting.app.do_aside(go())
