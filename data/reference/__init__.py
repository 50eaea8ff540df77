"""Reference data: durations, grids of codes and thresholds, by edition, each file with its sources."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

from supervisor.reference import Edition, Reference, Thresholds


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


def _table(name: str) -> dict[str, Any]:
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
