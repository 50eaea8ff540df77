"""`vigie papers --date`: all sessions of a day at once; and a convocation that does not say where is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command.command import Vigie


def test_all_sessions_of_a_day(room: Vigie, tmp_path: Path) -> None:
    """A folder each, at once; nothing is replaced that nobody said."""
    room.create("209")
    folder = tmp_path / "papers"
    answer = room("papers", "--date", "2026-11-22", "--to", str(folder))
    assert answer.code == 0
    assert "2 sessions le 22/11/2026 (208, 209)" in answer.out.replace("\xa0", " ")
    assert {path.name for path in folder.iterdir()} == {"208", "209"}
    for number in ("208", "209"):
        assert {path.name for path in (folder / number).iterdir()} == {
            "convocations.pdf", "feuille-emargement.pdf", "verification-salle.pdf",
        }  # fmt: skip
    assert room("papers", "--date", "2026-11-22", "--to", str(folder)).code == 1
    assert room("papers", "--date", "22/11/2026", "--to", str(folder), "--force").code == 0


@pytest.mark.parametrize("only", ["fraudes", "emargement"])
def test_a_session_that_cannot_be_read_is_told_by_the_code_too(room: Vigie, tmp_path: Path, only: str) -> None:
    """« Aucun cas de fraude » is of those that could be read."""
    room.create("209")
    (room.store / "sessions" / "209" / "journal.jsonl").write_text("{}\n")
    answer = room("papers", "--date", "2026-11-22", "--only", only, "--to", str(tmp_path / "papers"))
    assert answer.code == 1
    assert "209" in answer.err


def test_a_day_without_sessions_and_what_is_not_said(room: Vigie) -> None:
    """Refused, with what there is; neither a number nor a day, or both, is bad usage."""
    assert room("papers", "--date", "2027-01-01").code == 1
    assert room("papers").code == 2
    assert room("papers", "208", "--date", "2026-11-22").code == 2
    assert room("papers", "--date", "hier").code == 2


def test_convocations_that_do_not_say_where_are_told(room: Vigie, tmp_path: Path) -> None:
    """No number of Pix Certif, no site, no room: written all the same, and told."""
    liste = tmp_path / "liste.csv"
    liste.write_text("Nom;Prénom;Date de naissance\nABADIE;Léa;14/08/2009\n", encoding="utf-8")
    assert room("import", str(liste)).code == 0
    answer = room("papers", "p1", "--to", str(tmp_path / "x"))
    assert answer.code == 0
    told = answer.complaint.replace("\xa0", " ")
    assert "Session p1 : ses convocations partent sans le numéro de Pix Certif, sans site, sans salle." in told
    assert "partent" not in room("papers", "p1", "--only", "emargement", "--to", str(tmp_path / "y")).complaint
