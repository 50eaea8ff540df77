"""The folder of sessions: made whole or not at all, found by number, listed with their damage."""

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from data import locks
from data.archive import Archive, journals_of
from data.errors import CreationRefusedError, DamagedError, NotFoundError, SessionExistsError, StoreError
from data.integrity import check
from data.leftovers import ASIDE
from supervisor.action import Renumber, WriteNote
from supervisor.decision import Decision, Refusal
from tests.data.making import HEADER, context, creation
from tests.data.test_storage import some_group


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A store that is not made yet."""
    return Archive(tmp_path / "un" / "store")


def modes(root: Path) -> dict[str, str]:
    """What is in a folder, with its rights."""
    return {str(path.relative_to(root)): f"{stat.S_IMODE(path.stat().st_mode):o}" for path in sorted(root.rglob("*"))}


# Making ----------------------------------------------------------------------------------------------


def test_a_session_is_made_and_found(archive: Archive) -> None:
    """With its first line, its candidates, one action."""
    made = archive.create(HEADER, creation("208", 3), context())
    assert made.path == archive.folder / "208" / "journal.jsonl"
    found = archive.journal("208")
    assert found.session == made.session
    assert {entry.action for entry in found.session.entries} == {1}
    assert [c.identity.last_name for c in found.session.candidates.values()] == ["LE GOFF", "D’ARTAGNAN", "Ñuñez"]
    assert found.session.header == HEADER


def test_looking_makes_nothing(archive: Archive, tmp_path: Path) -> None:
    """A store is made with its first session."""
    assert archive.sessions() == []
    assert archive.numbers() == []
    assert not archive.holds("208")
    assert archive.next_provisional() == "p1"
    with pytest.raises(NotFoundError, match="Ce dossier n'est pas là"):
        archive.journal("208")
    assert not list(tmp_path.iterdir())


def test_a_number_is_held_once(archive: Archive) -> None:
    """The second import is refused with a sentence that names the way, and nothing changes."""
    made = archive.create(HEADER, creation("208"), context())
    before = made.path.read_bytes()
    with pytest.raises(SessionExistsError, match=r"208 existe déjà.*--update"):
        archive.create_all([(HEADER, creation("209")), (HEADER, creation("208"))], context())
    with pytest.raises(SessionExistsError):
        archive.create_all([(HEADER, creation("300")), (HEADER, creation("300"))], context())
    assert archive.numbers() == ["208"]
    assert made.path.read_bytes() == before


def test_what_the_rules_refuse_is_not_made(archive: Archive) -> None:
    """The refusal comes with its reason; the others of the import are not made either."""
    refused = Archive(archive.root, decide=lambda *asked: Decision(refusals=(Refusal("Aucun candidat."),)))
    with pytest.raises(CreationRefusedError, match="Aucun candidat") as raised:
        refused.create(HEADER, creation(), context())
    assert raised.value.refusals[0].reason == "Aucun candidat."
    assert list(archive.folder.iterdir()) == []


def test_provisional_numbers_follow_each_other(archive: Archive) -> None:
    """p1, p2…, never one that a folder bears, also after it was renumbered."""
    made = archive.create_all([(HEADER, creation("")), (HEADER, creation("7")), (HEADER, creation(""))], context())
    assert [journal.session.number for journal in made] == ["p1", "7", "p2"]
    assert archive.next_provisional() == "p3"
    made[2].act(Renumber("208"), context())
    assert archive.next_provisional() == "p3"
    assert archive.create(HEADER, creation(""), context()).session.number == "p3"


@pytest.mark.parametrize(
    "number", ["", "../208", "p", "P1", "1/2", ".", "..", "1234567890", "²", "٣", "p-1", "208\n", "con", "~", "\x1b[2J"]
)
def test_a_number_is_no_path(number: str, archive: Archive) -> None:
    """What is neither 1 to 9 digits nor p1, p2… names nothing, and is shown harmless."""
    with pytest.raises(NotFoundError, match="n'est pas un numéro de session") as raised:
        archive.journal(number)
    assert "\x1b" not in raised.value.message
    if number:
        with pytest.raises(NotFoundError):
            archive.create(HEADER, creation(number), context())
        assert not (archive.root / "208").exists()


def test_what_a_killed_creation_left_is_swept(archive: Archive) -> None:
    """It is no session, and the next creation removes it."""
    archive.create(HEADER, creation("208"), context())
    left = archive.folder / ".new-0123abcd"
    left.mkdir()
    (left / "journal.jsonl").write_bytes(b"{")
    assert archive.numbers() == ["208"]
    archive.create(HEADER, creation("209"), context())
    assert not left.exists()


# Finding ---------------------------------------------------------------------------------------------


def test_a_renumbered_session_is_found_by_its_number(archive: Archive) -> None:
    """Its folder keeps its name; the old number is nobody's, and may be given again."""
    journal = archive.create(HEADER, creation("207"), context())
    archive.create(HEADER, creation("300"), context())
    journal.act(Renumber("208"), context())
    assert archive.journal("208").path == journal.path == archive.folder / "207" / "journal.jsonl"
    assert (archive.holds("208"), archive.holds("207")) == (True, False)
    with pytest.raises(NotFoundError):
        archive.journal("207")
    with pytest.raises(SessionExistsError):
        archive.create(HEADER, creation("208"), context())
    again = archive.create(HEADER, creation("207"), context())
    assert again.path.parent.name == "207-2"
    assert archive.journal("207").path == again.path
    assert archive.numbers() == ["207", "208", "300"]


