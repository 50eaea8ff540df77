"""Every action there is, as Hypothesis draws them: mostly possible, now and then absurd."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from supervisor import action as act
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime, Identity
from supervisor.event import EvidenceKept
from tests.supervisor.support import DAY, NAMES, local

T = TypeVar("T")


def maybe(values: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """One of these values, or nothing."""
    return st.one_of(st.none(), values)


number = st.integers(1, 6)
"""Five candidates are there at the beginning; the sixth is there once he was added."""
numbers = st.one_of(number.map(lambda n: (n,)), st.lists(number, max_size=4).map(tuple))
text = st.one_of(
    st.sampled_from(
        ["panne", "erreur de ligne", "Élodie est sortie", "l’écran « figé »", "", " \u200b", "e\u200b\u0301"]
    ),
    st.text("aéŒ’ \u200b\u0301\n\x1b%«北", max_size=12),
)
said = text.map(lambda t: f"parce que {t}")
extra_time = st.sampled_from([NO_EXTRA_TIME, ExtraTime(percent=33), EXACT_THIRD, ExtraTime(percent=120)])
certification = st.sampled_from([None, "CORE", "DROIT", "EDU", "INCONNUE"])
reason = st.sampled_from(["candidate", "technical"])
cause = st.sampled_from(["candidate", "technical", ""])
give: st.SearchStrategy[act.GiveBack] = st.one_of(st.sampled_from(["measured", "none"]), st.integers(0, 15))
identity = st.builds(
    Identity,
    last_name=st.sampled_from([last for last, _, _ in NAMES] + ["LE GOFF", "ŒUVRARD", "北島"]),
    first_name=st.sampled_from(["Anaïs", "Bo", "Çelik"]),
    birth_date=maybe(st.dates(date(2008, 1, 1), date(2011, 12, 31))),
    birth_city=text,
    local_id=text,
)
newcomer = st.builds(act.NewCandidate, identity, certification, extra_time, text, text)
event_id = st.integers(1, 60)
hour = st.integers(0, 150).map(lambda m: local(f"{8 + m // 60:02d}:{m % 60:02d}"))

MARKS = ("sign", "join", "start", "absent", "not-certifiable", "pause-begin", "pause-end", "presence")
course: st.SearchStrategy[act.Action] = st.one_of(
    st.builds(act.Mark, st.sampled_from(MARKS), numbers),
    st.builds(act.Mark, st.sampled_from(("join", "start")), numbers),
    st.builds(act.CheckIdentity, number, maybe(text)),
    st.builds(act.Interrupt, numbers, cause),
    st.builds(act.Resume, numbers, maybe(give)),
    st.builds(act.Finish, numbers, st.booleans()),
    st.builds(act.StopTest, numbers, st.sampled_from(["end", "withdraw"]), maybe(reason)),
    st.builds(act.GiveReason, number, reason),
    st.builds(act.ChangeSeat, number, text),
    st.builds(act.ChangeZone, numbers, text),
)
question = st.sampled_from([None, 0, 3, 4])
one_of_few = maybe(st.integers(1, 6))
photo = st.builds(
    EvidenceKept, name=text, sha256=st.sampled_from(["ab" * 32, "cd" * 32]), size=st.integers(0, 9),
    taken_at=maybe(hour), kept_as=st.just("ab" * 32),
)  # fmt: skip
witnesses = st.lists(text, max_size=2).map(tuple)
photos = st.lists(photo, max_size=2).map(tuple)
kind_of_fraud = st.sampled_from(["communication", "consultation", "usurpation"])
minutes_each = st.dictionaries(number, st.integers(0, 15), max_size=2)
incidents: st.SearchStrategy[act.Action] = st.one_of(
    st.builds(act.RecordIncident, st.sampled_from(["E1", "e10", "C7", "C6", "C1", "Z9"]), numbers, question, text),
    st.builds(act.RecordIncident, st.sampled_from(["E1", "E12"]), numbers, st.integers(1, 6)),
    st.builds(act.RetractIncident, event_id, text),
    st.builds(
        act.CorrectIncident,
        event_id,
        said,
        maybe(st.sampled_from(["E1", "e12", "C7", "Z9"])),
        one_of_few,
        maybe(text),
        maybe(hour),
    ),
    st.builds(act.CloseAlert, number, st.sampled_from(["validated", "refused", "expired"]), one_of_few),
    st.builds(act.ReportFraud, number, kind_of_fraud, text, text, witnesses, photos),
    st.builds(
        act.ReportFraud,
        number,
        maybe(kind_of_fraud),
        maybe(text),
        maybe(text),
        maybe(witnesses),
        photos,
        event_id,
        maybe(st.booleans()),
    ),
    st.builds(act.BeginGlobal, text, maybe(numbers), st.sampled_from(["centre", "other", ""])),
    st.builds(act.EndGlobal, maybe(event_id), give, minutes_each),
    st.builds(act.EndGlobal),
    st.builds(act.EndGlobal, give=give, resume=st.booleans(), away=numbers),
    st.builds(act.EndGlobal, resume=st.booleans(), away=numbers),
    st.builds(act.EndGlobal, resume=st.just(True), give=give),
)
time: st.SearchStrategy[act.Action] = st.one_of(
    st.builds(act.AdjustTime, numbers, st.integers(-120, 60), said, force=st.booleans()),
    st.builds(act.AdjustTime, numbers, st.integers(1, 30), said, source=event_id),
    st.builds(act.AdjustTime, numbers, reason=said, thirds=st.sampled_from([-1, 1])),
    st.builds(act.AdjustTime, numbers, reason=text, until=hour),
    st.builds(act.CorrectStart, number, hour, text),
    st.builds(act.ShiftStarts, st.integers(-7200, 7200), text, numbers),
    st.builds(act.ShiftStarts, st.integers(-600, 600), text, numbers),
    st.builds(act.ShiftStarts, st.integers(-600, 60), said),
)
whole: st.SearchStrategy[act.Action] = st.one_of(
    st.builds(act.WriteNote, text, maybe(number)),
    st.builds(act.TakeOver, text),
    st.builds(act.ChangeCover, st.sampled_from(["Mme Roy", "M. Petit", ""]), st.booleans()),
    st.builds(act.CorrectSession, start=maybe(st.sampled_from(["09:00", "10:30", "9h"])), room=maybe(text)),
    st.builds(act.CorrectSession, surveillants=maybe(st.lists(text, max_size=2).map(tuple)), observations=maybe(text)),
    st.builds(act.RecordDerogation, text),
    st.builds(act.AddCandidates, st.lists(newcomer, max_size=2).map(tuple)),
    st.builds(act.Correct, number, maybe(identity), certification, maybe(extra_time), maybe(text), text),
    st.builds(act.Remove, numbers, text),
    st.builds(act.Renumber, st.sampled_from(["208", "209", "p2", "", "12 3"])),
    st.builds(act.GiveAccessCode, st.sampled_from(["BCDF23", "GHJK34"])),
    st.builds(act.CheckRoomPoint, st.sampled_from(["seats", "spare"]), st.booleans(), text),
    st.builds(act.RecordTraining, text, text, st.just(DAY)),
    st.builds(act.NoticeClockJump, st.integers(-7200, 7200)),
    st.builds(act.GiveVerdict, number, st.sampled_from(["nothing", "jury", "fraud"]), text),
    st.builds(act.SeeEndScreen, numbers),
    st.builds(act.WriteComment, text),
    st.builds(act.TickBox, st.sampled_from(["extra_time_given", "could_not_join"]), st.booleans()),
)  # fmt: skip
closing: st.SearchStrategy[act.Action] = st.one_of(
    st.builds(act.CloseSession, st.booleans()),
    st.builds(act.Reopen, text),
    st.builds(act.MarkFinalised),
    st.builds(act.TypeLine, st.sampled_from(["1", "2", "comment"]), st.booleans()),
    st.builds(act.NoteCorrection, text, maybe(number)),
    st.builds(act.GiveReason, number, st.sampled_from(["candidate", "technical"])),
)
undo: st.SearchStrategy[act.Action] = st.builds(act.Undo, maybe(event_id), text)

actions: st.SearchStrategy[act.Action] = st.one_of(course, course, course, incidents, time, whole)
"""All but the close and undo, which would leave little else to happen."""
