"""When an app of these tests has come to rest: nothing is left to do but what waits for time, or for the test.

Textual looks at how busy the process is, in steps of 20 ms: a key had three of them, and an app is at rest after two.
Here the loop itself is asked what it still has to do, and the screen in front what it still has to draw. And at each
key it twice has every part of the screen call back, 20 messages more for one: here each part is asked what it has left.
"""

from __future__ import annotations

import asyncio
from time import monotonic, process_time
from typing import Any

import textual.app
import textual.pilot
from textual._context import active_app
from textual.app import App, ScreenStackError
from textual.message_pump import MessagePump
from textual.pilot import Pilot, WaitForScreenTimeout

from screens.application.app import VigieApp
from tests.screens.drawn import draw
from tests.waiting import PATIENCE_S

MOMENT_S = 0.002
"""For so long nothing may have been worked at, in a thread beside the loop neither."""
BUSY_S = MOMENT_S / 2
ROUNDS = 200
"""How often what is drawn may bring about something more to draw."""

_pause = Pilot.pause


async def rest(_least: float = 0, most: float = 1) -> None:
    """Until nothing is left to do.

    Args:
        _least: as Textual has it; a moment passes in any case.
        most: seconds after which it goes on all the same, as Textual does: what waits for the test itself never ends.
    """
    begun = monotonic()
    while monotonic() - begun < most:
        worked = process_time()
        await asyncio.sleep(MOMENT_S)
        if process_time() - worked < BUSY_S and not _has_more():
            return


async def pause(self: Pilot[Any], delay: float | None = None) -> None:
    """Until nothing is left to do, and all of it is drawn.

    Args:
        self: whose app.
        delay: seconds to wait instead.
    """
    for _ in range(ROUNDS):
        await _pause(self, delay)
        if self.app._exit:
            return
        if delay is None and not _is_at_rest(self.app):
            continue
        draw(self.app)
        if delay is not None or _is_at_rest(self.app):
            return
    raise AssertionError("it draws again and again")


async def processed(self: Pilot[Any], timeout: float = PATIENCE_S) -> bool:  # noqa: ASYNC109  as Textual has it
    """Until the app and all parts of the screen in front have dealt with every message that they were sent.

    Args:
        self: whose app.
        timeout: seconds.

    Returns:
        Whether they have; not where the app broke.

    Raises:
        WaitForScreenTimeout: one of them is still at it.
    """
    app: Any = self.app
    try:
        screen = app.screen
    except ScreenStackError:
        return False
    parts = [app, *screen.walk_children(with_self=True)]
    begun = monotonic()
    while _loop_has_more() or any(map(_is_at_it, parts)):
        if app._exception_event.is_set():
            return False
        if monotonic() - begun >= timeout:
            raise WaitForScreenTimeout(f"still at it: {[part for part in parts if _is_at_it(part)]}")
        await asyncio.sleep(0 if _loop_has_more() else MOMENT_S)
    return True


def _is_at_it(part: MessagePump) -> bool:
    """Whether it has a message left to deal with, or deals with one: else it waits for the next."""
    queue: Any = part._message_queue
    waits = queue.empty() and bool(queue.ready_event._waiters)
    return not (part._closing or part._closed or waits)


def _has_more() -> bool:
    """Whether the loop has anything more to do now, or the app in it: a key, another size, what a thread brings."""
    app = active_app.get(None)
    if _loop_has_more():
        return True
    if app is None or app._exit:
        return False
    keys = app._keys if isinstance(app, VigieApp) else None
    return (
        app._resize_timer is not None
        or (keys is not None and (keys._is_busy or bool(keys._waiting)))
        or any(worker.is_running for worker in app.workers)
    )


def _loop_has_more() -> bool:
    loop: Any = asyncio.get_running_loop()
    return bool(loop._ready)


def _is_at_rest(app: App[Any]) -> bool:
    return not (_loop_has_more() or _is_to_be_drawn(app))


def _is_to_be_drawn(app: App[Any]) -> bool:
    if app._exit or app._batch_count:
        return False
    screen = app.screen
    return screen.is_current and bool(
        screen._layout_required or screen._scroll_required or screen._repaint_required or screen._recompose_required
        or screen._dirty_widgets or screen._callbacks
    )  # fmt: skip


def rest_when_done() -> None:
    """From now on, in this worker."""
    for module in (textual.app, textual.pilot):
        module.wait_for_idle = rest  # type: ignore[attr-defined]
    Pilot.pause = pause  # type: ignore[method-assign]
    Pilot._wait_for_screen = processed  # type: ignore[method-assign]
