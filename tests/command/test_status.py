"""`vigie status`: the document other programs read, and the lines people read."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from data import mirrored
from data.reading import ReadingArchive
from tests.command.command import ACCESS_CODE, Vigie

INSTANT = re.compile(r"2026-11-22T\d\d:\d\d:\d\dZ")


@pytest.fixture
def busy(vigie: Vigie) -> Vigie:
    """1 runs, 2 is in overtime with an open alert, 3 is interrupted, 4 has finished, 5 pauses; at 10:50."""
    return vigie.made("busy", run_until_10_50)


def run_until_10_50(room: Vigie) -> None:
    """Bring each of them there."""
    room.create()
    room.run_until_started(1, 3, 4, 5)
    room.run_until_started(2)
    room.done("presence", "6")
    room.done("time", "2", "-1/3", "--reason", "renonce au tiers temps")
    room.done("incident", "2", "E2", "--question", "12")
    room.clock.pass_by(minutes=30)
    room.done("interrupt", "3")
    room.done("pause", "5", "begin")
    room.done("finish", "4")
    room.done("seat", "1", "B03")
    room.clock.pass_by(minutes=80)


def one(document: Any, number: int) -> Any:
    return next(candidate for candidate in document["candidates"] if candidate["number"] == number)


def test_who_stands_where(busy: Vigie) -> None:
    """Instants in UTC, minutes and seconds as the document says."""
    document = busy.status()
    assert document["now"] == "2026-11-22T09:50:00Z"
    assert document["session"] == {
        "id": "208", "site": "Collège Jean-Moulin", "room": "Salle 12", "date": "2026-11-22", "start": "09:00",
        "timezone": "Europe/Paris", "surveillants": ["Paul Durand"],
        "present_surveillants": ["Paul Durand"], "phase": "running", "certification": "CORE",
        "edition": "current",
    }  # fmt: skip
    running = one(document, 1)
    assert running["ends_at"] == "2026-11-22T10:20:00Z"
    assert running["remaining_s"] == 30 * 60
    assert running["ending"] == {"duration": 105, "extra": 35, "adjustments": 0, "pauses": 0}
    assert running["seat"] == "B03"
    over = one(document, 2)
    assert over["remaining_s"] == -5 * 60
    assert document["attention"][0]["number"] == 2
    assert document["attention"][0]["reason"].startswith("dépassé de 5 min")
    assert document["counts"]["overtime"] == document["counts"]["open_alerts"] == 1
    suspended = one(document, 3)
    assert (suspended["status"], suspended["suspended"], suspended["paused"]) == ("interrupted", True, False)
    assert suspended["remaining_s"] == 75 * 60
    paused = one(document, 5)
    assert (paused["paused"], paused["ending"]["pauses"]) == (True, 80 * 60)


def test_what_does_not_apply_is_null(busy: Vigie) -> None:
    """Before the start there is no end; after the stop there is an end and no countdown."""
    document = busy.status()
    awaited = one(document, 6)
    assert [awaited[key] for key in ("started_at", "ends_at", "finished_at", "ending", "remaining_s", "identity")] == (
        [None] * 6
    )
    assert awaited["birth_date"] is None
    assert INSTANT.fullmatch(awaited["presence_at"])
    stopped = one(document, 4)
    assert stopped["ends_at"] == "2026-11-22T09:45:00Z"
    assert stopped["finished_at"] == "2026-11-22T08:30:00Z"
    assert stopped["remaining_s"] is None


def test_the_end_is_the_sum_of_its_terms(busy: Vigie) -> None:
    """For everyone who is not suspended."""
    for candidate in busy.status()["candidates"]:
        if candidate["ending"] is None or candidate["suspended"]:
            continue
        terms = candidate["ending"]
        minutes = terms["duration"] + terms["extra"] + terms["adjustments"]
        length = timedelta(minutes=minutes, seconds=terms["pauses"])
        begin, end = (datetime.fromisoformat(candidate[key]) for key in ("started_at", "ends_at"))
        assert end - begin == length


def test_all_sessions(busy: Vigie) -> None:
    """By number, provisional ones last; each with its counts."""
    busy.create("p1")
    busy.create("99")
    sessions = busy("status", "--json").json["sessions"]
    assert [entry["session"]["id"] for entry in sessions] == ["99", "208", "p1"]
    assert [entry["counts"]["started"] for entry in sessions] == [0, 3, 0]
    lines = busy("status").lines
    assert lines[1].startswith(
        "Session 208 — Collège Jean-Moulin — Salle 12 — 22/11/2026 à 09:00 — EN COURS — 1 dépassé"
    )


def test_all_sessions_hide_no_cause(busy: Vigie) -> None:
    """Without a number too: a running outage beside the one in overtime; what a session waits for in any phase."""
    busy.create("p1")
    assert busy("do", "208", "global", "begin", "coupure du réseau", "--for", "3").code == 0
    running, coming = busy("status").lines
    assert " — EN COURS — incident global — 1 dépassé, " in running
    assert " — PRÉPARATION — à démarrer, prévue à 09:00" in coming


def test_an_empty_store(vigie: Vigie) -> None:
    """Nothing is there, nothing is made."""
    assert vigie("status", "--json").json == {"sessions": []}
    empty = vigie("status")
    assert empty.lines == ["Aucune session dans ce dossier"]
    # A name that was typed wrong looks empty too.
    assert f"Le dossier {vigie.store} n'existe pas" in empty.complaint
    assert not vigie.store.exists()


def test_a_hub_without_a_session_is_no_folder(vigie: Vigie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands for a hub here is a folder that nobody has heard of."""
    vigie.create("208")
    (tmp_path / "mirror" / "sessions").mkdir(parents=True)
    archive = ReadingArchive(tmp_path / "mirror")
    monkeypatch.setitem(mirrored._MIRRORED, vigie.store, (SimpleNamespace(has_names=True), lambda: archive))
    monkeypatch.setitem(mirrored._MIRRORED, archive.root, (SimpleNamespace(has_names=True), lambda: archive))
    assert vigie("status").lines == ["Aucune session au concentrateur pour ce compte"]


