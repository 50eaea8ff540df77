"""The kinds of dialogs: a choice among letters, a form of a few fields; each says its mistakes in its own box."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from screens.ink import Line, fit, wrap_line
from screens.sizes import AtSize
from screens.themes import palette_named
from supervisor.wording import typographic

T = TypeVar("T")

BOX, FRAME = 78, 4
"""Widest box, and the cells of its border and padding: before it is laid out, its words are wrapped by these."""


class Words(Static):
    """A few lines in the ink of the theme; never read as markup."""

    def __init__(
        self, lines: Sequence[Line] = (), *, hang: int = 0, id: str | None = None  # noqa: A002  Textual's name
    ) -> None:  # fmt: skip
        super().__init__(id=id, markup=False)
        self._lines = tuple(lines)
        self._hang = hang
        self._room = 0

    def on_mount(self) -> None:
        self.say(self._lines)

    def on_resize(self) -> None:
        if self.size.width and self.size.width != self._room:
            self.say(self._lines)

    def say(self, lines: Sequence[Line]) -> None:
        """Show these lines instead."""
        self._lines = tuple(lines)
        self._room = self.size.width or min(BOX, self.app.size.width) - FRAME
        palette = palette_named(self.app.theme)
        text = Text(end="")
        spoken = [tuple((typographic(span), role) for span, role in line) for line in lines]
        wrapped = [row for line in spoken for row in wrap_line(line, max(8, self._room), self._hang)]
        for index, line in enumerate(wrapped):
            text.append("\n" if index else "")
            for span, role in line:
                text.append(span, palette.style(role, "dialog"))
        self.display = bool(lines)
        self.update(text)

    @property
    def said(self) -> str:
        """What it reads."""
        return "\n".join("".join(typographic(text) for text, _ in line) for line in self._lines)


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

    def compose(self) -> ComposeResult:
        box = VerticalScroll(id="box", can_focus=False)
        box.border_title = Text(typographic(self._box_title))
        session = getattr(self.app, "session", None)
        if session is not None and session.rehearsal:
            box.border_subtitle = "RÉPÉTITION"
        with box:
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

    @on(Input.Changed)
    def _changed(self) -> None:
        self.typed()

    def complain(self, sentence: str) -> None:
        """Say what is wrong, in the box."""
        self.query_one("#error", Words).say((((sentence, "red"),),) if sentence else ())

    def warn(self, sentence: str) -> None:
        """Say something that does not stand against what is typed."""
        self.query_one("#hint", Words).say((((sentence, "yellow+"),), self.HINT))

    def leave(self) -> None:
        """Escape: nothing is done."""
        self.dismiss(None)

    # Textual calls the handlers of every class of a screen, the most derived first: those below add to this one.
    def on_key(self, event: Key) -> None:
        if event.key == "escape":
            event.stop()
            self.leave()


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One answer of a choice."""

    letter: str
    label: str
    value: T
    why_not: str = ""
    """Why it is not possible now; it is then listed and refused."""


class Choice(Dialog[T]):
    """A few answers, a letter each; Enter takes the one that is lit."""

    ACTS: Line = (("lettre", "amber+"), (" aussitôt   ", "soft"), *Dialog.HINT)
    """The hint where a letter is an answer by itself."""

    def __init__(
        self, title: str, lines: Sequence[Line], options: Sequence[Option[T]], *,
        default: int | None = 0, letters_act: bool = True,
    ) -> None:  # fmt: skip
        """A choice.

        Args:
            title: what it is about.
            lines: what must be known before choosing.
            options: the answers.
            default: which one Enter takes at first; None: one must be chosen.
            letters_act: False when a letter only lights its answer and Enter alone writes.
        """
        super().__init__(title)
        self._lines = tuple(lines)
        self._options = tuple(options)
        self._lit = default
        self._letters_act = letters_act
        if letters_act and len(options) > 1 and self.HINT is Dialog.HINT:
            self.HINT = self.ACTS

    def body(self) -> ComposeResult:
        yield Words(self._lines, id="lines")
        yield Words(self._option_lines(), hang=5, id="options")

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

    def _light(self, index: int) -> None:
        self._lit = index
        self.query_one("#options", Words).say(self._option_lines())

    def on_key(self, event: Key) -> None:
        if event.key in ("up", "down"):
            step = 1 if event.key == "down" else -1
            self._light((self._lit if self._lit is not None else (-1 if step > 0 else 0)) + step)
            self._light((self._lit or 0) % len(self._options))
        elif event.key == "enter":
            if self._lit is None:
                self.complain("choisissez d'abord une réponse")
            else:
                self._take(self._options[self._lit])
        else:
            self._letter(event)
            return
        event.stop()

    def _letter(self, event: Key) -> None:
        letter = event.character or ""
        found = [i for i, option in enumerate(self._options) if option.letter == letter.lower() and letter]
        if not found:
            if event.is_printable:
                event.stop()
                self.complain(f"« {letter} » n'est aucune de ces réponses")
            return
        event.stop()
        self._light(found[0])
        if self._letters_act:
            self._take(self._options[found[0]])

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


class Doubt(Mistake):
    """What was typed is unlikely: Enter once more does it all the same."""


@dataclass(frozen=True, slots=True)
class Field:
    """One line to be typed."""

    id: str
    label: str
    value: str = ""
    hint: str = ""
    """What may be typed, shown while it is empty."""


class Form(Dialog[T]):
    """A few fields; Enter goes to the next one, and on the last one does it."""

    SEVERAL: Line = (("Entrée", "amber+"), (" suivant, valider   ", "soft"), ("Échap", "amber+"), (" renoncer", "soft"))
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
                yield Input(
                    field.value, placeholder=typographic(field.hint), id=field.id, compact=True, select_on_focus=False
                )
        yield Words(self.preview({f.id: f.value for f in self._fields}), id="preview")

    @property
    def values(self) -> dict[str, str]:
        """What is typed now, by field."""
        return {field.id: self.query_one(f"#{field.id}", Input).value.strip() for field in self._fields}

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
            self.complain(str(mistake))

    def on_key(self, event: Key) -> None:
        # Keys typed before the field had the focus belong to it all the same.
        focused = self.focused
        if isinstance(focused, Input) and event.is_printable and event.character is not None:
            event.stop()
            focused.insert_text_at_cursor(event.character)


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
