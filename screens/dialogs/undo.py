"""Mending what was recorded: undo or redo of any action, and the starts after a jump of the machine's clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.app import ComposeResult
from textual.events import Key

from screens.dialogs.base import (
    Confirm,
    Dialog,
    Field,
    Form,
    FormMistake,
    Words,
)
from screens.dialogs.box import row_after
from screens.dialogs.several import names
from screens.kit.ink import Line, cut, fit
from screens.kit.more import drawn_window
from screens.picture.picture import short_name
from supervisor.action import (
    Context,
    ShiftStarts,
    Undo,
)
from supervisor.deciding import as_if_recorded, decide
from supervisor.event import ActionUndone, Entry
from supervisor.jumps import Shift, elapsed
from supervisor.session import Session, numbers_of
from supervisor.story import phrase_of
from supervisor.undoing import changeable_actions, undo_of
from supervisor.wording import (
    at_hour,
    hour_of_end,
    jump_size,
    jump_way,
    plural,
    span,
)


def action_told(session: Session, entries: Sequence[Entry]) -> tuple[str, str]:
    """Whom an action concerned, and what it was."""
    numbers = tuple(dict.fromkeys(n for entry in entries for n in numbers_of(entry, session)))
    who = "la session"
    if len(numbers) == 1:
        who = short_name(session, numbers[0])
    elif numbers:
        who = plural(len(numbers), "candidat")
    return who, phrase_of(entries[0], session)


def undo_lines(session: Session, action: int, now: datetime) -> list[Line]:
    """What an undo reverts, and how long ago it was recorded."""
    entries = session.entries_of_action(action)
    who, what = action_told(session, entries)
    ago = span(elapsed(session, entries[0].recorded_at, entries[0].id, now))
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
            raise FormMistake("dites pourquoi vous l'annulez", "reason")
        return Undo(self._action, values["reason"])


FRAME = 10
"""Rows of the dialog that are not the list, and of what must stay in sight above it."""


FEWEST, MOST, NAME = 3, 16, 17
"""Rows of the list; and cells of a name in it, in a box like others."""


class ActionsDialog(Dialog[int]):
    """The last actions with their numbers, whom and what; Enter chooses the one to be undone, or redone.

    The value is the event that is to be undone: the action, or the undo of it where it is undone already.
    """

    AUTO_FOCUS = ""
    HINT: Line = (("↑ ↓", "amber+"), (" choisir   ", "soft"), ("Échap", "amber+"), (" renoncer", "soft"))

    def __init__(self, session: Session, context: Context, chosen: int | None, *, only_his: bool = False) -> None:
        """The list.

        Args:
            session: the state, with its journal.
            context: who asks, and when.
            chosen: the chosen candidate, whose own actions Tab shows; None: nobody.
            only_his: whether it opens on theirs alone.
        """
        super().__init__("Annuler ou rétablir une action")
        self._session = session
        self._asked_in = context
        self._chosen = chosen
        self._only_his = only_his and chosen is not None
        self._lit = 0
        self.give_names(NAME, (short_name(session, number) for number in session.candidates))

    def body(self) -> ComposeResult:
        yield Words(self._lines(), id="lines")
        yield Words(self._detail(), id="detail")

    @property
    def _actions(self) -> list[int]:
        return changeable_actions(self._session, self._chosen if self._only_his else None)

    def _lines(self) -> list[Line]:
        actions = self._actions
        rows = max(FEWEST, min(MOST, self.app.size.height - FRAME))
        lines = drawn_window(len(actions), lambda r: self._row(actions[r], r == self._lit), self._lit, rows)
        return [self._whose(len(actions)), *(lines or [(("aucune action à annuler", "label"),)])]

    def _whose(self, count: int) -> Line:
        if self._chosen is None:
            return ((plural(count, "action"), "label"),)
        name = short_name(self._session, self._chosen)
        now_is, other = (f"celles de {name}", "toutes") if self._only_his else ("toutes", f"celles de {name}")
        return ((f"{plural(count, 'action')}, {now_is}   ", "label"), ("Tab", "amber+"), (f" {other}", "soft"))

    def _row(self, action: int, is_lit: bool) -> Line:
        session, entries = self._session, self._session.entries_of_action(action)
        who, what = action_told(session, entries)
        undone = " (annulé)" if action in session.reverted else ""
        ink = "dim" if undone else "+" if is_lit else "soft"
        name = NAME + self.beyond
        return (
            ("▌" if is_lit else " ", "blue+"),
            (fit(f"n° {action}", 7), "amber+" if is_lit else "label"),
            (f"{session.local(entries[0].recorded_at):%H:%M}  ", "label"),
            (fit(cut(who, name), name + 1), ink),
            (cut(what, 40 - len(undone)), ink),
            (undone, "label"),
        )

    def _detail(self) -> list[Line]:
        if not self._actions:
            return []
        action = self._actions[self._lit]
        session, entries = self._session, self._session.entries_of_action(action)
        first = entries[0]
        whole = f", événements n° {action} à {entries[-1].id}" if len(entries) > 1 else ""
        is_redone = isinstance(session.entries[undo_of(session, action) - 1].event, ActionUndone)
        verb = "rétablir" if is_redone else "annuler"
        when = at_hour(session, first.recorded_at, seconds=True)
        return [
            (),
            ((action_told(session, entries)[1], ""),),
            ((f"noté {when} par {first.author}{whole}   ", "label"), ("Entrée", "amber+"), (f" {verb}", "soft")),
        ]

    def _light(self, index: int) -> None:
        self._lit = max(0, min(len(self._actions) - 1, index))
        self.complain("")
        self.query_one("#lines", Words).say(self._lines())
        self.query_one("#detail", Words).say(self._detail())

    def say_again(self) -> None:
        for words in self.query("#lines").results(Words):
            words.say(self._lines())

    def key(self, event: Key) -> bool:
        lit = row_after(event.key, self._lit, len(self._actions))
        if lit is not None:
            self._light(lit)
        elif event.key in ("tab", "shift+tab") and self._chosen is not None:
            self._only_his = not self._only_his
            self._light(0)
        elif event.key == "enter":
            self._take()
        else:
            return False
        return True

    def sign(self, character: str) -> bool:
        steps = {"k": -1, "j": 1}
        if character in steps:
            self._light(self._lit + steps[character])
        return character in steps

    def trace(self, answer: int) -> str:
        return str(answer)

    def retrace(self, traced: str) -> int | None:
        possible = {undo_of(self._session, action) for action in changeable_actions(self._session)}
        return next((target for target in possible if str(target) == traced), None)

    def _take(self) -> None:
        if not self._actions:
            return
        target = undo_of(self._session, self._actions[self._lit])
        refusals = decide(self._session, Undo(target, "?"), self._asked_in).refusals
        if refusals:
            self.complain(refusals[0].reason)
        else:
            self.dismiss(target)


class UndoReason(Form[Undo]):
    """Why another action is undone, or redone."""

    def __init__(self, session: Session, context: Context, action: int) -> None:
        is_redone = isinstance(session.entries[action - 1].event, ActionUndone)
        super().__init__(
            "Rétablir ce qui a été annulé" if is_redone else f"Annuler l'action n° {action}",
            undo_lines(session, action, context.now),
            (Field("reason", "Pourquoi", hint="obligatoire"),),
        )
        self._action = action
        self._is_redone = is_redone

    def result(self, values: dict[str, str], *, confirmed: bool) -> Undo:
        if not values["reason"]:
            what = "la rétablissez" if self._is_redone else "l'annulez"
            raise FormMistake(f"dites pourquoi vous {what}", "reason")
        return Undo(self._action, values["reason"])


class ShiftForm(Form[ShiftStarts]):
    """The clock jumped: the starts noted before may move by as much, all in one action."""

    def __init__(self, session: Session, context: Context, shift: Shift) -> None:
        way, size = jump_way(shift.seconds), jump_size(shift.seconds)
        lines: list[Line] = [
            ((f"L'horloge de la machine a {way} de ", ""), (size, "+"), (" depuis ces débuts :", "")),
            ((names(session, shift.numbers), "soft"),),
            ((f"Entrée les décale d'autant{self._example(session, context, shift)}. Échap laisse tout.", ""),),
            (("En cas de doute, le début montré par l'Espace surveillant fait foi.", "label"),),
            (),
        ]
        super().__init__(
            f"Saut d'horloge : décaler {plural(len(shift.numbers), 'début')}", lines,
            (Field("reason", "Motif", "saut de l'horloge de la machine"),),
        )  # fmt: skip
        self._shift = shift
        self._session = session
        self._asked_in = context

    @staticmethod
    def _example(session: Session, context: Context, shift: Shift) -> str:
        """The end of the first of them, before and after it: what stands still makes it move by another length."""
        number = shift.numbers[0]
        wanted = ShiftStarts(shift.seconds, "?", shift.numbers)
        then = as_if_recorded(session, decide(session, wanted, context), context)
        ends = [state.running_ending(state.candidates[number], context.now) for state in (session, then)]
        before, after = (hour_of_end(session, ending.at) if ending is not None else "" for ending in ends)
        if not before or not after:
            return ""
        told = f" : {before} → {after}" if before != after else f" inchangée : {after}"
        return f" (fin de {short_name(session, number)}{told})"

    def preview(self, values: dict[str, str]) -> list[Line]:
        refusals = decide(self._session, self._wanted("?"), self._asked_in).refusals
        return [
            ((f"{short_name(self._session, refusal.number)} : " if refusal.number else "", "label"),
             (refusal.reason, "yellow"))
            for refusal in refusals[:4]
        ]  # fmt: skip

    def _wanted(self, reason: str) -> ShiftStarts:
        return ShiftStarts(self._shift.seconds, reason, self._shift.numbers)

    def result(self, values: dict[str, str], *, confirmed: bool) -> ShiftStarts:
        if not values["reason"]:
            raise FormMistake("décaler des débuts demande un motif", "reason")
        return self._wanted(values["reason"])
