"""The last answer to a costly question about the session, kept while nothing it depends on changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from supervisor.session import Session

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """Asks again only when the session is another object, or another argument differs."""

    def __init__(self, question: Callable[..., Answer]) -> None:
        self._question = question
        self._asked: tuple[Session, object] | None = None
        self._answer: Answer

    def __call__(self, session: Session, *rest: Any, **named: Any) -> Answer:
        if self._asked is None or self._asked[0] is not session or self._asked[1] != (rest, named):
            self._answer = self._question(session, *rest, **named)
            self._asked = (session, (rest, named))
        return self._answer
