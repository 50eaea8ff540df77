"""`vigie report`: the year on a terminal of 80 columns, as documents, over several stores, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data.access_log import AccessLog
from data.archive import Archive
from data.left_figures import Left, LeftFigures, session_id
from data.rights import PRIVATE
from data.storage import encode
from screens.command.parser import parse
from screens.command.stores import stores_of
from supervisor.activity import SchoolYear, year_line
from supervisor.seal import header_line
from tests.command.command import Vigie
from tests.documents.reading import Paper
from tests.supervisor.support import Bench
from tests.supervisor.ten_sessions import NOW, PROTECTED, TEN, held


def put(root: Path, *benches: Bench) -> None:
    """Sessions into a store."""
    for bench in benches:
        lines = (header_line(bench.session.header), *bench.lines)
        Archive(root).restore(bench.session.number, b"".join(map(encode, lines)))


@pytest.fixture
def ten(vigie: Vigie) -> Vigie:
    """The command on the ten sessions, a rehearsal and one of the year before, on 30 June 2027."""
    return vigie.made("ten", put_the_ten)


def put_the_ten(vigie: Vigie) -> None:
    """Have them in its store, on that day."""
    put(vigie.store, *(held(*row) for row in TEN))
    put(vigie.store, held("211", "2026-12-01", {"3eA": "..a"}, None, rehearsal=True))
    put(vigie.store, held("212", "2026-08-31", {"3eA": "..a"}, None))
    vigie.clock.instant = NOW


def values(lines: list[str]) -> dict[str, str]:
    """The year's figures, « title ..... value »."""
    return {line.partition(" ..")[0].strip(): line.split(".. ")[-1].strip() for line in lines if " .." in line}


# On the terminal ------------------------------------------------------------------------------------------


def test_the_year_on_the_terminal(ten: Vigie) -> None:
    """The current school year of the clock, with its figures; neither the rehearsal nor another year is in it."""
    answer = ten("report")
    assert (answer.code, answer.err) == (0, "")
    assert answer.lines[0] == "Rapport annuel 2026-2027"
    told = values(answer.lines)
    assert told["Sessions tenues"] == "9"
    assert told["finalisées dans les 48 h"] == "6"
    assert told["Candidats ayant composé"] == "75 à 79"
    assert told["Absents"] == "10 à 14"
    assert told["Candidats signalés pour suspicion de fraude (C6)"] == "0 à 4"
    assert not any("Majorés" in line for line in answer.lines)
    assert "Finalisations hors délai ou à faire" in answer.lines
    assert "  session 206 du 22/11/2026 : à finaliser, hors délai" in answer.lines
    assert "  209 : 02/03/2027" in answer.lines


def test_bars_by_month(ten: Vigie) -> None:
    """As long as the number is large; what is not told for sure is drawn lighter."""
    lines = ten("report").lines
    chart = lines.index("Candidats ayant composé, par mois")
    assert lines[chart + 1] == f"  septembre 2026  {'█' * 8}{'░' * 6} 5 à 9"
    assert lines[chart + 2] == f"  octobre 2026    {'█' * 38}{'░' * 6} 25 à 29"
    assert lines[chart + 4] == "  décembre 2026   0"


def test_eighty_columns_are_enough(ten: Vigie) -> None:
    """No line is wider, whatever the classes are called."""
    put(
        ten.store,
        held("213", "2026-10-12", {"Terminale baccalauréat professionnel systèmes numériques": "........"}, 1),
    )
    for words in (("report",), ("report", "--control")):
        answer = ten(*words)
        assert answer.code == 0
        assert [line for line in answer.lines if len(line) > 80] == []
    assert any(line.startswith("Termin") and "…" in line for line in ten("report").lines)


def test_another_year(ten: Vigie) -> None:
    """Both ways to write it."""
    for year in ("2025-2026", "2025"):
        answer = ten("report", "--year", year)
        assert answer.lines[0] == "Rapport annuel 2025-2026"
        assert values(answer.lines)["Sessions tenues"] == "1"
    assert values(ten("report", "--year", "2020").lines)["Sessions tenues"] == "0"


@pytest.mark.parametrize("year", ["2026-2028", "26", "2026-27", "deux mille", ""])
def test_a_year_that_is_none(vigie: Vigie, year: str) -> None:
    """Exit 2, with the form."""
    answer = vigie("report", "--year", year)
    assert answer.code == 2
    assert "2026-2027" in answer.complaint


