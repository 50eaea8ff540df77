"""Keys one at a time: the next one waits until the last one has done what it does.

Textual hands each key to the widget in focus at once and runs its binding later, when the key has bubbled up.
Keys that come in a burst (a stalled SSH line, a fast hand) would so reach the board although the first of them
opens a dialog: « s e2 12 » would sign for a candidate.

Here, too, what is no hand is kept from the board: `screens.kit.hands` says what it is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from typing import ClassVar, Protocol

from textual.dom import DOMNode
from textual.events import Key
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from screens.kit.hands import BURST_S, TAIL_S, Sign, arrived_at, hand_or_not

ROUNDS = 2
"""A key bubbles up and acts; then what it posted (a field submitted, a dialog left) does the same."""
PATIENCE_S = 0.3
"""A widget that is gone meanwhile never answers: the next key then waits no longer than this."""


class Keyed(Protocol):
    """The application whose keys these are."""

    @property
    def focused(self) -> Widget | None: ...
    @property
    def screen(self) -> Screen[object]: ...
    @property
    def real_s(self) -> float: ...
    @property
    def pictured_at(self) -> float | None: ...
    def set_timer(self, delay: float, callback: Callable[[], object]) -> Timer: ...
    def refuse_burst(self) -> None: ...


class KeyLine:
    """Holds keys back while one is on its way."""

    last: ClassVar[str] = ""
    """The key that was handled last in this program, on whichever screen: where one was left by it, twice is once."""

    def __init__(self, app: Keyed, handle: Callable[[Key], Awaitable[None]]) -> None:
        self._app = app
        self._handle = handle
        self._waiting: deque[Key] = deque()
        self._turn = 0
        self._is_busy = False
        self._burst_ends_at = float("-inf")

    async def take(self, event: Key) -> None:
        """Handle this key now, or after those before it."""
        self._waiting.append(event)
        await self._go_on()

    async def _go_on(self) -> None:
        while self._waiting and not self._is_busy:
            if self._is_dropped(self._waiting[0]):
                self._waiting.popleft()
            elif self._is_held():
                return
            elif not self._is_dropped(self._waiting[0]):
                await self._send(self._waiting.popleft())

    def _is_dropped(self, event: Key) -> bool:
        """Typed before there was anything to see, or behind what was no hand."""
        at = arrived_at(event)
        if at is None:
            return False
        pictured_at = self._app.pictured_at
        if pictured_at is None or at < pictured_at:
            return True
        is_rest = at <= self._burst_ends_at
        if is_rest:
            self._burst_ends_at = max(self._burst_ends_at, at + TAIL_S)
        return is_rest

    def _is_held(self) -> bool:
        """The first key is no hand, or it is too early to say; where a text is typed it always is one."""
        first, *others = self._waiting
        at = arrived_at(first)
        if at is None or not first.is_printable or isinstance(self._app.focused, Input):
            return False
        signs = [Sign(at, is_printable=True)]
        signs += [Sign(other_at, key.is_printable) for key in others if (other_at := arrived_at(key)) is not None]
        now = self._app.real_s
        verdict = hand_or_not(signs, now)
        if verdict == "burst":
            # Whatever came with it goes with it, in `_is_dropped`.
            self._burst_ends_at = at + BURST_S
            self._app.refuse_burst()
            return False
        if verdict == "not yet":
            self._app.set_timer(at + BURST_S - now, self._go_on)
        return verdict == "not yet"

    async def _send(self, event: Key) -> None:
        self._is_busy = True
        self._turn += 1
        turn = self._turn
        KeyLine.last = event.key
        await self._handle(event)
        self._app.set_timer(PATIENCE_S, lambda: self._done(turn))
        await self._climb(turn, ROUNDS)

    async def _climb(self, turn: int, rounds: int) -> None:
        """Follow the key's way up, from the widget in focus to the application, behind it in each queue."""
        if not rounds:
            await self._done(turn)
            return
        path: list[DOMNode] = list((self._app.focused or self._app.screen).ancestors_with_self)

        async def step(index: int) -> None:
            if index == len(path):
                await self._climb(turn, rounds - 1)
            elif not path[index].call_later(step, index + 1):
                await self._done(turn)

        await step(0)

    async def _done(self, turn: int) -> None:
        if turn != self._turn or not self._is_busy:
            return
        self._is_busy = False
        await self._go_on()
