"""A hand that does anything: keys, texts that are pasted, clicks, sizes, and time that passes, on a real application.

It waits for what a key does without waiting for a picture of it: a picture is drawn every few steps only, and when one
looks. So a key costs a few milliseconds instead of thirty.
"""

from __future__ import annotations

import asyncio
import random
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

from textual import events
from textual.app import App
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.widget import Widget

from screens.application.app import VigieApp
from tests.screens.room import StillClock

LOOKS = 20_000
"""How often one looks, a few milliseconds each, before a key that does not end is a hang."""
SIZES = ((80, 24), (150, 36), (60, 20), (40, 12), (20, 5), (100, 50), (200, 60), (80, 10), (300, 8))
TEXTS = (
    "calme", "e2 12", "\x1b[2J\x07", "LE GOFF", "a\nb\r\nc", "é" * 300, "\u202ezut", "q", "", "+10", "08:57",
    "[b]x[/b]",
    "\ud83d\ude00", "C:\\photos\\a.png", "12", "il y a 3 min", "'; rm -rf /", "\x00", "jusqu'à 11:40",
)  # fmt: skip


class Step(NamedTuple):
    """One thing a hand does; its text is Python, to be tried again."""

    kind: str
    """« key », « paste », « click », « size », « wait »."""
    value: Any


GESTURES = (
    "f enter", "e", "r enter", "d enter", "i enter", "enter", "a enter", "u enter", "b enter", "p enter", "k enter",
    "n c a l m e enter", "N c a l m e enter", "s c 8 enter enter", "s e 2 space 1 2 enter", "s c 7 enter x enter",
    "t + 1 0 enter o k enter enter", "S enter", "S enter enter", "F x enter enter y enter", "space down space f enter",
    "* f enter", "1 2 enter", "1 enter", "4 enter", "2 0 enter", "/ l e enter", "f2", "f7", "f9 f9", "f6", "escape c",
    "escape escape", "D enter", "B enter", "U down enter x enter", "m i x enter", "R n x enter", "plus x enter",
    "l e g enter enter enter", "b a r enter enter", "a u b enter tab", "ctrl+p enter", "ctrl+p f9 ctrl+p", "? escape",
    "c enter", "tab down enter", "O x enter enter", "down down down", "x enter", "space", "space", "end", "home",
)  # fmt: skip
"""What hands mean: some of it fits wherever they are."""
LEAVE = frozenset({"q", "ctrl+q"})


def steps_of(chance: random.Random, keys: Sequence[str], count: int) -> list[Step]:
    """So many steps: half of them anything, half of them what somebody could mean."""
    steps: list[Step] = []
    while len(steps) < count:
        if chance.random() < 0.3:
            steps += [Step("key", key) for key in chance.choice(GESTURES).split()]
        else:
            step = step_of(chance, keys)
            # What leaves ends the round: now and then only.
            if step.value not in LEAVE or chance.random() < 0.05:
                steps.append(step)
    return steps[:count]


def step_of(chance: random.Random, keys: Sequence[str]) -> Step:
    """Anything, as a hand would rather do it: mostly keys, among them those that lead on."""
    dice = chance.random()
    if dice < 0.018:
        return Step("size", chance.choice(SIZES))
    if dice < 0.033:
        return Step("click", (chance.randrange(150), chance.randrange(36)))
    if dice < 0.043:
        return Step("paste", chance.choice(TEXTS))
    if dice < 0.063:
        return Step("wait", chance.choice([1, 5, 30, 70, 130, 900, 3600]))
    if dice < 0.25:
        return Step("key", "enter")
    if dice < 0.29:
        return Step("key", "escape")
    if dice < 0.5:
        return Step("key", chance.choice("abcdefghijklmnopqrstuvwxyzé&'(0123456789 "))
    return Step("key", chance.choice(keys))


class Hand:
    """Hands on one application."""

    def __init__(self, app: VigieApp[Any], pilot: Pilot[Any], clock: StillClock) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock
        self._is_batched = False

    async def do(self, step: Step) -> None:
        """Do it, and wait until all is done that it leads to."""
        match step.kind:
            case "key":
                # A second goes by, but for one that a fast hand presses.
                self.clock.wait(1 if step.value != "down" else 0.1)
                self._send(key_event(self.app, step.value))
            case "paste":
                self.clock.wait(1)
                self._send(events.Paste(step.value))
            case "size":
                await self.looks()
                await self.pilot.resize_terminal(*step.value)
            case "click":
                await self.click(*step.value)
            case "wait":
                self.clock.wait(step.value)
                tick = getattr(self.app, "tick", None)
                if tick is not None:
                    self.app.call_later(tick)
        await self.rest()

    async def click(self, x: int, y: int) -> None:
        """Press and let go where this is inside of the window."""
        await self.looks()
        width, height = self.app.size
        x, y = min(x, width - 1), min(y, height - 1)
        if x < 0 or y < 0 or self.app.is_too_small:
            return
        widget, _ = self.app.screen.get_widget_at(x, y) if self.app.screen.is_mounted else (None, None)
        if isinstance(widget, Widget):
            self.clock.wait(1)
            where = (widget, x, y, 0, 0, 1, False, False, False)
            for kind in (events.MouseDown, events.MouseUp, events.Click):
                event = kind(*where, screen_x=x, screen_y=y)
                event.set_sender(self.app)
                self.app.screen._forward_event(event)
            await self.rest()

    def _send(self, event: events.Event) -> None:
        if not self._is_batched:
            self.app._begin_batch()
            self._is_batched = True
        assert self.app._driver is not None
        self.app._driver.send_message(event)

    async def looks(self) -> None:
        """Have the picture drawn."""
        if self._is_batched:
            self._is_batched = False
            self.app._end_batch()
            await self.pilot.pause(0)
            await self.rest()

    async def rest(self) -> None:
        """Until nothing is under way.

        Raises:
            AssertionError: it never comes to rest.
        """
        still = looks = 0
        while still < 3 and not self.has_ended:
            looks += 1
            assert looks < LOOKS, "it hangs"
            await asyncio.sleep(0 if looks < 500 else 0.003)
            still = 0 if self._is_busy() else still + 1
        fault = self.app._exception
        if fault is not None:
            raise fault

    @property
    def has_ended(self) -> bool:
        """It was left, or broke."""
        return self.app._exit or self.app._exception is not None

    def _is_busy(self) -> bool:
        app = self.app
        if app._keys._is_busy or app._keys._waiting or not getattr(app, "is_idle", True):
            return True
        pumps = [app, *app.screen_stack, *([app.focused] if app.focused is not None else [])]
        return any(not pump._message_queue.empty() for pump in pumps)


def key_event(app: App[Any], key: str) -> events.Key:
    """A key as Textual names it, with the sign it has."""
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    original = REPLACED_KEYS.get(key, key)
    try:
        character: str | None = unicodedata.lookup(_get_unicode_name_from_key(original))
    except KeyError:
        character = key if len(key) == 1 else None
    event = events.Key(key, character)
    event.set_sender(app)
    return event
