"""One line to type for an incident: a code or words, then only what that code asks (RULES.md section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key
from textual.widgets import Input, Static

from screens.dialogs.base import READ, WHOLE, Doubt, Field, Form, FormMistake, Words, in_field
from screens.dialogs.fields import FieldInput, as_code, read
from screens.dialogs.proposals import box_for, is_whole, noted_lines, proposal_line
from screens.dialogs.several import names, unidentified_lines
from screens.dialogs.time import extra_time_typed, instant_typed
from screens.kit.ink import Line, fit, wrap_line
from screens.kit.more import drawn_window
from screens.picture.picture import short_name
from supervisor.action import Context, RecordIncident
from supervisor.candidate import printable
from supervisor.closing import identity_text
from supervisor.incident import LONGEST_DESCRIPTION, MOST_QUESTIONS, becomes, lacking
from supervisor.matching import Match, Reading, codes_met, question_in, read_line
from supervisor.reference import Reference
from supervisor.session import Session
from supervisor.wording import plural, typographic

AROUND = 14
"""Rows of a small screen that are not the list: box, fields, what is told of the lit line, heading and counts."""
FEWEST, MOST = 5, 16
"""Rows of the list."""
LABEL = 21
"""Cells of a field's name."""

ASKS = {
    "question": "N° de la question",
    "description": "Que s'est-il passé ?",
    "identity": "Les bonnes valeurs",
    "extra_time": "Temps majoré juste",
    "fraud": "Ce qui a été vu",
}
"""What each code asks, as the name of the field."""
_OF_IDENTITY = ("last_name", "first_name", "born")
_DEED_KEYS = {"withdraw": "stop", "end": "stop", "seat": "menu", "note": "note"}
"""The command of the board that does what a circumstance asks besides."""


@dataclass(frozen=True, slots=True)
class ReportedIncident:
    """What the dialog comes to."""

    action: RecordIncident | None
    """None: a report of fraud is to be opened, which records its own C6."""
    at: datetime
    """When it happened: the first key, or what was typed."""


