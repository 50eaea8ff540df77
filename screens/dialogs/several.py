"""Questions about several candidates at once: how many, who, and apart those whom nobody has identified."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Key

from screens.dialogs.base import Choice, Option, Words
from screens.dialogs.words import Answers
from screens.kit.ink import Line
from screens.picture.answers import refused
from screens.picture.picture import short_name
from supervisor.decision import Refusal
from supervisor.session import Session
from supervisor.wording import plural

T = TypeVar("T")


def names(session: Session, numbers: Sequence[int]) -> str:
    """« 03 BARADON, 05 DARUINO… »: who is meant."""
    return ", ".join(short_name(session, number) for number in numbers)


def unidentified_lines(session: Session, numbers: Sequence[int]) -> list[Line]:
    """Those of several whose identity nobody has checked; nothing where it is about one."""
    found = [n for n in numbers if (who := session.candidates.get(n)) is not None and who.checked is None]
    if len(numbers) < 2 or not found:
        return []
    return [(("Sans contrôle d'identité : ", "yellow+"), (names(session, found), "yellow"))]


class Several(Choice[T]):
    """A choice about many candidates: their names scroll, the answers stay in sight."""

    MANY: Line = (("Page préc. Page suiv.", "amber+"), (" tous les noms   ", "soft"), *Choice.ONE)

    HANG: ClassVar[int] = 0
    """Cells by which what goes on of a long line is set in."""

    def body(self) -> ComposeResult:
        told = self._lines[:-1] if self._lines and not self._lines[-1] else self._lines
        with VerticalScroll(id="listed", can_focus=False):
            yield Words(told, id="lines", hang=self.HANG)
        # Of what scrolls the last line is out of sight.
        yield Words(((),), id="apart")
        yield Answers(self._option_lines(), hang=5, id="options")

    def keys_told(self) -> Line:
        return self.MANY if any(listed.max_scroll_y for listed in self.query("#listed")) else self.HINT

    def key(self, event: Key) -> bool:
        if event.key in ("pagedown", "pageup"):
            return self.scrolls(event, "#listed")
        return super().key(event)


class BulkDialog(Several[bool]):
    """One action for all who are marked: asked with their number before anything is written."""

    def __init__(
        self, session: Session, numbers: tuple[int, ...], refusals: Sequence[Refusal], what: str, question: str = ""
    ) -> None:
        """The question.

        Args:
            session: the state.
            numbers: whom it is asked for.
            refusals: for whom it would be refused, and why.
            what: what would be recorded of each, « émargement ».
            question: in its place, with « {} » for how many; empty: their number and what.
        """
        against = {refusal.number for refusal in refusals}
        possible = tuple(n for n in numbers if n not in against)
        count = len(possible)
        lines: list[Line] = []
        known = [n for n in possible if session.candidates[n].checked is not None]
        if known:
            lines.append(((names(session, known), ""),))
        lines += unidentified_lines(session, numbers if count == 1 else possible)
        if refusals:
            lines.append(((refused(session, refusals), "label"),))
        title = question.format(count) if question and count > 1 else f"{plural(count, 'candidat')} : {what} ?"
        yes = f"oui, les {count}" if count > 1 else f"oui, {names(session, possible)}"
        super().__init__(title, (*lines, ()), (Option("o", yes, True),))
