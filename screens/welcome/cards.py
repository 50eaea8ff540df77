"""The welcome, drawn: the one who stands at the desk, and who is still expected. No application here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from screens.kit.ink import Line, Span, clip, fit, owned, spread, width_of, wrap_line
from screens.kit.more import drawn_window
from screens.picture.picture import Picture, full_name_in
from screens.picture.steps import is_awaited
from screens.welcome.arrivals import Stage, in_name_order
from screens.widgets.painted import KeyShown, Painted
from supervisor.session import Session
from supervisor.situation import Situation, Status
from supervisor.wording import BORN, STATUS_SHORT, birth_place_shown, plural, typographic

CARD_ROWS = 7
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
    named = _identity(who, width) if who.full_name else _masked_identity(who, width)
    shown = [*named, (), _about(picture.session, who, width), (), _stages(picture, who, desk, width)]
    return [(), *shown] if len(shown) < CARD_ROWS else shown


def _identity(who: Situation, width: int) -> list[Line]:
    identity = who.identity
    birth = f"{identity.birth_date:%d/%m/%Y}" if identity.birth_date is not None else "date inconnue"
    parts = (
        ("NOM ET PRÉNOM", identity.full_name),
        (BORN.get(identity.sex, "né(e) le").upper(), birth),
        ("LIEU DE NAISSANCE", birth_place_shown(who)),
    )
    room = width - 4
    sizes = [max(width_of(((title, ""),)), width_of(((value, ""),))) + 3 for title, value in parts]
    if sum(sizes) - 3 > room:
        # Too long for one line: each under the other, whole.
        titles = max(len(title) for title, _ in parts) + 2 if width >= 50 else 0
        rows = [((f"  {fit(title, titles)}", "label"), (f" {value} ", "tag.plain")) for title, value in parts]
        return [clip(row, width) for row in rows]
    spare = min(5, (room - sum(sizes) + 3) // 2)
    top: list[Span] = [("  ", "")]
    below: list[Span] = [("  ", "tag.plain")]
    for (title, value), size in zip(parts, sizes, strict=True):
        # Nothing stands beside the last: room after it would be cut, and say that its words were.
        room_of = size + spare if title != parts[-1][0] else size - 3
        top.append((fit(title, room_of), "label"))
        below.append((fit(value, room_of), "tag.plain"))
    left = width - width_of(below)
    return [clip(top, width), clip((*below, (" " * max(0, left), "tag.plain")), width)]


def _masked_identity(who: Situation, width: int) -> list[Line]:
    """The same place while the names are masked."""
    seat = f" · place {who.seat}" if who.seat else ""
    return [clip((("  noms masqués", "label"),), width), clip(((f"  n° {who.number}{seat} ", "tag.plain"),), width)]


def _about(session: Session, who: Situation, width: int) -> Line:
    parts = [f"n° {who.number}", who.class_name or who.identity.local_id]
    line: list[Span] = [("  " + " · ".join(p for p in parts if p), "soft")]
    if who.extra_time:
        line.append((f" · temps majoré {who.extra_time}", "violet"))
    key = session.certification_of(who)
    if key != session.certification:
        line.append((f" · {session.reference.certifications.get(key, key)}", "violet"))
    if who.added_later:
        line.append((" · ajouté", "label"))
    if who.status is not Status.EXPECTED:
        line.append((f" · {STATUS_SHORT[who.status].lower()}", "yellow"))
    return clip(line, width)


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
    line: list[Span] = [("  ", "")]
    if desk.stage is Stage.PRESENT:
        line += [("▸ ", "amber+"), ("noté absent : finalement présent ?   ", "yellow+")]
    for stage, told in done.items():
        if told:
            line += [("~ " if by and stage is Stage.IDENTITY else "✓ ", "green"), (told, "soft")]
        elif stage in desk.asked:
            line += [("… ", "label"), (stage.value, "label")]
        elif stage is desk.stage:
            line += [("▸ ", "amber+"), (stage.value + _seat(who, desk, stage), "+")]
        else:
            line += [("· ", "dim"), (stage.value + _seat(who, desk, stage), "label")]
        line.append(("    ", ""))
    return clip(line, width)


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
            (("Comparez avec la pièce : nom, prénom, date et lieu de naissance ; puis signature et place.", "soft"),),
            (add, (" ajoute quelqu'un qui n'est pas sur la liste. ", "soft"), ("Échap", "amber+"),
             (" : consignes et code d'accès, tous démarrent, relève…", "soft")),
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
    """Those found, while something is typed; else those to be welcomed beside those who are."""
    if height <= 0:
        return []
    if desk.search.strip() and desk.number is None:
        return _found(picture, desk, width, height)
    everybody = picture.session.candidates.values()
    awaited = in_name_order([c for c in everybody if is_awaited(c)])
    here = sorted((c for c in everybody if c.is_welcomed), key=lambda c: (c.signed_at, c.number), reverse=True)
    away = in_name_order([c for c in everybody if c.is_away])
    right = max(COLUMN - 4, width // 3)
    if width < COLUMN * 2:
        right = 0
    left = width - right
    lines = [_titles(len(awaited), len(here), len(away), left, right)]
    waiting = _columns(picture.session, awaited, desk, left, height - 1)
    done = [_here(picture, c, right - 2) for c in here] + [_away(picture, c, right - 2) for c in away]
    done = _shortened(done, height - 1) if right else []
    for y in range(height - 1):
        one = waiting[y] if y < len(waiting) else ()
        other = done[y] if y < len(done) else ()
        gap = (" " * max(0, left - width_of(one)), "")
        lines.append(clip((*one, gap, *((("│ ", "rule"),) if right else ()), *other), width))
    return lines


def _titles(awaited: int, here: int, away: int, left: int, right: int) -> Line:
    one: Line = ((" À accueillir ", "tag.wait" if awaited else "tag.gone"), (f" {awaited} ", "yellow+"))
    other: Line = ((" Accueillis ", "tag.done"), (f" {here}", "green+"))
    if away:
        other = (*other, (f" · {plural(away, 'absent')}", "dim"))
    if not right:
        return (*one, ("  ", ""), *other)
    return (*clip(one, left), (" " * max(0, left - width_of(one)), ""), ("│ ", "rule"), *clip(other, right - 2))


def _columns(session: Session, people: Sequence[Situation], desk: AtTheDesk, width: int, height: int) -> list[Line]:
    """Those still awaited one under the other, in as many columns as they need and there is room for."""
    if height <= 0 or not people:
        return []
    count = max(1, min(-(-len(people) // height), width // (COLUMN - 4)))
    size = width // count
    shown = [_awaited(session, who, desk, size - 1) for who in people]
    if len(shown) > count * height:
        rest = len(shown) - count * height + 1
        shown = [*shown[: count * height - 1], ((f"   et {plural(rest, 'autre')}", "label"),)]
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


def _shortened(lines: list[Line], height: int) -> list[Line]:
    if len(lines) <= height:
        return lines
    return [*lines[: max(0, height - 1)], ((f"et {plural(len(lines) - height + 1, 'autre')}", "label"),)]


def _awaited(session: Session, who: Situation, desk: AtTheDesk, width: int) -> Line:
    mark: Span = ("▌", "blue+") if who.number == desk.number else (" ", "")
    # Identity seen and no signature yet: half welcomed.
    half: Span = ("✓ ", "green") if who.checked is not None else ("  ", "")
    extra = f" +{who.extra_time.percent}" if who.extra_time else ""
    number = f"{who.number:02d} "
    # The name gives way to their temps majoré, which is to be seen before the start.
    room = width - width_of((mark, half, (number, ""), (extra, "")))
    return (
        owned(who.number),
        mark,
        half,
        (number, "label"),
        (full_name_in(session, who, max(1, room)), "+"),
        (extra, "violet"),
    )


def _here(picture: Picture, who: Situation, width: int) -> Line:
    hour = picture.hour(who.signed_at, seconds=False) if who.signed_at is not None else ""
    head = f"{hour} {who.number:02d} "
    return clip(
        (owned(who.number), (head, "label"), (full_name_in(picture.session, who, width - len(head)), "soft")),
        max(0, width),
    )


def _away(picture: Picture, who: Situation, width: int) -> Line:
    told = f" {STATUS_SHORT[who.status].lower()} "
    name = f"{who.number:02d} {full_name_in(picture.session, who, width - len(told) - 4)}"
    return spread(((name, "dim"),), ((told, "dim"),), max(0, width))


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


def _match(session: Session, who: Situation, is_lit: bool, width: int) -> Line:
    birth = f"{who.identity.birth_date:%d/%m/%Y}" if who.identity.birth_date is not None else "?"
    name = max(16, min(34, width - 44))
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
        (fit(who.class_name, 6), "soft"), told,
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
