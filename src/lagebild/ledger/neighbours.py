"""The nearest neighbours in meaning of each part of a claim, by the language of these.

They depend on the parts in the ledger alone, not on the order in which reports came or went: products of vectors of
bytes are whole numbers, exact however they are summed up, and ties are broken by the claims' ids. A new report is held
against all vectors, packed by report so that they are read at the speed of memory. Indexes that look at fewer were
measured (docs/quality.md): what links claims of one matter are middling cosines, which cells of the space find only
where a quarter of all is looked at; and graphs depend on the order of adding.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from lagebild.ledger import meanings
from lagebild.ledger.meanings import LANGUAGES, PART, Meanings, product_of

MOST = 24
"""So many neighbours are kept for each part, in each language."""
LEAST = 0.2
"""Below this cosine of their meanings two claims are not compared."""

NEIGHBOUR = np.dtype([*PART.descr, ("product", "<i4")])
"""A part that is near, and the product of both vectors."""
_MET = np.dtype([("report", "<u4"), ("row", "<u4"), ("language", "<u1"), *NEIGHBOUR.descr])
"""A neighbour with the list that it may belong to: of that part of the report, of neighbours in that language."""

# Vectors are multiplied so many by so many: the products stay in the processor's cache.
_TILE = 1024
_FLOOR = product_of(LEAST)
_NEVER = np.iinfo(np.int32).max
_AT_ONCE = 500
_LISTS = "SELECT lists FROM neighbour WHERE report IN (SELECT value FROM json_each(?)) ORDER BY report"

Ints = NDArray[np.int32]
Met = NDArray[np.void]
Lists = NDArray[np.void]
"""Parts x languages x :data:`MOST` neighbours, the nearest first; claim 0 where there are fewer."""


def unsettled(connection: sqlite3.Connection, limit: int) -> list[int]:
    """Numbers of at most ``limit`` reports whose neighbours are not known."""
    rows = connection.execute("SELECT report FROM meaning WHERE settled = 0 ORDER BY report LIMIT ?", (limit,))
    return [row[0] for row in rows]


def settle(connection: sqlite3.Connection, reports: Sequence[int]) -> None:
    """Find the neighbours of all parts of ``reports``, and put these into the lists of others.

    To be called inside a transaction.
    """
    new = meanings.of_reports(connection, reports)
    matrix = new.vectors.T.astype(np.float32)
    least = np.full((len(new.parts), len(LANGUAGES)), _FLOOR, np.int32)
    own, entering = np.zeros(0, _MET), [np.zeros(0, _MET)]
    for old in meanings.chunks(connection):
        reach = _reach(connection, old)
        found = [own]
        for rows in _tiles(len(old.parts)):
            inside = old.some(rows)
            for columns in _tiles(len(new.parts)):
                these = new.some(columns)
                products = (inside.vectors.astype(np.float32) @ matrix[:, columns]).astype(np.int32)
                # The parts of one claim are no neighbours.
                products[inside.parts["claim"][:, None] == these.parts["claim"]] = -_NEVER
                found.append(_found(these, inside, products.T, least[columns]))
                entering.append(_found(inside, these, products, reach[rows]))
        own = _best(np.concatenate(found))
        least = _least_of(own, new)
    _write(connection, new, own)
    _enter(connection, np.concatenate(entering))
    connection.executemany("UPDATE meaning SET settled = 1 WHERE report = ?", ((number,) for number in reports))


def forget(connection: sqlite3.Connection, report: int) -> None:
    """Drop what is known of the meaning of a report, which is to go or has other claims now.

    The neighbours of all reports that have claims of it among theirs are to be found anew. To be called inside a
    transaction.
    """
    row = connection.execute("SELECT parts FROM meaning WHERE report = ?", (report,)).fetchone()
    if row is None:
        return
    claims = np.unique(np.frombuffer(row[0], PART)["claim"])
    left = [(number,) for number in _holding(connection, claims)]
    connection.executemany("UPDATE meaning SET settled = 0 WHERE report = ?", left)
    for table in ("neighbour", "reach"):
        connection.executemany(f"DELETE FROM {table} WHERE report = ?", [*left, (report,)])  # noqa: S608
    connection.execute("DELETE FROM meaning WHERE report = ?", (report,))


def _holding(connection: sqlite3.Connection, claims: NDArray[np.uint32]) -> Iterator[int]:
    """The reports that have some of ``claims`` in their lists."""
    cursor = connection.execute("SELECT report, lists FROM neighbour")
    while rows := cursor.fetchmany(_AT_ONCE):
        found = np.isin(np.frombuffer(b"".join(row[1] for row in rows), NEIGHBOUR)["claim"], claims)
        of = np.repeat(np.arange(len(rows)), [len(row[1]) // NEIGHBOUR.itemsize for row in rows])
        yield from (rows[at][0] for at in np.unique(of[found]))


def of_story(connection: sqlite3.Connection, story: int) -> Lists:
    """The lists of the reports in a story, in the order of :func:`lagebild.ledger.meanings.of_story`.

    Empty ones of what is not settled.
    """
    rows = connection.execute(
        """SELECT length(meaning.parts), neighbour.lists FROM meaning LEFT JOIN neighbour USING (report)
           WHERE report IN (SELECT report FROM story_report WHERE story = ?) ORDER BY report""",
        (story,),
    )
    size = len(LANGUAGES) * MOST * NEIGHBOUR.itemsize
    return _lists(b"".join(row[1] or bytes(row[0] // PART.itemsize * size) for row in rows))


def _lists(written: bytes) -> Lists:
    return np.frombuffer(written, NEIGHBOUR).reshape(-1, len(LANGUAGES), MOST)


def _tiles(count: int) -> list[slice]:
    return [slice(at, min(at + _TILE, count)) for at in range(0, count, _TILE)]


def _reach(connection: sqlite3.Connection, old: Meanings) -> Ints:
    """By part and language the product from which on a neighbour enters the list; none enters one still to be made."""
    reach = np.full((len(old.parts), len(LANGUAGES)), _NEVER, np.int32)
    known = dict(
        connection.execute(
            "SELECT report, least FROM reach WHERE report BETWEEN ? AND ?",
            (int(old.reports[0]), int(old.reports[-1])) if len(old.reports) else (0, 0),
        ).fetchall()
    )
    for start in np.flatnonzero(old.rows == 0):
        written = known.get(int(old.reports[start]))
        if written is not None:
            least = np.frombuffer(written, np.int32).reshape(-1, len(LANGUAGES))
            reach[start : start + len(least)] = least
    return reach


def _found(of: Meanings, near: Meanings, products: Ints, least: Ints) -> Met:
    """What may be among the nearest of the parts ``of``: the ``products`` (of x near) that reach ``least``."""
    rows, columns = np.nonzero(products >= least[:, near.languages])
    met = np.zeros(len(rows), _MET)
    met["report"], met["row"], met["language"] = of.reports[rows], of.rows[rows], near.languages[columns]
    for name in PART.names or ():
        met[name] = near.parts[name][columns]
    met["product"] = products[rows, columns]
    return met


def _best(met: Met) -> Met:
    """The nearest of each list, in order; the same one told twice counts once."""
    keys = ("report", "row", "language")
    met = met[np.lexsort((met["part"], met["claim"], met["mark"], -met["product"], *(met[key] for key in keys[::-1])))]
    if len(met) < 2:
        return met
    met = met[np.concatenate([[True], met[1:] != met[:-1]])]
    begins = np.concatenate([[True], (met[list(keys)][1:] != met[list(keys)][:-1])])
    starts = np.flatnonzero(begins)
    rank = np.arange(len(met)) - np.repeat(starts, np.diff([*starts, len(met)]))
    best: Met = met[rank < MOST]
    return best


def _filled(met: Met, row_of: NDArray[np.int64], count: int) -> tuple[Lists, Ints]:
    """Sorted neighbours as lists of ``count`` parts (``row_of`` tells that of each), and the reach of these."""
    lists = np.zeros((count, len(LANGUAGES), MOST), NEIGHBOUR)
    at = row_of * len(LANGUAGES) + met["language"]
    starts = np.flatnonzero(np.diff(at, prepend=-1))
    rank = np.arange(len(met)) - np.repeat(starts, np.diff([*starts, len(met)]))
    for name in NEIGHBOUR.names or ():
        lists[name].reshape(-1, MOST)[at, rank] = met[name]
    last = lists[:, :, -1]
    return lists, np.where(last["claim"] > 0, last["product"], _FLOOR).astype(np.int32)


def _row_in(of: Meanings, met: Met) -> NDArray[np.int64]:
    """Which of the parts each neighbour is one of."""
    at: NDArray[np.int64] = np.searchsorted(of.reports, met["report"]) + met["row"]
    return at


def _least_of(own: Met, new: Meanings) -> Ints:
    return _filled(own, _row_in(new, own), len(new.parts))[1]


def _write(connection: sqlite3.Connection, of: Meanings, met: Met) -> None:
    """Keep sorted neighbours as the lists of all these parts."""
    lists, reach = _filled(met, _row_in(of, met), len(of.parts))
    numbers, starts = np.unique(of.reports, return_index=True)
    for number, start, end in zip(numbers.tolist(), starts, [*starts[1:], len(of.parts)], strict=True):
        connection.execute("INSERT OR REPLACE INTO reach VALUES (?, ?)", (number, reach[start:end].tobytes()))
        connection.execute("INSERT OR REPLACE INTO neighbour VALUES (?, ?)", (number, lists[start:end].tobytes()))


def _enter(connection: sqlite3.Connection, met: Met) -> None:
    """Put neighbours into lists that there are."""
    met = _best(met)
    numbers = np.unique(met["report"]).tolist()
    for at in range(0, len(numbers), _AT_ONCE):
        some = numbers[at : at + _AT_ONCE]
        of = meanings.of_reports(connection, some)
        lists = _lists(b"".join(row[0] for row in connection.execute(_LISTS, (msgspec.json.encode(some).decode(),))))
        rows, languages, ranks = np.nonzero(lists["claim"])
        known = np.zeros(len(rows), _MET)
        known["report"], known["row"], known["language"] = of.reports[rows], of.rows[rows], languages
        for name in NEIGHBOUR.names or ():
            known[name] = lists[name][rows, languages, ranks]
        _write(connection, of, _best(np.concatenate([known, met[np.isin(met["report"], some)]])))
