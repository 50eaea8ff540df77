"""Undo: which action it reverts, and what stands against it (RULES.md section 4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from supervisor import event as ev
from supervisor.action import Context, Undo
from supervisor.candidate import printable
from supervisor.decision import Decision, Refusal, Remark
from supervisor.folding import fold, reverted_actions, then, utc
from supervisor.jumps import elapsed
from supervisor.objection import objection
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.story import phrase_of
from supervisor.wording import hour_of_end

REASON_DUE_AFTER = timedelta(minutes=1)
"""An action older than that is not undone without a reason."""

FEW_WORDS = 40
"""Characters of an event in a sentence: at 80 columns the sentence stays within two lines."""
MOST_ENDS = 3
"""More restored ends than that are counted, not listed."""

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
    for entry in session.entries.by(author):
        first = session.entries[entry.action - 1]
        if entry.action not in session.reverted and not isinstance(first.event, (*NEVER_UNDONE, ev.ActionUndone)):
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
    return [action for action in actions if _may_change(session, action)]


def may_change_one(session: Session) -> bool:
    """Whether there is an action to be chosen; not more of the journal is read than until the latest of them."""
    return any(_may_change(session, entry.action) for entry in reversed(session.entries))


def _may_change(session: Session, action: int) -> bool:
    return not isinstance(session.entries[action - 1].event, NEVER_UNDONE)


def undo_of(session: Session, action: int) -> int:
    """What is to be undone when an action is chosen: itself or, where it is undone already, the undo of it."""
    while action in session.reverted:
        undos = (
            e.id for e in reversed(session.entries)
            if isinstance(e.event, ev.ActionUndone) and e.event.target == action
        )  # fmt: skip
        action = next(undos)
    return action


def obstacle_to(session: Session, action: int) -> str:
    """Why this action can never be undone as things stand, as a French sentence; empty when it can.

    Args:
        session: the state, with its journal.
        action: id of the action; of an undo: whether it can be redone.
    """
    refusal = _standing_against(session, action)
    return refusal.reason if refusal is not None else ""


def decide_undo(session: Session, undo: Undo, context: Context) -> Decision:
    """The event that reverts an action, or why it cannot be."""
    if session.closed_at is not None:
        # Said first: nobody is asked for a reason, nor for a number, in vain.
        return Decision(refusals=(_shut(session),))
    if undo.event is None:
        action = last_undoable(session, context.author)
        if action is None:
            return _refused("il n'y a rien de vous à annuler")
    else:
        named = session.entry(undo.event)
        if named is None:
            return _refused(f"il n'y a pas d'événement n° {undo.event}")
        action = named.action
    refusal = _standing_against(session, action)
    if refusal is not None:
        return Decision(refusals=(refusal,))
    first = session.entries[action - 1]
    is_own_last = action == last_undoable(session, context.author) or (
        isinstance(first.event, ev.ActionUndone) and first.author == context.author
    )
    is_fresh = undo.is_immediate or elapsed(session, first.recorded_at, first.id, context.now) <= REASON_DUE_AFTER
    if not printable(undo.reason) and not (is_own_last and is_fresh):
        reason = f"« {_in_short(first, session)} » : dites pourquoi vous l'annulez"
        return Decision(refusals=(Refusal(reason, bad_usage=True, hint='--reason "…"'),))
    drafted = ev.Drafted(utc(context.at or context.now), ev.ActionUndone(target=action, reason=undo.reason))
    return Decision(events=(drafted,), remarks=_restored_ends(session, drafted, utc(context.now)))


def _refused(reason: str) -> Decision:
    return Decision(refusals=(Refusal(reason),))


def _shut(session: Session) -> Refusal:
    last = session.entries[-1]
    return Refusal(objection(session, ev.Drafted(last.at, ev.ActionUndone(target=last.id))), hint="reopen")


def _in_short(entry: ev.Entry, session: Session) -> str:
    """An event in few words: a sentence about it stays a sentence."""
    what = phrase_of(entry, session)
    return what if len(what) <= FEW_WORDS else f"{what[: FEW_WORDS - 1].rstrip()}…"


def _after(session: Session, undo: ev.Drafted) -> ev.Entry:
    """The undo as it would stand in the journal."""
    next_id = session.last_id + 1
    return ev.Entry(next_id, next_id, undo.at, undo.at, "", "", undo.event)


def _restored_ends(session: Session, undo: ev.Drafted, now: datetime) -> tuple[Remark, ...]:
    """The ends that an undo brings back: an action on the time may touch many."""
    state = then(session, [_after(session, undo)])
    moved, lost = [], []
    for who in state.candidates.values():
        if not who.is_running and (minutes := _lost_when_finished(session, state, who, now)):
            lost.append(Remark(f"son test est fini : il perd {minutes} min qui lui avaient été rendues", who.number))
        ending, before = state.running_ending(who, now), None
        if who.number in session.candidates:
            before = session.running_ending(session.candidates[who.number], now)
        if ending is not None and (before is None or before.at != ending.at):
            moved.append((who.number, hour_of_end(state, ending.at)))
    if len(moved) > MOST_ENDS:
        return (Remark(f"la fin de {len(moved)} candidats est de nouveau celle d'avant"), *lost)
    return (*(Remark(f"fin de nouveau {end}", number) for number, end in moved), *lost)


def _lost_when_finished(session: Session, state: Session, who: Situation, now: datetime) -> int:
    """Minutes that a finished test loses by the undo; 0 for none."""
    was = session.candidates.get(who.number)
    before = session.ending(was, now) if was is not None and not was.is_running else None
    after = state.ending(who, now)
    return max(0, before.adjustments - after.adjustments) if before is not None and after is not None else 0


def _counting(entries: Iterable[ev.Entry], reverted: frozenset[int]) -> list[ev.Entry]:
    """Those of these events that count, the undos themselves left out."""
    return [e for e in entries if e.action not in reverted and not isinstance(e.event, ev.ActionUndone)]


def _before(session: Session, entry: ev.Entry) -> Session:
    """The state in which an event was recorded: what stood against it then, by rules that came later, is no news."""
    return fold(session.header, session.entries[: entry.id - 1])


def _standing_against(session: Session, action: int) -> Refusal | None:
    """Why this action is not undone: by its nature, or for the first later event that would contradict what remains."""
    first = session.entries[action - 1]
    if session.closed_at is not None:
        return _shut(session)
    if isinstance(first.event, NEVER_UNDONE):
        return Refusal(f"« {_in_short(first, session)} » ne s'annule pas")
    if action in session.reverted:
        return Refusal(f"« {_in_short(first, session)} » est déjà annulé")
    undo = _after(session, ev.Drafted(first.at, ev.ActionUndone(target=action)))
    reverted = reverted_actions((*session.entries, undo))
    # What stands before all that would count otherwise stays as it is: it is folded, not asked again one by one.
    begin = max(len(session.entries_of_action(1)), min(reverted ^ session.reverted, default=action) - 1)
    state = fold(session.header, _counting(session.entries[:begin], reverted))
    for entry in _counting(session.entries[begin:], reverted):
        against = objection(state, ev.Drafted(entry.at, entry.event))
        if against and not objection(_before(session, entry), ev.Drafted(entry.at, entry.event)):
            what = f"l'événement n° {entry.id} s'y oppose ({_in_short(entry, session)}) : annulez-le d'abord"
            return Refusal(what, hint=f"undo --event {entry.id}")
        state = then(state, (entry,))
    return None
