"""`make bench`: every figure of docs/performance.md, with its peers, in one run.

python -m benchmarks                    all of it
python -m benchmarks --quick            fewer samples, smaller sizes, without what takes long: two minutes
python -m benchmarks -k board           the works whose name or title holds that
python -m benchmarks --before ../other  another checkout beside this one, work by work in turn
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import machine, told
from benchmarks.work import Figure, Level, Work, load

TREE = Path(__file__).resolve().parents[1]
BUILD = TREE / "build"


def main(words: list[str]) -> int:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Figures and ratios; no limits.")
    parser.add_argument("-k", metavar="WORD", action="append", help="works whose name or title holds this (repeatable)")
    parser.add_argument("--quick", action="store_const", dest="level", const="quick", default="full")
    parser.add_argument("--tiny", action="store_const", dest="level", const="tiny", help="only that each works")
    parser.add_argument("--before", metavar="FOLDER", type=Path, help="another checkout, measured in turn")
    parser.add_argument("--list", action="store_true", help="name the works")
    options = parser.parse_args(words)
    works = chosen(load(), options.k or [])
    left = [one.name for one in works if one.is_long and options.level == "quick" and not options.k]
    works = [one for one in works if one.name not in left]
    if options.list:
        print("\n".join(f"{one.name:<24}  {one.title}" for one in works))
        return 0
    here = machine.described(TREE)
    if options.before:
        here["before"] = machine.commit(options.before)
    print("\n".join(f"{what}: {said}" for what, said in here.items()))
    measured = []
    for one in works:
        measured.append(measure(one, options.level, options.before))
        print("\n".join(told.lines_of(measured[-1])), flush=True)
        told.write(BUILD, measured, here | {"load at the end": machine.load()})
    for row in told.growth(figure for one in measured for figure in one.figures):
        print("grows:", "  ".join(row))
    if left:
        print(f"\nleft to make bench, or to -k: {', '.join(left)}")
    print(f"\n{BUILD / 'bench.md'}")
    return 0


def chosen(works: dict[str, Work], words: list[str]) -> list[Work]:
    """The works that one of these words is in, or is the name of; all without any."""
    named = [works[word] for word in words if word in works]
    others = [word for word in words if word not in works]
    found = [one for one in works.values() if any(word in f"{one.name} {one.title}" for word in others)]
    return [one for one in works.values() if one in named or one in found or not words]


def measure(one: Work, level: Level, before: Path | None) -> told.Measured:
    """A work in a process of its own, and the same works on another checkout just before."""
    earlier, lacks = _figures(one, level, before) if before else ((), "")
    figures, skipped = _figures(one, level, TREE)
    return told.Measured(one, figures, earlier, skipped or (lacks and f"before: {lacks}"))


def _figures(one: Work, level: Level, tree: Path) -> tuple[tuple[Figure, ...], str]:
    with tempfile.TemporaryDirectory(prefix="vigie-bench-") as folder:
        # The works are this checkout's, what they measure is that tree's.
        (Path(folder) / "works").mkdir()
        (Path(folder) / "works" / "benchmarks").symlink_to(TREE / "benchmarks")
        out = Path(folder) / "figures.json"
        places = os.pathsep.join((str(Path(folder) / "works"), str(tree.resolve())))
        changed = os.environ | {"PYTHONPATH": places, "PYTHONSAFEPATH": "1"}
        changed.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-m", "benchmarks.one", one.name, level, folder, str(out)]
        ended = subprocess.run(command, env=changed, cwd=folder, capture_output=True, text=True, check=False)
        if ended.returncode:
            return (), ended.stderr.strip().rpartition("\n")[2] or f"it ended with {ended.returncode}"
        found = json.loads(out.read_text(encoding="utf-8"))
    return tuple(Figure(**{**figure, "samples": tuple(figure["samples"])}) for figure in found["figures"]), found[
        "skipped"
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
