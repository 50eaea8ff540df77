"""How home is laid out: whom to see over all sessions, columns, the chosen session beside the list, what goes on."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from textual.strip import Strip

from data.demo import fictive_session
from data.journal import Journal
from screens.home.cards import card_of
from screens.home.office import SessionCard
from screens.home.panel import Seen, panel_lines
from screens.home.rows import HomePicture, columns_line, columns_of, heading_line, rows_of, site_of_all, to_see_line
from screens.kit.ink import Line, plain
from screens.kit.themes import ANSI, PLAIN, Palette, paint
from supervisor.action import BeginGlobal, Finish, Interrupt, Mark, RecordIncident, WriteNote
from supervisor.masking import masked
from supervisor.session import Counts, Phase
from supervisor.waiting import Cause, Tone, Waits, told
from supervisor.wording import long_day
from tests.screens.home.conftest import Open
from tests.screens.home.store import DAY, PARIS, a_day, act, at, make, run

SUNDAY = date(2026, 11, 29)
OVER = Cause(("2 dépassés", "2 dép."), "over")
ALERT = Cause(("1 alerte",), "urgent", is_alert=True)
OUTAGE = Cause(("incident global", "incident gl.", "incident"), "urgent")


def counted(enrolled: int = 20, **counts: int) -> Counts:
    none = dict.fromkeys(Counts.__dataclass_fields__, 0)
    return Counts(**{**none, "enrolled": enrolled, **counts})


def row(
    number: str, room: str, phase: Phase, waits: Waits, counts: Counts, *, day: date = SUNDAY, start: str = "17:06",
    keep_until: date | None = None,
) -> SessionCard:  # fmt: skip
    group = {Phase.CLOSED: "finalise", Phase.FINALISED: "past"}.get(phase, "today" if day == SUNDAY else "coming")
    return SessionCard(
        number, group, "Lycée J.-B. Lulli", room, day=day, start=start, today=SUNDAY, phase=phase, counts=counts,  # type: ignore[arg-type]
        waits=waits, keep_until=keep_until,
    )  # fmt: skip


def a_sunday() -> tuple[SessionCard, ...]:
    """The sessions of a school at every stage."""
    late = Waits((Cause(("48 h dépassées depuis 4 jours",), "over", "finalisation en retard"),))
    done = counted(finished=20)
    return (
        row("208", "Salle Pix", Phase.RUNNING, Waits((OVER, ALERT)), counted(started=15, interrupted=1)),
        row("209", "Salle info 2", Phase.RUNNING, Waits((OVER, ALERT, OUTAGE)), counted(started=16)),
        row("212", "Amphi B", Phase.ENDED, Waits((Cause(("à clore, 1 point manque",), "soon", "à clore"),)),
            counted(finished=19), start="13:56"),
        row("211", "Salle 12", Phase.WELCOME, told("à démarrer", "waits"), counted(joined=6), start="19:16"),
        row("210", "CDI", Phase.PREPARATION, Waits((Cause(("dans 17 min",), "soon"), Cause(("salle 0/14 vue",)))),
            counted(), start="19:16"),
        row("201", "Salle Pix", Phase.CLOSED, late, done, day=date(2026, 11, 23), start="14:00"),
        row("205", "Salle 12", Phase.CLOSED, told("avant lun. 10:50, reste 15 h 50", "waits"), counted(finished=19),
            day=date(2026, 11, 28), start="09:00"),
        row("215", "Salle Pix", Phase.PREPARATION, told("demain"), counted(), day=date(2026, 11, 30), start="09:00"),
        row("199", "Salle Pix", Phase.FINALISED, Waits(), done, day=date(2026, 11, 20), start="14:00",
            keep_until=date(2028, 11, 20)),
    )  # fmt: skip


def pictured(cards: tuple[SessionCard, ...], **more: str) -> HomePicture:
    now = datetime(2026, 11, 29, 18, 59, 47, tzinfo=PARIS)
    return HomePicture(now, cards, {}, "208", site=site_of_all(cards), all_cards=cards, **more)  # type: ignore[arg-type]


ROWS = """\
  AUJOURD'HUI
