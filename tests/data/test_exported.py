"""A complete export read back: proved, tampered with in every way, put into an empty store."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.archive import Archive
from data.documents.json_out import session_json
from data.errors import DamagedError, SessionExistsError, StoreError
from data.exported import check_file, is_export, restorable
from data.journal import Journal
from data.storage import encode
from supervisor.action import Action, BeginGlobal, CloseSession, EndGlobal, MarkFinalised, WriteNote
from supervisor.seal import digest_of
from tests.data.making import NOW, busy_journal, context, lines_of

Document = dict[str, Any]
Lines = list[dict[str, Any]]


@pytest.fixture
def closed(tmp_path: Path) -> Journal:
    """A busy session, closed and finalised."""
    journal = busy_journal(tmp_path)
    journal.act(CloseSession(force=True), context(minutes=5))
    journal.act(MarkFinalised(), context(minutes=9))
    return journal


def export(journal: Journal, folder: Path) -> Path:
    """Its complete export."""
    lines = [json.loads(line) for line in lines_of(journal.path)]
    path = folder / "session.json"
    path.write_bytes(session_json(journal.session, lines, NOW))
    return path


def rewritten(path: Path, change: Callable[[Document], None]) -> Path:
    """The export, changed by somebody."""
    document = json.loads(path.read_bytes())
    change(document)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


# Whole -------------------------------------------------------------------------------------------------


def test_an_export_is_proved_like_a_journal(closed: Journal, tmp_path: Path) -> None:
    """Same state, same seal; also when somebody's program laid it out anew."""
    path = export(closed, tmp_path)
    report = check_file(path)
    assert report.is_whole
    assert report.session is not None
    assert report.session.seal == closed.session.seal
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=4), encoding="utf-8")
    assert check_file(path).is_whole
    assert check_file(closed.path).is_whole, "a journal is proved as before"


def test_it_comes_back_into_an_empty_store(closed: Journal, tmp_path: Path) -> None:
    """Byte by byte: same state, same digest; and it goes on from there."""
    found = restorable(export(closed, tmp_path))
    restored = Archive(tmp_path / "other").restore(found.session.number, found.journal)
    assert restored.session == closed.session
    assert restored.path.read_bytes() == closed.path.read_bytes()
    assert (restored.path.stat().st_mode & 0o777, restored.path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    with pytest.raises(SessionExistsError, match="208"):
        Archive(tmp_path / "other").restore("208", found.journal)


def test_an_open_session_goes_on_elsewhere(tmp_path: Path) -> None:
    """The laptop died: what was exported is taken up on another one."""
    journal = busy_journal(tmp_path)
    found = restorable(export(journal, tmp_path))
    restored = Archive(tmp_path / "other").restore("208", found.journal)
    restored.act(WriteNote("suite"), context())
    assert check_file(restored.path).is_whole
    assert restored.session.last_id == journal.session.last_id + 1


def test_what_was_erased_stays_erased(closed: Journal, tmp_path: Path) -> None:
    """An export of a session whose personal parts were erased is whole."""
    closed.erase([2, 3], context(minutes=20))
    path = export(closed, tmp_path)
    report = check_file(path)
    assert report.is_whole
    assert any("effacé" in remark for remark in report.remarks)
    assert restorable(path).session == closed.session


@pytest.mark.parametrize("data", [b"", b"{}", b"nom;prenom", b'{"format":"vigie-journal","version":1}', b"[1]"])
def test_other_files_are_no_exports(data: bytes) -> None:
    """Neither lists nor journals are taken for one."""
    assert not is_export(data)


# Tampered with -----------------------------------------------------------------------------------------


def _byte(lines: Lines) -> None:
    lines[5]["recorded_at"] = lines[5]["recorded_at"].replace("07:", "08:")


def _personal(lines: Lines) -> None:
    lines[2]["personal"]["identity"]["last_name"] = "AUTRE"


def _removed(lines: Lines) -> None:
    del lines[4]


def _swapped(lines: Lines) -> None:
    lines[4], lines[5] = lines[5], lines[4]


def _copied_at_the_end(lines: Lines) -> None:
    lines.append(dict(lines[-1]))


def _forged_at_the_end(lines: Lines) -> None:
    """A note behind the seal, chained with care."""
    note = next(line for line in lines if line.get("kind") == "note_written")
    forged = {**note, "id": lines[-1]["id"] + 1, "action": lines[-1]["id"] + 1, "previous": lines[-1]["digest"]}
    lines.append({**forged, "digest": digest_of(forged)})


TAMPERED: list[tuple[Callable[[Lines], None], int]] = [
    (_byte, 6),
    (_personal, 3),
    (_removed, 5),
    (_swapped, 5),
    (_copied_at_the_end, 14),
    (_forged_at_the_end, 14),
]
"""Each with the first line it breaks, the header being line 1."""


@pytest.mark.parametrize(("change", "line"), TAMPERED)
def test_a_journal_tampered_with(change: Callable[[Lines], None], line: int, closed: Journal) -> None:
    """The first broken line is named."""
    lines = [json.loads(line) for line in lines_of(closed.path)]
    assert len(lines) == 13
    change(lines)
    closed.path.write_bytes(b"".join(map(encode, lines)))
    report = check_file(closed.path)
    assert report.broken is not None
    assert report.broken.line == line


@pytest.mark.parametrize(("change", "line"), TAMPERED)
def test_an_export_tampered_with(change: Callable[[Lines], None], line: int, closed: Journal, tmp_path: Path) -> None:
    """The same line is named, and nothing is put into a store."""
    path = rewritten(export(closed, tmp_path), lambda document: change(document["journal"]))
    report = check_file(path)
    assert report.broken is not None
    assert report.broken.line == line
    with pytest.raises(DamagedError, match=f"ligne {line}"):
        restorable(path)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("candidates", lambda d: d["candidates"][0].update(status="absent")),
        ("notes", lambda d: d["notes"].clear()),
        ("session", lambda d: d["session"].update(seal="0" * 32)),
        ("closing", lambda d: d["closing"].update(comment="RAS")),
        ("counts", lambda d: d["counts"].update(started=9)),
        ("header", lambda d: d["header"].update(timezone="UTC")),
        ("extra", lambda d: d.update(extra="ajouté")),
        ("notes", lambda d: d.pop("notes")),
        ("exported_at", lambda d: d.update(exported_at="hier")),
    ],
)
def test_what_does_not_follow_from_the_journal(
    part: str, change: Callable[[Document], None], closed: Journal, tmp_path: Path
) -> None:
    """A spreadsheet of lies beside a true journal is found, and its part named."""
    report = check_file(rewritten(export(closed, tmp_path), change))
    assert report.broken is not None
    assert part in report.broken.reason


