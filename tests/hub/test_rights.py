"""Who may do what: every kind of account, every table and function, every operation, asked of the real server."""

from pathlib import Path

import psycopg
import pytest

from data.hub.enrolment import revoke
from data.hub.errors import NotAllowedError
from data.hub.lines import outbox_of
from tests.data.making import busy_journal
from tests.hub.conftest import OTHER_SCHOOL, SCHOOL, Hub

pytestmark = pytest.mark.xdist_group("hub")

TABLES = {
    "installed", "school", "device", "reader", "session", "line", "personal", "erased", "gone", "head", "settled",
    "access", "evidence", "house", "film", "film_part",
}  # fmt: skip
DEVICE_CALLS = {
    "heads", "furthest", "add", "seen", "tell", "purge", "files_held", "keep_file", "largest_file", "parts_held",
    "keep_part", "keep_whole",
}  # fmt: skip
READER_CALLS = {
    "schools_here", "kind_here", "personal_of", "note", "settle", "settlements", "file_of", "file_part",
}  # fmt: skip
KINDS = ("device", "receiver", "referent", "academie", "auditor", "nobody")

SENDERS = ("device", "receiver")
"""Who adds: a device itself, or what listens for it to SSH and is nothing without its name."""


def account_of(hub: Hub, kind: str) -> str:
    """The role of an account of that kind; « nobody » may log in, and is nothing here."""
    if kind == "nobody":
        role = f"nobody_{hub.database}"
        hub.sql(f"CREATE ROLE {role} LOGIN")
        return role
    if kind == "receiver":
        role = f"receiver_{hub.database}"
        hub.sql(f"CREATE ROLE {role} LOGIN IN ROLE vigie_receiver")
        return role
    device = hub.device("probe")
    return device.role if kind == "device" else hub.reader(kind).role  # type: ignore[arg-type]


def allowed(hub: Hub, role: str, statement: str) -> bool:
    """Whether the server lets this account try it; nothing of it stays."""
    with psycopg.connect(hub.server.address(hub.database, role=role).text) as connection:
        try:
            connection.execute(statement.encode())
        except psycopg.errors.InsufficientPrivilege:
            return False
        except psycopg.Error:
            # It may, and these values do not hold together.
            return True
        finally:
            connection.rollback()
        return True


def test_the_tables_are_these(hub: Hub) -> None:
    """A table or function more is a row more here."""
    found = {
        row[0]
        for row in hub.sql("SELECT relname FROM pg_class WHERE relnamespace = 'vigie'::regnamespace AND relkind = 'r'")
    }
    assert found == TABLES
    forced = hub.sql(
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'vigie'::regnamespace AND relkind = 'r' "
        "AND relrowsecurity AND relforcerowsecurity"
    )
    assert forced == [(len(TABLES),)]


@pytest.mark.few(kind=(0, 2))
@pytest.mark.parametrize("kind", KINDS)
def test_tables(hub: Hub, kind: str) -> None:
    role = account_of(hub, kind)
    is_reader = kind in ("referent", "academie", "auditor")
    may_look = (
        TABLES - {"personal", "settled", "evidence", "house", "film", "film_part"}
        if is_reader
        else {"installed"}
        if kind in SENDERS
        else set()
    )
    for table in sorted(TABLES):
        assert allowed(hub, role, f"SELECT * FROM vigie.{table}") == (table in may_look), table
        for statement in (
            f"INSERT INTO vigie.{table} DEFAULT VALUES",
            f"DELETE FROM vigie.{table}",
            f"TRUNCATE vigie.{table} CASCADE",
            f"ALTER TABLE vigie.{table} DISABLE ROW LEVEL SECURITY",
            f"DROP TABLE vigie.{table} CASCADE",
            f"LOCK TABLE vigie.{table} IN ACCESS EXCLUSIVE MODE",
        ):
            assert not allowed(hub, role, statement), statement
    for statement in (
        "UPDATE vigie.line SET lasting = lasting",
        "UPDATE vigie.device SET school = school",
        "UPDATE vigie.reader SET kind = kind",
        "UPDATE vigie.access SET verb = verb",
        "UPDATE vigie.head SET n = n",
        "CREATE TABLE vigie.mine (x int)",
        "CREATE FUNCTION vigie.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SET ROLE vigie_owner",
        "SET SESSION AUTHORIZATION postgres",
        "GRANT vigie_owner TO CURRENT_USER",
        "CREATE ROLE another",
        "COPY vigie.line TO PROGRAM 'cat'",
        "COPY vigie.line TO STDOUT" if kind in ("nobody", *SENDERS) else "COPY vigie.personal TO STDOUT",
        "COPY vigie.evidence TO STDOUT",
        "COPY vigie.film_part TO STDOUT",
        "UPDATE vigie.house SET largest_file = 0",
        "UPDATE vigie.film SET whole_at = begun_at",
    ):
        assert not allowed(hub, role, statement), statement


