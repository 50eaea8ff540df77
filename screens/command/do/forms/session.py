"""The words of `vigie do N` for the session itself: who supervises, its facts, its room, its access code, undo."""

from __future__ import annotations

import argparse

from screens.command.do.forms.base import ANY, Forms
from screens.command.french import never_typed, one_of, session_number, whole_number

_SHIFT = """\
Sans valeur : le saut d'horloge que Vigie a remarqué, pour ceux dont le test courait.
Avec une valeur, en secondes : +3600 décale les débuts d'une heure plus tard.
"""


def add_note(forms: Forms) -> None:
    """Give `vigie do N` the note, which may be about a candidate too."""
    note = forms.add("note", "note, sur un candidat ou sur la session", who=ANY)
    note.add_argument("text", metavar="TEXTE", help="la note")


def add_forms(forms: Forms) -> None:
    """Give `vigie do N` the actions on the session."""
    surveillant = forms.add("surveillant", "relève : qui surveille à partir de maintenant")
    surveillant.add_argument("name", metavar="NOM")
    surveillant.add_argument("--also", action="store_true", help="vient surveiller aussi, sans remplacer personne")
    surveillant.add_argument("--leaves", action="store_true", help="s'en va, et personne ne le remplace")
    session = forms.add("session", "corriger ce que la liste disait de la session")
    session.add_argument("--date", metavar="DATE", help="son jour : 2026-11-23 ou 23/11/2026")
    session.add_argument("--start", metavar="HEURE", help="l'heure locale du début : 09:00")
    session.add_argument("--site", metavar="SITE", help="nom du site")
    session.add_argument("--room", metavar="SALLE", help="la salle")
    session.add_argument(
        "--surveillant", metavar="NOM", dest="surveillants", action="append",
        help="son nom bien écrit ; répéter pour les redire tous, dans l'ordre",
    )  # fmt: skip
    session.add_argument("--observations", metavar="TEXTE", help="observations")
    room = forms.add("room", "check-list de la salle ; sans rien : la lire")
    room.add_argument("point", metavar="POINT", nargs="?", help="numéro ou nom du point dans la check-list")
    room.add_argument("state", metavar="ok|lacks", nargs="?", type=one_of("ok", "lacks"), help="vérifié, ou il manque")
    room.add_argument("remark", metavar="REMARQUE", nargs="?", default="", help="ce qui manque")
    training = forms.add("training", "qui a formé un surveillant, et quand")
    training.add_argument("name", metavar="NOM", help="le surveillant")
    training.add_argument("--by", metavar="NOM", default="", help="qui l'a formé, obligatoire")
    training.add_argument("--on", metavar="DATE", help="le jour : 2026-11-23 ou 23/11/2026 ; aujourd'hui sinon")
    code = forms.add("access-code", "code d'accès de la session, lu sur l'entrée standard")
    code.add_argument("stdin", type=never_typed, metavar="-", help="lire l'entrée standard")
    forms.add("derogation", "dérogation accordée par Pix").add_argument("text", metavar="TEXTE")
    forms.add("number", "donner à la session son numéro de Pix Certif").add_argument(
        "new_number", metavar="N", type=session_number
    )
    shift = forms.add("shift", "décaler les débuts des tests en cours après un saut de l'horloge")
    shift.conclude(_SHIFT)
    shift.add_argument("seconds", metavar="+S|-S", nargs="?", help="de combien de secondes")
    shift.add_argument("--for", dest="scope", metavar="3,5", help="seulement ceux-ci")
    shift.add_argument("--reason", default="", metavar="TEXTE", help="motif, obligatoire")
    undo = forms.add("undo", "annuler votre dernière action, ou celle d'un événement")
    undo.add_argument("alone", nargs="?", help=argparse.SUPPRESS)
    undo.add_argument("--event", type=whole_number, metavar="ÉVÉNEMENT", help="numéro d'un événement du journal")
    undo.add_argument("--reason", default="", metavar="TEXTE", help="motif, demandé après une minute")
