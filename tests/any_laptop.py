"""As much of Windows as Linux can play, for a process of its own: run before anything of the house is loaded.

The POSIX modules, signals and calls are gone; rights are not kept; a folder cannot be opened, so not fsynced either;
renaming onto a file that exists is refused (os.replace is the call that may), and so is renaming what is open; names
that Windows does not take are refused; text without an encoding is an error.
"""

import asyncio
import json
import os
import re
import shutil  # noqa: F401
import signal
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import platformdirs  # noqa: F401

# Loaded while all is there: these three have a half for POSIX and one for Windows, and go by the name of the system.

MODULES = (
    "fcntl", "pwd", "grp", "spwd", "crypt", "nis", "termios", "tty", "pty", "resource", "syslog", "readline", "curses",
    "_curses",
)  # fmt: skip
SIGNALS = (
    "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGCHLD", "SIGCONT", "SIGKILL", "SIGPIPE", "SIGPROF",
    "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGVTALRM", "SIGWINCH", "alarm", "pause", "setitimer", "siginterrupt",
    "pthread_sigmask", "pthread_kill", "sigwait", "sigpending", "SIG_BLOCK",
)  # fmt: skip
OF_OS = (
    "O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK", "O_SYNC", "O_DSYNC", "O_NOCTTY", "O_PATH", "fdatasync",
    "fchown", "chown", "lchown", "getuid", "geteuid", "getgid", "getegid", "getgroups", "getpgid", "getsid",
    "setuid", "setsid", "fork", "forkpty", "openpty", "killpg", "nice", "getloadavg", "fstatvfs", "uname",
    "mkfifo", "mknod", "pread", "pwrite", "readv", "writev", "sendfile", "sync", "sysconf", "ctermid", "ttyname",
    "tcgetpgrp", "initgroups", "getpriority", "wait", "wait3", "wait4", "WNOHANG", "register_at_fork", "chroot",
    "sched_getaffinity", "sched_setaffinity", "sched_yield", "sched_getscheduler", "posix_spawn", "posix_fallocate",
    "posix_fadvise", "getxattr", "setxattr", "memfd_create", "confstr", "pathconf", "fpathconf"
)  # fmt: skip
OF_TIME = ("CLOCK_BOOTTIME", "clock_gettime", "tzset")
END = "\x1e"
"""What ends the words of each step."""
RESERVED = re.compile(r'[<>:"|?*\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)
"""What no name may be or hold there."""


def play_windows() -> None:
    """From now on, in this process."""
    # That of Windows would be taken there, by the name of the system.
    os.environ["TEXTUAL_DRIVER"] = "textual.drivers.headless_driver:HeadlessDriver"
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    for module, names in ((signal, SIGNALS), (os, OF_OS), (time, OF_TIME)):
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    warnings.filterwarnings("error", category=EncodingWarning, module=r"supervisor|data|screens")
    for name in ("open", "mkdir", "rename", "replace", "chmod"):
        setattr(os, name, _like_windows(name, getattr(os, name)))


def _like_windows(name: str, real: Any) -> Any:
    def call(path: Any, *args: Any, **kwargs: Any) -> Any:
        if name == "chmod":
            return None
        if name == "open" and Path(path).is_dir():
            raise PermissionError(13, "Permission denied", path)
        named = Path(args[0] if name in ("rename", "replace") else path)
        if not os.path.lexists(named) and RESERVED.search(named.name):
            raise OSError(22, "Invalid argument", str(named))
        if name == "rename" and named.exists():
            raise FileExistsError(17, "File exists", str(named))
        if name in ("rename", "replace") and (_is_open(path) or _is_open(named)):
            raise PermissionError(13, "Permission denied", path)
        return real(path, *args, **kwargs)

    return call


def _is_open(path: Any) -> bool:
    """Whether this process has it open, or a file below it."""
    there = {Path(os.path.realpath(fd)) for fd in Path("/proc/self/fd").iterdir()}
    place = Path(os.path.realpath(path))
    return any(place == one or place in one.parents for one in there)


def run_command(store: str, *words: str) -> int:
    """The `vigie` command with these words; its exit code."""
    from supervisor.__main__ import main

    return main(["--store", store, *words])


def run_board(store: str, number: str, *keys: str) -> int:
    """A board on a session, without a terminal: these keys, then what it shows."""
    asyncio.run(_press(store, number, keys))
    return 0


async def _press(store: str, number: str, keys: tuple[str, ...]) -> None:
    from datetime import UTC, datetime

    from data.archive import Archive
    from screens.live.app import LiveApp
    from screens.offices.board import papers_of
    from tests.on_screen import text_of
    from tests.screens.room import StillClock
    from tests.waiting import until

    journal = Archive(Path(store)).journal(number)
    clock = StillClock(datetime.now(UTC))
    app = LiveApp(journal, clock, author="surveillant", host="poste-1", papers=papers_of(journal))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in keys:
            # At a person's pace: no key is the repetition of the one before.
            clock.wait(1)
            await pilot.press(key)
            await until(lambda: app.is_idle, f"the answer to {key}")
            await pilot.pause()
        picture = text_of(app.screen)
    print(picture)


def main() -> None:
    """Do what standard input says, a JSON list of words a line; behind what each printed, its exit code."""
    play_windows()
    store = sys.argv[1]
    for line in sys.stdin:
        way, *words = json.loads(line)
        code = run_board(store, *words) if way == "board" else run_command(store, *words)
        print(f"{END}{code}", flush=True)


if __name__ == "__main__":
    main()
