"""The script of the rehearsal: what happens in the room, in the order it is told (`supervisor.rehearsal`).

The candidates are those of `data.demo`, by their numbers; their names come from the session. Hints name the keys
as they come by default; `Cue.command` says which command is meant, whatever its key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from supervisor.action import (
    Action,
    AdjustTime,
    ChangeSeat,
    CheckIdentity,
    CloseAlert,
    Finish,
    Interrupt,
    Mark,
    RecordIncident,
    Resume,
    StopTest,
)  # fmt: skip
from supervisor.deciding import joined_numbers
from supervisor.reference import Code, Reference
from supervisor.rehearsal import Cue, Fact, opening
from supervisor.session import Phase, Session
from supervisor.situation import AWAITED, PRESENT, RUNNING, STOPPED, Situation, Status

SPARE_SEAT = "C05"
"""The spare computer: one for 20 (DOMAIN.md section 8)."""
ABSENT, LATE, UNSIGNED, WITHOUT_DOCUMENT, LAST = 8, 5, 16, 15, 10
TROUBLED, CRASHED, SHORT_OF_TIME, LEAVING, IN_OVERTIME = 11, 14, 6, 17, 18
"""Numbers of the candidates to whom the troubles of the script happen."""
TAUGHT = (11, 1)
"""Those whose welcome is left to the learner."""
AT_THE_DOOR = (4, 17, 9, 20, 2, 13, 6, 19, 3, 10, 12, 18, 7, 16, 14)
"""The others who come in time, in the order they come."""
FINISHES = {
    4: 84, 3: 87, 13: 89, 9: 91, 7: 93, 12: 95, 1: 96, 19: 98, 11: 99, 15: 100, 6: 101, 5: 101, 16: 102, 14: 104,
    2: 119, 20: 126, 10: 131,
}  # fmt: skip
"""Minutes from each one's own start to their end screen; the last three have a temps majoré."""
AFTER_ALL = timedelta(minutes=165)
"""So long after their start nobody answers any more, whatever was recorded of them."""
SOON = 0.5
"""Minutes before something ordinary happens by itself."""

Holds = Callable[[Session, Situation], bool]
"""Something that holds of a candidate."""


def _always(_session: Session, _who: Situation) -> bool:
    return True


def _has_started(_session: Session, who: Situation) -> bool:
    return who.started_at is not None


def _is_running(_session: Session, who: Situation) -> bool:
    return who.status in RUNNING


def _is_in(*statuses: Status) -> Holds:
    return lambda _session, who: who.status in statuses


def _reported(*codes: Code) -> Holds:
    """An incident of theirs has one of these codes."""
    names = {code.code for code in codes}
    return lambda session, who: any(i.code in names for i in session.incidents_of(who.number))


def _when(number: int, instant: Callable[[Situation], datetime | None]) -> Fact:
    """An instant of the candidate's own: when their test started, when they joined."""
    return lambda session: instant(session.candidates[number])


def _start_of(number: int) -> Fact:
    return _when(number, lambda who: who.started_at)


def _interruption_of(number: int) -> Fact:
    return _when(number, lambda who: who.interruptions[0].begin if who.interruptions else None)


def _alert_of(number: int) -> Fact:
    return lambda session: min((alert.at for alert in session.open_alerts_of(number)), default=None)


def _work_begins(session: Session) -> datetime | None:
    """The first start; where nobody starts, 40 minutes after the opening."""
    began = opening(session)
    return session.first_start or (began + timedelta(minutes=40) if began is not None else None)


def _minutes(minutes: float) -> timedelta:
    """So many minutes of session time, to the second."""
    return timedelta(seconds=round(60 * minutes))


