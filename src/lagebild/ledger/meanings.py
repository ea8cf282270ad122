"""Vectors of claims and links between them: what the story is told from, kept so that adding a report stays cheap."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.int8]
Floats = NDArray[np.float32]

# Components of the unit vectors lie within this; a byte keeps them to a third of a hundredth.
_REACH = 0.4
_CHUNK = 10_000


Part = tuple[int, int]
"""A claim's number and the part of it: 0 is the whole claim."""

Link = tuple[Part, Part, float]
"""Two parts of claims by number, and the cosine of their meanings."""


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


def pending(connection: sqlite3.Connection, limit: int) -> list[int]:
    """Numbers of the claims without vectors of at most ``limit`` reports, in the order they were added."""
    query = """WITH missing AS (SELECT number, report FROM claim WHERE number NOT IN (SELECT claim FROM meaning))
        SELECT number FROM missing WHERE report IN (SELECT DISTINCT report FROM missing ORDER BY report LIMIT ?)
        ORDER BY number"""
    return [row[0] for row in connection.execute(query, (limit,))]


def chunks(connection: sqlite3.Connection, size: int) -> Iterator[tuple[NDArray[np.int64], Bytes]]:
    """All parts with a vector (rows of claim number and part), and their vectors of ``size`` values, a row each.

    In chunks: a large ledger's vectors are never all in memory.
    """
    cursor = connection.execute("SELECT claim, vectors FROM meaning ORDER BY claim")
    while rows := cursor.fetchmany(_CHUNK):
        counts = np.asarray([len(row[1]) // size for row in rows])
        claims = np.repeat(np.asarray([row[0] for row in rows], np.int64), counts)
        within = np.concatenate([np.arange(count) for count in counts])
        joined = np.frombuffer(b"".join(row[1] for row in rows), np.int8)
        yield np.stack([claims, within], axis=1), joined.reshape(-1, size)


def write(connection: sqlite3.Connection, vectors: Mapping[int, Bytes]) -> None:
    """Keep the vectors of claims by number, a row a part; to be called inside a transaction."""
    rows = [(number, rows.tobytes()) for number, rows in vectors.items()]
    connection.executemany("INSERT OR REPLACE INTO meaning VALUES (?, ?)", rows)


def write_links(connection: sqlite3.Connection, links: Iterable[Link]) -> None:
    """Keep links; to be called inside a transaction."""
    rows = [(*min(a, b), *max(a, b), cosine) for a, b, cosine in links]
    connection.executemany("INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?)", rows)


_INSIDE = """WITH inside AS MATERIALIZED (SELECT claim.number, claim.id FROM claim
             JOIN story_report ON story_report.report = claim.report WHERE story_report.story = ?)"""


def load_links(connection: sqlite3.Connection, story: int) -> list[Link]:
    """Links of which both claims stand in the story."""
    rows = connection.execute(
        f"""{_INSIDE} SELECT a, part_a, b, part_b, cosine FROM link
            WHERE a IN (SELECT number FROM inside) AND b IN (SELECT number FROM inside)""",  # noqa: S608
        (story,),
    )
    return [((row[0], row[1]), (row[2], row[3]), row[4]) for row in rows]


def load_story(connection: sqlite3.Connection, story: int, size: int) -> tuple[list[tuple[int, str, int]], Bytes]:
    """The story's parts with a vector (claim number, claim id, part), by id and part, and their vectors, a row each."""
    rows = connection.execute(
        f"{_INSIDE} SELECT number, id, vectors FROM inside JOIN meaning ON claim = number ORDER BY id",  # noqa: S608
        (story,),
    ).fetchall()
    parts = [(row[0], row[1], part) for row in rows for part in range(len(row[2]) // size)]
    return parts, np.frombuffer(b"".join(row[2] for row in rows), np.int8).reshape(-1, size)
