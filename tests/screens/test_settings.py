"""Settings: each mistake named with its line, the rest taken; remapped keys wherever keys are shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.keys import _character_to_key

from data.reference import read_reference
from data.settings import parse
from screens.handlers.table import COMMANDS
from screens.kit.guards import is_capital
from screens.kit.key_names import key_name
from screens.kit.settings import Settings
from screens.kit.settings_check import (
    BASE_THRESHOLDS,
    SettingsMistake,
    check,
    key_of,
    may_have_capital,
    mistakes_told,
    told_in_a_line,
)
from screens.live.tables import REMAPPABLE as ALL_BY_ID
from screens.picture.thresholds import as_set_here
from supervisor.timing import Urgency
from tests.screens.conftest import Open
from tests.screens.equipment import Equipped, equipped
from tests.screens.room import MemoryDesk, at

__all__ = ["equipped"]  # a fixture
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reglages.md"


def checked(text: str) -> tuple[Settings, list[tuple[int, str]]]:
    """What the text of a file sets, and its mistakes."""
    given, faults = parse(text)
    assert not faults
    settings, mistakes = check(given, lambda: ALL_BY_ID)
    return settings, [(mistake.line, mistake.sentence) for mistake in mistakes]


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("", Settings()),
        ('clavier = "azerty-mac"', Settings(keyboard="azerty-mac")),
        ("sonnerie = false\nsouris = false", Settings(bell=False, mouse=False)),
        ("masquer_apres = 0", Settings(mask_after=0)),
        ('theme = "sombre"', Settings(theme="dark")),
        ('theme = "light"', Settings(theme="light")),
        ('theme = "ansi"', Settings(theme="ansi")),
        ("[seuils]\nbientot = 20\npressant = 10", Settings(notice=20, last_minutes=10)),
        (
            "[seuils]\npresence = 14\nattente = 1\nconnexion = 60",
            Settings(presence_due=14, joined_waiting=1, not_connected=60),
        ),
        ('telephone = "03 81 00 00 00"', Settings(phone="03 81 00 00 00")),
        ('[touches]\nundo = "z"', Settings(keys={"undo": ("z",)})),
        ('[touches]\nsearch = ["/", "F8"]', Settings(keys={"search": ("slash", "f8")})),
        ('[touches]\nhold = "p"\npause = "b"', Settings(keys={"hold": ("p",), "pause": ("b",)})),  # swapped
        ('[touches]\nundo = "Z"', Settings(keys={"undo": ("Z",)})),  # it asks first
        ('[touches]\nmask = "Ctrl+T"', Settings(keys={"mask": ("ctrl+t",)})),
        ('[touches]\npoint_lacks = "z"', Settings(keys={"point_lacks": ("z",)})),
        ('[touches]\npoint_lacks = "s"', Settings(keys={"point_lacks": ("s",)})),  # the board's s is not met there
        ('[touches]\npoint_lacks = "T"\ntraining = "z"', Settings(keys={"point_lacks": ("T",), "training": ("z",)})),
        (
            '[touches]\npoint_down = "N"\nsession_note = "M"',
            Settings(keys={"point_down": ("N",), "session_note": ("M",)}),
        ),
        ('clavier = "qwerty"\n[touches]\nundo = "é"', Settings(keyboard="qwerty", keys={"undo": ("é",)})),
    ],
)
def test_what_may_be_set(text: str, settings: Settings) -> None:
    """Every setting, with no mistake."""
    assert checked(text) == (settings, [])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('clavie = "qwerty"', 1, "n'existe pas ; vouliez-vous « clavier » ?"),
        ("\n\nzzz = 1", 3, "ce réglage n'existe pas"),
        ("[seuil]\nbientot = 9", 2, "vouliez-vous « seuils.bientot » ?"),
        ('[touche]\nundo = "z"', 2, "vouliez-vous « touches.undo » ?"),
        ("touches = 3", 1, "est une table"),
        ("clavier = 3", 1, "entre guillemets"),
        ('clavier = "azerty"', 1, "vouliez-vous « azerty-pc » ?"),
        ('theme = "noir"', 1, "n'est pas un de"),
        ('sonnerie = "oui"', 1, "true (oui) ou false (non)"),
        ("sonnerie = 1", 1, "true (oui) ou false (non)"),
        ("masquer_apres = true", 1, "nombre entier"),
        ("masquer_apres = 2.5", 1, "nombre entier"),
        ("masquer_apres = 121", 1, "va de 0 à 120 minutes, pas 121"),
        ("masquer_apres = -1", 1, "va de 0 à 120 minutes, pas -1"),
        ("[seuils]\npresence = 15", 2, "va de 1 à 14 minutes, pas 15"),
        ("[seuils]\nattente = 0", 2, "va de 1 à 60 minutes, pas 0"),
        ("[seuils]\nconnexion = 61", 2, "va de 1 à 60 minutes, pas 61"),
        ("telephone = 381", 1, "écrivez-le entre guillemets"),
        (f'telephone = "{"1" * 41}"', 1, "a 41 caractères ; 40 au plus"),
        ("[seuils]\nbientot = 5", 2, "pressant (5) doit être plus petit que bientot (5)"),
        ("[seuils]\nbientot = 20\npressant = 25", 3, "plus petit"),
        ('[touches]\nundoo = "z"', 2, "cette commande n'existe pas ; vouliez-vous « undo » ?"),
        ('[touches]\nnext = "z"', 2, "elle ne change pas"),
        ("[touches]\nundo = 3", 2, "une touche entre guillemets"),
        ("[touches]\nundo = []", 2, "une touche entre guillemets"),
        ('[touches]\nundo = ["z", 3]', 2, "une touche entre guillemets"),
        ('[touches]\nundo = "zz"', 2, "« zz » n'est pas une touche"),
        ('[touches]\nundo = ""', 2, "n'est pas une touche"),
        ('[touches]\nundo = "Ctrl+"', 2, "n'est pas une touche"),
        ('[touches]\nundo = "Maj+z"', 2, "n'est pas une touche"),
        ('[touches]\nundo = "\\u001b"', 2, "n'est pas une touche"),
        ('[touches]\nundo = "Échap"', 2, "quitte un dialogue"),
        ('[touches]\nundo = "ctrl+c"', 2, "par mégarde"),
        ('[touches]\nundo = "ctrl+i"', 2, "ne la distingue pas de Tab"),
        ('[touches]\nundo = "5"', 2, "les chiffres choisissent"),
        ('[touches]\nundo = "é"', 2, "est la touche du 2 sans Maj. (azerty-pc)"),
        ('clavier = "azerty-mac"\n[touches]\nundo = "!"', 3, "est la touche du 8 sans Maj. (azerty-mac)"),
        ('[touches]\nsign = "E"', 2, "est une majuscule (Verr. Maj.) et cette commande écrit aussitôt : e ?"),
        ('[touches]\nundo = "b"', 2, "est déjà la touche de « Interrompre ou reprendre le test » (hold)"),
        ('[touches]\nundo = "z"\nmask = "z"', 3, "est déjà la touche de « Annuler ma dernière action » (undo)"),
        ('[touches]\nundo = "Entrée"', 2, "est déjà la touche de"),
        ('[touches]\npoint_remrk = "z"', 2, "cette commande n'existe pas ; vouliez-vous « point_remark » ?"),
        ('[touches]\npoint_lacks = "u"', 2, "est déjà la touche de « Annuler ma dernière action » (undo)"),
        (
            '[touches]\npoint_remark = "t"',
            2,
            "est déjà la touche de « Qui surveille, et qui les a formés » (training)",
        ),
        ('[touches]\npoint_ok = "V"', 2, "est une majuscule (Verr. Maj.) et cette commande écrit aussitôt : v ?"),
    ],
)
def test_mistakes_are_named_with_their_line(text: str, line: int, words: str) -> None:
    """In French, with the nearest name; what is wrong keeps its default."""
    settings, [(number, sentence)] = checked(text)
    assert number == line
    assert words in sentence
    assert settings.notice is None
    assert settings.mask_after == 2
    assert not settings.keys or settings.keys == {"undo": ("z",)}


def test_what_is_right_is_taken_beside_what_is_wrong() -> None:
    """All mistakes at once, in the order of the file."""
    settings, mistakes = checked('theme = "clair"\nsonerie = false\n[touches]\nundo = "z"\nnote = "2"')
    assert settings == Settings(theme="light", keys={"undo": ("z",)})
    assert [line for line, _ in mistakes] == [2, 5]


def test_a_mistake_frees_no_key_for_another() -> None:
    """`hold` keeps b since its own new key will not do: b is not free then."""
    settings, mistakes = checked('[touches]\nhold = "5"\nundo = "b"')
    assert settings.keys == {}
    assert [line for line, _ in mistakes] == [2, 3]


def test_all_mistakes_in_one_sentence() -> None:
    """What the toast says, and the one line on stderr."""
    mistakes = [SettingsMistake(2, "« x » : non"), SettingsMistake(5, "« y » : non")]
    assert mistakes_told([], "f") == ""
    assert "ligne 2\N{NO-BREAK SPACE}: «" in mistakes_told(mistakes, "f")
    assert "ligne 5" in mistakes_told(mistakes, "f")
    assert "et 1 autre erreur" in told_in_a_line(mistakes, "f")
    assert "\n" not in told_in_a_line(mistakes, "f")


@pytest.mark.parametrize("character", [*"azAZé;:,.?/§%*+-_=!&@\\"])
def test_a_character_is_named_as_textual_does(character: str) -> None:
    """Else its binding would never be met; and it is shown as it is typed."""
    key = key_of(character)
    assert key == _character_to_key(character)
    assert key_name(key) == character


def test_keys_are_read_as_they_are_shown() -> None:
    """Whatever the help says, the file may say."""
    for command in ALL_BY_ID.values():
        for key in command.keys:
            assert key_of(key_name(key)) == key


def test_capitals_are_for_what_asks_first() -> None:
    """Every default capital, and nothing that writes at once."""
    capitals = {c.id for c in COMMANDS if any(is_capital(key) for key in c.keys)}
    allowed = {c.id for c in COMMANDS if may_have_capital(c)}
    assert capitals <= allowed
    assert not allowed & {"sign", "join", "presence", "start", "finish", "absent", "hold", "pause", "next"}


RAISED_AFTER = (10, 10, 5)
"""Minutes as the page gives them: presence confirmed, joined and waiting, there and not connected."""


def test_the_usual_thresholds() -> None:
    """What a setting left out stands for."""
    limits = read_reference().thresholds
    assert (limits.notice, limits.last_minutes) == BASE_THRESHOLDS
    assert (limits.presence_due, limits.joined_waiting, limits.not_connected) == RAISED_AFTER
    assert limits.presence_expired == 15, "what Pix does; the settings stay below"


def test_thresholds_of_the_screen(desk: MemoryDesk) -> None:
    """They change the look here; the session recorded keeps its own."""
    who = desk.session.candidates[12]
    now = at("10:28:20")
    assert desk.session.urgency_of(who, now) is Urgency.CALM
    seen = as_set_here(desk.session, Settings(notice=40, last_minutes=30))
    assert seen.urgency_of(who, now) is Urgency.LAST_MINUTES
    assert as_set_here(desk.session, Settings()) is desk.session
    assert desk.session.reference.thresholds.notice == 15


# The page -----------------------------------------------------------------------------------------


def test_the_example_of_the_page_is_right_and_complete() -> None:
    """Every setting is in it, with the value it has anyway; no mistake."""
    [example] = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    settings, mistakes = checked(example)
    assert mistakes == []
    assert set(settings.keys) == {"undo", "search", "mask"}
    due, waiting, connected = RAISED_AFTER
    usual = Settings(
        notice=BASE_THRESHOLDS[0], last_minutes=BASE_THRESHOLDS[1], keys=settings.keys,
        presence_due=due, joined_waiting=waiting, not_connected=connected,
    )  # fmt: skip
    assert settings == usual


def test_the_page_lists_the_commands_as_they_are() -> None:
    """The table of the page is the table of commands."""
    listed = re.findall(r"^\| `\w+` \| .*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    expected = [
        f"| `{c.id}` | {' '.join(f'`{key_name(key)}`' for key in c.keys) or '–'} | {c.title} |"
        for c in ALL_BY_ID.values()
    ]
    assert listed == expected


# On the board -------------------------------------------------------------------------------------

REMAPPED = Settings(
    theme="dark", mask_after=0,
    keys={"incident": ("z",), "hold": ("p",), "pause": ("b",), "time": ("f8",), "palette": ("ctrl+k",)},
)  # fmt: skip


async def test_remapped_keys_do_and_are_shown(opened: Open, desk: MemoryDesk) -> None:
    """Footer, help and palette; the old key says that it is none; swapped keys do each other's."""
    async with opened(desk, settings=REMAPPED) as board:
        await board.choose(1)
        assert "z signaler" in board.lines[-1]
        assert "F8 temps" in board.lines[-1]
        await board.press("z")
        assert "Signalement" in board.dialog
        await board.press("escape", "s")
        assert "« s » n'est pas une touche" in board.notice
        await board.press("escape", "p")
        assert type(desk.acted[-1][0]).__name__ == "Interrupt"
        await board.press("2", "enter", "b")
        assert getattr(desk.acted[-1][0], "what", "") == "pause-begin"
        await board.press("question_mark")
        assert re.search(r"^z +Signaler un incident", board.dialog, re.MULTILINE)
        assert not re.search(r"^s ", board.dialog, re.MULTILINE)
        await board.press("escape", "ctrl+k")
        await board.type("signaler")
        await board.pilot.pause(0.3)
        assert "z · Un code" in board.text


async def test_mistakes_are_said_until_seen(equipped: Equipped, desk: MemoryDesk) -> None:
    """On the board, whatever else happens."""
    async with equipped(desk, warning=mistakes_told([SettingsMistake(4, "« x » : non")], "reglages.toml")) as board:
        await board.press("j")
        await board.later(20)
        assert "ligne 4" in board.notice
        await board.press("escape")
        assert board.notice == ""


async def test_nothing_found_is_said_in_french(opened: Open, desk: MemoryDesk) -> None:
    """The palette has no English left."""
    async with opened(desk) as board:
        await board.press("ctrl+p")
        await board.type("xyzxyz")
        await board.pilot.pause(0.8)
        assert "aucune commande possible" in board.text
        assert "No matches" not in board.text
