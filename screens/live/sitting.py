"""Asks who sits here, once; what is noted from then on bears that name."""

from __future__ import annotations

from collections.abc import Callable

from screens.live.host import LiveAppHost
from supervisor.action import ChangeCover, TakeOver


def ask_who(
    app: LiveAppHost, then: Callable[[], object] = lambda: None, *, first: str = "", once: bool = False
) -> None:
    """Ask who sits here; Escape leaves the author as it is.

    Args:
        app: the board.
        then: what goes on afterwards, however it was answered.
        first: who is proposed first.
        once: not where it is known already.
    """
    place = app.place
    if place is None or (once and place.is_known):
        then()
        return
    from screens.dialogs.sitting import NameForm, SupervisesToo, WhoDialog

    def named(name: str | None) -> None:
        if name:
            app.author = name
            place.keep(name)
            # Asked over whichever view is in front: at the welcome every letter searches.
            changed = f"{app.key_shown('takeover')} au tableau, Échap à l'accueil"
            app.say(f"vous êtes {name} : vos notes portent ce nom (pour en changer : {changed})", "told")
            if _nobody_supervises(app):
                app.push_screen(SupervisesToo(app.session, name), lambda answer: supervises(name, answer))
                return
        then()

    def supervises(name: str, answer: bool | None) -> None:
        if answer:
            # Somebody may have been named meanwhile, at another terminal: they are not relieved by this.
            wanted = TakeOver(name) if _nobody_supervises(app) else ChangeCover(name, arrives=True)
            app.board.acting.record(wanted, (), "surveillance")
        then()

    def chosen(answer: str | None) -> None:
        if answer == "":
            app.push_screen(NameForm(app.session, app.author, is_said=is_said), named)
        else:
            named(answer)

    is_said = place.is_known or app.author != place.login
    if first or app.session.surveillants:
        app.push_screen(WhoDialog(app.session, app.author, first, is_said=is_said), chosen)
    else:
        app.push_screen(NameForm(app.session, app.author, is_said=is_said), named)


def _nobody_supervises(app: LiveAppHost) -> bool:
    """The session names no surveillant, and what came since can still be noted."""
    return not app.session.surveillants and app.session.closed_at is None and not app.read_only
