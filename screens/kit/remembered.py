"""The last answer to a costly question about the session, kept while nothing it depends on changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from supervisor.session import Session
from supervisor.situation import Situation

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """Asks again only when what it is about is another object (a session, a list of them), or an argument differs."""

    def __init__(self, question: Callable[..., Answer]) -> None:
        self._question = question
        self._asked: tuple[object, object] | None = None
        self._answer: Answer

    def __call__(self, about: object, *rest: Any, **named: Any) -> Answer:
        if self._asked is None or self._asked[0] is not about or self._asked[1] != (rest, named):
            self._answer = self._question(about, *rest, **named)
            self._asked = (about, (rest, named))
        return self._answer


class RememberedOfEach(Generic[Answer]):
    """The answers to a question about one candidate: asked again only of who is in another situation than before."""

    def __init__(self, question: Callable[[Situation], Answer]) -> None:
        self._question = question
        self._known: dict[int, tuple[Situation, Answer]] = {}

    def __call__(self, session: Session) -> list[Answer]:
        """The answer about each, in the order of the session."""
        known, now = self._known, dict[int, tuple[Situation, Answer]]()
        for number, who in session.candidates.items():
            kept = known.get(number)
            now[number] = kept if kept is not None and kept[0] is who else (who, self._question(who))
        self._known = now
        return [answer for _, answer in now.values()]
