"""Inputs by the hundred thousand through their readers, in processes that may not hang nor take all the memory.

A fault is shortened, printed, and kept in `build/fuzzing/`.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from tests.torture.figures import BUILD
from tests.torture.fuzzing.target import RawError, Target, feed

HANG_S = 10
"""Seconds of the processor after which a reader hangs: a hundred times what the dearest input takes here."""
MOST_MEMORY = 300_000_000
"""Bytes that one reader may take beyond what its process has."""
HANG, RAW = "hang", "raw"
KEPT = BUILD / "fuzzing"
_TRIES = 400
"""Of shortening one fault."""
_FAULTS_SHOWN = 5


class HangError(BaseException):
    """A reader has not answered for too long; no handler of ours takes it for an error of its own."""


@dataclass
class Outcome:
    """What came of the inputs of one target."""

    name: str
    inputs: int = 0
    tracebacks: int = 0
    hangs: int = 0
    raw: int = 0
    shown: list[str] = field(default_factory=list)
    """The first faults, each with its input, shortened."""


def run(target: Target, seed: str, how_many: int) -> Outcome:
    """So many inputs, in a child process whose memory is bounded.

    Args:
        target: what reads them.
        seed: where chance begins; the same gives the same inputs.
        how_many: inputs.
    """
    if sys.platform == "win32" or not hasattr(signal, "setitimer"):
        return _fed(target, seed, how_many)
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_child, args=(theirs, target, seed, how_many))
    with warnings.catch_warnings():
        # Later Pythons warn of threads that a fork leaves behind: those of the test's own runner, which it needs not.
        warnings.simplefilter("ignore", DeprecationWarning)
        child.start()
    theirs.close()
    try:
        outcome: Outcome = ours.recv()
    except EOFError:
        child.join()
        outcome = Outcome(
            target.name, how_many, tracebacks=1, shown=[f"{target.name}: the process died ({child.exitcode})"]
        )
    child.join()
    return outcome


def _child(pipe: Connection, target: Target, seed: str, how_many: int) -> None:
    with _bounded():
        outcome = _fed(target, seed, how_many)
    pipe.send(outcome)
    pipe.close()


@contextmanager
def _bounded() -> Iterator[None]:
    """No more memory than `MOST_MEMORY` beyond today's, where the system bounds it."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MOST_MEMORY, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@contextmanager
def _watched() -> Iterator[None]:
    """A reader that takes more than `HANG_S` of the processor is stopped; others' work on the machine counts not."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise HangError

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def fault_of(target: Target, given: Any) -> str:
    """What is wrong with the answer to an input, one word for each kind of fault; empty when all is well."""
    try:
        with _watched():
            feed(target, given)
    except HangError:
        return HANG
    except RawError:
        return RAW
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        frames = traceback.extract_tb(error.__traceback__)
        return f"{type(error).__name__} in {Path(frames[-1].filename).name}:{frames[-1].lineno}"
    return ""


def _fed(target: Target, seed: str, how_many: int) -> Outcome:
    random, outcome, known = Random(f"{seed} {target.name}"), Outcome(target.name), Counter[str]()
    for _ in range(how_many):
        given = target.make(random)
        outcome.inputs += 1
        if not (fault := fault_of(target, given)):
            continue
        outcome.hangs += fault == HANG
        outcome.raw += fault == RAW
        outcome.tracebacks += fault not in (HANG, RAW)
        known[fault] += 1
        if known[fault] == 1 and len(known) <= _FAULTS_SHOWN:
            outcome.shown.append(_kept(target, fault, _shortened_fault(target, fault, given)))
    return outcome


def _shortened_fault(target: Target, fault: str, given: Any) -> Any:
    return shortened(given, lambda one: fault_of(target, one) == fault)


def _kept(target: Target, fault: str, given: Any) -> str:
    """The fault in words, its input beside it on the disk."""
    place = KEPT / f"{target.name}-{fault}".replace(" ", "_").replace(":", "-").replace("/", "-")
    with suppress(OSError):
        KEPT.mkdir(parents=True, exist_ok=True)
        place.write_bytes(pickle.dumps((target.name, given)))
    shown = repr(given)
    return f"{target.name}: {fault}: {shown if len(shown) < 300 else shown[:300] + '…'} ({place})"


# Shortening ------------------------------------------------------------------------------------------------


def shortened(given: Any, is_still: Callable[[Any], bool]) -> Any:
    """The smallest input found that does the same: parts are left out as long as the fault stays."""
    tries = 0
    best, goes_on = given, True
    deadline = time.process_time() + HANG_S
    while goes_on:
        goes_on = False
        for smaller in _smaller(best):
            tries += 1
            if tries > _TRIES or time.process_time() > deadline:
                break
            if is_still(smaller):
                best, goes_on = smaller, True
                break
    return best


def _smaller(given: Any) -> Iterator[Any]:
    if isinstance(given, str | bytes | list):
        yield from _without_parts(given)
        if isinstance(given, list):
            for place, one in enumerate(given):
                for less in _smaller(one):
                    yield [*given[:place], less, *given[place + 1 :]]
    elif isinstance(given, tuple):
        for place, one in enumerate(given):
            for less in _smaller(one):
                yield (*given[:place], less, *given[place + 1 :])
    elif isinstance(given, dict):
        for key, one in given.items():
            yield {name: other for name, other in given.items() if name != key}
            for less in _smaller(one):
                yield {**given, key: less}


def _without_parts(given: Any) -> Iterator[Sequence[Any]]:
    """A text, bytes or a list without a half, a quarter… of it."""
    size = len(given) // 2 or 1
    while given:
        for begin in range(0, len(given), size):
            yield given[:begin] + given[begin + size :]
        if size == 1:
            return
        size = max(1, size // 4)
