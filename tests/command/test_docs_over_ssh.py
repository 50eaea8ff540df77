"""What the docs have a colleague type: through the shell here, ssh, and the shell there, as `vigie` receives it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from screens.command.parser import parse
from tests.waiting import PATIENCE_S

DOCS = Path(__file__).parents[2] / "docs"
SSH = """#!/bin/sh
# What OpenSSH does with words: they are joined, and the account's shell reads them again, without its profile.
while [ "${1#-}" != "$1" ]; do case "$1" in -i|-p|-o|-L|-R) shift ;; esac; shift; done
shift
exec env -i PATH="$PATH" TOLD="$TOLD" LC_ALL=C.UTF-8 sh -c "$*"
"""
VIGIE = """#!{python}
import json, os, sys
open(os.environ["TOLD"], "w").write(json.dumps([sys.argv[1:], os.environ.get("VIGIE_STORE")]))
"""


def blocks(page: str) -> str:
    """The lines of a page that are to be typed."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))


COLLEAGUES = [
    (page, line)
    for page in ("ssh.md", "installation.md")
    for line in blocks(page).splitlines()
    if line.startswith("ssh ") and "vigie run" in line
]


@pytest.mark.skipif(os.name != "posix", reason="a shell")
@pytest.mark.parametrize(("page", "line"), COLLEAGUES)
def test_a_colleague_joins(page: str, line: str, tmp_path: Path) -> None:
    """His name arrives whole, apostrophe and all; and the store is said, since no profile says it there."""
    for name, text in (("ssh", SSH), ("vigie", VIGIE.format(python=sys.executable))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    told = tmp_path / "told"
    typed = line.replace("/usr/local/bin/vigie", str(tmp_path / "vigie"))
    # As a login shell that sets the store in its profile would not help: ssh's does not read it.
    subprocess.run(
        ["sh", "-c", typed], check=True, timeout=PATIENCE_S,
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "TOLD": str(told), "VIGIE_STORE": "/of/here"},
    )  # fmt: skip
    words, store = json.loads(told.read_text(encoding="utf-8"))
    assert store is None
    options = parse(words)
    assert (options.verb, options.number, options.author) == ("run", "208", "Inès N'Guessard"), page
    assert options.store == "/srv/vigie/sessions"


def test_both_pages_say_it() -> None:
    """Neither page has lost its command."""
    assert {page for page, _ in COLLEAGUES} == {"ssh.md", "installation.md"}
