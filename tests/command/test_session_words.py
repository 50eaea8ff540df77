"""`vigie do` on the session itself: its facts, who supervises, the room, the access code, shifts, undo."""

from datetime import UTC, datetime

import pytest

from data.archive import Archive
from supervisor.action import Context, NoticeClockJump
from tests.command.command import Vigie


def told(room: Vigie, *words: str, **how: str) -> list[str]:
    return room.done(*words, **how).lines


# Facts and people ------------------------------------------------------------------------------------


def test_the_session_is_corrected(room: Vigie) -> None:
    """Day, hour and place after the import; the answer tells old and new."""
    line = told(room, "session", "--date", "23/11/2026", "--start", "10h30", "--room", "B13")[0]
    assert line == (
        "Session 208 : session corrigée : jour « 22/11/2026 » → « 23/11/2026 », heure « 09:00 » → « 10:30 », "
        "salle « Salle 12 » → « B13 » (09:00:00)"
    )
    session = room.status()["session"]
    assert (session["date"], session["start"], session["room"]) == ("2026-11-23", "10:30", "B13")
    room.done("undo")
    assert room.status()["session"]["room"] == "Salle 12"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "dites ce qui est à corriger"),
        (["--date", "hier"], "--date : "),
        (["--date", "2031-02-30"], "--date : "),
        (["--start", "25:00"], "--start : "),
        (["--surveillant", "A", "--surveillant", "B"], "1 surveillant est noté"),
    ],
)
def test_a_correction_that_cannot_be_read(words: list[str], complaint: str, room: Vigie) -> None:
    """Exit 2, and which one it is."""
    answer = room.do("session", *words)
    assert answer.code == 2
    assert answer.complaint.startswith(complaint)


def test_a_correction_that_changes_nothing(room: Vigie) -> None:
    """It is refused rather than recorded."""
    answer = room.do("session", "--room", "Salle 12")
    assert (answer.code, answer.complaint) == (1, "rien à corriger : la session le dit déjà")


def test_who_supervises(room: Vigie) -> None:
    """A relève replaces, `--also` adds, `--leaves` takes away."""
    assert told(room, "surveillant", "Anne Roux", "--also")[0].startswith("Session 208 : vient aussi surveiller")
    assert room.status()["session"]["present_surveillants"] == ["Paul Durand", "Anne Roux"]
    room.done("surveillant", "Léo Petit", author="Anne Roux")
    assert room.status()["session"]["present_surveillants"] == ["Paul Durand", "Léo Petit"]
    room.done("surveillant", "Léo Petit", "--leaves")
    assert room.status()["session"]["surveillants"] == ["Paul Durand", "Anne Roux", "Léo Petit"]
    assert room.do("surveillant", "Léo Petit", "--leaves").code == 1
    assert room.do("surveillant", "Léo Petit", "--leaves", "--also").code == 2


# The room, trainings, the access code ---------------------------------------------------------------


def test_the_room(room: Vigie) -> None:
    """Points by their rank or name, told by their text; alone it lists them all."""
    assert told(room, "room", "aisles", "ok") == [
        "Session 208 : On peut passer derrière chaque candidat : vérifié (09:00:00)"
    ]
    assert told(room, "room", "2", "lacks", "aucun")[0].endswith(": à revoir (aucun) (09:00:00)")
    listed = told(room, "room")
    assert listed[1].endswith("Un ordinateur de secours pour 20 candidats : à revoir (aucun), 09:00, Paul Durand")
    assert listed[0].endswith(": à voir")
    assert "vérifié" in listed[2]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["couloir", "ok"], "ce point n'est pas dans la check-list ; ses points : seats, spare"),
        (["99", "ok"], "ce point n'est pas dans la check-list"),
        (["aisles"], "dites ce qu'il en est"),
        (["aisles", "bien"], "ok|lacks : écrivez ok ou lacks"),
        (["aisles", "lacks"], "dites ce qui manque"),
        (["aisles", "ok", "propre"], "une remarque dit ce qui manque"),
    ],
)
def test_a_point_that_is_not_understood(words: list[str], complaint: str, room: Vigie) -> None:
    """Exit 2, and what may be said."""
    answer = room.do("room", *words)
    assert answer.code == 2
    assert answer.complaint.startswith(complaint)


