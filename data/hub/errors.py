"""What is told when a hub cannot be used; psycopg's own words never reach a screen: they may hold a password."""

from __future__ import annotations

from typing import ClassVar

from data.errors import StoreError


class HubError(StoreError):
    """The hub cannot be used now; nothing of what is on this machine is lost by that."""

    ENDING: ClassVar[str] = "a répondu par une erreur : voyez qui l'administre."
    """How the sentence about a hub ends, where nothing nearer is known."""


class UnreachableError(HubError):
    """It does not answer; it may later."""

    ENDING = "ne répond pas."


class NotAllowedError(HubError):
    """It answers, and refuses: the password, the device, the school."""

    ENDING = "ne connaît pas ce poste, ou l'a retiré : voyez qui l'administre."


class OtherSchoolError(NotAllowedError):
    """The hub has this session from another school: it is not added to."""

    ENDING = "tient cette session d'un autre établissement : elle n'y est pas ajoutée."


class ErasedForGoodError(HubError):
    """The session was erased there when its time was over: it is not taken again."""

    ENDING = "a effacé cette session, à son terme : elle n'y revient pas."


class RefusedLinesError(HubError):
    """The hub does not take these lines: they do not follow one another, or are not what was written."""

    ENDING = "refuse ces lignes : elles ne se suivent pas, ou ont été modifiées."


class TooLargeError(HubError):
    """The hub's service has said that it takes no file of this size."""

    ENDING = "ne prend pas de pièce de cette taille : voyez qui l'administre."


class GarbledError(HubError):
    """What came over a line is nothing that a Vigie says."""


class NoDriverError(HubError):
    """psycopg is not installed on this machine."""

    def __init__(self) -> None:
        super().__init__(
            "Pour un concentrateur, il manque psycopg à cette Vigie : installez-la avec « vigie[hub] » (docs/hub.md)."
        )
