"""The rehearsals: fictive sessions, to try every key on (`vigie demo`, RULES.md section 10).

`make_rehearsal` opens one in full course; `make_scripted_rehearsal` one that is yet to come, in which the room of
`supervisor.rehearsal_script` plays its part from the door to the close.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from data.archive import Archive
from data.journal import Journal
from data.reference import read_reference
from data.zone import default_zone
from supervisor.action import (
    Action,
    CheckIdentity,
    Context,
    CreateSession,
    Finish,
    Interrupt,
    Mark,
    NewCandidate,
    RecordIncident,
    WriteNote,
)
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime, Identity
from supervisor.reference import Header, Meaning, Reference
from supervisor.rehearsal import Rehearsal
from supervisor.rehearsal_script import script

NUMBER = "208"
SURVEILLANT = "P. Martin"
"""Whom who learns plays: nobody is asked for their name in a rehearsal."""
_NOW = "10:28:20"
"""The hour at which the story below stands; the rehearsal shifts it to the instant it is opened."""

_UNTIL_THE_SLOT = timedelta(minutes=20)
"""The scripted rehearsal begins that long before its slot, at most: welcome comes first."""


class _Person(NamedTuple):
    last_name: str
    first_name: str
    born: str
    city: str
    postal_code: str = ""
    country: str = "FRANCE"
    extra_time: ExtraTime = NO_EXTRA_TIME


_PEOPLE = (
    _Person("ABRAHAM", "Lincoln", "2009-02-12", "Nantes", "44000"),
    _Person("AUBERT", "Inès", "2009-06-30", "Besançon", "25000", extra_time=ExtraTime(percent=33)),
    _Person("BARADON", "Christopher", "2009-11-05", "Saint-Étienne", "42000"),
    _Person("CHAPELAIN", "Quentin", "2010-01-17", "Rennes", "35000"),
    _Person("DARUINO", "Céline", "2009-04-23", "Fort-de-France", "97200"),
    _Person("DELARUE", "Sophie", "2009-08-09", "Béziers", "34500"),
    _Person("ELIOARA", "Victor", "2009-03-14", "Cluj-Napoca", country="ROUMANIE"),
    _Person("FILLMORE", "Millard", "2009-12-01", "Orléans", "45000"),
    _Person("HIOKA", "Martin", "2009-07-19", "Papeete", "98714"),
    _Person("JACKSON", "Andrew", "2009-10-27", "Évreux", "27000", extra_time=ExtraTime(percent=50)),
    _Person("JEFFERSON", "Thomas", "2009-05-20", "Besançon", "25000"),
    _Person("LE GOFF", "Maël", "2009-09-08", "Quimper", "29000"),
    _Person("MBAPE", "Dioal", "2009-02-28", "Bondy", "93140"),
    _Person("MONROE", "James", "2010-03-03", "Mâcon", "71000"),
    _Person("NGUYEN", "Kim-Linh", "2009-01-26", "Thái Bình", country="VIÊT NAM"),
    _Person("ÖZTÜRK", "Élif", "2009-06-11", "Belfort", "90000"),
    _Person("PIERCE", "Franklin", "2009-11-23", "Nîmes", "30000"),
    _Person("TYLER", "John", "2009-04-02", "Angoulême", "16000"),
    _Person("VAN BUREN", "Martin", "2009-12-15", "Dunkerque", "59140"),
    _Person("WASHINGTON", "George", "2008-02-29", "Châteauroux", "36000", extra_time=EXACT_THIRD),
)
"""Nobody: these people were never born, and none of them was ever examined."""

_EARLY = {11: "08:41:05", 18: "08:47:18"}
"""Those of the first group: one is over their time, one nearly."""
_LATE = {5: "09:04:55"}
_STARTS = _EARLY | _LATE | {
    4: "08:57:02", 17: "08:57:21", 14: "08:58:15", 10: "08:58:36", 2: "08:58:41", 7: "08:58:50", 3: "08:59:02",
    1: "08:59:12", 16: "08:59:15", 6: "08:59:20", 12: "08:59:44", 20: "08:59:50",
}  # fmt: skip
"""When each test began, by the story's clock."""
_ABSENT, _WAITING = 8, 13
# Nothing happened to 9, 15 and 19: their welcome is left to whoever rehearses.


class _Deed(NamedTuple):
    at: timedelta
    """The hour of the story's clock, since midnight."""
    action: Action


def make_rehearsal(root: Path, now: datetime, author: str, host: str) -> Journal:
    """Make a store with one fictive session that has been going on for two hours.

    One candidate is over their time with an alert open, one ends in about 4 minutes, one is interrupted, one joined
    12 minutes ago, two have finished, one is absent, three are still expected and the others' tests run.

    Args:
        root: the folder of the store; nothing of it is kept afterwards.
        now: the instant the session is opened at; everything lies before it.
        author: who rehearses: what they did last is what `u` undoes.
        host: on which machine.

    Raises:
        StoreError: it cannot be written.
    """
    header = Header(timezone=default_zone().name, reference=read_reference())
    creation = fictive_session(_instant(_hour("08:30:00"), now).astimezone(ZoneInfo(header.timezone)))
    journal = Archive(root).create(header, creation, Context(_instant(_hour("08:22:10"), now), author, host))
    for deed in sorted(_story(header.reference), key=lambda deed: deed.at):
        outcome = journal.act(deed.action, Context(_instant(deed.at, now), author, host))
        assert not outcome.refusals, "the story contradicts itself"
    return journal


