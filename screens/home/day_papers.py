"""The papers of all sessions of a day, written from home."""

from __future__ import annotations

from datetime import date

from screens.dialogs.choices import Choice, Option
from screens.dialogs.fields import Field
from screens.dialogs.forms import Ask
from screens.home.host import Home
from screens.home.office import PapersOfDay, Refused, Taken
from screens.kit.ink import Line
from supervisor.wording import plural


def papers(home: Home) -> None:
    """Say how many, ask where; then write them."""
    day = home.card.day if home.card is not None else None
    if day is None:
        return
    now = home.clock.now()
    home.say("préparation des papiers…", "told", stays=True)
    home.in_a_thread(lambda: home.office.papers_of(day, now), lambda found: _ask_where(home, day, found))


def _ask_where(home: Home, day: date, found: PapersOfDay | Refused) -> None:
    home.notices.dismiss()
    if isinstance(found, Refused):
        home.say(found.sentence, "refused")
        return
    sessions = f"{plural(len(found.numbers), 'session')} du {day:%d/%m/%Y} ({', '.join(found.numbers)})"
    lines: list[Line] = [
        ((f"{plural(found.count, 'document')} pour {sessions} :", ""),),
        (("convocations, feuilles d'émargement, vérification de la salle.", ""),),
        (("Ils portent les noms et les naissances. Rien n'est écrit avant Entrée.", "yellow"),),
        *(((told, "yellow"),) for told in found.lacks),
        (("Dossier courant : ", "label"), (found.here, "")),
        (),
    ]
    field = Field("folder", "Dans le dossier", found.usual, "le dossier habituel")

    def take(folder: str | None) -> None:
        if folder is not None:
            _write_papers(home, day, folder or found.usual)

    home.push_screen(Ask("Papiers du jour", lines, field), take)


def _write_papers(home: Home, day: date, folder: str, *, replace: bool = False) -> None:
    def take(result: str | Taken | Refused) -> None:
        home.notices.dismiss()
        if isinstance(result, Taken):
            _ask_beside(home, day, folder, result)
        elif isinstance(result, Refused):
            home.say(f"papiers : {result.sentence}", "failed", stays=True)
        else:
            home.say(result, "done")

    now = home.clock.now()
    home.say("écriture des papiers…", "told", stays=True)
    home.in_a_thread(lambda: home.office.write_papers(day, folder, now, replace=replace), take)


def _ask_beside(home: Home, day: date, folder: str, taken: Taken) -> None:
    # First what harms nobody.
    options = (
        Option("a", f"les écrire à côté : {taken.other}", taken.other),
        Option("r", "remplacer ce qui y est", ""),
    )

    def take(other: str | None) -> None:
        if other is not None:
            _write_papers(home, day, other or folder, replace=not other)

    lines: tuple[Line, ...] = (((taken.sentence, ""),), ())
    home.push_screen(Choice("Papiers : il y en a déjà", lines, options), take)
