"""`vigie forget`: one person's data erased on request; no trace in any file, and all that shows him still works."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from data import referent
from data.archive import Archive
from data.drafts import Drafts
from data.forgetting import forget, look_for
from data.integrity import check
from data.journal import Journal
from data.reference import read_reference
from supervisor.action import Context, CreateSession, NewCandidate
from supervisor.candidate import Identity
from supervisor.draft import Draft
from supervisor.reference import Header
from tests.command.command import NOW, Vigie
from tests.data.faults import CALLS, Faults, faults
from tests.data.test_faults import attempt

pytestmark = pytest.mark.wide

__all__ = ["faults"]

WHO = Identity(
    last_name="KERDONCUFF-ŒUVRARD", first_name="Maëlie", birth_date=date(2009, 2, 17), birth_city="Plougastel",
    birth_postal_code="29189", birth_insee_code="29190", birth_country="Patagonie", local_id="ine77x",
)  # fmt: skip
TRACES = (
    "KERDONCUFF", "UVRARD", "Kerdoncuff", "kerdoncuff", "uvrard", "Maëlie", "Maelie", "2009-02-17", "17/02/2009",
    "17/2/2009", "Plougastel", "29189", "29190", "Patagonie", "ine77x", "lie@exemple",
)  # fmt: skip
"""Whatever of him might stand in a file."""


def forms(trace: str) -> Iterator[bytes]:
    """A text as a file may hold it: plain, composed otherwise, with the escapes of JSON."""
    yield trace.encode()
    yield trace.encode("utf-16-le")
    yield json.dumps(trace)[1:-1].encode()


def found_in(folder: Path) -> list[str]:
    """The files of a folder that still hold something of him, and what."""
    return [
        f"{file.relative_to(folder)}: {trace}"
        for file in sorted(folder.rglob("*"))
        for trace in TRACES
        if trace in file.name or (file.is_file() and any(form in content_of(file) for form in forms(trace)))
    ]


def content_of(file: Path) -> bytes:
    """What a file says, without that in which five digits come up by chance: digests, salts, a PDF's own figures."""
    content = re.sub(rb"[0-9a-f]{32,}", b"", file.read_bytes())
    if file.suffix != ".pdf":
        return content
    # Where its objects stand in it and how long they are says nothing of anybody; what its pages say is read too.
    own = rb"\d{10} \d{5} [nf]|startxref\s+\d+|/Length\d? \d+"
    pages = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    return re.sub(own, b"", content) + pages.encode()


@pytest.fixture
def room(vigie: Vigie) -> Vigie:
    """Session 208: he is n° 2 of three, and everything that may name him does; it is closed and finalised."""
    people = (Identity(last_name="LE GOFF", first_name="Maël"), WHO, Identity(last_name="MARTIN", first_name="Léa"))
    creation = CreateSession(
        "208", date(2026, 11, 22), "09:00", site="Collège Jean-Moulin", room="Salle 12",
        surveillants=("Paul Durand",), candidates=tuple(NewCandidate(one, class_name="3eB") for one in people),
    )  # fmt: skip
    Archive(vigie.store).create(_header(), creation, Context(NOW, "Paul Durand", "poste-12"))
    vigie.done("correct", "2", "--first-name", "Maelie", "--reason", "Maëlie sans accent chez Pix")
    vigie.run_until_started(1, 2)
    vigie.done("absent", "3")
    photo = vigie.store.parent / "kerdoncuff.jpg"
    photo.write_bytes(b"Kerdoncuff au tableau")
    vigie.done(
        "fraud", "2", "--kind", "communication", "--seen", "parle à LE GOFF", "--witness", "Kerdoncuff pere",
        "--evidence", str(photo),
    )  # fmt: skip
    vigie.done("incident", "2", "C1", "--text", "née le 17/2/2009")
    vigie.done("note", "1", "a parlé avec maelie")
    vigie.done("note", "3", "sœur de Kerdoncuff ; écrit à lie@exemple.fr pour Oeuvrard")
    vigie.done("note", "session", "KERDONCUFF-ŒUVRARD prévient la vie scolaire")
    vigie.done("note", "session", "la fenêtre est ouverte")
    vigie.done("time", "2", "+5", "--reason", "souris changée pour Maëlie")
    vigie.clock.instant = NOW + timedelta(hours=2)
    vigie.done("finish", "1,2")
    vigie.done("close", "--force")
    vigie.done("finalised")
    vigie.clock.instant = NOW + timedelta(days=90)
    return vigie


def _header() -> Header:
    return Header(timezone="Europe/Paris", reference=read_reference("current"))


def journal_of(vigie: Vigie) -> Journal:
    """That of session 208."""
    return Archive(vigie.store).journal("208")


