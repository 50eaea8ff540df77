"""Making a session by the form, bringing a list in: every step of both."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from data.archive import Archive
from screens.dialogs.picker import Picker
from screens.home.choice import OpenSession
from screens.home.create import CompleteForm, CreateForm
from screens.home.office import ListReport
from screens.home.reader import ReportDialog, ToldDialog
from supervisor.session import Session
from tests.screens.home.conftest import Home, Open
from tests.screens.home.store import PEOPLE, TEACHERS_LIST, WRONG_LIST, a_day, make


def session(store: Path, number: str) -> Session:
    return Archive(store).journal(number).session


def put(name: str, text: str = TEACHERS_LIST) -> None:
    """A file in the current folder, where home looks first."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


async def fill_in(home: Home, *values: str) -> None:
    """A value, then Enter, field by field."""
    for value in values:
        await home.type(value)
        await home.press("enter")


# Creating ---------------------------------------------------------------------------------------------


async def test_creating_a_session(opened: Open, store: Path) -> None:
    """Field by field, by Enter; it is on the disk, chosen, and says what it waits for."""
    async with opened() as home:
        await home.press("c")
        assert isinstance(home.app.screen, CreateForm)
        await fill_in(home, "209", "fmkp47", "24/11/2026", "8h30", "Lulli", "CDI", "Paul Martin, Awa Lô", "clea")
        assert home.dialog == ""
        assert home.numbers == ["209"]
        assert "session 209 sur le disque" in home.footer
        assert "24/11 08:30 209  CDI " in home.text
        assert " Vigie   Lulli" in home.text, "everybody's site is said once"
        assert "liste à importer" in home.text
        await home.press("enter")
    assert home.app.choice == OpenSession("209")
    made = session(store, "209")
    assert (made.start, made.site, made.room, made.certification) == ("08:30", "Lulli", "CDI", "CLEA")
    assert (made.surveillants, made.access_code) == (("Paul Martin", "Awa Lô"), "FMKP47")


def beside(home: Home, label: str) -> str:
    """The row of a field, with what is said of it."""
    return next(line for line in home.lines if label in line)


async def test_the_form_checks_while_one_types(opened: Open, store: Path) -> None:
    """A sign before the label, beside the field what is wrong; Enter at the end goes to the first that is wrong."""
    make(store, "208")
    async with opened() as home:
        await home.press("c")
        await home.type("208")
        assert "× Numéro" in home.text
        assert "la session 208 est déjà dans Vigie" in beside(home, "Numéro")
        await home.press("backspace")
        await home.type("9")
        assert "✓ Numéro" in home.text
        assert "session 209" in beside(home, "Numéro")
        await home.press("down")
        assert "le code d'accès se donnera plus tard" in home.dialog, "what the field in focus says"
        await home.type("fmk")
        assert "· Code d'accès" in home.text, "not finished is no mistake while one types"
        await home.press("down")
        assert "× Code d'accès" in home.text, "once it is left, it is one"
        assert "encore 3 signes" in beside(home, "Code d'accès")
        await home.press("up")
        await home.type("a")
        assert "« A »" in home.dialog, "whole where it is too long to stand beside the field"
        await home.press("down")
        await home.type("31/02/2027")
        assert "le 31/02 n'existe pas dans le calendrier" in beside(home, "Date")
        await home.press("down")
        await home.type("25:00")
        assert "25:00 n'est pas une heure qui existe" in beside(home, "Heure")
        await home.press(*["down"] * 4, "enter")
        assert "Code d'accès : « A »" in home.dialog
        assert isinstance(home.app.focused, Input)
        assert home.app.focused.id == "session-code"
        assert home.numbers == ["208"]
        await home.press("escape")
        assert home.dialog == ""
        assert home.numbers == ["208"]


