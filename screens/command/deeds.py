"""The words of `vigie do N`: every action with what it takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from screens.command.deeds_close import add_close_deeds
from screens.command.deeds_incident import add_incident_deeds
from screens.command.deeds_session import add_session_deeds
from screens.command.fields import FIELDS
from screens.command.french import FrenchParser, dash, give_back, one_of, whole_number

_END_REASON = one_of("candidate", "technical")


class _Deeds:
    """The actions in the making, each with the options that all of them take."""

    def __init__(self, parser: FrenchParser, add_everywhere: Callable[[FrenchParser], None]) -> None:
        self._verbs = parser.add_subparsers(dest="deed", metavar="ACTION", title="Actions ", required=True)
        self._add_everywhere = add_everywhere

    def add(self, name: str, told: str, *, who: str = "") -> FrenchParser:
        """Add an action.

        Args:
            name: its word.
            told: its help.
            who: how the candidates are shown; empty when it takes none.
        """
        parser: FrenchParser = self._verbs.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.")
        if who:
            parser.add_argument("who", metavar=who, nargs="+", help="numéro, nom, ou plusieurs numéros : 3,5,9-12")
        parser.add_argument(
            "--at", metavar="INSTANT", default=argparse.SUPPRESS,
            help="quand c'était : 09:41, « il y a 3 min », « le 22/11 à 09:41 », 2026-11-22T09:41:07+01:00",
        )  # fmt: skip
        self._add_everywhere(parser)
        return parser


WHO = "CANDIDAT"
"""argparse shows by itself that it may be repeated; a name may be several words."""
ANY = "CANDIDAT|session"


def add_deeds(parser: FrenchParser, add_everywhere: Callable[[FrenchParser], None]) -> None:
    """Give `vigie do N` its actions.

    Args:
        parser: the one of `do`.
        add_everywhere: what gives a parser the options that every verb takes.
    """
    deeds = _Deeds(parser, add_everywhere)
    _add_course(deeds)
    _add_reports(deeds)
    _add_time(deeds)
    _add_people(deeds)
    _add_whole(deeds)
    add_close_deeds(deeds.add, WHO)


def _add_course(deeds: _Deeds) -> None:
    identity = deeds.add("identity", "identité contrôlée, un candidat à la fois", who=WHO)
    identity.add_argument("--attested-by", metavar="QUI", help="sans pièce : nom et fonction de qui atteste")
    deeds.add("presence", "« Confirmer la présence » fait dans Pix, un candidat à la fois", who=WHO)
    deeds.add("sign", "émargement", who=WHO)
    deeds.add("join", "a rejoint la session dans Pix", who=WHO)
    deeds.add("start", "test démarré ; « joined » : tous ceux qui ont rejoint", who=f"{WHO}|joined")
    interrupt = deeds.add("interrupt", "test interrompu", who=WHO)
    interrupt.add_argument("--cause", type=_END_REASON, metavar="candidate|technical", help="du fait de qui")
    resume = deeds.add("resume", "test repris", who=WHO)
    resume.add_argument("--give", type=give_back, metavar="measured|MINUTES|none", help="ce qui lui est rendu")
    deeds.add("finish", "test terminé, écran de fin vu", who=WHO)
    deeds.add("absent", "absent", who=WHO)
    deeds.add("not-certifiable", "non certifiable", who=WHO)
    end = deeds.add("end", "test terminé par le surveillant", who=WHO)
    end.add_argument("--reason", type=_END_REASON, required=True, metavar="candidate|technical", help="motif")
    withdraw = deeds.add("withdraw", "abandon ou départ", who=WHO)
    withdraw.add_argument("--reason", type=_END_REASON, metavar="candidate|technical", help="motif, candidate sinon")
    reason = deeds.add("reason", "motif d'un test non terminé", who=WHO)
    reason.add_argument("reason", type=_END_REASON, metavar="candidate|technical", help="motif")
    for stop in (end, withdraw, reason):
        stop.add_argument("--report", metavar="TEXTE", help="motif technical : signaler C7 aussi, avec ce texte")


def _add_reports(deeds: _Deeds) -> None:
    add_incident_deeds(deeds.add, WHO, ANY)
    fraud = deeds.add("fraud", "rapport de fraude ; le test n'est pas interrompu", who=WHO)
    kinds = "communication|consultation|usurpation"
    fraud.add_argument("--kind", type=one_of(*kinds.split("|")), metavar=kinds, help="la sorte")
    fraud.add_argument("--seen", metavar="TEXTE", help="ce qui a été vu, aussi précis que possible")
    fraud.add_argument("--done", metavar="TEXTE", help="ce qui a été fait")
    fraud.add_argument("--witness", action="append", metavar="QUI", help="témoin (répétable)")
    fraud.add_argument(
        "--evidence", action="append", default=[], metavar="FICHIER", help="pièce, copiée avec la session (répétable)"
    )
    fraud.add_argument(
        "--report", type=whole_number, metavar="N", help="numéro du rapport à compléter, sinon un autre cas"
    )
    fraud.add_argument(
        "--tool-required",
        type=one_of("yes", "no"),
        metavar="yes|no",
        help="si la consigne de la question demandait cet outil",
    )
    note = deeds.add("note", "note, sur un candidat ou sur la session", who=ANY)
    note.add_argument("text", metavar="TEXTE", help="la note")


def _add_time(deeds: _Deeds) -> None:
    time = deeds.add("time", "temps donné ou retiré, avec un motif", who=WHO)
    time.add_argument(
        "minutes", metavar="+N|-N|+1/3|-1/3|HH:MM", help='minutes, un tiers de son test, ou sa fin : "jusqu\'à 11:40"'
    )
    time.add_argument("--reason", default="", metavar="TEXTE", help="motif, obligatoire")
    time.add_argument("--force", action="store_true", help="même si sa fin est alors passée, ou pour plus de 3 h")
    time.add_argument(
        "--incident",
        type=one_of("yes", "no"),
        metavar="yes|no",
        help="si c'est pour un incident : case de la finalisation",
    )
    time.add_argument("--for", dest="source", type=whole_number, metavar="ÉVÉNEMENT", help="ce que cela rend")
    pause = deeds.add("pause", "pause d'un aménagement", who=WHO)
    pause.add_argument("moment", type=one_of("begin", "end"), metavar="begin|end", help="elle commence ou finit")
    outage = deeds.add("global", 'incident global : begin "…", puis end')
    outage.add_argument(
        "moment", type=one_of("begin", "end", "list"), metavar="begin|end|list", help="il commence, il finit, les lire"
    )
    outage.add_argument("what", nargs="*", metavar="TEXTE|ID", help="begin : ce qui se passe ; end : lequel")
    outage.add_argument("--for", dest="scope", metavar="all|3,5", help="begin : qui est touché (all sinon)")
    outage.add_argument(
        "--fault", type=one_of("centre", "other"), metavar="centre|other", help="begin : à qui la faute"
    )
    outage.add_argument("--give", type=give_back, metavar="measured|MINUTES|none", help="end : ce qui est rendu")
    outage.add_argument("--each", metavar="3=5,7=0", help="end : minutes de ceux qui ne reçoivent pas comme les autres")
    outage.add_argument("--force", action="store_true", help="begin : même si le même est déjà en cours")
    outage.add_argument("--resume", action="store_true", help="end : tous reprennent maintenant")
    outage.add_argument("--away", metavar="3,5", help="end : avec --resume, ceux qui ne reprennent pas encore")


def _add_people(deeds: _Deeds) -> None:
    add = deeds.add("add", "ajouter un candidat ; « - » : lire ses informations sur l'entrée standard")
    add.epilog = _STDIN
    add.add_argument("stdin", nargs="?", type=dash, metavar="-", help="lire l'entrée standard")
    _add_fields(add)
    correct = deeds.add("correct", "corriger un candidat, ou son début", who=f"{WHO}|-")
    correct.epilog = _STDIN
    _add_fields(correct)
    correct.add_argument("--started-at", metavar="INSTANT", help="le vrai début de son test ; avec --reason")
    correct.add_argument("--reason", default="", metavar="TEXTE", help="motif")
    correct.add_argument("--report", action="store_true", help="le signaler aussi à Pix Certif : C1, C2")
    remove = deeds.add("remove", "retirer de la liste, tant qu'il n'a pas rejoint", who=WHO)
    remove.add_argument("--reason", default="", metavar="TEXTE", help="motif")
    seat = deeds.add("seat", "place où il est assis", who=WHO)
    seat.add_argument("seat", metavar="PLACE", help="la place : B03")
    zone = deeds.add("zone", "partie de la salle", who=WHO)
    zone.add_argument("zone", metavar="ZONE", help="la zone")


_STDIN = """\
Avec « - », une ligne par information, et une ligne vide entre deux candidats :
  nom : LE GOFF
  prénom : Maël
  date de naissance : 20/05/2009
  temps majoré : 33 %
L'historique du terminal n'en garde alors rien.
"""


def _add_fields(parser: FrenchParser) -> None:
    for field in FIELDS:
        parser.add_argument(f"--{field.option}", dest=field.name, metavar=field.metavar, help=field.french)


def _add_whole(deeds: _Deeds) -> None:
    add_session_deeds(deeds.add)
    close = deeds.add("close", "clore et sceller la session")
    close.add_argument("--force", action="store_true", help="même s'il manque encore quelque chose")
    reopen = deeds.add("reopen", "rouvrir une session close : son sceau n'est plus valable")
    reopen.add_argument("--reason", required=True, metavar="TEXTE", help="motif")
    deeds.add("finalised", "finalisée dans Pix Certif")
