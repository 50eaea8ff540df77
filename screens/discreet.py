"""An application that breaks without telling anybody's name: the door says in a line what happened."""

from __future__ import annotations

from typing import Generic

from textual.app import App, ReturnType


class DiscreetApp(App[ReturnType], Generic[ReturnType]):
    """Textual would print its traceback, in English, with the values of all variables: candidates among them."""

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def raise_fault(self) -> None:
        """Hand what broke the program to whoever ran it.

        Raises:
            Exception: the one that ended the program, if one did.
        """
        if self._exception is not None:
            raise self._exception
