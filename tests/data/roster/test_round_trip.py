"""Any list, written as any office suite writes text tables, reads back the same."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.roster.model import ListedCandidate, ListedSession
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime, Identity, same_person_key
from tests.data.roster.lists import TODAYS, Reads
from tests.effort import examples

HEADERS_2022 = (
    "N° de session", "* Nom du site", "* Nom de la salle", "* Date de début", "* Heure de début (heure locale)",
    "* Surveillant(s)", "Observations (optionnel)", "* Nom de naissance", "* Prénom", "* Date de naissance", "* Sexe",
    "Code Insee", "Code postal", "Nom de la commune", "* Pays", "E-mail du destinataire des résultats",
    "E-mail de convocation", "Identifiant local", "Temps majoré ?",
)  # fmt: skip
BY_HAND = ("Nom", "Prénom", "Date de naissance", "Classe", "Temps majoré", "Poste")
DELIMITERS = (";", ",", "\t")
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
WRITTEN: dict[str, ExtraTime] = {
    "": NO_EXTRA_TIME, "non": NO_EXTRA_TIME, "-": NO_EXTRA_TIME, "0": NO_EXTRA_TIME,
    "33": ExtraTime(percent=33), "33%": ExtraTime(percent=33), "33 %": ExtraTime(percent=33),
    "33\u00a0%": ExtraTime(percent=33), "0,33": ExtraTime(percent=33), "0.33": ExtraTime(percent=33),
    "50 %": ExtraTime(percent=50), "100": ExtraTime(percent=100), "133%": ExtraTime(percent=133),
    "1/3": EXACT_THIRD, "TT": EXACT_THIRD, "tiers temps": EXACT_THIRD, "oui": EXACT_THIRD, "x": EXACT_THIRD,
}  # fmt: skip
"""A writing of the temps majoré → what it means."""


class Form(NamedTuple):
    """How a list is written down."""

    headings: tuple[str, ...]
    delimiter: str
    encoding: str
    line_end: str
    quoting: int
    is_iso: bool


FORMS = st.builds(
    Form,
    st.sampled_from([TODAYS, HEADERS_2022, BY_HAND]),
    st.sampled_from(DELIMITERS),
    st.sampled_from([*UNICODE, "cp1252"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.booleans(),
)

LETTERS = "ABEMNORTabelmnorstéèêëàâîïôûüçÉÈÀ"
INSIDE = LETTERS + " -'’\";,"
NAMES = st.tuples(st.sampled_from(LETTERS), st.text(INSIDE, max_size=12), st.sampled_from(LETTERS)).map("".join)
ONE_SPACED = NAMES.map(lambda name: " ".join(name.split()))
PLACES = ONE_SPACED | st.just("")
DATES = st.dates(dt.date(1950, 1, 1), dt.date(2015, 12, 31))
Person = tuple[str, str, dt.date, str, str, str]
Session = tuple[str, str, dt.date, dt.time, str, list[Person]]


def key_of(person: Person) -> tuple[str, str, str]:
    """Who is who: hypothesis chokes on some lambdas."""
    return same_person_key(*person[:3])


def slot_of(session: Session) -> tuple[object, ...]:
    """Which session is which."""
    return (session[0].casefold(), session[1].casefold(), *session[2:4])


PEOPLE = st.lists(
    st.tuples(ONE_SPACED, ONE_SPACED, DATES, st.sampled_from(sorted(WRITTEN)), PLACES, PLACES),
    min_size=1,
    max_size=4,
    unique_by=key_of,
)
SESSIONS = st.lists(
    st.tuples(
        ONE_SPACED,
        ONE_SPACED,
        st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
        st.times().map(lambda hour: hour.replace(second=0, microsecond=0)),
        st.sampled_from(["", "portables", "casques ; souris"]),
        PEOPLE,
    ),
    min_size=1,
    max_size=3,
    unique_by=slot_of,
)


def date_of(day: dt.date, form: Form) -> str:
    return day.isoformat() if form.is_iso else f"{day:%d/%m/%Y}"


def rows_by_hand(people: Sequence[Person], form: Form) -> list[list[str]]:
    return [[last, first, date_of(born, form), a, extra, b] for last, first, born, extra, a, b in people]


def rows_of_import(sessions: Sequence[Session], form: Form) -> list[list[str]]:
    """The first row of a session says which one, the others belong to it."""
    rows = []
    for site, room, day, start, observations, people in sessions:
        place = ["", site, room, date_of(day, form), f"{start:%H:%M}", "Awa Lô, Éric Zed", observations]
        for last, first, born, extra, city, local_id in people:
            row = [*place, last, first, date_of(born, form), "F", "", "", city, "", "", "", local_id, extra]
            rows.append(row + [""] * (len(form.headings) - len(row)))
            place = [""] * len(place)
    return rows


def written(rows: Sequence[Sequence[str]], form: Form) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=form.delimiter, lineterminator=form.line_end, quoting=form.quoting)  # type: ignore[arg-type]
    writer.writerows([form.headings, *rows])
    return text.getvalue().encode(form.encoding)


def candidate(person: Person, line: int, form: Form) -> ListedCandidate:
    """What a person must come out as; only today's headings speak of a certification."""
    last, first, born, extra, a, b = person
    says = form.headings is TODAYS
    if form.headings is BY_HAND:
        identity = Identity(last_name=last, first_name=first, birth_date=born)
        return ListedCandidate(line, identity, WRITTEN[extra], class_name=a, seat=b, is_certification_said=says)
    identity = Identity(last_name=last, first_name=first, birth_date=born, birth_city=a, local_id=b, sex="F")
    return ListedCandidate(line, identity, WRITTEN[extra], is_certification_said=says)


@settings(max_examples=examples(50), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SESSIONS, FORMS)
def test_any_list_reads_back_the_same(reads: Reads, sessions: list[Session], form: Form) -> None:
    """Sessions, candidates, lines and temps majorés, whatever the encoding, delimiter and generation of headings."""
    by_hand = form.headings is BY_HAND
    if by_hand:
        del sessions[1:]
    rows = rows_by_hand(sessions[0][-1], form) if by_hand else rows_of_import(sessions, form)
    roster = reads.content(written(rows, form))
    assert not roster.errors
    expected = []
    line = 1
    for site, room, day, start, observations, people in sessions:
        listed = []
        for person in people:
            line += 1
            listed.append(candidate(person, line, form))
        expected.append(
            ListedSession(candidates=tuple(listed))
            if by_hand
            else ListedSession(
                None, site, room, day, start, ("Awa Lô", "Éric Zed"), observations, candidates=tuple(listed)
            )
        )
    assert roster.sessions == tuple(expected)


@pytest.mark.parametrize("extra", sorted(WRITTEN))
def test_each_writing_of_the_temps_majore_is_told_only_where_it_is_a_third(reads: Reads, extra: str) -> None:
    """In a file, as in `test_extra_time.py`: what is understood without a guess needs no word."""
    roster = reads.text(f"Nom;Prénom;Date de naissance;Temps majoré\nROI;Ada;01/01/2009;{extra}\n")
    assert roster.sessions[0].candidates[0].extra_time == WRITTEN[extra]
    assert [problem.line for problem in roster.problems] == ([2] if WRITTEN[extra].third else [])
