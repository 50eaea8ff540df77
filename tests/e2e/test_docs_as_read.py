"""Each command of docs/ssh.md and docs/installation.md, as docs are read: typed by the accounts it is for, in order.

A line of these two pages is run whatever it says, and must succeed, unless it is named here: in `NOT_RUN` with the
reason, or in `TYPED` with what it is to answer.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.machine import Machine, needs_accounts
from tests.e2e.sshd import free_port, reads_from
from tests.e2e.terminal import HOUSE, LIST, NEEDS_TMUX, SAME_KEY_S, Store, Terminal, Tmux
from tests.spaces import plain_spaces

# One server after the other, and the wheel is built once.
pytestmark = pytest.mark.xdist_group("wheel")
WITH_ACCOUNTS = (pytest.mark.wide, pytest.mark.e2e, pytest.mark.slow)

PAGES = ("ssh.md", "installation.md")
NOT_RUN = {
    "sudo apt install openssh-server": "packages are the machine's; .ci/run installs this one before the tests",
    "make venv": "it made the environment that these tests run in, with the network",
}
"""What no test types, and why."""


class Line:
    """One line to be typed."""

    def __init__(self, page: str, typed: str, text: str) -> None:
        self.page = page
        self.typed = re.sub(r"\s{2,}#.*", "", typed)
        """Without its comment."""
        self.text = text
        """For an editor: what the page shows to be written there."""

    @property
    def account(self) -> str:
        """Who types it; root where it begins with `sudo`."""
        if self.typed.startswith(("sudo", ".venv")):
            return ""
        if self.typed.startswith("ssh -t salle@"):
            return "collegue"
        return "roux" if self.typed.startswith(("ssh", "sftp")) else "salle"


def blocks(text: str) -> list[tuple[str, str]]:
    """The blocks of a text, each with what it is written in."""
    return re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def page_text(page: str) -> str:
    """A page of the docs."""
    return (HOUSE / "docs" / page).read_text(encoding="utf-8")


def lines(page: str) -> list[Line]:
    """All that a page has one type, in its order."""
    shown = blocks(page_text(page))
    found = []
    for rank, (kind, block) in enumerate(shown):
        after = shown[rank + 1] if rank + 1 < len(shown) else ("", "")
        text = after[1] if not after[0] else ""
        found += [Line(page, typed, text) for typed in block.splitlines() if kind == "sh"]
    return found


def block_after(page: str, words: str) -> str:
    """The first block of a page that stands behind these words."""
    return blocks(page_text(page).partition(words)[2])[0][1]


# What is true wherever it is run --------------------------------------------------------------------------


def test_whatever_is_named_is_still_there() -> None:
    """Nothing is left out, or expected of, a line that the docs no longer have."""
    typed = [line.typed for page in PAGES for line in lines(page)]
    assert len(typed) > 35
    assert set(NOT_RUN) | set(TYPED) <= set(typed)


# On a machine set up as the docs say ----------------------------------------------------------------------


class Reading:
    """Somebody who reads the docs and types what they say."""

    def __init__(self, machine: Machine, tmux: Tmux) -> None:
        self.machine = machine
        self.tmux = tmux
        self.store = machine.here("/srv/vigie/sessions")

    def types(self, line: Line) -> None:
        """One line, as whoever it is for."""
        if line.typed in NOT_RUN:
            return
        if line.typed in TYPED:
            try:
                TYPED[line.typed](self, line.account, self.machine.here(line.typed))
            except AssertionError as error:
                error.add_note(f"{line.page}: {line.typed}\n{self.machine.log}")
                raise
            return
        typed = self.machine.here(line.typed).replace(".venv/bin/", f"{Path(sys.executable).parent}/")
        listened = self.machine.times_listening
        self.machine.does(line.account, typed, self._with_keys(line))
        if "pip install" in line.typed:
            self.machine.put_dependencies(line.account, "~/vigie" if line.account else self.machine.here("/opt/vigie"))
        if "systemctl reload" in line.typed:
            self.machine.wait_for_the_server(listened + 1)

    def _with_keys(self, line: Line) -> str:
        key = "pix-finalise" if line.typed.endswith("/salle") else "pix-revue"
        text = self.machine.here(line.text) if "nano" in line.typed else "\n\n"
        if "AAAA…" not in text:
            return text
        public = self.machine.does("roux", f"cat ~/.ssh/{key}.pub").strip()
        return re.sub(r"ssh-ed25519 AAAA… \S+", public, text)

    def salle(self, *commands: str) -> None:
        """What the surveillant notes meanwhile."""
        for command in commands:
            self.machine.does("salle", f"vigie do 208 {command} --store {self.store}")

    def screen(self, account: str, typed: str, *, width: int = 80, height: int = 24) -> Terminal:
        """The same in a terminal."""
        return self.tmux.open(program=self.machine.as_(account, typed), width=width, height=height)


def answers_with(code: int, *words: str) -> Callable[[Reading, str, str], None]:
    """It ends with this code, and says that."""

    def check(reading: Reading, account: str, typed: str) -> None:
        ended = reading.machine.run(account, typed)
        assert ended.returncode == code, f"{typed}\n{ended.stdout}{ended.stderr}\n{reading.machine.log}"
        for word in words:
            assert word in ended.stdout + ended.stderr, typed

    return check


def shows(*words: str, leave: str = "q", code: int = 0) -> Callable[[Reading, str, str], None]:
    """It has a screen that says that, and is left by a key."""

    def check(reading: Reading, account: str, typed: str) -> None:
        terminal = reading.screen(account, typed)
        terminal.sees(*words)
        # A key within half a second of a screen is one too many of what led there.
        time.sleep(SAME_KEY_S)
        terminal.press(leave)
        terminal.ends(code)

    return check


def goes_on(change: str, wanted: str) -> Callable[[Reading, str, str], None]:
    """It tells what changes while it changes."""

    def check(reading: Reading, account: str, typed: str) -> None:
        with reading.machine.start(account, typed) as line:
            assert line.stdout is not None
            first = line.stdout.readline()
            assert first
            reading.salle(change)
            for told in line.stdout:
                if wanted in plain_spaces(told):
                    break
            else:
                pytest.fail(f"{typed}: it ended before it told of « {wanted} »")
            line.kill()

    return check


def exports(reading: Reading, account: str, typed: str) -> None:
    """One JSON, whole."""
    reading.machine.does(account, typed)
    exported = json.loads(reading.machine.does(account, "cat 208.json"))
    assert exported["format"] == "vigie-export"
    assert len(exported["candidates"]) == 20


def finalises(reading: Reading, account: str, typed: str) -> None:
    """Once the session is closed: its sheet, and nothing else."""
    reading.salle("join 1-20", "start 1-20", "finish 1-20", "close --force")
    shows("Finalisation", "Sceau")(reading, account, typed)
    reading.salle('reopen --reason "pour la suite"')


def is_forwarded_nowhere(reading: Reading, account: str, typed: str) -> None:
    """The line stands, and nothing comes through."""
    port = free_port()
    typed = typed.replace("8080:localhost:80", f"{port}:localhost:{reading.machine.port}")
    assert str(port) in typed
    with reading.machine.start(account, typed) as line:
        assert b"SSH" not in reads_from(port)
        line.kill()


def has_a_tmux(reading: Reading, account: str, typed: str) -> None:
    """The board in it, accents and all; the line falls, and it is there again."""
    terminal = reading.screen(account, typed)
    terminal.sees("$")
    terminal.write(f"{reading.machine.here('/usr/local/bin')}/vigie run 208 --store {reading.store} --as 'Inès Roux'\r")
    terminal.sees(" 208 ", "? aide", "é")
    terminal.hang_up()
    again = reading.screen(account, typed)
    again.sees(" 208 ", "? aide", "é")
    again.hang_up()


def examines(reading: Reading, account: str, typed: str) -> None:
    """`vigie doctor` ends with 0, or with 1 where there is something to see."""
    ended = reading.machine.run(account, typed.replace(".venv/bin", str(Path(sys.executable).parent)))
    assert ended.returncode in (0, 1), typed
    assert "dossier des sessions" in ended.stdout


COLLEAGUE = shows(" 208 ", "? aide", leave="C-q")
SCREENS = "ssh -i ~/.ssh/pix-revue referent@poste-salle"
TYPED: dict[str, Callable[[Reading, str, str], None]] = {
    SCREENS: shows("208", "Entrée ouvrir"),
    "ssh -t -i ~/.ssh/pix-revue referent@poste-salle review 208": shows("LECTURE", "CASTELNAUDET"),
    f"{SCREENS} status --watch": goes_on("identity 1", "208"),
    f"{SCREENS} log 208 --follow": goes_on("identity 2", "identité"),
    f"{SCREENS} export 208 > 208.json": exports,
    "ssh -t -i ~/.ssh/pix-finalise salle@poste-salle finalise 208": finalises,
    f"{SCREENS} id": answers_with(2, "cette clé ouvre"),
    f'{SCREENS} "status; id"': answers_with(2, "cette clé ouvre"),
    "ssh -i ~/.ssh/pix-revue -N -L 8080:localhost:80 referent@poste-salle": is_forwarded_nowhere,
    "sftp -i ~/.ssh/pix-revue referent@poste-salle": answers_with(255),
    "sudo -u referent touch /srv/vigie/sessions/x": answers_with(1, "ermission"),
    'ssh -t salle@poste-salle /usr/local/bin/vigie run 208 --store /srv/vigie/sessions --as "\\"Inès N\'Guessard\\""': (
        COLLEAGUE
    ),
    'ssh -t salle@poste-salle vigie run 208 --store /srv/vigie/sessions --as "\\"Inès N\'Guessard\\""': COLLEAGUE,
    "ssh -t salle@poste-salle tmux -u new -A -s pix": has_a_tmux,
    ".venv/bin/vigie doctor": examines,
}
"""What is more than to succeed."""


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    """The machine once ssh.md has been read as far as « S'en servir »."""
    needs_accounts()
    with Machine() as machine, Tmux(Store(tmp_path_factory.mktemp("tmux"))) as tmux:
        shutil.copy2(machine.wheel(), machine.home(""))
        machine.give("salle", LIST)
        machine.does("salle", f"mv {LIST.name} liste.ods")
        reading = Reading(machine, tmux)
        for line in lines("ssh.md"):
            if line.typed == SCREENS:
                break
            reading.types(line)
        machine.knows("roux")
        # A colleague's key, to his name, in the account that he works in.
        machine.knows("collegue")
        machine.does("collegue", "ssh-keygen -q -t ed25519 -f ~/.ssh/id_ed25519", "\n\n")
        public = machine.does("collegue", "cat ~/.ssh/id_ed25519.pub")
        machine.does("salle", "mkdir -m 700 ~/.ssh && cat >~/.ssh/authorized_keys", public)
        yield reading


