"""Every system call of the store that changes something, in one place.

The first half is the seam: one function per call, so that a test can make any of them fail. The second half is
what the store does with them: a file appears whole or not at all, and what must last is flushed.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from data.rights import Rights
from data.system import is_held, is_too_long

ASIDE = ".new"
"""Ending of the name of a file that is being written."""
LARGEST = 1 << 28
"""Bytes of the largest file that is read whole: a hundred times the journal of the longest day."""
_MOST_AT_ONCE = 1 << 24
"""Bytes."""
_BINARY: int = getattr(os, "O_BINARY", 0)
_UNBLOCKED: int = getattr(os, "O_NONBLOCK", 0)
"""Of no effect on a file; a pipe is opened at once, instead of when somebody else opens its other end."""
_NO_SYNC_OF_FOLDERS = (errno.EINVAL, errno.EBADF, getattr(errno, "ENOTSUP", errno.EINVAL))
"""What some file systems answer to the fsync of a folder: they keep names by other means."""

_OF_A_LISTING = len("\\*.*")
"""Letters that Windows puts behind a folder to list it."""

PATIENCE = (0.01, 0.05, 0.25, 0.5, 1.0)
"""Seconds between tries on a file that another program holds; ours. An antivirus lets go within one or two."""
pause = time.sleep

_T = TypeVar("_T")

# The seam --------------------------------------------------------------------------------------------


def open_file(path: Path, flags: int, mode: int = 0o600) -> int:
    """Open a file as bytes. One that root makes in somebody else's folder is that person's.

    Raises:
        OSError: it cannot be opened, or is no file: reading a pipe or a device may never end.
    """
    flags |= _BINARY | _UNBLOCKED
    is_made_by_root = bool(flags & os.O_CREAT) and is_root()
    fd = patiently(lambda: (_made_by_root if is_made_by_root else os.open)(path, flags, mode))
    kind = os.fstat(fd).st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        os.close(fd)
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
    return fd


def write(fd: int, data: memoryview) -> int:
    """Write as much as the system takes; how many bytes that was."""
    return os.write(fd, data)


def fsync(fd: int) -> None:
    """Return once the disk holds what was written."""
    if sys.platform == "darwin":
        # fsync of macOS leaves the data in the drive's own cache.
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            return
    os.fsync(fd)


def truncate(fd: int, size: int) -> None:
    """Cut a file to `size` bytes."""
    os.ftruncate(fd, size)


def replace(source: Path, target: Path) -> None:
    """Give a file or a folder its name, in the place of what had it."""
    patiently(lambda: source.replace(target))


def patiently(change: Callable[[], _T]) -> _T:
    """Do it, and again for a while where another program holds the file, as antivirus programs do for a moment.

    Raises:
        OSError: it was held all the time, or the system refused for another reason, told apart.
    """
    for wait in PATIENCE:
        try:
            return told_apart(change)
        except PermissionError as error:
            if not is_held(error):
                raise
            pause(wait)
    return told_apart(change)


def told_apart(ask: Callable[[], _T], *, added: int = 0) -> _T:
    """Ask the system; « not there » is its answer only where it could have said « there ».

    Windows says it of whatever has too long a path: a register would be empty, a session gone, a file removed.

    Args:
        ask: one call.
        added: letters that the system itself puts behind the path that it is given.

    Raises:
        OSError: the system refused; never FileNotFoundError, but ENAMETOOLONG, where the path is too long.
    """
    try:
        return ask()
    except FileNotFoundError as error:
        if not is_too_long(error, added=added):
            raise
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), error.filename) from error


def mode_of(path: Path, *, through_links: bool = False) -> int | None:
    """What stands there, as the system says it; None where nothing does.

    Args:
        path: where.
        through_links: what a link leads to, rather than the link.

    Raises:
        OSError: the system does not tell, as of a path that is too long: it is never « nothing ».
    """
    try:
        return told_apart(path.stat if through_links else path.lstat).st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None


def is_there(path: Path) -> bool:
    """Whether something stands there, be it a link that leads nowhere.

    Raises:
        OSError: the system does not tell.
    """
    return mode_of(path) is not None


def may_be_there(path: Path) -> bool:
    """Whether something stands there, or the system does not tell: it is never said that nothing does."""
    try:
        return is_there(path)
    except OSError:
        return True


def is_folder(path: Path) -> bool:
    """Whether it is a folder, or a link to one.

    Raises:
        OSError: the system does not tell.
    """
    try:
        return stat.S_ISDIR(mode_of(path, through_links=True) or 0)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return False
        raise


def listed(folder: Path) -> list[Path]:
    """What stands in a folder, by name; nothing where there is no folder.

    Raises:
        OSError: it cannot be listed.
    """
    try:
        return told_apart(lambda: sorted(folder.iterdir()), added=_OF_A_LISTING)
    except FileNotFoundError:
        return []


def touched(path: Path) -> float | None:
    """Have something be of now; what its disk calls now, in seconds, and None where it does not say."""
    try:
        os.utime(path)
        return path.stat().st_mtime
    except OSError:
        return None


def make_folder(path: Path, mode: int) -> None:
    """Make one folder, whose parent exists. One that root makes in somebody else's folder is that person's."""
    path.mkdir(mode)
    if is_root():
        owner = path.parent.stat()
        with suppress(PermissionError):
            os.lchown(path, owner.st_uid, owner.st_gid)


def is_root() -> bool:
    """Files made here would be root's, wherever they lie; False where nothing can be given away."""
    return all(hasattr(os, name) for name in ("geteuid", "fchown", "lchown")) and os.geteuid() == 0