def make_scripted_rehearsal(root: Path, now: datetime, author: str, host: str) -> Journal:
    """Make a store with one fictive session in preparation: its room is set, nobody has come yet.

    What happens then is `supervisor.rehearsal_script.script`, counted from `now`.

    Args:
        root: the folder of the store; nothing of it is kept afterwards.
        now: the instant the session is opened at.
        author: who rehearses.
        host: on which machine.

    Raises:
        StoreError: it cannot be written.
    """
    header = Header(timezone=default_zone().name, reference=read_reference())
    creation = fictive_session((now + _UNTIL_THE_SLOT).astimezone(ZoneInfo(header.timezone)))
    return Archive(root).create(header, creation, Context(now.replace(microsecond=0), author, host))


def scripted_rehearsal() -> Rehearsal:
    """What its room plays, with the codes of today's grid."""
    return Rehearsal(script(read_reference()))


def fictive_session(start: datetime) -> CreateSession:
    """Session 208 with its twenty candidates, whose slot begins at `start`, local, rounded down to 5 minutes."""
    return CreateSession(
        number=NUMBER,
        date=start.date(),
        start=f"{start.replace(minute=start.minute // 5 * 5):%H:%M}",
        site="Lycée J.-B. Lulli",
        room="Salle Pix",
        surveillants=(SURVEILLANT,),
        access_code="FMKP47",
        rehearsal=True,
        candidates=tuple(_candidate(rank, person) for rank, person in enumerate(_PEOPLE, start=1)),
    )


def _instant(hour: timedelta, now: datetime) -> datetime:
    """The instant of an hour of the story, as long before `now` as the story says."""
    return now.replace(microsecond=0) - (_hour(_NOW) - hour)


def _hour(text: str) -> timedelta:
    hours, minutes, seconds = map(int, text.split(":"))
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _candidate(rank: int, person: _Person) -> NewCandidate:
    return NewCandidate(
        Identity(
            last_name=person.last_name,
            first_name=person.first_name,
            birth_date=date.fromisoformat(person.born),
            birth_city=person.city,
            birth_postal_code=person.postal_code,
            birth_country=person.country,
        ),
        extra_time=person.extra_time,
        class_name="3eB" if rank % 2 else "3eA",
        seat=f"{'ABC'[(rank - 1) // 8]}{(rank - 1) % 8 + 1:02}",
    )


def _code(reference: Reference, meaning: Meaning) -> str:
    code = reference.code_meaning(meaning)
    assert code is not None, f"today's grid has a code that means {meaning}"
    return code.code


def _story(reference: Reference) -> Iterator[_Deed]:
    """What happened, by the clock of `_NOW`."""
    own_doing, technical = _code(reference, "candidate"), _code(reference, "technical")
    no_simulator = next(code.code for code in reference.codes if "simulateur" in code.words)
    yield from _welcome(11, identity="08:35:10", signed="08:35:31", joined="08:38:04", present="08:39:30")
    yield from _welcome(18, identity="08:36:02", signed="08:36:20", joined="08:39:12", present="08:40:05")
    yield from _welcome_of_the_group()
    yield from _welcome(5, identity="08:59:58", signed="09:00:21", joined="09:03:08", present="09:04:02")
    for number, hour in _STARTS.items():
        yield _Deed(_hour(hour), Mark("start", (number,)))
    yield _Deed(_hour("09:05:40"), RecordIncident(own_doing, (5,), text="arrivée en retard, bus en panne"))
    yield _Deed(_hour("09:12:00"), Mark("absent", (_ABSENT,)))
    yield _Deed(_hour("09:14:30"), WriteNote("Le car scolaire est en retard : trois candidats à accueillir."))
    yield _Deed(
        _hour("09:41:22"), RecordIncident(no_simulator, (11,), question=12, text="le simulateur ne s'affiche pas")
    )
    yield _Deed(_hour("10:14:05"), CheckIdentity(_WAITING))
    yield _Deed(_hour("10:14:30"), Mark("sign", (_WAITING,)))
    yield _Deed(_hour("10:16:10"), Mark("join", (_WAITING,)))
    yield _Deed(_hour("10:21:40"), Finish((4,)))
    yield _Deed(_hour("10:24:52"), Finish((17,)))
    yield _Deed(_hour("10:25:20"), Interrupt((14,), cause="technical"))
    yield _Deed(_hour("10:25:30"), RecordIncident(technical, (14,), text="l'ordinateur s'est éteint"))


def _welcome_of_the_group() -> Iterator[_Deed]:
    """Everybody who came on time: identities and signatures at the door, then each at their machine."""
    for rank, number in enumerate(sorted(_STARTS.keys() - _EARLY.keys() - _LATE.keys())):
        at_the_door = _hour("08:42:00") + rank * timedelta(seconds=35)
        yield _Deed(at_the_door, CheckIdentity(number))
        yield _Deed(at_the_door + timedelta(seconds=4), Mark("sign", (number,)))
        yield _Deed(_hour("08:50:10") + rank * timedelta(seconds=22), Mark("join", (number,)))
        yield _Deed(_hour("08:55:02") + rank * timedelta(seconds=8), Mark("presence", (number,)))


def _welcome(number: int, *, identity: str, signed: str, joined: str, present: str) -> Iterator[_Deed]:
    yield _Deed(_hour(identity), CheckIdentity(number))
    yield _Deed(_hour(signed), Mark("sign", (number,)))
    yield _Deed(_hour(joined), Mark("join", (number,)))
    yield _Deed(_hour(present), Mark("presence", (number,)))
