"""The temps majoré as lists write it. Source: RULES.md section 5 « Percentages », DOMAIN.md section 3.

The same digits mean different things in a text and in a number cell: a sheet keeps a percent cell of 100 % as the
number 1, whereas a typed « 1 » may be 1 % or 100 %. Whatever has two readings is an error to settle, never a guess.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from typing import NamedTuple

from data.roster.text import ListCell, as_text, clean
from data.roster.values import NotUnderstood
from data.roster.wording import quoted
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime, plain

HIGHEST_PERCENT = 300
"""The most that `ExtraTime` holds (RULES.md section 5)."""
LOWEST_BARE_PERCENT = 10
"""Below it a number without a % sign may also be a fraction."""
HIGHEST_FRACTION = 2
"""A number cell up to 2 (a percent cell of 200 %) is a fraction of the test."""

_NUMBER = re.compile(r"([+\-−]?)(\d{1,9})(?:[.,](\d{1,12}))?( ?%)?", re.ASCII)
_THIRD_IN_DECIMALS = re.compile(r"33\.3+")
_DURATION = re.compile(
    r"\+?\s?\d{1,3}\s?(?:minutes?|min|mn|['’′])\.?(?: (?:de|en) plus| supp\w*\.?)?"
    r"|\+?\s?\d{1,2}\s?(?:heures?|[h:])\s?(?:\d{1,2})?\s?(?:minutes?|min|mn)?",
    re.ASCII | re.IGNORECASE,
)
"""« +30 min », « 1h20 », « 01:20 »: so many minutes, of a test whose length the list does not say."""
_OTHER_FRACTION = re.compile(r"(\d{1,2})\s?[/⁄]\s?(\d{1,2})(?: ?temps)?", re.ASCII | re.IGNORECASE)
_VARIATION = "\ufe0f"
"""What makes a picture of a sign, « ✔️ » of « ✔ »."""
YES_SIGNS = frozenset({"x", "oui", "vrai", "true", "✓", "✔", "☑", "✅", "☒"})
"""What ticks a box, a form's own « ☒ » too; a lone « ✗ » may say no and is settled by a person."""
NO_SIGNS = frozenset({"", "-", "–", "—", "−", "/", "//", "n", "non", "faux", "false", "☐", "□", "0"})
"""What leaves it empty."""
_NOTHING_WORDS = frozenset({"aucun", "aucune", "neant", "rien", "sans", "sans objet", "non concerne", "non concernee"})
_THIRD_WORDS = frozenset({"tt", "tiers temps", "tiers", "un tiers", "un tiers temps", "1 tiers", "1 tiers temps"})
_THIRD_SIGNS = frozenset({"1/3", "1⁄3", "⅓", "1/3temps"})
_SETTLE = "écrivez le pourcentage entier avec son signe, par exemple 33 %."
_A_DURATION = f"est une durée, et un temps majoré est une part du test ; {_SETTLE}"


class ReadExtraTime(NamedTuple):
    """A temps majoré, and what must be told about how it was understood (empty: nothing)."""

    value: ExtraTime
    remark: str = ""
    """« … est compris comme … », a French clause without the candidate's name nor a full stop."""


def answer_of(text: str) -> str:
    """A cleaned text as answers to a box are compared: no case, no picture of a sign."""
    return text.replace(_VARIATION, "").casefold()


def read_extra_time(cell: ListCell, *, is_in_minutes: bool = False) -> ReadExtraTime:
    """Understand one « Temps majoré ? » cell.

    Args:
        cell: the cell.
        is_in_minutes: whether the heading says that the column counts minutes: then a number without « % » is none.

    Raises:
        NotUnderstood: it has two readings, is negative, above 300 %, not whole, or says nothing known.
    """
    if isinstance(cell, (dt.time, dt.timedelta)):
        raise NotUnderstood(f"{quoted(as_text(cell))} {_A_DURATION}")
    if isinstance(cell, dt.date):
        # What a spreadsheet makes of « 1/3 » as it is typed, in French and in English.
        made = " (un tableur prend « 1/3 » pour une date)" if {cell.day, cell.month} == {1, 3} else ""
        told = f"{quoted(as_text(cell))} est une date ou une heure, pas un temps majoré{made}"
        raise NotUnderstood(f"{told} ; {_SETTLE}")
    text = clean(as_text(cell)).text
    is_a_bare_number = (found := _NUMBER.fullmatch(text)) is not None and not found[4]
    if is_in_minutes and is_a_bare_number and text.strip("0,.+- "):
        raise NotUnderstood(f"{quoted(text)}, dans une colonne de minutes, {_A_DURATION}")
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _number_cell(cell)
    return _text(text)


