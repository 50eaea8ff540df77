"""A catch-up by SSH: a real sshd on loopback, a device's key, the forced command that its enrolment gives."""

from __future__ import annotations

import contextlib
import getpass
import io
import shutil
import subprocess
import time
from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

from benchmarks.work import Effort, Figure, SkippedError, wall_ms, work
from benchmarks.works.acting import journal_of
from benchmarks.works.hub import a_hub
from data.hub.address import hub_address
from data.hub.cursor import Cursor
from data.hub.sending import send
from data.hub.ssh import SshWay
from supervisor.__main__ import main
from tests.e2e.sshd import Server as Sshd
from tests.hub.conftest import SCHOOL


@work("hub-catch-up-ssh", "the same over SSH: connecting, and one pass over the store", is_long=True)
def by_ssh(effort: Effort) -> Iterator[Figure]:
    """Ten thousand lines; the connection is made for each."""
    if shutil.which("ssh") is None or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/usr/bin") is None:
        raise SkippedError("no OpenSSH server here: apt install openssh-server")
    many, runs = effort.pick(full=(10_000, 3), quick=(3_000, 1), tiny=(60, 1))
    with a_hub() as hub:
        folder = effort.place("ssh-device")
        key, told = folder / "device", io.StringIO()
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True, timeout=60)
        words = ["hub", "enrol", "--school", SCHOOL, "--name", "Lycée fictif", "--device", "salle-3"]
        words += ["--hub", hub.address.text, "--ssh", f"{key}.pub", "--receiver", getpass.getuser()]
        with contextlib.redirect_stdout(told):
            main(words)
        none: Any = SimpleNamespace(folder=folder, environment={"VIGIE_STORE": str(folder / "none")})
        connecting, taken = [], []
        with Sshd(none) as sshd:
            line = next(line for line in told.getvalue().splitlines() if line.startswith("restrict,"))
            with (sshd.folder / "authorized_keys").open("a", encoding="utf-8") as keys:
                keys.write(f"{line}\n")
            where = f"ssh://{getpass.getuser()}@127.0.0.1:{sshd.port}?key={key}&known={sshd.folder}/known"
            for run in range(runs):
                root = effort.place(f"by-ssh-{run}")
                journal_of(root, many)
                begun = time.perf_counter()
                way = SshWay(hub_address(where))
                # The first answer comes once the other end stands.
                way.heads([])
                connecting.append((time.perf_counter() - begun) * 1000)
                taken.append(wall_ms(partial(send, root, way, Cursor())))
                way.close()
    yield Figure(f"{many:,} lines, by SSH", "ms", tuple(taken))
    yield Figure("to connect", "ms", tuple(connecting))
