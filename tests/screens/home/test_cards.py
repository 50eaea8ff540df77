"""What a session waits for, from its preparation to the 48 hours; under which heading it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from data.journal import Journal
from screens.home.cards import card_of, in_order, progress, short_day, unreadable
from screens.home.office import SessionCard
from screens.home.rows import HomePicture, columns_of, detail_lines, rows_of, session_line, texts_of
from screens.kit.ink import plain, width_of
from screens.review.cards import review_card
from supervisor.action import (
    BeginGlobal,
    CloseSession,
    Finish,
    Mark,
    MarkFinalised,
    RecordIncident,
    StopTest,
)
from supervisor.closing import finalisation_sheet
from supervisor.retention import OwnLength
from supervisor.session import Phase
from supervisor.waiting import Tone
from supervisor.wording import long_day
from tests.screens.home.store import DAY, PEOPLE, act, at, make, run


def card(journal: Journal, now: datetime) -> SessionCard:
    return card_of(journal.session, now)


def waits_of(found: SessionCard) -> tuple[str, Tone]:
    """What it waits for in full, and how much that wants to be seen."""
    return found.waits.text, found.waits.tone


@pytest.mark.parametrize(
    ("now", "waits"),
    [
        (at("08:00:00"), ("dans 1 h 00", "waits")),
        (at("08:29:59"), ("dans 31 min", "waits")),
        (at("08:30:00"), ("dans 30 min", "soon")),
        (at("08:59:59"), ("dans 1 min", "soon")),
        (at("09:00:00"), ("à démarrer, prévue à 09:00", "soon")),
        (at("23:59:59"), ("à démarrer, prévue à 09:00", "soon")),
        (at("00:00:00", DAY + timedelta(days=1)), ("jamais commencée", "calm")),
        (at("23:59:59", DAY - timedelta(days=1)), ("demain", "calm")),
        (at("08:00:00", DAY - timedelta(days=3)), ("dans 3 jours", "calm")),
    ],
)
def test_in_preparation(tmp_path: Path, now: datetime, waits: tuple[str, Tone]) -> None:
    """By the day and the hour."""
    assert waits_of(card(make(tmp_path, "208"), now)) == waits


def test_without_candidates(tmp_path: Path) -> None:
    """Its list first; what lacks is named."""
    found = card(make(tmp_path, "208", people=(), room=""), at("08:00:00"))
    assert waits_of(found) == ("liste à importer", "waits")
    assert found.lacks == ("candidats", "salle")
    assert progress(found.counts, found.phase) == ""


def test_through_the_day(tmp_path: Path) -> None:
    """Welcome, running, over time, alert, global incident, ended, closed, finalised."""
    journal = make(tmp_path, "208")
    act(journal, Mark("join", (1, 2)), at("08:50:00"))
    welcome = card(journal, at("08:51:00"))
    assert (progress(welcome.counts, welcome.phase), welcome.waits.text) == ("2/20 ont rejoint", "à démarrer")

    act(journal, Mark("start", (1, 2)), at("09:00:30"))
    running = card(journal, at("09:30:00"))
    assert (progress(running.counts, running.phase), running.waits.text) == ("2/20 en cours", "dernière fin 11:21")
    act(journal, RecordIncident("E2", (1,), question=3), at("09:31:00"))
    assert waits_of(card(journal, at("09:32:00"))) == ("1 alerte", "urgent")
    late = card(journal, at("11:00:00"))
    assert waits_of(late) == ("1 dépassé · 1 alerte", "over")
    assert card(journal, at("11:00:00", DAY + timedelta(days=1))).group == "today", "somebody is in the room"


def test_who_is_still_awaited_once_the_others_are_over(tmp_path: Path) -> None:
    """Nobody runs and the session is not over: who keeps it from its close is counted."""
    journal = make(tmp_path, "208")
    act(journal, Mark("absent", tuple(range(5, 21))), at("08:49:00"))
    act(journal, Mark("join", (1, 2)), at("08:50:00"))
    act(journal, Mark("start", (1,)), at("09:00:00"))
    act(journal, Finish((1,)), at("10:00:00"))
    left = card(journal, at("18:00:00"))
    assert (left.phase, left.waits.text) == (Phase.WELCOME, "1 a rejoint sans démarrer, 2 encore attendus")
    act(journal, Mark("absent", (3, 4)), at("18:01:00"))
    assert card(journal, at("18:01:00")).waits.text == "1 a rejoint sans démarrer"
    act(journal, StopTest((2,), "withdraw"), at("18:02:00"))
    assert card(journal, at("18:02:00")).phase is Phase.ENDED


@pytest.mark.parametrize("width", [60, 80, 100, 120, 150, 200])
def test_no_cause_hides_another(tmp_path: Path, width: int) -> None:
    """Over, an open alert, a running outage: the row of the session names all three, however narrow."""
    journal = make(tmp_path, "208")
    act(journal, Mark("join", (1, 2)), at("08:50:00"))
    act(journal, Mark("start", (1, 2)), at("09:00:30"))
    act(journal, RecordIncident("E2", (1,), question=3), at("09:31:00"))
    act(journal, BeginGlobal("coupure", scope=(2,)), at("10:59:00"))
    found = card(journal, at("11:10:00"))
    assert found.waits.text == "1 dépassé · 1 alerte · incident global"
    columns = columns_of(HomePicture(at("11:10:00"), (found,), {}), width)
    line = session_line(found, columns, is_chosen=False)
    row = plain(line)
    assert all(word in row for word in ("1 dép", "1 alerte", "incident")), row
    assert width_of(line) <= width


def test_a_global_incident(tmp_path: Path) -> None:
    """It is what to see to."""
    journal = make(tmp_path, "208")
    run(journal, at("09:00:00"), (1,))
    act(journal, BeginGlobal("coupure"), at("09:10:00"))
    assert waits_of(card(journal, at("09:11:00"))) == ("incident global", "urgent")


def test_the_end_and_the_48_hours(tmp_path: Path) -> None:
    """From the end of the last test, not from the close."""
    journal = make(tmp_path, "208")
    run(journal, at("09:00:00"), to_the_end=True)
    ended = card(journal, at("10:50:00"))
    assert (waits_of(ended), progress(ended.counts, ended.phase)) == (("à clore", "soon"), "20/20 passés")

    act(journal, CloseSession(), at("12:00:00"))
    two_days = DAY + timedelta(days=2)
    cases = (
        (at("12:01:00"), ("avant dim. 10:40, reste 46 h 39", "waits")),
        (at("22:39:59", DAY + timedelta(days=1)), ("avant dim. 10:40, reste 12 h 00", "waits")),
        (at("22:40:00", DAY + timedelta(days=1)), ("avant dim. 10:40, reste 12 h 00", "soon")),
        (at("10:39:59", two_days), ("avant 10:40, reste 0 min", "soon")),
        (at("10:40:00", two_days), ("48 h dépassées", "over")),
        (at("11:45:00", two_days), ("48 h dépassées depuis 1 h 05", "over")),
        (at("10:40:00", two_days + timedelta(days=5)), ("48 h dépassées depuis 5 jours", "over")),
    )
    for now, waits in cases:
        assert waits_of(card(journal, now)) == waits, now
    act(journal, MarkFinalised(), at("12:05:00"))
    assert waits_of(card(journal, at("10:40:00", two_days))) == ("", "calm")


def test_nothing_is_to_come_of_one_that_is_closed(tmp_path: Path) -> None:
    """Held on another day than planned: neither list names it among those to come."""
    journal = make(tmp_path, "208", DAY + timedelta(days=2))
    run(journal, at("09:00:00"), to_the_end=True)
    act(journal, CloseSession(), at("12:00:00"))
    act(journal, MarkFinalised(), at("12:05:00"))
    assert card(journal, at("12:10:00")).group == "past"
    assert review_card(journal.session, at("12:10:00")).heading.startswith("ANNÉE")


def test_the_48_hours_of_a_forced_close(tmp_path: Path) -> None:
    """Tests left open count from the close, on every list of sessions as on the sheet and in the report."""
    journal = make(tmp_path, "208")
    run(journal, at("09:00:00"), (1,), to_the_end=True)
    act(journal, Mark("join", (2,)), at("09:10:00"))
    act(journal, Mark("start", (2,)), at("09:11:00"))
    act(journal, CloseSession(force=True), at("12:00:00"))
    assert card(journal, at("12:01:00")).waits.text == "avant dim. 12:00, reste 47 h 59"
    assert review_card(journal.session, at("12:01:00")).waits == card(journal, at("12:01:00")).waits
    assert finalisation_sheet(journal.session).due_at == at("12:00:00", DAY + timedelta(days=2))


@pytest.mark.parametrize(("number", "lacks"), [("208", ()), ("p1", ("numéro de session",))])
def test_a_provisional_number_lacks_that_of_pix(tmp_path: Path, number: str, lacks: tuple[str, ...]) -> None:
    """While there is time to give it."""
    found = card_of(make(tmp_path, number).session, at("08:00:00"))
    assert found.lacks == lacks


def test_all_that_can_lack_is_read_whole_at_80_columns(tmp_path: Path) -> None:
    """What its row says already gives way."""
    lacks = ("numéro de session", "candidats", "code d'accès", "surveillant", "salle")
    found = replace(card(make(tmp_path, "p1", people=()), at("08:00:00")), lacks=lacks)
    narrow, wide = (plain(detail_lines(found, width, 3)[-1]) for width in (80, 100))
    assert narrow == f" manque : {' · '.join(lacks)}"
    assert wide == f" liste à importer  {narrow}"


def test_who_supervises_is_read_where_the_site_is_everybodys(tmp_path: Path) -> None:
    """It stands above the list already: at 80 columns a long one left no room for the names of two."""
    site = "Collège Jean-Baptiste Lully de la Haute-Vallée"
    found = card(make(tmp_path, "208"), at("08:00:00"))
    found = replace(found, site=site, room="Salle info 2", surveillants=("Paul Martin", "Anne Dubois"))
    told = plain(detail_lines(found, 80, 3, site)[0])
    assert told == " 208  Salle info 2 · Pix  surveillance : Paul Martin, Anne Dubois"
    assert site in plain(detail_lines(found, 80, 3, "Lycée Ailleurs")[0])


def test_what_lacks_before_the_close(tmp_path: Path) -> None:
    """So many points, and which, by the numbers of the candidates."""
    journal = make(tmp_path, "208", people=PEOPLE[:2])
    run(journal, at("09:00:00"), (1,), to_the_end=True)
    act(journal, Mark("absent", (2,)), at("10:45:00"))
    act(journal, RecordIncident("C6", (1,)), at("10:46:00"))
    found = card(journal, at("10:50:00"))
    assert waits_of(found) == ("à clore, 1 point manque", "soon")
    assert found.lacks == ("n° 1 : rapport de fraude incomplet",)


def test_nobody_came(tmp_path: Path) -> None:
    """No test has ended: the 48 hours do not run."""
    journal = make(tmp_path, "208")
    act(journal, Mark("absent", tuple(range(1, 21))), at("10:00:00"))
    act(journal, CloseSession(force=True), at("10:05:00"))
    found = card(journal, at("11:00:00", DAY + timedelta(days=9)))
    assert waits_of(found) == ("à finaliser dans Pix Certif", "waits")


def test_order(tmp_path: Path) -> None:
    """Today's by hour, what cannot be read, the next first, the latest past first."""
    days = {"1": 0, "2": 3, "3": 1, "4": -1, "5": -30}
    cards = [card(make(tmp_path, n, DAY + timedelta(days=d)), at("08:00:00")) for n, d in days.items()]
    cards += [card(make(tmp_path, "6", start="08:00"), at("08:00:00")), unreadable("7", "illisible")]
    assert [one.number for one in in_order(cards)] == ["6", "1", "7", "3", "2", "4", "5"]
    rows = texts_of(rows_of(HomePicture(at("08:00:00"), tuple(in_order(cards)), {}), 100))
    assert [row.strip() for row in rows if row.strip().isupper()] == ["AUJOURD'HUI", "À VÉRIFIER", "À VENIR", "PASSÉES"]


