"""The table of commands of home: from it come its keys, its footer and its help."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from screens.home import choosing, day_papers, importing, making
from screens.home.host import Home
from screens.home.office import SessionCard
from screens.home.reader import HomeHelp
from screens.kit.ink import Line, fit
from screens.kit.key_names import key_name


@dataclass(frozen=True, slots=True)
class HomeCommand:
    """One thing a person can ask of home."""

    id: str
    """Stable name."""
    keys: tuple[str, ...]
    """Keys as Textual names them; the first one is shown."""
    label: str
    """A word for the footer."""
    help: str
    """A sentence for the help page."""
    do: Callable[[Home], object]
    """What does it."""
    when: Callable[[SessionCard | None], str] = lambda _: ""
    """Why it is not possible with the chosen session, as a French sentence; empty when it is."""
    rank: int = 0
    """Place in the footer, the smallest first; 0: never there."""
    is_due: Callable[[SessionCard | None], bool] = lambda _: True
    """Whether the footer names it for the chosen session."""
    reads: bool = False
    """It makes and changes no session and asks for no path: whoever looks on has it too (`vigie review`)."""
    is_told: bool = False
    """Chosen where it is not possible, it says why."""


def _some_session(card: SessionCard | None) -> str:
    return "" if card is not None else "aucune session n'est choisie"


def _unstarted(card: SessionCard | None) -> str:
    if card is None or card.problem or card.counts is None:
        return "aucune session lisible n'est choisie"
    counts = card.counts
    if counts.started or counts.interrupted or counts.finished or counts.unfinished:
        return f"session {card.number} : un test y a démarré, elle se garde jusqu'à son terme"
    return ""


def _some_day(card: SessionCard | None) -> str:
    return "" if card is not None and card.day is not None else "aucune session lisible n'est choisie"


def _is_before(card: SessionCard | None) -> bool:
    return card is not None and card.group in ("today", "coming") and not _unstarted(card)


def show_help(home: Home) -> None:
    """Keys and words."""
    home.push_screen(HomeHelp("Aide", home.help_lines()))


# One row a command, however long: it is read as a table.
# ruff: noqa: E501
COMMANDS: tuple[HomeCommand, ...] = (
    HomeCommand("open", ("enter",), "ouvrir", "Ouvre la session choisie pour la surveiller.", choosing.open_session, when=_some_session, rank=1, reads=True),
    HomeCommand("import", ("i",), "importer", "Lit une liste de candidats et en fait une session, ou plusieurs.", importing.bring_in, rank=2),
    HomeCommand("create", ("c",), "créer", "Crée une session par un formulaire ; les candidats viennent ensuite.", making.create, rank=3),
    HomeCommand("rehearse", ("d",), "démo", "Ouvre une répétition avec des candidats fictifs : rien n'en est gardé.", choosing.rehearse, rank=4),
    HomeCommand("papers", ("p",), "papiers", "Écrit convocations, feuilles d'émargement et vérification de la salle de toutes les sessions du jour choisi ; demande où.", day_papers.papers, when=_some_day, rank=6, is_due=_is_before, is_told=True),
    HomeCommand("erase", ("delete",), "effacer", "Efface pour de bon une session où personne n'a démarré (annulée, importée par erreur), après confirmation.", making.erase, when=_unstarted, rank=7, is_told=True),
    HomeCommand("search", ("slash", "r"), "chercher", "Ne montre que les sessions dont un mot commence ainsi : numéro, salle, site, jour, phase. Un chiffre ouvre aussi la recherche.", choosing.search, when=_some_session, rank=5, reads=True),
    HomeCommand("quit", ("q",), "quitter", "Quitte Vigie. Tout est déjà enregistré : il n'y a rien à sauver.", choosing.leave, rank=8, reads=True),
    HomeCommand("help", ("question_mark", "f1"), "aide", "Toutes les touches, et le sens des mots de la liste.", show_help, reads=True),
    HomeCommand("down", ("down", "j"), "suivante", "Choisit la session suivante.", lambda home: choosing.move(home, 1), reads=True),
    HomeCommand("up", ("up", "k"), "précédente", "Choisit la session précédente.", lambda home: choosing.move(home, -1), reads=True),
    HomeCommand("page_down", ("pagedown",), "page suivante", "Descend d'une page.", lambda home: choosing.move(home, home.page), reads=True),
    HomeCommand("page_up", ("pageup",), "page précédente", "Monte d'une page.", lambda home: choosing.move(home, -home.page), reads=True),
    HomeCommand("first", ("home",), "première", "Choisit la première session.", lambda home: choosing.move(home, -len(home.cards or ())), reads=True),
    HomeCommand("last", ("end",), "dernière", "Choisit la dernière session.", lambda home: choosing.move(home, len(home.cards or ())), reads=True),
    HomeCommand("read_again", ("f5",), "relire", "Relit le dossier des sessions ; Vigie le fait aussi d'elle-même.", choosing.read_again, reads=True),
    HomeCommand("back", ("escape",), "revenir", "Efface la recherche, ou le message du bas.", choosing.back, reads=True),
)  # fmt: skip

SPARED = ("search", "rehearse", "create")
"""What the footer leaves out first where there is no room for all: the help names it."""


def hints(card: SessionCard | None, width: int) -> list[tuple[str, str]]:
    """Keys and words for a footer of so many cells: what is possible now."""
    shown = sorted((c for c in COMMANDS if c.rank and c.is_due(card) and not c.when(card)), key=lambda c: c.rank)
    named = [
        (c.id, key_name(c.keys[0]), f"{c.label} {card.number}" if c.id == "open" and card is not None else c.label)
        for c in shown
    ]
    for spared in SPARED:
        # Two cells apart; one before the first, one before the help at the end.
        if sum(len(key) + len(label) + 3 for _, key, label in named) + len(" ? aide ") - 1 <= width:
            break
        named = [one for one in named if one[0] != spared]
    return [(key, label) for _, key, label in named]


Meaning = tuple[str, str, str]
"""A word of the list, its ink, and what it means."""
WORDS: tuple[Meaning, ...] = (
    ("à démarrer", "yellow", "accueil ou début attendus"),
    ("1 dépassé", "red+", "un test a passé sa fin : ouvrez la session"),
    ("à clore", "amber", "plus personne ne compose : relire, puis clore"),
    ("à finaliser", "yellow", "dans Pix Certif, dans les 48 h qui suivent le dernier test"),
    ("abîmée", "red+", "son journal n'est plus ce qui fut écrit : Entrée dit quoi faire"),
)


def help_lines(commands: Iterable[HomeCommand], words: Iterable[Meaning], where: str) -> list[Line]:
    """Every command with its keys, then what the words of the list mean, and where the sessions are."""
    lines: list[Line] = [
        ((fit(" ".join(key_name(key) for key in command.keys), 14), "amber+"), (command.help, "soft"))
        for command in commands
    ]
    lines += [(), (("CE QU'UNE SESSION ATTEND", "label+"),)]
    lines += [((fit(word, 14), ink), (meaning, "soft")) for word, ink, meaning in words]
    return [*lines, (), ((where, "label"),)]
