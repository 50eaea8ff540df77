"""Every action of `vigie do`: what it answers, what it records, what it refuses and how."""

import shlex
from datetime import UTC, datetime

import pytest

from tests.command.command import Vigie


def lines_of(room: Vigie, *words: str) -> list[str]:
    return room.done(*words).lines


# The course of a test --------------------------------------------------------------------------------


def test_a_candidate_from_the_door_to_the_end(room: Vigie) -> None:
    """Each step answers with one line: who, what, when."""
    assert lines_of(room, "identity", "1") == ["1 LE GOFF Maël : identité contrôlée (09:00:00)"]
    assert lines_of(room, "sign", "1") == ["1 LE GOFF Maël : émargement (09:00:00)"]
    assert lines_of(room, "join", "le goff") == ["1 LE GOFF Maël : a rejoint (09:00:00)"]
    assert lines_of(room, "presence", "1") == ["1 LE GOFF Maël : présence confirmée dans Pix (09:00:00)"]
    room.clock.pass_by(minutes=4)
    assert lines_of(room, "start", "1")[0] == "1 LE GOFF Maël : test démarré (09:04:00), fin 11:24"
    room.clock.pass_by(minutes=100)
    assert lines_of(room, "finish", "1") == ["1 LE GOFF Maël : test terminé (10:44:00)"]
    one = room.candidate(1)
    assert one["status"] == "finished"
    assert not one["end_screen"], "nobody attests it by finishing a test"


def test_several_at_once(room: Vigie) -> None:
    """One line each, in the order given."""
    assert lines_of(room, "sign", "3,5", "martin léa") == [
        "3 MARTIN Paule : émargement (09:00:00)",
        "5 D’ARTAGNAN Zoé : émargement (09:00:00)",
        "4 MARTIN Léa : émargement (09:00:00)",
    ]
    assert room.candidate(5)["signed"]


def test_those_possible_are_done_and_the_others_told_by_number(room: Vigie) -> None:
    """Exit 1; names on stdout only."""
    room.done("sign", "4")
    room.clock.pass_by(minutes=1)
    answer = room.do("sign", "3-5")
    assert answer.code == 1
    assert answer.lines == ["3 MARTIN Paule : émargement (09:01:00)", "5 D’ARTAGNAN Zoé : émargement (09:01:00)"]
    assert answer.complaint == "n° 4 : déjà émargé à 09:00"


def test_an_unknown_number_is_refused(room: Vigie) -> None:
    """Exit 1, as any refusal; the others are done."""
    answer = room.do("sign", "1,99")
    assert (answer.code, answer.complaint) == (1, "n° 99 : n'est pas sur la liste")
    assert room.candidate(1)["signed"]


def test_one_mistyped_name_stops_all(room: Vigie) -> None:
    """Nothing is done for anybody: half a name may be somebody else's."""
    assert room.do("sign", "Maël", "Dupond").code == 1
    assert not room.candidate(1)["signed"]


@pytest.mark.parametrize(
    "words", [("identity", "1,2"), ("presence", "1", "2"), ("seat", "1-2", "B03"), ("alert", "1,2", "refused"),
              ("reason", "1,2", "technical"), ("note", "1,2", "x"), ("correct", "1,2", "--sex", "M")]
)  # fmt: skip
def test_one_by_one(words: tuple[str, ...], room: Vigie) -> None:
    """What is done one by one is bad usage with several."""
    answer = room.do(*words)
    assert answer.code == 2
    assert "un candidat à la fois" in answer.complaint


def test_start_joined(room: Vigie) -> None:
    """All who joined, and nobody else; then nobody is left."""
    room.done("join", "2,4,5")
    assert [line[0] for line in lines_of(room, "start", "joined")[:3]] == ["2", "4", "5"]
    assert room.status()["counts"]["started"] == 3
    assert room.do("start", "joined").code == 1


def test_started_without_identity_is_accepted_and_told(room: Vigie) -> None:
    """Remarks come after what was done, on stdout."""
    answer = room.done("start", "4")
    assert answer.lines[1:] == [
        "à noter, n° 4 : démarré sans contrôle d'identité",
        "à noter, n° 4 : démarré sans présence confirmée dans Pix",
    ]
    assert answer.err == ""


