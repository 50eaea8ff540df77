"""The « feuille de secours »: all that is needed to go on without the laptop, in aligned columns."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.demo import make_rehearsal
from data.documents.rescue_sheet import WIDTH, rescue_sheet
from supervisor import action as act
from supervisor.candidate import EXACT_THIRD, ExtraTime, Identity
from tests.supervisor.support import Bench, newcomer

NB = "\N{NO-BREAK SPACE}"
DEMO_NOW = datetime(2026, 11, 22, 9, 28, 20, tzinfo=UTC)


def row(sheet: str, number: int) -> str:
    """The line of a candidate in the table."""
    [line] = re.findall(rf"^ *{number}  [^\n]*$", sheet.split("\nFins")[0], re.MULTILINE)
    return str(line)


@pytest.fixture
def bench() -> Bench:
    """Five candidates, three started a little after nine."""
    bench = Bench()
    bench.at("09:01:40").do(act.Mark("start", (1, 2, 3)))
    return bench.at("09:32")


def test_the_head_says_which_session_where_and_when(bench: Bench) -> None:
    """Number, slot, site, room, surveillant, and the hour it was printed at."""
    assert rescue_sheet(bench.session, bench.now).splitlines()[:7] == [
        "FEUILLE DE SECOURS, session 208",
        "23/11/2026, créneau de 09:00 à 11:00",
        "Collège Jean Moulin, B12",
        f"Surveillance{NB}: Mme Roy",
        f"Imprimée à 09:32{NB}; heures locales (Europe/Paris)",
        "3 tests en cours, 2 à démarrer, 0 terminé, 0 absent",
        "",
    ]


def test_start_end_and_extra_time_of_each(bench: Bench) -> None:
    """Starts rounded down, ends rounded up, the temps majoré in per cent and in minutes."""
    sheet = rescue_sheet(bench.session, bench.now)
    assert re.search(r"ABADIE Chloé +— +— +09:01  10:47  En cours$", row(sheet, 1))
    assert re.search(rf"BÉNARD Élodie +— +33{NB}% \+35 min +09:01  11:22  En cours$", row(sheet, 2))
    assert re.search(rf"CASTEL-ROUX Jean-Noël +— +33{NB}% \+35 min +09:01  11:22  En cours$", row(sheet, 3))
    assert re.search(rf"D’ARTOIS Maëlys +— +50{NB}% \+53 min +— +— +Attendu, 158 min$", row(sheet, 4))
    assert "À démarrer" in sheet
    assert sheet.endswith("\nFins, dans leur ordre\n10:47  n° 1\n11:22  n° 2, 3\n")


def test_what_changed_since_the_start_is_in_it(bench: Bench) -> None:
    """Minutes given, a pause, an interruption, overtime, another seat, and those who are gone."""
    bench.do(act.AdjustTime((1,), 5, "casque"))
    bench.do(act.ChangeSeat(1, "B03"))
    bench.do(act.Mark("pause-begin", (2,)))
    bench.do(act.Interrupt((3,)))
    bench.do(act.Mark("absent", (4,)))
    bench.do(act.Mark("join", (5,)))
    sheet = rescue_sheet(bench.session, bench.now)
    assert re.search(r"B03 .* 10:52   En cours, \+5 min$", row(sheet, 1))
    assert re.search(r" 11:22\*  En pause$", row(sheet, 2))
    assert re.search(r" 11:22\*  Interrompu$", row(sheet, 3))
    assert re.search(r" —       Absent$", row(sheet, 4))
    assert re.search(r"A rejoint, 210 min$", row(sheet, 5))
    assert f"* Fin provisoire{NB}:" in sheet
    assert "11:22  n° 2*, 3*" in sheet
    bench.at("11:00").do(act.Finish((2,)))
    sheet = rescue_sheet(bench.session, bench.now)
    assert re.search(r" 10:52   Dépassé, \+5 min$", row(sheet, 1))
    assert re.search(r"— +Terminé 11:00$", row(sheet, 2))


def test_the_rehearsal_of_twenty(tmp_path: Path) -> None:
    """Marked « RÉPÉTITION », one line for each, none wider than a terminal."""
    session = make_rehearsal(tmp_path, DEMO_NOW, "moi", "ici").session
    sheet = rescue_sheet(session, DEMO_NOW)
    assert sheet.startswith("RÉPÉTITION\n")
    assert all(who.full_name in row(sheet, who.number) for who in session.candidates.values())
    assert max(map(len, sheet.splitlines())) <= WIDTH
    assert session.access_code not in sheet
    assert "2009" not in sheet


def test_sixty_in_aligned_columns() -> None:
    """Long, wide and accented names are cut or padded by what they show; every column begins at its place."""
    names = (
        "北島 三郎",
        "Ñúñez de Balboa y Figueroa del Castillo",
        "O",
        "E\N{COMBINING ACUTE ACCENT}X\N{COMBINING RING BELOW}",
    )
    listed = tuple(
        newcomer(f"{names[n % 4]} {n}", seat=f"RANG-{n}-PLACE-{n}", extra_time=(ExtraTime(), EXACT_THIRD)[n % 2])
        for n in range(1, 61)
    )
    bench = Bench(listed=listed)
    bench.at("09:00").do(act.Mark("start", tuple(range(1, 61))))
    sheet = rescue_sheet(bench.session, bench.now)
    table = sheet.split("\n\n")[1].splitlines()
    assert len(table) == 62
    ends = {_columns(line[: line.rindex("En cours")]) for line in table[2:]}
    assert len(ends) == 1
    assert max(_columns(line) for line in sheet.splitlines()) <= WIDTH
    assert "…" in row(sheet, 1)
    numbers = re.sub(r"\s+", " ", sheet.split("10:45  n° ")[1].split("\n11:20")[0])
    assert numbers.strip().split(", ") == [str(n) for n in range(2, 61, 2)]


def _columns(text: str) -> int:
    """What a terminal shows of it: wcwidth's answer for the letters of this test."""
    combining = sum(letter in "\N{COMBINING ACUTE ACCENT}\N{COMBINING RING BELOW}" for letter in text)
    return len(text) - combining + sum(letter in "北島三郎" for letter in text)


def test_an_empty_session_has_a_sheet() -> None:
    """No candidate, no site, no room, no surveillant: it says so."""
    bench = Bench(listed=(), site="", room="", surveillants=())
    sheet = rescue_sheet(bench.session, bench.now)
    assert "Site et salle non indiqués" in sheet
    assert f"Surveillance{NB}: —" in sheet
    assert "Fins" not in sheet


def test_its_french_is_typographic(bench: Bench) -> None:
    """Non-breaking spaces before ; : %, and nothing to interpret in a name."""
    identity = Identity(last_name="[b] : 1 %", first_name="« Y »")
    bench.do(act.Correct(1, identity=identity))
    bench.do(act.Mark("pause-begin", (2,)))
    sheet = rescue_sheet(bench.session, bench.now)
    assert not re.search(r" [:;?!%»]|« ", sheet.replace("[b] : 1 % « Y »", ""))
    assert "[b] : 1 % « Y »" in sheet
