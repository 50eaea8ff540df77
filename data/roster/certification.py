"""Which certification a list gives somebody: a column that names it, or a column for each that is ticked."""

from __future__ import annotations

from data.roster.extra_time import NO_SIGNS, YES_SIGNS, answer_of
from data.roster.headers import HeaderRow, ListColumn, ListRow, key_of_certification
from data.roster.text import as_text, clean
from data.roster.wording import Findings, listed, quoted


def says_certification(header: HeaderRow) -> bool:
    """Whether a list has any column for it: that none is read says nothing otherwise."""
    return bool(header.choices) or ListColumn.CERTIFICATION in header.places


def certification_of(row: ListRow, written: str, header: HeaderRow, findings: Findings) -> str | None:
    """The certification of a row, as its key in `data/reference/durations.toml`; None: that of the session.

    Args:
        row: the candidate's.
        written: its cell below « Certification », cleaned.
        header: where what can be ticked stands.
        findings: takes an answer that is none, a name that is unknown, two that are chosen.
    """
    chosen: dict[str, str] = {}
    for place, key, heading in header.choices:
        cell = row.cells[place] if place < len(row.cells) else ""
        answer = clean(as_text(cell)).text
        if answer_of(answer) in YES_SIGNS:
            chosen[heading] = key
        elif answer_of(answer) not in NO_SIGNS:
            findings.error(row.line, f"{heading} : {quoted(answer)} n'est pas une réponse ; écrivez « oui » ou rien.")
    if written:
        if named := key_of_certification(written):
            chosen[written] = named
        elif written.casefold() not in {"pix", *NO_SIGNS}:
            findings.error(row.line, f"Certification : {quoted(written)} n'est pas connue ; corrigez ou laissez vide.")
    if len(chosen) > 1:
        findings.error(
            row.line,
            f"Plusieurs certifications choisies : {listed([quoted(name) for name in chosen])} ; "
            "gardez-en une seule par candidat.",
        )
    return next(iter(chosen.values()), None)
