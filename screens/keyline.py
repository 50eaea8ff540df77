"""Keys one at a time: the next one waits until the last one has done what it does.

Textual hands each key to the widget in focus at once and runs its binding later, when the key has bubbled up.
Keys that come in a burst (a stalled SSH line, a fast hand) would so reach the board although the first of them
opens a dialog: « s e2 12 » would sign for a candidate.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable

from textual.app import App
from textual.dom import DOMNode
from textual.events import Key

ROUNDS = 2
"""A key bubbles up and acts; then what it posted (a field submitted, a dialog left) does the same."""
PATIENCE_S = 0.3
"""A widget that is gone meanwhile never answers: the next key then waits no longer than this."""


class KeyLine:
    """Holds keys back while one is on its way."""

    def __init__(self, app: App[int], handle: Callable[[Key], Awaitable[None]]) -> None:
        self._app = app
        self._handle = handle
        self._waiting: deque[Key] = deque()
        self._turn = 0
        self._is_busy = False

    async def take(self, event: Key) -> None:
        """Handle this key now, or after those before it."""
        if self._is_busy:
            self._waiting.append(event)
        else:
            await self._send(event)

    async def _send(self, event: Key) -> None:
        self._is_busy = True
        self._turn += 1
        turn = self._turn
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
        if self._waiting:
            await self._send(self._waiting.popleft())
