"""Where the lines of this machine stand with the hub: a word of the heading, and nothing where there is none."""

from dataclasses import dataclass, replace

import pytest

from screens.home.rows import HomePicture, heading_line
from screens.kit.ink import Line, plain, width_of
from screens.kit.settings import Settings
from screens.live.app import LiveApp
from screens.picture.picture import picture_of
from screens.widgets.heading import heading_lines
from supervisor.action import Context, WriteNote
from supervisor.hub_standing import HubStanding, hub_words
from tests.screens.room import AUTHOR, HOST, StillClock, at, running
from tests.spaces import plain_spaces
from tests.waiting import until

FORK = HubStanding(True, continued=("208",))
WAITS = HubStanding(False, 132, at("10:04:00"))
WELL = HubStanding(is_reached=True)


def text_of(line: Line) -> str:
    return plain_spaces(plain(line))


def board_row(standing: HubStanding, width: int) -> str:
    session = replace(running().session, site="Lycée Jean Moulin de la Grande Rue", room="B204")
    now = at("10:20:00")
    words = hub_words(standing, session.local(now), "208")
    [row] = heading_lines(replace(picture_of(session, now), hub=words), width)
    assert width_of(row) <= width
    return text_of(row)


@pytest.mark.parametrize(
    ("standing", "width", "told"),
    [
        (WELL, 150, "hub : à jour"),
        (WELL, 80, "hub : à jour"),
        (WAITS, 150, "hub : 132 lignes en attente depuis"),
        (WAITS, 80, "hub : 132 "),
        (FORK, 150, "hub : cette session continue aussi ailleurs"),
        (FORK, 80, "ailleurs"),
        (FORK, 60, "hub : ailleurs !"),
    ],
)
def test_on_the_board(standing: HubStanding, width: int, told: str) -> None:
    row = board_row(standing, width)
    assert told in row
    assert "208" in row
    assert "B204" in row or width < 80


@pytest.mark.few(width=range(0, 22, 3))
@pytest.mark.parametrize("width", range(24, 200, 8))
@pytest.mark.parametrize(
    "standing", [HubStanding(), WELL, WAITS, FORK, HubStanding(False), HubStanding(True, why="non")]
)
def test_at_every_width_the_hour_stays(standing: HubStanding, width: int) -> None:
    assert board_row(standing, width).rstrip().endswith(("10:20:00", "10:20"))


@pytest.mark.parametrize("width", [44, 60, 80, 120, 150])
def test_on_home(width: int) -> None:
    counts = {"today": 2, "past": 3}
    for standing, told in ((WELL, "hub : à jour"), (WAITS, "hub : 132"), (FORK, "ailleurs")):
        shown = HomePicture(at("10:20:00"), (), counts, hub=hub_words(standing, at("10:20:00")))  # type: ignore[arg-type]
        row = text_of(heading_line(shown, width))
        assert width_of(heading_line(shown, width)) <= width
        assert told in row or width < 60
        assert "2 aujourd" in row or width < 80


def test_without_a_hub_the_rows_are_as_before() -> None:
    shown = HomePicture(at("10:20:00"), (), {"today": 2})
    assert "hub" not in text_of(heading_line(shown, 150))
    session = running().session
    [row] = heading_lines(picture_of(session, at("10:20:00")), 150)
    assert "hub" not in text_of(row)


@dataclass
class Hub:
    """Counts how often it is woken."""

    standing: HubStanding = WELL
    here: str = "208"
    woken: int = 0

    def wake(self) -> None:
        self.woken += 1


async def test_it_is_woken_by_what_was_recorded_and_by_nothing_else(clock: StillClock) -> None:
    hub, desk = Hub(), running()
    app = LiveApp(desk, clock, author=AUTHOR, host=HOST, settings=Settings(theme="dark", mask_after=0), hub=hub)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        before = len(desk.session.entries)
        app.record(WriteNote("x"), Context(clock.now(), AUTHOR, HOST), (), "note")
        await until(lambda: hub.woken > 0, "it is woken")
        assert len(desk.session.entries) == before + 1
        assert hub.woken == 1
        [row] = heading_lines(app.picture(), 120)
        assert "hub : à jour" in text_of(row)
        hub.standing = FORK
        [row] = heading_lines(app.picture(), 120)
        assert "continue aussi ailleurs" in text_of(row)
