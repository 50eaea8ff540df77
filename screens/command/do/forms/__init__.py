"""The words of `vigie do N`: every action with what it takes."""

from __future__ import annotations

from collections.abc import Callable

from screens.command.do.forms import close, course, fraud, incident, outage, people, session, time
from screens.command.do.forms.base import Forms
from screens.command.french import FrenchParser, Words


def add_actions(parser: FrenchParser, add_everywhere: Callable[[Words], None]) -> None:
    """Give `vigie do N` its actions, in the order in which the help lists them.

    Args:
        parser: the one of `do`.
        add_everywhere: what gives a parser the options that every verb takes.
    """
    forms = Forms(parser, add_everywhere)
    course.add_forms(forms)
    incident.add_forms(forms)
    fraud.add_forms(forms)
    session.add_note(forms)
    time.add_forms(forms)
    outage.add_forms(forms)
    people.add_forms(forms)
    session.add_forms(forms)
    close.add_forms(forms)
