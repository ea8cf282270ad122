"""Opening a ledger file, its migrations, transactions, and what can go wrong with them, said in words."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from lagebild.errors import LedgerError

# Marks a SQLite file as a ledger ("LAGE"), so that a wrong file is refused rather than migrated.
APPLICATION_ID = 0x4C414745
BUSY_MILLISECONDS = 30_000
# STRICT tables.
OLDEST_SQLITE = (3, 37, 0)
_REMEDIES = {
    "full": "free some space on the disk and run the command again; what was added before is kept",
    "readonly": "check the permissions of the file and its folder, or choose another file with --ledger",
    "cantopen": "check that the path is a file in an existing folder that may be written to",
    "locked": "another process is writing to the ledger; wait for it to finish and try again",
    "corrupt": "restore the file from a copy; 'lagebild check' tells what is damaged",
    "notadb": "choose another file with --ledger",
    "ioerr": "check the disk and its free space and run the command again; what was added before is kept",
}
_KINDS = {
    sqlite3.SQLITE_FULL: ("the disk is full", "full"),
    sqlite3.SQLITE_READONLY: ("the ledger is read-only", "readonly"),
    sqlite3.SQLITE_CANTOPEN: ("the ledger cannot be opened", "cantopen"),
    sqlite3.SQLITE_BUSY: ("the ledger is in use by another process", "locked"),
    sqlite3.SQLITE_LOCKED: ("the ledger is in use by another process", "locked"),
    sqlite3.SQLITE_CORRUPT: ("the ledger file is damaged", "corrupt"),
    sqlite3.SQLITE_NOTADB: ("not a ledger file", "notadb"),
    sqlite3.SQLITE_IOERR: ("the ledger could not be read or written", "ioerr"),
}


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """An open connection to the ledger at ``path``, brought to the present layout.

    A missing file is created, unless ``read_only``. Raises :class:`LedgerError` for a missing, foreign, newer, locked
    or damaged file.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise LedgerError(
            f"SQLite {sqlite3.sqlite_version} is too old", remedy="use a Python with SQLite 3.37 or later"
        )
    if read_only and not path.exists():
        raise LedgerError("there is no ledger", origin=str(path), remedy="add a report first: lagebild add FILE")
    connection = _open(path, read_only=read_only)
    if read_only and _version(connection) < len(migrations()):
        # Even for reading, the layout must be the present one; that takes one opening for writing.
        connection.close()
        _open(path, read_only=False).close()
        connection = _open(path, read_only=True)
    return connection


def _open(path: Path, *, read_only: bool) -> sqlite3.Connection:
    with explained(path):
        connection = sqlite3.connect(
            _uri(path, read_only=read_only),
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MILLISECONDS / 1000,
        )
        try:
            _prepare(connection, path, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _uri(path: Path, *, read_only: bool) -> str:
    name = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    if not read_only:
        return f"file:{name}?mode=rwc"
    # Reading in WAL mode needs a shared-memory file beside the ledger, which cannot be made in a read-only folder;
    # without a log left to read, the file can be taken as it stands.
    settled = not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    return f"file:{name}?mode=ro" + ("&immutable=1" if settled else "")


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not empty:
        raise LedgerError("not a ledger file", origin=str(path), remedy=_REMEDIES["notadb"])
    steps = migrations()
    version = _version(connection)
    if version > len(steps):
        remedy = "update Lagebild, or choose another file with --ledger"
        raise LedgerError("the ledger was written by a newer Lagebild", origin=str(path), remedy=remedy)
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        return
    _use_log(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    if version < len(steps):
        _migrate(connection, steps)


def _use_log(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log, so that readers and the writer do not wait for each other."""
    patience = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            # This switch does not wait on the busy timeout by itself, and two processes may meet at a new file.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                raise
            time.sleep(0.02)
        else:
            return


def migrations() -> list[str]:
    """The SQL of all steps, in order."""
    folder = resources.files("lagebild.ledger.migrations")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [folder.joinpath(name).read_text("utf-8") for name in names]


def _migrate(connection: sqlite3.Connection, steps: list[str]) -> None:
    """Bring the file up to date; a step and its record are one transaction, and a second process waits for it."""
    while True:
        with transaction(connection):
            version = _version(connection)
            if version >= len(steps):
                return
            for statement in _statements(steps[version]):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {version + 1}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: ``executescript`` would commit the transaction they belong to."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: what happens inside is committed at the end, or undone if anything is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """SQLite's errors as :class:`LedgerError` that say what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        reason, remedy = _KINDS.get(code, (f"the ledger could not be used ({error})", "ioerr"))
        if code == sqlite3.SQLITE_READONLY and not os.access(path.parent, os.W_OK):
            reason = "the ledger's folder is read-only"
        raise LedgerError(reason, origin=str(path), remedy=_REMEDIES[remedy]) from error
