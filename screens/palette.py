"""The palette: what is possible now, searched by its name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from textual.command import DiscoveryHit, Hit, Provider

from screens.board import BoardScreen
from screens.commands import COMMANDS, Command, key_name
from supervisor.wording import typographic


class BoardCommands(Provider):
    """The palette: what is possible now, as « candidat : Démarrer le test »."""

    def _possible(self) -> Iterable[tuple[BoardScreen, Command]]:
        board = self.screen
        if isinstance(board, BoardScreen):
            moment = board.moment()
            for command in COMMANDS:
                if command.id != "palette" and not command.obstacle(moment):
                    yield board, command

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        for board, command in self._possible():
            yield DiscoveryHit(_title(command), lambda b=board, c=command: b.run(c), help=_help(command))

    async def search(self, query: str) -> AsyncIterator[Hit]:
        matcher = self.matcher(query)
        for board, command in self._possible():
            score = matcher.match(_title(command))
            if score > 0:
                shown = matcher.highlight(_title(command))
                yield Hit(score, shown, lambda b=board, c=command: b.run(c), help=_help(command))


def _title(command: Command) -> str:
    return typographic(f"{command.domain} : {command.title}")


def _help(command: Command) -> str:
    keys = ", ".join(key_name(key) for key in command.keys)
    return typographic(f"{keys} · {command.help}" if keys else command.help)
