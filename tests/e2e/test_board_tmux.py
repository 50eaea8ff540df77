"""The real program driven by keys in tmux: what the board showed as done is what the log says, and nothing else."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from screens.picture.answers import OF_SEVERAL
from tests.e2e.terminal import NEEDS_TMUX, PAUL, Store, Terminal, Tmux, board, until

pytestmark = [pytest.mark.e2e, NEEDS_TMUX]

PARIS = ZoneInfo("Europe/Paris")
SHOWN_STATUS = {
    "expected": "Attendu", "joined": "A rejoint", "started": "En cours", "interrupted": "Interrompu",
    "finished": "Terminé", "withdrawn": "Parti", "ended": "Arrêté", "absent": "Absent",
}  # fmt: skip


# A session by keys alone ------------------------------------------------------------------------------


Condition = Callable[[str, str], bool]
"""What is awaited of a row: its status and its end."""


class Story:
    """A surveillant at the keys, who notes down what he is told was done."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.told: list[str] = []

    def done(self, *words: str) -> None:
        """The board says that it is done, in these words."""
        answer = self.terminal.answers(*words)
        self.told.append(answer.split(" · ")[0])

    def refused(self, *words: str) -> None:
        """The board says why not."""
        self.terminal.answers(*words, sign="!")

    def one_key(self, key: str, *words: str) -> None:
        """A key that acts at once."""
        self.terminal.press(key)
        self.done(*words)

    def status(self, number: int, status: str) -> None:
        """The row shows where he stands."""
        self.row(number, lambda row_status, _: row_status == status)

    def row(self, number: int, is_so: Condition) -> None:
        """Wait for a row: its status and its end."""
        until(
            lambda: (row := self.terminal.rows.get(number)) is not None and is_so(row.status, row.ends),
            lambda: f"row {number}\n{self.terminal.text}",
        )


def first_sight(story: Story) -> None:
    """Twenty candidates, heading, counts and key hints, all at once in 24 rows."""
    lines = story.terminal.lines
    assert len(lines) == 24
    assert lines[0].startswith(" 208 ")
    assert "Salle Pix" in lines[0]
    assert re.search(r"\d\d:\d\d:\d\d", lines[0])
    assert "20 inscrits" in lines[1]
    assert "20 attendus" in lines[1]
    assert sorted(story.terminal.rows) == list(range(1, 21))
    assert "Entrée identité de 01 ABGRALLOU" in lines[-1]
    assert lines[-1].rstrip().endswith("? aide")
    shown = story.terminal.rows
    assert [shown[number].name for number in (1, 10, 14, 20)] == [
        "ABGRALLOU Maëlys", "ĪVANOVSKA Līga", "LEBŒUFIER Cœline", "ŻÓŁTOWICZ Kacper",
    ]  # fmt: skip


def at_the_door(story: Story) -> None:
    """The welcome: a few letters show identity with birth date and place; Enter, signature, seat; a name is no key."""
    terminal = story.terminal
    terminal.press("F6")
    terminal.sees("Qui est là ?", "À accueillir 20")
    terminal.write("ndo")
    terminal.sees("Entrée identité conforme de 16 NDONGALA", "09/09/2009")
    terminal.press("Enter")
    story.done("16 NDONGALA : identité contrôlée")
    terminal.press("Enter")
    story.done("16 NDONGALA : émargement")
    terminal.write("kergou")
    terminal.sees("16 NDONGALA laissé : ", "▸ identité")
    terminal.press("Escape")
    terminal.sees("▸ place")
    terminal.write("B03")
    terminal.sees("Entrée place B03 de 16 NDONGALA")
    terminal.press("Enter")
    story.done("16 NDONGALA : place B03")
    terminal.sees("À accueillir 19")
    terminal.press("F2")
    until(lambda: len(terminal.rows) == 20, lambda: terminal.text)


