"""Training of surveillants: it belongs to the person and the store, from its date on (RULES.md section 11)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supervisor.candidate import plain
from supervisor.session import Training


def training_of(name: str, day: date, noted: Iterable[Training]) -> Training | None:
    """The last training of a person that holds on a day; None where none does.

    Args:
        name: however it is written.
        day: of the session; who was trained later was not trained then.
        noted: all that is known, of the session, of other sessions and of the store's register.
    """
    own = [one for one in noted if plain(one.name) == plain(name) and one.on <= day]
    return max(own, key=lambda one: one.on, default=None)