def test_where_one_looks() -> None:
    """One folder or several, a hub, or both."""
    mine, other, hub = Path("/a"), Path("/b"), Path("/c")
    mirrored.mirror(hub, SimpleNamespace(), lambda: ReadingArchive(hub))
    try:
        assert mirrored.where(mine) == "dans ce dossier"
        assert mirrored.where(mine, other) == "dans ces dossiers"
        assert mirrored.where(hub) == "au concentrateur pour ce compte"
        assert mirrored.where(mine, hub) == "ni dans ce dossier ni au concentrateur"
        assert mirrored.where(mine, other, hub) == "ni dans ces dossiers ni au concentrateur"
    finally:
        mirrored.forget_mirror(hub)


def test_lines_for_people(busy: Vigie) -> None:
    """The heading, the counts with the pressing ones first, whom to look at, one line a candidate."""
    lines = busy("status", "208").lines
    assert lines[1] == "EN COURS — il est 10:50:00 (Europe/Paris) — surveillance : Paul Durand"
    assert lines[3].startswith(
        "1 dépassé, 1 alerte ouverte, 6 inscrits, 1 attendu, 3 en cours, 1 interrompu, 1 terminé"
    )
    assert lines[4].startswith("à voir : 2 NDIAYE-ROUSSEL Ibrahima : dépassé de 5 min, E2 question 12 ouvert")
    [row] = [line for line in lines if line.startswith(" 2")]
    assert "−05:00" in row
    assert "dépassé, alerte E2 question 12" in row


def test_birth_dates_only_when_asked(busy: Vigie) -> None:
    """`--full` shows birth dates and classes; nothing shows the access code."""
    short, full = busy("status", "208").out, busy("status", "208", "--full").out
    assert "03/04/2010" not in short
    assert "3eB" not in short
    assert "03/04/2010" in full
    assert "3eB" in full
    everything = (
        short + full + busy("status", "208", "--json").out + busy("log", "208").out + busy("log", "208", "--json").out
    )
    assert ACCESS_CODE not in everything


