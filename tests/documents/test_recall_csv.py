"""Who is called again: a list that `vigie import` reads, with everything that joining asks for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.documents.recall_csv import recall_csv
from data.roster import read_roster
from supervisor import action as act
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime, Identity
from tests.supervisor.support import Bench


def person(name: str, extra: ExtraTime, certification: str | None) -> act.NewCandidate:
    identity = Identity(
        last_name=name, first_name="Maël-Anaïs", birth_date=date(2010, 2, 28), birth_city="Brest",
        birth_postal_code="29200", birth_country="FRANCE", sex="F", local_id=f"L-{name}",
    )  # fmt: skip
    return act.NewCandidate(identity, certification=certification, extra_time=extra, class_name="3eB")


def test_it_is_read_back(tmp_path: Path) -> None:
    """Same people, same temps majoré, same certification; those who took their test are not in it."""
    extras = (NO_EXTRA_TIME, ExtraTime(percent=33), EXACT_THIRD, ExtraTime(percent=120), NO_EXTRA_TIME)
    names = ("LE GOFF", "D’ARTAGNAN", "=FORMULE", "ÖZTÜRK", "DEJA PASSE")
    certifications = (None, "DROIT", None, "EDU", None)
    bench = Bench(listed=tuple(map(person, names, extras, certifications)))
    bench.do(act.Mark("absent", (1, 2, 3, 4)))
    bench.start(5, at="09:00").do(act.Finish((5,)))
    path = tmp_path / "a-reconvoquer.csv"
    path.write_bytes(recall_csv(bench.session))
    roster = read_roster(path, classes=(), today=date(2026, 11, 24))
    assert not roster.errors
    [session] = roster.sessions
    found = [(c.identity, c.extra_time, c.class_name) for c in session.candidates]
    expected = [(bench.who(n).identity, bench.who(n).extra_time, "3eB") for n in (1, 2, 3, 4)]
    assert "'=FORMULE" in path.read_text(encoding="utf-8"), "what keeps a spreadsheet from computing a name"
    assert found == expected
    assert [c.certification for c in session.candidates] == [None, "DROIT", None, "EDU"]


def test_why_each_is_called_again() -> None:
    """The last columns are for people."""
    bench = Bench(3)
    bench.do(act.Mark("absent", (1,)))
    bench.do(act.Mark("not-certifiable", (2,)))
    bench.do(act.CheckIdentity(3))
    lines = recall_csv(bench.session).decode("utf-8-sig").splitlines()
    assert [line.split(";")[-3:] for line in lines[1:]] == [
        ["1", "absent", ""],
        ["2", "pas encore certifiable", ""],
        ["3", "présent, n'a pas pu rejoindre", ""],
    ]


def test_nobody() -> None:
    """A heading alone."""
    bench = Bench(1).start(1, at="09:00")
    bench.do(act.Finish((1,)))
    assert len(recall_csv(bench.session).splitlines()) == 1
