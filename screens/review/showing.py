"""Shows all sessions, then one of them, then all again: until somebody leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from screens.home.choice import OpenSession
from screens.kit.desk import Clock
from screens.kit.settings import Settings
from screens.kit.texts import Texts
from screens.review.app import ReviewApp
from screens.review.home import run_review_home
from screens.review.office import Opened, ReviewOffice
from supervisor.decision import UnrecordedError


@dataclass(frozen=True, slots=True)
class Looker:
    """Who looks, and with which tastes."""

    author: str
    host: str
    settings: Settings
    texts: Texts
    warning: str = ""
    """What is wrong in their settings."""


def run_review(office: ReviewOffice, clock: Clock, looker: Looker, number: str) -> int:
    """Show one session until it is left; its exit status.

    Raises:
        UnrecordedError: it cannot be read.
    """
    return _look_at(office.open(number, "", clock.now()), clock, looker, looker.warning)


def run_reviews(
    office: ReviewOffice, clock: Clock, looker: Looker, *, goes_on: Callable[[], bool], forget_keys: Callable[[], None]
) -> int:  # fmt: skip
    """Show all sessions and those that are opened from there, until somebody leaves; the exit status.

    Args:
        office: the sessions.
        clock: the time, and real time.
        looker: who looks.
        goes_on: whether there is a terminal still.
        forget_keys: drops what was typed between two screens.
    """
    chosen, sentence = "", looker.warning
    around: list[tuple[ReviewOffice, str]] = []
    while True:
        choice = run_review_home(office, clock, settings=looker.settings, chosen=chosen, sentence=sentence)
        if not isinstance(choice, OpenSession):
            if around and choice == 0 and goes_on():
                # Out of a school, among all of them.
                (office, chosen), sentence = around.pop(), ""
                continue
            return choice if isinstance(choice, int) else 0
        if (inside := office.inside(choice.store)) is not None:
            around.append((office, choice.key))
            office, chosen, sentence = inside, "", ""
            forget_keys()
            continue
        chosen, sentence, code = choice.key, "", 0
        try:
            opened = office.open(choice.number, choice.store, clock.now())
        except UnrecordedError as error:
            sentence = str(error)
        else:
            forget_keys()
            code = _look_at(opened, clock, looker)
        if code or not goes_on():
            return code


def _look_at(opened: Opened, clock: Clock, looker: Looker, warning: str = "") -> int:
    return ReviewApp(
        opened.desk, clock, author=looker.author, host=looker.host, settings=looker.settings, ticks=opened.ticks,
        warning=" ".join(part for part in (opened.told, warning) if part), texts=looker.texts,
        news=opened.news, named=opened.named, forks=opened.forks,
    ).run_until_left()  # fmt: skip