class IncidentForm(Form[ReportedIncident]):
    """« e2 12 », or « e2 » Enter « 12 » Enter, or words: « simulateur », « en retard »."""

    HINT: Line = (
        ("Entrée", "amber+"), (" valider   ", "soft"), ("↑ ↓", "amber+"), (" choisir   ", "soft"),
        ("Tab", "amber+"), (" l'heure   ", "soft"), ("Échap", "amber+"), (" renoncer", "soft"),
    )  # fmt: skip

    def __init__(self, session: Session, numbers: tuple[int, ...], context: Context, first_key: datetime) -> None:
        """The dialog.

        Args:
            session: the state.
            numbers: whom it is about; one incident is recorded for each.
            context: who asks, now.
            first_key: when it was begun: that is when it happened, unless another hour is typed.
        """
        who = short_name(session, numbers[0]) if len(numbers) == 1 else plural(len(numbers), "candidat")
        whom: list[Line] = []
        if len(numbers) > 1:
            whom = [((names(session, numbers), "label"),), *unidentified_lines(session, numbers)]
        identity = session.candidates[numbers[0]].identity
        born = f"{identity.birth_date:%d/%m/%Y}" if identity.birth_date is not None else ""
        self._listed = {"last_name": identity.last_name, "first_name": identity.first_name, "born": born}
        super().__init__(
            f"Signalement : {who}",
            whom,
            (
                Field("line", "Code ou mots", hint="par ex. e2 12, image, souris, en retard"),
                Field("last_name", "Nom de naissance", self._listed["last_name"]),
                Field("first_name", "Prénom", self._listed["first_name"]),
                Field("born", "Date de naissance", self._listed["born"], "jj/mm/aaaa", "figures"),
                Field(
                    "at",
                    "Heure",
                    hint=f"vide : {session.local(first_key):%H:%M:%S} ; par ex. 09:41, il y a 3 min",
                    kind="figures",
                ),
            ),
        )
        self._session = session
        self._numbers = numbers
        self._asked_in = context
        self._first_key = first_key
        self._met = codes_met(session)
        self._cells = box_for(session.reference)
        self._noted_on_all = set.intersection(
            *({i.code for i in session.incidents_of(number) if i.counts} for number in numbers)
        )
        self._match: Match | None = None
        """What was taken, once it is and something more is asked."""
        self._lit = 0
        self._listed_for = ""

    def body(self) -> ComposeResult:
        yield Words(self._told_above(), id="lines")
        for field in self._fields:
            with Horizontal(classes="field", id=f"row-{field.id}") as row:
                row.display = field.id not in _OF_IDENTITY
                label = Text(fit(typographic(field.label), LABEL))
                yield Static(label, classes="field-label", id=f"label-{field.id}")
                yield FieldInput(field)
        yield Words(self.preview({f.id: f.value for f in self._fields}), id="preview")

    def say_again(self) -> None:
        self.call_after_refresh(self._say_anew)

    def _say_anew(self) -> None:
        """In as many cells as there are now."""
        for words in self.query("#lines").results(Words):
            words.say(self._told_above())
            self.query_one("#preview", Words).say(self.preview(self.values))

    def _told_above(self) -> list[Line]:
        """Whom it is about, what is noted of them already, and the code once it is taken."""
        lines = [*self._lines]
        if len(self._numbers) == 1:
            lines += noted_lines(self._session, self._numbers[0], self.room)
        code = self._match.code if self._match is not None else None
        return [*lines, *([((f"{code.code}  ", "orange+"), (code.label, ""))] if code is not None else [])]

    def keys_told(self) -> Line:
        return self.HINT if self._match is None else self.SEVERAL

    @property
    def values(self) -> dict[str, str]:
        """What is typed; a code and a number may come from the unshifted row."""
        values, match = super().values, self._match
        if match is None:
            return values | {"line": as_code(values["line"], self.keyboard)}
        asks_number = match.code is not None and match.code.asked == "question"
        return values | {"line": read("figures", values["line"], self.keyboard)} if asks_number else values

    # What is shown while typing ------------------------------------------------------------------

    @property
    def _reference(self) -> Reference:
        return self._session.reference

    def _reading(self, typed: str) -> Reading:
        if typed != self._listed_for:
            self._lit, self._listed_for = 0, typed
        return read_line(self._reference, typed, self._met)

    def preview(self, values: dict[str, str]) -> list[Line]:
        if self._match is not None:
            return self._asked(self._match, values)
        reading = self._reading(values["line"])
        if not reading.matches:
            return [(("aucun code ne correspond : essayez d'autres mots, ou videz la ligne", "yellow"),)]
        self._lit = min(self._lit, len(reading.matches) - 1)
        above = sum(len(wrap_line(line, self.room)) for line in self._told_above())
        rows = max(FEWEST, min(MOST, self.app.size.height - AROUND - above))
        lit, matches = self._lit, reading.matches
        lines = drawn_window(len(matches), lambda rank: self._row(matches[rank], rank == lit), lit, rows + 1)
        return [*lines, *self._told_of(matches[lit], reading.rest)]

    def _row(self, match: Match, is_lit: bool) -> Line:
        name = match.code.code if match.code is not None else ""
        is_noted = name in self._noted_on_all and match.circumstance is None
        return proposal_line(match, self.room, is_lit=is_lit, is_noted=is_noted)

    def _told_of(self, match: Match, rest: str) -> list[Line]:
        """The lit line in full: what it asks or has, what it is called today, what is to be done besides."""
        lines: list[Line] = []
        if match.code is not None:
            asks = self._understood(match, rest) or f"{match.code.code} demande : {ASKS[match.code.asked].lower()}"
            today = becomes(self._reference, match.code)
            in_full = "" if is_whole(match, self.room) else f"{match.label}. "
            lines.append(((in_full, ""), (asks, "label"), (f" · aujourd'hui → {today}" if today else "", "violet")))
        elif match.circumstance is not None:
            lines.append((("n'est pas un signalement dans cette grille", "yellow"),))
        lines += self._besides(match)
        if match.code is not None and match.code.asked != "question" and rest:
            lines.append(self._counted(" : ".join(filter(None, (match.text, rest)))))
        return lines

    @staticmethod
    def _understood(match: Match, rest: str) -> str:
        """What was typed of what the code asks: « E2 : question 12 »; empty while it is still to be typed."""
        code, typed = match.code, " : ".join(filter(None, (match.text, rest)))
        if code is None or not rest:
            return ""
        if code.asked == "question":
            question, text = question_in(typed)
            told = f"question {question}" if question is not None else ""
            return f"{code.code} : {told}{f', « {text} »' if text else ''}" if told else ""
        return f"{code.code} : « {typed} »" if code.asked in ("description", "fraud") else ""

    def _besides(self, match: Match) -> list[Line]:
        phrase = match.circumstance
        if phrase is None or not phrase.besides:
            return []
        key = self._key(_DEED_KEYS[phrase.deed]) if phrase.deed else ""
        what = "À faire aussi" if phrase.code else "À faire"
        return [((f"{key}  " if key else "", "amber+"), (f"{what} : {phrase.besides}", "yellow"))]

    def _key(self, command: str) -> str:
        shown = getattr(self.app, "key_shown", None)
        return shown(command) if shown is not None else ""

    @staticmethod
    def _counted(text: str) -> Line:
        length = len(printable(text))
        return ((f"{length}/{LONGEST_DESCRIPTION} caractères", "red" if length > LONGEST_DESCRIPTION else "label"),)

    def _asked(self, match: Match, values: dict[str, str]) -> list[Line]:
        """What is told while the second line is typed."""
        code = match.code
        assert code is not None, "only a code asks for more"
        lines: list[Line] = []
        if code.asked == "question":
            most = self._reference.thresholds.questions
            lines.append(((f"de 1 à {most} ; jusqu'à {MOST_QUESTIONS} si vous confirmez", "label"),))
        elif code.asked == "identity":
            lines += [((self._identity_text(values) or "changez ce qui est faux sur la liste", "label"),),
                      (("Corrigez aussi la liste : ", "yellow"), (f"{self._key('menu')} i", "amber+"))]  # fmt: skip
        elif code.asked == "extra_time":
            has = ", ".join(str(self._session.candidates[n].extra_time) for n in self._numbers[:6])
            lines += [((f"noté aujourd'hui : {has}", "label"),),
                      (("Corrigez aussi le temps majoré, sa fin en dépend : ", "yellow"),
                       (f"{self._key('time')}", "amber+"), (" 33 %", "soft"))]  # fmt: skip
        else:
            lines.append(self._counted(_without_separator(values["line"], match)))
        today = becomes(self._reference, code)
        if today:
            lines.append(((f"{code.code} dans Pix Certif aujourd'hui → ", "label"), (today, "violet")))
        return [*lines, *self._besides(match)]

    # What it comes to ----------------------------------------------------------------------------

    def ends_at(self, field_id: str, values: dict[str, str]) -> bool:
        return field_id in ("line", "born", "at")

    def result(self, values: dict[str, str], *, confirmed: bool) -> ReportedIncident:
        with in_field("at"):
            at = instant_typed(values["at"], self._session, self._asked_in.now) or self._first_key
        if self._match is not None:
            return self._complete(self._match, self._second(self._match, values), at, confirmed=confirmed)
        reading = self._reading(values["line"])
        if not reading.matches:
            raise FormMistake("aucun code ne correspond : essayez d'autres mots", "line")
        if not values["line"] and not self._lit:
            raise FormMistake("tapez un code ou des mots : « e2 », « image »… ou descendez avec ↓", "line")
        match = reading.matches[min(self._lit, len(reading.matches) - 1)]
        if match.code is None:
            told = f"« {match.label} » n'est pas un signalement dans cette grille : voyez ci-dessus quoi faire"
            raise FormMistake(told, "line")
        text = " : ".join(part for part in (match.text, reading.rest) if part)
        if match.code.asked == "fraud" and not text:
            return ReportedIncident(None, at)
        # A ready phrase is to be completed; what a code still asks is asked.
        lacks_question = match.code.asked == "question" and question_in(text)[0] is None
        if match.text or not reading.rest or lacks_question:
            self._take(match, text)
        return self._complete(match, text, at, confirmed=confirmed)

    def _complete(self, match: Match, typed: str, at: datetime, *, confirmed: bool) -> ReportedIncident:
        code = match.code
        assert code is not None, "a circumstance without a code records nothing"
        question, text = question_in(typed) if code.asked == "question" else (None, typed)
        if code.asked == "extra_time":
            with in_field("line"):
                text = _percent(text)
        lacks = lacking(code, question=question, text=printable(text))
        if lacks:
            raise FormMistake(lacks, "last_name" if code.asked == "identity" else "line")
        most = self._reference.thresholds.questions
        if question is not None and question > most and not confirmed:
            raise Doubt(f"le test a {most} questions au plus, pas {question}", "line")
        if code.asked == "identity" and len(self._numbers) > 1:
            raise FormMistake(f"{code.code} se note un candidat à la fois", WHOLE)
        return ReportedIncident(RecordIncident(code.code, self._numbers, question, text), at)

    def _second(self, match: Match, values: dict[str, str]) -> str:
        asks_identity = match.code is not None and match.code.asked == "identity"
        return self._identity_text(values) if asks_identity else _without_separator(values["line"], match)

    def _identity_text(self, values: dict[str, str]) -> str:
        """« Nom de naissance : LE GOFF (liste : LE GOF) », only what differs from the list."""
        listed, right = (tuple(said_of[name] for name in _OF_IDENTITY) for said_of in (self._listed, values))
        return identity_text(listed, right)

    def _take(self, match: Match, text: str) -> None:
        """The second line: only what this code asks."""
        self._show_second(match, text)
        raise FormMistake("", WHOLE)

    def _show_second(self, match: Match, text: str) -> None:
        code = match.code
        assert code is not None, "only a code asks for more"
        self._match = match
        asks_identity = code.asked == "identity"
        for name in _OF_IDENTITY:
            self.query_one(f"#row-{name}").display = asks_identity
        self.query_one("#row-line").display = not asks_identity
        self.query_one("#label-line", Static).update(Text(fit(typographic(ASKS[code.asked]), LABEL)))
        self.query_one("#lines", Words).say(self._told_above())
        line = self.query_one("#line", Input)
        hints = {
            "question": f"de 1 à {self._reference.thresholds.questions}",
            "extra_time": "par ex. 33 %, 1/3 ; 0 : aucun",
        }
        line.placeholder = hints.get(code.asked, "")
        # What was said of a question stands after its number, which is still to be typed.
        line.value = f" {text}" if text and code.asked == "question" else _to_go_on_from(text, match)
        line.cursor_position = 0 if code.asked == "question" else len(line.value)
        if asks_identity:
            self.query_one("#last_name", Input).focus()
        self.say_keys()
        self.query_one("#preview", Words).say(self.preview(self.values))
        self.typed()

    # Drafts: the second stage comes back too -----------------------------------------------------

    def draft_texts(self) -> dict[str, str]:
        if self._match is None or self._match.code is None:
            return super().draft_texts()
        return super().draft_texts() | {"code": self._match.code.code, "phrase": self._match.text}

    def put_back(self, texts: dict[str, str]) -> None:
        code = self._reference.code(texts.get("code", ""))
        if code is not None:
            phrase = next((c for c in self._reference.circumstances if c.text == texts.get("phrase")), None)
            self._show_second(Match(code, phrase), texts.get("line", ""))
        super().put_back(texts)

    def trace(self, answer: ReportedIncident) -> str:
        return "fraud" if answer.action is None else ""

    def retrace(self, traced: str) -> ReportedIncident | None:
        return ReportedIncident(None, self._first_key) if traced == "fraud" else None

    def key(self, event: Key) -> bool:
        is_in_line = isinstance(self.focused, Input) and self.focused.id == "line"
        if self._match is not None or not is_in_line or event.key not in ("up", "down", "pageup", "pagedown"):
            return super().key(event)
        count = len(self._reading(self.values["line"]).matches)
        step = {"up": -1, "down": 1, "pageup": -FEWEST, "pagedown": FEWEST}[event.key]
        self._lit = max(0, min(count - 1, self._lit + step))
        self.complain("")
        self.query_one("#preview", Words).say(self.preview(self.values))
        return True


def _to_go_on_from(text: str, match: Match) -> str:
    """A text in its field, so that what is typed behind it stands apart: a ready phrase is one of its own."""
    return f"{text} : " if text and text == match.text else f"{text} " if text else ""


def _without_separator(typed: str, match: Match) -> str:
    """What is recorded: a ready phrase that nothing follows stands alone, one space before what follows it."""
    if not match.text:
        return typed
    return match.text if typed.rstrip(" :") == match.text else " ".join(typed.split())


def _percent(typed: str) -> str:
    """« 33 % », « tiers temps (1/3) », « aucun »: what Pix Certif is to be told.

    Raises:
        FormMistake: it is no temps majoré.
    """
    typed = typed.strip()
    extra = extra_time_typed("tt" if typed == "1/3" else f"{typed} %" if typed.isdigit() else typed)
    if extra is None:
        raise FormMistake("tapez le temps majoré à saisir : 33 %, 1/3 pour le tiers exact, 0 pour aucun", READ)
    return "tiers temps (1/3)" if extra.third else str(extra)
