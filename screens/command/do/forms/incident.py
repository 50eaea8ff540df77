"""The words of `vigie do N` for incidents: a code or words, live alerts, correction and withdrawal."""

from __future__ import annotations

from screens.command.do.forms.base import ANY, WHO, Forms
from screens.command.french import one_of, whole_number

_OUTCOMES = "validated|refused|expired"


def add_forms(forms: Forms) -> None:
    """Give `vigie do N` the actions on incidents."""
    incident = forms.add("incident", "signalement, d'un candidat ou de la session", who=ANY)
    incident.add_argument("code", metavar="CODE|MOTS", help='code de la grille ou mots : E2, lien, "en retard"')
    incident.add_argument("--question", type=whole_number, metavar="N", help="numéro de la question")
    incident.add_argument("--text", metavar="TEXTE", default="", help="description")
    alert = forms.add("alert", "réponse faite à une alerte dans l'Espace surveillant", who=WHO)
    alert.add_argument("outcome", type=one_of(*_OUTCOMES.split("|")), metavar=_OUTCOMES, help="la réponse")
    alert.add_argument("--question", type=whole_number, metavar="N", help="de quelle question, s'il y en a plusieurs")
    alert.add_argument("--code", metavar="CODE", help="de quel code, s'il y en a plusieurs")
    alert.add_argument("--id", dest="incident", type=whole_number, metavar="ID", help="numéro du signalement")
    correct = forms.add("correct-incident", "corriger un signalement, avec un motif : l'ancien reste au journal")
    correct.add_argument("incident", type=whole_number, metavar="ID", help="numéro du signalement (vigie log)")
    correct.add_argument("--code", metavar="CODE", help="le bon code")
    correct.add_argument("--question", type=whole_number, metavar="N", help="la bonne question")
    correct.add_argument("--text", metavar="TEXTE", help="la bonne description")
    correct.add_argument("--happened-at", metavar="INSTANT", help="quand c'était vraiment : 09:41, « il y a 3 min »")
    correct.add_argument("--reason", default="", metavar="TEXTE", help="motif, obligatoire")
    withdraw = forms.add("withdraw-incident", "retirer un signalement noté par erreur : il reste au journal")
    withdraw.add_argument("incident", type=whole_number, metavar="ID", help="numéro du signalement (vigie log)")
    withdraw.add_argument("--reason", default="", metavar="TEXTE", help="motif, obligatoire")
