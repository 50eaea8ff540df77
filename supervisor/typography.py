"""The spaces of French typography. Apart from the other words, so that `vigie --help` needs nothing else."""

from __future__ import annotations

import re
import unicodedata

NB = "\N{NO-BREAK SPACE}"
_BEFORE = re.compile(r" (?=[;:?!»%])")
_AFTER = re.compile(r"« ")
_PERCENT = re.compile(r"(?<=\d) %")
_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")


def harmless(text: str) -> str:
    """The same text without what acts on a terminal: control, bidirectional and invisible characters.

    Names of folders and files, hosts and logins come from elsewhere. Lines and tabs stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(one for one in text if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cf", "Cs"))


def one_line(text: str) -> str:
    """The same text as one line that only says what it says: a name with a line break forges no line of ours."""
    return harmless(_BREAKS.sub(" ", text))


def typographic(sentence: str) -> str:
    """The same sentence with the non-breaking spaces of French typography."""
    return _AFTER.sub(f"«{NB}", _BEFORE.sub(NB, sentence))


def unbroken(words: str) -> str:
    """Words of anybody as they are, but that a line never ends between a number and its « % »."""
    return _PERCENT.sub(f"{NB}%", words)
