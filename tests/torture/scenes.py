"""What is cut, refused and held in the round: every command that writes, each on the store that it found.

One session is recorded from its list to its erasure, command by command, and what each of them found is kept: a scene
is such a store with what is asked of it. Beside them stand the commands that a session does not need every day, and
what screens write without a command (boxes, drafts, who sits here).
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from data import disk, upgrades
from data.archive import Archive
from data.errors import StoreError
from data.journal import Journal
from data.sitting import Sitting
from data.ticks import ticks_of
from screens.live.drafting import NOT_KEPT
from screens.live.keeper import with_why
from supervisor.__main__ import main
from supervisor.draft import Draft
from tests.command.command import NOW, Answer, StoppedClock
from tests.data.test_upgrades import make_older, upgrade_of_version_0
from tests.torture.volume import Tree, write_out

LIST = """Nom;Prénom;Date de naissance;Temps majoré
LE GOFF;Maël;03/04/2010;33 %
NDIAYE-ROUSSEL;Ibrahima;11/12/2010;
KERDONCUFF;Maëlie;17/02/2009;
D’ARTAGNAN;Zoé;02/02/2010;
"""
LONGER = LIST + "北島;Élise;05/05/2010;\n"
WHEN = ("--date", "2026-11-22", "--start", "09:00", "--timezone", "Europe/Paris")
FORGOTTEN = ("KERDONCUFF", "Maëlie")
"""Whom `forget` is asked for, as their name stands in files."""
YEARS = timedelta(days=1900)


@dataclass
class Desk:
    """The command in a folder of its own: store, state, lists, and what goes out."""

    root: Path
    clock: StoppedClock = field(default_factory=StoppedClock)

    @property
    def store(self) -> Path:
        """The sessions."""
        return self.root / "store"

    @property
    def journal(self) -> Journal:
        """Of session 208."""
        return Archive(self.store).journal("208")

    def __call__(self, *words: str) -> Answer:
        """Run a command; « {root} » in a word is this folder."""
        streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)]
        before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        try:
            with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
                asked = [word.replace("{root}", str(self.root)) for word in words]
                code = main(["--store", str(self.store), "--as", "Paul Durand", *asked], clock=self.clock)
        finally:
            sys.stdin = before
        return Answer(code, *(stream.buffer.getvalue().decode("utf-8") for stream in streams))


Deed = Callable[[Desk], Answer]


@dataclass(frozen=True)
class Scene:
    """A command, and the store that it finds."""

    name: str
    family: str
    """The line of the table."""
    deed: Deed
    found: Tree
    after: timedelta = timedelta()
    """When, from `NOW`."""
    may_go: frozenset[str] = frozenset()
    """Sessions that it takes away, once their figures are kept."""
    forgets: tuple[str, ...] = ()
    """What stands in no file of the store any more once it is done."""
    is_kept: bool = True
    """A power cut does not undo it; False: what only outlives the program."""

    def __str__(self) -> str:
        return self.name

    def set_up(self, root: Path) -> Desk:
        """Have the store there, as it was."""
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(mode=0o700)
        write_out(self.found, root)
        # What is kept of a file says when it was changed.
        os.utime(root / "lists" / "photo.jpg", (0, 0))
        return Desk(root, StoppedClock(NOW + self.after))


def command(*words: str) -> Deed:
    """A command as what is done."""
    return lambda desk: desk(*words)


def do(words: str, *more: str) -> Deed:
    """An action of session 208."""
    return command("do", "208", *words.split(), *more)


DAY: tuple[tuple[str, Deed], ...] = (
    ("import", command("import", "{root}/lists/liste.csv", "--session", "208", *WHEN, "--surveillant", "Paul Durand")),
    ("surveillant", do("surveillant", "Mme Roy")),
    ("room", do("room seats ok")),
    ("identity", do("identity 1")),
    ("identity of another", do("identity 2")),
    ("sign", do("sign 1,2,3")),
    ("presence", do("presence 1")),
    ("join", do("join 1,2,3")),
    ("absent", do("absent 4")),
    ("start", do("start 1,2,3")),
    ("seat", do("seat 1 A1")),
    ("zone", do("zone 1,2 fond")),
    ("note", do("note 1", "a prêté sa souris à KERDONCUFF Maëlie")),
    ("incident", do("incident 1 E2 --question 12 --text", "écran figé")),
    ("alert", do("alert 1 validated")),
    ("interrupt", do("interrupt 2 --cause technical")),
    ("resume", do("resume 2 --give none")),
    ("time", do("time 1 +5 --reason souris")),
    ("pause", do("pause 2 begin")),
    ("pause ends", do("pause 2 end")),
    ("global", do("global begin", "coupure du réseau")),
    ("global ends", do("global end --give measured")),
    ("fraud", do("fraud 2 --kind communication --seen parlait --evidence", "{root}/lists/photo.jpg")),
    ("correct", do("correct 1 --first-name Mael")),
    ("add", do("add --last-name DUPRÉ --first-name Éva")),
    ("undo", do("undo")),
    ("comment", do("comment", "Coupure de 12 minutes")),
    ("training", do("training", "Mme Roy", "--by", "Paul Durand", "--on", "15/09/2026")),
    ("derogation", do("derogation", "24 candidats, accord du 12/11")),
    ("finish", do("finish 1,2")),
    ("withdraw", do("withdraw 3 --reason candidate")),
    ("log", command("log", "208")),
    ("export", command("export", "208", "--to", "{root}/out/208", "--only", "json,journal,csv,md")),
    ("close", do("close --force")),
    ("reopen", do("reopen --reason oubli")),
    ("close again", do("close --force")),
    ("finalised", do("finalised")),
)  # fmt: skip
"""One session, from its list to its finalisation."""


def on_screen(deed: Deed) -> Deed:
    """What a screen does, with its refusals as a command tells them."""

    def done(desk: Desk) -> Answer:
        try:
            return deed(desk)
        except StoreError as error:
            return Answer(3, "", error.message)

    return done


@on_screen
def _tick(desk: Desk) -> Answer:
    told = ticks_of(desk.journal).toggle("alert 14")
    return Answer(3 if told else 0, "", told and f"{told[0].upper()}{told[1:]}.")


@on_screen
def _draft(desk: Desk) -> Answer:
    kept = Draft(
        deed="note", dialog="NoteDialog", title="Note", first_key=NOW, author="Paul Durand", texts={"text": "à moiti"}
    )
    drafts = desk.journal.drafts
    try:
        drafts.keep("0000beef.1", kept)
    except StoreError as error:
        # The thread of the drafts says it, in the words of the screen.
        return Answer(3, "", with_why(NOT_KEPT, error.message))
    finally:
        drafts.close()
    return Answer(0, "", "")


@on_screen
def _sit(desk: Desk) -> Answer:
    Sitting.of(desk.store / "sessions" / "208", "pts/7 42").keep("Paul Durand", NOW)
    return Answer(0, "", "")


@on_screen
def _upgrade(desk: Desk) -> Answer:
    return Answer(0, str(len(desk.journal.session.entries)), "")


@contextmanager
def at_home(root: Path) -> Iterator[None]:
    """What is kept of a person lies under this folder too, and there is an older format of the journal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(upgrades.UPGRADES, 0, upgrade_of_version_0)
        patch.setenv("XDG_STATE_HOME", str(root / "state"))
        patch.setenv("TMPDIR", str(root.parent))
        patch.delenv("VIGIE_STORE", raising=False)
        yield


