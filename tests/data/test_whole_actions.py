"""An action counts whole or not at all, through a write that was cut between two of its lines (RULES.md section 12)."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from data.integrity import check
from data.journal import Journal
from data.storage import encode
from supervisor.action import BeginGlobal, EndGlobal, Mark
from supervisor.seal import VERSION, digest_of
from tests.data.making import busy_journal, context, lines_of, new_journal, note

FIXTURES = Path(__file__).parents[1] / "fixtures" / "journals"


def outage_given_back(root: Path) -> Journal:
    """Three run, an outage of 10 minutes ends: four lines of one action, the last ones of the file."""
    journal = new_journal(root)
    journal.act(Mark("start", (1, 2, 3)), context())
    journal.act(BeginGlobal("panne"), context(minutes=10))
    journal.act(EndGlobal(), context(minutes=20))
    return journal


def test_the_end_of_an_outage_gives_to_all_or_to_nobody(tmp_path: Path) -> None:
    """Cut at any byte of its four lines, the outage still runs and nobody has his minutes; the next writer cuts it."""
    journal = outage_given_back(tmp_path)
    path, data, lines = journal.path, journal.path.read_bytes(), lines_of(journal.path)
    assert [json.loads(line)["lines"] for line in lines[-4:]] == [4] * 4
    before = len(data) - sum(map(len, lines[-4:]))
    bounds = [before + sum(map(len, lines[-4 : n - 4])) for n in range(1, 4)]
    for cut in sorted({before + 1, *bounds, *(b - 1 for b in bounds), *(b + 7 for b in bounds), len(data) - 2}):
        path.write_bytes(data[:cut])
        torn = Journal.open(path)
        assert torn.torn
        assert torn.damage is None
        assert len(torn.session.running_globals) == 1
        assert not any(who.adjustments for who in torn.session.candidates.values())
        report = check(path)
        assert report.is_whole
        assert "jamais été confirmée" in report.remarks[0]
        again = torn.act(EndGlobal(), context(minutes=21))
        assert len(again.entries) == 4
        assert all(who.adjustments for who in again.session.candidates.values())
        assert path.read_bytes().startswith(data[:before])
        assert check(path).remarks == ()


def test_an_action_without_its_last_newline_is_whole(tmp_path: Path) -> None:
    """All its lines are there: it may have been acknowledged."""
    journal = outage_given_back(tmp_path)
    data = journal.path.read_bytes()
    journal.path.write_bytes(data[:-1])
    assert Journal.open(journal.path).session == journal.session


def test_who_follows_sees_no_half_of_an_action(tmp_path: Path) -> None:
    """A reader without a lock meets the file while it is written."""
    journal = outage_given_back(tmp_path)
    data, lines = journal.path.read_bytes(), lines_of(journal.path)
    before = len(data) - sum(map(len, lines[-4:]))
    journal.path.write_bytes(data[:before])
    follower = Journal.open(journal.path)
    journal.path.write_bytes(data[: before + len(lines[-4]) + len(lines[-3])])
    assert not follower.follow().entries
    journal.path.write_bytes(data)
    assert len(follower.follow().entries) == 4
    assert follower.session == journal.session


def without_one(lines: Sequence[bytes], place: int) -> list[bytes]:
    """The lines without one of them, each sealed anew with care."""
    documents = [json.loads(line) for line in lines]
    kept = [d for n, d in enumerate(documents) if n != place]
    for rank, document in enumerate(kept[1:], 1):
        document |= {"id": rank, "previous": kept[rank - 1]["digest"]}
        if document["action"] > place:
            document["action"] -= 1
        document["digest"] = digest_of(document)
    return [encode(document) for document in kept]


def test_an_action_that_lacks_a_line_within_the_file_is_damage(tmp_path: Path) -> None:
    """What came after it was acknowledged: nobody cut a write short there."""
    journal = busy_journal(tmp_path)
    journal.path.write_bytes(b"".join(without_one(lines_of(journal.path), 7)))
    report = check(journal.path)
    assert report.broken is not None
    assert "il manque des lignes" in report.broken.reason


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_journal_is_read_as_before(version: int, tmp_path: Path) -> None:
    """Its lines do not say how many they are: whole lines count, and new ones stand behind them."""
    path = tmp_path / "journal.jsonl"
    shutil.copy(FIXTURES / f"format-{version}.jsonl", path)
    lines = lines_of(path)
    assert json.loads(lines[0])["version"] == version < VERSION
    assert not any("lines" in json.loads(line) for line in lines)
    report = check(path)
    assert report.is_whole
    assert report.remarks == ()
    path.write_bytes(b"".join(lines[:-1]))
    journal = Journal.open(path)
    assert not journal.torn
    assert journal.session.last_id == len(lines) - 2
    assert note(journal) == len(lines) - 1
    assert check(path).remarks == ()
