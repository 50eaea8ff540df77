"""The table of commands of home: from it come its keys, its footer and its help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from screens.commands.table import key_name
from screens.home.office import Card
from screens.kit.ink import Line, fit


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can ask of home."""

    id: str
    """`action_<id>` of the app does it."""
    keys: tuple[str, ...]
    """Keys as Textual names them; the first one is shown."""
    label: str
    """A word for the footer."""
    help: str
    """A sentence for the help page."""
    obstacle: Callable[[Card | None], str] = lambda _: ""
    """Why it is not possible with the chosen session; empty when it is."""
    rank: int = 0
    """Place in the footer, the smallest first; 0: never there."""
    is_due: Callable[[Card | None], bool] = lambda _: True
    """Whether the footer names it for the chosen session."""


def _some_session(card: Card | None) -> str:
    return "" if card is not None else "aucune session n'est choisie"


def _unstarted(card: Card | None) -> str:
    if card is None or card.problem or card.counts is None:
        return "aucune session lisible n'est choisie"
    counts = card.counts
    if counts.started or counts.interrupted or counts.finished or counts.unfinished:
        return f"session {card.number} : un test y a démarré, elle se garde jusqu'à son terme"
    return ""


def _some_day(card: Card | None) -> str:
    return "" if card is not None and card.day is not None else "aucune session lisible n'est choisie"


def _is_before(card: Card | None) -> bool:
    return card is not None and card.group in ("today", "coming") and not _unstarted(card)


COMMANDS: tuple[Command, ...] = (
    Command("open", ("enter",), "ouvrir", "Ouvre la session choisie pour la surveiller.", _some_session, 1),
    Command("import", ("i",), "importer", "Lit une liste de candidats et en fait une session, ou plusieurs.", rank=2),
    Command("create", ("c",), "créer", "Crée une session par un formulaire ; les candidats viennent ensuite.", rank=3),
    Command("rehearse", ("d",), "démo", "Ouvre une répétition avec des candidats fictifs : rien n'en est gardé.",
            rank=4),
    Command("papers", ("p",), "papiers", "Écrit convocations, feuilles d'émargement et vérification de la salle de "
            "toutes les sessions du jour choisi ; demande où.", _some_day, 5, _is_before),
    Command("erase", ("delete",), "effacer", "Efface pour de bon une session où personne n'a démarré (annulée, "
            "importée par erreur), après confirmation.", _unstarted, 6),
    Command("search", ("slash", "r"), "chercher", "Ne montre que les sessions dont un mot commence ainsi : numéro, "
            "salle, site, jour, phase. Un chiffre ouvre aussi la recherche.", _some_session, 8),
    Command("quit", ("q",), "quitter", "Quitte Vigie. Tout est déjà enregistré : il n'y a rien à sauver.", rank=7),
    Command("help", ("question_mark", "f1"), "aide", "Toutes les touches, et le sens des mots de la liste."),
    Command("down", ("down", "j"), "suivante", "Choisit la session suivante."),
    Command("up", ("up", "k"), "précédente", "Choisit la session précédente."),
    Command("page_down", ("pagedown",), "page suivante", "Descend d'une page."),
    Command("page_up", ("pageup",), "page précédente", "Monte d'une page."),
    Command("first", ("home",), "première", "Choisit la première session."),
    Command("last", ("end",), "dernière", "Choisit la dernière session."),
    Command("read_again", ("f5",), "relire", "Relit le dossier des sessions ; Vigie le fait aussi d'elle-même."),
    Command("back", ("escape",), "revenir", "Efface la recherche, ou le message du bas."),
)  # fmt: skip

SPARED = ("search", "rehearse", "create")
"""What the footer leaves out first where there is no room for all: the help names it."""

BY_ID = {command.id: command for command in COMMANDS}


def hints(card: Card | None, width: int) -> list[tuple[str, str]]:
    """Keys and words for a footer of so many cells: what is possible now."""
    shown = sorted((c for c in COMMANDS if c.rank and c.is_due(card) and not c.obstacle(card)), key=lambda c: c.rank)
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


def help_lines(place: str) -> list[Line]:
    """Every command with its keys, then what the words of the list mean."""
    lines: list[Line] = [
        ((fit(" ".join(key_name(key) for key in command.keys), 14), "amber+"), (command.help, "soft"))
        for command in COMMANDS
    ]
    words = (
        ("à démarrer", "yellow", "accueil ou début attendus"),
        ("1 dépassé", "red+", "un test a passé sa fin : ouvrez la session"),
        ("à clore", "amber", "plus personne ne compose : relire, puis clore"),
        ("à finaliser", "yellow", "dans Pix Certif, dans les 48 h qui suivent le dernier test"),
        ("abîmée", "red+", "son journal n'est plus ce qui fut écrit : Entrée dit quoi faire"),
    )
    lines += [(), (("CE QU'UNE SESSION ATTEND", "label+"),)]
    lines += [((fit(word, 14), ink), (meaning, "soft")) for word, ink, meaning in words]
    return [*lines, (), ((f"Les sessions sont gardées dans {place}", "label"),)]
