"""Run every benchmark: `make bench`, or some of them: `python -m benchmarks store startup`."""

from __future__ import annotations

import importlib
import platform
import sys

ALL = ("startup", "store", "board")


def main(names: list[str]) -> None:
    """Print the figures of these benchmarks, all of them by default."""
    print(f"Python {platform.python_version()}, {platform.system()}. Quote medians and ratios, not single figures.")
    for name in names or ALL:
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
