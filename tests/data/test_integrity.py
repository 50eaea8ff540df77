"""What a torn or a damaged file comes to: the good part opens, the first wrong line is named."""

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.errors import DamagedError, StoreError
from data.integrity import check
from data.journal import Journal
from data.storage import Chunk, JsonLinesStorage, encode
from supervisor.action import Mark
from supervisor.seal import VERSION, digest_of
from tests.data.making import busy_journal, context, lines_of, new_journal, note
from tests.effort import examples

# A torn end ------------------------------------------------------------------------------------------


@pytest.mark.wide
def test_torn_at_every_byte(tmp_path: Path) -> None:
    """A file cut anywhere in its last two actions opens with the complete lines, and the next writer goes on."""
    journal = busy_journal(tmp_path)
    data = journal.path.read_bytes()
    lines = lines_of(journal.path)
    ends = [sum(map(len, lines[: n + 1])) for n in range(len(lines))]
    for cut in range(ends[-3], len(data)):
        journal.path.write_bytes(data[:cut])
        torn = Journal.open(journal.path)
        # A line that lacks only its newline counts.
        complete = sum(end - 1 <= cut for end in ends[1:])
        assert torn.session.last_id == complete, cut
        assert torn.damage is None
        assert check(journal.path).is_whole
        assert bool(check(journal.path).remarks) == (cut not in ends)
        assert note(torn) == complete + 1
        assert check(journal.path).remarks == ()
        assert journal.path.read_bytes().startswith(b"".join(lines[: complete + 1]))


@pytest.mark.parametrize(
    ("tail", "kept"),
    [
        (b"\0" * 4096, 0),  # a power cut: the length is there, the bytes are not
        (b'{"id":11,"kind":"no\0\0\0\0', 0),
        (b"\xc3", 0),  # half a letter
        (b"[" * 100_000, 0),
        (b"12", 0),
    ],
    ids=["zeros", "a line, then zeros", "half a letter", "brackets", "a number"],
)
def test_a_torn_tail_is_cut_by_the_next_writer(tail: bytes, kept: int, tmp_path: Path) -> None:
    """It was never acknowledged: readers ignore it, `check` remarks on it, the next line takes its place."""
    journal = busy_journal(tmp_path)
    data = journal.path.read_bytes()
    journal.path.write_bytes(data + tail)
    torn = Journal.open(journal.path)
    assert torn.torn
    assert torn.session == journal.session
    report = check(journal.path)
    assert report.is_whole
    assert "inachevée" in report.remarks[0]
    note(torn)
    assert journal.path.read_bytes().startswith(data + b'{"id":%d,' % (journal.session.last_id + 1))
    assert not check(journal.path).remarks


@pytest.mark.parametrize("tail", [b"", b"\0\0\0", b"X", b'{"id":'])
def test_a_line_that_lacks_only_its_newline_is_kept(tail: bytes, tmp_path: Path) -> None:
    """It was whole, so it may have been acknowledged: it is completed, and what stands behind it cut."""
    journal = busy_journal(tmp_path)
    data = journal.path.read_bytes()
    follower = Journal.open(journal.path)
    journal.path.write_bytes(data[:-1] + tail)
    again = Journal.open(journal.path)
    assert again.session == journal.session
    reader = Journal.open(journal.path)
    last = note(again)
    assert journal.path.read_bytes().startswith(data)
    assert [entry.id for entry in reader.follow().entries] == [last]
    assert [entry.id for entry in follower.follow().entries] == [last]
    assert reader.session == again.session == follower.session


def test_a_line_without_its_newline_can_be_erased(tmp_path: Path) -> None:
    """The rewriting keeps it."""
    journal = busy_journal(tmp_path)
    journal.path.write_bytes(journal.path.read_bytes()[:-1])
    again = Journal.open(journal.path)
    last = again.session.last_id
    again.erase([last], context())
    assert again.session.last_id == last + 1
    assert check(journal.path).is_whole


# Damage ----------------------------------------------------------------------------------------------