▌ 17:06       208  Salle Pix     EN COURS    ━━━━━━━━━━── 16/20  2 dépassés · 1 alerte
  17:06       209  Salle info 2  EN COURS    ━━━━━━━━━━── 16/20  2 dépassés · 1 alerte · incident gl.
  13:56       212  Amphi B       TERMINÉE    ████████████ 19/20  à clore, 1 point manque
  19:16       211  Salle 12      ACCUEIL     ━━━━──────── 6/20   à démarrer
  19:16       210  CDI           PRÉPARATION ──────────── 0/20   dans 17 min · salle 0/14 vue

  À FINALISER
  23/11 14:00 201  Salle Pix     CLOSE       ████████████ 20/20  48 h dépassées depuis 4 jours
  28/11 09:00 205  Salle 12      CLOSE       ████████████ 19/20  avant lun. 10:50, reste 15 h 50

  À VENIR
  30/11 09:00 215  Salle Pix     PRÉPARATION              20     demain

  PASSÉES
  20/11 14:00 199  Salle Pix     FINALISÉE                20/20  à garder jusqu'au 20/11/2028
"""


def test_the_columns_of_the_list() -> None:
    """Beside the panel, at 150 columns: every row to the column, the site said once above them."""
    shown = pictured(a_sunday())
    lines = [plain(one.line).rstrip() for one in rows_of(shown, 102, 30)]
    assert "\n".join(lines) + "\n" == ROWS
    heads = plain(columns_line(columns_of(shown, 102)))
    at_ = {word: heads.index(word) for word in ("Heure", "N°", "Salle", "Phase", "Où en est-on", "Ce qui attend")}
    assert at_ == {"Heure": 2, "N°": 14, "Salle": 19, "Phase": 33, "Où en est-on": 45, "Ce qui attend": 65}
    assert plain(heading_line(shown, 150)).startswith(" Vigie   Lycée J.-B. Lulli  ")


def loud(line: Strip) -> int:
    """Cells that come forward without any colour: bold, underlined, reversed, or full; the chosen one's mark apart."""
    styled = ((text.replace("▌", ""), style) for text, style, _ in line)
    return sum(
        len(text.strip()) if style is not None and (style.bold or style.underline or style.reverse)
        else len(re.findall("[\u2580-\u259f]", text))
        for text, style in styled
    )  # fmt: skip


@pytest.mark.parametrize("palette", [ANSI, PLAIN], ids=lambda p: p.name)
def test_without_coloured_ink_nothing_over_outweighs_what_is_urgent(palette: Palette) -> None:
    """A full bar is calm in a soft ink only: without one a session that waits to be closed was the heaviest of all."""
    cards = {card.number: card for card in a_sunday()}
    shown = replace(pictured(tuple(cards.values())), is_inked=not palette.ansi)
    weights = {one.key: loud(paint(one.line, palette, 102)) for one in rows_of(shown, 102, 30) if one.key}
    urgent = {number for number, card in cards.items() if card.waits.tone in ("urgent", "over")}
    over = {n for n, card in cards.items() if card.phase in (Phase.ENDED, Phase.CLOSED, Phase.FINALISED)} - urgent
    assert (urgent, over) == ({"208", "209", "201"}, {"212", "205", "199"})
    assert max(weights[number] for number in over) < min(weights[number] for number in urgent), weights
    assert weights["212"] > weights["205"] >= weights["199"]


async def test_home_itself_draws_no_full_bar_without_coloured_ink(opened: Open, store: Path) -> None:
    a_day(store)
    async with opened((150, 36), theme="ansi") as home:
        assert "·" * 12 + " " in home.text
        assert "█" not in home.text


LONG_PLACES = ("salle-b204 · B204", "Salle polyvalente du bâtiment des sciences", "B12")
SHORTENED = Waits((
    Cause(("à démarrer, prévue à 16:00", "à démarrer"), "waits"), Cause(("salle 0/14 vue", "salle 0/14"), "calm"),
))  # fmt: skip
CAUSES = (Waits(), told("demain"), SHORTENED, Waits((Cause(("avant lun. 10:50, reste 15 h 50",), "waits"), OUTAGE)))


