"""Evidence of a fraud beside the journal: whole or not there, named before an event speaks of it, gone when erased."""

import hashlib
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data import disk, evidence
from data.archive import Archive
from data.errors import StoreError
from data.evidence import NAMED_WITHIN_S, EvidenceError, EvidenceFolder
from data.integrity import check
from data.journal import Journal
from supervisor.action import ReportFraud, Undo
from supervisor.event import EvidenceKept
from tests.data.faults import CALLS, Faults, Killed, faults
from tests.data.making import HEADER, context, creation, new_journal
from tests.rights import NEEDS_RIGHTS
from tests.spaces import plain_spaces

__all__ = ["faults"]

BYTES = b"\x89PNG" + bytes(range(256)) * 20
NBSP = "\N{NO-BREAK SPACE}"
TAKEN = datetime(2026, 11, 22, 8, 41, 7, tzinfo=UTC)


def photo(folder: Path, name: str = "photo.jpg", data: bytes = BYTES) -> str:
    """A file somebody picks, taken at 09:41:07 in Paris."""
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_bytes(data)
    os.utime(path, (TAKEN.timestamp() + 0.6,) * 2)
    return str(path)


def report(journal: Journal, *paths: str, number: int = 1, completes: int | None = None) -> int:
    """Record a fraud with these files; the event's id."""
    kept = journal.keep_evidence(paths)
    action = ReportFraud(number, "consultation", "une antisèche" if completes is None else None, evidence=kept,
                         report=completes)  # fmt: skip
    return journal.act(action, context()).entries[0].id


def copies(journal: Journal) -> list[str]:
    """What lies in the folder of evidence."""
    folder = journal.path.parent / "evidence"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def age(journal: Journal, seconds: float) -> None:
    """Let its copies have been made so long before now, as their disk counts."""
    now = disk.touched(journal.path.parent)
    assert now is not None
    for copy in (journal.path.parent / "evidence").iterdir():
        os.utime(copy, (now - seconds,) * 2)


def refused(journal: Journal, *paths: str) -> str:
    """Why files cannot be taken; nothing of them may stay."""
    before = copies(journal)
    with pytest.raises(EvidenceError) as caught:
        journal.keep_evidence(paths)
    assert copies(journal) == before
    return plain_spaces(caught.value.message)


# Keeping -----------------------------------------------------------------------------------------------


def test_a_copy_is_there_before_the_event_names_it(tmp_path: Path) -> None:
    """Digest, size and time of the file; the copy is its bytes, for its owner alone."""
    journal = new_journal(tmp_path)
    [kept] = journal.keep_evidence([photo(tmp_path)])
    digest = hashlib.sha256(BYTES).hexdigest()
    assert kept == EvidenceKept(
        name="photo.jpg", sha256=digest, size=len(BYTES), taken_at=TAKEN, kept_as=f"{digest}.jpg"
    )
    assert copies(journal) == [f"{digest}.jpg"]
    copy = journal.path.parent / "evidence" / kept.kept_as
    assert copy.read_bytes() == BYTES
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_the_event_says_what_the_copy_is_after_reopening(tmp_path: Path) -> None:
    """Name, digest, size, time and copy come back from the journal."""
    journal = new_journal(tmp_path)
    report(journal, photo(tmp_path))
    [kept] = Journal.open(journal.path).session.frauds_of(1)[0].evidence
    assert (kept.name, kept.size, kept.taken_at) == ("photo.jpg", len(BYTES), TAKEN)
    assert copies(journal) == [kept.kept_as]


@pytest.mark.skipif(os.name != "posix", reason="groups are of POSIX")
def test_a_store_for_a_group_gives_it_the_evidence_too(tmp_path: Path) -> None:
    """0640 in a folder 2750, as the journal is."""
    import grp

    group = grp.getgrgid(os.getgid()).gr_name
    journal = Archive(tmp_path / "store", group).create(HEADER, creation(), context())
    report(journal, photo(tmp_path))
    copy = next((journal.path.parent / "evidence").iterdir())
    assert stat.S_IMODE(copy.stat().st_mode) == 0o640
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o2750
    assert copy.stat().st_gid == os.getgid()


def test_two_files_of_one_name_are_two_copies(tmp_path: Path) -> None:
    """« photo.jpg » of the telephone, « photo.jpg » of the camera."""
    journal = new_journal(tmp_path)
    one, other = photo(tmp_path / "a", data=b"one"), photo(tmp_path / "b", data=b"other")
    report(journal, one, other)
    assert [piece.name for piece in journal.session.frauds_of(1)[0].evidence] == ["photo.jpg", "photo.jpg"]
    assert len(copies(journal)) == 2


