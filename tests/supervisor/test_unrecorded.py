"""What could not be written down: kept whole, looked at once more, recorded once."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from supervisor import action as act
from supervisor.action import Action, Context
from supervisor.deciding import decide
from supervisor.situation import Status
from supervisor.trying_again import looked_at
from supervisor.unrecorded import Unrecorded, is_recorded
from tests.effort import examples
from tests.screens.room import at, prepared
from tests.supervisor.happening import of
from tests.supervisor.support import Bench

WHERE = Context(at("10:04:05"), "P. Martin", "poste-prof")
KINDS: tuple[type[Any], ...] = get_args(Action)


def actions(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Actions of a kind, every field of it filled."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: values(hints[field.name]) for field in dataclasses.fields(kind)})


def values(annotation: Any) -> st.SearchStrategy[Any]:
    """What may stand in a field of an action."""
    if getattr(annotation, "__origin__", None) is Mapping or annotation == Mapping[int, int]:
        return st.dictionaries(st.integers(1, 40), st.integers(0, 180), max_size=3)
    if isinstance(annotation, type) and dataclasses.is_dataclass(annotation):
        return actions(annotation)
    args = get_args(annotation)
    if args and any(dataclasses.is_dataclass(arg) for arg in args):
        return st.lists(actions(args[0]), max_size=2).map(tuple)
    return of(annotation)


def unrecorded(action: Action, hour: str = "10:04:05", what: str = "12 LE GOFF : test terminé") -> Unrecorded:
    """One that waits since that hour."""
    context = Context(at(hour), "P. Martin", "poste-prof")
    return Unrecorded.of(action, context, numbers=(12,), what=what, drafts=(), files={})


@pytest.mark.few(kind=range(0, len(KINDS), 3))
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
@settings(max_examples=examples(8))
@given(data=st.data())
def test_every_action_comes_back_as_it_was(kind: type[Any], data: st.DataObject) -> None:
    """Through a file: a kind of action added tomorrow is kept like the others."""
    action = data.draw(actions(kind))
    kept = Unrecorded.of(action, WHERE, numbers=(3,), what="x", drafts=("a.1",), files={"f": "/photos/f.png"})
    back = Unrecorded.model_validate(json.loads(json.dumps(kept.model_dump(mode="json"))))
    assert back == kept
    assert back.action == action
    assert type(back.action) is kind


def test_it_is_asked_again_at_the_instant_of_its_key() -> None:
    """By the same person, under the same name; a key that said an hour keeps that hour."""
    kept = unrecorded(act.Finish((12,)))
    context = kept.context("a.1", at("11:00:00"))
    assert context == Context(at("11:00:00"), "P. Martin", "poste-prof", at("10:04:05"), "a.1")
    said = Unrecorded.of(
        act.Finish((12,)), dataclasses.replace(WHERE, at=at("09:58:00")), numbers=(), what="", drafts=(), files={}
    )
    assert said.context("a.1", at("11:00:00")).at == at("09:58:00")


@pytest.mark.parametrize("seconds", [3600, -3600, -60])
@pytest.mark.parametrize("said", [None, "09:58:00"])
def test_a_clock_that_jumped_while_it_waited(seconds: int, said: str | None) -> None:
    """It happened when it did, on the clock that shows now: not an hour ago, nor at an hour to come."""
    bench = Bench().start(1, at="09:50").at("10:04:05")
    asked = dataclasses.replace(bench.context(at(said) if said else None), noted=bench.session.last_id)
    kept = Unrecorded.of(act.WriteNote("calme"), asked, numbers=(), what="note", drafts=(), files={})
    bench.do(act.NoticeClockJump(seconds))
    now = bench.now + timedelta(seconds=seconds + 30)
    kept = Unrecorded.model_validate(json.loads(json.dumps(kept.model_dump(mode="json"))))
    [drafted] = decide(bench.session, kept.action, kept.context("a.1", now)).events
    assert drafted.at == (asked.at or asked.now) + timedelta(seconds=seconds)


@pytest.mark.parametrize("change", [{"kind": "Abolish"}, {"asked": {"numbers": "all"}}, {"new": 1}, {"kind": "str"}])
def test_of_a_later_vigie_it_is_not_guessed_at(change: dict[str, Any]) -> None:
    said = unrecorded(act.Finish((12,))).model_dump(mode="json") | change
    with pytest.raises(ValidationError):
        Unrecorded.model_validate(said)


def test_all_that_somebody_may_be_named_in() -> None:
    """Texts deep in an action are found by whoever erases a person."""
    kept = unrecorded(act.WriteNote("KERDONCUFF tousse", 3))
    assert {"KERDONCUFF tousse", "12 LE GOFF : test terminé"} <= set(kept.words)
    people = (act.NewCandidate(prepared().session.candidates[3].identity),)
    assert "BARADON" in unrecorded(act.AddCandidates(people)).words


def test_each_is_looked_at_behind_those_before_it() -> None:
    """A start that waits with the sign before it is no contradiction; one that somebody else recorded is."""
    desk = prepared()
    left = {
        "a.1": unrecorded(act.Mark("join", (1,)), "08:50:00"),
        "a.2": unrecorded(act.Mark("start", (1,)), "09:00:00"),
        "a.3": unrecorded(act.Interrupt((1,)), "09:10:00"),
        "a.4": unrecorded(act.Interrupt((1,)), "09:10:01"),
    }
    before = desk.session
    told = looked_at(desk.session, left, at("10:00:00"))
    assert [(one.name, one.is_refused) for one in told] == [
        ("a.1", False), ("a.2", False), ("a.3", False), ("a.4", True),
    ]  # fmt: skip
    assert told[3].refusals
    assert desk.session is before, "looking changes nothing"
    assert desk.session.candidates[1].status is Status.EXPECTED


def test_what_is_recorded_under_its_name_is_known_again() -> None:
    """Whatever was recorded since; no name is no name."""
    desk = prepared()
    desk.act_now(act.WriteNote("calme"), dataclasses.replace(WHERE, asked="a.1"))
    desk.act_now(act.WriteNote("bruit"), WHERE)
    assert is_recorded(desk.session, "a.1")
    assert not is_recorded(desk.session, "a.2")
    assert not is_recorded(desk.session, "")
    count = desk.session.last_id
    again = dataclasses.replace(WHERE, now=WHERE.now + timedelta(minutes=5), at=WHERE.now, asked="a.1")
    assert [entry.id for entry in desk.act_now(act.WriteNote("calme"), again).entries] == [count - 1]
    assert desk.session.last_id == count


def test_models_are_frozen() -> None:
    """What waits is never changed on its way."""
    assert issubclass(Unrecorded, BaseModel)
    with pytest.raises(ValidationError):
        unrecorded(act.Finish((12,))).what = "x"
