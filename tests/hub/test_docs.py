"""Each command of docs/hub.md that is for the server, in order, as it is typed; sudo, apt and /opt are left out."""

import os
import platform
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from data.hub.enrolment import enrol
from data.hub.installing import VERSION
from supervisor.action import ReportFraud
from tests.data.making import busy_journal, context
from tests.hub.server import Server, needs_postgres, new_server, server_programs
from tests.waiting import PATIENCE_S

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
    assert all(line.startswith(("sudo -u postgres ", "VIGIE_HUB=", "vigie send ")) for line in commands())


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
    environment |= {"VIGIE_STORE": str(tmp_path / "laptop")}
    environment.pop("VIGIE_HUB", None)
    said: dict[str, str] = {}
    try:
        for line in commands():
            typed = line.removeprefix("sudo -u postgres ").replace("/var/backups", str(tmp_path))
            if "vigie_r_…" in typed:
                typed = typed.replace("postgresql://vigie_r_…", shlex.quote(referent_in(said)))
            if typed.startswith("vigie send"):
                # On the laptop that has the session, whose settings say where to.
                where = shlex.quote(a_laptop_has_a_session(server, tmp_path))
                typed = f"VIGIE_HUB={where} VIGIE_STORE={shlex.quote(str(tmp_path / 'store'))} {typed}"
            # One server is the old machine and the new one: its accounts are there already.
            typed = typed.replace("psql --quiet", "psql --quiet --output=/dev/null") if "psql" in typed else typed
            done = subprocess.run(
                typed, shell=True, env=environment, capture_output=True, encoding="utf-8", timeout=PATIENCE_S,
                check=False, stdin=subprocess.DEVNULL,
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
    assert f"déjà à jour (version {VERSION})" in told.replace("\xa0", " ")
    assert "Session 208 : 1 pièce envoyée" in told.replace("\xa0", " ")
    assert "Session 208 : rapportée du concentrateur" in told.replace("\xa0", " ")
    assert "1 pièce de fraude avec elle" in told.replace("\xa0", " ")


def referent_in(said: Mapping[str, str]) -> str:
    """The address that the page had one make for a référent."""
    [told] = [told for line, told in said.items() if "--add referent" in line]
    # A machine of tests need not be known by its name, nor have a certificate: it is reached by its socket.
    address = next(line for line in told.splitlines() if line.startswith("postgresql://"))
    assert f"@{platform.node()}/" in address
    return address.replace(f"@{platform.node()}/", "@/")


def a_laptop_has_a_session(server: Server, folder: Path) -> str:
    """With a fraud and its photo; the address that this laptop of the school sends to."""
    journal = busy_journal(folder)
    (folder / "photo.jpg").write_bytes(b"a photo")
    pieces = journal.keep_evidence([str(folder / "photo.jpg")])
    journal.act(ReportFraud(1, "communication", "téléphone", evidence=pieces), context())
    account = enrol(server.address("vigie"), "0750001A", "", "salle-c1")
    return server.address("vigie", role=account.role, password=account.password).text
