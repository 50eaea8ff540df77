"""Why a test ends unfinished: a technical cause is reported (C7) in the same box, unless one says no.

Whoever stops a test has other things to do than to open a second box: the report would be forgotten, and the reason
alone tells the jury nothing (RULES.md section 11).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key
from textual.widgets import Input, Static

from screens.dialogs.choices import Choice, Option
from screens.dialogs.fields import NO, YES, Field, FieldInput
from screens.kit.ink import Line, fit
from supervisor.action import GiveReason, StopTest
from supervisor.closing import STOPPED_TOLD, tells_its_cause
from supervisor.incident import lacking
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.wording import typographic

C = TypeVar("C", bound=StopTest | GiveReason)

LABEL = 20


class CauseDialog(Choice[C]):
    """A choice among reasons; below it what Pix Certif is told of a technical cause, once such a reason is lit."""

    AUTO_FOCUS = ""
    IN_FIELDS: ClassVar[Line] = (
        ("Entrée", "amber+"), (" suivant, valider   ", "soft"), ("↑", "amber+"), (" revenir au motif   ", "soft"),
        ("Échap", "amber+"), (" renoncer", "soft"),
    )  # fmt: skip

    def __init__(
        self, session: Session, whom: Sequence[Situation], title: str, lines: Sequence[Line],
        options: Sequence[Option[C]],
    ) -> None:  # fmt: skip
        """The choice.

        Args:
            session: the state.
            whom: whose tests stay unfinished; no report is asked where each has one since their test stood still.
            title: what it is about.
            lines: what must be known before choosing.
            options: the reasons; none is preselected.
        """
        super().__init__(title, lines, options, default=None)
        code = session.reference.code_meaning("technical")
        is_told = session.closed_at is not None or all(tells_its_cause(session, who) for who in whom)
        self._code = None if is_told else code

    def body(self) -> ComposeResult:
        yield from super().body()
        name = self._code.code if self._code is not None else ""
        for field in (
            Field("tell", f"Signaler {name} (o/n)", YES, kind="yes_no"),
            Field("report", "Ce qui s'est passé", hint=f"vide : {STOPPED_TOLD}"),
        ):
            with Horizontal(classes="field", id=f"row-{field.id}") as row:
                row.display = False
                yield Static(Text(fit(typographic(field.label), LABEL)), classes="field-label")
                yield FieldInput(field)

    def keys_told(self) -> Line:
        return self.IN_FIELDS if isinstance(self.focused, Input) else super().keys_told()

    def _value(self, field: str) -> str:
        return self.query_one(f"#{field}", Input).value.strip()

    @property
    def _is_to_report(self) -> bool:
        """The reason that is lit is a technical one, which no report tells yet."""
        lit = self._options[self._lit] if self._lit is not None else None
        return self._code is not None and lit is not None and not lit.why_not and lit.value.reason == "technical"

    def _light(self, index: int | None) -> None:
        super()._light(index)
        self._show_fields()

    def _show_fields(self) -> None:
        self.query_one("#row-tell").display = self._is_to_report
        self.query_one("#row-report").display = self._is_to_report and self._value("tell") != NO

    def _take(self, option: Option[C]) -> None:
        if self._is_to_report and not isinstance(self.focused, Input):
            self._show_fields()
            self.set_focus(self.query_one("#tell", Input))
            self.say_keys()
        else:
            super()._take(option)

    def key(self, event: Key) -> bool:
        if isinstance(self.focused, Input) and event.key in ("up", "down"):
            if event.key == "up" and self.focused.id == "tell":
                self.set_focus(None)
                self.say_keys()
            else:
                self.set_focus(self.query_one("#tell" if event.key == "up" else "#report", Input))
            return True
        # In a field Enter is the field's: it goes on to the next one, or does it all.
        return not isinstance(self.focused, Input) and super().key(event)

    def sign(self, character: str) -> bool:
        # Keys typed before the field had the focus belong to it all the same.
        if isinstance(self.focused, Input):
            self.focused.insert_text_at_cursor(character)
            return True
        return super().sign(character)

    @on(Input.Changed, "#tell")
    def _told_or_not(self) -> None:
        self._show_fields()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self._lit is None or self._code is None:
            return
        option = self._options[self._lit]
        if self._value("tell") == NO:
            super()._take(option)
        elif event.input.id == "tell":
            self.set_focus(self.query_one("#report", Input))
        else:
            text = self._value("report") or STOPPED_TOLD
            lacks = lacking(self._code, question=None, text=text)
            if lacks:
                self.complain(lacks)
            else:
                self.dismiss(replace(option.value, report=text))

    @on(FieldInput.Refused)
    def _refused(self, event: FieldInput.Refused) -> None:
        event.stop()
        self.complain(f"« {event.sign} » : ce champ {event.takes}")

    # What is typed outlives the program, with the reason it goes with --------------------------------

    def draft_texts(self) -> dict[str, str]:
        lit = self._options[self._lit].letter if self._lit is not None else ""
        return super().draft_texts() | {"lit": lit}

    def put_back(self, texts: dict[str, str]) -> None:
        found = [i for i, option in enumerate(self._options) if option.letter == texts.get("lit")]
        if found:
            self._light(found[0])
        super().put_back(texts)
