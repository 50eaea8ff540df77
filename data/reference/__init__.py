"""Reference data: durations, grids of codes and thresholds, by edition, each file with its sources."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from supervisor.reference import Circumstance, Edition, Meaning, ProtectedCodes, Reference, Thresholds

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


@dataclass(frozen=True, slots=True)
class ConvocationTexts:
    """What a convocation says beside place, hour and duration; each part in its order."""

    bring: tuple[Sentence, ...]
    before: tuple[Sentence, ...]
    """To be seen to before the day."""
    join: tuple[Sentence, ...]
    """How a candidate joins the session, step by step."""
    forbidden: tuple[Sentence, ...]


def read_reference(edition: Edition = "current") -> Reference:
    """What a new session takes from the reference data of this Vigie.

    Args:
        edition: `current`, or `2021` for the paper grid of the kit.
    """
    return _reference(edition)


@cache
def _reference(edition: Edition) -> Reference:
    durations = _table("durations")
    certifications = durations["certifications"]
    grid = _table(f"grid_{edition}")
    return Reference(
        durations={key: row["minutes"] for key, row in certifications.items()},
        certifications={key: row["name"] for key, row in certifications.items()},
        slot=durations["slot"],
        edition=edition,
        codes=grid["codes"],
        circumstances=_circumstances(edition),
        thresholds=_thresholds(edition, grid.get("questions")),
    )


@cache
def protected_codes() -> ProtectedCodes:
    """The codes of both editions that tell of a person, and so are counted for a whole school year only."""
    return ProtectedCodes.of((read_reference(), read_reference("2021")))


def with_meanings(reference: Reference) -> Reference:
    """The reference data of a journal whose codes do not say what they mean: as the same edition says it today.

    Before codes carried their meaning, the program knew it by their names, and a name never changed its meaning.
    """
    if not reference.codes or any(code.means for code in reference.codes):
        return reference
    means = _meanings(reference.edition)
    codes = tuple(code.model_copy(update={"means": means.get(code.code, ())}) for code in reference.codes)
    return reference.model_copy(update={"codes": codes})


@cache
def _meanings(edition: Edition) -> dict[str, tuple[Meaning, ...]]:
    return {code.code: code.means for code in read_reference(edition).codes}


def _circumstances(edition: Edition) -> tuple[Circumstance, ...]:
    column = "paper" if edition == "2021" else "current"
    return tuple(
        Circumstance(
            words=row["words"], code=row[column], text=row["text"], besides=row.get("besides", ""),
            deed=row.get("deed", ""),
        )
        for row in _table("circumstances")["circumstances"]
    )  # fmt: skip


def _thresholds(edition: Edition, questions: int | None) -> Thresholds:
    """Those of today; an edition says for how long its papers are kept, and how many questions a test had then."""
    known = _table("thresholds")
    known["keep_months"] = known["keep_months"][edition]
    return Thresholds.model_validate(known if questions is None else known | {"questions": questions})


@cache
def read_room_texts() -> RoomTexts:
    """The check-list of the room and the instructions (DOMAIN.md sections 8 and 10)."""
    told = _table("instructions")
    return RoomTexts(
        checklist=tuple((point["key"], point["text"]) for point in _table("checklist")["points"]),
        said=tuple(Sentence(**sentence) for sentence in told["said"]),
        steps=tuple(Sentence(**sentence) for sentence in told["steps"]),
    )


@cache
def read_convocation_texts() -> ConvocationTexts:
    """The sentences of a convocation (DOMAIN.md section 10)."""
    told = _table("convocation")
    return ConvocationTexts(**{part: tuple(Sentence(**sentence) for sentence in told[part]) for part in told})


def _table(name: str) -> dict[str, Any]:
    # Whoever only opens sessions reads no table: each has its own reference in its first line.
    import tomllib
    from importlib import resources

    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
