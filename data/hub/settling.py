"""A session that was continued on two machines: a person says which branch goes on; the hub records who, and when."""

from __future__ import annotations

from data.hub.address import HubAddress
from data.hub.errors import HubError
from data.hub.mirror import Kept, Mirror
from supervisor.wording import plural


class UnsettledError(HubError):
    """Nothing was settled: there is no such branch, or this account may not."""


def settle(address: HubAddress, number: str, branch: str) -> str:
    """Have it recorded which branch of a session goes on; the others stay readable, as set aside.

    Args:
        address: of the hub, by a référent of the school.
        number: of the session.
        branch: the machine of the branch, or the beginning of its last line's digest.

    Returns:
        What was done, as a French sentence.

    Raises:
        UnsettledError: nothing was.
        HubError: the hub cannot be used.
    """
    mirror = Mirror(address)
    try:
        branches = [one for store in mirror.stores.values() for one in store.kept if one.seen.number == number]
        branches = [one for one in branches if one.branch is not None]
        if not branches:
            raise UnsettledError(f"La session {number} n'a pas plusieurs branches : il n'y a rien à choisir.")
        chosen = [one for one in branches if _is_called(one, branch)]
        if len(chosen) != 1:
            names = ", ".join(f"{one.label} ({one.seen.head.digest[:12]})" for one in branches)
            raise UnsettledError(f"« {branch} » ne nomme pas une branche de {number} : {names}.")
        if not mirror.asking.settle(chosen[0].seen.root, chosen[0].seen.head):
            raise UnsettledError("Seul un référent de l'établissement choisit la branche qui va.")
        label = chosen[0].label.removesuffix(", écartée")
        aside = plural(len(branches) - 1, "autre reste lisible, écartée", "autres restent lisibles, écartées")
        return f"Session {number} : la {label} va ; {aside}"
    finally:
        mirror.close()


def _is_called(one: Kept, typed: str) -> bool:
    of_device = one.branch is not None and one.branch.device == typed
    return of_device or (len(typed) >= 8 and one.seen.head.digest.startswith(typed))
