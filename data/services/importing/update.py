"""A session that the store holds, brought in line with a newer list (RULES.md section 5).

Matched by identity. Who is kept keeps their number and their facts; who is new is added; who is no longer listed is
removed if nothing is recorded on them, what changed on the list becomes a correction. From the moment somebody has
joined only new candidates are added: the rest is listed, for the surveillant to decide. Of a closed session all is
listed and nothing tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from data.journal import Journal
from data.roster.model import ListedCandidate
from data.roster.wording import listed
from data.services.importing.alike import pairs
from data.services.importing.plan import Planned, new_candidate
from supervisor import event as ev
from supervisor.action import Action, AddCandidates, ChangeSeat, Context, Correct, GiveAccessCode, Remove
from supervisor.candidate import Identity
from supervisor.closing import LIST_UPDATED
from supervisor.decision import Remark
from supervisor.objection import why_shut
from supervisor.session import Session
from supervisor.situation import Situation
from supervisor.story import FIELDS
from supervisor.wording import quoted

_REASON = LIST_UPDATED
_OF_THE_LIST = (ev.CandidateAdded, ev.CandidateCorrected, ev.SeatChanged, ev.ActionUndone)
"""Kinds of events that a list makes by itself: nothing is recorded on who has no other."""
PersonKey = tuple[str, str, str]
"""What two lists know one person by (`Identity.person_key`)."""


@dataclass(slots=True)
class Changes:
    """What an update did to a session, and what it left as it is."""

    added: int = 0
    removed: int = 0
    corrected: int = 0
    kept: int = 0
    remarks: list[Remark] = field(default_factory=list)
    """What was changed or left as it is and why, candidates by their numbers; who went and came by name as well."""
    is_refused: bool = False
    """Something was refused by the rules."""

    @property
    def count(self) -> int:
        """How many candidates are not as they were."""
        return self.added + self.removed + self.corrected


def update(journal: Journal, planned: Planned, context: Context) -> Changes:
    """Bring a session in line with its list.

    Args:
        journal: the session, as the store holds it.
        planned: the newer list.
        context: who asks, where and when.

    Raises:
        StoreError: the journal cannot be written; what was recorded before that stands, and the same update can be
            asked for again.
    """
    return _Update(journal, planned, context).done()


class _Update:
    def __init__(self, journal: Journal, planned: Planned, context: Context) -> None:
        journal.follow()
        self._journal = journal
        self._planned = planned
        self._context = context
        self._result = Changes()
        self._has_begun = journal.session.has_anybody_joined

    def done(self) -> Changes:
        session = self._journal.session
        result = self._result
        result.remarks += map(Remark, _session_differences(session, self._planned))
        by_identity = {who.identity.person_key: who for who in session.candidates.values()}
        wanted = {one.identity.person_key: one for one in self._planned.listed.candidates}
        gone = [who for key, who in by_identity.items() if key not in wanted]
        code = self._planned.creation.access_code
        gives_code = bool(code) and code != session.access_code
        if shut := why_shut(session):
            self._leave_closed(shut, gone, wanted, by_identity, gives_code=gives_code)
            return result
        self._remove(gone)
        for key, one in wanted.items():
            if key in by_identity:
                result.kept += 1
                self._correct(by_identity[key], one)
        new = [one for key, one in wanted.items() if key not in by_identity]
        if new:
            result.added = self._act(AddCandidates(tuple(new_candidate(one) for one in new)))
        came = [who for number, who in self._journal.session.candidates.items() if number not in session.candidates]
        self._tell_who(gone, came)
        if gives_code:
            self._act(GiveAccessCode(code))
        return result

    def _leave_closed(
        self,
        shut: str,
        gone: Sequence[Situation],
        wanted: Mapping[PersonKey, ListedCandidate],
        by_identity: Mapping[PersonKey, Situation],
        *,
        gives_code: bool,
    ) -> None:
        """Say what the list has otherwise than a closed session, and that it is to be reopened first."""
        session, result = self._journal.session, self._result
        told = [f"n° {who.number} : n'est plus sur la liste" for who in gone]
        new = [one.identity.full_name for key, one in wanted.items() if key not in by_identity]
        for key, one in wanted.items():
            if key in by_identity:
                result.kept += 1
                if said := self._asked(by_identity[key], one).told:
                    told.append(f"n° {by_identity[key].number} : la liste dit autre chose : {', '.join(said)}")
        if new:
            told.append(f"sur la liste et pas dans la session : {listed(new)}")
        if gives_code:
            told.append("un autre code d'accès est donné")
        if told:
            result.is_refused = True
            result.remarks.append(Remark(f"refusé : {shut}", hint=f'vigie do {session.number} reopen --reason "…"'))
        for text in told:
            self._note(text)

    def _act(self, action: Action) -> int:
        """Do it; how many events it made."""
        outcome = self._journal.act(action, self._context)
        for refusal in outcome.refusals:
            self._result.is_refused = True
            who = f"n° {refusal.number} : " if refusal.number is not None else ""
            self._result.remarks.append(Remark(f"{who}refusé : {refusal.reason}", hint=refusal.hint))
        return len(outcome.entries)

    def _note(self, text: str) -> None:
        self._result.remarks.append(Remark(text))

    def _remove(self, unlisted: Sequence[Situation]) -> None:
        session = self._journal.session
        untouched = [who.number for who in unlisted if not _is_recorded_on(session, who.number)]
        if untouched and not self._has_begun:
            self._result.removed = self._act(Remove(tuple(untouched), reason=_REASON))
        for who in unlisted:
            if who.number not in untouched:
                why = "et quelque chose est noté sur lui : il reste"
            elif self._has_begun:
                why = f"mais quelqu'un a déjà rejoint : il reste (vigie do {session.number} remove {who.number})"
            else:
                continue
            self._note(f"n° {who.number} : n'est plus sur la liste, {why}")

    def _tell_who(self, gone: Sequence[Situation], came: Sequence[Situation]) -> None:
        """Name who went and who came, and who of them may be one person."""
        session = self._journal.session
        left = [who for who in gone if who.number not in session.candidates]
        for what, people in (("retirés", left), ("ajoutés", came)):
            if people:
                many = what if len(people) > 1 else what.removesuffix("s")
                self._note(f"{many} : {listed([_named(who) for who in people])}")
        for before, after in pairs(gone, came):
            alike = f"n° {after.number} {after.full_name} ressemble au n° {before.number} {before.full_name}"
            if before.number not in session.candidates:
                self._note(f"{alike}, qui n'est plus là : si c'est la même personne, rien à faire ; sinon, vérifiez")
                continue
            self._note(
                f"{alike}, qui n'est plus sur la liste et reste : si c'est la même personne, corrigez le "
                f"n° {before.number} (vigie do {session.number} correct {before.number}) et ôtez le n° {after.number} "
                f"(vigie do {session.number} remove {after.number})"
            )

    def _correct(self, who: Situation, one: ListedCandidate) -> None:
        session = self._journal.session
        wanted, seat, told = self._asked(who, one)
        if not told:
            return
        if self._has_begun:
            whose = "a déjà rejoint, et " if who.has_joined else "quelqu'un a déjà rejoint, et "
            self._note(
                f"n° {who.number} : {whose}la liste dit autre chose, qui n'est pas repris : {', '.join(told)} "
                f"(vigie do {session.number} correct {who.number})"
            )
            return
        done = self._act(wanted) if wanted is not None else 0
        done += self._act(ChangeSeat(who.number, seat)) if seat else 0
        if done:
            self._result.corrected += 1
            self._note(f"n° {who.number} : corrigé : {', '.join(told)}")

    def _asked(self, who: Situation, one: ListedCandidate) -> _Asked:
        """What a row asks to be changed of somebody who is there."""
        correction, told = _changes(self._journal.session, who, one)
        seat = one.seat if one.seat not in ("", who.planned_seat, who.seat) else ""
        if seat:
            told.append(f"place {quoted(who.seat)} → {quoted(seat)}")
        return _Asked(correction, seat, told)


class _Asked(NamedTuple):
    """What a row asks to be changed of one candidate."""

    correction: Correct | None
    seat: str
    """Empty: the one they have."""
    told: list[str]
    """Each change, in words."""


def _changes(session: Session, who: Situation, one: ListedCandidate) -> tuple[Correct | None, list[str]]:
    """The correction that a row asks for, and its words. What a row leaves empty is not taken back."""
    told: list[str] = []
    identity = _merged(who.identity, one.identity)
    told += [
        f"{label} {quoted(before)} → {quoted(after)}"
        for name, label in FIELDS.items()
        if (before := getattr(who.identity, name)) != (after := getattr(identity, name))
    ]
    before = session.certification_of(who)
    certification = one.certification or (session.certification if one.is_certification_said else before)
    if certification != before:
        told.append(f"certification {before} → {certification}")
    extra_time = one.extra_time if one.is_extra_time_said else who.extra_time
    if extra_time != who.extra_time:
        told.append("temps majoré {} → {}".format(*who.extra_time.changed_to(extra_time)))
    class_name = one.class_name or who.class_name
    if class_name != who.class_name:
        told.append(f"classe {quoted(who.class_name)} → {quoted(class_name)}")
    if not told:
        return None, told
    return (
        Correct(
            who.number,
            identity=identity if identity != who.identity else None,
            certification=certification if certification != before else None,
            extra_time=extra_time if extra_time != who.extra_time else None,
            class_name=class_name if class_name != who.class_name else None,
            reason=_REASON,
        ),
        told,
    )


def _merged(old: Identity, new: Identity) -> Identity:
    given = {name: value for name in Identity.model_fields if (value := getattr(new, name))}
    return old.model_copy(update=given)


def _named(who: Situation) -> str:
    return f"n° {who.number} {who.full_name}"


def _is_recorded_on(session: Session, number: int) -> bool:
    """Whether anything stands on them besides what lists say."""
    return any(not isinstance(e.event, _OF_THE_LIST) and not session.is_reverted(e) for e in session.story_of(number))


def _session_differences(session: Session, planned: Planned) -> Iterator[str]:
    """What the list says otherwise of the session itself: it is told and left as it is."""
    listed = planned.listed
    pairs = (
        ("date", f"{session.date:%d/%m/%Y}", f"{listed.date:%d/%m/%Y}" if listed.date else ""),
        ("heure", session.start, f"{listed.start:%H:%M}" if listed.start else ""),
        ("site", session.site, listed.site),
        ("salle", session.room, listed.room),
        ("surveillants", " et ".join(session.surveillants), " et ".join(listed.surveillants)),
    )
    for what, held, said in pairs:
        if said and said != held:
            yield f"{what} : la liste dit « {said} », la session garde « {held} »"
