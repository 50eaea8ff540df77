"""The preparation: the room point by point, who supervises and who trained them, the access code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key

from screens.beside import Beside, bindings_of
from screens.commands import BY_ID, COMMANDS, PREPARATION, Command, Moment, key_name
from screens.dialogs.base import Ask, Field
from screens.dialogs.preparing import TrainingForm
from screens.picture import Hint, Picture
from screens.widgets.footer import Footer
from screens.widgets.heading import Heading
from screens.widgets.preparation import Preparation
from supervisor.action import CheckRoomPoint, RecordDerogation
from supervisor.candidate import plain
from supervisor.session import RoomPoint

if TYPE_CHECKING:
    from screens.app import VigieApp

SHARED = frozenset({
    "undo", "undo_other", "instructions", "add", "takeover", "session_note", "view_welcome", "mask", "retry", "theme",
    "help", "quit", "access_code",
})  # fmt: skip
"""Commands of the board that mean the same here."""
OWN_KEYS = frozenset(key for command in PREPARATION for key in command.keys)


class PreparationScreen(Beside):
    """What is looked at before anybody comes; each tick says who and when."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(PREPARATION),
        *bindings_of(tuple(c for c in COMMANDS if c.id in SHARED and not OWN_KEYS & set(c.keys))),
    ]

    def __init__(self, vigie: VigieApp) -> None:
        super().__init__(vigie)
        self.points = vigie.texts.checklist
        self.chosen = 0

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
        if self.is_mounted:
            self.query_one(Preparation).chosen = self.chosen
            super().draw()

    def picture(self) -> Picture:
        hints = tuple(Hint(key_name(c.keys[0]), c.label) for c in PREPARATION if c.rank and not self._against(c))
        more = tuple(Hint(self.vigie.key_shown(i), BY_ID[i].label) for i in ("takeover", "instructions"))
        return replace(super().picture(), arrangement="préparation", hints=(*hints, *more))

    def moment(self) -> Moment:
        return replace(self.board.moment(), who=None)

    def _against(self, command: Command) -> str:
        return command.obstacle(self.moment())

    # Commands ------------------------------------------------------------------------------------

    def commands(self) -> tuple[Command, ...]:
        return (*PREPARATION, *(c for c in COMMANDS if c.id in SHARED))

    def action_press(self, command_id: str) -> None:
        """A key of the table was pressed."""
        own = {command.id: command for command in PREPARATION}
        self.run(own.get(command_id) or BY_ID[command_id])

    def run(self, command: Command) -> None:
        if command.id in SHARED:
            self.board.run(command)
        else:
            why = self._against(command)
            if why:
                self.vigie.refuse(why)
            else:
                getattr(self, f"_{command.id}")()
        self.draw()

    def on_key(self, event: Key) -> None:
        if event.key == "escape":
            event.stop()
            if not self.vigie.notices.dismiss():
                self.leave()
        elif event.is_printable and event.key not in self.active_bindings:
            event.stop()
            self.vigie.refuse(f"« {event.character} » n'est pas une touche ici : Échap revient")
        self.draw()

    def _point_back(self) -> None:
        self.leave()

    def _point_down(self) -> None:
        self.chosen = min(self.chosen + 1, max(0, len(self.points) - 1))

    def _point_up(self) -> None:
        self.chosen = max(0, self.chosen - 1)

    # The room ------------------------------------------------------------------------------------

    def _point(self) -> tuple[str, str, RoomPoint | None]:
        key, text = self.points[self.chosen]
        return key, text, self.vigie.session.room_points.get(key)

    def _record(self, key: str, ok: bool, remark: str) -> None:
        self.board.deeds.record(CheckRoomPoint(key, ok, remark), (), "point de la salle")
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
        session = self.vigie.session
        trained = {plain(t.name) for t in session.trainings}
        untrained = [name for name in session.surveillants if plain(name) not in trained]
        name = untrained[0] if untrained else ""
        self.board.deeds.ask(
            TrainingForm(name, session.local(self.vigie.clock.now()).date()),
            lambda wanted: self.board.deeds.record(wanted, (), "formation"),
        )

    def _derogation(self) -> None:
        told = "Pix peut permettre plus de candidats par surveillant : elle est alors notée ici."
        field = Field("text", "Dérogation", hint="de qui, de quand, pour combien")
        self.board.deeds.ask(
            Ask("Dérogation de Pix", (((told, "label"),), ()), field, must="dites de quelle dérogation il s'agit"),
            lambda text: self.board.deeds.record(RecordDerogation(text), (), "dérogation"),
        )

    def _point_code(self) -> None:
        self.board.deeds.do_access_code()

    def _point_note(self) -> None:
        self.board.deeds.do_session_note()