async def test_what_is_unlikely_is_asked(opened: Open) -> None:
    """A day that is past, no number: Enter once more."""
    async with opened() as home:
        await home.press("c", "down", "down")
        await home.type("19/11/2026")
        assert "! Date" in home.text
        await home.press("down", "down", "down", "down", "down", "enter")
        assert "le 19/11/2026 est passé" in home.dialog
        assert "sans numéro" in home.dialog
        assert home.numbers == []
        await home.press("enter")
        assert home.numbers == ["p1"]


async def test_enter_held_confirms_nothing(opened: Open) -> None:
    """The same key within half a second is a repetition."""
    async with opened() as home:
        await home.press("c", *["down"] * 7)
        await home.press("enter")
        await home.press_at_once("enter", "enter")
        assert "Entrée encore pour confirmer" in home.dialog
        assert home.numbers == []


async def test_enter_hit_quickly_passes_what_stays_empty(opened: Open) -> None:
    """A number, four times Enter, a site: it stands in the field of the site."""
    async with opened() as home:
        await home.press("c")
        await home.type("301")
        await home.press("enter")
        await home.press_at_once("enter", "enter", "enter")
        assert getattr(home.app.focused, "id", "") == "session-site"
        await home.press_at_once(*["enter"] * 6)
        assert home.numbers == []


async def test_a_session_made_meanwhile(opened: Open, store: Path) -> None:
    """The form comes back with all that was typed, and says why."""
    async with opened() as home:
        await home.press("c")
        await home.type("209")
        make(store, "209")
        await home.press(*["down"] * 4)
        await home.type("Lulli")
        await home.press("up", *["down"] * 4, "enter")
        assert "La session 209 est déjà dans Vigie" in home.dialog
        assert home.app.screen.query_one("#session-site", Input).value == "Lulli"


async def test_letters_typed_at_once(opened: Open) -> None:
    """A burst « c209 » opens the form and fills it: none of its keys is a command."""
    async with opened() as home:
        await home.pilot.press("c", "2", "0", "9")
        await home.settle()
        assert isinstance(home.app.screen, CreateForm)
        assert home.app.screen.values["number"] == "209"


# Choosing a file --------------------------------------------------------------------------------------


def entries(home: Home) -> list[str]:
    """Names in the picker."""
    folder = getattr(home.app.screen, "_folder", None)
    return [entry.name for entry in folder.entries] if folder is not None else []


async def test_the_picker_shows_folders_and_lists(opened: Open) -> None:
    """Folders first, only what may be a list; the first file is lit."""
    for name in ("b.csv", "A.ods", "notes.pdf", ".cachée.csv", "zone/in.csv", "Été/x.csv", "c [b]gras.CSV"):
        put(name)
    async with opened() as home:
        await home.press("i")
        assert isinstance(home.app.screen, Picker)
        assert entries(home) == ["Été", "zone", "A.ods", "b.csv", "c [b]gras.CSV"]
        assert home.app.screen.lit is not None
        assert home.app.screen.lit.name == "A.ods"
        assert "[b]gras.CSV" in home.text
        await home.press("escape")
        assert home.dialog == ""


async def test_going_through_folders(opened: Open, tmp_path: Path) -> None:
    """Enter opens a folder, Backspace in the empty field goes back up, what is typed narrows and completes."""
    put("zone/dedans/liste.csv")
    async with opened() as home:
        await home.press("i")
        await home.press("enter")
        assert entries(home) == ["dedans"]
        await home.press("enter")
        assert entries(home) == ["liste.csv"]
        await home.press("backspace")
        assert entries(home) == ["dedans"]
        await home.press("backspace", "backspace")
        assert str(tmp_path) in home.dialog
        await home.type("lists/zo")
        await home.press("tab")
        assert home.app.screen.query_one("#path", Input).value == "lists/zone/"
        assert entries(home) == ["dedans"]
        await home.type("de")
        await home.press("tab", "tab", "enter")
        assert isinstance(home.app.screen, ReportDialog)


