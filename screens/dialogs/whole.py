"""Dialogs on the session as a whole, and on several candidates at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeVar

from screens.dialogs.base import Ask, Choice, Confirm, Field, Form, Mistake, Option
from screens.dialogs.several import Several, names, unidentified_lines
from screens.kit.ink import Line
from screens.picture.headline import closed_when
from screens.picture.picture import short_name
from screens.picture.steps import ends_early
from supervisor.action import Undo
from supervisor.closing import asks_for_end_screen
from supervisor.event import Entry
from supervisor.seal import groups
from supervisor.session import Session, numbers_of
from supervisor.story import told
from supervisor.timing import MINUTE
from supervisor.wording import at_hour, hours_and_minutes, plural, span

T = TypeVar("T")


class StartAllDialog(Several[tuple[int, ...]]):
    """Who starts, how many; apart those without identity, without presence confirmed in Pix, without signature."""

    def __init__(self, session: Session, numbers: tuple[int, ...], now: datetime) -> None:
        """The question.

        Args:
            session: the state.
            numbers: those who wait for the start.
            now: the instant by which a presence has expired or has not.
        """
        checked = tuple(n for n in numbers if session.candidates[n].checked is not None)
        unchecked = tuple(n for n in numbers if n not in checked)
        lines: list[Line] = []
        options: list[Option[tuple[int, ...]]] = []
        if checked:
            lines.append(((names(session, checked), ""),))
            options.append(Option("d", f"démarrer {plural(len(checked), 'test')}", checked))
        if unchecked:
            lines += [(("Sans contrôle d'identité : ", "yellow+"), (names(session, unchecked), "yellow"))]
            options.append(Option("t", f"démarrer les {len(numbers)}, sans identité compris", numbers))
        for lead, lacking in (
            ("Présence à confirmer dans Pix : ", [n for n in numbers if _lacks_presence(session, n, now)]),
            ("N'ont pas émargé : ", [n for n in numbers if session.candidates[n].signed_at is None]),
        ):
            if lacking:
                whom = names(session, lacking) if len(lacking) < len(numbers) or len(numbers) == 1 else (
                    f"les {len(numbers)}"
                )  # fmt: skip
                lines.append(((lead, "amber"), (whom, "soft")))
        super().__init__(
            f"Démarrer : {plural(len(numbers), 'candidat')}", (*lines, ()), options,
            default=0 if checked else None,
        )  # fmt: skip


def _lacks_presence(session: Session, number: int, now: datetime) -> bool:
    """Nobody confirmed his presence in Pix, or too long ago; only this edition's Pix asks for it."""
    confirmed = session.candidates[number].presence_at
    expired = session.reference.thresholds.presence_expired * MINUTE
    return session.reference.edition == "current" and (confirmed is None or now - confirmed >= expired)


class FinishDialog(Several[bool]):
    """One test is over, or several: who has how much time left. The value: « écran de fin de test » was seen (2021)."""

    def __init__(self, session: Session, numbers: tuple[int, ...], now: datetime) -> None:
        running = [n for n in numbers if session.candidates[n].is_running] or list(numbers)
        lines: list[Line] = []
        if len(numbers) == 1:
            title, yes = f"{short_name(session, numbers[0])} : test terminé ?", "oui, terminé"
            left = _minutes_left(session, numbers[0], now)
            if left is not None and left >= 0:
                lines = [((f"Il restait {hours_and_minutes(left)}.", "label"),)]
        else:
            title, yes = f"{plural(len(running), 'test terminé', 'tests terminés')} ?", f"oui, les {len(running)}"
            early = [n for n in running if ends_early(session, n, now)]
            others = [n for n in running if n not in early]
            told_left = ", ".join(
                f"{short_name(session, n)} {hours_and_minutes(_minutes_left(session, n, now) or 0)}" for n in early
            )
            if early:
                lines.append((("Il leur restait du temps : ", "yellow+"), (told_left, "yellow")))
            if others:
                lines.append(((names(session, others), ""),))
            lines += unidentified_lines(session, running)
            refused = [n for n in numbers if n not in running]
            if refused:
                lines.append((("Sans test en cours : ", "label"), (names(session, refused), "label")))
        options = [Option("o", yes, False)]
        if asks_for_end_screen(session):
            options = [
                Option("v", f"{yes}, écran de fin de test vu", True),
                Option("o", f"{yes}, sans que l'écran ait été vu", False),
            ]
        super().__init__(title, (*lines, ()), options)


