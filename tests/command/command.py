"""The command as these tests drive it: `main` itself, in this process, on a store and a clock of their own."""

import io
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from data.archive import Archive
from data.journal import Journal
from data.reference import read_reference
from supervisor.__main__ import main
from supervisor.action import Context, CreateSession, GiveAccessCode, NewCandidate
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime, Identity
from supervisor.reference import Edition, Header
from tests.made_once import made_once

NOW = datetime(2026, 11, 22, 8, 0, 0, 250_000, tzinfo=UTC)
"""09:00 in Paris."""
ACCESS_CODE = "BCDF23"

DEEDS = (
    "identity", "presence", "sign", "join", "start", "interrupt", "resume", "finish", "absent", "not-certifiable",
    "end", "withdraw", "reason", "incident", "correct-incident", "withdraw-incident", "alert", "fraud", "note",
    "time", "pause", "global", "add", "correct", "remove", "seat", "zone", "surveillant", "session", "room",
    "training", "access-code", "derogation", "number", "shift", "undo", "close", "reopen", "finalised", "verdict",
    "end-screen", "comment", "box",
    "typed", "correction",
)  # fmt: skip
"""Every action of `do`."""

PEOPLE = (
    ("LE GOFF", "Maël", date(2010, 4, 3), ExtraTime(percent=33)),
    ("NDIAYE-ROUSSEL", "Ibrahima", date(2010, 12, 11), EXACT_THIRD),
    ("MARTIN", "Paule", date(2010, 1, 1), NO_EXTRA_TIME),
    ("MARTIN", "Léa", date(2010, 1, 2), NO_EXTRA_TIME),
    ("D’ARTAGNAN", "Zoé", date(2010, 2, 2), NO_EXTRA_TIME),
    ("GOFFINET", "Léandre", None, ExtraTime(percent=50)),
)


_left_at: dict[str, datetime] = {}
"""The hour at which a store that is made once was left by whoever made it."""


class StoppedClock:
    """A clock that moves only when it is told to."""

    def __init__(self, now: datetime = NOW) -> None:
        self.instant = now
        self._jumped = timedelta(0)

    def now(self) -> datetime:
        return self.instant

    def monotonic(self) -> float:
        return (self.instant - self._jumped).timestamp()

    def pass_by(self, **how_long: float) -> None:
        self.instant += timedelta(**how_long)

    def jump(self, **how_far: float) -> None:
        """Somebody sets it: the clock that never goes back stays where it is."""
        self.instant += timedelta(**how_far)
        self._jumped += timedelta(**how_far)


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def at_a_terminal(
    words: Sequence[str], patch: pytest.MonkeyPatch, clock: StoppedClock | None = None
) -> tuple[int, str]:
    """The exit code of a command, and what it says on both streams of a terminal."""
    streams = [Terminal(), Terminal()]
    with patch.context() as patched:
        patched.setattr(sys, "stdout", streams[0])
        patched.setattr(sys, "stderr", streams[1])
        patched.setattr(sys, "stdin", io.StringIO(""))
        code = main(words, clock=clock)
    return code, "".join(stream.getvalue() for stream in streams)


@dataclass(frozen=True)
class Answer:
    """What one command answered."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Its lines, with plain spaces."""
        return self.out.replace("\N{NO-BREAK SPACE}", " ").splitlines()

    @property
    def complaint(self) -> str:
        """What went to stderr, with plain spaces."""
        return self.err.replace("\N{NO-BREAK SPACE}", " ").strip()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Vigie:
    """The `vigie` command with a store of its own and a clock that stands still."""

    store: Path
    capture: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch
    clock: StoppedClock = field(default_factory=StoppedClock)

    def __call__(self, *words: str, stdin: str | bytes = "", author: str = "Paul Durand") -> Answer:
        """Run one command."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        self.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        self.capture.readouterr()
        code = main(["--store", str(self.store), "--as", author, *words], clock=self.clock)
        return Answer(code, *self.capture.readouterr())

    def do(self, *words: str, stdin: str | bytes = "", author: str = "Paul Durand") -> Answer:
        """Run one action in session 208."""
        return self("do", "208", *words, stdin=stdin, author=author)

    def done(self, *words: str, **how: Any) -> Answer:
        """Run one action that must succeed."""
        answer = self.do(*words, **how)
        assert answer.code == 0, f"do 208 {' '.join(words)}: {answer.out}{answer.err}"
        return answer

    def status(self) -> Any:
        """`status 208 --json`."""
        answer = self("status", "208", "--json")
        assert answer.code == 0, answer.err
        return answer.json

    def candidate(self, number: int) -> Any:
        """One candidate of it."""
        return next(one for one in self.status()["candidates"] if one["number"] == number)

    def made(self, name: str, make: Callable[["Vigie"], object]) -> "Vigie":
        """Have a store as this leaves it, at the hour at which it leaves it: made once, copied since.

        Args:
            name: one for each way of making.
            make: begins with an empty store, at 09:00 in Paris.
        """

        def by_itself(store: Path) -> None:
            other = replace(self, store=store, clock=StoppedClock())
            make(other)
            _left_at[name] = other.clock.instant

        made_once(name, self.store, by_itself)
        self.clock.instant = _left_at[name]
        return self

    def create(self, number: str = "208", edition: Edition = "current", zone: str = "Europe/Paris") -> Journal:
        """Make a session of six."""
        people = (
            NewCandidate(
                Identity(last_name=last, first_name=first, birth_date=born, birth_city="Brest"),
                extra_time=extra,
                class_name="3eB",
            )
            for last, first, born, extra in PEOPLE
        )
        header = Header(timezone=zone, reference=read_reference(edition))
        creation = CreateSession(
            number, date(2026, 11, 22), "09:00", site="Collège Jean-Moulin", room="Salle 12",
            surveillants=("Paul Durand",), candidates=tuple(people),
        )  # fmt: skip
        context = Context(self.clock.now(), "Paul Durand", "poste-12")
        journal = Archive(self.store).create(header, creation, context)
        journal.act(GiveAccessCode(ACCESS_CODE), context)
        return journal

    def run_until_started(self, *numbers: int) -> None:
        """Bring these candidates from the door to their first question."""
        who = ",".join(map(str, numbers))
        for number in numbers:
            self.done("identity", str(number))
        for deed in ("sign", "join", "start"):
            self.done(deed, who)
