"""The board of a session that is run: what waits for the disk, what Enter does, what the room of a rehearsal says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from screens.board.host import LiveHost
from screens.board.view import BoardScreen
from screens.handlers.acting import Acting
from screens.handlers.table import in_footer
from screens.kit.command import Command
from screens.kit.ink import Line
from screens.kit.remembered import Remembered
from screens.picture.headline import banner
from screens.picture.picture import Hint, Picture, short_name
from screens.picture.steps import next_step
from supervisor.jumps import last_jump
from supervisor.session import Session
from supervisor.wording import plural

WIDE = 100
"""Cells from which on the banner of a closed session names the key that opens it again: the footer has it as well."""


class LiveBoard(BoardScreen):
    """The list, the lanes and the room plan, with keys that record."""

    vigie: LiveHost

    def __init__(self, vigie: LiveHost) -> None:
        super().__init__(vigie)
        self.acting = self.looking = Acting(vigie, self)
        self._last_jump = Remembered(last_jump)

    def picture(self) -> Picture:
        vigie = self.vigie
        return replace(
            super().picture(), pending=vigie.waiting_numbers,
            coached=vigie.coached_line() if not vigie.masked else None,
        )  # fmt: skip

    def banner(self, session: Session, now: datetime) -> Line | None:
        # A rehearsal has the last word on its own end.
        if session.closed_at is not None and self.vigie.is_coached:
            return None
        may_reopen = self.size.width >= WIDE and self.vigie.may_reopen
        return banner(session, now, self.vigie.key_shown("reopen") if may_reopen else "", thrifty=self.vigie.thrifty)

    def hints(self) -> tuple[Hint, ...]:
        moment = self.moment()
        hints = []
        if moment.who is not None and moment.session.closed_at is None:
            step = next_step(moment.who)
            name = short_name(moment.session, moment.who.number)
            hints.append(Hint("Entrée", f"{step.label}{step.joint}{name}") if step else Hint(name, "plus rien à faire"))
        if self.vigie.failed:
            hints.append(Hint(self.vigie.key_shown("retry"), f"réessayer ({len(self.vigie.failed)})"))
        if self.marked:
            hints.append(Hint(plural(len(self.marked), "marqué"), "Espace * Échap"))
        if moment.session.running_globals:
            hints.append(Hint(self.vigie.key_shown("global"), "fin, appel"))
        hidden = {"global"} if moment.session.running_globals else set()
        if self._last_jump(moment.session) <= self.declined_jump:
            hidden.add("shift")
        commands = [c for c in in_footer(moment) if c.id not in hidden]
        return (*hints, *(Hint(self.vigie.key_shown(c.id), self._label(c)) for c in commands))

    def _label(self, command: Command[Any]) -> str:
        who = self.vigie.session.candidates.get(self.chosen or 0)
        if command.id == "hold" and who is not None and who.open_interruption is not None:
            return "reprendre"
        if command.id == "close" and self.vigie.session.closed_at is not None:
            return "finaliser"
        return command.label

    def run(self, command: Command[Any]) -> None:
        """Do a command, or say why it is not possible."""
        why = command.obstacle(self.moment())
        acts_on_marked = command.is_bulk and bool(self.marked)
        # While something is on its way for them, only the desk knows: it decides on the freshest state.
        is_known = self.target not in self.vigie.pending_numbers
        if why and not acts_on_marked and is_known:
            who = self.target if command.domain == "candidat" else None
            name = f"{short_name(self.vigie.session, who)} : " if who else ""
            self.vigie.refuse(f"{name}{why}")
            return
        with self.vigie.drawn_with_its_answer():
            self.acting.do(command.id)
