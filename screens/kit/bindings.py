"""Rows of the tables of commands, as keys of a screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.binding import Binding, BindingType

from screens.kit.command import Command


def bindings_of(commands: Iterable[Command[Any]]) -> list[BindingType]:
    """Their keys, for a screen whose `action_press` is given the id."""
    return [
        Binding(",".join(c.keys), f"press('{c.id}')", c.label, show=False, id=c.id, tooltip=c.help)
        for c in commands
        if c.keys
    ]
