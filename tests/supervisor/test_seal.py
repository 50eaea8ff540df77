"""The chain of digests: each line proves itself and the one before; what was changed shows, an erasure does not."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor import action as act
from supervisor import event as ev
from supervisor.candidate import printable
from supervisor.seal import (
    VERSION,
    BrokenLineError,
    Line,
    NewerFormatError,
    canonical,
    digest_of,
    erased_line,
    header_line,
    instant,
    open_entry,
    open_header,
    personal_digest,
    seal_entry,
    stamp,
)
from supervisor.story import phrase_of
from tests.supervisor.happening import any_event, instants
from tests.supervisor.support import Bench, header, opened, opened_entries, resealed


@cache
def story() -> Bench:
    """A session in which much happened, up to the close."""
    bench = Bench(3).at("08:50")
    bench.do(act.CheckIdentity(1, "M. Petit, CPE"))
    bench.do(act.Mark("sign", (1, 2)))
    bench.start(1, 2, at="09:00")
    bench.at("09:20").do(act.RecordIncident("E2", (1,), question=12, text="écran « figé »"), at="09:18:30")
    bench.do(act.Undo(reason="mauvais candidat"))
    bench.do(act.ReportFraud(2, "consultation", "une antisèche", "saisie", ("M. Petit",), (_photo(),)))
    bench.at("10:30").do(act.BeginGlobal("alarme"))
    bench.at("10:36").do(act.EndGlobal())
    bench.at("11:00").do(act.Finish((1, 2)))
    bench.do(act.CloseSession(force=True))
    bench.do(act.MarkFinalised())
    return bench


def _photo() -> ev.EvidenceKept:
    return ev.EvidenceKept(name="photo d’écran.png", sha256="0f" * 32, size=48213, kept_as="0f" * 32 + ".png")


RANKS = st.integers(0, len(story().lines) - 1)


def proved(lines: list[Line]) -> list[ev.Entry]:
    """Prove the lines of the story as a whole journal."""
    return opened_entries(header_line(story().session.header), lines)


def test_each_line_proves_itself() -> None:
    """The journal as written is whole, from its first line, and folds to the session it came from."""
    assert proved(story().lines) == list(story().session.entries)
    assert opened(story().text()) == story().session


@given(any_event, instants, instants, st.text(max_size=8), st.text(max_size=8))
def test_any_event_is_proved_and_read_back(
    event: ev.Event, at: object, recorded: object, author: str, host: str
) -> None:
    """Whatever happened and whoever recorded it: the line's text gives the same entry back, names as they are shown."""
    entry = ev.Entry(7, 5, at, recorded, author, host, event)  # type: ignore[arg-type]
    line = json.loads(json.dumps(seal_entry(entry, "ab" * 32, "00" * 16)))
    read = open_entry(line, rank=7, previous="ab" * 32)
    shown = printable(author), printable(host)
    assert read == ev.Entry(7, 5, at, recorded, *shown, event, line["digest"])  # type: ignore[arg-type]
    assert ("personal" in line) == bool(ev.split(event)[1]) == ("salt" in line)


# What was changed shows ----------------------------------------------------------------------------------


@given(RANKS, st.data())
def test_any_changed_byte_is_noticed(rank: int, data: st.DataObject) -> None:
    """One byte of a line's text changed, in its lasting part as in its personal part or its salt: it is noticed."""
    line = story().lines[rank]
    text = json.dumps(line, ensure_ascii=False).encode()
    place = data.draw(st.integers(0, len(text) - 1))
    byte = data.draw(st.integers(32, 126).filter(lambda b: b != text[place]))
    try:
        changed = json.loads(text[:place] + bytes([byte]) + text[place + 1 :])
    except ValueError:
        return  # no JSON any more: whoever reads the file notices
    previous = str(line["previous"])
    if changed == line:
        return  # a space more, no fact changed
    with pytest.raises(BrokenLineError):
        open_entry(changed, rank=rank + 1, previous=previous)


# fmt: off
FORGED = [
    ({"author": "petit"},                                   "empreinte"),
    ({"at": "2026-11-23T09:00:00Z"},                        "empreinte"),
    ({"public": {"number": 2}},                             "empreinte"),
    ({"previous": "0" * 64},                                "empreinte"),
    ({"id": 99},                                            "empreinte"),
    ({"colour": "blue"},                                    "empreinte"),
    ({"digest": "0" * 64},                                  "empreinte"),
    ({"personal": {"attested_by": "M. Grand, CPE"}},        "partie personnelle a été modifiée"),
    ({"personal": {}},                                      "partie personnelle a été modifiée"),
    ({"salt": "f" * 32},                                    "partie personnelle a été modifiée"),
    ({"salt": None},                                        "partie personnelle a été modifiée"),
    ({"personal_digest": "0" * 64},                         "empreinte"),
]
# fmt: on