def _cue(
    number: int,
    name: str,
    text: str,
    keys: tuple[str, str],
    action: Action | Callable[[Session, datetime], Action | None],
    done: Holds,
    *,
    since: Fact = opening,
    after: float = 0,
    when: Holds = _always,
    patience: float = 2,
    is_lesson: bool = True,
) -> Cue:
    """A cue about one candidate; `keys` are the command and the keys of its hint."""
    command, hint = keys
    return Cue(
        id=f"{name}-{number}", number=number, text=text, command=command, hint=hint,
        since=since, after=_minutes(after), patience=_minutes(patience), is_lesson=is_lesson,
        when=lambda session, _now: when(session, session.candidates[number]),
        done=lambda session: done(session, session.candidates[number]),
        action=action if callable(action) else lambda _session, _now: action,
    )  # fmt: skip


# Welcome ----------------------------------------------------------------------------------------------


def _identity(number: int, after: float, *, is_lesson: bool, since: Fact = opening, text: str = "") -> Cue:
    text = text or "{who} arrive, pièce d'identité en main."
    return _cue(
        number, "identity", text, ("identity", "i"), CheckIdentity(number), lambda _, who: who.checked is not None,
        since=since, after=after, patience=2 if is_lesson else SOON, is_lesson=is_lesson,
    )  # fmt: skip


def _without_document(number: int, after: float) -> Cue:
    return _cue(
        number, "identity", "{who}, sans pièce : Mme Roy (CPE) atteste.",
        ("identity", "i puis s"), CheckIdentity(number, "Mme Roy, CPE"), lambda _, who: who.checked is not None,
        after=after, patience=3,
    )  # fmt: skip


def _seated(number: int, *, is_lesson: bool = False) -> Iterator[Cue]:
    """From the door to their machine: the sheet, Pix, the Espace surveillant."""
    checked = _when(number, lambda who: who.checked.at if who.checked else None)
    patience = 2 if is_lesson else SOON
    if number != UNSIGNED:
        yield _cue(
            number, "sign", "{who} signe la feuille d'émargement.", ("sign", "e"), Mark("sign", (number,)),
            lambda _, who: who.signed_at is not None,
            since=checked, after=0.2, patience=patience, is_lesson=is_lesson,
        )  # fmt: skip
    yield _cue(
        number, "join", "{who} a rejoint la session dans Pix.", ("join", "r"),
        Mark("join", (number,)), lambda _, who: who.joined_at is not None,
        since=checked, after=1.5, when=_is_in(Status.EXPECTED), patience=patience, is_lesson=is_lesson,
    )  # fmt: skip
    yield _cue(
        number, "presence", "{who} : présence confirmée dans Pix.", ("presence", "y"),
        Mark("presence", (number,)), lambda _, who: who.presence_at is not None,
        since=_when(number, lambda who: who.joined_at), after=1, when=_is_in(Status.JOINED),
        patience=patience, is_lesson=is_lesson,
    )  # fmt: skip


def _welcome() -> Iterator[Cue]:
    yield Cue(
        id="opening", patience=_minutes(1), is_lesson=True,
        text="Ici parle la salle. À vous de noter ; le reste se note seul.",
    )  # fmt: skip
    for rank, number in enumerate(TAUGHT):
        yield _identity(number, 1 + rank, is_lesson=True)
        yield from _seated(number, is_lesson=True)
    for rank, number in enumerate(AT_THE_DOOR):
        yield _identity(number, 3 + rank / 2, is_lesson=False)
        yield from _seated(number)
    yield _without_document(WITHOUT_DOCUMENT, 8)
    yield from _seated(WITHOUT_DOCUMENT)
    yield Cue(
        id="instructions", after=_minutes(16), patience=_minutes(2), is_lesson=True, command="instructions", hint="g",
        text="Tous sont assis : lisez les consignes et le code d'accès.",
    )  # fmt: skip


# The tests begin --------------------------------------------------------------------------------------


def _start(number: int, after: float, since: Fact = opening) -> Cue:
    return _cue(
        number, "start", "{who} voit sa première question.", ("start", "d"),
        Mark("start", (number,)), _has_started,
        since=since, after=after, when=lambda _, who: who.status in AWAITED,
    )  # fmt: skip


def _start_joined(session: Session, _now: datetime) -> Action | None:
    numbers = joined_numbers(session)
    return Mark("start", numbers) if numbers else None


