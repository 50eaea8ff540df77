"""The gate of a forced command: what is let through is made anew, all else is one sentence and exit 2."""

import json
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.access_log import AccessLog
from screens.command.gate import LONGEST, GateError, admitted, shut_out
from screens.command.over_ssh import ASKED, OVER_SSH
from screens.command.parser import parse
from tests.command.command import Vigie
from tests.command.ways_out import WAYS_OUT

STORE = ("--store", "/srv/vigie")
REVIEW = ["review", *STORE]
FINALISE = ["finalise", *STORE, "--as", "Anne Roux"]


def through(asked: str, own: list[str] | None = None) -> list[str]:
    """What is run when this is asked of a key."""
    return admitted(own or REVIEW, {ASKED: asked})


@pytest.mark.parametrize(
    ("asked", "run"),
    [
        ("review", ["review"]),
        ("review 208", ["review", "208"]),
        ("vigie review 208", ["review", "208"]),
        ("status", ["status"]),
        ("vigie status", ["status"]),
        ("  status   208  ", ["status", "208"]),
        ("status 0208", ["status", "208"]),
        ("status p1", ["status", "p1"]),
        ("status '208'", ["status", "208"]),
        ("status --json 208", ["status", "208", "--json"]),
        ("status 208 --full --json", ["status", "208", "--full", "--json"]),
        ("status --watch", ["status", "--watch"]),
        ("log 208", ["log", "208"]),
        ("log --follow 208", ["log", "208", "--follow"]),
        ("log 208 --json", ["log", "208", "--json"]),
        ("export 208", ["export", "208", "--only", "json", "--to", "-"]),
        ("find le goff", ["find", "le", "goff"]),
        ('find "d\'artagnan" --json', ["find", "d'artagnan", "--json"]),
        ("find -", ["find", "-"]),
        ("find Maël", ["find", "Maël"]),
        ("find Mae\u0308l", ["find", "Maël"]),
        ('find "N’Guessard Œdipe"', ["find", "N’Guessard Œdipe"]),
    ],
)
def test_let_through(asked: str, run: list[str]) -> None:
    """The words that run are Vigie's own, on the store of the key."""
    assert through(asked) == [*run, *STORE]


@pytest.mark.parametrize("asked", ["", " ", "\t"])
def test_nothing_asked(asked: str) -> None:
    """The command of the key, as it stands."""
    assert through(asked) == REVIEW
    assert admitted(REVIEW, {}) == REVIEW


@pytest.mark.parametrize("asked", WAYS_OUT)
def test_ways_out(asked: str) -> None:
    """None of them runs; the sentence quotes nothing of what was asked."""
    with pytest.raises(GateError) as refused:
        through(asked)
    assert refused.value.exit_code == 2
    assert refused.value.sentence.startswith(("cette clé ouvre review", "il manque le n"))


@pytest.mark.few(number=(1,))
@pytest.mark.parametrize("asked", [w for w in WAYS_OUT if w != "finalise 208"])
@pytest.mark.parametrize("number", [[], ["208"]])
def test_ways_out_of_finalise(asked: str, number: list[str]) -> None:
    """The other key opens nothing more."""
    with pytest.raises(GateError):
        through(asked, ["finalise", *number, *STORE])


@given(st.text(max_size=60) | st.lists(st.sampled_from([
    "review", "status", "log", "export", "208", "p1", "--json", "--full", "--watch", "--follow", "--store", "/etc",
    "--to", "--as", "-", "--", "-h", "vigie", ";", "&&", "$(id)", "--store=/etc", "--to=/tmp", "'", '"', "\\", "\n",
])).map(" ".join))  # fmt: skip
def test_whatever_is_asked(asked: str) -> None:
    """It is refused, or what runs is a verb of the list on the store of the key, a number and known flags."""
    try:
        run = through(asked)
    except GateError:
        return
    assert run[-2:] == [*STORE]
    verb, *rest = run[:-2]
    if verb == "export":
        assert rest[1:] == ["--only", "json", "--to", "-"]
        rest = rest[:1]
    assert verb in ("review", "status", "log", "export")
    assert {word for word in rest if not word.lstrip("p").isdigit()} <= {"--json", "--full", "--watch", "--follow"}
    assert sum(word.lstrip("p").isdigit() for word in rest) <= 1