@pytest.mark.few(kind=(0, 2))
@pytest.mark.parametrize("kind", KINDS)
def test_functions(hub: Hub, kind: str) -> None:
    role = account_of(hub, kind)
    may_call = DEVICE_CALLS if kind in SENDERS else set() if kind == "nobody" else READER_CALLS
    for name, call in hub.sql(
        "SELECT proname, format('SELECT vigie.%%I(%%s)', proname, array_to_string(array("
        "SELECT format('NULL::%%s', format_type(one, NULL)) FROM unnest(proargtypes) AS one), ', ')) "
        "FROM pg_proc WHERE pronamespace = 'vigie'::regnamespace"
    ):
        assert allowed(hub, role, str(call)) == (name in may_call), name


@pytest.mark.parametrize(
    ("kind", "school", "sees"),
    [
        ("referent", SCHOOL, {SCHOOL}),
        ("referent", OTHER_SCHOOL, {OTHER_SCHOOL}),
        ("academie", "", {SCHOOL, OTHER_SCHOOL}),
        ("auditor", "", {SCHOOL, OTHER_SCHOOL}),
    ],
)
def test_rows(hub: Hub, tmp_path: Path, kind: str, school: str, sees: set[str]) -> None:
    """Of the schools that are theirs, whatever they set in their session."""
    for one, folder in ((SCHOOL, "a"), (OTHER_SCHOOL, "b")):
        box = outbox_of(busy_journal(tmp_path / folder).path.read_bytes())
        hub.way(hub.device("salle-1", one)).add(box.root, box.lines)
    account = hub.reader(kind, school or SCHOOL)  # type: ignore[arg-type]
    with psycopg.connect(hub.address_of(account).text, autocommit=True) as connection:
        for setting in (
            "role = vigie_reader",
            "row_security = off",
            "search_path = vigie",
            "session_replication_role = replica",
        ):
            try:
                connection.execute(f"SET {setting}".encode())
            except psycopg.errors.InsufficientPrivilege:
                continue
            rows: set[str] = set()
            try:
                rows = {row[0] for row in connection.execute("SELECT school FROM vigie.session")}
            except psycopg.errors.InsufficientPrivilege:
                assert setting == "row_security = off"
            assert rows <= sees
            connection.execute("RESET ALL")
            connection.execute("RESET ROLE")
        for table, column in (("session", "school"), ("device", "school"), ("school", "id")):
            rows = {row[0] for row in connection.execute(f"SELECT {column} FROM vigie.{table}".encode())}
            assert rows == sees, table
        for table in ("line", "head"):
            found = connection.execute(
                f"SELECT DISTINCT school FROM vigie.{table} JOIN vigie.session USING (root)".encode()
            ).fetchall()
            assert {row[0] for row in found} == sees, table


def test_an_account_that_was_taken_away_is_nothing_any_more(hub: Hub, tmp_path: Path) -> None:
    """While it is connected too."""
    box = outbox_of(busy_journal(tmp_path).path.read_bytes())
    device, reader = hub.device(), hub.reader()
    way = hub.way(device)
    way.add(box.root, box.lines[:3])
    with psycopg.connect(hub.address_of(reader).text, autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM vigie.line").fetchone() == (3,)
        assert revoke(hub.address, "salle-b204") == 1
        assert revoke(hub.address, reader.role) == 1
        assert connection.execute("SELECT count(*) FROM vigie.line").fetchone() == (0,)
        assert connection.execute(b"SELECT * FROM vigie.personal_of(%s, 0)", [box.root]).fetchall() == []
    with pytest.raises(NotAllowedError, match="ne connaît pas ce compte, ou l'a retiré"):
        way.add(box.root, box.lines)
    with pytest.raises(NotAllowedError):
        hub.way(device)


def test_a_line_that_can_be_listened_to_is_refused(hub: Hub) -> None:
    """From another machine, without TLS: loopback and the socket alone are private by themselves."""
    assert hub.sql("SELECT vigie.is_private()") == [(True,)]
    body = str(hub.sql("SELECT prosrc FROM pg_proc WHERE oid = 'vigie.is_private'::regproc")[0][0])
    for asked, is_private in (
        ("NULL::inet", True), ("'127.0.0.1'::inet", True), ("'::1'::inet", True), ("'10.0.0.7'::inet", False),
        ("'192.168.1.4'::inet", False), ("'2001:db8::1'::inet", False),
    ):  # fmt: skip
        assert hub.sql(body.replace("inet_client_addr()", asked)) == [(is_private,)], asked
