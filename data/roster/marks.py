"""What a sheet hides, strikes through, comments on or colours: rows behind a filter, hidden columns, names crossed out.

The library that gives the cells does not tell, so the sheet's own XML is asked. Whoever is hidden or struck is on the
list all the same and is taken, since a candidate who is missing at the door is worse than one too many; all are told,
with their lines.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from data.roster.aside import WRITE_IT, speaks_of_it
from data.roster.colours import Colours
from data.roster.headers import HeaderRow, ListColumn
from data.roster.wording import Findings, listed, quoted, spans

_NAMES = frozenset({ListColumn.LAST_NAME, ListColumn.FIRST_NAME})


@dataclass(slots=True)
class Marks:
    """What one sheet hides, strikes through, comments on or colours; rows and columns from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: dict[int, set[int]] = field(default_factory=dict)
    """Row → its columns that are crossed out."""
    unvalued: dict[int, set[int]] = field(default_factory=dict)
    """Row → its columns with a formula that no program has computed yet: nobody knows what it gives."""
    notes: dict[int, list[str]] = field(default_factory=dict)
    """Row → the comments attached to its cells."""
    colours: Colours = field(default_factory=Colours)
    """The backgrounds of its cells."""
    is_hidden: bool = False
    """The whole sheet is."""


NO_MARKS = Marks()


def tell_marks(marks: Marks, lines: Collection[int], header: HeaderRow, findings: Findings) -> list[int]:
    """Tell which candidates are hidden, struck through, commented on or marked by a colour, and which columns hidden.

    Args:
        marks: those of the sheet.
        lines: the rows of the candidates that were taken.
        header: where each column stands.
        findings: takes the warnings.

    Returns:
        The rows that a colour marks.
    """
    _tell_hidden_and_struck(marks, lines, header, findings)
    _tell_comments(marks, lines, findings)
    coloured = _told_coloured(marks, lines, header, findings)
    _tell_unvalued(marks, lines, header, findings)
    _tell_hidden_columns(marks, header, findings)
    return coloured


def _tell_hidden_and_struck(marks: Marks, lines: Collection[int], header: HeaderRow, findings: Findings) -> None:
    names = {place + 1 for column, place in header.places.items() if column in _NAMES}
    hidden = [line for line in lines if line in marks.hidden_rows]
    struck = [line for line in lines if marks.struck.get(line, set()) & names]
    for told, what in ((hidden, "masquée"), (struck, "barrée")):
        if told:
            many = "s" * (len(told) > 1)
            why = " (filtre ou masquage)" if what == "masquée" else ""
            findings.warning(
                _only(told),
                f"Ligne{many} {spans(told)} {what}{many} dans la feuille{why} : "
                f"{'ces candidats sont repris' if many else 'ce candidat est repris'} quand même ; "
                f"vérifiez, ou supprimez {'ces lignes' if many else 'cette ligne'} du fichier.",
            )


def _tell_comments(marks: Marks, lines: Collection[int], findings: Findings) -> None:
    """Those that speak of a temps majoré are told with the candidate."""
    noted = [line for line in lines if any(not speaks_of_it(note) for note in marks.notes.get(line, ()))]
    if len(noted) == 1:
        findings.warning(
            noted[0],
            f"Un commentaire est attaché à la ligne {noted[0]} de la feuille, et n'est pas lu ; relisez-le.",
        )
    elif noted:
        findings.warning(
            None,
            f"Des commentaires sont attachés aux lignes {spans(noted)} de la feuille, et ne sont pas lus ; "
            "relisez-les.",
        )


def _told_coloured(marks: Marks, lines: Collection[int], header: HeaderRow, findings: Findings) -> list[int]:
    """The rows that a colour marks, once they are told."""
    coloured = marks.colours.marked(lines, header.width)
    if coloured:
        many = "s" * (len(coloured) > 1)
        findings.warning(
            _only(coloured),
            f"Ligne{many} surlignée{many} : {spans(coloured)} ; une couleur n'est pas lue : si elle dit un temps "
            f"majoré, {WRITE_IT}.",
        )
    return coloured


def _tell_unvalued(marks: Marks, lines: Collection[int], header: HeaderRow, findings: Findings) -> None:
    for line in lines:
        unknown = [c.value for c, place in header.places.items() if place + 1 in marks.unvalued.get(line, ())]
        if unknown:
            findings.error(
                line,
                f"{listed(unknown)} : la formule de cette ligne n'a jamais été calculée ; ouvrez la feuille dans un "
                "tableur et enregistrez-la, ou écrivez la valeur à la place.",
            )


def _tell_hidden_columns(marks: Marks, header: HeaderRow, findings: Findings) -> None:
    columns = [column.value for column, place in header.places.items() if place + 1 in marks.hidden_columns]
    if columns:
        many = "s" * (len(columns) > 1)
        findings.warning(
            header.line,
            f"Colonne{many} masquée{many} dans la feuille et lue{many} quand même : "
            f"{listed([quoted(name) for name in columns], 30)} ; vérifiez.",
        )


def _only(lines: Sequence[int]) -> int | None:
    """The line that a finding stands at; None where it is about several."""
    return lines[0] if len(lines) == 1 else None
