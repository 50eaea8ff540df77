"""A network cut of 12 minutes for 20 candidates, one finished and one absent: each end after it, term by term.

By the real command, each line with its instant, on one morning of the past.
"""

import json
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.waiting import PATIENCE_S

HOUSE = Path(__file__).resolve().parents[2]
DAY = "2024-11-26"
PARIS = ZoneInfo("Europe/Paris")

pytestmark = [pytest.mark.wide, pytest.mark.e2e, pytest.mark.slow, pytest.mark.xdist_group("network-cut")]

EXTRA = {4: "33%", 5: "1/3", 6: "50%"}
NAMES = (
    "Abelin", "Baudric", "Castor", "Delmas", "Evrard", "Fournel", "Garnot", "Hervier", "Imbault", "Jourdan",
    "Kestler", "Lavigne", "Morvan", "Nollet", "Orsini", "Pelletan", "Quentrec", "Rostand", "Sabatier", "Thorel",
)  # fmt: skip

STORY = """
08:30:00  absent 20
08:40:00  join 1-19
09:00:00  start 1-16
09:05:30  start 17
09:10:00  pause 6 begin
09:15:00  pause 6 end
09:20:00  interrupt 7 --cause technical
09:24:10  resume 7 --give measured
09:28:00  interrupt 8 --cause candidate
09:29:00  resume 8 --give none
09:30:00  finish 19                                    -> 1
09:31:00  time 9 +5 --reason "clavier changé"
09:32:00  finish 16
09:35:00  interrupt 10 --cause technical

# The cut: 12 minutes for those who run, less for who starts or pauses meanwhile.
09:40:00  global begin "coupure du réseau" --fault centre
09:40:30  global begin "Coupure du réseau"             -> 1
09:42:00  pause 6 begin
09:45:00  pause 6 end
09:46:00  start 18
09:47:00  interrupt 11
09:50:00  finish 15
09:52:00  global end --resume --away 12,13 --each 2=5,3=0
09:53:20  resume 10,12 --give measured
09:54:01  resume 13 --give measured
"""
"""The local hour, the words after `vigie do 77`, and the exit code where it is not 0."""

# Start, minutes of test, temps majoré, adjustments, pauses in seconds: then the end, all counted by hand at 09:59.
TERMS: dict[int, tuple[str, int, int, int, int, str]] = {
    1: ("09:00:00", 105, 0, 12, 0, "10:57:00"),
    2: ("09:00:00", 105, 0, 5, 0, "10:50:00"),  # his line was changed
    3: ("09:00:00", 105, 0, 0, 0, "10:45:00"),  # and his refused
    4: ("09:00:00", 105, 35, 12, 0, "11:32:00"),  # ceil(105 x 133 / 100) = 140
    5: ("09:00:00", 105, 35, 12, 0, "11:32:00"),  # the exact third
    6: ("09:00:00", 105, 53, 9, 480, "11:55:00"),  # 3 of the 12 minutes lie in his second pause
    7: ("09:00:00", 105, 0, 17, 0, "11:02:00"),  # 4:10 are 5 minutes, then 4:10 + 12 = 16:10 are 17 in all
    8: ("09:00:00", 105, 0, 12, 0, "10:57:00"),  # his own doing was refused
    9: ("09:00:00", 105, 0, 17, 0, "11:02:00"),  # 5 + 12
    10: ("09:00:00", 105, 0, 19, 0, "11:04:00"),  # interrupted before it, until 09:53:20: 18:20 in all
    11: ("09:00:00", 105, 0, 12, 0, "10:57:00"),  # interrupted during it: resumed with all
    12: ("09:00:00", 105, 0, 14, 0, "10:59:00"),  # not back before 09:53:20: 13:20
    13: ("09:00:00", 105, 0, 15, 0, "11:00:00"),  # 09:54:01: 14:01
    14: ("09:00:00", 105, 0, 12, 0, "10:57:00"),
    15: ("09:00:00", 105, 0, 0, 0, "10:45:00"),  # finished during it
    16: ("09:00:00", 105, 0, 0, 0, "10:45:00"),  # finished before it
    17: ("09:05:30", 105, 0, 12, 0, "11:02:30"),
    18: ("09:46:00", 105, 0, 6, 0, "11:37:00"),  # started during it
}


