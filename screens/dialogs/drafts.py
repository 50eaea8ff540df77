"""A dialog that was left in the middle by the end of a program is offered again."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from textual.events import Key

from screens.dialogs.base import Choice, Option
from screens.kit.ink import Line, cut
from supervisor.draft import Draft
from supervisor.event import Entry
from supervisor.jumps import today
from supervisor.naming import short_name
from supervisor.session import Session, numbers_of
from supervisor.story import phrase_of

Offered = Literal["reopen", "late_note", "drop"]
MOST = 200
"""Letters of each text that is shown to be recognised."""


class DraftOffer(Choice[Offered]):
    """« Reprendre ce que vous écriviez à 09:41 ? », what it was, and for whom; Escape leaves it for the next start."""

    HINT: Line = (
        ("Entrée", "amber+"), (" valider   ", "soft"), ("Échap", "amber+"), (" le laisser pour plus tard", "soft"),
    )  # fmt: skip

    def __init__(
        self, session: Session, draft: Draft, author: str, now: datetime, why_not: str, refused: str = ""
    ) -> None:
        """An offer.

        Args:
            session: the state as it is now.
            draft: what was typed.
            author: who sits here now.
            now: the session's time.
            why_not: why it cannot be taken up again: its text is then there to be copied; empty where it can.
            refused: why it was not recorded just now; empty where a program ended before it was asked for.
        """
        local = session.local(today(session, draft.first_key, draft.noted))
        is_today = local.date() == session.local(now).date()
        when = f"à {local:%H:%M}" if is_today else f"le {local:%d/%m à %H:%M}"
        whose = "vous écriviez" if draft.author == author else f"{draft.author} écrivait"
        texts = [text.strip() for text in draft.texts.values() if text.strip()]
        lines: list[Line] = [((draft.title, "+"),)]
        if refused:
            lines.append(((f"Pas enregistré, {refused}.", "yellow+"),))
        is_closed = session.closed_at is not None
        if why_not:
            self.HINT = (("Page suiv.", "amber+"), (" la suite   ", "soft"), *self.HINT)
            then = "gardez ce texte derrière le sceau, ou pour après une réouverture" if is_closed else (
                "recopiez ce texte s'il sert encore"
            )  # fmt: skip
            told_ = f"{why_not[:1].upper()}{why_not[1:]} : {then}."
            lines += [((told_, "yellow"),), *(((f"« {text} »", ""),) for text in texts)]
        else:
            lines += [((f"« {cut(text, MOST)} »", "soft"),) for text in texts]
        lines += _already(session, draft)
        options: list[Option[Offered]] = [
            Option("r", "reprendre", "reopen", "ce n'est plus possible" if why_not else "")
        ]
        if is_closed and texts:
            options.append(Option("n", "en note derrière le sceau", "late_note"))
        options.append(Option("s", "supprimer ce brouillon", "drop"))
        super().__init__(
            f"Ce que {whose} {when}" if why_not else f"Reprendre ce que {whose} {when} ?",
            (*lines, ()),
            options,
            default=0 if not why_not else 1 if is_closed and texts else None,
        )

    def key(self, event: Key) -> bool:
        # A text that is there to be copied is shown whole, however long.
        return self.scrolls(event) if event.key in ("pagedown", "pageup") else super().key(event)


def _already(session: Session, draft: Draft) -> list[Line]:
    """What the journal holds of that very instant: killed right after the last key, it may be this."""
    at = today(session, draft.first_key.replace(microsecond=0), draft.noted)
    found = [e for e in session.entries if e.recorded_at > e.at and today(session, e.at, e.id) == at]
    return [((f"Déjà au journal à cette heure-là : {_whose(session, e)}{phrase_of(e, session)}", "yellow"),)
            for e in found[:2]]  # fmt: skip


def _whose(session: Session, entry: Entry) -> str:
    """« 07 DURAND : »; nothing for what concerns nobody alone."""
    numbers = numbers_of(entry, session)
    return f"{short_name(session, numbers[0])} : " if len(numbers) == 1 and numbers[0] in session.candidates else ""
