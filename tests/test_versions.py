"""What Vigie stands on is told with its dates of release: whoever locks another version looks when it came out."""

from __future__ import annotations

import re
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]


def test_each_locked_version_has_its_date() -> None:
    """`docs/reliability.md` and `requirements.lock` name the same versions; a date is a day."""
    lock = (HOUSE / "requirements.lock").read_text(encoding="utf-8")
    locked = dict(line.split("==") for line in lock.splitlines() if "==" in line and not line.startswith("#"))
    page = (HOUSE / "docs" / "reliability.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| ([\w.-]+) \| ([\w.]+) \| (\d{4}-\d\d-\d\d) \|$", page, re.MULTILINE)
    assert len(locked) > 40
    assert {name: version for name, version, _ in told} == locked
