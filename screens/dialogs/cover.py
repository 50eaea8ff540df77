"""Who supervises: one box for all that changes in it, and what each of its answers asks (RULES.md section 12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.widgets import Input

from screens.dialogs.base import WHOLE, Choice, Field, Form, FormMistake, Option, in_field
from screens.dialogs.people import date_of
from screens.kit.ink import Line
from screens.picture.covering import Supervising, who_supervises
from supervisor.action import Context, CorrectSession, RecordTraining, TakeOver
from supervisor.candidate import plain
from supervisor.deciding import decide
from supervisor.session import Session, Training
from supervisor.session_facts import handing_over

ARRIVES, RELIEF, LEAVES, TRAINED, ME, SPELT = "arrives", "relief", "leaves", "trained", "me", "spelt"
"""What the box answers: what is asked next."""
NOBODY = "personne n'est nommé"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class CoverDialog(Choice[str]):
    """« Qui surveille »: who does, who did, who trained them; and all that can be said of it, a further box each."""

    def __init__(
        self, session: Session, author: str = "", trainings: Sequence[Training] = (), lit: str = RELIEF
    ) -> None:
        """The box.

        Args:
            session: who supervises.
            author: who sits here, where that can be said anew; empty: it cannot.
            trainings: what the store knows beside the session: its register, and notes of other sessions.
            lit: the answer that Enter takes at first.
        """
        present = session.present_surveillants
        options = [
            Option("r", f"relève : quelqu'un prend la relève{_of(present)}", RELIEF, opens=True),
            Option("v", "quelqu'un vient aussi surveiller", ARRIVES, opens=True),
            Option("s", "quelqu'un s'en va", LEAVES, "" if present else "personne n'est noté présent", opens=True),
            Option("f", "formation d'un surveillant : par qui, quel jour", TRAINED, opens=True),
            Option("n", "corriger un nom", SPELT, "" if session.surveillants else NOBODY, opens=True),
        ]
        if author:
            options.append(Option("m", f"c'est moi : devant cet écran, {author} ; dire qui d'autre", ME, opens=True))
        places = [i for i, option in enumerate(options) if option.value == lit]
        super().__init__(
            "Qui surveille", (*_people(session, trainings), ()), options, default=places[0] if places else 0
        )


def _of(present: Sequence[str]) -> str:
    if not present:
        return ""
    return f" de {present[0]}" if len(present) == 1 else " de l'un d'eux"


def _people(session: Session, trainings: Sequence[Training]) -> list[Line]:
    lines = [_person(one) for one in who_supervises(session, trainings)]
    if not lines:
        lines.append(((NOBODY.capitalize(), "yellow"),))
    lacking = session.missing_surveillants()
    if lacking:
        each = session.reference.thresholds.candidates_per_surveillant
        told = f"Un surveillant pour {each} présents : il en manque {lacking} (ou une dérogation : Ctrl+P)."
        lines.append(((told, "yellow"),))
    return lines


def _person(one: Supervising) -> Line:
    training = one.training_told or "formation non notée"
    return ((one.name, "+"), (f" ({one.where})  ", "label"), (training, "green" if one.training else "yellow"))


class TakeOverForm(Form[TakeOver]):
    """Who supervises from now on; of several, in whose place."""

    def __init__(self, session: Session, author: str = "") -> None:
        """The question.

        Args:
            session: who supervises.
            author: who notes it, and hands over if they are one of several.
        """
        self._present = session.present_surveillants or tuple(name for name in (session.surveillant,) if name)
        self._of = handing_over(self._present, author) or ""
        fields = [Field("name", "Surveille désormais", hint="prénom et nom")]
        verb = "Surveille en ce moment : "
        if len(self._present) > 1:
            verb = "Surveillent en ce moment : "
            fields.append(Field("of", "À la place de", self._of, "le début du nom suffit"))
        super().__init__(
            "Relève du surveillant",
            (
                ((verb, "label"), (", ".join(self._present) or "personne", "+")),
                (("L'heure de la relève est notée au journal.", "label"),),
            ),
            fields,
        )

    def result(self, values: dict[str, str], *, confirmed: bool) -> TakeOver:
        if not plain(values["name"]):
            raise FormMistake("dites qui surveille à partir de maintenant", "name")
        there = next((name for name in self._present if plain(name) == plain(values["name"])), None)
        if there is not None:
            alone = " : notez seulement qui s'en va" if len(self._present) > 1 else ""
            raise FormMistake(f"{there} surveille déjà{alone}", "name")
        return TakeOver(values["name"], self._relieved(values["of"]) if "of" in values else "")

    def _relieved(self, typed: str) -> str:
        """The one of those present who is meant by the beginning of one of their names."""
        wanted = plain(typed)
        exact = [name for name in self._present if plain(name) == wanted]
        begun = [name for name in self._present if wanted and f" {wanted}" in f" {plain(name)}"]
        found = exact or begun
        if len(found) != 1:
            raise FormMistake(f"dites qui s'en va : {', '.join(self._present)}", "of")
        return found[0]


class LeaveDialog(Choice[str]):
    """Who leaves without being relieved."""

    def __init__(self, session: Session) -> None:
        present = session.present_surveillants
        lines: list[Line] = [(("Personne ne prend sa place ; l'heure est notée au journal.", "label"),), ()]
        options = [Option(_LETTERS[i % len(_LETTERS)], f"{name} s'en va", name) for i, name in enumerate(present)]
        super().__init__("Qui s'en va", lines, options, default=0 if len(options) == 1 else None)


class NamesForm(Form[CorrectSession]):
    """The names of the surveillants as they are spelt, a line each, to be spelt rightly."""

    def __init__(self, session: Session, context: Context) -> None:
        names = session.surveillants
        fields = [Field(f"name{i}", f"Surveillant {i + 1}", name) for i, name in enumerate(names)]
        lines: list[Line] = [(("L'ancien nom reste au journal. Qui arrive ou s'en va se note à part.", "label"),), ()]
        super().__init__("Corriger un nom", lines, fields)
        self._session, self._asked_in = session, context

    def result(self, values: dict[str, str], *, confirmed: bool) -> CorrectSession:
        for (field, name), before in zip(values.items(), self._session.surveillants, strict=True):
            if not plain(name):
                raise FormMistake("ce nom ne peut pas être vide", field)
            others = [plain(other) for key, other in values.items() if key != field]
            if name != before and plain(name) in others:
                raise FormMistake(f"{name} est nommé deux fois", field)
        wanted = CorrectSession(surveillants=tuple(values.values()))
        refusals = decide(self._session, wanted, self._asked_in).refusals
        if refusals:
            raise FormMistake(refusals[0].reason, WHOLE)
        return wanted


class TrainingForm(Form[RecordTraining]):
    """Who trained a surveillant, and on which day."""

    def __init__(self, name: str, today: date) -> None:
        super().__init__(
            "Formation d'un surveillant",
            ((("Une visite de contrôle demande qui a formé chacun, et quand.", "label"),),),
            (
                Field("name", "Surveillant", name),
                Field("trainer", "Formé par", hint="prénom et nom, fonction"),
                Field("on", "Le", hint="jj/mm/aaaa", kind="figures"),
            ),
        )
        self._today = today
        self._named = bool(name)

    def on_mount(self) -> None:
        if self._named:
            # Whom it is about stands there already: what is typed says who trained them.
            self.query_one("#trainer", Input).focus()

    def result(self, values: dict[str, str], *, confirmed: bool) -> RecordTraining:
        if not plain(values["name"]) or not plain(values["trainer"]):
            raise FormMistake("dites qui a été formé, et par qui", "trainer" if plain(values["name"]) else "name")
        with in_field("on"):
            on = date_of(values["on"])
            if on is None:
                raise FormMistake("dites quel jour", "on")
            if on > self._today:
                raise FormMistake("cette formation est dans l'avenir", "on")
        return RecordTraining(values["name"], values["trainer"], on)
