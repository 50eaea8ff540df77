"""Whose hands and eyes: rights from the first instant, whatever the umask; no name in a list of processes; no waiting.

Links, evidence and accounts of others have their tests beside what they are about: test_ownership.py,
test_bad_sessions.py, tests/data/test_evidence.py, tests/documents/test_folder.py.
"""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from data.archive import Archive
from data.drafts import Drafts
from data.ticks import Ticks
from supervisor.draft import Draft
from tests.command.command import NOW, Vigie
from tests.sources import READS_ALL, calls_in, modules

posix_only = pytest.mark.skipif(os.name != "posix", reason="rights, pipes and devices of POSIX")


@pytest.fixture(params=[0o000, *(pytest.param(one, marks=pytest.mark.wide) for one in (0o022, 0o077))], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """What the account takes from each new file."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def everything(vigie: Vigie, out: Path) -> None:
    """Whatever makes a file: sessions, evidence, drafts, boxes, registers, papers, exports, erasures, purges."""
    photo = out.parent / "photo.jpg"
    photo.write_bytes(b"x")
    vigie.create()
    vigie.create("209")
    vigie.run_until_started(1)
    vigie.done("fraud", "1", "--kind", "communication", "--seen", "téléphone", "--evidence", str(photo))
    assert vigie("training", "Paul Durand", "--by", "Jean", "--on", "01/09/2026").code == 0
    assert vigie("status", "208", "--full").code == 0
    archive = Archive(vigie.store)
    drafts = Drafts(vigie.store / "sessions" / "208" / "drafts")
    drafts.keep(drafts.new_name(), Draft(deed="note", dialog="note", title="Note", first_key=NOW, author="Paul"))
    assert not Ticks(vigie.store, "208", archive.rights).toggle("a")
    assert vigie("export", "208", "--to", str(out / "all")).code == 0
    assert vigie("export", "208", "--zip", "--to", str(out / "208.zip")).code == 0
    assert vigie("papers", "208", "--to", str(out / "papers")).code == 0
    assert vigie("report", "--year", "2026-2027", "--to", str(out / "year")).code == 0
    assert vigie("forget", "208", "2", "--yes", "--force").code == 0
    assert vigie("purge", "--session", "209", "--yes").code == 0
    vigie.patch.setattr("screens.command.status.run_status", lambda *_: 1 / 0)
    assert vigie("status").code == 70


@posix_only
def test_nothing_is_anybodys_else_for_an_instant(umask: int, vigie: Vigie, tmp_path: Path) -> None:
    """Each file and each folder is made with its owner's rights alone, those that are renamed or removed too."""
    out = tmp_path / "out"
    out.mkdir()
    made: list[tuple[str, int]] = []
    real_open, real_mkdir = os.open, os.mkdir

    def open_noted(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        fd = real_open(path, flags, mode, **more)
        if flags & os.O_CREAT:
            made.append((str(path), mode))
        return fd

    def mkdir_noted(path: Any, mode: int = 0o777, **more: Any) -> None:
        real_mkdir(path, mode, **more)
        made.append((str(path), mode))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", open_noted)
        patch.setattr(os, "mkdir", mkdir_noted)
        everything(vigie, out)
    ours = [
        (path, mode) for path, mode in made if str(vigie.store) in path or str(out / "") in path or "faults" in path
    ]
    assert len(ours) > 30
    assert [(path, oct(mode)) for path, mode in ours if mode & 0o077] == []
    for path in [vigie.store, *vigie.store.rglob("*"), *out.rglob("*"), *(tmp_path / "state").rglob("faults/*")]:
        assert stat.S_IMODE(path.lstat().st_mode) & 0o077 == 0, path


@contextmanager
def not_waited_for() -> Iterator[None]:
    """A command that waits for a pipe would wait for ever: a minute is too long on any machine."""

    def stop(_signal: int, _frame: object) -> None:
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(60)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


TAKEN = (
    ("import", "{odd}"), ("check", "{odd}"), ("--store", "{odd}", "status"), ("--store", "{odd}", "import", "{list}"),
    ("--store", "{odd}", "doctor"), ("export", "208", "--to", "{odd}"), ("export", "208", "--zip", "--to", "{odd}"),
    ("papers", "208", "--to", "{odd}"), ("report", "--to", "{odd}"), ("report", "--store", "{odd}"),
    ("do", "208", "fraud", "1", "--kind", "communication", "--seen", "x", "--evidence", "{odd}"),
)  # fmt: skip
"""Whatever takes a path."""


def odd_ones(folder: Path) -> dict[str, str]:
    """What is there and is no file."""
    os.mkfifo(folder / "fifo")
    (folder / "link").symlink_to(folder / "link")
    (folder / "nowhere").symlink_to("/nowhere/at/all")
    (folder / "to a pipe").symlink_to(folder / "fifo")
    names = ("fifo", "link", "nowhere", "to a pipe")
    return {name: str(folder / name) for name in names} | {
        "device": "/dev/zero",
        "null": "/dev/null",
        "up": f"{folder}/../..",
    }


@posix_only
@pytest.mark.few(words=range(0, len(TAKEN), 4))
@pytest.mark.parametrize("words", TAKEN, ids=" ".join)
def test_what_is_no_file_is_not_waited_for(words: tuple[str, ...], room: Vigie, tmp_path: Path) -> None:
    """Pipes, devices, links that lead nowhere: an answer, and nothing is left of them or beside them."""
    folder = tmp_path / "odd"
    folder.mkdir()
    people = tmp_path / "liste.csv"
    people.write_text("Nom;Prénom;Date de naissance\nROI;Ada;14/01/2009\n", encoding="utf-8")
    for name, odd in odd_ones(folder).items():
        if name == "up":
            # A folder like any other: what may be written there is.
            continue
        with not_waited_for():
            answer = room(*(word.format(odd=odd, list=people) for word in words))
        assert answer.code in (0, 1, 2, 3), (name, answer)
        assert "faute" not in answer.err, (name, answer)
        if name in ("fifo", "link"):
            assert stat.S_IFMT(os.lstat(odd).st_mode) in (stat.S_IFIFO, stat.S_IFLNK), name


@posix_only
@pytest.mark.parametrize("odd", ["fifo", "link", "device"])
def test_settings_that_are_no_file(odd: str, room: Vigie, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    room.patch.setenv("VIGIE_SETTINGS", odd_ones(folder)[odd])
    with not_waited_for():
        assert room("status").code == 0


@READS_ALL
def test_no_other_program_is_given_a_name() -> None:
    """What runs besides is the doctor's, a sender's and ssh, with words of their own: `ps` shows no candidate."""
    found = {}
    for path in modules():
        called = {name for name, _ in calls_in(path)}
        runs = {
            name for name in called if name.startswith(("subprocess.", "os.system", "os.popen", "os.exec", "os.spawn"))
        }
        if runs:
            found[path.name] = runs
    assert found == {
        "machine.py": {"subprocess.run"},
        "background.py": {"subprocess.Popen"},
        "ssh.py": {"subprocess.Popen"},
    }
