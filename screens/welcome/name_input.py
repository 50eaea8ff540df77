"""The field of the welcome: all that may stand in a name, a number or a seat is typed there, whatever is in focus."""

from __future__ import annotations

from textual.events import Key

from screens.board.host import LiveHost
from screens.welcome.arrivals import is_typed_there
from screens.welcome.words import SEARCH_IS_OPEN
from screens.widgets.line_input import LineInput


class NameInput(LineInput):
    """« Qui est là ? »: takes what may stand in a name or a number; other signs go on to the screen."""

    def __init__(self, vigie: LiveHost) -> None:
        super().__init__(id="name", placeholder=SEARCH_IS_OPEN, compact=True, select_on_focus=False)
        self._vigie = vigie

    def takes(self, character: str | None) -> bool:
        """It is typed here."""
        return character is not None and is_typed_there(character, self._vigie.settings.keyboard)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return self.takes(character) and super().check_consume_key(key, character)

    async def _on_key(self, event: Key) -> None:
        if event.is_printable and not self.takes(event.character):
            event.prevent_default()
            return
        await super()._on_key(event)
