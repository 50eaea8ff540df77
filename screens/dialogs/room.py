"""« Affichage salle »: for a projector. The hour and the session's number, the code when asked for, no name ever."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.events import Key
from textual.screen import Screen

from screens.dialogs.base import Choice, Option
from screens.dialogs.reading import CODE_SHOWN_S
from screens.kit.big import big
from screens.kit.ink import Line
from screens.kit.sizes import AtSize
from screens.picture.picture import Picture
from screens.widgets.painted import Painted
from supervisor.session import Session
from supervisor.wording import hour_in_a_column


class RoomDisplayDialog(Choice[bool]):
    """What everybody in the room is about to see."""

    def __init__(self, session: Session) -> None:
        lines: list[Line] = [
            (("Tout l'écran : l'heure, le numéro de session, et la fin du test sans temps majoré.", ""),),
            (("Aucun nom.", ""),),
            (("Le code d'accès ne s'y montre que sur demande (c), 60 secondes.", ""),)
            if session.access_code
            else (("Le code d'accès n'a pas été donné à Vigie.", "label"),),
            (("Les alarmes sonnent toujours. Échap revient au tableau : les noms sont alors à l'écran.", "label"),),
            (),
        ]
        super().__init__("Affichage salle, pour un vidéoprojecteur", lines, (Option("o", "afficher", True),))


def display_lines(picture: Picture, code: str, width: int, height: int) -> list[Line]:
    """What the room sees.

    Args:
        picture: the session at this instant.
        code: the access code while it is shown, else empty.
        width: cells.
        height: rows.
    """
    session = picture.session
    where = " · ".join(part for part in (session.site, session.room) if part)
    top: Line = ((" RÉPÉTITION ", "tag.look"), (f" {where}", "soft")) if session.rehearsal else ((f" {where}", "soft"),)
    parts = [(picture.hour_now, "+", ""), (session.number, "blue+", "SESSION")]
    end = session.last_end_of_the_room(picture.now) if session.closed_at is None else None
    if code:
        # For its minute it stands in the place of the end: three are read from afar, four are not.
        parts.append((code, "amber+", "CODE D'ACCÈS"))
    elif end is not None:
        parts.append((hour_in_a_column(session, end), "+", "FIN DU TEST"))
    room = max(1, (height - 2) // len(parts) - 2)
    blocks: list[list[Line]] = []
    for text, ink, label in parts:
        block = [_centred(label, "label+", width)] if label else []
        block += [_centred(row, ink, width) for row in big(text, width - 2, room)]
        blocks.append(block)
    spare = max(0, height - 2 - sum(len(block) for block in blocks))
    gap = spare // (len(blocks) + 1)
    lines: list[Line] = [top]
    for block in blocks:
        lines += [*[()] * gap, *block]
    hint: Line = ((" c", "amber+"), (" code d'accès 60 s   ", "label"), ("Échap", "amber+"), (" tableau", "label"))
    lines = lines[: height - 1]
    return [*lines, *[()] * (height - 1 - len(lines)), hint]


def _centred(text: str, ink: str, width: int) -> Line:
    return ((" " * max(0, (width - cell_len(text)) // 2), ""), (text, ink))


class RoomLines(Painted):
    """The whole of the room display."""

    code = ""

    def lines_of(self, picture: Picture, width: int, height: int) -> list[Line]:
        return display_lines(picture, self.code, width, height)


class RoomScreen(AtSize, Screen[None]):
    """Full screen; the board goes on behind it, its alarms ring."""

    AUTO_FOCUS = ""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._shown_since: float | None = None
        self._picture: Picture | None = None

    def compose(self) -> ComposeResult:
        yield RoomLines(id="room-display")

    def show(self, picture: Picture) -> None:
        """Draw this picture; the code goes once its minute is over."""
        self._picture = picture
        if self._shown_since is not None and self._monotonic() - self._shown_since >= CODE_SHOWN_S:
            self._shown_since = None
        for lines in self.query(RoomLines):
            lines.code = picture.session.access_code if self._shown_since is not None else ""
            lines.show(picture)

    def on_key(self, event: Key) -> None:
        event.stop()
        if event.key == "c":
            self._shown_since = None if self._shown_since is not None else self._monotonic()
            if self._picture is not None:
                self.show(self._picture)
        elif event.key == "escape":
            self.dismiss(None)
