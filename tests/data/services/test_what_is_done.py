"""Papers, exports, purges, erasures, registers: each service by itself, with plain values in and results out."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.archive import Archive
from data.documents.places import ExistsError
from data.errors import StoreError
from data.journal import Journal
from data.services import papers, purging, writing
from data.services.errors import NotPossibleError
from data.services.exporting import destination, documents_of, names_of, usual_name, write_documents
from data.services.finding import known_in
from data.services.forgetting import NotToBeKeptError, check_kept, what_there_is
from data.services.restoring import exports_among, restore
from data.services.sessions import FollowedSessions, create, erase_unstarted, folder_named
from data.services.stores import holding, store_names
from data.services.training import known_trainings, note_training, remove_trainings
from supervisor.action import Mark, Renumber
from supervisor.session import Training
from tests.data.making import HEADER, NOW, busy_journal, context, creation, new_journal

DAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "store")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return busy_journal(tmp_path)


# Sessions ---------------------------------------------------------------------------------------------


def test_sessions_are_followed(journal: Journal, store: Archive) -> None:
    """A journal that was read is only followed; a session that comes is seen."""
    followed = FollowedSessions(store)
    [shelf] = followed.shelves()
    journal.act(Mark("presence", (1,)), context())
    [again] = followed.shelves()
    assert again.journal is not None
    assert again.journal is shelf.journal
    assert again.journal.session.last_id == journal.session.last_id
    create(store, HEADER, creation("209"), context())
    assert [shelf.number for shelf in followed.shelves()] == ["208", "209"]


def test_a_store_that_is_gone_is_not_one_without_sessions(journal: Journal, store: Archive, tmp_path: Path) -> None:
    """A stick that was pulled out: said for as long as it is, and its sessions are there again with it."""
    followed = FollowedSessions(store)
    assert len(followed.listed()) == 1
    store.root.rename(tmp_path / "elsewhere")
    for _ in range(2):
        with pytest.raises(StoreError, match="Vérifiez que le disque est branché"):
            followed.listed()
    with pytest.raises(StoreError, match="vérifiez que le disque est branché"):
        store.journal("208")
    (tmp_path / "elsewhere").rename(store.root)
    assert [shelf.number for shelf in followed.listed()] == ["208"]
    shutil.rmtree(journal.path.parent)
    assert followed.listed() == []


def test_a_session_is_made_once_and_erased(store: Archive) -> None:
    """A sentence without an option, and nothing written twice."""
    assert create(store, HEADER, creation(), context()).number == "208"
    with pytest.raises(NotPossibleError, match=r"La session 208 est déjà dans Vigie\."):
        create(store, HEADER, creation(), context())
    assert purging.unstarted(store, "208").number == "208"
    assert erase_unstarted(store, "208", NOW) == ""
    assert store.numbers() == []


def test_stores_beside_each_other(tmp_path: Path) -> None:
    """By their folders' names; the only one that holds a session."""
    from data.reading import ReadingArchive

    roots = [tmp_path / "a" / "salle", tmp_path / "b" / "salle", tmp_path / "cdi"]
    assert store_names(roots) == [str(roots[0]), str(roots[1]), "cdi"]
    Archive(roots[1]).create(HEADER, creation(), context())
    archives = [ReadingArchive(root) for root in roots]
    assert holding(archives, "208") is archives[1]
    assert holding(archives, "209") is archives[0]


def test_a_folder_is_named_from_home_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert folder_named(tmp_path / "vigie" / "store") == "~/vigie/store"
    assert folder_named(Path(tmp_path.anchor)) == tmp_path.anchor


# Documents --------------------------------------------------------------------------------------------


def test_where_documents_go(journal: Journal) -> None:
    """The session's folder, a zip where its name says so or it is asked for."""
    usual = usual_name(journal.session, kind="papiers")
    assert usual == "vigie-papiers-208-2026-11-22"
    assert usual_name(journal.session, nameless=True) == "vigie-208-2026-11-22-sans-nom"
    asked = [destination(typed, usual, as_zip=zipped, may_replace=False) for typed, zipped in
             ((None, False), ("ici", False), ("ici.ZIP", False), ("", True))]  # fmt: skip
    assert [(str(one.place), one.is_zip) for one in asked] == [
        (usual, False), ("ici", False), ("ici.ZIP", True), (f"{usual}.zip", True),
    ]  # fmt: skip


def test_an_export_is_written_and_put_back(journal: Journal, tmp_path: Path) -> None:
    """All of it or nothing; its JSON is the session again in another store, once."""
    documents = documents_of(journal, NOW)
    to = destination(str(tmp_path / "sortie"), "", may_replace=False)
    write_documents(to, documents, NOW, journal.path)
    assert "session.json" in names_of(documents)
    with pytest.raises(ExistsError):
        write_documents(to, documents, NOW, journal.path)
    [export] = exports_among([str(tmp_path / "sortie" / "session.json"), str(tmp_path / "sortie" / "candidats.csv")])
    other = Archive(tmp_path / "autre")
    [restored] = restore(other, [export], context())
    assert (restored.session.last_id, restored.number_before, restored.source) == (
        journal.session.last_id, "208", "session.json",
    )  # fmt: skip
    with pytest.raises(NotPossibleError, match="déjà dans le dossier des sessions"):
        list(restore(other, [export], context()))


