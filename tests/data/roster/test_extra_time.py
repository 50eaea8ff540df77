"""RULES.md section 5 « Percentages », case by case, dense around each boundary."""

import datetime as dt

import pytest

from data.roster.extra_time import read_extra_time
from data.roster.text import ListCell
from data.roster.values import NotUnderstood
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime
from tests.data.roster.lists import Reads, only_error

THIRD = "third"
Expected = int | str

UNDERSTOOD_TEXTS: list[tuple[str, Expected]] = [
    # none
    ("", 0), ("   ", 0), ("non", 0), ("NON", 0), ("-", 0), ("–", 0), ("—", 0), ("0", 0), ("0,0", 0), ("0%", 0),
    ("0 %", 0), ("aucun", 0),
    # 0 < x < 1 is a fraction
    ("0,01", 1), ("0.1", 10), ("0,33", 33), ("0.33", 33), ("0,330", 33), ("0,5", 50), ("0,99", 99),
    # from 10 to 300 a percentage
    ("10", 10), ("11", 11), ("33", 33), ("50", 50), ("100", 100), ("133", 133), ("299", 299), ("300", 300),
    ("+33", 33),
    # with its sign, as written
    ("1%", 1), ("2 %", 2), ("9%", 9), ("10%", 10), ("33%", 33), ("33 %", 33), ("33\u00a0%", 33), ("33\u202f%", 33),
    ("100 %", 100), ("133 %", 133), ("200%", 200), ("300 %", 300), ("33,0 %", 33), ("+50 %", 50),
    # exactly a third
    ("oui", THIRD), ("Oui", THIRD), ("x", THIRD), ("X", THIRD), ("TT", THIRD), ("tt", THIRD), ("tiers temps", THIRD),
    ("Tiers-temps", THIRD), ("TIERS TEMPS", THIRD), ("1/3", THIRD), ("1 / 3", THIRD), ("⅓", THIRD), ("0,333", THIRD),
    ("0.3333", THIRD), ("33,3 %", THIRD), ("33,33%", THIRD),
]  # fmt: skip
REFUSED_TEXTS = [
    # a bare 1 to 9 has two readings
    ("1", "1 % ou 100 %"), ("2", "2 % ou 200 %"), ("9", "9 % ou 900 %"), ("+1", "1 % ou 100 %"),
    # so has anything with decimals from 1 up
    ("1,0", "1 % ou 100 %"), ("1,33", "1,33 % ou 133 %"), ("1.33", "1,33 % ou 133 %"), ("2,5", "2,5 % ou 250 %"),
    ("9,99", "9,99 % ou 999 %"), ("10,5", "10 % ou 11 %"), ("33.5", "33 % ou 34 %"),
    ("33,0", "33 % ou 3300 %"), ("33.0", "33 % ou 3300 %"), ("100,00", "100 % ou 10000 %"), ("10.0", "10 % ou 1000 %"),
    ("33,3", "33 % ou un tiers temps"), ("33.33", "33 % ou un tiers temps"),
    # what Pix once displayed for 33 %
    ("0,33 %", "0,33 % ou 33 %"), ("0.5%", "0,5 % ou 50 %"),
    # out of bounds
    ("301", "dépasse 300 %"), ("301 %", "dépasse 300 %"), ("999999999", "dépasse 300 %"), ("1000 %", "dépasse 300 %"),
    ("-33", "négatif"), ("-33%", "négatif"), ("−33 %", "négatif"), ("-0,33", "négatif"),
    # not whole
    ("12,5 %", "pas un pourcentage entier"), ("0,335", "pas un pourcentage entier"), ("1,33 %", "entier"),
    # nothing known
    ("beaucoup", "n'est pas un temps majoré"), ("33 % (dys)", "n'est pas un temps majoré"), ("demi", "n'est pas"),
    ("4/3", "n'est pas"), ("1e2", "n'est pas"), ("TT 33 %", "n'est pas"), ("33 pour cent", "n'est pas"),
    ("35 min", "est une durée"), ("#N/A", "n'est pas"),
    ("3 3", "n'est pas"), ("33%%", "n'est pas"), ("%", "n'est pas"), ("1,3,3", "n'est pas"), ("٣٣", "n'est pas"),
    ("9" * 400, "n'est pas"),
]  # fmt: skip
UNDERSTOOD_NUMBERS: list[tuple[float, Expected]] = [
    (0, 0), (0.0, 0), (0.01, 1), (0.1, 10), (0.33, 33), (0.5, 50), (0.99, 99), (0.1 + 0.2, 30),
    (1 / 3, THIRD), (0.333333333333333, THIRD), (0.3333, THIRD),
    (10, 10), (10.0, 10), (33.0, 33), (50, 50), (100.0, 100), (133, 133), (300, 300), (300.0, 300),
]  # fmt: skip
NUMBERS_TO_READ_AGAIN: list[tuple[float, int]] = [
    (1, 100), (1.0, 100), (1.01, 101), (1.1, 110), (1.33, 133), (1.99, 199), (2, 200), (2.0, 200),
]  # fmt: skip
REFUSED_NUMBERS = [
    (2.001, "2,001 % ou 200,1 %"), (2.01, "2,01 % ou 201 %"), (2.5, "2,5 % ou 250 %"), (3.0, "3 % ou 300 %"),
    (5, "5 % ou 500 %"), (9.0, "9 % ou 900 %"), (9.99, "9,99 % ou 999 %"), (10.5, "10 % ou 11 %"),
    (33.33, "33 % ou un tiers temps"), (300.5, "300 % ou 301 %"), (301, "dépasse 300 %"), (1e12, "dépasse 300 %"),
    (-0.33, "négatif"), (-33, "négatif"), (0.335, "pas un pourcentage entier"), (1.3333, "pas un pourcentage entier"),
    (float("nan"), "n'est pas un temps majoré"), (float("inf"), "n'est pas un temps majoré"),
]  # fmt: skip