def _starts(reference: Reference) -> Iterator[Cue]:
    for number in TAUGHT:
        yield _start(number, 18.5)
    # Its patience also starts whoever joins later and is left waiting.
    yield Cue(
        id="start-everybody", since=_work_begins, after=_minutes(0.7), patience=_minutes(5), is_lesson=True,
        command="start_all", hint="D puis Entrée", text="Tous les autres voient leur première question.",
        done=lambda session: not joined_numbers(session), action=_start_joined,
    )  # fmt: skip
    yield _cue(
        ABSENT, "absent", "La place de {who} est restée vide.", ("absent", "a"), Mark("absent", (ABSENT,)),
        lambda _, who: who.status is not Status.EXPECTED, since=_work_begins, after=8,
    )  # fmt: skip
    yield _identity(LATE, 12, is_lesson=True, since=_work_begins, text="On frappe : {who} arrive en retard.")
    yield from _seated(LATE)
    yield _start(LATE, 2, _when(LATE, lambda who: who.joined_at))
    if (code := reference.code_meaning("candidate")) is not None:
        yield _cue(
            LATE, "late", "{who} travaille : signalez son retard.", ("incident", f"s puis {code.code.lower()}"),
            RecordIncident(code.code, (LATE,), text="Arrivé en retard"), _reported(code),
            since=_start_of(LATE), after=1, when=lambda _, who: who.status in PRESENT, patience=3,
        )  # fmt: skip


# Troubles ---------------------------------------------------------------------------------------------


def _validated(session: Session, _now: datetime) -> Action | None:
    alerts = session.open_alerts_of(TROUBLED)
    return CloseAlert(TROUBLED, "validated", alerts[0].question) if alerts else None


def _troubles(reference: Reference) -> Iterator[Cue]:
    alert = next((code for code in reference.codes if "simulateur" in code.words), None)
    if alert is not None:
        yield _cue(
            TROUBLED, "alert", "{who} : question 12, pas de simulateur.",
            ("incident", f"s puis {alert.code.lower()} 12"), RecordIncident(alert.code, (TROUBLED,), 12),
            _reported(*(other for other in reference.codes if other.live)),
            since=_start_of(TROUBLED), after=28, when=_is_running, patience=3,
        )  # fmt: skip
    yield _cue(
        TROUBLED, "answer", "Alerte de {who} : validée dans Pix.", ("alert", "v"),
        _validated, lambda session, who: not session.open_alerts_of(who.number),
        since=_alert_of(TROUBLED), after=1, patience=3,
    )  # fmt: skip
    yield _cue(
        CRASHED, "crash", "{who} : son ordinateur s'est éteint.", ("hold", "b"),
        Interrupt((CRASHED,), "technical"), lambda _, who: bool(who.interruptions),
        since=_start_of(CRASHED), after=40, when=_is_in(Status.STARTED, Status.INTERRUPTED),
    )  # fmt: skip
    if (code := reference.code_meaning("technical")) is not None:
        text = "L'ordinateur est tombé en panne ; le test a repris sur un autre poste"
        yield _cue(
            CRASHED, "breakdown", "{who} : le poste reste mort, signalez-le.",
            ("incident", f"s puis {code.code.lower()}"), RecordIncident(code.code, (CRASHED,), text=text),
            _reported(code), since=_interruption_of(CRASHED), after=0.5, patience=3,
        )  # fmt: skip
    yield _cue(
        CRASHED, "move", f"{{who}} passe au poste de secours, {SPARE_SEAT}.", ("menu", "m puis p"),
        ChangeSeat(CRASHED, SPARE_SEAT), lambda _, who: who.seat != who.planned_seat,
        since=_interruption_of(CRASHED), after=2, when=_is_running, patience=3,
    )  # fmt: skip
    yield _cue(
        CRASHED, "resume", "{who} rouvre son test : reprise autorisée.",
        ("hold", "b"), Resume((CRASHED,), "measured"), lambda _, who: who.status is not Status.INTERRUPTED,
        since=_interruption_of(CRASHED), after=4, patience=3,
    )  # fmt: skip
    yield _cue(
        SHORT_OF_TIME, "time", "{who} : 5 min sans casque, à lui rendre.",
        ("time", "t puis +5"), AdjustTime((SHORT_OF_TIME,), 5, "5 minutes sans casque"),
        lambda _, who: bool(who.adjustments),
        since=_start_of(SHORT_OF_TIME), after=55, when=_is_running, patience=3,
    )  # fmt: skip
    yield _cue(
        LEAVING, "leaving", "{who} s'en va avant la fin.", ("stop", "F puis a"),
        StopTest((LEAVING,), "withdraw", "candidate"), lambda _, who: who.status in STOPPED,
        since=_start_of(LEAVING), after=70, when=lambda _, who: who.status in RUNNING | STOPPED, patience=3,
    )  # fmt: skip


