"""What is being typed is kept by one thread, and offered again where a program ended in the middle of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from screens.dialogs.base import Dialog
from screens.live.host import LiveAppHost
from screens.live.keeper import DraftKeeper, with_why
from screens.live.unwritten import Unwritten
from supervisor.draft import Draft
from supervisor.unrecorded import Unrecorded

if TYPE_CHECKING:
    from screens.dialogs.drafts import Offered

UNREADABLE = "un brouillon laissé par un arrêt brutal est illisible : il n'est pas repris"
NOT_KEPT = "si le programme s'arrête, ce que vous tapez sera perdu : le brouillon n'a pas pu être écrit"
TYPED_IN: ContextVar[tuple[str, ...]] = ContextVar("typed_in", default=())
"""The drafts whose answers are being acted on, also by what goes on aside: what is recorded was typed in them."""


class Drafting:
    """The drafts of a board: kept while one types, dropped with the answer, offered where nobody gave it."""

    def __init__(self, app: LiveAppHost) -> None:
        self._app = app
        self._drafts = app.desk.drafts
        self._keeper = DraftKeeper(self._drafts, lambda: app.call_later(self._tell_once))
        self.unwritten = Unwritten(app, self._keeper, self)
        """What could not be recorded."""
        self._kept: set[str] = set()
        self._answered: set[str] = set()
        """Drafts of dialogs whose answer is on its way to the disk: they stay until it is there."""
        self._known: dict[str, Draft] = {}
        """What stands in each of those kept."""
        self._left: list[tuple[str, Draft, str]] = []
        """What is still to be offered, with why it was refused; empty where a program ended."""
        self._aside: list[str] = []
        """What was offered and put off."""
        self._held: set[str] = set()
        """Drafts of dialogs whose answer opened another one that is still asked."""
        self._has_told = False

    def new_name(self) -> str:
        """A name for one more dialog."""
        return self._drafts.new_name()

    def keep(self, name: str, draft: Draft | None) -> None:
        """What stands in a dialog now; None: nothing that was typed."""
        if draft is not None:
            self._kept.add(name)
            self._known[name] = draft
            self._keeper.keep(name, draft)
        elif name in self._kept:
            self.drop(name)
        self._tell_once()

    def drop(self, name: str) -> None:
        """The dialog was left, or its draft is not wanted."""
        if name in self._kept:
            self._kept.discard(name)
            self._known.pop(name, None)
            self._keeper.drop(name)

    def answered(self, names: Sequence[str]) -> None:
        """These dialogs were confirmed: their drafts go once what they asked for is on disk."""
        self._answered.update(name for name in names if name not in self._held)
        self.settle()

    def hold(self) -> tuple[str, ...]:
        """The drafts whose answers led to the dialog that opens now: they stay until it is answered or left."""
        names = TYPED_IN.get()
        self._held.update(names)
        return names

    def let_go(self, names: Sequence[str]) -> None:
        """That dialog is answered or left."""
        self._held.difference_update(names)

    @contextmanager
    def typed_in(self, names: tuple[str, ...]) -> Iterator[None]:
        """What is recorded meanwhile was typed in these drafts."""
        outside = TYPED_IN.set(names)
        try:
            yield
        finally:
            TYPED_IN.reset(outside)

    def refused(self, names: Sequence[str], why: str) -> None:
        """What was typed in them was not recorded, and will not be: it stays, and is offered at once.

        Args:
            names: of the drafts; what was typed in none is in none.
            why: the refusal, as it was answered.
        """
        self._answered.difference_update(names)
        self._left += [(name, self._known[name], why) for name in names if name in self._known]
        self.offer_next()

    def offer_again(self) -> None:
        """What was put off, now that the session is open again."""
        self._left += [(name, self._known[name], "") for name in self._aside if name in self._known]
        self._aside.clear()
        self.offer_next()

    def settle(self) -> None:
        """Drop what is recorded by now."""
        if self._app.is_idle and not self._app.failed:
            for name in self._answered:
                self.drop(name)
            self._answered.clear()

    def stop(self, timeout: float) -> None:
        """End once all is written; what was not answered is offered at the next start."""
        self._keeper.stop(timeout)

    def _tell_once(self) -> None:
        self.unwritten.tell_what_is_nowhere()
        if self._keeper.has_failed and not self._has_told:
            self._has_told = True
            self._app.say(with_why(NOT_KEPT, self._keeper.why), "refused", stays=True)

    # Offered again -------------------------------------------------------------------------------

    def offer_left(self, *, own_only: bool = False) -> None:
        """What was being typed on this session when a program ended, one after the other; first what it had to record.

        Args:
            own_only: of what could not be recorded, only what this author asked for, and nothing that was being typed.
        """
        left = self._drafts.left()
        waits = {name: kept for name, kept in left.items() if isinstance(kept, Unrecorded)}
        if own_only:
            self.unwritten.take_up({name: kept for name, kept in waits.items() if kept.author == self._app.author})
        else:
            if None in left.values():
                self._app.say(UNREADABLE, "refused", stays=True)
            drafts = {name: draft for name, draft in left.items() if isinstance(draft, Draft)}
            self._kept.update(left.keys() - waits.keys())
            self._known.update(drafts)
            typed_in = self.unwritten.take_up(waits)
            self._left = [(name, draft, "") for name, draft in drafts.items() if name not in typed_in]
        self.offer_next()

    def offer_next(self) -> None:
        """The next one that was left, once nothing else is asked."""
        if isinstance(self._app.screen, Dialog) or self.unwritten.offers_next():
            return
        if self._left:
            name, draft, refused = self._left.pop(0)
            self._offer(name, draft, self._app.board.acting.why_not_reopen(draft), refused)

    def _offer(self, name: str, draft: Draft, why_not: str, refused: str = "") -> None:
        from screens.dialogs.drafts import DraftOffer

        app = self._app

        def answered(answer: Offered | None) -> None:
            if answer == "reopen":
                why = app.board.acting.reopen(name, draft)
                if why:
                    self._offer(name, draft, why)
                return
            if answer == "drop":
                self.drop(name)
            elif answer == "late_note":
                from screens.handlers.close import note_behind_the_seal

                with self.typed_in((name,)):
                    note_behind_the_seal(app.board.acting, draft)
                self.answered((name,))
            else:
                self._aside.append(name)
            self.offer_next()

        now = app.clock.now()
        app.push_screen(DraftOffer(app.session, draft, app.author, now, why_not, refused), answered)
