"""Whether a ledger is whole: its file, hashes, positions, and the index against the readings it was made from."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterator

import msgspec

from lagebild.ledger.claims import CLAIM_COLUMNS, PART_COLUMNS, claim_row, misplacements, part_rows
from lagebild.ledger.records import Problem
from lagebild.ledger.reports import load_reading
from lagebild.model import Claim, Reading

_RESTORE = "restore the file from a copy, or remove the report and add it again"
_WORD_INDEXES = ("report_words", "claim_words", "claim_parts")


def check(connection: sqlite3.Connection, progress: Callable[[], None] | None = None) -> list[Problem]:
    """All problems found; an empty list means that the ledger is whole. ``progress`` is called once a report."""
    problems = list(_file(connection))
    if any(problem.where == "file" for problem in problems):
        return problems
    problems += _word_indexes(connection)
    problems += _stories(connection)
    for row in connection.execute("SELECT number, id FROM report ORDER BY number").fetchall():
        problems.extend(_report(connection, row["number"], row["id"]))
        if progress is not None:
            progress()
    return problems


def _file(connection: sqlite3.Connection) -> Iterator[Problem]:
    for row in connection.execute("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Problem("file", f"SQLite: {row[0]}", "restore the file from a copy")
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield Problem(f"table {row[0]}", f"row {row[1]} refers to nothing", _RESTORE)


def _word_indexes(connection: sqlite3.Connection) -> Iterator[Problem]:
    for index in _WORD_INDEXES:
        try:
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
                return  # FTS5 takes the question as a write, so that it cannot be put to a file we may only read.
            yield Problem(f"index {index}", f"it does not fit the texts ({error})", _RESTORE)


def _stories(connection: sqlite3.Connection) -> Iterator[Problem]:
    known = "SELECT 1 FROM story JOIN setting ON setting.value = story.name WHERE setting.name = 'story'"
    if connection.execute(known).fetchone() is None:
        yield Problem("stories", "the current story does not exist", "choose one: lagebild stories use NAME")
    query = """SELECT address, sum(latest) AS latest FROM report GROUP BY address HAVING sum(latest) <> 1"""
    for row in connection.execute(query):
        yield Problem(f"versions of {row['address']}", f"{row['latest']} of them are the latest", _RESTORE)


def _report(connection: sqlite3.Connection, number: int, report_id: str) -> Iterator[Problem]:
    where = f"report {report_id}"
    query = "SELECT text, text_sha256, raw, raw_sha256 FROM report WHERE number = ?"
    row = connection.execute(query, (number,)).fetchone()
    if hashlib.sha256(row["text"].encode()).hexdigest() != row["text_sha256"]:
        yield Problem(where, "the text is not the one that was added", _RESTORE)
    try:
        intact = hashlib.sha256(zlib.decompress(row["raw"])).hexdigest() == row["raw_sha256"]
    except zlib.error:
        intact = False
    if not intact:
        yield Problem(where, "the raw bytes are not those that were added", _RESTORE)
    try:
        reading = load_reading(connection, report_id)
    except (zlib.error, msgspec.MsgspecError) as error:
        yield Problem(where, f"the reading cannot be read back: {error}", _RESTORE)
        return
    if reading is not None:
        yield from (Problem(where, found, _RESTORE) for found in misplacements(reading))
    yield from _index(connection, number, where, reading)


def _index(connection: sqlite3.Connection, number: int, where: str, reading: Reading | None) -> Iterator[Problem]:
    query = f"SELECT number, {', '.join(CLAIM_COLUMNS)} FROM claim WHERE report = ? ORDER BY position"  # noqa: S608
    rows = connection.execute(query, (number,)).fetchall()
    claims = reading.claims if reading else ()
    if [tuple(row)[1:] for row in rows] != [claim_row(claim, at) for at, claim in enumerate(claims)]:
        yield Problem(where, "the index of claims differs from the reading", _RESTORE)
        return
    for row, claim in zip(rows, claims, strict=True):
        yield from _parts(connection, row["number"], f"{where}, claim {row['id']}", claim)


def _parts(connection: sqlite3.Connection, number: int, where: str, claim: Claim) -> Iterator[Problem]:
    for table, expected in part_rows(claim).items():
        columns = ", ".join(("position", *PART_COLUMNS[table]))
        query = f"SELECT {columns} FROM {table} WHERE claim = ? ORDER BY position"  # noqa: S608
        if [tuple(row) for row in connection.execute(query, (number,))] != expected:
            yield Problem(where, f"the index ({table}) differs from the reading", _RESTORE)