def test_listed_before_anything_is_erased(room: Vigie) -> None:
    """His own events, then those that seem to name him, with why; nothing happens without agreement."""
    before = journal_of(room).path.read_bytes()
    answer = room("forget", "208", "kerdon")
    assert answer.code == 0
    lines = answer.lines
    others = lines.index(next(line for line in lines if line.startswith("Où il semble nommé, 3")))
    assert lines[0].startswith("À lui, ")
    assert sum("Paul Durand" in line for line in lines[1:others]) == int(lines[0].split()[2])
    assert [line.split(" : ")[0].strip() for line in lines[others + 1 : others + 4]] == [
        "son prénom", "son nom", "son nom",
    ]  # fmt: skip
    assert lines[-1] == "Rien n'est effacé. Pour effacer : vigie forget 208 2 --yes"
    assert journal_of(room).path.read_bytes() == before


def test_what_is_to_be_typed_next_says_it_all(room: Vigie) -> None:
    """What was asked with the list is asked again when it is erased."""
    listed = room("forget", "208", "kerdon", "--force").lines
    others = listed.index(next(line for line in listed if line.startswith("Où il semble nommé")))
    event = next(word for word in listed[others + 1].split() if word.isdigit())
    lines = room("forget", "208", "kerdon", "--force", "--keep", event).lines
    assert lines[-1] == f"Rien n'est effacé. Pour effacer : vigie forget 208 2 --keep {event} --force --yes"


def test_no_trace_in_any_file(room: Vigie) -> None:
    """Names, birth, place, identifier: in no file of the store, escapes included; the rest stays."""
    assert found_in(room.store) != []
    seal = journal_of(room).session.seal
    answer = room("forget", "208", "2", "--yes")
    assert answer.code == 0, answer.err
    assert found_in(room.store) == []
    assert not list((room.store / "sessions" / "208" / "evidence").iterdir())
    log = room("log", "208").out
    assert "la fenêtre est ouverte" in log
    assert "LE GOFF" in log
    session = journal_of(room).session
    assert session.seal == seal, "the sealed part is what it was"
    assert session.entries[-1].event.kind == "personal_data_erased"
    assert session.entries[-1].author == "Paul Durand"


def test_the_chain_still_verifies(room: Vigie) -> None:
    """Whole, and `check` says what was erased and when."""
    room("forget", "208", "2", "--yes")
    answer = room("check", "208")
    assert answer.code == 0
    assert "journal entier" in answer.out
    assert "effacé" in answer.out


def test_everything_that_shows_him_still_works(room: Vigie) -> None:
    """« (effacé) » in the status, the log, every document and every paper."""
    room("forget", "208", "2", "--yes")
    for words in (["status", "208", "--full"], ["status", "208", "--json"], ["log", "208"], ["log", "208", "--json"]):
        answer = room(*words)
        assert answer.code == 0, answer.err
        assert "(effacé)" in answer.out
    everything = "convocations,emargement,salle,secours,signatures,incidents,fraudes,finalisation,journal"
    for number, words in enumerate((["export", "208"], ["papers", "208", "--only", everything])):
        target = room.store.parent / f"out{number}"
        answer = room(*words, "--to", str(target))
        assert answer.code == 0, answer.err
        assert found_in(target) == []
    assert room("export", "208", "--sans-nom", "--to", str(room.store.parent / "anonymous")).code == 0


def test_kept_because_it_is_somebody_elses(room: Vigie) -> None:
    """An event that speaks of another is spared; one of his own cannot be."""
    session = journal_of(room).session
    about = next(e.id for e in session.entries if getattr(e.event, "text", "") == "a parlé avec maelie")
    his = next(e.id for e in session.entries if e.event.kind == "candidate_added" and e.event.number == 2)
    assert "cet événement est le sien" in room("forget", "208", "2", "--keep", str(his)).complaint
    assert "pas de ceux" in room("forget", "208", "2", "--keep", "1").complaint
    assert room("forget", "208", "2", "--keep", "x").code == 2
    answer = room("forget", "208", "2", "--yes", "--keep", str(about))
    assert answer.code == 0
    assert "— gardé" in answer.out
    assert all("maelie" in trace.casefold() for trace in found_in(room.store))
    assert "a parlé avec maelie" in room("log", "208").out


def test_twice(room: Vigie) -> None:
    """The second time there is nothing, and nothing is added."""
    room("forget", "208", "2", "--yes")
    before = journal_of(room).path.read_bytes()
    for words in (["--yes"], []):
        answer = room("forget", "208", "2", *words)
        assert answer.code == 0
        assert "rien à effacer" in answer.lines[0]
    assert journal_of(room).path.read_bytes() == before


def test_refused_before_the_end_of_the_claims(room: Vigie) -> None:
    """It would take his own proof away; he may ask for it knowingly."""
    room.clock.instant = NOW + timedelta(days=30)
    answer = room("forget", "208", "2", "--yes")
    assert answer.code == 1
    assert "jusqu'au 22/01/2027" in answer.complaint
    assert "--force" in answer.complaint
    assert found_in(room.store) != []
    assert room("forget", "208", "2", "--yes", "--force").code == 0
    assert found_in(room.store) == []


def test_refused_while_it_is_open(room: Vigie) -> None:
    """Somebody must still be able to prove what happens."""
    room.done("reopen", "--reason", "oubli")
    assert "pas close" in room("forget", "208", "2", "--yes").complaint


