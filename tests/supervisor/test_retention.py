"""How long a session is kept, and why it is not erased yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from supervisor import action as act
from supervisor.reference import Edition
from supervisor.retention import OwnLength, claims_in_the_way, months_after, retention_of, why_kept
from tests.supervisor.support import Bench

ONE_DAY = timedelta(days=1)


def closed(finalised_after: timedelta | None = timedelta(hours=2), *, edition: Edition = "current") -> Bench:
    """A session of 23/11/2026, its only candidate absent, closed that day, and finalised so long after."""
    bench = Bench(1, edition=edition)
    bench.at("09:10").do(act.Mark("absent", (1,)))
    bench.at("11:00").do(act.CloseSession(force=True))
    if finalised_after is not None:
        bench.now += finalised_after
        bench.do(act.MarkFinalised())
    return bench


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),  # no 31 February
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_after(day: date, months: int, after: date) -> None:
    """The same day, or the last one of a shorter month."""
    assert months_after(day, months) == after


def test_five_years_from_the_close() -> None:
    """Whenever it was finalised; claims run from the finalisation."""
    assert retention_of(closed().session).until == date(2031, 11, 23)
    finalised_late = retention_of(closed(timedelta(days=1)).session)
    assert (finalised_late.until, finalised_late.claims_until) == (date(2031, 11, 23), date(2027, 1, 24))


def test_without_finalisation_the_whole_delay_is_counted() -> None:
    """Closed on 23/11, to be finalised until 25/11: claims until 25/01."""
    assert retention_of(closed(None).session).claims_until == date(2027, 1, 25)


def test_due_from_the_day_after() -> None:
    """Kept on the last day, due on the next; never before both delays are over."""
    retention = retention_of(closed().session)
    assert not retention.is_due(retention.until)
    assert retention.is_due(retention.until + ONE_DAY)


@pytest.mark.parametrize(
    ("today", "why"),
    [
        (date(2026, 12, 23), "réclamations possibles jusqu'au 23/01/2027"),
        (date(2027, 1, 23), "réclamations possibles jusqu'au 23/01/2027"),
        (date(2027, 1, 24), ""),
    ],
)
def test_nothing_goes_before_the_claims(today: date, why: str) -> None:
    """A school that keeps its sessions one month only keeps them two all the same."""
    session = closed().session
    retention = retention_of(session, OwnLength(1, may_shorten=True))
    assert retention.until == date(2026, 12, 23)
    assert why_kept(session, retention, today) == why
    assert retention.is_due(today) == (not why)


def test_a_school_may_keep_them_longer() -> None:
    """Its own length counts where it is longer than five years; shorter only with a word that says so."""
    session = closed().session
    assert retention_of(session).until == date(2031, 11, 23)
    assert retention_of(session, OwnLength(72)).until == date(2032, 11, 23)
    assert retention_of(session, OwnLength(36)).until == date(2031, 11, 23)
    assert retention_of(session, OwnLength(36, may_shorten=True)).until == date(2029, 11, 23)


def test_each_edition_has_its_length() -> None:
    """The kit of 2020-21: two years; today's cahier des charges: five, for a journal of an older Vigie as well."""
    paper = closed(edition="2021").session
    assert retention_of(paper).until == date(2028, 11, 23)
    assert retention_of(paper, OwnLength(36)).until == date(2029, 11, 23)
    session = closed().session
    older = session.header.reference.model_copy(
        update={"thresholds": session.reference.thresholds.model_copy(update={"keep_months": 24})}
    )
    once = replace(session, header=session.header.model_copy(update={"reference": older}))
    assert retention_of(once).until == date(2031, 11, 23)


@pytest.mark.parametrize("today", [date(2031, 11, 23), date(2031, 11, 24), date(2040, 1, 1)])
def test_an_open_session_is_never_due(today: date) -> None:
    """It says what to do once its time is over."""
    session = Bench(1).session
    retention = retention_of(session)
    assert retention.claims_until is None
    assert not retention.is_due(today)
    assert ("délai est passé" in why_kept(session, retention, today)) == (today > date(2031, 11, 23))


def test_reopened_it_is_open() -> None:
    """Whatever it was before."""
    bench = closed(None)
    bench.do(act.Reopen("signature oubliée"))
    assert retention_of(bench.session).claims_until is None


@pytest.mark.parametrize(
    ("today", "words"),
    [(date(2027, 1, 23), "jusqu'au 23/01/2027"), (date(2027, 1, 24), ""), (date(2026, 11, 23), "réclamation")],
)
def test_one_person_and_the_claims(today: date, words: str) -> None:
    """What is known of him is his own proof until then."""
    said = claims_in_the_way(closed().session, today)
    assert words in said
    assert bool(said) == bool(words)
    assert "pas close" in claims_in_the_way(Bench(1).session, today)


def test_days_are_those_of_the_session() -> None:
    """Closed at 23:30 in Paris is that day, not the next one of somewhere else."""
    bench = Bench(1)
    bench.at("09:10").do(act.Mark("absent", (1,)))
    bench.at("23:30").do(act.CloseSession(force=True))
    assert isinstance(bench.session.closed_at, datetime)
    assert retention_of(bench.session).until == date(2031, 11, 23)