def expected_value(expected: Expected) -> ExtraTime:
    """33 as a percentage, or the exact third."""
    return EXACT_THIRD if isinstance(expected, str) else ExtraTime(percent=expected)


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD_TEXTS)
def test_a_text_is_understood(text: str, expected: Expected) -> None:
    """A text gives its percentage; only an exact third is remarked upon."""
    value, remark = read_extra_time(text)
    assert value == expected_value(expected)
    assert ("tiers temps (exactement 1/3" in remark) == (expected == THIRD)


@pytest.mark.parametrize(("number", "expected"), UNDERSTOOD_NUMBERS)
def test_a_number_cell_is_understood(number: float, expected: Expected) -> None:
    """A number cell below 1 is a fraction, from 10 on a percentage; neither is remarked upon."""
    value, remark = read_extra_time(number)
    assert value == expected_value(expected)
    assert bool(remark) == (expected == THIRD)


@pytest.mark.parametrize(("number", "percent"), NUMBERS_TO_READ_AGAIN)
def test_a_number_cell_from_1_to_2_is_a_fraction_with_a_remark(number: float, percent: int) -> None:
    """A percent cell of 100 % holds 1: understood, and said."""
    value, remark = read_extra_time(number)
    assert value == ExtraTime(percent=percent)
    assert f"compris comme {percent} %" in remark


@pytest.mark.parametrize(("cell", "why"), [*REFUSED_TEXTS, *REFUSED_NUMBERS])
def test_what_has_two_readings_or_none_is_refused(cell: ListCell, why: str) -> None:
    """The sentence names both readings, or what is wrong, and says what to write."""
    with pytest.raises(NotUnderstood) as refusal:
        read_extra_time(cell)
    assert why in str(refusal.value)
    assert "33 %" in str(refusal.value)


@pytest.mark.parametrize("cell", [dt.date(2026, 3, 1), dt.datetime(2026, 3, 1)])
def test_a_date_cell_is_refused(cell: ListCell) -> None:
    """A spreadsheet makes a date of a typed « 1/3 »."""
    with pytest.raises(NotUnderstood, match="date ou une heure"):
        read_extra_time(cell)


@pytest.mark.parametrize(("cell", "expected"), [(True, EXACT_THIRD), (False, NO_EXTRA_TIME)])
def test_a_box_cell_is_yes_or_no(cell: bool, expected: ExtraTime) -> None:
    """A ticked box says « oui »."""
    assert read_extra_time(cell).value == expected


