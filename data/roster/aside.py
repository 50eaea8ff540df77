"""A temps majoré that stands where nothing reads it: in a further column, in a name (RULES.md section 11 « Lists in »).

Whoever wrote « tiers temps » beside the column that is meant for it gave that candidate a third. Nothing is taken from
there, since nobody knows how such a text is meant, and nothing is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from data.roster.extra_time import NO_SIGNS, answer_of, read_extra_time
from data.roster.text import ListCell, as_text, clean
from data.roster.values import NotUnderstood
from data.roster.wording import listed, quoted
from supervisor.candidate import ExtraTime, plain

_EXTRA_TIME = re.compile(
    r"\btiers\b|(?<!\d )\b1 3\b(?! ?\d)|\btps\b|\bt t\b|\btt\b|\bmajor(?:e|es|ee|ees|ation|ations)\b"
    r"|\btemps (?:maj\w*|supp\w*|add\w*|amenag\w*|en plus)|\bextra time\b"
    r"|\b(?:minutes?|min|mn) (?:de |en )?(?:plus|sup\w*)\b|\bplus de temps\b"
    r"|\b\d{2,3} ?(?:minutes?|min|mn)\b|\b(?:delai|duree)s? (?:supp\w*|add\w*|allong\w*|prolong\w*)"
    r"|\b(?:prolong|rallong|rallonge)\w*|\bpour ?cent\b"
)
"""On folded words (`plain`): the signs of « 1/3 », « T.T. » and « + » are blanks there."""
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]\d+)?\s?%")
_PLUS_MINUTES = re.compile(r"(?<![A-Za-z])\+\s?\d{2,3}(?![\d.]|\s?\d)")
"""« +33 », « 1h45+35 »; not a telephone number."""
_FRACTION = re.compile(r"(?<![\d/])1\s?[/⁄]\s?3(?![\d/])|⅓|(?<!\d)0[.,]33(?!\d)")
_ACCOMMODATION = re.compile(
    r"\b(?:amenag\w*|adapt\w*|accommodation\w*|pap|pai|pps|ppre|gevasco|geva sco|mdph|ulis|aesh|avs|handicap\w*|rqth|"
    r"dys|dys(?:lexi|praxi|calculi|orthograph|phasi|graphi)\w*|tdah?h?|tsa|scripteur|malvoyan\w*|"
    r"malentendan\w*|accompagnement\w*|besoins (?:particuliers|specifiques)|temps)\b"
)
_NOT_THE_TESTS_TIME = re.compile(r"\b(?:temps (?:plein|partiel|complet)|mi temps|plein temps)\b")
_A_LENGTH = re.compile(r"\b\d{2,3} ?(?:minutes?|min|mn)\b|\bpour ?cent\b|\bt t\b")
_NO = NO_SIGNS | {"no", "neant", "aucun", "aucune", "rien", "sans", "sans objet", "so", "ras"}
_DENIAL = re.compile(
    r"(?:pas|sans|non|ni|aucune?|pas d aucune?) (?:de |d |du )?"
    r"(?:(?:1 3|tiers) ?(?:temps|tps)?|tt|t t|(?:temps|tps) (?:maj\w*|supp\w*|add\w*|amenag\w*)|major\w*|amenagements?|"
    r"adaptations?|pap|pai|pps|ppre|mdph|rqth|concernee?)(?: (?:demandee?s?|prevue?s?|accordee?s?))?"
    r"|(?:1 3 temps|tiers temps|tt|temps majore|pap|pai|pps|ppre|amenagements?) (?:non|neant|aucune?|0)"
)
"""A cell that says no more than that there is none: « pas de tiers temps », « PAP : non »."""
_STARRED = re.compile(r"^\s*\*+\s*\w|\w\s*\*+\s*$")
"""A name with the star that a list explains below, or nowhere."""
_BRACKETED = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]|\s[-–—/]\s?(.+)$")


WRITE_IT = "écrivez-le dans la colonne « Temps majoré »"
"""What to do about a temps majoré that stands elsewhere."""


_DECIMALS = re.compile("3{2,}")
"""What stands behind the comma of a third. That of a half is the name of many a class or seat."""


class Aside(NamedTuple):
    """What stands in one place of a row."""

    heading: str
    text: str


def speaks_of_extra_time(text: str) -> bool:
    """Whether a text says that somebody has more time, whatever else it says."""
    folded = _NOT_THE_TESTS_TIME.sub(" ", plain(text))
    return bool(_EXTRA_TIME.search(folded) or any(sign.search(text) for sign in (_FRACTION, _PERCENT, _PLUS_MINUTES)))


def speaks_by_name(text: str) -> bool:
    """Whether a text names a temps majoré: « Tiers temps », « * 1/3 temps »; a length or a percentage alone is none."""
    folded = _A_LENGTH.sub(" ", _NOT_THE_TESTS_TIME.sub(" ", plain(text)))
    return bool(_EXTRA_TIME.search(folded) or _FRACTION.search(text))


def speaks_of_accommodation(text: str) -> bool:
    """Whether a text says that somebody's test is arranged in some way."""
    return bool(_ACCOMMODATION.search(_NOT_THE_TESTS_TIME.sub(" ", plain(text))))


