"""What could not be written before a program ended is offered again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from textual.events import Key

from screens.dialogs.base import Choice, Option
from screens.kit.ink import Line
from screens.picture.answers import refused as told_refusals
from supervisor.jumps import today
from supervisor.session import Session
from supervisor.trying_again import Waiting
from supervisor.wording import plural

UnwrittenAnswer = Literal["record", "note", "one_by_one", "drop"]


class UnwrittenOffer(Choice[UnwrittenAnswer]):
    """« 2 actions n'ont pas pu être écrites », each with its hour; Escape leaves them for the next opening."""

    HINT: Line = (
        ("lettre", "amber+"), (" choisir   ", "soft"), ("Entrée", "amber+"), (" valider   ", "soft"),
        ("Échap", "amber+"), (" plus tard", "soft"),
    )  # fmt: skip

    def __init__(
        self, session: Session, waits: Sequence[Waiting], author: str, now: datetime, refused: str = ""
    ) -> None:
        """An offer.

        Args:
            session: the state as it is now.
            waits: what was left, in its order, and what stands against it by now.
            author: who sits here.
            now: the session's time.
            refused: why it was not recorded just now; empty where nobody has tried again.
        """
        lines: list[Line] = []
        for one in waits:
            local = session.local(today(session, one.unrecorded.first_key, one.unrecorded.noted))
            day = "" if local.date() == session.local(now).date() else f"{local:%d/%m} "
            whose = "" if one.unrecorded.author == author else f" ({one.unrecorded.author})"
            lines.append(((f"{day}{local:%H:%M}", "+"), (f"  {one.unrecorded.what}{whose}", "")))
            if one.refusals and not refused:
                lines.append(((f"       {told_refusals(session, one.refusals)}", "yellow"),))
        if refused:
            lines.append(((f"Pas enregistré, {refused}.", "yellow+"),))
        impossible = all(one.is_refused for one in waits)
        record = "enregistrer à leurs heures" if len(waits) > 1 else "enregistrer à son heure"
        options: list[Option[UnwrittenAnswer]] = [
            Option("e", record, "record", "ce n'est plus possible" if impossible else "")
        ]
        if len(waits) > 1:
            options.append(Option("u", "une par une", "one_by_one"))
        if any(one.refusals for one in waits):
            behind = " derrière le sceau" if session.closed_at is not None else ""
            options.append(Option("n", f"garder en note{behind}", "note"))
        options.append(Option("s", "supprimer", "drop"))
        title = plural(len(waits), "action n'a pas pu être écrite", "actions n'ont pas pu être écrites")
        super().__init__(title, (*lines, ()), options, default=1 if impossible else 0)

    def key(self, event: Key) -> bool:
        return self.scrolls(event) if event.key in ("pagedown", "pageup") else super().key(event)
