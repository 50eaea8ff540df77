"""The gate of a forced command: what a key that was given for `vigie review` or `vigie finalise` may ask for.

OpenSSH runs the command of the key, and leaves what the person at the other end asked for in SSH_ORIGINAL_COMMAND.
Nothing of that is ever run or passed on: it is held against a short list, and the words that go on are Vigie's own.
No shell, no path, no store but those of the key.
"""

from __future__ import annotations

import argparse
import re
import shlex
import unicodedata
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from screens.command.french import FrenchParser, session_number
from screens.command.output import BadUsageError
from screens.command.over_ssh import ASKED, is_over_ssh

LONGEST = 200
"""Characters; the longest thing there is to ask for has forty."""

_LETTER = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
"""Those of names in Latin script, whatever their accents; no sign, no other script's look-alikes."""
_PRINTABLE = re.compile(rf"[ -~’{_LETTER}]*")
_NAME = re.compile(rf"[{_LETTER}][{_LETTER}'’ -]*")
"""A name as the search takes it, with or without its accents; never an option."""
_NOT_TAKEN = ("VIGIE_SETTINGS", "XDG_", "TEXTUAL", "PYTHON")
"""Beginnings of variables that lead to a file, or change how the program runs: an `AcceptEnv` may let them in."""


@dataclass(frozen=True, slots=True)
class _Verb:
    """What may be asked of a verb."""

    flags: frozenset[str] = frozenset()
    needs_number: bool = False
    takes_name: bool = False
    """What follows it is a name, or `-` where standard input says it."""
    always: tuple[str, ...] = ()
    """What Vigie adds to it."""


_REVIEW = {
    "review": _Verb(),
    "status": _Verb(frozenset({"--json", "--full", "--watch", "--sentences", "--bell"})),
    "log": _Verb(frozenset({"--json", "--follow"}), needs_number=True),
    "export": _Verb(needs_number=True, always=("--only", "json", "--to", "-")),
    # A référent answers requests under the RGPD with it; the register of accesses says that they looked.
    "find": _Verb(frozenset({"--json"}), takes_name=True),
}
# Without a number: what waits for its finalisation.
_FINALISE = {"finalise": _Verb()}
_MAY_ASK: Mapping[str, Mapping[str, _Verb]] = {"review": _REVIEW, "finalise": _FINALISE}
"""By the verb of the forced command: what may be asked instead of it."""
_OFFERED = {
    "review": "cette clé ouvre review [N], status [N], log N, export N et find NOM, et rien d'autre",
    "finalise": "cette clé ouvre finalise [N], et rien d'autre",
}


class GateError(BadUsageError):
    """What was asked for is not what this key opens."""


@dataclass(frozen=True, slots=True)
class _Key:
    """The forced command of a key."""

    verb: str
    number: str | None
    stores: tuple[str, ...]
    author: str | None


def through(
    words: list[str], environ: MutableMapping[str, str], note: Callable[[argparse.Namespace], object]
) -> list[str]:
    """The words of the command to run, wherever it is run from.

    Args:
        words: those of the process, without the program's name.
        environ: its variables; those that lead out of a key's store are dropped.
        note: is told of a refusal: `stores` and `author` of the key.

    Raises:
        GateError: this key does not open what was asked for.
    """
    if not is_over_ssh(environ):
        return words
    shut_out(words, environ)
    try:
        return admitted(words, environ)
    except GateError:
        key = _key(words)
        if key.stores:
            note(argparse.Namespace(stores=list(key.stores), author=key.author or ""))
        raise


def admitted(own: Sequence[str], environ: Mapping[str, str]) -> list[str]:
    """The words of the command to run.

    Args:
        own: those of the forced command, without the program's name.
        environ: of the process; what was asked for is in it.

    Returns:
        `own` as it is where no key stands before it, or nothing was asked for; else words made anew.

    Raises:
        GateError: this key does not open that.
        SystemExit: the forced command itself cannot be understood (2).
    """
    verb = _verb_of(own)
    if ASKED not in environ or verb not in _MAY_ASK:
        return list(own)
    key = _key(own)
    if not key.stores:
        # VIGIE_STORE may have come over the line.
        raise GateError(f"la commande de cette clé ne nomme pas de dossier : {verb} --store DOSSIER (docs/ssh.md)")
    asked = environ[ASKED]
    if not asked.strip() and (key.number or not _MAY_ASK[verb][verb].needs_number):
        return list(own)
    return _made_anew(key, asked)


