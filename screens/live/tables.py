"""All commands of a session that is run, by name: what its application does, and what a key can be set for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from screens.closing.commands import CLOSING
from screens.handlers.table import COMMANDS, STEPS_OF_THE_CLOSE
from screens.kit.command import Command
from screens.preparation.commands import PREPARATION

REMAPPABLE: Mapping[str, Command[Any]] = {command.id: command for command in (*COMMANDS, *PREPARATION, *CLOSING)}
"""What the settings may give another key, in the order of the help."""
ALL: Mapping[str, Command[Any]] = {**REMAPPABLE, **{command.id: command for command in STEPS_OF_THE_CLOSE}}
"""Those too that Enter does on a row of the close, without a key of their own."""
