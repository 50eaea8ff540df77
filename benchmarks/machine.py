"""What was measured where: figures without this say little."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("textual", "rich", "pydantic", "tinydb", "filelock", "psycopg")


def described(tree: Path) -> dict[str, str]:
    """The machine, the versions, the commit of a tree, and what else the machine does now."""
    told = {
        "system": f"{platform.system()} {platform.release()}",
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
    }
    for name in LIBRARIES:
        try:
            told[name] = version(name)
        except PackageNotFoundError:
            continue
    return told | {"commit": commit(tree), "load": load()}


def commit(tree: Path) -> str:
    """Which state of the house a folder holds; empty where Git does not know."""
    words = ["git", "-C", str(tree), "describe", "--always", "--dirty", "--exclude=*"]
    told = subprocess.run(words, capture_output=True, text=True, check=False)
    return told.stdout.strip()


def load() -> str:
    """How many programs want a processor, over one, five and fifteen minutes."""
    return " ".join(f"{one:.1f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else ""


def _processor() -> str:
    try:
        told = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        told = None
    return told[1] if told else platform.machine()
