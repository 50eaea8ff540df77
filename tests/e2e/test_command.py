"""The real command, in processes of its own: what the tests of its parts cannot see."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.e2e.warm import warm
from tests.waiting import PATIENCE_S

HOUSE = Path(__file__).resolve().parents[2]
LIST = HOUSE / "tests" / "fixtures" / "roster" / "candidats-session-208.ods"

pytestmark = pytest.mark.e2e


class Command:
    """`vigie` with a store of its own and this machine's clock."""

    def __init__(self, store: Path) -> None:
        self.store = store

    def run(self, *words: str, stdin: bytes | None = None, **variables: str) -> subprocess.CompletedProcess[bytes]:
        """Run one command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "supervisor", *words],
            cwd=HOUSE,
            env={**os.environ, "VIGIE_STORE": str(self.store), **variables},
            input=stdin if stdin is not None else b"",
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )

    def done(self, *words: str) -> str:
        """Run one command that must succeed, and give its answer: a process of its own, forked from a warm one."""
        ended = warm(words, "", {**os.environ, "VIGIE_STORE": str(self.store)})
        assert ended.returncode == 0, f"vigie {' '.join(words)}\n{ended.stdout}{ended.stderr}"
        return ended.stdout.replace("\N{NO-BREAK SPACE}", " ")

    def done_anew(self, *words: str, **variables: str) -> str:
        """The same in a Python that is started for it, as whoever types it does."""
        ended = self.run(*words, stdin=None, **variables)
        assert ended.returncode == 0, f"vigie {' '.join(words)}\n{ended.stdout!r}{ended.stderr!r}"
        return ended.stdout.decode("utf-8").replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def vigie(tmp_path: Path) -> Command:
    """The command on a store that holds session 208, imported from an office suite's sheet."""
    command = Command(tmp_path / "store")
    command.done("import", str(LIST), "--timezone", "Europe/Paris")
    return command


def test_from_the_import_to_the_seal(vigie: Command) -> None:
    """Each answer, the status and the log say the same; the seal is proved."""
    vigie.done_anew("do", "208", "identity", "jouvencelle", "--at", "il y a 20 s")
    vigie.done("do", "208", "sign", "11")
    vigie.done("do", "208", "join", "11")
    assert "11 JOUVENCELLE Éloi : test démarré" in vigie.done("do", "208", "start", "joined")
    vigie.done("do", "208", "time", "11", "-5", "--reason", "essai")
    candidate = json.loads(vigie.done("status", "208", "--json"))["candidates"][10]
    assert candidate["ending"] == {"duration": 105, "extra": 35, "adjustments": -5, "pauses": 0}
    vigie.done("do", "208", "finish", "11")
    vigie.done("do", "208", "absent", "1-10,12-20")
    seal = vigie.done_anew("do", "208", "close").splitlines()[1].removeprefix("sceau : ")
    assert seal in vigie.done("check", "208")
    told = [event["text"] for event in json.loads(vigie.done("log", "208", "--json"))]
    assert told[-1] == "session close et scellée"
    assert told.count("absent") == 19
    assert vigie.run("do", "208", "sign", "1").returncode == 1


def test_two_terminals_at_once(vigie: Command) -> None:
    """Each signature is recorded once, by one of them; the other is told so."""
    with ThreadPoolExecutor(2) as terminals:
        first, second = terminals.map(
            lambda author: vigie.run("--as", author, "do", "208", "sign", "1-20"), ("Paul Martin", "Anne Roux")
        )
    assert {first.returncode, second.returncode} == {0, 1}
    refused = (first.stderr + second.stderr).decode("utf-8").splitlines()
    assert len(refused) == 20
    events = json.loads(vigie.done("log", "208", "--json"))
    signed = [event for event in events if event["kind"] == "sheet_signed"]
    assert [event["number"] for event in signed] == list(range(1, 21))
    assert len({event["author"] for event in signed}) == 1
    assert "journal entier" in vigie.done("check")


@pytest.mark.wide
def test_many_terminals_at_once(vigie: Command) -> None:
    """Every action that answered 0 is there, once, and the chain is whole."""
    with ThreadPoolExecutor(4) as terminals:
        ended = list(terminals.map(lambda n: vigie.run("do", "208", "note", str(n % 20 + 1), f"note {n}"), range(12)))
    assert [one.returncode for one in ended] == [0] * 12
    events = json.loads(vigie.done("log", "208", "--json"))
    notes = sorted(event["personal"]["text"] for event in events if event["kind"] == "note_written")
    assert notes == sorted(f"note {n}" for n in range(12))
    vigie.done("check", "208")


@pytest.mark.parametrize(
    "variables",
    [
        pytest.param({"LC_ALL": "C"}, marks=pytest.mark.wide),
        pytest.param(
            {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            marks=pytest.mark.skipif(
                not str(HOUSE).isascii(),
                reason="Python told to know ASCII alone loads no compiled package from a folder with an accent",
            ),
        ),
    ],
)
def test_a_machine_without_a_locale(variables: dict[str, str], vigie: Command) -> None:
    """Names are printed in UTF-8 all the same."""
    assert "ŻÓŁTOWICZ Kacper" in vigie.done_anew("status", "208", **variables)
    assert "ŻÓŁTOWICZ Kacper" in vigie.done_anew("do", "208", "sign", "20", **variables)


def test_standard_input_of_a_real_process(vigie: Command) -> None:
    """`vigie do 208 add - < fichier`; with nothing in it, it does not wait."""
    ended = vigie.run("do", "208", "add", "-", stdin="nom : ŻÓŁTY\nprénom : Ève\n".encode())
    assert ended.returncode == 0
    assert "21 ŻÓŁTY Ève" in ended.stdout.decode("utf-8")
    assert vigie.run("do", "208", "add", "-").returncode == 2


@pytest.mark.wide
def test_errors_are_one_line_without_a_name(vigie: Command) -> None:
    """On stderr, in French, with the exit codes of DESIGN.md."""
    cases = {
        ("do", "208", "finish", "abgrallou"): 1,
        ("do", "208", "sign", "abgrallou-x"): 1,
        ("do", "208", "sign"): 2,
        ("do", "209", "sign", "1"): 2,
        ("status", "209"): 2,
        ("check", "/nulle/part"): 1,
        (): 2,
    }
    for words, code in cases.items():
        ended = vigie.run(*words)
        told = ended.stderr.decode("utf-8")
        assert ended.returncode == code, (words, told)
        assert len(told.splitlines()) == 1
        assert "abgrallou" not in told.casefold()
        assert "Traceback" not in told
