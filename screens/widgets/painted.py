"""A widget of a few painted lines: draws again only the lines that changed."""

from __future__ import annotations

from collections.abc import Callable

from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from screens.kit.hinted import press_hint
from screens.kit.ink import Line, owner_at, width_of
from screens.kit.themes import paint, palette_named
from screens.picture.picture import Picture

KeyShown = Callable[[str], str]
"""The key of a command, by its id, as it is set here."""


class Painted(Widget):
    """Lines computed from a picture by `lines_of`, painted as they are."""

    GROUND = "board"
    """Where its inks are written on."""
    GROWS = False
    """It takes as many rows as its lines need; what lies beside it gives them."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self._picture: Picture | None = None
        self._lines: list[Line] = []

    HAS_HINTS = False
    """Keys stand in it, with what they do."""

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        """What it shows of a picture, in this room; one that grows is given that of the terminal."""
        raise NotImplementedError

    def show(self, picture: Picture) -> None:
        """Draw this picture; only the lines that differ are painted again."""
        self._picture = picture
        if not self.display or not self.size.width:
            return
        width, height = self.app.size if self.GROWS else self.size
        lines = self.lines_of(picture, width, height)
        if self.GROWS and (self.styles.height is None or self.styles.height.value != len(lines)):
            self.styles.height = len(lines)
        before, self._lines = self._lines, lines
        if len(before) != len(lines):
            self.refresh()
            return
        pairs = enumerate(zip(before, lines, strict=True))
        changed = [self.changed_part(y, old, new) for y, (old, new) in pairs if old != new]
        if changed:
            self.refresh(*changed)

    def changed_part(self, y: int, old: Line, new: Line) -> Region:
        """What is to be painted again of a line that changed: up to the last difference.

        What stands before it is painted too: Textual begins at the widget's left edge.
        """
        if width_of(old) != width_of(new):
            return Region(0, y, self.size.width, 1)
        same = 0
        for was, now in zip(reversed(old), reversed(new), strict=False):
            if was != now:
                break
            same += width_of((now,))
        return Region(0, y, max(1, width_of(new) - same), 1)

    def on_resize(self) -> None:
        self._lines = []
        if self._picture is not None:
            self.show(self._picture)

    def on_show(self) -> None:
        self.on_resize()

    class Chosen(Message):
        """Somebody's cells, or a row, were clicked on."""

        def __init__(self, key: int) -> None:
            super().__init__()
            self.key = key

    def on_click(self, event: Click) -> None:
        """A row is chosen; a key that is named, where a widget has any among its words, does what it does."""
        line = self._lines[event.y] if event.y < len(self._lines) else ()
        owner = owner_at(line, event.x)
        if owner is not None:
            event.stop()
            self.post_message(self.Chosen(owner))
        elif self.HAS_HINTS:
            press_hint(self, line, event)

    def render_line(self, y: int) -> Strip:
        line = self._lines[y] if y < len(self._lines) else ()
        return paint(line, palette_named(self.app.theme), self.size.width, self.GROUND)
