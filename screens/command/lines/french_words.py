"""What there is to type, as whoever types in French says it: the words of `vigie do` back into those of the prompt."""

from __future__ import annotations

import re

from screens.command.french import GIVEN_BACK, VALUES_IN_FRENCH

SAID: dict[str, str] = {
    "identity": "identité", "presence": "présence", "sign": "émargement", "join": "rejoint", "start": "démarre",
    "interrupt": "interrompu", "resume": "reprise", "finish": "termine", "absent": "absent",
    "not-certifiable": "non-certifiable", "end": "arrête", "withdraw": "abandon", "reason": "motif",
    "incident": "signalement", "alert": "alerte", "correct-incident": "corriger-signalement",
    "withdraw-incident": "retirer-signalement", "fraud": "fraude", "note": "note", "time": "temps", "pause": "pause",
    "global": "coupure", "add": "ajouter", "correct": "corriger", "remove": "retirer", "seat": "place",
    "zone": "zone", "surveillant": "relève", "session": "session", "room": "salle", "training": "formation",
    "access-code": "code-accès", "derogation": "dérogation", "number": "numéro", "shift": "décaler",
    "undo": "annuler", "close": "clore", "reopen": "rouvrir", "finalised": "finalisée", "verdict": "verdict",
    "end-screen": "écran", "comment": "commentaire", "box": "case", "typed": "saisie", "correction": "correction",
    "status": "état", "who": "qui", "log": "journal", "help": "aide", "quit": "quitter",
    "instructions": "consignes", "code": "code", "closing": "clôture", "finalise": "finalisation",
    "export": "exporter", "papers": "papiers", "check": "vérifier", "welcome": "accueil", "again": "encore",
    "mine": "ma-zone",
}  # fmt: skip
"""Each word of the command, and the one of the prompt, with its accents."""
VALUES: dict[str, str] = {
    # Of several words that are taken for a value, the first is the one that is told.
    **{value: said for said, value in reversed([*VALUES_IN_FRENCH.items(), *GIVEN_BACK.items()])},
    "joined": "tous", "all": "tous",
}  # fmt: skip
"""The same of what stands behind them."""
OPTIONS_SAID = {
    "reason": "motif", "text": "texte", "at": "quand", "seen": "vu", "done": "fait", "kind": "sorte",
    "witness": "témoin", "evidence": "pièce", "give": "rendre", "force": "forcer", "attested-by": "atteste",
    "report": "rapport", "event": "événement", "last-name": "nom", "first-name": "prénom",
    "birth-date": "naissance", "extra-time": "temps-majoré", "started-at": "début", "also": "aussi",
    "leaves": "part", "for": "pour", "each": "chacun", "resume": "reprise", "away": "absents", "fault": "faute",
    "clear": "effacer", "by": "par", "on": "jour", "id": "numéro", "happened-at": "arrivé",
}  # fmt: skip
"""Each option of the command, and what it is called in French, with its accents."""
_LEFT_OUT = re.compile(r' --(?:text|reason) "…"')
"""What is asked for where it is not said."""
_OPTION = re.compile(r"--([a-z-]+)")
_ALTERNATIVE = re.compile(r"(, ou | ; ou |, )")


def in_french(form: str) -> str:
    """A form of the command, or several, in the words of the prompt: « signalement 3 C7 », « clore --forcer »."""
    return "".join(_one_form(part) for part in _ALTERNATIVE.split(_LEFT_OUT.sub("", form)))


def options_in_french(sentence: str) -> str:
    """A sentence of ours, with the options that it names as they are said in French."""
    return _OPTION.sub(lambda found: f"--{option_said(found[1])}", sentence)


def values_in_french(values: str) -> str:
    """« validated|refused » as it is said: « validée ou refusée »."""
    *others, last = (VALUES.get(value, value) for value in values.split("|"))
    return f"{', '.join(others)} ou {last}" if others else last


def _one_form(form: str) -> str:
    verb, *rest = form.split(" ")
    said = [values_in_french(word) if not word.startswith(("--", '"')) else word for word in rest]
    return options_in_french(" ".join([SAID.get(verb, verb), *said]))


def option_said(name: str) -> str:
    """An option of the command as it is said in French; its own word where it has no other."""
    return OPTIONS_SAID.get(name, name)
