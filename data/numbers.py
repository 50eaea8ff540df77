"""The numbers of sessions: what is one, and their order. Nothing else names a session's folder."""

from __future__ import annotations

import re
from pathlib import Path

from data.errors import NotFoundError
from supervisor.candidate import clean
from supervisor.digits import number_in
from supervisor.typography import one_line

_NUMBER = re.compile(r"[0-9]{1,9}|p[0-9]{1,9}")


def is_number(text: str) -> bool:
    """Whether this can be a session's number: 1 to 9 digits, or provisional p1, p2… Nothing else names a folder."""
    return _NUMBER.fullmatch(text) is not None


def rank_of(number: str) -> tuple[bool, int, str]:
    """What sessions are listed by: their numbers, the provisional ones last."""
    digits = number.removeprefix("p")
    return number.startswith("p"), number_in(digits) or 0, number


def not_a_number(text: str) -> NotFoundError:
    """Why this names no session, what was typed cleaned."""
    return NotFoundError(f"« {clean(text)} » n'est pas un numéro de session : 1 à 9 chiffres, ou p1, p2…")


def called_by(folder: Path) -> str:
    """How a session is called whose journal does not say: by its folder, whose name may be anything, on any screen."""
    return one_line(folder.name) or "?"
