"""`vigie hub fetch`: a session comes back to a laptop that was lost, replaced, or put back to an older copy."""

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.hub.cursor import Cursor
from data.hub.lines import outbox_of
from data.hub.sending import send
from data.journal import Journal
from data.left_figures import KNOWN_BY, Left, LeftFigures
from data.rights import PRIVATE
from data.storage import decode
from supervisor.seal import groups
from tests.command.command import ACCESS_CODE, Answer, Vigie
from tests.data.making import busy_journal, context, new_journal, note
from tests.hub.conftest import OTHER_SCHOOL, Hub
from tests.hub.readers import both, left_behind, sent, vigie
from tests.hub.test_review import forked, go_on_here
from tests.spaces import plain_spaces

__all__ = ["both", "left_behind", "vigie"]

pytestmark = pytest.mark.xdist_group("hub")


class Desk:
    """A référent who brings sessions back to a laptop."""

    def __init__(self, hub: Hub, vigie: Vigie, store: Path) -> None:
        self.hub, self.store = hub.address_of(hub.reader()).text, store
        self.vigie = replace(vigie, store=store)

    def fetch(self, *words: str, hub: str = "") -> Answer:
        return self.vigie("hub", "fetch", *words, "--hub", hub or self.hub)

    def journal(self, number: str = "208") -> Journal:
        return Journal.open(self.store / "sessions" / number / "journal.jsonl")


@pytest.fixture
def desk(hub: Hub, vigie: Vigie, tmp_path: Path) -> Desk:
    """On a laptop that has nothing; the school is known."""
    hub.device("salle-1")
    return Desk(hub, vigie, tmp_path / "new" / "store")


def told(answer: Answer, code: int = 0) -> str:
    assert answer.code == code, answer
    return plain_spaces(answer.complaint if code else answer.out)


def test_a_lost_laptop_s_sessions_come_back_and_go_on(hub: Hub, both: tuple[Vigie, Vigie], tmp_path: Path) -> None:
    """Byte by byte but for the access code; what is then recorded goes to the hub behind what is there."""
    here, _ = both
    desk = Desk(hub, here, tmp_path / "new" / "store")
    assert told(desk.fetch()).splitlines() == [
        f"Session 208 : rien ici, {last_id(here, '208')} événements au concentrateur",
        f"Session 209 : rien ici, {last_id(here, '209')} événements au concentrateur",
        "Pour en rapporter : vigie hub fetch N",
    ]
    assert not desk.store.exists()
    lines = told(desk.fetch("208", "209")).splitlines()
    seal = journal_of(here, "209").session.seal
    assert lines == [
        f"Session 208 : rapportée du concentrateur, {last_id(here, '208')} événements",
        "Session 208 : sans code d'accès, qui ne quitte pas le poste où il est tapé : redonnez-le",
        f"Session 209 : rapportée du concentrateur, {last_id(here, '209')} événements, sceau {groups(seal)}",
    ]
    for number in ("208", "209"):
        assert without_code(desk.journal(number)) == without_code(journal_of(here, number))
        assert ACCESS_CODE.encode() not in desk.journal(number).path.read_bytes()
        assert desk.vigie("check", number).code == 0
    assert [verb for (verb,) in hub.sql("SELECT verb FROM vigie.access WHERE root IS NOT NULL ORDER BY at")] == [
        "names", "fetch", "names", "fetch",
    ]  # fmt: skip
    assert desk.vigie("do", "208", "finish", "1").code == 0
    way = hub.way(hub.device("salle-neuve"))
    [first, _] = send(desk.store, way, Cursor())
    assert (first.lines > 0, first.fork, first.is_behind) == (True, (), False)
    assert "la même ici" in told(desk.fetch())
    assert told(desk.fetch("209")) == "Session 209 : rien à rapporter, la même est déjà ici\n"


def journal_of(vigie: Vigie, number: str) -> Journal:
    return Journal.open(vigie.store / "sessions" / number / "journal.jsonl")


def last_id(vigie: Vigie, number: str) -> int:
    return journal_of(vigie, number).session.last_id


