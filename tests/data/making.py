"""What the store's tests are made of: a small session, under an instant of their own."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from data.archive import Archive
from data.journal import Journal
from supervisor.action import Context, Correct, CreateSession, Mark, NewCandidate, WriteNote
from supervisor.candidate import Identity
from supervisor.reference import Header, Reference

NOW = datetime(2026, 11, 22, 7, 45, 0, 123456, tzinfo=UTC)
HEADER = Header(timezone="Europe/Paris", reference=Reference(durations={"CORE": 105}))
CREATION = 4
"""Events of a session of three candidates when it is made."""
PEOPLE = ("LE GOFF", "D’ARTAGNAN", "Ñuñez", "北島", "O'Neil", "LAGRIVE")


def context(author: str = "Paul Martin", minutes: int = 0) -> Context:
    """Somebody acts, so many minutes after 08:45 in Paris."""
    return Context(NOW + timedelta(minutes=minutes), author, "poste-12")


def creation(number: str = "208", candidates: int = 3) -> CreateSession:
    """A session with so many candidates."""
    people = (Identity(last_name=f"{PEOPLE[n % len(PEOPLE)]}", first_name=f"Élève {n + 1}") for n in range(candidates))
    return CreateSession(
        number,
        date(2026, 11, 22),
        "09:00",
        surveillants=("Paul Martin",),
        candidates=tuple(NewCandidate(person) for person in people),
    )


def new_journal(root: Path, number: str = "208", candidates: int = 3) -> Journal:
    """A session in a store of its own."""
    return Archive(root / "store").create(HEADER, creation(number, candidates), context())


def note(journal: Journal, text: str = "rien à signaler", author: str = "Paul Martin") -> int:
    """Record a note; its id."""
    [entry] = journal.act(WriteNote(text), context(author)).entries
    return entry.id


def busy_journal(root: Path, number: str = "208") -> Journal:
    """Creation, a bulk action of three, a correction with names, two notes."""
    journal = new_journal(root, number)
    journal.act(Mark("sign", (1, 2, 3)), context())
    journal.act(Correct(2, Identity(last_name="D’ARTAGNAN", first_name="Élève 2 bis")), context())
    note(journal, "fenêtre « bleue » ouverte")
    note(journal, "fermée")
    return journal


def lines_of(path: Path) -> list[bytes]:
    """The lines of a file, each with its newline."""
    return path.read_bytes().splitlines(keepends=True)