def test_a_long_wrong_value_is_cut_in_the_message() -> None:
    """About forty characters of it are enough to find it."""
    with pytest.raises(NotUnderstood) as refusal:
        read_extra_time("z" * 5000)
    assert "z" * 39 + "… »" in str(refusal.value)
    assert "z" * 40 not in str(refusal.value)


@pytest.mark.parametrize("text", ["+30 min", "35 minutes", "1h20", "01:20", "2 h 20", "1 h", "30'", "20 min de plus"])
def test_a_duration_is_no_share(text: str) -> None:
    """Of how long a test, the list does not say: the sentence says what is wrong, not only that something is."""
    with pytest.raises(NotUnderstood, match="est une durée, et un temps majoré est une part du test"):
        read_extra_time(text)


@pytest.mark.parametrize("cell", [dt.time(0, 35), dt.timedelta(minutes=140)])
def test_a_cell_of_time_is_a_duration(cell: ListCell) -> None:
    """A sheet keeps « 0:35 » as a time."""
    with pytest.raises(NotUnderstood, match=r"« \d\d:\d\d » est une durée"):
        read_extra_time(cell)


@pytest.mark.parametrize("cell", [35, 35.0, 0.33, 1, "35", "140", "1,5"])
def test_a_number_in_a_column_of_minutes_is_none(cell: ListCell) -> None:
    """35 minutes are no 35 %: a third of 105 minutes."""
    with pytest.raises(NotUnderstood, match="dans une colonne de minutes"):
        read_extra_time(cell, is_in_minutes=True)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("33 %", ExtraTime(percent=33)),
        ("tiers temps", EXACT_THIRD),
        ("", NO_EXTRA_TIME),
        (0, NO_EXTRA_TIME),
        ("0", NO_EXTRA_TIME),
    ],
)
def test_what_says_itself_what_it_is_stays_so_in_a_column_of_minutes(cell: ListCell, expected: ExtraTime) -> None:
    """A percentage with its sign has one reading."""
    assert read_extra_time(cell, is_in_minutes=True).value == expected


@pytest.mark.parametrize("text", ["✓", "✔\ufe0f", "☑", "Vrai", "TRUE", "un tiers"])
def test_a_ticked_box_is_a_third(text: str) -> None:
    """As « oui » and « x » are, with the same remark."""
    understood = read_extra_time(text)
    assert understood.value == EXACT_THIRD
    assert understood.remark


@pytest.mark.parametrize("text", ["☐", "Faux", "N", "/", "FALSE"])
def test_an_empty_box_is_none(text: str) -> None:
    """As « non » is."""
    assert read_extra_time(text) == (NO_EXTRA_TIME, "")


@pytest.mark.parametrize(("text", "percent"), [("1/2", "50 %"), ("1/4", "25 %"), ("2/3", ""), ("1/2 temps", "50 %")])
def test_another_fraction_is_settled_by_a_person(text: str, percent: str) -> None:
    """What it would be as a percentage is said where it is a whole one."""
    with pytest.raises(NotUnderstood) as refusal:
        read_extra_time(text)
    assert percent in str(refusal.value)


def test_a_tick_below_another_percentage_is_no_third(reads: Reads) -> None:
    """« x » under « Temps majoré 50 % » was read as a third."""
    roster = reads.text("Nom;Prénom;Né le;Temps majoré 50 %\nROI;Ada;25/01/2009;x\nSIX;Bao;26/01/2009;50 %\n")
    line, sentence = only_error(roster)
    assert line == 2
    assert "l'en-tête nomme un pourcentage" in sentence


@pytest.mark.parametrize("share", ["33 %", "33,3 %", "33.33%", "33 1/3 %"])
def test_a_tick_below_a_third_is_one_however_its_percentage_is_written(reads: Reads, share: str) -> None:
    """« Tiers temps (33,3 %) » names no other share: a list with ticks below it was refused."""
    roster = reads.text(f"Nom;Prénom;Né le;Tiers temps ({share})\nROI;Ada;25/01/2009;x\n")
    assert not roster.errors
    assert [who.extra_time for who in roster.sessions[0].candidates] == [EXACT_THIRD]
    with_decimals = reads.text("Nom;Prénom;Né le;Temps majoré (33,5 %)\nROI;Ada;25/01/2009;x\n")
    assert only_error(with_decimals)[0] == 2
