"""The words of `vigie do N` for the close: verdicts, boxes, the global comment (DOMAIN.md section 7)."""

from __future__ import annotations

from collections.abc import Callable

from screens.command.french import FrenchParser, one_of

_VERDICTS = "nothing|jury|fraud"
_BOXES = "extra-time|could-not-join"


def add_close_deeds(add: Callable[..., FrenchParser], who: str) -> None:
    """Give `vigie do N` the actions of the close.

    Args:
        add: what adds an action by its word, its help and how candidates are shown.
        who: how candidates are shown.
    """
    verdict = add(
        "verdict", "verdict sur un candidat, avec un motif s'il n'est pas celui que les faits proposent", who=who
    )
    verdict.add_argument("verdict", type=one_of(*_VERDICTS.split("|")), metavar=_VERDICTS, help="le verdict")
    verdict.add_argument("--reason", default="", metavar="TEXTE", help="motif")
    add("end-screen", "écran de fin de test vu, noté après coup (grille de 2021)", who=who)
    comment = add("comment", "commentaire global du PV ; « - » : le lire sur l'entrée standard")
    comment.add_argument("text", metavar="TEXTE|-", nargs="?", default="", help="le commentaire")
    comment.add_argument("--clear", action="store_true", help="le retirer")
    box = add("box", "cocher ou décocher une case de la finalisation")
    box.add_argument("box", type=one_of(*_BOXES.split("|")), metavar=_BOXES, help="laquelle")
    box.add_argument("ticked", type=one_of("yes", "no"), metavar="yes|no", help="cochée ou non")
