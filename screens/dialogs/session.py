"""What the list said of the session, corrected: its day, its hour, its place, the names of who supervises."""

from __future__ import annotations

import re

from screens.dialogs.base import WHOLE, Field, Form, FormMistake, in_field
from screens.dialogs.people import date_of
from screens.kit.ink import Line
from supervisor.action import Context, CorrectSession, Renumber
from supervisor.deciding import decide
from supervisor.session import Session


class SessionForm(Form[CorrectSession]):
    """The facts of the session as they stand, to be changed."""

    def __init__(self, session: Session, context: Context) -> None:
        lines: list[Line] = [(("Les anciennes valeurs restent au journal. Le numéro se donne à part.", "label"),), ()]
        fields = [
            Field("date", "Jour", f"{session.date:%d/%m/%Y}", "jj/mm/aaaa", "figures"),
            Field("start", "Heure", session.start, "par ex. 09:00", "figures"),
            Field("site", "Site", session.site),
            Field("room", "Salle", session.room),
        ]
        if session.surveillants:
            fields.append(Field("names", "Surveillants", ", ".join(session.surveillants), "dans le même ordre"))
        fields.append(Field("observations", "Observations", session.observations))
        super().__init__(f"Corriger la session {session.number}", lines, fields)
        self._session = session
        self._asked_in = context

    def result(self, values: dict[str, str], *, confirmed: bool) -> CorrectSession:
        with in_field("date"):
            day = date_of(values["date"])
            if day is None:
                raise FormMistake("dites quel jour", "date")
        hour = re.fullmatch(r"(\d{1,2}) ?[:hH] ?(\d{2})", values["start"])
        if hour is None:
            raise FormMistake("tapez une heure : 09:00", "start")
        names = None
        if "names" in values:
            names = tuple(name.strip() for name in values["names"].split(","))
        wanted = CorrectSession(
            day, f"{int(hour[1]):02d}:{hour[2]}", values["site"], values["room"], names, values["observations"]
        )
        refusals = decide(self._session, wanted, self._asked_in).refusals
        if refusals:
            raise FormMistake(refusals[0].reason, WHOLE)
        return wanted


class NumberForm(Form[Renumber]):
    """The number of Pix Certif: what candidates type to join."""

    def __init__(self, session: Session, context: Context) -> None:
        lines: tuple[Line, ...] = (
            (("Celui que Pix Certif montre, que chacun tape pour rejoindre : de 1 à 9 chiffres.", "label"),),
            (("L'ancien reste au journal. Il ne change plus dès que quelqu'un a rejoint.", "label"),),
            (),
        )
        now = "provisoire" if session.has_provisional_number else "à présent"
        super().__init__(
            f"Numéro de la session ({now} : {session.number})", lines,
            (Field("number", "Numéro", hint="par ex. 20847", kind="figures"),),
        )  # fmt: skip
        self._session = session
        self._asked_in = context

    def result(self, values: dict[str, str], *, confirmed: bool) -> Renumber:
        wanted = Renumber(values["number"].strip())
        refusals = decide(self._session, wanted, self._asked_in).refusals
        if refusals:
            raise FormMistake(refusals[0].reason, "number")
        return wanted
