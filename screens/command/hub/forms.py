"""The words of `vigie hub`."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from screens.command.french import FrenchParser, Later, Words

_READERS = ("referent", "academie", "auditor")
Add = Callable[..., Later]
"""Makes the form of one more action: its name, and its help."""
MOST_MB = 200
"""`data.hub.limits.MOST_MB`, which nothing of a hub has to be read for."""


def add_send(parser: Later) -> None:
    """`vigie send`."""
    parser.describe(
        "Envoyer au concentrateur ce que ce poste a noté, tant que la commande dure ; avec --once, une fois.\n"
        "Les écrans le font d'eux-mêmes : ceci est pour un poste sans écran, ou pour voir ce qui bloque.\n"
        "Les pièces d'un rapport de fraude ne partent pas d'elles-mêmes : --evidence N, si on les demande.\n"
        "Codes de sortie : 0 tout y est · 1 quelque chose attend ou est refusé · 3 il ne répond pas."
    )
    parser.add_argument("--once", action="store_true", help="une fois, puis finir")
    parser.add_argument(
        "--evidence", metavar="N", action="append", default=[],
        help="avec --once : puis les pièces de fraude de la session N (répétable)",
    )  # fmt: skip


def add_which_hub(parser: Words) -> None:
    """`--hub` of the verbs that record: where their lines go."""
    parser.add_argument(
        "--hub", metavar="ADRESSE", default=argparse.SUPPRESS,
        help="le concentrateur où envoyer (sinon VIGIE_HUB, ou les réglages)",
    )  # fmt: skip


def add_hub(parser: FrenchParser, add_everywhere: Callable[[Words], None]) -> None:
    """Each of its actions with its options."""
    parser.description = (
        "Préparer un concentrateur (PostgreSQL) où se rejoignent les sessions de plusieurs postes, et dire qui y "
        "envoie\net qui y lit. Le guide : docs/hub.md."
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="Actions ", required=True)
    add: Add = actions.add_parser
    for action in (*_tables(add), *_devices(add), *_who_reads(add), *_what_is_kept(add), *_sessions(add)):
        action.add_argument("--hub", metavar="BASE", default=argparse.SUPPRESS, help="la base (sinon VIGIE_HUB)")
        add_everywhere(action)


def _tables(add: Add) -> tuple[Later, ...]:
    """The database itself."""
    init = add("init", help="faire ou mettre à jour les tables")
    init.add_argument("dsn", metavar="BASE", nargs="?", help="postgresql://… de la base (sinon --hub, VIGIE_HUB)")
    return (init,)


def _devices(add: Add) -> tuple[Later, ...]:
    """Whose lines come in: devices, by a password or by SSH."""
    enrol = add("enrol", help="inscrire un poste : ce qu'il envoie est de son établissement")
    enrol.add_argument("--school", metavar="UAI", required=True, help="l'établissement : 0750001A")
    enrol.add_argument("--name", metavar="NOM", default="", help="son nom, la première fois")
    enrol.add_argument("--device", metavar="POSTE", required=True, help="le poste : salle-b204")
    enrol.add_argument("--ssh", metavar="CLÉ", help="par SSH : sa clé publique, un fichier .pub")
    enrol.add_argument(
        "--receiver", metavar="COMPTE", default="vigie", help="--ssh : le compte de cette machine qui reçoit (vigie)"
    )

    receive = add("receive", help="recevoir d'un poste par SSH : la commande imposée d'une clé")
    receive.add_argument("--device", metavar="COMPTE", required=True, help="le compte du poste")

    revoke = add("revoke", help="retirer un poste ou un lecteur")
    revoke.add_argument("who", metavar="COMPTE", help="son compte, ou le nom du poste ou du lecteur")
    revoke.add_argument("--school", metavar="UAI", default="", help="celui de cet établissement")
    return enrol, receive, revoke


def _who_reads(add: Add) -> tuple[Later, ...]:
    """Who may look."""
    readers = add("readers", help="dire qui lit ; en ajouter un avec --add")
    readers.add_argument(
        "--add", metavar="DROIT", choices=_READERS, help="referent (son établissement), academie (des nombres), auditor"
    )
    readers.add_argument("--school", metavar="UAI", default="", help="l'établissement d'un référent")
    readers.add_argument("--name", metavar="NOM", default="", help="de qui c'est le compte")
    return (readers,)


def _what_is_kept(add: Add) -> tuple[Later, ...]:
    """For how long, and how large."""
    expire = add("expire", help="ôter les sessions dont le délai est passé ; les dire, sans --yes")
    expire.add_argument("--months", metavar="MOIS", type=int, help="gardées tant de mois (60 sinon)")
    expire.add_argument("--yes", action="store_true", help="les ôter pour de bon")

    limit = add("limit", help="dire quelle pièce de fraude est trop grande ; la changer avec --file")
    limit.add_argument(
        "--file", metavar="MO", type=int, help=f"prendre des pièces de tant de Mo au plus : 0 (aucune) à {MOST_MB}"
    )
    return expire, limit


def _sessions(add: Add) -> tuple[Later, ...]:
    """One session: its branches, and back to a device."""
    settle = add("settle", help="d'une session continuée sur deux postes, choisir la branche qui va")
    settle.add_argument("number", metavar="N", help="la session")
    settle.add_argument(
        "--branch", metavar="POSTE", required=True, help="celle de ce poste, ou le début de son empreinte"
    )
    settle.add_argument("--reason", metavar="TEXTE", default="", help="pourquoi celle-là, sans nom de candidat")

    fetch = add("fetch", help="rapporter une session sur ce poste : perdu, remplacé, remis à un ancien état")
    fetch.describe(
        "Rapporter du concentrateur le journal d'une session, sur ce poste perdu, remplacé ou remis à un ancien état.\n"
        "Chaque ligne est prouvée ; ce qui a été continué ici aussi n'est jamais écrasé. Sans N : dire ce qu'il y a.\n"
        "Avec le compte d'un référent de l'établissement, dans --hub ou VIGIE_HUB. Le code d'accès ne revient pas ;\n"
        "les pièces de fraude, si leur poste les a envoyées (vigie send --once --evidence N).\n"
        "Codes de sortie : 0 rapportée, ou déjà là · 1 refusée, rien n'a changé · 3 le hub ou le dossier manque."
    )
    fetch.add_argument(
        "numbers", metavar="N", nargs="*", help="la session, ou plusieurs (sinon : dire lesquelles il a)"
    )
    fetch.add_argument(
        "--branch",
        metavar="POSTE",
        default="",
        help="celle de ce poste, ou le début de son empreinte, s'il y en a deux",
    )
    return settle, fetch
