"""The papers of all sessions of a day, written from home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_
from datetime import date

from screens.dialogs.choices import Choice, Option
from screens.dialogs.fields import NO, YES, Field
from screens.dialogs.forms import Form
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
    home.in_a_thread(
        lambda: home.office.papers_of(day, now),
        lambda found: _ask_where(home, day, found),
        doing="préparation des papiers…",
    )


def _ask_where(home: Home, day: date, found: PapersOfDay | Refused) -> None:
    if isinstance(found, Refused):
        home.tell_outcome(found.sentence, "refused")
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

    def take(wanted: Wanted | None) -> None:
        if wanted is not None:
            _write_papers(home, day, wanted)

    home.push_screen(PapersForm(lines, found.usual), take)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where the papers go, and as what."""

    folder: str
    as_pages: bool
    """As HTML, to be read on a screen or aloud, not as PDF."""


class PapersForm(Form[Wanted]):
    """Where, and whether as pages."""

    def __init__(self, lines: Sequence[Line], usual: str) -> None:
        super().__init__(
            "Papiers du jour",
            lines,
            (
                Field("folder", "Dans le dossier", usual, "le dossier habituel"),
                Field(
                    "pages",
                    "En HTML, non en PDF",
                    NO,
                    "non : en PDF ; oui : à lire à l'écran ou à faire lire",
                    "yes_no",
                ),
            ),
        )
        self._usual = usual

    def result(self, values: dict[str, str], *, confirmed: bool) -> Wanted:
        return Wanted(values["folder"] or self._usual, as_pages=values["pages"] == YES)


def _write_papers(home: Home, day: date, wanted: Wanted, *, replace: bool = False) -> None:
    def take(result: str | Taken | Refused) -> None:
        if isinstance(result, Taken):
            _ask_beside(home, day, wanted, result)
        elif isinstance(result, Refused):
            home.say(f"papiers : {result.sentence}", "failed", stays=True)
        else:
            home.tell_outcome(result)

    now = home.clock.now()

    def write() -> str | Taken | Refused:
        return home.office.write_papers(day, wanted.folder, now, as_pages=wanted.as_pages, replace=replace)

    home.in_a_thread(write, take, doing="écriture des papiers…")


def _ask_beside(home: Home, day: date, wanted: Wanted, taken: Taken) -> None:
    # First what harms nobody.
    options = (
        Option("a", f"les écrire à côté : {taken.other}", taken.other),
        Option("r", "remplacer ce qui y est", ""),
    )

    def take(other: str | None) -> None:
        if other is not None:
            _write_papers(home, day, replace_(wanted, folder=other or wanted.folder), replace=not other)

    lines: tuple[Line, ...] = (((taken.sentence, ""),), ())
    home.push_screen(Choice("Papiers : il y en a déjà", lines, options), take)
