"""The masked session: nothing that could be erased is in it, and all else is as it was."""

from __future__ import annotations

from typing import Any

import pytest

from supervisor import event as ev
from supervisor.candidate import plain
from supervisor.event import EVENT_KINDS
from supervisor.masking import masked
from supervisor.session import Session
from supervisor.story import phrase_of
from tests.screens.room import at, running

NOW = at("10:28:20")


def personal_words(session: Session) -> set[str]:
    """Every text that an event marks as personal, whatever its kind, and every author."""
    found: set[str] = set()

    def collect(value: Any) -> None:
        if isinstance(value, str) and len(plain(value)) > 1:
            found.add(value)
        elif isinstance(value, dict):
            for inside in value.values():
                collect(inside)
        elif isinstance(value, list):
            for inside in value:
                collect(inside)

    for entry in session.entries:
        if not isinstance(entry.event, ev.AccessCodeGiven):
            collect(ev.split(entry.event)[1])
        found.add(entry.author)
    return found


def test_nothing_personal_is_left() -> None:
    """No name, birth, identifier, text or author of the session is in what the masked one holds."""
    session = running().session
    words = {word for word in personal_words(session) if len(word) > 2}
    assert {"LE GOFF", "Maël", "2009-08-14", "Brest"} <= words
    shown = repr(masked(session))
    told_of = " ".join(phrase_of(entry, masked(session)) for entry in masked(session).entries)
    assert [word for word in sorted(words) if f"'{word}'" in shown or word in told_of] == []


def test_all_else_stays() -> None:
    """Counts, ends, statuses, seats, codes, alerts, whom to look at, the seal's digests."""
    session = running().session
    hidden = masked(session)
    assert hidden.counts(NOW) == session.counts(NOW)
    assert hidden.missing_surveillants() == session.missing_surveillants()
    assert [e.digest for e in hidden.entries] == [e.digest for e in session.entries]
    for number, who in session.candidates.items():
        other = hidden.candidates[number]
        assert other.full_name == ""
        assert (other.status, other.seat, other.class_name, other.extra_time) == (
            who.status, who.seat, who.class_name, who.extra_time,
        )  # fmt: skip
        assert hidden.ending(other, NOW) == session.ending(who, NOW)
        assert [i.code for i in hidden.incidents_of(number)] == [i.code for i in session.incidents_of(number)]
        assert len(hidden.open_alerts_of(number)) == len(session.open_alerts_of(number))


@pytest.mark.parametrize("kind", sorted(EVENT_KINDS))
def test_every_kind_has_what_hides_it(kind: str) -> None:
    """A personal field of a kind that nobody thought of is hidden too: by its mark alone."""
    from supervisor.masking import _Aliases, _hidden

    model = EVENT_KINDS[kind]
    for name in model.personal_fields():
        for value in ("LE GOFF", ("LE GOFF", "AUBERT")):
            assert "LE GOFF" not in repr(_hidden(value, _Aliases() if name == "name" else None))
