"""argparse, in French and in one line: help, errors, and options that may stand anywhere.

Only the standard library here: `vigie --help` answers in a blink. Its texts carry their non-breaking spaces
themselves, since `supervisor.wording` brings pydantic with it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, ClassVar, NoReturn, Protocol

from screens.command.output import BAD_USAGE, complain
from supervisor.typography import typographic

_ERRORS = (
    (r"the following arguments are required: (.+)", "il manque : {0}"),
    (r"one of the arguments (.+) is required", "il manque : {0}"),
    (r"argument (.+?): expected (?:one argument|at least one argument|\d+ arguments?)", "{0} demande une valeur"),
    (r"argument ACTION: invalid choice.*", "ACTION inconnue"),
    (r"argument (.+?): invalid choice.*", "{0} inconnu"),
    (r"argument (.+?): not allowed with argument (.+)", "{0} et {1} ne vont pas ensemble"),
    (r"argument (.+?): ignored explicit argument.*", "{0} ne prend pas de valeur"),
    (r"argument (.+?): (.+)", "{0} : {1}"),
)
"""What argparse says, by what it means. Its own words change from one Python to the next; values are never quoted
back, since a name may have been typed in the wrong place."""
_DEEDS = "vigie do "
FREE_TEXT = frozenset({"TEXTE", "MOTS", "REMARQUE", "QUI", "NOM", "PRÉNOM", "COMMUNE"})
"""How arguments are shown that hold what somebody says in their own words, or a person's name: each takes « - »."""
FROM_STDIN = "-"
_FROM_STDIN_TOLD = (
    "« - » à la place d'un texte ou d'un nom : le lire sur l'entrée standard. Ni l'historique du terminal, ni la\n"
    "liste des programmes (ps) n'en voient alors rien."
)
_NEGATIVE = re.compile(r"-\d")
"""`-5` and `-1/3` are values, never options."""


class InOrder(argparse.Action):
    """An option that may be given again, and whose place among others counts: its words also go to `in_order`."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        """Take one more value."""
        setattr(namespace, self.dest, [*getattr(namespace, self.dest), values])
        namespace.in_order = [*getattr(namespace, "in_order", ()), (self.dest, values)]


class Told(Protocol):
    """How forms are told where they are not typed as a command: at a prompt."""

    def help(self, parser: FrenchParser) -> str:
        """What there is to say of a form, in lines."""

    def problem(self, parser: FrenchParser, message: str, sentence: str) -> str:
        """What is wrong with what was typed.

        Args:
            parser: whose form it is.
            message: what argparse says; empty for what it does not know.
            sentence: the same in French.
        """


class FrenchFormatter(argparse.RawDescriptionHelpFormatter):
    """Help with « Usage : »."""

    def __init__(self, prog: str, **kwargs: Any) -> None:
        super().__init__(prog, **{"max_help_position": 30, "width": 100, **kwargs})

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Begin the usage in French."""
        super().add_usage(usage, actions, groups, "Usage : " if prefix is None else prefix)


