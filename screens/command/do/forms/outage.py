"""The words of `vigie do N` for a global incident: what touches the whole room."""

from __future__ import annotations

from screens.command.do.forms.base import Forms
from screens.command.french import give_back, one_of


def add_forms(forms: Forms) -> None:
    """Give `vigie do N` the beginning and the end of a global incident."""
    outage = forms.add("global", 'incident global : begin "…", puis end')
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
