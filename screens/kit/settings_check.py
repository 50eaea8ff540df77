"""From the settings file to `Settings`: each mistake is named with its line, and what is wrong keeps its default."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from screens.kit.command import Command, View
from screens.kit.guards import is_capital, unshifted_digits
from screens.kit.key_names import KEY_NAMES, key_name
from screens.kit.settings import Display, Keyboard, Settings, ThemeChoice
from supervisor import candidate
from supervisor.hub_address import SCHEMES, has_password, scheme_in
from supervisor.wording import plural, typographic

Tables = Callable[[], Mapping[str, Command[Any]]]
"""All commands that a key can be set for, by name; asked for only where one is set."""

KEYS = "touches"
"""The table of keys in the file."""
THRESHOLDS = "seuils"
HUB = "concentrateur"


class Given(Protocol):
    """One value of the file, as the door gives it (`data.settings.Given`)."""

    @property
    def path(self) -> tuple[str, ...]:
        """The tables it stands in, then its name."""

    @property
    def value(self) -> object:
        """What it is set to."""

    @property
    def line(self) -> int:
        """Where."""


@dataclass(frozen=True, slots=True, order=True)
class SettingsMistake:
    """One thing wrong, and where."""

    line: int
    """0 where it is the whole file."""
    sentence: str

    def __str__(self) -> str:
        return typographic(f"ligne {self.line} : {self.sentence}" if self.line else self.sentence)


class _WrongError(Exception):
    """A value will not do; the text says why."""


Change = Callable[[Settings, object], Settings]


def check(given: Iterable[Given], tables: Tables) -> tuple[Settings, tuple[SettingsMistake, ...]]:
    """The settings meant, and what is wrong, by line; what is wrong keeps its default.

    Args:
        given: all values of the file, in its order.
        tables: the commands.
    """
    settings, given = Settings(), tuple(given)
    mistakes: list[SettingsMistake] = []
    keys: list[Given] = []
    for one in given:
        if one.path[0] == KEYS and len(one.path) == 2:
            keys.append(one)
            continue
        try:
            settings = _change_of(one.path)(settings, one.value)
        except _WrongError as wrong:
            mistakes.append(SettingsMistake(one.line, f"« {_said('.'.join(one.path))} » : {wrong}"))
    settings, wrong_thresholds = _ordered(settings, given)
    mistakes += wrong_thresholds
    remapped, wrong_keys = _keys(keys, settings.keyboard, tables()) if keys else ({}, [])
    return replace(settings, keys=remapped), tuple(sorted([*mistakes, *wrong_keys]))


def mistakes_told(mistakes: Sequence[object], path: str) -> str:
    """All mistakes in one sentence, for the toast of the board; empty when there is none."""
    if not mistakes:
        return ""
    return f"réglages : {' · '.join(str(m) for m in mistakes)} · le défaut vaut pour le reste ({path})"


def told_in_a_line(mistakes: Sequence[object], path: str) -> str:
    """The first mistake and how many others there are, for one line on stderr."""
    if not mistakes:
        return ""
    others = plural(len(mistakes) - 1, "autre erreur", "autres erreurs")
    rest = f" ; et {others}" if len(mistakes) > 1 else ""
    return f"Réglages, {path} : {mistakes[0]}{rest}. Le défaut vaut pour ce qui ne va pas."


# Single values ----------------------------------------------------------------------------------------


def _choice(values: Sequence[str], set_to: Callable[[Settings, str], Settings], also: Sequence[str] = ()) -> Change:
    def change(settings: Settings, value: object) -> Settings:
        if not isinstance(value, str):
            raise _WrongError(f"écrivez un de {_listed(values)} entre guillemets")
        if value not in (*values, *also):
            raise _WrongError(f"« {_said(value)} » n'est pas un de {_listed(values)}{_nearest(value, values)}")
        return set_to(settings, value)

    return change


def _yes_or_no(set_to: Callable[[Settings, bool], Settings]) -> Change:
    def change(settings: Settings, value: object) -> Settings:
        if not isinstance(value, bool):
            raise _WrongError("écrivez true (oui) ou false (non), sans guillemets")
        return set_to(settings, value)

    return change


def _minutes(least: int, most: int, set_to: Callable[[Settings, int], Settings]) -> Change:
    def change(settings: Settings, value: object) -> Settings:
        if isinstance(value, bool) or not isinstance(value, int):
            raise _WrongError("écrivez un nombre entier de minutes, sans guillemets")
        if not least <= value <= most:
            raise _WrongError(f"va de {least} à {most} minutes, pas {value}")
        return set_to(settings, value)

    return change


def _line_of_text(longest: int, set_to: Callable[[Settings, str], Settings]) -> Change:
    def change(settings: Settings, value: object) -> Settings:
        if not isinstance(value, str):
            raise _WrongError("écrivez-le entre guillemets")
        text = _said(value).strip()
        if len(value.strip()) > longest:
            raise _WrongError(f"a {len(value.strip())} caractères ; {longest} au plus")
        return set_to(settings, text)

    return change


def _hub(settings: Settings, value: object) -> Settings:
    """An address without its secret: this file is shown and copied."""
    if not isinstance(value, str):
        raise _WrongError("écrivez l'adresse entre guillemets")
    try:
        has_secret = has_password(value)
    except ValueError:
        raise _WrongError("cette adresse ne peut pas être lue") from None
    if has_secret:
        raise _WrongError(
            "un mot de passe ne s'écrit pas ici : l'adresse entière va dans hub.secret, à côté de ce fichier, lisible "
            "de vous seul (docs/hub.md)"
        )
    if value.strip() and scheme_in(value) not in SCHEMES:
        raise _WrongError("écrivez postgresql://compte@machine/base, ou ssh://compte@machine")
    return replace(settings, hub=value.strip())


_KEYBOARDS: dict[str, Keyboard] = {"azerty-pc": "azerty-pc", "azerty-mac": "azerty-mac", "qwerty": "qwerty"}
_THEMES: dict[str, ThemeChoice] = {"auto": "auto", "sombre": "dark", "clair": "light", "ansi": "ansi"}
_IN_ENGLISH: dict[str, ThemeChoice] = {"dark": "dark", "light": "light"}
_DISPLAYS: dict[str, Display] = {"auto": "auto", "econome": "thrifty", "normal": "normal"}
_WITH_ACCENT: dict[str, Display] = {"économe": "thrifty"}

CHANGES: dict[tuple[str, ...], Change] = {
    ("clavier",): _choice(tuple(_KEYBOARDS), lambda s, v: replace(s, keyboard=_KEYBOARDS[v])),
    ("sonnerie",): _yes_or_no(lambda s, v: replace(s, bell=v)),
    ("masquer_apres",): _minutes(0, 120, lambda s, v: replace(s, mask_after=v)),
    ("theme",): _choice(
        tuple(_THEMES), lambda s, v: replace(s, theme=(_THEMES | _IN_ENGLISH)[v]), also=tuple(_IN_ENGLISH)
    ),
    ("affichage",): _choice(
        tuple(_DISPLAYS), lambda s, v: replace(s, display=(_DISPLAYS | _WITH_ACCENT)[v]), also=tuple(_WITH_ACCENT)
    ),
    ("souris",): _yes_or_no(lambda s, v: replace(s, mouse=v)),
    ("cases_changees",): _yes_or_no(lambda s, v: replace(s, changed_cells=v)),
    (THRESHOLDS, "bientot"): _minutes(2, 60, lambda s, v: replace(s, notice=v)),
    (THRESHOLDS, "pressant"): _minutes(1, 30, lambda s, v: replace(s, last_minutes=v)),
    # Before the 15 minutes after which Pix asks for it again.
    (THRESHOLDS, "presence"): _minutes(1, 14, lambda s, v: replace(s, presence_due=v)),
    (THRESHOLDS, "attente"): _minutes(1, 60, lambda s, v: replace(s, joined_waiting=v)),
    (THRESHOLDS, "connexion"): _minutes(1, 60, lambda s, v: replace(s, not_connected=v)),
    ("telephone",): _line_of_text(40, lambda s, v: replace(s, phone=v)),
    (HUB, "vers"): _hub,
}
"""What may be set, but the keys: by its path in the file."""


_ALSO: dict[tuple[str, ...], tuple[str, ...]] = {("hub", "to"): (HUB, "vers")}
"""What the same is called on the command line."""


def _change_of(path: tuple[str, ...]) -> Change:
    change = CHANGES.get(_ALSO.get(path, path))
    if change is not None:
        return change
    tables = {known[0] for known in CHANGES if len(known) > 1} | {KEYS}
    if len(path) == 1 and path[0] in tables:
        raise _WrongError(f"est une table : [{path[0]}] seul sur sa ligne")
    names = [*(".".join(known) for known in CHANGES), f"{KEYS}.{path[-1]}" if len(path) > 1 else KEYS]
    raise _WrongError(f"ce réglage n'existe pas{_nearest('.'.join(path), names)}")


def _ordered(settings: Settings, given: Iterable[Given]) -> tuple[Settings, list[SettingsMistake]]:
    """The pressing minutes must come after the others."""
    usual = BASE_THRESHOLDS
    notice = settings.notice if settings.notice is not None else usual[0]
    last = settings.last_minutes if settings.last_minutes is not None else usual[1]
    if last < notice:
        return settings, []
    line = max((one.line for one in given if one.path[0] == THRESHOLDS), default=0)
    sentence = f"« {THRESHOLDS} » : pressant ({last}) doit être plus petit que bientot ({notice})"
    return replace(settings, notice=None, last_minutes=None), [SettingsMistake(line, sentence)]


BASE_THRESHOLDS = (15, 5)
"""What today's reference says (data/reference/thresholds.toml); a test holds it to that."""