@given(st.text(min_size=1))
def test_the_store_of_the_key_is_kept_as_it_is(name: str) -> None:
    """A folder with a space or a quote in its name stays one word: no shell reads it."""
    folder = f"/srv/{name}"
    assert admitted(["review", "--store", folder], {ASKED: "log 208"}) == ["log", "208", "--store", folder]
    assert admitted(["review", f"--store={folder}"], {ASKED: "status"})[-2:] == ["--store", folder]


def test_several_stores_and_a_name() -> None:
    """All that the key says goes along, wherever it says it."""
    own = ["--as", "review", "--store", "/a", "review", "--store=/b"]
    assert through("status 208", own) == ["status", "208", "--store", "/a", "--store", "/b", "--as", "review"]


def test_a_key_without_a_store() -> None:
    """VIGIE_STORE could have been sent over the line."""
    for asked in ("status", "", "sh"):
        with pytest.raises(GateError, match="ne nomme pas de dossier"):
            through(asked, ["review"])


def test_a_key_for_one_session() -> None:
    """Its number is filled in; another one is refused."""
    own = ["review", "208", *STORE]
    assert through("status", own) == ["status", "208", *STORE]
    assert through("export", own)[:2] == ["export", "208"]
    assert through("log 208", own) == ["log", "208", *STORE]
    assert through("", own) == own
    for asked in ("log 209", "find le goff"):
        with pytest.raises(GateError, match="n'ouvre que la session 208"):
            through(asked, own)


@pytest.mark.parametrize("asked", ["208", "finalise 208", "vigie finalise 208", "0208"])
def test_finalise(asked: str) -> None:
    """The second key: `finalise N` and nothing else, under the name that the key says."""
    assert through(asked, FINALISE) == ["finalise", "208", *STORE, "--as", "Anne Roux"]


@pytest.mark.parametrize("asked", ["", "finalise", "vigie finalise"])
def test_what_waits_for_its_finalisation(asked: str) -> None:
    """Without a number: the list of it, as in the room."""
    assert parse(through(asked, FINALISE)).number is None
    assert parse(through(asked, ["finalise", "208", *STORE])).number == "208"


@pytest.mark.parametrize("asked", ["review 208", "status", "finalise 208 --as X", "208 209", "--as X", "find goff"])
def test_more_than_finalise(asked: str) -> None:
    """Not even what the other key opens."""
    with pytest.raises(GateError, match=r"finalise \[N\]"):
        through(asked, FINALISE)


@pytest.mark.parametrize("own", [["status", *STORE], ["run", "208"], ["do", "208", "note", "session", "review"], []])
def test_no_gate_of_other_commands(own: list[str]) -> None:
    """A forced command that asks for no key of ours stays what it is, whatever was asked for."""
    assert admitted(own, {ASKED: "sh"}) == own


def test_longest() -> None:
    """At the limit it is still read."""
    asked = "status 208"
    assert through(asked + " " * (LONGEST - len(asked)))[:2] == ["status", "208"]
    with pytest.raises(GateError):
        through(asked + " " * (LONGEST + 1 - len(asked)))


def test_what_is_let_through_is_understood() -> None:
    """Each one is a command that the parser knows, on the store of the key."""
    for asked in ("status", "status 208 --json --full", "log 208 --json", "export 208", "find le goff --json"):
        options = parse(through(asked))
        assert options.stores == ["/srv/vigie"]
        assert shlex.split(asked)[0] == options.verb


# Variables that came over the line ----------------------------------------------------------------------


