"""Dates, hours, session numbers, codes: what is understood, what is refused and why."""

import datetime as dt

import pytest

from data.roster.readings import DayFirst
from data.roster.text import ListCell
from data.roster.values import (
    NotUnderstood,
    is_broken_by_a_spreadsheet,
    read_birth_date,
    read_date,
    read_hour,
    read_session_date,
    read_session_number,
    read_sex,
    read_surveillants,
    with_leading_zero,
)
from data.roster.wording import Findings
from tests.data.roster.lists import TODAY, Reads, only_error

DATES: list[tuple[ListCell, str]] = [
    ("03/04/2010", "2010-04-03"),  # the day comes first
    ("3/4/2010", "2010-04-03"),
    ("12/11/2010", "2010-11-12"),
    (" 03 / 04 / 2010 ", "2010-04-03"),
    ("03-04-2010", "2010-04-03"),
    ("03.04.2010", "2010-04-03"),
    ("03 04 2010", "2010-04-03"),
    ("2010-04-03", "2010-04-03"),  # ISO
    ("2010/04/03", "2010-04-03"),
    ("2010-04-03 00:00:00", "2010-04-03"),  # as programs write a date cell
    ("2010-04-03T00:00:00", "2010-04-03"),
    ("03/04/2010 00:00", "2010-04-03"),
    ("3 avril 2010", "2010-04-03"),
    ("1er février 2010", "2010-02-01"),
    ("29/02/2008", "2008-02-29"),
    (dt.date(2010, 4, 3), "2010-04-03"),  # cells
    (dt.datetime(2010, 4, 3), "2010-04-03"),
    (dt.datetime(2010, 4, 3, 12, 30), "2010-04-03"),
]
NO_DATES: list[tuple[ListCell, str]] = [
    ("31/02/2010", "n'existe pas dans le calendrier"),
    ("29/02/2010", "n'existe pas dans le calendrier"),
    ("00/01/2010", "n'existe pas"),
    ("32/01/2010", "n'existe pas"),
    ("01/00/2010", "pas de mois 0"),
    ("12/13/2010", "pas de mois 13"),  # the month came first
    ("2010-13-01", "pas de mois 13"),
    ("01/01/0000", "n'existe pas"),
    ("03/04/10", "deux chiffres"),
    ("3-4-10", "deux chiffres"),
    ("2010", "n'est pas une date"),
    ("03042010", "n'est pas une date"),
    ("3 floréal 2010", "n'est pas une date"),
    ("avril 2010", "n'est pas une date"),
    ("03/04/2010 10:30", "n'est pas une date"),
    ("hier", "n'est pas une date"),
    ("٠٣/٠٤/٢٠١٠", "n'est pas une date"),
    (40271.0, "est un nombre"),  # a date cell that lost its format
    (True, "est un nombre"),
    (dt.time(3, 4), "n'est pas une date"),
]


@pytest.mark.parametrize(("cell", "iso"), DATES)
def test_a_date_is_read_with_the_day_first(cell: ListCell, iso: str) -> None:
    """Texts of every usual form and date cells."""
    assert read_date(cell).isoformat() == iso


@pytest.mark.parametrize(("cell", "why"), NO_DATES)
def test_what_is_no_date_is_told_with_its_form(cell: ListCell, why: str) -> None:
    """Each sentence says what is wrong and how a date is written."""
    with pytest.raises(NotUnderstood, match=why) as refusal:
        read_date(cell)
    assert "jj/mm/aaaa" in str(refusal.value) or "calendrier" in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("23/11/2026", "dans le futur"),  # tomorrow
        ("01/01/2109", "dans le futur"),
        ("22/11/2026", "donnerait 0 an "),  # today
        ("23/11/2021", "donnerait 4 ans"),  # five tomorrow
        ("22/11/1905", "donnerait 121 ans"),
        ("01/01/1009", "donnerait 1017 ans"),
    ],
)
def test_a_birth_date_that_no_candidate_has_is_refused(text: str, why: str) -> None:
    """In the future, or at an age that makes no sense."""
    with pytest.raises(NotUnderstood, match=why):
        read_birth_date(text, TODAY)


