"""Names that hold more than a name (« M. DURAND », « PETIT (redoublant) »), or that stand in the wrong column.

Candidates type their names exactly as the list has them (DOMAIN.md section 2), so what somebody wrote beside a name
locks its bearer out. Nothing is changed: names are kept letter for letter, and told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from data.roster.headers import ListColumn
from data.roster.wording import Findings, quoted, spans
from supervisor.candidate import plain

_BESIDE = re.compile(
    r"(?<!\S)\([^)]*\)"
    r"|^(?:M\.|MM?r\.?|Mmes?\.?|Mlles?\.?|Monsieur|Madame|Mademoiselle)(?=\s)"
    r"|(?<=\s)(?:née?|épouse|épse|ép\.?|veuve|vve|nom d['’]usage)(?=\s)"
    r"|\s[-–—/]\s.+$|(?<!\S)\d{1,4}[.)°]?(?!\S)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
"""What no name holds, though many lists do: brackets, titles, « née », something after a dash, figures.

It is named as a whole; of anything else that names are not written with the sign alone is (`_sign_of_no_name`)."""
_SIGNS_OF_NAMES = frozenset(" -'’ʼ´.·‐‑")
"""What stands between the letters of names; anything else is what a program or a person left there."""
_NOT_AT_ITS_END = frozenset(".'’")
"""« L. » and « MONTGOM... » are cut, « MAHE' » has lost its accent."""
_UNKNOWN = frozenset(
    {"inconnu", "inconnue", "a completer", "a preciser", "non renseigne", "null", "nan", "none", "xxx"}
)
"""What people and programs write where they know no name."""
_FEWEST_AT_ONCE = 2
"""Rows from which on what holds for a whole column is no chance."""
_PARTICLES = frozenset({"des", "del", "dos", "von", "van", "ben", "bel", "abd", "bin", "ibn"})


class ListedName(NamedTuple):
    """How one row names somebody."""

    line: int
    last: str
    first: str


def what_stands_beside(name: str) -> str:
    """The first part of a name that is most likely none of it; empty when it is all a name."""
    if plain(name) in _UNKNOWN:
        return name
    if name.isalpha():
        return ""
    found = _BESIDE.search(name)
    return found[0].strip() if found else _sign_of_no_name(name)


def _sign_of_no_name(name: str) -> str:
    """The first sign of a name that names are not written with, and those like it that follow; empty for none."""
    odd = [not (unicodedata.category(sign)[0] in "LM" or sign in _SIGNS_OF_NAMES) for sign in name]
    if any(odd):
        return _alike(name[odd.index(True) :])
    if not any(map(str.isalpha, name)):
        return name
    if name[0] in _NOT_AT_ITS_END:
        return _alike(name)
    return _alike(name[::-1]) if name[-1] in _NOT_AT_ITS_END else ""


def _alike(text: str) -> str:
    """As much of the beginning of a text as is one sign again and again."""
    return text[: len(text) - len(text.lstrip(text[0]))]


def tell_beside(column: ListColumn, name: str, line: int, findings: Findings) -> None:
    """Tell what stands in a name besides it."""
    if beside := what_stands_beside(name):
        findings.warning(
            line,
            f"{column.value} : {quoted(name)} contient {quoted(beside)}, qui n'est sans doute pas du nom ; corrigez, "
            "le candidat doit taper ce nom exactement.",
        )


def tell_columns(names: Sequence[ListedName], findings: Findings) -> None:
    """Tell a last name that holds the first name too, and two columns that seem to have changed places."""
    if len(names) >= _FEWEST_AT_ONCE and all(map(_looks_swapped, names)):
        findings.warning(
            None,
            f"Le nom et le prénom semblent échangés (ligne {names[0].line} : nom {quoted(names[0].last)}, prénom "
            f"{quoted(names[0].first)}) ; vérifiez les en-têtes, chacun doit taper son nom exactement.",
        )
    both = [name for name in names if _holds_both(name)]
    if len(both) < max(_FEWEST_AT_ONCE, len(names)):
        # « SAÏD ALI Saïd » is a name; « DURAND Paul », with Paul beside it, is two.
        both = [name for name in both if _is_in_two_cases(name)]
    if both:
        many = "s" * (len(both) > 1)
        findings.warning(
            both[0].line if len(both) == 1 else None,
            f"Le nom et le prénom sont ensemble dans une colonne ({quoted(both[0].last)}, {quoted(both[0].first)}), "
            f"ligne{many} {spans([name.line for name in both])} ; corrigez-les, chacun doit taper son nom exactement.",
        )


def _looks_swapped(name: ListedName) -> bool:
    """Lists in French write last names in capitals; here the first name alone is."""
    letters = sum(map(str.isalpha, name.first))
    return letters > 1 and name.first.isupper() and name.last[:1].isupper() and not name.last.isupper()


def _holds_both(name: ListedName) -> bool:
    """Whether one of the two cells holds the other, and more than a particle beside it."""
    if " " not in name.last and " " not in name.first:
        return False
    shorter, longer = sorted((plain(name.last).split(), plain(name.first).split()), key=len)
    if not shorter or len(longer) == len(shorter):
        return False
    ends, begins = longer[-len(shorter) :] == shorter, longer[: len(shorter)] == shorter
    rest = longer[: -len(shorter)] if ends else longer[len(shorter) :]
    return (ends or begins) and any(len(word) > 2 and word not in _PARTICLES for word in rest)


def _is_in_two_cases(name: ListedName) -> bool:
    """Whether the longer of the two cells is in capitals in part only, by whole words, as « DURAND Paul » is."""
    words = re.findall(r"[^\W\d_]{2,}", max(name.last, name.first, key=len))
    return any(word.isupper() for word in words) and any(word[1:].islower() for word in words)
