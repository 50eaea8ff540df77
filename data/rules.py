"""What decides on the actions of a journal: the rules of the house, loaded by whoever acts first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supervisor.action import Action, Context
    from supervisor.decision import Decision
    from supervisor.session import Session

Decide = Callable[["Session", "Action", "Context"], "Decision"]
"""What `supervisor.deciding.decide` is."""


def rules(session: Session, action: Action, context: Context) -> Decision:
    """What `supervisor.deciding.decide` says; who only reads loads nothing of it."""
    from supervisor.deciding import decide

    return decide(session, action, context)
