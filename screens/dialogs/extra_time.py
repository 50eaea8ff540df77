"""The temps majoré of a candidate, corrected."""

from __future__ import annotations

from screens.dialogs.base import Field, Form, FormMistake
from screens.dialogs.fields import YES
from screens.dialogs.people import report_field, report_told
from screens.kit.ink import Line
from screens.picture.picture import short_name
from supervisor.action import (
    Correct,
)
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime
from supervisor.digits import number_in
from supervisor.session import Session
from supervisor.situation import Situation


class ExtraTimeForm(Form[Correct]):
    """The temps majoré as it should have been on the list; C2 tells Pix Certif, unless one says no."""

    def __init__(self, session: Session, who: Situation) -> None:
        self._code = session.reference.code_meaning("extra_time")
        super().__init__(
            f"Temps majoré de {short_name(session, who.number)}",
            (((f"Noté : {who.extra_time}. L'ancienne et la nouvelle valeur restent au journal.", "label"),),),
            (
                Field("extra", "Temps majoré", hint="par ex. 33, 50 ; 1/3 : le tiers exact, 0 : aucun", kind="figures"),
                report_field(self._code),
            ),
        )
        self._who = who

    def is_asked(self, field_id: str, values: dict[str, str]) -> bool:
        return field_id != "report" or (self._code is not None and self._new(values) is not None)

    def _new(self, values: dict[str, str]) -> ExtraTime | None:
        try:
            extra = self._typed_in(values)
        except FormMistake:
            return None
        return extra if extra != self._who.extra_time else None

    def preview(self, values: dict[str, str]) -> list[Line]:
        if not self.is_asked("report", values):
            return []
        return report_told(self._code, str(self._new(values)), values["report"])

    def result(self, values: dict[str, str], *, confirmed: bool) -> Correct:
        extra = self._typed_in(values)
        report = values["report"] == YES and self.is_asked("report", values)
        return Correct(self._who.number, extra_time=extra, report=report)

    def _typed_in(self, values: dict[str, str]) -> ExtraTime:
        typed = values["extra"].replace("%", "").replace("+", "").strip()
        if typed == "1/3":
            return EXACT_THIRD
        percent = number_in(typed)
        if percent is None or not (percent == 0 or 10 <= percent <= 300):
            raise FormMistake("tapez un pourcentage entier de 10 à 300, 1/3, ou 0", "extra")
        return ExtraTime(percent=percent) if percent else NO_EXTRA_TIME