def test_an_export_that_is_older_than_a_key(tmp_path: Path) -> None:
    """It lacks what came to its version later, and is whole; what it does say is held against its journal."""
    journal = busy_journal(tmp_path)
    actions: tuple[Action, ...] = (BeginGlobal("réseau"), EndGlobal(), CloseSession(force=True))
    for minutes, action in enumerate(actions):
        assert not journal.act(action, context(minutes=minutes)).refusals
    path = export(journal, tmp_path)
    assert json.loads(path.read_bytes())["global_incidents"][0]["lasted_s"] == 60
    assert check_file(path).is_whole
    assert check_file(rewritten(path, lambda d: d["global_incidents"][0].pop("lasted_s"))).is_whole
    report = check_file(rewritten(path, lambda d: d["global_incidents"][0].update(lasted_s=61)))
    assert report.broken is not None
    assert "global_incidents" in report.broken.reason


@pytest.mark.parametrize("cut", [1, 200, 5000])
def test_half_an_export(cut: int, closed: Journal, tmp_path: Path) -> None:
    """A copy that broke off is not whole."""
    path = export(closed, tmp_path)
    path.write_bytes(path.read_bytes()[:-cut])
    assert not check_file(path).is_whole or cut == 1, "the last byte is a newline"


def test_an_export_of_a_newer_vigie(closed: Journal, tmp_path: Path) -> None:
    """Refused with what to do."""
    path = rewritten(export(closed, tmp_path), lambda d: d.update(version=99))
    with pytest.raises(StoreError, match="Mettez Vigie à jour"):
        check_file(path)


def test_a_part_told_twice(closed: Journal, tmp_path: Path) -> None:
    """A program reads the last one, an eye the first one: it is not what was exported."""
    path = export(closed, tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"notes":', b'"notes": [],\n "notes":', 1))
    assert not check_file(path).is_whole


def test_damage_beside_the_journal_has_no_line(closed: Journal, tmp_path: Path) -> None:
    """The sentence names the part, and no line 0."""
    path = rewritten(export(closed, tmp_path), lambda d: d["notes"].clear())
    with pytest.raises(DamagedError, match="pas ce qui a été exporté, la partie"):
        restorable(path)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04\x14\x00", "sans session.json"),
        (b'{"format": "vigie-without-names", "version": 1}', "export sans nom"),
        (b'{"format": "vigie-anonymous", "version": 1}', "export sans nom"),
    ],
)
def test_what_cannot_be_proved_says_why(data: bytes, told: str, tmp_path: Path) -> None:
    """Neither is damage: the sentence says what to check instead."""
    path = tmp_path / "x"
    path.write_bytes(data)
    with pytest.raises(StoreError, match=told):
        check_file(path)
