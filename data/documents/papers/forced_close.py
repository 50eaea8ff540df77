"""What was missing when a session was closed all the same, as its papers tell it."""

from __future__ import annotations

from collections.abc import Iterator

from data.documents.parts import Part, Text
from supervisor.closing import lacked_at_close
from supervisor.session import Session


def forced_close(session: Session, number: int | None = None) -> Iterator[Part]:
    """Nothing, where nothing was missing.

    Args:
        session: its state.
        number: only what concerns this candidate or the session as a whole: a « PV de fraude » names nobody else.
    """
    lacked = lacked_at_close(session, number)
    if lacked:
        yield Text("SESSION CLOSE ALORS QU'IL MANQUAIT DES POINTS", is_warning=True)
        yield Text(f"Il manquait à la clôture : {' ; '.join(lacked)}.", bold=True)
