"""Documents leave all or none, whatever the disk refuses, and what is told of it is what is there."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from data import disk
from data.documents.folder import Content, write_folder
from data.documents.places import ExportError
from data.documents.swap import MARK
from data.documents.zipped import write_zip
from data.locks import Claim
from tests.data.faults import CALLS, Faults, Killed, faults
from tests.data.test_flushed import Watch, watch

__all__ = ["faults", "watch"]

OLD = {"a.json": b"old a", "sub/c.csv": b"old c", "notes.txt": b"mine"}
NEW: dict[str, Content] = {"a.json": b"new a", "b.pdf": b"new b", "sub/c.csv": b"new c", "sub/d.csv": b"new d"}
AT = datetime(2026, 11, 22, 12, 30)


def found_in(folder: Path) -> dict[str, bytes]:
    """What stands in a folder and below it, hidden files included."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def seed(folder: Path, what: str) -> None:
    """What is there before the export."""
    folder.parent.mkdir(parents=True)
    if what != "nothing":
        folder.mkdir()
    for name, content in OLD.items() if what == "documents" else ():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


def export_to_folder(root: Path) -> None:
    """Into the folder of this name, replacing."""
    write_folder(root / "far" / "out", NEW, force=True)


def export_to_zip(root: Path) -> None:
    """As one file."""
    write_zip(root / "far" / "out" / "x.zip", NEW, AT, force=True)


