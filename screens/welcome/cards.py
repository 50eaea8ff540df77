"""The welcome, drawn: the one who stands at the desk, and who is still expected. No application here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.cells import cell_len

from screens.kit.ink import Line, Span, clip, cut, fit, joined, owned, width_of, wrap_line
from screens.kit.more import drawn_window, limited, more_below
from screens.kit.remembered import Remembered
from screens.picture.picture import Picture, extra_shown, full_name_in, full_name_shown
from screens.picture.steps import is_awaited
from screens.welcome.arrivals import Stage, in_name_order
from screens.widgets.painted import KeyShown, Painted
from supervisor.session import Session
from supervisor.situation import Situation, Status
from supervisor.wording import STATUS_SHORT, birth_place_shown, born_on, plural, typographic

CARD_ROWS = 5
WIDEST_CARD, WIDEST_NAME = 96, 46
"""Cells beyond which what belongs together would stand too far apart."""
COLUMN = 30
"""Cells that a name of the list needs at least."""


@dataclass(frozen=True, slots=True)
class AtTheDesk:
    """Where the welcome stands."""

    number: int | None = None
    """Who is shown; None: nobody."""
    stage: Stage = Stage.DONE
    asked: frozenset[Stage] = frozenset()
    search: str = ""
    found: tuple[int, ...] = ()
    """Whom the search finds."""
    lit: int | None = None
    """Whom Enter chooses among them."""
    seat: str = ""
    """The place that is typed, which Enter would note."""


# The card --------------------------------------------------------------------------------------------


def card_lines(picture: Picture, desk: AtTheDesk, width: int, key_shown: KeyShown) -> list[Line]:
    """Name, birth date and place of birth before the eyes, then what is due; or what to do."""
    who = picture.session.candidates.get(desk.number) if desk.number is not None else None
    if who is None:
        return _nobody(picture.session, width, key_shown)
    about = _about(picture.session, who)
    shown = [*_identity(who, width), *([clip((("  ", ""), *about), width)] if about else [])]
    shown.append(_stages(picture, who, desk, width))
    return [(), *shown, ()] if len(shown) < CARD_ROWS - 1 else shown if len(shown) >= CARD_ROWS else [(), *shown]


def _identity(who: Situation, width: int) -> list[Line]:
    """What is compared with the document stands at the left; the place of birth, and who it is here, at the right."""
    identity = who.identity
    born = born_on(who, "date inconnue")
    where = identity.born_where if identity.birth_place else f"lieu de naissance {birth_place_shown(who)}"
    here = " · ".join(part for part in (
        f"n° {who.number:02d}", who.class_name or identity.local_id, f"place {who.seat}" if who.seat else ""
    ) if part)  # fmt: skip
    if not who.full_name:
        return [clip((("  noms masqués", "label"),), width), clip((("  ", ""), (here, "+")), width)]
    name: Line = (("  ", ""), (identity.last_name, "+"), ("  ", ""), (identity.first_name, "+"))
    return [*_two(name, ((here, "soft"),), width), *_two((("  ", ""), (born, "+")), ((where, "+"),), width)]


def _two(left: Line, right: Line, width: int) -> list[Line]:
    """Two things beside each other, the second at its column where it can; too long, one under the other, whole."""
    column = min(width * 5 // 8, WIDEST_CARD * 5 // 8)
    at = column if width_of(left) < column and column + width_of(right) <= width else width_of(left) + 2
    if at + width_of(right) > width:
        return [*wrap_line(left, width, 2), *wrap_line((("  ", ""), *right), width, 2)]
    return [(*left, (" " * (at - width_of(left)), ""), *right)]


def _about(session: Session, who: Situation) -> Line:
    """What is not so of everybody."""
    parts: list[Span] = []
    if who.extra_time:
        parts.append((f"temps majoré {who.extra_time}", "violet"))
    key = session.certification_of(who)
    if key != session.certification:
        parts.append((session.reference.certifications.get(key, key), "violet"))
    if who.added_later:
        parts.append(("ajouté", "label"))
    if who.status is not Status.EXPECTED:
        parts.append((STATUS_SHORT[who.status].lower(), "yellow"))
    return joined([(part,) for part in parts], " · ")


def _stages(picture: Picture, who: Situation, desk: AtTheDesk, width: int) -> Line:
    def hour(at: datetime) -> str:
        return f" {picture.session.local(at):%H:%M}"

    absent = who.status is Status.ABSENT
    checked = None if absent else who.checked
    by = f", {who.checked.attested_by}" if checked is not None and checked.attested and who.checked else ""
    word = "attestée" if by else "identité"
    done = {
        Stage.IDENTITY: f"{word}{hour(checked.at)}{by}" if checked is not None else "",
        Stage.SIGN: f"émargement{hour(who.signed_at)}" if who.signed_at is not None else "",
        Stage.SEAT: f"place {who.seat or 'libre'}" if Stage.SEAT in desk.asked else "",
    }
    cells: list[Line] = []
    if desk.stage is Stage.PRESENT:
        cells.append((("▸ ", "amber+"), ("noté absent : finalement présent ?", "yellow+")))
    for stage, told in done.items():
        if told:
            cells.append((("~ " if by and stage is Stage.IDENTITY else "✓ ", "green"), (told, "soft")))
        elif stage in desk.asked:
            cells.append((("… ", "label"), (stage.value, "label")))
        elif stage is desk.stage:
            cells.append((("▸ ", "amber+"), (stage.value + _seat(who, desk, stage), "+")))
        else:
            cells.append((("· ", "dim"), (stage.value + _seat(who, desk, stage), "label")))
    column = (min(width, WIDEST_CARD) - 6) // len(cells)
    if any(width_of(cell) >= column for cell in cells):
        return clip((("  ", ""), *joined(cells, "    ")), width)
    return (("  ", ""), *(span for cell in cells for span in (*cell, (" " * (column - width_of(cell)), ""))))


def _seat(who: Situation, desk: AtTheDesk, stage: Stage) -> str:
    seat = desk.seat or who.seat
    return f" {seat}" if stage is Stage.SEAT and seat else ""


def _nobody(session: Session, width: int, key_shown: KeyShown) -> list[Line]:
    everybody = session.candidates.values()
    add: Span = (key_shown("add"), "amber+")
    if not everybody:
        lines: list[Line] = [(("Personne n'est sur la liste.", "+"),), (add, (" ajoute un candidat.", ""))]
    elif any(is_awaited(c) for c in everybody):
        lines = [
            (("Tapez deux ou trois lettres du nom ou du prénom, ou le numéro.", "+"),),
            (add, (" ajoute quelqu'un qui n'est pas sur la liste.", "soft")),
            (("Échap", "amber+"), (" : consignes et code d'accès, tous démarrent, relève…", "soft")),
        ]  # fmt: skip
    else:
        lines = [*_all_here(session, key_shown)]
    short = session.missing_surveillants()
    if short and not session.derogations:
        per = session.reference.thresholds.candidates_per_surveillant
        told = f"Il manque {plural(short, 'surveillant')} : un pour {per} candidats présents."
        lines.append(((told, "yellow"),))
    spoken = [tuple((typographic(text), role) for text, role in line) for line in lines]
    wrapped = [row for line in spoken for row in wrap_line((("  ", ""), *line), width - 2, 2)]
    return [(), *wrapped][:CARD_ROWS]


def _all_here(session: Session, key_shown: KeyShown) -> list[Line]:
    here = sum(c.is_welcomed for c in session.candidates.values())
    absent = sum(c.status is Status.ABSENT for c in session.candidates.values())
    joined = sum(c.status is Status.JOINED for c in session.candidates.values())
    away = f", {plural(absent, 'absent')}" if absent else ""
    lines: list[Line] = [((f"✓ Tout le monde est accueilli : {plural(here, 'présent')}{away}.", "green+"),)]
    lines.append((
        ("Ensuite : ", "+"), ("Échap", "amber+"), (" consignes et code d'accès ; ", ""),
        (key_shown("next_view"), "amber+"), (" le tableau, où ", ""),
        (key_shown("join"), "amber+"), (" note qui a rejoint et ", ""),
        (key_shown("start_all"), "amber+"), (" les fait tous démarrer.", ""),
    ))  # fmt: skip
    if joined:
        lines.append(((f"{joined} sur {here} ont rejoint.", "soft"),))
    return lines


# The lists -------------------------------------------------------------------------------------------


def list_lines(picture: Picture, desk: AtTheDesk, width: int, height: int) -> list[Line]:
    """Those found, while something is typed; else three groups: to be welcomed, to sign, welcomed."""
    if height <= 0:
        return []
    if desk.search.strip() and desk.number is None:
        return _found(picture, desk, width, height)
    reminder = desk.stage is Stage.IDENTITY and desk.number is not None and height > WITH_REMINDER
    room = height - 2 * reminder
    lines = _groups(picture, desk, width, room)
    lines += [()] * (room - len(lines))
    return [*lines, (), clip(REMINDER, width)] if reminder else lines


WITH_REMINDER = 9
REMINDER: Line = ((" Pièce à comparer : nom, prénom, date et lieu de naissance.", "soft"),)


def _groups(picture: Picture, desk: AtTheDesk, width: int, height: int) -> list[Line]:
    """At the left who has to sign and, below, who is done; at the right who is still to come."""
    session = picture.session
    everybody = session.candidates.values()
    to_sign = in_name_order([c for c in everybody if is_awaited(c) and c.checked is not None])
    awaited = in_name_order([c for c in everybody if is_awaited(c) and c.checked is None])
    here = sorted((c for c in everybody if c.is_welcomed), key=lambda c: (c.signed_at, c.number), reverse=True)
    away = in_name_order([c for c in everybody if c.is_away])
    ready = [*here, *away]
    has_come = bool(to_sign or ready)
    share = LEFT if has_come else LEFT_EMPTY
    left = width * share // 80 if width >= COLUMN * 2 else width
    right = width - left

    def signing(room: int, cells: int) -> list[Line]:
        rows = [_awaited(session, c, desk, cells) for c in to_sign]
        return [_title("À faire signer", len(to_sign), "tag.look"), *limited(rows, room - 1)] if to_sign else []

    def coming(room: int, cells: int) -> list[Line]:
        title = _title("À accueillir", len(awaited), "tag.wait" if awaited else "tag.gone")
        return [title, *_columns(session, awaited, desk, cells, room - 1)]

    told: Line = ((f" {plural(len(away), 'absent')}", "dim"),) if away else ()
    heading: Line = (*_title("Accueillis", len(here), "tag.done"), *told)

    def row(who: Situation, cells: int) -> Line:
        return _away(picture, who, cells) if who.is_away else _here(picture, who, cells)

    def done(room: int, cells: int) -> list[Line]:
        return [heading, *limited([row(who, cells) for who in ready], room - 1)]

    if left == width:
        signs = signing(max(2, height // 3), width)
        return [*signs, *coming(height - len(signs) - 1, width), done(1, width)[0]][:height]
    if not has_come:
        title, *names = coming(height, width)
        return [(*heading, (" " * (left - width_of(heading)), ""), *title), *names]
    if not awaited:
        # Nobody is to come: those who have go on in their place, beside the title that says so.
        signs = signing(height * 2 // 3, width)
        signs += [()] if signs else []
        names = _in_columns(ready, row, width, height - len(signs) - 1, _longest_line(session) + 2)
        rows: list[Line] = [*signs, heading, *names]
        beside = clip(rows[0], left - 1)
        return [(*beside, (" " * (left - width_of(beside)), ""), *coming(1, right)[0]), *rows[1:height]]
    signs = signing(height * 2 // 3, left - 2)
    signs += [()] if signs else []
    one = [*signs, *done(height - len(signs), left - 1)]
    other = coming(height, right)
    lines = []
    for y in range(height):
        beside = clip(one[y], left - 1) if y < len(one) else ()
        gap = (" " * (left - width_of(beside)), "")
        lines.append((*beside, gap, *clip(other[y] if y < len(other) else (), right)))
    return lines


LEFT, LEFT_EMPTY = 35, 18
"""Cells of 80 that those who sign or are welcomed take, and those of their title before there are any."""


def _title(text: str, count: int, tag: str) -> Line:
    return ((f" {text} {count} ", tag),)


def _columns(session: Session, people: Sequence[Situation], desk: AtTheDesk, width: int, height: int) -> list[Line]:
    """Those still awaited."""

    def row(who: Situation, cells: int) -> Line:
        return _awaited(session, who, desk, cells)

    return _in_columns(people, row, width, height, NARROWEST)


def _in_columns(
    people: Sequence[Situation], row: Callable[[Situation, int], Line], width: int, height: int, narrowest: int
) -> list[Line]:
    """Some people one under the other, in as many columns as they need and there is room for."""
    if height <= 0 or not people:
        return []
    count = max(1, min(-(-len(people) // height), width // narrowest))
    size = width // count
    shown = [row(who, size - 1) for who in people]
    if len(shown) > count * height:
        shown = [*shown[: count * height - 1], more_below(len(shown) - count * height + 1)]
    rows = min(height, len(shown))
    lines: list[Line] = []
    for y in range(rows):
        line: list[Span] = []
        for x in range(count):
            index = x * rows + y
            cell = clip(shown[index], size - 1) if index < len(shown) else ()
            line += [*cell, (" " * max(0, size - width_of(cell)), "")]
        lines.append(tuple(line))
    return lines


NARROWEST = 21
"""Cells of a column of names."""
WITH_SEAT = 30
"""Cells from which on a line has the planned seat too."""


def _awaited(session: Session, who: Situation, desk: AtTheDesk, width: int) -> Line:
    mark: Span = ("▌", "blue+") if who.number == desk.number else (" ", "")
    width = min(width, max(WIDEST_NAME, _longest_line(session)))
    gap = " " if width < WITH_SEAT else "  "
    extra = f"{gap}{extra_shown(who)}" if who.extra_time else ""
    number = f"{gap[1:]}{who.number:02d}{gap}"
    seat = fit(f"  {who.seat}", max(5, len(who.seat) + 2)) if who.seat and width >= WITH_SEAT else ""
    # The name gives way to their temps majoré, which is to be seen before the start.
    room = max(1, width - width_of((mark, (number, ""), (extra, ""), (seat, ""))))
    name = full_name_in(session, who, room)
    filler = " " * (room - width_of(((name, ""),)))
    return (
        owned(who.number),
        mark,
        (number, "label"),
        (name, "+"),
        (extra, "violet"),
        (filler + seat if seat else "", "soft"),
    )


def _cells_of_a_line(session: Session) -> int:
    """Cells of a line of the list in which each name is whole, temps majoré and seat beside it."""
    people = session.candidates.values()
    longest = max((cell_len(full_name_shown(who)) + len(extra_shown(who)) for who in people), default=0)
    return AROUND_A_NAME + longest + max((len(who.seat) for who in people), default=0)


_longest_line = Remembered(_cells_of_a_line)
AROUND_A_NAME = 10
"""Cells of mark, number and gaps."""


def _here(picture: Picture, who: Situation, width: int) -> Line:
    hour = picture.hour(who.signed_at, seconds=False) if who.signed_at is not None else ""
    head = f"  {hour}  {who.number:02d}  "
    extra = f"  {extra_shown(who)}" if who.extra_time else ""
    name = full_name_in(picture.session, who, max(1, width - len(head) - len(extra)))
    return clip((owned(who.number), (head, "label"), (name, "soft"), (extra, "violet")), max(0, width))


def _away(picture: Picture, who: Situation, width: int) -> Line:
    head = f"  {STATUS_SHORT[who.status].lower()[:6]:<6} {who.number:02d}  "
    name = full_name_in(picture.session, who, max(1, width - len(head)))
    return clip((owned(who.number), (head, "dim"), (name, "dim")), max(0, width))


def _found(picture: Picture, desk: AtTheDesk, width: int, height: int) -> list[Line]:
    session = picture.session
    numbers, typed = desk.found, desk.search.strip()
    if not numbers:
        told = f" personne ne s'appelle « {typed} »"
        return [(("  ", ""), (typographic(told), "yellow"), ("   + ", "amber+"), ("l'ajoute à la liste", "soft"))]
    title = typographic(f" {len(numbers)} pour « {typed} » : une lettre de plus, ou ↑ ↓ et Entrée")
    place = numbers.index(desk.lit) if desk.lit in numbers else 0

    def row(rank: int) -> Line:
        return _match(session, session.candidates[numbers[rank]], rank == place, width)

    return [((title, "label"),), *drawn_window(len(numbers), row, place, height - 1)]


_longest_class = Remembered(
    lambda session: max((cell_len(who.class_name) for who in session.candidates.values()), default=0)
)
OF_A_MATCH, LONGEST_CLASS = 38, 14
"""Cells of a line of those found besides the name and the class; and of a class at most."""


def _match(session: Session, who: Situation, is_lit: bool, width: int) -> Line:
    birth = f"{who.identity.birth_date:%d/%m/%Y}" if who.identity.birth_date is not None else "?"
    school = max(4, min(LONGEST_CLASS, _longest_class(session), width - OF_A_MATCH - 16)) + 2
    longest = max(34, _longest_line(session) - AROUND_A_NAME)
    name = max(16, min(longest, width - OF_A_MATCH - school))
    if who.is_welcomed:
        at = f" {session.local(who.signed_at):%H:%M}" if who.signed_at is not None else ""
        told: Span = (f"✓ accueilli{at}", "green")
    elif who.is_away:
        told = (STATUS_SHORT[who.status].lower(), "dim")
    elif who.checked is not None:
        told = ("n'a pas signé", "yellow")
    else:
        told = ("attendu", "label")
    return clip((
        owned(who.number), ("▌ " if is_lit else "  ", "blue+"), (f"{who.number:02d}  ", "label"),
        (fit(full_name_in(session, who, name - 1), name), "+" if is_lit else ""), (f"{birth}  ", "soft"),
        (fit(cut(who.class_name, school - 1), school), "soft"), told,
    ), width)  # fmt: skip


# The widgets -----------------------------------------------------------------------------------------


class WelcomeCard(Painted):
    """The one who stands at the desk."""

    GROUND = "chosen"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self.desk = AtTheDesk()
        self.key_shown: KeyShown = str

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        lines = card_lines(picture, self.desk, width, self.key_shown)
        return (lines if len(lines) <= height else [line for line in lines if line])[:height]


class Awaited(Painted):
    """Who is still expected and who was welcomed; or whom the search finds."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self.desk = AtTheDesk()

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        return list_lines(picture, self.desk, width, height)
