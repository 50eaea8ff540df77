"""What was asked for and could not be written down: kept like a draft, so that a kill on a full disk loses nothing.

It is the action itself with the instant at which it was asked for: at the next opening it is decided anew, at that
instant. The name of the asking stands in the journal's lines too, so that it is never recorded twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, get_args

from pydantic import AwareDatetime, BaseModel, ConfigDict, TypeAdapter, model_validator

from supervisor.action import Action, Context
from supervisor.event import EndReason
from supervisor.session import Session

_KINDS: Mapping[str, type] = {kind.__name__: kind for kind in get_args(Action)}

RETRY_S = 5.0
"""What could not be recorded is tried again so often, in real seconds, whether somebody asks for it or not."""

_TYPED = ("text", "seen", "done", "report", "reason")
"""Fields of actions in which somebody writes."""
_CODES = get_args(EndReason)
"""What stands in « reason » and is no text."""


class Unrecorded(BaseModel):
    """An action that waits for its disk. It may name persons: it is kept for its owner's eyes alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    """What the action is called among `supervisor.action`."""
    asked: dict[str, Any]
    """What it says, ready for JSON."""
    first_key: AwareDatetime
    """When it happened, session time, UTC: the instant of what is recorded in the end."""
    noted: int | None = None
    """Id of the last event when that was said: the clock may have jumped since; None: an older Vigie did not say."""
    author: str
    """Author under whom it will be recorded."""
    host: str
    """The machine it was asked for on."""
    numbers: tuple[int, ...] = ()
    """Candidates it is for."""
    what: str = ""
    """What it is, as a phrase: « 12 LE GOFF : test terminé »."""
    drafts: tuple[str, ...] = ()
    """The names of the drafts it was typed in: they go with it."""
    files: dict[str, str] = {}
    """Where the copies that it brings came from, by their names."""

    @model_validator(mode="after")
    def _says_an_action(self) -> Unrecorded:
        _action(self.kind, self.asked)
        return self

    @classmethod
    def of(
        cls, action: Action, context: Context, *, numbers: tuple[int, ...], what: str, drafts: tuple[str, ...],
        files: Mapping[str, str],
    ) -> Unrecorded:  # fmt: skip
        """An action that could not be written, as it was asked for."""
        kind = type(action).__name__
        return cls(
            kind=kind, asked=_form(kind).dump_python(action, mode="json"), first_key=context.at or context.now,
            noted=context.noted, author=context.author, host=context.host, numbers=numbers, what=what, drafts=drafts,
            files=dict(files),
        )  # fmt: skip

    @property
    def action(self) -> Action:
        """What was asked for."""
        return _action(self.kind, self.asked)

    @property
    def words(self) -> tuple[str, ...]:
        """Every text in it, wherever it stands: somebody may be named in it."""
        return (self.what, *_texts_in(self.asked))

    @property
    def typed(self) -> tuple[str, ...]:
        """What somebody wrote in it, to be kept should the action itself not fit any more."""
        return tuple(text for field in _TYPED if (text := self.asked.get(field)) and text not in _CODES)

    def context(self, name: str, now: datetime) -> Context:
        """Who asked for it, at which instant; recorded now.

        Args:
            name: of the asking.
            now: the session's time.
        """
        return Context(now=now, author=self.author, host=self.host, at=self.first_key, noted=self.noted, asked=name)


def is_recorded(session: Session, name: str) -> bool:
    """Whether the journal holds it already: what was killed between the record and the erasure of what was kept."""
    return session.entries.holds_asked(name)


def is_of_one_program(name: str, other: str) -> bool:
    """Whether two askings are of one board, or of one `vigie lines`: their names differ in their rank alone."""
    return bool(name) and name.rpartition(".")[0] == other.rpartition(".")[0]


def _texts_in(value: Any) -> Iterable[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _texts_in(one)
        case list():
            for one in value:
                yield from _texts_in(one)


@cache
def _form(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(_KINDS[kind])


def _action(kind: str, asked: Mapping[str, Any]) -> Action:
    """The action that these fields say.

    Raises:
        ValueError: they say none that this Vigie knows.
    """
    if kind not in _KINDS:
        raise ValueError("an action of another Vigie")
    found: Action = _form(kind).validate_python(asked)
    return found
