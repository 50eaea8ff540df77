"""One list into several sessions: by classes (`--class 3A --session 208 --class 3B --session 209`) or by alphabet."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.roster.model import ListedCandidate, ListedSession
from screens.command.output import BadUsageError
from supervisor.candidate import clean, plain

_CLASS, _SESSION = "classes", "sessions"


@dataclass(frozen=True, slots=True)
class Group:
    """Some classes of a list, and the number of the session they make."""

    classes: tuple[str, ...]
    number: str
    """As it was typed; empty for a provisional one."""


def groups_of(options: Namespace) -> list[Group]:
    """The classes of each session, where the command line pairs them; empty where it does not.

    `--class` before a `--session` is of that one, or after it when a `--session` comes first. One pair alone is no
    pairing: it names a session and picks its classes.

    Raises:
        BadUsageError: a class is given to two sessions, or several files at once.
    """
    words: Sequence[tuple[str, str]] = getattr(options, "in_order", None) or ()
    is_class_first = bool(words) and words[0][0] == _CLASS
    groups: list[tuple[list[str], list[str]]] = []
    for kind, word in words:
        begins = not groups or (kind == _CLASS and groups[-1][1] if is_class_first else kind == _SESSION)
        if begins:
            groups.append(([], []))
        groups[-1][kind == _SESSION].append(word)
    # The last classes may have no number, and get a provisional one.
    is_paired = len(groups) > 1 and all(
        classes and (len(numbers) == 1 or (not numbers and rank == len(groups)))
        for rank, (classes, numbers) in enumerate(groups, start=1)
    )
    if not is_paired:
        return []
    if len(options.files) > 1:
        raise BadUsageError("Des classes et leurs sessions (--class … --session …) se disent pour une liste à la fois.")
    asked = [" ".join(name.casefold().split()) for classes, _ in groups for name in classes]
    twice = next((name for name in asked if asked.count(name) > 1), None)
    if twice is not None:
        raise BadUsageError(f"La classe « {clean(twice)} » est donnée à deux sessions (--class).")
    return [Group(tuple(classes), "".join(numbers)) for classes, numbers in groups]


def of_group(sessions: Sequence[ListedSession], number: str) -> list[ListedSession]:
    """The session of a group's pupils, under its number.

    Raises:
        BadUsageError: the list says its sessions itself.
    """
    if any(one.number is not None or _says_its_session(one) for one in sessions):
        raise BadUsageError(
            "Plusieurs --class et --session partagent une liste sans session, et celle-ci dit déjà les siennes."
        )
    return [replace(one, number=number or None) for one in sessions]


def split(sessions: Sequence[ListedSession], most: int) -> list[ListedSession]:
    """Each session of more candidates than that as several of like size, by alphabet.

    Args:
        sessions: as lists say them.
        most: how many candidates a session has at most.

    Raises:
        BadUsageError: a list says its sessions itself.
    """
    shares: list[ListedSession] = []
    for one in sessions:
        if one.number is not None or _says_its_session(one):
            raise BadUsageError("--split partage une liste sans session, et celle-ci dit déjà les siennes.")
        people = sorted(one.candidates, key=_by_alphabet)
        how_many = max(1, -(-len(people) // most))
        least, larger = divmod(len(people), how_many)
        begin = 0
        for rank in range(how_many):
            end = begin + least + (rank < larger)
            shares.append(replace(one, candidates=tuple(people[begin:end])) if how_many > 1 else one)
            begin = end
    return shares


def told_share(one: ListedSession) -> str:
    """From whom to whom a share goes: « de ABALAIN Mahé à LE GOFF Zoé »."""
    first, last = one.candidates[0].identity, one.candidates[-1].identity
    return f"de {first.full_name} à {last.full_name}"


def _says_its_session(one: ListedSession) -> bool:
    return bool(one.site or one.room or one.date or one.start)


def _by_alphabet(one: ListedCandidate) -> tuple[str, str, str]:
    who = one.identity
    return plain(who.last_name), plain(who.first_name), str(who.birth_date)
