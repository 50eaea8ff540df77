"""The words of `vigie do N` for what a candidate goes through, from the door to the end of their test."""

from __future__ import annotations

from screens.command.do.forms.base import END_REASON, WHO, Forms
from screens.command.french import give_back


def add_forms(forms: Forms) -> None:
    """Give `vigie do N` the steps of a test."""
    identity = forms.add("identity", "identité contrôlée, un candidat à la fois", who=WHO)
    identity.add_argument("--attested-by", metavar="QUI", help="sans pièce : nom et fonction de qui atteste")
    identity.add_argument("--show", action="store_true", help="dire ce qui se compare avec la pièce, sans rien noter")
    forms.add("presence", "« Confirmer la présence » fait dans Pix, un candidat à la fois", who=WHO)
    forms.add("sign", "émargement", who=WHO)
    forms.add("join", "a rejoint la session dans Pix", who=WHO)
    forms.add("start", "test démarré ; « joined » : tous ceux qui ont rejoint", who=f"{WHO}|joined")
    interrupt = forms.add("interrupt", "test interrompu", who=WHO)
    interrupt.add_argument("--cause", type=END_REASON, metavar="candidate|technical", help="du fait de qui")
    resume = forms.add("resume", "test repris", who=WHO)
    resume.add_argument("--give", type=give_back, metavar="measured|MINUTES|none", help="ce qui lui est rendu")
    forms.add("finish", "test terminé, écran de fin vu", who=WHO)
    forms.add("absent", "absent", who=WHO)
    forms.add("not-certifiable", "non certifiable", who=WHO)
    end = forms.add("end", "test terminé par le surveillant", who=WHO)
    end.add_argument("--reason", type=END_REASON, required=True, metavar="candidate|technical", help="motif")
    withdraw = forms.add("withdraw", "abandon ou départ", who=WHO)
    withdraw.add_argument("--reason", type=END_REASON, metavar="candidate|technical", help="motif, candidate sinon")
    reason = forms.add("reason", "motif d'un test non terminé", who=WHO)
    reason.add_argument("reason", type=END_REASON, metavar="candidate|technical", help="motif")
    for stop in (end, withdraw, reason):
        stop.add_argument("--report", metavar="TEXTE", help="motif technical : signaler C7 aussi, avec ce texte")