# Keys -------------------------------------------------------------------------------------------------

RESERVED = {
    "escape": "Échap quitte un dialogue",
    "backspace": "Retour arrière efface ce qui est tapé",
    "ctrl+c": "Ctrl+C est gardée pour ne pas quitter par mégarde",
    "ctrl+q": "Ctrl+Q quitte",
    "ctrl+i": "le terminal ne la distingue pas de Tab",
    "ctrl+m": "le terminal ne la distingue pas d'Entrée",
    "ctrl+j": "le terminal ne la distingue pas d'Entrée",
    "ctrl+h": "le terminal ne la distingue pas de Retour arrière",
}
"""Keys that no command can have, and why."""
FIXED = {"next": "Entrée choisit ce qui est tapé et fait ce qui vient ensuite : elle ne change pas"}
"""Commands whose key does not change, and why."""
_VIEWS: tuple[View, ...] = ("board", "preparation", "closing")
_NAMED = {
    *KEY_NAMES, *(f"f{number}" for number in range(1, 13)), "left", "right", "insert", "delete", "backspace",
}  # fmt: skip
_BY_SIGN = {name: key for key, name in KEY_NAMES.items() if len(name) == 1}
_BY_FRENCH_NAME = {name.casefold(): key for key, name in KEY_NAMES.items() if len(name) > 1}
_BY_FRENCH_NAME |= {"esc": "escape", "suppr": "delete", "inser": "insert", "espace": "space", "retour": "backspace"}
_REPLACED = {
    "solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at", "hyphen_minus": "minus",
    "plus_sign": "plus", "low_line": "underscore",
}  # fmt: skip
"""Where Textual's name of a sign is not Unicode's."""


