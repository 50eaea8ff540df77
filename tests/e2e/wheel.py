"""The wheel, built without network from a copy of the sources."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.waiting import PATIENCE_S

HOUSE = Path(__file__).resolve().parent.parent.parent
# What a wheel is made of. Copied elsewhere first: setuptools leaves build/ behind, and would take up what an
# earlier build left there.
INGREDIENTS = ("pyproject.toml", "README.md", "LICENSE", "supervisor", "screens", "data")


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that must succeed, and return its standard output."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def built_in(sources: Path) -> Path:
    """Copy the sources into this folder and build; the wheel."""
    for name in INGREDIENTS:
        origin = HOUSE / name
        if origin.is_dir():
            shutil.copytree(origin, sources / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(origin, sources / name)
    pip_wheel = ("-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", "dist", ".")
    run(sys.executable, *pip_wheel, cwd=sources)
    [built] = (sources / "dist").glob("*.whl")
    return built