def test_the_same_bytes_are_one_copy(tmp_path: Path) -> None:
    """Two candidates who speak together are on one picture."""
    journal = new_journal(tmp_path)
    report(journal, photo(tmp_path))
    report(journal, photo(tmp_path), number=2)
    assert len(copies(journal)) == 1
    assert check(journal.path).lost == ()


NAMES = [
    # the file's name                  what is kept as its name        how the copy ends
    ("photo.jpg",                      "photo.jpg",                    ".jpg"),
    ("PHOTO.JPG",                      "PHOTO.JPG",                    ".jpg"),
    ("sans suffixe",                   "sans suffixe",                 ""),
    ("\x1b[31mrouge.png",              "[31mrouge.png",                ".png"),
    ("a\nb\u202egnp.png",              "a bgnp.png",                   ".png"),
    ("écran n° 3.té",                  "écran n° 3.té",                ""),       # no suffix that anything knows
    ("x.abcdefghi",                    "x.abcdefghi",                  ""),
    ("[b]gras[/b].txt".replace("/", "∕"), "[b]gras[∕b].txt",           ".txt"),
    ("\u200b",                         "sans nom",                     ""),
    (b"\xff\xfe.png",                  "??.png",                       ".png"),   # bytes that are no text
]  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="such names are of POSIX")
@pytest.mark.parametrize(("name", "shown", "suffix"), NAMES)
def test_a_name_is_kept_as_it_can_be_shown(name: str | bytes, shown: str, suffix: str, tmp_path: Path) -> None:
    """Nothing of it reaches a terminal as a command; the copy's own name is a digest."""
    journal = new_journal(tmp_path)
    [kept] = journal.keep_evidence([photo(tmp_path, os.fsdecode(name))])
    assert kept.name == shown
    assert kept.kept_as == f"{kept.sha256}{suffix}"


def test_nothing_is_made_for_nothing(tmp_path: Path) -> None:
    """A report without files makes no folder."""
    journal = new_journal(tmp_path)
    report(journal)
    assert not (journal.path.parent / "evidence").exists()


def test_what_cannot_be_taken_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, a device, nothing, too large, empty: one sentence each, with the file."""
    journal = new_journal(tmp_path)
    (tmp_path / "dossier").mkdir()
    os.mkfifo(tmp_path / "tube")
    assert "c'est un dossier" in refused(journal, str(tmp_path / "dossier"))
    assert "ce n'est pas un fichier ordinaire" in refused(journal, str(tmp_path / "tube"))
    assert "ce n'est pas un fichier ordinaire" in refused(journal, "/dev/null")
    assert f"« {tmp_path}/rien.jpg » ne peut pas être jointe : il n'existe pas" in refused(
        journal, str(tmp_path / "rien.jpg")
    )
    assert "ce chemin n'existe pas" in refused(journal, photo(tmp_path) + "/x")
    assert "il est vide" in refused(journal, photo(tmp_path, "vide.jpg", b""))
    assert "ne peut pas être lu" in refused(journal, "a\0b")
    assert "ce chemin est trop long" in refused(journal, str(tmp_path / ("x" * 300)))
    monkeypatch.setattr(evidence, "MOST_BYTES", 10)
    assert "plus de" in refused(journal, photo(tmp_path, "long.jpg", b"x" * 11))
    assert journal.keep_evidence([photo(tmp_path, "juste.jpg", b"x" * 10)])[0].size == 10


@NEEDS_RIGHTS
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    """The rights of the file, not of the store."""
    path = photo(tmp_path)
    Path(path).chmod(0)
    assert "les droits ne permettent pas de le lire" in refused(new_journal(tmp_path), path)


def test_one_that_cannot_be_taken_takes_none(tmp_path: Path) -> None:
    """All or none: the first is not copied when the second is nothing."""
    journal = new_journal(tmp_path)
    refused(journal, photo(tmp_path), str(tmp_path / "rien.jpg"))
    assert copies(journal) == []


def test_a_file_that_grows_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is counted is what is read, not what was promised."""
    journal = new_journal(tmp_path)
    path = photo(tmp_path, data=b"x" * 9)
    read, monkeyed = os.read, [b"x" * 9, b"yy"]
    monkeypatch.setattr(evidence, "MOST_BYTES", 10)
    monkeypatch.setattr(evidence, "_read", lambda source, fd: monkeyed.pop(0) if monkeyed else read(fd, 1))
    assert "plus de" in refused(journal, path)


