"""Vectors of what claims mean, kept a row a report: what the story is told from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from hashlib import blake2b

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from lagebild.reading.encoder.meaning import SIZE

Bytes = NDArray[np.int8]
Floats = NDArray[np.float32]
Parts = NDArray[np.void]
"""Parts of claims as :data:`PART`."""

PART = np.dtype([("claim", "<u4"), ("part", "<u2"), ("mark", "<u4")])
"""A claim's number, the part of it (0 is the whole claim), and what breaks ties: the same whenever it was added."""

LANGUAGES = ("de", "en")
"""Whose neighbours are kept apart."""

# Components of the unit vectors lie within this; a byte keeps them to a third of a hundredth.
_REACH = 0.4
_STEP = _REACH / 127
_CHUNK = 500
_MODEL = "model of meanings"


class Meanings(Struct, frozen=True):
    """Parts of claims with their vectors, a row each.

    ``reports`` are their numbers, ``rows`` count the parts of each; ``languages`` are indices of :data:`LANGUAGES`.
    """

    reports: NDArray[np.int64]
    rows: NDArray[np.int64]
    languages: NDArray[np.int64]
    parts: Parts
    vectors: Bytes

    def some(self, wanted: slice | NDArray[np.int64]) -> Meanings:
        """Those rows alone."""
        return Meanings(
            self.reports[wanted], self.rows[wanted], self.languages[wanted], self.parts[wanted], self.vectors[wanted]
        )


def to_bytes(vectors: Floats) -> Bytes:
    """Unit vectors as signed bytes."""
    scaled: Bytes = np.clip(np.rint(vectors / np.float32(_STEP)), -127, 127).astype(np.int8)
    return scaled


def product_of(cosine: float) -> int:
    """The product of two vectors of bytes that have this cosine."""
    return round(cosine / _STEP**2)


def pending(connection: sqlite3.Connection, limit: int) -> list[str]:
    """Ids of at most ``limit`` read reports without vectors, in the order they were added."""
    rows = connection.execute(
        """SELECT id FROM report WHERE reader IS NOT NULL AND number NOT IN (SELECT report FROM meaning)
           ORDER BY number LIMIT ?""",
        (limit,),
    )
    return [row[0] for row in rows]


def write(connection: sqlite3.Connection, report: str, parts: Sequence[tuple[str, int]], vectors: Bytes) -> None:
    """Keep the vectors of a report's ``parts`` (claim id, part), a row each; to be called inside a transaction."""
    number, language = connection.execute("SELECT number, language FROM report WHERE id = ?", (report,)).fetchone()
    claims = dict(connection.execute("SELECT id, number FROM claim WHERE report = ?", (number,)).fetchall())
    stands = np.array([(claims[claim], part, mark_of(claim, part)) for claim, part in parts], PART)
    connection.execute(
        "INSERT OR REPLACE INTO meaning (report, language, settled, parts, vectors) VALUES (?, ?, 0, ?, ?)",
        (number, language or "", stands.tobytes(), vectors.tobytes()),
    )


def mark_of(claim: str, part: int) -> int:
    """What breaks ties between equally near parts."""
    return int.from_bytes(blake2b(f"{claim} {part}".encode(), digest_size=4).digest(), "little")


def chunks(connection: sqlite3.Connection) -> Iterator[Meanings]:
    """All vectors, so many reports at a time that they are never all in memory."""
    cursor = connection.execute("SELECT report, language, parts, vectors FROM meaning ORDER BY report")
    while rows := cursor.fetchmany(_CHUNK):
        yield of_rows(rows)


def of_reports(connection: sqlite3.Connection, numbers: Sequence[int]) -> Meanings:
    """The parts of reports by number, with their vectors."""
    rows = connection.execute(
        """SELECT report, language, parts, vectors FROM meaning
           WHERE report IN (SELECT value FROM json_each(?)) ORDER BY report""",
        (msgspec.json.encode(numbers).decode(),),
    )
    return of_rows(rows.fetchall())


def of_story(connection: sqlite3.Connection, story: int) -> Meanings:
    """The vectors of the reports in a story, in the order in which these were added."""
    rows = connection.execute(
        """SELECT meaning.report, meaning.language, parts, vectors FROM meaning
           WHERE meaning.report IN (SELECT report FROM story_report WHERE story = ?) ORDER BY meaning.report""",
        (story,),
    )
    return of_rows(rows.fetchall())


def of_rows(rows: Sequence[sqlite3.Row]) -> Meanings:
    """Rows of report, language, parts and vectors as arrays."""
    counts = [len(row[2]) // PART.itemsize for row in rows]
    languages = [LANGUAGES.index(row[1]) if row[1] in LANGUAGES else 0 for row in rows]
    return Meanings(
        np.repeat(np.asarray([row[0] for row in rows], np.int64), counts),
        np.concatenate([np.zeros(0, np.int64), *(np.arange(count) for count in counts)]),
        np.repeat(np.asarray(languages, np.int64), counts),
        np.frombuffer(b"".join(row[2] for row in rows), PART),
        np.frombuffer(b"".join(row[3] for row in rows), np.int8).reshape(-1, SIZE),
    )


def use_model(connection: sqlite3.Connection, mark: str) -> None:
    """Drop all vectors unless they are of the model with this ``mark``; to be called inside a transaction."""
    kept = connection.execute("SELECT value FROM setting WHERE name = ?", (_MODEL,)).fetchone()
    if kept is None or kept[0] != mark:
        for table in ("neighbour", "reach", "meaning"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608
        connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (_MODEL, mark))
