"""Whoever keeps a hub up to date: what it says, when it tries again, what it leaves to another."""

import hashlib
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from data.hub.address import HubAddress, hub_address
from data.hub.cursor import place_of
from data.hub.errors import NotAllowedError, UnreachableError
from data.hub.lines import HubLine, outbox_of
from data.hub.named import SECRET, SecretError, named_address, without_password
from data.hub.sender import LONGEST_S, BackgroundSender, Pace, Sender, backoff
from data.hub.way import Head, Held, NamedFile, Tally, Way
from supervisor.hub_standing import HubStanding, HubTone, hub_words
from tests.data.making import NOW, busy_journal, new_journal, note
from tests.waiting import PATIENCE_S

ADDRESS = hub_address("postgresql://vigie_d_1@hub.example/vigie")


class MemoryHub:
    """A hub in memory, as one device sees it: what it holds, and what it was asked."""

    def __init__(self) -> None:
        self.lines: dict[str, dict[int, HubLine]] = {}
        self.forks: dict[str, tuple[Head, ...]] = {}
        self.tallies: dict[str, Tally] = {}
        self.files: dict[tuple[str, NamedFile], bytes] = {}
        self.films: dict[tuple[str, NamedFile], dict[int, bytes]] = {}
        self.asked: list[str] = []
        self.told_news: set[str] = set()
        self.fault: Exception | None = None
        self.changed = threading.Condition()

    def connect(self, _address: HubAddress) -> Way:
        self._note("connect")
        return self

    def _note(self, what: str) -> None:
        self.asked.append(what)
        if self.fault is not None:
            raise self.fault

    def _heads(self, root: str) -> tuple[Head, ...]:
        lines = self.lines.get(root, {})
        own = (Head(max(lines), lines[max(lines)].digest),) if lines else ()
        return (*own, *self.forks.get(root, ()))

    def heads(self, roots: Sequence[str]) -> dict[str, tuple[Head, ...]]:
        self._note("heads")
        return {root: self._heads(root) for root in roots}

    def furthest(self, root: str, chain: Sequence[Head]) -> int:
        self._note("furthest")
        lines = self.lines.get(root, {})
        return max((one.n for one in chain if one.n in lines and lines[one.n].digest == one.digest), default=-1)

    def add(self, root: str, lines: Sequence[HubLine]) -> tuple[Head, ...]:
        self._note("add")
        with self.changed:
            self.lines.setdefault(root, {}).update({line.n: line for line in lines})
            self.changed.notify_all()
        return self._heads(root)

    def tell(self, root: str, digest: str, tally: Tally) -> None:
        self._note("tell")
        self.tallies[root] = tally

    def seen(self, waiting: int) -> None:
        self._note("seen")

    def purge(self, root: str) -> bool:
        self._note("purge")
        return True

    def held(self, root: str, files: Sequence[NamedFile]) -> list[Held]:
        self._note("held")
        return [Held.THERE if (root, one) in self.files else Held.LACKS for one in files]

    def keep(self, root: str, named: NamedFile, content: bytes) -> bool:
        self._note("keep")
        self.files[root, named] = content
        return True

    def largest(self) -> int:
        self._note("largest")
        return 200_000_000

    def parts(self, root: str, named: NamedFile) -> Mapping[int, int]:
        self._note("parts")
        return {begin: len(part) for begin, part in self.films.get((root, named), {}).items()}

    def keep_part(self, root: str, named: NamedFile, begin: int, content: bytes) -> bool:
        self._note("part")
        self.films.setdefault((root, named), {}).setdefault(begin, content)
        return True

    def keep_whole(self, root: str, named: NamedFile, size: int) -> Held:
        self._note("whole")
        content = b"".join(part for _, part in sorted(self.films.get((root, named), {}).items()))
        if len(content) < size:
            return Held.LACKS
        del self.films[root, named]
        if hashlib.sha256(content).hexdigest() != named.file:
            return Held.LACKS
        self.files[root, named] = content
        return Held.THERE

    def news(self) -> set[str]:
        self._note("news")
        news, self.told_news = self.told_news, set()
        return news

    def close(self) -> None:
        self.asked.append("close")

    def holds(self, journal: Path) -> bool:
        box = outbox_of(journal.read_bytes())
        return tuple(self.lines.get(box.root, {}).values()) == box.lines


