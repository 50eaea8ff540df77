"""A machine as docs/ssh.md has one set up: accounts of their own, an sshd on loopback, a folder of sessions, a group.

What the docs write in `/etc/ssh`, `/opt`, `/srv` and `/usr/local/bin` lies in one folder of the test's own, and its
accounts and its group bear names that no machine has; `Machine.here` says a text of the docs as it is typed there. Only
root can make such a machine, and nothing of it is left when the test ends.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.e2e.sshd import SSHD, answers, free_port, needs_sshd
from tests.e2e.terminal import until
from tests.e2e.wheel import built_in
from tests.spaces import plain_spaces
from tests.waiting import PATIENCE_S

ON_IT = ("salle", "referent")
"""The accounts of the docs."""
ELSEWHERE = ("roux", "collegue")
"""Two people at computers of their own: the référent, a surveillant more."""
GROUP = "pix-lecture"
PLACES = ("/etc/ssh/cles", "/etc/ssh/sshd_config.d", "/opt/vigie", "/srv/vigie", "/usr/local/bin")

_A_PLACE = re.compile("(?:" + "|".join(PLACES) + ")" + r"(?![-\w])")
_DEV_ONLY = shutil.ignore_patterns(
    "__pycache__", "mypy*", "*mypyc*", "ruff*", "pip", "setuptools", "hypothesis", "grimp", "_pytest", "pypdf"
)

_SUDO = """#!/bin/sh
# Who calls it is root already.
[ "$1" = -u ] || exec "$@"
user=$2; shift 2
exec setpriv --reuid="$user" --regid="$user" --init-groups env HOME=/home/"$user" USER="$user" LOGNAME="$user" "$@"
"""
_NANO = """#!/bin/sh
exec cat >"$1"
"""
_ADDUSER = """#!/bin/sh
# Debian's own fills the new home after giving it away, which takes the power over all rights.
for name; do :; done
exec useradd --create-home --shell /bin/bash "$name"
"""
_DAC_OVERRIDE = 1
_SYSTEMCTL = """#!/bin/sh
[ "$*" = "reload ssh" ] && kill -HUP "$(cat {root}/sshd.pid)"
"""
_CONFIG = """Include {root}/etc/ssh/sshd_config.d/*.conf
Port {port}
ListenAddress 127.0.0.1
HostKey {root}/etc/ssh/host
PidFile {root}/sshd.pid
UsePAM yes
PasswordAuthentication no
KbdInteractiveAuthentication no
X11Forwarding yes
PrintMotd no
AcceptEnv LANG LC_*
SetEnv PATH={path}
Subsystem sftp internal-sftp
UseDNS no
LogLevel VERBOSE
"""
"""As Debian has it, without what needs the service manager."""


def needs_accounts() -> None:
    """Skip where no accounts can be made: they are root's to make, on a Linux with its usual tools."""
    needs_sshd()
    if os.geteuid() != 0:
        pytest.skip("accounts are made by root only")
    tools = ("useradd", "adduser", "usermod", "userdel", "groupadd", "setpriv", "prlimit", "tar")
    if missing := [tool for tool in tools if shutil.which(tool, path=f"{_path()}:{_sbin()}") is None]:
        pytest.skip(f"no accounts without {', '.join(missing)}")
    if _python() is None:
        pytest.skip(f"no Python {sys.version_info[0]}.{sys.version_info[1]} that every account may start")


class Machine:
    """Accounts, a group, a server; taken away at the end."""

    def __init__(self) -> None:
        needs_accounts()
        self.port = free_port()
        # Where every account may pass; not in /tmp, where OpenSSH trusts no file that others might have put there.
        self.root = Path(tempfile.mkdtemp(prefix="vigie-essai-", dir="/opt"))
        self.root.chmod(0o755)
        self.names = {name: f"{name}-{os.getpid()}" for name in (*ON_IT, *ELSEWHERE, GROUP)}
        self._server: subprocess.Popen[bytes] | None = None
        self._log = (self.root / "sshd.log").open("wb")
        try:
            self._furnish()
        except BaseException:
            self.clear()
            raise

    def _furnish(self) -> None:
        for name in ("shims", "etc/ssh/sshd_config.d", "opt", "srv", "usr/local/bin", "office"):
            (self.root / name).mkdir(parents=True)
        self._shim("sudo", _SUDO)
        self._shim("nano", _NANO)
        if not _passes_over_rights():
            self._shim("adduser", _ADDUSER)
        self._shim("systemctl", _SYSTEMCTL.format(root=self.root))
        self._shim("sshd", f'#!/bin/sh\nexec {SSHD} -f {self.root}/etc/ssh/sshd_config "$@"\n')
        self._shim("../usr/local/bin/python3", f'#!/bin/sh\nexec {_python()} "$@"\n')
        for name in ("salle", *ELSEWHERE):
            _do("useradd", "--create-home", "--shell", "/bin/bash", "--password", "*", self.names[name])
        _do("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self.root / "etc/ssh/host"))
        (self.root / "etc/ssh/sshd_config").write_text(
            _CONFIG.format(root=self.root, port=self.port, path=self.path), encoding="utf-8"
        )
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        self._server = subprocess.Popen(
            [str(SSHD), "-D", "-e", "-f", self.root / "etc/ssh/sshd_config"],
            stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
        )  # fmt: skip
        self.wait_for_the_server()

    def _shim(self, name: str, text: str) -> None:
        path = self.root / "shims" / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def wait_for_the_server(self, times: int = 1) -> None:
        """It listens, for the so-manyth time: a reload closes the door for a moment."""
        until(lambda: self.times_listening >= times, lambda: f"sshd does not listen\n{self.log}")
        until(lambda: answers(self.port), lambda: f"sshd does not answer\n{self.log}")

    @property
    def times_listening(self) -> int:
        """How often it has begun to listen."""
        return self.log.count("Server listening on")

    @property
    def path(self) -> str:
        """Where commands are found, ours first."""
        return f"{self.root}/usr/local/bin:{_path()}"

    @property
    def log(self) -> str:
        """What the server told."""
        return (self.root / "sshd.log").read_text(encoding="utf-8", errors="replace")

    def home(self, name: str) -> Path:
        """The home of one of the accounts; of root, a folder to be in."""
        return Path("/home") / self.names[name] if name else self.root / "office"

    def here(self, text: str) -> str:
        """A text of the docs as it is typed on this machine."""
        text = _A_PLACE.sub(lambda found: f"{self.root}{found[0]}", text)
        text = text.replace("poste-salle", "127.0.0.1")
        for name in (*ON_IT, GROUP):
            text = re.sub(rf"(?<![-\w]){name}(?![-\w])", self.names[name], text)
        return text

    def knows(self, name: str) -> None:
        """At this person's computer the server's key and port are known; what they wrote themselves stays."""
        key = (self.root / "etc/ssh/host.pub").read_text(encoding="utf-8")
        self.does(name, "umask 077; mkdir -p ~/.ssh; cat >~/.ssh/known_hosts", f"[127.0.0.1]:{self.port} {key}")
        self.does(name, "cat >>~/.ssh/config", f"Host *\n    Port {self.port}\n    LogLevel ERROR\n")

    def give(self, name: str, file: Path, folder: str = ".") -> None:
        """Put a copy of a file into a folder of somebody's home, as theirs: root itself may not write there."""
        open_to_all = self.root / "given" / file.name
        open_to_all.parent.mkdir(exist_ok=True)
        shutil.copyfile(file, open_to_all)
        open_to_all.chmod(0o644)
        self.does(name, f"mkdir -p {folder} && cp {open_to_all} {folder}")

    def as_(self, name: str, line: str) -> list[str]:
        """The words that run a line in the shell of one of the accounts; of root where there is no name."""
        if not name:
            variables = {"PATH": f"{self.root}/shims:{self.path}:{_sbin()}", "HOME": str(self.home(""))}
            become = []
        else:
            account = self.names[name]
            variables = {"PATH": self.path, "HOME": str(self.home(name)), "USER": account, "LOGNAME": account}
            become = ["setpriv", f"--reuid={account}", f"--regid={account}", "--init-groups"]
        variables |= {"LC_ALL": "C.UTF-8", "TERM": os.environ.get("TERM", "xterm-256color")}
        # Nothing is fetched: pip takes the wheel alone, its dependencies are put beside it.
        variables |= {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        pairs = [f"{key}={value}" for key, value in variables.items()]
        return [*become, "env", "-i", "-C", str(self.home(name)), *pairs, "bash", "-c", line]

    def run(self, name: str, line: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """One line of an account, to its end, without a terminal."""
        ended = subprocess.run(
            self.as_(name, line),
            input=typed,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE_S * 4,
            check=False,
            start_new_session=True,
            umask=0o022,
        )
        ended.stdout, ended.stderr = plain_spaces(ended.stdout), plain_spaces(ended.stderr)
        assert "Traceback" not in ended.stdout + ended.stderr, f"{line}\n{ended.stderr}"
        return ended

    def does(self, name: str, line: str, typed: str = "") -> str:
        """One line that must succeed; what it printed."""
        ended = self.run(name, line, typed)
        assert ended.returncode == 0, f"{line}\n{ended.stdout}{ended.stderr}\n{self.log}"
        return ended.stdout

    def start(self, name: str, line: str) -> subprocess.Popen[str]:
        """A line that goes on."""
        return subprocess.Popen(
            self.as_(name, line),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
            start_new_session=True,
        )  # fmt: skip

    def put_dependencies(self, name: str, environment: str) -> None:
        """What pip would have fetched, named to an environment that the wheel was installed in."""
        ours = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
        if not all(_is_open_to_all(Path(place)) for place in ours):
            copy = self.root / "dependencies"
            for place in ours:
                shutil.copytree(place, copy, ignore=_DEV_ONLY, dirs_exist_ok=True)
            ours = [str(copy)]
        [place] = self.does(name, f"echo {environment}/lib/python*/site-packages").split()
        self.does(name, f"cat >{place}/dependencies.pth", "\n".join(ours) + "\n")

    def wheel(self) -> Path:
        """The wheel, where root and every account can read it."""
        sources = self.root / "sources"
        if not sources.exists():
            sources.mkdir()
            built_in(sources)
        [built] = (sources / "dist").glob("*.whl")
        return built

    def _processes(self) -> Sequence[int]:
        numbers = {number for name, number in _accounts().items() if name in self.names.values()}
        found = []
        for entry in Path("/proc").iterdir():
            with suppress(OSError):
                if entry.name.isdigit() and entry.stat().st_uid in numbers:
                    found.append(int(entry.name))
        return found

    def clear(self) -> None:
        """Take all of it away again."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(PATIENCE_S)
        self._log.close()
        for pid in self._processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        until(lambda: not self._processes(), lambda: "processes of the accounts are left")
        for name in self.names:
            if self.names[name] not in _accounts():
                continue
            # Root may not be allowed to look into what is theirs: they empty it, then it becomes root's.
            emptied = f"rm -rf ~/* ~/.[!.]* {self.root}/srv/vigie/*"
            subprocess.run(self.as_(name, emptied), capture_output=True, check=False, timeout=PATIENCE_S)
            subprocess.run(["userdel", self.names[name]], capture_output=True, check=False, timeout=PATIENCE_S)
            _take_away(self.home(name))
        subprocess.run(["groupdel", self.names[GROUP]], capture_output=True, check=False, timeout=PATIENCE_S)
        _take_away(self.root / "srv/vigie")
        shutil.rmtree(self.root)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.clear()


def _do(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True, timeout=PATIENCE_S)


def _take_away(folder: Path) -> None:
    if folder.is_dir():
        os.chown(folder, 0, 0)
        shutil.rmtree(folder)


def _passes_over_rights() -> bool:
    """Root has given that power up in CI: some tests are about rights."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    [effective] = re.findall(r"^CapEff:\s+([0-9a-f]+)", status, re.MULTILINE)
    return bool(int(effective, 16) & 1 << _DAC_OVERRIDE)


