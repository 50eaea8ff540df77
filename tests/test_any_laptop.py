"""Any laptop: schools have Windows as much as Linux and macOS (issue 2).

Linux is what is tested for real. Here a whole session runs in a process where what Windows lacks is missing, and the
source is searched for what breaks there by its nature.
"""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.any_laptop import END, MODULES, OF_OS, OF_TIME, SIGNALS
from tests.sources import HOUSE, READS_ALL, modules, named, nodes_of, tree_of
from tests.waiting import PATIENCE_S

TEACHERS_LIST = """\
Nom,Prénom,Date de naissance,Classe,Tiers temps
LAGRIVE,Élodie,3/4/2010,3eB,
NDIAYE-ROUSSEL,Ibrahima,11/12/2010,3eB,oui
"""

# ---------------------------------------------------------------------------------------------------------- a session


def run_there(folder: Path, steps: list[list[str]]) -> list[tuple[int, str]]:
    """Do these steps in one process without POSIX, with a store and a home of its own: exit code and words of each."""
    env = {
        **os.environ, "PYTHONUTF8": "1", "PYTHONWARNDEFAULTENCODING": "1", "HOME": str(folder),
        # Windows says who is logged in by USERNAME alone; none of the system's programs is there.
        "LOGNAME": "", "USER": "", "LNAME": "", "USERNAME": "surveillant", "PATH": "",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tests.any_laptop", str(folder / "Élèves de 3e" / "store")],
        cwd=HOUSE, env=env, input="".join(json.dumps(step) + "\n" for step in steps), capture_output=True,
        encoding="utf-8", timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    first, *others = done.stdout.split(END)
    words = [first, *(other.partition("\n")[2] for other in others[:-1])]
    return [(int(other.partition("\n")[0]), said) for other, said in zip(others, words, strict=True)]


@pytest.mark.wide
@pytest.mark.e2e
@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs to know what is open")
def test_a_session_runs_where_posix_is_missing(tmp_path: Path) -> None:
    """From a list to the papers, on the screen and on the command line."""
    teachers_list, photo, out = tmp_path / "3eB.csv", tmp_path / "photo.jpg", tmp_path / "out"
    teachers_list.write_text(TEACHERS_LIST, encoding="utf-8")
    photo.write_bytes(b"x")
    steps = {
        "import": f"vigie import {teachers_list} --session 208 --date 2026-11-22 --start 09:00",
        "welcome": "board 208 l a enter enter enter",
        "join": "vigie do 208 join 1",
        "start": "vigie do 208 start 1",
        "board": "board 208 1 enter enter enter",
        "refused": "vigie do 208 finish 1",
        "incident": "vigie do 208 incident 1 E2 --question 12 --text figé",
        "fraud": f"vigie do 208 fraud 1 --kind communication --seen antisèche --evidence {photo}",
        "absent": "vigie do 208 absent 2",
        "close": "vigie do 208 close --force",
        "status": "vigie status 208 --json",
        "export": f"vigie export 208 --to {out}",
        "zip": f"vigie export 208 --to {tmp_path / 'out.zip'} --zip",
        "log": "vigie log 208",
        "check": "vigie check 208",
        "doctor": "vigie doctor",
    }
    found = dict(zip(steps, run_there(tmp_path, [step.split() for step in steps.values()]), strict=True))
    codes = {step: code for step, (code, _) in found.items() if code}
    assert codes.pop("doctor", 0) in (0, 1), "whatever it finds"
    assert codes == {"refused": 1}, "what is refused is refused there too"
    assert "Accueillis 1" in found["welcome"][1].replace("\N{NO-BREAK SPACE}", " "), "identity and signature"
    assert "Terminé" in found["board"][1]
    status = json.loads(found["status"][1])
    assert [candidate["status"] for candidate in status["candidates"]] == ["finished", "absent"]
    assert len(found["log"][1].splitlines()) == 13
    assert {"journal.jsonl", "journal.pdf", "pieces"} <= {path.name for path in out.iterdir()}
    left = [
        path.name for path in (tmp_path / "Élèves de 3e").rglob("*") if ".new" in path.name or path.name == "drafts"
    ]
    assert left == []


# ------------------------------------------------------------------------------------------------ what the source says

LACKING = {"os": {*OF_OS, "fchmod"}, "signal": set(SIGNALS), "time": set(OF_TIME)}
GUARDED = {
    "data/disk.py: os.O_DIRECTORY",
    "data/disk.py: os.fchown",
    "data/disk.py: os.geteuid",
    "data/disk.py: os.lchown",
    # Of a lock that only a system with fcntl has.
    "data/flocks.py: os.fchmod",
    "data/hub/private_folder.py: os.getuid",
    "data/rights.py: os.chown",
    "data/rights.py: os.fchmod",
    "data/rights.py: os.fchown",
    "screens/command/lines/source.py: signal.SIGALRM",
    "screens/kit/signals.py: signal.SIGHUP",
    "supervisor/__main__.py: time.clock_gettime",
}
"""Where what Windows lacks is asked for, behind a guard that was looked at."""


@READS_ALL
def test_what_windows_lacks_is_asked_for_behind_a_guard_only() -> None:
    """`os.fchown`, `signal.SIGHUP` and the like: in the places that are known, and nowhere else."""
    found = {
        f"{named(module)}: {node.value.id}.{node.attr}"
        for module in modules()
        for node in nodes_of(module)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.attr in LACKING.get(node.value.id, ())
    }
    assert found == GUARDED


@READS_ALL
def test_no_module_of_posix_is_loaded_with_a_file() -> None:
    """`import fcntl` stands where it is needed, behind a guard, never at the top."""
    top = {
        f"{named(module)}: {alias.name}"
        for module in modules()
        for node in tree_of(module).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (node.names if isinstance(node, ast.Import) else [ast.alias(str(node.module))])
        if alias.name.partition(".")[0] in MODULES
    }
    assert top == set()


def called(node: ast.Call) -> str:
    """`Path(p).open(…)` is « open », `os.rename(…)` is « os.rename »."""
    function = node.func
    if isinstance(function, ast.Attribute):
        of = function.value
        return f"{of.id}.{function.attr}" if isinstance(of, ast.Name) and of.id in ("os", "io") else function.attr
    return function.id if isinstance(function, ast.Name) else ""


def words_of(node: ast.Call) -> set[str]:
    """All texts among its arguments."""
    parts = [part for given in (*node.args, *node.keywords) for part in ast.walk(given)]
    return {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def breaks_on_windows(node: ast.Call) -> str:
    """Why this call does, or does something else there; empty when nothing is known against it."""
    name, given = called(node), {keyword.arg for keyword in node.keywords}
    is_bytes = any("b" in word and len(word) <= 3 for word in words_of(node))
    if name in ("read_text", "write_text") and "encoding" not in given:
        return "text without an encoding is cp1252 there"
    if name in ("open", "io.open", "os.fdopen", "NamedTemporaryFile", "TextIOWrapper"):
        is_text = words_of(node) & {"r", "w", "a", "x", "r+", "w+", "a+", "rt", "wt"} or not (
            is_bytes or name == "open"
        )
        if is_text and "encoding" not in given:
            return "text without an encoding is cp1252 there"
    if name in ("run", "Popen", "check_output") and given & {"text", "universal_newlines"} and "encoding" not in given:
        return "what another program says, without an encoding"
    if name in ("os.rename", "rename"):
        return "renaming onto what exists is refused there: replace"
    if any(f"%-{letter}" in word for word in words_of(node) for letter in "dmyHIMSj"):
        return "no « %-d » there"
    return ""


@READS_ALL
def test_no_call_breaks_on_windows() -> None:
    """The commonest ones: text without an encoding, renaming onto a file, « %-d »."""
    found = {
        f"{named(module)}:{node.lineno}: {why}"
        for module in modules()
        for node in nodes_of(module)
        if isinstance(node, ast.Call) and (why := breaks_on_windows(node))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("line", "breaks"),
    [
        ("path.read_text()", True),
        ("path.write_text(text, newline='')", True),
        ("path.read_text(encoding='utf-8')", False),
        ("open(path, 'w')", True),
        ("open(path, 'wb')", False),
        ("path.open('r')", True),
        ("path.open('rb')", False),
        ("subprocess.run(words, text=True)", True),
        ("subprocess.run(words, encoding='utf-8')", False),
        ("os.rename(a, b)", True),
        ("path.rename(b)", True),
        ("path.replace(b)", False),
        ("day.strftime('%-d %B')", True),
    ],
)
def test_the_search_finds_what_it_is_for(line: str, breaks: bool) -> None:
    """Else it would find nothing, and say so."""
    [call] = [node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call)]
    assert bool(breaks_on_windows(call)) == breaks


# ------------------------------------------------------------------------------------------------ the seam of the disk

CHANGING = {
    "os": {"write", "fsync", "fdatasync", "ftruncate", "truncate", "replace", "rename", "unlink", "remove", "mkdir",
           "makedirs", "link", "symlink", "sendfile"},
    "shutil": {"move", "copy", "copyfile", "copytree", "rmtree"},
}  # fmt: skip
OF_A_PATH = {"unlink", "mkdir", "rename", "write_text", "write_bytes", "touch", "symlink_to", "hardlink_to"}
NOT_OF_THE_STORE = {
    "data/faults.py", "data/documents/folder.py", "data/hub/cursor.py", "data/hub/sender.py", "data/hub/mirror.py",
}  # fmt: skip
"""A report that may be lost, the folder that an export goes to; what a sender remembers and a reader is shown of a hub,
which may be lost at any time."""


@READS_ALL
def test_every_change_of_the_store_goes_through_the_seam() -> None:
    """So that a test can make it fail: no system call of data/ that changes something stands outside data/disk.py."""
    found = set()
    for module in modules():
        name = named(module)
        if not name.startswith("data/") or name == "data/disk.py" or name in NOT_OF_THE_STORE:
            continue
        for node in nodes_of(module):
            if isinstance(node, ast.Attribute):
                of = node.value.id if isinstance(node.value, ast.Name) else ""
                if node.attr in CHANGING.get(of, ()) or (node.attr in OF_A_PATH and of not in ("disk", "os")):
                    found.add(f"{name}:{node.lineno}: {ast.unparse(node)}")
    assert found == set()
