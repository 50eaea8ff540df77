"""The door: clocks, authors, streams, and what happens when something goes wrong."""

import io
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import screens.command.status
from data.archive import Archive
from supervisor.__main__ import FastClock, SystemClock, main
from supervisor.seal import VERSION
from tests.command.command import StoppedClock, Vigie
from tests.test_house import RUN_COMMAND, loaded_by
from tests.waiting import PATIENCE_S

HOUSE = Path(__file__).resolve().parents[2]


def test_this_machines_clock() -> None:
    """Aware, in UTC; the other one never goes back."""
    clock = SystemClock()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.monotonic() <= clock.monotonic()


def test_a_machine_that_does_not_count_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no CLOCK_BOOTTIME, the plain monotonic clock serves."""
    monkeypatch.delattr("time.CLOCK_BOOTTIME", raising=False)
    assert SystemClock().monotonic() <= SystemClock().monotonic()


def test_a_rehearsal_runs_faster() -> None:
    """Session time does, real time does not."""
    real = StoppedClock()
    fast = FastClock(60, real)
    begin, began = fast.now(), fast.monotonic()
    real.pass_by(seconds=2)
    assert fast.now() - begin == timedelta(minutes=2)
    assert fast.monotonic() - began == 2


def test_the_author_is_the_login_name(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless `--as` says otherwise; where the machine does not know, « inconnu »."""
    monkeypatch.setenv("LOGNAME", "pdurand")
    for author in ("  ", ""):
        room.done("sign", "1" if author else "2", author=author)

    def nobody_knows() -> str:
        raise KeyError("getpwuid(): uid not found: 1000")

    monkeypatch.setattr("getpass.getuser", nobody_knows)
    room.done("sign", "3", author="")
    room.done("sign", "4", author="Anne Roux")
    authors = [event["author"] for event in room("log", "208", "--json").json][-4:]
    assert authors == ["pdurand", "pdurand", "inconnu", "Anne Roux"]