def documents(journal: bytes) -> list[Any]:
    """What the lines of a journal say; at the hub the keys of a line have one order."""
    return [decode(line) for line in journal.splitlines()]


def without_code(journal: Journal) -> list[dict[str, Any]]:
    """Its lines, without what leaves no machine."""
    return [
        {key: value for key, value in line.items() if key not in ("personal", "salt")}
        if line.get("kind") == "access_code_given" else line
        for line in documents(journal.path.read_bytes())
    ]  # fmt: skip


def test_a_laptop_put_back_to_a_copy_is_told_and_catches_up(hub: Hub, desk: Desk, vigie: Vigie, tmp_path: Path) -> None:
    """What `vigie send` says to do is what is to be done."""
    journal, before = go_on_here(hub, tmp_path)
    whole = journal.path.read_bytes()
    journal.path.write_bytes(before)
    desk = Desk(hub, vigie, tmp_path / "store")
    device = hub.address_of(hub.device("salle-c1")).text
    said = plain_spaces(desk.vigie("send", "--once", "--hub", device).out)
    assert "vigie hub fetch 208" in said
    assert told(desk.fetch()).startswith("Session 208 : 1 ligne à rapporter")
    last = decode(whole.splitlines()[-1])["id"]
    assert told(desk.fetch("208")).splitlines() == [
        f"Session 208 : 1 ligne rapportée, le n° {last}",
        "Session 208 : sans code d'accès, qui ne quitte pas le poste où il est tapé : redonnez-le",
    ]
    assert documents(journal.path.read_bytes()) == documents(whole)
    assert "hub : à jour" in plain_spaces(desk.vigie("send", "--once", "--hub", device).out)
    note(journal)
    assert told(desk.fetch("208")).startswith("Session 208 : rien à rapporter, ce poste a 1 ligne de plus")


def test_a_session_that_went_on_here_too_stays_as_it_is(hub: Hub, desk: Desk, vigie: Vigie, tmp_path: Path) -> None:
    journal, before = go_on_here(hub, tmp_path)
    journal.path.write_bytes(before)
    note(Journal.open(journal.path), "ici")
    mine = journal.path.read_bytes()
    here = Desk(hub, vigie, tmp_path / "store")
    assert "continuée ici aussi" in told(here.fetch())
    said = told(here.fetch("208"), 1)
    assert "continuée ici et sur salle-b204" in said
    assert "1 ligne ici, 1 ligne au concentrateur. Rien n'a été changé" in said
    assert journal.path.read_bytes() == mine
    # Beside it, as the sentence says.
    assert desk.fetch("208").code == 0
    assert "sur le premier poste" in plain_spaces(desk.vigie("log", "208").out)


def test_of_a_fork_a_branch_is_named_and_one_that_was_set_aside_stays_there(
    hub: Hub, desk: Desk, vigie: Vigie, tmp_path: Path
) -> None:
    forked(hub, tmp_path)
    said = told(desk.fetch("208"), 1)
    assert "plusieurs fois au concentrateur" in said
    assert "--branch" in said
    assert not desk.store.exists()
    assert "continue aussi ailleurs" in told(desk.fetch("208", "--branch", "salle-b205"))
    assert "Nadia Roux" in desk.vigie("log", "208").out
    shutil.rmtree(desk.store)
    assert vigie("hub", "settle", "208", "--branch", "salle-b204", "--hub", desk.hub).code == 0
    assert "écartée" in told(desk.fetch("208", "--branch", "salle-b205"), 1)
    assert "ailleurs" not in told(desk.fetch("208"))
    assert "sur le premier poste" in plain_spaces(desk.vigie("log", "208").out)


@pytest.mark.parametrize("kind", ["academie", "auditor", "device"])
def test_who_may_not_know_the_names_brings_nothing_back(hub: Hub, desk: Desk, tmp_path: Path, kind: Any) -> None:
    busy_journal(tmp_path)
    account = hub.device()
    send(tmp_path / "store", hub.way(account), Cursor())
    given = account if kind == "device" else hub.reader(kind)
    answer = desk.fetch("208", hub=hub.address_of(given).text)
    assert answer.code == (3 if kind == "device" else 1)
    assert "Un poste envoie seulement" in answer.complaint or "ne lit pas les noms" in answer.complaint
    assert given.password not in answer.complaint
    assert not desk.store.exists()