def test_variables_of_the_other_end() -> None:
    """What leads to a file, or changes how the program runs, is dropped; the rest stays."""
    sent = {
        OVER_SSH: "127.0.0.1 1 127.0.0.1 22", "VIGIE_SETTINGS": "/etc/shadow", "XDG_CONFIG_HOME": "/tmp",
        "XDG_STATE_HOME": "/tmp", "TEXTUAL_LOG": "/tmp/x", "TEXTUAL": "devtools", "PYTHONINSPECT": "1",
        "LC_ALL": "C.UTF-8", "TERM": "xterm", "HOME": "/home/referent",
    }  # fmt: skip
    kept = dict(sent)
    shut_out(["review", *STORE], kept)
    assert set(kept) == {OVER_SSH, "LC_ALL", "TERM", "HOME"}
    for words, environ in ((["run", "208"], sent), (["review"], {k: v for k, v in sent.items() if k != OVER_SSH})):
        kept = dict(environ)
        shut_out(words, kept)
        assert kept == environ


# The command itself -------------------------------------------------------------------------------------


@pytest.fixture
def keyed(room: Vigie) -> Vigie:
    """The command as a key runs it: each call is what was asked of it."""
    room.patch.setenv(OVER_SSH, "127.0.0.1 1 127.0.0.1 22")
    # What is dropped of the environment is that of the command, not of pytest.
    room.patch.setattr("screens.command.gate.shut_out", lambda _words, _environ: None)
    return room


def test_several_stores(keyed: Vigie, tmp_path: Path) -> None:
    """All their sessions; one of them is found where it is."""
    second = Vigie(tmp_path / "second", keyed.capture, keyed.patch, keyed.clock)
    second.create("209")
    for asked, told in (("status", ["Session 208", "Session 209"]), ("log 209", ["LE GOFF"]), ("status 209", ["209"])):
        keyed.patch.setenv(ASKED, asked)
        answer = keyed("review", "--store", str(second.store))
        assert answer.code == 0, answer.err
        assert all(text in answer.out for text in told)


def ask(vigie: Vigie, asked: str) -> tuple[int, str, str]:
    """Ask this of a key for `vigie review` on the room's store."""
    vigie.patch.setenv(ASKED, asked)
    answer = vigie("review", author="Référent")
    return answer.code, answer.out, answer.complaint


def test_the_command_refuses_in_one_sentence(keyed: Vigie) -> None:
    """Exit 2, nothing on stdout, nothing of what was asked, nothing done."""
    before = keyed.status()
    asked_for = ("do 208 sign 1", "sh", "export 208 --to /tmp/x", "status --store /etc")
    for asked in asked_for:
        code, out, err = ask(keyed, asked)
        assert (code, out) == (2, "")
        assert err.count("\n") == 0
        assert "cette clé ouvre" in err
        assert "/etc" not in err
    keyed.patch.delenv(ASKED)
    assert keyed.status() == before
    noted = [(a.what, a.who) for a in AccessLog(keyed.store).read() if a.what != "status"]
    assert noted == [("refused", "Référent")] * len(asked_for)


def test_the_command_answers_what_the_key_opens(keyed: Vigie) -> None:
    """The same lines as without a key; the export is one JSON document, and writes nothing."""
    folder = list(Path.cwd().iterdir())
    assert "Session 208" in ask(keyed, "status")[1]
    assert ask(keyed, "status 208 --json")[1].startswith("{")
    # It holds every birth date: the register says who had it.
    assert ("status", "208") in [(a.what, a.session) for a in AccessLog(keyed.store).read()]
    assert "LE GOFF" in ask(keyed, "log 208")[1]
    code, out, err = ask(keyed, "export 208")
    assert (code, err) == (0, "")
    keyed.patch.delenv(ASKED)
    assert keyed("export", "208", "--only", "json", "--to", "-").json == json.loads(out)
    assert list(Path.cwd().iterdir()) == folder
