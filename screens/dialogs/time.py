"""Minutes given or taken, a start corrected: before and after are shown before Enter."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from screens.answers import for_people
from screens.dialogs.base import Doubt, Field, Form, Mistake
from screens.ink import Line
from screens.picture import short_name
from supervisor.action import AdjustTime, Context, CorrectStart, Resume
from supervisor.deciding import decide
from supervisor.session import Session, display_end
from supervisor.situation import Situation
from supervisor.wording import plural, span

_MINUTES = re.compile(r"([+\-−]?)\s*(\d{1,3})\s*(?:min|mn|m)?", re.IGNORECASE)
_THIRD = re.compile(r"([+\-−]?)\s*1/3")
_UNTIL = re.compile(r"(?:jusqu.?\s*[àa]?|a|à|=)?\s*(\d{1,2})\s*[:hH]\s*(\d{2})", re.IGNORECASE)
MOST_LINES = 6


def hour_near(session: Session, hour: int, minute: int, near: datetime) -> datetime:
    """The instant nearest to `near` at which the session's clock shows this hour.

    Raises:
        Mistake: there is no such hour.
    """
    if hour > 23 or minute > 59:
        raise Mistake(f"« {hour}:{minute:02d} » n'est pas une heure")
    local = session.local(near)
    days = [local.date() + timedelta(days=d) for d in (-1, 0, 1)]
    found = [datetime(d.year, d.month, d.day, hour, minute, tzinfo=session.zone) for d in days]
    return min(found, key=lambda instant: abs(instant.timestamp() - near.timestamp()))


def adjustment_of(typed: str, session: Session, numbers: tuple[int, ...], now: datetime, reason: str) -> AdjustTime:
    """What « +10 », « -5 », « +1/3 », « jusqu'à 11:40 » ask for.

    Raises:
        Mistake: it is none of these.
    """
    typed = typed.strip()
    third = _THIRD.fullmatch(typed)
    if third is not None:
        return AdjustTime(numbers, thirds=-1 if third[1] in ("-", "−") else 1, reason=reason)
    until = _UNTIL.fullmatch(typed)
    if until is not None:
        ends = [e.at for n in numbers if (e := session.running_ending(session.candidates[n], now)) is not None]
        return AdjustTime(
            numbers, until=hour_near(session, int(until[1]), int(until[2]), ends[0] if ends else now), reason=reason
        )
    minutes = _MINUTES.fullmatch(typed)
    if minutes is None:
        raise Mistake("tapez +10, -5, +1/3 ou jusqu'à 11:40")
    sign = -1 if minutes[1] in ("-", "−") else 1
    return AdjustTime(numbers, minutes=sign * int(minutes[2]), reason=reason)


class TimeForm(Form[AdjustTime]):
    """Minutes and a reason; the end before and after as one types."""

    def __init__(self, session: Session, numbers: tuple[int, ...], context: Context) -> None:
        self._session, self._numbers, self._asked_in = session, numbers, context
        what = short_name(session, numbers[0]) if len(numbers) == 1 else plural(len(numbers), "candidat")
        super().__init__(
            f"Temps de {what}",
            (),
            (
                Field("minutes", "Minutes", hint="+10, -5, +1/3, jusqu'à 11:40"),
                Field("reason", "Motif", hint="obligatoire"),
            ),
        )

    def preview(self, values: dict[str, str]) -> list[Line]:
        if not values["minutes"]:
            return [self._before(number) for number in self._numbers[:MOST_LINES]]
        try:
            wanted = adjustment_of(values["minutes"], self._session, self._numbers, self._asked_in.now, "…")
        except Mistake:
            return []
        decision = decide(self._session, wanted, self._asked_in)
        lines: list[Line] = []
        for remark in decision.remarks[:MOST_LINES]:
            who = short_name(self._session, remark.number) if remark.number is not None else ""
            lines.append(((f"{who}  ", "label"), (remark.text, "+")))
        for refusal in decision.refusals[:MOST_LINES]:
            who = short_name(self._session, refusal.number) if refusal.number is not None else ""
            lines.append(((f"{who}  ", "label"), (for_people(refusal.reason), "yellow")))
        return lines or [(("compté dès qu'il démarrera", "label"),)]

    def _before(self, number: int) -> Line:
        who = self._session.candidates[number]
        ending = self._session.running_ending(who, self._asked_in.now)
        if ending is None:
            return ((f"{short_name(self._session, number)}  ", "label"), ("test pas encore démarré", "soft"))
        end = self._session.local(display_end(ending.at))
        left = span(ending.remaining(self._asked_in.now))
        over = "dépassé de" if ending.is_over(self._asked_in.now) else "reste"
        return ((f"{short_name(self._session, number)}  ", "label"), (f"fin {end:%H:%M}, {over} {left}", "soft"))

    def result(self, values: dict[str, str], *, confirmed: bool) -> AdjustTime:
        wanted = adjustment_of(values["minutes"], self._session, self._numbers, self._asked_in.now, values["reason"])
        if not values["reason"]:
            raise Mistake("changer le temps demande un motif")
        decision = decide(self._session, wanted, self._asked_in)
        if decision.is_refused and decision.refusals:
            refusal = decision.refusals[0]
            if not refusal.confirmable:
                raise Mistake(for_people(refusal.reason))
        doubts = [r for r in decision.refusals if r.confirmable]
        if doubts and not confirmed:
            raise Doubt(for_people(doubts[0].reason).replace(" : confirmez", ""))
        if doubts:
            return AdjustTime(wanted.numbers, wanted.minutes, wanted.reason, wanted.thirds, wanted.until, force=True)
        return wanted


class StartForm(Form[CorrectStart]):
    """His start was recorded wrongly."""

    def __init__(self, session: Session, who: Situation, context: Context) -> None:
        self._session, self._who, self._asked_in = session, who, context
        started = f"{session.local(who.started_at):%H:%M:%S}" if who.started_at is not None else "?"
        super().__init__(
            f"Début de {short_name(session, who.number)}",
            (((f"Début noté : {started}. Les deux valeurs restent au journal.", "label"),),),
            (Field("hour", "Vrai début", hint="09:04 ou 09:04:30"), Field("reason", "Motif", hint="obligatoire")),
        )

    def _wanted(self, values: dict[str, str], reason: str) -> CorrectStart:
        found = re.fullmatch(r"(\d{1,2})[:hH](\d{2})(?::(\d{2}))?", values["hour"])
        if found is None or int(found[3] or 0) > 59:
            raise Mistake("tapez une heure : 09:04")
        near = self._who.started_at or self._asked_in.now
        instant = hour_near(self._session, int(found[1]), int(found[2]), near)
        return CorrectStart(self._who.number, instant + timedelta(seconds=int(found[3] or 0)), reason)

    def preview(self, values: dict[str, str]) -> list[Line]:
        try:
            decision = decide(self._session, self._wanted(values, "…"), self._asked_in)
        except Mistake:
            return []
        told: list[Line] = [((r.text, "+"),) for r in decision.remarks]
        against: list[Line] = [((for_people(r.reason), "yellow"),) for r in decision.refusals]
        return told or against

    def result(self, values: dict[str, str], *, confirmed: bool) -> CorrectStart:
        wanted = self._wanted(values, values["reason"])
        refusals = decide(self._session, wanted, self._asked_in).refusals
        if refusals:
            raise Mistake(for_people(refusals[0].reason))
        return wanted


class ResumeForm(Form[Resume]):
    """He goes on: what he lost is offered, and confirmed by a person."""

    def __init__(self, session: Session, losses: dict[int, int], *, own_doing: bool) -> None:
        self._numbers = tuple(losses)
        self._default = "none" if own_doing else "measured"
        lines: list[Line] = [
            ((f"{short_name(session, n)}  ", "+"), (f"arrêté, à rendre : {minutes} min", ""))
            for n, minutes in losses.items()
        ]
        hint = "rien (Entrée), ou un nombre de minutes" if own_doing else "mesuré (Entrée), 0, ou un nombre"
        what = short_name(session, self._numbers[0]) if len(losses) == 1 else plural(len(losses), "candidat")
        super().__init__(f"Reprise : {what}", lines[:8], (Field("give", "Rendre", hint=hint),))

    def result(self, values: dict[str, str], *, confirmed: bool) -> Resume:
        typed = values["give"].lstrip("+")
        if not typed:
            return Resume(self._numbers, "none" if self._default == "none" else "measured")
        if not typed.isdigit():
            raise Mistake("tapez un nombre de minutes, 0 pour ne rien rendre")
        return Resume(self._numbers, int(typed) or "none")
