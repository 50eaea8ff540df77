"""How long the command takes to answer, as whole processes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import milliseconds, row, title


def main() -> None:
    """Print how long `vigie` takes to start."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "store")
        title("starting, whole processes")
        floor = milliseconds(lambda: _python("-c", "pass"), 5)
        row("python -c pass", floor)
        row("vigie --help", milliseconds(lambda: _python("-m", "supervisor", "--help"), 5), floor)
        status = milliseconds(lambda: _python("-m", "supervisor", "status", "--json", "--store", store), 5)
        row("vigie status --json, empty store", status, floor)
        row("import textual", milliseconds(lambda: _python("-c", "import textual.app"), 5), floor)


def _python(*words: str) -> None:
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=True)
