"""The table of commands: from it come the keys, the footer, the palette and the help page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from screens.guards import unshifted_digits
from screens.settings import Keyboard
from screens.steps import next_step
from supervisor import event as ev
from supervisor.deciding import joined_numbers
from supervisor.objection import objection
from supervisor.session import Session
from supervisor.situation import RUNNING, Situation, Status
from supervisor.undoing import last_undoable

Domain = Literal["candidat", "session", "liste", "écran"]


@dataclass(frozen=True, slots=True)
class Moment:
    """What decides whether a command is possible."""

    session: Session
    now: datetime
    author: str
    who: Situation | None = None
    """The chosen candidate."""


Obstacle = Callable[[Moment], str]
"""Why a command is not possible now, as a French sentence; empty when it is."""


def never(_: Moment) -> str:
    """Nothing stands against it."""
    return ""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can ask for."""

    id: str
    """Stable name, for remapping keys and for tests; `do_<id>` does it."""
    keys: tuple[str, ...]
    """Keys as Textual names them; the first one is shown."""
    label: str
    """Two words at most, for the footer."""
    title: str
    """What it does, for the palette: « candidat : Démarrer le test »."""
    help: str
    """One sentence, for the help page."""
    domain: Domain
    obstacle: Obstacle = never
    is_bulk: bool = False
    """With marks, it acts on the marked candidates."""
    rank: int = 0
    """Place in the footer, the smallest first; 0: never there."""


KEY_NAMES = {
    "enter": "Entrée", "space": "Espace", "tab": "Tab", "escape": "Échap", "slash": "/", "asterisk": "*",
    "question_mark": "?", "exclamation_mark": "!", "up": "↑", "down": "↓", "pageup": "Page préc.",
    "pagedown": "Page suiv.", "home": "Début", "end": "Fin", "ctrl+p": "Ctrl+P", "ctrl+q": "Ctrl+Q",
}  # fmt: skip
"""How keys are called on screens."""