async def test_a_typed_path(opened: Open, tmp_path: Path) -> None:
    """From anywhere, accents and case left aside; any file whose whole name is typed."""
    put("Ma Liste.csv")
    put("autre.dat")
    async with opened() as home:
        await home.press("i")
        await home.type("ma l")
        assert entries(home) == ["Ma Liste.csv"]
        await home.press(*["backspace"] * 4)
        await home.type("rien")
        assert "rien ne commence ainsi" in home.dialog
        await home.press("enter")
        assert "il n'y a rien à ouvrir" in home.dialog
        await home.press(*["backspace"] * 4)
        await home.type(f"{tmp_path}/lists/autre.dat")
        assert entries(home) == ["autre.dat"]
        await home.press(*["backspace"] * 30)
        await home.type("/nulle/part/")
        assert "ce dossier n'existe pas" in home.dialog


# Reports ----------------------------------------------------------------------------------------------


async def look_at_the_list(home: Home) -> None:
    """Choose the first file."""
    await home.press("i")
    await home.press("enter")


async def test_bringing_a_list_in(opened: Open, store: Path) -> None:
    """The report is read, the temps majorés too; Enter makes the session, which is chosen."""
    put("3eB.csv")
    async with opened((80, 30)) as home:
        await look_at_the_list(home)
        assert isinstance(home.app.screen, ReportDialog)
        for said in (
            "2 avertissements", "ligne 3 : Prénom", "ligne 4", "Session sans numéro : 20/11/2026 à 11:00",
            "3 candidats", "numéro provisoire", "2 temps majorés compris, à relire",
            "n° 2 NDIAYE-ROUSSEL Ibrahima [b]x[/b] : 33 %",
        ):  # fmt: skip
            assert said in home.dialog, said
        assert "--" not in home.dialog, "options are for the command"
        assert home.numbers == []
        assert "Entrée créer" in home.dialog
        await home.press("enter")
        assert home.numbers == ["p1"]
        assert home.app.chosen == "p1"
        assert "session p1 sur le disque" in home.footer
    assert len(session(store, "p1").candidates) == 3


async def test_what_was_just_made_is_what_enter_opens(opened: Open, store: Path) -> None:
    """Among sessions that press more: the footer speaks of this one, so does the row, and so does Enter."""
    a_day(store)
    put("3eB.csv")
    async with opened((80, 30)) as home:
        assert home.app.chosen != "p1"
        await look_at_the_list(home)
        await home.press("m")
        await home.type("777")
        await home.press(*["enter"] * 9)
        while isinstance(home.app.screen, ReportDialog):
            await home.press("enter")
        assert "session 777 sur le disque" in home.footer
        assert home.app.chosen == "777"
        await home.press("enter")
    assert home.app.choice == OpenSession("777")


async def test_a_long_report_says_what_goes_on_and_what_is_wrong(opened: Open) -> None:
    """At every height: the lines below what is seen, the keys that act now, why Enter makes nothing."""
    errors = tuple(f"erreur {rank}" for rank in range(12))
    async with opened() as home:
        home.app.push_screen(ReportDialog(ListReport("3eB.csv", errors=errors)))
        await home.settle()
        assert "↓ encore" not in home.text
        for height, below in ((12, "↓ encore 5 lignes"), (16, "↓ encore 1 ligne")):
            await home.pilot.resize_terminal(80, height)
            await home.settle()
            assert below in home.lines[-2]
            assert "Entrée lire la suite" in home.lines[-1]
        await home.press("end")
        assert "Entrée" not in home.lines[-1]
        await home.press("enter")
        assert "rien ne peut être créé" in home.lines[-3]
        home.app.say("une réponse assez longue " * 8, "failed", stays=True)
        await home.settle()
        assert "rien ne peut être créé" in home.text
        while "Entrée lire la suite" in home.lines[-1]:
            await home.press("enter")
        assert "erreur 11" in home.text


