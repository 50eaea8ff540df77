"""What is told when a hub cannot be used; psycopg's own words never reach a screen: they may hold a password."""

from __future__ import annotations

from data.errors import StoreError


class HubError(StoreError):
    """The hub cannot be used now; nothing of what is on this machine is lost by that."""


class UnreachableError(HubError):
    """It does not answer; it may later."""


class NotAllowedError(HubError):
    """It answers, and refuses: the password, the device, the school."""


class OtherSchoolError(NotAllowedError):
    """The hub has this session from another school: it is not added to."""


class ErasedForGoodError(HubError):
    """The session was erased there when its time was over: it is not taken again."""


class RefusedLinesError(HubError):
    """The hub does not take these lines: they do not follow one another, or are not what was written."""


class NoDriverError(HubError):
    """psycopg is not installed on this machine."""

    def __init__(self) -> None:
        super().__init__(
            "Pour un concentrateur, il manque psycopg à cette Vigie : installez-la avec « vigie[hub] » (docs/hub.md)."
        )