def test_an_unknown_session_is_told_with_those_there_are(archive: Archive) -> None:
    """In the order of their numbers."""
    archive.create_all([(HEADER, creation(number)) for number in ("1000", "p1", "208", "9")], context())
    with pytest.raises(NotFoundError, match=r"9, 208, 1000, p1\.$"):
        archive.journal("210")


def test_many_known_sessions_are_not_all_listed(archive: Archive) -> None:
    """Twenty are enough to see one's mistake."""
    archive.create_all([(HEADER, creation(str(number), 0)) for number in range(100, 125)], context())
    with pytest.raises(NotFoundError, match="119 et 5 autres"):
        archive.journal("1")


def test_a_damaged_session_hides_no_other(archive: Archive) -> None:
    """Each is listed, with what is wrong with it."""
    for number in ("1", "2", "3", "4"):
        archive.create(HEADER, creation(number), context()).act(WriteNote("x"), context())
    (archive.folder / "2" / "journal.jsonl").write_bytes(b"perdu")
    with (archive.folder / "3" / "journal.jsonl").open("ab") as file:
        file.write(b"{}\n")
    (archive.folder / "4" / "journal.jsonl").unlink()
    shelves = {shelf.number: shelf for shelf in archive.sessions()}
    assert list(shelves) == ["1", "2", "3", "4"]
    assert shelves["1"].problem == ""
    assert "ligne 1" in shelves["2"].problem
    assert shelves["2"].journal is None
    assert "ligne 7" in shelves["3"].problem
    assert shelves["3"].journal is not None
    assert shelves["3"].journal.session.last_id == 5, "the good part is there"
    assert "n'est pas, ou n'est plus" in shelves["4"].problem
    assert archive.journal("3").damage is not None
    with pytest.raises(StoreError, match="ligne 1"):
        archive.journal("2")


def copied(archive: Archive, number: str, name: str) -> None:
    shutil.copytree(archive.journal(number).path.parent, archive.folder / name)


@pytest.mark.parametrize(
    ("made", "names", "opened"),
    [("208", ("208 (1)", "1 copie"), "208"), ("p1", ("p1 (1)", "a"), "a"), ("p1", ("208",), "208")],
)
def test_of_several_folders_of_one_number_all_but_the_one_it_opens_are_copies(
    made: str, names: tuple[str, ...], opened: str, archive: Archive
) -> None:
    """The one that is called like it; where none is, the first: a renumbered session keeps its folder."""
    journal = archive.create(HEADER, creation(made), context())
    if made == "p1":
        journal.act(Renumber("208"), context())
    for name in names:
        copied(archive, "208", name)
    [one] = [shelf.folder.name for shelf in archive.sessions() if not shelf.is_copy]
    assert (one, archive.journal("208").path.parent.name) == (opened, opened)
    assert len(archive.sessions()) == len(names) + 1


