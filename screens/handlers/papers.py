"""What is written outside the journal: the « feuille de secours », the export."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from screens.dialogs.base import Ask, Choice, Field, Option
from screens.dialogs.export import ExportForm
from screens.handlers.acting import Acting
from screens.kit.papers import NotWrittenError, Papers, TakenError, rescue_name

PREPARING = "Export : préparation des documents…"
Write = Callable[[str, bool], str]
"""Writes something under another name than the usual one unless that is empty, replacing what is there if told so;
answers where it is."""


def _papers_of(acting: Acting) -> Papers | None:
    """What the door lets the board write; says so where it is nothing."""
    if acting.app.papers is None:
        acting.app.refuse("rien ne peut être écrit d'ici : vigie export")
    return acting.app.papers


def rescue(acting: Acting) -> None:
    """Asks where, then writes what paper must hold should the laptop die."""
    papers = _papers_of(acting)
    if papers is None:
        return

    def write(name: str) -> None:
        acting.app.rescue_sheet_asked()
        text = papers.rescue_sheet(acting.session, acting.now)
        _write(acting, "Feuille de secours", lambda other, replace: papers.save(other or name, text, replace))

    lines = (
        (("Début, fin et temps majoré de chacun, en texte : imprimez-la, ou copiez-la sur une clé.", "label"),),
        (("Elle porte des noms. Dossier courant : ", "label"), (papers.folder, "")),
    )
    field = Field("name", "Où l'écrire", rescue_name(acting.session), "un nom, ou un chemin")
    acting.ask(Ask("Feuille de secours", lines, field, must="dites où l'écrire"), write)


def export(acting: Acting) -> None:
    """Asks where, and says how many documents with names; then writes them."""
    papers = _papers_of(acting)
    if papers is None:
        return
    at = acting.now
    # Many documents: they take seconds on a slow machine.
    acting.app.say(PREPARING, "told", stays=True)

    async def ask() -> None:
        try:
            usual, count = await asyncio.to_thread(papers.planned, at) if papers.planned else ("", 0)
        except NotWrittenError as error:
            acting.app.say(f"Export : {error!s}", "failed", stays=True)
            return
        except Exception as error:  # noqa: BLE001  in a worker it would go unheard
            fault = f"faute de Vigie ({type(error).__name__}), rien n'est écrit"
            acting.app.say(f"Export : {fault}", "failed", stays=True)
            return
        finally:
            acting.app.take_back(PREPARING)
        acting.ask(ExportForm(acting.session.number, papers.folder, usual, count), write)

    def write(folder: str) -> None:
        _write(acting, "Export", lambda other, replace: papers.export(at, other or folder, replace))

    acting.app.run_worker(ask(), exit_on_error=False)


def _write(acting: Acting, what: str, write: Write, *, other: str = "", replace: bool = False) -> None:
    """Write beside the loop: a slow disk does not stop the clocks."""
    doing = f"{what} : écriture…"

    async def go() -> None:
        try:
            sentence = await asyncio.to_thread(write, other, replace)
        except TakenError as taken:
            lines = (((str(taken), ""),), ())
            # First what harms nobody.
            beside = Option("a", f"l'écrire à côté : {taken.other}", taken.other)
            options = (beside, Option("r", "remplacer ce qui y est", ""))
            acting.ask(
                Choice(f"{what} : il y en a déjà un", lines, options),
                lambda name: _write(acting, what, write, other=name or other, replace=not name),
            )
        except NotWrittenError as error:
            acting.app.say(f"{what} : {error!s}", "failed", stays=True)
        except Exception as error:  # noqa: BLE001  in a worker it would go unheard
            fault = f"faute de Vigie ({type(error).__name__}), rien n'est écrit"
            acting.app.say(f"{what} : {fault}", "failed", stays=True)
        else:
            acting.app.tell_outcome(sentence)
        finally:
            acting.app.take_back(doing)

    acting.app.say(doing, "told", stays=True)
    acting.app.run_worker(go(), exit_on_error=False)