def test_a_key_pulled_out_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the source names the source."""
    journal = new_journal(tmp_path)
    path = photo(tmp_path)

    def pulled(fd: int, size: int) -> bytes:
        raise OSError(5, "EIO")

    with monkeypatch.context() as patched:
        patched.setattr(os, "read", pulled)
        with pytest.raises(EvidenceError) as caught:
            journal.keep_evidence([path])
    assert "la clé a répondu par une erreur" in caught.value.message
    assert copies(journal) == []


# Recording ---------------------------------------------------------------------------------------------


def test_a_refused_report_leaves_no_copy(tmp_path: Path) -> None:
    """He is not on the list: nothing is recorded, nothing stays."""
    journal = new_journal(tmp_path)
    kept = journal.keep_evidence([photo(tmp_path)])
    assert journal.act(ReportFraud(9, "usurpation", "x", evidence=kept), context()).refusals
    assert copies(journal) == []


def test_a_refused_report_takes_no_copy_that_another_names(tmp_path: Path) -> None:
    """The same bytes belong to a report that stands."""
    journal = new_journal(tmp_path)
    report(journal, photo(tmp_path))
    kept = journal.keep_evidence([photo(tmp_path, "autre.jpg")])
    assert journal.act(ReportFraud(9, "usurpation", "x", evidence=kept), context()).refusals
    assert len(copies(journal)) == 1
    assert check(journal.path).lost == ()


def test_an_event_never_names_a_copy_that_is_gone(tmp_path: Path) -> None:
    """Somebody removed it in between: a sentence, and nothing recorded."""
    journal = new_journal(tmp_path)
    kept = journal.keep_evidence([photo(tmp_path)])
    (journal.path.parent / "evidence" / kept[0].kept_as).unlink()
    with pytest.raises(StoreError, match="n'est plus là"):
        journal.act(ReportFraud(1, "usurpation", "x", evidence=kept), context())
    assert not journal.session.frauds


def test_an_undone_report_keeps_its_copy(tmp_path: Path) -> None:
    """It may be redone."""
    journal = new_journal(tmp_path)
    report(journal, photo(tmp_path))
    journal.act(Undo(), context())
    assert len(copies(journal)) == 1
    journal.act(Undo(journal.session.last_id, "à tort"), context())
    assert check(journal.path).lost == ()


@pytest.mark.parametrize("name", ["../journal.jsonl", "", "x.jpg", "a" * 64 + "/../../journal.jsonl", "/etc/passwd"])
def test_nothing_is_opened_or_removed_on_a_journal_s_word(name: str, tmp_path: Path) -> None:
    """A copy's name is a digest; anything else is no copy."""
    journal = new_journal(tmp_path)
    (tmp_path / "x").write_bytes(b"x")
    forged = EvidenceKept(name="x", sha256="a" * 64, size=1, kept_as=name)
    assert not journal.evidence.has(forged)
    journal.evidence.drop([forged], ())
    assert journal.path.exists()


# The disk fails ----------------------------------------------------------------------------------------


def bring(journal: Journal, path: str) -> int:
    return report(journal, path)


def calls_of(operation: Callable[[Journal], object], folder: Path, faults: Faults) -> dict[str, int]:
    journal = new_journal(folder)
    faults.seen.clear()
    operation(journal)
    return dict(faults.seen)


@pytest.mark.few(kind=(0, 5))
@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "EACCES", "short", "lasting", "killed"])
def test_at_each_fault_the_copy_is_whole_or_not_there(kind: str, tmp_path: Path, faults: Faults) -> None:
    """Whatever call fails: no event without its copy, no half copy under a final name, and the next try works."""
    path = photo(tmp_path)
    counted = calls_of(lambda journal: report(journal, path), tmp_path / "count", faults)
    tried = 0
    for call in CALLS:
        for nth in range(1, counted.get(call, 0) + 1):
            tried += 1
            journal = new_journal(tmp_path / f"{call}-{nth}")
            with faults.at(call, nth, kind), suppress(StoreError, Killed):
                report(journal, path)
            again = Journal.open(journal.path)
            assert check(again.path).lost == (), (call, nth)
            for name in copies(again):
                whole = (again.path.parent / "evidence" / name).read_bytes() == BYTES
                assert whole or name.startswith(".new-"), (call, nth)
            report(again, path, number=2)
            assert [name for name in copies(again) if name.startswith(".new-")] == []
            assert check(again.path).lost == ()
    assert tried > 8


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, faults: Faults) -> None:
    """Half a copy is taken away; the sentence says that it is the disk."""
    journal = new_journal(tmp_path)
    with faults.at("write", 1, "short"), pytest.raises(StoreError, match="le disque est plein"):
        journal.keep_evidence([photo(tmp_path)])
    assert copies(journal) == []


