"""What a file says of temps majorés around its rows: in its name, in a title above them, in a remark below.

« Candidats avec tiers temps » over a list means everybody on it. While no row says any, an import of such a file never
ends with « Aucun temps majoré » (RULES.md section 11 « Lists in »).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.roster.aside import WRITE_IT, speaks_by_name
from data.roster.headers import ListRow
from data.roster.model import Roster
from data.roster.text import as_text, clean
from data.roster.wording import Findings, quoted, spans

Said = Sequence[tuple[int | None, str]]
"""Texts, each with the line where it stands; None for a name of the file or of its sheet."""


def said_above(rows: Sequence[ListRow], title: str) -> list[tuple[int | None, str]]:
    """What a sheet's name and the rows above the header say of it."""
    said: list[tuple[int | None, str]] = [(None, f"la feuille {quoted(title)}")] if speaks_by_name(title) else []
    texts = ((row.line, clean(as_text(cell)).text) for row in rows for cell in row.cells)
    said += [(line, quoted(text)) for line, text in texts if speaks_by_name(text)]
    return said


def with_around(roster: Roster, *parts: Said) -> Roster:
    """The same roster, which tells what is said around its rows, unless one of its rows says a temps majoré.

    Args:
        roster: what was read.
        parts: what is said, each text as it is to be told.
    """
    # An archive often bears the name of the list that is in it.
    told = {text for session in roster.sessions for text in session.around}
    said = [one for part in parts for one in part if one[1] not in told]
    if not said or _says_one(roster):
        return roster
    findings = Findings(roster.problems)
    for line, text in said:
        findings.warning(
            line,
            f"Le fichier parle de temps majoré hors des lignes des candidats : {text}, et rien n'en est compris ; "
            f"vérifiez, et {WRITE_IT}.",
        )
    return replace(_ending(roster, [text for _, text in said]), problems=findings.in_order())


def with_coloured(roster: Roster, lines: Sequence[int]) -> Roster:
    """The same, where a colour marks these rows: that is told already, and may be how somebody says it."""
    if not lines or _says_one(roster):
        return roster
    many = "s" * (len(lines) > 1)
    return _ending(roster, [f"ligne{many} surlignée{many} {spans(lines)}"])


def _says_one(roster: Roster) -> bool:
    return any(who.extra_time for session in roster.sessions for who in session.candidates)


def _ending(roster: Roster, said: Sequence[str]) -> Roster:
    """The same, of which an import says that at its end."""
    sessions = tuple(replace(session, around=(*session.around, *said)) for session in roster.sessions)
    return replace(roster, sessions=sessions)


def with_file_name(roster: Roster, name: str) -> Roster:
    """The same, where the file's name says it (« tiers temps 3B.csv »).

    Args:
        roster: what was read.
        name: the file's, without its ending.
    """
    readable = name.replace("_", " ").replace("-", " ")
    return with_around(roster, [(None, f"le nom {quoted(name)}")]) if speaks_by_name(readable) else roster
