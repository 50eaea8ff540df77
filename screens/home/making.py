"""Sessions made and erased from home."""

from __future__ import annotations

from collections.abc import Mapping

from screens.dialogs.choices import Confirm
from screens.home.create import CreateForm
from screens.home.entry import KnownToForms
from screens.home.host import Home
from screens.home.office import Made, NewSession, Refused, SessionCard
from screens.kit.ink import Line
from supervisor.wording import plural


def known_to_forms(home: Home) -> KnownToForms:
    """What a form that is opened now is checked against."""
    cards = home.cards or ()
    return KnownToForms(
        held=frozenset(card.number for card in cards),
        certifications=home.office.certifications,
        local_now=home.local_now,
        keyboard=home.settings.keyboard,
    )


def create(home: Home) -> None:
    """Open the form; the site is that of the session chosen, as nearly all are on one."""
    card = home.card
    _ask_for_session(home, {"site": card.site} if card is not None else {})


def _ask_for_session(home: Home, values: Mapping[str, str], complaint: str = "") -> None:
    def take(answer: tuple[NewSession, dict[str, str]] | None) -> None:
        if answer is not None:
            _make(home, *answer)

    home.push_screen(CreateForm(known_to_forms(home), values, complaint), take)


def _make(home: Home, wanted: NewSession, values: Mapping[str, str]) -> None:
    def take(result: Made | Refused) -> None:
        if isinstance(result, Refused):
            # Nothing of what was typed is lost.
            _ask_for_session(home, values, result.sentence)
        else:
            tell_made(home, result, "i importe sa liste")

    now = home.clock.now()
    home.in_a_thread(lambda: home.office.create(wanted, now), take)


def tell_made(home: Home, made: Made, more: str) -> None:
    """Choose what was made, and say it."""
    home.choose(made.numbers[0] if made.numbers else home.chosen)
    what = f"session {made.numbers[0]}" if len(made.numbers) == 1 else plural(len(made.numbers), "session")
    home.tell_outcome(f"{what} sur le disque ; {more}")


def erase(home: Home) -> None:
    """Ask, with what would go; then erase the chosen session, in which nobody has started."""
    card = home.card
    if card is None:
        return
    enrolled = plural(card.counts.enrolled, "inscrit") if card.counts is not None else ""
    day = f" du {card.day:%d/%m/%Y}" if card.day is not None else ""
    lines: tuple[Line, ...] = (
        ((f"Session {card.number}{day}, {enrolled}, aucun test démarré.", "+"),),
        (("Sa liste et tout ce qui y est noté s'effacent pour de bon ;", "soft"),),
        (("une ligne sans nom dit qu'elle a existé.", "soft"),),
    )

    def take(is_agreed: bool | None) -> None:
        if is_agreed:
            now = home.clock.now()
            home.in_a_thread(lambda: home.office.erase(card.number, now), lambda why: _erased(home, card, why))

    home.push_screen(Confirm(f"Effacer la session {card.number}", lines, "l'effacer", for_good=True), take)


def _erased(home: Home, card: SessionCard, why: str) -> None:
    if why:
        home.tell_outcome(f"session {card.number} gardée : {why}", "refused")
    else:
        home.tell_outcome(f"session {card.number} effacée")
    home.read_again()
