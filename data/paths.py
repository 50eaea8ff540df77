"""Where Vigie's files live. Nothing is made here, neither when asked nor on import."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

STORE_VARIABLE = "VIGIE_STORE"
_PROGRAM = "vigie"


def store_folder(given: str | None = None) -> Path:
    """The folder of the sessions: `--store` beats VIGIE_STORE beats the system's own place for a program's data.

    Args:
        given: what `--store` says, or None. A « ~ » is the home folder.
    """
    chosen = given or os.environ.get(STORE_VARIABLE)
    return _with_home(Path(chosen)) if chosen else platformdirs.user_data_path(_PROGRAM, appauthor=False)


def config_folder() -> Path:
    """The folder of the user's own settings: keys, theme, keyboard."""
    return platformdirs.user_config_path(_PROGRAM, appauthor=False)


def state_folder() -> Path:
    """The folder of what may be lost without harm: drafts, the référent's own ticks."""
    return platformdirs.user_state_path(_PROGRAM, appauthor=False)


def _with_home(path: Path) -> Path:
    try:
        return path.expanduser().absolute()
    except RuntimeError:
        # « ~nobody »: no such user, so it is a folder of that name.
        return path.absolute()