def key_name(key: str) -> str:
    """A key as a person knows it."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    return key.upper() if key.startswith("f") and key[1:].isdigit() else key


# What stands against a command ------------------------------------------------------------------------


def _would(make: Callable[[Situation], ev.Event]) -> Obstacle:
    """What the rules object to the event a command would record."""

    def obstacle(moment: Moment) -> str:
        if moment.who is None:
            return "choisissez d'abord un candidat"
        return objection(moment.session, ev.Drafted(moment.now, make(moment.who)))

    return obstacle


def _hold(who: Situation) -> ev.Event:
    held = who.status is Status.INTERRUPTED
    return ev.TestResumed(number=who.number) if held else ev.TestInterrupted(number=who.number)


def _pause(who: Situation) -> ev.Event:
    return ev.PauseEnded(number=who.number) if who.is_paused else ev.PauseBegan(number=who.number)


def _any_candidate(moment: Moment) -> str:
    return "" if moment.who is not None else "choisissez d'abord un candidat"


def _open(moment: Moment) -> str:
    if moment.session.closed_at is None:
        return ""
    return f"la session est close depuis {moment.session.local(moment.session.closed_at):%H:%M} : lecture seule"


def _open_candidate(moment: Moment) -> str:
    return _any_candidate(moment) or _open(moment)


def _step(moment: Moment) -> str:
    if moment.who is None:
        return "choisissez d'abord un candidat"
    return _open(moment) or ("" if next_step(moment.who) else "plus rien à faire pour lui")


def _alert(moment: Moment) -> str:
    if moment.who is None:
        return "choisissez d'abord un candidat"
    return _open(moment) or ("" if moment.session.open_alerts_of(moment.who.number) else "n'a pas d'alerte ouverte")


def _stop(moment: Moment) -> str:
    if moment.who is None:
        return "choisissez d'abord un candidat"
    return objection(moment.session, ev.Drafted(moment.now, ev.CandidateWithdrew(number=moment.who.number)))


def _start_all(moment: Moment) -> str:
    return _open(moment) or ("" if joined_numbers(moment.session) else "personne n'attend de démarrer")


def _hold_all(moment: Moment) -> str:
    runs = any(c.status in RUNNING for c in moment.session.candidates.values())
    return _open(moment) or ("" if runs else "aucun test n'est en cours")


def _undo(moment: Moment) -> str:
    nothing = last_undoable(moment.session, moment.author) is None
    return _open(moment) or ("il n'y a rien de vous à annuler" if nothing else "")


COMMANDS: tuple[Command, ...] = (
    Command("next", ("enter",), "suite", "Faire ce qui vient ensuite", "Identité, émargement, a rejoint, démarré, terminé : ce qui vient ensuite pour le candidat choisi.", "candidat", _step),
    Command("identity", ("i",), "identité", "Contrôler l'identité", "Nom, prénom, date et lieu de naissance sous les yeux : conforme, corriger, sans pièce.", "candidat", _open_candidate),
    Command("sign", ("e",), "émargement", "Noter l'émargement", "Il a signé la feuille d'émargement.", "candidat", _would(lambda c: ev.SheetSigned(number=c.number)), True),
    Command("join", ("r",), "a rejoint", "Noter qu'il a rejoint", "Il a saisi le numéro de session et son identité dans Pix.", "candidat", _would(lambda c: ev.CandidateJoined(number=c.number)), True),
    Command("presence", ("y",), "présence", "Noter la présence confirmée dans Pix", "« Confirmer la présence » est fait dans l'Espace surveillant ; vaut 15 minutes ; un par un.", "candidat", _would(lambda c: ev.PresenceConfirmed(number=c.number)), True, 5),
    Command("start", ("d",), "démarrer", "Démarrer le test", "Sa première question : son temps court.", "candidat", _would(lambda c: ev.TestStarted(number=c.number)), True),
    Command("finish", ("f",), "terminé", "Noter le test terminé", "Il a fini : l'Espace surveillant montre « Terminé ».", "candidat", _would(lambda c: ev.TestFinished(number=c.number)), True),
    Command("incident", ("s",), "signaler", "Signaler un incident", "Un code ou des mots, puis ce que le code demande : « e2 12 ».", "candidat", _open_candidate, True, 1),
    Command("time", ("t",), "temps", "Changer le temps", "+10, -5, +1/3, jusqu'à 11:40, avec un motif ; la fin avant et après est montrée.", "candidat", _would(lambda c: ev.TimeAdjusted(number=c.number, minutes=1, reason="?")), True, 2),
    Command("alert", ("v",), "alerte", "Répondre à l'alerte", "Le signalement est validé ou refusé dans l'Espace surveillant.", "candidat", _alert, False, 3),
    Command("absent", ("a",), "absent", "Noter absent", "Il n'est pas venu.", "candidat", _would(lambda c: ev.CandidateAbsent(number=c.number)), True, 4),
    Command("hold", ("b",), "interrompre", "Interrompre ou reprendre le test", "Son test est arrêté un moment, ou reprend ; à la reprise, le temps perdu est proposé.", "candidat", _would(_hold), True, 8),
    Command("pause", ("p",), "pause", "Commencer ou finir une pause", "Pause d'un aménagement : le décompte s'arrête, la fin recule d'autant.", "candidat", _would(_pause), True),
    Command("stop", ("F",), "arrêter", "Test terminé par le surveillant, ou abandon", "Avec le motif que Pix Certif demande.", "candidat", _stop, True),
    Command("note", ("n",), "note", "Écrire une note", "Un texte libre sur le candidat.", "candidat", _open_candidate),
    Command("menu", ("m",), "autres", "Autres actions", "Place, zone, non certifiable, début, temps majoré, certification, motif, retirer.", "candidat", _any_candidate, True, 13),
    Command("start_all", ("D",), "tous démarrent", "Démarrer tous ceux qui ont rejoint", "Montre qui et combien ; ceux sans identité à part.", "session", _start_all, False, 7),
    Command("hold_all", ("B",), "tous", "Interrompre ou reprendre plusieurs tests", "Montre qui et combien.", "session", _hold_all),
    Command("global", ("S",), "incident global", "Incident global", "Coupure, alarme : son début, puis sa fin et ce qui est rendu à chacun.", "session", _open, False, 14),
    Command("undo", ("u",), "annuler", "Annuler ma dernière action", "Montre ce qui sera annulé ; passé une minute, un motif est demandé.", "session", _undo, False, 6),
    Command("instructions", ("g",), "consignes", "Consignes et code d'accès", "Ce qui se lit à haute voix ; le code d'accès s'affiche 60 secondes.", "session", never, False, 15),
    Command("close", ("c",), "clore", "Clore la session", "Montre ce qui manque avant de clore.", "session", _open, False, 16),
    Command("attention", ("w", "exclamation_mark"), "à voir", "Aller au prochain à voir", "Choisit le prochain candidat qui a besoin de quelqu'un.", "liste", never, False, 10),
    Command("search", ("slash",), "chercher", "Chercher un nom", "Le début du nom ou du prénom, sans accents.", "liste", never, False, 11),
    Command("down", ("down", "j"), "suivant", "Candidat suivant", "Choisit le candidat suivant.", "liste"),
    Command("up", ("up", "k"), "précédent", "Candidat précédent", "Choisit le candidat précédent.", "liste"),
    Command("page_down", ("pagedown",), "page", "Dix plus bas", "Choisit dix candidats plus bas.", "liste"),
    Command("page_up", ("pageup",), "page", "Dix plus haut", "Choisit dix candidats plus haut.", "liste"),
    Command("first", ("home",), "premier", "Premier candidat", "Choisit le premier de la liste.", "liste"),
    Command("last", ("end",), "dernier", "Dernier candidat", "Choisit le dernier de la liste.", "liste"),
    Command("mark", ("space",), "marquer", "Marquer le candidat", "Les actions portent alors sur tous les marqués (sauf Entrée et i).", "liste", _any_candidate),
    Command("mark_all", ("asterisk",), "tous", "Marquer tous ceux de la liste", "De nouveau : ne plus marquer personne.", "liste"),
    Command("sort", ("o",), "trier", "Trier la liste", "Numéro, nom, temps restant, place, à voir d'abord.", "liste"),
    Command("filter", ("l",), "filtrer", "Filtrer la liste", "Par statut ; une alerte ouverte reste toujours visible.", "liste"),
    Command("view_list", ("f2",), "liste", "Vue : liste", "Tous les candidats, un par ligne.", "écran"),
    Command("view_lanes", ("f3",), "tableau", "Vue : tableau", "Attendus, ont rejoint, en cours, terminés et sortis.", "écran"),
    Command("next_view", ("tab",), "vue", "Vue suivante", "Passe de la liste au tableau.", "écran"),
    Command("mask", ("f9",), "masquer", "Masquer les noms", "Ne laisse que le numéro, l'heure et les nombres.", "écran", never, False, 17),
    Command("retry", ("f5",), "réessayer", "Réessayer ce qui n'a pas pu être enregistré", "Décide de nouveau, sur l'état d'à présent.", "écran"),
    Command("theme", (), "couleurs", "Changer de couleurs", "Sombre, clair, couleurs du terminal.", "écran"),
    Command("help", ("question_mark", "f1"), "aide", "Aide", "Toutes les touches, les signes et les couleurs.", "écran"),
    Command("palette", ("ctrl+p",), "palette", "Palette de commandes", "Chercher une commande par son nom.", "écran"),
    Command("quit", ("q",), "quitter", "Quitter", "Tout est déjà enregistré ; la session peut être rouverte.", "écran"),
)  # fmt: skip
# One row a command, however long: it is read as a table.
# ruff: noqa: E501

BY_ID = {command.id: command for command in COMMANDS}


def keys_for(command: Command, keyboard: Keyboard) -> tuple[str, ...]:
    """The keys of a command on this keyboard: those that count as digits there are left out."""
    digits = {"exclamation_mark"} if "!" in unshifted_digits(keyboard) else set()
    return tuple(key for key in command.keys if key not in digits)


def in_footer(moment: Moment) -> list[Command]:
    """The commands to be named in the footer now, in their order: only what is possible."""
    shown = sorted((c for c in COMMANDS if c.rank), key=lambda c: c.rank)
    return [c for c in shown if not c.obstacle(moment)]