def tree_of(root: Path) -> Tree:
    """What stands there."""
    return {
        path.relative_to(root).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in sorted(root.rglob("*"))
    }


@cache
def scenes() -> tuple[Scene, ...]:
    """All of them, made once a process."""
    with TemporaryDirectory(prefix="vigie-scenes-") as name, at_home(Path(name) / "run"), in_no_hurry():
        return tuple(_made(Path(name).resolve() / "run"))


def _made(root: Path) -> Iterator[Scene]:
    desk = Desk(root)
    for folder in ("lists", "out", "state"):
        (root / folder).mkdir(parents=True)
    (root / "lists" / "liste.csv").write_text(LIST, encoding="utf-8")
    (root / "lists" / "longer.csv").write_text(LONGER, encoding="utf-8")
    (root / "lists" / "photo.jpg").write_bytes(bytes(range(256)) * 6)
    os.utime(root / "lists" / "photo.jpg", (0, 0))
    trees: dict[str, Tree] = {"nothing": tree_of(root)}
    for minute, (name, deed) in enumerate(DAY):
        found, after = tree_of(root), timedelta(minutes=minute)
        desk.clock.instant = NOW + after
        said = deed(desk)
        assert said.code == 0, f"{name}: {said}"
        trees[name] = tree_of(root)
        yield Scene(name, "one recorded session", deed, found, after)
    later = timedelta(hours=3)
    yield from _beside(root, trees, later)