def test_no_store_yet(vigie: Vigie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody named one: nothing is there to tell, and nothing is made."""
    from supervisor.__main__ import main

    monkeypatch.setenv("VIGIE_STORE", str(tmp_path / "usuel"))
    assert main(["report"], clock=vigie.clock) == 0
    assert "Sessions tenues" in vigie.capture.readouterr().out
    assert not (tmp_path / "usuel").exists()


# Documents ------------------------------------------------------------------------------------------------


def test_documents(ten: Vigie, tmp_path: Path) -> None:
    """All three, or those that are asked for; not written over without --force."""
    folder = tmp_path / "ici"
    answer = ten("report", "--to", str(folder))
    assert answer.code == 0
    assert answer.lines[0].startswith("3 documents dans ")
    assert {path.name for path in folder.iterdir()} == {f"rapport-2026-2027.{kind}" for kind in ("md", "csv", "pdf")}
    assert Paper((folder / "rapport-2026-2027.pdf").read_bytes()).says("Rapport annuel")
    again = ten("report", "--to", str(folder), "--only", "csv")
    assert again.code == 1
    assert "--force" in again.complaint
    assert ten("report", "--to", str(folder), "--only", "csv", "--force").code == 0
    other = tmp_path / "autre"
    assert ten("report", "--to", str(other), "--only", "pdf,md").code == 0
    assert len(list(other.iterdir())) == 2


def test_the_file_for_a_visit(ten: Vigie, tmp_path: Path) -> None:
    """Beside the report, under its own names; on the terminal too."""
    answer = ten("report", "--control", "--to", str(tmp_path / "ici"))
    assert answer.code == 0
    assert {path.name for path in (tmp_path / "ici").iterdir()} == {"visite-2026-2027.md", "visite-2026-2027.pdf"}
    lines = ten("report", "--control").lines
    assert lines[0] == "Visite de contrôle 2026-2027"
    assert "Formation des surveillants" in lines
    assert not any("NOM " in line for line in lines)


def test_standard_output(ten: Vigie) -> None:
    """`--to -`: Markdown, or the table."""
    assert ten("report", "--to", "-").out.startswith("# Rapport annuel 2026-2027")
    assert ten("report", "--to", "-", "--only", "csv").out.startswith("Année scolaire;")
    assert ten("report", "--to", "-", "--control").out.startswith("# Visite de contrôle")


@pytest.mark.parametrize(
    "words",
    [
        ("--only", "md"), ("--to", "-", "--only", "pdf"), ("--to", "-", "--only", "md,csv"),
        ("--to", "x", "--only", "xml"), ("--control", "--to", "x", "--only", "csv"),
    ],
)  # fmt: skip
def test_what_does_not_go_together(ten: Vigie, words: tuple[str, ...], tmp_path: Path) -> None:
    """Exit 2, nothing written."""
    answer = ten("report", *words)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.complaint


def test_a_folder_that_cannot_be_written(ten: Vigie, tmp_path: Path) -> None:
    """Exit 3 and a sentence."""
    (tmp_path / "fichier").write_text("")
    answer = ten("report", "--to", str(tmp_path / "fichier" / "ici"))
    assert answer.code == 3
    assert "Rien n'a été exporté" in answer.complaint


# Stores ---------------------------------------------------------------------------------------------------


def test_several_stores(ten: Vigie, tmp_path: Path) -> None:
    """Each session once, sessions of the same number told apart by their store."""
    annexe = tmp_path / "annexe"
    put(annexe, held("201", "2026-10-12", {"3eA": "....."}, 1))
    answer = ten("report", "--store", str(annexe))
    assert values(answer.lines)["Candidats inscrits"] == "95 à 103"
    assert any("2 dossiers" in line for line in answer.lines)
    told = ten("report", "--store", str(annexe), "--to", "-").out
    assert "201 (store)" in told
    assert "201 (annexe)" in told


def test_a_store_that_cannot_be_read(ten: Vigie, tmp_path: Path) -> None:
    """It is told and the others are reported; with none left it is exit 3."""
    missing = str(tmp_path / "rien")
    answer = ten("report", "--store", missing)
    assert answer.code == 0
    assert missing in answer.complaint
    assert values(answer.lines)["Sessions tenues"] == "9"
    ten.store = tmp_path / "rien non plus"
    answer = ten("report", "--store", missing)
    assert (answer.code, answer.out) == (3, "")
    assert missing in answer.complaint
    assert str(ten.store) in answer.complaint


def test_a_damaged_session_is_left_out(ten: Vigie) -> None:
    """It is listed, and in no figure."""
    path = Archive(ten.store).journal("204").path
    path.write_bytes(path.read_bytes() + b"abc\n")
    answer = ten("report")
    assert answer.code == 0
    assert values(answer.lines)["Sessions tenues"] == "8"
    assert "Sessions laissées de côté" in answer.lines
    assert any(line.startswith("  204 : Le journal") for line in answer.lines)
    assert "Sessions laissées de côté" not in ten("report", "--year", "2025").lines


def test_purged_sessions_still_count(ten: Vigie) -> None:
    """By the figures that the purge left; a line that cannot be read is told."""
    archive = Archive(ten.store)
    for number in ("202", "208"):
        journal = archive.journal(number)
        line = year_line(SchoolYear(2026), [journal.session], NOW, PROTECTED)
        LeftFigures(ten.store, PRIVATE).keep(Left(date(2029, 1, 1), line, frozenset({session_id(journal.session)})))
        archive.remove(journal.path.parent)
    answer = ten("report")
    assert answer.err == ""
    told = values(answer.lines)
    assert told["Sessions tenues"] == "9"
    # Five and six were left, each by itself; of the other three « 0 à 4 » is told.
    assert told["Absents"] == "10 à 22"
    LeftFigures(ten.store, PRIVATE).keep(Left(date(2029, 1, 1), {"number": "7"}, frozenset({"a" * 32})))
    assert "illisibles" in ten("report").complaint


def test_a_purge_cut_short_counts_each_session_once(ten: Vigie) -> None:
    """The line of the year is there, one folder went, nine are there still."""
    before = values(ten("report").lines)
    archive = Archive(ten.store)
    sessions = [archive.journal(number).session for number in archive.numbers()]
    year = [session for session in sessions if not session.rehearsal and session.number != "212"]
    covers = frozenset(map(session_id, year))
    LeftFigures(ten.store, PRIVATE).keep(
        Left(date(2032, 1, 1), year_line(SchoolYear(2026), year, NOW, PROTECTED), covers)
    )
    assert values(ten("report").lines) == before, "all are there: the line says nothing new"
    archive.remove(archive.journal("202").path.parent)
    assert values(ten("report").lines) == before


def test_exact_figures_are_for_the_head_of_the_school(ten: Vigie, tmp_path: Path) -> None:
    """Said first and last on the terminal, in the name of the files, and not for a visit."""
    lines = ten("report", "--exact").lines
    for place in (lines[0], lines[-2]):
        assert place.startswith("Chiffres exacts, pour le chef d'établissement seul")
    assert values(lines)["Absents"] == "14"
    assert ten("report", "--exact", "--to", str(tmp_path / "ici")).code == 0
    assert {path.name for path in (tmp_path / "ici").iterdir()} == {
        f"rapport-exact-2026-2027.{kind}" for kind in ("md", "csv", "pdf")
    }
    assert "pour le chef d'établissement seul" in ten("report", "--exact", "--to", "-", "--only", "csv").out
    assert ten("report", "--exact", "--control").code == 2


def test_who_asked_is_noted(ten: Vigie, tmp_path: Path) -> None:
    """In the register of each store that was read."""
    annexe = tmp_path / "annexe"
    put(annexe, held("301", "2026-10-12", {"3eA": "....."}, 1))
    assert ten("report", "--store", str(annexe), author="M. Référent").code == 0
    for root in (ten.store, annexe):
        [access] = AccessLog(root).read()
        assert (access.what, access.session) == ("report", "")
        assert access.who.startswith("M. Référent")
        assert access.at == datetime(2027, 6, 30, 10, tzinfo=UTC)


def test_stores_before_the_verb_and_after_it() -> None:
    """All of them are looked at, in the order they were named; the last one before it is that of other verbs."""
    options = parse(["--store", "/a", "--store", "/b", "report", "--store", "/c"])
    assert stores_of(options) == [Path("/a"), Path("/b"), Path("/c")]
    assert parse(["--store", "/a", "--store", "/b", "run", "208"]).store == "/b"
    assert stores_of(parse(["--store", "/a", "papers", "208", "--store", "/b"])) == [Path("/b")]
    assert stores_of(parse(["papers", "208", "--store", "/b"])) == [Path("/b")]


def test_the_words() -> None:
    """What the parser makes of them."""
    options = parse(["report", "--year", "2026-2027", "--store", "a", "--store", "b", "--control"])
    assert (options.year, options.stores, options.control) == (2026, ["a", "b"], True)


def test_figures_that_cannot_be_read_are_told(room: Vigie) -> None:
    """A line that something spoilt is no session less: the report says what it does not count."""
    (room.store / "figures.jsonl").write_bytes(b'{"format":"vigie-figures","version":2}\n{"form\n')
    answer = room("report")
    assert answer.code == 0
    assert "2 lignes illisibles" in answer.complaint
