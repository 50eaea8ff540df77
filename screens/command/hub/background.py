"""What is recorded here is sent on meanwhile: a sender beside a screen or a prompt, or aside after `do`.

Where no hub is named nothing of it is imported.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from screens.command.output import BadUsageError, complain

if TYPE_CHECKING:
    from data.hub.address import HubAddress
    from supervisor.hub_standing import HubStanding

_VARIABLE = "VIGIE_HUB"
_STOP_WITHIN_S = 1.0
"""How long an end waits for what is being sent; it goes there later else."""


class Sending(Protocol):
    """A sender beside a program."""

    @property
    def standing(self) -> HubStanding:
        """What became of all that was to be sent."""

    def wake(self, journal: Path) -> None:
        """Something was recorded there."""


@dataclass(frozen=True, slots=True)
class NotSending:
    """A hub is named, and cannot be used as it is named: nobody is kept from running a session by that."""

    standing: HubStanding

    def wake(self, journal: Path) -> None:
        """Nothing is sent."""


@dataclass(frozen=True, slots=True)
class OfSession:
    """The sender as a screen is given it (`screens.kit.hub.Hub`)."""

    sending: Sending
    journal: Path | None = None
    """None on home."""

    @property
    def standing(self) -> HubStanding:
        """See `Sending`."""
        return self.sending.standing

    @property
    def here(self) -> str:
        """The session's folder."""
        return self.journal.parent.name if self.journal is not None else ""

    def of(self, journal: Path) -> OfSession:
        """The same for the screen of this session."""
        return replace(self, journal=journal)

    def wake(self) -> None:
        """See `Sending`."""
        if self.journal is not None:
            self.sending.wake(self.journal)


@contextmanager
def sending(store: Path, options: argparse.Namespace, setting: Callable[[], str]) -> Iterator[OfSession | None]:
    """A sender at work on a store for as long as this lasts, as home is given it; None where no hub is named.

    Args:
        store: whose sessions are sent.
        options: `--hub`.
        setting: what the settings say of the hub.

    Raises:
        BadUsageError: `--hub` cannot be read; what a variable or the settings say wrongly is told by the standing.
    """
    if not (said := _said(options, setting)):
        yield None
        return
    from data.hub.sender import BackgroundSender, Sender
    from supervisor.hub_standing import HubStanding

    try:
        address = _address(options, said)
    except BadUsageError as error:
        if getattr(options, "hub", None):
            raise
        yield OfSession(NotSending(HubStanding(is_reached=True, why=error.sentence)))
        return
    background = BackgroundSender(Sender(store, address))
    background.start()
    try:
        yield OfSession(background)
    finally:
        background.stop(_STOP_WITHIN_S)


def send_aside(store: Path, options: argparse.Namespace, setting: Callable[[], str]) -> None:
    """Have what was just recorded sent by a process of its own, not waited for; nothing where one sends already.

    Whatever stands against it is told by `vigie send`, not by the action that was done.
    """
    if not (said := _said(options, setting)):
        return
    import subprocess

    from data.hub.sender import Sender

    with suppress(BadUsageError, OSError):
        address = _address(options, said)
        if not Sender(store, address).is_another_at_work():
            subprocess.Popen(
                [sys.executable, "-m", "supervisor", "--store", str(store), "send", "--once"],
                # An address may hold a password, which ps would show among the words of a command.
                env={**os.environ, _VARIABLE: said}, start_new_session=True, close_fds=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip


def _said(options: argparse.Namespace, setting: Callable[[], str]) -> str:
    return getattr(options, "hub", None) or os.environ.get(_VARIABLE, "") or setting()


def hub_of(options: argparse.Namespace, setting: str) -> HubAddress | None:
    """The hub that is meant, with what opens it; None: there is none.

    Raises:
        BadUsageError: its address cannot be read, or others can read its secret.
    """
    from data.errors import StoreError
    from data.hub.named import named_address
    from data.settings import settings_path
    from supervisor.hub_address import has_password

    given = getattr(options, "hub", None) or ""
    try:
        address = named_address(given, os.environ, setting, settings_path().parent)
    except StoreError as error:
        raise BadUsageError(error.message) from error
    if has_password(given):
        complain(f"Un mot de passe tapé dans une commande se lit dans ps et l'historique : hub.secret ou {_VARIABLE}")
    return address


def _address(options: argparse.Namespace, said: str) -> HubAddress:
    address = hub_of(options, said)
    assert address is not None, "a hub is named"
    return address
