"""What standard input says: names and births, texts, the access code; to its end, or the next line of a prompt."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ClassVar

MOST_BYTES = 1_000_000
"""More than that on standard input is no candidate."""
NOTHING_READ = "l'entrée standard ne dit rien"


class Prompt:
    """Who reads standard input line by line, while `vigie lines` does; nobody else."""

    read: ClassVar[Callable[[str], str | None] | None] = None
    """Asks for a line by its question; None once there is none."""
    is_person: ClassVar[bool] = False
    """Somebody sits there, who can be asked."""
    form: ClassVar[Callable[[str], str]] = staticmethod(str)
    """How something to type, said in the words of the command, is typed here."""


@contextmanager
def answered_by(
    read: Callable[[str], str | None], *, is_person: bool, form: Callable[[str], str] = str
) -> Iterator[None]:
    """While this lasts, what standard input is asked for is read by this, a line at a time."""
    before = Prompt.read, Prompt.is_person, Prompt.form
    Prompt.read, Prompt.is_person, Prompt.form = staticmethod(read), is_person, staticmethod(form)
    try:
        yield
    finally:
        Prompt.read, Prompt.is_person, Prompt.form = before


def read_stdin(prompt: str, *, many: bool = False) -> str:
    """What standard input says, to its end; at a prompt the next line, or the lines up to an empty one.

    Args:
        prompt: told to whoever types it.
        many: several lines are expected.
    """
    if Prompt.read is not None:
        return "\n".join(_lines(many=many))
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        # To stderr: what is answered on stdout stays what other programs expect.
        sys.stderr.write(f"{prompt}\n")
    buffer = getattr(sys.stdin, "buffer", None)
    if buffer is None:
        return sys.stdin.read(MOST_BYTES)
    return decoded(buffer.read(MOST_BYTES))


def decoded(data: bytes) -> str:
    """What was typed or handed over, in UTF-8 or in the encoding of a Windows console."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _lines(*, many: bool) -> Iterator[str]:
    assert Prompt.read is not None
    while (
        line := Prompt.read("Une information, par exemple prénom : Odile ; rien pour finir" if many else "Le texte ?")
    ) is not None:
        if many and not line.strip():
            return
        yield line
        if not many:
            return
