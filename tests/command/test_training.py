"""`vigie training`: noted once, it holds for every session of the store from its day on."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from data.archive import Archive
from tests.command.command import NOW, Vigie
from tests.documents.reading import Paper


def known(vigie: Vigie, number: str) -> list[tuple[str, str, date]]:
    """What a board of this session is told of the others."""
    elsewhere = Archive(vigie.store).journal(number).trainings_elsewhere()
    return [(one.name, one.trainer, one.on) for one in elsewhere]


def test_noted_in_the_register(room: Vigie) -> None:
    """Who, when, by whom, and who noted it; a second time it is there already."""
    assert room("training", "Mme", "Roy", "--by", "Paul Durand", "--on", "15/09/2026").code == 0
    assert room("training").lines == [
        "Mme Roy : par Paul Durand, le 15/09/2026 (noté au registre par Paul Durand)",
    ]
    assert room("training", "MME ROY", "--by", "paul durand", "--on", "2026-09-15").code == 1
    assert known(room, "208") == [("Mme Roy", "Paul Durand", date(2026, 9, 15))]
    assert (room.store / "trainings.jsonl").stat().st_mode & 0o777 == 0o600


def test_what_another_session_noted_counts(room: Vigie) -> None:
    """Earlier notes too; those that were undone do not, nor what this session says itself."""
    room.create("209")
    room.done("training", "Mme Roy", "--by", "Paul Durand", "--on", "2026-09-15")
    assert known(room, "209") == [("Mme Roy", "Paul Durand", date(2026, 9, 15))]
    assert known(room, "208") == []
    assert "(noté à la session 208 par Paul Durand)" in room("training", "mme roy").lines[0]
    room.done("undo")
    assert known(room, "209") == []
    assert room("training").lines == ["Aucune formation notée"]


def test_it_outlives_its_session(room: Vigie) -> None:
    """A purge writes it into the register first."""
    room.create("209")
    room.done("training", "Mme Roy", "--by", "Paul Durand", "--on", "2026-09-15")
    assert room("purge", "--session", "208", "--yes").code == 0
    assert known(room, "209") == [("Mme Roy", "Paul Durand", date(2026, 9, 15))]


def test_the_file_for_a_visit_reads_it(room: Vigie) -> None:
    """For the sessions from that day on."""
    assert "formation" in room("training", "Paul Durand", "--by", "Mme Roux", "--on", "2026-11-22").out
    lines = room("report", "--control").lines
    assert "  Paul Durand · Formé par Mme Roux · Le 22/11/2026 · Vaut pour la session 208" in lines


def test_taken_out_again(room: Vigie) -> None:
    """A mistake is taken out; of a name that is not there it is said."""
    room("training", "Mme Roy", "--by", "Paul Durand")
    assert room("training", "mme roy", "--remove").lines == ["mme roy : 1 formation ôtée du registre"]
    assert room("training").lines == ["Aucune formation notée"]
    assert room("training", "Mme Roy", "--remove").code == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("Mme Roy", "--by", " "), 2), (("--by", "Paul Durand"), 2), (("Mme Roy", "--on", "2026-09-15"), 2),
        (("Mme Roy", "--by", "P", "--on", "hier"), 2), (("--remove",), 2),
        (("Mme Roy", "--by", "P", "--on", f"{NOW + timedelta(days=1):%Y-%m-%d}"), 1),
    ],
)  # fmt: skip
def test_what_cannot_be_noted(words: tuple[str, ...], code: int, room: Vigie) -> None:
    """Said in a sentence, and nothing is written."""
    answer = room("training", *words)
    assert answer.code == code
    assert answer.complaint
    assert not (room.store / "trainings.jsonl").exists()


def test_reading_makes_no_store(vigie: Vigie) -> None:
    """Nothing is known, nothing is made."""
    assert vigie("training").lines == ["Aucune formation notée"]
    assert not vigie.store.exists()


def test_the_paper_of_the_room_reads_it(room: Vigie, tmp_path: Path) -> None:
    """What the register holds is on the check-list that a visit looks at, by `papers` and by `export`."""
    [name, *_] = Archive(room.store).journal("208").session.surveillants
    assert room("training", name, "--by", "Mme Petit", "--on", "2026-09-01").code == 0
    assert room("papers", "208", "--only", "salle", "--to", str(tmp_path / "a")).code == 0
    assert room("export", "208", "--to", str(tmp_path / "b")).code == 0
    for folder in ("a", "b"):
        [path] = (tmp_path / folder).rglob("verification-salle.pdf")
        Paper(path.read_bytes()).assert_in_order(name, "Mme Petit", "01/09/2026")


def test_what_cannot_be_read_is_said(room: Vigie) -> None:
    """« None noted » would send somebody to a course again; what is in order is shown all the same."""
    assert room("training", "Mme Roy", "--by", "Paul Durand", "--on", "15/09/2026").code == 0
    path = room.store / "trainings.jsonl"
    path.write_bytes(b"\0" * 9 + b"\n" + path.read_bytes())
    answer = room("training")
    assert (answer.code, len(answer.lines)) == (1, 1)
    assert "trainings.jsonl : 1 ligne illisible n'est pas montrée." in answer.complaint
    room.create("209")
    (room.store / "sessions/209/journal.jsonl").write_bytes(b"")
    assert "Session 209 : " in room("training").complaint
