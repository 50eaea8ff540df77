"""A session as a stranger may see it: no name, no birth, no free text; all else as it is (RULES.md section 11).

What is hidden is what could be erased: the fields that `supervisor.personal` marks, and the authors. A new field with
such a mark is hidden by itself. Whatever draws a masked session cannot tell what it does not hold.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from supervisor import event as ev
from supervisor.candidate import Identity, plain
from supervisor.folding import fold
from supervisor.session import Session

HIDDEN = "…"
"""Stands where something was written."""
HIDDEN_IDENTITY = Identity(last_name="", first_name="")
"""Nobody's: what draws a name shows the seat instead."""
_SHOWN = frozenset({"code"})
"""Marked since it must not stay on a disk, and nothing of a person: the access code."""
_SURVEILLANTS = frozenset({"name", "trainer", "surveillants", "old_surveillants"})
"""Names that are held against each other: each keeps another one of its own."""


def masked(session: Session) -> Session:
    """The same session without names, births and free text.

    What was empty stays empty, so that what is missing still shows; ids, instants and the seal stay.
    """
    aliases = _Aliases()
    entries = tuple(
        replace(entry, author=aliases.of(entry.author), host="", event=_without(entry.event, aliases))
        for entry in session.entries
    )
    return fold(session.header, entries)


def hidden(event: ev.Event) -> ev.Event:
    """An event whose personal part is kept from whoever reads: nobody's name stands where one was."""
    return _without(event, _Aliases())


class _Aliases:
    """« surveillant 1 », « surveillant 2 » in the order in which they come up."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The alias of a surveillant, the same each time; empty for no name."""
        return self._known.setdefault(plain(name), f"surveillant {len(self._known) + 1}") if name else ""


def _without(event: ev.Event, aliases: _Aliases) -> ev.Event:
    hidden = {
        name: _hidden(getattr(event, name), aliases if name in _SURVEILLANTS else None)
        for name in event.personal_fields()
        if name not in _SHOWN
    }
    return event.model_copy(update=hidden) if hidden else event


def _hidden(value: Any, aliases: _Aliases | None) -> Any:
    if isinstance(value, str):
        return (aliases.of(value) if aliases is not None else HIDDEN) if value else value
    if isinstance(value, tuple):
        return tuple(_hidden(one, aliases) for one in value)
    if isinstance(value, Identity):
        return HIDDEN_IDENTITY
    if isinstance(value, ev.EvidenceKept):
        return value.model_copy(update={"name": HIDDEN})
    return value
