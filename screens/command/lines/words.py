"""What is typed at the prompt: split into words, in French or as `vigie do` has them, and completed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from screens.command.candidates import pick
from screens.command.lines.french_words import OPTIONS_SAID, SAID
from screens.command.output import LineError
from supervisor.candidate import plain
from supervisor.matching import is_a_code
from supervisor.session import Session

IN_FRENCH: dict[str, str] = {
    "piece": "identity", "emarge": "sign", "signe": "sign", "debut": "start", "interrompt": "interrupt",
    "reprend": "resume", "fini": "finish", "fin": "finish", "parti": "withdraw", "depart": "withdraw",
    "annule": "undo", "saisi": "typed", "statut": "status", "heure": "status", "voir": "who", "q": "quit",
    "manque": "closing", "ma": "mine",
    **{plain(said): verb for verb, said in SAID.items()},
}  # fmt: skip
"""What actions and looks are called in French, by what they are told as or otherwise; their own words hold too."""
OPTIONS: dict[str, str] = {plain(said): name for name, said in OPTIONS_SAID.items()}
"""What options are called in French."""
LOOKS = (
    "status", "who", "log", "help", "quit", "instructions", "code", "closing", "finalise", "export", "papers", "check",
    "welcome", "again", "mine",
)  # fmt: skip
"""What is no action of `vigie do`."""
_ALL = {"start": "joined"}
_JOINED = ("tous", "toutes", "rejoints")
"""After « démarre »: all who joined."""
_QUOTED = re.compile(r'"([^"]*)"?|«\s*([^»]*?)\s*(?:»|$)')


def split(line: str) -> list[str]:
    """The words of a line: what stands between quotes, or « », is one; an apostrophe is a letter."""
    words: list[str] = []
    place = 0
    for quoted in _QUOTED.finditer(line):
        words += line[place : quoted.start()].split()
        words.append((quoted[1] if quoted[1] is not None else quoted[2]).strip())
        place = quoted.end()
    return [*words, *line[place:].split()]


def verb_of(words: Sequence[str]) -> str:
    """The action or look that the words of a line ask for, in the word of the command; empty where there are none."""
    if not words:
        return ""
    typed = plain(words[0])
    return IN_FRENCH.get(typed, typed.replace(" ", "-")) if words[0] != "?" else "help"


def understood(words: Sequence[str], session: Session) -> list[str]:
    """The same words as `vigie do` and the verbs have them.

    Args:
        words: of a line, at least one.
        session: whose candidates are named.
    """
    verb = verb_of(words)
    rest = [_option(word) for word in words[1:]]
    if verb in _ALL and rest and plain(rest[0]) in _JOINED:
        rest = [_ALL[verb], *rest[1:]]
    if verb == "incident":
        rest = _with_code(rest, session)
    elif verb in ("note", "correction"):
        rest = _with_text(rest, session)
    elif verb == "comment":
        rest = _as_one(rest)
    elif verb == "mine" and rest and plain(rest[0]) == "zone":
        rest = rest[1:]
    return [verb, *rest]


def _option(word: str) -> str:
    name, equals, value = word.removeprefix("--").partition("=")
    if not word.startswith("--"):
        return word
    return f"--{OPTIONS.get(plain(name), name)}{equals}{value}"


def _with_code(rest: list[str], session: Session) -> list[str]:
    """« 12 e2 14 », « le goff arrivé en retard »: a code with what follows it, or words, are one."""
    plain_words, options = _apart(rest)
    code = next((at for at, word in enumerate(plain_words) if at and is_a_code(word)), 0)
    if code:
        return [*plain_words[:code], " ".join(plain_words[code:]), *options]
    return _with_text(rest, session)


def _with_text(rest: list[str], session: Session) -> list[str]:
    """« le goff parle à son voisin »: as many words as name candidates, then one text."""
    plain_words, options = _apart(rest)
    if len(plain_words) < 3 or plain_words[-1] == "-":
        return rest
    if plain_words[0].casefold() == "session":
        return ["session", " ".join(plain_words[1:]), *options]
    for count in range(len(plain_words) - 1, 0, -1):
        if _names(plain_words[:count], session):
            return [*plain_words[:count], " ".join(plain_words[count:]), *options]
    return rest


def _names(words: Sequence[str], session: Session) -> bool:
    try:
        found = pick(words, session)
    except LineError:
        return False
    # « 3 2 min de retard » is about 3: numbers are taken one by one only where nothing else follows.
    return bool(found) and (len(words) == 1 or not any(word[:1].isdigit() for word in words))


def _as_one(rest: list[str]) -> list[str]:
    plain_words, options = _apart(rest)
    return [*([" ".join(plain_words)] if plain_words else []), *options]


def _apart(rest: list[str]) -> tuple[list[str], list[str]]:
    """The words before the first option, and the options."""
    first = next((at for at, word in enumerate(rest) if word.startswith("--")), len(rest))
    return rest[:first], rest[first:]


# Completing ------------------------------------------------------------------------------------------


def completions(begun: str, word: str, actions: Iterable[str], session: Session) -> list[str]:
    """What a word that was begun may become.

    Args:
        begun: the line before it.
        word: its beginning, with a quotation mark where one was typed.
        actions: the words that a line begins with.
        session: whose candidates are named.
    """
    typed = plain(word)
    if not begun.strip():
        known = {*actions, *LOOKS, *(french.replace(" ", "-") for french in IN_FRENCH)}
        return sorted(verb for verb in known if plain(verb).startswith(typed))
    if word.startswith("--"):
        options = [french.replace(" ", "-") for french in OPTIONS]
        return sorted(f"--{french}" for french in options if french.startswith(word[2:]))
    if not typed:
        return []
    people = session.candidates.values()
    of_last = [who for who in people if plain(who.last_name).startswith(typed)]
    alone = {plain(who.last_name) for who in of_last if plain(who.last_name) not in session.shared_last_names}
    names = [who.last_name if plain(who.last_name) in alone else who.full_name for who in of_last]
    names += [
        who.full_name for who in people if who not in of_last and plain(who.identity.first_name).startswith(typed)
    ]
    seats = [who.seat for who in people if who.seat and plain(who.seat).startswith(typed)]
    return [f'"{name}"' if " " in name else name for name in dict.fromkeys([*names, *seats])]
