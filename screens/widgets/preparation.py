"""The preparation, drawn: the points of the room, who supervises, who trained them. No application here."""

from __future__ import annotations

from screens.ink import Line, Span, clip, cut, spread, width_of, wrap_line
from screens.picture import Picture
from screens.widgets.painted import Painted
from supervisor.candidate import plain
from supervisor.session import RoomPoint, Session
from supervisor.wording import plural, typographic

Points = tuple[tuple[str, str], ...]
"""Key and text of each point of the check-list."""
SHORTEST_TEXT = 24
"""Cells that the text of a point keeps beside a long remark."""


def preparation_lines(picture: Picture, points: Points, chosen: int, width: int, height: int) -> list[Line]:
    """The check-list with the chosen point, then the people; the list gives way where rows are few."""
    people = people_lines(picture.session, width)
    detail = _detail(picture.session, points, chosen, width)
    tail: list[Line] = [*detail, *([()] if height > len(points) + len(people) + len(detail) + 1 else []), *people]
    room = max(3, height - 1 - len(tail))
    first = max(0, min(chosen - room // 2, len(points) - room))
    rows = [_row(picture.session, point, first + i == chosen, width)
            for i, point in enumerate(points[first : first + room])]  # fmt: skip
    return [_title(picture.session, points, width), *rows, *tail][:height]


def _title(session: Session, points: Points, width: int) -> Line:
    seen = [session.room_points[key] for key, _ in points if key in session.room_points]
    lacking = sum(not point.ok for point in seen)
    line: list[Span] = [(" Salle ", "tag.session"), (f"  {len(seen)} sur {len(points)} points vus", "+")]
    if lacking:
        line.append((f"  {plural(lacking, 'manque', 'manquent')}", "red+"))
    elif seen and len(seen) == len(points):
        line.append(("  ✓ tout est prêt", "green"))
    return clip(line, width)


def _row(session: Session, point: tuple[str, str], is_chosen: bool, width: int) -> Line:
    key, text = point
    seen = session.room_points.get(key)
    sign: Span = ("· ", "dim") if seen is None else ("✓ ", "green") if seen.ok else ("× ", "red+")
    mark: Span = ("▌", "blue+") if is_chosen else (" ", "")
    who: Line = ((f"{_when(session, seen)} {cut(seen.author, 14)} ", "label"),) if seen is not None else ()
    # What is to be said of it gives way last.
    remark = f"  {seen.remark}" if seen is not None and seen.remark else ""
    room = max(SHORTEST_TEXT, width - 4 - width_of(who) - width_of(((remark, ""),)))
    ink = "+" if is_chosen else "soft" if seen is not None and seen.ok else ""
    told: Span = (typographic(remark), "yellow" if seen is not None and seen.ok else "red")
    return spread((mark, sign, (cut(typographic(text), room), ink), told), who, width)


def _when(session: Session, point: RoomPoint) -> str:
    local = session.local(point.at)
    return f"{local:%H:%M}" if local.date() == session.date else f"{local:%d/%m %H:%M}"


def _detail(session: Session, points: Points, chosen: int, width: int) -> list[Line]:
    """The remark on the chosen point in full, where its row has no room for it."""
    if not points:
        return [(("   Aucun point n'est donné à cet écran.", "label"),)]
    key, text = points[min(chosen, len(points) - 1)]
    seen = session.room_points.get(key)
    if seen is None or not seen.remark or width_of(((text + seen.remark, ""),)) + 30 <= width:
        return []
    told: Line = (("   ", ""), (typographic(seen.remark), "yellow" if seen.ok else "red"))
    return wrap_line(told, width, 3)[:2]


# People ----------------------------------------------------------------------------------------------


def needed(session: Session, people: int) -> int:
    """Surveillants for so many candidates, at one for 20 (DOMAIN.md section 1)."""
    return -(-people // session.reference.thresholds.candidates_per_surveillant)


def people_lines(session: Session, width: int) -> list[Line]:
    """Who supervises and who trained them; whether they are enough; the access code."""
    enrolled = len(session.candidates)
    count = len(session.surveillants)
    per = session.reference.thresholds.candidates_per_surveillant
    due = needed(session, enrolled)
    people = f"  {plural(count, 'surveillant')} pour {plural(enrolled, 'inscrit')}"
    head: Line = ((" Surveillants ", "tag.session"), (people, "+"), (f"  un pour {per} présents", "label"))
    lines: list[Line] = [clip(head, width)]
    named = list(session.surveillants)
    named += [t.name for t in session.trainings if plain(t.name) not in map(plain, named)]
    lines += [_surveillant(session, name, width) for name in dict.fromkeys(named)]
    if not named:
        lines.append((("   personne n'est nommé : ", "yellow"), ("R", "amber+"), (" dit qui surveille", "soft")))
    lines += _ratio(session, due, width)
    code: Span = ("donné", "green") if session.access_code else ("pas encore saisi", "yellow")
    lines.append(
        clip((("   Code d'accès : ", "label"), code, ("   e", "amber+"), (" le saisir, le corriger", "soft")), width)
    )
    return lines


def _surveillant(session: Session, name: str, width: int) -> Line:
    training = next((t for t in reversed(session.trainings) if plain(t.name) == plain(name)), None)
    now: Span = (" (surveille)", "label") if name == session.surveillant else ("", "")
    if name not in session.surveillants:
        now = (" (formé, pas nommé)", "label")
    if training is None:
        told: Line = (("  formation non notée : ", "yellow"), ("t", "amber+"), (" la note", "soft"))
    else:
        told = ((f"  ✓ formé par {training.trainer} le {training.on:%d/%m/%Y}", "green"),)
    return clip((("   ", ""), (name, "+"), now, *told), width)


def _ratio(session: Session, due: int, width: int) -> list[Line]:
    short_now = session.missing_surveillants()
    short = max(0, due - max(1, len(session.surveillants)))
    lines: list[Line] = []
    if short_now:
        told = f"   Il manque {plural(short_now, 'surveillant')} pour les candidats présents"
        lines.append(((told, "yellow" if session.derogations else "red+"), ("   d", "amber+"), (" dérogation", "soft")))
    elif short:
        told = f"   Si tous viennent, il manquera {plural(short, 'surveillant')}"
        lines.append(((told, "yellow"), ("   d", "amber+"), (" dérogation de Pix", "soft")))
    for note in session.derogations:
        at = f"{session.local(note.at):%d/%m %H:%M}"
        lines.append(((f"   Dérogation notée le {at} : ", "label"), (typographic(note.text), "")))
    return [clip(line, width) for line in lines]


class Preparation(Painted):
    """The check-list and the people."""

    def __init__(self, points: Points, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self.points = points
        self.chosen = 0

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        return preparation_lines(picture, self.points, self.chosen, width, height)
