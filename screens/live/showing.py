"""Shows the board of one session until it is left."""

from __future__ import annotations

from screens.kit.desk import Clock, Desk, SharedTerminal
from screens.kit.papers import Papers
from screens.kit.settings import Settings
from screens.kit.texts import Texts
from screens.live.app import LiveApp
from screens.live.coach import Coach


def run_board(
    desk: Desk, clock: Clock, *, author: str, host: str, settings: Settings | None = None, mouse: bool = True,
    coach: Coach | None = None, papers: Papers | None = None, warning: str = "", texts: Texts | None = None,
    opened_by: str = "", place: SharedTerminal | None = None,
) -> int:  # fmt: skip
    """Show the board until it is left.

    Args:
        desk: the session.
        clock: its time, and real time.
        author: who acts here.
        host: the machine, for the journal.
        settings: tastes of the surveillant.
        mouse: false saves the traffic of its motions over SSH.
        coach: plays the room in a rehearsal.
        papers: what may be written outside the journal; None: nothing.
        warning: said when the board opens, until it is seen.
        texts: what is looked at in the room, and said in it.
        place: where it is asked who sits here; None: nowhere.
        opened_by: the key that opened it from home: hit twice, it is no step of a candidate.

    Returns:
        0 when it was left, `LEFT_BY_SIGNAL` when the terminal or the system ended it.
    """
    app = LiveApp(
        desk, clock, author=author, host=host, settings=settings, coach=coach, papers=papers, warning=warning,
        texts=texts, opened_by=opened_by, place=place,
    )  # fmt: skip
    result = app.run(mouse=mouse and app.settings.mouse)
    app.raise_fault()
    return result or app.exit_status
