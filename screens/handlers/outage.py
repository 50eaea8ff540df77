"""Global incidents from their begin to what is given back, and the cards held before the eyes meanwhile."""

from __future__ import annotations

from functools import partial

from screens.dialogs.cards import CardDialog, roll_call_lines, support_lines
from screens.dialogs.menu import Menu
from screens.dialogs.outage import Begun, Ended, GlobalBeginForm, GlobalEndDialog
from screens.handlers.acting import Acting, Looking
from supervisor.folding import utc
from supervisor.incident import GlobalIncident


def outage(acting: Acting) -> None:
    """Begin one; or end the one that runs, or begin another."""
    running = acting.session.running_globals
    if not running:
        _begin(acting)
        return
    entries = [
        ("fghijk"[i % 6], f"fin de « {outage.text} »", str(outage.event_id), "") for i, outage in enumerate(running)
    ]
    others = [
        ("n", "un autre commence", "new", ""),
        ("a", "appel : qui est dans la salle", "roll", ""),
        ("s", "fiche pour le support Pix", "support", ""),
    ]
    acting.ask(Menu("Incident global", [*entries, *others]), partial(_global_answered, acting))


def _global_answered(acting: Acting, answer: str) -> None:
    if answer == "new":
        _begin(acting)
    elif answer == "roll":
        roll_call(acting)
    elif answer == "support":
        support(acting)
    elif int(answer) in acting.session.globals:
        _end(acting, acting.session.globals[int(answer)])


def _begin(acting: Acting) -> None:
    def begin(answer: Begun) -> None:
        wanted, at = answer
        acting.record(wanted, wanted.scope or (), "incident global", at=at)

    marked = tuple(sorted(acting.board.marked))
    acting.ask(GlobalBeginForm(acting.session, marked, acting.context(), acting.first_key), begin)


def _end(acting: Acting, outage: GlobalIncident) -> None:
    def end(answer: Ended) -> None:
        wanted, at = answer
        acting.record(wanted, (), "fin de l'incident global", at=at)

    # Whole seconds, as the journal keeps them: what is shown is what will be given.
    at, keyboard = utc(acting.first_key), acting.app.settings.keyboard
    acting.ask(GlobalEndDialog(acting.session, outage, acting.context(), at, keyboard), end)


def roll_call(looking: Looking) -> None:
    """Who is in the room, by name."""
    looking.ask(CardDialog("Appel", roll_call_lines(looking.session, looking.now)), lambda _: None)


def support(acting: Acting) -> None:
    """Whom to contact, and what to say."""
    lines = support_lines(acting.session, acting.now, acting.app.settings.phone)
    acting.ask(CardDialog("Support Pix", lines), lambda _: None)
