"""A session in which everything happened, and each of its free texts is one that somebody should not have typed.

The events are made from their models: a new kind, or a new field of text, has such a text without being named here.
"""

from __future__ import annotations

import hashlib
import types
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from data.reference import read_reference, read_room_texts
from supervisor.candidate import ExtraTime, printable
from supervisor.event import EVENT_KINDS, Entry
from supervisor.folding import fold
from supervisor.reference import Header
from supervisor.seal import Line, header_line, open_entry, seal_entry
from supervisor.session import Session
from tests.supervisor.support import local

DAY = date(2026, 11, 23)
BEGIN = local("08:30", DAY)

PIECE = b"x"
DIGEST = hashlib.sha256(PIECE).hexdigest()
"""Of the one piece of evidence, whose name is free text."""
SHAPED: dict[str, Any] = {
    "number": "209", "start": "09:00", "old_start": "09:00", "certification": "CORE", "old_certification": "CORE",
    "code": "E2", "old_code": "E2", "point": read_room_texts().checklist[0][0], "line": "4", "sha256": DIGEST,
    "kept_as": DIGEST,
}  # fmt: skip
"""Fields of text that are no free text, by their name: what the rules make of them would be another session."""
LATE = ("session_closed", "session_finalised", "session_reopened")
"""Kinds after which little else is told."""
NOT_THERE = ("action_undone", "personal_data_erased")
"""Kinds that take others away."""
PEOPLE = 4


def kinds(*, is_open: bool = False) -> list[str]:
    """Every kind, in an order in which they may happen, people several times; without the close where it is open."""
    begin = ["session_created", *["candidate_added"] * PEOPLE]
    between = sorted(kind for kind in EVENT_KINDS if kind not in (*begin, *LATE, *NOT_THERE))
    return [*begin, *between, *([] if is_open else LATE[:2])]


def made(model: type[BaseModel], texts: Iterator[str]) -> BaseModel:
    """An event, or a part of one."""
    values = {name: value(name, f.annotation, texts) for name, f in model.model_fields.items()}
    return model(**values)


def value(name: str, annotation: Any, texts: Iterator[str]) -> Any:
    """What stands in a field."""
    origin, args = get_origin(annotation), get_args(annotation)
    if name == "rehearsal":
        # A rehearsal is in no report and has no papers of a day.
        return False
    if annotation is str:
        return SHAPED[name] if name in SHAPED else next(texts)
    if origin is Annotated:
        return value(name, args[0], texts)
    if origin is Literal:
        return args[0]
    if origin in (Union, types.UnionType):
        return value(name, next(one for one in args if one is not type(None)), texts)
    if origin is tuple:
        return tuple(value(name, one, texts) for one in args if one is not Ellipsis)
    if annotation is ExtraTime:
        return ExtraTime(percent=33)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return made(annotation, texts)
    simple: dict[Any, Any] = {int: 1, bool: True, date: DAY, datetime: BEGIN}
    return simple[annotation]


def hostile(texts: Iterator[str], number: str = "209", *, is_open: bool = False) -> tuple[Session, list[Line]]:
    """The session and its journal, read back from its lines."""
    lines: list[Line] = [header_line(Header(timezone="Europe/Paris", reference=read_reference("current")))]
    entries: list[Entry] = []
    ranks = count(1)
    for kind in kinds(is_open=is_open):
        rank = next(ranks)
        at = BEGIN + timedelta(minutes=rank)
        model = EVENT_KINDS[kind]
        event = made(model, texts)
        if "number" in model.model_fields and model.model_fields["number"].annotation is int:
            event = event.model_copy(update={"number": 1 + (rank - 2) % PEOPLE})
        elif isinstance(getattr(event, "number", None), str):
            event = event.model_copy(update={"number": number})
        who, where = printable(next(texts)), printable(next(texts))
        entry = Entry(rank, rank, at, at, who, where, event, lines=1)  # type: ignore[arg-type]
        lines.append(seal_entry(entry, lines[-1]["digest"], "00" * 16))
        entries.append(open_entry(lines[-1], rank=rank, previous=lines[-2]["digest"]))
    header = Header(timezone="Europe/Paris", reference=read_reference("current"))
    return fold(header, entries), lines
