"""What is meant by a code or by words: « e2 12 », « lien », « éteint », « en retard ».

Accents and case do not count, the beginning of a word is enough, and one letter may be wrong. An exact code wins
over longer ones (`e1` is E1, not E10).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from supervisor.candidate import plain
from supervisor.reference import Circumstance, Code, Reference
from supervisor.session import Session

SHORTEST_WITH_A_SLIP = 4
"""Shorter words are taken letter for letter: too many others stand one letter away."""

_CODE_FIRST = re.compile(r"\s*([^\W\d_]) ?(\d{1,2})\b[\s,;:.\-–]*(.*)", re.DOTALL)
_CODE_ALONE = re.compile(r"[^\W\d_]\d{1,2}")
_QUESTION = re.compile(r"\s*(?:q|qu|quest|question|n°|nº)?\s*(\d{1,9})\b[\s,;:.\-–]*(.*)", re.IGNORECASE | re.DOTALL)
_EMPTY_WORDS = frozenset({
    "a", "au", "aux", "c", "d", "de", "des", "du", "elle", "en", "est", "il", "l", "la", "le", "les", "n", "ne", "on",
    "qui", "s", "sa", "se", "son", "un", "une",
})  # fmt: skip
"""Words that tell nothing of what happened."""


@dataclass(frozen=True, slots=True)
class Match:
    """One thing that may be meant: a code, or a usual circumstance that goes under a code or under none."""

    code: Code | None
    circumstance: Circumstance | None = None

    @property
    def text(self) -> str:
        """The ready phrase, where a usual circumstance was recognised."""
        return self.circumstance.text if self.circumstance is not None else ""

    @property
    def label(self) -> str:
        """What the match is called in the list of proposals: its ready phrase, else the label of its code."""
        return self.text or (self.code.label if self.code is not None else "")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made out of a typed line: the codes that may be meant, and the rest of it."""

    matches: tuple[Match, ...]
    """What may be meant, the likeliest first."""
    rest: str = ""
    """What was typed after it: a question's number, a description."""
    sure: int = 0
    """How many of the first matches are meant as much as the first one."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that may equally be meant; empty names stand for what is no incident."""
        return tuple(dict.fromkeys(m.code.code if m.code else "" for m in self.matches[: self.sure]))


def read_line(reference: Reference, typed: str, met: Sequence[str] = ()) -> Reading:
    """What a line means: a code or words, and what follows them.

    Args:
        reference: the grid and the usual circumstances of this session.
        typed: the line; empty, everything there is.
        met: codes to put first among equals, see `codes_met`.
    """
    if not typed.strip():
        return Reading(_all_of(reference, met))
    begins = _CODE_FIRST.fullmatch(typed)
    exact = reference.code(begins[1] + begins[2]) if begins is not None else None
    if begins is not None and exact is not None:
        return Reading((Match(exact),), begins[3].strip(), sure=1)
    words = typed.split()
    longest = next((i for i, word in enumerate(words) if word.strip(".,;:").isdigit()), len(words))
    for count in range(longest, 0, -1):
        found = _ranked(reference, " ".join(words[:count]), met)
        if found:
            alike = sum(rank == found[0][0] for rank, _ in found)
            return Reading(tuple(match for _, match in found), " ".join(words[count:]), sure=alike)
    return Reading(())


def is_a_code(typed: str) -> bool:
    """It is written like a code, whether the grid knows it or not."""
    return _CODE_ALONE.fullmatch(typed.strip()) is not None


def question_in(typed: str) -> tuple[int | None, str]:
    """A question's number at the beginning of what was typed, and the rest."""
    found = _QUESTION.fullmatch(typed)
    return (int(found[1]), found[2].strip()) if found else (None, typed.strip())


def codes_met(session: Session) -> tuple[str, ...]:
    """The codes recorded in this session, the latest first; withdrawn ones do not count."""
    return tuple(dict.fromkeys(i.code for i in reversed(session.incidents.values()) if i.counts))


# How near ------------------------------------------------------------------------------------------------

_CODE, _PHRASE, _WORD, _LABEL, _SLIP = range(5)
"""How a match was found, the surest first: beginning of a code, the very words, their beginnings, the label, a slip."""


def _all_of(reference: Reference, met: Sequence[str]) -> tuple[Match, ...]:
    codes = sorted(reference.codes, key=lambda code: _place(code.code, met))
    return (*map(Match, codes), *_circumstances(reference))


def _circumstances(reference: Reference) -> list[Match]:
    return [Match(reference.code(c.code), c) for c in reference.circumstances]


def _place(code: str, met: Sequence[str]) -> int:
    return met.index(code) if code in met else len(met)


def _ranked(reference: Reference, typed: str, met: Sequence[str]) -> list[tuple[int, Match]]:
    words = _telling(typed)
    found: list[tuple[int, int, int, Match]] = []
    # Ready phrases first: they bring their text along.
    for order, match in enumerate((*_circumstances(reference), *map(Match, reference.codes))):
        rank = _rank(match, words)
        if rank is not None:
            found.append((rank, _place(match.code.code if match.code else "", met), order, match))
    # What was met goes before its equals only among codes: a phrase is nearer than its bare code.
    found.sort(key=lambda f: (f[0], f[3].circumstance is None, f[1], f[2]))
    return [(rank, match) for rank, _, _, match in found]


def _rank(match: Match, words: Sequence[str]) -> int | None:
    code, phrase = match.code, match.circumstance
    if phrase is None and code is not None and len(words) == 1 and code.code.lower().startswith(words[0]):
        return _CODE
    own = phrase.words if phrase is not None else code.words if code is not None else ()
    if any(_telling(one) == words for one in own):
        return _PHRASE
    if _all_begin(words, own):
        return _WORD
    everything = (*own, match.label)
    if _all_begin(words, everything):
        return _LABEL
    return _SLIP if all(_is_near(word, everything) for word in words) else None


def _telling(typed: str) -> list[str]:
    """The words that tell something; all of them where none does."""
    words = plain(typed).split()
    return [word for word in words if word not in _EMPTY_WORDS] or words


def _all_begin(words: Sequence[str], phrases: Iterable[str]) -> bool:
    """Each word begins one of these phrases' words."""
    known = plain(" ".join(phrases)).split()
    return bool(words) and all(any(k.startswith(word) for k in known) for word in words)


def _is_near(word: str, phrases: Iterable[str]) -> bool:
    known = plain(" ".join(phrases)).split()
    if any(k.startswith(word) for k in known):
        return True
    if len(word) < SHORTEST_WITH_A_SLIP:
        return False
    return any(one_slip(word, k[: len(word) + more]) for k in known if len(k) >= len(word) - 1 for more in (-1, 0, 1))


def one_slip(typed: str, meant: str) -> bool:
    """At most one letter is wrong, missing, too much, or two neighbours have changed places."""
    if typed == meant:
        return True
    shortest = min(len(typed), len(meant))
    same = next((i for i in range(shortest) if typed[i] != meant[i]), shortest)
    a, b = typed[same:], meant[same:]
    swapped = len(a) == len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped
