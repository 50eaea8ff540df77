"""The rarer actions on a candidate: a letter each, in one box."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from screens.dialogs.menu import Menu
from screens.handlers import close, course, incident, people, session
from screens.handlers.acting import Acting
from screens.picture.picture import short_name
from supervisor import event as ev
from supervisor.objection import objection
from supervisor.situation import Situation
from supervisor.wording import plural


@dataclass(frozen=True, slots=True)
class RarerAction:
    """One line of the box."""

    letter: str
    label: str
    id: str
    """Stable name: drafts lead back by it."""
    do: Callable[[Acting], None]
    would: Callable[[Situation], ev.Event] | None = None
    """The event it would record, which the rules may object to."""
    when: Callable[[Acting, Situation], str] = lambda _, __: ""
    """What else stands in its way, as a French phrase."""
    is_bulk: bool = False
    """It acts on all who are marked."""

    def obstacle(self, acting: Acting) -> str:
        """Why it is not possible now; empty when it is."""
        who = acting.who
        if len(acting.targets) > 1 and not self.is_bulk:
            return "un candidat à la fois"
        against = objection(acting.session, ev.Drafted(acting.now, self.would(who))) if self.would is not None else ""
        return against or self.when(acting, who)


def _has_started(_: Acting, who: Situation) -> str:
    return "" if who.started_at is not None else "n'a pas démarré"


def _has_incident(acting: Acting, who: Situation) -> str:
    return "" if any(i.counts for i in acting.session.incidents_of(who.number)) else "n'a pas de signalement"


def _note(who: Situation) -> ev.Event:
    return ev.NoteWritten(number=who.number, text="?")


RARER: tuple[RarerAction, ...] = (
    RarerAction("p", "place", "seat", people.seat, lambda c: ev.SeatChanged(number=c.number, seat="?")),
    RarerAction("z", "zone", "zone", people.zone, lambda c: ev.ZoneChanged(number=c.number, zone="?"), is_bulk=True),
    RarerAction("n", "non certifiable", "uncertifiable", course.not_certifiable,
                lambda c: ev.CandidateNotCertifiable(number=c.number), is_bulk=True),
    RarerAction("d", "corriger le début", "begin", course.correct_start, when=_has_started),
    RarerAction("t", "corriger le temps majoré", "extra", people.correct_extra_time, _note),
    RarerAction("c", "corriger la certification", "certification", people.correct_certification, _note),
    RarerAction("i", "corriger nom, prénom, naissance", "identity", people.correct_identity, _note),
    RarerAction("h", "carte d'aide à la connexion", "card", people.help_card),
    RarerAction("m", "motif d'un test non terminé", "reason", close.reason,
                lambda c: ev.ReasonGiven(number=c.number, reason="technical")),
    RarerAction("s", "ses signalements : corriger, retirer", "incidents", incident.incidents, when=_has_incident),
    RarerAction("a", "annuler ou rétablir l'une de ses actions", "undo", session.undo_on_candidate),
    RarerAction("r", "retirer de la liste", "remove", people.remove,
                lambda c: ev.CandidateRemoved(number=c.number), is_bulk=True),
)  # fmt: skip


def menu(acting: Acting, answered: str = "") -> None:
    """Offer them; with an answer that was given elsewhere, the box is not opened.

    Args:
        acting: for whom, and how.
        answered: the stable name of one of them; empty to ask.
    """
    numbers = acting.targets
    title = short_name(acting.session, acting.who.number) if len(numbers) == 1 else plural(len(numbers), "candidat")
    entries = [(rarer.letter, rarer.label, rarer.id, rarer.obstacle(acting)) for rarer in RARER]
    box = Menu(f"Autres actions : {title}", entries, records=("uncertifiable",))
    by_id = {rarer.id: rarer for rarer in RARER}
    acting.ask_or_take(box, answered, lambda answer: by_id[answer].do(acting))