async def test_a_reading_that_began_before_does_not_choose_another(opened: Open, store: Path) -> None:
    """The list shows it only with the next reading: until then Enter opens it all the same."""
    a_day(store)
    async with opened((80, 30)) as home:
        there = home.app.cards
        assert there is not None
        make(store, "778", start="16:00")
        home.app._is_reading = True
        home.app.choose("778")
        home.app._take_cards(there)
        home.app.draw()
        assert home.app.chosen == "778"
        await home.settle()
        assert home.app.card is not None
        assert home.app.card.number == "778"
        await home.press("enter")
    assert home.app.choice == OpenSession("778")


async def test_a_list_is_read_name_by_name_before_it_is_made(opened: Open, store: Path) -> None:
    """Names and births as they were understood; nothing is on the disk until Enter."""
    put("3eB.csv")
    async with opened((80, 30)) as home:
        await look_at_the_list(home)
        assert "Noms et naissances, à relire" in home.dialog
        assert "01  LAGRIVE Élodie · 03/04/2010" in home.dialog
        assert "02  NDIAYE-ROUSSEL Ibrahima [b]x[/b] · 21/12/2010 · 3eB · +33 %" in home.dialog
        await home.press("escape")
        assert home.numbers == []
    assert Archive(store).numbers() == []


async def test_a_list_with_errors(opened: Open) -> None:
    """All of them with their lines, apart from warnings; nothing can be made; corrected, it is read again."""
    put("faux.csv", WRONG_LIST)
    async with opened() as home:
        await look_at_the_list(home)
        assert "2 erreurs : rien ne sera créé" in home.dialog
        assert "ligne 2" in home.dialog
        assert "ligne 3" in home.dialog
        assert "créer  " not in home.dialog
        await home.press("end", "enter")
        assert "rien ne peut être créé" in home.dialog
        assert home.numbers == []
        put("faux.csv", TEACHERS_LIST)
        await home.press("r")
        assert "erreur" not in home.dialog
        await home.press("escape")
        assert home.numbers == []


async def test_a_long_report_is_read_before_it_is_confirmed(opened: Open) -> None:
    """Enter goes a page on until the end was in sight."""
    rows = "".join(f"NOM;Ada{chr(97 + n // 26)}{chr(97 + n % 26)};0{1 + n % 9}/05/2010;3eB;33 %\n" for n in range(40))
    put("longue.csv", "Nom;Prénom;Date de naissance;Classe;Temps majoré\n" + rows)
    async with opened() as home:
        await look_at_the_list(home)
        assert "Entrée lire la suite" in home.dialog
        await home.press("enter")
        assert home.numbers == []
        for _ in range(8):
            await home.press("enter")
        assert home.numbers == ["p1"]


async def test_completing_a_list(opened: Open, store: Path) -> None:
    """What it does not say is said by a form; Escape in it goes back to the report."""
    put("3eB.csv")
    async with opened((80, 30)) as home:
        await look_at_the_list(home)
        await home.press("m")
        assert isinstance(home.app.screen, CompleteForm)
        await home.press("escape")
        assert isinstance(home.app.screen, ReportDialog)
        await home.press("m")
        await home.type("31x")
        await home.press("enter")
        assert "× Numéro" in home.text
        await home.press("up", "backspace", "enter")
        await fill_in(home, "", "23/11", "9h", "Lulli", "B12", "Awa", "", "3eB")
        assert "Session 31 : 23/11/2026 à 09:00 (Europe/Paris), Lulli, B12, 2 candidats" in home.dialog
        await home.press("end", "enter")
    assert session(store, "31").surveillants == ("Awa",)


HELD_IN_A_ROOM = """\
* Nom du site;* Nom de la salle;* Date de début (format: JJ/MM/AAAA);* Heure de début (heure locale format: HH:MM);\
* Surveillant(s);* Nom de naissance;* Prénom;* Date de naissance (format: JJ/MM/AAAA)
Collège Aurore;Salle B204;23/11/2026;08:30;Awa Ndiaye;LEBRUN;Zoé;21/04/2011
"""