def from_identity_to_start(story: Story) -> None:
    """i e r y d."""
    terminal = story.terminal
    terminal.choose(12)
    terminal.press("i")
    terminal.sees("Identité de 12 KERGOURLAY-NGUYEN", "13/10/2009", "29200 BREST, FRANCE", "conforme à la pièce")
    terminal.press("c", "Enter")
    story.done("identité contrôlée")
    story.one_key("e", "émargement")
    story.one_key("r", "a rejoint")
    story.status(12, "A rejoint")
    story.one_key("y", "présence confirmée")
    story.one_key("d", "test démarré")
    story.status(12, "En cours")
    # What cannot be is said, and written nowhere.
    terminal.press("a")
    story.refused("12 KERGOURLAY-NGUYEN")


def an_alert(story: Story) -> None:
    """Typed in one go, as a fast hand does: no letter of it may act on the board."""
    story.terminal.press("s", "e", "2", "Space", "1", "2", "Enter")
    story.done("E2 question 12")
    story.terminal.sees("1 alerte", "E2 ▲")
    story.terminal.press("v")
    story.terminal.sees("Alerte de 12 KERGOURLAY-NGUYEN", "E2 question 12")
    story.terminal.press("v", "Enter")
    story.done("alerte E2", "validée")
    story.terminal.sees("1 signalement", without="1 alerte")


def time_and_pauses(story: Story) -> None:
    """t p p b b."""
    terminal = story.terminal
    before = terminal.rows[12].ends
    terminal.press("t")
    terminal.sees("Temps de 12 KERGOURLAY-NGUYEN", "Motif")
    terminal.write("+10")
    terminal.sees("→")
    terminal.press("Enter")
    terminal.write("panne du poste")
    terminal.sees("panne du poste", "Pour un incident")
    terminal.press("Enter", "n", "Enter")
    story.done("temps +10 min (panne du poste)")
    ten_more = (datetime.fromisoformat(f"2026-11-23T{before}") + timedelta(minutes=10)).strftime("%H:%M")
    story.row(12, lambda _, ends: ends == ten_more)
    # Held a little too long, the key counts once: the pause would be over otherwise.
    terminal.press("p", "p", "p")
    story.done(": pause")
    story.status(12, "En pause")
    story.one_key("p", "fin de la pause")
    story.status(12, "En cours")
    story.one_key("b", "test interrompu")
    story.status(12, "Interrompu")
    terminal.press("b")
    what_was_lost(terminal, "Reprise : 12 KERGOURLAY-NGUYEN")
    story.done("test repris")
    story.status(12, "En cours")


def what_was_lost(terminal: Terminal, title: str) -> None:
    """The dialog that offers it; within the second of the interruption nothing was lost, and nothing is asked."""
    until(lambda: title in terminal.text or "test repris" in terminal.text, lambda: terminal.text)
    if title in terminal.text:
        assert "rendu : 1 min" in terminal.text
        terminal.press("Enter")


def several_at_once(story: Story) -> None:
    """Marks, D, B: capitals name whom they mean and write nothing before Enter."""
    terminal = story.terminal
    terminal.choose(5, "(")
    terminal.press("i")
    terminal.sees("Identité de 05 DE LA VARENDIÈRE", "19/12/2008")
    terminal.press("Enter")
    story.done("05 DE LA VARENDIÈRE", "identité contrôlée")
    terminal.press("Space")
    terminal.sees("1 marqué")
    terminal.press("Space")
    terminal.sees("2 marqués")
    terminal.press("r")
    terminal.sees("2 candidats : a rejoint ?", "Sans contrôle d'identité : 06 ÉTCHEVERRIGARAY")
    terminal.press("Enter")
    story.done("2 candidats", "ont rejoint")
    terminal.press("D")
    terminal.sees("Démarrer : 2 candidats", "05 DE LA VARENDIÈRE", "Sans contrôle d'identité : 06 ÉTCHEVERRIGARAY")
    assert [terminal.rows[number].status for number in (3, 4)] == ["Attendu"] * 2
    terminal.press("Enter")
    story.done("05 DE LA VARENDIÈRE : test démarré")
    story.status(6, "A rejoint")
    terminal.press("B")
    terminal.sees("Plusieurs tests à la fois", "05 DE LA VARENDIÈRE, 12 KERGOURLAY-NGUYEN", "interrompre 2 tests")
    terminal.press("Enter")
    terminal.sees("choisissez d'abord une réponse")
    terminal.press("i")
    terminal.sees("▌ i  interrompre 2 tests")
    terminal.press("Enter")
    story.done("2 candidats : test interrompu")
    terminal.press("B")
    terminal.sees("▌ r  reprendre 2 tests")
    terminal.press("Enter")
    what_was_lost(terminal, "Reprise : 2 candidats")
    story.done("2 candidats : test repris")


