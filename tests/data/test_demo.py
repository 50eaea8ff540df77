"""The rehearsals: a fictive session in full course, and one yet to come, whatever the hour they are opened at."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.archive import Archive
from data.demo import fictive_session, make_rehearsal, make_scripted_rehearsal
from data.integrity import check
from data.reference import read_reference
from supervisor.action import CheckIdentity, CloseSession, Context, Undo
from supervisor.attention import attention
from supervisor.candidate import EXACT_THIRD
from supervisor.rehearsal import Rehearsal
from supervisor.rehearsal_script import FINISHES, SPARE_SEAT, script
from supervisor.session import Phase
from supervisor.situation import Status

SCRIPT = script(read_reference())

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


# The scripted one -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (MORNING, "10:45"),
        (datetime(2026, 11, 22, 22, 50, 0, 999_999, tzinfo=UTC), "00:10"),  # its slot begins the day after
        (datetime(2026, 3, 29, 0, 50, tzinfo=UTC), "03:10"),  # summer time begins meanwhile
    ],
)
def test_the_scripted_one_is_yet_to_come(tmp_path: Path, now: datetime, opens: str) -> None:
    """Twenty are expected, nobody has come, and the slot begins in 15 to 20 minutes."""
    journal = make_scripted_rehearsal(tmp_path, now, "moi", "ici")
    session = journal.session
    assert (session.number, session.rehearsal, session.phase) == ("208", True, Phase.PREPARATION)
    assert session.counts(now).expected == 20
    assert session.start == opens
    assert timedelta(minutes=15) <= session.slot_start - now.replace(microsecond=0) <= timedelta(minutes=20)
    assert session.entries[-1].at <= now
    assert check(journal.path).is_whole


def test_the_scripted_one_plays_to_its_end_on_the_disk(tmp_path: Path) -> None:
    """The room records through the journal under its own name, and whoever rehearses closes."""
    now = MORNING
    journal = make_scripted_rehearsal(tmp_path, now, "moi", "ici")
    rehearsal = Rehearsal(SCRIPT)
    while journal.session.phase is not Phase.ENDED:
        now += timedelta(minutes=1)
        for fallback in rehearsal.advance(journal.session, now).fallbacks:
            assert not journal.act(fallback.action, fallback.context("ici")).refusals
    assert {entry.author for entry in journal.session.entries} == {"moi", "répétition"}
    assert journal.act(CloseSession(), Context(now, "moi", "ici")).session.phase is Phase.CLOSED
    assert check(journal.path).is_whole


def test_the_script_knows_its_people() -> None:
    """Whoever has a temps majoré needs it, the others do not; everybody has a part; the spare seat is free."""
    listed = dict(enumerate(fictive_session(MORNING).candidates, start=1))
    assert {cue.number for cue in SCRIPT if cue.number is not None} == set(listed)
    assert {number for number, minutes in FINISHES.items() if minutes > 105} == {
        n for n in listed if listed[n].extra_time
    }
    assert SPARE_SEAT not in {one.seat for one in listed.values()}
