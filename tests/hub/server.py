"""A real PostgreSQL on a Unix socket and on loopback, in a folder of the tests' own; a database a test."""

import atexit
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from data.hub.address import HubAddress, hub_address
from tests.waiting import PATIENCE_S

_ROOM = 2 * 1024**3
"""Bytes that the databases of a worker never come near to."""
_ACCOUNT = "postgres"
"""Whom Debian's package makes: the server refuses to be root's."""


def server_programs() -> Path | None:
    """Where the server's programs are: Debian puts each version into a folder of its own."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def needs_postgres() -> None:
    """Skip where there is no PostgreSQL server; in CI its absence is a failure."""
    if server_programs() is not None:
        return
    if os.environ.get("CI"):
        pytest.fail("PostgreSQL is not there, though .ci/run installs it")
    pytest.skip("PostgreSQL is not there: apt install postgresql")


def free_port() -> int:
    """A port below those that clients are given: a client that tries again could else meet itself."""
    for _ in range(200):
        port = 20000 + secrets.randbelow(12000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("no free port")


@dataclass
class Server:
    """A server that runs until it is stopped, or the tests end."""

    folder: Path
    """Where its socket is; its data, that nobody else may read, too."""
    port: int

    def __post_init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def socket_folder(self) -> str:
        return str(self.folder)

    def address(self, database: str = "postgres", *, role: str = _ACCOUNT, password: str = "") -> HubAddress:
        """By the socket, whose every account is trusted; with a password by loopback, where it is asked for."""
        if password:
            return hub_address(f"postgresql://{role}:{password}@127.0.0.1:{self.port}/{database}")
        return hub_address(f"postgresql://{role}@/{database}?host={self.folder}&port={self.port}")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        begin = time.monotonic()
        while not self._has_started():
            # Those who served the one that was killed hold its memory until they notice that it is gone.
            told = (self.folder.parent / "log").read_text(encoding="utf-8", errors="replace")
            assert "is still in use" in told.rpartition("starting")[2], told
            assert time.monotonic() - begin < PATIENCE_S, "the server does not start"

    def _has_started(self) -> bool:
        """Start it once; False when it ended before it answered."""
        binaries = server_programs()
        assert binaries is not None
        with (self.folder.parent / "log").open("ab") as log:
            log.write(b"starting\n")
            log.flush()
            self._process = subprocess.Popen(
                [*as_account(), str(binaries / "postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder),
                 "-p", str(self.port), "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=60",
                 "-c", "shared_buffers=32MB", "-c", "log_min_messages=fatal",
                 # No machine is cut off here: what a killed server wrote is there. Nothing is tidied for the long run.
                 "-c", "fsync=off", "-c", "autovacuum=off", "-c", "jit=off"],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log,
            )  # fmt: skip
        begin = time.monotonic()
        while self._process.poll() is None:
            done = subprocess.run(
                [str(binaries / "pg_isready"), "-q", "-h", str(self.folder), "-p", str(self.port), "-t", "5"],
                check=False, timeout=PATIENCE_S,
            )  # fmt: skip
            if done.returncode == 0:
                return True
            assert time.monotonic() - begin < PATIENCE_S, "the server does not answer"
        return False

    def kill(self) -> None:
        """As a power cut: no process of it is asked."""
        self._end(9)

    def stop(self) -> None:
        """End it, sessions cut."""
        self._end(2)

    def _end(self, sign: int) -> None:
        if self._process is None:
            return
        # `setpriv` has become the server itself: its children notice that it is gone.
        self._process.send_signal(sign)
        self._process.wait(PATIENCE_S)
        self._process = None


def as_account() -> list[str]:
    """What runs a program as somebody who is not root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={_ACCOUNT}", f"--regid={_ACCOUNT}", "--clear-groups"]


def _in_memory() -> Path | None:
    """Where a folder lies in memory, if there is room: a database a test is 300 files, which a disk is slow to make."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > _ROOM else None


@cache
def server() -> Server:
    """The one of this worker: started for the first test that wants it."""
    new = new_server()
    new.start()
    return new


def new_server() -> Server:
    """Another one, not started; its folder goes when the tests end."""
    binaries = server_programs()
    assert binaries is not None
    # A socket's path is short, and whoever runs the server must get there: not in the folder of a test.
    outer = Path(tempfile.mkdtemp(prefix="vigie-pg-", dir=_in_memory()))
    outer.chmod(0o755)
    folder = outer / "run"
    folder.mkdir(mode=0o755)
    if os.geteuid() == 0:
        account = pwd.getpwnam(_ACCOUNT)
        os.chown(folder, account.pw_uid, account.pw_gid)
    subprocess.run(
        [*as_account(), str(binaries / "initdb"), "-D", str(folder / "data"), "-U", _ACCOUNT, "-N", "-E", "UTF8",
         "--locale=C.UTF-8", "--auth-local=trust", "--auth-host=scram-sha-256"],
        check=True, timeout=PATIENCE_S, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    new = Server(folder, free_port())

    def away() -> None:
        new.kill()
        # Where root has given up its power over others' files, theirs are theirs to remove.
        subprocess.run(
            [*as_account(), "find", str(folder), "-mindepth", "1", "-delete"], check=False, timeout=PATIENCE_S
        )
        shutil.rmtree(outer, ignore_errors=True)

    atexit.register(away)
    return new
