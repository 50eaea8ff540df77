"""`vigie doctor`: each point is « ok » or says what to do, and nothing in it names anybody."""

from __future__ import annotations

import errno
import getpass
import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from data.archive import Archive
from data.checkup import Finding, machine, nameless, store
from data.locks import Claim
from screens.command import doctor, doctor_terminal
from tests.command.command import NOW, Vigie

KEYS = [
    "terminal", "colours", "letters", "encoding", "settings", "python", "packages", "font", "zone", "store", "rights",
    "share", "room", "leftovers", "lock", "flush", "synchronised", "jumps",
]  # fmt: skip


@pytest.fixture(autouse=True)
def sound(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which all is well, whatever this one is."""
    monkeypatch.setattr(machine, "_ask_system", lambda: "yes")
    monkeypatch.setattr(machine, "font", lambda: Finding("font", "police des PDF", "se charge"))
    monkeypatch.setattr("data.zone._name_of_this_machine", lambda: "Europe/Paris")
    monkeypatch.setattr(doctor_terminal, "_encoding", lambda: Finding("encoding", "langue et encodage", "utf-8"))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("NO_COLOR", "COLORTERM", "VIGIE_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    # The clock of these tests stands in 2026; the files they make are of today.
    monkeypatch.setattr(store, "newest_file", lambda archive: NOW)


def findings(vigie: Vigie) -> dict[str, Any]:
    """Each finding by its key."""
    return {one["key"]: one for one in vigie("doctor", "--json").json["findings"]}


def test_all_is_well(room: Vigie) -> None:
    """One line a point, in their order, and exit 0."""
    answer = room("doctor")
    assert answer.code == 0, answer.out
    assert sum(line.startswith("ok ") for line in answer.lines) == len(KEYS)
    assert answer.lines[-2] == "Tout va bien."
    document = room("doctor", "--json").json
    assert (document["format"], document["ok"]) == ("vigie-doctor", True)
    assert [one["key"] for one in document["findings"]] == KEYS
    assert all(one["todo"] == "" for one in document["findings"])


def test_without_a_store(vigie: Vigie) -> None:
    """None is made; what can be looked at is."""
    answer = vigie("doctor")
    assert answer.code == 0, answer.out
    assert "sera fait avec la première session" in answer.out
    assert not vigie.store.exists()


def test_nothing_is_left_behind(room: Vigie) -> None:
    """Neither its lock nor its trial file."""
    before = sorted(room.store.rglob("*"))
    room("doctor")
    assert sorted(room.store.rglob("*")) == before


def test_it_can_be_sent(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """No name, no folder of a person's own, nothing of a session."""
    monkeypatch.setattr(getpass, "getuser", lambda: "pdurand")
    monkeypatch.setattr(Path, "home", lambda: room.store.parent)
    answer = room("doctor")
    sent = answer.out + json.dumps(room("doctor", "--json").json, ensure_ascii=False)
    for word in ("GOFF", "Maël", "208", "Jean-Moulin", "Salle 12", "Durand", str(room.store.parent)):
        assert word not in sent.replace("Élève n° 1", "")
    assert "~/store" in sent


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/home/pdurand", "~"),
        ("/home/pdurand/.local/share/vigie", "~/.local/share/vigie"),
        ("/home/pdurand2/vigie", "/home/pdurand2/vigie"),
        ("/srv/PDurand/vigie", "/srv/…/vigie"),
        ("/srv/vigie-pdurand", "/srv/vigie-…"),
        ("/srv/vigie", "/srv/vigie"),
    ],
)
def test_paths_without_a_name(path: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """« ~ » for one's own folder, « … » for one's name elsewhere."""
    monkeypatch.setattr(getpass, "getuser", lambda: "pdurand")
    monkeypatch.setattr(Path, "home", lambda: Path("/home/pdurand"))
    assert nameless(Path(path)) == told


def seen_to(vigie: Vigie, key: str) -> str:
    """What is to be done about one point; all the others are well."""
    answer = vigie("doctor")
    assert answer.code == 1
    found = findings(vigie)
    assert [one for one in KEYS if one in found and not found[one]["ok"]] == [key]
    assert any(line.startswith("à voir") for line in answer.lines)
    assert any(line.strip().startswith("→") for line in answer.lines)
    assert "1 point à voir." in answer.lines
    return str(found[key]["text"] + " → " + found[key]["todo"])


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o666])
def test_a_file_that_others_may_read(mode: int, room: Vigie) -> None:
    """How many, and the command that closes them."""
    (room.store / "sessions" / "208" / "journal.jsonl").chmod(mode)
    assert "chmod -R go=" in seen_to(room, "rights")


