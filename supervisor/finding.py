"""A person looked for over sessions by their name: what a request under the RGPD begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from supervisor.candidate import Identity, plain
from supervisor.forgetting import Person, Trace, mentions_of, traces_of
from supervisor.session import Session
from supervisor.situation import Situation


@dataclass(frozen=True, slots=True)
class Listed:
    """A candidate of a session who was ever called so."""

    number: int
    identity: Identity
    """The identity as it stands now, every correction included."""
    class_name: str
    is_removed: bool
    """Taken off the list; what was recorded of them is still there."""
    traces: tuple[Trace, ...]
    """Events that hold something of them, in order."""

    @property
    def own(self) -> tuple[Trace, ...]:
        """Events that are about this candidate, in order: their whole personal part goes with them."""
        return tuple(trace for trace in self.traces if trace.is_own)

    @property
    def mentions(self) -> tuple[Trace, ...]:
        """Where they are named in what somebody wrote of others."""
        return tuple(trace for trace in self.traces if not trace.is_own)


def listed_in(session: Session, typed: str) -> tuple[Listed, ...]:
    """The candidates of a session whose name has every word typed, as the beginning of a part of it.

    Also those who were called so before a correction, and those taken off the list; accents and case do not matter.
    """
    everybody: list[Situation] = [*session.candidates.values(), *session.removed.values()]
    return tuple(
        Listed(
            who.number,
            who.identity,
            who.class_name,
            who.number in session.removed,
            traces_of(session, who.number),
        )
        for who in sorted(everybody, key=lambda who: who.number)
        if any(is_called(one, typed) for one in (*Person.of(session, who.number).identities, who.identity))
    )


def is_called(identity: Identity, typed: str) -> bool:
    """Every word typed begins a part of this name, split or joined."""
    wanted = plain(typed).split()
    last, first = plain(identity.last_name), plain(identity.first_name)
    parts = {*last.split(), *first.split(), last.replace(" ", ""), first.replace(" ", "")}
    joined = plain(typed).replace(" ", "")
    whole = f"{last} {first}".replace(" ", ""), f"{first} {last}".replace(" ", "")
    return bool(wanted) and (
        all(any(part.startswith(word) for part in parts) for word in wanted)
        or joined in (*whole, last.replace(" ", ""))
    )


def mentioned_in(session: Session, typed: str, known: Iterable[Identity]) -> tuple[Trace, ...]:
    """Where a session whose list they are not on names them.

    Args:
        session: its state.
        typed: the name that is looked for.
        known: who was found by it in other sessions; without one the words of the name, all of them.
    """
    if identities := tuple(dict.fromkeys(known)):
        return mentions_of(session, Person(identities))
    words = [Person((Identity(last_name=word, first_name=""),)) for word in plain(typed).split()]
    each = [mentions_of(session, word) for word in words]
    everywhere = set.intersection(*({trace.entry.id for trace in traces} for traces in each))
    return tuple(trace for trace in each[0] if trace.entry.id in everywhere)


def found_among(sessions: Sequence[Session], typed: str) -> list[tuple[tuple[Listed, ...], tuple[Trace, ...]]]:
    """For each session who of its list is called so; else where it names whom others list.

    Args:
        sessions: all that are looked at.
        typed: the name, or the beginnings of its parts.
    """
    listed = [listed_in(session, typed) for session in sessions]
    known = [one.identity for found in listed for one in found]
    return [
        (found, () if found else mentioned_in(session, typed, known))
        for session, found in zip(sessions, listed, strict=True)
    ]