@pytest.mark.parametrize(
    ("who", "code", "words"),
    [("99", 1, "n'a jamais eu de n° 99"), ("zzz", 1, "aucun candidat"), ("1,2", 2, "un candidat")],
)
def test_nobody_or_several(who: str, code: int, words: str, room: Vigie) -> None:
    """Said without a name."""
    answer = room("forget", "208", who, "--yes")
    assert (answer.code, words in answer.complaint) == (code, True)


def draft(**more: object) -> Draft:
    """What was being typed."""
    basis: dict[str, object] = {
        "deed": "note", "dialog": "Writing", "title": "Note : la session", "first_key": NOW, "author": "x",
    }  # fmt: skip
    return Draft.model_validate(basis | more)


@pytest.mark.parametrize(
    ("left", "goes"),
    [
        (draft(chosen=2), True),
        (draft(marked=(1, 2)), True),
        (draft(title="Note : 2 KERDONCUFF-ŒUVRARD Maëlie"), True),
        (draft(texts={"text": "Kerdoncuff tousse"}), True),
        (draft(way=("maelie",)), True),
        (draft(chosen=1, texts={"text": "LE GOFF tousse"}), False),
    ],
)
def test_drafts_of_the_dead(left: Draft, goes: bool, room: Vigie) -> None:
    """What a killed program left of him goes; what it left of others may still be taken up again."""
    typing = Drafts(room.store / "sessions" / "208" / "drafts")
    typing.keep(typing.new_name(), left)
    typing.close()
    assert room("forget", "208", "2", "--yes").code == 0
    assert found_in(room.store) == []
    after = Drafts(room.store / "sessions" / "208" / "drafts")
    assert len(after.left()) == (0 if goes else 1)
    after.close()


def test_a_draft_that_cannot_be_read(room: Vigie) -> None:
    """It may hold anything."""
    folder = room.store / "sessions" / "208" / "drafts"
    folder.mkdir(exist_ok=True)
    (folder / "dead.1.json").write_text('{"texts": {"text": "Kerdoncuff', "utf-8")
    room("forget", "208", "2", "--yes")
    assert found_in(room.store) == []


def test_somebody_is_typing_about_him(room: Vigie) -> None:
    """It would be written again: nothing is erased, and he is told why."""
    typing = Drafts(room.store / "sessions" / "208" / "drafts")
    typing.keep(typing.new_name(), draft(chosen=2))
    answer = room("forget", "208", "2", "--yes")
    assert answer.code == 1
    assert "quelqu'un tape" in answer.complaint
    assert "effacé" not in room("status", "208").out
    typing.close()


def test_copies_that_an_upgrade_or_a_kill_left(room: Vigie) -> None:
    """The journal as it was before, and folders of what was cut short, go too."""
    folder = room.store / "sessions" / "208"
    (folder / "journal.v0.jsonl").write_bytes((folder / "journal.jsonl").read_bytes())
    aside = room.store / "sessions" / ".new-12"
    aside.mkdir()
    (aside / "journal.jsonl").write_bytes((folder / "journal.jsonl").read_bytes())
    room("forget", "208", "2", "--yes")
    assert found_in(room.store) == []


def test_the_same_person_elsewhere_is_told(room: Vigie) -> None:
    """Each session is asked for; the other one is as it was."""
    people = (NewCandidate(Identity(last_name="Kerdoncuff Oeuvrard", first_name="MAELIE", birth_date=WHO.birth_date)),)
    creation = CreateSession("p1", date(2026, 12, 22), "09:00", candidates=people)
    Archive(room.store).create(_header(), creation, Context(NOW, "Paul Durand", "poste-12"))
    assert "autres sessions : p1. " in " ".join(room("forget", "208", "2", "--yes").lines)
    assert room("forget", "p1", "1", "--yes", "--force").code == 0
    assert found_in(room.store) == []


@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "EACCES", "lasting", "killed"])
def test_the_disk_fails_at_any_call(
    kind: str, room: Vigie, faults: Faults, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The journal is whole whatever fails, and doing it again leaves no trace."""
    monkeypatch.setattr(referent, "state_folder", lambda: tmp_path / "state")
    template = tmp_path / "template"
    typing = Drafts(room.store / "sessions" / "208" / "drafts")
    typing.keep(typing.new_name(), draft(chosen=2))
    typing.close()
    shutil.copytree(room.store, template)
    context = Context(datetime(2027, 3, 1, tzinfo=UTC), "Claire", "poste-1")

    def erase(root: Path) -> None:
        archive = Archive(root)
        journal = archive.journal("208")
        try:
            forget(archive, journal, look_for(archive, journal, 2), (), context)
        finally:
            journal.drafts.close()

    faults.seen.clear()
    erase(room.store)
    calls = dict(faults.seen)
    for call in CALLS:
        for nth in range(1, calls.get(call, 0) + 1):
            root = tmp_path / f"{call}-{nth}"
            shutil.copytree(template, root)
            with faults.at(call, nth, kind):
                attempt(lambda root=root: erase(root))  # type: ignore[misc]
            path = root / "sessions" / "208" / "journal.jsonl"
            assert check(path).broken is None
            erase(root)
            assert found_in(root) == []
            assert check(path).is_whole
            shutil.rmtree(root)
