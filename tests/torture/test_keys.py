"""Any keys, pastes, clicks and sizes on the real applications, beside a model of what they may do.

Every acknowledged action is in the file and the file always verifies; what is shown is what its lines come to; behind
the mask nothing is recorded; nothing breaks; Escape leads back and `q` leaves. What fails is told with its seed and the
fewest steps that still fail, as Python: put them into `FOUND`.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from textual.screen import ModalScreen

from data.archive import Archive
from data.journal import FILE_NAME
from screens.application.app import VigieApp
from screens.board.view import BoardScreen
from screens.home.app import HomeApp
from screens.home.commands import COMMANDS as OF_HOME
from screens.kit.settings import Settings
from screens.live.app import LiveApp
from screens.live.finalise import FinaliseApp
from screens.live.tables import REMAPPABLE
from screens.offices.home import StoreOffice
from screens.offices.review import ReadingOffice
from screens.review.app import ReviewApp
from screens.review.home import ReviewHome
from supervisor import action as act
from supervisor.action import Context
from tests.on_screen import rows_of
from tests.screens.equipment import Drawer
from tests.screens.room import AUTHOR, HOST, TEXTS, MemoryDesk, StillClock, at, prepared, running
from tests.torture.counted import WatchedJournal, prove, tally, write_down
from tests.torture.figures import Effort, both_forms
from tests.torture.hand import Hand, Step, steps_of

ROUND = 160
"""Steps on one application."""
PAINTED_EVERY = 24
ESCAPES = 14
TRIES = 25
"""How often a fault is looked for in fewer steps."""
KEYS = sorted({
    *(key for command in REMAPPABLE.values() for key in command.keys), *(key for c in OF_HOME for key in c.keys),
    *(f"f{n}" for n in range(1, 13)), "ctrl+p", "ctrl+c", "ctrl+q", "tab", "shift+tab", "up", "down", "left", "right",
    "pageup", "pagedown", "home", "end", "backspace", "delete", "space", "ctrl+u", "ctrl+a", "f9",
})  # fmt: skip
PLACES = ("welcome", "board", "two boards", "closed", "finalise", "home", "reviews", "review")
SETTINGS = Settings(theme="dark", mask_after=2)
_COUNTED = {"en cours": "started", "interrompu": "interrupted", "terminé": "finished", "absent": "absent"}


@dataclass
class Place:
    """One application or two on one store, and hands on them."""

    store: Path
    clock: StillClock
    hands: list[Hand]
    journals: list[WatchedJournal] = field(default_factory=list)
    done: list[Step] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.store / "sessions" / "208" / FILE_NAME

    async def do(self, turn: int, step: Step) -> None:
        """One step on the application whose turn it is, and what must hold then."""
        hand = self.hands[turn % len(self.hands)]
        app = hand.app
        was_masked = getattr(app, "masked", False)
        before = sum(journal.asked_for for journal in self.journals)
        await hand.do(step)
        if was_masked and getattr(app, "masked", False):
            assert sum(journal.asked_for for journal in self.journals) == before, "something was noted behind the mask"
        if turn % PAINTED_EVERY == 0 and not hand.has_ended:
            await hand.looks()
            if isinstance(app, LiveApp):
                self._looked_at(app)

    def _looked_at(self, app: LiveApp) -> None:
        """The counts that are written on the board are those of its session."""
        if not isinstance(app.screen, BoardScreen) or app.session.closed_at is not None or app.is_too_small:
            return
        heading = "\n".join(rows_of(app.screen)[:3])
        counts = tally(app.session)
        for word, status in _COUNTED.items():
            for shown in re.findall(rf"(\d+) {word}", heading):
                assert int(shown) == counts[status], f"{shown} {word}, of {counts}\n{heading}"

    async def leave(self) -> None:
        """Whatever is open: Escape leads back, and the key that leaves does."""
        for hand in self.hands:
            await hand.do(Step("size", (80, 24)))
            if getattr(hand.app, "masked", False):
                await hand.do(Step("key", "f9"))
            await _back(hand)
            if not hand.has_ended:
                await _left(hand)

    def prove(self) -> int:
        """What the file says in the end."""
        return prove(self.file, *self.journals)


async def _back(hand: Hand) -> None:
    for _ in range(ESCAPES):
        if hand.has_ended or not isinstance(hand.app.screen, ModalScreen):
            return
        await hand.do(Step("key", "escape"))
    assert not isinstance(hand.app.screen, ModalScreen), f"Escape does not lead back from {hand.app.screen}"


async def _left(hand: Hand) -> None:
    for _ in range(3):
        await hand.do(Step("key", "ctrl+q"))
        for key in ("o", "enter"):
            if not hand.has_ended:
                await hand.do(Step("key", key))
        if hand.has_ended:
            return
        await _back(hand)
    raise AssertionError(f"it cannot be left: {hand.app.screen_stack}")


def _lived(place: str) -> MemoryDesk:
    desk = prepared() if place == "welcome" else running()
    if place in ("closed", "finalise"):
        desk.act_now(act.CloseSession(force=True), Context(at("12:10:00"), AUTHOR, HOST))
    return desk


def _board(kind: type[LiveApp], place: Place, author: str) -> LiveApp:
    # Opened as the door does it, on a file that others may write.
    journal = WatchedJournal.open(place.file)
    place.journals.append(journal)
    more: dict[str, Any] = {} if kind is FinaliseApp else {"texts": TEXTS, "papers": Drawer().papers}
    return kind(journal, place.clock, author=author, host=HOST, settings=SETTINGS, **more)


def _apps(name: str, place: Place) -> list[VigieApp[Any]]:
    match name:
        case "two boards":
            return [_board(LiveApp, place, AUTHOR), _board(LiveApp, place, "Mme Roy")]
        case "finalise":
            return [_board(FinaliseApp, place, "Mme Roux")]
        case "home":
            return [HomeApp(StoreOffice(Archive(place.store), AUTHOR, HOST), place.clock, settings=SETTINGS)]
        case "reviews":
            return [ReviewHome(ReadingOffice((place.store,), "Mme Roux", HOST), place.clock, settings=SETTINGS)]
        case "review":
            opened = ReadingOffice((place.store,), "Mme Roux", HOST).open("208", "", place.clock.now())
            return [
                ReviewApp(
                    opened.desk, place.clock, author="Mme Roux", host=HOST, settings=SETTINGS, ticks=opened.ticks,
                    texts=TEXTS,
                )
            ]  # fmt: skip
    return [_board(LiveApp, place, AUTHOR)]


@asynccontextmanager
async def entered(name: str, store: Path) -> AsyncIterator[Place]:
    """A place, opened on a store of its own."""
    place = Place(store, StillClock(at("12:20:00" if name in ("closed", "finalise") else "10:28:20")), [])
    write_down(_lived(name).session, place.file)
    apps = _apps(name, place)
    first, *others = apps
    async with first.run_test(size=(80, 24)) as pilot:
        place.hands.append(Hand(first, pilot, place.clock))
        await place.hands[0].rest()
        if not others:
            yield place
            return
        async with others[0].run_test(size=(150, 36)) as beside:
            place.hands.append(Hand(others[0], beside, place.clock))
            await place.hands[1].rest()
            yield place


async def played(name: str, steps: Sequence[Step], store: Path) -> tuple[int, int, Exception | None]:
    """Steps on a place: how many were done, how many events were acknowledged, and what was wrong in the end."""
    done, acknowledged = 0, 0
    try:
        async with entered(name, store) as place:
            for step in steps:
                if any(hand.has_ended for hand in place.hands):
                    break
                await place.do(done, step)
                done += 1
            await place.leave()
            acknowledged = place.prove()
    except Exception as fault:  # noqa: BLE001  whatever it is, it is told with what led to it
        return done, acknowledged, fault
    return done, acknowledged, None


async def fewest(name: str, steps: list[Step], folder: Path) -> list[Step]:
    """The shortest beginning that still fails, then without what it does not need."""
    size, tries = max(1, len(steps) // 2), 0
    while size:
        begin = 0
        while begin < len(steps):
            if tries == TRIES:
                return steps
            shorter = [*steps[:begin], *steps[begin + size :]]
            _, _, fault = await played(name, shorter, folder / f"again-{tries}")
            tries += 1
            if fault is not None:
                steps = shorter
            else:
                begin += size
        size //= 2
    return steps


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is written goes into the folder of the test, and what is looked for is there too."""
    monkeypatch.setattr("data.zone._name_of_this_machine", lambda: "Europe/Paris")
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path)