@pytest.mark.parametrize("nobody", ["", "  ", "\u200b"])
def test_attested_by_nobody(nobody: str, room: Vigie) -> None:
    """Without a document it is on record who attests."""
    answer = room.do("identity", "1", "--attested-by", nobody)
    assert (answer.code, room.candidate(1)["identity"]) == (2, None)
    assert answer.complaint.startswith("dites qui atteste l'identité")


def test_attested_without_a_document(room: Vigie) -> None:
    """Who attests is recorded."""
    room.done("identity", "1", "--attested-by", "Mme Roux, CPE")
    identity = {"at": "2026-11-22T08:00:00Z", "attested": True, "attested_by": "Mme Roux, CPE"}
    assert room.candidate(1)["identity"] == identity


def test_interrupted_and_resumed(room: Vigie) -> None:
    """What he lost is on offer, given or refused; the deed in Pix is recalled."""
    room.run_until_started(1, 2, 3)
    room.done("interrupt", "1,2,3")
    assert room.candidate(1)["suspended"]
    room.clock.pass_by(minutes=5, seconds=20)
    answer = room.done("resume", "1")
    assert answer.lines[0] == "1 LE GOFF Maël : test repris (09:05:20), fin 11:20"
    assert "interruption de 6 min" in answer.lines[1]
    assert "« Autoriser la reprise du test », n° 1" in answer.lines[-1]
    assert room.done("resume", "2", "--give", "measured").lines[0].endswith("fin 11:26")
    assert room.done("resume", "3", "--give", "none").lines[0].endswith("fin 10:45")
    room.done("interrupt", "3", "--cause", "technical")
    assert room.done("resume", "3", "--give", "7").lines[0].endswith("fin 10:52")


def test_who_interrupted_is_named(room: Vigie) -> None:
    """A colleague did it at another screen: the refusal says who."""
    room.run_until_started(1)
    room.done("interrupt", "1", author="Mme Roy")
    assert room.do("interrupt", "1").complaint.endswith("déjà interrompu (09:00, par Mme Roy)")


def test_a_day_after_the_first_start(room: Vigie) -> None:
    """Pix resumes nobody any more: recorded, said, and « Autoriser » is not advised."""
    room.run_until_started(1, 2)
    room.done("interrupt", "1")
    room.clock.pass_by(hours=24)
    out = room.done("resume", "1").out.replace("\N{NO-BREAK SPACE}", " ")
    assert "Pix : délai dépassé, seul « Terminer le test » reste" in out
    assert "Autoriser" not in out
    assert "« Terminer le test »" in room.done("end", "1", "--reason", "technical").lines[-1]


def test_stopped_before_the_end(room: Vigie) -> None:
    """Ended needs its reason; a withdrawal has one by itself; both can be changed."""
    room.run_until_started(1, 2)
    assert room.do("end", "1").code == 2
    room.done("end", "1", "--reason", "technical")
    room.done("withdraw", "2")
    assert room.done("reason", "2", "technical").lines == [
        "2 NDIAYE-ROUSSEL Ibrahima : motif : Problème technique (09:00:00)",
        'à noter, n° 2 : cause technique : C7 est à signaler (incident 2 C7 --text "…")',
    ]
    assert room.do("reason", "2", "technical").code == 1
    assert [room.candidate(n)["status"] for n in (1, 2)] == ["ended", "withdrawn"]


def test_absent_then_present_after_all(room: Vigie) -> None:
    """He is expected again."""
    room.done("absent", "1")
    assert room.do("start", "1").code == 1
    assert "finalement présent" in "".join(room.done("join", "1").lines)
    room.done("not-certifiable", "2")
    assert room.status()["counts"]["not_certifiable"] == 1


# Incidents -------------------------------------------------------------------------------------------