@dataclass
class Vigie:
    """The real command with a store of its own."""

    folder: Path

    def run(self, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run one command that must leave with this exit code."""
        done = subprocess.run(
            [sys.executable, "-m", "supervisor", "--store", str(self.folder / "store"), *words],
            cwd=HOUSE,
            env={**os.environ, "PYTHONUTF8": "1", "XDG_STATE_HOME": str(self.folder / "state")},
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )
        assert done.returncode == code, f"vigie {shlex.join(words)} → {done.returncode}\n{done.stdout}{done.stderr}"
        return done

    def live(self, story: str) -> list[str]:
        """Do all that a story tells; what each line answered."""
        answers = []
        for line in story.splitlines():
            if not line or line.startswith("#"):
                continue
            told, _, code = line.partition("->")
            hour, *words = shlex.split(told)
            done = self.run(
                "--as", "Paul Martin", "do", "77", *words, "--at", f"{DAY}T{hour}+01:00", code=int(code or 0)
            )
            answers.append((done.stdout + done.stderr).replace("\N{NO-BREAK SPACE}", " "))
        return answers

    def candidates(self) -> dict[int, dict[str, Any]]:
        """What `status --json` says of each, by number."""
        document = json.loads(self.run("status", "77", "--json").stdout)
        return {one["number"]: one for one in document["candidates"]}


def local(instant: str) -> str:
    """An instant as the hour in Paris."""
    return f"{datetime.fromisoformat(instant).astimezone(PARIS):%H:%M:%S}"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> tuple[Vigie, list[str]]:
    """The morning until all are back, lived once; and what was answered."""
    folder = tmp_path_factory.mktemp("cut")
    rows = ["nom;prénom;date de naissance;temps majoré"]
    rows += [f"{name};Ana;0{n % 9 + 1}/03/2009;{EXTRA.get(n, '')}" for n, name in enumerate(NAMES, start=1)]
    (folder / "liste.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    vigie = Vigie(folder)
    vigie.run(
        "import", str(folder / "liste.csv"), "--session", "77", "--date", DAY, "--start", "09:00",
        "--timezone", "Europe/Paris",
    )  # fmt: skip
    return vigie, vigie.live(STORY)


def test_each_end_term_by_term(room: tuple[Vigie, list[str]]) -> None:
    """Start, test, temps majoré, adjustments and pauses of everybody who started, and the end they add up to."""
    found = {}
    for number, one in room[0].candidates().items():
        if one["ending"] is not None:
            terms = one["ending"]
            found[number] = (
                local(one["started_at"]), terms["duration"], terms["extra"], terms["adjustments"], terms["pauses"],
                local(one["ends_at"]),
            )  # fmt: skip
    assert found == TERMS


def test_who_got_nothing_is_told_why(room: tuple[Vigie, list[str]]) -> None:
    """At its end: the one who finished meanwhile, the one before, the absent, the one who has not started."""
    [ended] = [answer for answer in room[1] if "fin de l'incident global" in answer]
    for number, why in {
        2: "+5 min rendues sur 12 mesurées : le reste n'est plus proposé",
        3: "rien n'est rendu sur 12 mesurées",
        15: "son test est fini : rien ne peut lui être rendu",
        16: "avait fini avant",
        19: "n'a pas démarré : aura tout son temps",
        20: "absent",
    }.items():
        assert f"à noter, n° {number} : {why}" in ended
    assert "est déjà en cours depuis 09:40:00" in next(a for a in room[1] if "--force" in a)


def test_nobody_is_left_suspended_nor_owed(room: tuple[Vigie, list[str]]) -> None:
    """All run again, and an outage that is refused to all changes nothing."""
    vigie, _ = room
    assert not any(one["suspended"] for one in vigie.candidates().values())
    ends = {n: one["ends_at"] for n, one in vigie.candidates().items()}
    vigie.live('10:10:00  global begin "test"\n10:10:10  global end --give none')
    assert {n: one["ends_at"] for n, one in vigie.candidates().items()} == ends
    assert "journal entier" in vigie.run("check", "77").stdout
