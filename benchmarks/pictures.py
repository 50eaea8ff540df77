"""`make pictures`: pictures of the real program, for the README and for looking at every screen at several sizes.

Each picture is the program as it runs, on fictive sessions whose clock stands still. Without arguments the few
pictures of the documentation are made; with a folder, every view at every size and in every theme.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from textual.app import App

from benchmarks.drawn import drawn
from data.archive import Archive
from data.demo import fictive_session, make_rehearsal, make_scripted_rehearsal
from data.reference import read_reference
from screens.home.app import HomeApp
from screens.kit.settings import Settings, ThemeChoice
from screens.live.app import LiveApp
from screens.offices.home import StoreOffice
from supervisor.__main__ import _texts
from supervisor.action import CheckIdentity, CloseSession, Context, Finish, Interrupt, Mark, RecordIncident
from supervisor.reference import Header

NOW = datetime(2026, 11, 23, 9, 28, 20, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
AUTHOR, HOST = "P. Martin", "salle-pix"
DOCS = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZES = ((80, 24), (120, 30), (150, 36))
THEMES: tuple[ThemeChoice, ...] = ("dark", "light", "ansi")

Place = Literal["board", "arrival", "home", "empty home"]
"""What is open: a session in full course, one whose pupils are about to come, or the sessions of a store."""


class StandingClock:
    """An instant that does not pass."""

    def now(self) -> datetime:
        """The session's instant, UTC."""
        return NOW

    def monotonic(self) -> float:
        """Real seconds: none pass either."""
        return 1000.0


class WakingClock(StandingClock):
    """Real seconds go on with each look, so that a key is not taken for one held since home was opened."""

    def __init__(self) -> None:
        self._real = 1000.0

    def monotonic(self) -> float:
        """Real seconds: one more each time."""
        self._real += 1
        return self._real


@dataclass(frozen=True)
class Shot:
    """One picture: what is open, and the keys that lead to it."""

    name: str
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (80, 24)
    theme: ThemeChoice = "dark"
    place: Place = "board"


VIEWS = (
    Shot("home", place="home"),
    Shot("home_empty", place="empty home"),
    Shot("home_create", ("c", *"2x", "enter", *"FMK", "enter", *"31022027", "enter"), place="home"),
    Shot("home_import", ("i",), place="home"),
    Shot("home_help", ("question_mark",), place="home"),
    Shot("welcome", place="arrival"),
    Shot("welcome_search", ("m", "a"), place="arrival"),
    Shot("welcome_desk", ("j", "a", "c", "enter"), place="arrival"),
    Shot("preparation", ("f7", "enter", "enter"), place="arrival"),
    Shot("instructions", ("f7", "g"), place="arrival"),
    Shot("board"),
    Shot("boards", ("f3",)),
    Shot("room", ("f4",)),
    Shot("incident", ("s", "e", "2")),
    Shot("time", ("t", "plus", "1", "0")),
    Shot("help", ("question_mark",)),
)
"""What there is to see."""

OF_THE_DOCS = (
    Shot("home_80x24", place="home"),
    Shot("home_150x36", size=(150, 36), place="home"),
    Shot("welcome_80x24", ("j", "a", "c", "enter"), place="arrival"),
    Shot("board_150x36", size=(150, 36)),
    Shot("board_150x36_light", size=(150, 36), theme="light"),
    Shot("board_80x24"),
    Shot("boards_120x30", ("f3",), size=(120, 30)),
    Shot("incident_80x24", ("s", "e", "2")),
)


def make_store(root: Path) -> None:
    """Sessions of several phases: two that run, one this afternoon, two to come, two that wait to be finalised."""
    today = NOW.astimezone(PARIS).replace(hour=9, minute=0, second=0)
    day = timedelta(days=1)
    for number, start, room in (
        ("208", today, "Salle Pix"), ("209", today - timedelta(minutes=13), "Salle info 2"),
        ("211", today.replace(hour=14), "CDI"), ("215", today + 3 * day, "Salle Pix"), ("216", today + 7 * day, "CDI"),
        ("190", today - day, "Salle Pix"), ("186", today - 6 * day, "Salle 12"),
    ):  # fmt: skip
        creation = replace(fictive_session(start), number=number, rehearsal=False, room=room)
        before = Context(start - timedelta(days=9), AUTHOR, HOST)
        reference = read_reference()
        journal = Archive(root).create(Header(timezone="Europe/Paris", reference=reference), creation, before)
        if start >= NOW:
            continue
        begun = Context(start, AUTHOR, HOST)
        is_over = start < today - day / 2
        numbers = tuple(range(1, 21)) if is_over else tuple(range(1, 18))
        for who in numbers:
            journal.act(CheckIdentity(who), begun)
        for deed in ("sign", "join", "start"):
            journal.act(Mark(deed, numbers), begun)
        if number == "208":
            at_ten = start + timedelta(hours=1)
            about_a_question = next(code.code for code in reference.codes if "simulateur" in code.words)
            journal.act(RecordIncident(about_a_question, (5,), question=12), Context(at_ten, AUTHOR, HOST))
            journal.act(Finish((4,)), Context(start + timedelta(minutes=84), AUTHOR, HOST))
            journal.act(Interrupt((14,)), Context(NOW - timedelta(minutes=3), AUTHOR, HOST))
        if is_over:
            journal.act(Finish(numbers), Context(start + timedelta(minutes=104), AUTHOR, HOST))
            journal.act(CloseSession(force=True), Context(start + timedelta(minutes=150), AUTHOR, HOST))


def open_app(shot: Shot, root: Path) -> App[Any]:
    """The program as the picture wants it, on a store of its own."""
    settings = Settings(theme=shot.theme)
    if shot.place in ("home", "empty home"):
        if shot.place == "home":
            make_store(root)
        return HomeApp(StoreOffice(Archive(root), AUTHOR, HOST), WakingClock(), settings=settings)
    make = make_rehearsal if shot.place == "board" else make_scripted_rehearsal
    journal = make(root, NOW, AUTHOR, HOST)
    return LiveApp(journal, StandingClock(), author=AUTHOR, host=HOST, settings=settings, texts=_texts())


async def take(shot: Shot) -> str:
    """The picture as SVG; no font is fetched from anywhere."""
    with tempfile.TemporaryDirectory() as folder:
        # A name that says nothing of this machine: home shows where the sessions are kept.
        app = open_app(shot, Path(folder) / "vigie")
        async with app.run_test(size=shot.size) as pilot:
            await pilot.pause(0.2)
            for key in shot.keys:
                await pilot.press(key)
                await pilot.pause()
            await pilot.pause(0.2)
            return drawn(app.export_screenshot(title="Vigie"))


def main(arguments: list[str]) -> None:
    """Write the pictures and say where."""
    folder = Path(arguments[0]) if arguments else DOCS
    shots: tuple[Shot, ...] = OF_THE_DOCS
    if arguments:
        shots = tuple(
            replace(view, name=f"{view.name}_{size[0]}x{size[1]}_{theme}", size=size, theme=theme)
            for view in VIEWS
            for size in SIZES
            for theme in THEMES
        )
    folder.mkdir(parents=True, exist_ok=True)
    for shot in shots:
        path = folder / f"{shot.name}.svg"
        path.write_text(asyncio.run(take(shot)), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
