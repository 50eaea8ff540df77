"""What leaves the board: the « feuille de secours », the export."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from screens.dialogs.base import Ask, Choice, Field, Option
from screens.handlers.base import DeedsBase
from screens.kit.ink import Line
from screens.live.papers import NotWrittenError, Papers, TakenError, rescue_name
from supervisor.wording import plural


class ExportForm(Ask):
    """Where an export goes, and what it is."""

    def __init__(self, number: str, here: str, usual: str, count: int) -> None:
        """The question.

        Args:
            number: the session's.
            here: where a name without a folder goes.
            usual: the folder that is proposed.
            count: how many documents; 0: nobody counted them.
        """
        what = plural(count, "document") if count else "Tous les documents"
        lines: tuple[Line, ...] = (
            ((f"{what} de la session {number} : journal, tableaux, papiers, pièces.", ""),),
            (("Ils portent les noms et les naissances. Rien n'est écrit avant Entrée.", "yellow"),),
            (("Dossier courant : ", "label"), (here, "")),
            (),
        )
        field = Field("folder", "Dans le dossier", usual, "le dossier habituel")
        super().__init__("Exporter la session", lines, field)


Write = Callable[[str, bool], str]
"""Writes something under another name than the usual one unless that is empty, replacing what is there if told so;
answers where it is."""


class PaperDeeds(DeedsBase):
    """Commands on what is written outside the journal."""

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
            self._write("Feuille de secours", lambda other, replace: papers.save(other or name, text, replace))

        lines = (
            (("Début, fin et temps majoré de chacun, en texte : imprimez-la, ou copiez-la sur une clé.", "label"),),
            (("Elle porte des noms. Dossier courant : ", "label"), (papers.folder, "")),
        )
        field = Field("name", "Où l'écrire", rescue_name(self.session), "un nom, ou un chemin")
        self.ask(Ask("Feuille de secours", lines, field, must="dites où l'écrire"), write)

    def do_export(self) -> None:
        """Asks where, and says how many documents with names; then writes them."""
        papers = self.papers
        if papers is None:
            return
        at = self.now
        # Many documents: they take seconds on a slow machine.
        self.app.say("Export : préparation des documents…", "told")

        async def ask() -> None:
            try:
                usual, count = await asyncio.to_thread(papers.planned, at) if papers.planned else ("", 0)
            except NotWrittenError as error:
                self.app.say(f"Export : {error!s}", "failed", stays=True)
                return
            except Exception as error:  # noqa: BLE001  in a worker it would go unheard
                fault = f"faute de Vigie ({type(error).__name__}), rien n'est écrit"
                self.app.say(f"Export : {fault}", "failed", stays=True)
                return
            self.ask(ExportForm(self.session.number, papers.folder, usual, count), write)

        def write(folder: str) -> None:
            self.app.say("Export : écriture des documents…", "told")
            self._write("Export", lambda other, replace: papers.export(at, other or folder, replace))

        self.app.run_worker(ask(), exit_on_error=False)

    def _write(self, what: str, write: Write, *, other: str = "", replace: bool = False) -> None:
        """Write beside the loop: a slow disk does not stop the clocks."""

        async def go() -> None:
            try:
                sentence = await asyncio.to_thread(write, other, replace)
            except TakenError as taken:
                lines = (((str(taken), ""),), ())
                # First what harms nobody.
                beside = Option("a", f"l'écrire à côté : {taken.other}", taken.other)
                options = (beside, Option("r", "remplacer ce qui y est", ""))
                self.ask(
                    Choice(f"{what} : il y en a déjà un", lines, options),
                    lambda name: self._write(what, write, other=name or other, replace=not name),
                )
            except NotWrittenError as error:
                self.app.say(f"{what} : {error!s}", "failed", stays=True)
            except Exception as error:  # noqa: BLE001  in a worker it would go unheard
                fault = f"faute de Vigie ({type(error).__name__}), rien n'est écrit"
                self.app.say(f"{what} : {fault}", "failed", stays=True)
            else:
                self.app.say(sentence, "done")

        self.app.run_worker(go(), exit_on_error=False)
