"""The access code of a session: what Pix Certif gives, and the candidates type (DOMAIN.md section 2)."""

from __future__ import annotations

import re

LETTERS = "BCDFGHJKMPQRTVWXY"
DIGITS = "2346789"
LENGTH = 6

PATTERN = re.compile(rf"[{LETTERS}]{{4}}[{DIGITS}]{{2}}")
"""Four letters, then two digits; those that look like another one are never used."""

RULE = f"4 lettres parmi {LETTERS}, puis 2 chiffres parmi {DIGITS}"
"""What an access code looks like, in French, for who typed a wrong one."""


def first_fault(code: str) -> str:
    """What will not do in a code, finished or still being typed, as a French clause; empty when nothing is wrong.

    A code that is only too short is not wrong yet: `PATTERN` says whether it is whole.
    """
    for place, character in enumerate(code):
        if place >= LENGTH:
            return f"un code a {LENGTH} signes"
        if character not in (LETTERS if place < 4 else DIGITS):
            what = "une des lettres" if place < 4 else "un des chiffres"
            return f"« {character} » n'est pas {what} possibles en position {place + 1}"
    return ""