@pytest.mark.parametrize("waits", CAUSES, ids=["nothing", "a word", "words with shorter ones", "a lot"])
@pytest.mark.parametrize("place", LONG_PLACES)
def test_nothing_is_cut_beside_empty_cells(place: str, waits: Waits) -> None:
    """What one column does not need is another's; and a wider list never shows less of any of them."""
    one = row("208", place, Phase.PREPARATION, waits, counted(), day=SUNDAY)
    other = row("209", "CDI", Phase.PREPARATION, told("demain"), counted(), day=SUNDAY)
    shown = pictured((one, other))
    places, causes = 0, 0
    for width in range(70, 201):
        lines = [plain(r.line) for r in rows_of(shown, width) if r.key]
        assert all(len(line) <= width for line in lines)
        beside = max(len(line.rstrip()) for line in lines)
        seen = next(
            (n for n, pair in enumerate(zip(lines[0][19:], place, strict=False)) if len({*pair}) > 1), len(place)
        )
        is_full = beside >= width - 1 or waits is SHORTENED
        assert seen == len(place) or is_full, (width, lines[0])
        told_of = sum(cause.wordings[-1] in lines[0] for cause in waits.causes)
        if width != 70:  # from there on the whole day stands before it
            assert seen >= places, (width, lines[0])
            assert told_of >= causes, (width, lines[0])
        places, causes = seen, told_of


@pytest.mark.parametrize("width", [80, 99, 100, 102, 120, 150, 200])
@pytest.mark.parametrize("waits", [told("demain"), SHORTENED], ids=["a word", "words with shorter ones"])
def test_the_room_of_a_machine_is_whole_where_there_is_room(width: int, waits: Waits) -> None:
    """« salle-b204 · B204 », as the hub names it, from 80 columns on: words that have shorter ones give way."""
    card = row("208", "salle-b204 · B204", Phase.CLOSED, waits, counted(), day=SUNDAY)
    [line] = [plain(r.line) for r in rows_of(pictured((card,)), width) if r.key]
    assert "salle-b204 · B204 " in line


def test_a_sentence_that_is_always_cut_holds_no_column_back() -> None:
    """A journal that cannot be read says why in a sentence: the other sessions keep their columns."""
    card = row(
        "208", "CDI", Phase.RUNNING, told("ligne 12 abîmée : " + "rien n'y est plus écrit " * 4, "over"), counted()
    )
    assert not columns_of(pictured((card,)), 99).is_wide
    assert columns_of(pictured((card,)), 100).is_wide


def test_rows_stand_closer_where_they_are_many() -> None:
    """No row is spent between two groups where the list goes on without it."""
    rows = rows_of(pictured(a_sunday()), 102, 14)
    assert all(plain(one.line) for one in rows)


def test_whom_to_see_over_all_sessions() -> None:
    """The most urgent first, every cause of each; those there is no room for are counted; none twice."""
    cards = a_sunday()
    assert plain(to_see_line(cards, 150)) == (
        " À voir   208 2 dépassés, 1 alerte   209 2 dépassés, 1 alerte, incident global   201 finalisation en retard"
        "   212 à clore   210 dans 17 min"
    )
    assert plain(to_see_line(cards, 127)).endswith("   212 à clore   +1")
    assert plain(to_see_line(cards, 80)) == " À voir   208 2 dépassés, 1 alerte   209 2 dép., 1 alerte, incident   +3"
    calm = plain(to_see_line(cards[3:4], 80))
    assert calm == " À voir   rien à voir pour l'instant", "who waits for their hour calls nobody"
    assert to_see_line((), 80) == ()


@pytest.mark.parametrize("width", [30, 44, 60, 80, 100, 120, 150, 200])
def test_whom_to_see_is_never_too_wide(width: int) -> None:
    """Whatever the width, the first one is named."""
    told_ = plain(to_see_line(a_sunday(), width))
    assert len(told_) <= width
    assert "208" in told_


def test_the_site_stands_in_the_rows_where_there_are_several() -> None:
    """And the heading counts the sessions instead."""
    cards = a_sunday()
    other = (*cards[:2], replace(cards[2], site="Annexe"))
    shown = replace(pictured(other), counts={"today": 3})
    rows = [plain(one.line) for one in rows_of(shown, 150, 30)]
    assert any("Amphi B · Annexe" in line for line in rows)
    assert "3 aujourd'hui" in plain(heading_line(shown, 150))


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (40, "2 dépassés · 1 alerte · incident global"),
        (36, "2 dépassés · 1 alerte · incident gl."),
        (34, "2 dépassés · 1 alerte · incident"),
        (28, "2 dép. · 1 alerte · incident"),
        (5, "2 dép. · 1 alerte · incident"),  # none is left out: the row itself cuts
    ],
)
def test_causes_shorten_one_at_a_time(width: int, text: str) -> None:
    """The last one first; an alert, that somebody waits behind, never before the others."""
    assert Waits((OVER, ALERT, OUTAGE)).fitted(width) == text
    tone: Tone = "over"
    assert Waits((OVER, ALERT, OUTAGE)).tone == tone