def test_a_half_copy_of_a_killed_process_goes_with_the_next(tmp_path: Path) -> None:
    """Nobody else copies then: the lock says so."""
    journal = new_journal(tmp_path)
    report(journal, photo(tmp_path))
    (journal.path.parent / "evidence" / ".new-1234").write_bytes(b"half")
    report(journal, photo(tmp_path, "autre.jpg", b"other"))
    assert len(copies(journal)) == 2


# Checking ----------------------------------------------------------------------------------------------


def changed(copy: Path) -> None:
    copy.write_bytes(BYTES[:-1] + b"!")


def shortened(copy: Path) -> None:
    copy.write_bytes(BYTES[:-1])


def emptied(copy: Path) -> None:
    copy.write_bytes(b"")


def replaced_by_a_folder(copy: Path) -> None:
    copy.unlink()
    copy.mkdir()


CHANGES = [
    (Path.unlink, "n'est plus là"),
    (replaced_by_a_folder, "n'est plus là"),
    (changed, "a changé"),
    (shortened, "a changé"),
    (emptied, "a changé"),
]


@pytest.mark.parametrize(("change", "what"), CHANGES)
def test_check_finds_what_is_gone_or_changed(change: Callable[[Path], object], what: str, tmp_path: Path) -> None:
    """By the event and the name; the journal itself is whole."""
    journal = new_journal(tmp_path)
    event = report(journal, photo(tmp_path))
    assert check(journal.path).is_whole
    change(journal.path.parent / "evidence" / copies(journal)[0])
    found = check(journal.path)
    assert found.broken is None
    assert not found.is_whole
    assert [phrase.replace(NBSP, " ") for phrase in found.lost] == [f"n° {event} : la pièce « photo.jpg » {what}"]


def test_check_of_a_file_without_its_folder_remarks_it(tmp_path: Path) -> None:
    """A copy of the journal alone proves itself; a session whose whole folder of evidence is gone does not."""
    journal = new_journal(tmp_path)
    report(journal, photo(tmp_path))
    copy = tmp_path / "copie.jsonl"
    copy.write_bytes(journal.path.read_bytes())
    found = check(copy, alone=True)
    assert found.is_whole
    assert any("1 pièce" in remark.replace(NBSP, " ") for remark in found.remarks)
    assert check(journal.path, alone=True).remarks == ()
    disk.remove_tree(journal.path.parent / "evidence")
    assert not check(journal.path).is_whole


def test_evidence_of_which_only_the_digest_was_recorded_is_not_sought(tmp_path: Path) -> None:
    """The first journals kept no copies."""
    journal = new_journal(tmp_path)
    old = EvidenceKept(name="x.jpg", sha256="a" * 64, size=3)
    journal.act(ReportFraud(1, "usurpation", "x", evidence=(old,)), context())
    assert check(journal.path).lost == ()


# Erasing -----------------------------------------------------------------------------------------------


def test_erasing_takes_the_copy_away(tmp_path: Path) -> None:
    """A purge of personal data does not leave the photo."""
    journal = new_journal(tmp_path)
    event = report(journal, photo(tmp_path))
    journal.erase([event], context())
    assert copies(journal) == []
    assert check(journal.path).is_whole
    assert Journal.open(journal.path).session.frauds_of(1)[0].evidence == ()


def test_erasing_leaves_what_another_event_names(tmp_path: Path) -> None:
    """Until that one is erased too."""
    journal = new_journal(tmp_path)
    first = report(journal, photo(tmp_path))
    second = report(journal, photo(tmp_path), number=2)
    journal.erase([first], context())
    assert len(copies(journal)) == 1
    assert check(journal.path).is_whole
    journal.erase([second], context())
    assert copies(journal) == []


def test_an_erasure_takes_half_copies_and_leftovers_too(tmp_path: Path) -> None:
    """Whatever a kill left is personal as well; what is no copy of ours stays."""
    journal = new_journal(tmp_path)
    event = report(journal, photo(tmp_path))
    journal.keep_evidence([photo(tmp_path, "jamais.jpg", b"never recorded")])
    age(journal, NAMED_WITHIN_S + 60)
    folder = journal.path.parent / "evidence"
    (folder / ".new-1234").write_bytes(b"half")
    (folder / "lisez-moi.txt").write_bytes(b"not ours")
    journal.erase([event], context())
    assert copies(journal) == ["lisez-moi.txt"]


