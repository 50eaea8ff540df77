"""Rows of cells → sessions and candidates, with all the problems of all the rows.

The same for sheets and text tables: an information block may stand above the header row, columns come in any order,
unknown ones are ignored. A wrong row is told and the others are still checked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from data.roster.around import said_above, with_around, with_coloured
from data.roster.beside import Beside
from data.roster.headers import (
    HeaderRow,
    ListColumn,
    ListRow,
    column_of,
    find_header,
    header_of,
)
from data.roster.information_block import read_information_block
from data.roster.joined import as_it_stands, header_over_two_rows, with_names_apart
from data.roster.marks import NO_MARKS, Marks, tell_marks
from data.roster.model import Roster
from data.roster.row_reader import RowReader
from data.roster.sessions import ClassFilter, SessionBook
from data.roster.text import as_text, clean
from data.roster.values import NotUnderstood, read_birth_date
from data.roster.wording import Findings, RefusedFile, listed, quoted


def roster_of_rows(
    rows: Sequence[ListRow], *, classes: Sequence[str], today: dt.date, delimiter: str = "",
    unread: Sequence[str] = (), remarks: Sequence[str] = (), marks: Marks = NO_MARKS, title: str = "",
    beside: Beside | None = None,
) -> Roster:  # fmt: skip
    """Understand a list that is a table.

    Args:
        rows: all its rows, those above the header row included.
        classes: the classes asked for; empty: everybody.
        today: what a birth date is judged against.
        delimiter: what parts the cells of a text table, and may have cut a value in two; empty for a sheet.
        unread: names of further sheets that hold a list too, which is not read.
        remarks: what is to be told of the file as a whole, as warnings.
        marks: what a sheet hides, strikes through or comments on.
        title: what the sheet is called.
        beside: what other sheets say of the same people.

    Raises:
        RefusedFile: no header row, or one that lacks a required column.
    """
    findings = Findings()
    rows, header = _with_header(rows, findings, unread, is_text=bool(delimiter))
    wanted = ClassFilter(classes)
    if wanted and ListColumn.CLASS not in header.places:
        raise RefusedFile(
            "La liste n'a pas de colonne « Classe » ; ajoutez-la ou ne demandez pas de classe.", header.line
        )
    for remark in remarks:
        findings.warning(None, remark)
    if header.begins is not None:
        upper, lower = rows[header.begins].line, rows[header.index].line
        findings.warning(
            upper,
            f"Les en-têtes sont sur deux lignes, {upper} et {lower}, et sont lus ensemble ; vérifiez ce qui suit.",
        )
    above = rows[: header.index if header.begins is None else header.begins]
    if someone := next((row for row in above if _is_someone(row, today)), None):
        raise RefusedFile(
            f"Des candidats sont au-dessus de la ligne d'en-têtes qui est lue, ligne {header.line} : ils "
            "seraient perdus ; mettez une seule ligne d'en-têtes, au-dessus de tous.",
            someone.line,
        )
    unnamed, is_told = read_information_block(above, header.line, findings)
    book = SessionBook(unnamed, is_told=is_told)
    reader = RowReader(header, book, findings, wanted, today, beside or Beside(), marks.notes, delimiter)
    for row in rows[header.index + 1 :]:
        reader.read(row)
    reader.tell_as_a_whole()
    wanted.tell_unknown(findings)
    _tell_what_is_not_read(unread, header, reader.columns_not_read(), findings)
    coloured = tell_marks(marks, reader.lines, as_it_stands(header), findings)
    if reader.without_class:
        findings.warning(
            None,
            f"Sans classe, et donc pas repris : ligne{'s' * (len(reader.without_class) > 1)} "
            f"{listed(list(map(str, reader.without_class)))} ; vérifiez.",
        )
    roster = book.roster(findings, header_line=header.line)
    return with_coloured(with_around(roster, said_above(above, title), reader.explanations), coloured)


def _with_header(
    rows: Sequence[ListRow], findings: Findings, unread: Sequence[str], *, is_text: bool
) -> tuple[Sequence[ListRow], HeaderRow]:
    """The rows with both names in columns of their own, and their header row: one by which candidates can be read.

    Raises:
        RefusedFile: no header row, one that lacks a required column, or has it twice.
    """
    header = header_over_two_rows(rows, find_header(rows))
    if unread and (header is None or header.missing):
        raise RefusedFile(
            f"La première feuille n'a pas de liste, et c'est elle qui est lue ; mettez {quoted(unread[0])} en premier."
        )
    if header is None:
        raise _no_known_column(rows, is_text=is_text)
    rows, header = with_names_apart(rows, header, findings)
    if header.missing:
        raise _missing_columns(header)
    if header.twice:
        names = listed([f"« {column.value} »" for column in header.twice])
        raise RefusedFile(
            f"Plusieurs colonnes sont comprises comme {names} : {_alike(rows[header.index], header.twice)} ; "
            "gardez-en une seule.",
            header.line,
        )
    return rows, header


def _tell_what_is_not_read(
    sheets: Sequence[str], header: HeaderRow, columns: Sequence[str], findings: Findings
) -> None:
    """Name the further sheets, and the columns, that carry something and are not taken."""
    if sheets:
        named = listed([quoted(name) for name in sheets])
        findings.warning(
            None,
            f"Seule la première feuille est lue, et il y a aussi des candidats dans {named} ; importez-les à part.",
        )
    if columns:
        doubtful = [quoted(heading) for heading in header.doubtful if heading in columns]
        hint = ""
        if doubtful and ListColumn.EXTRA_TIME not in header.places:
            says = "disent" if len(doubtful) > 1 else "dit"
            hint = f" ; si {listed(doubtful)} {says} des temps majorés, nommez la colonne « Temps majoré »"
        many = "s" * (len(columns) > 1)
        findings.warning(
            header.line, f"Colonne{many} non lue{many} : {listed([quoted(name) for name in columns], 30)}{hint}."
        )


def _is_someone(row: ListRow, today: dt.date) -> bool:
    """Whether a row has two texts beside a date at which a candidate can be born, wherever they stand."""
    texts = [text for cell in row.cells if isinstance(cell, str) and (text := clean(cell).text)]
    if sum(any(map(str.isalpha, text)) for text in texts) < 2:
        return False
    for cell in row.cells:
        if cell == "" or isinstance(cell, (int, float)):
            continue
        try:
            read_birth_date(cell, today)
        except NotUnderstood:
            continue
        return True
    return False


def _alike(row: ListRow, columns: Sequence[ListColumn]) -> str:
    """The headings of a row that announce one of these columns."""
    said = [cell for cell in row.cells if isinstance(cell, str) and (found := column_of(cell)) and found[0] in columns]
    return listed([quoted(heading) for heading in said])


def _no_known_column(rows: Sequence[ListRow], *, is_text: bool) -> RefusedFile:
    for row in rows:
        headings = [quoted(text) for cell in row.cells if (text := clean(as_text(cell)).text)]
        if len(headings) == 1 and (cut := _cut_headings(row)):
            return RefusedFile(
                f"Toutes les colonnes sont dans une seule case : {headings[0]} ; séparez-les dans un tableur (Données, "
                f"Convertir, séparateur « {cut} »), puis enregistrez de nouveau.",
                row.line,
            )
        if headings:
            return RefusedFile(
                f"Aucune colonne connue, seulement {listed(headings, 5)} ; il faut une ligne d'en-têtes avec "
                "« Nom de naissance », « Prénom » et « Date de naissance ».",
                row.line,
            )
    what = "Le fichier" if is_text else "La première feuille"
    return RefusedFile(f"{what} est vide ; choisissez une liste remplie.")


def _cut_headings(row: ListRow) -> str:
    """What separates the headings of a whole list that one cell holds; empty for any other cell."""
    text = next(text for cell in row.cells if (text := as_text(cell).strip()))
    return next((sign for sign in (";", ",", "|") if header_of(ListRow(row.line, text.split(sign))).score > 100), "")


def _missing_columns(header: HeaderRow) -> RefusedFile:
    missing = [f"« {column.value} »" for column in header.missing]
    many = "s" * (len(missing) > 1)
    hint = "complétez la ligne d'en-têtes"
    if header.both_names is not None:
        hint = "séparez le nom et le prénom en deux colonnes"
    elif header.missing == (ListColumn.BIRTH_DATE,) and ListColumn.DATE in header.places:
        hint = "si la colonne « Date » est celle des naissances, nommez-la ainsi"
    seen = listed([quoted(heading) for heading in header.seen], 30)
    return RefusedFile(
        f"Colonne{many} manquante{many} : {listed(missing)} ; {hint}. En-têtes vus : {seen}.", header.line
    )
