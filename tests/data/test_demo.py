"""The rehearsal: a fictive session in full course, whatever the hour it is opened at."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.archive import Archive
from data.demo import make_rehearsal
from data.integrity import check
from supervisor.action import CheckIdentity, Context, Undo
from supervisor.attention import attention
from supervisor.candidate import EXACT_THIRD
from supervisor.session import Phase
from supervisor.situation import Status

MORNING = datetime(2026, 11, 22, 9, 28, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "now",
    [
        MORNING,
        datetime(2026, 11, 22, 0, 10, 0, 999_999, tzinfo=UTC),  # it began the day before
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),  # summer time began in the middle of it
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # and ended
    ],
)
def test_it_is_in_full_course(tmp_path: Path, now: datetime) -> None:
    """One overtime with E2 open, one in his last minutes, one interrupted, one waiting, three to welcome."""
    session = make_rehearsal(tmp_path, now, "moi", "ici").session
    counts = session.counts(now)
    assert session.rehearsal
    assert session.phase is Phase.RUNNING
    assert (counts.enrolled, counts.expected, counts.joined, counts.started) == (20, 3, 1, 12)
    assert (counts.interrupted, counts.finished, counts.absent, counts.overtime) == (1, 2, 1, 1)
    assert (counts.incidents, counts.open_alerts) == (3, 1)
    told = [(one.number, one.text) for one in attention(session, now.replace(microsecond=0))]
    assert told == [
        (11, "dépassé de 2 min 15, E2 question 12 ouvert"),
        (18, "fin dans 4 min"),
        (13, "a rejoint depuis 12 min"),
        (14, "interrompu depuis 3 min"),
    ]


def test_its_people(tmp_path: Path) -> None:
    """Everything that an identity check compares, a seat of his own for each, and temps majorés of all kinds."""
    people = make_rehearsal(tmp_path, MORNING, "moi", "ici").session.candidates.values()
    assert all(who.identity.birth_date and who.identity.birth_place for who in people)
    assert len({who.seat for who in people}) == 20
    assert [who.extra_time.percent for who in people if who.extra_time] == [33, 50, 33]
    assert [who.number for who in people if who.extra_time == EXACT_THIRD] == [20]
    assert {who.number for who in people if who.status is Status.EXPECTED} == {9, 15, 19}


def test_its_log_is_a_story(tmp_path: Path) -> None:
    """Nothing lies after now, nothing goes back, and the journal is whole."""
    journal = make_rehearsal(tmp_path, MORNING, "moi", "ici")
    instants = [entry.at for entry in journal.session.entries]
    assert instants == sorted(instants)
    assert instants[-1] < MORNING
    assert check(journal.path).is_whole
    assert Archive(tmp_path).numbers() == ["208"]


def test_it_can_be_rehearsed_on(tmp_path: Path) -> None:
    """The welcome keys and undo work at once."""
    journal = make_rehearsal(tmp_path, MORNING, "moi", "ici")
    for action in (CheckIdentity(9), Undo()):
        assert not journal.act(action, Context(MORNING + timedelta(seconds=5), "moi", "ici")).refusals