# The end ----------------------------------------------------------------------------------------------


def _ends() -> Iterator[Cue]:
    for rank, (number, after) in enumerate(FINISHES.items()):
        is_lesson = rank < len(TAUGHT)
        yield _cue(
            number, "finish", "{who} a fini : Pix montre « Terminé ».", ("finish", "f"),
            Finish((number,)), lambda _, who: who.status in STOPPED,
            since=_start_of(number), after=after, patience=2 if is_lesson else SOON, is_lesson=is_lesson,
        )  # fmt: skip
    yield _cue(
        UNSIGNED, "unsigned", "{who} allait sortir sans avoir émargé.", ("sign", "e"),
        Mark("sign", (UNSIGNED,)), lambda _, who: who.signed_at is not None,
        since=_when(UNSIGNED, lambda who: who.stopped_at), after=0.3,
    )  # fmt: skip
    yield Cue(
        id="overtime", number=IN_OVERTIME, since=_start_of(IN_OVERTIME), patience=_minutes(3), is_lesson=True,
        text="{who}, temps dépassé : à terminer dans Pix.",
        command="stop", hint="F puis t",
        when=lambda session, now: session.is_overtime(session.candidates[IN_OVERTIME], now),
        done=lambda session: session.candidates[IN_OVERTIME].status in STOPPED,
        action=lambda _session, _now: StopTest((IN_OVERTIME,), "end", "candidate"),
    )  # fmt: skip
    yield Cue(
        id="extra-time", number=LAST, since=lambda session: session.first_start, after=_minutes(100),
        patience=_minutes(1), is_lesson=True,
        text="Restent les temps majorés : la fin de {who} est dans sa ligne, pas dans Pix.",
        when=lambda session, _now: _only_extra_times_run(session),
    )  # fmt: skip
    # Only where the session went another way than the script: someone started who should not have, or a pause lasts.
    yield Cue(
        id="finish-all", patience=_minutes(2), is_lesson=True, command="finish", hint="f",
        text="Les derniers ont fini : Pix les montre « Terminé ».",
        when=lambda session, now: bool(_long_started(session, now)),
        action=lambda session, now: Finish(_long_started(session, now)),
    )  # fmt: skip
    yield Cue(
        id="close", since=_work_begins, patience=timedelta.max, is_lesson=True, command="close", hint="c",
        text="La salle est vide : à vous de relire, puis de clore.",
        when=lambda session, _now: session.phase is Phase.ENDED,
    )  # fmt: skip


def _only_extra_times_run(session: Session) -> bool:
    running = [who for who in session.candidates.values() if who.is_running]
    return bool(running) and all(who.extra_time for who in running)


def _long_started(session: Session, now: datetime) -> tuple[int, ...]:
    running = (who for who in session.candidates.values() if who.is_running)
    return tuple(who.number for who in running if who.started_at is not None and now - who.started_at >= AFTER_ALL)


def script(reference: Reference) -> tuple[Cue, ...]:
    """A whole session of twenty: from the door to the close, which is left to the learner.

    Args:
        reference: whose codes are typed in it.
    """
    return (*_welcome(), *_starts(reference), *_troubles(reference), *_ends())
