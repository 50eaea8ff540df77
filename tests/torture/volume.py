"""A disk as a power cut sees it: what a command does to it call by call, and every state that a cut could leave.

The system's own calls are watched, below the store's seam, so that what goes around the seam is seen too. A file's
bytes last once the file was flushed, a name once its folder was: until then the disk may hold any part of it, in any
order. A rename is one step, as every file system with a journal has it, and lasts with the folder it leads to.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

SECTOR = 512
"""Bytes that a disk writes at once, or not at all."""
CALLS = ("open", "close", "write", "ftruncate", "fsync", "replace", "rename", "mkdir", "unlink", "rmdir")
"""Of the system, those that change something, or tell which file is meant."""
Tree = dict[str, bytes | None]
"""Files and folders (None) by their path under the root."""


@dataclass(frozen=True)
class Op:
    """One call: `name` (link), `move`, `drop` (a name); `write`, `cut` (bytes); `sync` (a file or a folder)."""

    kind: str
    node: int
    folder: int = 0
    name: str = ""
    source: tuple[int, str] = (0, "")
    """Of a move: where from."""
    at: int = 0
    """Of a write: where in the file; of a cut: its new size."""
    data: bytes = b""
    is_folder: bool = False

    @property
    def is_naming(self) -> bool:
        """It gives or takes a name."""
        return self.kind in ("name", "move", "drop")


@dataclass
class Volume:
    """Files and folders by number, folders holding names."""

    folders: dict[int, dict[str, int]] = field(default_factory=lambda: {0: {}})
    files: dict[int, bytes] = field(default_factory=dict)

    def copy(self) -> Volume:
        """Another one that holds the same."""
        return Volume({node: dict(names) for node, names in self.folders.items()}, dict(self.files))

    def apply(self, op: Op) -> None:
        """Do it; nothing where what it stands on was lost."""
        names = self.folders.get(op.folder)
        if op.kind == "name":
            self._there(op)
            self.folders[op.folder][op.name] = op.node
        elif op.kind == "drop" and names is not None:
            names.pop(op.name, None)
        elif op.kind == "move":
            folder, name = op.source
            if self.folders.get(folder, {}).get(name) == op.node:
                del self.folders[folder][name]
                self.folders.setdefault(op.folder, {})[op.name] = op.node
        elif op.kind == "write":
            data = self.files.get(op.node, b"")
            self.files[op.node] = data[: op.at].ljust(op.at, b"\0") + op.data + data[op.at + len(op.data) :]
        elif op.kind == "cut":
            self.files[op.node] = self.files.get(op.node, b"")[: op.at].ljust(op.at, b"\0")

    def _there(self, op: Op) -> None:
        self.folders.setdefault(op.folder, {})
        if op.is_folder:
            self.folders.setdefault(op.node, {})
        else:
            self.files.setdefault(op.node, b"")

    def tree(self) -> Tree:
        """What stands under the root."""
        found: Tree = {}
        todo = [("", 0)]
        while todo:
            path, node = todo.pop()
            for name, child in self.folders[node].items():
                below = f"{path}/{name}" if path else name
                if child in self.folders:
                    found[below] = None
                    todo.append((below, child))
                else:
                    found[below] = self.files.get(child, b"")
        return found


@dataclass(frozen=True)
class State:
    """What a cut left."""

    tree: Tree
    after: int
    """Calls that had been made."""
    is_kill: bool = False
    """The program alone was killed: the disk has all that it was given."""


class Recorder:
    """Watches the calls of this process below a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.begun = _volume_of(root)
        self.ops: list[Op] = []
        self._now = self.begun.copy()
        self._open: dict[int, tuple[int, str]] = {}
        self._next = max([*self.begun.folders, *self.begun.files], default=0) + 1

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Record what is done meanwhile."""
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, self._wrap(getattr(os, name), getattr(self, f"on_{name}")))
            patch.setattr(os, "remove", os.unlink)
            yield

    @property
    def paths(self) -> set[str]:
        """All names that were given meanwhile, under the root."""
        seen, volume = set(), self.begun.copy()
        for op in self.ops:
            volume.apply(op)
            seen |= {path for path in volume.tree() if op.is_naming}
        return seen

    def _wrap(self, real: Callable[..., Any], seen: Callable[..., None]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            is_there = seen.__name__ == "on_open" and os.path.lexists(self._path(args[0], kwargs.get("dir_fd")))
            result = real(*args, **kwargs)
            seen(result, *args, is_there=is_there, **kwargs)
            return result

        return call

    def _do(self, op: Op) -> None:
        self._now.apply(op)
        self.ops.append(op)

    def _path(self, path: Any, dir_fd: int | None = None) -> str:
        if dir_fd is not None and dir_fd in self._open:
            return f"{self.root}/{self._open[dir_fd][1]}/{os.fsdecode(path)}"
        return str(Path(os.fsdecode(path)).absolute()) if not isinstance(path, int) else ""

    def _split(self, path: Any, dir_fd: int | None = None) -> tuple[int, str, str] | None:
        """The folder that a path stands in, its name, and where it is under the root; None for what lies elsewhere."""
        whole = self._path(path, dir_fd)
        if whole == str(self.root):
            return 0, "", ""
        if not whole.startswith(f"{self.root}/"):
            return None
        under = whole[len(f"{self.root}/") :]
        *above, name = under.split("/")
        folder = 0
        for part in above:
            folder = self._now.folders[folder][part]
        return folder, name, under

    def _number(self) -> int:
        self._next += 1
        return self._next

    # One a call; the first argument is what the system answered.

    def on_open(self, fd: int, path: Any, flags: int, *_: Any, is_there: bool, dir_fd: int | None = None) -> None:
        if (place := self._split(path, dir_fd)) is None:
            self._open.pop(fd, None)
            return
        folder, name, under = place
        if not is_there:
            self._do(Op("name", self._number(), folder, name))
        node = self._now.folders[folder][name] if under else 0
        self._open[fd] = (node, under)
        if is_there and flags & os.O_TRUNC and self._now.files.get(node):
            self._do(Op("cut", node))

    def on_close(self, _: Any, fd: int, **__: Any) -> None:
        self._open.pop(fd, None)

    def on_write(self, count: int, fd: int, data: Any, **_: Any) -> None:
        if fd in self._open:
            at = os.lseek(fd, 0, os.SEEK_CUR) - count
            self._do(Op("write", self._open[fd][0], at=at, data=bytes(data[:count])))

    def on_ftruncate(self, _: Any, fd: int, size: int, **__: Any) -> None:
        if fd in self._open:
            self._do(Op("cut", self._open[fd][0], at=size))

    def on_fsync(self, _: Any, fd: int, **__: Any) -> None:
        if fd in self._open:
            self._do(Op("sync", self._open[fd][0]))

    def on_replace(self, _: Any, source: Any, target: Any, **__: Any) -> None:
        here, there = self._split(source), self._split(target)
        if here is None and there is None:
            return
        assert here is not None, "nothing comes from elsewhere"
        assert there is not None, "nothing goes elsewhere"
        node = self._now.folders[here[0]][here[1]]
        self._do(Op("move", node, there[0], there[1], source=(here[0], here[1])))

    on_rename = on_replace

    def on_mkdir(self, _: Any, path: Any, *__: Any, dir_fd: int | None = None, **___: Any) -> None:
        if (place := self._split(path, dir_fd)) is not None:
            self._do(Op("name", self._number(), place[0], place[1], is_folder=True))

    def on_unlink(self, _: Any, path: Any, *__: Any, dir_fd: int | None = None, **___: Any) -> None:
        if (place := self._split(path, dir_fd)) is not None:
            self._do(Op("drop", 0, place[0], place[1]))

    on_rmdir = on_unlink


def _volume_of(root: Path) -> Volume:
    volume, numbers = Volume(), {root: 0}
    for number, path in enumerate(sorted(root.rglob("*")), 1):
        numbers[path] = number
        volume.folders[numbers[path.parent]][path.name] = number
        if path.is_dir():
            volume.folders[number] = {}
        else:
            volume.files[number] = path.read_bytes()
    return volume


# What a cut could leave ------------------------------------------------------------------------------


def states(recorder: Recorder, chance: random.Random, *, tears: int, draws: int) -> Iterator[State]:
    """Every state that a cut after each call could leave, each once a call: whatever was not flushed is there or not.

    Args:
        recorder: what was done.
        chance: draws which of what was not flushed is there, for so many states more.
        tears: at how many places each write that was not flushed is torn, beside its first and last byte and the
            edges of sectors and lines.
        draws: states a call that chance draws.
    """
    for after in range(len(recorder.ops) + 1):
        seen = set()
        for tree, is_kill in _after(recorder.begun, recorder.ops[:after], chance, tears, draws):
            key = hash(tuple(sorted(tree.items(), key=lambda item: item[0])))
            if key not in seen:
                seen.add(key)
                yield State(tree, after, is_kill)


def _after(
    begun: Volume, done: Sequence[Op], chance: random.Random, tears: int, draws: int
) -> Iterator[tuple[Tree, bool]]:
    yield _tree(begun, done), True
    lasting = [_lasts(op, done[rank + 1 :]) for rank, op in enumerate(done)]
    names = [rank for rank, op in enumerate(done) if op.is_naming and not lasting[rank]]
    bytes_ = [rank for rank, op in enumerate(done) if op.kind in ("write", "cut") and not lasting[rank]]

    def kept(those: Iterable[int], instead: dict[int, Op] | None = None) -> Tree:
        there = set(those)
        return _tree(begun, [
            (instead or {}).get(rank, op) for rank, op in enumerate(done) if lasting[rank] or rank in there
        ])  # fmt: skip

    zeros = {rank: _zeros(done[rank]) for rank in bytes_}
    for some in ([], *([*names[: count + 1]] for count in range(len(names)))):
        yield kept(some), False
        yield kept([*some, *bytes_]), False
        yield kept([*some, *bytes_], zeros), False
    for one in names:
        yield kept([one, *bytes_]), False
        yield kept([other for other in (*names, *bytes_) if other != one]), False
    # The last write alone is torn: what is older was torn after it.
    for rank in bytes_[-1:]:
        for torn in _torn(done[rank], chance, tears):
            yield kept([*names, *bytes_], {rank: torn}), False
    for _ in range(draws if names or bytes_ else 0):
        drawn = [rank for rank in (*names, *bytes_) if chance.random() < 0.5]
        yield kept(drawn, {rank: zeros[rank] for rank in bytes_ if chance.random() < 0.3}), False


def _tree(begun: Volume, ops: Iterable[Op]) -> Tree:
    volume = begun.copy()
    for op in ops:
        volume.apply(op)
    return volume.tree()


def _lasts(op: Op, later: Sequence[Op]) -> bool:
    """Whether it was flushed since."""
    node = op.folder if op.is_naming else op.node
    return op.kind == "sync" or any(other.kind == "sync" and other.node == node for other in later)


def _zeros(op: Op) -> Op:
    """The file has its length, and its bytes were never written."""
    return Op(op.kind, op.node, at=op.at, data=bytes(len(op.data)))


def _torn(op: Op, chance: random.Random, tears: int) -> Iterator[Op]:
    """A write of which a part is on the disk: its beginning, or some of its sectors."""
    size = len(op.data)
    lines = [place for place, byte in enumerate(op.data) if byte == 0x0A]
    sectors = [0, *range(SECTOR - op.at % SECTOR, size, SECTOR), size]
    edges = {1, size - 1, *sectors, *lines, *(place + 1 for place in lines)}
    many = [place for place in sorted(edges) if 0 < place < size]
    if len(many) > 2 * tears:
        many = chance.sample(many, 2 * tears)
    for place in sorted({*many, *(chance.randrange(1, size) for _ in range(tears if size > 1 else 0))}):
        yield Op("write", op.node, at=op.at, data=op.data[:place])
    for _ in range(tears):
        there = [chance.random() < 0.5 for _ in sectors]
        kept = b"".join(
            op.data[begin:end] if is_there else bytes(end - begin)
            for begin, end, is_there in zip(sectors[:-1], sectors[1:], there, strict=False)
        )
        yield Op("write", op.node, at=op.at, data=kept)


def write_out(tree: Tree, root: Path) -> None:
    """Have such a state under a folder that is empty."""
    for path in sorted(tree):
        data, place = tree[path], f"{root}/{path}"
        if data is None:
            os.mkdir(place, 0o700)  # noqa: PTH102 - some 18,000 times
            continue
        fd = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(fd, data)
        os.close(fd)
