"""What could not be recorded: kept like a draft, and offered at the next opening where a program ended meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from screens.live.host import LiveAppHost
from screens.live.keeper import DraftKeeper, with_why
from screens.live.writer import Job
from supervisor.action import Action, WriteLateNote, WriteNote
from supervisor.jumps import today
from supervisor.trying_again import Waiting, looked_at
from supervisor.unrecorded import Unrecorded, is_recorded

if TYPE_CHECKING:
    from screens.dialogs.unwritten import UnwrittenAnswer

NOWHERE = (
    "si le programme s'arrête, ce qui n'est pas enregistré sera perdu : ni le dossier des sessions ni le vôtre ne le "
    "gardent"
)


class OfDrafts(Protocol):
    """The drafts, to what was typed in them."""

    def drop(self, name: str) -> None:
        """It is not wanted any more."""

    def offer_next(self) -> None:
        """Offer what is left, once nothing else is asked."""


class Unwritten:
    """The actions of a board that wait for their disk: its own, and those that programs which are gone left."""

    def __init__(self, app: LiveAppHost, keeper: DraftKeeper, drafts: OfDrafts) -> None:
        self._app = app
        self._keeper = keeper
        self._drafts = drafts
        self._kept: dict[str, Unrecorded] = {}
        """What the disk holds, or is to hold, by the names of the askings, in their order."""
        self._offers: list[tuple[tuple[str, ...], str]] = []
        """What is still to be offered together, with why it was refused; empty where a program ended."""
        self._has_told = False

    # Kept ----------------------------------------------------------------------------------------

    def keep(self, job: Job) -> None:
        """It could not be written, or the program ends before it is: a kill loses it no more."""
        name = job.context.asked
        if name not in self._kept:
            self._kept[name] = Unrecorded.of(
                job.action, job.context, numbers=job.numbers, what=job.what, drafts=job.drafts,
                files=self._app.desk.sources_of(job.action),
            )  # fmt: skip
        elif name not in self._keeper.unkept:
            return
        self._keeper.keep(name, self._kept[name])

    def settled(self, job: Job, why_refused: str) -> None:
        """It is on disk, or was refused.

        Args:
            job: what was tried.
            why_refused: empty where it is on disk.
        """
        name = job.context.asked
        if why_refused and job.was_left:
            # Nobody who asked for it saw what became of it: it stays until somebody has decided.
            self._offers.insert(0, ((name,), why_refused))
        elif name in self._kept and job.was_left:
            self._forget(name)
        else:
            self._drop(name)

    def _drop(self, name: str) -> None:
        if self._kept.pop(name, None) is not None:
            self._keeper.drop(name)

    @property
    def is_safe(self) -> bool:
        """What waits is kept somewhere."""
        return not self._keeper.unkept & self._kept.keys()

    def tell_what_is_nowhere(self) -> None:
        """Say once that what waits would be lost."""
        if not self.is_safe and not self._has_told:
            self._has_told = True
            self._app.say(with_why(NOWHERE, self._keeper.why), "failed", stays=True)

    # Offered -------------------------------------------------------------------------------------

    def take_up(self, left: Mapping[str, Unrecorded]) -> set[str]:
        """What programs that are gone left; that which the journal holds after all goes at once.

        Returns:
            The names of the drafts it was typed in: they are not offered beside it.
        """
        session = self._app.desk.session
        for name, unrecorded in left.items():
            self._kept[name] = unrecorded
            if is_recorded(session, name):
                self._forget(name)
            else:
                self._app.desk.may_copy_again(unrecorded.files)
        waits = tuple(name for name in left if name in self._kept)
        if waits:
            self._offers.append((waits, ""))
        return {draft for unrecorded in left.values() for draft in unrecorded.drafts}

    def offers_next(self) -> bool:
        """Offer the next of them; whether there was one."""
        while self._offers:
            names, refused = self._offers.pop(0)
            if waits := self._looked_at(names):
                self._offer(waits, refused)
                return True
        return False

    def _looked_at(self, names: Iterable[str]) -> list[Waiting]:
        left = {name: self._kept[name] for name in names if name in self._kept}
        return looked_at(self._app.session, left, self._app.clock.now())

    def _offer(self, waits: list[Waiting], refused: str) -> None:
        from screens.dialogs.unwritten import UnwrittenOffer

        app = self._app

        def answered(answer: UnwrittenAnswer | None) -> None:
            match answer:
                case "record":
                    for one in waits:
                        self._put(one, one.unrecorded.action)
                case "note":
                    for one in waits:
                        self._put(one, self._as_note(one.unrecorded))
                case "one_by_one":
                    self._offers = [*(((one.name,), "") for one in waits), *self._offers]
                case "drop":
                    for one in waits:
                        self._forget(one.name)
            self._drafts.offer_next()

        app.push_screen(UnwrittenOffer(app.session, waits, app.author, app.clock.now(), refused), answered)

    def _put(self, one: Waiting, action: Action) -> None:
        unrecorded = one.unrecorded
        context = unrecorded.context(one.name, self._app.clock.now())
        numbers = tuple(number for number in unrecorded.numbers if number in self._app.session.candidates)
        self._app.put(Job(action, context, numbers, unrecorded.what, is_retry=True, was_left=True))

    def _as_note(self, unrecorded: Unrecorded) -> Action:
        """What was not recorded in time, as a sentence that is."""
        session = self._app.session
        said = " ".join((unrecorded.what, *(f"« {text} »" for text in unrecorded.typed)))
        at = today(session, unrecorded.first_key, unrecorded.noted)
        text = f"Pas enregistré à {session.local(at):%H:%M} : {said}"
        [number] = unrecorded.numbers if len(unrecorded.numbers) == 1 else (None,)
        if number not in session.candidates:
            number = None
        return WriteNote(text, number) if session.closed_at is None else WriteLateNote(text, number)

    def _forget(self, name: str) -> None:
        """It is recorded, or nobody wants it: what it was typed in goes too."""
        for draft in self._kept[name].drafts:
            self._drafts.drop(draft)
        self._drop(name)
