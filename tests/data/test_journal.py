"""The journal of one session: acting, following, erasing, and what a damaged file comes to."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import journal as journals
from data import locks
from data.errors import StoreError
from data.integrity import check
from data.journal import Journal, rules
from supervisor.action import Action, CheckIdentity, Context, Interrupt, Mark, RecordIncident, Undo, WriteNote
from supervisor.chronicle import Chronicle
from supervisor.decision import Decision, Refusal
from supervisor.event import Entry
from supervisor.folding import fold
from supervisor.session import Session
from tests.data.making import CREATION, NOW, busy_journal, context, lines_of, new_journal, note
from tests.effort import examples
from tests.waiting import PATIENCE_S

# Acting ----------------------------------------------------------------------------------------------


def test_an_action_is_on_the_disk_when_it_is_acknowledged(tmp_path: Path) -> None:
    """What comes back is what a journal opened anew reads."""
    journal = new_journal(tmp_path)
    outcome = journal.act(Mark("sign", (1, 3)), context(minutes=2))
    assert [(e.id, e.action) for e in outcome.entries] == [(5, 5), (6, 5)]
    assert {e.recorded_at for e in outcome.entries} == {context(minutes=2).now}, "with its microseconds"
    assert {e.at for e in outcome.entries} == {context(minutes=2).now.replace(microsecond=0)}
    assert Journal.open(journal.path).session == outcome.session == journal.session
    assert journal.session == fold(journal.session.header, journal.session.entries)


def test_what_is_refused_writes_nothing(tmp_path: Path) -> None:
    """The refusal comes back with its reason, and the file is as it was."""
    journal = new_journal(tmp_path)
    before = journal.path.read_bytes()
    refuse = Journal.open(
        journal.path, decide=lambda session, action, where: Decision(refusals=(Refusal("déjà émargé à 08:52"),))
    )
    outcome = refuse.act(Mark("sign", (1,)), context())
    assert (outcome.entries, outcome.refusals[0].reason) == ((), "déjà émargé à 08:52")
    assert journal.path.read_bytes() == before


def test_it_is_decided_on_what_others_wrote(tmp_path: Path) -> None:
    """A second terminal that did not look since is refused what the first one has done."""
    first = new_journal(tmp_path)
    second = Journal.open(first.path)
    first.act(Mark("sign", (1,)), context())
    outcome = second.act(Mark("sign", (1,)), context())
    assert outcome.entries == ()
    assert outcome.refusals
    assert [entry.id for entry in outcome.followed.entries] == [CREATION + 1]
    assert second.session == first.session


def test_author_and_host_reach_no_terminal_as_escapes(tmp_path: Path) -> None:
    """A login name that no encoding has, or with an escape in it, is cleaned before it is sealed."""
    journal = new_journal(tmp_path)
    outcome = journal.act(WriteNote("x"), Context(NOW, "pa\udce9ul\x1b[2J", "po\nste"))
    assert (outcome.entries[0].author, outcome.entries[0].host) == ("paul[2J", "po ste")


def test_an_action_does_not_go_through_the_whole_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key takes as long at the end of the day as in the morning: no event is looked at that it has not to do with."""
    journal = new_journal(tmp_path)
    # The first action looks for what somebody else left behind.
    note(journal)

    def refuse(*_: object) -> Iterator[Entry]:
        raise AssertionError("all events are looked at")

    for walk in ("__iter__", "__reversed__"):
        monkeypatch.setattr(Chronicle, walk, refuse)
    asked = replace(context(), asked="a.1")
    for action in (Mark("join", (1, 2)), Mark("start", (1,)), Interrupt((1,)), Interrupt((1,)), WriteNote("a")):
        journal.act(action, asked)
        asked = replace(asked, asked=f"{asked.asked}1")
    journal.act(RecordIncident("E2", (2,), 4, "a"), context())
    journal.act(Mark("presence", (2, 3)), context())


