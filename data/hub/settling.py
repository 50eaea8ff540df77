"""A session that was continued on two machines: a person says which branch goes on; the hub records who and why."""

from __future__ import annotations

from data.hub.address import HubAddress
from data.hub.errors import HubError
from data.hub.mirror import Kept, Mirror
from supervisor.wording import plural

LONGEST_REASON = 300
"""Characters of a reason: the column takes no more."""


class UnsettledError(HubError):
    """Nothing was settled: there is no such branch, or this account may not."""


def settle(address: HubAddress, number: str, branch: str, why: str = "") -> str:
    """Have it recorded which branch of a session goes on; the others stay readable, as set aside.

    Args:
        address: of the hub, by a référent of the school.
        number: of the session.
        branch: the machine of the branch, or the beginning of its last line's digest.
        why: the reason, for whoever looks later; empty: none is given.

    Returns:
        What was done, as a French sentence.

    Raises:
        UnsettledError: nothing was.
        HubError: the hub cannot be used.
    """
    mirror = Mirror(address)
    try:
        branches = [one for one in mirror.all() if one.seen.number == number and one.branch is not None]
        if not branches:
            raise UnsettledError(f"La session {number} n'a pas plusieurs branches : il n'y a rien à choisir.")
        chosen = [one for one in branches if _is_called(one, branch)]
        if len(chosen) != 1:
            names = ", ".join(f"{one.label} ({one.seen.head.digest[:12]})" for one in branches)
            raise UnsettledError(f"« {branch} » ne nomme pas une branche de {number} : {names}.")
        return settle_branch(mirror, chosen[0], why)
    finally:
        mirror.close()


def settle_branch(mirror: Mirror, one: Kept, why: str) -> str:
    """The same of a branch that was found; what is laid out knows of it at once.

    Raises:
        UnsettledError: nothing was settled.
        HubError: the hub cannot be used.
    """
    if not may_settle(mirror):
        raise UnsettledError(NOT_ALLOWED)
    if len(why) > LONGEST_REASON:
        raise UnsettledError(f"La raison a {len(why)} caractères, {LONGEST_REASON} au plus : raccourcissez-la.")
    if not mirror.asking.settle(one.seen.root, one.seen.head, why):
        raise UnsettledError(NOT_ALLOWED)
    mirror.refresh([one.seen.root])
    others = len(mirror.fork_of(one)) - 1
    aside = plural(others, "autre reste lisible, écartée", "autres restent lisibles, écartées")
    return f"Session {one.seen.number} : la {one.called} va ; {aside}"


NOT_ALLOWED = "Seul un référent de l'établissement choisit la branche qui va."


def may_settle(mirror: Mirror) -> bool:
    """Whether this account may choose: a référent of the school alone, who sees what each branch holds."""
    return mirror.asking.kind == "referent"


def _is_called(one: Kept, typed: str) -> bool:
    of_device = one.branch is not None and one.branch.device == typed
    return of_device or (len(typed) >= 8 and one.seen.head.digest.startswith(typed))
