"""French words: countdowns, lengths, plurals, typography, and one phrase for each event."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor import action as act
from supervisor.candidate import EXACT_THIRD, ExtraTime
from supervisor.incident import IncidentState
from supervisor.session import Phase
from supervisor.situation import Status
from supervisor.story import phrase_of
from supervisor.typography import NB
from supervisor.wording import (
    INCIDENT_STATE,
    PHASE,
    REASON,
    STATUS,
    STATUS_SHORT,
    clock,
    hours_and_minutes,
    plural,
    signed_minutes,
    span,
    typographic,
)
from tests.supervisor.support import DAY, Bench, local, newcomer

# fmt: off
COUNTDOWNS = [
    (0,            "00:00"),
    (1,            "00:01"),
    (59,           "00:59"),
    (60,           "01:00"),
    (15 * 60 + 52, "15:52"),
    (3599,         "59:59"),
    (3600,         "1:00:00"),
    (4096,         "1:08:16"),
    (36000,        "10:00:00"),
    (-1,           "−00:01"),       # with a true minus
    (-135,         "−02:15"),
    (-3600,        "−1:00:00"),
    (0.9,          "00:00"),        # seconds that are over
    (-0.9,         "00:00"),        # not yet a second over
]
SPANS = [
    (0,     "0 s"),
    (45,    "45 s"),
    (60,    "1 min"),
    (61,    "1 min 01"),
    (135,   "2 min 15"),
    (-135,  "2 min 15"),            # « dépassé de » says which way
    (3599,  "59 min 59"),
    (3600,  "1 h 00"),
    (3900,  "1 h 05"),
]
MINUTES = [
    (0,    "0 min",     "+0 min"),
    (45,   "45 min",    "+45 min"),
    (60,   "1 h",       "+60 min"),
    (105,  "1 h 45",    "+105 min"),
    (125,  "2 h 05",    "+125 min"),
    (-5,   "−5 min",    "−5 min"),
    (-65,  "−1 h 05",   "−65 min"),
]
TYPOGRAPHY = [
    ("« Élodie » : oui ; non ! quoi ?", f"«{NB}Élodie{NB}»{NB}: oui{NB}; non{NB}! quoi{NB}?"),
    ("temps majoré 33 %",               f"temps majoré 33{NB}%"),
    ("à 10:45, fin: non",               "à 10:45, fin: non"),
    ("rien",                            "rien"),
    ("",                                ""),
]
# fmt: on


@pytest.mark.parametrize(("seconds", "shown"), COUNTDOWNS)
def test_a_countdown_reads(seconds: float, shown: str) -> None:
    """Minutes and seconds, hours where there are some, a minus once it is over."""
    assert clock(timedelta(seconds=seconds)) == shown


@given(st.integers(-200_000, 200_000))
def test_a_countdown_is_its_seconds(seconds: int) -> None:
    """What it shows adds up to what is left."""
    shown = clock(timedelta(seconds=seconds))
    parts = [int(part) for part in shown.lstrip("−").split(":")]
    assert sum(part * 60**power for power, part in enumerate(reversed(parts))) == abs(seconds)
    assert shown.startswith("−") == (seconds < 0)


@pytest.mark.parametrize(("seconds", "said"), SPANS)
def test_a_length_is_said(seconds: int, said: str) -> None:
    """« 2 min 15 », « 45 s », « 1 h 05 »."""
    assert span(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(("minutes", "as_duration", "as_adjustment"), MINUTES)
def test_minutes_are_said(minutes: int, as_duration: str, as_adjustment: str) -> None:
    """« 1 h 45 » for a test, « −5 min » for an adjustment."""
    assert hours_and_minutes(minutes) == as_duration
    assert signed_minutes(minutes) == as_adjustment


@pytest.mark.parametrize(("sentence", "printed"), TYPOGRAPHY)
def test_french_typography(sentence: str, printed: str) -> None:
    """Non-breaking spaces before ; : ? ! » % and after «; done twice it is the same."""
    assert typographic(sentence) == printed
    assert typographic(printed) == printed


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 candidat"), (1, "1 candidat"), (2, "2 candidats"), (20, "20 candidats")]
)
def test_french_counts_nothing_in_the_singular(count: int, said: str) -> None:
    """« 0 candidat »."""
    assert plural(count, "candidat") == said
    assert plural(2, "n'a pas émargé", "n'ont pas émargé") == "2 n'ont pas émargé"


def test_there_is_a_word_for_everything() -> None:
    """No status, phase or state of an alert without its French word, and no two statuses with the same one."""
    assert set(STATUS) == set(STATUS_SHORT) == set(Status)
    assert set(PHASE) == set(Phase)
    assert set(INCIDENT_STATE) == set(IncidentState)
    assert len(set(STATUS.values())) == len(set(STATUS_SHORT.values())) == len(Status)
    assert list(STATUS_SHORT.values()) == [
        "Attendu", "A rejoint", "En cours", "Interrompu", "Terminé", "Parti", "Arrêté", "Absent", "Non certif.",
    ]  # fmt: skip


# One phrase for each event -------------------------------------------------------------------------------


def _told(bench: Bench, back: int = 1) -> str:
    return phrase_of(bench.session.entries[-back], bench.session)


TO_HANDLE = "à traiter dans l'Espace surveillant"

# fmt: off
PHRASES = [
    (act.CheckIdentity(1),                                    "identité contrôlée"),
    (act.CheckIdentity(1, "M. Petit, CPE"),                   "identité attestée sans pièce par M. Petit, CPE"),
    (act.CheckIdentity(1, ""),                                "identité attestée sans pièce"),
    (act.Mark("sign", (1,)),                                  "émargement"),
    (act.Mark("presence", (1,)),                              "présence confirmée dans Pix"),
    (act.Mark("join", (1,)),                                  "a rejoint"),
    (act.Mark("start", (1,)),                                 "test démarré"),
    (act.Mark("absent", (1,)),                                "absent"),
    (act.Mark("not-certifiable", (1,)),                       "non certifiable"),
    (act.Interrupt((2,)),                                     "test interrompu"),
    (act.Interrupt((2,), "technical"),                        "test interrompu (cause technique)"),
    (act.Interrupt((2,), "candidate"),                        "test interrompu (du fait du candidat)"),
    (act.Finish((2,)),                                        "test terminé"),
    (act.StopTest((2,), "end"),                               "test terminé par le surveillant"),
    (act.StopTest((2,), "end", "technical"),                  "test terminé par le surveillant (Problème technique)"),
    (act.StopTest((2,), "withdraw"),                          f"parti ({REASON['candidate']})"),
    (act.Mark("pause-begin", (2,)),                           "pause"),
    (act.AdjustTime((2,), -5, "trop"),                        "temps −5 min (trop)"),
    (act.RecordIncident("e1", (2,), 3),                      f"E1 question 3 : L'image ne s'affiche pas — {TO_HANDLE}"),
    (act.RecordIncident("E2", (1,), 12, "figé"),            "E2 question 12 : figé — ne peut plus être pris en compte"),
    (act.RecordIncident("C7", text="imprimante"),             "C7 : imprimante"),
    (act.BeginGlobal("panne", (1, 2)),                        "incident global : panne (pour 2 candidats)"),
    (act.BeginGlobal(""),                                     "incident global : alarme (pour tous)"),
    (act.WriteNote("en retard", 1),                           "note : en retard"),
    (act.ChangeSeat(1, "14"),                                 "place 14"),
    (act.ChangeZone((1,), "fond"),                            "zone fond"),
    (act.TakeOver("M. Petit"),                                "surveillance : M. Petit"),
    (act.RecordDerogation("24 candidats"),                    "dérogation : 24 candidats"),
    (act.CheckRoomPoint("spare", ok=False, remark="aucun"),   "salle, spare : à revoir (aucun)"),
    (act.ChangeCover("M. Petit", arrives=True),               "vient aussi surveiller : M. Petit"),
    (act.ChangeCover("Mme Roy", arrives=False),               "ne surveille plus : Mme Roy"),
    (act.RecordTraining("Mme Roy", "M. Petit", DAY),          "Mme Roy a été formé par M. Petit le 23/11/2026"),
    (act.AddCandidates((newcomer("X"),)),                     "inscrit"),
    (act.AddCandidates((newcomer("X", extra_time=EXACT_THIRD),)), "inscrit, temps majoré 33 %"),
    (act.Remove((1,), "inscrit par erreur"),                  "retiré de la liste (inscrit par erreur)"),
    (act.Correct(1, extra_time=EXACT_THIRD),                  "correction : temps majoré aucun → 33 %"),
    (act.Correct(1, class_name="3eC"),                        "correction : classe rien → « 3eC »"),
    (act.Correct(1, certification="EDU", reason="mixte"),     "correction : certification de la session → EDU (mixte)"),
    (act.CorrectStart(2, local("08:20"), "x"), "début corrigé : 08:30:00 → 08:20:00 (x)"),
    (act.GiveAccessCode("GHJK34"),                            "code d'accès reçu"),
    (act.NoticeClockJump(-40),                                "l'horloge de la machine a reculé de 40 s"),
    (act.NoticeClockJump(3600),                               "l'horloge de la machine a avancé de 1 h 00"),
    (act.NoticeClockJump(-1_764_403_200),                     "l'horloge de la machine a reculé de 20421 jours"),
    (act.Undo(),                                              "annulé : test démarré pour 2 candidats"),
]
# fmt: on


@pytest.mark.parametrize(("action", "phrase"), PHRASES)
def test_an_event_is_told_in_one_phrase(action: act.Action, phrase: str) -> None:
    """What journals, timelines and the log show of it."""
    bench = Bench().start(2, 3)
    bench.do(action)
    assert _told(bench) == phrase
    assert said_twice(phrase) == set()


def test_the_third_is_told_from_the_percentage_that_it_is_shown_as() -> None:
    """« 33 % → 33 % » said nothing of what is corrected; only there it is worded so."""
    bench = Bench()
    for extra_time, phrase in (
        (ExtraTime(percent=33), "aucun → 33 %"),
        (EXACT_THIRD, "33 % → tiers temps (1/3)"),
        (ExtraTime(percent=33), "tiers temps (1/3) → 33 %"),
        (ExtraTime(percent=50), "33 % → 50 %"),
    ):
        bench.do(act.Correct(1, extra_time=extra_time))
        assert _told(bench) == f"correction : temps majoré {phrase}"


CONTENT = re.compile(r"[^\W\d_]{6,}")
"""A word that says something."""
WHOLE_SESSION = Path(__file__).parent.parent / "e2e" / "expected" / "session-208.log"


def said_twice(sentence: str) -> set[str]:
    """Words that stand both in a bracket and outside of it, one form of them or another."""
    inside = set(CONTENT.findall(" ".join(re.findall(r"\(([^()]*)\)", sentence)).lower()))
    outside = set(CONTENT.findall(re.sub(r"\([^()]*\)", " ", sentence).lower()))
    return {word for word in inside if any(word[:6] == other[:6] for other in outside)}


def test_what_is_said_twice_is_found() -> None:
    """What the journal said before: the reason after its own words."""
    assert said_twice(f"abandon ou départ ({REASON['candidate']})") == {"abandon", "départ"}


def test_no_line_of_a_whole_session_says_a_thing_twice() -> None:
    """All that the day of the great test is told in, but what a person typed as a reason."""
    lines = WHOLE_SESSION.read_text(encoding="utf-8").replace(" (prénom mal saisi)", "").splitlines()
    assert len(lines) > 100
    assert {line: twice for line in lines if (twice := said_twice(line))} == {}


def test_the_session_is_told() -> None:
    """Its creation, a rehearsal marked as such, and its new number."""
    bench = Bench(rehearsal=True)
    assert phrase_of(bench.session.entries[0], bench.session) == "session 208 créée (répétition)"
    bench.do(act.Renumber("209"))
    assert _told(bench) == "la session porte le numéro 209"


def test_what_follows_is_told_too() -> None:
    """Resumption, reasons, alerts, retractions, fraud, close, reopening, finalisation."""
    bench = Bench().start(1, 2)
    phrases = []
    for action in (
        act.Interrupt((1,)), act.Resume((1,), "none"), act.Interrupt((1,)), act.Resume((1,)),
        act.Mark("pause-begin", (1,)), act.Mark("pause-end", (1,)),
        act.RecordIncident("E1", (1,), question=3), act.CloseAlert(1, "refused"),
        act.RetractIncident(bench.last_id + 7, "erreur"), act.StopTest((1,), "end"), act.GiveReason(1, "technical"),
        act.BeginGlobal("x"), act.EndGlobal(), act.CloseSession(force=True), act.MarkFinalised(), act.Reopen("oubli"),
    ):  # fmt: skip
        bench.do(action)
        phrases.append(_told(bench))
    incident = next(i for i in bench.session.incidents.values())
    assert phrases[1] == "test repris (plus rien à rendre)"
    assert phrases[3:6] == ["test repris", "pause", "fin de la pause"]
    assert phrases[7] == "alerte E1 : refusée"
    assert phrases[8] == "signalement E1 retiré (erreur)"
    assert incident.state is IncidentState.RETRACTED
    assert phrases[10] == "motif : Problème technique"
    assert phrases[12].startswith("fin de l'incident global : x (")
    assert phrases[13].startswith("session close et scellée (il manquait ")
    assert phrases[14:] == ["session finalisée dans Pix Certif", "session rouverte (oubli)"]


def test_an_undo_names_what_it_took_and_what_it_brought_back() -> None:
    """« annulé : … », « rétabli : … », with the reason."""
    bench = Bench()
    bench.do(act.Mark("sign", (1,)))
    bench.do(act.Undo(reason="mauvaise ligne"))
    assert _told(bench) == "annulé : émargement (mauvaise ligne)"
    bench.do(act.Undo(bench.last_id))
    assert _told(bench) == "rétabli : émargement"
    bench.do(act.Undo(bench.last_id))
    assert _told(bench) == "rétabli : annulé : émargement (mauvaise ligne)"


def test_a_corrected_name_is_told_with_both() -> None:
    """Each field that changed, before and after."""
    bench = Bench()
    right = bench.who(1).identity.model_copy(update={"last_name": "ABADI", "birth_city": "Pau"})
    bench.do(act.Correct(1, identity=right))
    assert _told(bench) == "correction : nom « ABADIE » → « ABADI », commune de naissance rien → « Pau »"
    bench.do(act.Correct(1, identity=right.model_copy(update={"birth_date": None})))
    assert _told(bench) == "correction : date de naissance « 03/02/2010 » → rien"


def test_a_timeline_holds_what_concerns_him() -> None:
    """His own events, undone ones and their undo included, and nobody else's."""
    bench = Bench()
    bench.do(act.Mark("sign", (1, 2)))
    bench.do(act.Mark("sign", (3,)))
    bench.do(act.Undo())
    bench.do(act.WriteNote("de la session"))
    assert [phrase_of(e, bench.session) for e in bench.session.story_of(3)] == [
        "inscrit, temps majoré 33 %",
        "émargement",
        "annulé : émargement",
    ]
    assert [bench.session.is_reverted(e) for e in bench.session.story_of(3)] == [False, True, False]
    assert len(bench.session.story_of(2)) == 2


def test_an_outage_is_told_by_what_it_was() -> None:
    """Its end, the minutes given for it, in the log and in the undone: never by the id of an event."""
    bench = Bench().start(1, at="09:00").at("09:10")
    bench.do(act.BeginGlobal("coupure du réseau"))
    bench.at("09:22").do(act.EndGlobal())
    said = [phrase_of(entry, bench.session) for entry in bench.session.entries]
    assert "fin de l'incident global : coupure du réseau (12 min)" in said
    assert "temps +12 min (incident global : coupure du réseau)" in said
    assert not [one for one in said if "n°" in one]
