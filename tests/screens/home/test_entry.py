"""The form's checks: what each field understands while it is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from screens.home.entry import FIELDS, KnownToForms, Typed
from screens.home.office import NewSession

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=ZoneInfo("Europe/Paris"))
NAMES = {"CORE": "Pix", "CLEA": "Pix + CléA numérique", "DROIT": "Pix+ Droit", "PRO_SANTE": "Pix+ Pro Santé"}
DESK = KnownToForms(frozenset({"208", "p1"}), NAMES, NOW)
NOTHING = dict.fromkeys(FIELDS, "")

Verdict = Literal["good", "doubt", "begun", "wrong"]

CASES: tuple[tuple[str, str, Verdict, object, str], ...] = (
    # number: 1 to 9 digits that no session bears
    ("number", "209", "good", "209", "session 209"),
    ("number", " 0209 ", "good", "209", "session 209"),
    ("number", "éàç", "good", "209", "session 209"),  # hit without Shift
    ("number", "999999999", "good", "999999999", "session"),
    ("number", "1234567890", "wrong", None, "10 chiffres"),
    ("number", "208", "wrong", None, "déjà dans Vigie"),
    ("number", "0208", "wrong", None, "déjà dans Vigie"),
    ("number", "000", "wrong", None, "ne peut pas être 0"),
    ("number", "p2", "wrong", None, "que des chiffres"),
    ("number", "20é", "wrong", None, "que des chiffres"),
    ("number", "[b]1[/b]", "wrong", None, "que des chiffres"),
    ("number", "", "doubt", "", "provisoire"),
    # access code: 4 letters of BCDFGHJKMPQRTVWXY, then 2 digits of 2346789
    ("code", "FMKP47", "good", "FMKP47", "FMKP47"),
    ("code", "fmkp47", "good", "FMKP47", "FMKP47"),
    ("code", "fm kp 47", "good", "FMKP47", "FMKP47"),
    ("code", "fmkp'è", "good", "FMKP47", "FMKP47"),  # hit without Shift
    ("code", "fm", "begun", None, "encore 4 signes"),
    ("code", "fmkp", "begun", None, "encore 2 signes, chiffres parmi 2346789"),
    ("code", "fmkp4", "begun", None, "encore 1 signe,"),
    ("code", "fmka", "wrong", None, "« A »"),
    ("code", "fmz", "wrong", None, "« Z »"),
    ("code", "fmkp1", "wrong", None, "« 1 »"),
    ("code", "fmkp45", "wrong", None, "« 5 »"),
    ("code", "fmkp472", "wrong", None, "6 signes"),
    ("code", "", "good", "", "plus tard"),
    # the day, JJ/MM/AAAA
    ("date", "24/11/2026", "good", date(2026, 11, 24), "mardi 24 novembre 2026"),
    ("date", "1/12/2026", "good", date(2026, 12, 1), "mardi 1er décembre 2026"),
    ("date", "24112026", "good", date(2026, 11, 24), "mardi"),
    ("date", "24-11-2026", "good", date(2026, 11, 24), "mardi"),
    ("date", "24/11", "good", date(2026, 11, 24), "mardi 24 novembre 2026"),
    ("date", "10/01", "good", date(2027, 1, 10), "janvier 2027"),  # the next such day
    ("date", "29/02", "wrong", None, "n'existe pas"),
    ("date", "29/02/2028", "doubt", date(2028, 2, 29), "février 2028"),  # in more than a year
    ("date", "21/11/2026", "doubt", date(2026, 11, 21), "samedi"),  # past
    ("date", "31/11/2026", "wrong", None, "n'existe pas dans le calendrier"),
    ("date", "11/24/2026", "wrong", None, "pas de mois 24"),
    ("date", "24/1", "good", date(2027, 1, 24), "janvier"),
    ("date", "24/", "begun", None, "JJ/MM/AAAA"),
    ("date", "demain", "wrong", None, "JJ/MM/AAAA"),
    ("date", "", "good", date(2026, 11, 22), "aujourd'hui"),
    # hour: HH:MM
    ("hour", "09:00", "good", time(9), "09:00"),
    ("hour", "9h15", "good", time(9, 15), "09:15"),
    ("hour", "9 h", "good", time(9), "09:00"),
    ("hour", "0915", "good", time(9, 15), "09:15"),
    ("hour", "à)h", "wrong", None, "HH:MM"),
    ("hour", "àç:àà", "good", time(9), "09:00"),  # hit without Shift
    ("hour", "9", "begun", None, "HH:MM"),
    ("hour", "25:00", "wrong", None, "n'est pas une heure"),
    ("hour", "09:60", "wrong", None, "n'est pas une heure"),
    ("hour", "03:00", "doubt", time(3), "03:00"),
    ("hour", "", "good", time(15), "prochaine heure pleine"),
    # surveillants
    ("people", "Paul Martin, Awa Lô ;Paul Martin", "good", ("Paul Martin", "Awa Lô"), "2 surveillants"),
    ("people", " , ", "good", (), "plus tard"),
    ("people", "Paul\x1b[31m", "good", ("Paul[31m",), "Paul"),
    # certification
    ("certification", "", "good", "CORE", "Pix"),
    ("certification", "clea", "good", "CLEA", "CléA"),
    ("certification", "DROIT", "good", "DROIT", "Droit"),
    ("certification", "santé", "good", "PRO_SANTE", "Santé"),
    ("certification", "pix", "good", "CORE", "Pix"),
    ("certification", "p", "begun", None, "laquelle"),
    ("certification", "grec", "wrong", None, "inconnue"),
    # places
    ("site", "Collège [b]x[/b]", "good", "Collège [b]x[/b]", ""),
    ("room", "", "good", "", ""),
)  # fmt: skip


@pytest.mark.parametrize(("field", "typed", "verdict", "value", "told"), CASES)
def test_a_field(field: str, typed: str, verdict: Verdict, value: object, told: str) -> None:
    """Each is understood, doubted, begun or wrong, and says so."""
    check = Typed({**NOTHING, field: typed}, DESK).checks[field]
    found = "doubt" if check.doubt else "good" if check.is_good else "begun" if check.is_begun else "wrong"
    assert (found, check.value) == (verdict, value), check
    assert told in check.told


def test_no_digit_row_on_qwerty() -> None:
    """There, « é » is no 2."""
    assert not Typed({**NOTHING, "number": "éàç"}, replace(DESK, keyboard="qwerty")).number.is_good


def test_just_before_midnight() -> None:
    """The next full hour is tomorrow's, and so is the day."""
    late = Typed(NOTHING, replace(DESK, local_now=NOW.replace(hour=23, minute=40)))
    assert (late.day.value, late.hour.value) == (date(2026, 11, 23), time(0))


def test_the_whole_form() -> None:
    """What is made of it; nothing while one field is wrong."""
    values = NOTHING | {
        "number": "209",
        "code": "fmkp47",
        "date": "24/11",
        "hour": "8h30",
        "room": "CDI",
        "people": "A, B",
    }
    assert Typed(values, DESK).new_session == NewSession(
        "209", date(2026, 11, 24), time(8, 30), "", "CDI", ("A", "B"), "CORE", "FMKP47"
    )
    assert Typed(values | {"code": "fmk"}, DESK).new_session is None