@pytest.mark.parametrize("call", ["remove", "fsync", "replace", "write"])
@pytest.mark.parametrize("kind", ["killed", "EIO"])
def test_an_erasure_cut_short_is_named_and_mended(call: str, kind: str, tmp_path: Path, faults: Faults) -> None:
    """The event first, then the files: a copy may outlive it, and then `check` says so until it is gone."""
    path = photo(tmp_path)
    journal = new_journal(tmp_path / "count")
    event = report(journal, path)
    faults.seen.clear()
    journal.erase([event], context())
    for nth in range(1, faults.seen[call] + 1):
        journal = new_journal(tmp_path / f"{call}-{nth}")
        event = report(journal, path)
        with faults.at(call, nth, kind), suppress(StoreError, Killed):
            journal.erase([event], context())
        again = Journal.open(journal.path)
        is_erased = again.session.entries[event - 1].erased
        assert check(again.path).is_whole is (not is_erased or not copies(again)), (call, nth)
        assert is_erased or copies(again), "no copy goes before the event is erased"
        again.erase([event], context())
        assert copies(again) == []
        assert check(again.path).is_whole


def test_the_next_action_mends_an_erasure_that_was_cut_short(tmp_path: Path, faults: Faults) -> None:
    """Whoever works on it next takes away what was left, without being asked."""
    journal = new_journal(tmp_path)
    event = report(journal, photo(tmp_path))
    erase = journal.evidence.sweep
    journal.evidence.sweep = lambda *_, **__: None  # type: ignore[method-assign]
    journal.erase([event], context())
    journal.evidence.sweep = erase  # type: ignore[method-assign]
    age(journal, NAMED_WITHIN_S + 60)
    assert "1 copie" in check(journal.path).lost[0].replace(NBSP, " ")
    again = Journal.open(journal.path)
    again.act(ReportFraud(2, "usurpation", "un autre"), context())
    assert copies(again) == []


def opens_anew(one: Journal, event: int) -> None:
    """Another program opens the session, in which somebody was erased, and records: it tidies first."""
    assert one.session.entries[event - 1].erased
    Journal.open(one.path).act(ReportFraud(3, "usurpation", "un autre"), context())


def erases(one: Journal, _event: int) -> None:
    """Another program erases somebody else just then."""
    other = Journal.open(one.path)
    other.erase([other.session.frauds_of(2)[0].event_id], context())


@pytest.mark.parametrize("other_program", [opens_anew, erases])
def test_what_another_program_has_just_copied_is_not_swept(
    other_program: Callable[[Journal, int], None], tmp_path: Path
) -> None:
    """Between the copying and the event that names it the journal is free for others, who know nothing of it."""
    journal = new_journal(tmp_path)
    event = report(journal, photo(tmp_path, data=b"one"))
    report(journal, photo(tmp_path, data=b"two"), number=2)
    journal.erase([event], context())
    one, large = photo(tmp_path, "a.jpg", b"three"), photo(tmp_path, "b.jpg", b"four")
    kept = journal.keep_evidence([one, large])
    other_program(journal, event)
    outcome = journal.act(ReportFraud(1, "consultation", "une antisèche", evidence=kept), context())
    assert not outcome.refusals
    assert {piece.kept_as for piece in kept} <= set(copies(journal))
    assert check(journal.path).is_whole


def test_a_large_piece_beside_it_makes_none_look_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of several that took their time is as new as the last, when all are there."""
    journal = new_journal(tmp_path)
    journal.erase([report(journal, photo(tmp_path, data=b"one"))], context())
    copied = EvidenceFolder._copied

    def slowly(folder: EvidenceFolder, source: Path, made: list[Path], *, name: str = "") -> EvidenceKept:
        age(journal, NAMED_WITHIN_S + 60)
        return copied(folder, source, made, name=name)

    monkeypatch.setattr(EvidenceFolder, "_copied", slowly)
    kept = journal.keep_evidence([photo(tmp_path, "a.jpg", b"three"), photo(tmp_path, "b.jpg", b"four")])
    Journal.open(journal.path).act(ReportFraud(3, "usurpation", "un autre"), context())
    assert len(copies(journal)) == 2
    assert not journal.act(ReportFraud(1, "consultation", "vu", evidence=kept), context()).refusals


def test_a_report_after_an_erasure_keeps_its_copy(tmp_path: Path) -> None:
    """Whoever comes to the session next takes away what an erasure may have left, not what they bring themselves."""
    journal = new_journal(tmp_path)
    journal.erase([report(journal, photo(tmp_path))], context())
    again = Journal.open(journal.path)
    report(again, photo(tmp_path, data=b"another"), number=2)
    assert len(copies(again)) == 1
    assert check(again.path).is_whole
