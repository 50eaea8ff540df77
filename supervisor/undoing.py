"""Undo: which action it reverts, and what stands against it (RULES.md section 4)."""

from __future__ import annotations

from datetime import timedelta

from supervisor import event as ev
from supervisor.action import Context, Undo
from supervisor.candidate import said
from supervisor.decision import Decision, Refusal
from supervisor.folding import fold, reverted_actions, then, utc
from supervisor.objection import objection
from supervisor.session import Session
from supervisor.story import told

REASON_DUE_AFTER = timedelta(minutes=1)
"""An action older than that is not undone without a reason."""

NEVER_UNDONE = (
    ev.SessionCreated,
    ev.ClockJumped,
    ev.SessionClosed,
    ev.SessionReopened,
    ev.SessionFinalised,
    ev.PersonalDataErased,
)


def last_undoable(session: Session, author: str) -> int | None:
    """Id of the action `u` would revert for this author; None when there is none."""
    for entry in reversed(session.entries):
        first = session.entries[entry.action - 1]
        if (
            first.author == author
            and entry.action not in session.reverted
            and not isinstance(first.event, (*NEVER_UNDONE, ev.ActionUndone))
        ):
            return entry.action
    return None


def changeable_actions(session: Session, number: int | None = None) -> list[int]:
    """Ids of the actions that may be undone, or redone, by being chosen: the latest first.

    Args:
        session: the state, with its journal.
        number: only those that concern this candidate.
    """
    entries = session.story_of(number) if number is not None else session.entries
    actions = dict.fromkeys(entry.action for entry in reversed(entries))
    return [a for a in actions if not isinstance(session.entries[a - 1].event, NEVER_UNDONE)]


def undo_of(session: Session, action: int) -> int:
    """What is to be undone when an action is chosen: itself or, where it is undone already, the undo of it."""
    while action in session.reverted:
        undos = (
            e.id for e in reversed(session.entries)
            if isinstance(e.event, ev.ActionUndone) and e.event.target == action
        )  # fmt: skip
        action = next(undos)
    return action


def decide_undo(session: Session, wanted: Undo, context: Context) -> Decision:
    """The event that reverts an action, or why it cannot be."""
    if wanted.event is None:
        action = last_undoable(session, context.author)
        if action is None:
            return _refused("il n'y a rien de vous à annuler")
    else:
        named = session.entry(wanted.event)
        if named is None:
            return _refused(f"il n'y a pas d'événement n° {wanted.event}")
        action = named.action
    first = session.entries[action - 1]
    if isinstance(first.event, NEVER_UNDONE):
        return _refused(f"« {told(first, session)} » ne s'annule pas")
    if action in session.reverted:
        return _refused(f"« {told(first, session)} » est déjà annulé")
    is_own_last = action == last_undoable(session, context.author) or (
        isinstance(first.event, ev.ActionUndone) and first.author == context.author
    )
    is_fresh = context.now - first.recorded_at <= REASON_DUE_AFTER
    if not said(wanted.reason) and not (is_own_last and is_fresh):
        return _refused(f"« {told(first, session)} » : dites pourquoi vous l'annulez (--reason)", bad_usage=True)
    drafted = ev.Drafted(utc(context.now), ev.ActionUndone(target=action, reason=wanted.reason))
    obstacle = _obstacle(session, drafted)
    if obstacle is not None:
        return _refused(obstacle)
    return Decision(events=(drafted,))


def _refused(reason: str, *, bad_usage: bool = False) -> Decision:
    return Decision(refusals=(Refusal(reason, bad_usage=bad_usage),))


def _obstacle(session: Session, undo: ev.Drafted) -> str | None:
    """The first later event that would contradict what remains, if any."""
    if session.closed_at is not None:
        return objection(session, undo)
    next_id = session.last_id + 1
    entries = (*session.entries, ev.Entry(next_id, next_id, undo.at, undo.at, "", "", undo.event))
    reverted = reverted_actions(entries)
    creation = session.entries_of_action(1)
    state = fold(session.header, creation)
    for entry in session.entries[len(creation) :]:
        if entry.action in reverted or isinstance(entry.event, ev.ActionUndone):
            continue
        against = objection(state, ev.Drafted(entry.at, entry.event))
        if against:
            return (
                f"l'événement n° {entry.id} s'y oppose ({told(entry, session)}) : "
                f"sans ce que vous annulez, {against} ; annulez-le d'abord"
            )
        state = then(state, (entry,))
    return None