# The chosen session ------------------------------------------------------------------------------------


@pytest.fixture
def running(tmp_path: Path) -> Journal:
    """One over time, one with an alert, one interrupted, one who ended, one who is waited for."""
    start = at("09:00:00")
    creation = replace(fictive_session(start.astimezone(PARIS)), number="208", rehearsal=False)
    journal = make(tmp_path, "208", people=creation.candidates)
    run(journal, at("09:00:00"), (1, 2))
    run(journal, at("09:20:00"), range(3, 12))
    act(journal, Finish((4,)), at("10:30:00"))
    act(journal, Interrupt((5,)), at("10:40:00"))
    act(journal, RecordIncident("E2", (6,), question=12), at("10:42:00"))
    act(journal, Mark("absent", (20,)), at("10:43:00"))
    act(journal, WriteNote("chez Mme Duval", 3), at("10:44:00"))
    return journal


def panel(journal: Journal, now: datetime, height: int = 33, width: int = 47) -> list[str]:
    seen = Seen(card_of(journal.session, now), masked(journal.session), now)
    lines: list[Line] = panel_lines(seen, width, height)
    assert len(lines) <= height
    return [plain(line).replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def test_the_chosen_session_beside_the_list(running: Journal) -> None:
    """Its people to see by number and seat, when the tests end, what happened last; no name, no free text."""
    lines = panel(running, at("10:48:00"))
    text = "\n".join(lines)
    assert lines[0] == ""
    assert lines[1].startswith(" 208  Salle 12 · ")
    assert " début     09:00     dernière fin   11:" in text
    assert "1 dépassé   1 alerte ouverte" in text
    assert "À voir (sans nom : l'accueil se voit de loin)" in text
    assert " 06 " in text
    assert "E2 question 12 ouvert" in text
    assert " Fins" in text
    assert "* provisoire" in text, "an interruption has no end yet"
    assert "10:43  20  absent" in text
    assert "chez Mme Duval" not in text
    names = [who.identity.last_name for who in running.session.candidates.values()]
    assert not [name for name in names if name in text]


@pytest.mark.parametrize("width", [47, 49])
def test_nothing_of_the_chosen_session_is_cut(running: Journal, width: int) -> None:
    """Seen on another day than its own: when it began, on which day, and when the last one ends, each whole."""
    place = "Salle polyvalente du bâtiment des sciences et techniques"
    for days in range(7):
        now = at("10:48:00") + timedelta(days=days)
        card = replace(card_of(running.session, now), room=place)
        assert card.last_end
        lines = [plain(line) for line in panel_lines(Seen(card, masked(running.session), now), width, 40)]
        text = " ".join(" ".join(lines).replace("\N{NO-BREAK SPACE}", " ").split())
        assert "…" not in text.partition("Derniers faits")[0], text
        assert f"208 {place} · " in text
        assert f"dernière fin {card.last_end} " in text
        assert any(line.rstrip().endswith(long_day(DAY) if days else card.last_end) for line in lines), text


def test_an_end_that_has_passed_is_not_among_those_to_come(running: Journal) -> None:
    """Who is over stands among those to see."""
    ends = panel(running, at("10:48:00"))
    ends = ends[ends.index(" Fins") + 1 : ends.index(" Derniers faits")]
    assert not [line for line in ends if line.startswith(" 10:45")], ends
    assert any(" 11:05" in line for line in ends)


def test_who_only_nears_their_end_is_not_among_those_to_see(running: Journal) -> None:
    """15 minutes before it, as on the board: ten of them hid who calls; their end stands among the ends."""
    lines = panel(running, at("10:51:00"))
    to_see = lines[lines.index(" À voir (sans nom : l'accueil se voit de loin)") + 1 : lines.index(" Fins") - 1]
    assert to_see
    assert not [line for line in to_see if " fin dans" in line and "," not in line]
    assert any(" 11:05" in line for line in lines[lines.index(" Fins") :])
    late = panel(running, at("11:01:00"))
    assert any("fin dans 4 min" in line for line in late)


@pytest.mark.parametrize(("height", "facts"), [(33, 3), (47, 12)])
def test_the_last_facts_grow(running: Journal, height: int, facts: int) -> None:
    """Three at least; twelve at 50 rows."""
    lines = panel(running, at("10:48:00"), height)
    assert len(lines) - lines.index(" Derniers faits") - 1 >= facts
    if height == 47:
        assert len(lines) - lines.index(" Derniers faits") - 1 == facts


def test_those_to_see_go_on(running: Journal) -> None:
    """In a low window, how many more there are is said, and every section keeps something."""
    lines = panel(running, at("11:03:00"), 24)
    assert any("↓ encore" in line for line in lines)
    assert " Derniers faits" in lines


def test_what_lacks_before_the_close_stands_in_the_panel(tmp_path: Path) -> None:
    """Where nobody is to be seen any more."""
    journal = make(tmp_path, "208")
    run(journal, at("09:00:00"), (1,), to_the_end=True)
    act(journal, Mark("absent", tuple(range(2, 21))), at("10:45:00"))
    act(journal, RecordIncident("C6", (1,)), at("10:46:00"))
    text = "\n".join(panel(journal, at("10:50:00")))
    assert "Manque avant la clôture" in text
    assert "n° 1 : rapport de fraude incomplet" in text


def test_a_running_outage_is_told_before_anybody_starts(tmp_path: Path) -> None:
    """« à démarrer » does not hide it."""
    journal = make(tmp_path, "208")
    act(journal, Mark("join", (1,)), at("08:50:00"))
    act(journal, BeginGlobal("coupure"), at("08:52:00"))
    assert card_of(journal.session, at("08:53:00")).waits.text == "incident global · à démarrer"


def test_nobody_closed_it(tmp_path: Path) -> None:
    """A session of yesterday that is over and open stands among those to finalise, its lateness told."""
    journal = make(tmp_path, "208", DAY - timedelta(days=4))
    run(journal, at("09:00:00", DAY - timedelta(days=4)), to_the_end=True)
    found = card_of(journal.session, at("09:00:00"))
    assert (found.group, found.waits.tone) == ("finalise", "over")
    assert found.waits.text == "à clore · 48 h dépassées depuis 46 h 20"
    later = card_of(journal.session, at("10:40:00"))
    assert later.waits.text == "à clore · 48 h dépassées depuis 2 jours"


# On the screen -------------------------------------------------------------------------------------------


async def test_at_150_columns(opened: Open, store: Path) -> None:
    """List and panel stand beside each other; the lines below the list have gone."""
    a_day(store)
    async with opened(size=(150, 36)) as home:
        lines = home.lines
        assert [line.index("│") for line in lines[2:35]] == [102] * 33
        assert "208  Salle 12" in lines[3][103:]
        assert "Heure" in lines[3]
        await home.press("down")
        assert "209  CDI" in home.lines[3][103:], "the panel is the chosen session's"
        assert "Manque encore" not in home.text


async def test_at_80_columns(opened: Open, store: Path) -> None:
    """The lines below the list, no panel."""
    a_day(store)
    async with opened() as home:
        assert "│" not in home.text
        assert "surveillance : Paul Martin" in home.text


async def test_the_list_says_that_it_goes_on(opened: Open, store: Path) -> None:
    """How many sessions stand below; the chosen one is never behind that line; nothing at the end of the list."""
    for rank in range(30):
        make(store, str(300 + rank), DAY + timedelta(days=rank + 1))
    async with opened() as home:
        assert "↓ encore 15" in home.text
        for _ in range(20):
            await home.press("down")
            assert any(line.startswith("▌") for line in home.lines), home.text
        await home.press("end")
        assert "↓ encore" not in home.text
        assert any(line.startswith("▌") and "329" in line for line in home.lines)


async def test_a_box_that_is_read_says_how_much_goes_on(opened: Open, store: Path) -> None:
    """The help of home, in a low window: so many lines below, until the last one is seen."""
    a_day(store)
    async with opened(size=(80, 16)) as home:
        await home.press("question_mark")
        edge = next(line for line in home.lines if "╰" in line)
        assert "↓ encore " in edge
        assert " lignes" in edge
        await home.press("end")
        assert "↓ encore" not in home.text


async def test_what_was_refused_before_is_gone_with_the_next_key_that_acts(opened: Open, store: Path) -> None:
    """Moving leaves it to be read."""
    a_day(store)
    async with opened() as home:
        await home.press("delete", "down", "up")
        assert "un test y a démarré" in home.footer
        await home.press("slash")
        assert "un test y a démarré" not in home.footer
