"""Which classes of a list go into which session: `--class 3A --session 208 --class 3B --session 209`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass

from screens.command.output import BadUsageError
from supervisor.candidate import clean

_CLASS, _SESSION = "classes", "sessions"


@dataclass(frozen=True, slots=True)
class ClassesOfSession:
    """Some classes of a list, and the number of the session they make."""

    classes: tuple[str, ...]
    number: str
    """As it was typed; empty for a provisional one."""


def groups_of(options: Namespace) -> list[ClassesOfSession]:
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
    return [ClassesOfSession(tuple(classes), "".join(numbers)) for classes, numbers in groups]
