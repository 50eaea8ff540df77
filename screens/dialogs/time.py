"""Minutes given or taken, a start corrected, a test resumed: before and after are shown before Enter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from screens.dialogs.base import (
    READ,
    Doubt,
    Field,
    Form,
    FormMistake,
    Option,
    in_field,
)
from screens.dialogs.fields import NO, YES
from screens.dialogs.people import report_field, report_told
from screens.dialogs.several import Several, names, unidentified_lines
from screens.kit.adjusting import UnreadableTimeError, adjustment_of
from screens.kit.ink import Line, cut, fit, joined
from screens.kit.instants import UnreadableInstantError, parse_instant
from screens.picture.picture import short_name
from supervisor.action import (
    AdjustTime,
    Context,
    Correct,
    Resume,
)
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime
from supervisor.closing import (
    asks_what_for,
)
from supervisor.deciding import decide
from supervisor.decision import Refusal, by_reason
from supervisor.digits import number_in
from supervisor.event import CandidateCorrected, TimeAdjusted
from supervisor.session import Session
from supervisor.timing import MINUTE
from supervisor.wording import (
    hour_of_end,
    plural,
    signed_minutes,
    span,
)

HoldAll = tuple[str, tuple[int, ...]]
"""« interrupt » or « resume », and whom."""


class HoldAllDialog(Several[HoldAll]):
    """Interrupt or resume several tests."""

    def __init__(self, session: Session, running: tuple[int, ...], interrupted: tuple[int, ...]) -> None:
        options: list[Option[HoldAll]] = []
        lines: list[Line] = []
        if interrupted:
            lines.append((("Interrompus : ", "orange+"), (names(session, interrupted), "")))
            lines += unidentified_lines(session, interrupted)
            options.append(Option("r", f"reprendre {plural(len(interrupted), 'test')}", ("resume", interrupted)))
        if running:
            lines.append((("En cours : ", "green+"), (names(session, running), "")))
            lines += unidentified_lines(session, running)
            options.append(Option("i", f"interrompre {plural(len(running), 'test')}", ("interrupt", running)))
        super().__init__(
            "Plusieurs tests à la fois", (*lines, ()), options,
            default=0 if interrupted else None,
        )  # fmt: skip


_EXTRA = re.compile(
    r"(?P<third>tiers[ -]temps|tt)|(?:(?:temps )?major[ée] *)?(?P<percent>\d{1,3}) ?%"
    r"|(?:temps )?major[ée] *(?P<bare>\d{1,3})",
    re.IGNORECASE,
)


_AGO = re.compile(r"(\d{1,3} ?(?:minutes?|min|mn|s)(?: ?\d{1,2})?)", re.IGNORECASE)


MOST_LINES = 6
"""Candidates that have a line each; more stand in columns."""


COLUMNS = 3


def extra_time_typed(typed: str) -> ExtraTime | None:
    """What « 33 % », « majoré 50 », « tiers temps » mean; None when it is none of these.

    Raises:
        FormMistake: a temps majoré that nobody has.
    """
    found = _EXTRA.fullmatch(typed.strip())
    if found is None:
        return None
    if found["third"]:
        return EXACT_THIRD
    percent = int(found["percent"] or found["bare"])
    if percent and not 10 <= percent <= 300:
        raise FormMistake("un temps majoré va de 10 à 300 %, ou 0 pour aucun", READ)
    return ExtraTime(percent=percent) if percent else NO_EXTRA_TIME


def instant_typed(typed: str, session: Session, now: datetime) -> datetime | None:
    """The instant meant by « 09:41 », « il y a 3 min », or « 3 min » alone; None when nothing was typed.

    Raises:
        FormMistake: it is none of these.
    """
    typed = typed.strip()
    if not typed:
        return None
    ago = _AGO.fullmatch(typed)
    try:
        return parse_instant(f"il y a {ago[1]}" if ago else typed, now=now, zone=session.zone)
    except UnreadableInstantError as error:
        raise FormMistake(str(error), READ) from None


def end_told(session: Session, number: int, before: datetime, after: datetime, *, short: bool) -> Line:
    """« 03 BARADON  fin 10:44 → 10:54 », or the same in few cells where many are listed."""
    first, then = (hour_of_end(session, end) for end in (before, after))
    name = short_name(session, number)
    if short:
        return ((f"{fit(cut(name, 11), 12)}", "label"), (f"{first}→", "soft"), (then, "+"))
    return ((f"{name}  ", "label"), (f"fin {first} → ", "soft"), (then, "+"))


def in_columns(cells: Sequence[Line]) -> list[Line]:
    """Short lines side by side, so that those of 20 candidates are read at once."""
    return [joined(cells[first : first + COLUMNS], "  ") for first in range(0, len(cells), COLUMNS)]


class TimeForm(Form[AdjustTime | Correct]):
    """Minutes and a reason, or the temps majoré itself; each one's end before and after as one types."""

    def __init__(self, session: Session, numbers: tuple[int, ...], context: Context) -> None:
        self._session, self._numbers, self._asked_in = session, numbers, context
        what = short_name(session, numbers[0]) if len(numbers) == 1 else plural(len(numbers), "candidat")
        told = "S'ajoute à ce qui est déjà donné à chacun."
        if len(numbers) == 1:
            extra = session.candidates[numbers[0]].extra_time
            told = f"S'ajoute à ce qui est déjà donné. Temps majoré : {extra} (« 33 % » le corrige)."
        self._code = session.reference.code_meaning("extra_time")
        super().__init__(
            f"Temps de {what}",
            (((told, "label"),), *unidentified_lines(session, numbers)),
            (
                Field("minutes", "Minutes", hint="par ex. +10, -5, +1/3, jusqu'à 11:40, 33 %", kind="figures"),
                Field("reason", "Motif", hint="obligatoire"),
                Field("incident", "Pour un incident", hint="o ou n ; rien (Entrée) : à la clôture", kind="yes_no"),
                report_field(self._code),
            ),
        )
        self._asks_what_for = asks_what_for(session)

    def _wanted(self, values: dict[str, str], reason: str) -> AdjustTime | Correct:
        with in_field("minutes"):
            extra = extra_time_typed(values["minutes"])
        if extra is None:
            try:
                return adjustment_of(values["minutes"], self._session, self._numbers, self._asked_in.now, reason)
            except UnreadableTimeError as error:
                raise FormMistake(f"{error} ; ou 33 % pour le temps majoré", "minutes") from None
        if len(self._numbers) > 1:
            raise FormMistake("le temps majoré se corrige un candidat à la fois", "minutes")
        return Correct(self._numbers[0], extra_time=extra, reason=reason)

    def _read(self, values: dict[str, str]) -> AdjustTime | Correct | None:
        """What is typed so far; None while it is nothing yet."""
        try:
            return self._wanted(values, "…")
        except FormMistake:
            return None

    def is_asked(self, field_id: str, values: dict[str, str]) -> bool:
        if field_id not in ("incident", "report"):
            return True
        wanted = self._read(values)
        if field_id == "report":
            return self._code is not None and isinstance(wanted, Correct)
        return self._asks_what_for and isinstance(wanted, AdjustTime) and not wanted.thirds and self._gives(wanted)

    def ends_at(self, field_id: str, values: dict[str, str]) -> bool:
        # A reason that lacks is asked for there and then, not behind the next line.
        return field_id == "reason" and not values["reason"]

    def _gives(self, wanted: AdjustTime) -> bool:
        events = (d.event for d in decide(self._session, replace(wanted, force=True), self._asked_in).events)
        return any(isinstance(event, TimeAdjusted) and event.minutes > 0 for event in events)

    def _what_else(self, values: dict[str, str]) -> list[Line]:
        """What is recorded besides: the report of a temps majoré, the box of the finalisation page."""
        wanted = self._read(values)
        if self.is_asked("report", values) and isinstance(wanted, Correct):
            return report_told(self._code, str(wanted.extra_time), values["report"])
        if self.is_asked("incident", values):
            said_ = {YES: "la case « temps supplémentaire » est proposée", NO: "la case n'est pas proposée pour cela"}
            told = said_.get(
                values["incident"], "o : coche la case « temps supplémentaire » ; rien : demandé à la clôture"
            )
            return [((f"Incident : {told}.", "label"),)]
        return []

    def preview(self, values: dict[str, str]) -> list[Line]:
        return [*self._ends(values), *self._what_else(values)]

    def _ends(self, values: dict[str, str]) -> list[Line]:
        if not values["minutes"]:
            return self._as_it_is()
        try:
            wanted = self._wanted(values, "…")
        except FormMistake as mistake:
            return [((str(mistake), "yellow"),)] if len(values["minutes"]) > 1 else self._as_it_is()
        decision = decide(self._session, wanted, self._asked_in)
        short = len(self._numbers) > MOST_LINES
        changes = [self._change(d.event, short=short) for d in decision.events]
        lines = in_columns(changes) if short else changes
        for reason, numbers in by_reason(decision.refusals).items():
            lines.append(
                ((f"{', '.join(short_name(self._session, n) for n in numbers)}  ", "label"), (reason, "yellow"))
            )
        if isinstance(wanted, AdjustTime) and wanted.until is not None and changes:
            lines.append((("Des minutes entières, arrondies en faveur du candidat.", "label"),))
        return lines

    def _change(self, event: object, *, short: bool) -> Line:
        assert isinstance(event, TimeAdjusted | CandidateCorrected)
        who = self._session.candidates[event.number]
        before = self._session.running_ending(who, self._asked_in.now)
        name = ((f"{short_name(self._session, who.number)}  ", "label"),)
        if isinstance(event, TimeAdjusted):
            if before is None and short:
                cell = fit(cut(short_name(self._session, who.number), 11), 12)
                return ((cell, "label"), (fit(signed_minutes(event.minutes), 11), "soft"))
            if before is None:
                return (*name, (f"{signed_minutes(event.minutes)} dès le démarrage", "soft"))
            after = before.at + event.minutes * MINUTE
            return end_told(self._session, who.number, before.at, after, short=short)
        corrected = replace(who, extra_time=event.extra_time or who.extra_time)
        old, new = who.extra_time.changed_to(corrected.extra_time)
        told: Line = ((f"temps majoré {old} → ", "soft"), (new, "+"))
        ending = self._session.running_ending(corrected, self._asked_in.now)
        if before is None or ending is None:
            return (*name, *told)
        end = end_told(self._session, who.number, before.at, ending.at, short=False)
        return (*name, *told, (" · ", "label"), *end[1:])

    def _as_it_is(self) -> list[Line]:
        if len(self._numbers) <= MOST_LINES:
            return [self._before(number) for number in self._numbers]
        cells: list[Line] = []
        for number in self._numbers:
            ending = self._session.running_ending(self._session.candidates[number], self._asked_in.now)
            end = hour_of_end(self._session, ending.at) if ending is not None else "–"
            cells.append(((fit(cut(short_name(self._session, number), 11), 12), "label"), (fit(end, 11), "soft")))
        return in_columns(cells)

    def _before(self, number: int) -> Line:
        who = self._session.candidates[number]
        ending = self._session.running_ending(who, self._asked_in.now)
        if ending is None:
            return ((f"{short_name(self._session, number)}  ", "label"), ("test pas en cours", "soft"))
        end = hour_of_end(self._session, ending.at)
        left = span(ending.remaining(self._asked_in.now))
        over = "dépassé de" if ending.is_over(self._asked_in.now) else "reste"
        return ((f"{short_name(self._session, number)}  ", "label"), (f"fin {end}, {over} {left}", "soft"))

    def result(self, values: dict[str, str], *, confirmed: bool) -> AdjustTime | Correct:
        wanted = self._wanted(values, values["reason"])
        if not values["reason"]:
            raise FormMistake("changer le temps demande un motif", "reason")
        if isinstance(wanted, Correct):
            wanted = replace(wanted, report=values["report"] == YES and self._code is not None)
        elif self.is_asked("incident", values) and values["incident"]:
            wanted = replace(wanted, for_incident=values["incident"] == YES)
        decision = decide(self._session, wanted, self._asked_in)
        if decision.is_refused and decision.refusals:
            refusal = decision.refusals[0]
            if not refusal.confirmable:
                raise FormMistake(refusal.reason, "minutes")
        doubts = [r for r in decision.refusals if r.confirmable]
        if doubts and not confirmed:
            raise Doubt(self._doubted_told(doubts), "minutes")
        return replace(wanted, force=True) if doubts and isinstance(wanted, AdjustTime) else wanted

    def _doubted_told(self, doubts: list[Refusal]) -> str:
        """Whom it is doubted for, where it is not everybody."""
        reason, named = doubts[0].reason, [r.number for r in doubts if r.number is not None]
        if len(self._numbers) == 1 or not named:
            return reason
        others = f" et {plural(len(named) - 1, 'autre')}" if len(named) > 1 else ""
        return f"{short_name(self._session, named[0])}{others} : {reason}"


