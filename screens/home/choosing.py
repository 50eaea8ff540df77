"""Which session of home is chosen: moving, searching, opening."""

from __future__ import annotations

from screens.home.choice import OpenSession, Rehearse
from screens.home.host import Home
from screens.home.reader import DamagedDialog


def open_session(home: Home) -> None:
    """Open the chosen session; a damaged one says first what to do."""
    card = home.card
    if home.awaited and (card is None or card.key != home.awaited):
        # What was just made is what « Entrée pour ouvrir » speaks of, shown already or not.
        home.leave_for(OpenSession(home.awaited))
        return
    if card is None:
        home.say("lecture des sessions en cours" if home.cards is None else home.nothing_to_open, "told")
        return
    opening = OpenSession(card.number, card.store)
    if card.problem:
        home.push_screen(DamagedDialog(card), lambda to_read: home.leave_for(opening) if to_read else None)
    else:
        home.leave_for(opening)


def rehearse(home: Home) -> None:
    """Open a rehearsal."""
    home.leave_for(Rehearse())


def leave(home: Home) -> None:
    """Leave Vigie."""
    home.leave()


def read_again(home: Home) -> None:
    """Look at the store now."""
    home.read_again()


def move(home: Home, steps: int) -> None:
    """Choose a session further down or up the list."""
    keys = [card.key for card in home.shown().cards or ()]
    if keys:
        home.awaited = ""
        place = (keys.index(home.chosen) if home.chosen in keys else 0) + steps
        home.chosen = keys[max(0, min(len(keys) - 1, place))]


def search(home: Home) -> None:
    """Open the search."""
    if home.cards:
        home.open_search(home.search)
    else:
        home.say("il n'y a encore rien à chercher", "told")


def back(home: Home) -> None:
    """Escape: a message first, then the search."""
    if home.is_searching:
        home.search = ""
        home.close_search()
    elif not home.notices.dismiss():
        home.search = ""