@pytest.mark.parametrize("text", ["22/11/2021", "23/11/1905", "01/01/2009"])
def test_the_youngest_and_the_oldest_are_accepted(text: str) -> None:
    """Five years today, a hundred and twenty."""
    assert read_birth_date(text, TODAY).year in {1905, 2009, 2021}


@pytest.mark.parametrize(("text", "year"), [("01/01/2016", 2016), ("31/12/2099", 2099)])
def test_a_session_has_a_plausible_year(text: str, year: int) -> None:
    """Pix certifies since 2016."""
    assert read_session_date(text).year == year


@pytest.mark.parametrize("text", ["31/12/2015", "01/01/2100", "01/01/0226"])
def test_a_session_of_another_century_is_refused(text: str) -> None:
    """A mistyped year."""
    with pytest.raises(NotUnderstood):
        read_session_date(text)


@pytest.mark.parametrize(
    ("cell", "hour"),
    [
        ("08:30", "08:30"),
        ("8:30", "08:30"),
        ("08:30:00", "08:30"),
        ("8h30", "08:30"),
        ("8 h 30", "08:30"),
        ("8H", "08:00"),
        ("14 h", "14:00"),
        ("00:00", "00:00"),
        ("23:59", "23:59"),
        (dt.time(8, 30), "08:30"),
        (dt.time(8, 30, 12), "08:30"),
        (dt.time(8, 29, 59, 971_000), "08:30"),  # 0.354166 of a day
        (dt.timedelta(hours=8, minutes=29, seconds=59, microseconds=971_000), "08:30"),
        (dt.datetime(1899, 12, 31, 23, 59, 59, 999_000), "00:00"),
        (dt.time(8, 29, 58), "08:29"),
        (dt.datetime(1899, 12, 31, 8, 30), "08:30"),
        (dt.timedelta(hours=8, minutes=30), "08:30"),
    ],
)
def test_an_hour_is_read(cell: ListCell, hour: str) -> None:
    """Texts as people write them, and time cells."""
    assert f"{read_hour(cell):%H:%M}" == hour


@pytest.mark.parametrize(
    "cell", ["", "8", "830", "24:00", "08:60", "8:", "08:30:61", "matin", 0.354166, dt.timedelta(days=2), "-1:00"]
)
def test_what_is_no_hour_is_refused(cell: ListCell) -> None:
    """Nothing is guessed."""
    with pytest.raises(NotUnderstood):
        read_hour(cell)


@pytest.mark.parametrize(
    ("cell", "number"), [("208", "208"), (208.0, "208"), (208, "208"), (" 1 ", "1"), ("123456789", "123456789")]
)
def test_a_session_number_has_1_to_9_digits(cell: ListCell, number: str) -> None:
    """As text or as a number cell."""
    assert read_session_number(cell) == number


@pytest.mark.parametrize(
    "cell", ["0", "", "1234567890", "-1", "20,5", 20.5, "p1", "208 bis", "２０８", True, "1,2E+05", dt.date(2026, 1, 1)]
)
def test_anything_else_is_no_session_number(cell: ListCell) -> None:
    """« NUMERO DE SESSION EXISTANTE » stood there once."""
    with pytest.raises(NotUnderstood, match="numéro de session"):
        read_session_number(cell)


@pytest.mark.parametrize(
    ("code", "country", "restored"),
    [
        ("9000", "FRANCE", "09000"),
        ("1500", "", "01500"),
        ("29200", "FRANCE", "29200"),
        ("2A004", "FRANCE", "2A004"),
        ("1000", "BELGIQUE", "1000"),
        ("99", "", "99"),
        ("", "", ""),
    ],
)
def test_a_french_code_gets_back_the_zero_that_a_spreadsheet_ate(code: str, country: str, restored: str) -> None:
    """Foix is in 09000, Brussels in 1000."""
    assert with_leading_zero(code, country) == restored


@pytest.mark.parametrize(
    ("text", "sex"), [("M", "M"), ("f", "F"), ("Garçon", "M"), ("Féminin", "F"), ("", ""), ("?", ""), ("MF", "")]
)
def test_the_sex_is_m_or_f(text: str, sex: str) -> None:
    """Or it is not said."""
    assert read_sex(text) == sex