async def test_completing_shows_what_the_list_says(opened: Open, store: Path) -> None:
    """In the empty fields, as what is taken where nothing is typed; and what it does not say as before."""
    put("mass.csv", HELD_IN_A_ROOM)
    async with opened((100, 30)) as home:
        await look_at_the_list(home)
        await home.press("m")
        for said in ("la liste : 23/11/2026", "la liste : 08:30", "la liste : Collège Aurore", "la liste : Salle B204"):
            assert said in home.text
        assert "vide : ce que dit la liste, 23/11/2026" not in home.text, "only in the field one is in"
        await home.press("down", "down")
        assert "vide : ce que dit la liste, 23/11/2026" in home.text
        await home.press("escape")
        assert isinstance(home.app.screen, ReportDialog)


async def test_the_list_of_the_chosen_session(opened: Open, store: Path) -> None:
    """A session made by the form waits for its list: one without number is taken for it, and says so."""
    make(store, "209", people=())
    put("3eB.csv")
    async with opened((80, 30)) as home:
        await look_at_the_list(home)
        assert "Session 209 : déjà dans Vigie, sa liste sera mise à jour (3 candidats" in home.dialog
        assert "Entrée mettre à jour" in home.dialog
        await home.press("enter")
        assert isinstance(home.app.screen, ToldDialog)
        assert "3 ajoutés" in home.dialog
        await home.press("enter")
        assert home.numbers == ["209"]
        assert "3 inscrits" in home.text
    assert session(store, "209").room == "Salle 12", "it keeps its own place"


async def test_what_cannot_be_a_list(opened: Open) -> None:
    """A sentence, no traceback."""
    put("image.csv", "%PDF-1.7")
    async with opened() as home:
        await look_at_the_list(home)
        assert "C'est un PDF" in home.dialog


async def test_the_next_list_is_looked_for_in_the_same_folder(opened: Open, store: Path) -> None:
    """It is probably there too."""
    a_day(store)
    put("zone/dedans.csv")
    put("ici.csv")
    async with opened() as home:
        await home.press("i")
        await home.press("up", "enter")
        assert entries(home) == ["dedans.csv"]
        await home.press("escape", "i")
        assert entries(home) == ["dedans.csv"]


@pytest.mark.parametrize("key", ["i", "c"])
async def test_escape_makes_nothing(opened: Open, store: Path, key: str) -> None:
    """From every dialog."""
    async with opened() as home:
        await home.press(key, "escape")
        assert home.dialog == ""
        assert home.numbers == []


async def test_a_session_nobody_started_is_erased(opened: Open, store: Path) -> None:
    """« Suppr » asks with what would go; Escape keeps it, so does an Enter too many; « o », then Enter erases it."""
    make(store, "310", people=PEOPLE[:3])
    async with opened() as home:
        await home.press("delete")
        assert "Session 310" in home.dialog
        assert "3 inscrits, aucun test démarré" in home.dialog
        await home.press("escape")
        assert Archive(store).numbers() == ["310"]
        await home.press("delete", "enter")
        assert "choisissez d'abord une réponse" in home.dialog
        assert Archive(store).numbers() == ["310"]
        await home.press("o", "enter")
        assert "session 310 effacée" in home.footer
        assert "encore aucune session" in home.text
    assert Archive(store).numbers() == []
    assert "310" in (store / "figures.jsonl").read_text("utf-8")


async def test_one_that_was_started_is_not(opened: Open, store: Path) -> None:
    """It is refused with the reason, and nothing is asked."""
    a_day(store)
    async with opened() as home:
        await home.press("delete")
        assert "un test y a démarré" in home.footer
    assert "208" in Archive(store).numbers()
