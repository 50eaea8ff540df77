"""How each word of the prompt is said, by an example, and what was wrong with a line: never as a command has it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

from screens.command.candidates import is_candidate
from screens.command.french import FREE_TEXT, FROM_STDIN, FrenchParser
from screens.command.lines.french_words import SAID, VALUES, option_said, options_in_french, values_in_french
from screens.command.lines.questions import NO, NOTHING, YES
from screens.command.lines.words import IN_FRENCH
from screens.command.stdin import NOTHING_READ
from supervisor.candidate import plain
from supervisor.session import Session

EXAMPLES: dict[str, tuple[str, ...]] = {
    "identity": ("identité 12", "identité 12 --atteste « Mme Roux, CPE »"),
    "presence": ("présence 12",),
    "sign": ("émargement 12", "émargement 3,5,9-12"),
    "join": ("rejoint 12", "rejoint 1-20"),
    "start": ("démarre 12", "démarre tous", "démarre 12 --quand 09:04"),
    "interrupt": ("interrompu 12",),
    "resume": ("reprise 12", "reprise 12 --rendre 5"),
    "finish": ("termine 12",),
    "absent": ("absent 12", "absent 3,5"),
    "not-certifiable": ("non-certifiable 12",),
    "end": ("arrête 12", "arrête 12 --motif technique"),
    "withdraw": ("abandon 12", "abandon 12 --motif technique"),
    "reason": ("motif 12 candidat", "motif 12 technique"),
    "incident": ("signalement 12 e2 14", "signalement 12 retard", "signalement session alarme incendie"),
    "alert": ("alerte 12 validée", "alerte 12 refusée", "alerte 12 validée --question 14"),
    "correct-incident": ("corriger-signalement 41 --question 13 --motif « mauvaise ligne »",),
    "withdraw-incident": ("retirer-signalement 41 --motif « mauvais candidat »",),
    "fraud": ("fraude 12",),
    "note": ("note 12 parle à son voisin", "note session salle bruyante", "note 12 -"),
    "time": ("temps 12 +10", "temps 12 -5", "temps 12 +1/3", "temps 12 « jusqu'à 11:40 »"),
    "pause": ("pause 12 début", "pause 12 fin"),
    "global": ("coupure début réseau", "coupure fin", "coupure fin 41 --rendre 5", "coupure liste"),
    "add": ("ajouter -",),
    "correct": ("corriger 12 -", "corriger 12 --prénom Odile", "corriger 12 --début 09:04 --motif oubli"),
    "remove": ("retirer 12",),
    "seat": ("place 12 b03",),
    "zone": ("zone 1-10 A",),
    "surveillant": ("relève « Anne Roux »", "relève « Anne Roux » --aussi", "relève « Anne Roux » --part"),
    "session": ("session --room « Salle B12 »", "session --start 09:30"),
    "room": ("salle", "salle aisles ok"),
    "training": ("formation « Anne Roux » --par « Paul Durand » --jour 12/11/2026",),
    "access-code": ("code-accès -",),
    "derogation": ("dérogation « 24 candidats, accord du 12/11 »",),
    "number": ("numéro 209",),
    "shift": ("décaler +3600 --motif « horloge remise à l'heure »",),
    "undo": ("annuler", "annuler --événement 41 --motif « mauvaise ligne »"),
    "close": ("clore", "clore --forcer"),
    "reopen": ("rouvrir", "rouvrir --motif « oubli d'un signalement »"),
    "finalised": ("finalisée",),
    "verdict": ("verdict 12 jury --motif « a quitté la salle »", "verdict 12 rien --motif vérifié"),
    "end-screen": ("écran 12",),
    "comment": ("commentaire coupure du réseau à 9 h 10", "commentaire -", "commentaire --effacer"),
    "box": ("case 1 oui", "case 2 non"),
    "typed": ("saisie 12", "saisie case-1", "saisie commentaire"),
    "correction": ("correction 12 « nom corrigé dans Pix Certif »",),
    "export": ("exporter", "exporter --to DOSSIER"),
    "papers": ("papiers", "papiers --to DOSSIER"),
    "check": ("vérifier",),
    "log": ("journal", "journal 20", "journal --code E2"),
}
"""By the word of the command, lines as they are typed."""
_LOOKS: dict[str, str] = {
    "status": "où en est la session ; état tous : chaque candidat ; état 12 : un seul",
    "who": "qui attend quelqu'un ; qui 12 : un candidat, sa naissance, son temps",
    "help": "les mots ; aide temps : comment l'un d'eux se dit",
    "quit": "quitter ; Ctrl+D aussi",
    "instructions": "ce qui se lit à haute voix, une phrase après l'autre",
    "code": "le code d'accès, signe par signe",
    "closing": "ce qui manque pour clore, et ce qui se tape pour le régler",
    "finalise": "la fiche de finalisation, ligne à ligne ; finalisation tout : aussi les lignes déjà saisies",
    "welcome": "qui arrive, un par un : identité, émargement, place",
    "again": "réessayer ce qui n'a pas été enregistré",
    "mine": "ma zone A : ses candidats sont annoncés aussitôt ; ma zone toutes",
}
"""What is no form of the command."""
_LACKED: dict[str, str] = {
    "CANDIDAT": "le candidat", "CANDIDAT|session": "le candidat, ou session", "CANDIDAT|joined": "le candidat, ou tous",
    "CANDIDAT|-": "le candidat", "PLACE": "la place", "ZONE": "la zone", "TEXTE": "le texte",
    "CODE|MOTS": "le code, ou des mots", "+N|-N|+1/3|-1/3|HH:MM": "les minutes", "ID": "le numéro du signalement",
    "NOM": "le nom", "N": "le numéro", "LIGNE": "la ligne", "-": "un tiret, « - » : la suite est alors demandée",
}  # fmt: skip
"""What lacks, by how the command shows it; values are told as such."""
_VALUE = re.compile(r"\b(?:begin|end|technical|candidate|all|yes|joined|measured)\b")
"""Values that a help names, none of them a French word."""
_EVERYWHERE = frozenset({"help", "store", "author", "hub"})
"""Options that are settled once the prompt is there."""


class Guide:
    """Tells of forms at the prompt of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def help(self, parser: FrenchParser) -> str:
        """What it is, an example or several, and what may be added."""
        return "".join(f"{line}\n" for line in _help(parser))

    def problem(self, parser: FrenchParser, message: str, sentence: str) -> str:
        """What is wrong, with a line that would be right."""
        verb = _verb(parser)
        if typed := re.match(r"argument ACTION: invalid choice: '(.*)' \(", message, re.DOTALL):
            return self._unknown(typed[1])
        if message.startswith("the following arguments are required: "):
            lacks = message.partition(": ")[2].split(", ")
            told = ", ".join(filter(None, (_lacked(one, parser) for one in lacks)))
            sentence = f"il manque {told}" if told else "il manque quelque chose"
        elif wrong := re.fullmatch(r"argument (.+?): (écrivez .+)", message, re.DOTALL):
            sentence = _asked_for(wrong[1], wrong[2], parser)
        elif not message:
            return NOTHING if sentence == NOTHING_READ else sentence
        else:
            sentence = options_in_french(sentence)
        return f"{sentence} ; {_for_example(verb)}"

    def _unknown(self, typed: str) -> str:
        """A line that begins with no word there is: a word that is near, or what an answer or a candidate lacks."""
        if plain(typed) in (*YES, *NO):
            return "rien n'est demandé : dites d'abord quoi faire ; « aide » dit les mots"
        near = nearest(typed)
        if near:
            return f"mot inconnu : vouliez-vous dire « {near} » ? « aide » dit les mots"
        if is_candidate(typed, self._session):
            return "un candidat se dit après ce qu'il fait : « qui 12 », « absent 12 » ; « aide » dit les mots"
        return "mot inconnu ; « aide » dit les mots"


