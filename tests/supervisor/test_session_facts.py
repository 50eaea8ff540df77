"""The session's own facts: corrected after the import, who supervises, the day it is really held."""

from datetime import date, timedelta
from typing import Any

import pytest

from supervisor import action as act
from supervisor import event as ev
from supervisor.story import phrase_of
from supervisor.wording import hour_of_end
from tests.supervisor.support import DAY, Bench, creation, newcomer

# Corrections -----------------------------------------------------------------------------------------

# fmt: off
CORRECTIONS = [
    # field          typed                becomes              told
    ("date",         date(2026, 11, 24),  date(2026, 11, 24),  "jour « 23/11/2026 » → « 24/11/2026 »"),
    ("start",        "10:30",             "10:30",             "heure « 09:00 » → « 10:30 »"),
    ("site",         "Lycée Curie",       "Lycée Curie",       "site « Collège Jean Moulin » → « Lycée Curie »"),
    ("room",         " B13\n",            "B13",               "salle « B12 » → « B13 »"),
    ("room",         "",                  "",                  "salle « B12 » → rien"),
    ("surveillants", ("Mme Roi",),        ("Mme Roi",),        "surveillants « Mme Roy » → « Mme Roi »"),
    ("observations", "salle froide",      "salle froide",      "observations rien → « salle froide »"),
]
# fmt: on


@pytest.mark.parametrize(("field", "typed", "becomes", "phrase"), CORRECTIONS)
def test_one_fact_is_corrected(field: str, typed: Any, becomes: object, phrase: str) -> None:
    """Only what changed is set, with the old value beside it; undone, it is as before."""
    bench = Bench()
    before = getattr(bench.session, field)
    decision = bench.do(act.CorrectSession(**{field: typed}))
    assert getattr(bench.session, field) == becomes
    event = decision.events[0].event
    assert isinstance(event, ev.SessionCorrected)
    assert getattr(event, f"old_{field}") == before
    assert len(event.model_fields_set - {"kind"}) == 2
    assert phrase_of(bench.session.entries[-1], bench.session) == f"session corrigée : {phrase}"
    assert bench.session == bench.reopened()
    bench.do(act.Undo())
    assert getattr(bench.session, field) == before


def test_a_correction_keeps_what_it_says_again() -> None:
    """A form sends every field: those that did not change are not in the event."""
    bench = Bench()
    now_is = bench.session
    asked = act.CorrectSession(now_is.date, "09:15", now_is.site, now_is.room, now_is.surveillants, now_is.observations)
    event = bench.do(asked).events[0].event
    assert event.model_fields_set - {"kind"} == {"start", "old_start"}
    assert "rien à corriger" in bench.refused(act.CorrectSession(start="09:15"))
    assert "rien à corriger" in bench.refused(act.CorrectSession())


@pytest.mark.parametrize("start", ["9:00", "24:00", "09:60", "9h", "", "09:00:00", "demain"])
def test_an_hour_that_is_none(start: str) -> None:
    """A session whose hour cannot be read would not open any more."""
    bench = Bench()
    assert "s'écrit 09:00" in bench.refused(act.CorrectSession(start=start))
    assert bench.attempt(act.CorrectSession(start=start)).refusals[0].bad_usage


def test_names_are_respelt_one_by_one() -> None:
    """Each in its place, also among those present; another count of names is no spelling."""
    bench = Bench(surveillants=("Mme Roy", "M. Peti"))
    bench.do(act.ChangeCover("Mme Roy", arrives=False))
    bench.do(act.CorrectSession(surveillants=("Mme Roy", "M. Petit")))
    assert bench.session.surveillants == ("Mme Roy", "M. Petit")
    assert bench.session.present_surveillants == ("M. Petit",)
    for names in ((), ("Mme Roy",), ("Mme Roy", "M. Petit", "M. Leroux")):
        assert "2 surveillants sont notés" in bench.refused(act.CorrectSession(surveillants=names))
    assert "ne peut pas être vide" in bench.refused(act.CorrectSession(surveillants=("Mme Roy", "\u200b")))


def test_the_slot_follows_the_correction() -> None:
    """Its beginning and end are those of the corrected day and hour."""
    bench = Bench()
    bench.do(act.CorrectSession(date=DAY + timedelta(days=1), start="10:00"))
    assert f"{bench.session.local(bench.session.slot_end):%d %H:%M}" == "24 12:00"


