"""What is read aloud in the room, what each candidate does, and the access code on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual import on
from textual.app import ComposeResult
from textual.events import Key
from textual.widgets import Input

from screens.dialogs.base import Dialog, Field, Form, FormMistake, Words
from screens.dialogs.reading import CODE_SHOWN_S
from screens.kit.big import ROWS, big
from screens.kit.guards import digit_of
from screens.kit.ink import Line
from screens.kit.texts import Texts
from supervisor.access_code import PATTERN, RULE, first_fault
from supervisor.session import Session

_LETTERS = 4
"""Of an access code, before its digits."""


class InstructionsDialog(Dialog[None]):
    """The instructions and the steps; the access code, big, for a minute."""

    HINT: Line = (
        ("c", "amber+"), (" code d'accès   ", "soft"), ("e", "amber+"), (" le corriger   ", "soft"),
        ("↑ ↓", "amber+"), (" défiler   ", "soft"), ("Échap", "amber+"), (" fermer", "soft"),
    )  # fmt: skip

    def __init__(
        self, session: Callable[[], Session], texts: Texts, monotonic: Callable[[], float], correct: Callable[[], None]
    ) -> None:
        """The instructions of a session.

        Args:
            session: its present state.
            texts: the sentences.
            monotonic: real seconds.
            correct: asks for the access code.
        """
        super().__init__("Consignes et code d'accès")
        self._session = session
        self._texts = texts
        self._monotonic = monotonic
        self._correct = correct
        self._shown_since: float | None = None

    def body(self) -> ComposeResult:
        yield Words(self._code_lines(), id="code")
        yield Words(list(self._text_lines()), hang=2, id="lines")

    def _text_lines(self) -> Iterator[Line]:
        session = self._session()
        yield ()
        yield (("À LIRE À HAUTE VOIX", "label+"),)
        for text in self._texts.said_to(session):
            yield (("– ", "label"), (text, ""))
        yield ()
        yield (("CE QUE FAIT CHAQUE CANDIDAT", "label+"),)
        for rank, text in enumerate(self._texts.steps_of(session), start=1):
            yield ((f"{rank} ", "amber"), (text, "soft"))

    def _code_lines(self) -> list[Line]:
        session = self._session()
        code = session.access_code
        number: Line = ((f" Session {session.number} ", "tag.session"),)
        if not code:
            return [(*number, ("  pas encore de code d'accès : ", "yellow"), ("e", "amber+"), (" le saisir", "soft"))]
        if self._shown_since is None:
            return [(*number, ("  code d'accès masqué : ", "label"), ("c", "amber+"), (" le montrer 60 s", "soft"))]
        left = max(0, int(CODE_SHOWN_S - (self._monotonic() - self._shown_since)))
        return [
            (*number, ("  code d'accès  ", "label"), (" ".join(code), "amber+"), (f"  encore {left} s", "label")),
            (),
            *(((row, "+"),) for row in big(code, self.room, ROWS)),
        ]

    def tick(self) -> None:
        """Count the code's minute down; hide it once it is over."""
        if self._shown_since is not None and self._monotonic() - self._shown_since >= CODE_SHOWN_S:
            self._shown_since = None
        self._show_code()

    def _show_code(self) -> None:
        # Not while it is being built: a tick may come at any time.
        for words in self.query("#code").results(Words):
            words.say(self._code_lines())

    def key(self, event: Key) -> bool:
        if event.key == "enter":
            self.leave()
            return True
        return self.scrolls(event)

    def sign(self, character: str) -> bool:
        if character == "c":
            self._shown_since = self._monotonic() if self._shown_since is None else None
            self._show_code()
            self.query_one("#inside").scroll_home(animate=False)
        elif character == "e":
            self._shown_since = None
            self._show_code()
            self._correct()
        else:
            return False
        self.complain("")
        return True


class AccessCodeForm(Form[str]):
    """The code that Pix Certif gives; what cannot be is said as one types."""

    KEEPS_DRAFT = False

    def __init__(self, session: Session) -> None:
        had = "L'ancien et le nouveau code restent au journal." if session.access_code else ""
        super().__init__(
            f"Code d'accès de la session {session.number}",
            (((had or "Il est dans Pix Certif, page de la session.", "label"),), ((RULE, "label"),)),
            (Field("code", "Code d'accès", hint="par ex. BKTX47"),),
        )
        self._had = session.access_code

    def preview(self, values: dict[str, str]) -> list[Line]:
        code = _upper(values["code"])
        if not code:
            return []
        fault = first_fault(code)
        if fault:
            return [((fault, "yellow"),)]
        return [((f"{' '.join(code)}  ", "+"), ("✓" if PATTERN.fullmatch(code) else "…", "green"))]

    @on(Input.Changed)
    def _shout(self, event: Input.Changed) -> None:
        # Its letters come first: behind them the unshifted row counts as digits.
        figures = (digit_of(sign, self.keyboard) or sign for sign in event.value[_LETTERS:])
        shouted = (event.value[:_LETTERS] + "".join(figures)).upper()
        if event.value != shouted:
            event.input.value = shouted

    def result(self, values: dict[str, str], *, confirmed: bool) -> str:
        code = _upper(values["code"])
        if not PATTERN.fullmatch(code):
            raise FormMistake(first_fault(code) or f"il manque des signes : {RULE}", "code")
        if code == self._had:
            raise FormMistake("c'est déjà le code d'accès de la session", "code")
        return code


def _upper(text: str) -> str:
    return "".join(text.split()).upper()
