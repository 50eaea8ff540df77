"""Each command of docs/hub.md that is for the server, in order, as it is typed; sudo, apt and /opt are left out."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hub.server import needs_postgres, new_server, server_programs

pytestmark = [pytest.mark.xdist_group("hub"), pytest.mark.wide]

PAGE = Path(__file__).resolve().parents[2] / "docs" / "hub.md"
NOT_RUN = ("sudo apt install", "sudo python3 -m venv", "sudo ln -s")
"""What a machine is given before: docs/ssh.md has the same, and its test runs it."""


def commands() -> list[str]:
    """What stands in the blocks of the page that are to be typed."""
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if not line.startswith(NOT_RUN)]


def test_every_command_is_found() -> None:
    assert len(commands()) >= 14
    assert all(line.startswith("sudo -u postgres ") for line in commands())


def test_the_page_as_it_is_typed(tmp_path: Path) -> None:
    """A server of its own: what the page says of accounts is of the whole server."""
    needs_postgres()
    server = new_server()
    server.start()
    programs = server_programs()
    assert programs is not None
    environment = os.environ | {
        "PGHOST": server.socket_folder, "PGPORT": str(server.port), "PGUSER": "postgres",
        "PATH": f"{programs}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip
    environment.pop("VIGIE_HUB", None)
    said = {}
    try:
        for line in commands():
            typed = line.removeprefix("sudo -u postgres ").replace("/var/backups", str(tmp_path))
            # One server is the old machine and the new one: its accounts are there already.
            typed = typed.replace("psql --quiet", "psql --quiet --output=/dev/null") if "psql" in typed else typed
            done = subprocess.run(
                typed, shell=True, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False,
                stdin=subprocess.DEVNULL,
            )  # fmt: skip
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
            said[line] = done.stdout
    finally:
        server.kill()
    told = "\n".join(said.values())
    assert told.count("postgresql://") >= 4
    assert "Poste salle-b204 de 0750001A inscrit" in told
    assert "auditeur Délégué à la protection des données (tous les établissements)" in told
    assert "1 compte retiré" in told.replace("\xa0", " ")
    assert "déjà à jour (version 1)" in told.replace("\xa0", " ")
