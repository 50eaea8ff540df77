"""A school as a whole in words: what calls first, sorted by it, whole in the cells there are. No server is asked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from data.hub.school_words import QUIET, RUNNING, TO_FINALISE, TO_SEE, causes_of, heading_of, ordered, total_told
from data.hub.schools import SchoolStanding, Unseen
from screens.command.schools import calls, figures, school_lines, schools_document, sentence
from screens.home.office import SessionCard
from screens.home.rows import HomePicture, columns_of, detail_lines, session_line
from screens.kit.ink import Line, width_of
from supervisor.waiting import Waits
from tests.command.test_json_doc import documented, keys_of
from tests.spaces import plain_spaces

NOW = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
QUIET_ONE = SchoolStanding("0750001A", "Lycée fictif", sessions=3)
BUSY = replace(
    QUIET_ONE, school="0750002B", name="Lycée polyvalent des Métiers du Bâtiment Jean-Fictif", running=12, overtime=3,
    alerts=2, to_finalise=4, finalise_by=NOW - timedelta(hours=47, minutes=59), late=1, to_choose=1, welcoming=2,
    unseen=(Unseen("salle-b204", NOW - timedelta(minutes=12), 132, timedelta(minutes=12)), Unseen("cdi", None, 0)),
)  # fmt: skip
CALM = replace(QUIET_ONE, school="0750003C", running=1)
DUE = replace(QUIET_ONE, school="0750004D", to_finalise=1, finalise_by=NOW + timedelta(hours=31, minutes=5))
ALL = (QUIET_ONE, DUE, CALM, BUSY)


def waits(school: SchoolStanding) -> Waits:
    return Waits(tuple(causes_of(school, NOW, PARIS)))


def shown(line: Line) -> str:
    return plain_spaces("".join(text for text, _ in line))


def test_everything_that_calls_is_said_and_what_calls_first_comes_first() -> None:
    assert plain_spaces(sentence(BUSY, waits(BUSY))) == (
        "0750002B Lycée polyvalent des Métiers du Bâtiment Jean-Fictif : 3 dépassés, 2 alertes, 1 session en "
        "plusieurs branches, à choisir, 4 à finaliser, dont 1 en retard : en retard de 47 h 59, salle-b204 pas vu "
        "depuis 12 min (132 lignes en attente), cdi jamais vu, 12 en cours, 2 à l'accueil"
    )
    assert plain_spaces(sentence(DUE, waits(DUE))).endswith("1 à finaliser : reste 31 h 05")
    assert sentence(QUIET_ONE, waits(QUIET_ONE)).endswith("rien en cours")


def test_schools_are_grouped_and_who_needs_somebody_is_first() -> None:
    told = ordered(ALL, NOW, PARIS)
    assert [one.school for one, _ in told] == ["0750002B", "0750003C", "0750004D", "0750001A"]
    assert [heading_of(*one) for one in told] == [TO_SEE, RUNNING, TO_FINALISE, QUIET]
    more = replace(BUSY, school="0750009Z", overtime=4)
    assert ordered((BUSY, more), NOW, PARIS)[0][0] is more
    assert plain_spaces(total_told(ALL)) == (
        "4 établissements : 13 sessions en cours, 2 à l'accueil, 3 dépassés, 2 alertes ouvertes, 1 en plusieurs "
        "branches, 5 à finaliser, dont 1 en retard, 2 postes pas vus"
    )


def test_a_terminal_gets_whole_lines_and_a_pipe_one_a_school() -> None:
    folded = list(school_lines(ordered(ALL, NOW, PARIS), 80))
    assert max(map(len, folded)) <= 80
    piped = list(school_lines(ordered(ALL, NOW, PARIS), 0))
    assert sum(line[:3] == "075" for line in piped) == len(ALL)
    words = " ".join(" ".join(folded).split())
    assert all(" ".join(line.split()) in words for line in piped)


def card(school: SchoolStanding) -> SessionCard:
    return SessionCard(school.school, "today", school.name, waits=waits(school), heading="À VOIR", is_school=True)


def test_a_row_of_a_school_is_as_wide_as_the_list_and_its_detail_says_all() -> None:
    cards = tuple(map(card, ALL))
    for width in (80, 102, 150):
        columns = columns_of(HomePicture(NOW, cards, {}), width)
        for one in cards:
            assert width_of(session_line(one, columns, is_chosen=False)) <= width
    columns = columns_of(HomePicture(NOW, cards, {}), 80)
    row = shown(session_line(card(BUSY), columns, is_chosen=True))
    assert row.startswith("▌ 0750002B  Lycée polyvalent…   3 dép. · 2 alertes · 1 à choisir · 4 à final. ·")
    assert "rien en cours" in shown(session_line(card(QUIET_ONE), columns, is_chosen=False))
    detail = [shown(line) for line in detail_lines(card(CALM), 80, 3)]
    assert detail == [" 0750003C  Lycée fictif", " 1 en cours"]
    detail = [shown(line) for line in detail_lines(card(BUSY), 80, 3)]
    told = "".join("".join(detail).split())
    assert told.endswith(
        "3dépassés·2alertes·1sessionenplusieursbranches,àchoisir·4àfinaliser,enretardde47h59·2pasvus·12encours·2accueil"
    )


def test_what_is_news_of_a_school_is_no_length_of_time() -> None:
    later = replace(BUSY, unseen=tuple(replace(one, waiting=140) for one in BUSY.unseen))
    assert figures(later) == figures(BUSY)
    assert not calls(later, BUSY)
    for worse in (
        replace(BUSY, alerts=3),
        replace(BUSY, overtime=4),
        replace(BUSY, to_choose=2),
        replace(BUSY, late=2),
    ):
        assert figures(worse) != figures(BUSY)
        assert calls(worse, BUSY)
    assert not calls(replace(BUSY, alerts=1), BUSY)


def test_other_programs_read_figures_and_instants() -> None:
    document = schools_document([BUSY], NOW)
    assert set(keys_of(document)) == documented("vigie status --store postgresql://… --json")
    assert document["now"] == "2026-11-30T10:00:00Z"
    [school] = document["schools"]
    assert school["finalise_by"] == "2026-11-28T10:01:00Z"
    assert school["unseen"] == [
        {"device": "salle-b204", "seen_at": "2026-11-30T09:48:00Z", "waiting": 132},
        {"device": "cdi", "seen_at": None, "waiting": 0},
    ]
    assert (school["running"], school["overtime"], school["alerts"], school["late"]) == (12, 3, 2, 1)
