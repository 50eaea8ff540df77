"""What is read rather than answered: instructions with the access code, help, and the mask over the names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.events import Key
from textual.screen import Screen

from screens.commands import Command, Domain, key_name, keys_for
from screens.dialogs.base import Dialog, Words
from screens.ink import Line, fit, spread
from screens.picture import Picture
from screens.settings import Settings
from screens.widgets.counts import counts_line
from screens.widgets.painted import Painted

CODE_SHOWN_S = 60.0
"""The access code hides itself again after so many real seconds."""


SIGNS: tuple[tuple[str, str, str], ...] = (
    ("▌", "blue+", "candidat choisi"),
    ("●", "blue", "candidat marqué"),
    ("‖", "orange", "pause, interruption ou incident global : fin provisoire, sans alarme"),
    ("▲", "orange+", "alerte ouverte, à traiter dans l'Espace surveillant"),
    ("C6 ?", "orange", "suspicion de fraude dont le rapport n'est pas complet"),
    ("✓", "green", "fait (Id : identité, Ém : émargement)"),
    ("~", "yellow", "identité attestée sans pièce"),
    ("·", "dim", "pas encore fait"),
    ("…", "label+", "action en cours d'enregistrement"),
    ("+33", "violet", "temps majoré, en pour cent"),
    ("14:59", "yellow", "15 minutes ou moins"),
    ("04:59", "amber+", "5 minutes ou moins"),
    ("−02:15", "tag.over", "temps dépassé"),
)
"""The legend."""


DOMAINS: tuple[Domain, ...] = ("candidat", "session", "liste", "écran", "salle", "clôture", "relecture")
TITLES: dict[Domain, str] = {"salle": "DANS LA VUE DE LA PRÉPARATION", "clôture": "DANS LA VUE DE LA CLÔTURE"}


def help_lines(settings: Settings, commands: Sequence[Command], first: Domain = "candidat") -> list[Line]:
    """These commands with their keys, by domain, that of the view in front first; then the signs and colours."""
    return [*_commands(settings, commands, first), (), *_legend()]


def _commands(settings: Settings, commands: Sequence[Command], first: Domain) -> Iterator[Line]:
    choosing: Line = (
        ("1 2 3… puis Entrée", "amber+"), ("  choisit un candidat (rangée des chiffres, avec ou sans Maj.)", "soft")
    )  # fmt: skip
    for place, domain in enumerate((first, *(d for d in DOMAINS if d != first))):
        if domain == "candidat":
            yield from ((), choosing) if place else (choosing,)
        listed = [c for c in commands if c.domain == domain and keys_for(c, settings)]
        if not listed:
            continue
        if place or domain == "candidat":
            yield ()
        title = TITLES.get(domain, domain.upper())
        elsewhere = " : LES TOUCHES DU TABLEAU" if first in TITLES and place == 1 else ""
        yield ((title + elsewhere, "label+"),)
        yield from (_command(command, settings) for command in listed)


def _command(command: Command, settings: Settings) -> Line:
    keys = " ".join(key_name(key) for key in keys_for(command, settings))
    return ((fit(keys, 14), "amber+"), (f"{command.title}. ", "+"), (command.help, "soft"))


def _legend() -> Iterator[Line]:
    yield (("SIGNES ET COULEURS", "label+"),)
    for sign, role, meaning in SIGNS:
        yield ((fit(sign, 7), role), (f"  {meaning}", "soft"))


class HelpDialog(Dialog[None]):
    """All keys and signs; scrolls."""

    HINT: Line = (("↑ ↓", "amber+"), (" défiler   ", "soft"), ("Échap", "amber+"), (" fermer", "soft"))

    def __init__(self, settings: Settings, commands: Sequence[Command], first: Domain = "candidat") -> None:
        super().__init__("Aide")
        self._settings = settings
        self._commands = commands
        self._first = first

    def body(self) -> ComposeResult:
        yield Words(help_lines(self._settings, self._commands, self._first), hang=14, id="lines")

    def on_key(self, event: Key) -> None:
        box = self.query_one("#box")
        moves = {"down": box.scroll_down, "up": box.scroll_up, "pagedown": box.scroll_page_down,
                 "pageup": box.scroll_page_up, "home": box.scroll_home, "end": box.scroll_end}  # fmt: skip
        if event.key in moves:
            event.stop()
            moves[event.key](animate=False)
        elif event.key in ("question_mark", "enter", "q", "f1"):
            event.stop()
            self.leave()


class Cover(Painted):
    """What may be seen of the session by anybody."""

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        session = picture.session
        rehearsal: Line = ((" RÉPÉTITION ", "tag.look"),) if session.rehearsal else ()
        number: Line = ((f" {session.number} ", "tag.session"), *rehearsal, (" noms masqués", "label"))
        to_see = len(picture.attention)
        look: Line = ((f" {to_see} à voir ", "tag.look"),) if to_see else ((" rien à voir pour l'instant", "label"),)
        top: list[Line] = [
            spread(number, ((f"{picture.hour_now} ", "+"),), width),
            counts_line(picture.counts, width, closed=session.closed_at is not None),
            (),
            look,
        ]
        hint: Line = ((" F9", "amber+"), (" montrer les noms", "soft"))
        return [*top, *([()] * max(0, height - len(top) - 1)), hint][:height]


class MaskScreen(Screen[None]):
    """Covers everything, dialogs included; clocks and alarms go on."""

    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        yield Cover(id="cover")

    def show(self, picture: Picture) -> None:
        """Draw this picture."""
        for cover in self.query(Cover):
            cover.show(picture)

    def on_key(self, event: Key) -> None:
        event.stop()
        if event.key in ("f9", "escape", "enter"):
            self.dismiss(None)