def state_of(root: Path, before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """« old », « new », or what is there where it is neither."""
    found = found_in(root)
    return "old" if found == before else "new" if found == after else repr(found)


@pytest.mark.few(what=(0, 2), kind=(0, 1))
@pytest.mark.parametrize("kind", ["ENOSPC", "short", "EIO", "EACCES"])
@pytest.mark.parametrize("what", ["nothing", "a folder", "documents"])
@pytest.mark.parametrize("deed", [export_to_folder, export_to_zip])
def test_an_error_at_any_call(
    deed: Callable[[Path], None], what: str, kind: str, tmp_path: Path, faults: Faults
) -> None:
    """« Rien n'a été exporté » where nothing changed; « tout est écrit » where all is there; nothing else."""
    dry = tmp_path / "dry"
    seed(dry / "far" / "out", what)
    before = found_in(dry)
    faults.seen.clear()
    deed(dry)
    after, calls = found_in(dry), dict(faults.seen)
    assert {"open_file", "write", "fsync", "replace"} <= calls.keys()
    told_of_all = 0
    for call in CALLS:
        for nth in range(1, calls.get(call, 0) + 1):
            root = tmp_path / f"{call}-{nth}"
            seed(root / "far" / "out", what)
            with faults.at(call, nth, kind):
                try:
                    deed(root)
                except ExportError as error:
                    told = error.message
                else:
                    # A leftover that could not be taken away is swept by the next export.
                    told = ""
            if MARK in told:
                # It alone could not be taken away: it says what finishes, and the next export does it.
                write_folder(root / "far" / "out", {"more": b"more"})
                (root / "far" / "out" / "more").unlink()
            state = state_of(root, before, after)
            if told:
                told_of_all += "Tout est écrit" in told
                assert state == ("new" if "Tout est écrit" in told else "old"), (call, nth, told)
                assert ("Rien n'a été exporté" in told) == (state == "old")
            elif call != "remove_tree":
                assert state == "new", (call, nth)
    assert told_of_all >= 1, "the last flush"


@pytest.mark.parametrize("name", list(NEW))
def test_one_that_is_open_elsewhere(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A spreadsheet holds one of them: it is named, the others are as they were, a second try does it all."""
    out = tmp_path / "far" / "out"
    seed(out, "documents")
    monkeypatch.setattr(disk, "pause", lambda seconds: None)
    real = Path.replace

    def held(path: Path, target: Path) -> Path:
        if out / name in (path, target):
            error = PermissionError(errno.EACCES, "Access is denied")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return real(path, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(ExportError, match="tenu par un autre programme") as refusal:
        write_folder(out, NEW, force=True)
    assert f"« {name} »" in refusal.value.message.replace("\N{NO-BREAK SPACE}", " ")
    assert found_in(out) == OLD
    monkeypatch.undo()
    write_folder(out, NEW, force=True)
    assert found_in(out) == {**NEW, "notes.txt": b"mine"}


def test_what_cannot_be_put_back_is_told_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fails at the second document and ever after: what is where is said, nothing is thrown away."""
    out = tmp_path / "far" / "out"
    seed(out, "documents")
    real, calls = disk.replace, 0

    def fail(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        # The mark, the old one aside, the new one in its place.
        if calls > 3:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(source, target)

    monkeypatch.setattr(disk, "replace", fail)
    with pytest.raises(ExportError) as refusal:
        write_folder(out, NEW, force=True)
    told = refusal.value.message
    assert "Rien n'a été exporté" not in told
    assert "a.json" in told
    assert (out / "a.json").read_bytes() == b"new a"
    kept = [path for path in out.rglob("a.json") if path.read_bytes() == b"old a"]
    assert len(kept) == 1
    assert str(kept[0].parent) in told


@pytest.mark.parametrize("what", ["nothing", "documents"])
def test_killed_at_any_call(what: str, tmp_path: Path, faults: Faults) -> None:
    """Each document is whole, the old or the new one; a folder that was not there is not there, or whole."""
    dry = tmp_path / "dry"
    seed(dry / "far" / "out", what)
    faults.seen.clear()
    export_to_folder(dry)
    for call, count in dict(faults.seen).items():
        for nth in range(1, count + 1):
            root = tmp_path / f"{call}-{nth}"
            out = root / "far" / "out"
            seed(out, what)
            with faults.at(call, nth, "killed"), pytest.raises(Killed):
                export_to_folder(root)
            found = {name: content for name, content in found_in(root / "far").items() if ".vigie-" not in name}
            is_marked = found.pop(f"out/{MARK}", None) is not None
            assert set(found.values()) <= {*OLD.values(), *NEW.values()}
            if what == "documents":
                before, after = ({f"out/{name}": content for name, content in d.items()} for d in (OLD, {**OLD, **NEW}))
                assert is_marked or found in (before, after), "old and new ones are mixed, and nothing says so"
                if is_marked:
                    write_folder(out, {"more": b"more"})
                    left = {name: content for name, content in found_in(root / "far").items() if ".vigie-" not in name}
                    assert left in ({**before, "out/more": b"more"}, {**after, "out/more": b"more"})
            if what == "nothing":
                assert not found or found == {f"out/{name}": content for name, content in NEW.items()}


def test_a_cut_replacement_that_cannot_be_finished(tmp_path: Path) -> None:
    """What lay aside is gone, or somebody replaces just now: a sentence, and nothing is touched."""
    out = tmp_path / "far" / "out"
    seed(out, "documents")
    (out / MARK).write_text("…\n\n.vigie-00ff.tmp\n", encoding="utf-8")
    with pytest.raises(ExportError, match="n'y sont plus"):
        write_folder(out, NEW, force=True)
    aside = out / ".vigie-00ff.tmp" / "nouveaux"
    aside.mkdir(parents=True)
    (aside / "a.json").write_bytes(b"newer a")
    other = Claim(aside.parent / "verrou")
    assert other.take()
    with pytest.raises(ExportError, match="Un autre programme remplace"):
        write_folder(out, NEW, force=True)
    assert (out / "a.json").read_bytes() == b"old a"
    other.let_go()
    with pytest.raises(ExportError, match="contient déjà"):
        write_folder(out, NEW)
    assert found_in(out) == {**OLD, "a.json": b"newer a"}


@pytest.mark.parametrize("name", ["../../victim", "", ".vigie-00ff.tmp/../..", "/etc"])
def test_a_mark_leads_nowhere_else(name: str, tmp_path: Path) -> None:
    """What it names is looked for under its own form of name only."""
    out = tmp_path / "far" / "out"
    seed(out, "documents")
    (out / MARK).write_text(f"…\n{name}", encoding="utf-8")
    with pytest.raises(ExportError, match="n'y sont plus"):
        write_folder(out, NEW, force=True)


@pytest.mark.parametrize("what", ["nothing", "a folder", "documents"])
@pytest.mark.parametrize("deed", [export_to_folder, export_to_zip])
def test_all_is_flushed_with_the_folders_above(
    deed: Callable[[Path], None], what: str, watch: Watch, tmp_path: Path
) -> None:
    """A power cut after « exporté » takes neither a document nor the folder that it is in."""
    root = tmp_path / "one" / "two"
    if what != "nothing":
        seed(root / "far" / "out", what)
        watch.named.clear()
        watch.written.clear()
    deed(root)
    lasting = {name for name in watch.named | watch.written if ".vigie-" not in name}
    assert lasting == set()


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError()])
def test_whatever_stops_it_leaves_nothing(error: BaseException, tmp_path: Path, monkeypatch: Any) -> None:
    """Ctrl+C in the middle of a long export."""

    def stop(*_: object) -> None:
        raise error

    monkeypatch.setattr(disk, "write", stop)
    for deed in (export_to_folder, export_to_zip):
        with pytest.raises(type(error)):
            deed(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_somebody_elses_of_that_name_made_meanwhile_stays(tmp_path: Path, monkeypatch: Any) -> None:
    """Without --force nothing is replaced, be it made while the documents were written."""
    out = tmp_path / "out"
    out.mkdir()
    real = disk.fsync

    def late(fd: int) -> None:
        (out / "b.pdf").write_bytes(b"theirs")
        real(fd)

    monkeypatch.setattr(disk, "fsync", late)
    with pytest.raises(ExportError, match="porte déjà ce nom"):
        write_folder(out, NEW)
    assert found_in(out) == {"b.pdf": b"theirs"}
