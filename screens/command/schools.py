"""`vigie status` on a hub that shows several schools: a line a school, who needs somebody first, and nobody's name."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from data.errors import StoreError
from data.hub.opening import following_of
from data.hub.school_words import heading_of, ordered, total_told
from data.hub.schools import SchoolStanding, standings_of
from data.zone import local_zone
from screens.command import output, watching
from screens.command.output import DONE, REFUSED, complain, say, say_as_is
from screens.command.spoken import aloud
from screens.kit.desk import Clock
from supervisor.folding import utc
from supervisor.seal import stamp
from supervisor.waiting import Waits
from supervisor.wording import typographic

if TYPE_CHECKING:
    from data.hub.mirror import SchoolStore
    from screens.command.watching import Pause

SET_IN = 10
"""Cells by which what goes on under a school's line is set in: as wide as its UAI."""
NARROWEST = 40


def run_schools(stores: Sequence[SchoolStore], options: argparse.Namespace, now: datetime) -> int:
    """Print a line a school; the exit code.

    Raises:
        StoreError: the hub does not answer.
    """
    schools = ordered(standings_of(stores, now), now, local_zone())
    if options.json:
        say_as_is(json.dumps(schools_document([one for one, _ in schools], now), ensure_ascii=False, indent=1))
    elif options.sentences:
        say(aloud(total_told(one for one, _ in schools)))
        for school, waits in schools:
            say(aloud(sentence(school, waits)))
    else:
        # Whatever reads a pipe wants a line a school.
        width = shutil.get_terminal_size().columns if sys.stdout is not None and sys.stdout.isatty() else 0
        for line in school_lines(schools, width):
            say(line)
    unread = [one for one, _ in schools if one.unread]
    for school in unread:
        complain(
            f"{school.school} : {school.unread} session(s) illisible(s) : "
            f"vigie check --store '{stores[0].mirror.address.shown}#{school.school}'"
        )
    return REFUSED if unread else DONE


def sentence(school: SchoolStanding, waits: Waits) -> str:
    """« 0750001A Lycée fictif : 1 alerte, 2 en cours »."""
    return f"{school.school} {school.name} : {waits.text.replace(' · ', ', ') or 'rien en cours'}"


def school_lines(schools: Sequence[tuple[SchoolStanding, Waits]], width: int) -> Iterator[str]:
    """All schools under their headings.

    Args:
        schools: in their order.
        width: cells of the terminal; 0: a line a school, however long.
    """

    def folded(line: str) -> list[str]:
        line = typographic(line)
        return textwrap.wrap(line, max(width, NARROWEST), subsequent_indent=" " * SET_IN) if width else [line]

    yield from folded(total_told(one for one, _ in schools))
    for heading, group in groupby(schools, key=lambda one: heading_of(*one)):
        yield ""
        yield heading
        for school, waits in group:
            yield from folded(f"{school.school}  {school.name}{f' — {waits.text}' if waits.text else ''}")


def schools_document(schools: Sequence[SchoolStanding], now: datetime) -> dict[str, Any]:
    """The same as other programs read it (docs/json.md)."""

    def told(school: SchoolStanding) -> dict[str, object]:
        return {
            **asdict(school),
            "finalise_by": stamp(school.finalise_by) if school.finalise_by else None,
            "unseen": [
                {"device": one.device, "seen_at": stamp(one.seen_at) if one.seen_at else None, "waiting": one.waiting}
                for one in school.unseen
            ],
        }

    return {"now": stamp(now), "schools": [told(school) for school in schools]}


# As it changes -----------------------------------------------------------------------------------------


def watch_schools(stores: Sequence[SchoolStore], clock: Clock, wait: Pause | None = None, *, bell: bool = False) -> int:
    """Tell each school of which a figure changed, until nobody reads any more.

    Args:
        stores: the schools.
        clock: the instant of each look.
        wait: for the next look; None: `watching.pause`.
        bell: ring where somebody has to look there.

    Returns:
        0, once nobody reads any more.
    """
    wait, following, trouble = wait or watching.pause, following_of(stores[0].mirror), ""
    zone = local_zone()
    before = {one.school: one for one in standings_of(stores, utc(clock.now()))}
    with watching.ended_by_the_system():
        while True:
            output.flush()
            if not wait():
                return DONE
            now = utc(clock.now())
            was, trouble = trouble, following.trouble if following is not None else ""
            if trouble and trouble != was:
                complain(f"{trouble[:1].upper()}{trouble[1:]}.")
            # That the hub does not answer is told by whoever follows it.
            with suppress(StoreError):
                for school, waits in ordered(standings_of(stores, now), now, zone):
                    old, before[school.school] = before.get(school.school), school
                    if old is None or figures(old) != figures(school):
                        if old is not None and calls(school, old):
                            output.bell(wanted=bell)()
                        say(f"{now.astimezone(zone):%H:%M:%S} {sentence(school, waits)}")


def figures(school: SchoolStanding) -> tuple[object, ...]:
    """What of a school is news: no length of time that goes on by itself."""
    return (
        school.sessions, school.welcoming, school.running, school.overtime, school.alerts, school.to_finalise,
        school.late, frozenset(one.device for one in school.unseen), school.to_choose, school.unread,
    )  # fmt: skip


def calls(school: SchoolStanding, before: SchoolStanding) -> bool:
    """Somebody has to look there, who had not to before."""
    return (
        school.overtime > before.overtime or school.alerts > before.alerts or school.to_choose > before.to_choose
        or school.late > before.late or len(school.unseen) > len(before.unseen)
    )  # fmt: skip
