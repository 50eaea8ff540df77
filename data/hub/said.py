"""What comes over a line to a hub, or from one, value by value: each goes through here before it is used.

Whoever speaks at the other end may be anybody: a value of another kind, or of another size than any Vigie says, ends
the line with a sentence. What went through here can be compared, counted with, written down, and given to a database.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from data.hub.errors import GarbledError
from data.hub.lines import HubLine
from data.hub.way import MOST_FILE, Head, Held, NamedFile, Tally

MOST_NUMBER = (1 << 31) - 1
"""What a number of PostgreSQL's `integer` is at most."""
MOST = 2000
"""Things that one question or one answer lists at most."""
_NAME = re.compile(r"[0-9a-f]{0,64}\Z")
_WORD = re.compile(r"[a-z0-9_]{0,20}\Z")
_COUNTS = ("expected", "joined", "running", "ended", "absent", "alerts")


def word_of(value: Any) -> str:
    """A word of the protocol, as that of a question; of anything else the empty one, which is none."""
    return value if isinstance(value, str) and _WORD.match(value) else ""


def words_of(values: Any) -> list[str]:
    """Several of them, and nothing of what is none.

    Raises:
        GarbledError: it is no list, or a longer one than any.
    """
    return [word for value in list_of(values) if (word := word_of(value))]


def label_of(value: Any) -> str:
    """A word that says something: a session's number, what its phase is called.

    Raises:
        GarbledError: it is none.
    """
    if not (word := word_of(value)):
        raise GarbledError("Un mot était attendu.")
    return word


def is_name(value: str) -> bool:
    """Whether `name_of` takes it."""
    return _NAME.match(value) is not None


def text_of(value: Any) -> str:
    """A text; as long as it likes, since what it is part of is not longer than a document.

    Raises:
        GarbledError: it is none, or one with half a character in it.
    """
    if not isinstance(value, str):
        raise GarbledError("Un texte était attendu.")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise GarbledError("Un texte qui n'en est pas un est arrivé.") from error
    return value


def name_of(value: Any) -> str:
    """What a session or a line is known by: a digest, the beginning of one, or nothing.

    Raises:
        GarbledError: it is none.
    """
    if not isinstance(value, str) or not is_name(value):
        raise GarbledError("Une empreinte était attendue.")
    return value


def names_of(values: Any) -> list[str]:
    """Several of them.

    Raises:
        GarbledError: they are none, or too many.
    """
    return [name_of(value) for value in list_of(values)]


def list_of(values: Any, most: int = MOST) -> list[Any]:
    """A list.

    Raises:
        GarbledError: it is none, or longer than any.
    """
    if not isinstance(values, list):
        raise GarbledError("Une liste était attendue.")
    if len(values) > most:
        raise GarbledError("Trop de choses sont arrivées ensemble.")
    return values


def object_of(value: Any) -> Mapping[str, Any]:
    """An object of JSON.

    Raises:
        GarbledError: it is none.
    """
    if not isinstance(value, dict):
        raise GarbledError("Ce qui est arrivé n'a pas la forme attendue.")
    return value


def number_of(value: Any, least: int = 0, most: int = MOST_NUMBER) -> int:
    """A whole number; true and 3.0 are none.

    Raises:
        GarbledError: it is none, or lies beyond.
    """
    if type(value) is not int or not least <= value <= most:
        raise GarbledError("Un nombre était attendu.")
    return value


def yes_or_no(value: Any) -> bool:
    """Whether something is so.

    Raises:
        GarbledError: it does not say.
    """
    if not isinstance(value, bool):
        raise GarbledError("Oui ou non était attendu.")
    return value


def moment_of(value: Any) -> datetime:
    """An instant.

    Raises:
        GarbledError: it is none, or nobody knows in which zone it is.
    """
    try:
        moment = datetime.fromisoformat(text_of(value))
    except ValueError as error:
        raise GarbledError("Un instant était attendu.") from error
    if moment.tzinfo is None:
        raise GarbledError("Un instant était attendu.")
    return moment


