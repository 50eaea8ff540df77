"""A candidate at one point of the journal, with some facts changed."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from supervisor.candidate import Identity
from supervisor.situation import Situation


@pytest.mark.parametrize("name", [field.name for field in fields(Situation)])
def test_one_fact_changes_and_the_others_stay(name: str) -> None:
    """As `dataclasses.replace` has it."""
    who = Situation(3, Identity(last_name="LE GOFF", first_name="Ada"), seat="B2", class_name="2de 4")
    told: Any = object()
    assert who.with_({name: told}) == replace(who, **{name: told})
    assert who == Situation(3, Identity(last_name="LE GOFF", first_name="Ada"), seat="B2", class_name="2de 4")


def test_what_is_no_fact_is_refused() -> None:
    """A misspelt name is an error of ours."""
    with pytest.raises(KeyError):
        Situation(3, Identity(last_name="LE GOFF", first_name="Ada")).with_({"seats": "B3"})
