"""Who is on the list, and what is known of them: names, seat, zone, temps majoré, certification."""

from __future__ import annotations

from collections.abc import Callable

from screens.dialogs.base import Ask, Choice, Field, Option
from screens.dialogs.cards import CardDialog, help_card_lines
from screens.dialogs.extra_time import ExtraTimeForm
from screens.dialogs.people import AddForm, CorrectForm, SeatForm
from screens.dialogs.several import names, unidentified_lines
from screens.handlers.acting import Acting
from screens.picture.picture import short_name
from supervisor.action import (
    AddCandidates,
    ChangeZone,
    Correct,
    NewCandidate,
    Remove,
)
from supervisor.wording import plural


def add(acting: Acting, last_name: str = "", then: Callable[[str], object] = lambda _: None) -> None:
    """A candidate who is not on the list, and what is done once they are.

    Args:
        acting: for whom, and how.
        last_name: what was already typed of it.
        then: is given their last name.
    """

    def add(wanted: NewCandidate) -> None:
        acting.record(AddCandidates((wanted,)), (), "ajout d'un candidat")
        then(wanted.identity.last_name)

    today = acting.session.local(acting.now).date()
    acting.ask(AddForm(acting.session, acting.app.texts, today, last_name), add)


def seat(acting: Acting) -> None:
    """Where they actually sit."""
    who = acting.who
    acting.ask(
        SeatForm(acting.session, who, acting.app.settings.keyboard),
        lambda wanted: acting.record(wanted, (who.number,), f"place {wanted.seat}"),
    )


def zone(acting: Acting) -> None:
    """Whose part of the room."""
    numbers = acting.targets
    acting.ask(
        Ask(
            _of("Zone", numbers),
            unidentified_lines(acting.session, numbers),
            Field("zone", "Zone", hint="par ex. A, B, fond de salle"),
            must="dites quelle zone",
        ),
        lambda zone: acting.record(ChangeZone(numbers, zone), numbers, f"zone {zone}"),
    )


def _of(what: str, numbers: tuple[int, ...]) -> str:
    """What is asked, and of how many."""
    return f"{what} : {plural(len(numbers), 'candidat')}" if len(numbers) > 1 else what


def correct_extra_time(acting: Acting) -> None:
    """Their temps majoré was wrong on the list."""
    who = acting.who
    acting.ask(
        ExtraTimeForm(acting.session, who),
        lambda wanted: acting.record(wanted, (who.number,), "temps majoré corrigé"),
    )


def correct_certification(acting: Acting) -> None:
    """They sit another certification than the list says."""
    who = acting.who
    reference = acting.session.reference
    options = [
        Option("abcdefgh"[i % 8], f"{reference.certifications.get(key, key)}, {minutes} min", key)
        for i, (key, minutes) in enumerate(reference.durations.items())
    ]
    acting.ask(
        Choice(f"Certification de {short_name(acting.session, who.number)}", (), options, default=None),
        lambda key: acting.record(Correct(who.number, certification=key), (who.number,), "certification corrigée"),
    )


def correct_identity(acting: Acting) -> None:
    """Names and birth as they should have been on the list."""
    who = acting.who
    acting.ask(CorrectForm(acting.session, who), lambda wanted: acting.record(wanted, (who.number,), "correction"))


def remove(acting: Acting) -> None:
    """Take off the list; a reason is welcome."""
    numbers = acting.targets
    acting.ask(
        Ask(_of("Retirer de la liste", numbers), (((names(acting.session, numbers), "+"),),),
            Field("reason", "Pourquoi", hint="facultatif")),
        lambda why: acting.record(Remove(numbers, why), numbers, "retiré de la liste"),
    )  # fmt: skip


def help_card(acting: Acting) -> None:
    """How who cannot connect gets on."""
    who = acting.who
    title = f"Aide à la connexion : {short_name(acting.session, who.number)}"
    acting.ask(CardDialog(title, help_card_lines(acting.session, who), hang=2), lambda _: None)
