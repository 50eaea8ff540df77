"""All sessions of one store or several, for reading: from here one opens the board of a session, live or past."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from screens.commands import key_name
from screens.desk import Clock
from screens.home.app import HomeApp
from screens.home.commands import COMMANDS, Command
from screens.home.deeds import Choice
from screens.home.office import Card, Office
from screens.home.reader import HomeHelp
from screens.home.rows import Shown
from screens.ink import Line, fit
from screens.settings import Settings

READS = frozenset({
    "open", "search", "quit", "help", "down", "up", "page_down", "page_up", "first", "last", "read_again", "back",
})  # fmt: skip
"""What is left of home: nothing makes or changes a session, nothing asks for a path."""
LOOKS = tuple(command for command in COMMANDS if command.id in READS)
HELP = {"open": "Ouvre la session choisie pour la regarder : rien n'y est changé."}
WORDS = (
    ("reste 31 h 05", "yellow", "jusqu'à la fin des 48 heures pour finaliser dans Pix Certif"),
    ("en retard", "red+", "les 48 heures sont passées"),
    ("1 dépassé", "red+", "un test a passé sa fin"),
    ("abîmée", "red+", "son journal n'est plus ce qui fut écrit : Entrée dit quoi faire"),
)
NOTHING = "Aucune session ici."


class ReviewHome(HomeApp, inherit_bindings=False):
    """The sessions of one store or several, looked at."""

    CSS_PATH = "../vigie.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "quitter", show=False, priority=True),
        Binding("ctrl+c", "tell_how_to_quit", "quitter", show=False, priority=True),
        *(
            Binding(",".join(command.keys), f"press('{command.id}')", command.label, show=False, id=command.id)
            for command in LOOKS
        ),
    ]

    def shown(self) -> Shown:
        return replace(super().shown(), title="Vigie · lecture", nothing=NOTHING)

    def hints(self, card: Card | None) -> list[tuple[str, str]]:
        shown = sorted((c for c in LOOKS if c.rank and not c.obstacle(card)), key=lambda c: c.rank)
        return [(key_name(c.keys[0]), c.label) for c in shown]

    def action_press(self, command: str) -> None:
        """A command of the table, when no dialog is in front; none but those that read."""
        if command == "help" and self.is_in_front:
            self.push_screen(HomeHelp("Aide", help_lines(self.office.place)))
        elif command == "open" and self.card is None:
            self.say("lecture des sessions en cours" if self.cards is None else NOTHING, "told")
        elif command in READS:
            super().action_press(command)


def help_lines(place: str) -> list[Line]:
    """Every command with its keys, then what the words of the list mean."""
    lines: list[Line] = [((fit(_keys(c), 14), "amber+"), (HELP.get(c.id, c.help), "soft")) for c in LOOKS]
    lines += [(), (("CE QU'UNE SESSION ATTEND", "label+"),)]
    lines += [((fit(word, 14), ink), (meaning, "soft")) for word, ink, meaning in WORDS]
    return [*lines, (), ((f"Les sessions sont lues dans {place}", "label"),)]


def _keys(command: Command) -> str:
    return " ".join(key_name(key) for key in command.keys)


def run_review_home(
    office: Office, clock: Clock, *, settings: Settings, chosen: str = "", sentence: str = "", mouse: bool = True
) -> Choice | int:
    """Show all sessions until one is chosen; what to open, or the exit status where it was left."""
    app = ReviewHome(office, clock, settings=settings, chosen=chosen, sentence=sentence)
    app.run(mouse=mouse)
    app.raise_fault()
    return app.exit_status or app.choice or 0