@both_forms
@pytest.mark.parametrize("name", PLACES)
async def test_any_keys(effort: Effort, name: str, tmp_path: Path) -> None:
    """50,000 of them over all places, in rounds of some 160 on an application each."""
    wanted, keys, rounds, acknowledged = effort.times(full=6_400, short=90), 0, 0, 0
    while keys < wanted:
        chance = effort.chance
        steps = steps_of(chance, KEYS, min(ROUND, wanted - keys))
        done, noted, fault = await played(name, steps, tmp_path / str(rounds))
        if fault is not None:
            less = await fewest(name, steps[: done + 1], tmp_path)
            told = ", ".join(f"Step({step.kind!r}, {step.value!r})" for step in less)
            effort.tell("random keys", keys=keys + done, lost=0, tracebacks=1, hangs=0)
            raise AssertionError(f"seed {effort.seed}, {name}, round {rounds}:\n({name!r}, [{told}])") from fault
        keys, rounds, acknowledged = keys + max(done, 1), rounds + 1, acknowledged + noted
    effort.tell("random keys", keys=keys, rounds=rounds, acknowledged=acknowledged, lost=0, tracebacks=0, hangs=0)


# fmt: off
FOUND: list[tuple[str, list[Step]]] = [
    ("board", [Step("key", "ctrl+p"), Step("key", "f9"), Step("key", "ctrl+p")]),
    ("review", [Step("key", "ctrl+p"), Step("key", "f9"), Step("key", "ctrl+p")]),
    ("finalise", [Step("key", "ctrl+p"), Step("wait", 130), Step("key", "ctrl+p"), Step("key", "f9")]),
    ("review", [Step("key", "c"), Step("key", "c")]),
    ("review", [
        Step("key", "g"), Step("wait", 130), Step("key", "v"), Step("key", "escape"), Step("key", "space"),
        Step("key", "s"), Step("key", "w"),
    ]),
    ("home", [
        Step("key", "0"), Step("key", "enter"), Step("key", "i"), Step("key", "b"), Step("paste", "\ud83d\ude00"),
        Step("key", "/"),
    ]),
    ("home", [
        Step("key", "0"), Step("key", "enter"), Step("key", "i"), Step("key", "b"), Step("paste", "\udce9\ud83d"),
        Step("key", "/"),
    ]),
]
# fmt: on
"""What once failed: a place, and what was done there."""


@pytest.mark.wide
@pytest.mark.parametrize("rank", range(len(FOUND)))
async def test_what_was_found(rank: int, tmp_path: Path) -> None:
    """It does not fail any more."""
    name, steps = FOUND[rank]
    _, _, fault = await played(name, steps, tmp_path / "store")
    assert fault is None, fault
