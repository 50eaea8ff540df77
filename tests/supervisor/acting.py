"""Every action there is, as Hypothesis draws them: mostly possible, now and then absurd."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from supervisor import action as act
from supervisor.candidate import EXACT_THIRD, NO_EXTRA_TIME, ExtraTime, Identity
from supervisor.event import EvidenceKept
from supervisor.session import Session
from supervisor.situation import Status
from supervisor.timing import MINUTE
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

MARKS: tuple[act.Simple, ...] = (
    "sign", "join", "start", "absent", "not-certifiable", "pause-begin", "pause-end", "presence",
)  # fmt: skip
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
    st.builds(act.TakeOver, text, st.sampled_from(["", "Mme Roy", "M. Petit"])),
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
annex: st.SearchStrategy[act.Action] = st.one_of(
    st.builds(act.MarkFinalised),
    st.builds(act.TypeLine, st.sampled_from(["1", "2", "comment"]), st.booleans()),
    st.builds(act.NoteCorrection, text, maybe(number)),
    st.builds(act.WriteLateNote, text, maybe(number)),
    st.builds(act.GiveReason, number, reason),
)
"""What is noted behind the seal."""
undo: st.SearchStrategy[act.Action] = st.builds(act.Undo, maybe(event_id), text)

actions: st.SearchStrategy[act.Action] = st.one_of(course, course, course, incidents, time, whole)
"""All but the close and undo, which would leave little else to happen."""


# What fits the state ------------------------------------------------------------------------------------


LIVED: tuple[act.Action, ...] = (
    act.BeginGlobal("panne du réseau"),
    act.BeginGlobal("alarme", (1, 2)),
    act.RecordIncident("E1", (1, 2, 3), 3),
    act.RecordIncident("C7", (1,), text="souris"),
    act.ReportFraud(2, "consultation", "une antisèche"),
    act.Interrupt((1, 2), "technical"),
    act.Mark("pause-begin", (2, 3)),
    act.Finish((3,), end_screen=False),
)
"""What may have befallen a session before the first surprise."""


def waiting(session: Session, words: str) -> dict[str, list[act.Action]]:
    """Answers to what is open in this state, by what they answer.

    Drawn blindly, an answer hardly ever meets the one alert it answers.
    """
    found: dict[str, list[act.Action]] = defaultdict(list)
    for who in session.candidates.values():
        n = who.number
        if who.open_interruption is not None:
            found["interruption"] += [act.Resume((n,), give) for give in ("measured", "none", 3, None)]
        if who.is_paused:
            found["pause"].append(act.Mark("pause-end", (n,)))
        match who.status:
            case Status.FINISHED if not who.end_screen:
                found["end screen"].append(act.SeeEndScreen((n,)))
            case Status.ENDED | Status.WITHDRAWN if who.reason is None:
                found["reason"].append(act.GiveReason(n, "technical"))
        for alert in session.open_alerts_of(n):
            found["alert"] += [act.CloseAlert(n, how, incident=alert.event_id) for how in ("validated", "expired")]
    for report in session.frauds.values():
        found["report"].append(act.ReportFraud(report.number, done=f"saisi {words}", report=report.event_id))
    for outage in session.running_globals:
        runs = tuple(c.number for c in session.candidates.values() if c.is_running and outage.touches(c.number))
        found["outage"] += [act.EndGlobal(outage.event_id, resume=True, away=away) for away in ((), runs[:1])]
    return found


def following(session: Session, words: str) -> dict[str, list[act.Action]]:
    """What may come after what is there: corrections and additions, by what they try."""
    found: dict[str, list[act.Action]] = defaultdict(list)
    unused = len(session.entries)
    for who in session.candidates.values():
        n = who.number
        found["correct"] += [
            act.Correct(n, class_name=f"3e{unused}"),
            act.Correct(n, extra_time=NO_EXTRA_TIME if who.extra_time else EXACT_THIRD),
        ]
        if who.started_at is not None:
            found["correct the start"].append(act.CorrectStart(n, who.started_at - MINUTE, "noté trop tard"))
            found["verdict"].append(act.GiveVerdict(n, "jury", f"parce que {words}"))
        if who.is_running:
            found["shift"].append(act.ShiftStarts(-60, "l'horloge a sauté", (n,)))
            found["alert"].append(act.RecordIncident("E1", (n,), 3, words))
            found["time"].append(act.AdjustTime((n,), 5, words))
            found["trouble"] += [
                act.Interrupt((n,), "technical"),
                act.Mark("pause-begin", (n,)),
                act.BeginGlobal(f"panne {unused}"),
                act.ReportFraud(n, "consultation", words),
            ]
            found["stop"] += [act.Finish((n,), end_screen=False), act.StopTest((n,), "end")]
        if who.status in (Status.ABSENT, Status.NOT_CERTIFIABLE):
            found["turn up"] += [act.Mark("join", (n,)), act.CheckIdentity(n)]
        if who.status is Status.EXPECTED:
            found["remove"] += [act.Remove((n,), words), act.Mark("absent", (n,))]
            found["go on"].append(act.Mark("join", (n,)))
        if who.status is Status.JOINED:
            found["go on"] += [act.Mark(what, (n,)) for what in ("start", "not-certifiable")]
            found["presence"].append(act.Mark("presence", (n,)))
        if who.signed_at is None:
            found["go on"].append(act.Mark("sign", (n,)))
        if who.checked is None or who.checked.attested:
            found["go on"] += [act.CheckIdentity(n), act.CheckIdentity(n, "Mme Leroux, CPE")]
    for incident in session.incidents.values():
        id_ = incident.event_id
        found["retract"].append(act.RetractIncident(id_, f"parce que {words}"))
        found["correct an incident"] += [
            act.CorrectIncident(id_, "faute de frappe", text=f"souris {words}"),
            act.CorrectIncident(id_, "noté trop tard", happened_at=incident.at - MINUTE),
        ]
    somebody = act.NewCandidate(Identity(last_name=f"NOUVEAU {unused}", first_name="Zoé"), seat="3")
    found["list"].append(act.AddCandidates((somebody,)))
    found["renumber"].append(act.Renumber(str(unused)))
    found["list"].append(act.CorrectSession(date=DAY + timedelta(days=unused)))
    found["relieve"] += [act.TakeOver(f"M. {unused}"), act.ChangeCover(f"Mme {unused}", arrives=True)]
    found["note"] += [act.WriteNote(words), act.WriteComment(f"{words} {unused}"), act.RecordDerogation(words)]
    found["room"] += [
        act.CheckRoomPoint("seats", ok=False, remark=words),
        act.ChangeSeat(min(session.candidates, default=1), str(unused)),
        act.ChangeZone(tuple(session.candidates), f"fond {unused}"),
    ]
    found["prepare"] += [act.RecordTraining(f"M. {unused}", "Mme Roy", DAY), act.GiveAccessCode(f"BCDF{unused}")]
    found["leave"] += [act.ChangeCover(name, arrives=False) for name in session.present_surveillants]
    found["box"] += [act.TickBox("could_not_join", ticked) for ticked in (True, False)]
    found["clock"].append(act.NoticeClockJump(3600 + 60 * unused))
    found["undo"] += [act.Undo(event, words) for event in (None, unused, unused // 2)]
    return {rule: fitting for rule, fitting in found.items() if fitting}
