"""The hub's end of a line by SSH: what a device's key may say; each line is proved before the database is asked.

Which device it is, and so its school, comes from the forced command of the key, never from what is said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import IO, Any

from data.evidence import MOST_BYTES
from data.hub.errors import GarbledError, HubError
from data.hub.lines import opened
from data.hub.said import (
    MOST,
    content_of,
    file_of,
    files_of,
    is_name,
    line_of,
    list_of,
    name_of,
    names_of,
    number_of,
    places_of,
    tally_of,
    word_of,
)
from data.hub.way import BATCH, PART, Way
from data.hub.wire import FILMS, HELLO, KINDS, TAKES, VERSION, heads_packed, read, write
from supervisor.seal import BrokenLineError


def receive(said: IO[bytes], answers: IO[bytes], connect: Callable[[], Way]) -> None:
    """Answer one device until it hangs up.

    Args:
        said: what it says.
        answers: where it is answered.
        connect: the database, as this device.

    Raises:
        GarbledError: what came is nothing that a Vigie says, or a line that is not what was written.
    """
    hello = read(said)
    if hello is None:
        return
    if hello.get(HELLO) != VERSION:
        raise GarbledError(f"L'autre bout ne parle pas la version {VERSION} : mettez les deux Vigie à jour.")
    try:
        way = connect()
    except HubError as error:
        write(answers, _refusal(error))
        return
    try:
        write(answers, {HELLO: VERSION, TAKES: [FILMS]})
        while (question := read(said)) is not None:
            answer = _answer(way, question)
            write(answers, answer)
    except (BrokenPipeError, ConnectionError):
        # It hung up; what it was not answered it asks again.
        return
    finally:
        way.close()


def _answer(way: Way, question: Mapping[str, Any]) -> dict[str, Any]:
    asked = _QUESTIONS.get(word_of(question.get("ask")))
    if asked is None:
        raise GarbledError("Un mot inconnu est arrivé : ce n'est pas une Vigie qui parle, ou une plus récente.")
    try:
        return {"ok": asked(way, question)}
    except GarbledError:
        raise
    except HubError as error:
        return _refusal(error)


def _refusal(error: HubError) -> dict[str, Any]:
    return {"no": next(word for word, kind in KINDS.items() if isinstance(error, kind))}


def _heads(way: Way, question: Mapping[str, Any]) -> Any:
    found = way.heads(names_of(question.get("roots")))
    return {root: heads_packed(heads) for root, heads in found.items()}


def _furthest(way: Way, question: Mapping[str, Any]) -> Any:
    return way.furthest(name_of(question.get("root")), places_of(question.get("chain")))


def _add(way: Way, question: Mapping[str, Any]) -> Any:
    lines = [line_of(values) for values in list_of(question.get("lines"), BATCH)]
    try:
        proved = [opened(line) for line in lines]
    except BrokenLineError as error:
        raise GarbledError(f"Une ligne de journal n'est pas ce qui a été écrit : {error}.") from error
    return heads_packed(way.add(name_of(question.get("root")), proved))


def _tell(way: Way, question: Mapping[str, Any]) -> Any:
    way.tell(name_of(question.get("root")), name_of(question.get("digest")), tally_of(question.get("tally")))


def _seen(way: Way, question: Mapping[str, Any]) -> Any:
    way.seen(number_of(question.get("waiting")))


def _purge(way: Way, question: Mapping[str, Any]) -> Any:
    return way.purge(name_of(question.get("root")))


def _held(way: Way, question: Mapping[str, Any]) -> Any:
    return [str(held) for held in way.held(name_of(question.get("root")), files_of(question.get("files")))]


def _keep(way: Way, question: Mapping[str, Any]) -> Any:
    named, content = file_of(question.get("file")), content_of(question.get("content"))
    if hashlib.sha256(content).hexdigest() != named.file:
        raise GarbledError("Une pièce n'est pas ce qui a été gardé.")
    return way.keep(name_of(question.get("root")), named, content)


def _largest(way: Way, _: Mapping[str, Any]) -> Any:
    return way.largest()


def _parts(way: Way, question: Mapping[str, Any]) -> Any:
    return [[*pair] for pair in way.parts(name_of(question.get("root")), file_of(question.get("file"))).items()]


def _part(way: Way, question: Mapping[str, Any]) -> Any:
    # Which bytes belong there only the whole file tells, once it is.
    named, content = file_of(question.get("file")), content_of(question.get("content"), PART)
    return way.keep_part(name_of(question.get("root")), named, number_of(question.get("begin")), content)


def _whole(way: Way, question: Mapping[str, Any]) -> Any:
    named = file_of(question.get("file"))
    return str(way.keep_whole(name_of(question.get("root")), named, number_of(question.get("size"), most=MOST_BYTES)))


def _news(way: Way, _: Mapping[str, Any]) -> Any:
    # Whoever reads the hub may wake those who send, and with any word.
    return sorted(filter(is_name, way.news()))[:MOST]


_QUESTIONS: dict[str, Callable[[Way, Mapping[str, Any]], Any]] = {
    "heads": _heads, "furthest": _furthest, "add": _add, "tell": _tell, "seen": _seen, "purge": _purge, "news": _news,
    "held": _held, "keep": _keep, "largest": _largest, "parts": _parts, "part": _part, "whole": _whole,
}  # fmt: skip
