"""The events of a session as one sequence: a tuple of them, cheap to lengthen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.chronicle import Chronicle
from supervisor.event import ActionUndone, Entry, NoteWritten, PresenceConfirmed

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MANY = tuple(
    Entry(rank, rank, AT, AT, "P. Martin", "salle", PresenceConfirmed(number=1), asked=f"a.{rank}" if rank % 7 else "")
    for rank in range(1, 700)
)
LENGTHS = st.sampled_from((0, 1, 2, 255, 256, 257, 511, 512, 513, 699))
PLACES = st.none() | st.integers(-720, 720)


@given(LENGTHS, LENGTHS)
def test_it_is_a_tuple_of_events(first: int, second: int) -> None:
    """However it came to them, in one go or in two."""
    begun = Chronicle(MANY[:first])
    whole = begun.followed_by(MANY[first : first + second])
    wanted = MANY[: first + second]
    assert (tuple(whole), tuple(reversed(whole)), len(whole), bool(whole)) == (
        wanted, tuple(reversed(wanted)), len(wanted), bool(wanted),
    )  # fmt: skip
    assert whole == wanted == whole
    assert whole == Chronicle(wanted)
    assert repr(whole) == repr(wanted)
    assert begun == MANY[:first]
    assert (whole == begun) == (second == 0 or first == len(MANY))


@given(LENGTHS, PLACES, PLACES, st.sampled_from((None, 1, 2, -1, -3)))
def test_its_parts_are_those_of_the_tuple(length: int, begin: int | None, end: int | None, step: int | None) -> None:
    """Places before the first and behind the last included."""
    part = slice(begin, end, step)
    assert Chronicle(MANY[:length])[part] == MANY[:length][part]


@given(LENGTHS, st.integers(-720, 720))
def test_one_event_is_that_of_the_tuple(length: int, place: int) -> None:
    """Or there is none."""
    chronicle = Chronicle(MANY[:length])
    if -length <= place < length:
        assert chronicle[place] is MANY[:length][place]
    else:
        with pytest.raises(IndexError):
            chronicle[place]


@given(LENGTHS, st.integers(0, 710))
def test_askings_are_known_by_their_names(length: int, rank: int) -> None:
    """What was tried again is recorded once, however long ago it was."""
    chronicle = Chronicle(MANY[:length])
    assert chronicle.holds_asked(f"a.{rank}") == any(entry.asked == f"a.{rank}" for entry in MANY[:length])
    assert not chronicle.holds_asked("")


@given(LENGTHS, LENGTHS, st.integers(0, 4))
def test_a_story_is_that_of_going_through_all(first: int, second: int, number: int) -> None:
    """Asked before and after it grew; an undo is told of whom the action it reverts is told of."""
    mixed = tuple(
        replace(
            entry, event=NoteWritten(number=rank % 3, text="…") if rank % 5 else ActionUndone(target=max(1, rank - 3))
        )
        for rank, entry in enumerate(MANY, 1)
    )
    begun = Chronicle(mixed[:first])
    begun.of(number)
    whole = begun.followed_by(mixed[first : first + second])
    for chronicle in (whole, begun):
        assert chronicle.of(number) == [entry for entry in chronicle if number in chronicle.concerned_by(entry)]


@given(LENGTHS, st.integers(1, 300), st.sampled_from("abc"))
def test_what_one_recorded_is_found_from_the_end(length: int, each: int, author: str) -> None:
    """However many of the others stand in between."""
    mixed = [replace(entry, author="abc"[rank // each % 2]) for rank, entry in enumerate(MANY[:length])]
    assert list(Chronicle(mixed).by(author)) == [entry for entry in reversed(mixed) if entry.author == author]


def test_two_ways_on_from_one_state_know_nothing_of_each_other() -> None:
    """A decision that is thrown away leaves no event behind."""
    begun = Chronicle(MANY[:255])
    one, other = begun.followed_by(MANY[255:256]), begun.followed_by(MANY[300:302])
    assert (tuple(begun), tuple(one), tuple(other)) == (MANY[:255], MANY[:256], (*MANY[:255], *MANY[300:302]))
    assert (begun == 3) is False
