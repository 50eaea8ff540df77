"""The words of `vigie do N` for the close: sealing, verdicts, boxes, the global comment (DOMAIN.md section 7)."""

from __future__ import annotations

from screens.command.do.forms.base import ANY, WHO, Forms
from screens.command.french import one_of

_VERDICTS = "nothing|jury|fraud"
_BOXES = "extra-time|could-not-join"


def add_forms(forms: Forms) -> None:
    """Give `vigie do N` the actions of the close."""
    close = forms.add("close", "clore et sceller la session")
    close.add_argument("--force", action="store_true", help="même s'il manque encore quelque chose")
    reopen = forms.add("reopen", "rouvrir une session close : son sceau n'est plus valable")
    reopen.add_argument("--reason", required=True, metavar="TEXTE", help="motif")
    forms.add("finalised", "finalisée dans Pix Certif")
    verdict = forms.add(
        "verdict", "verdict sur un candidat, avec un motif s'il n'est pas celui que les faits proposent", who=WHO
    )
    verdict.add_argument("verdict", type=one_of(*_VERDICTS.split("|")), metavar=_VERDICTS, help="le verdict")
    verdict.add_argument("--reason", default="", metavar="TEXTE", help="motif")
    forms.add("end-screen", "écran de fin de test vu, noté après coup (grille de 2021)", who=WHO)
    comment = forms.add("comment", "commentaire global du PV ; « - » : le lire sur l'entrée standard")
    comment.add_argument("text", metavar="TEXTE|-", nargs="?", default="", help="le commentaire")
    comment.add_argument("--clear", action="store_true", help="le retirer")
    box = forms.add("box", "cocher ou décocher une case de la finalisation")
    box.add_argument("box", type=one_of(*_BOXES.split("|")), metavar=_BOXES, help="laquelle")
    box.add_argument("ticked", type=one_of("yes", "no"), metavar="yes|no", help="cochée ou non")
    typed = forms.add("typed", "ligne de la fiche saisie dans Pix Certif (vigie finalise N --lines), après la clôture")
    typed.add_argument("line", metavar="LIGNE", help="12, pv-12, case-1, case-2 ou commentaire")
    typed.add_argument("done", metavar="yes|no", nargs="?", type=one_of("yes", "no"), default="yes", help="yes sinon")
    late = forms.add("correction", "ce qui est saisi dans Pix Certif diffère du PV, après la clôture", who=ANY)
    late.add_argument("text", metavar="TEXTE", help="quoi, et pourquoi")
