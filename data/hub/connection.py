"""Connections to the hub's database. The only module that knows psycopg's errors, and what they mean here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from data.hub.address import AddressError, HubAddress
from data.hub.errors import (
    ErasedForGoodError,
    HubError,
    NoDriverError,
    NotAllowedError,
    OtherSchoolError,
    RefusedLinesError,
    TooLargeError,
    UnreachableError,
)
from data.hub.way import CONNECT_S

if TYPE_CHECKING:
    import psycopg

_KEPT_ALIVE = {
    # A line that is cut without a word is noticed within half a minute.
    "keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 30_000,
}  # fmt: skip
_TLS_ASKED, _NOT_ENROLLED, _ERASED, _OTHER_SCHOOL, _TOO_LARGE = "VG001", "VG002", "VG003", "VG004", "VG005"

_NOT_NOW = ("starting up", "shutting down", "recovery", "too many", "terminating", "démarrage", "arrêt", "trop de")
"""What a server says that will let somebody in later."""


def connected(address: HubAddress, *, name: str = "vigie") -> psycopg.Connection[tuple[Any, ...]]:
    """A connection in which each statement stands by itself, unless a transaction is begun.

    Args:
        address: of a database.
        name: what the server's own lists call it.

    Raises:
        HubError: there is none; the sentence says why, and never the password.
    """
    try:
        import psycopg
    except ImportError as error:
        raise NoDriverError from error
    given: dict[str, Any] = {"connect_timeout": CONNECT_S, "application_name": name, **_KEPT_ALIVE}
    if not address.is_local and "sslmode=" not in address.text:
        given["sslmode"] = "require"
    with as_hub_errors(address), _as_address_error(address):
        return psycopg.connect(address.text, autocommit=True, **given)


@contextmanager
def _as_address_error(address: HubAddress) -> Iterator[None]:
    """An address that psycopg cannot read, as one with an option that there is not, never reached a database."""
    import psycopg

    try:
        yield
    except psycopg.ProgrammingError as error:
        raise AddressError(f"{address.shown} : cette adresse ne peut pas être lue, ou a une option de trop.") from error


@contextmanager
def as_hub_errors(address: HubAddress) -> Iterator[None]:
    """Whatever the database answers inside is a French sentence about this hub.

    Raises:
        HubError: anything of psycopg's was raised inside.
    """
    import psycopg
    from psycopg import errors

    try:
        yield
    except psycopg.Error as error:
        raise _told(error, address, errors) from error


def _told(error: psycopg.Error, address: HubAddress, errors: Any) -> HubError:
    where, state = f"Le concentrateur {address.shown}", error.sqlstate or ""
    if state == _TLS_ASKED:
        return NotAllowedError(f"{where} demande une connexion chiffrée (sslmode=verify-full).")
    if state == _NOT_ENROLLED:
        return NotAllowedError(f"{where} ne connaît pas ce compte, ou l'a retiré : voyez qui l'administre.")
    if state == _ERASED:
        return ErasedForGoodError(f"{where} {ErasedForGoodError.ENDING}")
    if state == _OTHER_SCHOOL:
        return OtherSchoolError(f"{where} {OtherSchoolError.ENDING}")
    if state == _TOO_LARGE:
        return TooLargeError(f"{where} {TooLargeError.ENDING}")
    if isinstance(
        error, errors.CheckViolation | errors.ForeignKeyViolation | errors.NotNullViolation | errors.DataError
    ):
        return RefusedLinesError(f"{where} {RefusedLinesError.ENDING}")
    if isinstance(error, errors.InsufficientPrivilege):
        return NotAllowedError(f"{where} ne permet pas cela à ce compte.")
    if isinstance(
        error, errors.UndefinedFunction | errors.UndefinedTable | errors.UndefinedColumn | errors.InvalidSchemaName
    ):
        return HubError(f"{where} n'est pas prêt, ou d'une autre version : vigie hub init, sur sa machine.")
    if isinstance(error, errors.DiskFull | errors.OutOfMemory | errors.ConfigurationLimitExceeded):
        return UnreachableError(f"{where} n'a plus de place.")
    if state.startswith("28"):
        return NotAllowedError(f"{where} refuse ce compte ou son mot de passe.")
    said = str(error).casefold()
    if "does not exist" in said and "database" in said:
        return HubError(f"{where} n'a pas de base de ce nom.")
    # Of a connection that was not made only words are known, in the server's language.
    if "no password supplied" in said or ("fatal" in said and not any(word in said for word in _NOT_NOW)):
        return NotAllowedError(f"{where} refuse ce compte ou son mot de passe.")
    if "certificate" in said or "ssl" in said:
        return NotAllowedError(f"{where} n'a pas de certificat valable pour cette connexion chiffrée.")
    if isinstance(error, errors.OperationalError | errors.InterfaceError):
        return UnreachableError(f"{where} {UnreachableError.ENDING}")
    return HubError(f"{where} a répondu par une erreur ({state or type(error).__name__}).")
