"""The table of commands: from it come the keys, the footer, the palette and the help page."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from screens.kit.guards import unshifted_digits
from screens.kit.settings import Settings
from screens.picture.steps import next_step
from supervisor import event as ev
from supervisor.deciding import joined_numbers
from supervisor.jumps import shift_on_offer
from supervisor.objection import objection
from supervisor.session import Session
from supervisor.situation import RUNNING, Situation, Status
from supervisor.undoing import changeable_actions, last_undoable
from supervisor.wording import minute_of_fact, plural

Domain = Literal["candidat", "session", "liste", "écran", "accueil", "salle", "clôture", "relecture"]


@dataclass(frozen=True, slots=True)
class Moment:
    """What decides whether a command is possible."""

    session: Session
    now: datetime
    author: str
    who: Situation | None = None
    """The chosen candidate."""
    read_only: bool = False
    """Somebody looks on, who may record nothing."""


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
    rule: Obstacle = never
    """What the session itself puts in its way."""
    is_bulk: bool = False
    """With marks, it acts on the marked candidates."""
    rank: int = 0
    """Place in the footer, the smallest first; 0: never there."""

    def obstacle(self, moment: Moment) -> str:
        """Why it is not possible now, as a French sentence; empty when it is."""
        if moment.read_only and self.id not in READS and self.domain != "relecture":
            return READ_ONLY
        return self.rule(moment)


KEY_NAMES = {
    "enter": "Entrée", "space": "Espace", "tab": "Tab", "escape": "Échap", "slash": "/", "asterisk": "*",
    "question_mark": "?", "exclamation_mark": "!", "up": "↑", "down": "↓", "pageup": "Page préc.",
    "pagedown": "Page suiv.", "home": "Début", "end": "Fin", "plus": "+", "minus": "-", "at": "@",
    "backslash": "\\", "underscore": "_", "insert": "Inser", "delete": "Suppr", "left": "←", "right": "→",
    "shift": "Maj",
}  # fmt: skip
"""How keys are called on screens, where it is not by their own letter or sign."""


def key_name(key: str) -> str:
    """A key as a person knows it: « F5 », « Ctrl+P », « ; »."""
    *modifiers, last = key.split("+")
    if modifiers:
        return "+".join([*(KEY_NAMES.get(m, m.capitalize()) for m in modifiers), key_name(last).upper()])
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    if len(key) == 1:
        return key
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    try:
        return unicodedata.lookup(key.replace("_", " "))
    except KeyError:
        return key


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
    return f"la session est close depuis {minute_of_fact(moment.session, moment.session.closed_at)} : lecture seule"


def _open_candidate(moment: Moment) -> str:
    return _any_candidate(moment) or _open(moment)


def _reopen(moment: Moment) -> str:
    return objection(moment.session, ev.Drafted(moment.now, ev.SessionReopened(reason="?")))


def _finalised(moment: Moment) -> str:
    return objection(moment.session, ev.Drafted(moment.now, ev.SessionFinalised()))


def _reason_due(moment: Moment) -> str:
    if moment.who is None:
        return "choisissez d'abord un candidat"
    number, is_closed = moment.who.number, moment.session.closed_at is not None
    # Behind the seal only a reason that a forced close left open, or a slip of the annex.
    reason: ev.EndReason = "candidate" if moment.who.reason == "technical" else "technical"
    event = ev.FinalisationReasonGiven(number=number, reason=reason) if is_closed else ev.ReasonGiven(
        number=number, reason=reason)  # fmt: skip
    return objection(moment.session, ev.Drafted(moment.now, event))


def _step(moment: Moment) -> str:
    if moment.who is None:
        return "choisissez d'abord un candidat"
    return _open(moment) or ("" if next_step(moment.who) else "plus rien à faire")


def _alert(moment: Moment) -> str:
    if moment.who is None:
        return "choisissez d'abord un candidat"
    return _open(moment) or ("" if moment.session.open_alerts_of(moment.who.number) else "n'a pas d'alerte ouverte")


def _reported(moment: Moment) -> str:
    if moment.who is None:
        return "choisissez d'abord un candidat"
    reported = any(i.counts for i in moment.session.incidents_of(moment.who.number))
    return _open(moment) or ("" if reported else "n'a pas de signalement")


def _stop(moment: Moment) -> str:
    if moment.who is None:
        return "choisissez d'abord un candidat"
    return objection(moment.session, ev.Drafted(moment.now, ev.CandidateWithdrew(number=moment.who.number)))


def _why_nobody_starts(moment: Moment) -> str:
    awaited = sum(c.status is Status.EXPECTED for c in moment.session.candidates.values())
    if not awaited:
        return "personne n'attend de démarrer"
    return f"personne n'a rejoint ({plural(awaited, 'attendu')}) : notez d'abord qui a rejoint"


def _start_all(moment: Moment) -> str:
    return _open(moment) or ("" if joined_numbers(moment.session) else _why_nobody_starts(moment))


def _hold_all(moment: Moment) -> str:
    runs = any(c.status in RUNNING for c in moment.session.candidates.values())
    return _open(moment) or ("" if runs else "aucun test n'est en cours")


def _rescue(moment: Moment) -> str:
    runs = any(c.is_running for c in moment.session.candidates.values())
    return _open(moment) or ("" if runs else "aucun test n'est en cours")


def _undo(moment: Moment) -> str:
    nothing = last_undoable(moment.session, moment.author) is None
    return _open(moment) or ("il n'y a rien de vous à annuler" if nothing else "")


def _undo_other(moment: Moment) -> str:
    return _open(moment) or ("" if changeable_actions(moment.session) else "il n'y a rien à annuler")


def _shift(moment: Moment) -> str:
    return _open(moment) or ("" if shift_on_offer(moment.session) else "aucun saut d'horloge n'attend de réponse")


COMMANDS: tuple[Command, ...] = (
    Command("next", ("enter",), "suite", "Faire ce qui vient ensuite", "Identité, émargement, a rejoint, démarré, terminé : ce qui vient ensuite pour le candidat choisi.", "candidat", _step),
    Command("identity", ("i",), "identité", "Contrôler l'identité", "Nom, prénom, date et lieu de naissance sous les yeux : conforme, corriger, sans pièce.", "candidat", _open_candidate),
    Command("sign", ("e",), "émargement", "Noter l'émargement", "La feuille d'émargement est signée.", "candidat", _would(lambda c: ev.SheetSigned(number=c.number)), True),
    Command("join", ("r",), "a rejoint", "Noter « a rejoint »", "Numéro de session et identité sont saisis dans Pix.", "candidat", _would(lambda c: ev.CandidateJoined(number=c.number)), True),
    Command("presence", ("y",), "présence", "Noter la présence confirmée dans Pix", "« Confirmer la présence » est fait dans l'Espace surveillant ; vaut 15 minutes.", "candidat", _would(lambda c: ev.PresenceConfirmed(number=c.number)), True, 5),
    Command("start", ("d",), "démarrer", "Démarrer le test", "Sa première question : son temps court.", "candidat", _would(lambda c: ev.TestStarted(number=c.number)), True),
    Command("finish", ("f",), "terminé", "Noter le test terminé", "L'Espace surveillant montre « Terminé ».", "candidat", _would(lambda c: ev.TestFinished(number=c.number)), True),
    Command("incident", ("s",), "signaler", "Signaler un incident", "Un code ou des mots, puis ce que le code demande : « e2 12 ».", "candidat", _open_candidate, True, 1),
    Command("time", ("t",), "temps", "Changer le temps", "+10, -5, +1/3, jusqu'à 11:40, avec un motif ; la fin avant et après est montrée.", "candidat", _would(lambda c: ev.TimeAdjusted(number=c.number, minutes=1, reason="?")), True, 2),
    Command("alert", ("v",), "alerte", "Répondre à l'alerte", "Le signalement est validé ou refusé dans l'Espace surveillant.", "candidat", _alert, False, 3),
    Command("incidents", (), "signalements", "Corriger ou retirer un signalement", "Ceux du candidat choisi ; avec un motif, l'ancien et le nouveau restent au journal.", "candidat", _reported),
    Command("absent", ("a",), "absent", "Noter absent", "N'est pas venu.", "candidat", _would(lambda c: ev.CandidateAbsent(number=c.number)), True, 4),
    Command("hold", ("b",), "interrompre", "Interrompre ou reprendre le test", "Son test est arrêté un moment, ou reprend ; à la reprise, le temps perdu est proposé.", "candidat", _would(_hold), True, 8),
    Command("pause", ("p",), "pause", "Commencer ou finir une pause", "Pause d'un aménagement : le décompte s'arrête, la fin recule d'autant.", "candidat", _would(_pause), True),
    Command("stop", ("F",), "arrêter", "Test terminé par le surveillant, ou abandon", "Avec le motif que Pix Certif demande.", "candidat", _stop, True),
    Command("fraud", ("C",), "fraude", "Rapport de fraude", "Commence par la question qui lève la plupart des doutes ; le test n'est pas interrompu.", "candidat", _open_candidate, True),
    Command("note", ("n",), "note", "Écrire une note", "Un texte libre sur le candidat.", "candidat", _open_candidate),
    Command("menu", ("m",), "autres", "Autres actions", "Place, zone, non certifiable, début, temps majoré, certification, motif, retirer.", "candidat", _open_candidate, True, 13),
    Command("start_all", ("D",), "tous démarrent", "Démarrer tous ceux qui ont rejoint", "Montre qui et combien ; ceux sans identité à part.", "session", _start_all, False, 7),
    Command("hold_all", ("B",), "tous", "Interrompre ou reprendre plusieurs tests", "Montre qui et combien.", "session", _hold_all),
    Command("global", ("S",), "incident global", "Incident global", "Coupure, alarme : son début, puis sa fin et ce qui est rendu à chacun.", "session", _open, False, 14),
    Command("roll_call", (), "appel", "Appel : qui est dans la salle", "Les noms de ceux qui sont dans la salle, pour les compter dehors.", "session"),
    Command("support", (), "support", "Fiche pour le support Pix", "Qui contacter, et quoi dire : session, salle, combien sont touchés et depuis quand.", "session"),
    Command("help_card", (), "aide connexion", "Carte d'aide à la connexion", "Ce qui est à saisir, exactement comme sur la liste, et ce qui peut encore bloquer.", "candidat", _any_candidate),
    Command("ratio", (), "dérogation", "Noter une dérogation de Pix", "Plus de candidats par surveillant que la règle.", "session", _open),
    Command("undo", ("u",), "annuler", "Annuler ma dernière action", "Montre ce qui sera annulé ; passé une minute, un motif est demandé.", "session", _undo, False, 6),
    Command("undo_other", ("U",), "autre action", "Annuler ou rétablir une autre action", "La liste des dernières actions, celles des collègues comprises ; un motif est demandé.", "session", _undo_other),
    Command("shift", ("J",), "saut d'horloge", "Décaler les débuts après un saut d'horloge", "L'horloge de la machine a sauté : décale d'autant les débuts des tests en cours.", "session", _shift, False, -1),
    Command("instructions", ("g",), "consignes", "Consignes et code d'accès", "Ce qui se lit à haute voix ; le code d'accès s'affiche 60 secondes.", "session", never, False, 15),
    Command("rescue", ("h",), "feuille de secours", "Écrire la feuille de secours", "Début, fin et temps majoré de chacun, en texte, au cas où l'ordinateur tomberait en panne.", "session", _rescue, False, 18),
    Command("export", ("x",), "exporter", "Exporter maintenant", "Demande où, dit combien de documents et qu'ils portent des noms, puis écrit le journal, les tableaux, les papiers.", "session"),
    Command("access_code", (), "code d'accès", "Saisir ou corriger le code d'accès", "Celui de Pix Certif ; son écriture est contrôlée.", "session", _open),
    Command("add", ("plus",), "ajouter", "Ajouter un candidat", "Quelqu'un qui n'est pas sur la liste : identité, classe, temps majoré, certification.", "session", _open),
    Command("session", (), "session", "Corriger la date, l'heure, le lieu", "Ce que la liste disait de la session : jour, heure, site, salle, noms des surveillants.", "session", _open),
    Command("takeover", ("R",), "qui surveille", "Qui surveille : relève, arrivée, départ, formation", "Qui prend la relève, qui vient aussi, qui s'en va, qui l'a formé ; corriger un nom, et sous quel nom vous notez.", "session", _open),
    Command("session_note", ("N",), "note de session", "Écrire une note sur la session", "Un texte libre qui ne concerne pas un seul candidat.", "session", _open),
    Command("close", ("c",), "clore", "Clore la session, finaliser", "Ce qui manque, les verdicts, puis le sceau ; après lui, ce qui se ressaisit dans Pix Certif.", "session", never, False, 16),
    Command("verdict", (), "verdict", "Verdict sur le candidat", "Proposé d'après les faits ; un autre demande un motif.", "candidat", _would(lambda c: ev.VerdictGiven(number=c.number, verdict="nothing"))),
    Command("reason", (), "motif", "Motif d'un test non terminé", "Celui que Pix Certif demande, avec ce qu'il entraîne.", "candidat", _reason_due),
    Command("end_screen", (), "écran de fin", "Noter l'écran de fin de test vu", "Après la fin de son test, pour la grille de 2021.", "candidat", _would(lambda c: ev.EndScreenSeen(number=c.number)), True),
    Command("comment", (), "commentaire", "Commentaire global", "Celui du PV de session ; « RAS » envoie la session au jury.", "session", _open),
    Command("finalise", (), "finalisée", "Noter la session finalisée", "C'est fait dans Pix Certif : les 48 heures s'arrêtent.", "session", _finalised),
    Command("reopen", ("O",), "rouvrir", "Rouvrir la session", "Après la clôture : un motif est demandé, le sceau n'est plus valable.", "session", _reopen),
    Command("attention", ("w", "exclamation_mark"), "à voir", "Aller au prochain à voir", "Choisit le prochain candidat qui a besoin de quelqu'un.", "liste", never, False, 10),
    Command("search", ("slash",), "chercher", "Chercher un nom", "Le début du nom ou du prénom, sans accents.", "liste", never, False, 11),
    Command("down", ("down", "j"), "suivant", "Candidat suivant", "Choisit le candidat suivant.", "liste"),
    Command("up", ("up", "k"), "précédent", "Candidat précédent", "Choisit le candidat précédent.", "liste"),
    Command("left", ("left",), "à gauche", "Candidat à gauche", "Dans le plan de salle, choisit le candidat à gauche.", "liste"),
    Command("right", ("right",), "à droite", "Candidat à droite", "Dans le plan de salle, choisit le candidat à droite.", "liste"),
    Command("page_down", ("pagedown",), "page", "Dix plus bas", "Choisit dix candidats plus bas.", "liste"),
    Command("page_up", ("pageup",), "page", "Dix plus haut", "Choisit dix candidats plus haut.", "liste"),
    Command("first", ("home",), "premier", "Premier candidat", "Choisit le premier de la liste.", "liste"),
    Command("last", ("end",), "dernier", "Dernier candidat", "Choisit le dernier de la liste.", "liste"),
    Command("mark", ("space",), "marquer", "Marquer le candidat", "Les actions portent alors sur tous les marqués (sauf Entrée et i).", "liste", _any_candidate),
    Command("mark_all", ("asterisk",), "tous", "Marquer tous ceux de la liste", "De nouveau : ne plus marquer personne.", "liste"),
    Command("sort", ("o",), "trier", "Trier la liste", "Numéro, nom, temps restant, place, à voir d'abord.", "liste"),
    Command("filter", ("l",), "filtrer", "Filtrer la liste", "Par statut, par zone, « ma zone » ; une alerte ouverte reste visible (deux minutes après dans une autre zone).", "liste"),
    Command("view_list", ("f2",), "liste", "Vue : liste", "Tous les candidats, un par ligne.", "écran"),
    Command("view_lanes", ("f3",), "tableau", "Vue : tableau", "Attendus, ont rejoint, en cours, terminés et sortis.", "écran"),
    Command("view_room", ("f4",), "salle", "Vue : plan de salle", "Les places par rangée ; les flèches s'y déplacent.", "écran"),
    Command("view_welcome", ("f6",), "accueil", "Vue : accueil", "Ceux qui arrivent : chercher, identité, émargement, place.", "écran"),
    Command("view_preparation", ("f7",), "préparation", "Vue : préparation", "La salle point par point, les surveillants, le code d'accès.", "écran"),
    Command("next_view", ("tab",), "vue", "Vue suivante", "Passe d'une vue à la suivante.", "écran"),
    Command("room_display", ("G",), "affichage salle", "Affichage salle", "Pour un vidéoprojecteur : heure et numéro de session en grand, code d'accès 60 secondes sur demande, aucun nom.", "écran"),
    Command("mask", ("f9",), "masquer", "Masquer les noms, les montrer", "Noms, naissances et textes libres ; numéros, places, temps et codes restent. Rien ne se note alors.", "écran", never, False, 17),
    Command("retry", ("f5",), "réessayer", "Réessayer ce qui n'a pas pu être enregistré", "Décide de nouveau, sur l'état d'à présent.", "écran"),
    Command("theme", (), "couleurs", "Changer de couleurs", "Sombre, clair, couleurs du terminal.", "écran"),
    Command("thrifty", (), "économe", "Affichage économe, ou normal", "Économe : les minutes jusqu'aux dix dernières, sans barres, pour une ligne lente.", "écran"),
    Command("help", ("question_mark", "f1"), "aide", "Aide", "Les touches de la vue, les autres, les signes et les couleurs.", "écran"),
    Command("palette", ("ctrl+p",), "palette", "Palette de commandes", "Chercher une commande par son nom.", "écran"),
    Command("quit", ("q",), "quitter", "Quitter", "Tout est déjà enregistré ; la session peut être rouverte.", "écran"),
)  # fmt: skip
WELCOME: tuple[Command, ...] = (
    Command("next", ("enter",), "suite", "Noter ce qui vient, pour qui est affiché", "Identité conforme, émargement, place (« 12 » ou « b03 » quand elle est due) : le bas de l'écran nomme le geste. À plusieurs trouvés : choisit.", "accueil"),
    Command("next_view", ("tab",), "autres gestes", "Autres gestes, pour qui est affiché", "Sans pièce, corriger, absent, place, note… : là seulement une lettre choisit. Personne d'affiché : le tableau.", "accueil"),
    Command("welcome_back", ("escape",), "effacer", "Effacer, quelqu'un d'autre ; puis autres gestes", "Rien de tapé, personne d'affiché : consignes, tous démarrent, relève, quitter…", "accueil"),
    Command("down", ("down",), "suivant", "Trouvé suivant", "Parmi ceux que la recherche trouve.", "accueil"),
    Command("up", ("up",), "précédent", "Trouvé précédent", "Choisit le précédent.", "accueil"),
    Command("search", ("slash",), "chercher", "Chercher quelqu'un d'autre", "La recherche est vide, personne n'est plus affiché.", "accueil"),
    Command("add", ("plus",), "ajouter", "Ajouter un candidat", "Quelqu'un qui n'est pas sur la liste, avec le nom déjà tapé.", "accueil"),
    Command("view_list", ("f2",), "tableau de bord", "Montrer le tableau", "L'accueil revient par sa touche.", "accueil"),
    Command("view_preparation", ("f7",), "préparation", "Montrer la préparation", "La salle point par point, les surveillants, le code d'accès.", "accueil"),
)  # fmt: skip
"""What the keys of the welcome do there, for its help; they are those of the board."""
PREPARATION: tuple[Command, ...] = (
    Command("point_ok", ("enter", "space"), "vu, c'est bon", "Noter le point vérifié", "Qui et quand restent au journal.", "salle", _open, rank=1),
    Command("point_lacks", ("x",), "manque", "Noter ce qui manque", "Le point n'est pas en ordre : dit ce qui manque.", "salle", _open, rank=2),
    Command("point_remark", ("r",), "remarque", "Noter le point vérifié, avec une remarque", "Le point est en ordre, et il y a quelque chose à en dire.", "salle", _open, rank=3),
    Command("training", ("t",), "qui surveille", "Qui surveille, et qui les a formés", "La formation d'abord ; de là aussi relève, arrivée, départ, corriger un nom.", "salle", _open, rank=4),
    Command("derogation", ("d",), "dérogation", "Noter une dérogation de Pix", "Plus de candidats par surveillant que la règle.", "salle", _open, rank=5),
    Command("point_code", ("e",), "code", "Saisir ou corriger le code d'accès", "Celui de Pix Certif ; son écriture est contrôlée.", "salle", _open, rank=6),
    Command("point_note", ("n",), "note", "Écrire une note sur la session", "Un texte libre.", "salle", _open, rank=7),
    Command("point_down", ("down", "j"), "suivant", "Point suivant", "Choisit le point suivant.", "salle"),
    Command("point_up", ("up", "k"), "précédent", "Point précédent", "Choisit le point précédent.", "salle"),
    Command("point_back", ("tab", "f2", "f7"), "retour", "Revenir", "La vue d'avant.", "salle", never, False, 8),
)  # fmt: skip
"""What the keys do in the view of the preparation, where no candidate is chosen."""
CLOSING: tuple[Command, ...] = (
    Command("row_enter", ("enter", "space"), "régler", "Régler la ligne choisie", "Ce qui manque, le verdict, la case, le commentaire ; après la clôture : « fait ».", "clôture"),
    Command("row_seal", ("c",), "clore", "Clore et sceller", "Montre tout ce qui manque encore, puis scelle la session.", "clôture", _open),
    Command("row_down", ("down", "j"), "suivant", "Ligne suivante", "Choisit la ligne suivante.", "clôture"),
    Command("row_up", ("up", "k"), "précédent", "Ligne précédente", "Choisit la ligne précédente.", "clôture"),
    Command("row_page_down", ("pagedown",), "page", "Huit plus bas", "Choisit huit lignes plus bas.", "clôture"),
    Command("row_page_up", ("pageup",), "page", "Huit plus haut", "Choisit huit lignes plus haut.", "clôture"),
    Command("row_first", ("home",), "première", "Première ligne", "Choisit la première ligne.", "clôture"),
    Command("row_last", ("end",), "dernière", "Dernière ligne", "Choisit la dernière ligne.", "clôture"),
    Command("row_back", ("tab", "f2"), "tableau", "Revenir au tableau", "La vue d'avant.", "clôture"),
)  # fmt: skip
"""What the keys do in the view of the close, and of the finalisation behind it."""
SHARED_WITH_CLOSING = frozenset({
    "sign", "join", "presence", "start", "finish", "stop", "absent", "identity", "incident", "alert", "fraud", "note",
    "menu", "time", "hold", "pause", "global", "undo", "undo_other", "session_note", "takeover", "verdict", "reason",
    "comment", "end_screen", "incidents", "finalise", "reopen", "export", "mask", "retry", "theme", "thrifty", "help", "quit",
})  # fmt: skip
"""Commands of the board that mean the same there."""
SHARED_WITH_PREPARATION = frozenset({
    "undo", "undo_other", "instructions", "add", "takeover", "session_note", "view_welcome", "mask", "retry", "theme",
    "thrifty", "help", "quit", "access_code",
})  # fmt: skip
"""Commands of the board that mean the same there."""
READS = frozenset({
    "down", "up", "left", "right", "page_down", "page_up", "first", "last", "attention", "search", "sort", "filter",
    "view_list", "view_lanes", "view_room", "next_view", "close", "roll_call", "mask", "theme", "thrifty", "help", "palette", "quit",
    "row_enter", "row_down", "row_up", "row_page_down", "row_page_up", "row_first", "row_last", "row_back",
})  # fmt: skip
"""Commands that neither record anything nor write a file: all that somebody who looks on has (`vigie review`)."""
WHILE_MASKED = frozenset({
    "mask", "help", "down", "up", "left", "right", "page_down", "page_up", "first", "last", "attention", "view_list",
    "view_lanes", "view_room", "view_welcome", "view_preparation", "next_view", "row_down", "row_up", "row_page_down",
    "row_page_up", "row_first", "row_last", "row_back", "point_down", "point_up", "point_back",
})  # fmt: skip
"""All that acts while the names are masked: the views, and moving in them (RULES.md section 11)."""
READ_ONLY = "lecture seule : rien ne peut être noté d'ici"
# One row a command, however long: it is read as a table.
# ruff: noqa: E501

BY_ID = {command.id: command for command in COMMANDS}
ALL_BY_ID = BY_ID | {command.id: command for command in (*PREPARATION, *CLOSING)}
"""The views of the preparation and of the close included."""


AFTER_THE_CLOSE = ("close", "reopen", "export", "search", "mask", "quit")
"""What the footer offers once the session is closed, where it is possible."""


def keys_for(command: Command, settings: Settings) -> tuple[str, ...]:
    """The keys of a command as set here; those that count as digits on this keyboard are left out."""
    digits = {"exclamation_mark"} if "!" in unshifted_digits(settings.keyboard) else set()
    return tuple(key for key in settings.keys.get(command.id, command.keys) if key not in digits)


def in_footer(moment: Moment) -> list[Command]:
    """The commands to be named in the footer now, in their order: only what is possible."""
    shown = sorted((c for c in COMMANDS if c.rank), key=lambda c: c.rank)
    if moment.session.closed_at is not None:
        shown = [BY_ID[id_] for id_ in AFTER_THE_CLOSE]
    return [c for c in shown if not c.obstacle(moment)]
