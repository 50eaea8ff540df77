"""What is said of one branch of a session that was continued on several machines, beside it and on its papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from data.hub.mirror import Kept
from supervisor.branch import ToldBranch
from supervisor.wording import typographic

Local = Callable[[datetime], datetime]


def settled_told(one: Kept, branches: Sequence[Kept], local: Local) -> str:
    """« branche de salle-b204 choisie par Claire Roux le 30/11/2026 à 11:52 : poste en panne »; empty: nobody chose.

    Args:
        one: any branch of the session.
        branches: all of them.
        local: gives hours as they are told.
    """
    if one.branch is None or one.branch.settled is None:
        return ""
    settled = one.branch.settled
    at = local(settled.at)
    chosen = next((other for other in branches if not other.is_set_aside), one)
    why = f" : {settled.why}" if settled.why else ""
    return typographic(f"{chosen.called} choisie par {settled.by} le {at:%d/%m/%Y} à {at:%H:%M}{why}")


def told_branch(one: Kept, branches: Sequence[Kept]) -> ToldBranch | None:
    """Which branch papers tell; None where the session has no other.

    Without the reason of whoever chose: a paper goes further than those who may know it.

    Args:
        one: the branch.
        branches: all of the session, this one too.
    """
    branch = one.branch
    if branch is None:
        return None
    settled = branch.settled
    chosen = next((other.branch.device for other in branches if other.branch and not other.is_set_aside), "")
    return ToldBranch(
        branch.device, branch.head.n, branch.head.digest, branch.parts_after, len(branches),
        "to_choose" if settled is None else "set_aside" if one.is_set_aside else "goes_on",
        *(("", "", None) if settled is None else (chosen, settled.by, settled.at)),
    )  # fmt: skip