def named(test: Callable[..., None]) -> Callable[..., None]:
    """The marks of what needs accounts."""
    for mark in (*WITH_ACCOUNTS, NEEDS_TMUX):
        test = mark(test)
    return test


@named
def test_ssh_md_to_its_end(reading: Reading) -> None:
    """Each line of it, from « S'en servir » on."""
    typed = [line.typed for line in lines("ssh.md")]
    for line in lines("ssh.md")[typed.index(SCREENS) :]:
        reading.types(line)


@named
def test_installation_md(reading: Reading) -> None:
    """Each line of it, the colleague's with the server that ssh.md set up."""
    reading.machine.give("salle", reading.machine.wheel(), "dist")
    for line in lines("installation.md"):
        reading.types(line)


@named
def test_a_host_of_the_settings_of_ssh(reading: Reading) -> None:
    """« Pour ne plus écrire -i ni le nom »."""
    machine = reading.machine
    settings = machine.does("roux", "cat ~/.ssh/config")
    text = block_after("ssh.md", "Pour ne plus écrire `-i`")
    machine.does("roux", "cat >~/.ssh/config", machine.here(text) + settings)
    assert "Session 208" in machine.does("roux", "ssh pix status")
    machine.does("roux", "cat >~/.ssh/config", settings)


@named
def test_other_ways_to_bind_a_key(reading: Reading) -> None:
    """With the memory bounded, or bound in the server's settings: it opens the same, and nothing else."""
    machine = reading.machine
    keys, settings = (machine.root / "etc/ssh" / name for name in ("cles/referent", "sshd_config.d/vigie.conf"))
    keys = keys.with_name(machine.names["referent"])
    docs = page_text("ssh.md")
    before, rules = keys.read_text(encoding="utf-8"), settings.read_text(encoding="utf-8")
    [bounded] = re.findall(r'`(command="prlimit [^`]*)`', docs)
    [forced] = re.findall(r"`(ForceCommand [^`]*)`", docs)
    ask = "ssh -i ~/.ssh/pix-revue referent@poste-salle"
    for key, rule in (
        (re.sub(r'command="[^"]*"', machine.here(bounded), before), rules),
        (re.sub(r',command="[^"]*"', "", before), rules.replace("\n", f"\n    {machine.here(forced)}\n", 1)),
    ):
        keys.write_text(key, encoding="utf-8")
        settings.write_text(rule, encoding="utf-8")
        listened = machine.times_listening
        machine.does("", "sudo sshd -t && sudo systemctl reload ssh")
        machine.wait_for_the_server(listened + 1)
        assert "Session 208" in machine.does("roux", machine.here(f"{ask} status"))
        answers_with(2, "cette clé ouvre")(reading, "roux", machine.here(f"{ask} id"))
        shows("208", "Entrée ouvrir")(reading, "roux", machine.here(ask))
    keys.write_text(before, encoding="utf-8")
    settings.write_text(rules, encoding="utf-8")
    listened = machine.times_listening
    machine.does("", "sudo systemctl reload ssh")
    machine.wait_for_the_server(listened + 1)