def test_an_export_looks_through_the_other_sessions_once(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """What its PDF says of trainings, its page says too."""
    looked = []

    def look(one: Journal) -> tuple[Training, ...]:
        looked.append(one)
        return ()

    monkeypatch.setattr(Journal, "trainings_elsewhere", look)
    assert {"verification-salle.pdf", "verification-salle.html"} <= documents_of(journal, NOW).keys()
    assert looked == [journal]


def test_what_stands_there_is_told_with_a_name_beside_it(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The export of a screen: whose stands there, and where it would harm nobody."""
    monkeypatch.chdir(tmp_path)
    assert writing.usual_export(journal.session) == "vigie-208-2026-11-22"
    assert writing.export_to(journal, "", NOW, may_replace=False).startswith("exporté : ")
    with pytest.raises(writing.PlaceTakenError, match="contient déjà l'export de la session 208") as taken:
        writing.export_to(journal, "", NOW, may_replace=False)
    assert taken.value.beside == "vigie-208-2026-11-22-2"
    assert writing.export_to(journal, "", NOW, may_replace=True).startswith("exporté : ")
    with pytest.raises(NotPossibleError, match="est un dossier"):
        writing.save_text(str(tmp_path), "texte", may_replace=False)


def test_the_papers_of_a_day(journal: Journal, store: Archive, tmp_path: Path) -> None:
    """A folder a session; of a day without any, none."""
    found = papers.papers_of_day(store.sessions(), DAY, papers.papers_before(), NOW)
    assert found.numbers == ("208",)
    assert {name.partition("/")[0] for name in found.documents} == {"208"}
    assert papers.papers_of_day(store.sessions(), date(2026, 11, 23), papers.papers_before(), NOW).documents == {}
    assert papers.lacks_of(journal.session, papers.papers_before()) == (
        "Session 208 : ses convocations partent sans site, sans salle"
    )
    told = writing.write_day(found, DAY, str(tmp_path / "papiers"), may_replace=False)
    assert told.startswith(f"{len(found.documents)} documents de 1 session dans ")
    # A copy of its folder may be older, and bears its number: it has no papers of its own.
    shutil.copytree(journal.path.parent, store.folder / "208 (1)")
    again = papers.papers_of_day(store.sessions(), DAY, papers.papers_before(), NOW)
    assert [one.path for one in again.journals] == [journal.path]


def test_a_copy_is_one_only_while_its_number_opens_another_folder(tmp_path: Path) -> None:
    """Somebody gives the other one its own number: what was a copy is the session then."""
    store = Archive(tmp_path / "new")
    made = store.create(HEADER, creation("p1"), context())
    shutil.copytree(made.path.parent, store.folder / "p1 (1)")
    followed = FollowedSessions(store)
    assert [shelf.is_copy for shelf in followed.listed()] == [False, True]
    assert not made.act(Renumber("209"), context()).refusals
    assert [(shelf.number, shelf.is_copy) for shelf in followed.listed()] == [("209", False), ("p1", False)]


# Persons ----------------------------------------------------------------------------------------------


def test_a_person_is_found_over_sessions(journal: Journal, store: Archive) -> None:
    """What is kept of them, and until when."""
    [known] = known_in([("", shelf) for shelf in store.sessions()], "le goff", NOW)
    assert (known.session.number, [one.number for one in known.listed]) == ("208", [1])
    assert known_in([("", shelf) for shelf in store.sessions()], "personne", NOW) == []


def test_what_there_is_of_somebody(journal: Journal, store: Archive) -> None:
    """Nobody of that number; an event of their own cannot be kept."""
    with pytest.raises(NotPossibleError, match="n'a jamais eu de n° 9"):
        what_there_is(store, journal, 9, NOW, despite_claims=True)
    found = what_there_is(store, journal, 2, NOW, despite_claims=True)
    [own, *_] = [trace.entry.id for trace in found.traces if trace.is_own]
    with pytest.raises(NotToBeKeptError) as refusal:
        check_kept(found, [own])
    assert (refusal.value.event, "--" in refusal.value.message) == (own, False)
    with pytest.raises(NotToBeKeptError, match="pas de ceux"):
        check_kept(found, [10_000])
    check_kept(found, [])


def test_trainings(store: Archive) -> None:
    """Noted once, not before they are done, and taken out again."""
    training = Training("Mme Roy", "Paul Durand", DAY)
    note_training(store, training, NOW, DAY, "Paul Martin")
    with pytest.raises(NotPossibleError, match="déjà notée"):
        note_training(store, training, NOW, DAY, "Paul Martin")
    with pytest.raises(NotPossibleError, match="est à venir"):
        note_training(store, Training("Mme Roy", "X", DAY + timedelta(days=1)), NOW, DAY, "Paul Martin")
    assert [(one.noted.training, one.session) for one in known_trainings(store, "mme roy")[0]] == [(training, "")]
    assert remove_trainings(store, "Mme Roy") == 1
    with pytest.raises(NotPossibleError, match="aucune formation de ce nom"):
        remove_trainings(store, "Mme Roy")


# Purging ----------------------------------------------------------------------------------------------


def test_what_is_due_goes_by_years(tmp_path: Path, store: Archive) -> None:
    """Nothing is due of what is open; a session in which nobody has started may go alone."""
    journal = new_journal(tmp_path)
    found = purging.survey(store, NOW)
    assert (found.due, [one.name for one in found.kept], found.unheeded) == ((), ["208"], None)
    assert list(purging.purge(store, found.due, NOW)) == []
    assert purging.trim_accesses(store, NOW) == 0
    journal.act(Mark("join", (1,)), context())
    journal.act(Mark("start", (1,)), context())
    with pytest.raises(NotPossibleError, match=r"^Session 208 gardée : "):
        purging.unstarted(store, "208")
