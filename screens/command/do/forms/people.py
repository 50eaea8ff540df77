"""The words of `vigie do N` for the list: who is on it, what is said of them, where they sit."""

from __future__ import annotations

from screens.command.do.fields import FIELDS
from screens.command.do.forms.base import WHO, Forms
from screens.command.french import Later, dash


def add_forms(forms: Forms) -> None:
    """Give `vigie do N` what changes the list."""
    add = forms.add("add", "ajouter un candidat ; « - » : lire ses informations sur l'entrée standard")
    add.conclude(_STDIN)
    add.add_argument("stdin", nargs="?", type=dash, metavar="-", help="lire l'entrée standard")
    _add_fields(add)
    correct = forms.add("correct", "corriger un candidat, ou son début", who=f"{WHO}|-")
    correct.conclude(_STDIN)
    _add_fields(correct)
    correct.add_argument("--started-at", metavar="INSTANT", help="le vrai début de son test ; avec --reason")
    correct.add_argument("--reason", default="", metavar="TEXTE", help="motif")
    correct.add_argument("--report", action="store_true", help="le signaler aussi à Pix Certif : C1, C2")
    remove = forms.add("remove", "retirer de la liste, tant qu'il n'a pas rejoint", who=WHO)
    remove.add_argument("--reason", default="", metavar="TEXTE", help="motif")
    seat = forms.add("seat", "place où il est assis", who=WHO)
    seat.add_argument("seat", metavar="PLACE", help="la place : B03")
    zone = forms.add("zone", "partie de la salle", who=WHO)
    zone.add_argument("zone", metavar="ZONE", help="la zone")


_STDIN = """\
Avec « - », une ligne par information, et une ligne vide entre deux candidats :
  nom : LE GOFF
  prénom : Maël
  date de naissance : 20/05/2009
  temps majoré : 33 %
L'historique du terminal n'en garde alors rien.
"""


def _add_fields(parser: Later) -> None:
    for field in FIELDS:
        parser.add_argument(f"--{field.option}", dest=field.name, metavar=field.metavar, help=field.french)