def test_a_lock_that_is_not_had_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else writes all the time: a sentence, nothing recorded; afterwards it goes on."""
    monkeypatch.setattr(locks, "PATIENCE", 0.05)
    journal = new_journal(tmp_path)
    other = locks.Lock(journal.path.with_name("journal.lock"))
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with other.held():
            held.set()
            done.wait(PATIENCE_S)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(PATIENCE_S)
    with pytest.raises(StoreError, match="rien n'a été enregistré"):
        note(journal)
    assert Journal.open(journal.path).session.last_id == CREATION, "readers do not wait"
    done.set()
    holder.join()
    assert note(journal) == CREATION + 1


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """As in a folder where one may not write."""
    journal = new_journal(tmp_path)
    lock = journal.path.with_name("journal.lock")
    lock.unlink(missing_ok=True)
    lock.mkdir()
    with pytest.raises(StoreError, match="enregistré"):
        note(journal)


@pytest.mark.parametrize("follows", [False, True])
def test_an_event_that_could_not_be_taken_in_is_not_passed_over(
    follows: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is on the disk, but the state after it was not reached: the next action goes on behind it all the same."""
    journal = new_journal(tmp_path)
    other = Journal.open(journal.path)

    def fail(*_: object) -> Session:
        raise MemoryError

    if follows:
        note(other)
    with monkeypatch.context() as patch:
        patch.setattr(journals, "then", fail)
        with pytest.raises(StoreError if follows else MemoryError):
            journal.follow() if follows else note(journal)
    assert note(journal) == CREATION + 2
    assert journal.session == Journal.open(journal.path).session
    assert check(journal.path).is_whole


def test_a_lock_taken_away_costs_nobody_his_event(tmp_path: Path) -> None:
    """Somebody tidied up the folder while an action was decided, and another program acted: who came late is told."""
    journal = new_journal(tmp_path)

    def late(session: Session, action: Action, where: Context) -> Decision:
        journal.path.with_name("journal.lock").unlink()
        assert note(Journal.open(journal.path), "de l'autre") == CREATION + 1
        return rules(session, action, where)

    slow = Journal.open(journal.path, decide=late)
    with pytest.raises(StoreError, match="sans attendre son tour"):
        note(slow)
    assert [entry.id for entry in Journal.open(journal.path).session.entries][CREATION:] == [CREATION + 1]
    assert note(journal) == CREATION + 2
    assert check(journal.path).is_whole


def test_following_while_another_thread_acts_does_not_wait(tmp_path: Path) -> None:
    """The screen never stands still because its writer waits for a lock."""
    journal = new_journal(tmp_path)
    followed: list[bool] = []

    def slow(session: Session, action: Action, where: Context) -> Decision:
        thread = threading.Thread(target=lambda: followed.append(bool(journal.follow())))
        thread.start()
        thread.join(PATIENCE_S)
        return Decision()

    slow_journal = Journal.open(journal.path, decide=slow)
    journal = slow_journal
    slow_journal.act(WriteNote("x"), context())
    assert followed == [False]


# Following -------------------------------------------------------------------------------------------


def test_a_reader_sees_what_others_append(tmp_path: Path) -> None:
    """Once each, in order; nothing when nothing happened."""
    writer = new_journal(tmp_path)
    reader = Journal.open(writer.path)
    assert not reader.follow()
    note(writer, "un")
    writer.act(Mark("sign", (1, 2)), context())
    assert [entry.id for entry in reader.follow().entries] == [5, 6, 7]
    assert not reader.follow()
    assert reader.session == writer.session


def test_a_reader_ignores_a_line_in_the_making(tmp_path: Path) -> None:
    """Half a line is nothing yet; the other half makes it an event."""
    writer = busy_journal(tmp_path)
    data = writer.path.read_bytes()
    writer.path.write_bytes(data[:-40])
    reader = Journal.open(writer.path)
    assert (reader.torn, reader.session.last_id) == (True, writer.session.last_id - 1)
    assert not reader.follow()
    with writer.path.open("ab") as file:
        file.write(data[-40:])
    assert [entry.id for entry in reader.follow().entries] == [writer.session.last_id]
    assert (reader.torn, reader.session) == (False, writer.session)


def test_a_file_cut_back_is_read_again(tmp_path: Path) -> None:
    """What was not acknowledged and is gone from the file is gone from the reader."""
    writer = busy_journal(tmp_path)
    reader = Journal.open(writer.path)
    with writer.path.open("r+b") as file:
        file.truncate(writer.path.stat().st_size - len(lines_of(writer.path)[-1]))
    followed = reader.follow()
    assert followed.reread
    assert reader.session.last_id == writer.session.last_id - 1
    assert reader.damage is None