def test_a_rounded_identifier_is_recognised() -> None:
    """Excel shows 120458000000 as 1,20E+11 and saves that."""
    assert is_broken_by_a_spreadsheet("1,20458E+11")
    assert is_broken_by_a_spreadsheet("1E+11")
    assert not is_broken_by_a_spreadsheet("120458E11")
    assert not is_broken_by_a_spreadsheet("")


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Awa Lô", ("Awa Lô",)),
        ("Awa Lô, Paul Martin", ("Awa Lô", "Paul Martin")),
        ("Awa Lô;Paul Martin /  Zoé Ré", ("Awa Lô", "Paul Martin", "Zoé Ré")),
        ("Awa Lô et Paul Martin & Zoé Ré", ("Awa Lô", "Paul Martin", "Zoé Ré")),
        ("Awa Lô\nPaul Martin", ("Awa Lô", "Paul Martin")),
        ("Juliette, Juliette,", ("Juliette",)),  # « et » inside a name separates nobody
        ("", ()),
    ],
)
def test_surveillants_are_told_apart(cell: ListCell, people: tuple[str, ...]) -> None:
    """However their names are separated."""
    assert read_surveillants(cell) == people


@pytest.mark.parametrize(
    "text",
    [
        "12 janv. 2010",
        "12 Jan 2010",
        "12 january 2010",
        "mardi 12 janvier 2010",
        "12/janv/2010",
        "2010-01-12T00:00:00Z",
    ],
)
def test_months_as_programs_shorten_them(text: str) -> None:
    """One reading each."""
    assert read_date(text) == dt.date(2010, 1, 12)


def test_a_birth_date_with_an_hour_is_settled_by_a_person() -> None:
    """25/03/2010 in Paris is 24/03/2010 22:00 for a program that counts in Greenwich's time."""
    with pytest.raises(NotUnderstood, match="« 24/03/2010 22:00 » porte une heure"):
        read_birth_date(dt.datetime(2010, 3, 24, 22, 0), dt.date(2026, 11, 30))
    assert read_birth_date(dt.datetime(2010, 3, 24), dt.date(2026, 11, 30)) == dt.date(2010, 3, 24)


@pytest.mark.parametrize("form", ["mm/jj/aaaa", "MM/DD/YYYY", "aaaa-jj-mm", "mm / jj / aaaa"])
def test_a_heading_that_puts_the_month_first_is_believed(reads: Reads, form: str) -> None:
    """« 03/04/2010 » below it is in March: it was read in April."""
    line, sentence = only_error(reads.text(f"Nom;Prénom;Date de naissance ({form})\nROI;Ada;03/04/2010\n"))
    assert line == 2
    assert "le mois avant le jour, ou le jour juste après l'année" in sentence


@pytest.mark.parametrize("form", ["jj/mm/aaaa", "aaaa-mm-jj", "YYYY/MM/DD", "aaaa / mm / jj", "AAAA - MM - JJ"])
def test_any_other_form_of_the_heading_is_the_usual_one(reads: Reads, form: str) -> None:
    """The year first, then the month: no date of it has two readings."""
    assert not reads.text(f"Nom;Prénom;Date de naissance ({form})\nROI;Ada;2010-04-23\n").problems


CELLS = (dt.date(2010, 4, 3), "25/03/2010", dt.date(2010, 12, 1), "14/07/2009")


@pytest.mark.parametrize(
    ("cells", "is_told"),
    [(CELLS, True), ((*CELLS, dt.date(2010, 4, 13)), False), ((*CELLS, "03/05/2010"), False), (CELLS[:3], False)],
)
def test_dates_that_a_spreadsheet_in_english_turned_round_are_told(cells: tuple[ListCell, ...], is_told: bool) -> None:
    """It turns round what has two readings, and leaves the rest as text: the two halves give it away."""
    dates, findings = DayFirst(says_month_first=False), Findings()
    for line, cell in enumerate(cells, start=2):
        dates.note(line, cell, dates.read(cell, TODAY))
    dates.tell_halves(findings)
    assert [("lignes 2 et 4" in problem.message) for problem in findings.in_order()] == [True] * is_told
