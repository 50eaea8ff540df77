"""Whoever is at the other end of a line to a hub may say anything: a sentence comes of it, no traceback and no hang."""

import hashlib
import io
import json
import tempfile
from base64 import b64encode
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.hub.address import hub_address
from data.hub.asking import Asking
from data.hub.cursor import Cursor
from data.hub.errors import GarbledError, HubError
from data.hub.lines import HubLine, outbox_of
from data.hub.receiving import receive
from data.hub.sending import send
from data.hub.ssh import SshWay
from data.hub.tallying import tally_of
from data.hub.way import MOST_FILE, PART, Head, Held, NamedFile, Tally
from data.hub.wire import HELLO, LONGEST, packed, tally_packed
from tests.data.making import NOW, busy_journal
from tests.effort import examples
from tests.hub.test_sender import MemoryHub

ODD: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.binary(max_size=4).map(bytes.hex),
        st.sampled_from(["\ud800", "\x00", "ok", "p1", 2**31, -(2**31) - 1, 10**300, "9" * 5000, "a" * 65, float("inf"),
                         "2026-11-22T09:00:00", "2026-11-22T09:00:00+01:00", "0001-01-01T00:00:00+14:00"]),
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
"""Any value of JSON, and some of those that have a trap in them."""
WORDS = ("heads", "furthest", "add", "tell", "seen", "purge", "news", "held", "keep", "largest", "parts", "part",
         "whole")  # fmt: skip
FIELDS = ("roots", "root", "chain", "lines", "digest", "tally", "waiting", "files", "file", "content", "begin", "size")


