"""The preparation: the room point by point, who supervises and who trained them, the access code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key

from screens.board.beside import Beside, bindings_of
from screens.commands.table import ALL_BY_ID, COMMANDS, PREPARATION, SHARED_WITH_PREPARATION, Command, Moment
from screens.dialogs.base import Ask, Field
from screens.dialogs.reading import HelpPage
from screens.picture.picture import Hint, Picture
from screens.preparation.points import Preparation
from screens.widgets.footer import Footer
from screens.widgets.heading import Heading
from supervisor.action import CheckRoomPoint
from supervisor.session import RoomPoint

if TYPE_CHECKING:
    from screens.live.app import VigieApp

SHARED = tuple(command for command in COMMANDS if command.id in SHARED_WITH_PREPARATION)


class PreparationScreen(Beside):
    """What is looked at before anybody comes; each tick says who and when."""

    WAY_BACK = "Échap revient"

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(PREPARATION),
        *bindings_of(SHARED),
    ]

    def __init__(self, vigie: VigieApp) -> None:
        super().__init__(vigie)
        self.points = vigie.texts.checklist
        self.chosen = 0
        self._trainings = tuple(vigie.desk.trainings_elsewhere())

    def compose(self) -> ComposeResult:
        yield Heading(id="heading")
        yield Preparation(self.points, id="preparation")
        yield Footer(id="footer")

    def on_mount(self) -> None:
        self.board.typed = ""
        seen = self.vigie.session.room_points
        self.chosen = next((i for i, (key, _) in enumerate(self.points) if key not in seen), 0)
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        if self.query(Preparation):
            lines = self.query_one(Preparation)
            lines.chosen, lines.key_shown = self.chosen, self.vigie.key_shown
            super().draw()

    def picture(self) -> Picture:
        own = [c for c in PREPARATION if c.rank and not self._against(c)]
        more = [ALL_BY_ID[name] for name in ("instructions",)]
        hints = tuple(Hint(self.vigie.key_shown(c.id), c.label) for c in (*own, *more))
        return replace(super().picture(), arrangement="préparation", hints=hints, trainings=self._trainings)

    def moment(self) -> Moment:
        return replace(self.board.moment(), who=None)

    def _against(self, command: Command) -> str:
        return command.obstacle(self.moment())

    # Commands ------------------------------------------------------------------------------------

    def commands(self) -> tuple[Command, ...]:
        return (*PREPARATION, *SHARED)

    def help_page(self) -> HelpPage:
        return HelpPage(self.vigie.commands, "salle")

    def action_press(self, command_id: str) -> None:
        """A key of the table was pressed."""
        self.run(ALL_BY_ID[command_id])

    def run(self, command: Command) -> None:
        if command in SHARED:
            self.board.run(command)
        else:
            why = self._against(command)
            if why:
                self.vigie.refuse(why)
            else:
                getattr(self, f"_{command.id}")()
        self.draw()

    def on_key(self, event: Key) -> None:
        self.key_of_no_command(event)

    def _point_back(self) -> None:
        self.leave()

    def _point_down(self) -> None:
        self.chosen = min(self.chosen + 1, max(0, len(self.points) - 1))

    def choose_row(self, key: int) -> None:
        self.chosen = key

    def _point_up(self) -> None:
        self.chosen = max(0, self.chosen - 1)

    # The room ------------------------------------------------------------------------------------

    def _point(self) -> tuple[str, str, RoomPoint | None]:
        key, text = self.points[self.chosen]
        return key, text, self.vigie.session.room_points.get(key)

    def _record(self, key: str, ok: bool, remark: str) -> None:
        wanted = CheckRoomPoint(key, ok, remark, dict(self.points)[key])
        self.board.deeds.record(wanted, (), "point de la salle")
        self._point_down()
        self.draw()

    def _point_ok(self) -> None:
        if not self.points:
            return
        key, _, seen = self._point()
        if seen is not None and seen.ok:
            at = f"{self.vigie.session.local(seen.at):%H:%M}"
            self.vigie.say(f"déjà vu à {at} par {seen.author}", "told")
            self._point_down()
        else:
            self._record(key, True, "")

    def _point_lacks(self) -> None:
        if not self.points:
            return
        key, text, seen = self._point()
        had = seen.remark if seen is not None else ""
        self.board.deeds.ask(
            Ask("Point qui manque", (((text, "+"),), ()), Field("remark", "Ce qui manque", had, "obligatoire"),
                must="dites ce qui manque"),
            lambda remark: self._record(key, False, remark),
        )  # fmt: skip

    def _point_remark(self) -> None:
        if not self.points:
            return
        key, text, seen = self._point()
        had = seen.remark if seen is not None else ""
        self.board.deeds.ask(
            Ask("Point vérifié, avec une remarque", (((text, "+"),), ()), Field("remark", "Remarque", had),
                must="la remarque est vide"),
            lambda remark: self._record(key, True, remark),
        )  # fmt: skip

    # People --------------------------------------------------------------------------------------

    def _training(self) -> None:
        self.board.deeds.do("training")

    def _derogation(self) -> None:
        self.board.deeds.do("ratio")

    def _point_code(self) -> None:
        self.board.deeds.do("access_code")

    def _point_note(self) -> None:
        self.board.deeds.do("session_note")