def test_what_cannot_be_brought_is_told_in_a_sentence_and_nothing_is_written(
    hub: Hub, desk: Desk, tmp_path: Path
) -> None:
    """One that is not there takes none of the others with it, nor brings them."""
    busy_journal(tmp_path)
    send(tmp_path / "store", hub.way(hub.device()), Cursor())
    for words, code, sentence in (
        (("208", "999"), 1, "Sessions connues : 208"),
        (("208", "--branch", "salle-9"), 1, "de « salle-9 » n'est pas"),
        (("xyz",), 2, "xyz"),
    ):
        answer = desk.fetch(*words)
        assert (answer.code, answer.out) == (code, ""), answer
        assert sentence in plain_spaces(answer.complaint).replace("’", "'"), answer
        assert answer.err.count("\n") == 1
        assert not desk.store.exists()
    assert "tunnel" in told(desk.fetch("208", hub="ssh://vigie@hub.example"), 2)
    assert "ne répond pas" in told(desk.fetch("208", hub="postgresql://a:b@127.0.0.1:1/x"), 3)
    other = desk.hub.partition("@")[2]
    assert "un référent" in told(desk.vigie("hub", "fetch", "208", "--hub", f"ssh://x@{other}"), 2)


def test_another_session_of_the_number_is_not_touched_a_provisional_one_is_given_anew(
    hub: Hub, desk: Desk, tmp_path: Path
) -> None:
    for number in ("208", "p1"):
        new_journal(tmp_path / number, number)
        send(tmp_path / number / "store", hub.way(hub.device(f"salle-{number}")), Cursor())
        new_journal(desk.store.parent, number)
    before = desk.journal().path.read_bytes()
    assert "porte déjà le numéro 208" in told(desk.fetch("208"), 1)
    assert desk.journal().path.read_bytes() == before
    said = told(desk.fetch("p1"))
    assert "Session p2 : c'était p1 sur sa machine" in said
    assert desk.vigie("check", "p2").code == 0


def test_a_session_of_another_school_is_not_seen(hub: Hub, desk: Desk, tmp_path: Path) -> None:
    busy_journal(tmp_path)
    send(tmp_path / "store", hub.way(hub.device("salle-1", OTHER_SCHOOL)), Cursor())
    assert "n'est pas au concentrateur" in told(desk.fetch("208"), 1)


def test_what_was_erased_does_not_come_back(hub: Hub, vigie: Vigie, tmp_path: Path) -> None:
    """A person on the other branch alone; a session that is gone there, or was purged here."""
    journal, before = go_on_here(hub, tmp_path)
    (tmp_path / "other" / "store" / "sessions" / "208").mkdir(parents=True)
    path = tmp_path / "other" / "store" / "sessions" / "208" / "journal.jsonl"
    path.write_bytes(before)
    other = Journal.open(path)
    other.erase([entry.id for entry in other.session.entries if entry.id > 1], context())
    send(tmp_path / "other" / "store", hub.way(hub.device("salle-b205")), Cursor())
    journal.path.write_bytes(before)
    desk = Desk(hub, vigie, tmp_path / "store")
    assert desk.fetch("208", "--branch", "salle-b204").code == 0
    assert b"LE GOFF" not in journal.path.read_bytes()
    assert desk.vigie("check", "208").code == 0
    assert "sur le premier poste" in plain_spaces(desk.vigie("log", "208").out)


def test_a_session_that_is_gone_for_good_is_said(hub: Hub, vigie: Vigie, tmp_path: Path) -> None:
    journal = busy_journal(tmp_path)
    send(tmp_path / "store", hub.way(hub.device()), Cursor())
    hub.sql("SELECT vigie.take_off(root, 'postgres') FROM vigie.session")
    here = Desk(hub, vigie, tmp_path / "store")
    before = journal.path.read_bytes()
    assert "effacée du concentrateur à son terme" in told(here.fetch("208"), 1)
    assert journal.path.read_bytes() == before