def _made_by_root(path: Path, flags: int, mode: int) -> int:
    """Open a file, and give it to the owner of its folder where it was not there before.

    What was there stays whose it is: a link could lead to a file of root's own.
    """
    try:
        fd = os.open(path, flags | os.O_EXCL, mode)
    except FileExistsError:
        if flags & os.O_EXCL:
            raise
        return os.open(path, flags, mode)
    owner = path.parent.stat()
    # Some containers have a root that may not give anything away.
    with suppress(PermissionError):
        os.fchown(fd, owner.st_uid, owner.st_gid)
    return fd


def remove(path: Path) -> None:
    """Remove a file; nothing when it is not there."""
    with suppress(FileNotFoundError):
        patiently(path.unlink)


def remove_tree(path: Path) -> None:
    """Remove a folder and all that is in it; of a link to one, the link."""
    if path.is_symlink():
        patiently(path.unlink)
    else:
        # What is gone already is no reason to stop: the second try goes on with the rest.
        import shutil

        patiently(lambda: shutil.rmtree(path) if is_there(path) else None)


# What is done with it --------------------------------------------------------------------------------


@contextmanager
def opened(path: Path, flags: int, mode: int = 0o600) -> Iterator[int]:
    """An open file, closed at the end."""
    fd = open_file(path, flags, mode)
    try:
        yield fd
    finally:
        with suppress(OSError):
            os.close(fd)


def read_all(fd: int) -> bytes:
    """What stands from here to the end of the file.

    Raises:
        OSError: it cannot be read, or is larger than anything that the store writes.
    """
    size = os.fstat(fd).st_size
    if size > LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    parts = []
    # All of it at once and its end behind it; room for a megabyte would be asked for and given back each time.
    while part := os.read(fd, min(max(size - os.lseek(fd, 0, os.SEEK_CUR), 0) + 1, _MOST_AT_ONCE)):
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def read_file(path: Path) -> bytes:
    """A whole file."""
    with opened(path, os.O_RDONLY) as fd:
        return read_all(fd)


def write_all(fd: int, data: bytes) -> None:
    """Write all of it, in as many calls as the system needs: one unless it takes less than it was given."""
    rest = memoryview(data)
    while rest:
        written = write(fd, rest)
        if written == 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[written:]


def sync_folder(path: Path) -> None:
    """Return once the disk holds the names in a folder, where a folder can be flushed (not on Windows)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with opened(path, os.O_RDONLY | os.O_DIRECTORY) as fd:
        try:
            fsync(fd)
        except OSError as error:
            if error.errno not in _NO_SYNC_OF_FOLDERS:
                raise


def flush(path: Path) -> None:
    """Return once the disk holds a file that was written and closed.

    Raises:
        OSError: it could not be kept, also where that is told only now.
    """
    with opened(path, os.O_WRONLY) as fd:
        fsync(fd)


def sync_name(path: Path) -> None:
    """Return once the disk holds the name of a file or a folder, where the folder that it stands in can be opened."""
    with suppress(PermissionError):
        sync_folder(path.parent)


def write_new(path: Path, data: bytes, rights: Rights, *, flushed: bool = True) -> None:
    """Write a file of its own, flushed, with its rights set before its first byte."""
    with opened(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) as fd:
        rights.give_to_file(fd)
        write_all(fd, data)
        if flushed:
            fsync(fd)


def rewrite(path: Path, data: bytes, rights: Rights, *, flushed: bool = True) -> None:
    """Put other bytes in the place of a file's: whoever looks finds the old ones or the new ones, whole.

    The caller holds the lock that guards the file, so that the name aside is theirs alone. What is not flushed outlives
    the program, but perhaps not a power cut.
    """
    aside = aside_of(path)
    try:
        write_new(aside, data, rights, flushed=flushed)
        replace(aside, path)
    except BaseException:
        with suppress(OSError):
            remove(aside)
        raise
    if flushed:
        try:
            sync_folder(path.parent)
        except OSError as error:
            raise UnflushedError(error.errno, os.strerror(error.errno or 0)) from error


class UnflushedError(OSError):
    """All of it is in its place, and the disk did not confirm that it keeps it: it is not « nothing was written »."""


def aside_of(path: Path) -> Path:
    """Where a file is written before it gets its name; one that a kill left there is written over."""
    return path.with_name(path.name + ASIDE)


def make_folder_with(path: Path, rights: Rights) -> None:
    """Make a folder with its rights."""
    make_folder(path, 0o700)
    rights.give_to_folder(path)


def make_parents(path: Path) -> None:
    """Make the folders above a path that are not there; nobody else may write in them, whatever the umask."""
    for folder in reversed([above for above in path.parents if not above.exists()]):
        with suppress(FileExistsError):
            make_folder(folder, 0o755)
        sync_name(folder)