def a_note_and_an_absent(story: Story) -> None:
    """The letters of a note are letters, whatever they do on the board."""
    story.terminal.press("n")
    story.terminal.sees("Note sur")
    story.terminal.write("dbq : écran très sombre [b]")
    story.terminal.press("Enter")
    story.done("note : dbq : écran très sombre [b]")
    story.terminal.choose(3)
    story.one_key("a", "03 CASTELNAUDET : absent")
    story.status(3, "Absent")


def ends_and_undo(story: Story) -> None:
    """Enter asks before it ends a test, f is f, u shows what it takes back."""
    terminal = story.terminal
    terminal.choose(12)
    terminal.press("Enter")
    terminal.sees("12 KERGOURLAY-NGUYEN : test terminé ?", "Il restait")
    terminal.press("Enter")
    story.done("12 KERGOURLAY-NGUYEN", "test terminé")
    story.status(12, "Terminé")
    terminal.choose(5)
    terminal.press("f")
    terminal.sees("05 DE LA VARENDIÈRE : test terminé ?", "Il restait")
    terminal.press("Enter")
    story.done("05 DE LA VARENDIÈRE", "test terminé")
    story.status(5, "Terminé")
    terminal.press("u")
    terminal.sees("Annuler ?", "05 DE LA VARENDIÈRE : test terminé")
    terminal.press("Enter")
    story.done("annulé : test terminé")
    story.status(5, "En cours")


def looking_around(story: Story) -> None:
    """Search, mask, help, boards, sizes: the choice stays, nothing is written."""
    terminal = story.terminal
    terminal.press("/")
    # The heading gives way to the search.
    until(lambda: " 208 " not in terminal.lines[0], lambda: terminal.text)
    terminal.write("ouz")
    until(lambda: list(terminal.rows) == [17], lambda: terminal.text)
    terminal.press("Enter")
    until(lambda: len(terminal.rows) == 20 and terminal.chosen == 17, lambda: terminal.text)
    terminal.press("F9")
    masked = terminal.sees("NOMS MASQUÉS", without="OUZZANI")
    assert not re.search("ABGRALLOU|KERGOURLAY|Maëlys", masked)
    terminal.press("F9")
    terminal.sees("OUZZANI")
    terminal.press("?")
    terminal.sees("─ Aide ─", "choisit un candidat")
    terminal.press("Escape")
    terminal.sees("OUZZANI", without="choisit un candidat")
    terminal.press("F3")
    terminal.sees("REJOINT  1", "EN COURS")
    terminal.press("F2")
    until(lambda: terminal.chosen == 17, lambda: terminal.text)
    for width, height in ((150, 36), (40, 12), (30, 10), (80, 24)):
        terminal.resize(width, height)
        until(
            lambda: any(line.startswith("▌") and "17  OUZZANI" in line for line in terminal.lines),
            lambda: terminal.text,
        )
    until(lambda: len(terminal.rows) == 20 and terminal.chosen == 17, lambda: terminal.text)


def sentences(store: Store) -> list[str]:
    """The log as the board tells its actions: one sentence an action."""
    names = {who["number"]: f"{who['number']:02d} {who['last_name']}" for who in store.candidates()}
    actions: dict[int, list[dict[str, object]]] = {}
    for event in store.log():
        assert event["author"] == PAUL
        actions.setdefault(event["action"], []).append(event)
    told = []
    for events in actions.values():
        numbers = list(dict.fromkeys(event["number"] for event in events))
        [number, *others] = numbers
        assert isinstance(number, int)
        text = str(events[0]["text"])
        told.append(
            f"{len(numbers)} candidats : {OF_SEVERAL.get(text, text)}" if others else f"{names[number]} : {text}"
        )
    return told


