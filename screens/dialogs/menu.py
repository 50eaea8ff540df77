"""A choice among a few things, a letter each."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from screens.dialogs.base import (
    Choice,
    Option,
)
from screens.kit.ink import Line


class Menu(Choice[str]):
    """The rarer actions, a letter each."""

    def __init__(
        self, title: str, entries: Sequence[tuple[str, str, str, str]], *, lines: Sequence[Line] = (),
        records: Collection[str] = (),
    ) -> None:  # fmt: skip
        """A menu.

        Args:
            title: what it is about.
            entries: letter, label, answer, why it is not possible.
            lines: what must be known before choosing.
            records: the answers that record something without a further box: their letters only light them.
        """
        options = [
            Option(letter, label, answer, why_not, opens=answer not in records)
            for letter, label, answer, why_not in entries
        ]
        super().__init__(title, lines, options, default=None)
