"""The journal on paper: every event told, in the order it was recorded, what was undone struck out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from data.documents.parts import Column, Facts, Grid, Heading, Paper, Part, Row, Signatures
from supervisor.event import Entry, SessionClosed
from supervisor.session import Session, numbers_of
from supervisor.story import is_noted_later, phrase_of
from supervisor.wording import at_hour, hour_of_fact, long_day, plural

_COLUMNS = [
    Column("N°", 14, align="right", stays=True, names=True),
    Column("Heure", 22, tells_hours=True),
    Column("Qui, où", 38),
    Column("Candidat", 56),
    Column("Ce qui s'est passé"),
    Column("Remarque", 34, stays=True, tells_hours=True),
]


def papers(session: Session, _now: datetime) -> Iterator[Paper]:
    """All of it, on one paper; what came after the seal stands behind it, as an annex."""
    yield Paper("journal", "JOURNAL DE LA SESSION", list(_parts(session)), is_wide=True)


def _parts(session: Session) -> Iterator[Part]:
    undone = sum(session.is_reverted(entry) for entry in session.entries)
    yield Facts(
        [
            ("Événements", f"{len(session.entries)}, dont {plural(undone, 'annulé')}"),
            ("Heures", f"locales ({session.header.timezone})"),
            ("Surveillants", ", ".join(session.surveillants)),
            (
                "Sceau",
                f"n° {_seal_of(session)}, voir au pied de chaque page" if session.seal else "aucun : session non close",
            ),
        ]
    )
    # The order is that in which it was noted, and so are the days.
    for day, entries in groupby(session.entries, lambda entry: session.local(entry.recorded_at).date()):
        yield Heading(long_day(day), keep=24, day=day)
        yield Grid(f"Journal du {long_day(day)}", _COLUMNS, list(_rows(session, day, list(entries))))
    yield Signatures(["Surveillant (nom, signature)", "Référent Pix (nom, signature)"])


def _rows(session: Session, day: date, entries: Sequence[Entry]) -> Iterator[Row]:
    seal = _seal_of(session)
    for entry in entries:
        yield _row(session, day, entry)
        if entry.id == seal and entry is not session.entries[-1]:
            yield Row(("", "", "", "", "Annexe : ce qui suit vient après le sceau.", ""), bold=True)


def _row(session: Session, day: date, entry: Entry) -> Row:
    is_undone = session.is_reverted(entry)
    remarks = ["annulé"] if is_undone else []
    if is_noted_later(entry):
        remarks.append(f"noté {at_hour(session, entry.recorded_at, seconds=True)}")
    if entry.erased:
        remarks.append("effacé")
    if isinstance(entry.event, SessionClosed) and entry.event.missing:
        remarks.append(f"il manquait : {' ; '.join(entry.event.missing)}")
    cells = (
        str(entry.id),
        hour_of_fact(session, entry.at, day),
        f"{entry.author}, {entry.host}",
        _whom(session, entry),
        phrase_of(entry, session),
        ", ".join(remarks),
    )
    return Row(cells, struck=is_undone)


def _whom(session: Session, entry: Entry) -> str:
    numbers = numbers_of(entry, session)
    if len(numbers) != 1:
        return ", ".join(map(str, numbers))
    who = session.candidates.get(numbers[0]) or session.removed.get(numbers[0])
    return f"{numbers[0]} {who.full_name}" if who is not None else str(numbers[0])


def _seal_of(session: Session) -> int:
    """Id of the event that closed the session; 0 while it is open."""
    if not session.seal:
        return 0
    return max(entry.id for entry in session.entries if isinstance(entry.event, SessionClosed))
