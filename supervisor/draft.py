"""What somebody was typing in a dialog and had not confirmed yet: enough to open that dialog again."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Draft(BaseModel):
    """A dialog as it was left in the middle. Its texts may name persons: it is kept for its owner's eyes alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    deed: str
    """The command that was being done, by its stable name."""
    dialog: str
    """The kind of dialog that was open."""
    title: str
    """What stood above it: « Signalement : 12 LE GOFF »."""
    first_key: AwareDatetime
    """When it began, session time, UTC: the instant of what is recorded in the end."""
    author: str
    """Who was typing."""
    chosen: int | None = None
    """The candidate who was chosen."""
    marked: tuple[int, ...] = ()
    """Those who were marked."""
    way: tuple[str, ...] = ()
    """What was answered to the dialogs before this one."""
    texts: dict[str, str] = {}
    """What was typed, by the name of the field; a field that is as it was at first is left out."""
