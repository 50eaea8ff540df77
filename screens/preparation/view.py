"""The preparation: the room point by point, who supervises and who trained them, the access code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key

from screens.board.host import LiveHost, Recorder
from screens.board.session_view import SessionView, bindings_of
from screens.dialogs.base import Ask, Field
from screens.dialogs.reading import HelpPage
from screens.handlers.table import BY_ID, COMMANDS
from screens.kit.command import Command, Moment
from screens.picture.picture import Hint, Picture
from screens.preparation.commands import AROUND, PREPARATION
from screens.preparation.points import Preparation
from screens.widgets.footer import Footer
from screens.widgets.heading import Heading
from supervisor.action import CheckRoomPoint
from supervisor.session import RoomPoint

SHARED = tuple(command for command in COMMANDS if "preparation" in command.views)


class PreparationScreen(SessionView):
    """What is looked at before anybody comes; each tick says who and when."""

    WAY_BACK = "Échap revient"

    BINDINGS: ClassVar[list[BindingType]] = bindings_of((*PREPARATION, *SHARED))
    vigie: LiveHost

    def __init__(self, vigie: LiveHost) -> None:
        super().__init__(vigie)
        self.points = vigie.texts.checklist
        self.chosen = 0
        self._trainings = tuple(vigie.desk.trainings_elsewhere())

    @property
    def board(self) -> Recorder:
        return self.vigie.board

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
        hints = tuple(Hint(self.vigie.key_shown(c.id), c.label) for c in (*own, BY_ID["instructions"]))
        return replace(super().picture(), arrangement="préparation", hints=hints, trainings=self._trainings)

    def moment(self) -> Moment:
        return replace(self.board.moment(), who=None)

    def _against(self, command: Command[Any]) -> str:
        return command.obstacle(self.moment())

    # Commands ------------------------------------------------------------------------------------

    def commands(self) -> tuple[Command[Any], ...]:
        return (*PREPARATION, *SHARED)

    def help_page(self) -> HelpPage:
        return HelpPage(tuple(self.vigie.commands.values()), "salle")

    def run(self, command: Command[Any]) -> None:
        if command in SHARED:
            self.board.run(command)
        elif why := self._against(command):
            self.vigie.refuse(why)
        elif command in AROUND:
            self.board.acting.do(command.id)
        else:
            command.do(self)
        self.draw()

    def on_key(self, event: Key) -> None:
        self.key_of_no_command(event)

    def move(self, steps: int) -> None:
        """Choose a point further down or up."""
        self.chosen = max(0, min(self.chosen + steps, len(self.points) - 1))

    def choose_row(self, key: int) -> None:
        self.chosen = key

    # The room ------------------------------------------------------------------------------------

    def _point(self) -> tuple[str, str, RoomPoint | None]:
        key, text = self.points[self.chosen]
        return key, text, self.vigie.session.room_points.get(key)

    def _record(self, key: str, ok: bool, remark: str) -> None:
        wanted = CheckRoomPoint(key, ok, remark, dict(self.points)[key])
        self.board.acting.record(wanted, (), "point de la salle")
        self.move(1)
        self.draw()

    def tick(self) -> None:
        """The chosen point was looked at, and is in order."""
        if not self.points:
            return
        key, _, seen = self._point()
        if seen is not None and seen.ok:
            at = f"{self.vigie.session.local(seen.at):%H:%M}"
            self.vigie.say(f"déjà vu à {at} par {seen.author}", "told")
            self.move(1)
        else:
            self._record(key, True, "")

    def say_what_lacks(self) -> None:
        """It is not in order: what lacks is asked."""
        if not self.points:
            return
        key, text, seen = self._point()
        had = seen.remark if seen is not None else ""
        self.board.acting.ask(
            Ask("Point qui manque", (((text, "+"),), ()), Field("remark", "Ce qui manque", had, "obligatoire"),
                must="dites ce qui manque"),
            lambda remark: self._record(key, False, remark),
        )  # fmt: skip

    def add_remark(self) -> None:
        """It is in order, and there is something to say of it."""
        if not self.points:
            return
        key, text, seen = self._point()
        had = seen.remark if seen is not None else ""
        self.board.acting.ask(
            Ask("Point vérifié, avec une remarque", (((text, "+"),), ()), Field("remark", "Remarque", had),
                must="la remarque est vide"),
            lambda remark: self._record(key, True, remark),
        )  # fmt: skip
