"""`make pictures`: pictures of the real program, for the README and for looking at every screen at several sizes.

Each picture is the program as it runs, on a rehearsal whose clock stands still. Without arguments the few pictures
of the documentation are made; with a folder, every view at every size and in both themes.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from data.demo import make_rehearsal
from screens.app import VigieApp
from screens.settings import Settings

NOW = datetime(2026, 11, 23, 9, 28, 20, tzinfo=UTC)
DOCS = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZES = ((80, 24), (120, 30), (150, 36))
_FONTS = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)


class StandingClock:
    """An instant that does not pass."""

    def now(self) -> datetime:
        """The rehearsal's instant, UTC."""
        return NOW

    def monotonic(self) -> float:
        """Real seconds: none pass either."""
        return 1000.0


@dataclass(frozen=True)
class Shot:
    """One picture: the keys that lead to it."""

    name: str
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (80, 24)
    theme: str = "dark"


VIEWS = (
    Shot("board"),
    Shot("boards", ("f3",)),
    Shot("room", ("f4",)),
    Shot("incident", ("s", "e", "2")),
    Shot("time", ("t", "plus", "1", "0")),
    Shot("help", ("question_mark",)),
)
"""What there is to see from the board."""

OF_THE_DOCS = (
    Shot("board_150x36", size=(150, 36)),
    Shot("board_150x36_light", size=(150, 36), theme="light"),
    Shot("board_80x24"),
    Shot("boards_120x30", ("f3",), size=(120, 30)),
    Shot("incident_80x24", ("s", "e", "2")),
)


async def take(shot: Shot) -> str:
    """The picture as SVG; no font is fetched from anywhere."""
    with tempfile.TemporaryDirectory() as folder:
        journal = make_rehearsal(Path(folder), NOW, "P. Martin", "salle-pix")
        settings = Settings(theme=shot.theme)  # type: ignore[arg-type]
        app = VigieApp(journal, StandingClock(), author="P. Martin", host="salle-pix", settings=settings)
        async with app.run_test(size=shot.size) as pilot:
            await pilot.pause()
            for key in shot.keys:
                await pilot.press(key)
                await pilot.pause()
            return _FONTS.sub("", app.export_screenshot(title="Vigie"))


def main(arguments: list[str]) -> None:
    """Write the pictures and say where."""
    folder = Path(arguments[0]) if arguments else DOCS
    shots: tuple[Shot, ...] = OF_THE_DOCS
    if arguments:
        shots = tuple(
            replace(view, name=f"{view.name}_{size[0]}x{size[1]}_{theme}", size=size, theme=theme)
            for view in VIEWS
            for size in SIZES
            for theme in ("dark", "light")
        )
    folder.mkdir(parents=True, exist_ok=True)
    for shot in shots:
        path = folder / f"{shot.name}.svg"
        path.write_text(asyncio.run(take(shot)), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