class FrenchParser(argparse.ArgumentParser):
    """A parser that speaks French and answers an error with one line and exit 2."""

    told: ClassVar[Told | None] = None
    """Who tells of forms instead, as long as somebody is at a prompt."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"formatter_class": FrenchFormatter, "allow_abbrev": False, **kwargs, "add_help": False}
        self._takes_value: dict[str, bool] = {}
        self._has_verbs = False
        self._free: list[str] = []
        super().__init__(**kwargs)
        self._positionals.title = "À donner "
        self._optionals.title = "Options "
        self.add_argument("-h", "--help", action="help", help="montrer cette aide")

    def format_help(self) -> str:
        """The help, with the spaces of French typography, whoever wrote its sentences."""
        if self.told is not None and not self._has_verbs:
            return typographic(self.told.help(self))
        told = f"\n{_FROM_STDIN_TOLD}\n" if self._free else ""
        return typographic(super().format_help() + told)

    def add_argument(self, *args: Any, **kwargs: Any) -> argparse.Action:
        """Add an argument, and remember whether it takes a value."""
        action = super().add_argument(*args, **kwargs)
        for option in action.option_strings:
            self._takes_value[option] = action.nargs != 0
        # Who acts is said in each command, and by the forced command of a key.
        if FREE_TEXT & set(str(action.metavar).split("|")) and action.dest != "author":
            self._free.append(action.dest)
        return action

    def add_subparsers(self, **kwargs: Any) -> Any:
        """Add verbs: what follows one is for its own parser, which is made once that verb is said."""
        self._has_verbs = True
        return super().add_subparsers(**{"parser_class": Later, **kwargs})

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse, with the options of a verb anywhere among its words."""
        if args is None or self._has_verbs:
            return super().parse_known_args(args, namespace)
        found, left = super().parse_known_args(self._options_first(args), namespace)
        if left:
            # Said here, not by the parser above: its help is that of another verb.
            self.error(f"unrecognized arguments: {' '.join(left)}")
        if self._free:
            self._listen(found)
        return found, left

    def _listen(self, found: argparse.Namespace) -> None:
        """Put what standard input says in the place of « - »; nothing is read unless that is asked for."""
        asked = [
            name for name, value in vars(found).items() for one in _each(value) if one == FROM_STDIN
        ]  # fmt: skip
        wanted = [name for name in asked if name in self._free]
        if not wanted:
            return
        if len(asked) > 1:
            self._leave("« - » ne se dit qu'une fois par commande : l'entrée standard n'a qu'un texte")
        from screens.command.stdin import NOTHING_READ, read_stdin

        text = read_stdin("Le texte, puis Entrée et Ctrl+D.").strip()
        if not text:
            self._leave(NOTHING_READ)
        value = getattr(found, wanted[0])
        said = [text if one == FROM_STDIN else one for one in value] if isinstance(value, list) else text
        setattr(found, wanted[0], said)

    def _options_first(self, words: Sequence[str]) -> list[str]:
        """The same words, options first: argparse takes words that an option separates for too many."""
        options: list[str] = []
        others: list[str] = []
        left = list(words)
        while left:
            word = left.pop(0)
            if word == "--":
                others += left
                break
            if word == "-" or not word.startswith("-") or " " in word or _NEGATIVE.match(word):
                others.append(word)
                continue
            # A value may begin with a dash (« --text "- rien" »), but is no other option of this verb.
            if self._takes_value.get(word) and left and left[0] not in (*self._takes_value, "--"):
                word = f"{word}={left.pop(0)}"
            # « -- » is no value: argparse of some Pythons would take it away and leave an empty list.
            options.append(word.removesuffix("=--"))
        return [*options, "--", *others] if others else options

    def error(self, message: str) -> NoReturn:
        """Say in one French line what is wrong, and leave with 2."""
        sentence = self._in_french(message)
        is_about_words = re.match(r"unrecognized arguments|the following arguments are required", message)
        is_of_a_deed = self.prog.startswith(_DEEDS) and not sentence.startswith("option")
        # At a prompt an example is told instead.
        form = self._form() if self.told is None and is_about_words and is_of_a_deed else ""
        self._leave(f"{sentence}{form}", message)

    def _leave(self, sentence: str, message: str = "") -> NoReturn:
        told = self.told
        complain(f"{sentence} ({self.prog} --help)" if told is None else told.problem(self, message, sentence))
        sys.exit(BAD_USAGE)

    def _form(self) -> str:
        """How an action is said, without what every verb takes: « ; la forme : undo [--event ID] »."""
        usual = ("help", "store", "author", "hub")
        said = argparse.ArgumentParser(prog=self.prog.removeprefix(f"{_DEEDS}N "), add_help=False, usage=None)
        for action in self._actions:
            if action.dest not in usual:
                said._add_action(action)
        form = " ".join(said.format_usage().removeprefix("usage: ").split())
        return f" ; la forme : {form}"

    def _in_french(self, message: str) -> str:
        if message.startswith("unrecognized arguments"):
            return self._unrecognised(message)
        if out_of_place := self._out_of_place(message):
            return out_of_place
        if meant := self._meant(message):
            what = "ACTION inconnue" if "argument ACTION" in message else "VERBE inconnu"
            return f"{what} : vouliez-vous dire « {meant} » ?"
        for pattern, french in _ERRORS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                return french.format(*found.groups())
        return "commande mal formée"

    def _meant(self, message: str) -> str:
        """The verb nearest to one that is none; empty where none is near. What was typed is not said again."""
        from difflib import get_close_matches

        found = re.match(r"argument (?:VERBE|ACTION): invalid choice: '(.*)' \(", message, re.DOTALL)
        known = [word for action in self._actions if action.dest in ("verb", "action") for word in action.choices or ()]
        # Long words are no verb: comparing them takes long.
        near = get_close_matches(found[1].casefold(), known, n=1) if found and len(found[1]) < 40 else []
        return str(near[0]) if near else ""

    def _out_of_place(self, message: str) -> str:
        """What to type for an action, or a session's number, where the verb stands; empty for any other word."""
        found = re.match(r"argument VERBE: invalid choice: '([\w-]{1,40})' \(", message)
        if found is None:
            return ""
        typed = found[1].casefold()
        if re.fullmatch(r"p?\d{1,9}", typed, re.ASCII):
            return "un verbe vient avant le numéro : « vigie run N » ouvre la session, « vigie do N … » y note"
        if typed not in deeds_of(self):
            return ""
        return f"c'est une action : « vigie do N {typed} … », N étant le numéro de la session"

    @staticmethod
    def _unrecognised(message: str) -> str:
        options = [word.partition("=")[0] for word in message.split() if re.match(r"--[a-z]", word)]
        return f"option inconnue : {', '.join(options)}" if options else "il y a un mot de trop"