def test_a_folder_without_its_journal_is_not_the_one_that_its_number_opens(archive: Archive) -> None:
    """Its copy is."""
    path = archive.create(HEADER, creation("208"), context()).path
    copied(archive, "208", "208 (1)")
    path.unlink()
    assert [(shelf.folder.name, shelf.is_copy) for shelf in archive.sessions()] == [("208", True), ("208 (1)", False)]
    assert archive.journal("208").path.parent.name == "208 (1)"


@pytest.mark.parametrize("kept", [0, 1])
def test_a_session_that_lost_its_number_is_found_by_its_folder(kept: int, archive: Archive) -> None:
    """Damaged from its second line on, or cut behind its first: it is listed, and there is nothing to open."""
    path = archive.create(HEADER, creation("208"), context()).path
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + b"{}\n" * kept)
    with pytest.raises(DamagedError, match="ligne 2" if kept else "après la première"):
        archive.journal("208")
    [shelf] = archive.sessions()
    assert shelf.session is None
    assert "rien de sa session ne peut être lu" in shelf.problem
    assert archive.numbers() == [shelf.number for shelf in archive.sessions()] == ["208"]


def test_a_store_from_another_machine_can_be_read(archive: Archive) -> None:
    """Its group need not exist here; only making sessions asks for it."""
    archive.create(HEADER, creation(), context())
    settings = {"format": "vigie-store", "version": 1, "group": "cohorte-inconnue"}
    (archive.root / "store.json").write_text(json.dumps(settings), encoding="utf-8")
    assert archive.journal("208").act(WriteNote("x"), context()).entries
    with pytest.raises(StoreError, match="cohorte-inconnue"):
        archive.create(HEADER, creation("209"), context())


def test_a_check_tells_where_and_what(archive: Archive, tmp_path: Path) -> None:
    """Also of a copy somewhere else."""
    journal = archive.create(HEADER, creation(), context())
    copy = tmp_path / "copie.jsonl"
    copy.write_bytes(journal.path.read_bytes())
    report = check(copy)
    assert (report.is_whole, report.remarks) == (True, ())
    assert report.session == journal.session
    copy.write_bytes(copy.read_bytes().replace(b"GOFF", b"GAFF"))
    broken = check(copy).broken
    assert broken is not None
    assert str(broken) == "ligne 3\N{NO-BREAK SPACE}: sa partie personnelle a été modifiée"
    with pytest.raises(StoreError, match="Lecture impossible"):
        check(tmp_path / "absent.jsonl")


# The store itself ------------------------------------------------------------------------------------


@pytest.mark.parametrize("umask", [0, 0o077])
def test_the_store_is_the_owners_alone(umask: int, archive: Archive) -> None:
    """Files 0600, folders 0700, whatever the umask."""
    before = os.umask(umask)
    try:
        archive.create(HEADER, creation(), context()).act(WriteNote("x"), context())
        archive.journal("208").erase([2], context())
    finally:
        os.umask(before)
    assert modes(archive.root.parent) == {
        "store": "700",
        "store/sessions": "700",
        "store/sessions/208": "700",
        "store/sessions/208/journal.jsonl": "600",
        "store/sessions/208/journal.lock": "600",
        "store/store.json": "600",
        "store/store.lock": "600",
    }


def test_a_group_may_read_the_store_made_for_it(archive: Archive) -> None:
    """The store's settings keep the group, and each file written anew has it; locks stay the owner's."""
    name, gid = some_group()
    Archive(archive.root, group=name).create(HEADER, creation(), context())
    again = Archive(archive.root)
    assert again.group == name
    again.journal("208").act(WriteNote("x"), context())
    again.journal("208").erase([2], context())
    again.create(HEADER, creation("209"), context())
    assert modes(archive.root.parent) == {
        "store": "2750",
        "store/sessions": "2750",
        "store/sessions/208": "2750",
        "store/sessions/208/journal.jsonl": "640",
        "store/sessions/208/journal.lock": "600",
        "store/sessions/209": "2750",
        "store/sessions/209/journal.jsonl": "640",
        "store/store.json": "640",
        "store/store.lock": "600",
    }
    assert {path.stat().st_gid for path in [archive.root, *archive.root.rglob("*")]} == {gid}