STILL = Pace(monotonic=lambda: 0.0, chance=lambda: 0.5, breathe=lambda: None)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's state folder, where cursor, lock and standing are."""
    monkeypatch.setattr("data.hub.cursor.state_folder", lambda: tmp_path / "state")
    return tmp_path / "state"


def sender_of(tmp_path: Path, hub: MemoryHub, told: Callable[[HubStanding], object] = lambda _: None) -> Sender:
    return Sender(tmp_path / "store", ADDRESS, connect=hub.connect, pace=STILL, told=told)


def test_what_is_there_costs_one_heartbeat_and_no_more(tmp_path: Path) -> None:
    journal, hub = busy_journal(tmp_path), MemoryHub()
    sender = sender_of(tmp_path, hub)
    assert sender.once().is_up_to_date
    assert hub.holds(journal.path)
    hub.asked.clear()
    for _ in range(3):
        assert sender.once() == HubStanding(is_reached=True)
    assert hub.asked == []  # the heartbeat is due again after some seconds, which do not pass here
    note(journal)
    sender.once(journal.path)
    assert hub.asked == ["add", "tell"]
    assert hub.holds(journal.path)


def test_the_cursor_outlives_the_program_and_may_be_lost(tmp_path: Path, state: Path) -> None:
    """With it, the hub is asked for its heads once; without it, or with a damaged one, nothing is sent twice."""
    journal, hub = busy_journal(tmp_path), MemoryHub()
    for spoil in (None, b"", b"{", b'{"format": 1}', b'{"format":1,"hub":"x","files":{"a":3},"purged":[]}', "gone"):
        for kept in state.glob("hub/*.json"):
            if isinstance(spoil, bytes):
                kept.write_bytes(spoil)
            elif spoil == "gone":
                kept.unlink()
        hub.asked.clear()
        sender = sender_of(tmp_path, hub)
        assert sender.take_over()
        assert sender.once().is_up_to_date
        sender.close()
        assert hub.asked.count("add") == (1 if spoil is None else 0)
        assert hub.holds(journal.path)


def test_a_hub_that_was_set_up_anew_is_filled_again(tmp_path: Path) -> None:
    """What an earlier connection acknowledged is asked for again on the next one."""
    journal, hub = busy_journal(tmp_path), MemoryHub()
    sender = sender_of(tmp_path, hub)
    sender.once()
    sender.close()
    hub.lines.clear()
    assert sender_of(tmp_path, hub).once().is_up_to_date
    assert hub.holds(journal.path)


def test_what_waits_is_counted_while_the_hub_does_not_answer(tmp_path: Path) -> None:
    journal, hub = busy_journal(tmp_path), MemoryHub()
    sender = sender_of(tmp_path, hub)
    hub.fault = UnreachableError("Le concentrateur ne répond pas.")
    total = len(outbox_of(journal.path.read_bytes()).lines)
    standing = sender.once()
    assert (standing.is_reached, standing.waiting) == (False, total)
    assert standing.since == NOW
    hub.fault = None
    assert sender.once().is_up_to_date
    hub.fault = UnreachableError("Le concentrateur ne répond pas.")
    note(journal)
    sender.recount()
    assert sender.standing.waiting == 1
    note(journal)
    assert sender.once().waiting == 2


