"""The palette: what is possible now, searched by its name; in French throughout."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any

from rich.align import Align
from rich.text import Text
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Provider
from textual.content import Content
from textual.widgets.option_list import Option

from screens.board.session_view import SessionView
from screens.board.view import BoardScreen
from screens.kit.command import Command, keys_for
from screens.kit.key_names import key_name
from screens.kit.settings import Settings
from screens.kit.sizes import AtSize
from supervisor.candidate import plain
from supervisor.wording import typographic


class CommandSearch(CommandPalette, AtSize):
    """Textual's own, which says in English that nothing was found; the pinned version keeps this place."""

    def __init__(self) -> None:
        super().__init__(placeholder="Chercher une commande…", id="--command-palette")

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()

        def nothing_found() -> None:
            if search_value:
                sentence = Text(typographic("aucune commande possible maintenant ne s'appelle ainsi"), style="not bold")
                option = Option(Align.center(sentence), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(option)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, nothing_found)


class BoardCommands(Provider):
    """The palette: what is possible now, as « candidat : Démarrer le test »."""

    def _possible(self) -> Iterable[tuple[BoardScreen | SessionView, Command[Any]]]:
        board = self.screen
        if isinstance(board, (BoardScreen, SessionView)):
            moment = board.moment()
            for command in board.commands():
                if command.id != "palette" and not command.obstacle(moment):
                    yield board, command

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        for board, command in self._possible():
            help_ = _help(command, board.vigie.settings)
            yield DiscoveryHit(_title(command), lambda b=board, c=command: b.run(c), help=help_)

    async def search(self, query: str) -> AsyncIterator[Hit]:
        matcher, bare = self.matcher(query), self.matcher(plain(query))
        for board, command in self._possible():
            title = _title(command)
            score = matcher.match(title)
            shown = matcher.highlight(title)
            if score <= 0:
                # Typed without accents: « demarrer ».
                score, shown = bare.match(plain(title)), Content(title)
            if score > 0:
                yield Hit(score, shown, lambda b=board, c=command: b.run(c), help=_help(command, board.vigie.settings))


def _title(command: Command[Any]) -> str:
    return typographic(f"{command.domain} : {command.title}")


def _help(command: Command[Any], settings: Settings) -> str:
    keys = ", ".join(key_name(key) for key in keys_for(command, settings))
    return typographic(f"{keys} · {command.help}" if keys else command.help)