class Later:
    """The parser of a verb or an action, made when somebody says that word, or asks what can be said behind it.

    Until then what it takes is only kept: argparse needs 15 ms to make those of all words, and a command says one.
    """

    # Nothing else may be set: on the parser itself it would be forgotten.
    __slots__ = ("_kwargs", "_made", "_steps")

    def __init__(self, **kwargs: Any) -> None:
        self._kwargs = kwargs
        self._steps: list[Callable[[FrenchParser], object]] = []
        self._made: FrenchParser | None = None

    @property
    def made(self) -> FrenchParser:
        """The parser itself, with all that was said of it so far."""
        if self._made is None:
            self._made = FrenchParser(**self._kwargs)
            for step in self._steps:
                step(self._made)
        return self._made

    def then(self, step: Callable[[FrenchParser], object]) -> None:
        """Do this to the parser as soon as it is made."""
        if self._made is None:
            self._steps.append(step)
        else:
            step(self._made)

    def describe(self, description: str) -> None:
        """Say what its help begins with."""
        self.then(lambda made: setattr(made, "description", description))

    def conclude(self, epilog: str) -> None:
        """Say what its help ends with."""
        self.then(lambda made: setattr(made, "epilog", epilog))

    def add_argument(self, *args: Any, **kwargs: Any) -> None:
        """Add an argument, as `FrenchParser.add_argument` does."""
        self.then(lambda made: made.add_argument(*args, **kwargs))

    def _check_help(self, action: argparse.Action) -> None:
        """Python 3.14 tries the line of each word in the help before anybody asks for it: the tests do."""

    def __getattr__(self, name: str) -> Any:
        """What argparse asks of a parser once its word was said."""
        return getattr(self.made, name)


Words = FrenchParser | Later
"""What takes arguments: of the command as a whole, or of one of its words."""


def deeds_of(command: FrenchParser) -> tuple[str, ...]:
    """The words of the actions of `do`."""
    return tuple(_said_behind(_said_behind(command)["do"]))


def _said_behind(parser: Words) -> Mapping[str, Words]:
    """The words that may be said behind one, each with its own parser; nothing behind one that takes none."""
    return next((one.choices for one in parser._actions if isinstance(one, argparse._SubParsersAction)), {})