def damaged(path: Path, line: int) -> None:
    """The file names this line, opens read-only up to it, refuses to act, and is left as it is."""
    data = path.read_bytes()
    report = check(path)
    assert report.broken is not None
    assert report.broken.line == line
    if line == 1:
        with pytest.raises(StoreError):
            Journal.open(path)
        return
    journal = Journal.open(path)
    assert journal.damage == report.broken
    assert journal.session.last_id == line - 2, "the good part"
    for forbidden in (lambda: note(journal), lambda: journal.erase([1], context())):
        with pytest.raises(DamagedError, match=f"ligne {line}"):
            forbidden()
    assert not journal.follow()
    assert path.read_bytes() == data


@pytest.mark.wide
def test_one_wrong_byte_anywhere_is_named(tmp_path: Path) -> None:
    """Each byte of the file in turn, with one of its bits turned over."""
    path = busy_journal(tmp_path).path
    data = path.read_bytes()
    for offset in range(len(data) - 1):
        line = data.count(b"\n", 0, offset) + 1
        path.write_bytes(data[:offset] + bytes([data[offset] ^ (1 << offset % 8)]) + data[offset + 1 :])
        report = check(path)
        assert report.broken is not None, (offset, line)
        assert report.broken.line == line, (offset, report.broken)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data())
