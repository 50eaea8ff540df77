"""Who acts, and from where: `--as`, what was answered at this terminal, the account; loads nothing heavy."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from data.journal import Journal
    from screens.kit.desk import Clock, SharedTerminal


def given(options: argparse.Namespace) -> str:
    """What `--as` says; empty where it is not there."""
    return str(getattr(options, "author", "") or "").strip()


def author(options: argparse.Namespace) -> str:
    """Who acts: `--as`, else the login name."""
    return given(options) or login()


def login() -> str:
    """The account."""
    import getpass

    # Where no variable says it, Python asks pwd, which Windows has not.
    with suppress(ImportError, KeyError, OSError):
        return getpass.getuser()
    return "inconnu"


def host(options: argparse.Namespace | None = None) -> str:
    """The machine; with the account before it where somebody acts under another name: it stands beside that name."""
    import platform

    machine = platform.node() or "inconnu"
    return f"{login()}@{machine}" if options is not None and given(options) else machine


def place(journal: Journal, options: argparse.Namespace, clock: Clock) -> tuple[SharedTerminal | None, str]:
    """Where it is asked who sits here, and who does: by `--as`, an earlier answer, else the account for now."""
    from data.sitting import Sitting, this_terminal
    from screens.kit.desk import SharedTerminal

    if journal.session.rehearsal:
        return None, author(options)
    sitting = Sitting.of(journal.path.parent, this_terminal())
    known = given(options) or sitting.known(clock.now())
    place_ = SharedTerminal(login(), bool(known), lambda name: sitting.keep(name, clock.now()))
    return place_, known or login()
