"""One list into several sessions: some of its classes under a number, or shares of like size by alphabet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.roster.model import ListedCandidate, ListedSession
from data.services.errors import MisunderstoodError
from supervisor.candidate import plain


class SaysItsSessionsError(MisunderstoodError):
    """A list that is to be shared says itself which sessions it is for."""

    def __init__(self) -> None:
        super().__init__("Une liste se partage quand elle ne dit pas sa session, et celle-ci dit déjà les siennes.")


def under_number(sessions: Sequence[ListedSession], number: str) -> list[ListedSession]:
    """The session of some classes of a list, under its number; empty for a provisional one.

    Raises:
        SaysItsSessionsError: the list says its sessions itself.
    """
    _refuse_if_it_says_its_sessions(sessions)
    return [replace(one, number=number or None) for one in sessions]


def shared(sessions: Sequence[ListedSession], most: int) -> list[ListedSession]:
    """Each session of more candidates than that as several of like size, by alphabet.

    Args:
        sessions: as lists say them.
        most: how many candidates a session has at most.

    Raises:
        SaysItsSessionsError: a list says its sessions itself.
    """
    _refuse_if_it_says_its_sessions(sessions)
    shares: list[ListedSession] = []
    for one in sessions:
        people = sorted(one.candidates, key=_by_alphabet)
        how_many = max(1, -(-len(people) // most))
        least, larger = divmod(len(people), how_many)
        begin = 0
        for rank in range(how_many):
            end = begin + least + (rank < larger)
            shares.append(replace(one, candidates=tuple(people[begin:end])) if how_many > 1 else one)
            begin = end
    return shares


def share_told(one: ListedSession) -> str:
    """From whom to whom a share goes: « de ABALAIN Mahé à LE GOFF Zoé »."""
    first, last = one.candidates[0].identity, one.candidates[-1].identity
    return f"de {first.full_name} à {last.full_name}"


def _refuse_if_it_says_its_sessions(sessions: Sequence[ListedSession]) -> None:
    if any(one.number is not None or one.site or one.room or one.date or one.start for one in sessions):
        raise SaysItsSessionsError


def _by_alphabet(one: ListedCandidate) -> tuple[str, str, str]:
    who = one.identity
    return plain(who.last_name), plain(who.first_name), str(who.birth_date)