def test_a_damaged_journal_shows_its_good_part(busy: Vigie, tmp_path: Path) -> None:
    """Exit 1; the damage is told on stderr by its line, whatever reads it."""
    [path] = busy.store.glob("sessions/208/journal.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    lines[-2] = lines[-2].replace(b"Paul Durand", b"Paul Durant")
    path.write_bytes(b"".join(lines))
    to = f"--to {tmp_path / 'papers'} --force"
    for words in (
        "status 208", "status 208 --json", "status 208 1", "status", "log 208", "check 208", "check", "closing 208",
        "instructions 208", "do 208 room", "do 208 global list", "lines 208", "finalise", "finalise 208 --lines",
        f"papers 208 --only fraudes {to}", f"papers 208 --only salle {to}", f"export 208 --only csv {to}",
        f"papers --date 2026-11-22 --only salle {to}", f"export 208 --sans-nom {to}",
    ):  # fmt: skip
        answer = busy(*words.split())
        assert answer.code == 1, words
        assert f"ligne {len(lines) - 1}" in answer.complaint, words
    [row] = busy("status").lines
    assert " — abîmée : la suite n'est pas lue — " in row
    assert "EN COURS —" not in row
    assert busy("status", "208", "--json").json["counts"]["finished"] == 0
    assert busy.do("sign", "6").code == 3


def test_a_sessions_first_line_destroyed(busy: Vigie) -> None:
    """The other sessions are shown all the same."""
    busy.create("209")
    (busy.store / "sessions/209/journal.jsonl").write_bytes(b"\0\0\0\n")
    answer = busy("status", "--json")
    assert answer.code == 1
    assert [entry["session"]["id"] for entry in answer.json["sessions"]] == ["208"]
    assert busy("status").lines[1:] == ["Session 209 — illisible : vigie check dit pourquoi"]
    assert "209" in answer.complaint
    assert "ligne 1" in busy("check", "209").complaint
    assert busy("status", "209").code == 3


def test_until_when_it_is_kept(room: Vigie) -> None:
    """Five years from the close; the school's own length where its settings name one; nothing while it is open."""
    assert "à garder" not in room("status", "208").out
    room.done("absent", "1,2,3,4,5,6")
    room.done("close", "--force")
    assert room("status", "208").lines[-1] == "à garder jusqu'au 22/11/2031"
    settings = room.store / "store.json"
    settings.write_text(settings.read_text("utf-8").replace('"group"', '"keep_months":72,"group"'), "utf-8")
    assert room("status", "208").lines[-1] == "à garder jusqu'au 22/11/2032"


def test_nothing_runs_any_more_after_the_close(room: Vigie) -> None:
    """A test that a forced close left without end is « non terminé »: no countdown, no overtime, whatever the hour."""
    room.run_until_started(1)
    room.clock.pass_by(hours=30)
    assert "dépassé" in room("status", "208").out
    room.done("close", "--force")
    said = room("status", "208")
    assert "Non terminé" in said.out
    assert "1 non terminé" in said.out
    assert not any(word in said.out for word in ("dépassé", "En cours", "en cours", "dernière fin", "\N{MINUS SIGN}"))
    assert "1 non terminé" in room("status").out
    assert "dépassé" not in room("status").out


def test_nothing_runs_on_in_a_closed_session(room: Vigie) -> None:
    """What a forced close left open has no countdown, and its overtime is that of the close."""
    room.done("start", "1")
    room.clock.pass_by(minutes=10)
    room.done("close", "--force")
    room.clock.pass_by(days=2)
    assert room.status()["counts"]["overtime"] == 0
    assert room.candidate(1)["remaining_s"] is None


# In sentences -------------------------------------------------------------------------------------------


def test_one_candidate_in_a_sentence(busy: Vigie) -> None:
    """By number, name or seat: status, what is left, end, facts; birth and class only when they are asked for."""
    told = "n° 1, LE GOFF Maël : en cours, reste 30 min, fin 11:20, début 09:00, temps majoré 33 %, place B03, "
    told += "identité contrôlée, émargé"
    for words in (["1"], ["le", "goff"], ["b03"], ["place", "b03"]):
        assert busy("status", "208", *words).lines == [told]
    full = busy("status", "208", "1", "--full").lines[0]
    assert full.startswith("n° 1, LE GOFF Maël : né(e) le 03/04/2010 à Brest, classe 3eB, en cours, ")


def test_each_status_in_a_sentence(busy: Vigie) -> None:
    """Over, interrupted, finished, paused, expected; no column, no sign."""
    lines = busy("status", "208", "--sentences").lines
    assert lines[0] == "Session 208, en cours, il est 10:50:00"
    assert lines[2] == "dernière fin 12:05"
    assert lines[3].startswith("à voir, n° 2, NDIAYE-ROUSSEL Ibrahima : dépassé de 5 min, E2 question 12 ouvert ; ")
    assert lines[3].endswith(" ; fin 10:45"), "by how much is heard once"
    own = {line.partition(",")[0]: line for line in lines if line.startswith("n° ")}
    assert "en cours, dépassé de 5 min, fin 10:45, " in own["n° 2"]
    assert own["n° 2"].endswith("alerte E2 question 12, identité contrôlée, émargé, 1 signalement, codes E2")
    assert ": interrompu, reste 1 h 15, le temps ne court pas, début 09:00, suspendu, " in own["n° 3"]
    assert ": terminé, fini à 09:30, début 09:00, " in own["n° 4"]
    assert "en pause" in own["n° 5"]
    assert own["n° 6"] == "n° 6, GOFFINET Léandre : attendu, temps majoré 50 %"
    assert not any(sign in line for line in lines for sign in ("→", "✓", "—", "  ", "·"))


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["9"], 1, "le n° 9 n'est pas sur la liste"),
        (["1", "--json"], 2, "--json dit tous les candidats"),
        (["1", "--watch"], 2, "--watch suit toute la session"),
        (["martin"], 2, "plusieurs candidats portent ce nom : n° 3, n° 4"),
    ],
)
def test_a_candidate_who_cannot_be_told(words: list[str], code: int, told: str, room: Vigie) -> None:
    """In one sentence."""
    answer = room("status", "208", *words)
    assert (answer.code, answer.out) == (code, "")
    assert answer.complaint.startswith(told)
