"""Vectors of claims and links between them: what the story is told from, kept so that adding a report stays cheap."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Bytes = NDArray[np.int8]
Floats = NDArray[np.float32]

# Components of the unit vectors lie within this; a byte keeps them to a third of a hundredth.
_REACH = 0.4
_CHUNK = 20_000


class Pending(Struct, frozen=True):
    """A claim that has no vector yet."""

    number: int
    text: str
    language: str


def to_bytes(vectors: Floats) -> Bytes:
    """Unit vectors as signed bytes."""
    scaled: Bytes = np.clip(np.rint(vectors * (127 / _REACH)), -127, 127).astype(np.int8)
    return scaled


def cosines(matrix: Bytes, vectors: Bytes) -> Floats:
    """Cosines of ``vectors`` with the rows of ``matrix``: rows x vectors, from bytes as :func:`to_bytes` makes them."""
    scale = np.float32((_REACH / 127) ** 2)
    other = vectors.astype(np.float32).T * scale
    parts = [matrix[at : at + _CHUNK].astype(np.float32) @ other for at in range(0, len(matrix), _CHUNK)]
    return np.concatenate(parts) if parts else np.zeros((0, len(vectors)), np.float32)


def pending(connection: sqlite3.Connection, limit: int) -> list[Pending]:
    """Claims without a vector, at most ``limit``, in the order they were added."""
    rows = connection.execute(
        """SELECT claim.number, claim.text, report.language FROM claim JOIN report ON report.number = claim.report
           WHERE claim.number NOT IN (SELECT claim FROM meaning) ORDER BY claim.number LIMIT ?""",
        (limit,),
    )
    return [Pending(row["number"], row["text"], row["language"] or "") for row in rows]


def load(connection: sqlite3.Connection) -> tuple[NDArray[np.int64], Bytes]:
    """Numbers of all claims that have a vector, and the vectors, a row each."""
    rows = connection.execute("SELECT claim, vector FROM meaning ORDER BY claim").fetchall()
    numbers = np.asarray([row[0] for row in rows], np.int64)
    joined = np.frombuffer(b"".join(row[1] for row in rows), np.int8)
    return numbers, joined.reshape(len(rows), len(rows[0][1]) if rows else 0)


def write(connection: sqlite3.Connection, numbers: Sequence[int], vectors: Bytes) -> None:
    """Keep the vectors of claims; to be called inside a transaction."""
    rows = [(number, vector.tobytes()) for number, vector in zip(numbers, vectors, strict=True)]
    connection.executemany("INSERT OR REPLACE INTO meaning VALUES (?, ?)", rows)


def write_links(connection: sqlite3.Connection, links: Iterable[tuple[int, int, float]]) -> None:
    """Keep links of claims by number; to be called inside a transaction."""
    rows = [(min(a, b), max(a, b), likeness) for a, b, likeness in links]
    connection.executemany("INSERT OR REPLACE INTO link VALUES (?, ?, ?)", rows)


def load_links(connection: sqlite3.Connection, story: int) -> list[tuple[str, str, float]]:
    """Links of which both claims stand in the story, as claim ids and likeness."""
    inside = """SELECT claim.number, claim.id FROM claim JOIN story_report ON story_report.report = claim.report
                WHERE story_report.story = ?"""
    rows = connection.execute(
        f"""WITH inside AS MATERIALIZED ({inside})
            SELECT one.id AS a, other.id AS b, link.likeness FROM link
            JOIN inside AS one ON one.number = link.a JOIN inside AS other ON other.number = link.b""",  # noqa: S608
        (story,),
    )
    return [(row["a"], row["b"], row["likeness"]) for row in rows]
