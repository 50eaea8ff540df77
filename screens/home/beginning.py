"""What home says in the place of its list: how one begins, what is being read, what was not found."""

from __future__ import annotations

from screens.home.rows import NARROW, HomePicture
from screens.kit.ink import Line, fit, wrap_line


def first_run_lines(place: str, width: int) -> list[Line]:
    """An empty store: what to do, without a manual."""
    steps = (
        ("i", "importer une liste", "le fichier de Pix Certif (ODS), un tableur, un CSV ou l'export SIECLE"),
        ("c", "créer une session", "numéro, date, salle ; les candidats s'ajoutent ensuite"),
        ("d", "s'exercer", "une répétition avec 20 candidats fictifs, dont rien n'est gardé"),
    )
    lines: list[Line] = [
        (),
        ((" Bienvenue. Il n'y a encore aucune session ici.", "+"),),
        ((" Pour commencer, une touche :", "soft"),),
        (),
    ]
    for key, label, more in steps:
        line: Line = ((f"   {key}  ", "amber+"), (fit(label, 20), "+"), (more, "soft"))
        lines += wrap_line(line, width, hang=26 if width >= NARROW else 6)
    lines += [(), *wrap_line((("   ?  ", "amber+"), ("toutes les touches", "soft")), width, hang=6), ()]
    return [*lines, *wrap_line(((f" Les sessions seront gardées dans {place}", "label"),), width, hang=1)]


def message_lines(shown: HomePicture, width: int) -> list[Line]:
    """What stands in the place of the list where there is nothing to list."""
    if shown.cards is None:
        return [(), ((" Lecture des sessions…", "label"),)]
    if shown.cards:
        return []
    if shown.search:
        return [
            (),
            (("  Aucune session ne correspond.", "yellow"), (f"{shown.not_yet} Échap les montre toutes.", "label")),
        ]
    if shown.nothing:
        return [(), ((f"  {shown.nothing}", "soft"),)]
    return first_run_lines(shown.place, width)
