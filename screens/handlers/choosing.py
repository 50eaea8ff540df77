"""Whom the list shows, in which order, and who is chosen or marked in it."""

from __future__ import annotations

from functools import partial

from screens.dialogs.menu import Menu
from screens.dialogs.zones import ZoneAnswer, ZoneDialog, ZonesDialog
from screens.handlers.acting import Acting, Looking
from screens.picture.picture import FILTERS, SORTS
from screens.picture.seating import Way, seating_of, step
from supervisor.attention import Need
from supervisor.zones import zones_of

PAGE = 10


def down(looking: Looking) -> None:
    """One further; in the room plan, the one below."""
    _go(looking, "down", 1)


def up(looking: Looking) -> None:
    """One back; in the room plan, the one above."""
    _go(looking, "up", -1)


def left(looking: Looking) -> None:
    """The one on the left in the room plan."""
    _go(looking, "left", 0)


def right(looking: Looking) -> None:
    """The one on the right in the room plan."""
    _go(looking, "right", 0)


def _go(looking: Looking, way: Way, steps: int) -> None:
    board = looking.board
    if board.view != "room" or board.is_searching:
        if steps:
            board.move(steps)
        else:
            looking.app.say("← et → servent dans le plan de salle (F4)", "told")
        return
    found = step(seating_of(looking.session), board.chosen, way, set(board.shown()).__contains__)
    if found is not None:
        board.choose(found)


def page_down(looking: Looking) -> None:
    """Ten further."""
    looking.board.move(PAGE)


def page_up(looking: Looking) -> None:
    """Ten back."""
    looking.board.move(-PAGE)


def first(looking: Looking) -> None:
    """The first one listed."""
    looking.board.move(-len(looking.session.candidates))


def last(looking: Looking) -> None:
    """The last one listed."""
    looking.board.move(len(looking.session.candidates))


def attention(looking: Looking) -> None:
    """The next one who needs somebody, from the chosen one on, round."""
    looking.board.choose_next_to_see()
    seen = next((a for a in looking.board.attention() if a.number == looking.board.chosen), None)
    menu = looking.app.key_if_any("menu")
    if menu and seen is not None and any(reason.cause is Need.NOT_CONNECTED for reason in seen.reasons):
        looking.app.say(f"{menu} puis h : ce qui est à saisir, et ce qui peut bloquer", "told")


def search(looking: Looking) -> None:
    """Open the search."""
    looking.board.open_search()


def mark(acting: Acting) -> None:
    """Mark the chosen one, or unmark them."""
    acting.board.toggle_mark(acting.who.number)


def mark_all(acting: Acting) -> None:
    """Mark all that are listed; again: none."""
    acting.board.toggle_all_marks()


def sort(looking: Looking) -> None:
    """Choose the order."""
    letters = {"number": "n", "name": "a", "remaining": "r", "seat": "p", "attention": "v"}
    entries = [(letters[key], name, key, "") for key, (name, _) in SORTS.items()]
    looking.ask(Menu("Trier par", entries), looking.board.sort_by)


def filter_list(looking: Looking) -> None:
    """Choose who is listed: by status, or by zone."""
    letters = {"all": "t", "awaited": "a", "joined": "r", "running": "c", "interrupted": "i", "stopped": "f",
               "away": "b", "not_started": "d"}  # fmt: skip
    entries = [(letters[key], name, f"only {key}", "") for key, (name, _) in FILTERS.items()]
    mine = looking.board.my_zone
    no_zone = "" if any(zones_of(looking.session)) else "personne n'a de zone : m z en donne une aux marqués"
    label = f"ma zone : {mine}" if mine else "ma zone"
    entries.append(("m", label, f"zone {mine}" if mine else "mine", no_zone))
    entries.append(("z", "une zone, ou changer de zone", "zones", no_zone and "pas encore de zone"))
    looking.ask(Menu("Montrer", entries), partial(_filter_answered, looking))


def _filter_answered(looking: Looking, answer: str) -> None:
    what, _, key = answer.partition(" ")
    if what == "only":
        looking.board.show_only(key)
    elif what == "zone":
        looking.board.show_zone(key, mine=True)
    elif what == "mine":
        looking.ask(ZoneDialog(looking.session, "Quelle zone surveillez-vous ?"), partial(_zone_is_mine, looking))
    else:
        looking.ask(ZonesDialog(looking.session, looking.board.my_zone), partial(_zone_chosen, looking))


def _zone_is_mine(looking: Looking, zone: str) -> None:
    looking.board.show_zone(zone, mine=True)
    looking.app.say(f"votre zone : {zone} ; « à voir » montre d'abord les vôtres, les autres après 2 min", "told")


def _zone_chosen(looking: Looking, answer: ZoneAnswer) -> None:
    what, zone = answer
    if what == "change":
        looking.ask(ZoneDialog(looking.session, "Quelle zone surveillez-vous ?"), partial(_zone_is_mine, looking))
    elif what == "none":
        looking.board.forget_zone()
        looking.app.say("vous n'avez plus de zone : tous les candidats sont les vôtres", "told")
    else:
        looking.board.show_zone(zone)