def test_a_training(room: Vigie) -> None:
    """Who, by whom; today unless it is said."""
    assert told(room, "training", "Anne Roux", "--by", "Paul Durand", "--on", "12/11/2026") == [
        "Session 208 : Anne Roux a été formé par Paul Durand le 12/11/2026 (09:00:00)"
    ]
    assert "le 22/11/2026" in told(room, "training", "Léo Petit", "--by", "Paul Durand")[0]
    assert room.do("training", "Anne Roux").complaint.endswith('(--by "…")')
    assert room.do("training", "Anne Roux", "--by", "X", "--on", "2026-11-23").code == 1


def test_the_access_code_is_read_on_stdin(room: Vigie) -> None:
    """It stands in no history of a shell; a wrong one is not quoted back."""
    answer = room.done("access-code", "-", stdin="ghjk 34\n")
    assert answer.lines == ["Session 208 : code d'accès reçu (09:00:00)"]
    assert "GHJK34" not in answer.out
    for wrong in ("ABC", "", "GHJK345"):
        answer = room.do("access-code", "-", stdin=wrong)
        assert (answer.code, answer.out) == (2, "")
        assert answer.complaint.startswith("un code d'accès a 4 lettres")
        assert not wrong or wrong not in answer.err
    assert room.do("access-code", "GHJK34").code == 2
    assert "GHJK34" not in room.do("access-code", "GHJK34").err
    assert room.do("access-code", "-", stdin="GHJK34").code == 1


# Time ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["1", "jusqu'à 11:40"],
        ["1", "jusqu’à 11:40"],
        ["1", "jusqu'à", "11:40"],
        ["1", "until", "11:40"],
        ["1", "11h40"],
        ["le", "goff", "until 11:40"],
    ],
)
def test_time_until_an_hour(words: list[str], room: Vigie) -> None:
    """As the board reads it, with or without quotes."""
    room.run_until_started(1)
    assert told(room, "time", *words, "--reason", "panne")[0].endswith(", fin 11:40")


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ("10", "donné ou retiré ? écrivez +10 ou -10"),
        ("10 min", "donné ou retiré ? écrivez +10 ou -10"),
        ("1/3", "donné ou retiré ? écrivez +1/3 ou -1/3"),
        ("25:00", "« 25:00 » n'est pas une heure"),
        ("dix", "le temps s'écrit +10, -5, +1/3, -1/3 ou « jusqu'à 11:40 »"),
    ],
)
def test_a_time_says_what_it_lacks(value: str, complaint: str, room: Vigie) -> None:
    """Exit 2: an unsigned number may be meant to give or to take."""
    answer = room.do("time", "1", value, "--reason", "panne")
    assert (answer.code, answer.complaint) == (2, complaint)


def test_until_an_hour_that_comes_twice_or_never(vigie: Vigie) -> None:
    """In the night in which the hour changes: the one nearest to his end, and none that is skipped."""
    vigie.clock.instant = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 02:45, in summer time
    vigie.create()
    vigie.done("start", "3", "--at", "2026-10-25T00:30:00+02:00")  # until 02:15 in summer time
    vigie.done("time", "3", "+60", "--reason", "panne")  # 02:15 in winter time
    assert vigie.candidate(3)["ends_at"] == "2026-10-25T01:15:00Z"
    vigie.done("time", "3", "jusqu'à 02:40", "--reason", "panne")
    assert vigie.candidate(3)["ends_at"] == "2026-10-25T01:40:00Z"
    vigie.clock.instant = datetime(2027, 3, 28, 0, 45, tzinfo=UTC)  # 01:45, in winter time
    vigie.done("start", "4")
    skipped = vigie.do("time", "4", "jusqu'à 02:30", "--reason", "panne")
    assert (skipped.code, skipped.complaint) == (2, "02:30 n'existe pas ce jour-là : l'heure d'été commence")


