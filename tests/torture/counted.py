"""A session counted from the lines of its file alone, and a journal that notes what it acknowledged."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from data.integrity import check
from data.journal import Journal, Outcome
from data.storage import encode
from supervisor.action import Action, Context, NoticeClockJump
from supervisor.seal import header_line, seal_entry
from supervisor.session import Session

ENDS_IN = {
    "candidate_joined": "joined", "test_started": "started", "test_interrupted": "interrupted",
    "test_resumed": "started", "test_finished": "finished", "test_ended": "ended", "candidate_withdrew": "withdrawn",
    "candidate_absent": "absent", "candidate_not_certifiable": "not_certifiable",
}  # fmt: skip
"""The status that an event of a candidate leads to (RULES.md section 2)."""


def statuses(lines: list[dict[str, Any]]) -> dict[int, str]:
    """Where each candidate stands, from the lines of a journal alone: what was undone did not happen."""
    undone: set[int] = set()
    for line in reversed(lines):
        if line["kind"] == "action_undone" and line["action"] not in undone:
            undone.add(line["public"]["target"])
    found: dict[int, str] = {}
    for line in lines:
        if line["action"] in undone:
            continue
        kind, number = line["kind"], line["public"].get("number")
        if kind == "candidate_added":
            found[number] = "expected"
        elif kind == "candidate_removed":
            found.pop(number, None)
        elif kind in ENDS_IN:
            found[number] = ENDS_IN[kind]
        elif kind == "identity_checked" and found.get(number) == "absent":
            found[number] = "expected"
    return found


class WatchedJournal(Journal):
    """A journal that remembers what it acknowledged."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.acknowledged: list[str] = []
        """Digests of the lines."""
        self.asked_for = 0
        """Actions that came to something, but for jumps of the clock, which no hand asks for."""

    def act(self, action: Action, context: Context) -> Outcome:
        """Do an action, and note what is on disk then."""
        outcome = super().act(action, context)
        self.acknowledged += [entry.digest for entry in outcome.entries]
        self.asked_for += bool(outcome.entries) and not isinstance(action, NoticeClockJump)
        return outcome


def write_down(session: Session, path: Path) -> None:
    """A session that was lived in memory, as the journal of a store."""
    path.parent.mkdir(parents=True)
    line = header_line(session.header)
    lines = [encode(line)]
    for entry in session.entries:
        line = seal_entry(entry, line["digest"], "5a" * 16)
        lines.append(encode(line))
    path.write_bytes(b"".join(lines))


def prove(path: Path, *journals: WatchedJournal) -> int:
    """What the file holds: it verifies, nothing acknowledged is missing, and its counts are those that are shown.

    Returns:
        How many acknowledged events there are.
    """
    report = check(path)
    assert report.broken is None, report.broken
    lines = [json.loads(line) for line in path.read_bytes().splitlines()[1:]]
    there = {line["digest"] for line in lines}
    for journal in journals:
        lost = [digest for digest in journal.acknowledged if digest not in there]
        assert not lost, f"{len(lost)} acknowledged events are not in the file"
        journal.follow()
        shown = {number: who.status.value for number, who in journal.session.candidates.items()}
        counted = statuses(lines)
        assert shown == counted, {n: (shown.get(n), counted.get(n)) for n in shown.keys() | counted.keys()}
    return sum(len(journal.acknowledged) for journal in journals)


def tally(session: Session) -> Counter[str]:
    """How many candidates stand where."""
    return Counter(who.status.value for who in session.candidates.values())
