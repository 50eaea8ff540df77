"""What a newer Vigie wrote, and one number that two sessions bear: kept, passed on, told apart in each verb."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data.hub.cursor import Cursor
from data.hub.lines import outbox_of
from data.hub.sending import send
from data.journal import Journal
from data.storage import decode, encode
from supervisor.seal import digest_of, personal_digest
from tests.command.command import Vigie
from tests.data.making import busy_journal
from tests.hub.conftest import Hub
from tests.hub.readers import left_behind, over, sent, vigie
from tests.spaces import plain_spaces

__all__ = ["left_behind", "vigie"]

pytestmark = pytest.mark.xdist_group("hub")


def line_of_tomorrow(last: dict[str, Any]) -> dict[str, Any]:
    """A whole action of a kind that is not known here, with something personal in it."""
    personal = {"text": "dit par LE GOFF"}
    line = {
        "id": last["id"] + 1, "kind": "of_tomorrow", "action": last["id"] + 1, "at": last["at"],
        "recorded_at": last["recorded_at"], "author": "Nadia Roux", "host": "poste-12", "lines": 1,
        "public": {"number": 1, "new": [1, {"deep": True}]}, "personal_digest": personal_digest("ab" * 16, personal),
        "previous": last["digest"],
    }  # fmt: skip
    return line | {"digest": digest_of(line), "personal": personal, "salt": "ab" * 16}


def test_what_a_newer_vigie_recorded_is_kept_passed_on_and_said(hub: Hub, vigie: Vigie, tmp_path: Path) -> None:
    journal = busy_journal(tmp_path)
    lines = [decode(line) for line in journal.path.read_bytes().splitlines()]
    lines.append(line_of_tomorrow(lines[-1]))
    lines.append(line_of_tomorrow(lines[-1]))
    journal.path.write_bytes(b"".join(map(encode, lines)))
    [one] = send(tmp_path / "store", hub.way(hub.device()), Cursor())
    assert (one.problem, one.waiting) == ("", 0)
    box = outbox_of(journal.path.read_bytes())
    assert hub.sql("SELECT count(*) FROM vigie.line") == [(len(lines),)]
    there = over(hub, vigie, hub.reader())
    # All of it is laid out for whoever has that version, names too; here its beginning is read, and it is said.
    assert journal_bytes(there) == b"".join(line.as_written() for line in box.lines)
    seen: tuple[tuple[str, ...], ...] = (("log", "208"), ("status", "208"), ("check", "208"), ("check",), ("status",))
    for words in seen:
        answer = there(*words)
        assert "mettez Vigie à jour" in plain_spaces(answer.out + answer.err), words
        assert "Traceback" not in answer.err
    assert "fermée" in there("log", "208").out
    desk = replace(vigie, store=tmp_path / "new" / "store")
    refused = desk("hub", "fetch", "208", "--hub", str(there.store))
    assert (refused.code, "mettez Vigie à jour" in refused.complaint) == (1, True), refused
    assert not desk.store.exists()


def journal_bytes(there: Vigie) -> bytes:
    from data.hub import opening

    [root] = opening.roots_of_hub(str(there.store))
    there("log", "208")
    return (root / "sessions" / "208" / "journal.jsonl").read_bytes()


def twice(hub: Hub, vigie: Vigie, tmp_path: Path) -> list[Journal]:
    """One list was imported on two machines, which both call it 208."""
    journals = [busy_journal(tmp_path / name) for name in ("a", "b")]
    for name, device in (("a", "salle-a"), ("b", "salle-b")):
        sent(hub, replace(vigie, store=tmp_path / name / "store"), hub.device(device))
    return journals


OF_ONE: tuple[tuple[str, ...], ...] = (
    ("status", "208"), ("status", "208", "--json"), ("log", "208"), ("export", "208"),
    ("papers", "208"), ("finalise", "208", "--lines"),
)  # fmt: skip
OF_ALL: tuple[tuple[str, ...], ...] = (("status",), ("check",), ("check", "208"), ("find", "GOFF"))


@pytest.mark.wide
def test_two_sessions_of_one_number_stand_side_by_side_in_each_verb(hub: Hub, vigie: Vigie, tmp_path: Path) -> None:
    journals = twice(hub, vigie, tmp_path)
    reader = hub.reader()
    there = over(hub, vigie, reader)
    for words in OF_ALL:
        said = plain_spaces(there(*words).out)
        assert "de salle-a" in said, words
        assert "de salle-b" in said, words
    for words in OF_ONE:
        answer = there(*words, *(("--to", str(tmp_path / "out")) if words[0] in ("export", "papers") else ()))
        assert (answer.code, answer.out) == (2, ""), words
        assert "plusieurs fois" in answer.complaint
        assert "#" in answer.complaint
    assert not (tmp_path / "out").exists()
    roots = [journal.session.entries[0].digest for journal in journals]
    for only in ("salle-a", roots[0][:12]):
        one = over(hub, vigie, reader, f"#{only}")
        for words in OF_ONE:
            out = tmp_path / only / words[0]
            answer = one(*words, *(("--to", str(out)) if words[0] in ("export", "papers") else ()))
            assert answer.code in (0, 1), (words, answer)
            assert "plusieurs fois" not in answer.complaint
    assert roots[1] not in over(hub, vigie, reader, f"#{roots[0][:12]}")("log", "208", "--json").out


def test_an_auditor_sees_who_read_and_no_name(hub: Hub, vigie: Vigie, tmp_path: Path) -> None:
    """All that a référent read, by whom and when; of the sessions what the académie sees."""
    busy_journal(tmp_path)
    send(tmp_path / "store", hub.way(hub.device()), Cursor())
    assert over(hub, vigie, hub.reader())("log", "208").code == 0
    there = over(hub, vigie, hub.reader("auditor"))
    accesses = plain_spaces(there("log", "--access").out)
    assert "referent 0750001A" in accesses
    assert "session 208" in accesses
    assert "noms lus" in accesses
    seen: tuple[tuple[str, ...], ...] = (("status",), ("status", "208"), ("log", "208"), ("check",))
    for words in (*seen, ("log", "208", "--json")):
        answer = there(*words)
        assert answer.code == 0, answer
        assert "GOFF" not in answer.out
    refused: tuple[tuple[str, ...], ...] = (
        ("find", "GOFF"), ("papers", "208"), ("export", "208", "--to", str(tmp_path / "out")),
    )  # fmt: skip
    for words in refused:
        answer = there(*words)
        assert answer.code == 1, (words, answer)
        assert "GOFF" not in answer.out + answer.err
    assert hub.sql("SELECT count(*) FROM vigie.access WHERE verb = 'names'") == [(1,)]
