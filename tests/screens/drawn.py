"""What an app of these tests shows is drawn once it has come to rest, where somebody looks.

Textual draws each picture on the way there too, three or four a key, and without a terminal throws all of them away.
The app is told of each as before. Tests marked `wide` have all of them drawn: on the way too nothing may break.
"""

from __future__ import annotations

from typing import Any

from rich.text import Text
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.screen import Screen

UNDRAWN = Text()
"""Stands for a picture that no terminal is there to show."""

_compositor_refresh = Screen._compositor_refresh
_draws_each = False
_undrawn = "_undrawn_in_tests"


def _put_off(self: Screen[Any]) -> None:
    """As Textual does it, but for the picture itself: what is to be drawn stays noted, for the next that looks."""
    app = self.app
    if _draws_each or app.is_inline or self is not app.screen or type(app._driver) is not HeadlessDriver:
        _compositor_refresh(self)
        return
    self.__dict__[_undrawn] = True
    app._display(self, UNDRAWN if self._compositor._dirty_regions else None)
    self._dirty_widgets.clear()
    app._update_mouse_over(self)


def draw(app: App[Any]) -> None:
    """What was put off of the screen in front."""
    screen = app.screen
    if screen.__dict__.pop(_undrawn, False):
        screen._compositor.render_update(screen_stack=app._background_screens)


def each_picture(is_drawn: bool) -> None:
    """Whether pictures on the way are drawn, from now on."""
    global _draws_each  # noqa: PLW0603  a worker runs one test at a time
    _draws_each = is_drawn


def draw_at_rest() -> None:
    """From now on, in this worker."""
    Screen._compositor_refresh = _put_off  # type: ignore[method-assign]
