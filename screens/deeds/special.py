"""What happens beside the course of a test: incidents, alerts, time, notes, and the rarer actions."""

from __future__ import annotations

from screens.deeds.base import DeedsBase
from screens.dialogs.base import Ask, Choice, Field, Form, Mistake, Option
from screens.dialogs.incidents import AlertDialog, IncidentForm
from screens.dialogs.people import CorrectForm
from screens.dialogs.time import StartForm, TimeForm
from screens.dialogs.whole import Menu
from screens.picture import short_name
from supervisor import event as ev
from supervisor.action import (
    ChangeSeat,
    ChangeZone,
    Correct,
    GiveReason,
    Mark,
    Remove,
    RetractIncident,
    WriteNote,
)
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime
from supervisor.objection import objection
from supervisor.wording import STATUS, plural


class ExtraTimeForm(Form[ExtraTime]):
    """The temps majoré as it should have been on the list."""

    def __init__(self, title: str, now_is: ExtraTime) -> None:
        super().__init__(
            title,
            (((f"Noté : {now_is}. L'ancienne et la nouvelle valeur restent au journal.", "label"),),),
            (Field("extra", "Temps majoré", hint="33, 50, 1/3 pour le tiers exact, 0 pour aucun"),),
        )

    def result(self, values: dict[str, str], *, confirmed: bool) -> ExtraTime:
        typed = values["extra"].replace("%", "").replace("+", "").strip()
        if typed == "1/3":
            return EXACT_THIRD
        if not typed.isdigit() or not (int(typed) == 0 or 10 <= int(typed) <= 300):
            raise Mistake("tapez un pourcentage entier de 10 à 300, 1/3, ou 0")
        return ExtraTime(percent=int(typed)) if int(typed) else NO_EXTRA_TIME


