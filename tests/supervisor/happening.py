"""A Hypothesis strategy for each kind of event, made from the fields of its model."""

from __future__ import annotations

import types
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from supervisor.candidate import EXACT_THIRD, ExtraTime
from supervisor.event import EVENT_KINDS

instants = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.one_of(
        st.text(max_size=12), st.sampled_from(["Élodie", "e\u200b\u0301", "\u202eD’ARTOIS\u202c", "a\nb\tc", ""])
    ),
    int: st.integers(-(10**6), 10**6),
    bool: st.booleans(),
    date: st.dates(date(1900, 1, 1), date(2035, 12, 31)),
    datetime: instants,
    type(None): st.none(),
    ExtraTime: st.one_of(st.just(EXACT_THIRD), st.integers(0, 300).map(lambda p: ExtraTime(percent=p))),
}  # fmt: skip


def of(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of a field with this annotation."""
    origin, args = get_origin(annotation), get_args(annotation)
    if annotation in SIMPLE:
        return SIMPLE[annotation]
    if origin is Literal:
        return st.sampled_from(args)
    if origin is Annotated:
        return of(args[0])
    if origin in (Union, types.UnionType):
        return st.one_of([of(arg) for arg in args])
    if origin is tuple and Ellipsis not in args:
        return st.tuples(*map(of, args))
    if origin is tuple:
        return st.lists(of(args[0]), max_size=3).map(tuple)
    assert isinstance(annotation, type), annotation
    assert issubclass(annotation, BaseModel), annotation
    return built(annotation)


def built(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Values of a model: what must be told always, the rest now and then."""
    needed = {name: of(field.annotation) for name, field in model.model_fields.items() if field.is_required()}
    free = {name: of(field.annotation) for name, field in model.model_fields.items() if _is_free(name, field)}
    return st.fixed_dictionaries(needed, optional=free).map(lambda values: model(**values))


def _is_free(name: str, field: FieldInfo) -> bool:
    return not field.is_required() and name != "kind"


EVENTS: dict[str, st.SearchStrategy[Any]] = {kind: built(model) for kind, model in EVENT_KINDS.items()}
"""For each kind of event, any event of it."""
any_event = st.one_of(list(EVENTS.values()))