def test_an_incident_and_its_alert(room: Vigie) -> None:
    """It opens an alert, which is answered once."""
    room.run_until_started(1)
    room.done("incident", "1", "e2", "--question", "12", "--text", "écran figé")
    assert room.candidate(1)["incidents"] == [
        {
            "id": room.candidate(1)["incidents"][0]["id"], "code": "E2", "question": 12, "text": "écran figé",
            "at": "2026-11-22T08:00:00Z", "state": "open", "becomes": None,
        }
    ]  # fmt: skip
    assert "Valider le signalement" in room.done("alert", "1", "validated").out
    assert room.do("alert", "1", "validated").code == 1
    assert room.candidate(1)["incidents"][0]["state"] == "validated"


def test_of_two_alerts_the_question_tells_which(room: Vigie) -> None:
    """Refused otherwise, both are listed."""
    room.run_until_started(1)
    room.done("incident", "1", "E2", "--question", "12")
    room.done("incident", "1", "E1", "--question", "13")
    answer = room.do("alert", "1", "refused")
    assert answer.code == 1
    assert "E2 question 12, n° 13 à 09:00, E1 question 13, n° 14 à 09:00" in answer.complaint
    room.done("alert", "1", "refused", "--question", "13")


def test_what_a_code_asks_is_bad_usage_when_missing(room: Vigie) -> None:
    """Exit 2: something was not said."""
    assert room.do("incident", "1", "E2").code == 2
    assert room.do("incident", "1", "E99").code == 2
    assert room.do("incident", "1", "E2", "--question", "zéro").code == 2
    assert room.do("incident", "1").code == 2


def test_an_incident_of_the_session(room: Vigie) -> None:
    """Nobody's; it counts."""
    assert lines_of(room, "incident", "session", "C7", "--text", "bruit de travaux") == [
        "Session 208 : C7 : bruit de travaux (09:00:00)"
    ]
    assert room.status()["counts"]["incidents"] == 1


# Time ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "end"),
    [("+10", "11:30"), ("-5", "11:15"), ("−5", "11:15"), ("+1/3", "11:55"), ("-1/3", "10:45"), ("+10 min", "11:30")],
)
def test_time_given_and_taken(value: str, end: str, room: Vigie) -> None:
    """Values with a minus are values, wherever the options stand."""
    room.run_until_started(1)
    assert room.done("time", "1", value, "--reason", "panne").lines[0].endswith(f"fin {end}")
    room.done("undo")
    assert room.done("time", "--reason", "panne", "1", value).lines[0].endswith(f"fin {end}")


@pytest.mark.parametrize("value", ["10", "+2/3", "+", "dix", "+1.5", "+12345"])
def test_a_time_that_has_two_readings(value: str, room: Vigie) -> None:
    """It always has its sign; no other fraction than a third."""
    assert room.do("time", "1", value, "--reason", "panne").code == 2


def test_time_needs_its_reason(room: Vigie) -> None:
    """Exit 2 without."""
    assert room.do("time", "1", "+5").code == 2


def test_an_end_already_past_is_confirmed(room: Vigie) -> None:
    """Refused once, with the word that does it."""
    room.run_until_started(3)
    room.clock.pass_by(minutes=100)
    answer = room.do("time", "3", "-10", "--reason", "erreur")
    assert answer.code == 1
    assert "--force" in answer.complaint
    room.done("time", "3", "-10", "--reason", "erreur", "--force")


def test_time_for_an_interruption(room: Vigie) -> None:
    """What was on offer is given for it, and not offered again."""
    room.run_until_started(1)
    room.done("interrupt", "1")
    room.clock.pass_by(minutes=6)
    offer = room.done("resume", "1").lines[1]
    told = offer.rpartition("(")[2].rstrip(")")
    assert told.startswith("time 1 +6 --for ")
    room.done(*shlex.split(told.replace("…", "panne")))  # as it is told, it can be typed
    assert room.candidate(1)["ending"]["adjustments"] == 6


def test_a_pause(room: Vigie) -> None:
    """It stands still, then extends the end by its length."""
    room.run_until_started(1)
    room.done("pause", "1", "begin")
    assert room.candidate(1)["paused"]
    room.clock.pass_by(seconds=90)
    room.done("pause", "1", "end")
    assert room.candidate(1)["ending"]["pauses"] == 90
    assert room.do("pause", "1", "end").code == 1
    assert room.do("pause", "1", "middle").code == 2


