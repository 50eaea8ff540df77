"""Where Vigie's files live. Nothing is made here, neither when asked nor on import."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from data.errors import StoreError

STORE_VARIABLE = "VIGIE_STORE"
_PROGRAM = "vigie"
_NOWHERE = Path(os.devnull) / _PROGRAM
"""Where nothing is and nothing can be made: an account without a home folder keeps nothing of its own."""


def store_folder(given: str | None = None) -> Path:
    """The folder of the sessions: `--store` beats VIGIE_STORE beats the system's own place for a program's data.

    Args:
        given: what `--store` says, or None. A « ~ » is the home folder.

    Raises:
        StoreError: none is given and this account has no home folder, as a service may.
    """
    chosen = given or os.environ.get(STORE_VARIABLE)
    if chosen:
        return _with_home(Path(chosen))
    try:
        return platformdirs.user_data_path(_PROGRAM, appauthor=False)
    except RuntimeError:
        raise StoreError(
            f"Ce compte n'a pas de dossier personnel : dites où sont les sessions avec --store ou {STORE_VARIABLE}."
        ) from None


def config_folder() -> Path:
    """The folder of the user's own settings: keys, theme, keyboard."""
    try:
        return platformdirs.user_config_path(_PROGRAM, appauthor=False)
    except RuntimeError:
        return _NOWHERE


def state_folder() -> Path:
    """The folder of what may be lost without harm: drafts, the référent's own ticks."""
    try:
        return platformdirs.user_state_path(_PROGRAM, appauthor=False)
    except RuntimeError:
        return _NOWHERE


def cache_folder() -> Path:
    """The folder of what is only remembered to be faster the next time."""
    try:
        return platformdirs.user_cache_path(_PROGRAM, appauthor=False)
    except RuntimeError:
        return _NOWHERE


def _with_home(path: Path) -> Path:
    try:
        return path.expanduser().absolute()
    except RuntimeError:
        # « ~nobody »: no such user, so it is a folder of that name.
        return path.absolute()


def without_links(path: Path) -> Path:
    """Where a path leads, as far as it leads anywhere: of links in a circle, to themselves."""
    # `Path.resolve` raises a RuntimeError for these.
    return Path(os.path.realpath(path))