def test_a_session_by_keys_alone(store: Store, tmux: Tmux) -> None:
    """At 80x24: each answer « done » is one action of the log, in order, by this author; no other action is there."""
    story = Story(board(tmux))
    first_sight(story)
    at_the_door(story)
    from_identity_to_start(story)
    an_alert(story)
    time_and_pauses(story)
    several_at_once(story)
    a_note_and_an_absent(story)
    ends_and_undo(story)
    looking_around(story)
    shown = story.terminal.rows
    story.terminal.press("q")
    story.terminal.sees("Quitter Vigie ?", "1 test est en cours")
    story.terminal.press("Enter")
    story.terminal.ends(0)

    logged = [re.sub(r"\s+", " ", sentence.replace("\N{NO-BREAK SPACE}", " ")) for sentence in sentences(store)]
    assert len(logged) == len(story.told)
    for told, sentence in zip(story.told, logged, strict=True):
        # Advice follows in rows of its own.
        assert told.startswith(sentence)
    undone = [event for event in store.log() if event["reverted"]]
    assert [(event["kind"], event["number"]) for event in undone] == [("test_finished", 5)]

    for who in store.candidates():
        row = shown[who["number"]]
        full_name = f"{who['last_name']} {who['first_name']}"
        # Ends beyond midnight bear their date, and a long name gives way to it.
        assert row.name == full_name or (row.name.endswith("…") and full_name.startswith(row.name[:-1]))
        assert row.status == SHOWN_STATUS[who["status"]]
        assert (row.identity, row.signed) == (who["identity"] is not None, who["signed"])
        assert row.started == (local(who["started_at"]) if who["started_at"] else "")
        if who["started_at"]:
            end = local(who["finished_at"] or who["ends_at"], up=True)
            assert row.ends == end
    assert "journal entier" in store.done("check", "208")
    assert store.faults == []


def local(instant: str, *, up: bool = False) -> str:
    """An instant of `status --json` as the list shows it: a start rounded down to the minute, an end up."""
    moment = datetime.fromisoformat(instant).astimezone(PARIS)
    if up:
        moment += timedelta(minutes=1) - timedelta(microseconds=1)
    return f"{moment:%H:%M}"


# Terminals --------------------------------------------------------------------------------------------

TRUE_COLOUR, OF_256, OF_16 = r"[34]8;2;", r"[34]8;5;", r"\x1b\[(?:\d+;)*(?:3|4|9|10)[0-7]m"


@pytest.mark.few(variables=(5,))
@pytest.mark.parametrize(
    ("variables", "has", "has_not"),
    [
        ({"TERM": "screen-256color"}, OF_256, TRUE_COLOUR),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, f"{TRUE_COLOUR}|{OF_256}", ""),
        ({"TERM": "xterm"}, OF_16, f"{TRUE_COLOUR}|{OF_256}"),
        ({"TERM": "linux"}, OF_16, f"{TRUE_COLOUR}|{OF_256}"),
        ({"TERM": "screen-256color", "NO_COLOR": "1"}, "", ""),
        ({"TERM": "linux", "NO_COLOR": "1"}, "", OF_16),
    ],
    ids=["256", "truecolor", "xterm-16", "linux", "no-color", "linux-no-color"],
)
def test_terminals(tmux: Tmux, store: Store, variables: dict[str, str], has: str, has_not: str) -> None:
    """It starts, shows all in the colours there are, acts, and leaves as it came."""
    terminal = board(tmux, PAUL, variables)
    until(lambda: len(terminal.rows) == 20, lambda: terminal.text)
    assert re.search(has, terminal.colours)
    assert not has_not or not re.search(has_not, terminal.colours)
    terminal.press("e")
    terminal.answers("01 ABGRALLOU : émargement")
    # Colour is never alone: the choice and the deed are there to read.
    assert terminal.chosen == 1
    assert terminal.rows[1].signed
    terminal.press("q")
    terminal.ends(0)
    assert store.faults == []


