"""A form of a few fields: what is wrong with one is said by its name, with the cursor in it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key
from textual.widgets import Input, Static

from screens.dialogs.box import Dialog
from screens.dialogs.fields import Field, FieldInput, read
from screens.dialogs.words import Words
from screens.kit.ink import Line, fit
from supervisor.wording import typographic

T = TypeVar("T")


class FormMistake(Exception):  # noqa: N818  it is the person's, not the program's
    """What was typed will not do; the text says why."""

    def __init__(self, sentence: str, field: str) -> None:
        """A mistake: nobody makes one without saying where.

        Args:
            sentence: what is wrong, and what to type.
            field: the field it is in, which then has the focus and is named; `WHOLE`, or `READ` where a reader of one
                text does not know in which field that stands.
        """
        super().__init__(sentence)
        self.field = field


WHOLE = "*"
"""No field alone is wrong: nothing was changed, or what is meant is refused as a whole."""
READ = ""
"""The field that is being read, which `in_field` names, or the only one there is."""


class UnnamedWarning(UserWarning):
    """A form of several fields did not say which of them is wrong: a fault of the form, which no test lets pass."""


@contextmanager
def in_field(name: str) -> Iterator[None]:
    """Whatever is wrong in here is wrong with that field."""
    try:
        yield
    except FormMistake as mistake:
        mistake.field = mistake.field or name
        raise


class Doubt(FormMistake):
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
        self._lines = tuple(lines)
        self._fields = tuple(fields)
        self._doubted: dict[str, str] | None = None

    def body(self) -> ComposeResult:
        yield Words(self._lines, id="lines")
        width = max(len(field.label) for field in self._fields) + 2
        for field in self._fields:
            with Horizontal(classes="field", id=f"row-{field.id}"):
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

    def is_asked(self, field_id: str, values: dict[str, str]) -> bool:
        """False for a « oui » or « non » of which the other fields leave nothing to ask: it is not shown."""
        return True

    def on_mount(self) -> None:
        self._show_what_is_asked()

    def keys_told(self) -> Line:
        # A row may not be there yet: the box says its keys again once it is.
        is_one = sum(row.display for field in self._fields for row in self.query(f"#row-{field.id}")) < 2
        return self.HINT if is_one or self.HINT is not Dialog.HINT else self.SEVERAL

    def _show_what_is_asked(self) -> None:
        for field in self._fields:
            if field.kind == "yes_no":
                self.query_one(f"#row-{field.id}").display = self.is_asked(field.id, self.values)
        self.say_keys()

    def ends_at(self, field_id: str, values: dict[str, str]) -> bool:
        """True when Enter in this field, which is not the last, does it all the same."""
        return False

    def result(self, values: dict[str, str], *, confirmed: bool) -> T:
        """The answer.

        Raises:
            FormMistake: what was typed will not do.
            Doubt: it will once confirmed.
        """
        raise NotImplementedError

    @on(Input.Changed)
    def _typed(self) -> None:
        self.complain("")
        self._show_what_is_asked()
        self.query_one("#preview", Words).say(self.preview(self.values))

    @property
    def enter_moves(self) -> bool:
        """Enter would only go to the next field: it neither acts nor confirms."""
        return isinstance(self.focused, Input) and bool(self._after(self.focused, self.values))

    def _after(self, field: Input, values: dict[str, str]) -> str:
        """The field to which Enter goes from this one; empty where it does what is asked."""
        ids = [one.id for one in self._fields if self.is_asked(one.id, values)]
        place = ids.index(field.id) if field.id in ids else len(ids) - 1
        return ids[place + 1] if place + 1 < len(ids) and not self.ends_at(ids[place], values) else ""

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        values = self.values
        if then := self._after(event.input, values):
            self.query_one(f"#{then}", Input).focus()
            return
        try:
            self.dismiss(self.result(values, confirmed=self._doubted == values))
        except Doubt as doubt:
            self._doubted = values
            self.complain(f"{doubt} : Entrée encore pour confirmer")
        except FormMistake as mistake:
            self._complain_of(mistake)

    def _complain_of(self, mistake: FormMistake) -> None:
        """Say what is wrong, in which field, and go there."""
        name = mistake.field
        if name == READ:
            name = self._fields[-1].id
            if len(self._fields) > 1:
                warnings.warn(f"{type(self).__name__}: in which field? {mistake}", UnnamedWarning, stacklevel=2)
        field = next((field for field in self._fields if field.id == name), None)
        if field is not None:
            self.query_one(f"#{field.id}", Input).focus()
        is_named = field is None or len(self._fields) == 1 or not str(mistake)
        self.complain(str(mistake) if is_named or field is None else f"{field.label.strip()} : {mistake}")

    @on(FieldInput.Refused)
    def _refused(self, event: FieldInput.Refused) -> None:
        event.stop()
        self.complain(f"« {event.sign} » : ce champ {event.takes}")

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
            raise FormMistake(self._must, self._fields[0].id)
        return text