def test_the_folders_above_are_nobody_elses_to_write_in(archive: Archive) -> None:
    """Made with the store, and open to be passed through, also for a group; never to be written in by others."""
    before = os.umask(0)
    try:
        archive.create(HEADER, creation(), context())
    finally:
        os.umask(before)
    assert stat.S_IMODE(archive.root.parent.stat().st_mode) == 0o755


@pytest.mark.parametrize("shared", [False, True])
def test_what_is_written_anew_has_the_stores_own_rights(shared: bool, archive: Archive) -> None:
    """Also where a copy of the folder lost them: put back with other rights, or from a memory stick without any."""
    made = Archive(archive.root, group=some_group()[0] if shared else None).create(HEADER, creation(), context())
    made.path.chmod(0o600 if shared else 0o644)
    archive.journal("208").erase([2], context())
    assert stat.S_IMODE(made.path.stat().st_mode) == (0o640 if shared else 0o600)


def test_a_session_is_not_made_while_somebody_makes_one(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else both could be given one number, and each would sweep away what the other is making."""
    monkeypatch.setattr(locks, "PATIENCE", 0.05)
    archive.create(HEADER, creation("208"), context())
    ways = (
        lambda: archive.create(HEADER, creation("209"), context()),
        lambda: archive.restore("210", archive.journal("208").path.read_bytes()),
        archive.next_provisional,
    )
    other = locks.Claim(archive.root / "store.lock")
    assert other.take()
    with pytest.raises(StoreError, match="Un autre programme écrit"):
        archive.make()
    monkeypatch.setattr(Archive, "make", lambda _: None)
    for way in ways:
        with pytest.raises(StoreError, match="Un autre programme écrit"):
            way()
    other.let_go()
    assert archive.numbers() == ["208"]


def test_another_group_cannot_be_asked_for_later(archive: Archive) -> None:
    """What is there was made for somebody."""
    archive.create(HEADER, creation(), context())
    name, _ = some_group()
    with pytest.raises(StoreError, match="pour vous seul"):
        Archive(archive.root, group=name).create(HEADER, creation("209"), context())


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"format": "vigie-store", "version": 2, "group": ""}, "plus récente"),
        ({"version": 1}, "illisibles"),
        ([], "illisibles"),
    ],
)
def test_settings_that_cannot_be_used_are_told(settings: object, words: str, archive: Archive) -> None:
    """A newer store, or a file that somebody broke."""
    archive.create(HEADER, creation(), context())
    (archive.root / "store.json").write_text(json.dumps(settings), encoding="utf-8")
    with pytest.raises(StoreError, match=words):
        archive.create(HEADER, creation("209"), context())


def test_a_store_that_is_a_file_is_told(tmp_path: Path) -> None:
    """--store with a wrong path."""
    (tmp_path / "liste.ods").write_bytes(b"")
    archive = Archive(tmp_path / "liste.ods")
    for use in (archive.sessions, lambda: archive.journal("208")):
        with pytest.raises(StoreError, match="n'est pas un dossier"):
            use()
    with pytest.raises(StoreError, match=r"n'a pas pu être fait|n'est pas un dossier"):
        archive.create(HEADER, creation(), context())


def test_a_session_that_is_being_made_is_none_yet(archive: Archive) -> None:
    """Whoever sends journals to a hub, or looks for the newest: what may be taken back is nobody's."""
    journal = archive.create(HEADER, creation(), context())
    aside = archive.folder / f"{ASIDE}0123abcd"
    aside.mkdir()
    (aside / "journal.jsonl").write_bytes(journal.path.read_bytes())
    assert journals_of(archive.root) == [journal.path]
    assert journals_of(archive.root / "none") == []
