"""`vigie send`: from the settings or a variable to the hub, and the words and exit codes of each case."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data.hub.lines import outbox_of
from data.hub.named import SECRET, without_password
from data.hub.sender import Sender
from supervisor.__main__ import main
from tests.data.making import busy_journal, note
from tests.hub.conftest import Hub
from tests.spaces import plain_spaces

pytestmark = pytest.mark.xdist_group("hub")

Send = Callable[..., tuple[int, str, str]]


@pytest.fixture
def send(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Send:
    """`vigie send --once` on the store of a test; exit code, stdout, stderr."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("VIGIE_SETTINGS", str(tmp_path / "reglages.toml"))
    (tmp_path / "reglages.toml").touch()

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["--store", str(tmp_path / "store"), "send", "--once", *words])
        told = capsys.readouterr()
        return code, plain_spaces(told.out), plain_spaces(told.err)

    return run


def test_from_the_settings_with_the_secret_beside_them(hub: Hub, tmp_path: Path, send: Send) -> None:
    """What `vigie hub enrol` says goes into two files; then nothing has to be said any more."""
    journal = busy_journal(tmp_path)
    account = hub.device()
    text = hub.address_of(account).text
    (tmp_path / SECRET).write_text(f"{text}\n", encoding="utf-8")
    (tmp_path / SECRET).chmod(0o600)
    for table, name in (("concentrateur", "vers"), ("hub", "to")):
        (tmp_path / "reglages.toml").write_text(f'[{table}]\n{name} = "{without_password(text)}"\n', encoding="utf-8")
        note(journal)
        assert send() == (0, "hub : à jour\n", "")
    [count] = hub.sql("SELECT count(*) FROM vigie.line")
    assert count == (len(journal.path.read_bytes().splitlines()),)
    assert hub.sql("SELECT number, expected FROM vigie.head") == [("208", 3)]


def test_a_password_in_the_settings_is_not_taken(hub: Hub, tmp_path: Path, send: Send) -> None:
    busy_journal(tmp_path)
    account = hub.device()
    (tmp_path / "reglages.toml").write_text(f'[hub]\nto = "{hub.address_of(account).text}"\n', encoding="utf-8")
    code, out, err = send()
    assert (code, out) == (2, "")
    assert "hub.secret" in err
    assert account.password not in err


def test_a_secret_that_others_read(hub: Hub, tmp_path: Path, send: Send) -> None:
    account = hub.device()
    (tmp_path / SECRET).write_text(account.password, encoding="utf-8")
    (tmp_path / SECRET).chmod(0o644)
    code, out, err = send("--hub", without_password(hub.address_of(account).text))
    assert (code, out) == (2, "")
    assert "chmod 600" in err
    assert account.password not in err


@pytest.mark.parametrize(
    ("address", "code", "told"),
    [
        ("", 2, "quel concentrateur ?"),
        ("bonjour", 2, "postgresql://…"),
        ("postgresql://a@hub.example/vigie?sslmode=disable", 2, "chiffrés"),
        ("postgresql://a:sauce@127.0.0.1:1/vigie", 3, "ne répond pas"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, send: Send, address: str, code: int, told: str) -> None:
    busy_journal(tmp_path)
    found, out, err = send(*(["--hub", address] if address else []))
    assert found == code
    assert told in err
    assert "sauce" not in out + err
    assert code != 3 or "lignes en attente depuis" in out


def test_a_wrong_password_and_a_revoked_device(
    hub: Hub, tmp_path: Path, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.hub.enrolment import revoke

    busy_journal(tmp_path)
    account = hub.device()
    text = hub.address_of(account).text
    monkeypatch.setenv("VIGIE_HUB", text.replace(account.password, "sauce"))
    code, out, err = send()
    assert (code, "refuse ce compte" in err, "hub : refusé" in out) == (1, True, True)
    monkeypatch.setenv("VIGIE_HUB", text)
    assert send()[0] == 0
    revoke(hub.address, account.role)
    assert send()[0] == 1


def test_forks_damage_and_a_restored_laptop_are_said(
    hub: Hub, tmp_path: Path, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = busy_journal(tmp_path)
    before = journal.path.read_bytes()
    monkeypatch.setenv("VIGIE_HUB", hub.address_of(hub.device()).text)
    note(journal, "perdue")
    assert send()[0] == 0
    journal.path.write_bytes(before)
    code, out, _ = send()
    assert (code, "session 208 : le concentrateur a plus de lignes que ce poste" in out) == (0, True)
    journal.follow()
    note(journal, "autre suite")
    code, out, _ = send()
    assert (code, "session 208 : elle continue aussi ailleurs" in out) == (0, True)
    with journal.path.open("ab") as file:
        file.write(b'{"bad": 1}\n')
    code, out, err = send()
    assert (code, "session 208, ligne 13" in err) == (1, True), err


def test_what_do_records_is_sent_by_a_process_of_its_own(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody waits for it; where a program sends already, none is started."""
    started: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr("subprocess.Popen", lambda words, env, **_: started.append((words, env)))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("VIGIE_SETTINGS", str(tmp_path / "reglages.toml"))
    (tmp_path / "reglages.toml").touch()
    busy_journal(tmp_path)
    account = hub.device()
    address = hub.address_of(account)
    do = ["--store", str(tmp_path / "store"), "do", "208", "note", "session", "bonjour"]
    assert main(do) == 0
    assert started == []
    assert main([*do, "--hub", address.text]) == 0
    [(words, env)] = started
    assert account.password not in " ".join(words)
    assert env["VIGIE_HUB"] == address.text
    assert words[-2:] == ["send", "--once"]
    other = Sender(tmp_path / "store", address)
    assert other.take_over()
    assert main([*do, "--hub", address.text]) == 0
    assert len(started) == 1
    other.close()
    capsys.readouterr()


def test_what_was_purged_here_goes_there(hub: Hub, tmp_path: Path, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    """By what the purge left of it: 32 signs of what it was known by; an older copy does not bring it back."""
    journal = busy_journal(tmp_path)
    whole = journal.path.read_bytes()
    root = outbox_of(whole).root
    monkeypatch.setenv("VIGIE_HUB", hub.address_of(hub.device()).text)
    assert send()[0] == 0
    hub.sql("UPDATE vigie.device SET waiting = 0")
    figures = {"format": "vigie-figures", "version": 2, "purged_on": "2031-12-01", "covers": [root[:32]], "figures": {}}
    (tmp_path / "store" / "figures.jsonl").write_text(f"{json.dumps(figures)}\n", encoding="utf-8")
    assert send()[0] == 0
    assert hub.sql("SELECT count(*) FROM vigie.session") == [(1,)]  # it is still here: the purge was cut short

    shutil.rmtree(journal.path.parent)
    assert send()[0] == 0
    assert hub.sql("SELECT count(*) FROM vigie.session") == [(1,)]  # claims may come for two months

    hub.sql("ALTER TABLE vigie.line DROP CONSTRAINT digest_is_of_the_line")
    hub.sql("UPDATE vigie.line SET lasting = replace(lasting, '2026-11-22T', '2020-11-22T')")
    assert send()[0] == 0
    assert hub.sql("SELECT count(*) FROM vigie.session") == [(0,)]
    assert hub.sql("SELECT root FROM vigie.gone") == [(root,)]

    journal.path.parent.mkdir()
    journal.path.write_bytes(whole)
    (tmp_path / "store" / "figures.jsonl").unlink()
    code, _, err = send()
    assert code == 1
    assert "effacée du concentrateur" in err
    assert hub.sql("SELECT count(*) FROM vigie.session") == [(0,)]
