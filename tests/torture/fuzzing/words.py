"""Readers of what somebody types: cells of a list, instants, minutes, numbers, names, words of the command, bytes."""

from __future__ import annotations

import argparse
import contextlib
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any, cast
from zoneinfo import ZoneInfo

from textual.events import Key
from textual.message import Message

from data.roster.extra_time import read_extra_time
from data.roster.headers import column_of, key_of_certification
from data.roster.text import as_text, clean, lost_sign
from data.roster.values import (
    read_birth_date,
    read_hour,
    read_session_date,
    read_session_number,
    read_surveillants,
)
from data.settings import parse as parse_settings
from screens.command.candidates import pick
from screens.command.do.fields import FIELDS, understood
from screens.command.do.request import Request
from screens.command.do.requests import asked
from screens.command.gate import admitted
from screens.command.narrowing import narrowing_of
from screens.command.over_ssh import ASKED
from screens.command.parser import parse
from screens.kit.adjusting import UnreadableTimeError, adjustment_of
from screens.kit.driver import Keys, LetterDecoder, Terminal
from screens.kit.hands import meant
from screens.kit.instants import UnreadableInstantError, parse_instant
from screens.kit.settings_check import CHANGES, check, key_of, mistakes_told
from screens.live.tables import REMAPPABLE
from supervisor import action as act
from supervisor.candidate import plain, printable
from supervisor.deciding import decide
from supervisor.finding import listed_in
from supervisor.matching import is_a_code, question_in, read_line
from supervisor.naming import is_exactly, matches
from supervisor.session import Session
from supervisor.typography import one_line
from tests.command.command import DEEDS
from tests.supervisor.support import Bench
from tests.torture.fuzzing.mutating import data, text, texts
from tests.torture.fuzzing.target import Target, told

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ZONES = tuple(map(ZoneInfo, ("Europe/Paris", "Pacific/Kiritimati", "America/St_Johns", "Pacific/Marquesas", "UTC")))
NOWS = (
    NOW, datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 3, 29, 1, 5, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC),
)  # fmt: skip


@cache
def room() -> Session:
    """A session in which people are on their way."""
    bench = Bench()
    for step in ("sign", "join", "start"):
        bench.do(act.Mark(step, (1, 2, 3)))
    return bench.session


# Cells of a list ---------------------------------------------------------------------------------------

CELLS = (
    "33 %", "33%", "1/3", "0,33", "oui", "tiers temps", "TT", "", "-", "50", "1", "2,5", "14/01/2009", "3/4/2010",
    "2009-01-14", "14 janvier 2009", "1er mars 2010", "14.01.2009", "29/02/2012", "08:30", "8h30", "8 h", "23:59:59",
    "208", "n° 208", "208,0", "Awa Lô ; Paul", "Mme Roy, M. Bé", "LE GOFF", "D’ARTAGNAN", "Mah\x8e", "Ã©", "#N/A",
    "29019", "99100", "M", "Pix+ Droit", "CléA Numérique", "* Nom de naissance", "Temps majoré ?", "Date de naissance",
)  # fmt: skip


def cell(random: Random) -> tuple[int, Any]:
    """A cell, and which column it stands in."""
    which = int(random.random() * 9)
    if random.random() < 0.85:
        return which, text(random, CELLS)
    number = random.choice((0, 1, -1, 0.33, 1.5, 2, 45_000, 1e15, 1e308, -1e308, float("inf"), float("nan"), 40_123.5))
    return which, random.choice((
        number, number * random.random(), True, date(2009, 1, 14), datetime(2009, 1, 14, 8, 30), date.min, date.max,
        datetime(9999, 12, 31, 23, 59, 59), time(random.randrange(24), 30),
        timedelta(hours=random.randrange(-9, 99)),
    ))  # fmt: skip


READERS: tuple[Callable[[Any], object], ...] = (
    read_extra_time,
    lambda one: read_birth_date(one, TODAY),
    read_session_date,
    read_hour,
    read_session_number,
    read_surveillants,
    lambda one: column_of(as_text(one)),
    lambda one: key_of_certification(as_text(one)),
    lambda one: lost_sign(clean(as_text(one)).text),
)


def read_cell(given: tuple[int, Any]) -> None:
    """As its column is read; a sentence quotes the cell, cleaned."""
    which, one = given
    try:
        read = READERS[which](one)
    except ValueError as error:
        if type(error).__name__ != "NotUnderstood":
            raise
        told(str(error))
    else:
        told(getattr(read, "remark", "") or "-")


# Instants and minutes ------------------------------------------------------------------------------------

INSTANTS = (
    "09:41", "9h41", "9 h", "09:41:07", "23:59", "il y a 3 min", "il y a 1 h 05", "il y a 45 s", "il y a 2 min 30",
    "02:30", "le 22/11 à 09:41", "22/11/2026 09:41", "le 29/2 à 8h", "2026-11-22T09:41:07+01:00", "20261122T094107Z",
    "2026-W48-1", "le 25/10/2026 à 02:30", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00",
    "2026-11-22 09:41+0100",
)  # fmt: skip
MINUTES = ("+10", "-5", "+1/3", "−1/3", "jusqu'à 11:40", "until 11:40", "à 9h05", "+10 min", "10", "+9999", "=12:00")