def key_of(typed: str) -> str:
    """The key as Textual names it, from a character or a name (« F5 », « Espace », « Ctrl+T »); empty if none."""
    if len(typed) == 1:
        return _key_of_character(typed)
    *modifiers, last = typed.strip().casefold().split("+")
    if not set(modifiers) <= {"ctrl", "alt"} or len(set(modifiers)) != len(modifiers) or not last:
        return ""
    named = _BY_FRENCH_NAME.get(last, last)
    if len(named) == 1:
        named = _key_of_character(named)
    elif named not in _NAMED:
        return ""
    return "+".join([*(m for m in ("alt", "ctrl") if m in modifiers), named])


def _key_of_character(character: str) -> str:
    if character in _BY_SIGN:
        return _BY_SIGN[character]
    if character.isalnum():
        return character
    if not character.isprintable():
        return ""
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _REPLACED.get(name, name)


def may_have_capital(command: Command[Any]) -> bool:
    """A capital opens a dialog first or shows something: it never writes by itself (RULES.md section 8)."""
    return command.asks or command.moves or command.domain in ("liste", "écran")


def _keys(
    given: Sequence[Given], keyboard: Keyboard, commands: Mapping[str, Command[Any]]
) -> tuple[Mapping[str, tuple[str, ...]], list[SettingsMistake]]:
    mistakes: list[SettingsMistake] = []
    wanted: dict[str, tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    for one in given:
        name = one.path[1]
        try:
            wanted[name] = _keys_given(name, one.value, keyboard, commands)
            lines[name] = one.line
        except _WrongError as wrong:
            mistakes.append(SettingsMistake(one.line, f"« {_said(name)} » : {wrong}"))
    while clash := _clash(wanted, commands):
        name, key, other = clash
        label = f"« {commands[other].title} » ({other})"
        mistakes.append(SettingsMistake(lines[name], f"« {name} » : {_shown(key)} est déjà la touche de {label}"))
        del wanted[name]
    return wanted, mistakes


def _keys_given(name: str, value: object, keyboard: Keyboard, commands: Mapping[str, Command[Any]]) -> tuple[str, ...]:
    command = commands.get(name)
    if command is None:
        raise _WrongError(f"cette commande n'existe pas{_nearest(name, list(commands))}")
    if name in FIXED:
        raise _WrongError(FIXED[name])
    typed = [value] if isinstance(value, str) else value
    if not isinstance(typed, list) or not typed or not all(isinstance(text, str) for text in typed):
        raise _WrongError('écrivez une touche entre guillemets, "z", ou plusieurs, ["z", "F6"]')
    return tuple(dict.fromkeys(_checked_key(command, text, keyboard) for text in typed))


def _checked_key(command: Command[Any], typed: str, keyboard: Keyboard) -> str:
    key = key_of(typed)
    if not key:
        raise _WrongError(f"« {_said(typed)} » n'est pas une touche")
    if key in RESERVED:
        raise _WrongError(RESERVED[key])
    if len(typed) == 1 and typed.isdigit():
        raise _WrongError("les chiffres choisissent un candidat")
    if typed in unshifted_digits(keyboard):
        digit = unshifted_digits(keyboard)[typed]
        raise _WrongError(f"{typed} est la touche du {digit} sans Maj. ({keyboard}) : elle choisit un candidat")
    if is_capital(key) and not may_have_capital(command):
        raise _WrongError(f"{key} est une majuscule (Verr. Maj.) et cette commande écrit aussitôt : {key.lower()} ?")
    return key


def _clash(wanted: dict[str, tuple[str, ...]], commands: Mapping[str, Command[Any]]) -> tuple[str, str, str] | None:
    """A remapped command, the key it shares in a view, and with which command: the last in the file gives way."""
    for name in reversed(wanted):
        for command in commands.values():
            shared = set(wanted[name]) & set(wanted.get(command.id, command.keys))
            views = [view for view in _VIEWS if view in command.views and view in commands[name].views]
            if shared and command.id != name and views:
                return name, min(shared), command.id
    return None


# Words ------------------------------------------------------------------------------------------------


def _shown(key: str) -> str:
    return f"« {key_name(key)} »"


def _said(text: str) -> str:
    """What was typed, as it may be shown: no control characters, not endless."""
    text = candidate.printable(text)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _listed(values: Sequence[str]) -> str:
    return ", ".join(f'"{value}"' for value in values)


def _nearest(typed: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches  # for a mistake alone: a quarter of a megabyte

    found = get_close_matches(typed.casefold(), known, n=1, cutoff=0.6)
    # Among those that are offered is the name itself, under the table where it would belong.
    return f" ; vouliez-vous « {_said(found[0])} » ?" if found else ""