class SpecialDeeds(DeedsBase):
    """Commands beside the course of a test."""

    def do_incident(self) -> None:
        """Code or words; its instant is that of the key."""
        numbers, at = self.targets, self.now
        self.ask(
            IncidentForm(self.session, numbers),
            lambda wanted: self.record(wanted, numbers, f"signalement {wanted.code}", at=at),
        )

    def do_alert(self) -> None:
        """« validé » or « refusé » in the Espace surveillant."""
        number = self.who.number
        self.ask(
            AlertDialog(self.session, number, self.session.open_alerts_of(number)),
            lambda wanted: self.record(wanted, (number,), "réponse à l'alerte"),
        )

    def do_time(self) -> None:
        """Minutes given or taken."""
        numbers = self.targets
        self.ask(
            TimeForm(self.session, numbers, self.context()),
            lambda wanted: self.record(wanted, numbers, "temps changé"),
        )

    def do_note(self) -> None:
        """Free text on the candidate."""
        number, at = self.who.number, self.now
        self.ask(
            Ask(f"Note sur {short_name(self.session, number)}", (), Field("text", "Note"), must="la note est vide"),
            lambda text: self.record(WriteNote(text, number), (number,), "note", at=at),
        )

    # The rarer actions ---------------------------------------------------------------------------

    def do_menu(self) -> None:
        """A letter each."""
        who, numbers = self.who, self.targets

        def why_not(event: ev.Event) -> str:
            return objection(self.session, ev.Drafted(self.now, event))

        n = who.number
        one = "" if len(numbers) == 1 else "un candidat à la fois"
        reported = any(i.counts for i in self.session.incidents_of(n))
        entries = [
            ("p", "place", "seat", one or why_not(ev.SeatChanged(number=n, seat="?"))),
            ("z", "zone", "zone", why_not(ev.ZoneChanged(number=n, zone="?"))),
            ("n", "non certifiable", "uncertifiable", why_not(ev.CandidateNotCertifiable(number=n))),
            ("d", "corriger le début", "begin", one or ("" if who.started_at is not None else "n'a pas démarré")),
            ("t", "corriger le temps majoré", "extra", one or why_not(ev.NoteWritten(number=n, text="?"))),
            ("c", "corriger la certification", "certification", one or why_not(ev.NoteWritten(number=n, text="?"))),
            ("i", "corriger nom, prénom, naissance", "identity", one or why_not(ev.NoteWritten(number=n, text="?"))),
            ("m", "motif d'un test inachevé", "reason", one or why_not(ev.ReasonGiven(number=n, reason="technical"))),
            ("s", "retirer un signalement", "retract", one or ("" if reported else "n'a pas de signalement")),
            ("a", "annuler ou rétablir l'une de ses actions", "undo", one),
            ("r", "retirer de la liste", "remove", why_not(ev.CandidateRemoved(number=n))),
        ]
        title = short_name(self.session, n) if len(numbers) == 1 else plural(len(numbers), "candidat")
        self.ask(Menu(f"Autres actions : {title}", entries), lambda answer: getattr(self, f"menu_{answer}")())

    def menu_seat(self) -> None:
        """Where he actually sits."""
        who = self.who
        planned = f"prévue : {who.planned_seat}" if who.planned_seat else ""
        self.ask(
            Ask(f"Place de {short_name(self.session, who.number)}", (), Field("seat", "Place", who.seat, planned),
                must="dites à quelle place il s'assied"),
            lambda seat: self.record(ChangeSeat(who.number, seat), (who.number,), f"place {seat}"),
        )  # fmt: skip

    def menu_zone(self) -> None:
        """Whose part of the room."""
        numbers = self.targets
        self.ask(
            Ask("Zone", (), Field("zone", "Zone", hint="A, B, fond de salle…"), must="dites quelle zone"),
            lambda zone: self.record(ChangeZone(numbers, zone), numbers, f"zone {zone}"),
        )

    def menu_uncertifiable(self) -> None:
        """His profile does not allow the test."""
        self.record(Mark("not-certifiable", self.targets), self.targets, "non certifiable")

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
            ExtraTimeForm(f"Temps majoré de {short_name(self.session, who.number)}", who.extra_time),
            lambda extra: self.record(Correct(who.number, extra_time=extra), (who.number,), "temps majoré corrigé"),
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
        who = self.who
        self.ask(
            Choice[GiveReason](
                f"Motif : {short_name(self.session, who.number)}",
                (((STATUS[who.status], "label"),), ()),
                (
                    Option("a", "manque de temps ou départ prématuré", GiveReason(who.number, "candidate")),
                    Option("p", "problème technique", GiveReason(who.number, "technical")),
                ),
                default=None,
            ),
            lambda wanted: self.record(wanted, (who.number,), "motif"),
        )

    def menu_retract(self) -> None:
        """An incident was recorded by mistake."""
        who = self.who
        found = [i for i in self.session.incidents_of(who.number) if i.counts]
        options = [
            Option("abcdefghij"[k % 10], f"{i.code} {i.text or f'question {i.question}' if i.question else i.text}",
                   i.event_id)
            for k, i in enumerate(found)
        ]  # fmt: skip

        def retract(incident: int) -> None:
            self.ask(
                Ask("Retirer un signalement", (), Field("reason", "Pourquoi"), must="dites pourquoi"),
                lambda why: self.record(RetractIncident(incident, why), (who.number,), "signalement retiré"),
            )

        self.ask(Choice(f"Retirer quel signalement de {short_name(self.session, who.number)} ?", (), options), retract)

    def menu_remove(self) -> None:
        """Take off the list; a reason is welcome."""
        numbers = self.targets
        self.ask(
            Ask("Retirer de la liste", (((", ".join(short_name(self.session, n) for n in numbers), "+"),),),
                Field("reason", "Pourquoi", hint="facultatif")),
            lambda why: self.record(Remove(numbers, why), numbers, "retiré de la liste"),
        )  # fmt: skip
