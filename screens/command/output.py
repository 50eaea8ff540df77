"""What a line of the command may say, and where: answers to stdout, one line a problem to stderr.

Nothing heavy is imported before something is said: `vigie --help` needs none of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import ModuleType
from typing import IO

DONE = 0
REFUSED = 1
"""Refused, or a check that failed."""
BAD_USAGE = 2
"""Said in a way that cannot be understood, or wrong input."""
NO_STORE = 3
"""The store cannot be used."""


class LineError(Exception):
    """The command cannot go on: a French sentence for stderr, which names nobody."""

    exit_code = REFUSED

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class RefusedError(LineError):
    """What is asked is understood and not possible."""


class BadUsageError(LineError):
    """What is asked cannot be understood, or something was not said."""

    exit_code = BAD_USAGE


class UnwrittenError(LineError):
    """The answer could not be written; what was asked for may well be done."""

    exit_code = NO_STORE


def say(line: str = "") -> None:
    """Print one line of an answer, with the spaces of French typography; no name in it makes another line of it."""
    from supervisor.typography import one_line, typographic

    _write(sys.stdout, one_line(typographic(line)))


def say_as_is(text: str) -> None:
    """Print what other programs read, letter for letter; a terminal is no program."""
    if sys.stdout is not None and sys.stdout.isatty():
        from supervisor.typography import harmless

        text = harmless(text)
    _write(sys.stdout, text)


def complain(sentence: str) -> None:
    """Print one line to stderr. It names candidates by number, never by name."""
    from supervisor.typography import one_line, typographic

    _write(sys.stderr, one_line(typographic(" ".join(sentence.split()))))


def ring() -> None:
    """Ring the terminal's bell; into a file or another program it is no sound."""
    if sys.stdout is not None and sys.stdout.isatty():
        with suppress(OSError):
            sys.stdout.write("\a")
            sys.stdout.flush()


def bell(*, wanted: bool) -> Callable[[], None]:
    """What rings where somebody has to go there; without a bell that was asked for, nothing does."""
    return ring if wanted else _silently


def _silently() -> None:
    """No bell was asked for."""


def has_terminal() -> bool:
    """Somebody sits at it: nothing is read from a file or another program, nor written to one."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def decoded(words: Sequence[str]) -> list[str]:
    """The words of a command; those whose letters the system could not read are UTF-8, or of an older terminal."""
    return [_as_typed(word) if any("\udc80" <= letter <= "\udcff" for letter in word) else word for word in words]


def _as_typed(word: str) -> str:
    data = os.fsencode(word)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def flush() -> None:
    """Hand over what was said; a reader who stopped reading is no error."""
    for stream in (sys.stdout, sys.stderr):
        _write(stream, None)


def _write(stream: IO[str] | None, line: str | None) -> None:
    # pythonw and some services have no streams at all.
    if stream is None:
        return
    try:
        if line is None:
            stream.flush()
        else:
            stream.write(f"{line}\n")
    except BrokenPipeError:
        # `vigie log 208 | head`: nobody reads on. What was done is done, and the exit code still says so.
        _send_to_nowhere(stream)
    except OSError as error:
        _send_to_nowhere(stream)
        # Where complaints themselves cannot be written, the exit code says all.
        if stream is sys.stdout:
            from data.system import reason_of

            raise UnwrittenError(
                f"La réponse n'a pas pu être écrite : {reason_of(error)}. Une action demandée est notée : regardez "
                "avec vigie log avant de la refaire."
            ) from error


def _send_to_nowhere(stream: IO[str]) -> None:
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def quiet_libraries() -> None:
    """What a library has to say, in English, is for whoever wrote it: nothing of it goes to stderr."""
    import logging
    import warnings

    # Without a handler of anybody's, logging writes there by itself.
    logging.getLogger().addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    _without_plugins_of_pydantic()


def _without_plugins_of_pydantic() -> None:
    """Pydantic would look through every package of the machine for plugins of its own; none is ours."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Told so, it still loads what it would look with: the readers of packages, mails and zips, 15 ms of each command.
    # The name is its own affair: should it move one day, those are loaded again, and `tests/test_house.py` tells.
    looking = ModuleType("pydantic.plugin._loader")
    looking.__dict__["get_plugins"] = tuple
    sys.modules.setdefault(looking.__name__, looking)


def prepare_streams() -> None:
    """Make sure that a name never stops a line: what a terminal cannot show becomes « ? ».

    Under LANG=C, and on Windows where the output goes to a file or another program, it is UTF-8.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is None or not hasattr(stream, "reconfigure"):
            continue
        encoding = (stream.encoding or "ascii").lower().replace("_", "-")
        is_poor = encoding in ("ascii", "ansi-x3.4-1968", "us-ascii")
        to_a_file_on_windows = sys.platform == "win32" and not stream.isatty()
        if is_poor or to_a_file_on_windows:
            stream.reconfigure(encoding="utf-8", errors="replace")
        else:
            stream.reconfigure(errors="replace")
