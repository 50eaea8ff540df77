"""One work in a process of its own: `python -m benchmarks.one NAME LEVEL FOLDER OUT`; its figures go to a file."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import cast

from benchmarks.work import Effort, Level, SkippedError, load


def main(name: str, level: Level, folder: str, out: str) -> None:
    """Measure, and write what was found as JSON."""
    skipped = ""
    figures: list[dict[str, object]] = []
    works = load()
    try:
        if name not in works:
            raise SkippedError("no such thing in this checkout")
        figures.extend(asdict(figure) for figure in works[name].run(Effort(level, Path(folder))))
    except SkippedError as missing:
        skipped = str(missing)
    Path(out).write_text(json.dumps({"figures": figures, "skipped": skipped}), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], cast(Level, sys.argv[2]), *sys.argv[3:])
