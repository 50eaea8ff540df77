"""What somebody was typing in a dialog and had not confirmed yet: enough to open that dialog again."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict

from supervisor.candidate import CleanText


class Draft(BaseModel):
    """A dialog as it was left in the middle. Its texts may name persons: it is kept for its owner's eyes alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    deed: str
    """The command that was being done, by its stable name."""
    dialog: str
    """Name of the class of the dialog that was open."""
    title: CleanText
    """What stood above it: « Signalement : 12 LE GOFF »."""
    first_key: AwareDatetime
    """When it began, session time, UTC: the instant of what is recorded in the end."""
    noted: int | None = None
    """Id of the last event then: the clock may have jumped since; None: an older Vigie did not say."""
    author: CleanText
    """Author under whom it will be recorded."""
    chosen: int | None = None
    """Number of the candidate whose line was chosen on the board."""
    marked: tuple[int, ...] = ()
    """Numbers of the candidates who were marked on the board, where it was for several."""
    way: tuple[str, ...] = ()
    """What was answered to the dialogs before this one."""
    texts: dict[str, str] = {}
    """What was typed, by the name of the field; a field that is as it was at first is left out."""