def _each(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


VALUES_IN_FRENCH = {
    "oui": "yes", "non": "no", "début": "begin", "debut": "begin", "fin": "end", "liste": "list",
    "candidat": "candidate", "technique": "technical", "validée": "validated", "validee": "validated",
    "refusée": "refused", "refusee": "refused", "expirée": "expired", "expiree": "expired", "rien": "nothing",
    "fraude": "fraud", "manque": "lacks", "autre": "other", "1": "extra-time", "2": "could-not-join",
    "case-1": "extra-time", "case-2": "could-not-join",
}  # fmt: skip
"""What the values of actions are called by people, first as they are told: taken wherever the word behind it is."""


def value_meant(typed: str, words: Sequence[str]) -> str | None:
    """Which of these words was typed, whatever its case, or what it is in French; None: none of them."""
    said = typed.casefold()
    if said not in words:
        said = VALUES_IN_FRENCH.get(said, said)
    return said if said in words else None


def one_of(*words: str) -> Any:
    """A converter that accepts these words only, whatever their case, or what they are in French."""

    def convert(typed: str) -> str:
        if (said := value_meant(typed, words)) is None:
            raise argparse.ArgumentTypeError(f"écrivez {', '.join(words[:-1])} ou {words[-1]}")
        return said

    return convert


def session_number(typed: str) -> str:
    """A converter for the number of a session: 1 to 9 digits, or provisional: p1, p2, p3."""
    if not re.fullmatch(r"p?[0-9]{1,9}", typed.strip()):
        raise argparse.ArgumentTypeError("un numéro de session a 1 à 9 chiffres, ou c'est p1, p2…")
    digits = typed.strip().removeprefix("p").lstrip("0") or "0"
    return f"p{digits}" if typed.strip().startswith("p") else digits


def dash(typed: str) -> str:
    """A converter that accepts `-` only: standard input."""
    if typed != "-":
        raise argparse.ArgumentTypeError("écrivez « - » ou des options")
    return typed


def never_typed(typed: str) -> str:
    """A converter that accepts `-` only, for what must stay out of the history of the shell."""
    if typed != "-":
        raise argparse.ArgumentTypeError("écrivez « - » : il se lit sur l'entrée standard")
    return typed


def whole_number(typed: str) -> int:
    """A converter for numbers from 1 up."""
    if not re.fullmatch(r"[0-9]{1,9}", typed) or int(typed) < 1:
        raise argparse.ArgumentTypeError("écrivez un nombre entier, à partir de 1")
    return int(typed)


GIVEN_BACK = {"mesuré": "measured", "mesure": "measured", "rien": "none", "aucun": "none"}
"""The same of what is given back after an incident, where « rien » is another word's."""


def give_back(typed: str) -> str | int:
    """A converter for `measured`, `none` or so many minutes."""
    said = GIVEN_BACK.get(typed.casefold(), typed.casefold())
    if said in ("measured", "none"):
        return said
    if not re.fullmatch(r"[0-9]{1,4}", typed):
        raise argparse.ArgumentTypeError("écrivez measured, none ou un nombre de minutes")
    return int(typed)


def day(typed: str) -> date:
    """A converter for a day, 2026-11-22 or 22/11/2026."""
    with suppress(ValueError):
        return date.fromisoformat("-".join(reversed(typed.split("/"))))
    raise argparse.ArgumentTypeError("écrivez un jour ainsi : 2026-11-22")


def school_year(typed: str) -> int:
    """A converter for a school year, 2026-2027 or 2026: the year of its September."""
    found = re.fullmatch(r"(2[0-9]{3})(?:[-/]([0-9]{4}))?", typed.strip())
    if found is None or (found[2] and int(found[2]) != int(found[1]) + 1):
        raise argparse.ArgumentTypeError("écrivez une année scolaire ainsi : 2026-2027")
    return int(found[1])


def event_numbers(typed: str) -> tuple[int, ...]:
    """A converter for numbers of events, 14 or 14,17."""
    if not re.fullmatch(r"[0-9]{1,9}(,[0-9]{1,9})*", typed.replace(" ", "")):
        raise argparse.ArgumentTypeError("écrivez des numéros d'événements : 14 ou 14,17")
    return tuple(int(number) for number in typed.replace(" ", "").split(","))


def share(typed: str) -> int:
    """A converter for how many candidates a session has at most."""
    if not re.fullmatch(r"[0-9]{1,4}", typed) or not int(typed):
        raise argparse.ArgumentTypeError("écrivez combien de candidats par session, 20 par exemple")
    return int(typed)


def speed(typed: str) -> float:
    """A converter for how many times faster a rehearsal runs."""
    if not re.fullmatch(r"[0-9]{1,4}([.,][0-9]{1,3})?", typed) or not 0 < float(typed.replace(",", ".")) <= 3600:
        raise argparse.ArgumentTypeError("écrivez combien de fois plus vite, de 0,1 à 3600")
    return float(typed.replace(",", "."))
