"""`vigie doctor`: what of this machine and of the store may get in the way, one finding a point.

A finding can be sent to somebody else: it names no person, no session, and no folder of a person's own.
"""

from __future__ import annotations

import getpass
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from data.errors import StoreError, advice_of
from data.system import reason_of


@dataclass(frozen=True, slots=True)
class Finding:
    """One point that was looked at."""

    key: str
    """Its stable name, for other programs."""
    title: str
    """What was looked at, in French."""
    text: str
    """What was found, in French."""
    todo: str = ""
    """What to do about it, in French; empty when all is well."""

    @property
    def is_ok(self) -> bool:
        """Nothing is to be done."""
        return not self.todo


def looked_at(key: str, title: str, look: Callable[[], Finding]) -> Finding:
    """What was found of one point; that it could not be looked at is a finding too, and keeps no other back.

    Args:
        key: of the point.
        title: what is looked at, in French.
        look: does it.
    """
    try:
        return look()
    except StoreError as error:
        return Finding(key, title, "ne peut pas être vérifié", nameless(error.message))
    except OSError as error:
        advice = advice_of(error)
        return Finding(key, title, f"ne peut pas être vérifié : {reason_of(error)}", advice[:1].lower() + advice[1:])
    except Exception as error:  # noqa: BLE001 - whatever this machine is, the other points are told
        return Finding(key, title, f"ne peut pas être vérifié ({type(error).__name__})", "dites-le à qui tient Vigie")


def nameless(path: Path | str) -> str:
    """A path as it may be sent: « ~ » for the home folder, « … » for the user's name elsewhere."""
    text = str(path)
    home = ""
    with suppress(RuntimeError):
        home = str(Path.home())
    if home not in ("", "/") and (text == home or text.startswith((f"{home}/", f"{home}\\"))):
        text = f"~{text[len(home) :]}"
    with suppress(ImportError, KeyError, OSError):
        name = getpass.getuser()
        text = re.sub(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", "…", text, flags=re.IGNORECASE) if name else text
    return text