def read_instant(given: tuple[str, int]) -> None:
    """In a zone, at an hour; it can be shown in every zone then."""
    typed, which = given
    try:
        found = parse_instant(typed, now=NOWS[which % len(NOWS)], zone=ZONES[which % len(ZONES)])
    except UnreadableInstantError as error:
        told(one_line(str(error)))
        return
    assert found.utcoffset() == timedelta()


def read_minutes(typed: str) -> None:
    """For somebody who runs, and decided."""
    try:
        wanted = adjustment_of(typed, room(), (1, 2, 9), NOW, "panne")
    except UnreadableTimeError as error:
        told(one_line(str(error)))
        return
    decided(wanted)


def decided(wanted: act.Action, at: datetime | None = None) -> None:
    """Whether it is possible: events, or refusals in words."""
    decision = decide(room(), wanted, act.Context(now=NOW, author="roy", host="salle", at=at))
    for refusal in decision.refusals:
        told(one_line(refusal.reason))
    for remark in decision.remarks:
        told(one_line(remark.text))


# Who and what is meant -------------------------------------------------------------------------------------

WHO = (
    "3",
    "3,5",
    "9-12",
    "1 - 4, 7",
    "LE GOFF",
    "abadie",
    "bénard élodie",
    "d’artois",
    "castel roux",
    "cas",
    "Jean",
    "007",
)
LINES = (
    "e2 12",
    "E10",
    "C1",
    "lien",
    "en retard",
    "lien e2",
    "C8 a quitté",
    "panne de courant",
    "E12 question 4",
    "12",
    "éé 3",
)


def read_who(typed: list[str]) -> None:
    """The candidates that words mean, and those that a search finds."""
    session = room()
    for who in session.candidates.values():
        matches(who, " ".join(typed))
        is_exactly(who, " ".join(typed))
    listed_in(session, " ".join(typed))
    plain(printable(" ".join(typed)))
    pick(typed, session)


def read_incident(typed: str) -> None:
    """The codes that a line means."""
    reading = read_line(room().reference, typed, ("C7",))
    assert reading.codes is not None
    is_a_code(typed)
    question_in(reading.rest)


NARROWED = {
    "candidate": WHO, "kinds": ("test", "identité", "incident,fraude", "test_started", "autre"),
    "codes": ("E2", "C1", "e"), "noted_by": ("Roy", "Mme Roy"), "since": (*INSTANTS, "9h", "24/11/2026 00:20:05"),
    "until": ("10:00", *INSTANTS),
}  # fmt: skip


def narrowed(random: Random) -> argparse.Namespace:
    """Options of `vigie log`."""
    given: dict[str, Any] = dict.fromkeys(NARROWED)
    for name in random.sample(list(NARROWED), 2):
        typed = text(random, NARROWED[name])
        given[name] = [typed] if name in ("kinds", "codes") else typed
    return argparse.Namespace(**given)


# The command -------------------------------------------------------------------------------------------

DOES = (
    *DEEDS, "1", "2", "3,4", "session", "--at", "09:10", "--reason", "panne", "--text", "C7", "E2", "--question", "4",
    "note", "+10", "begin", "end", "--give", "measured", "--force", "--for", "all", "--kind", "communication",
    "--seen", "x", "--done", "y", "--last-name", "ROI", "--first-name", "Ada", "--birth-date", "14/01/2009",
    "--extra-time", "33 %", "--started-at", "validated", "refused", "--number", "--seat", "12", "-", "--", "-5",
    "--date", "22/11/2026", "--start", "9h", "--by", "--also", "--leaves",
)  # fmt: skip


def deed(random: Random) -> list[str]:
    """A line of `do`: the word of an action, then anything."""
    words = [random.choice(DEEDS), *random.choices(DOES, k=int(random.random() * 5))]
    if random.random() < 0.5:
        words.insert(int(random.random() * len(words)) + 1, text(random, DOES))
    return words


def read_deed(words: list[str]) -> None:
    """Parsed, understood and decided; nothing is recorded."""
    streams = io.StringIO(), io.StringIO()
    stdin = io.StringIO("nom : ROI\nprénom : Ada\n")
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]), _stdin(stdin):
        try:
            options = parse(["do", "208", *words])
        except SystemExit:
            told(streams[0].getvalue() + streams[1].getvalue())
            return
        request = Request(options, room(), NOW)
        at = getattr(options, "at", None)
        happened = request.instant(at) if at is not None else None
        if options.action in ("room", "global") and getattr(
            options, "point", options.moment if "moment" in options else ""
        ) in (None, "list"):
            return
        decided(asked(request).action, happened)


@contextlib.contextmanager
def _stdin(stream: io.StringIO) -> Any:
    import sys

    before, sys.stdin = sys.stdin, stream
    try:
        yield
    finally:
        sys.stdin = before