def test_it_is_tried_again_later_and_later_each_machine_at_its_own_moment() -> None:
    assert [backoff(n, lambda: 1.0) for n in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert backoff(100, lambda: 0.0) == LONGEST_S / 2


def test_a_refusal_is_told_as_one(tmp_path: Path) -> None:
    busy_journal(tmp_path)
    hub = MemoryHub()
    hub.fault = NotAllowedError("Le concentrateur refuse ce compte ou son mot de passe.")
    standing = sender_of(tmp_path, hub).once()
    assert standing.is_refused
    assert hub_words(standing, NOW).tone is HubTone.ALERT


def test_a_fault_of_ours_is_told_and_tried_again(tmp_path: Path) -> None:
    busy_journal(tmp_path)
    hub = MemoryHub()
    hub.fault = ZeroDivisionError()
    sender = sender_of(tmp_path, hub)
    assert "Erreur interne (ZeroDivisionError)" in sender.once().why
    hub.fault = None
    assert sender.once().is_up_to_date


def test_a_fork_is_told_within_one_look_at_the_news(tmp_path: Path) -> None:
    """Nothing was recorded here meanwhile: the other laptop came back with lines of its own."""
    journal, hub = busy_journal(tmp_path), MemoryHub()
    sender = sender_of(tmp_path, hub)
    sender.once()
    root = outbox_of(journal.path.read_bytes()).root
    hub.forks[root] = (Head(9, "f" * 64),)
    hub.told_news = {root}
    sender.news()
    assert sender.once().continued == ("208",)
    assert hub.holds(journal.path)


def test_a_damaged_line_is_named_and_what_stands_before_it_is_sent(tmp_path: Path) -> None:
    journal, hub = busy_journal(tmp_path), MemoryHub()
    whole = journal.path.read_bytes()
    lines = whole.splitlines(keepends=True)
    journal.path.write_bytes(
        b"".join([*lines[:-2], lines[-2].replace(b"208", b"209").replace(b"poste", b"autre"), lines[-1]])
    )
    standing = sender_of(tmp_path, hub).once()
    [told] = standing.problems
    assert f"ligne {len(lines) - 1}" in told
    assert standing.waiting == 0
    [held] = hub.lines.values()
    assert len(held) == len(lines) - 2


def test_one_sender_a_store(tmp_path: Path) -> None:
    """Who comes second says what the first one says, and takes over when that one ends."""
    journal, hub = busy_journal(tmp_path), MemoryHub()
    first, second = sender_of(tmp_path, hub), sender_of(tmp_path, hub)
    assert first.take_over()
    assert not second.take_over()
    hub.fault = UnreachableError("Le concentrateur ne répond pas.")
    standing = first.once()
    assert not second.take_over()
    assert second.standing == standing
    first.close()
    hub.fault = None
    assert second.take_over()
    assert second.once().is_up_to_date
    assert hub.holds(journal.path)


@pytest.mark.parametrize("said", [b"", b"{", b"[]", b'{"waiting": 1}', b"[" * 100_000])
def test_what_the_first_one_says_may_be_damaged(said: bytes, tmp_path: Path) -> None:
    busy_journal(tmp_path)
    hub = MemoryHub()
    first, second = sender_of(tmp_path, hub), sender_of(tmp_path, hub)
    assert first.take_over()
    first.once()
    place_of(tmp_path / "store", "standing").write_bytes(said)
    assert not second.take_over()
    assert second.standing == HubStanding()
    first.close()


def test_in_the_background_each_action_is_sent_as_soon_as_it_is_recorded(tmp_path: Path) -> None:
    journal, hub = busy_journal(tmp_path), MemoryHub()
    background = BackgroundSender(sender_of(tmp_path, hub))
    background.start()
    for _ in range(3):
        note(journal)
        background.wake(journal.path)
        with hub.changed:
            assert hub.changed.wait_for(lambda: hub.holds(journal.path), 60)
    background.stop(60)
    assert background.standing.is_up_to_date
    assert hub.asked[-1] == "close"


def test_a_file_that_is_cut_grown_or_written_anew_is_read_from_its_beginning(tmp_path: Path) -> None:
    """Whatever happened to it, the hub ends with the lines that it holds."""
    journal, hub = busy_journal(tmp_path), MemoryHub()
    sender = sender_of(tmp_path, hub)
    sender.once()
    whole = journal.path.read_bytes()
    copy = journal.path.with_name("copy")
    copy.write_bytes(whole)
    copy.replace(journal.path)
    assert sender.once().is_up_to_date
    journal.path.write_bytes(whole[: len(whole) - 7])
    assert sender.once().ahead == ("208",)
    journal.path.write_bytes(whole)
    assert sender.once().is_up_to_date
    assert hub.holds(journal.path)


def test_many_sessions_are_asked_for_together(tmp_path: Path) -> None:
    hub = MemoryHub()
    for number in ("208", "209", "210"):
        new_journal(tmp_path, number)
    assert sender_of(tmp_path, hub).once().is_up_to_date
    assert hub.asked.count("heads") == 1
    assert len(hub.lines) == 3


def test_what_a_session_comes_to_is_told_without_a_name(tmp_path: Path) -> None:
    journal, hub = busy_journal(tmp_path), MemoryHub()
    sender_of(tmp_path, hub).once()
    [tally] = hub.tallies.values()
    assert (tally.number, tally.expected, tally.phase) == ("208", 3, journal.session.phase.value)


@pytest.mark.skipif(os.name == "nt", reason="there are no such rights")
def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / SECRET
    secret.write_text("postgresql://vigie_d_1:s%40uce@hub.example/vigie\n", encoding="utf-8")
    for mode in (0o644, 0o640, 0o604, 0o620):
        secret.chmod(mode)
        with pytest.raises(SecretError, match="chmod 600"):
            named_address("", {}, ADDRESS.text, tmp_path)
    secret.chmod(0o600)
    found = named_address("", {}, ADDRESS.text, tmp_path)
    assert found is not None
    assert found.text == "postgresql://vigie_d_1:s%40uce@hub.example/vigie"
    assert "uce" not in f"{found.shown} {without_password(found.text)}"


def test_the_option_beats_the_variable_beats_the_settings(tmp_path: Path) -> None:
    one, two, three = (f"postgresql://a:b@hub{n}.example/vigie" for n in (1, 2, 3))
    named = [
        named_address(*said, tmp_path)
        for said in ((one, {"VIGIE_HUB": two}, three), ("", {"VIGIE_HUB": two}, three), ("", {}, three), ("", {}, ""))
    ]
    assert [address.text if address is not None else "" for address in named] == [one, two, three, ""]


def test_a_secret_that_is_no_address_is_told(tmp_path: Path) -> None:
    (tmp_path / SECRET).write_text("postgresql://[vigie:x@hub\n", encoding="utf-8")
    (tmp_path / SECRET).chmod(0o600)
    with pytest.raises(SecretError, match="d'un autre compte"):
        named_address("", {}, "postgresql://vigie_d_1@hub.example/vigie", tmp_path)


def test_a_secret_of_another_account_is_not_used(tmp_path: Path) -> None:
    (tmp_path / SECRET).write_text("postgresql://vigie_d_2:x@hub.example/vigie", encoding="utf-8")
    (tmp_path / SECRET).chmod(0o600)
    with pytest.raises(SecretError, match="autre compte"):
        named_address("", {}, ADDRESS.text, tmp_path)


def test_the_place_of_a_store_is_the_same_by_whatever_way_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "store")
    assert place_of(tmp_path / "store", "lock") == place_of(tmp_path / "link", "lock")