@pytest.mark.parametrize("width", [1, 5, 20, 30, 44, 59, 60, 80, 109, 110, 150, 300])
def test_a_row_is_never_too_wide(tmp_path: Path, width: int) -> None:
    """From 20 cells on; wide characters count for two."""
    found = card(make(tmp_path, "123456789", room="机房机房机房机房机房机房机房机房机房"), at("09:00:00"))
    columns = columns_of(HomePicture(at("09:00:00"), (found,), {}), width)
    line = session_line(found, columns, is_chosen=True)
    assert width_of(line) <= max(width, 20)
    if width >= 80:
        assert "à démarrer" in plain(line)


def test_days_in_words() -> None:
    """As they are said, and short."""
    assert long_day(DAY.replace(day=1)) == "dimanche 1er novembre 2026"
    assert short_day(DAY, DAY) == "ven. 20/11"
    assert short_day(DAY) == "ven. 20/11/2026"


def test_until_when_it_is_kept(tmp_path: Path) -> None:
    """Told once it is closed, beside what it waits for; once the time is over, what to do."""
    journal = make(tmp_path, "208")
    act(journal, Mark("absent", tuple(range(1, 21))), at("09:30:00"))
    assert card(journal, at("10:00:00")).keep_until is None
    act(journal, CloseSession(force=True), at("11:00:00"))
    until = date(DAY.year + 5, DAY.month, DAY.day)
    assert card(journal, at("11:30:00")).keep_until == until
    assert last_detail(journal, at("11:30:00")).endswith(f"   à garder jusqu'au {until:%d/%m/%Y}")
    act(journal, MarkFinalised(), at("12:00:00"))
    assert last_detail(journal, at("12:30:00", until)) == f" à garder jusqu'au {until:%d/%m/%Y}"
    over = last_detail(journal, at("12:30:00", until + timedelta(days=1)))
    assert over == f" gardée jusqu'au {until:%d/%m/%Y}, délai passé : vigie purge"
    longer = card_of(journal.session, at("12:30:00"), keep_months=OwnLength(72))
    assert longer.keep_until == until.replace(year=DAY.year + 6)


def last_detail(journal: Journal, now: datetime) -> str:
    """What the last line below the list says."""
    return plain(detail_lines(card(journal, now), 100, 3)[-1])