def test_a_time_without_an_hour_after_until(room: Vigie) -> None:
    """« until +10 » is neither."""
    assert room.do("time", "1", "until", "+10", "--reason", "panne").code == 2


def test_a_very_long_time_is_confirmed(room: Vigie) -> None:
    """900 typed for 90: refused once, with the end it would lead to and its day."""
    room.run_until_started(3)
    answer = room.do("time", "3", "+900", "--reason", "panne")
    assert answer.code == 1
    assert answer.complaint == (
        "n° 3 : +900 min, c'est plus de 3 h : nouvelle fin le 23/11 à 01:45 (--force pour le faire quand même)"
    )
    line = told(room, "time", "3", "+900", "--reason", "panne", "--force")[0]
    assert line.endswith(", fin le 23/11 à 01:45")
    assert "dernière fin le 23/11 à 01:45" in room("status", "208").lines


def test_a_shift_after_a_clock_jump(room: Vigie) -> None:
    """What Vigie noticed, or so many seconds; with a reason."""
    assert room.do("shift", "--reason", "heure réglée").complaint.startswith("aucun saut d'horloge n'attend de réponse")
    room.run_until_started(3, 4)
    room.clock.pass_by(minutes=10)
    Archive(room.store).journal("208").act(NoticeClockJump(600), Context(room.clock.now(), "Paul Durand", "poste-12"))
    assert room.do("shift").complaint.endswith('(--reason "…")')
    answer = room.done("shift", "--reason", "heure réglée")
    assert len([line for line in answer.lines if "début corrigé" in line]) == 2
    assert answer.lines[0].endswith(", fin 10:55")
    assert told(room, "shift", "-300", "--for", "3", "--reason", "trop")[0].endswith(", fin 10:50")
    assert room.do("shift", "300", "--reason", "trop").code == 2


def test_the_end_of_an_outage_resumes_all_but_those_away(room: Vigie) -> None:
    """As the board does: `--resume`, and `--away` for those not back yet."""
    room.run_until_started(1, 2, 3)
    room.done("global", "begin", "panne")
    room.done("interrupt", "1-3")
    room.clock.pass_by(minutes=10)
    assert room.do("global", "end", "--away", "3").code == 2
    assert room.do("global", "begin", "autre", "--resume").code == 2
    room.done("global", "end", "--resume", "--away", "3")
    assert [room.candidate(n)["status"] for n in (1, 2, 3)] == ["started", "started", "interrupted"]


def test_a_remark_on_many_is_one_line(room: Vigie) -> None:
    """More than three with the same remark: once, with their numbers as they are typed."""
    lines = told(room, "start", "1,2,4-6")
    assert "à noter, n° 1-2,4-6 : démarré sans contrôle d'identité" in lines
    assert len([line for line in lines if "contrôle d'identité" in line]) == 1
    room.done("undo")
    assert "à noter, n° 3 : démarré sans contrôle d'identité" in told(room, "start", "1-3")


# Undo ------------------------------------------------------------------------------------------------


def test_a_bare_number_after_undo(room: Vigie) -> None:
    """It may mean a candidate or an event: what to type is answered."""
    room.done("sign", "3")
    answer = room.do("undo", "3")
    assert (answer.code, answer.complaint) == (2, "pour annuler l'événement n° 3, écrivez : undo --event 3")
    assert room.do("undo", "goff").code == 2
    assert room.candidate(3)["signed"]


def test_after_the_close_undo_says_so_first(room: Vigie) -> None:
    """Neither a reason nor a number is asked for in vain."""
    room.done("sign", "3")
    room.done("close", "--force")
    room.clock.pass_by(minutes=5)
    for words in (["undo"], ["undo", "3"], ["undo", "--event", "9"]):
        answer = room.do(*words)
        assert answer.code == 1
        assert answer.complaint == "la session est close depuis 09:00 : rouvrez-la d'abord (reopen)"


def test_undo_says_the_end_that_is_back(room: Vigie) -> None:
    """One line a candidate."""
    room.run_until_started(3)
    room.done("time", "3", "+10", "--reason", "panne")
    assert told(room, "undo")[-1] == "à noter, n° 3 : fin de nouveau 10:45"
