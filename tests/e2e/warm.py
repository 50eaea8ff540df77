"""A process that has loaded the command and lends itself: each command is a fork of it, a process of its own.

What a command costs is to start Python and to load the house. Where a test is not about that, and runs many of them,
they are forked from one that has; `cold` starts each anew, as whoever types it does.

    > {"words": ["status", "208"], "environment": {"TZ": "…"}, "input": "…/in", "output": "…", "errors": "…"}
    < 0
"""

from __future__ import annotations

import atexit
import importlib
import io
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.waiting import PATIENCE_S

HOUSE = Path(__file__).resolve().parents[2]

Run = Callable[[Sequence[str], str, Mapping[str, str]], "subprocess.CompletedProcess[str]"]
"""Runs a command: its words, what is typed into it, its environment."""


def cold(words: Sequence[str], typed: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command in a Python that is started for it."""
    return subprocess.run(
        [sys.executable, "-m", "supervisor", *words], cwd=HOUSE, env={**environment, "PYTHONUTF8": "1"},
        input=typed, capture_output=True, encoding="utf-8", timeout=PATIENCE_S, check=False,
    )  # fmt: skip


def warm(words: Sequence[str], typed: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command in a fork of the process that has loaded it all; like `cold` where there is no fork."""
    if not hasattr(os, "fork"):
        return cold(words, typed, environment)
    lender = _lender()
    assert lender.stdin is not None
    assert lender.stdout is not None
    with tempfile.TemporaryDirectory() as folder:
        given, output, errors = (Path(folder) / name for name in ("input", "output", "errors"))
        given.write_text(typed, encoding="utf-8")
        asked = {
            "words": [*words], "environment": {**environment}, "input": str(given), "output": str(output),
            "errors": str(errors),
        }  # fmt: skip
        lender.stdin.write(json.dumps(asked) + "\n")
        lender.stdin.flush()
        code = lender.stdout.readline()
        assert code, "the lender is gone"
        said = (path.read_bytes().decode("utf-8") for path in (output, errors))
        return subprocess.CompletedProcess([*words], int(code), *said)


@cache
def _lender() -> subprocess.Popen[str]:
    """One a worker, until it ends."""
    lender = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.warm"], cwd=HOUSE, env={**os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    atexit.register(lender.kill)
    return lender


def lend() -> None:
    """Load all that a command may need, then do what each line of standard input says until there is none."""
    from supervisor.__main__ import main

    for room in ("supervisor", "data", "screens.command", "screens.offices"):
        package = importlib.import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            importlib.import_module(found.name)
    answers = os.dup(1)
    while line := sys.stdin.readline():
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            code = 70
            try:
                _become(asked)
                code = main(asked["words"])
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        os.write(answers, f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _become(asked: dict[str, Any]) -> None:
    """Have the streams and the environment of a process that was just started."""
    os.environ.clear()
    os.environ.update(asked["environment"])
    flags = os.O_WRONLY | os.O_CREAT
    for fd, opened in enumerate(
        (os.open(asked["input"], os.O_RDONLY), os.open(asked["output"], flags), os.open(asked["errors"], flags))
    ):
        os.dup2(opened, fd)
    written = [io.BufferedWriter(io.FileIO(fd, "w", closefd=False)) for fd in (1, 2)]
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(written[0], encoding="utf-8")
    sys.stderr = io.TextIOWrapper(written[1], encoding="utf-8", errors="backslashreplace", write_through=True)


if __name__ == "__main__":
    lend()