def _lines() -> tuple[str, list[list[Any]], dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        journal = busy_journal(Path(folder))
        box = outbox_of(journal.path.read_bytes())
        return box.root, [packed(line) for line in box.lines], tally_packed(tally_of(journal.session, NOW))


ROOT, LINES, TALLY = _lines()
FILE = hashlib.sha256(b"x").hexdigest()
NAMED = NamedFile(Head(1, ROOT), FILE)


class Strict(MemoryHub):
    """A database: it takes values of their kind and size, of anything else it would make a fault of ours."""

    def heads(self, roots: Sequence[str]) -> dict[str, tuple[Head, ...]]:
        self.take(*roots)
        return super().heads(roots)

    def furthest(self, root: str, chain: Sequence[Head]) -> int:
        self.take(root, *(value for head in chain for value in (head.n, head.digest)))
        return super().furthest(root, chain)

    def add(self, root: str, lines: Sequence[HubLine]) -> tuple[Head, ...]:
        for line in lines:
            self.take(line.n, line.digest, line.previous, line.lasting, line.salt, line.body)
        return super().add(root, lines)

    def tell(self, root: str, digest: str, tally: Tally) -> None:
        self.take(root, digest, tally.number, tally.phase, tally.expected, tally.alerts, tally.slot_start, *tally.ends)
        super().tell(root, digest, tally)

    def seen(self, waiting: int) -> None:
        self.take(waiting)

    def purge(self, root: str) -> bool:
        self.take(root)
        return False

    def held(self, root: str, files: Sequence[NamedFile]) -> list[Held]:
        self.take(root, *(value for one in files for value in (one.line.n, one.line.digest, one.file)))
        return super().held(root, files)

    def keep(self, root: str, named: NamedFile, content: bytes) -> bool:
        self.take(root, named.line.n, named.line.digest, named.file)
        assert hashlib.sha256(content).hexdigest() == named.file
        return super().keep(root, named, content)

    def parts(self, root: str, named: NamedFile) -> Mapping[int, int]:
        self.take(root, named.line.n, named.line.digest, named.file)
        return super().parts(root, named)

    def keep_part(self, root: str, named: NamedFile, begin: int, content: bytes) -> bool:
        self.take(root, named.line.n, named.line.digest, named.file, begin)
        assert 0 < len(content) <= PART
        return super().keep_part(root, named, begin, content)

    def keep_whole(self, root: str, named: NamedFile, size: int) -> Held:
        self.take(root, named.line.n, named.line.digest, named.file, size)
        return Held.LACKS

    def news(self) -> set[str]:
        return {"a1", "no root", "\x1b[31m"}

    @staticmethod
    def take(*values: object) -> None:
        for value in values:
            if isinstance(value, str):
                assert "\0" not in value.encode().decode()
            elif isinstance(value, datetime):
                assert value.tzinfo is not None
            else:
                assert type(value) is int
                assert -(2**31) <= value < 2**31


def heard(*said: object) -> bytes:
    """What comes of these documents, at the hub's end."""
    text = b"".join(one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in said)
    answers = io.BytesIO()
    try:
        receive(io.BytesIO(text), answers, Strict)
    except GarbledError as error:
        is_a_sentence(error.message)
    return answers.getvalue()


def is_a_sentence(text: str) -> None:
    assert text.endswith(".")
    assert text.replace("\xa0", " ").isprintable()


QUESTIONS = st.fixed_dictionaries({"ask": st.sampled_from(WORDS) | ODD}, optional=dict.fromkeys(FIELDS, ODD))


@settings(max_examples=examples(300))
@given(questions=st.lists(QUESTIONS | ODD, max_size=3))
def test_the_hub_s_end_hears_anything(questions: list[object]) -> None:
    heard({HELLO: 1}, *questions)


@settings(max_examples=examples(300))
@given(word=st.sampled_from(WORDS), field=st.sampled_from(FIELDS), value=ODD, index=st.integers(0, 5))
def test_one_value_of_a_good_question_is_odd(word: str, field: str, value: Any, index: int) -> None:
    """Each of its values in turn, also those inside of a line, a place, what a session comes to."""
    good: dict[str, Any] = {
        "ask": word, "root": ROOT, "roots": [ROOT], "digest": ROOT, "waiting": 3,
        "chain": [[1, ROOT], [2, ROOT]], "lines": [list(line) for line in LINES], "tally": dict(TALLY),
        "files": [[1, ROOT, FILE]], "file": [1, ROOT, FILE], "content": b64encode(b"x").decode(),
        "begin": 0, "size": 1,
    }  # fmt: skip
    match field:
        case "chain":
            good["chain"][0][index % 2] = value
        case "files":
            good["files"][0][index % 3] = value
        case "file" if index:
            good["file"][index % 3] = value
        case "lines":
            good["lines"][index % 3][index] = value
        case "tally":
            good["tally"][sorted(TALLY)[index]] = value
        case _:
            good[field] = value
    heard({HELLO: 1}, good)


@given(data=st.binary(max_size=64), whole=st.booleans())
def test_the_hub_s_end_hears_bytes(data: bytes, whole: bool) -> None:
    heard(json.dumps({HELLO: 1}).encode() + b"\n", data + (b"\n" if whole else b""))


def nested(depth: int) -> bytes:
    return b'{"ok":' + b"[" * depth + b"]" * depth + b',"ask":"heads","roots":' + b"[" * depth + b"]" * depth + b"}\n"


@pytest.mark.parametrize("depth", [50, 200, 500, 900, 990, 5000, 200_000])
def test_brackets_in_brackets(depth: int, tmp_path: Path) -> None:
    heard({HELLO: 1}, nested(depth))
    deep = json.dumps({"format": "vigie-journal"}).replace("}", ',"x":' + "[" * depth + "]" * depth + "}")
    heard(
        {HELLO: 1},
        {"ask": "add", "root": ROOT, "lines": [[0, ROOT, "", deep, "", ""], [1, ROOT, ROOT, "{}", "s", deep]]},
    )
    with pytest.raises(HubError):
        answered(nested(depth)).heads([ROOT])


# A laptop's end ------------------------------------------------------------------------------------------

CALLS: dict[str, Callable[[SshWay], object]] = {
    "heads": lambda way: way.heads([ROOT]), "furthest": lambda way: way.furthest(ROOT, [Head(1, ROOT), Head(2, ROOT)]),
    "add": lambda way: way.add(ROOT, [HubLine(*LINES[0])]), "seen": lambda way: way.seen(3),
    "purge": lambda way: way.purge(ROOT), "held": lambda way: way.held(ROOT, [NAMED]),
    "keep": lambda way: way.keep(ROOT, NAMED, b"x"), "news": lambda way: way.news(),
    "largest": lambda way: way.largest(), "parts": lambda way: way.parts(ROOT, NAMED),
    "part": lambda way: way.keep_part(ROOT, NAMED, 0, b"x"), "whole": lambda way: way.keep_whole(ROOT, NAMED, 1),
}  # fmt: skip
PATCH = pytest.MonkeyPatch()


def answered(*answers: object, hello: bool = True) -> SshWay:
    """A line whose other end gives these answers, whatever it is asked."""
    text = b"".join(one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in answers)
    hears = io.BytesIO((b'{"vigie-hub":1,"takes":["films"]}\n' if hello else b"") + text)
    process = SimpleNamespace(
        stdin=io.BytesIO(), stdout=hears, stderr=io.BytesIO(), kill=lambda: None, wait=lambda _=0: 0, poll=lambda: 0,
        terminate=lambda: None,
    )  # fmt: skip
    with PATCH.context() as patch:
        patch.setattr("data.hub.ssh.subprocess.Popen", lambda *_, **__: process)
        return SshWay(hub_address("ssh://vigie@hub.example"))


@settings(max_examples=examples(300))
@given(call=st.sampled_from(sorted(CALLS)), answer=ODD, wrapped=st.booleans())
def test_a_laptop_is_answered_anything(call: str, answer: Any, wrapped: bool) -> None:
    """Either it is an answer of the kind that was waited for, or a sentence."""
    way = answered({"ok": answer} if wrapped else answer)
    try:
        found = CALLS[call](way)
    except HubError as error:
        is_a_sentence(error.message)
    else:
        plausible(call, found)


def plausible(call: str, found: object) -> None:
    match call:
        case "heads":
            assert isinstance(found, Mapping)
            assert [*found] == [ROOT]
            plausible("add", found[ROOT])
        case "add":
            assert isinstance(found, tuple)
            Strict.take(*(value for head in found for value in (head.n, head.digest)))
        case "furthest":
            assert found in (-1, 1, 2)
        case "news":
            assert isinstance(found, Collection)
            assert all(isinstance(root, str) for root in found)
        case "held":
            assert found in ([Held.THERE], [Held.LACKS], [Held.REFUSED])
        case "purge" | "keep" | "part":
            assert isinstance(found, bool)
        case "largest":
            assert type(found) is int
            assert 0 <= found <= 200_000_000
        case "parts":
            assert isinstance(found, Mapping)
            Strict.take(*found, *found.values())
        case "whole":
            assert isinstance(found, Held)


@pytest.mark.parametrize(
    ("says", "largest"),
    [(b"", MOST_FILE), (b',"takes":[]', MOST_FILE), (b',"takes":["films","more",3]', 60), (b',"takes":"films"', None)],
)
def test_a_hub_of_before_films_takes_what_goes_as_one_value(says: bytes, largest: int | None) -> None:
    """It is asked nothing that it would not know."""
    words = b'{"vigie-hub":1' + says + b"}\n"
    if largest is None:
        with pytest.raises(HubError):
            answered(words, hello=False)
    else:
        assert answered(words, {"ok": 60}, hello=False).largest() == largest


@pytest.mark.parametrize(
    ("answers", "hello"),
    [
        ((b"",), True), ((b'{"ok":{}',), True), ((b"SSH-2.0-odd\r\n",), False), (({"vigie-hub": 2},), False),
        (([],), False), (({"no": ["lines"]},), True), (({"no": {}},), True), (({"no": "x" * 9000},), True),
        ((b"x" * (LONGEST + 9),), True), ((b"9" * 5000 + b"\n",), True), (({"ok": {"": 1}, "no": None},), True),
    ],
)  # fmt: skip
def test_a_laptop_says_a_sentence(answers: tuple[object, ...], hello: bool) -> None:
    with pytest.raises(HubError) as told:
        answered(*answers, hello=hello).heads([ROOT])
    is_a_sentence(told.value.message)


@pytest.mark.parametrize("furthest", [10**6, 2**40, -2, "1", None, 1.0, True])
def test_a_hub_that_has_a_line_that_nobody_asked_about_ends_the_pass(tmp_path: Path, furthest: object) -> None:
    """Nothing is taken for acknowledged."""
    busy_journal(tmp_path)
    root = outbox_of((tmp_path / "store/sessions/208/journal.jsonl").read_bytes()).root
    cursor = Cursor()
    with pytest.raises(HubError):
        send(tmp_path / "store", answered({"ok": {root: [[3, "0" * 64]]}}, {"ok": furthest}), cursor)
    assert all(known.n < 0 for known in cursor.files.values())


def test_a_refusal_that_is_known_stays_what_it_is() -> None:
    with pytest.raises(HubError, match="refuse ces lignes"):
        answered({"no": "lines"}).add(ROOT, [HubLine(*LINES[0])])


class GivesNothing(Asking):
    """A hub whose parts of a file are empty, one after the other."""

    def __init__(self) -> None:
        """Nothing is connected."""

    def _file_part(self, root: str, file: str, begin: int) -> bytes | None:
        return b""


def test_a_file_of_empty_parts_ends() -> None:
    """Whoever fetches it would wait for ever, and see nothing of it."""
    assert list(islice(GivesNothing().file("r", "f"), 3)) == []
