"""What leaves the board: the « feuille de secours », the export; and the report of a fraud."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from screens.answers import for_people
from screens.deeds.base import DeedsBase
from screens.dialogs.base import Ask, Confirm, Field
from screens.dialogs.fraud import FraudForm, FraudKindDialog, FraudQuestion, ToolQuestion, draft_of
from screens.papers import NotWrittenError, Papers, TakenError, rescue_name
from supervisor.incident import FraudKind

Write = Callable[[bool], str]
"""Writes something, replacing what is there if told so; answers where it is."""


class PaperDeeds(DeedsBase):
    """Commands on what is written outside the journal, and on fraud."""

    @property
    def papers(self) -> Papers | None:
        """What the door lets the board write; says so where it is nothing."""
        if self.app.papers is None:
            self.app.refuse("rien ne peut être écrit d'ici : vigie export")
        return self.app.papers

    def do_rescue(self) -> None:
        """Asks where, then writes what paper must hold should the laptop die."""
        papers = self.papers
        if papers is None:
            return

        def write(name: str) -> None:
            self.app.rescue_sheet_asked()
            text = papers.rescue_sheet(self.session, self.now)
            self._write("Feuille de secours", lambda replace: papers.save(name, text, replace))

        lines = (
            (("Début, fin et temps majoré de chacun, en texte : imprimez-la, ou copiez-la sur une clé.", "label"),),
            (("Elle porte des noms. Dossier courant : ", "label"), (papers.folder, "")),
        )
        field = Field("name", "Où l'écrire", rescue_name(self.session), "un nom, ou un chemin")
        self.ask(Ask("Feuille de secours", lines, field, must="dites où l'écrire"), write)

    def do_export(self) -> None:
        """JSON and CSV, in the usual folder."""
        papers = self.papers
        if papers is not None:
            at = self.now
            self._write("Export", lambda replace: papers.export(at, replace))

    def _write(self, what: str, write: Write, *, replace: bool = False) -> None:
        """Write beside the loop: a slow disk does not stop the clocks."""

        async def go() -> None:
            try:
                sentence = await asyncio.to_thread(write, replace)
            except TakenError as taken:
                lines = (((for_people(str(taken)), ""),), ())
                again = Confirm(f"{what} : remplacer ?", lines, "remplacer ce qui y est")
                self.ask(again, lambda _: self._write(what, write, replace=True))
            except NotWrittenError as error:
                self.app.say(f"{what} : {for_people(str(error))}", "failed", stays=True)
            else:
                self.app.say(sentence, "done")

        self.app.run_worker(go(), exit_on_error=False)

    # Fraud ---------------------------------------------------------------------------------------

    def do_fraud(self) -> None:
        """First of all: did the question ask for that tool?"""
        numbers = self.targets
        if len(numbers) > 1:
            self.app.refuse("un rapport de fraude par candidat : Échap enlève les marques")
            return
        number, at = numbers[0], self.now
        draft = draft_of(self.session, number)

        def judged(answer: ToolQuestion) -> None:
            if answer == "asked":
                self.app.say("rien n'est noté : la consigne de la question demandait cet outil", "told")
                return
            self.ask(FraudKindDialog(self.session, number, draft), describe)

        def describe(kind: FraudKind) -> None:
            self.ask(
                FraudForm(self.session, number, kind, draft),
                lambda wanted: self.record(wanted, (number,), "rapport de fraude", at=at),
            )

        self.ask(FraudQuestion(self.session, number, draft), judged)