def test_a_full_disk(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told before the session, not in it."""
    usage = shutil.disk_usage(room.store.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=store.ENOUGH_ROOM - 1))
    assert "libérez de la place" in seen_to(room, "room")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=store.ENOUGH_ROOM))
    assert room("doctor").code == 0


def test_a_network_share(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks do not hold there."""
    mounts = room.store.parent / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/x {room.store.parent} nfs4 rw 0 0\n", "utf-8")
    monkeypatch.setattr(store, "MOUNTS", mounts)
    assert "partage réseau (nfs4)" in seen_to(room, "share")


@pytest.mark.parametrize(
    ("mounts", "kind"),
    [
        ("a / ext4 rw\nb /srv nfs rw", "nfs"),
        ("a / ext4 rw\nb /srv/vigie2 nfs rw", "ext4"),
        ("a / ext4 rw\nb /srv nfs rw\nc /srv ext4 rw", "ext4"),  # mounted over
        ("a / ext4 rw\nb /srv/vi\\040gie cifs rw", "ext4"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_which_disk_a_folder_is_on(mounts: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The deepest mount above it, the last of two on one folder."""
    (tmp_path / "mounts").write_text(mounts, "utf-8")
    monkeypatch.setattr(store, "MOUNTS", tmp_path / "mounts")
    assert store.kind_of_disk(Path("/srv/vigie")) == kind


def test_locks_that_do_not_hold(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two had it at once."""
    monkeypatch.setattr(Claim, "take", lambda self: True)
    assert "ne tiennent pas" in seen_to(room, "lock")


def test_a_slow_disk(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """An action would wait for it."""
    monkeypatch.setattr(store, "_one_flush", lambda fd, monotonic: store.SLOW)
    assert "100,0 ms" in seen_to(room, "flush")
    monkeypatch.setattr(store, "_one_flush", lambda fd, monotonic: store.SLOW - 0.1)
    assert room("doctor").code == 0


def test_settings_of_the_store_that_cannot_be_read(room: Vigie) -> None:
    """It says so, and what else can be seen is seen."""
    (room.store / "store.json").write_text("{", "utf-8")
    assert "illisibles" in seen_to(room, "store")


def test_mistakes_in_the_settings(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many, and on which lines."""
    path = room.store.parent / "reglages.toml"
    path.write_text("theme = 3\n\nn'importe quoi\n", "utf-8")
    monkeypatch.setenv("VIGIE_SETTINGS", str(path))
    assert "2 à corriger (lignes 1, 3)" in seen_to(room, "settings")


@pytest.mark.parametrize(("answer", "words"), [("no", "non synchronisée"), ("", "le système ne dit pas")])
def test_the_clock_is_not_synchronised(answer: str, words: str, room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or nobody knows: it is to be compared."""
    monkeypatch.setattr(machine, "_ask_system", lambda: answer)
    assert words in seen_to(room, "synchronised")


@pytest.mark.parametrize(
    ("elapsed", "boot", "newest", "words"),
    [
        (1.0, 1.0, 0, ""),
        (5.9, 1.0, 0, ""),
        (6.0, 1.0, 0, "a avancé de 5 s"),
        (-4.0, 1.0, 0, "a reculé de 5 s"),
        (1.0, 1.0, 4, ""),
        (1.0, 1.0, 5, "5 s après maintenant"),
        (1.0, 1.0, -10_000, ""),
    ],
)
def test_jumps_of_the_clock(elapsed: float, boot: float, newest: int, words: str) -> None:
    """Between both clocks while it looks, or against what the store's files say: from 5 seconds on."""
    finding = machine.jumps(timedelta(seconds=elapsed), timedelta(seconds=boot), NOW + timedelta(seconds=newest), NOW)
    assert words in finding.text
    assert finding.is_ok == (not words)


def test_a_machine_on_utc(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paris is taken, and it is told."""
    monkeypatch.setattr("data.zone._name_of_this_machine", lambda: "Etc/UTC")
    assert "Europe/Paris, faute de mieux" in seen_to(room, "zone")


def test_no_colours(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to set."""
    monkeypatch.setenv("TERM", "dumb")
    assert "aucune → réglez TERM" in seen_to(room, "colours")


def test_how_many_colours(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as the screens will use."""
    assert findings(room)["colours"]["text"] == "256 couleurs"
    monkeypatch.setenv("COLORTERM", "truecolor")
    assert findings(room)["colours"]["text"] == "16 millions de couleurs"
    monkeypatch.setenv("NO_COLOR", "1")
    assert findings(room)["colours"]["text"].startswith("aucune, NO_COLOR")


@pytest.mark.parametrize(("size", "ok"), [((80, 24), True), ((79, 24), False), ((80, 23), False)])
def test_the_size_of_the_terminal(size: tuple[int, int], ok: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """80 by 24 is enough."""
    monkeypatch.setattr(doctor_terminal, "has_terminal", lambda: True)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size(size))
    assert doctor_terminal._terminal().is_ok == ok


def test_the_ruler_is_as_wide_as_the_sample(room: Vigie) -> None:
    """Both lines are looked at, one above the other."""
    lines = room("doctor").lines
    [place] = [n for n, line in enumerate(lines) if "largeur des lettres" in line]
    assert lines[place].index("|") == lines[place + 1].index("|")
    assert lines[place + 1].strip().startswith("|........|")


def test_the_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """It draws a trial; without it no paper could be made."""
    monkeypatch.undo()
    assert machine.font().is_ok

    def fail(pdf: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr("data.documents.pdf.lettering.embed", fail)
    assert "ne se charge pas (FileNotFoundError)" in machine.font().text
    assert "réinstallez" in machine.font().todo


def test_a_package_of_another_version(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, with the one that is wanted."""
    real = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "8.1.0" if name == "textual" else real(name))
    assert "textual 8.1.0 au lieu de ==8.2.8" in seen_to(room, "packages").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("version", "wanted", "fits"),
    [
        ("8.2.8", "==8.2.8", True), ("8.2.9", "==8.2.8", False), ("4.9", "<4.10,>=4.9", True),
        ("4.10", "<4.10,>=4.9", False), ("3", "<3,>=2.12", False), ("2.12.0", "<3,>=2.12", True),
        ("2.11.9", "<3,>=2.12", False), ("1.0", "", True), ("2026.1", ">=2026", True), ("1.0", "!=2", True),
    ],
)  # fmt: skip
def test_versions_that_fit(version: str, wanted: str, fits: bool) -> None:
    """By their numbers, not their letters."""
    assert machine.fits(version, wanted) == fits


def test_an_old_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says which one is needed."""
    monkeypatch.setattr(sys, "version_info", (3, 10, 9))
    assert "3.11" in machine.python().todo


def test_when_the_newest_journal_was_written(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal dated tomorrow is found."""
    monkeypatch.undo()
    journal = room.store / "sessions" / "208" / "journal.jsonl"
    when = datetime(2030, 1, 1, tzinfo=UTC)
    os.utime(journal, (when.timestamp(), when.timestamp()))
    assert store.newest_file(Archive(room.store)) == when


def test_at_a_narrow_terminal_no_word_is_cut(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long finding goes on under its own text."""
    monkeypatch.setattr(doctor_terminal, "has_terminal", lambda: False)
    monkeypatch.setattr(doctor, "has_terminal", lambda: True)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((80, 24)))
    lines = room("doctor").lines
    assert max(map(len, lines)) <= 80
    [place] = [n for n, line in enumerate(lines) if line.startswith("ok      paquets")]
    assert lines[place + 1].startswith(" " * 33 + lines[place + 1].strip()[:1])


def raise_eio(*_: object, **__: object) -> None:
    """What a dying disk answers."""
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def raise_missing(*_: object, **__: object) -> None:
    """What a library says of a file system without locks."""
    raise NotImplementedError


@pytest.mark.parametrize(
    ("where", "how"),
    [
        ("data.checkup.store._rights", raise_eio), ("data.checkup.store._settings", raise_eio),
        ("data.checkup.store._share", raise_eio), ("data.checkup.store._flush", raise_eio),
        ("data.checkup.machine.python", raise_missing), ("data.checkup.machine.packages", raise_missing),
        ("data.checkup.machine.zone", raise_eio), ("data.checkup.machine.jumps", raise_eio),
        ("data.flocks.Flock.acquire", raise_missing), ("data.flocks.Flock.acquire", raise_eio),
        ("pathlib.Path.rglob", raise_eio),
    ],
)  # fmt: skip
def test_what_cannot_be_looked_at_is_a_finding(
    where: str, how: Callable[[], None], room: Vigie, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is what a doctor is there to report: the other points are told all the same."""
    plain = room("doctor", "--json").json["findings"]
    monkeypatch.setattr(where, how)
    answer = room("doctor", "--json")
    assert answer.code == 1, answer
    assert [one["key"] for one in answer.json["findings"]] == [one["key"] for one in plain]
    assert room("doctor").code == 1


def test_a_store_that_cannot_be_looked_at(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk answers with errors: that is not « it will be made with the first session »."""
    real = Path.stat

    def stat(path: Path, **how: Any) -> os.stat_result:
        if path == room.store:
            raise_eio()
        return real(path, **how)

    monkeypatch.setattr(Path, "stat", stat)
    answer = room("doctor")
    assert answer.code == 1
    assert "répondu par une erreur" in answer.out
    assert "sera fait" not in answer.out


def test_what_something_cut_short_left(room: Vigie) -> None:
    """It is told, with what takes it away."""
    (room.store / "sessions" / ".new-0123").mkdir(mode=0o700)
    assert "purge" in seen_to(room, "leftovers")
    assert room("purge", "--yes").code == 0
    assert findings(room)["leftovers"]["ok"]