ASKS = (
    "status", "status 208", "status 208 --json", "log 208", "log 208 --follow", "export 208", "find LE GOFF",
    "find - --json", "review", "vigie review 208", "finalise 208", "'find' \"a b\"", "status p1",
)  # fmt: skip
FORCED = (
    ["review", "--store", "/srv/v"],
    ["review", "208", "--store", "/srv/v", "--as", "R"],
    ["finalise", "--store", "/a"],
)


def read_ask(given: tuple[int, str]) -> None:
    """What a key of SSH opens: words made anew, the store always the key's own."""
    which, asks = given
    words = admitted(FORCED[which % 3], {ASKED: asks.replace("\0", "")})
    assert words[0] in ("review", "status", "log", "export", "find", "finalise")
    assert "/srv/v" in words or "/a" in words


SAID = ("LE GOFF", "Maël", "14/01/2009", "Brest", "29200", "29019", "FR", "F", "33 %", "3eB", "CORE")


def said(random: Random) -> dict[str, str]:
    """Some fields of a candidate."""
    return {one.name: text(random, SAID) for one in random.sample(FIELDS, 3)}


# Settings ------------------------------------------------------------------------------------------------

SETTINGS = (
    'clavier = "azerty-pc"', "sonnerie = true", "masquer_apres = 2", 'theme = "sombre"', "[seuils]", "bientot = 15",
    "pressant = 5", "[touches]", 'undo = "u"', 'undo = ["z", "F6"]', 'start = "Ctrl+T"', "[[touches]]",
    'telephone = "01 02 03"', 'affichage = "économe"', "a.b.c = 1", 'x = """', "x = [1,", "seuils.presence = 14",
    "# rien", 'touches = {undo="k"}', "souris = false", "d = 1979-05-27",
    *(f"{'.'.join(path)} = 3" for path in CHANGES),
)  # fmt: skip
KEYS = ("F5", "Ctrl+T", "Espace", "z", "Alt+x", "é", "Échap", "ctrl+alt+k", "+", "ctrl++", "§", "F12", "Entrée")


def read_settings(lines: list[str]) -> None:
    """As a file would say them: what is wrong is told, nothing is raised."""
    given, faults = parse_settings("\n".join(lines))
    _, mistakes = check(given, lambda: REMAPPABLE)
    for sentence in (*(fault.sentence for fault in faults), mistakes_told(mistakes, "/x")):
        told(one_line(sentence) or "-")


# Bytes from a terminal --------------------------------------------------------------------------------------

SENT = (
    b"s", b"\x1b[A", b"\x1b[1;5C", b"\x1b[200~colle\x1b[201~", b"\xc3\xa9", b"\xe9", b"\x1b[<0;10;10M", b"\x1b[I",
    b"\x1b[97;5u", b"\x1b[1114112u", b"\x1bOP", b"\x1b[?2026;2$y", b"\x1b]10;rgb:ff/ff/ff\x07", b"\x1b[48;24;80;0;0t",
    b"\x1b[3;9R", b"\x1b\x1b", b"\x1b[57399u", b"\x1b[27;5;13~", b"\r", b"\x7f", b"\x00", b"\x1b[97:65;2:1;229u",
    b"\xf0\x9f\x98\x80", b"\x1bP+r\x1b\\",
)  # fmt: skip


def sent(random: Random) -> list[bytes]:
    """What arrives, in pieces."""
    return [data(random, random.choice(SENT))[:60] for _ in range(1 + int(random.random() * 2))]


class Driver:
    """The driver's own way with a letter, and what it hands on."""

    def __init__(self) -> None:
        self._debug = False
        self._parser = Keys(False)
        self.came: list[Message] = []

    def process_message(self, message: Message) -> None:
        self.came.append(message)


def read_bytes(pieces: list[bytes]) -> None:
    """Letters and keys; whatever came before, the next key is understood."""
    letters, driver = LetterDecoder(), Driver()
    hand_on = cast(Callable[[Driver, str], None], Terminal._hand_on)
    for piece in [*pieces, b""]:
        for letter in letters.read(piece, is_all=not piece):
            hand_on(driver, letter)
    hand_on(driver, "")
    for message in driver.came:
        if isinstance(message, Key):
            assert all(key.key for key in meant(message))


TARGETS = (
    Target("cells of a list", cell, read_cell, 2400),
    Target("instants", lambda r: (text(r, INSTANTS), int(r.random() * 20)), read_instant, 350),
    Target("minutes given", lambda r: text(r, MINUTES), read_minutes, 90),
    Target("who is meant", lambda r: [text(r, WHO), *texts(r, WHO, 1)], read_who, 40),
    Target("incidents", lambda r: text(r, LINES), read_incident, 4),
    Target("filters of the log", narrowed, lambda given: narrowing_of(given, room(), NOW), 150),
    Target("words of do", deed, read_deed, 40),
    Target("what a key of SSH asks", lambda r: (int(r.random() * 3), text(r, ASKS)), read_ask, 50),
    Target("fields of a candidate", said, lambda given: understood(given, room(), TODAY), 400),
    Target("settings", lambda r: texts(r, SETTINGS, 4), read_settings, 80),
    Target("names of keys", lambda r: text(r, KEYS), key_of, 600),
    Target("bytes of a terminal", sent, read_bytes, 80),
)