def speaks_of_it(text: str) -> bool:
    """Either of the two."""
    return speaks_of_extra_time(text) or speaks_of_accommodation(text)


def aside_of_cell(heading: str, cell: ListCell, *, is_doubtful: bool) -> Aside | None:
    """What a cell that is not read says of a temps majoré.

    Args:
        heading: what its column is called.
        cell: the cell.
        is_doubtful: whether the heading itself seems to speak of it: then anything but a « non » counts.
    """
    text = clean(as_text(cell)).text
    folded = plain(text)
    # A sign alone (« ✓ ») folds to nothing, and ticks all the same.
    if (folded or answer_of(text)) in _NO or _DENIAL.fullmatch(folded):
        return None
    if is_doubtful or speaks_of_it(text):
        return Aside(heading, text)
    return None


def ticks(cell: ListCell) -> bool:
    """Whether a cell without a heading would be a temps majoré if it had one; a number there is a rank as well."""
    if not isinstance(cell, str) or cell.strip().isdecimal():
        return False
    try:
        return bool(read_extra_time(cell).value)
    except NotUnderstood:
        return False


def share_cut_in_two(cells: Sequence[ListCell]) -> Aside | None:
    """A third in decimals that a comma between cells has cut: « 0 » below the temps majoré, then « 33 ».

    Args:
        cells: that of the temps majoré, and the one after it.
    """
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    if len(texts) == len(cells) == 2 and texts[0] == "0" and _DECIMALS.fullmatch(texts[1]):
        return Aside("Temps majoré", ",".join(texts))
    return None


def aside_of_name(heading: str, name: str) -> Aside | None:
    """What a name says of it: « X (TT) », « Y - 1/3 tps », « Z (PAP) »."""
    if not name or (name.isalpha() and not re.search(r"\bTT\b", name)):
        return None
    beside = [part for found in _BRACKETED.findall(name) for part in found if part]
    if speaks_of_extra_time(name) or _STARRED.search(name) or any(map(speaks_of_accommodation, beside)):
        return Aside(heading, name)
    return None


def is_said_already(extra_time: ExtraTime, asides: Iterable[Aside]) -> bool:
    """Whether the column of the temps majoré says as much: it is read, and no other percentage stands beside it."""
    if not extra_time:
        return False
    others = {int(number) for aside in asides for number in _PERCENT.findall(aside.text)}
    return not others - {extra_time.percent}


def aside_told(asides: Sequence[Aside], extra_time: ExtraTime, cure: str) -> str:
    """What to say of a candidate of whom the list says more than is read.

    Args:
        asides: what it says.
        extra_time: what was read of theirs.
        cure: what to do about it, as a French clause.
    """
    where = listed([f"{quoted(aside.heading)} dit {quoted(aside.text)}" for aside in asides])
    known = f"{extra_time} est compris" if extra_time else "rien n'est compris"
    return f"Un temps majoré est peut-être écrit où il n'est pas lu : {where}, et {known} ; vérifiez, et {cure}."