def place_of(value: Any) -> Head:
    """The place of a line: its number and its digest.

    Raises:
        GarbledError: it is none.
    """
    pair = list_of(value, 2)
    if len(pair) != 2:
        raise GarbledError("Une suite de lignes n'a pas la forme attendue.")
    # Of a session that was erased for good the number is less than any.
    return Head(number_of(pair[0], least=-1), name_of(pair[1]))


def places_of(values: Any) -> tuple[Head, ...]:
    """Several of them.

    Raises:
        GarbledError: they are none.
    """
    return tuple(place_of(value) for value in list_of(values, MOST_NUMBER))


def one_of(value: Any, known: Collection[int]) -> int:
    """A number that was among those that were asked about.

    Raises:
        GarbledError: it was not.
    """
    if (number := number_of(value, least=-1)) not in known:
        raise GarbledError("Un nombre qui n'était pas demandé est arrivé.")
    return number


def file_of(value: Any) -> NamedFile:
    """A file that a line names.

    Raises:
        GarbledError: it is none.
    """
    if len(parts := list_of(value, 3)) != 3:
        raise GarbledError("Une pièce n'a pas la forme attendue.")
    n, digest, file = parts
    return NamedFile(Head(number_of(n), name_of(digest)), name_of(file))


def files_of(values: Any) -> list[NamedFile]:
    """Several of them.

    Raises:
        GarbledError: they are none, or too many.
    """
    return [file_of(value) for value in list_of(values)]


def parts_of(values: Any) -> dict[int, int]:
    """Which parts of a file are there: how many bytes from which one on.

    Raises:
        GarbledError: that does not say it.
    """
    pairs = [list_of(value, 2) for value in list_of(values)]
    if any(len(pair) != 2 for pair in pairs):
        raise GarbledError("Les parties d'une pièce n'ont pas la forme attendue.")
    return {number_of(begin): number_of(length) for begin, length in pairs}


def content_of(value: Any, most: int = MOST_FILE) -> bytes:
    """The bytes of a file, or of a part of one; whether they are what was kept is not proved yet.

    Raises:
        GarbledError: they are none, or more than a hub takes at once.
    """
    text = text_of(value)
    # Each four signs are three bytes: what is too long is not even read.
    if not text or len(text) > (most + 2) // 3 * 4:
        raise GarbledError("Une pièce vide ou trop grande est arrivée.")
    try:
        content = b64decode(text, validate=True)
    except (NotBase64, ValueError) as error:
        raise GarbledError("Une pièce n'a pas la forme attendue.") from error
    if not 0 < len(content) <= most:
        raise GarbledError("Une pièce vide ou trop grande est arrivée.")
    return content


def held_of(values: Any, count: int) -> tuple[Held, ...]:
    """How a hub stands to so many files.

    Raises:
        GarbledError: that does not say it, or of others.
    """
    words = [word_of(value) for value in list_of(values)]
    if len(words) != count or not set(words) <= set(Held):
        raise GarbledError("L'état des pièces n'a pas la forme attendue.")
    return tuple(Held(word) for word in words)


def line_of(values: Any) -> HubLine:
    """A line of a journal; not proved yet.

    Raises:
        GarbledError: it is none.
    """
    if len(parts := list_of(values, 6)) != 6:
        raise GarbledError("Une ligne de journal n'a pas la forme attendue.")
    n, digest, previous, *texts = parts
    return HubLine(number_of(n), name_of(digest), name_of(previous), *(text_of(text) for text in texts))


def tally_of(value: Any) -> Tally:
    """What a session comes to.

    Raises:
        GarbledError: it is none.
    """
    values = object_of(value)
    due = values.get("finalise_by")
    return Tally(
        number=label_of(values.get("number")),
        slot_start=moment_of(values.get("slot_start")),
        slot_end=moment_of(values.get("slot_end")),
        phase=label_of(values.get("phase")),
        ends=tuple(moment_of(end) for end in list_of(values.get("ends"))),
        finalise_by=moment_of(due) if due is not None else None,
        **{name: number_of(values.get(name)) for name in _COUNTS},
    )
