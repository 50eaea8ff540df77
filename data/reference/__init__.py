"""Reference data: durations, grids of codes and thresholds, by edition, each file with its sources."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

from supervisor.reference import Edition, Reference, Thresholds

Audience = Literal["all", "school", "public"]
"""Whom a sentence is for: everybody, the pupils of a school, or a session for all publics."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the instructions; « {duration} » stands for the length of the test."""

    audience: Audience
    text: str


@dataclass(frozen=True, slots=True)
class RoomTexts:
    """What is looked at in the room, and what is said in it."""

    checklist: tuple[tuple[str, str], ...]
    """Key and text of each point."""
    said: tuple[Sentence, ...]
    """Read aloud before the access code is given."""
    steps: tuple[Sentence, ...]
    """What each candidate does."""


def read_reference(edition: Edition = "current") -> Reference:
    """What a new session takes from the reference data of this Vigie.

    Args:
        edition: `current`, or `2021` for the paper grid of the kit.
    """
    durations = _table("durations")
    certifications = durations["certifications"]
    grid = _table(f"grid_{edition}")
    return Reference(
        durations={key: row["minutes"] for key, row in certifications.items()},
        certifications={key: row["name"] for key, row in certifications.items()},
        slot=durations["slot"],
        edition=edition,
        codes=grid["codes"],
        circumstances=grid.get("circumstances", ()),
        thresholds=Thresholds.model_validate(_table("thresholds")),
    )


def read_room_texts() -> RoomTexts:
    """The check-list of the room and the instructions (DOMAIN.md sections 8 and 10)."""
    told = _table("instructions")
    return RoomTexts(
        checklist=tuple((point["key"], point["text"]) for point in _table("checklist")["points"]),
        said=tuple(Sentence(**sentence) for sentence in told["said"]),
        steps=tuple(Sentence(**sentence) for sentence in told["steps"]),
    )


def _table(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