# Who supervises --------------------------------------------------------------------------------------


def present(bench: Bench) -> list[str]:
    """Who supervises now."""
    return list(bench.session.present_surveillants)


def test_others_come_and_leave() -> None:
    """Everybody stays known in order of their coming; those present are apart."""
    bench = Bench()
    assert present(bench) == ["Mme Roy"]
    bench.do(act.ChangeCover("M. Petit", arrives=True))
    assert list(bench.session.surveillants) == present(bench) == ["Mme Roy", "M. Petit"]
    assert "« M. Petit » surveille déjà la session" in bench.refused(act.ChangeCover("M. Petit", arrives=True))
    assert bench.do(act.ChangeCover("Mme Roy", arrives=False)).remarks == ()
    assert list(bench.session.surveillants) == ["Mme Roy", "M. Petit"]
    assert present(bench) == ["M. Petit"]
    assert "présents : « M. Petit »" in bench.refused(act.ChangeCover("Mme Roy", arrives=False))
    remarks = bench.do(act.ChangeCover("M. Petit", arrives=False)).remarks
    assert [r.text for r in remarks] == ["plus personne n'est noté comme surveillant"]
    assert bench.session.surveillant == "M. Petit"
    assert bench.session == bench.reopened()


@pytest.mark.parametrize(
    ("author", "present"),
    [
        ("roy", ("Mme Roy", "Mme Noël")),  # an account that is none of their names: the last to come
        ("Mme Roy", ("M. Petit", "Mme Noël")),  # who notes it hands over
        ("M. Petit", ("Mme Roy", "Mme Noël")),
    ],
)
def test_a_relief_takes_the_place_of_one(author: str, present: tuple[str, ...]) -> None:
    """With two in the room a relève leaves two in the room."""
    bench = Bench(surveillants=("Mme Roy", "M. Petit"))
    bench.do(act.TakeOver("Mme Noël"), author=author)
    assert bench.session.present_surveillants == present
    assert bench.session.surveillants == ("Mme Roy", "M. Petit", "Mme Noël")


def test_a_relief_of_another_one() -> None:
    """Who notes it stays, where another one is named as leaving; it is one action, undone at once."""
    bench = Bench(surveillants=("Mme Roy", "M. Petit"))
    decision = bench.do(act.TakeOver("Mme Noël", "M. Petit"), author="Mme Roy")
    assert [remark.text for remark in decision.remarks] == ["« Mme Noël » surveille à sa place"]
    assert bench.session.present_surveillants == ("Mme Roy", "Mme Noël")
    assert len({entry.action for entry in bench.session.entries[-2:]}) == 1
    assert "« Mme Roy » surveille déjà" in bench.refused(act.TakeOver("Mme Roy", "Mme Noël"), author="Mme Roy")
    assert "présents" in bench.refused(act.TakeOver("M. Petit", "Mme Faure"), author="Mme Roy")
    assert bench.session.present_surveillants == ("Mme Roy", "Mme Noël")


def test_only_those_present_are_counted() -> None:
    """21 candidates need two; who was relieved supervises no more (DOMAIN.md section 1)."""
    listed = tuple(newcomer(f"NOM{chr(65 + n)}") for n in range(21))
    bench = Bench(listed=listed)
    for number in range(1, 22):
        bench.do(act.Mark("join", (number,)))
    assert bench.session.missing_surveillants() == 1
    bench.do(act.TakeOver("M. Petit"))
    assert bench.session.missing_surveillants() == 1
    bench.do(act.ChangeCover("Mme Noël", arrives=True))
    assert bench.session.missing_surveillants() == 0
    bench.do(act.ChangeCover("Mme Noël", arrives=False))
    assert bench.session.missing_surveillants() == 1


def test_a_training_is_not_in_the_future() -> None:
    """It is noted once it was given."""
    bench = Bench()
    assert "à venir" in bench.refused(act.RecordTraining("Mme Roy", "M. Petit", DAY + timedelta(days=1)))
    bench.do(act.RecordTraining("Mme Roy", "M. Petit", DAY))