def test_a_global_incident(room: Vigie) -> None:
    """Its beginning answers its id; its end gives back what was lost, to each his own."""
    room.run_until_started(1, 2)
    answer = room.done("global", "begin", "coupure du réseau", "--fault", "centre")
    assert answer.lines[0] == "Session 208 : incident global : coupure du réseau (pour tous) (09:00:00)"
    begun = int(answer.lines[1].rpartition(" ")[2])
    assert room.candidate(1)["suspended"]
    room.clock.pass_by(minutes=3)
    ended = room.done("global", "end", str(begun)).lines[0]
    assert ended.startswith("Session 208 : fin de l'incident global : coupure du réseau (3 min)")
    assert [room.candidate(n)["ending"]["adjustments"] for n in (1, 2)] == [3, 3]
    assert room.do("global", "end").code == 1


def test_the_end_of_a_global_incident_for_each(room: Vigie) -> None:
    """--each: minutes for some; who gets nothing is told why; the list reads what would be given now."""
    room.run_until_started(1, 2, 3)
    assert room.done("global", "list").lines == ["aucun incident global"]
    room.done("global", "begin", "panne", "--for", "1,2,3,4")
    room.clock.pass_by(minutes=12)
    listed = room.done("global", "list").lines
    assert listed[0].endswith("depuis 09:00:00, en cours, 12 min, pour 4 candidats : panne")
    assert listed[1:] == [
        *(f"  n° {n} : +12 min à rendre" for n in (1, 2, 3)),
        "  n° 4 : n'a pas démarré : aura tout son temps",
    ]
    ended = room.done("global", "end", "--each", "2=5,3=0")
    assert "à noter, n° 2 : +5 min rendues sur 12 mesurées : le reste n'est plus proposé" in ended.lines
    assert "à noter, n° 4 : n'a pas démarré : aura tout son temps" in ended.lines
    assert [room.candidate(n)["ending"]["adjustments"] for n in (1, 2, 3)] == [12, 5, 0]
    assert "de 09:00:00 à 09:12:00, 12 min, pour 4 candidats : panne" in room.done("global", "list").lines[0]


@pytest.mark.parametrize("typed", ["2", "2=", "=5", "2=x", "", "2=-5"])
def test_each_that_cannot_be_understood(room: Vigie, typed: str) -> None:
    """Bad usage, and it goes on."""
    room.run_until_started(1, 2)
    room.done("global", "begin", "panne")
    answer = room.do("global", "end", f"--each={typed}")
    assert answer.code == 2
    assert "numéro=minutes" in answer.err
    assert room.candidate(1)["suspended"]


def test_the_same_global_incident_twice(room: Vigie) -> None:
    """Within a minute it is refused, and --force does it all the same."""
    room.run_until_started(1)
    room.done("global", "begin", "panne")
    room.clock.pass_by(seconds=59)
    answer = room.do("global", "begin", "Panne")
    assert answer.code == 1
    assert "est déjà en cours depuis 09:00:00" in answer.err
    assert "--force" in answer.err
    room.done("global", "begin", "Panne", "--force")
    assert room.do("global", "begin", "panne", "--each", "1=5").code == 2
    assert room.do("global", "end", "--force").code == 2


def test_a_global_incident_for_some(room: Vigie) -> None:
    """Others run on; two at once are told apart by their ids."""
    room.run_until_started(1, 2)
    first = room.done("global", "begin", "rangée", "du", "fond", "--for", "2").lines[1].rpartition(" ")[2]
    assert [room.candidate(n)["suspended"] for n in (1, 2)] == [False, True]
    room.done("global", "begin", "--for", "all")
    room.clock.pass_by(minutes=3)
    assert room.do("global", "end").code == 1
    room.done("global", "end", first, "--give", "none")
    room.done("global", "end", "--give", "9")
    assert room.candidate(1)["ending"]["adjustments"] == 9


