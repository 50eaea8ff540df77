"""The process of `test_soak`: a board with 200 candidates for a day; prints what it holds when warm, and in the end."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import threading
import tracemalloc
from pathlib import Path

from data.journal import FILE_NAME, Journal
from screens.board.session_view import SessionView
from screens.board.view import BoardScreen
from screens.kit.settings import Settings
from screens.live.app import LiveApp
from supervisor import action as act
from supervisor.action import Context
from supervisor.jumps import JumpWatch
from tests.screens.room import AUTHOR, HOST, TEXTS, StillClock, at, prepared
from tests.torture.counted import WatchedJournal, prove, write_down
from tests.torture.hand import Hand, Step

PEOPLE = 200
MINUTES = 3
"""Of the session's time, a round: 240 rounds are twelve hours."""
LOOKS = 60
"""How often the tasks are counted, a hundredth of a second or more apart."""
BOXES = (
    "n c a l m e enter", "s c 8 enter enter", "? escape", "ctrl+p escape", "h escape", "m escape", "f7 escape", "f2 f2",
    "N b r u i t enter", "tab tab", "u enter", "f9 f9", "S escape", "/ n o escape",
)  # fmt: skip


async def held(app: LiveApp, files: Path) -> dict[str, int]:
    """What the process holds now, once nothing is left to be thrown away.

    Each key leaves a timer for a third of a second: of the tasks, the fewest of a longer time are counted.
    """
    tasks = len(asyncio.all_tasks())
    for _ in range(LOOKS):
        await asyncio.sleep(0.01)
        tasks = min(tasks, len(asyncio.all_tasks()))
    gc.collect()
    return {
        "bytes": tracemalloc.get_traced_memory()[0],
        "threads": threading.active_count(),
        "tasks": tasks,
        "files": len(os.listdir(files)),  # noqa: PTH208  names only
        "screens": len(app.screen_stack),
        "events": len(app.session.entries),
    }


async def live(folder: Path, rounds: int) -> tuple[dict[str, int], dict[str, int]]:
    """A day of so many rounds; what is held after a sixth of it, and in the end."""
    path = folder / "store" / "sessions" / "208" / FILE_NAME
    write_down(prepared(PEOPLE).session, path)
    journal, beside = WatchedJournal.open(path), Journal.open(path)
    clock = StillClock(at("08:30:00"))
    app = LiveApp(journal, clock, author=AUTHOR, host=HOST, settings=Settings(theme="dark", mask_after=0), texts=TEXTS)
    fds, ticks, warm = Path("/proc/self/fd"), 0, {}
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hand(app, pilot, clock)
        await hand.rest()
        await hand.do(Step("key", "f2"))
        for rank in range(rounds):
            number = rank % PEOPLE + 1
            colleague = Context(clock.now(), "Mme Roy", "autre")
            beside.act(act.Mark("join", (number,)), colleague)
            beside.act(act.Mark("start", (number,)), colleague)
            for key in (*str((rank * 7) % PEOPLE + 1), "enter", *BOXES[rank % len(BOXES)].split()):
                await hand.do(Step("key", key))
            for _ in range(12):
                if isinstance(app.screen, SessionView):
                    app.screen.leave()
                    await hand.rest()
                elif not isinstance(app.screen, BoardScreen):
                    await hand.do(Step("key", "escape"))
            for _ in range(MINUTES * 2):
                clock.wait(30)
                app._jumps = JumpWatch()
                app.call_later(app.tick)
                await hand.rest()
                ticks += 1
            await hand.looks()
            app.notices.dismiss()
            if rank == rounds // 6:
                warm = await held(app, fds)
        last = await held(app, fds)
    lost = len(journal.acknowledged) - prove(path, journal)
    last |= {"minutes": rounds * MINUTES, "ticks": ticks, "lost": lost}
    return warm, last


if __name__ == "__main__":
    tracemalloc.start()
    print(json.dumps(asyncio.run(live(Path(sys.argv[1]), int(sys.argv[2])))))
