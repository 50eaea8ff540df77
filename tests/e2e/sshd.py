"""A real OpenSSH server on loopback: its own port, keys and configuration in a folder of the test's own."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.e2e.terminal import Store, until
from tests.spaces import plain_spaces
from tests.waiting import PATIENCE_S

_PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
SSHD = shutil.which("sshd", path=_PLACES)


def needs_sshd() -> None:
    """Skip where there is no OpenSSH; in CI its absence is a failure."""
    missing = [
        name for name in ("sshd", "ssh", "ssh-keygen", "sftp", "scp") if shutil.which(name, path=_PLACES) is None
    ]
    if missing and os.environ.get("CI"):
        pytest.fail(f"not there, though .ci/run installs it: {', '.join(missing)}")
    if missing:
        pytest.skip(f"OpenSSH is not there ({', '.join(missing)}): apt install openssh-server openssh-client")


class Server:
    """An sshd with two keys: one for `vigie review`, one for `vigie finalise`, on the store of a test."""

    def __init__(self, store: Store) -> None:
        assert SSHD is not None
        self.store = store
        self.folder = store.folder / "ssh"
        self.folder.mkdir(mode=0o700)
        self.home = self.folder / "home"
        self.home.mkdir()
        self.port = _free_port()
        for name in ("host", "review", "finalise"):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / name],
                check=True,
                timeout=PATIENCE_S,
            )
        self._authorise("review", "review")
        self._authorise("finalise", "finalise", "--as", "Référent")
        host_key = (self.folder / "host.pub").read_text(encoding="utf-8")
        (self.folder / "known").write_text(f"[127.0.0.1]:{self.port} {host_key}", encoding="utf-8")
        # More is let in than a server should: what holds is the key, and the gate behind it.
        (self.folder / "config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host\nPidFile none\n"
            f"AuthorizedKeysFile {self.folder}/authorized_keys\nStrictModes no\nUsePAM no\nPermitRootLogin yes\n"
            "PasswordAuthentication no\nKbdInteractiveAuthentication no\nUseDNS no\nMaxSessions 50\n"
            "MaxStartups 100\nPrintMotd no\nLogLevel VERBOSE\nSubsystem sftp internal-sftp\n"
            "AllowTcpForwarding yes\nAllowAgentForwarding yes\nX11Forwarding yes\nPermitTunnel yes\n"
            "AcceptEnv LANG LC_* VIGIE_* XDG_* TEXTUAL*\n",
            encoding="utf-8",
        )
        if os.geteuid() == 0:
            # Where an sshd that root starts drops its rights; the package makes it when its service starts.
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        self._log = (self.folder / "log").open("wb")
        self._process = subprocess.Popen(
            [SSHD, "-D", "-e", "-f", self.folder / "config"],
            stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
        )  # fmt: skip
        until(self._answers, lambda: f"sshd does not answer\n{self.log}")

    def _authorise(self, name: str, *words: str) -> None:
        # As docs/ssh.md says it, but for the home: nobody's own settings.
        command = " ".join([
            "env", f"HOME={self.home}", "LC_ALL=C.UTF-8", sys.executable, "-m", "supervisor", *words,
            "--store", self.store.environment["VIGIE_STORE"],
        ])  # fmt: skip
        public = (self.folder / f"{name}.pub").read_text(encoding="utf-8")
        with (self.folder / "authorized_keys").open("a", encoding="utf-8") as keys:
            keys.write(f'restrict,pty,command="{command}" {public}')

    def _answers(self) -> bool:
        assert self._process.poll() is None, self.log
        return answers(self.port)

    @property
    def log(self) -> str:
        """What the server told."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def options(self, key: str = "review", program: str = "ssh") -> list[str]:
        """`ssh` (or `scp`, `sftp`) with this key, and nothing of whoever runs the tests."""
        return [
            program, "-F", "none", "-i", str(self.folder / key), "-P" if program != "ssh" else "-p", str(self.port),
            "-o", "IdentitiesOnly=yes", "-o", f"UserKnownHostsFile={self.folder}/known", "-o", "BatchMode=yes",
            "-o", "StrictHostKeyChecking=yes", "-o", f"ConnectTimeout={int(PATIENCE_S)}", "-o", "LogLevel=ERROR",
        ]  # fmt: skip

    @property
    def who(self) -> str:
        """The account and the machine."""
        return f"{getpass.getuser()}@127.0.0.1"

    def ask(
        self,
        *asked: str,
        key: str = "review",
        options: Sequence[str] = (),
        variables: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Ask something of a key, without a terminal, to its end."""
        ended = subprocess.run(
            [*self.options(key), *options, self.who, *asked],
            env={**self.store.environment, **(variables or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE_S * 2,
            check=False,
        )
        ended.stdout, ended.stderr = plain_spaces(ended.stdout), plain_spaces(ended.stderr)
        return ended

    @contextmanager
    def one_line(self) -> Iterator[Callable[[str], subprocess.CompletedProcess[str]]]:
        """`ask` over a line that is there already: a tenth of the time."""
        control = ["-o", f"ControlPath={self.folder}/line"]
        with subprocess.Popen([*self.options(), *control, "-M", "-N", self.who], stdin=subprocess.DEVNULL) as master:
            try:
                until((self.folder / "line").exists, lambda: self.log)
                yield lambda asked: self.ask(asked, options=control)
            finally:
                master.terminate()

    def start(self, *asked: str, key: str = "review") -> subprocess.Popen[str]:
        """Ask something that goes on."""
        return subprocess.Popen(
            [*self.options(key), self.who, *asked],
            env=self.store.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def vigies(self) -> list[int]:
        """The processes of `vigie` that the keys run now."""
        return [
            pid
            for pid in _processes()
            if b"supervisor\0" in _read(pid, "cmdline") and f"HOME={self.home}".encode() in _read(pid, "environ")
        ]

    def variables_of(self, pid: int) -> dict[str, str]:
        """The environment that a process was started with."""
        pairs = (pair.partition("=") for pair in _read(pid, "environ").decode("utf-8", "replace").split("\0"))
        return {name: value for name, _, value in pairs if name}

    def sessions(self) -> list[int]:
        """The server's own processes, one or two a line."""
        return [pid for pid in _processes() if self._process.pid in _parents(pid)]

    def none_left(self) -> None:
        """Wait until nothing runs for a key any more."""
        until(lambda: not self.vigies(), lambda: f"left behind: {self.vigies()}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for pid in [*self.vigies(), *self.sessions()]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.terminate()
        self._process.wait(PATIENCE_S)
        self._log.close()


def answers(port: int) -> bool:
    """Somebody listens on this port of this machine."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
        return True
    return False


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _read(pid: int, name: str) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/{name}").read_bytes()
    return b""


def _parents(pid: int) -> list[int]:
    found: list[int] = []
    while pid > 1 and len(found) < 20:
        words = _read(pid, "stat").decode("utf-8", "replace").rpartition(")")[2].split()
        pid = int(words[1]) if len(words) > 1 else 0
        found.append(pid)
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def reads_from(port: int, sent: bytes = b"") -> bytes:
    """What comes from a port of this machine once this was sent to it; empty when it hangs up."""
    begin = time.monotonic()
    while time.monotonic() - begin < PATIENCE_S:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as line:
                line.sendall(sent)
                return line.recv(64)
        except ConnectionRefusedError:
            time.sleep(0.05)
        except ConnectionError:
            return b""
    raise AssertionError(f"nobody listens on {port}")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    return _free_port()
