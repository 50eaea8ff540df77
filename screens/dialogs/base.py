"""The kinds of dialogs: a choice among letters, a form of a few fields; each says its mistakes in its own box.

One rule holds for all of them (RULES.md section 11): a letter moves to a choice, Enter takes it; a letter that leads
only to a further box or to a view may act at once. No other sign that is typed ever answers a box; one that is of no
use is refused with a word. It is `Dialog` that hands out the keys and closes the box, and `DeedsBase` that records
nothing for an answer by a letter: no dialog can be made that escapes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar, final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key, Paste
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from screens.dialogs.fields import Field, FieldInput, keyboard_of, read
from screens.dialogs.words import BOX, FRAME, Answers, Words
from screens.guards import Letters
from screens.ink import Line, fit
from screens.settings import Keyboard
from screens.sizes import AtSize
from supervisor.wording import typographic

__all__ = [
    "BOX", "FRAME", "Ask", "Choice", "Confirm", "Dialog", "Doubt", "Field", "Form", "Mistake", "Option", "Words",
    "in_field",
]  # fmt: skip

T = TypeVar("T")

ONLY_WORD = "un mot ne choisit rien ici : une lettre mène à une réponse, Entrée la prend"
PASTED = "un texte collé n'est pas une réponse : rien n'est fait"
EDGES = 3
"""Rows of a box that are not its words: its border, and the row below it that shows the footer."""


class Dialog(ModalScreen[T | None], AtSize, Generic[T]):
    """A box above the board, whose clocks go on behind it. Escape leaves it without doing anything."""

    AUTO_FOCUS = "Input"
    HINT: Line = (("Entrée", "amber+"), (" valider   ", "soft"), ("Échap", "amber+"), (" renoncer", "soft"))

    KEEPS_DRAFT: ClassVar[bool] = True
    """What is typed is kept in a file until it is confirmed or left; not for what must not lie on a disk."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._box_title = title
        self._tell_draft: Callable[[dict[str, str]], object] | None = None
        self._to_put_back: dict[str, str] | None = None
        self._at_first: dict[str, str] | None = None
        """What stood in the fields before anything was typed, once they are there."""
        self._may_answer = True
        self.is_left_by_a_letter = False
        """Its answer was given by a letter, which may lead on and record nothing."""

    def compose(self) -> ComposeResult:
        box = Vertical(id="box")
        box.border_title = Text(typographic(self._box_title))
        session = getattr(self.app, "session", None)
        if session is not None and session.rehearsal:
            box.border_subtitle = "RÉPÉTITION"
        with box:
            with VerticalScroll(id="inside", can_focus=False):
                yield from self.body()
            yield Words(id="error")
            yield Words((self.HINT,), id="hint")

    def body(self) -> ComposeResult:
        """What stands in the box."""
        raise NotImplementedError

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
        self._fit()

    def _fit(self) -> None:
        """However long what stands in the box is, what is wrong with it and its keys stay in sight."""

        def fit_() -> None:
            for inside in self.query("#inside"):
                below = [w for w in self.query("#error, #hint").results(Words) if w.display]
                told = sum(w.outer_size.height + w.styles.margin.top for w in below)
                inside.styles.max_height = max(1, self.app.size.height - EDGES - told)

        self.call_after_refresh(fit_)

    @on(Input.Changed)
    def _changed(self) -> None:
        self.typed()

    def complain(self, sentence: str) -> None:
        """Say what is wrong, in the box."""
        self.query_one("#error", Words).say((((sentence, "red"),),) if sentence else ())
        self._fit()

    def warn(self, sentence: str) -> None:
        """Say something that does not stand against what is typed."""
        self.query_one("#hint", Words).say((((sentence, "yellow+"),), self.HINT))
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


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One answer of a choice."""

    letter: str
    label: str
    value: T
    why_not: str = ""
    """Why it is not possible now; it is then listed and refused."""
    opens: bool = False
    """It leads only to a further box or to a view, and nothing is recorded by it: its letter may act at once."""


class Choice(Dialog[T]):
    """A few answers, a letter each; a letter or an arrow lights one, Enter takes the one that is lit.

    A click lights one too, and takes it when it is lit already: one slip of the hand never both chooses and records.
    """

    ONE: Line = (("lettre", "amber+"), (" choisir   ", "soft"), *Dialog.HINT)
    """The hint where a letter lights its answer."""
    SOME_AT_ONCE: Line = (("lettre", "amber+"), (" choisir, ouvrir   ", "soft"), *Dialog.HINT)
    """The hint where letters of some answers go on at once."""

    def __init__(
        self, title: str, lines: Sequence[Line], options: Sequence[Option[T]], *, default: int | None = 0,
    ) -> None:  # fmt: skip
        """A choice.

        Args:
            title: what it is about.
            lines: what must be known before choosing.
            options: the answers.
            default: which one Enter takes at first; None: one must be chosen.
        """
        super().__init__(title)
        self._lines = tuple(lines)
        self._options = tuple(options)
        self._lit = default
        self._typed_letters = Letters()
        if len(options) > 1 and self.HINT is Dialog.HINT:
            self.HINT = self.SOME_AT_ONCE if any(option.opens for option in options) else self.ONE

    def body(self) -> ComposeResult:
        yield Words(self._lines, id="lines")
        yield Answers(self._option_lines(), hang=5, id="options")

    def _option_lines(self) -> list[Line]:
        lines: list[Line] = []
        for index, option in enumerate(self._options):
            lit = index == self._lit
            ink = "dim" if option.why_not else "+" if lit else "soft"
            why = f" — {option.why_not}" if option.why_not else ""
            lines.append(
                (("▌ " if lit else "  ", "blue+"), (f"{option.letter}  ", "amber+"), (option.label + why, ink))
            )
        return lines

    def _light(self, index: int | None) -> None:
        self._lit = index
        self.query_one("#options", Words).say(self._option_lines())

    def key(self, event: Key) -> bool:
        if event.key in ("up", "down"):
            step = 1 if event.key == "down" else -1
            place = self._lit if self._lit is not None else (-1 if step > 0 else 0)
            self._light((place + step) % len(self._options))
            self.complain("")
        elif event.key == "enter":
            self._take_lit()
        else:
            return False
        return True

    def _take_lit(self) -> None:
        if self._lit is None:
            self.complain("choisissez d'abord une réponse")
        else:
            self._take(self._options[self._lit])

    def sign(self, character: str) -> bool:
        # What was lit goes out with a word or a letter of no use: an Enter that ends a text takes nothing.
        letter = character.lower()
        found = next((i for i, option in enumerate(self._options) if option.letter == letter), None)
        if self._typed_letters.are_a_word(self._real_s()):
            self._light(None)
            self.complain(ONLY_WORD)
        elif found is None:
            self._light(None)
            self.complain(f"« {character} » n'est aucune de ces réponses")
        else:
            self.complain("")
            self._light(found)
            if self._options[found].opens:
                with self._further():
                    self._take(self._options[found])
        return True

    def _real_s(self) -> float:
        clock = getattr(self.app, "clock", None)
        return float(clock.monotonic()) if clock is not None else 0.0

    @on(Answers.Clicked)
    def _clicked(self, event: Answers.Clicked) -> None:
        event.stop()
        if event.rank == self._lit:
            self._take_lit()
        else:
            self.complain("")
            self._light(event.rank)

    def trace(self, answer: T) -> str:
        return next((option.label for option in self._options if option.value == answer), "")

    def retrace(self, traced: str) -> T | None:
        return next((o.value for o in self._options if o.label == traced and not o.why_not), None)

    def _take(self, option: Option[T]) -> None:
        if option.why_not:
            self.complain(option.why_not)
        else:
            self.dismiss(option.value)


class Confirm(Choice[bool]):
    """One thing to say yes to."""

    def __init__(self, title: str, lines: Sequence[Line], yes: str) -> None:
        super().__init__(title, lines, (Option("o", yes, True),))


class Mistake(Exception):  # noqa: N818  it is the person's, not the program's
    """What was typed will not do; the text says why."""

    def __init__(self, sentence: str, field: str = "") -> None:
        """A mistake.

        Args:
            sentence: what is wrong, and what to type.
            field: the field it is in, which then has the focus and is named; empty: all of them together.
        """
        super().__init__(sentence)
        self.field = field


@contextmanager
def in_field(name: str) -> Iterator[None]:
    """Whatever is wrong in here is wrong with that field."""
    try:
        yield
    except Mistake as mistake:
        mistake.field = mistake.field or name
        raise


class Doubt(Mistake):
    """What was typed is unlikely: Enter once more does it all the same."""


class Form(Dialog[T]):
    """A few fields; Enter goes to the next one, and on the last one does it."""

    SEVERAL: Line = (
        ("Entrée", "amber+"), (" suivant, valider   ", "soft"), ("↑ ↓", "amber+"), (" champ   ", "soft"),
        ("Échap", "amber+"), (" renoncer", "soft"),
    )  # fmt: skip
    """The hint of several fields: Enter does it on the last one only."""

    def __init__(self, title: str, lines: Sequence[Line], fields: Sequence[Field]) -> None:
        super().__init__(title)
        if len(fields) > 1 and self.HINT is Dialog.HINT:
            self.HINT = self.SEVERAL
        self._lines = tuple(lines)
        self._fields = tuple(fields)
        self._doubted: dict[str, str] | None = None

    def body(self) -> ComposeResult:
        yield Words(self._lines, id="lines")
        width = max(len(field.label) for field in self._fields) + 2
        for field in self._fields:
            with Horizontal(classes="field"):
                yield Static(Text(fit(typographic(field.label), width)), classes="field-label", id=f"label-{field.id}")
                yield FieldInput(field)
        yield Words(self.preview({f.id: f.value for f in self._fields}), id="preview")

    @property
    def values(self) -> dict[str, str]:
        """What is typed now, by field; in fields of figures the unshifted row counts as digits."""
        return {
            field.id: read(field.kind, self.query_one(f"#{field.id}", Input).value, self.keyboard)
            for field in self._fields
        }

    def preview(self, values: dict[str, str]) -> list[Line]:
        """What would follow from what is typed."""
        return []

    def ends_at(self, field_id: str, values: dict[str, str]) -> bool:
        """True when Enter in this field, which is not the last, does it all the same."""
        return False

    def result(self, values: dict[str, str], *, confirmed: bool) -> T:
        """The answer.

        Raises:
            Mistake: what was typed will not do.
            Doubt: it will once confirmed.
        """
        raise NotImplementedError

    @on(Input.Changed)
    def _typed(self) -> None:
        self.complain("")
        self.query_one("#preview", Words).say(self.preview(self.values))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        ids = [field.id for field in self._fields]
        place = ids.index(event.input.id or ids[-1])
        values = self.values
        if place + 1 < len(ids) and not self.ends_at(ids[place], values):
            self.query_one(f"#{ids[place + 1]}", Input).focus()
            return
        try:
            self.dismiss(self.result(values, confirmed=self._doubted == values))
        except Doubt as doubt:
            self._doubted = values
            self.complain(f"{doubt} : Entrée encore pour confirmer")
        except Mistake as mistake:
            self._complain_of(mistake)

    def _complain_of(self, mistake: Mistake) -> None:
        """Say what is wrong, in which field, and go there."""
        field = next((field for field in self._fields if field.id == mistake.field), None)
        if field is not None:
            self.query_one(f"#{field.id}", Input).focus()
        is_named = field is None or len(self._fields) == 1 or not str(mistake)
        self.complain(str(mistake) if is_named or field is None else f"{field.label.strip()} : {mistake}")

    @on(FieldInput.Refused)
    def _refused(self, event: FieldInput.Refused) -> None:
        event.stop()
        self.complain(f"« {event.sign} » : ce champ ne prend que des chiffres")

    def key(self, event: Key) -> bool:
        if event.key not in ("up", "down") or len(self._fields) < 2:
            return False
        if event.key == "down":
            self.focus_next("Input")
        else:
            self.focus_previous("Input")
        return True

    def sign(self, character: str) -> bool:
        # Keys typed before the field had the focus belong to it all the same.
        if isinstance(self.focused, Input):
            self.focused.insert_text_at_cursor(character)
        return isinstance(self.focused, Input)


class Ask(Form[str]):
    """One line of text."""

    def __init__(self, title: str, lines: Sequence[Line], field: Field, *, must: str = "") -> None:
        """A question.

        Args:
            title: what it is about.
            lines: what must be known before answering.
            field: the line to be typed.
            must: what is said when nothing was typed; empty when nothing may be typed.
        """
        super().__init__(title, lines, (field,))
        self._must = must

    def result(self, values: dict[str, str], *, confirmed: bool) -> str:
        text = next(iter(values.values()))
        if self._must and not text:
            raise Mistake(self._must)
        return text
