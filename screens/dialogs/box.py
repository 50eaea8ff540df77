"""The kinds of dialogs: a choice among letters, a form of a few fields; each says its mistakes in its own box.

One rule holds for all of them (RULES.md section 11): a letter moves to a choice, Enter takes it; a letter that leads
only to a further box or to a view may act at once. No other sign that is typed ever answers a box; one that is of no
use is refused with a word. It is `Dialog` that hands out the keys and closes the box, and `Acting` that records
nothing for an answer by a letter: no dialog can be made that escapes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, Generic, TypeVar, final

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Vertical, VerticalScroll
from textual.events import Key, Paste
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from screens.dialogs.fields import keyboard_of
from screens.dialogs.words import BOX, BoxKeys, Words, room_in
from screens.kit.ink import Line
from screens.kit.settings import Keyboard
from screens.kit.sizes import AtSize
from supervisor.wording import typographic

T = TypeVar("T")

PASTED = "un texte collé n'est pas une réponse : rien n'est fait"
EDGES = 3
"""Rows of a screen that no words of a box have: its border, and the row of its keys below it."""


class Inside(VerticalScroll, can_focus=False):
    """What stands in a box; it scrolls where there is more than is seen."""

    def __init__(self, tell: Callable[[], object]) -> None:
        """Nothing stands in it yet.

        Args:
            tell: is called whenever what is seen of it may be another part, or all of it.
        """
        super().__init__(id="inside")
        self._tell = tell

    def on_mount(self) -> None:
        for what in ("virtual_size", "scroll_y"):
            self.watch(self, what, self._tell_soon, init=False)

    def on_resize(self) -> None:
        self._tell_soon()

    def _tell_soon(self) -> None:
        # All of it is laid out then.
        self.call_next(self._tell)


class Dialog(ModalScreen[T | None], AtSize, Generic[T]):
    """A box above the board, whose clocks go on behind it. Escape leaves it without doing anything."""

    AUTO_FOCUS = "Input"
    HINT: Line = (("Entrée", "amber+"), (" valider   ", "soft"), ("Échap", "amber+"), (" renoncer", "soft"))

    KEEPS_DRAFT: ClassVar[bool] = True
    """What is typed is kept in a file until it is confirmed or left; not for what must not lie on a disk."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._box_title = title
        self._cells = BOX
        """Of its box, on a screen that has them: more, where rows would be cut beside empty cells."""
        self._tell_draft: Callable[[dict[str, str]], object] | None = None
        self._to_put_back: dict[str, str] | None = None
        self._at_first: dict[str, str] | None = None
        """What stood in the fields before anything was typed, once they are there."""
        self._may_answer = True
        self._lifted = 0
        self.is_left_by_a_letter = False
        """Its answer was given by a letter, which may lead on and record nothing."""

    def compose(self) -> ComposeResult:
        box = Vertical(id="box")
        if self._cells > BOX:
            box.styles.width = self._cells
        box.border_title = Text(typographic(self._box_title))
        session = getattr(self.app, "session", None)
        if session is not None and session.rehearsal:
            box.border_subtitle = "RÉPÉTITION"
        with box:
            with Inside(self.say_keys):
                yield from self.body()
            yield Words(id="error")
            yield Words(id="warning")
        yield BoxKeys((self.HINT,), id="hint")

    def body(self) -> ComposeResult:
        """What stands in the box."""
        raise NotImplementedError

    @property
    def room(self) -> int:
        """Cells of a row of it."""
        return room_in(self._cells, self.app.size.width)

    def give_names(self, least: int, names: Iterable[str]) -> None:
        """Have its box as much wider than others as the longest of these names needs.

        Args:
            least: cells of a name in a box like others.
            names: all that may stand in its list.
        """
        self._cells = BOX + max(0, max(map(cell_len, names), default=0) - least)

    @property
    def beyond(self) -> int:
        """Cells that its rows have beyond those of other boxes."""
        return max(0, self.room - room_in(BOX, BOX))

    @property
    def box_title(self) -> str:
        """What it is about."""
        return self._box_title

    # Drafts: what is typed outlives the program -------------------------------------------------

    def keep_drafts(self, tell: Callable[[dict[str, str]], object], put_back: dict[str, str] | None = None) -> None:
        """Tell of what is typed.

        Args:
            tell: is given after each change the texts that are no longer as they were at first.
            put_back: what was typed before the program ended.
        """
        self._tell_draft, self._to_put_back = tell, put_back

    def draft_texts(self) -> dict[str, str]:
        """What stands in the fields, by their names; a dialog with more on its mind adds it."""
        return {field.id: field.value for field in self.query(Input) if field.id}

    def put_back(self, texts: dict[str, str]) -> None:
        """Have these texts again, of those that `draft_texts` gave; what has no field any more is left out."""
        for field in self.query(Input):
            if field.id in texts:
                field.value = texts[field.id]
                field.cursor_position = len(field.value)
                field.focus()

    def typed(self) -> None:
        """Something was changed in the dialog."""
        if self._tell_draft is not None and self._at_first is not None:
            was = self._at_first
            self._tell_draft({name: text for name, text in self.draft_texts().items() if text != was.get(name, "")})

    def trace(self, answer: T) -> str:
        """An answer as words, by which `retrace` finds it again when the program comes back."""
        return ""

    def retrace(self, traced: str) -> T | None:
        """The answer that was traced so; None where there is no such answer any more."""
        return None

    def on_mount(self) -> None:
        self._at_first = self.draft_texts()
        if self._to_put_back is not None:
            self.put_back(self._to_put_back)
        self._fit()

    def on_resize(self) -> None:
        self.say_again()
        # Once what is wrong with it, and the row of its keys, are of the new width.
        self.call_after_refresh(self._fit)
        self.call_after_refresh(self.say_keys)

    def say_again(self) -> None:
        """Say what is cut to the width of the box once more, for the cells there are now: of most boxes nothing."""

    def _fit(self) -> None:
        """However long what stands in the box is, what is wrong with it and its keys stay in sight."""
        told = sum(w.rows + w.styles.margin.top for w in self.query("#error, #warning").results(Words) if w.display)
        for inside in self.query(Inside):
            inside.styles.max_height = max(1, self.app.size.height - EDGES - self._lifted - told)

    def keys_told(self) -> Line:
        """The keys that act in it now, each with what it does; the last one leaves it."""
        return self.HINT

    def say_keys(self) -> None:
        """Name those keys in the last row."""
        for keys in self.query(BoxKeys):
            keys.say((self.keys_told(),))

    def lift(self, rows: int) -> None:
        """Stand above so many rows of a notice: what is said meanwhile is read whole, under the box."""
        if rows != self._lifted:
            self._lifted = rows
            self.query_one("#box").styles.margin = (0, 0, rows, 0)
            self._fit()

    @on(Input.Changed)
    def _changed(self) -> None:
        self.typed()

    def complain(self, sentence: str) -> None:
        """Say what is wrong, in the box."""
        self._say_below("#error", (((sentence, "red"),),) if sentence else ())

    def warn(self, sentence: str) -> None:
        """Say something that does not stand against what is typed."""
        self._say_below("#warning", (((sentence, "yellow+"),),))

    def _say_below(self, where: str, lines: Sequence[Line]) -> None:
        for words in self.query(where).results(Words):
            words.say(lines)
        self._fit()

    def leave(self) -> None:
        """Escape: nothing is done."""
        self.dismiss(None)

    # Keys ----------------------------------------------------------------------------------------

    def key(self, event: Key) -> bool:
        """A key that is no sign: arrows, Enter, Tab… True when it did something."""
        return False

    def sign(self, character: str) -> bool:
        """A sign that is typed where no field takes it: may change what stands in the box, never answer it.

        Returns:
            True when it was of use, or when what is wrong with it was said.
        """
        return False

    def scrolls(self, event: Key, what: str = "#inside") -> bool:
        """Move what is too long for the box."""
        box = self.query_one(what)
        moves = {"down": box.scroll_down, "up": box.scroll_up, "pagedown": box.scroll_page_down,
                 "pageup": box.scroll_page_up, "home": box.scroll_home, "end": box.scroll_end}  # fmt: skip
        if event.key in moves:
            moves[event.key](animate=False)
        return event.key in moves

    @property
    def keyboard(self) -> Keyboard:
        """Which unshifted keys count as digits here."""
        return keyboard_of(self.app)

    # Textual would call the handlers of every class of a screen: this one is the only one.
    @final
    def on_key(self, event: Key) -> None:
        if not self.query("#box"):
            # It is being taken down: nobody sees any more what this key would answer.
            return
        if event.key == "escape":
            is_used = True
            self.leave()
        elif event.is_printable and event.character is not None:
            is_used = True
            with self._unanswered():
                if not self.sign(event.character):
                    self.complain(f"« {event.character} » n'est pas une touche ici")
        else:
            is_used = self.key(event)
        if is_used:
            event.stop()
            event.prevent_default()

    @final
    def on_paste(self, event: Paste) -> None:
        event.stop()
        self.complain(PASTED)

    @contextmanager
    def _unanswered(self) -> Iterator[None]:
        """Nothing that is done here may close the box."""
        before, self._may_answer = self._may_answer, False
        try:
            yield
        finally:
            self._may_answer = before

    @contextmanager
    def _further(self) -> Iterator[None]:
        """The answer that is given here leads only to a further box or to a view."""
        before, self._may_answer = self._may_answer, True
        self.is_left_by_a_letter = True
        try:
            yield
        finally:
            self._may_answer = before

    @final
    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close the box with its answer.

        Raises:
            RuntimeError: by a sign that was typed. It may be the first letter of a text that was meant for elsewhere.
        """
        if not self._may_answer:
            raise RuntimeError(f"{type(self).__name__} was answered by a sign; Enter answers a box")
        return super().dismiss(result)


PAGE = 8
"""Rows by which a list in a box goes on."""


def row_after(key: str, row: int, rows: int) -> int | None:
    """The row that a key leads to in a list in a box, from this one; None for a key that moves in no list."""
    steps = {"up": -1, "down": 1, "pageup": -PAGE, "pagedown": PAGE, "home": -rows, "end": rows}
    return max(0, min(rows - 1, row + steps[key])) if key in steps else None


def lift(screen: Screen[Any], rows: int) -> None:
    """Let the box in front, if there is one, stand above so many rows of a notice."""
    if isinstance(screen, Dialog) and screen.query("#box"):
        screen.lift(rows)
