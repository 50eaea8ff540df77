"""Whether a session of this machine was continued on another one too, as far as its sender has learned from the hub.

Where nothing is sent from here nothing of a hub is imported, nor read.
"""

from __future__ import annotations

from data.journal import Journal
from data.paths import state_folder
from supervisor.branch import ToldBranch


def continued_elsewhere(journal: Journal) -> ToldBranch | None:
    """Which way of it a document of this machine tells; None where nobody is known to have gone on elsewhere.

    Args:
        journal: of a store of this machine.
    """
    if not journal.session.entries or not (state_folder() / "hub").is_dir():
        return None
    from data.hub.cursor import place_of
    from data.hub.sender import read_standing

    folder = journal.path.parent
    said = read_standing(place_of(folder.parents[1], "standing"))
    if said is None or folder.name not in (*said.continued, *said.ahead):
        return None
    last = journal.session.entries[-1]
    return ToldBranch("", last.id, last.digest, 0, 0, "unknown" if folder.name in said.continued else "behind")