def test_another_line_of_the_same_length_is_seen(tmp_path: Path) -> None:
    """An event cut back and another one written in its place, byte for byte as long: the reader is not fooled."""
    writer = new_journal(tmp_path)
    note(writer, "AAAA")
    size = writer.path.stat().st_size
    reader = Journal.open(writer.path)
    with writer.path.open("r+b") as file:
        file.truncate(size - len(lines_of(writer.path)[-1]))
    note(writer, "BBBB")
    assert writer.path.stat().st_size == size
    assert reader.follow().reread
    assert reader.session == writer.session
    assert reader.session.notes[-1].text == "BBBB"


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    """The session was purged under an open board."""
    journal = new_journal(tmp_path)
    journal.path.unlink()
    with pytest.raises(StoreError, match="Lecture impossible"):
        journal.follow()


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 1), st.sampled_from(["note", "sign", "identity", "undo", "follow", "erase", "open"])),
        max_size=25,
    )
)
def test_two_writers_never_disagree(steps: list[tuple[int, str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Any interleaving of two programs on one session: every acknowledged event is there once, in one order."""
    both = [new_journal(tmp_path_factory.mktemp("two"))]
    both.append(Journal.open(both[0].path))
    acknowledged: list[int] = []
    for turn, (who, what) in enumerate(steps):
        where = context(("Paul", "Anne")[who], minutes=turn)
        actions: dict[str, Action] = {
            "note": WriteNote(f"note {turn}"),
            "sign": Mark("sign", (1, 2, 3)),
            "identity": CheckIdentity(1 + turn % 3),
            "undo": Undo(reason="erreur"),
        }
        if what in actions:
            acknowledged += [entry.id for entry in both[who].act(actions[what], where).entries]
        elif what == "erase":
            acknowledged += [entry.id for entry in both[who].erase([1 + turn % 4], where).entries]
        elif what == "open":
            both[who] = Journal.open(both[who].path)
        else:
            both[who].follow()
            assert not both[who].follow()
    for journal in both:
        journal.follow()
    fresh = Journal.open(both[0].path)
    assert both[0].session == both[1].session == fresh.session
    assert [entry.id for entry in fresh.session.entries] == [*range(1, CREATION + 1), *acknowledged]
    assert check(fresh.path).is_whole


# Erasing ---------------------------------------------------------------------------------------------


def test_erasing_keeps_the_chain_whole(tmp_path: Path) -> None:
    """Names and salts are gone from the folder, the digests stay, and `check` says which events and when."""
    journal = busy_journal(tmp_path)
    other = Journal.open(journal.path)
    digests = [entry.digest for entry in journal.session.entries]
    left_by_a_kill = journal.path.with_name("journal.jsonl.new")
    left_by_a_kill.write_bytes(journal.path.read_bytes())
    outcome = journal.erase([3, 8], context(minutes=30))
    assert [entry.id for entry in outcome.entries] == [11]
    for path in journal.path.parent.iterdir():
        assert b"ARTAGNAN" not in path.read_bytes()
    assert [entry.digest for entry in journal.session.entries][:-1] == digests
    assert journal.session.candidates[2].identity.last_name == "(effacé)"
    report = check(journal.path)
    assert report.is_whole
    nbsp = "\N{NO-BREAK SPACE}"
    assert report.remarks == (
        f"n° 3{nbsp}: effacé le 22/11/2026 à 09:15",
        f"n° 8{nbsp}: effacé le 22/11/2026 à 09:15",
    )
    assert other.follow().reread
    assert other.session == journal.session == Journal.open(journal.path).session


def test_erasing_twice_is_erasing_once(tmp_path: Path) -> None:
    """What is erased already, and what has no personal part, is passed over."""
    journal = busy_journal(tmp_path)
    journal.erase([3], context())
    assert journal.erase([3, 5], context()).entries == ()
    assert journal.erase([2, 3, 5], context()).entries[0].event.model_dump()["events"] == (2,)
    assert check(journal.path).is_whole


def test_erasing_what_does_not_exist_is_told(tmp_path: Path) -> None:
    """Nothing is erased then."""
    journal = new_journal(tmp_path)
    with pytest.raises(StoreError, match="n° 99"):
        journal.erase([2, 99], context())
    assert not any(entry.erased for entry in journal.session.entries)
