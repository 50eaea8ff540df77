"""A wider screen never shows less than a narrower one: what is told whole at one width is whole at each wider one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from rich.cells import cell_len

from data.reference import read_reference
from screens.closing.rows import closing_rows
from screens.closing.sheet import closing_lines
from screens.dialogs.proposals import BEHIND, box_for, is_whole, noted_lines, proposal_line
from screens.dialogs.words import room_in
from screens.kit.ink import Line, plain
from screens.picture.picture import Picture, end_shown, extra_shown, full_name_shown, picture_of
from screens.review.entries import Entries
from screens.welcome.cards import AtTheDesk, list_lines
from screens.widgets.attention_bar import attention_line
from screens.widgets.counts import counts_line, welcome_line
from screens.widgets.journal import journal_lines
from screens.widgets.lanes import AWAY, lanes_lines
from screens.widgets.room_plan import beside_the_panel, plan_of, wants_the_panel
from screens.widgets.roster import columns_of, row_of
from supervisor import action as act
from supervisor.action import Action, Context
from supervisor.candidate import ExtraTime, Identity
from supervisor.masking import masked
from supervisor.matching import read_line
from supervisor.naming import name_alone, short_name
from supervisor.reference import Edition
from supervisor.session import Session
from supervisor.story import phrase_of
from tests.screens.conftest import Open
from tests.screens.room import AUTHOR, HOST, MemoryDesk, at, prepared

NOW = at("10:28:20")
WIDTHS = range(80, 201)
NAMES = (
    ("ABRAHAM", "Lincoln", 0), ("AUBERT", "Inès", 33), ("BARADON", "Christopher-Alexandre", 0),
    ("DE LA VARENDIÈRE", "Anne-Lise", 33), ("O'CONNOR-FITZGERALD", "Mary-Elizabeth", 100),
    ("WASHINGTON-DELACROIX", "George Alexandre", 0), ("VAN DEN BROECKE", "Jan Pieter", 0), ("LE GOFF", "Maël", 0),
    ("ZOUAOUI-BENSAÏD", "Fatima-Zahra", 0), ("MONTMORENCY-LAVAL-CROIX", "Jean", 0), ("NGUYEN", "Kim-Linh", 0),
    ("ÖZTÜRK", "Élif", 0),
)  # fmt: skip
"""Last name, first name and temps majoré, in whole percent."""


@pytest.fixture(scope="module")
def session() -> Session:
    """Twelve with long names: most run, one is absent, one finished, one alerts, one joined."""
    desk = MemoryDesk(replace(prepared(0).session))
    people = tuple(
        act.NewCandidate(Identity(last_name=last, first_name=first), extra_time=ExtraTime(percent=more),
                         class_name="3e Bilangue", seat=f"{'AB'[index // 6]}{index % 6 + 1:02d}")
        for index, (last, first, more) in enumerate(NAMES)
    )  # fmt: skip
    there = (1, 2, 3, 4, 5, 6, 7, 9, 10, 11)
    deeds: tuple[tuple[str, Action], ...] = (
        ("08:01", act.AddCandidates(people)),
        *((f"08:{30 + number}", act.CheckIdentity(number)) for number in there),
        ("08:50", act.Mark("sign", (1, 2, 4, 5, 6, 7, 9, 10, 11))),
        ("08:51", act.Mark("join", there)),
        ("08:55", act.Mark("start", there[:-1])),
        ("09:25", act.Mark("absent", (8,))),
        ("09:40", act.RecordIncident("E2", (9,), question=12)),
        ("10:05", act.Finish((10,))),
    )
    for hour, deed in deeds:
        outcome = desk.act_now(deed, Context(now=at(f"{hour}:00"), author=AUTHOR, host=HOST))
        assert not outcome.refusals, (deed, outcome.refusals)
    return desk.session


def text(lines: list[Line]) -> str:
    return "\n".join(f"{plain(line)} " for line in lines)


Facts = set[tuple[int, str]]


def of_the_list(picture: Picture, width: int) -> Facts:
    columns = columns_of(picture, beside_the_panel(width))
    told = set()
    for index, number in enumerate(picture.shown):
        row = f" {plain(row_of(picture, index, columns).line)} "
        who = picture.session.candidates[number]
        reasons = [reason.in_a_column for one in picture.attention if one.number == number for reason in one.reasons]
        wanted = (who.full_name, extra_shown(who), end_shown(picture.session, who, picture.now), "q. 12", "✓", *reasons)
        told |= {(number, fact) for fact in wanted if fact and f"{fact} " in row}
    return told


def of_the_lanes(picture: Picture, width: int) -> Facts:
    return _names(picture, text(lanes_lines(picture, width, 20)))


def of_the_plan(picture: Picture, width: int) -> Facts:
    room = width if wants_the_panel(picture, width) else beside_the_panel(width)
    return _names(picture, text(plan_of(picture, room, 20).lines))


def of_the_close(picture: Picture, width: int) -> Facts:
    shown = text(closing_lines(picture, closing_rows(picture), 0, width, 60))
    session = picture.session
    return {(n, "name") for n in session.candidates if f"{short_name(session, n)} " in shown}


def of_the_welcome(picture: Picture, width: int) -> Facts:
    shown = text(list_lines(picture, AtTheDesk(), width, 14))
    return {(n, "name") for n, who in picture.session.candidates.items() if f"{who.full_name} " in shown}


def of_those_found(picture: Picture, width: int) -> Facts:
    people = picture.session.candidates
    shown = text(list_lines(picture, AtTheDesk(search="e", found=tuple(people)), width, 14))
    return {(n, told) for n, who in people.items() for told in (who.full_name, who.class_name) if f"{told} " in shown}


def of_the_bar(picture: Picture, width: int) -> Facts:
    shown = plain(attention_line(picture, width))
    called = {one.number: short_name(picture.session, one.number) for one in picture.attention}
    return {(number, "named") for number, name in called.items() if f" {name} " in shown}


def of_the_counts(picture: Picture, width: int) -> Facts:
    shown = plain(counts_line(picture.counts, width)).split("  ")
    return {(int("".join(filter(str.isdigit, count)) or 0), count.strip("0123456789 ")[:3]) for count in shown}


def of_the_journal(picture: Picture, width: int) -> Facts:
    session = picture.session
    shown = text(journal_lines(session, width, 40))
    told = {(n, "name") for n, who in session.candidates.items() if f" {n:02d} {full_name_shown(who)} " in shown}
    return told | {(0, phrase) for entry in session.entries if f" {(phrase := phrase_of(entry, session))} " in shown}


def of_the_entries(picture: Picture, width: int) -> Facts:
    """The journal that a référent reads."""
    session = picture.session
    entries = Entries(id="entries")
    entries.entries, entries.session = tuple(session.entries), session
    shown = text(entries.lines_of(picture, width, 60))
    told = {(n, "name") for n, who in session.candidates.items() if f" {n:02d} {full_name_shown(who)} " in shown}
    return told | {(0, phrase) for entry in session.entries if f" {(phrase := phrase_of(entry, session))} " in shown}


def of_those_without_seat(picture: Picture, width: int) -> Facts:
    """Below the plan, all of them here."""
    people = {number: replace(who, seat="") for number, who in picture.session.candidates.items()}
    shown = text(plan_of(replace(picture, session=replace(picture.session, candidates=people)), width, 30).lines)
    return {(n, "name") for n, who in people.items() if f"{full_name_shown(who)} " in shown}


def _names(picture: Picture, shown: str) -> Facts:
    session = picture.session
    people = session.candidates.items()
    told = {(n, "name") for n, who in people if f"{name_alone(session, who)} " in shown}
    return told | {(n, "extra") for n, who in people if who.extra_time and extra_shown(who) in shown}


VIEWS: tuple[Callable[[Picture, int], Facts], ...] = (
    of_the_list, of_the_lanes, of_the_plan, of_the_close, of_the_welcome, of_those_found, of_the_bar, of_the_counts,
    of_the_journal, of_the_entries, of_those_without_seat,
)  # fmt: skip


@pytest.mark.few(is_masked=(0,))
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("is_masked", [False, True])
def test_what_is_whole_stays_whole(session: Session, view: Callable[[Picture, int], Facts], *, is_masked: bool) -> None:
    shown = picture_of(masked(session) if is_masked else session, NOW)
    picture = replace(shown, masked=is_masked)
    before: Facts = set()
    for width in WIDTHS:
        told = view(picture, width)
        assert before <= told, (width, before - told)
        before = told
    assert before


HERE = tuple(range(1, 13))
MOMENTS: tuple[tuple[str, tuple[Action, ...]], ...] = (
    ("all are expected", ()),
    ("all have joined", (act.Mark("join", HERE),)),
    ("one is late", (act.Mark("join", HERE[:4]), act.Mark("start", HERE[:4]))),
    ("half have joined", (act.Mark("join", HERE[:6]),)),
    ("some have joined, some run", (act.Mark("join", HERE[:8]), act.Mark("start", HERE[:3]))),
    ("all have ended", (act.Mark("join", HERE), act.Mark("start", HERE), *(act.Finish((n,)) for n in HERE))),
    ("one is absent", (act.Mark("absent", (5,)), act.Mark("join", HERE[:3]))),
)
"""Which lanes are empty, at each of these."""


@pytest.mark.parametrize("deeds", [deeds for _, deeds in MOMENTS], ids=[name for name, _ in MOMENTS])
def test_an_empty_lane_cuts_nobody(deeds: tuple[Action, ...]) -> None:
    """It keeps its title, and lends the rest to names that are cut; everybody stands below the title of their lane."""
    desk = MemoryDesk(replace(prepared(0).session))
    people = tuple(
        act.NewCandidate(Identity(last_name=last, first_name=first), extra_time=ExtraTime(percent=more))
        for last, first, more in NAMES
    )
    for deed in (act.AddCandidates(people), *deeds):
        outcome = desk.act_now(deed, Context(now=at("09:00:00"), author=AUTHOR, host=HOST))
        assert not outcome.refusals, (deed, outcome.refusals)
    picture = picture_of(desk.session, at("09:05:00"))
    before: Facts = set()
    for width in WIDTHS[::3]:
        lines = [plain(line) for line in lanes_lines(picture, width, 20)]
        assert {cell_len(line) for line in lines} == {width}
        told = of_the_lanes(picture, width)
        assert before <= told, (width, before - told)
        before = told
        edges = [-1, *(at for at, sign in enumerate(lines[1]) if sign == "│"), width]
        titles = [lines[0][begin + 1 : end] for begin, end in pairwise(edges)]
        columns = [[line[begin + 1 : end] for line in lines[1:]] for begin, end in pairwise(edges)]
        counted = [int(title.split()[-1]) for title in titles]
        away = sum(who.status in AWAY for who in desk.session.candidates.values())
        assert "…" not in lines[0]
        assert [sum(any(map(str.isdigit, cell)) for cell in column) for column in columns] == [
            *counted[:-1], counted[-1] + away,
        ]  # fmt: skip
        empty = [title for title, column in zip(titles, columns, strict=True) if not any(map(str.strip, column))]
        if any("…" in line for line in lines[1:]):
            assert all(len(title) <= len(title.strip()) + 4 for title in empty), (width, titles)
        if width == 80 and len(empty) == 3:
            assert {(n, "name") for n in HERE} <= told, lines
    assert {(n, "name") for n in HERE} <= before


@pytest.mark.parametrize("view", [of_the_close, of_those_without_seat])
def test_names_are_whole_at_80_beside_few_words(session: Session, view: Callable[[Picture, int], Facts]) -> None:
    """« test en cours » needs no forty cells, an end no thirty: 80 columns hold every name beside them."""
    assert view(picture_of(session, NOW), 80) == view(picture_of(session, NOW), 200)


@pytest.mark.parametrize("signed", [HERE, HERE[:9]], ids=["all have signed", "some have to sign"])
def test_once_nobody_is_to_come_their_room_is_the_others(signed: tuple[int, ...]) -> None:
    """The welcome, when the tests run: every name whole from 80 columns on, beside the title that says nobody."""
    desk = MemoryDesk(replace(prepared(0).session))
    people = tuple(act.NewCandidate(Identity(last_name=last, first_name=first)) for last, first, _ in NAMES)
    deeds: tuple[Action, ...] = (*(act.CheckIdentity(number) for number in HERE), act.Mark("sign", signed))
    for deed in (act.AddCandidates(people), *deeds):
        outcome = desk.act_now(deed, Context(now=at("09:00:00"), author=AUTHOR, host=HOST))
        assert not outcome.refusals, (deed, outcome.refusals)
    picture = picture_of(desk.session, at("09:05:00"))
    for width in WIDTHS[::3]:
        lines = list_lines(picture, AtTheDesk(), width, 17)
        assert plain(lines[0]).startswith(" À faire signer" if signed != HERE else " Accueillis 12 ")
        assert " À accueillir 0 " in plain(lines[0])
        shown = text(lines)
        assert not [who.full_name for who in desk.session.candidates.values() if f"{who.full_name} " not in shown], (
            width
        )
        assert len(lines) <= 17


def test_before_anybody_has_come_nobody_is_cut() -> None:
    """Beside « Accueillis 0 » nothing stands: those awaited have all the cells."""
    desk = MemoryDesk(replace(prepared(0).session))
    fitting = [name for name in NAMES if len(f"{name[0]} {name[1]}") < 30]
    people = tuple(act.NewCandidate(Identity(last_name=last, first_name=first)) for last, first, _ in fitting)
    desk.act_now(act.AddCandidates(people), Context(now=at("08:00:00"), author=AUTHOR, host=HOST))
    for width in WIDTHS[::3]:
        lines = list_lines(picture_of(desk.session, at("08:05:00")), AtTheDesk(), width, 1 + len(fitting) // 2 + 1)
        assert plain(lines[0]).split() == ["Accueillis", "0", "À", "accueillir", str(len(fitting))]
        assert "…" not in text(lines), (width, text(lines))


def test_what_is_counted_at_the_door_is_never_cut(session: Session) -> None:
    """With all that calls before it, the last counts shorten, then go: « 1… » says nothing."""
    before: set[str] = set()
    for width in WIDTHS:
        picture = picture_of(session, at("11:28:20"))
        shown = plain(welcome_line(replace(picture, counts=replace(picture.counts, absent=1, joined=1)), width))
        assert cell_len(shown) <= width
        assert "…" not in shown, (width, shown)
        told = {word for word in ("dépassés", "alerte", "accueillis", "à faire signer", "en cours") if word in shown}
        assert before <= told | {"à faire signer"}, (width, shown)
        before = told
    assert before >= {"dépassés", "alerte", "en cours"}


@pytest.mark.parametrize("width", [80, 120, 140, 150, 180, 200])
def test_a_usual_name_is_whole_at_every_width(session: Session, width: int) -> None:
    """The bar of progress says least: it gives way first."""
    told = of_the_list(picture_of(session, NOW), width)
    assert {(7, "VAN DEN BROECKE Jan Pieter"), (9, "ZOUAOUI-BENSAÏD Fatima-Zahra")} <= told | (
        {(9, "ZOUAOUI-BENSAÏD Fatima-Zahra")} if width == 80 else set()
    )


@pytest.mark.parametrize(
    "view", [of_the_close, of_the_welcome, of_those_found, of_the_lanes, of_the_plan, of_the_journal, of_the_entries,
             of_those_without_seat],
)  # fmt: skip
@pytest.mark.parametrize("width", [150, 200])
def test_no_name_is_cut_beside_empty_cells(session: Session, view: Callable[[Picture, int], Facts], width: int) -> None:
    people = session.candidates.values()
    wanted = {who.number for who in people if view is not of_the_welcome or who.number in (8, 12)}
    whole = {number for number, _ in view(picture_of(session, NOW), width)}
    elsewhere: dict[Callable[[Picture, int], Facts], set[int]] = {
        of_the_close: {8, 10},
        of_the_plan: {10},
        of_the_journal: {12},
        of_the_entries: {12},
    }
    assert wanted - whole <= elsewhere.get(view, set())


@pytest.mark.parametrize("edition", ["current", "2021"])
@pytest.mark.parametrize("is_noted", [False, True])
def test_a_box_for_incidents_cuts_no_label_beside_empty_cells(edition: Edition, *, is_noted: bool) -> None:
    """It is as wide as its longest label needs, the screen at most; what it cuts is told in full below the list."""
    reference = read_reference(edition)
    matches, box = read_line(reference, "").matches, box_for(reference)
    assert box <= max(WIDTHS)
    before: Facts = set()
    for width in WIDTHS:
        room = room_in(box, width)
        rows = [plain(proposal_line(match, room, is_lit=False, is_noted=is_noted)) for match in matches]
        assert all(cell_len(row) <= room - BEHIND for row in rows)
        whole = {(n, m.label) for n, (m, row) in enumerate(zip(matches, rows, strict=True)) if m.label in row}
        assert before <= whole, (width, before - whole)
        before = whole
        assert {m.label for m in matches if is_whole(m, room)} <= {label for _, label in whole}
        if len(whole) < len(matches):
            assert width < box
            assert max(map(cell_len, rows)) >= room - BEHIND - 1  # none ends with a space before its ellipsis
    assert len(before) == len(matches)


def test_what_is_noted_already_has_the_width_of_the_box() -> None:
    """All that was noted of somebody, as far as one row goes."""
    desk = MemoryDesk(replace(prepared(0).session))
    someone = act.NewCandidate(Identity(last_name="LE GOFF", first_name="Maël"))
    deeds: tuple[Action, ...] = (
        act.AddCandidates((someone,)),
        *(act.RecordIncident("E2", (1,), question=n) for n in range(10, 16)),
    )
    for deed in deeds:
        desk.act_now(deed, Context(now=at("09:00:00"), author=AUTHOR, host=HOST))
    counted = 0
    for width in WIDTHS:
        room = room_in(box_for(desk.session.reference), width)
        [line] = noted_lines(desk.session, 1, room)
        assert cell_len(plain(line)) <= room
        assert plain(line).count(", 09:00") >= counted
        counted = plain(line).count(", 09:00")
    assert counted > 3


@pytest.mark.parametrize("keys", ["S f", "U"], ids=["the end of an outage", "what may be undone"])
async def test_a_list_in_a_box_cuts_no_name_beside_empty_cells(opened: Open, session: Session, keys: str) -> None:
    """Its box is as much wider as the longest name needs, on a screen that has it; also drawn larger or smaller."""
    desk = MemoryDesk(session)
    desk.act_now(act.BeginGlobal("coupure"), Context(now=NOW, author=AUTHOR, host=HOST))
    name = short_name(session, 10)
    async with opened(desk, size=(150, 36)) as board:
        await board.press(*keys.split())
        for columns, is_whole in ((150, True), (80, False), (200, True), (84, False)):
            await board.pilot.resize_terminal(columns, 36)
            await board.settle()
            assert (f"{name} " in board.dialog) is is_whole, (columns, board.dialog)
            assert name[:15] in board.dialog
            assert board.app.screen.query_one("#box").size.width <= 100