@pytest.mark.parametrize(("changed", "reason"), FORGED)
def test_a_changed_line_says_what_is_wrong(changed: Line, reason: str) -> None:
    """The lasting part and the personal part are told apart."""
    rank = next(n for n, line in enumerate(story().lines) if line["kind"] == "identity_checked")
    line = story().lines[rank]
    with pytest.raises(BrokenLineError, match=reason):
        open_entry({**line, **changed}, rank=rank + 1, previous=line["previous"])


def test_a_line_bears_the_number_of_its_place() -> None:
    """Also where its digest was made right again and nothing follows that would betray it: the last line."""
    last = story().lines[-1]
    with pytest.raises(BrokenLineError, match="porte le n° 99"):
        open_entry(resealed(last, id=99), rank=len(story().lines), previous=last["previous"])


@pytest.mark.parametrize("added", [{"personal": {"x": "y"}}, {"personal": {}}, {"personal": None}, {"salt": "00"}])
def test_a_personal_part_is_not_added_afterwards(added: Line) -> None:
    """A line that had none gets none, not even an empty one."""
    rank = next(n for n, line in enumerate(story().lines) if line["kind"] == "sheet_signed")
    line = story().lines[rank]
    with pytest.raises(BrokenLineError, match="ajoutée"):
        open_entry({**line, **added}, rank=rank + 1, previous=line["previous"])


@given(RANKS)
def test_a_line_made_right_again_breaks_the_next_one(rank: int) -> None:
    """Whoever changes a line and its digest too has to change all that follow, and the seal with them."""
    lines = list(story().lines)
    lines[rank] = resealed(lines[rank], author="petit")
    if rank == len(lines) - 1:
        return  # the end of an open chain: only a seal on paper speaks for it
    with pytest.raises(BrokenLineError, match="ne suit pas"):
        proved(lines)


def test_the_whole_chain_made_again_has_another_seal() -> None:
    """What the seal on paper is for: a journal forged from end to end bears another one."""
    lines: list[Line] = []
    previous = str(header_line(story().session.header)["digest"])
    for line in story().lines:
        lines.append(resealed(line, author="petit", previous=previous))
        previous = str(lines[-1]["digest"])
    assert len(proved(lines)) == len(lines)
    closes = [n for n, line in enumerate(lines) if line["kind"] == "session_closed"]
    assert lines[closes[0]]["digest"][:32] != story().session.seal


@given(st.integers(0, len(story().lines) - 2))
def test_a_removed_line_is_noticed(rank: int) -> None:
    """Anywhere but at the very end, where nothing was promised yet."""
    lines = story().lines
    with pytest.raises(BrokenLineError):
        proved(lines[:rank] + lines[rank + 1 :])


@given(RANKS, RANKS)
def test_swapped_lines_are_noticed(one: int, other: int) -> None:
    """The order is part of what was written."""
    lines = list(story().lines)
    lines[one], lines[other] = lines[other], lines[one]
    if one == other:
        assert len(proved(lines)) == len(lines)
    else:
        with pytest.raises(BrokenLineError):
            proved(lines)


@given(RANKS, RANKS)
def test_a_line_written_twice_is_noticed(one: int, place: int) -> None:
    """A line has one place."""
    lines = list(story().lines)
    lines.insert(place, lines[one])
    with pytest.raises(BrokenLineError):
        proved(lines)


def test_a_line_of_another_journal_is_noticed() -> None:
    """The same action in another session has another place in another chain."""
    other = Bench(3, zone="Indian/Reunion")
    other.do(act.CheckIdentity(1))
    with pytest.raises(BrokenLineError, match="ne suit pas"):
        proved(other.lines)


@pytest.mark.parametrize(
    "changed",
    [
        {"public": {}},
        {"public": {"number": 1, "colour": "blue"}},
        {"at": "hier"},
        {"at": "2026-11-23T09:00:00"},  # without its offset
        {"public": None},
    ],
)
def test_a_line_of_another_form_is_no_line(changed: Line) -> None:
    """Even with a right digest, what is not an entry is not taken for one."""
    rank = next(n for n, line in enumerate(story().lines) if line["kind"] == "sheet_signed")
    line = story().lines[rank]
    with pytest.raises(BrokenLineError, match="forme"):
        open_entry(resealed(line, **changed), rank=rank + 1, previous=line["previous"])


