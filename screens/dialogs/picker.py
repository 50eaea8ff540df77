"""Choosing a file: folders first; or a path, typed and completed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.message import Message
from textual.widgets import Input

from screens.dialogs.base import Dialog, Words
from screens.kit.ink import Line, cut, fit
from screens.kit.more import drawn_window
from screens.widgets.line_input import LineInput
from supervisor.candidate import printable
from supervisor.folder import Folder, FolderEntry

LookInto = Callable[[str, str, Callable[[Folder], None]], None]
"""Reads a folder elsewhere, and hands it over: the folder, what is typed, who takes it."""

ROWS = 12
AROUND = 8
"""Rows of the screen that are not the list."""
NAME = 46


class PathInput(LineInput):
    """A field in which Backspace, where there is nothing to erase, goes to the folder above."""

    class Above(Message):
        """It was pressed in the empty field."""

    def action_delete_left(self) -> None:
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.Above())


class Picker(Dialog[str]):
    """A file of the disk; answers its path."""

    # Board and home have style sheets of their own; this one is on both.
    DEFAULT_CSS = """
    Picker #path { width: 100%; background: $vigie-field; margin-bottom: 1; border: none; height: 1; padding: 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", "compléter", show=False)]

    HINT: Line = (
        ("↑ ↓", "amber+"), (" choisir  ", "soft"), ("Entrée", "amber+"), (" ouvrir  ", "soft"),
        ("Tab", "amber+"), (" compléter  ", "soft"), ("Retour arr.", "amber+"), (" dossier du dessus  ", "soft"),
        ("Échap", "amber+"), (" renoncer", "soft"),
    )  # fmt: skip

    def __init__(self, title: str, path: str, look_into: LookInto, *, nothing: str) -> None:
        """A picker.

        Args:
            title: what the file is for.
            path: the folder that is open at first.
            look_into: reads folders.
            nothing: what is said of a folder in which there is nothing to choose.
        """
        super().__init__(title)
        self._look_into = look_into
        self._nothing = nothing
        self._open = path
        self._folder: Folder | None = None
        self._asked = ("", "")
        self._lit = 0

    def body(self) -> ComposeResult:
        yield Words(((("…", "label"),),), id="where")
        yield PathInput(
            placeholder="début d'un nom, ou un chemin (par ex. ~/Documents)",
            id="path",
            compact=True,
            select_on_focus=False,
        )
        yield Words(((("Lecture du dossier…", "label"),),), id="entries")

    def on_mount(self) -> None:
        self._ask()

    def say_again(self) -> None:
        if self._folder is not None:
            self._draw()

    # Reading folders -----------------------------------------------------------------------------

    @property
    def _typed(self) -> str:
        return self.query_one("#path", Input).value

    def _ask(self) -> None:
        self._asked = (self._open, self._typed)
        asked = self._asked
        self._look_into(*asked, lambda folder: self._take(asked, folder))

    def _take(self, asked: tuple[str, str], folder: Folder) -> None:
        if asked != self._asked or not self.is_mounted:
            # It was asked for before what is typed now.
            return
        self._folder = folder
        files = [rank for rank, entry in enumerate(folder.entries) if not entry.is_folder]
        # What is looked for is a file, unless the beginning of a folder's name was typed.
        self._lit = files[0] if files and (not self._typed or len(files) == len(folder.entries)) else 0
        self._draw()

    @property
    def lit(self) -> FolderEntry | None:
        """The entry that Enter takes."""
        entries = self._folder.entries if self._folder is not None else ()
        return entries[self._lit] if self._lit < len(entries) else None

    # Drawing -------------------------------------------------------------------------------------

    def _draw(self) -> None:
        folder = self._folder
        if folder is None:
            return
        self.query_one("#where", Words).say((((printable(folder.path), "label"),),))
        self.query_one("#entries", Words).say(self._entry_lines(folder))

    def _entry_lines(self, folder: Folder) -> list[Line]:
        if folder.problem:
            return [((folder.problem, "red"),)]
        if not folder.entries:
            sought = "rien ne commence ainsi" if self._typed else self._nothing
            return [((sought, "yellow"),)]
        rows = max(1, min(ROWS, self.app.size.height - AROUND))
        width = max(8, min(NAME, self.app.size.width - 26))
        entries = folder.entries
        lines = drawn_window(
            len(entries), lambda r: self._entry_line(entries[r], width, is_lit=r == self._lit), self._lit, rows
        )
        return [*lines, ((f"  {self._lit + 1} sur {len(entries)}", "label"),)] if len(entries) > rows else lines

    def _entry_line(self, entry: FolderEntry, width: int, *, is_lit: bool) -> Line:
        mark = ("▌ " if is_lit else "  ", "blue+")
        name = printable(entry.name).replace(" ", "\N{NO-BREAK SPACE}")
        if entry.is_folder:
            return (mark, (f"{cut(name, width)}/", "blue+" if is_lit else "blue"))
        return (mark, (fit(name, width), "+" if is_lit else ""), (f"  {entry.detail}", "label"))

    # Keys ----------------------------------------------------------------------------------------

    @on(Input.Changed)
    def _changed(self) -> None:
        self.complain("")
        self._ask()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        entry = self.lit
        if self._asked != (self._open, self._typed) or self._folder is None:
            return
        if entry is None and self._folder.base and not self._folder.problem and self._typed == self._folder.base:
            self._go_to(self._folder.path)
        elif entry is None:
            self.complain("il n'y a rien à ouvrir : effacez, ou remontez d'un dossier (Retour arrière)")
        elif entry.is_folder:
            self._go_to(entry.path)
        else:
            self.dismiss(entry.path)

    def _go_to(self, path: str) -> None:
        self._open = path
        field = self.query_one("#path", Input)
        if field.value:
            field.value = ""
        else:
            self._ask()

    @on(PathInput.Above)
    def _above(self) -> None:
        if self._folder is not None:
            self._go_to(self._folder.parent)

    def action_complete(self) -> None:
        """Tab: the name of the lit entry."""
        entry = self.lit
        if entry is not None and self._folder is not None:
            field = self.query_one("#path", Input)
            field.value = f"{self._folder.base}{entry.name}{'/' * entry.is_folder}"
            field.cursor_position = len(field.value)

    def key(self, event: Key) -> bool:
        steps = {"up": -1, "down": 1, "pageup": -ROWS, "pagedown": ROWS}
        if event.key in steps:
            self._move(steps[event.key])
        return event.key in steps

    def _move(self, step: int) -> None:
        entries = self._folder.entries if self._folder is not None else ()
        if entries:
            self._lit = max(0, min(len(entries) - 1, self._lit + step))
            self._draw()