@pytest.mark.wide
def test_a_tiny_terminal(tmux: Tmux, store: Store) -> None:
    """30x10: who, what next, and the keys."""
    terminal = board(tmux, width=30, height=10)
    lines = terminal.lines
    assert lines[0].startswith(" 208 ")
    assert len([line for line in lines if re.match(r"[▌ ].{11}\d\d  \w", line)]) >= 5
    terminal.press("e")
    terminal.answers("01 ABG")
    terminal.press("i")
    terminal.sees("14/03/2009")
    terminal.press("Escape")
    terminal.press("F9")
    terminal.sees("NOMS MASQU", without="ABGRALLOU")
    terminal.press("F9")
    terminal.sees("ABGRALLOU")
    terminal.press("q")
    terminal.ends(0)
    assert [event["kind"] for event in store.log()] == ["sheet_signed"]
    assert store.faults == []


# Several at one session -------------------------------------------------------------------------------


@pytest.mark.wide
def test_two_boards_side_by_side(tmux: Tmux, store: Store) -> None:
    """Each shows what the other recorded (how soon: `make bench`); the log says who did what."""
    paul, ines = board(tmux), board(tmux, "Inès")
    for number in (4, 5, 6):
        for doer, other, key, status in ((paul, ines, "r", "A rejoint"), (ines, paul, "d", "En cours")):
            doer.choose(number)
            doer.press(key)
            doer.answers("a rejoint" if key == "r" else "test démarré", f"{number:02d} ")
            until(lambda: other.rows[number].status == status, lambda: other.text)  # noqa: B023  called at once
    # Now what one shows is what the other shows.
    # An answer takes rows of one of them: those that both show.
    in_both = paul.rows.keys() & ines.rows.keys()
    assert len(in_both) >= 15
    assert {n: paul.rows[n].lasting for n in in_both} == {n: ines.rows[n].lasting for n in in_both}
    # Each one's u takes back their own; what the other did since stands against it, and that is said.
    paul.press("b")
    paul.answers("06 ÉTCHEVERRIGARAY : test interrompu")
    until(lambda: ines.rows[6].status == "Interrompu", lambda: ines.text)
    ines.press("u")
    ines.answers("test interrompu", sign="!")
    assert ines.rows[6].status == "Interrompu"
    for terminal in (paul, ines):
        terminal.press("q")
        terminal.sees("Quitter Vigie ?", "3 tests sont en cours")
        terminal.press("Enter")
        terminal.ends(0)
    assert [(event["number"], event["kind"], event["author"]) for event in store.log()] == [
        (number, kind, author)
        for number in (4, 5, 6)
        for kind, author in (("candidate_joined", PAUL), ("test_started", "Inès"))
    ] + [(6, "test_interrupted", PAUL)]
    assert "journal entier" in store.done("check", "208")


@pytest.mark.wide
def test_a_line_from_a_shell(tmux: Tmux, store: Store) -> None:
    """`vigie do` beside the open board: it appears there, and keys decide on it."""
    terminal = board(tmux)
    for number in (1, 7, 20):
        store.done("--as", "Référent", "do", "208", "sign", str(number))
        until(lambda: terminal.rows[number].signed, lambda: terminal.text)  # noqa: B023  called at once
    store.done("--as", "Référent", "do", "208", "start", "7")
    store.done("--as", "Référent", "do", "208", "incident", "7", "E1", "--question", "3")
    terminal.sees("1 alerte", "07 FONTANGEOT", "E1 ▲")
    terminal.press("e")
    terminal.answers("01 ABGRALLOU", sign="!")
    terminal.press("w")
    until(lambda: terminal.chosen == 7, lambda: terminal.text)
    terminal.press("v")
    terminal.sees("Alerte de 07 FONTANGEOT")
    terminal.press("r", "Enter")
    terminal.answers("07 FONTANGEOT : alerte E1")
    assert [event["author"] for event in store.log()] == ["Référent"] * 5 + [PAUL]
    terminal.press("q")
    terminal.sees("Quitter Vigie ?")
    terminal.press("Enter")
    terminal.ends(0)


# From home to the sealed journal ----------------------------------------------------------------------