def _minutes_left(session: Session, number: int, now: datetime) -> int | None:
    ending = session.running_ending(session.candidates[number], now)
    return int(ending.remaining(now).total_seconds() // 60) if ending is not None else None


HoldAll = tuple[str, tuple[int, ...]]
"""« interrupt » or « resume », and whom."""


class HoldAllDialog(Several[HoldAll]):
    """Interrupt or resume several tests."""

    def __init__(self, session: Session, running: tuple[int, ...], interrupted: tuple[int, ...]) -> None:
        options: list[Option[HoldAll]] = []
        lines: list[Line] = []
        if interrupted:
            lines.append((("Interrompus : ", "orange+"), (names(session, interrupted), "")))
            lines += unidentified_lines(session, interrupted)
            options.append(Option("r", f"reprendre {plural(len(interrupted), 'test')}", ("resume", interrupted)))
        if running:
            lines.append((("En cours : ", "green+"), (names(session, running), "")))
            lines += unidentified_lines(session, running)
            options.append(Option("i", f"interrompre {plural(len(running), 'test')}", ("interrupt", running)))
        super().__init__(
            "Plusieurs tests à la fois", (*lines, ()), options,
            default=0 if interrupted else None,
        )  # fmt: skip


def action_told(session: Session, entries: Sequence[Entry]) -> tuple[str, str]:
    """Whom an action concerned, and what it was."""
    numbers = tuple(dict.fromkeys(n for entry in entries for n in numbers_of(entry, session)))
    who = "la session"
    if len(numbers) == 1:
        who = short_name(session, numbers[0])
    elif numbers:
        who = plural(len(numbers), "candidat")
    return who, told(entries[0], session)


def undo_lines(session: Session, action: int, now: datetime) -> list[Line]:
    """What an undo reverts, and how long ago it was recorded."""
    entries = session.entries_of_action(action)
    who, what = action_told(session, entries)
    ago = span(now - entries[0].recorded_at)
    lines: list[Line] = [
        ((who, "+"), (f" : {what}", "+")),
        ((f"noté il y a {ago}, {at_hour(session, entries[0].recorded_at, seconds=True)}", "label"),),
    ]
    return [*lines, (("L'action et son annulation restent au journal.", "label"),), ()]


class UndoConfirm(Confirm):
    """What is about to be undone."""

    def __init__(self, session: Session, action: int, now: datetime) -> None:
        super().__init__("Annuler ?", undo_lines(session, action, now), "annuler cela")


class UndoForm(Form[Undo]):
    """The same, older than a minute: a reason is due."""

    def __init__(self, session: Session, action: int, now: datetime) -> None:
        super().__init__(
            "Annuler une action de plus d'une minute", undo_lines(session, action, now),
            (Field("reason", "Pourquoi", hint="obligatoire"),),
        )  # fmt: skip
        self._action = action

    def result(self, values: dict[str, str], *, confirmed: bool) -> Undo:
        if not values["reason"]:
            raise Mistake("dites pourquoi vous l'annulez", "reason")
        return Undo(self._action, values["reason"])


class ReopenForm(Ask):
    """Why a closed session is opened again; its seal becomes void."""

    def __init__(self, session: Session) -> None:
        assert session.closed_at is not None, "the table of commands offers it after the close only"
        lines: list[Line] = [
            ((f"Sceau {groups(session.seal)} : il ne vaudra plus.", "yellow"),),
            (("Les papiers diront « rouverte » ; il faudra clore de nouveau.", "label"),),
        ]
        if session.finalised_at is not None:
            lines.append((("Elle est notée finalisée dans Pix Certif : cette note s'efface.", "yellow"),))
        super().__init__(
            f"Rouvrir la session {session.number}, close {closed_when(session, session.closed_at)}", lines,
            Field("reason", "Pourquoi", hint="obligatoire"), must="dites pourquoi vous la rouvrez",
        )  # fmt: skip


class QuitDialog(Choice[bool]):
    """Leaving while tests run, or while something is not on disk yet."""

    def __init__(self, running: int, pending: int) -> None:
        lines: list[Line] = []
        if running:
            verb = "sont" if running > 1 else "est"
            lines.append(((f"{plural(running, 'test')} {verb} en cours : les temps courent sans Vigie.", ""),))
        if pending:
            told_ = plural(pending, "action n'est pas encore enregistrée", "actions ne sont pas encore enregistrées")
            lines.append(((told_, "red"),))
        options = [Option("o", "quitter", True)]
        if pending:
            options = [
                Option("a", "attendre l'enregistrement, puis quitter", False),
                Option("o", "quitter sans attendre", True),
            ]
        super().__init__("Quitter Vigie ?", (*lines, ()), options)


class Menu(Choice[str]):
    """The rarer actions, a letter each."""

    def __init__(
        self, title: str, entries: Sequence[tuple[str, str, str, str]], *, lines: Sequence[Line] = (),
        records: Collection[str] = (),
    ) -> None:  # fmt: skip
        """A menu.

        Args:
            title: what it is about.
            entries: letter, label, answer, why it is not possible.
            lines: what must be known before choosing.
            records: the answers that record something without a further box: their letters only light them.
        """
        options = [
            Option(letter, label, answer, why_not, opens=answer not in records)
            for letter, label, answer, why_not in entries
        ]
        super().__init__(title, lines, options, default=None)