def _number_cell(number: float) -> ReadExtraTime:
    if not math.isfinite(number):
        raise NotUnderstood(f"{quoted(str(number))} n'est pas un temps majoré ; {_SETTLE}")
    shown = quoted(as_text(number))
    value = Decimal(str(round(number, 9)))
    if value < 0:
        raise NotUnderstood(f"{shown} est négatif ; {_SETTLE}")
    if value <= HIGHEST_FRACTION:
        understood = _percent(value * 100, shown)
        if value < 1:
            return understood
        return ReadExtraTime(understood.value, f"le nombre {shown} est compris comme {understood.value}")
    if value < LOWEST_BARE_PERCENT:
        raise _two_readings(shown, value)
    return _bare_percent(value, shown)


def _text(text: str) -> ReadExtraTime:
    folded, answer, shown = plain(text), answer_of(text), quoted(text)
    if NO_SIGNS & {answer, folded or answer} or folded in _NOTHING_WORDS:
        return ReadExtraTime(NO_EXTRA_TIME)
    if YES_SIGNS & {answer, folded} or folded in _THIRD_WORDS or answer.replace(" ", "") in _THIRD_SIGNS:
        return _exact_third(shown)
    found = _NUMBER.fullmatch(text)
    if found is None and _DURATION.fullmatch(text):
        raise NotUnderstood(f"{shown} {_A_DURATION}")
    if found is None and (part := _OTHER_FRACTION.fullmatch(text)) and int(part[2]):
        percent = Decimal(int(part[1]) * 100) / int(part[2])
        if percent == int(percent) and percent <= HIGHEST_PERCENT:
            raise NotUnderstood(f"{shown} peut vouloir dire {int(percent)} % ; écrivez-le ainsi.")
    if found is None:
        raise NotUnderstood(f"{shown} n'est pas un temps majoré ; {_SETTLE}")
    sign, whole, decimals, percent_sign = found.groups()
    value = Decimal(f"{whole}.{decimals or 0}")
    if value == 0:
        return ReadExtraTime(NO_EXTRA_TIME)
    if sign not in ("", "+"):
        raise NotUnderstood(f"{shown} est négatif ; {_SETTLE}")
    if percent_sign:
        if value < 1:
            raise _two_readings(shown, value)
        return _percent(value, shown)
    if value < 1:
        return _percent(value * 100, shown)
    if value < LOWEST_BARE_PERCENT or (decimals and value == int(value)):
        # « 33,0 » is 33 % in one program and 3300 % in another.
        raise _two_readings(shown, value)
    return _bare_percent(value, shown)


def _bare_percent(value: Decimal, shown: str) -> ReadExtraTime:
    """A number of 10 or more without a sign: a percentage, and a whole one."""
    below = int(value)
    if _THIRD_IN_DECIMALS.fullmatch(str(value)):
        raise NotUnderstood(f"{shown} peut se lire {below} % ou un tiers temps ; écrivez « 33 % » ou « tiers temps ».")
    if value != below:
        raise NotUnderstood(f"{shown} peut se lire {below} % ou {below + 1} % ; {_SETTLE}")
    return _percent(value, shown)


def _percent(percent: Decimal, shown: str) -> ReadExtraTime:
    percent = percent.normalize()
    if percent > HIGHEST_PERCENT:
        raise NotUnderstood(f"{shown} dépasse {HIGHEST_PERCENT} % ; {_SETTLE}")
    if percent == int(percent):
        return ReadExtraTime(ExtraTime(percent=int(percent)))
    if _THIRD_IN_DECIMALS.fullmatch(str(percent)):
        return _exact_third(shown)
    raise NotUnderstood(f"{shown} n'est pas un pourcentage entier ; {_SETTLE}")


def _exact_third(shown: str) -> ReadExtraTime:
    return ReadExtraTime(EXACT_THIRD, f"{shown} est compris comme un tiers temps (exactement 1/3, affiché 33 %)")


def _two_readings(shown: str, value: Decimal) -> NotUnderstood:
    as_percent, as_fraction = (f"{number.normalize():f}".replace(".", ",") for number in (value, value * 100))
    return NotUnderstood(f"{shown} peut se lire {as_percent} % ou {as_fraction} % ; {_SETTLE}")
