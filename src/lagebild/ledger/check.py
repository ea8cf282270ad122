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
from lagebild.model import Reading

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
    claims = reading.claims if reading else ()
    query = f"SELECT {', '.join(CLAIM_COLUMNS)} FROM claim WHERE report = ? ORDER BY position"  # noqa: S608
    rows = [tuple(row) for row in connection.execute(query, (number,))]
    if rows != [claim_row(claim, at) for at, claim in enumerate(claims)]:
        yield Problem(where, "the index of claims differs from the reading", _RESTORE)
        return
    expected = [part_rows(claim) for claim in claims]
    for table, columns in PART_COLUMNS.items():
        names = ", ".join(f"part.{column}" for column in ("position", *columns))
        rows = [
            tuple(row)
            for row in connection.execute(
                f"""SELECT claim.position, {names} FROM claim JOIN {table} AS part ON part.claim = claim.number
                    WHERE claim.report = ? ORDER BY claim.position, part.position""",  # noqa: S608
                (number,),
            )
        ]
        if rows != [(at, *row) for at, parts in enumerate(expected) for row in parts[table]]:
            yield Problem(where, f"the index ({table}) differs from the reading", _RESTORE)
