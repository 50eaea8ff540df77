"""What both « feuilles d'émargement » share: 20 candidates a page, the session's heading and its surveillants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from data.documents.parts import Column, Facts, Grid, Heading, NewPage, Paper, Part, Signatures
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.wording import hour_of_end, long_day

A_PAGE = 20
"""Candidates on a page (DOMAIN.md section 7)."""
_MOST_SURVEILLANTS = 8


Cells = Callable[[Situation], Sequence[str]]
"""The last cells of a candidate's row."""


def attendance_sheet(
    session: Session, file: str, title: str, *, columns: Sequence[Column], cells: Cells, is_record: bool
) -> Paper:
    """The sheet, 20 candidates a page in the order of the list.

    Args:
        session: whose candidates.
        file: what the paper is called on a disk.
        title: of the paper.
        columns: what stands right of who each candidate is.
        cells: what a candidate has in them.
        is_record: it tells what happened.
    """
    return Paper(file, title, list(_parts(session, columns, cells, is_record=is_record)), is_record=is_record)


def _parts(session: Session, columns: Sequence[Column], cells: Cells, *, is_record: bool) -> Iterator[Part]:
    people = list(session.candidates.values())
    pages = [people[i : i + A_PAGE] for i in range(0, len(people), A_PAGE)] or [[]]
    for rank, page in enumerate(pages):
        if rank:
            yield NewPage()
        before = rank * A_PAGE
        listed = f"{before + 1} à {before + len(page)} sur {len(people)}" if page else "aucun sur la liste"
        yield Heading(f"Candidats {listed}" if page else "Aucun candidat sur la liste", is_silent=True)
        yield _facts(session, listed, is_record=is_record)
        yield Signatures(_surveillants(session), height=13, most=4)
        yield _table(session, page, listed, columns, cells, is_record=is_record)


def _facts(session: Session, listed: str, *, is_record: bool) -> Facts:
    told = "telles que notées ; la feuille signée fait foi" if is_record else "de la main de chaque candidat"
    return Facts(
        [
            ("N° de session", session.number),
            ("Date", long_day(session.date)),
            ("Début (heure locale)", session.start),
            ("Fin (heure locale)", hour_of_end(session, session.slot_end)),
            ("Site", session.site),
            ("Salle", session.room),
            ("Candidats", listed),
            ("Signatures", told),
        ],
        label=38,
    )


def _surveillants(session: Session) -> list[str]:
    """A box to sign in for each of them; an empty one beside a single name, for whoever comes to help."""
    names = list(session.surveillants)
    if len(names) > _MOST_SURVEILLANTS:
        others = len(names) - _MOST_SURVEILLANTS + 1
        names = [*names[: _MOST_SURVEILLANTS - 1], f"… et {others} autres : voir le journal"]
    names += [""] * max(0, 2 - len(names))
    return [f"Surveillant : {name}" for name in names]


def _table(
    session: Session,
    page: Sequence[Situation],
    listed: str,
    columns: Sequence[Column],
    cells: Cells,
    *,
    is_record: bool,
) -> Grid:
    whose = "Classe" if session.is_for_pupils else "Identifiant local"
    all_columns = [
        Column("N°", 8, align="right"),
        Column("Nom de naissance", 38 if is_record else 42, bold=True, names=True),
        Column("Prénom", 26 if is_record else 30),
        Column("Date de naissance", 21, align="centre"),
        Column(whose, 17 if session.is_for_pupils else 21, align="centre"),
        *([Column("Temps majoré", 14, align="centre")] if is_record else []),
        *columns,
    ]
    rows = list(_rows(session, page, cells, is_record=is_record))
    if not rows and not is_record:
        rows = [[""] * len(all_columns)] * A_PAGE
    return Grid(f"Candidats : {listed}", all_columns, rows, "Aucun candidat sur la liste.", rows_a_page=A_PAGE)


def _rows(session: Session, page: Sequence[Situation], cells: Cells, *, is_record: bool) -> Iterator[Sequence[str]]:
    """Pupils sign in sight of each other: only the record, which lies with the référent, tells a temps majoré."""
    for who in page:
        identity = who.identity
        yield (
            str(who.number),
            identity.last_name,
            identity.first_name,
            f"{identity.birth_date:%d/%m/%Y}" if identity.birth_date else "",
            who.class_name if session.is_for_pupils else identity.local_id,
            *([str(who.extra_time) if who.extra_time else ""] if is_record else []),
            *cells(who),
        )
