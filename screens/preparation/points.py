"""The preparation, drawn: the points of the room, who supervises, who trained them. No application here."""

from __future__ import annotations

from collections.abc import Sequence

from screens.kit.ink import Line, Span, clip, cut, owned, spread, width_of, wrap_line
from screens.kit.more import drawn_window
from screens.picture.covering import Supervising, who_supervises
from screens.picture.picture import Picture
from screens.widgets.painted import KeyShown, Painted
from supervisor.session import RoomPoint, Session, Training
from supervisor.wording import plural, typographic

Points = tuple[tuple[str, str], ...]
"""Key and text of each point of the check-list."""
SHORTEST_TEXT = 24
"""Cells that the text of a point keeps beside a long remark."""


def preparation_lines(
    picture: Picture, points: Points, chosen: int, width: int, height: int, key_shown: KeyShown
) -> list[Line]:  # fmt: skip
    """The check-list with the chosen point, then the people; the list gives way where rows are few."""
    people = people_lines(picture.session, width, key_shown, picture.trainings)
    detail = _detail(picture.session, points, chosen, width)
    tail: list[Line] = [*detail, *([()] if height > len(points) + len(people) + len(detail) + 1 else []), *people]
    room = max(3, height - 1 - len(tail))

    def row(rank: int) -> Line:
        return (owned(rank), *_row(picture.session, points[rank], rank == chosen, width))

    rows = drawn_window(len(points), row, chosen, room)
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
    who, remark, room = _beside(session, seen, width)
    ink = "+" if is_chosen else "soft" if seen is not None and seen.ok else ""
    told: Span = (typographic(remark), "yellow" if seen is not None and seen.ok else "red")
    return spread((mark, sign, (cut(typographic(text), room), ink), told), who, width)


def _beside(session: Session, seen: RoomPoint | None, width: int) -> tuple[Line, str, int]:
    """Who saw it and when, what is said of it, and the cells that are left to its text, which gives way first."""
    who: Line = ((f"{_when(session, seen)} {cut(seen.author, 14)} ", "label"),) if seen is not None else ()
    remark = f"  {seen.remark}" if seen is not None and seen.remark else ""
    return who, remark, max(SHORTEST_TEXT, width - 4 - width_of(who) - width_of(((remark, ""),)))


def _when(session: Session, point: RoomPoint) -> str:
    local = session.local(point.at)
    return f"{local:%H:%M}" if local.date() == session.date else f"{local:%d/%m %H:%M}"


def _detail(session: Session, points: Points, chosen: int, width: int) -> list[Line]:
    """The chosen point and the remark on it in full, where its row has no room for them."""
    if not points:
        return [(("   Aucun point n'est donné à cet écran.", "label"),)]
    key, text = points[min(chosen, len(points) - 1)]
    seen = session.room_points.get(key)
    is_cut = width_of(((typographic(text), ""),)) > _beside(session, seen, width)[2]
    lines = wrap_line((("   ", ""), (typographic(text), "")), width, 3)[:2] if is_cut else []
    if seen is not None and seen.remark and width_of(((text + seen.remark, ""),)) + 30 > width:
        told: Line = (("   ", ""), (typographic(seen.remark), "yellow" if seen.ok else "red"))
        lines += wrap_line(told, width, 3)[:2]
    return lines


# People ----------------------------------------------------------------------------------------------


def needed(session: Session, people: int) -> int:
    """Surveillants for so many candidates, at one for 20 (DOMAIN.md section 1)."""
    return -(-people // session.reference.thresholds.candidates_per_surveillant)


def people_lines(
    session: Session, width: int, key_shown: KeyShown, elsewhere: Sequence[Training] = ()
) -> list[Line]:  # fmt: skip
    """Who supervises and who trained them; whether they are enough; the access code."""
    enrolled = len(session.candidates)
    count = len(session.surveillants)
    per = session.reference.thresholds.candidates_per_surveillant
    due = needed(session, enrolled)
    people = f"  {plural(count, 'surveillant')} pour {plural(enrolled, 'inscrit')}"
    head: Line = ((" Surveillants ", "tag.session"), (people, "+"), (f"  un pour {per} présents", "label"))
    lines: list[Line] = [clip(head, width)]
    people_told = who_supervises(session, elsewhere)
    lines += [_surveillant(one, width, key_shown("training")) for one in people_told]
    if not people_told:
        nobody: Span = ("   personne n'est nommé : ", "yellow")
        lines.append((nobody, (key_shown("training"), "amber+"), (" dit qui surveille", "soft")))
    lines += _ratio(session, due, width, key_shown("derogation"))
    code: Span = ("donné", "green") if session.access_code else ("pas encore saisi", "yellow")
    key: Span = (f"   {key_shown('point_code')}", "amber+")
    lines.append(clip((("   Code d'accès : ", "label"), code, key, (" le saisir, le corriger", "soft")), width))
    if session.has_provisional_number:
        how: Span = ("   il ne change plus, quelqu'un a rejoint", "soft")
        if not session.has_anybody_joined:
            how = (f"   {key_shown('point_number')}", "amber+")
        told: Span = (f"provisoire, {session.number}", "yellow")
        does: Span = (" donne celui de Pix Certif" if not session.has_anybody_joined else "", "soft")
        lines.append(clip((("   Numéro : ", "label"), told, how, does), width))
    return lines


def _surveillant(one: Supervising, width: int, key: str) -> Line:
    told: Line = (("  formation non notée : ", "yellow"), (key, "amber+"), (" la note", "soft"))
    if one.training is not None:
        told = ((f"  {one.training_told}", "green"),)
    return clip((("   ", ""), (one.name, "+"), (f" ({one.where})", "label"), *told), width)


def _ratio(session: Session, due: int, width: int, key: str) -> list[Line]:
    short_now = session.missing_surveillants()
    short = max(0, due - max(1, len(session.surveillants)))
    lines: list[Line] = []
    if short_now:
        told = f"   Il manque {plural(short_now, 'surveillant')} pour les candidats présents"
        ink = "yellow" if session.derogations else "red+"
        lines.append(((told, ink), (f"   {key}", "amber+"), (" dérogation", "soft")))
    elif short:
        told = f"   Si tous viennent, il manquera {plural(short, 'surveillant')}"
        lines.append(((told, "yellow"), (f"   {key}", "amber+"), (" dérogation de Pix", "soft")))
    for note in session.derogations:
        at = f"{session.local(note.at):%d/%m %H:%M}"
        lines.append(((f"   Dérogation notée le {at} : ", "label"), (typographic(note.text), "")))
    return [clip(line, width) for line in lines]


class Preparation(Painted):
    """The check-list and the people."""

    HAS_HINTS = True

    def __init__(self, points: Points, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self.points = points
        self.chosen = 0
        self.key_shown: KeyShown = str

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        return preparation_lines(picture, self.points, self.chosen, width, height, self.key_shown)
