"""Dialogs on the session as a whole, and on several candidates at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from screens.dialogs.base import Choice, Confirm, Field, Form, Mistake, Option
from screens.ink import Line
from screens.picture import short_name
from supervisor.action import Undo
from supervisor.closing import missing
from supervisor.event import Entry
from supervisor.session import Session, numbers_of
from supervisor.story import told
from supervisor.wording import plural, span

MOST_NAMES = 12


def names(session: Session, numbers: Sequence[int]) -> str:
    """« 03 BARADON, 05 DARUINO… »: who is meant, as many as can be read."""
    shown = ", ".join(short_name(session, number) for number in numbers[:MOST_NAMES])
    rest = len(numbers) - MOST_NAMES
    return f"{shown} et {plural(rest, 'autre')}" if rest > 0 else shown


class StartAllDialog(Choice[tuple[int, ...]]):
    """Who starts, how many; those without identity apart."""

    def __init__(self, session: Session, numbers: tuple[int, ...]) -> None:
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
        super().__init__(
            f"Démarrer : {plural(len(numbers), 'candidat')}", (*lines, ()), options,
            default=0 if checked else None, letters_act=False,
        )  # fmt: skip


HoldAll = tuple[str, tuple[int, ...]]
"""« interrupt » or « resume », and whom."""


class HoldAllDialog(Choice[HoldAll]):
    """Interrupt or resume several tests."""

    def __init__(self, session: Session, running: tuple[int, ...], interrupted: tuple[int, ...]) -> None:
        options: list[Option[HoldAll]] = []
        lines: list[Line] = []
        if interrupted:
            lines.append((("Interrompus : ", "orange+"), (names(session, interrupted), "")))
            options.append(Option("r", f"reprendre {plural(len(interrupted), 'test')}", ("resume", interrupted)))
        if running:
            lines.append((("En cours : ", "green+"), (names(session, running), "")))
            options.append(Option("i", f"interrompre {plural(len(running), 'test')}", ("interrupt", running)))
        super().__init__(
            "Plusieurs tests à la fois", (*lines, ()), options,
            default=0 if interrupted else None, letters_act=False,
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
        ((f"noté il y a {ago}, à {_hour(session, entries[0])}", "label"),),
    ]
    return [*lines, (("Les deux restent au journal.", "label"),), ()]


def _hour(session: Session, entry: Entry) -> str:
    return f"{session.local(entry.recorded_at):%H:%M:%S}"


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
            raise Mistake("dites pourquoi vous l'annulez")
        return Undo(self._action, values["reason"])


class CloseDialog(Choice[bool]):
    """What is missing; closing all the same is asked for. The value is `force`."""

    def __init__(self, session: Session, now: datetime) -> None:
        lacking = missing(session, now)
        lines: list[Line] = [((f"• {text}", "yellow"),) for text in lacking[:12]]
        if len(lacking) > 12:
            lines.append(((f"et {plural(len(lacking) - 12, 'autre point', 'autres points')}", "yellow"),))
        if not lacking:
            lines = [(("Rien ne manque. La session sera scellée ; elle peut être rouverte avec un motif.", "green"),)]
        label = f"clore malgré {plural(len(lacking), 'point manquant', 'points manquants')}" if lacking else "clore"
        super().__init__(
            f"Clore la session {session.number}", (*lines, ()), (Option("o", label, bool(lacking)),),
            default=None if lacking else 0, letters_act=False,
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
        super().__init__("Quitter Vigie ?", (*lines, ()), options, default=0, letters_act=True)


class Menu(Choice[str]):
    """The rarer actions, a letter each."""

    def __init__(self, title: str, entries: Sequence[tuple[str, str, str, str]], *, lines: Sequence[Line] = ()) -> None:
        """A menu.

        Args:
            title: what it is about.
            entries: letter, label, answer, why it is not possible.
            lines: what must be known before choosing.
        """
        super().__init__(title, lines, [Option(*entry) for entry in entries], default=None)