@pytest.mark.wide
@pytest.mark.parametrize(
    ("variables", "has_not"),
    [
        pytest.param({"TERM": "screen-256color"}, TRUE_COLOUR, id="256"),
        pytest.param({"TERM": "xterm"}, f"{TRUE_COLOUR}|{OF_256}", id="16"),
    ],
)
def test_from_home_to_the_seal(
    tmux: Tmux, store: Store, tmp_path: Path, variables: dict[str, str], has_not: str
) -> None:
    """At 80x24 by keys alone: welcome, presence, start, incident, overtime, end, close, export, and home again."""
    folder = tmp_path / "ici"
    folder.mkdir()
    terminal = tmux.open("--as", PAUL, variables=variables, folder=folder)
    story = Story(terminal)
    terminal.sees("208", "PRÉPARATION", "Entrée ouvrir 208")
    terminal.press("Enter")
    terminal.sees("Qui est là ?", "À accueillir 20")
    terminal.write("ndo")
    terminal.sees("Entrée identité conforme de 16 NDONGALA", "09/09/2009")
    for told in ("identité contrôlée", "émargement"):
        terminal.press("Enter")
        story.done(f"16 NDONGALA : {told}")
    terminal.write("B03")
    terminal.press("Enter")
    story.done("16 NDONGALA : place B03")
    terminal.press("F2")
    terminal.choose(16)
    story.one_key("r", "a rejoint")
    story.one_key("y", "présence confirmée")
    story.one_key("d", "test démarré")
    terminal.press("s", "e", "2", "Space", "1", "2", "Enter")
    story.done("E2 question 12")
    terminal.press("v")
    terminal.sees("Alerte de 16 NDONGALA")
    terminal.press("v", "Enter")
    story.done("alerte E2", "validée")
    # He began two hours ago, in truth: his time is over.
    terminal.press("m")
    terminal.sees("Autres actions : 16 NDONGALA")
    terminal.press("d")
    terminal.sees("Vrai début")
    terminal.write(f"{datetime.now(PARIS) - timedelta(hours=2):%H:%M}")
    terminal.press("Enter")
    terminal.write("oubli")
    terminal.sees("oubli")
    terminal.press("Enter")
    story.status(16, "Dépassé")
    terminal.sees("1 dépassé")
    # What is over is not asked about.
    terminal.press("f")
    story.status(16, "Terminé")
    terminal.press("*")
    terminal.sees("20 marqués")
    terminal.press("a")
    terminal.sees("19 candidats : absent ?")
    terminal.press("Enter")
    terminal.answers("19 candidats : absents", sign="!")
    assert not re.search(has_not, terminal.colours)
    terminal.press("c")
    terminal.sees("clôture", "rien ne manque")
    terminal.press("c")
    terminal.sees("Clore la session 208")
    terminal.press("Enter")
    terminal.sees("CLOSE", "sceau")
    terminal.press("Tab")
    terminal.sees("lecture seule", "O rouvrir")
    terminal.press("x")
    terminal.sees("Exporter la session", "portent les noms")
    terminal.press("Enter")
    terminal.answers("exporté")
    terminal.press("q")
    terminal.sees("CLOSE", "Entrée ouvrir 208")
    terminal.press("q")
    terminal.ends(0)
    assert "journal entier" in store.done("check", "208")
    assert next(folder.glob("vigie-208-*/journal.csv")).stat().st_size
    assert [event["kind"] for event in store.log() if event["number"] == 16][:7] == [
        "identity_checked", "sheet_signed", "seat_changed", "candidate_joined", "presence_confirmed", "test_started",
        "incident_recorded",
    ]  # fmt: skip
    assert store.log()[-1]["kind"] == "session_closed"
    assert store.faults == []


@pytest.mark.wide
def test_exported_sizes_do_not_hold_it(tmux: Tmux, store: Store) -> None:
    """A shell that exports COLUMNS and LINES: the board follows its terminal all the same."""
    terminal = board(tmux, variables={"COLUMNS": "80", "LINES": "24"})
    terminal.resize(150, 36)
    terminal.sees("Avancement", " Journal")
    terminal.resize(60, 16)
    until(lambda: len(terminal.lines[-1].rstrip()) <= 60 and "? aide" in terminal.lines[-1], lambda: terminal.text)
    terminal.press("q")
    terminal.ends(0)
    assert store.faults == []