def _accounts() -> dict[str, int]:
    lines = Path("/etc/passwd").read_text(encoding="utf-8").splitlines()
    return {fields[0]: int(fields[2]) for fields in (line.split(":") for line in lines)}


def _sbin() -> str:
    return "/usr/local/sbin:/usr/sbin:/sbin"


def _path() -> str:
    return "/usr/local/bin:/usr/bin:/bin"


def _is_open_to_all(path: Path) -> bool:
    """Every account may read it, and pass through all that leads to it."""
    modes = [place.stat().st_mode for place in (path, *path.parents)]
    return bool(modes[0] & 0o004) and all(mode & 0o001 for mode in modes)


def _python() -> Path | None:
    """A Python of the version that runs the tests, which every account may start."""
    version = ".".join(str(part) for part in sys.version_info[:2])
    candidates = [Path(sys.base_prefix) / "bin" / f"python{version}"]
    candidates += [Path(place) / f"python{version}" for place in _path().split(":")]
    for candidate in candidates:
        with suppress(OSError):
            real = candidate.resolve(strict=True)
            if _is_open_to_all(real):
                ended = subprocess.run(
                    [real, "-c", "import ensurepip, venv"], capture_output=True, check=False, timeout=PATIENCE_S
                )
                if ended.returncode == 0:
                    return real
    return None
