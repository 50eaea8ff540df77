"""What is fuzzed: how its inputs are made, what reads them, and which errors are an answer."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from data.errors import StoreError
from data.roster.wording import RefusedFile
from screens.command.output import LineError
from supervisor.decision import UnrecordedError
from supervisor.typography import one_line

OURS = (StoreError, LineError, RefusedFile, UnrecordedError)
"""Errors that are a sentence for whoever waits."""

_RAW = ("Cc", "Cf", "Cs")
_ENGLISH = ("Traceback", "object at 0x", "Error(", "errno", "NoneType", "invalid literal", "must be ", "not supported")
"""What a sentence of ours never says."""


class RawError(AssertionError):
    """A sentence lets a character out that acts on a terminal."""


@dataclass(frozen=True, slots=True)
class Target:
    """One reader, and the inputs that it is given."""

    name: str
    make: Callable[[Random], Any]
    """An input, from chance alone."""
    read: Callable[[Any], object]
    """Reads it; what it raises beyond `answers` is a fault."""
    thousands: int
    """Inputs of the long form, in thousands."""
    answers: tuple[type[BaseException], ...] = OURS
    """Errors that are an answer, each with a French sentence."""


def told(sentence: str) -> None:
    """Hold a sentence to what a person may be shown.

    Raises:
        RawError: it acts on a terminal.
        AssertionError: it is empty, or was made by a library.
    """
    assert sentence.strip(), "nothing is said"
    raw = [repr(one) for one in sentence if unicodedata.category(one) in _RAW and one not in "\n\t"]
    if raw:
        raise RawError(f"{sentence!r}: {raw}")
    foreign = [word for word in _ENGLISH if word in sentence]
    assert not foreign, f"not ours: {sentence!r}"


def feed(target: Target, given: Any) -> None:
    """Give a reader an input: it answers with a value, or with an error of ours.

    Raises:
        BaseException: it did neither.
    """
    try:
        target.read(given)
    except target.answers as error:
        sentence = str(getattr(error, "sentence", "") or getattr(error, "message", "") or error)
        # A line of the command is cleaned where it is said (`output.complain`).
        told(one_line(sentence) if isinstance(error, LineError) else sentence)
