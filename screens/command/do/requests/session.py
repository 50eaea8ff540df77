"""From the words of `vigie do` on the session itself to the action they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from screens.command.candidates import pick
from screens.command.do.request import Asking, Request
from screens.command.output import BadUsageError, RefusedError
from screens.command.stdin import Prompt, read_stdin
from supervisor import action as act
from supervisor.access_code import PATTERN, RULE
from supervisor.candidate import clean
from supervisor.jumps import shift_on_offer
from supervisor.session import Session

_SECONDS = re.compile(r"([+\-−–])(\d{1,6}) ?s?")


def _note(r: Request) -> act.Action:
    return act.WriteNote(r.options.text, None if r.is_about_the_session else r.only("une note s'écrit"))


def _surveillant(r: Request) -> act.Action:
    o = r.options
    if o.also and o.leaves:
        raise BadUsageError("--also et --leaves ne vont pas ensemble : l'un arrive, l'autre s'en va")
    if o.also or o.leaves:
        return act.ChangeCover(o.name, arrives=o.also)
    return act.TakeOver(o.name)


def _session(r: Request) -> act.Action:
    o = r.options
    names = tuple(o.surveillants) if o.surveillants else None
    if all(value is None for value in (o.date, o.start, o.site, o.room, names, o.observations)):
        raise BadUsageError("dites ce qui est à corriger : --date, --start, --site, --room, --surveillant…")
    return act.CorrectSession(
        date=_day(o.date, "--date") if o.date is not None else None,
        start=_hour(o.start) if o.start is not None else None,
        site=o.site, room=o.room, surveillants=names, observations=o.observations,
    )  # fmt: skip


def _day(typed: str, option: str) -> date:
    from data.roster.values import read_session_date

    try:
        return read_session_date(typed)
    except ValueError as error:
        raise BadUsageError(f"{option} : {error}") from None


def _hour(typed: str) -> str:
    from data.roster.values import read_hour

    try:
        return f"{read_hour(typed):%H:%M}"
    except ValueError as error:
        raise BadUsageError(f"--start : {error}") from None


def _points() -> tuple[tuple[str, str], ...]:
    from data.reference import read_room_texts

    return read_room_texts().checklist


def room_lines(session: Session) -> Iterator[str]:
    """The check-list of the room: each point with what was found.

    Args:
        session: the state.
    """
    for rank, (key, text) in enumerate(_points(), start=1):
        seen = session.room_points.get(key)
        state = "à voir"
        if seen is not None:
            what = "vérifié" if seen.ok else f"à revoir ({seen.remark})"
            state = f"{what}, {session.local(seen.at):%H:%M}, {seen.author}"
        yield f"{rank:>2}  {key:<10}  {text} : {state}"


def _room(r: Request) -> act.Action:
    o, points = r.options, _points()
    wanted = o.point.casefold()
    found = [point for rank, point in enumerate(points, start=1) if wanted in (str(rank), point[0])]
    if not found:
        raise BadUsageError(
            f"ce point n'est pas dans la check-list ; ses points : {', '.join(key for key, _ in points)}"
        )
    if o.state is None:
        raise BadUsageError("dites ce qu'il en est : ok, ou lacks avec ce qui manque")
    if o.state == "ok" and o.remark:
        raise BadUsageError("une remarque dit ce qui manque : elle va avec lacks")
    key, text = found[0]
    return act.CheckRoomPoint(key, o.state == "ok", o.remark, text)


def _training(r: Request) -> act.Action:
    o = r.options
    on = _day(o.on, "--on") if o.on is not None else r.session.local(r.now).date()
    return act.RecordTraining(o.name, o.by, on)


def _access_code(_: Request) -> act.Action:
    code = str(clean(read_stdin("Le code d'accès, puis Entrée et Ctrl+D."))).replace(" ", "").upper()
    if not PATTERN.fullmatch(code):
        # The wrong code is not quoted: it may be the right one but for a slip.
        raise BadUsageError(f"un code d'accès a {RULE}")
    return act.GiveAccessCode(code)


def _shift(r: Request) -> act.Action:
    o = r.options
    numbers = pick([o.scope], r.session) if o.scope is not None else ()
    if o.seconds is None:
        offered = shift_on_offer(r.session)
        if offered is None:
            raise RefusedError(
                "aucun saut d'horloge n'attend de réponse : dites de combien de secondes, +3600 ou -3600"
            )
        return act.ShiftStarts(offered.seconds, o.reason, numbers or offered.numbers)
    found = _SECONDS.fullmatch(o.seconds.strip())
    if found is None:
        raise BadUsageError("un décalage s'écrit en secondes, avec son signe : +3600 ou -3600")
    return act.ShiftStarts(int(found[2]) if found[1] == "+" else -int(found[2]), o.reason, numbers)


def _undo(r: Request) -> act.Action:
    o = r.options
    # After the close nothing is undone: that is said first, by the rules.
    if o.alone is not None and r.session.closed_at is None:
        if not o.alone.isdigit():
            raise BadUsageError(
                f"annule votre dernière action ; une autre se dit par son numéro : {Prompt.form('undo --event 41')}"
            )
        raise BadUsageError(
            f"pour annuler l'événement n° {o.alone}, écrivez : {Prompt.form(f'undo --event {o.alone}')}"
        )
    return act.Undo(o.event, o.reason)


ACTIONS: Asking = {
    "note": _note,
    "surveillant": _surveillant,
    "session": _session,
    "room": _room,
    "training": _training,
    "access-code": _access_code,
    "derogation": lambda r: act.RecordDerogation(r.options.text),
    "number": lambda r: act.Renumber(r.options.new_number),
    "shift": _shift,
    "undo": _undo,
}
"""What each of these words asks for."""
