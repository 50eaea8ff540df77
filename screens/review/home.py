"""All sessions of one store or several, for reading: from here one opens the board of a session, live or past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType

from screens.home.app import HomeApp, bindings_of
from screens.home.choice import Choice
from screens.home.commands import COMMANDS, HomeCommand, help_lines
from screens.home.host import Home
from screens.home.office import SessionCard
from screens.home.rows import HomePicture
from screens.kit.desk import Clock
from screens.kit.ink import Line
from screens.kit.key_names import key_name
from screens.kit.keyline import KeyLine
from screens.kit.settings import Settings
from screens.review.forks import ONE_WAY
from screens.review.office import People, ReviewOffice
from screens.review.settle import ask_which
from supervisor.waiting import told
from supervisor.wording import plural

HELP = {
    "open": "Ouvre la session choisie pour la regarder : rien n'y est changé.",
    "search": (
        "Ne montre que les sessions dont un mot commence ainsi : numéro, salle, site, jour, phase. Entrée cherche "
        "aussi une personne dans toutes, par son nom ou une partie ; le registre des accès le note."
    ),
}


def choose_branch(home: Home) -> None:
    """Of the chosen session: what each of its branches holds, and which one goes on."""
    assert isinstance(home, ReviewHome), "the row is of its table alone"
    home.choose_branch()


SETTLE = HomeCommand(
    "settle", ("b",), "branches",
    "D'une session continuée sur plusieurs postes : compare les branches ; un référent choisit celle qui va, et dit "
    "pourquoi.",
    choose_branch, when=lambda card: "" if card is not None and card.is_branch else ONE_WAY,
    rank=2, is_told=True,
)  # fmt: skip
LOOKS = (
    *(replace(command, help=HELP.get(command.id, command.help)) for command in COMMANDS if command.reads), SETTLE,
)  # fmt: skip
"""What is left of home: nothing makes or changes a session, nothing asks for a path."""
WORDS = (
    ("reste 31 h 05", "yellow", "jusqu'à la fin des 48 heures pour finaliser dans Pix Certif"),
    ("48 h dépassées", "red+", "elle n'est pas finalisée, et les 48 heures sont passées"),
    ("1 dépassé", "red+", "un test a passé sa fin"),
    ("abîmée", "red+", "son journal n'est plus ce qui fut écrit : Entrée dit quoi faire"),
)
NOTHING = "Aucune session ici."


class ReviewHome(HomeApp, inherit_bindings=False):
    """The sessions of one store or several, looked at."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(LOOKS)
    commands: ClassVar[tuple[HomeCommand, ...]] = LOOKS
    nothing_to_open: ClassVar[str] = NOTHING

    SOUGHT: ClassVar[str] = "numéro, salle, jour… · Entrée : aussi une personne, par son nom · Échap ferme"

    def __init__(
        self, office: ReviewOffice, clock: Clock, *, settings: Settings | None = None, chosen: str = "",
        sentence: str = "",
    ) -> None:  # fmt: skip
        super().__init__(office, clock, settings=settings, chosen=chosen, sentence=sentence)
        self._reading = office
        self._people: Mapping[str, str] = {}
        """Who was found in which session, by the name in `_asked_for`."""
        self._asked_for = ""

    def sought_among(self, cards: tuple[SessionCard, ...]) -> tuple[SessionCard, ...]:
        """Those whose own words fit, and those in which a person of this name is known, with their numbers."""
        by_words = {card.key for card in super().sought_among(cards)}
        people = self._people if self.search == self._asked_for else {}
        return tuple(
            replace(card, waits=told(people[card.key], "waits")) if card.key in people else card
            for card in cards
            if card.key in by_words or card.key in people
        )

    def seek(self) -> None:
        """A person of this name, over all sessions: read only now that it is asked, since each look is noted."""
        typed, now = self.search, self.clock.now()

        def take(people: People) -> None:
            self._people, self._asked_for = people.of_session, typed
            self.tell_outcome(f"« {typed} » : {people.told}", "told")

        if any(sign.isalpha() for sign in typed):
            self.in_a_thread(lambda: self._reading.find(typed, now), take)

    def choose_branch(self) -> None:
        """Of the chosen session: what each of its branches holds, and which one goes on."""
        forks = self._reading.forks_of(self.card.store) if self.card is not None else None
        if forks is None:
            self.refuse(ONE_WAY)
        else:
            ask_which(self, forks, self.read_again)

    def shown(self) -> HomePicture:
        not_yet = " Entrée cherche une personne de ce nom." if self.search != self._asked_for else ""
        shown = replace(super().shown(), title="Vigie · lecture", nothing=NOTHING, not_yet=not_yet)
        schools = sum(card.is_school for card in shown.all_cards)
        return replace(shown, site="", held=plural(schools, "établissement")) if schools else shown

    def hints(self, card: SessionCard | None) -> list[tuple[str, str]]:
        shown = sorted((c for c in LOOKS if c.rank and not c.when(card)), key=lambda c: c.rank)
        return [(key_name(c.keys[0]), c.label) for c in shown]

    def help_lines(self) -> list[Line]:
        return help_lines(self.commands, WORDS, f"Les sessions sont lues dans {self.office.place}")


def run_review_home(
    office: ReviewOffice, clock: Clock, *, settings: Settings, chosen: str = "", sentence: str = ""
) -> Choice | int:
    """Show all sessions until one is chosen; what to open, or the exit status where it was left."""
    app = ReviewHome(office, clock, settings=settings, chosen=chosen, sentence=sentence)
    app.come_back(KeyLine.last)
    return app.run_until_left() or app.choice or 0