@pytest.mark.parametrize(
    "words", [("end", "--for", "1"), ("begin", "x", "--give", "none"), ("end", "un"), ("end", "--give", "tout"),
              ("begin", "x", "--fault", "lui"), ("begin", "x", "--for", "1;2"), ()]
)  # fmt: skip
def test_a_global_incident_said_badly(words: tuple[str, ...], room: Vigie) -> None:
    assert room.do("global", *words).code == 2


# The list --------------------------------------------------------------------------------------------


def test_add_by_options(room: Vigie) -> None:
    """He gets the next number."""
    words = ("--last-name", "DUPONT", "--first-name", "Éva", "--birth-date", "2009-05-20", "--extra-time", "33")
    assert lines_of(room, "add", *words, "--class", "3eB", "--certification", "droit") == [
        "7 DUPONT Éva : inscrit, temps majoré 33 % (09:00:00)"
    ]
    added = room.candidate(7)
    assert (added["birth_date"], added["extra_time"], added["certification"]) == ("2009-05-20", 33, "DROIT")
    again = room.do("add", *words)
    assert (again.code, again.complaint) == (1, "n° 8 : cette personne est déjà sur la liste (n° 7)")


def test_add_from_standard_input(room: Vigie) -> None:
    """Two candidates, a blank line between them; the shell remembers none of it."""
    text = (
        "nom : DUPONT\nPrénom: Éva\nnaissance : 20/05/2009\ntemps majoré : tiers temps\n\n\nnom: PETIT\nprenom: Luc\n"
    )
    answer = room.done("add", "-", stdin=text)
    assert answer.lines[:2] == [
        "7 DUPONT Éva : inscrit, temps majoré 33 % (09:00:00)",
        "8 PETIT Luc : inscrit (09:00:00)",
    ]
    assert "exactement 1/3" in answer.lines[2]


def test_add_from_a_windows_console(room: Vigie) -> None:
    """Its bytes are not UTF-8."""
    room.done("add", "-", stdin="nom : DUPRÉ\r\nprénom : Éva\r\n".encode("cp1252"))
    assert room.candidate(7)["last_name"] == "DUPRÉ"


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (("add",), ""),
        (("add", "-"), ""),
        (("add", "-"), "DUPONT"),
        (("add", "-"), "nom : DUPONT"),
        (("add", "-"), "couleur : DUPONT"),
        (("add", "-"), "nom : DUPONT\nnom : DUPONT"),
        (("add", "-", "--last-name", "DUPONT"), "prénom : Éva"),
        (("add", "DUPONT"), ""),
        (("add", "--last-name", " ", "--first-name", "Éva"), ""),
        (("add", "--last-name", "DUPONT", "--first-name", "Éva", "--birth-date", "31/02/2010"), ""),
        (("add", "--last-name", "DUPONT", "--first-name", "Éva", "--birth-date", "2030-02-01"), ""),
        (("add", "--last-name", "DUPONT", "--first-name", "Éva", "--extra-time", "1,5"), ""),
        (("add", "--last-name", "DUPONT", "--first-name", "Éva", "--certification", "DUPONT"), ""),
        (("add", "--last-name", "DUPONT", "--first-name", "Éva", "--sex", "DUPONT"), ""),
        (("correct", "1"), ""),
        (("correct", "1", "-"), ""),
        (("correct", "1", "-", "--sex", "M"), "nom : DUPONT"),
        (("correct", "1", "-"), "nom : DUPONT\n\nnom : DUPONT"),
        (("correct", "1", "--sex", "M", "--started-at", "09:00"), ""),
    ],
)
def test_a_candidate_said_badly(words: tuple[str, ...], stdin: str, room: Vigie) -> None:
    """Exit 2, one sentence, and it quotes nothing of it."""
    answer = room.do(*words, stdin=stdin)
    assert answer.code == 2
    assert "dupont" not in answer.err.casefold()
    assert len(answer.err.strip().splitlines()) == 1
    assert len(room.status()["candidates"]) == 6


