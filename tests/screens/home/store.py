"""A store of sessions at every stage, as on a day of certification: Friday 20 November 2026, 10:28:20 in Paris."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from data.archive import Archive
from data.journal import Journal
from data.reference import read_reference
from supervisor.action import (
    Action,
    CheckIdentity,
    CloseSession,
    Context,
    CreateSession,
    Finish,
    Mark,
    NewCandidate,
)
from supervisor.candidate import ExtraTime, Identity
from supervisor.reference import Header
from tests.made_once import made_once
from tests.screens.room import StillClock as StillAt

DAY = date(2026, 11, 20)
PARIS = ZoneInfo("Europe/Paris")
AUTHOR, HOST = "P. Martin", "poste-prof"

PEOPLE = tuple(
    NewCandidate(
        Identity(last_name=f"NOM{number:02d}", first_name="Ada", birth_date=date(2009, 3, number)),
        extra_time=ExtraTime(percent=33 if number == 2 else 0),
    )
    for number in range(1, 21)
)

TEACHERS_LIST = """\
Nom;Prénom;Date de naissance;Classe;Temps majoré
LAGRIVE;Élodie;03/04/2010;3eB;
NDIAYE-ROUSSEL;Ibrahima [b]x[/b];21/12/2010;3eB;33 %
ÉTIENVRE;Zoé;05/06/2010;3eA;tiers temps
"""
WRONG_LIST = """\
Nom;Prénom;Date de naissance
SANSDATE;Ada;31/02/2010
;Bao;03/03/2009
"""


def at(hour: str, day: date = DAY) -> datetime:
    """The instant of a local hour."""
    return datetime.fromisoformat(f"{day.isoformat()}T{hour}").replace(tzinfo=PARIS).astimezone(UTC)


@dataclass
class StillClock(StillAt):
    """10:28:20, until told otherwise."""

    instant: datetime = field(default_factory=lambda: at("10:28:20"))


def act(journal: Journal, action: Action, instant: datetime) -> None:
    """Record an action that must be possible."""
    outcome = journal.act(action, Context(instant, AUTHOR, HOST))
    assert not outcome.refusals, outcome.refusals


def make(
    store: Path, number: str, day: date = DAY, start: str = "09:00", *, room: str = "Salle 12",
    people: Iterable[NewCandidate] = PEOPLE,
) -> Journal:  # fmt: skip
    """Make a session in preparation."""
    creation = CreateSession(
        number, day, start, site="Collège Jean-Moulin", room=room, surveillants=("Paul Martin",),
        access_code="FMKP47", candidates=tuple(people),
    )  # fmt: skip
    header = Header(timezone="Europe/Paris", reference=read_reference())
    return Archive(store).create(header, creation, Context(at("08:00:00", DAY - timedelta(days=9)), AUTHOR, HOST))


def run(journal: Journal, begin: datetime, numbers: Iterable[int] = range(1, 21), *, to_the_end: bool = False) -> None:
    """These candidates start; and finish 100 minutes later."""
    for number in numbers:
        act(journal, CheckIdentity(number), begin)
        for deed in ("sign", "join", "start"):
            act(journal, Mark(deed, (number,)), begin)
    if to_the_end:
        act(journal, Finish(tuple(numbers)), begin + timedelta(minutes=100))


def a_day(store: Path) -> None:
    """Sessions of every phase: two today, one to come, two past."""
    made_once("a day", store, _make_a_day)


def _make_a_day(store: Path) -> None:
    run(make(store, "208"), at("09:01:10"), range(1, 13))
    make(store, "209", start="14:00", room="CDI [b]gras[/b]")
    make(store, "310", DAY + timedelta(days=4), "08:30", people=())
    yesterday = DAY - timedelta(days=1)
    done = make(store, "190", yesterday)
    run(done, at("09:00:00", yesterday), to_the_end=True)
    act(done, CloseSession(force=True), at("12:00:00", yesterday))
    make(store, "150", DAY - timedelta(days=30))


def damage(store: Path, number: str, line: int) -> None:
    """Change a line of a journal behind Vigie's back."""
    path = store / "sessions" / number / "journal.jsonl"
    lines = path.read_bytes().split(b"\n")
    lines[line - 1] = lines[line - 1].replace(b'"digest"', b'"diqest"')
    path.write_bytes(b"\n".join(lines))