def test_a_point_of_the_room_is_told_by_its_text() -> None:
    """The text stands in the event; a journal of an older Vigie has only its key."""
    bench = Bench()
    bench.do(act.CheckRoomPoint("aisles", ok=False, remark="le fond", label="On peut passer derrière chaque candidat"))
    assert phrase_of(bench.session.entries[-1], bench.session) == (
        "On peut passer derrière chaque candidat : à revoir (le fond)"
    )
    bench.do(act.CheckRoomPoint("aisles"))
    assert phrase_of(bench.session.entries[-1], bench.session) == "salle, aisles : vérifié"


def test_what_is_noted_of_one_leaves_what_is_noted_of_another() -> None:
    """Two points of the room, two boxes, two verdicts: each stands by itself; a correction notes only what it says."""
    bench = Bench(certification="DROIT", observations="salle froide", rehearsal=True).start(1, 2, at="09:00")
    assert bench.end() == "10:00:00", "the certification of the session is its default"
    assert (bench.session.observations, bench.session.rehearsal) == ("salle froide", True)
    for point in ("seats", "spare"):
        bench.do(act.CheckRoomPoint(point))
    for box in ("extra_time_given", "could_not_join"):
        bench.do(act.TickBox(box, True))
    for number in (1, 2):
        bench.do(act.GiveVerdict(number, "jury", "vu par un collègue"))
    session = bench.session
    assert (set(session.room_points), set(session.boxes), set(session.verdicts)) == (
        {"seats", "spare"}, {"extra_time_given", "could_not_join"}, {1, 2},
    )  # fmt: skip


def test_who_supervises_now() -> None:
    """The last to have come of those present; nobody present: the last known; never anybody: nobody."""
    bench = Bench(surveillants=("Mme Roy",))
    bench.do(act.ChangeCover("M. Petit", arrives=True))
    assert bench.session.surveillant == "M. Petit"
    bench.do(act.ChangeCover("M. Petit", arrives=False))
    assert bench.session.surveillant == "Mme Roy"
    bench.do(act.ChangeCover("Mme Roy", arrives=False))
    assert bench.session.surveillant == "M. Petit"
    assert Bench(surveillants=()).session.surveillant == ""


def test_the_day_is_that_of_the_first_start() -> None:
    """Of two starts around midnight."""
    bench = Bench().start(1, at="23:50")
    bench.wait(minutes=20).do(act.Mark("start", (2,)))
    assert bench.session.day_held == DAY


# The day ---------------------------------------------------------------------------------------------


def test_a_start_on_another_day_is_told_once() -> None:
    """The first start of all says which day was planned; a correction of the day answers it."""
    bench = Bench()
    bench.now += timedelta(days=2)
    remarks = bench.do(act.Mark("start", (1, 2))).remarks
    days = [r for r in remarks if r.number is None]
    assert [r.text for r in days] == ["la session est prévue le lundi 23 novembre 2026 : est-ce la bonne ?"]
    assert days[0].hint == "session --date 2026-11-25"
    assert all(r.number is not None for r in bench.do(act.Mark("start", (3,))).remarks)
    assert bench.session.day_held == date(2026, 11, 25)


def test_a_start_on_its_day_says_nothing_of_it() -> None:
    """Nor does a first start that is refused."""
    assert all(r.number is not None for r in Bench().do(act.Mark("start", (1,))).remarks)
    other = Bench()
    other.now += timedelta(days=1)
    assert other.attempt(act.Mark("start", (99,))).remarks == ()


@pytest.mark.parametrize(
    ("started", "hours", "told_"),
    [("21:30", 2, "23:30"), ("22:30", 2, "le 24/11 à 00:30"), ("22:30", 1, "23:30"), ("23:00", 1, "le 24/11 à 00:00")],
)
def test_an_end_on_another_day_has_its_date(started: str, hours: int, told_: str) -> None:
    """The day is that of the first start, not the planned one."""
    bench = Bench()
    bench.do(act.CorrectSession(date=DAY - timedelta(days=3)))
    bench.start(1, at=started)
    assert hour_of_end(bench.session, bench.hour(started) + timedelta(hours=hours)) == told_


def test_before_any_start_the_day_is_the_planned_one() -> None:
    """So that a preparation shows the ends of the slot without a date."""
    assert Bench().session.day_held == DAY
    assert creation().date == DAY