def test_correct(room: Vigie) -> None:
    """Only what is said changes; what changes nothing is refused."""
    room.done("correct", "1", "--last-name", "LE GOF", "--extra-time", "50 %")
    room.done("correct", "le gof", "-", stdin="date de naissance : 4 avril 2010")
    one = room.candidate(1)
    assert (one["last_name"], one["first_name"], one["birth_date"], one["extra_time"]) == (
        "LE GOF", "Maël", "2010-04-04", 50,
    )  # fmt: skip
    assert room.do("correct", "1", "--extra-time", "50").code == 1
    assert room.do("correct", "99", "--last-name", "X").code == 1
    room.done("correct", "1", "--extra-time", "non")
    assert room.candidate(1)["extra_time"] == 0


def test_correct_a_start(room: Vigie) -> None:
    """With its reason; before and after are told."""
    room.run_until_started(1)
    room.clock.pass_by(minutes=10)
    assert room.do("correct", "1", "--started-at", "09:04").code == 2
    answer = room.done("correct", "1", "--started-at", "09:04", "--reason", "noté trop tôt")
    assert answer.lines[0].endswith("fin 11:24")
    assert room.candidate(1)["started_at"] == "2026-11-22T08:04:00Z"


def test_remove_seat_zone(room: Vigie) -> None:
    """On the list: taken off until he joined; where he sits."""
    room.done("remove", "6", "--reason", "inscrit par erreur")
    room.done("seat", "1", "B03")
    assert "est aussi celle du n° 1" in room.done("seat", "2", "B03").lines[1]
    room.done("zone", "1-3", "Nord")
    assert [room.candidate(n)["zone"] for n in (1, 2, 3)] == ["Nord", "Nord", "Nord"]
    assert room.done("zone", "3", "").lines == ["3 MARTIN Paule : n'est plus dans une zone (09:00:00)"]
    room.done("join", "1")
    assert room.do("remove", "1").code == 1
    assert room.do("sign", "6").complaint == "n° 6 : a été retiré de la liste"


# The session as a whole ------------------------------------------------------------------------------


def test_notes_surveillants_and_derogation(room: Vigie) -> None:
    """Each is one line."""
    room.done("note", "1", "arrivé en retard")
    assert room.done("note", "session", "alarme testée").lines == ["Session 208 : note : alarme testée (09:00:00)"]
    room.done("surveillant", "Anne Roux")
    assert room.status()["session"]["surveillants"] == ["Paul Durand", "Anne Roux"]
    assert room.do("surveillant", "Anne Roux").code == 1
    room.done("derogation", "24 candidats, accord du 12/11")
    assert room.do("derogation", " ").code == 2


def test_the_session_gets_its_number(room: Vigie) -> None:
    """Until somebody joined, and never that of another session."""
    room.create("p1")
    room.create("210")
    assert room("do", "p1", "number", "210").complaint == "la session 210 existe déjà : choisissez un autre numéro"
    assert room("do", "p1", "number", "0209").code == 0
    assert room("status", "209", "--json").json["session"]["id"] == "209"
    assert room("do", "p1", "sign", "1").code == 2
    assert room("do", "209", "number", "209").code == 1
    assert room("do", "209", "number", "neuf").code == 2
    room("do", "209", "join", "1")
    assert room("do", "209", "number", "211").code == 1


def test_undo(room: Vigie) -> None:
    """The author's own last action; what is older needs a reason."""
    room.done("sign", "1-3")
    room.done("sign", "4", author="Anne Roux")
    answer = room.done("undo")
    assert answer.lines == ["n° 1-3 : annulé : émargement pour 3 candidats (09:00:00)"]
    assert [room.candidate(n)["signed"] for n in (1, 2, 3, 4)] == [False, False, False, True]
    event = room("log", "208", "--json").json[-1]["public"]["target"]
    assert room.do("undo", "--event", str(event)).code == 1
    room.clock.pass_by(minutes=2)
    assert room.do("undo", author="Anne Roux").code == 2
    room.done("undo", "--reason", "mauvaise ligne", author="Anne Roux")
    assert not room.candidate(4)["signed"]
    assert room.do("undo", author="Anne Roux").code == 1