def test_any_wrong_byte_is_named(draw: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Any byte, any wrong value: the journal is read-only from that line on."""
    path = busy_journal(tmp_path_factory.mktemp("flip")).path
    data = path.read_bytes()
    offset = draw.draw(st.integers(0, len(data) - 2))
    wrong = draw.draw(st.integers(0, 255).filter(lambda value: value != data[offset]))
    path.write_bytes(data[:offset] + bytes([wrong]) + data[offset + 1 :])
    damaged(path, data.count(b"\n", 0, offset) + 1)


def resealed(line: bytes, **changes: Any) -> bytes:
    """A line changed by somebody who also made its own digest right again."""
    document = {**json.loads(line), **changes}
    return encode({**document, "digest": digest_of(document)})


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda lines: [*lines[:5], *lines[6:]], 6),  # a line taken out
        (lambda lines: [*lines[:5], lines[6], lines[5], *lines[7:]], 6),  # two exchanged
        (lambda lines: [*lines[:6], lines[5], *lines[6:]], 7),  # one twice
        (lambda lines: [*lines[:5], b"\n", *lines[5:]], 6),  # an empty line
        (lambda lines: [*lines[:5], b"{}\n", *lines[5:]], 6),
        (lambda lines: [*lines[:5], b"[]\n", *lines[5:]], 6),
        (lambda lines: [*lines[:5], b"\xff\n", *lines[5:]], 6),
        (lambda lines: [*lines[:5], lines[5].replace(b'{"id"', b'{"id":1,"id"', 1), *lines[6:]], 6),  # told twice
        (lambda lines: [*lines[:5], b"[" * 100_000 + b"\n", *lines[5:]], 6),
        (lambda lines: [*lines[:5], resealed(lines[5], author="X"), *lines[6:]], 7),  # the next one does not follow
        (lambda lines: [*lines[:-1], resealed(lines[-1], id=99)], 11),
        (lambda lines: [*lines[:-1], resealed(lines[-1], kind="unheard_of")], 11),
        (lambda lines: [*lines[:-1], resealed(lines[-1], at="hier")], 11),
        (lambda lines: [*lines[:-1], lines[-1].replace(b'"salt":"', b'"salt":"\xc3\xa9')], 11),
        (lambda lines: [*lines[:-1], resealed(lines[-1], author="X")[:-1].replace(b'"X"', b'"Y"')], 11),
        (lambda lines: [lines[0].replace(b"Europe/Paris", b"Europe/Minsk"), *lines[1:]], 1),
        (lambda lines: lines[1:], 1),  # no header
        (lambda lines: [], 1),  # an empty file
        (lambda lines: [lines[0][:-9]], 1),  # a header that is not whole
        (lambda lines: [lines[0].replace(b'"version":%d' % VERSION, b'"version":7'), *lines[1:]], 1),  # a newer format
        (lambda lines: [lines[0].replace(b'"version":%d' % VERSION, b'"version":0'), *lines[1:]], 1),  # an unknown one
    ],
)
def test_tampering_is_named(change: Callable[[list[bytes]], list[bytes]], line: int, tmp_path: Path) -> None:
    """What is taken out, exchanged, added or sealed anew is named by the first line where the chain breaks."""
    path = busy_journal(tmp_path).path
    path.write_bytes(b"".join(change(lines_of(path))))
    damaged(path, line)


def test_damage_that_comes_while_it_is_open_is_told(tmp_path: Path) -> None:
    """An open board goes read-only, and on again once the file was put back."""
    journal = busy_journal(tmp_path)
    data = journal.path.read_bytes()
    journal.path.write_bytes(data + b"{}\n")
    assert journal.follow().reread
    assert journal.damage is not None
    assert journal.damage.line == 12
    assert not journal.follow(), "told once"
    with pytest.raises(DamagedError):
        note(journal)
    journal.path.write_bytes(data)
    assert note(journal) == 11
    assert journal.damage is None


def test_what_looks_damaged_while_it_changes_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who reads without a lock may meet a line that a writer is just cutting back and writing again."""
    path = busy_journal(tmp_path).path
    real = JsonLinesStorage.read_new
    looks: list[int] = []

    def read_new(storage: JsonLinesStorage, *, anew: bool = False) -> Chunk:
        looks.append(len(looks))
        chunk = real(storage, anew=anew)
        return replace(chunk, data=chunk.data[: -20 - len(looks)] + b"\n") if len(looks) < 4 else chunk

    monkeypatch.setattr(JsonLinesStorage, "read_new", read_new)
    journal = Journal.open(path)
    assert (journal.damage, journal.session.last_id) == (None, 10)


def test_a_header_lost_while_it_is_open_leaves_the_picture(tmp_path: Path) -> None:
    """What was read stays to be seen; nothing can be recorded."""
    journal = busy_journal(tmp_path)
    before = journal.session
    journal.path.write_bytes(b"perdu\n")
    assert journal.follow().reread
    assert journal.session == before
    with pytest.raises(DamagedError, match="ligne 1"):
        note(journal)


def test_a_newer_format_is_told(tmp_path: Path) -> None:
    """It is not damage: another Vigie reads it."""
    path = new_journal(tmp_path).path
    path.write_bytes(path.read_bytes().replace(b'"version":%d' % VERSION, b'"version":%d' % (VERSION + 1), 1))
    with pytest.raises(StoreError, match="Mettez Vigie à jour"):
        Journal.open(path)


@pytest.mark.parametrize("named_by", [None, 8])
def test_a_personal_part_that_nobody_erased_is_damage(named_by: int | None, tmp_path: Path) -> None:
    """The chain would hold; but no erasure names it, or only one of another event."""
    journal = busy_journal(tmp_path)
    if named_by:
        journal.erase([named_by], context())
    lines = [json.loads(line) for line in lines_of(journal.path)]
    del lines[2]["personal"], lines[2]["salt"]
    journal.path.write_bytes(b"".join(encode(line) for line in lines))
    damaged(journal.path, 3)


def test_an_action_torn_by_sectors(tmp_path: Path) -> None:
    """A power cut may keep any sectors of a write and leave zeros for the others: it was never acknowledged."""
    journal = busy_journal(tmp_path)
    whole = journal.path.read_bytes()
    journal.act(Mark("join", (1, 2, 3)), context())
    data = journal.path.read_bytes()
    edges = sorted({len(whole), len(data), *range(len(whole) + 512 - len(whole) % 512, len(data), 512)})
    sectors = list(itertools.pairwise(edges))
    for lost in itertools.product([False, True], repeat=len(sectors)):
        torn = b"".join(
            bytes(end - begin) if is_lost else data[begin:end]
            for (begin, end), is_lost in zip(sectors, lost, strict=True)
        )
        journal.path.write_bytes(whole + torn)
        report = check(journal.path)
        assert report.is_whole, (lost, report)
        assert bool(report.remarks) == any(lost)
        last = note(Journal.open(journal.path))
        assert last == whole.count(b"\n") + 3 * (not any(lost))
        assert journal.path.read_bytes().startswith(whole)
        assert check(journal.path).is_whole


def test_zeros_before_a_later_action_are_damage(tmp_path: Path) -> None:
    """What was acknowledged afterwards proves that it had been flushed."""
    path = busy_journal(tmp_path).path
    lines = lines_of(path)
    at = sum(map(len, lines[:-2]))
    gone = min(len(lines[-2]), 512 - at % 512)
    lines[-2] = bytes(gone) + lines[-2][gone:]
    path.write_bytes(b"".join(lines))
    report = check(path)
    assert report.broken is not None
    assert report.broken.line == len(lines) - 1