@dataclass(frozen=True, slots=True)
class Lost:
    """What one candidate lost while their test stood still."""

    number: int
    minutes: int
    own_doing: bool
    """The candidate's own doing (C8): nothing is given back unless somebody says so (RULES.md section 3)."""


class ResumeForm(Form[tuple[Resume, ...]]):
    """They go on: what each lost is offered, and confirmed by a person."""

    def __init__(self, session: Session, losses: Sequence[Lost], now: datetime) -> None:
        self._session, self._losses, self._now = session, tuple(losses), now
        own = [lost.own_doing for lost in losses]
        hint = "mesuré (Entrée), 0, ou un nombre de minutes"
        if all(own):
            hint = "rien (Entrée), ou un nombre de minutes"
        elif any(own):
            hint = "comme ci-dessous (Entrée), 0, ou un nombre de minutes"
        what = short_name(session, losses[0].number) if len(losses) == 1 else plural(len(losses), "candidat")
        lines: list[Line] = []
        if any(own):
            lines = [(("De son fait (C8) : rien n'est rendu, à moins de le dire.", "yellow"),)]
        lines += unidentified_lines(session, [lost.number for lost in losses])
        super().__init__(f"Reprise : {what}", lines, (Field("give", "Rendre", hint=hint, kind="figures"),))

    def _given(self, lost: Lost, typed: int | None) -> int:
        if typed is not None:
            return typed
        return 0 if lost.own_doing else lost.minutes

    def preview(self, values: dict[str, str]) -> list[Line]:
        written = values["give"].lstrip("+")
        typed = number_in(written)
        if written and typed is None:
            return []
        short = len(self._losses) > MOST_LINES
        cells = [self._told(lost, self._given(lost, typed), short=short) for lost in self._losses]
        return in_columns(cells) if short else cells

    def _told(self, lost: Lost, given: int, *, short: bool) -> Line:
        who = self._session.candidates[lost.number]
        ending = self._session.ending(who, self._now)
        if ending is None:
            return ()
        before = ending.at - ending.suspended_for
        told = end_told(self._session, lost.number, before, before + given * MINUTE, short=short)
        if short:
            return told
        measured = f"   arrêté {lost.minutes} min, " if lost.minutes else "   "
        return (*told, (measured, "label"), (f"rendu : {given} min", "green" if given else "orange"))

    def result(self, values: dict[str, str], *, confirmed: bool) -> tuple[Resume, ...]:
        written = values["give"].lstrip("+")
        numbers = tuple(lost.number for lost in self._losses)
        if written:
            minutes = number_in(written)
            if minutes is None or len(written) > 3:
                raise FormMistake("tapez un nombre de minutes, 0 pour ne rien rendre", "give")
            return (Resume(numbers, minutes or "none"),)
        own = tuple(lost.number for lost in self._losses if lost.own_doing)
        others = tuple(lost.number for lost in self._losses if not lost.own_doing)
        parts: tuple[Resume, ...] = ()
        if others:
            parts += (Resume(others, "measured"),)
        return (*parts, Resume(own, "none")) if own else parts
