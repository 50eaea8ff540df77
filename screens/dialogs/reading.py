"""What is read rather than answered: the help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from textual.app import ComposeResult
from textual.events import Key

from screens.dialogs.base import Dialog, Words
from screens.kit.command import Command, Domain, keys_for
from screens.kit.ink import Line, fit
from screens.kit.key_names import key_name
from screens.kit.settings import Settings

CODE_SHOWN_S = 60.0
"""The access code hides itself again after so many real seconds."""


SIGNS: tuple[tuple[str, str, str], ...] = (
    ("▌", "blue+", "candidat choisi"),
    ("●", "blue", "candidat marqué"),
    ("‖", "orange", "pause, interruption ou incident global : fin provisoire, sans alarme"),
    ("!", "red+", "temps dépassé"),
    ("▲", "orange+", "alerte ouverte, à traiter dans l'Espace surveillant"),
    ("C6 ?", "orange", "suspicion de fraude dont le rapport n'est pas complet"),
    ("✓", "green", "fait (Id : identité, Ém : émargement)"),
    ("~", "yellow", "identité attestée sans pièce"),
    ("·", "dim", "pas encore fait"),
    ("prés.", "soft", "présence confirmée dans Pix, à cette heure ; exp. : expirée, à confirmer de nouveau"),
    ("…", "label+", "action en cours d'enregistrement"),
    ("+33 %", "violet", "temps majoré"),
    ("14:59", "yellow", "15 minutes ou moins"),
    ("04:59", "amber+", "5 minutes ou moins"),
    ("−02:15", "tag.over", "temps dépassé"),
)
"""The legend."""


DOMAINS: tuple[Domain, ...] = (
    "accueil", "candidat", "session", "liste", "écran", "salle", "clôture", "relecture"
)  # fmt: skip
TITLES: dict[Domain, str] = {
    "accueil": "DANS LA VUE DE L'ACCUEIL",
    "salle": "DANS LA VUE DE LA PRÉPARATION",
    "clôture": "DANS LA VUE DE LA CLÔTURE",
}
READ_ONLY_TOLD = "Lecture seule : aucune touche ne note rien."
CHOOSING: Line = (
    ("1 2 3… puis Entrée", "amber+"), ("  choisit un candidat (rangée des chiffres, avec ou sans Maj.)", "soft")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HelpPage:
    """What the help tells of one view."""

    commands: tuple[Command[Any], ...]
    """Those with a key are listed, by domain."""
    first: Domain = "candidat"
    """The domain of the view in front."""
    title: str = ""
    """What the view is called; empty: as its domain is."""
    told: str = ""
    """What to know of its keys before any of them; empty: nothing."""
    elsewhere: str = "LES TOUCHES DU TABLEAU"
    """What is said of the keys after those of the view."""
    has_numbers: bool = True
    """Digits choose a candidate there."""


def help_lines(settings: Settings, page: HelpPage) -> list[Line]:
    """The commands with their keys, by domain, that of the view in front first; then the signs and colours."""
    return [*_commands(settings, page), (), *_legend()]


def _commands(settings: Settings, page: HelpPage) -> Iterator[Line]:
    width = keys_width(settings, page)
    is_view = page.first != "candidat"
    if not is_view and page.has_numbers:
        yield from (CHOOSING, ())
    by_domain = {
        domain: [c for c in page.commands if c.domain == domain and keys_for(c, settings)]
        for domain in (page.first, *(d for d in DOMAINS if d != page.first))
    }
    for place, (domain, listed) in enumerate((d, some) for d, some in by_domain.items() if some):
        title = TITLES.get(domain, domain.upper())
        if place == 0:
            title = page.title or title
        else:
            yield ()
        if is_view and place == 1:
            title += f" : {page.elsewhere}" if page.elsewhere else ""
            if page.has_numbers:
                yield from (CHOOSING, ())
        yield ((title, "label+"),)
        if place == 0 and page.told:
            yield ((page.told, "yellow"),)
        yield from (_command(command, settings, width) for command in listed)


def keys_width(settings: Settings, page: HelpPage) -> int:
    """Cells of the column of keys: a space is left after the longest."""
    return max((13, *(len(_keys(command, settings)) for command in page.commands))) + 1


def _keys(command: Command[Any], settings: Settings) -> str:
    return " ".join(key_name(key) for key in keys_for(command, settings))


def _command(command: Command[Any], settings: Settings, width: int) -> Line:
    return ((fit(_keys(command, settings), width), "amber+"), (f"{command.title}. ", "+"), (command.help, "soft"))


def _legend() -> Iterator[Line]:
    yield (("SIGNES ET COULEURS", "label+"),)
    for sign, role, meaning in SIGNS:
        yield ((fit(sign, 7), role), (f"  {meaning}", "soft"))


class HelpDialog(Dialog[None]):
    """The keys of the view in front, then the other ones and the signs; scrolls."""

    HINT: Line = (("↑ ↓", "amber+"), (" défiler   ", "soft"), ("Échap", "amber+"), (" fermer", "soft"))

    def __init__(self, settings: Settings, page: HelpPage) -> None:
        super().__init__("Aide")
        self._settings = settings
        self._page = page

    def body(self) -> ComposeResult:
        yield Words(help_lines(self._settings, self._page), hang=keys_width(self._settings, self._page), id="lines")

    def key(self, event: Key) -> bool:
        if event.key in ("enter", "f1"):
            self.leave()
            return True
        return self.scrolls(event)