def shut_out(words: Sequence[str], environ: MutableMapping[str, str]) -> None:
    """Drop the variables that the other end of a line may have sent, where the verb is one that keys are given for."""
    if is_over_ssh(environ) and _verb_of(words) in _MAY_ASK:
        for name in [name for name in environ if name.startswith(_NOT_TAKEN)]:
            del environ[name]


def _made_anew(key: _Key, asked: str) -> list[str]:
    verb, name, flags = _understood(key, asked)
    may = _MAY_ASK[key.verb][verb]
    if may.takes_name:
        if key.number:
            raise GateError(f"cette clé n'ouvre que la session {key.number}")
        return _with_key([verb, *name, *flags], key)
    number = session_number(name[0]) if name else None
    number = number or key.number
    if may.needs_number and not number:
        raise GateError(f"il manque le numéro de la session : {verb} N")
    if key.number and number != key.number:
        raise GateError(f"cette clé n'ouvre que la session {key.number}")
    return _with_key([verb, *([number] if number else []), *may.always, *flags], key)


def _with_key(said: list[str], key: _Key) -> list[str]:
    words = [*said]
    words += [word for store in key.stores for word in ("--store", store)]
    return [*words, *(["--as", key.author] if key.author else [])]


def _understood(key: _Key, asked: str) -> tuple[str, list[str], list[str]]:
    """The verb, the session or the name, and the options asked for, each of them one of the list."""
    refusal = GateError(_OFFERED[key.verb])
    # An accent may arrive as a letter of its own, from a Mac.
    asked = unicodedata.normalize("NFC", asked)
    if len(asked) > LONGEST or not _PRINTABLE.fullmatch(asked):
        raise refusal
    try:
        words = shlex.split(asked)
    except ValueError:
        raise refusal from None
    if words[:1] == ["vigie"]:
        del words[0]
    may_ask = _MAY_ASK[key.verb]
    if key.verb == "finalise" and words and words[0] not in may_ask:
        # Its only verb need not be said.
        words.insert(0, key.verb)
    if not words or words[0] not in may_ask:
        raise refusal
    verb, *rest = words
    flags = [word for word in rest if word in may_ask[verb].flags]
    others = [word for word in rest if word not in may_ask[verb].flags]
    if may_ask[verb].takes_name:
        if not others and len(flags) == len(set(flags)):
            raise GateError(f"il manque le nom : {verb} NOM, ou {verb} - pour le lire sur l'entrée standard")
        is_known = others == ["-"] or (others and all(_NAME.fullmatch(word) for word in others))
    else:
        is_known = len(others) < 2 and all(re.fullmatch(r"p?[0-9]{1,9}", number) for number in others)
    if not is_known or len(flags) > len(set(flags)):
        raise refusal
    return verb, others, flags


# The forced command itself ------------------------------------------------------------------------------


def _verb_of(own: Sequence[str]) -> str:
    """The verb: the first word that is no option and no option's value."""
    words = iter(own)
    for word in words:
        if word in ("--store", "--as"):
            next(words, None)
        elif not word.startswith("-"):
            return word
    return ""


def _key(own: Sequence[str]) -> _Key:
    parser = FrenchParser(prog="vigie")
    parser.add_argument("verb", metavar="VERBE")
    parser.add_argument("number", metavar="N", type=session_number, nargs="?")
    parser.add_argument("--store", metavar="DOSSIER", action="append", default=[])
    parser.add_argument("--as", metavar="NOM", dest="author")
    given = parser.parse_args(list(own))
    return _Key(given.verb, given.number, tuple(given.store), given.author)