def nearest(typed: str) -> str:
    """The word of the prompt nearest to one that is none; empty where none is near."""
    if len(typed) >= 40:
        # Long words are none: comparing them takes long.
        return ""
    from difflib import get_close_matches  # for a mistake alone

    known = {**{plain(verb): verb for verb in SAID}, **IN_FRENCH}
    found = get_close_matches(plain(typed), [word for word in known if len(word) > 1], n=1, cutoff=0.7)
    verb = known[found[0]] if found else ""
    return SAID.get(verb, verb)


def word_help(verb: str) -> str | None:
    """What a word is that is no form of the command; None where it is one, or no word at all."""
    return f"{SAID[verb]} : {_LOOKS[verb]}" if verb in _LOOKS else None


def _verb(parser: FrenchParser) -> str:
    return parser.prog.rpartition(" ")[2]


def _for_example(verb: str) -> str:
    examples = EXAMPLES.get(verb, ())
    return f"par exemple : {examples[0]} ; aide {SAID.get(verb, verb)} en dit plus" if examples else "voyez « aide »"


def _lacked(shown: str, parser: FrenchParser) -> str:
    if shown.startswith("--"):
        return f"--{option_said(shown.removeprefix('--'))}"
    optional = [str(one.metavar) for one in parser._actions if one.nargs in ("*", "?")]
    return "" if shown in optional else _LACKED.get(shown) or values_in_french(shown)


def _asked_for(shown: str, message: str, parser: FrenchParser) -> str:
    """« écrivez validée, refusée ou expirée »; behind the option that it is about."""
    action = next((one for one in parser._actions if shown in (one.metavar, *one.option_strings)), None)
    values = str(action.metavar) if action is not None else ""
    if re.fullmatch(r"[a-z-]+(?:\|[a-z-]+)+", values):
        message = f"écrivez {values_in_french(values)}"
    option = f"--{option_said(shown.removeprefix('--'))} : " if shown.startswith("--") else ""
    return f"{option}{message}"


def _help(parser: FrenchParser) -> Iterator[str]:
    verb = _verb(parser)
    description = _told(parser.description).strip()
    yield (
        f"{SAID.get(verb, verb)} : {description[:1].lower()}{description[1:]}" if description else SAID.get(verb, verb)
    )
    if examples := EXAMPLES.get(verb, ()):
        yield f"par exemple : {' ; '.join(examples)}"
    further = [one for one in parser._actions if one.option_strings and one.dest not in _EVERYWHERE]
    for one in further:
        if one.help is not argparse.SUPPRESS:
            yield _option(one)
    if any(FREE_TEXT & set(str(one.metavar).split("|")) for one in parser._actions if one.dest not in _EVERYWHERE):
        yield f"« {FROM_STDIN} » à la place d'un texte ou d'un nom : il est demandé ensuite"


def _option(action: argparse.Action) -> str:
    name = option_said(action.option_strings[-1].removeprefix("--"))
    shown = str(action.metavar or "")
    value = "" if action.nargs == 0 else f" et {values_in_french(shown).lower()}"
    return f"au besoin --{name}{value} : {_told(action.help)}"


def _told(text: str | None) -> str:
    told = re.sub(r' \(vigie [^)]*\)| "…"', "", text or "")
    return options_in_french(_VALUE.sub(lambda found: VALUES[found[0]], told))