def _beside(root: Path, trees: dict[str, Tree], later: timedelta) -> Iterator[Scene]:
    last, started = trees["finalised"], trees["fraud"]
    lists = ("import", "{root}/lists/liste.csv", *WHEN)
    two = command(*lists, "--session", "301", "--session", "302", "--split", "2")
    yield Scene("two sessions", "import", two, last, later)
    update = command("import", "{root}/lists/longer.csv", "--session", "208", "--update", "--timezone", "Europe/Paris")
    yield Scene("update", "import", update, trees["identity"], later)
    yield Scene("provisional", "import", command(*lists), trees["nothing"])
    for name, words, found in (
        ("number", "do p1 number 209", _after(root, trees["nothing"], command(*lists))),
        ("training noted", "training Mme Roux --by Paul Durand --on 15/09/2026", last),
        ("training removed", "training Mme Roy --remove", _after(
            root, last, command("training", "Mme Roy", "--by", "Paul Durand", "--on", "16/09/2026"))),
        ("status", "status 208", last),
    ):  # fmt: skip
        yield Scene(name, "registers", command(*words.split()), found, later)
    yield from _going_out(root, trees, later)
    yield Scene("purge", "purge", command("purge", "--yes"), last, YEARS, frozenset({"208"}))
    unstarted = command("purge", "--session", "208", "--yes")
    yield Scene("purge of one unstarted", "purge", unstarted, trees["sign"], later, frozenset({"208"}))
    forget = command("forget", "208", "3", "--yes", "--force")
    yield Scene("forget", "forget", forget, started, later, forgets=FORGOTTEN)
    ticked = _after(root, last, _tick)
    yield Scene("box ticked", "boxes, drafts, who sits", _tick, last, later)
    yield Scene("box cleared", "boxes, drafts, who sits", _tick, ticked, later)
    yield Scene("draft", "boxes, drafts, who sits", _draft, started, later, is_kept=False)
    yield Scene("sitting", "boxes, drafts, who sits", _sit, started, later, is_kept=False)
    Scene("", "", _sit, started).set_up(root)
    make_older(root / "store" / "sessions" / "208" / "journal.jsonl")
    yield Scene("upgrade", "upgrade of an older format", _upgrade, tree_of(root), later)


def _going_out(root: Path, trees: dict[str, Tree], later: timedelta) -> Iterator[Scene]:
    last = trees["finalised"]
    kinds = ("--only", "json,journal,csv,md")
    folder, zipped = ("export", "208", "--to", "{root}/out/208"), ("export", "208", "--to", "{root}/out/208.zip")
    yield Scene("export --force", "export", command(*folder, *kinds, "--force"), last, later)
    evidence = command("export", "208", "--to", "{root}/out/deep/er", *kinds)
    yield Scene("export to a new folder", "export", evidence, last, later)
    yield Scene("export --zip", "export", command(*zipped, *kinds), last, later)
    once = _after(root, trees["comment"], command(*zipped, *kinds))
    yield Scene("export --zip --force", "export", command(*zipped, *kinds, "--force"), once, later)
    nameless = command("export", "208", "--to", "{root}/out/nameless", "--sans-nom")
    yield Scene("export --sans-nom", "export", nameless, last, later)
    papers = ("papers", "208", "--to", "{root}/out/papers", "--only", "signatures,incidents")
    yield Scene("papers", "papers", command(*papers), last, later)
    printed = _after(root, trees["sign"], command(*papers))
    yield Scene("papers --force", "papers", command(*papers, "--force"), printed, later)
    report = ("report", "--year", "2026-2027", "--to", "{root}/out/report", "--only", "md,csv")
    yield Scene("report", "report", command(*report), last, later)
    reported = _after(root, trees["sign"], command(*report))
    yield Scene("report --force", "report", command(*report, "--force"), reported, later)
    exported = _after(root, last, command(*folder, "--force"), command(*zipped))
    gone = {path: data for path, data in exported.items() if not path.startswith("store/sessions/208")}
    restore = command("import", "{root}/out/208/session.json")
    yield Scene("restore", "restore", restore, gone, later)
    yield Scene("restore from a zip", "restore", command("import", "{root}/out/208.zip"), gone, later)


def _after(root: Path, found: Tree, *deeds: Deed) -> Tree:
    """The store once this is done in it too."""
    desk = Scene("", "", deeds[0], found).set_up(root)
    for deed in deeds:
        said = deed(desk)
        assert said.code == 0, said
    return tree_of(root)


@contextmanager
def in_no_hurry() -> Iterator[None]:
    """Nothing has to outlive a real power cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "fsync", lambda fd: None)
        yield


@contextmanager
def foreseen_names() -> Iterator[None]:
    """Names that nobody foresees are the same each time: what a command does is compared with what it did before."""
    count = iter(range(1 << 30))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("secrets.token_hex", lambda size=4: f"{next(count):0{2 * size}x}")
        yield