def test_an_unknown_kind_comes_from_a_newer_vigie() -> None:
    """Its digest is right, so nobody changed the line: the sentence says what to do."""
    line = story().lines[0]
    with pytest.raises(BrokenLineError, match="mettez Vigie à jour"):
        open_entry(resealed(line, kind="something_new"), rank=1, previous=line["previous"])


@pytest.mark.parametrize("missing", ["action", "at", "recorded_at", "author", "host", "public", "kind"])
def test_a_line_lacks_nothing(missing: str) -> None:
    """Each part of the envelope is there."""
    line = {k: v for k, v in story().lines[0].items() if k != missing}
    with pytest.raises(BrokenLineError, match="forme"):
        open_entry(resealed(line), rank=1, previous=line["previous"])


# What was erased does not --------------------------------------------------------------------------------


@given(st.sets(RANKS))
def test_erasing_personal_parts_keeps_the_chain_whole(ranks: set[int]) -> None:
    """Any of them erased: every line still verifies, the seal is the same, and the session folds and is told."""
    lines = [erased_line(line) if rank in ranks else line for rank, line in enumerate(story().lines)]
    first, *_ = story().text()
    session = opened([first, *(json.dumps(line) for line in lines)])
    assert [e.digest for e in session.entries] == [e.digest for e in story().session.entries]
    assert session.seal == story().session.seal
    assert session.counts(story().now) == story().session.counts(story().now)
    for rank, entry in enumerate(session.entries):
        assert entry.erased == (rank in ranks and "personal" in story().lines[rank])
        assert phrase_of(entry, session)


def test_nothing_personal_is_left_once_erased() -> None:
    """No name, no free text and no salt that would let one guess them."""
    text = json.dumps([erased_line(line) for line in story().lines], ensure_ascii=False)
    for word in ("ABADIE", "Chloé", "2010-02-03", "M. Petit", "antisèche", "écran", "Mme Roy", "BCDF23", "alarme"):
        assert word in "".join(story().text())
        assert word not in text
    assert "salt" not in text


def test_the_same_words_have_another_digest_in_each_line() -> None:
    """The salt keeps a short text from being found by trying."""
    personal = {"text": "malade"}
    assert personal_digest("00", personal) != personal_digest("01", personal)
    assert personal_digest("00", personal) == personal_digest("00", dict(personal))


# The first line ------------------------------------------------------------------------------------------


def test_the_first_line_says_its_format() -> None:
    """Version, zone and reference, proved like the others; a newer format says that it is one."""
    line = json.loads(json.dumps(header_line(header())))
    assert open_header(line) == header()
    with pytest.raises(NewerFormatError, match=str(VERSION + 1)):
        open_header({**line, "version": VERSION + 1})


@pytest.mark.parametrize(
    "changed",
    [
        {"format": "autre"},
        {"version": "1"},
        {"timezone": "Indian/Reunion"},
        {"digest": "0" * 64},
        {"colour": "blue"},
    ],
)
def test_a_changed_first_line_is_noticed(changed: Line) -> None:
    """Neither another zone nor other durations can be slipped in."""
    with pytest.raises(BrokenLineError):
        open_header({**header_line(header()), **changed})


def test_a_first_line_of_something_else_is_none() -> None:
    """Whole in itself, and of another program."""
    with pytest.raises(BrokenLineError, match="pas la première ligne d'un journal"):
        open_header(resealed(header_line(header()), format="autre"))


@pytest.mark.parametrize("changed", [{"timezone": None}, {"reference": {}}, {"colour": "blue"}])
def test_a_first_line_of_another_form_is_none(changed: Line) -> None:
    """Also with a right digest."""
    with pytest.raises(BrokenLineError, match="forme"):
        open_header(resealed(header_line(header()), **changed))


def test_one_value_has_one_form() -> None:
    """Digests are computed over sorted keys without spaces, in UTF-8, whatever the order of writing."""
    assert canonical({"b": 1, "a": ["é", None]}) == '{"a":["é",null],"b":1}'.encode()
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": "1"})


@given(instants)
def test_an_instant_is_read_as_it_was_written(moment: object) -> None:
    """ISO 8601, UTC, with its Z."""
    text = stamp(moment)  # type: ignore[arg-type]
    assert text.endswith("Z")
    assert instant(text) == moment
    with pytest.raises(ValueError):
        instant(text[:-1])