def test_the_store_comes_from_the_environment(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """VIGIE_STORE, where `--store` does not say."""
    monkeypatch.setenv("VIGIE_STORE", str(room.store))
    room.capture.readouterr()
    assert main(["status", "208"], clock=room.clock) == 0
    assert "Session 208" in room.capture.readouterr().out


def test_a_store_that_cannot_be_used(room: Vigie) -> None:
    """Exit 3, one sentence that says where."""
    (room.store / "sessions/208/journal.lock").unlink(missing_ok=True)
    (room.store / "sessions/208/journal.lock").mkdir()
    answer = room.do("sign", "1")
    assert answer.code == 3
    assert len(answer.err.splitlines()) == 1
    path = room.store / "sessions/208/journal.jsonl"
    path.write_bytes(path.read_bytes().replace(f'"version":{VERSION}'.encode(), b'"version":99', 1))
    assert room("status", "208").code == 3


def test_a_fault_of_our_own(room: Vigie, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One line, never a traceback; the report says where in Vigie, and names nobody."""

    def fail(*_: object) -> int:
        raise ValueError("LE GOFF Maël, né le 2010-04-03")

    monkeypatch.setattr(screens.command.status, "run_status", fail)
    answer = room("status", "208")
    assert answer.code == 70
    assert len(answer.err.splitlines()) == 1
    assert "ValueError" in answer.complaint
    [report] = (tmp_path / "state").rglob("*.txt")
    assert str(report) in answer.complaint
    text = report.read_text(encoding="utf-8")
    assert "supervisor/__main__.py" in text
    for secret in ("GOFF", "Maël", "2010"):
        assert secret not in text + answer.err
    if os.name == "posix":
        assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_a_full_disk_under_the_output(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses is one line, exit 3."""

    def fail(*_: object) -> int:
        raise OSError(28, "No space left on device", "/home/LE GOFF/x")

    monkeypatch.setattr(screens.command.status, "run_status", fail)
    answer = room("status")
    told = "Un fichier n'a pas pu être lu ou écrit : le disque est plein. Libérez de la place, puis recommencez."
    assert (answer.code, answer.complaint) == (3, told)


class Full(io.StringIO):
    """A disk that takes nothing more."""

    def write(self, _: str) -> int:
        raise OSError(28, "No space left on device")


def test_an_answer_that_cannot_be_written(room: Vigie) -> None:
    """What was done is done, and is not done again for want of an answer."""
    with room.patch.context() as patch:
        patch.setattr(sys, "stdout", Full())
        room.capture.readouterr()
        assert main(["--store", str(room.store), "do", "208", "sign", "1"], clock=room.clock) == 3
    told = room.capture.readouterr().err
    assert told.startswith("La réponse n'a pas pu être écrite\N{NO-BREAK SPACE}: le disque est plein.")
    assert "vigie log" in told
    assert room.candidate(1)["signed"]


@pytest.mark.parametrize(("words", "code"), [(["satus"], 2), (["status", "999"], 2), (["do", "208", "sign", "9"], 1)])
def test_a_complaint_that_cannot_be_written(words: list[str], code: int, room: Vigie) -> None:
    """The exit code says it all the same."""
    with room.patch.context() as patch:
        patch.setattr(sys, "stderr", Full())
        assert main(["--store", str(room.store), *words], clock=room.clock) == code


@pytest.mark.parametrize("typed", ["\udcc3\udca9t\udcc3\udca9", "\udce9t\udce9", "été"])
def test_words_of_another_terminal(typed: str, room: Vigie) -> None:
    """UTF-8 under a locale without letters, and an old terminal: no accent is lost."""
    room.done("note", "1", typed)
    assert room("log", "208", "--json").json[-1]["personal"] == {"text": "été"}


def test_a_folder_that_may_not_be_read(room: Vigie) -> None:
    """One sentence: where, why, what to do."""

    def deny(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    with room.patch.context() as patch:
        patch.setattr(Path, "lstat", deny)
        answer = room("status", "208")
    assert answer.code == 3
    assert "sessions/208 : les droits ne le permettent pas. Vérifiez" in answer.complaint


def test_ctrl_c(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """One word, no traceback."""

    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(Archive, "journal", interrupt)
    answer = room("status", "208")
    assert (answer.code, answer.complaint) == (130, "Interrompu.")


def test_a_terminal_that_cannot_show_a_name(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is printed all the same; under LANG=C it is UTF-8."""
    room.done("add", "--last-name", "北島", "--first-name", "Élise")
    for encoding, shown in (("latin-1", "?? Élise"), ("ascii", "北島 Élise")):
        raw = io.BytesIO()
        terminal = io.TextIOWrapper(raw, encoding=encoding)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", terminal)
            assert main(["--store", str(room.store), "status", "208"], clock=room.clock) == 0
        assert shown in raw.getvalue().decode("utf-8" if encoding == "ascii" else encoding)


def test_no_streams_at_all(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under pythonw there are none; what is asked is done."""
    with monkeypatch.context() as patch:
        for name in ("stdin", "stdout", "stderr"):
            patch.setattr(sys, name, None)
        assert main(["--store", str(room.store), "do", "208", "sign", "1"], clock=room.clock) == 0
        assert main(["--store", str(room.store), "do", "208", "sign", "1"], clock=room.clock) == 1
        assert main(["--store", str(room.store), "do", "208", "zut"], clock=room.clock) == 2
        assert main(["--store", str(room.store), "do", "208", "add", "-"], clock=room.clock) == 2
    assert room.candidate(1)["signed"]


@pytest.mark.e2e
def test_a_reader_who_stops_reading(room: Vigie) -> None:
    """`vigie log | head -1`: no traceback, and what was refused still says so."""
    command = [sys.executable, "-m", "supervisor", "--store", str(room.store)]
    for words, code in ((["log", "208"], 0), (["do", "208", "sign", "1"], 0), (["do", "208", "sign", "1"], 1)):
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run(
            [*command, *words], cwd=HOUSE, stdout=write, stderr=subprocess.PIPE, text=True, check=False
        )
        os.close(write)
        assert done.returncode == code
        assert "Traceback" not in done.stderr
        assert "Error" not in done.stderr


@pytest.mark.few(words=(0, 2, 5))
@pytest.mark.parametrize(("words", "absent"), [
    (["--help"], {
        "textual", "pydantic", "arrow", "tinydb", "filelock", "platformdirs", "dataclasses", "inspect", "logging",
        "pathlib", "screens.command.gate", "screens.command.do.forms",
    }),
    (["do", "208", "sign", "--help"], {"textual", "pydantic", "arrow", "tinydb"}),
    (["status", "208"], {
        "textual", "arrow", "python_calamine", "tzlocal", "supervisor.action", "supervisor.closing",
        "supervisor.deciding", "supervisor.objection", "supervisor.draft", "supervisor.folder", "screens.kit.desk",
        "screens.command.do.forms", "screens.command.narrowing", "tomllib", "importlib.metadata", "email", "zipfile",
    }),
    (["do", "208", "sign", "1"], {"textual", "arrow", "python_calamine", "tzlocal"}),
    (["log", "208"], {"textual", "arrow", "python_calamine"}),
    (["lines", "208"], {"textual", "arrow", "python_calamine", "difflib", "screens.command.importing"}),
    (["check", "208"], {"textual", "arrow", "python_calamine"}),
])  # fmt: skip
@pytest.mark.e2e
def test_what_a_command_does_not_need_is_not_loaded(
    words: list[str], absent: set[str], room: Vigie, tmp_path: Path
) -> None:
    """Textual alone costs a quarter of a second.

    Reading loads no rule and no action; nothing looks for plugins of pydantic, with readers of mails and zips.
    """
    assert loaded_by(RUN_COMMAND, tmp_path, "--store", str(room.store), *words) & absent == set()


EVIL = "salle\x1b]0;x\x07\u202e\x9b31m"


@pytest.mark.skipif(os.name != "posix", reason="no other system has such names")
def test_names_from_elsewhere(room: Vigie, tmp_path: Path) -> None:
    """A folder's name, a path that was typed, who acts: nothing of it acts on the terminal, in either stream."""
    room.store.rename(tmp_path / EVIL)
    room.store = tmp_path / EVIL
    for words in (
        ("status",), ("status", "999"), ("check", f"/nowhere/{EVIL}"), ("import", f"/nowhere/{EVIL}.csv"),
        ("export", "208", "--to", str(tmp_path / f"out {EVIL}")), ("papers", "208", "--to", f"/dev/null/{EVIL}"),
        ("doctor",), ("log", "--access"), ("report",), ("do", "208", "sign", EVIL), ("purge",),
    ):  # fmt: skip
        answer = room(*words, author=f"Paul {EVIL}")
        for letter in ("\x1b", "\x07", "\u202e", "\x9b"):
            assert letter not in answer.out + answer.err, words


def test_nothing_of_a_library(tmp_path: Path) -> None:
    """A machine whose settings of time contradict each other: what tzlocal says of it stays unsaid."""
    said = subprocess.run(
        [sys.executable, "-c", LIBRARIES_SPEAK], capture_output=True, encoding="utf-8", check=True, timeout=PATIENCE_S,
        cwd=Path(__file__).parents[2], env={**os.environ, "TZ": ":/nowhere/at all", "VIGIE_STORE": str(tmp_path)},
    )  # fmt: skip
    assert said.stderr == ""


LIBRARIES_SPEAK = """
import logging, sys, warnings
from supervisor.__main__ import main
sys.argv = ["vigie", "status"]
main()
logging.getLogger("tzlocal").warning("Can not find a timezone")
warnings.warn("deprecated", DeprecationWarning)
warnings.warn("contradictory", UserWarning)
"""


def test_a_screen_without_a_terminal(room: Vigie, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said what to type instead: here, over SSH, and where a key opens nothing else."""
    # What is dropped of the environment is that of the command, not of pytest.
    monkeypatch.setattr("screens.command.gate.shut_out", lambda _words, _environ: None)
    for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_ORIGINAL_COMMAND"):
        monkeypatch.delenv(name, raising=False)
    here = room("run", "208")
    assert (here.code, here.out) == (2, "")
    assert here.complaint.endswith("sans terminal : vigie lines, vigie status, vigie do")
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    assert room("run", "208").complaint.endswith(
        "par SSH, ajoutez -t (ssh -t …) ; sans terminal : vigie lines, vigie status, vigie do"
    )
    monkeypatch.setenv("SSH_ORIGINAL_COMMAND", "review 208")
    answer = room("review", "208")
    assert answer.code == 2
    assert answer.complaint.endswith("par SSH, ajoutez -t (ssh -t …) ; sans terminal : status, log N, export N")


def test_a_finalisation_that_cannot_be_written_is_told_when_it_opens(
    room: Vigie, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on the board: not at the first box that is ticked."""
    room.done("close", "--force")
    told: list[str] = []
    monkeypatch.setattr("supervisor.__main__._ask_for_a_terminal", lambda *_: None)

    def opened(*_: object, warning: str, **__: object) -> int:
        told.append(warning)
        return 0

    monkeypatch.setattr("screens.live.finalise.run_finalise", opened)
    assert room("finalise", "208").code == 0
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert room("finalise", "208").code == 0
    assert told[0] == ""
    assert told[1].startswith("rien ne pourra être enregistré")