@pytest.mark.parametrize(
    ("standing", "here", "told"),
    [
        (HubStanding(), "", ()),
        (HubStanding(is_reached=True), "", ("hub : à jour",)),
        (
            HubStanding(False, 132, NOW), "",
            ("hub : 132 lignes en attente depuis 07:45", "hub : 132 lignes en attente", "hub : 132 en attente"),
        ),
        (HubStanding(False), "", ("hub : ne répond pas, rien n'attend", "hub : ne répond pas")),
        (HubStanding(True, continued=("208",)), "208", ("hub : cette session continue aussi ailleurs",)),
        (HubStanding(True, continued=("208",)), "209", ("hub : à jour",)),
        (HubStanding(True, continued=("208", "209")), "", ("hub : 208 +1 continue aussi ailleurs",)),
        (HubStanding(True, 3, why="non"), "", ("hub : refusé",)),
    ],
)  # fmt: skip
def test_the_words(standing: HubStanding, here: str, told: tuple[str, ...]) -> None:
    wordings = hub_words(standing, NOW, here).wordings
    assert set(told) <= set(wordings) or told == wordings


def test_an_alert_gives_way_last() -> None:
    fork = hub_words(HubStanding(True, continued=("208",)), NOW, "208")
    assert [fork.fitted(room) for room in (60, 30, 5)] == [
        "hub : cette session continue aussi ailleurs", "hub : continue aussi ailleurs", "hub : ailleurs !",
    ]  # fmt: skip
    assert hub_words(HubStanding(True), NOW).fitted(5) == ""


def test_a_thread_that_died_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ended it: whoever looks at the heading brings it back."""
    journal, hub = busy_journal(tmp_path), MemoryHub()
    sender = sender_of(tmp_path, hub)
    background = BackgroundSender(sender)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)

    def die() -> bool:
        raise SystemError

    with monkeypatch.context() as patched:
        patched.setattr(sender, "take_over", die)
        background.start()
        assert background._thread is not None
        background._thread.join(PATIENCE_S)
    assert not hub.lines
    assert background.standing is not None
    with hub.changed:
        assert hub.changed.wait_for(lambda: hub.holds(journal.path), 60)
    background.stop(60)
