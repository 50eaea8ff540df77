"""The words of `vigie do N` for a report of fraud."""

from __future__ import annotations

from screens.command.do.forms.base import WHO, Forms
from screens.command.french import one_of, whole_number


def add_forms(forms: Forms) -> None:
    """Give `vigie do N` the report of a fraud."""
    fraud = forms.add("fraud", "rapport de fraude ; le test n'est pas interrompu", who=WHO)
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
