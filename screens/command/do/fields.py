"""What is said of a candidate, by options or on standard input: `add` and `correct`.

Standard input keeps names and birth dates out of the history of the shell and of the list of processes.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from screens.command.output import BadUsageError
from screens.command.stdin import NOTHING_READ, read_stdin

if TYPE_CHECKING:
    from supervisor.candidate import Identity
    from supervisor.session import Session


class CandidateField(NamedTuple):
    """One thing that may be said of a candidate."""

    name: str
    """Of the identity's field, or of the candidate's."""
    option: str
    french: str
    """How it is called, in help and on standard input."""
    metavar: str
    of_identity: bool = True


FIELDS = (
    CandidateField("last_name", "last-name", "nom de naissance", "NOM"),
    CandidateField("first_name", "first-name", "prénom", "PRÉNOM"),
    CandidateField("birth_date", "birth-date", "date de naissance", "DATE"),
    CandidateField("birth_city", "birth-city", "commune de naissance", "COMMUNE"),
    CandidateField("birth_postal_code", "birth-postal-code", "code postal de naissance", "CODE"),
    CandidateField("birth_insee_code", "birth-insee-code", "code Insee de naissance", "CODE"),
    CandidateField("birth_country", "birth-country", "pays de naissance", "PAYS"),
    CandidateField("sex", "sex", "sexe", "M|F"),
    CandidateField("local_id", "local-id", "identifiant local", "TEXTE"),
    CandidateField("extra_time", "extra-time", "temps majoré", "33", of_identity=False),
    CandidateField("class_name", "class", "classe", "CLASSE", of_identity=False),
    CandidateField("certification", "certification", "certification", "CODE", of_identity=False),
)

FieldsSaid = dict[str, str]
"""Fields by name, as they were typed."""


def said_by_options(options: argparse.Namespace) -> FieldsSaid:
    """The fields that options gave."""
    given = ((field.name, getattr(options, field.name, None)) for field in FIELDS)
    return {name: value for name, value in given if value is not None}


def said_on_stdin() -> list[FieldsSaid]:
    """The fields that standard input gives: « nom : LE GOFF », one a line; a blank line begins another candidate.

    Raises:
        BadUsageError: a line is not of that form; it is named by its rank, never quoted.
    """
    names = _names()
    people: list[FieldsSaid] = [{}]
    for rank, line in enumerate(_read().splitlines(), start=1):
        if not line.strip():
            if people[-1]:
                people.append({})
            continue
        label, separator, value = line.partition(":")
        name = names.get(_folded(label))
        if not separator or name is None:
            known = ", ".join(field.french for field in FIELDS)
            # No example that may be somebody's name or birth date: it would be taken for his and hidden.
            raise BadUsageError(f"ligne {rank} : écrivez « classe : 3eB » ; informations connues : {known}")
        if name in people[-1]:
            raise BadUsageError(
                f"ligne {rank} : cette information est déjà donnée ; une ligne vide sépare les candidats"
            )
        people[-1][name] = value.strip()
    found = [said for said in people if said]
    if not found:
        raise BadUsageError(NOTHING_READ)
    return found


def _read() -> str:
    return read_stdin("Une information par ligne (nom : …), puis Ctrl+D.", many=True)


def _names() -> Mapping[str, str]:
    names = {_folded(label): field.name for field in FIELDS for label in (field.french, field.option, field.name)}
    return names | {"nom": "last_name", "naissance": "birth_date"}


def _folded(label: str) -> str:
    from supervisor.candidate import plain

    return plain(label)


# What they mean --------------------------------------------------------------------------------------


class FieldsUnderstood(NamedTuple):
    """Fields, understood."""

    identity: dict[str, Any]
    others: dict[str, Any]
    """`extra_time`, `class_name`, `certification`."""
    remarks: tuple[str, ...]


def understood(said: FieldsSaid, session: Session, today: date) -> FieldsUnderstood:
    """What these fields mean.

    Args:
        said: fields as they were typed.
        session: whose certifications are known.
        today: the local date, to tell a birth date from a mistyped one.

    Raises:
        BadUsageError: one cannot be understood; the value is not quoted.
    """
    identity: dict[str, Any] = {}
    others: dict[str, Any] = {}
    remarks: list[str] = []
    for field in FIELDS:
        if field.name not in said:
            continue
        typed = said[field.name]
        value: Any = typed
        match field.name:
            case "birth_date":
                value = _birth_date(typed, today)
            case "extra_time":
                value = _extra_time(typed, remarks)
            case "certification":
                value = _certification(typed, session)
            case "sex":
                value = _sex(typed)
            case "last_name" if not _folded(typed):
                raise BadUsageError("le nom de naissance est vide")
        (identity if field.of_identity else others)[field.name] = value
    return FieldsUnderstood(identity, others, tuple(remarks))


def new_identity(fields: Mapping[str, Any], old: Identity | None = None) -> Identity:
    """The identity these fields make, the others as they were.

    Raises:
        BadUsageError: a new candidate without his names.
    """
    from supervisor.candidate import Identity

    if old is None and not (fields.get("last_name") and fields.get("first_name")):
        raise BadUsageError("il manque le nom de naissance ou le prénom (--last-name, --first-name)")
    before = old.model_dump() if old is not None else {}
    return Identity(**{**before, **fields})


def _birth_date(typed: str, today: date) -> date:
    from data.roster.values import read_birth_date

    born: date = _converted(lambda: read_birth_date(typed, today), "la date de naissance ne se lit pas (jj/mm/aaaa)")
    return born


def _extra_time(typed: str, remarks: list[str]) -> Any:
    from data.roster.extra_time import read_extra_time

    read = _converted(lambda: read_extra_time(typed), "le temps majoré ne se lit pas (33 %, 1/3, 50 %)")
    if read.remark:
        remarks.append(read.remark)
    return read.value


def _converted(convert: Callable[[], Any], otherwise: str) -> Any:
    try:
        return convert()
    except ValueError:
        # Its own sentence quotes the value.
        raise BadUsageError(otherwise) from None


def _certification(typed: str, session: Session) -> str:
    wanted = typed.strip().upper()
    if wanted not in session.reference.durations:
        known = ", ".join(session.reference.durations)
        raise BadUsageError(f"certification inconnue ; connues : {known}")
    return wanted


def _sex(typed: str) -> str:
    if typed.strip().upper() not in ("", "M", "F"):
        raise BadUsageError("le sexe s'écrit M ou F")
    return typed.strip().upper()