def test_what_was_purged_here_does_not_come_back(hub: Hub, vigie: Vigie, tmp_path: Path) -> None:
    journal = busy_journal(tmp_path)
    send(tmp_path / "store", hub.way(hub.device()), Cursor())
    known = journal.session.entries[0].digest[:KNOWN_BY]
    LeftFigures(tmp_path / "store", PRIVATE).keep(Left(date(2031, 9, 1), {}, frozenset({known})))
    shutil.rmtree(journal.path.parent)
    assert "effacée de" in told(Desk(hub, vigie, tmp_path / "store").fetch("208"), 1)
    assert not journal.path.exists()


def test_a_line_that_is_not_what_was_written_is_not_kept(hub: Hub, desk: Desk, tmp_path: Path) -> None:
    """The hub's tables were changed by whoever may do all there: the journal is proved by itself."""
    busy_journal(tmp_path)
    send(tmp_path / "store", hub.way(hub.device()), Cursor())
    hub.sql("UPDATE vigie.personal SET body = replace(body, 'LE GOFF', 'LE GOFA')")
    assert "ne peut pas être rapportée, ligne" in told(desk.fetch("208"), 1)
    hub.sql("DELETE FROM vigie.personal")
    assert "partie personnelle manque" in told(desk.fetch("208"), 1)
    assert not desk.store.exists()


def test_a_journal_that_is_damaged_here_is_left_alone(hub: Hub, vigie: Vigie, tmp_path: Path) -> None:
    journal, before = go_on_here(hub, tmp_path)
    journal.path.write_bytes(before.replace(b"LE GOFF", b"LE GOFA"))
    damaged = journal.path.read_bytes()
    desk = Desk(hub, vigie, tmp_path / "store")
    assert "abîmée ici" in told(desk.fetch())
    said = told(desk.fetch("208"), 1)
    assert "est abîmé, ligne" in said
    assert "--store AUTRE-DOSSIER" in said
    assert journal.path.read_bytes() == damaged


def test_an_action_that_did_not_arrive_whole_stays_at_the_hub(hub: Hub, desk: Desk, tmp_path: Path) -> None:
    """Its machine was lost between two batches."""
    journal = busy_journal(tmp_path)
    box = outbox_of(journal.path.read_bytes())
    signed = next(e for e in journal.session.entries if e.lines == 3 and e.id == e.action)
    hub.way(hub.device()).add(box.root, box.lines[: signed.id + 2])
    said = told(desk.fetch("208"))
    assert "sans 2 dernières lignes" in said
    assert desk.journal().session.last_id == signed.id - 1
    assert desk.vigie("check", "208").code == 0


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_store_that_cannot_be_written_is_told(hub: Hub, desk: Desk, tmp_path: Path) -> None:
    busy_journal(tmp_path)
    send(tmp_path / "store", hub.way(hub.device()), Cursor())
    desk.store.parent.mkdir()
    desk.store.parent.chmod(0o500)
    assert desk.fetch("208").code == 3


def test_the_same_from_a_copied_store(hub: Hub, both: tuple[Vigie, Vigie], tmp_path: Path) -> None:
    """A file that came with the copy says nothing new: evidence that is not here is told."""
    here, _ = both
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"x")
    here.done("fraud", "1", "--kind", "communication", "--seen", "téléphone", "--evidence", str(photo))
    sent(hub, here, hub.device("salle-c1"))
    desk = Desk(hub, here, tmp_path / "new" / "store")
    assert "une pièce ne vient pas, elle n'est pas au concentrateur" in told(desk.fetch("208"))
    shutil.copytree(here.store / "sessions" / "208" / "evidence", desk.store / "sessions" / "208" / "evidence")
    assert "pièce" not in told(desk.fetch("208"))
    assert desk.vigie("check", "208").code == 0