@named
def test_a_backup_put_back(reading: Reading) -> None:
    """The copy of section 9, after the folder is lost: whole, of the same rights, and read by the same key."""
    machine = reading.machine
    docs = page_text("ssh.md")
    [back] = re.findall(r"`(tar -C /srv/vigie -xzf [^`]*)`", docs)
    here = machine.here
    log = here("ssh -i ~/.ssh/pix-revue referent@poste-salle log 208")
    machine.does("salle", here("tar -C /srv/vigie -czf sauvegarde.tgz sessions"))
    told = machine.does("roux", log)
    machine.does("salle", here("mv /srv/vigie/sessions /srv/vigie/perdu"))
    assert machine.run("roux", log).returncode != 0
    machine.does("salle", here(back))
    machine.does("salle", here("vigie check --store /srv/vigie/sessions"))
    examines(reading, "salle", here("vigie doctor --store /srv/vigie/sessions"))
    assert machine.does("roux", log) == told


@named
def test_what_a_key_reads_is_kept_where_the_docs_say(reading: Reading) -> None:
    """In the reader's own register, which the school's points at; he can write nothing into the school's."""
    machine, here = reading.machine, reading.machine.here
    [command] = re.findall(r"`(sudo -u referent vigie log --access [^`]*)`", page_text("ssh.md"))
    store, referent = here("/srv/vigie/sessions"), machine.names["referent"]
    machine.does("salle", f"vigie log 208 --store {store}")
    machine.does("roux", here("ssh -i ~/.ssh/pix-revue referent@poste-salle log 208"))
    answers_with(2)(reading, "roux", here("ssh -i ~/.ssh/pix-revue referent@poste-salle id"))
    school = machine.run("salle", f"vigie log --access --store {store}")
    assert referent not in school.stdout
    assert "sudo -u COMPTE vigie log --access --store DOSSIER" in school.stderr
    read = [line for line in machine.does("", here(command)).splitlines() if referent in line]
    assert any("session 208  journal lu" in line for line in read)
    assert "demande refusée à une clé" in read[-1]
    register = f"{store}/referent/access.jsonl"
    machine.does("salle", f"test -s {register}")
    for attempt in (f"tee -a {register}", f"rm {register}", f"touch {store}/referent/x"):
        assert machine.run("", f"sudo -u {referent} {attempt}", "x").returncode != 0
