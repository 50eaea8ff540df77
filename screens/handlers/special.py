"""What happens beside the course of a test: time, notes, and the rarer actions."""

from __future__ import annotations

from screens.dialogs.base import Ask, Choice, Field, Form, Mistake, Option
from screens.dialogs.closing import ReasonDialog
from screens.dialogs.fields import YES
from screens.dialogs.people import CorrectForm, SeatForm, report_field, report_told
from screens.dialogs.several import names, unidentified_lines
from screens.dialogs.time import StartForm, TimeForm
from screens.dialogs.whole import Menu
from screens.handlers.base import DeedsBase
from screens.kit.ink import Line
from screens.picture.picture import short_name
from supervisor import event as ev
from supervisor.action import (
    AdjustTime,
    ChangeZone,
    Correct,
    Mark,
    Remove,
    WriteNote,
)
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime
from supervisor.objection import objection
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.wording import plural


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
        except Mistake:
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
        if not typed.isdigit() or not (int(typed) == 0 or 10 <= int(typed) <= 300):
            raise Mistake("tapez un pourcentage entier de 10 à 300, 1/3, ou 0", "extra")
        return ExtraTime(percent=int(typed)) if int(typed) else NO_EXTRA_TIME


class SpecialDeeds(DeedsBase):
    """Commands beside the course of a test."""

    def do_time(self) -> None:
        """Minutes given or taken."""
        numbers = self.targets
        self.ask(
            TimeForm(self.session, numbers, self.context()),
            lambda wanted: self._time_wanted(wanted, numbers),
        )

    def _time_wanted(self, wanted: AdjustTime | Correct, numbers: tuple[int, ...]) -> None:
        what = "temps changé" if isinstance(wanted, AdjustTime) else "temps majoré corrigé"
        self.record(wanted, numbers, what)

    def do_note(self) -> None:
        """Free text on the candidate."""
        number, at = self.who.number, self.first_key
        self.ask(
            Ask(f"Note sur {short_name(self.session, number)}", (), Field("text", "Note"), must="la note est vide"),
            lambda text: self.record(WriteNote(text, number), (number,), "note", at=at),
        )

    # The rarer actions ---------------------------------------------------------------------------

    def do_menu(self, answered: str = "") -> None:
        """A letter each; with an answer that was given elsewhere, it is not opened."""
        who, numbers = self.who, self.targets

        def why_not(event: ev.Event) -> str:
            return objection(self.session, ev.Drafted(self.now, event))

        n = who.number
        one = "" if len(numbers) == 1 else "un candidat à la fois"
        reported = any(i.counts for i in self.session.incidents_of(n))
        no_report = "" if reported else "n'a pas de signalement"
        entries = [
            ("p", "place", "seat", one or why_not(ev.SeatChanged(number=n, seat="?"))),
            ("z", "zone", "zone", why_not(ev.ZoneChanged(number=n, zone="?"))),
            ("n", "non certifiable", "uncertifiable", why_not(ev.CandidateNotCertifiable(number=n))),
            ("d", "corriger le début", "begin", one or ("" if who.started_at is not None else "n'a pas démarré")),
            ("t", "corriger le temps majoré", "extra", one or why_not(ev.NoteWritten(number=n, text="?"))),
            ("c", "corriger la certification", "certification", one or why_not(ev.NoteWritten(number=n, text="?"))),
            ("i", "corriger nom, prénom, naissance", "identity", one or why_not(ev.NoteWritten(number=n, text="?"))),
            ("h", "carte d'aide à la connexion", "card", one),
            (
                "m",
                "motif d'un test non terminé",
                "reason",
                one or why_not(ev.ReasonGiven(number=n, reason="technical")),
            ),
            ("s", "ses signalements : corriger, retirer", "incidents", one or no_report),
            ("a", "annuler ou rétablir l'une de ses actions", "undo", one),
            ("r", "retirer de la liste", "remove", why_not(ev.CandidateRemoved(number=n))),
        ]
        title = short_name(self.session, n) if len(numbers) == 1 else plural(len(numbers), "candidat")
        menu = Menu(f"Autres actions : {title}", entries, records=("uncertifiable",))
        self.ask_or_take(menu, answered, lambda answer: getattr(self, f"menu_{answer}")())

    def menu_seat(self) -> None:
        """Where he actually sits."""
        who = self.who
        self.ask(
            SeatForm(self.session, who, self.app.settings.keyboard),
            lambda wanted: self.record(wanted, (who.number,), f"place {wanted.seat}"),
        )

    def menu_zone(self) -> None:
        """Whose part of the room."""
        numbers = self.targets
        self.ask(
            Ask(
                self._of("Zone", numbers),
                unidentified_lines(self.session, numbers),
                Field("zone", "Zone", hint="par ex. A, B, fond de salle"),
                must="dites quelle zone",
            ),
            lambda zone: self.record(ChangeZone(numbers, zone), numbers, f"zone {zone}"),
        )

    def _of(self, what: str, numbers: tuple[int, ...]) -> str:
        """What is asked, and of how many."""
        return f"{what} : {plural(len(numbers), 'candidat')}" if len(numbers) > 1 else what

    def menu_uncertifiable(self) -> None:
        """His profile does not allow the test."""
        self.record_for(Mark("not-certifiable", self.targets), self.targets, "non certifiable")

    def menu_begin(self) -> None:
        """His start was recorded wrongly."""
        who = self.who
        self.ask(
            StartForm(self.session, who, self.context()),
            lambda wanted: self.record(wanted, (who.number,), "début corrigé"),
        )

    def menu_extra(self) -> None:
        """His temps majoré was wrong on the list."""
        who = self.who
        self.ask(
            ExtraTimeForm(self.session, who),
            lambda wanted: self.record(wanted, (who.number,), "temps majoré corrigé"),
        )

    def menu_certification(self) -> None:
        """He sits another certification than the list says."""
        who = self.who
        reference = self.session.reference
        options = [
            Option("abcdefgh"[i % 8], f"{reference.certifications.get(key, key)}, {minutes} min", key)
            for i, (key, minutes) in enumerate(reference.durations.items())
        ]
        self.ask(
            Choice(f"Certification de {short_name(self.session, who.number)}", (), options, default=None),
            lambda key: self.record(Correct(who.number, certification=key), (who.number,), "certification corrigée"),
        )

    def menu_identity(self) -> None:
        """Names and birth as they should have been on the list."""
        who = self.who
        self.ask(CorrectForm(self.session, who), lambda wanted: self.record(wanted, (who.number,), "correction"))

    def menu_reason(self) -> None:
        """Why his test stayed unfinished."""
        self.ask(ReasonDialog(self.session, self.who), lambda wanted: self.record(wanted, (wanted.number,), "motif"))

    def menu_remove(self) -> None:
        """Take off the list; a reason is welcome."""
        numbers = self.targets
        self.ask(
            Ask(self._of("Retirer de la liste", numbers), (((names(self.session, numbers), "+"),),),
                Field("reason", "Pourquoi", hint="facultatif")),
            lambda why: self.record(Remove(numbers, why), numbers, "retiré de la liste"),
        )  # fmt: skip
