"""Who supervises, and who trained them: told by one place to the box, the preparation, and whoever asks next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from supervisor.candidate import plain
from supervisor.session import Session, Training
from supervisor.training import training_of


@dataclass(frozen=True, slots=True)
class Supervising:
    """One person who supervises, did, or was trained for it."""

    name: str
    where: str
    """« présent », « parti », or « formé, pas nommé »."""
    training: Training | None
    """The one that holds: what this session notes, else what the store knows for its day."""

    @property
    def training_told(self) -> str:
        """By whom and when; empty where it is not noted."""
        one = self.training
        return f"✓ formé par {one.trainer} le {one.on:%d/%m/%Y}" if one is not None else ""


def who_supervises(session: Session, elsewhere: Iterable[Training] = ()) -> list[Supervising]:
    """Everybody who is named, in the order they came, then who was trained and is not named.

    Args:
        session: who is named in it, and its own notes of trainings.
        elsewhere: what the store's register and other sessions note.
    """
    known = tuple(elsewhere)
    named = list(session.surveillants)
    for one in session.trainings:
        if plain(one.name) not in map(plain, named):
            named.append(one.name)
    found = []
    for name in dict.fromkeys(named):
        here = next((t for t in reversed(session.trainings) if plain(t.name) == plain(name)), None)
        where = "présent" if name in session.present_surveillants else "parti"
        if name not in session.surveillants:
            where = "formé, pas nommé"
        found.append(Supervising(name, where, here or training_of(name, session.date, known)))
    return found
