"""The words of `vigie do N` for time: given or taken, and pauses."""

from __future__ import annotations

from screens.command.do.forms.base import WHO, Forms
from screens.command.french import one_of, whole_number


def add_forms(forms: Forms) -> None:
    """Give `vigie do N` what moves the end of a test."""
    time = forms.add("time", "temps donné ou retiré, avec un motif", who=WHO)
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
    pause = forms.add("pause", "pause d'un aménagement", who=WHO)
    pause.add_argument("moment", type=one_of("begin", "end"), metavar="begin|end", help="elle commence ou finit")