def test_close_and_reopen(room: Vigie) -> None:
    """What is missing is told; forced, it is sealed in eight groups; reopened, the seal is void."""
    answer = room.do("close")
    assert answer.code == 1
    assert "n° 1 : ni absent ni démarré" in answer.complaint
    assert "--force" in answer.complaint
    seal = room.done("close", "--force").lines[1]
    assert len(seal.removeprefix("sceau : ").split()) == 8
    assert room.do("sign", "1").code == 1
    room.done("finalised")
    assert room.status()["session"]["phase"] == "finalised"
    assert room.do("reopen").code == 2
    assert room.do("reopen", "--reason", " ").code == 2
    room.done("reopen", "--reason", "oubli")
    room.done("absent", "1-6")
    room.done("close")


# When ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", ["08:52", "il y a 8 min", "2026-11-22T08:52:00+01:00"])
def test_back_dated(at: str, room: Vigie) -> None:
    """It happened then, and was recorded now."""
    assert room.done("sign", "1", "--at", at).lines[0].startswith("1 LE GOFF Maël : émargement (08:52:00")
    event = room("log", "208", "--json").json[-1]
    assert event["recorded_at"].startswith("2026-11-22T08:00:00")


@pytest.mark.parametrize(
    ("at", "told"),
    [("il y a 30 h", "21/11/2026 à 03:00:00"), ("21:01", "21/11/2026 à 21:01:00"), ("00:00", "00:00:00")],
)
def test_another_day_is_told(at: str, told: str, room: Vigie) -> None:
    """« 21:00 » at nine in the morning is yesterday's: who meant another hour must see it."""
    assert room.done("sign", "1", "--at", at).lines == [f"1 LE GOFF Maël : émargement ({told})"]


def test_an_undo_is_back_dated_like_the_rest(room: Vigie) -> None:
    """`--at` is never taken and forgotten."""
    room.done("sign", "1")
    assert room.done("undo", "--at", "08:52").lines == ["1 LE GOFF Maël : annulé : émargement (08:52:00)"]
    event = room("log", "208", "--json").json[-1]
    assert (event["at"], event["recorded_at"][:19]) == ("2026-11-22T07:52:00Z", "2026-11-22T08:00:00")
    room.done("sign", "1")
    ahead = room.do("undo", "--at", "2026-11-22T09:02:00+01:00")
    assert (ahead.code, ahead.complaint) == (1, "09:02:00 est dans le futur")


def test_before_what_it_ends(room: Vigie) -> None:
    """A finish before the start is refused; a future too."""
    room.run_until_started(1)
    assert room.do("finish", "1", "--at", "08:59").code == 1
    assert room.do("finish", "1", "--at", "2026-11-22T10:00:00+01:00").code == 1
    assert room.do("finish", "1", "--at", "demain").code == 2


def test_the_hour_is_the_sessions(vigie: Vigie) -> None:
    """09:41 is what the clock of the room shows, whatever this machine's zone."""
    vigie.clock.instant = datetime(2026, 11, 21, 22, 45, tzinfo=UTC)
    vigie.create(zone="Pacific/Noumea")
    vigie.done("sign", "1", "--at", "09:41")
    assert vigie("log", "208", "--json").json[-1]["at"] == "2026-11-21T22:41:00Z"


def test_what_another_terminal_did_counts(room: Vigie) -> None:
    """Each command decides on the freshest state."""
    assert [room.do("sign", "1", author=author).code for author in ("Paul", "Anne")] == [0, 1]
    assert room("log", "208", "--json").json[-1]["author"] == "Paul"


def test_whoever_notes_has_a_name_that_can_be_shown(room: Vigie) -> None:
    """The author stands in each line and on each paper: ten thousand letters are refused, undoing and training too."""
    name = "N" * 10_000
    for words in (("note", "session", "x"), ("undo",), ("close", "--force")):
        answer = room.do(*words, author=name)
        assert answer.code == 2, answer
        assert "10000 caractères" in answer.complaint
    for trained, trainer in ((name, "Jean"), ("Paul", name)):
        answer = room("training", trained, "--by", trainer)
        assert answer.code == 2, answer
        assert "10000 caractères" in answer.complaint
    assert room("training", "Paul", "--by", "Jean", author=name).code == 2
    assert room("log", "208", author=name).code == 0
    assert len((room.store / "referent" / "access.jsonl").read_bytes()) < 2000
