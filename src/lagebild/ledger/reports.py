"""Reports in the ledger: writing one with all its claims, versions, and taking one out again."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec
from msgspec import Struct, structs

from lagebild.errors import LedgerError
from lagebild.ledger import actors, corrections
from lagebild.ledger.claims import write_claims
from lagebild.ledger.errors import RefusedError, StaleReadingError
from lagebild.ledger.records import Added, ReportRow
from lagebild.model import ActorRef, Claim, Delivery, Reading, Report, Time

COLUMNS = """report.id, report.outlet, report.title, report.published, report.language, report.version, report.latest,
    report.unread, report.header, report.added,
    (SELECT count(*) FROM claim WHERE claim.report = report.number) AS claims"""

_DEFLATION = 6
_WORD_INDEXES = ("report_words", "claim_words", "claim_parts")


class _Claims(Struct):
    """The part of a stored reading that questions about claims need."""

    claims: tuple[Claim, ...] = ()
    times: tuple[Time, ...] = ()


def plan(connection: sqlite3.Connection, report: Report) -> tuple[Added, Report]:
    """What adding ``report`` would come to, and the report with the id and hash it will have.

    To be asked before reading: an unchanged report need not be read again, and claim ids follow from the report's id.
    Raises :class:`RefusedError` for a report that is not valid Unicode (lone surrogates).
    """
    try:
        msgspec.json.encode(report)
    except UnicodeEncodeError:
        raise RefusedError("the report is not valid Unicode", origin=report.origin or report.id) from None
    digest = hashlib.sha256(report.text.encode()).hexdigest()
    report = structs.replace(report, text_sha256=digest)
    versions = connection.execute(
        "SELECT id, version, text_sha256 FROM report WHERE address = ? ORDER BY version", (report.url or report.id,)
    ).fetchall()
    for row in versions:
        if row["text_sha256"] == digest:
            return Added("unchanged", row["id"], row["version"]), structs.replace(report, id=row["id"])
    version = versions[-1]["version"] + 1 if versions else 1
    free = _free_id(connection, report.id, version)
    status = Added("version", free, version, versions[-1]["id"]) if versions else Added("added", free)
    return status, structs.replace(report, id=free)


def _free_id(connection: sqlite3.Connection, wanted: str, version: int) -> str:
    """The wanted id, or the first free one with a number behind it ("report@2")."""
    candidate, number = wanted, max(version, 2)
    while connection.execute("SELECT 1 FROM report WHERE id = ?", (candidate,)).fetchone():
        candidate, number = f"{wanted}@{number}", number + 1
    return candidate


def write(connection: sqlite3.Connection, delivery: Delivery, reading: Reading | None, unread: str | None) -> Added:
    """Write the report, its raw bytes and its claims; to be called inside a transaction.

    Raises :class:`StaleReadingError` where ``reading`` is of another id than the report gets: another process, or an
    earlier report of the batch, has taken that id since the report was planned.
    """
    status, report = plan(connection, delivery.report)
    if status.status == "unchanged":
        return status
    address = report.url or delivery.report.id
    connection.execute("UPDATE report SET latest = 0 WHERE address = ?", (address,))
    values = {
        "id": report.id,
        "address": address,
        "version": status.version,
        "previous": status.previous,
        "latest": 1,
        "outlet": report.outlet,
        "title": report.title,
        "published": report.published,
        "language": report.language,
        "added": datetime.now(UTC).isoformat(timespec="seconds"),
        "unread": unread,
        "media_type": delivery.media_type,
        "retrieved": delivery.retrieved,
        "response": msgspec.json.encode(delivery.headers).decode() if delivery.headers else None,
        "text_sha256": report.text_sha256,
        "raw_sha256": hashlib.sha256(delivery.raw).hexdigest(),
        "header": msgspec.json.encode(structs.replace(report, text="")),
        "text": report.text,
        "raw": zlib.compress(delivery.raw, _DEFLATION),
    }
    number = connection.execute(
        f"INSERT INTO report ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608
        tuple(values.values()),
    ).lastrowid
    if reading is not None and number is not None:
        write_reading(connection, number, report, reading)
    return status


def write_reading(connection: sqlite3.Connection, number: int, report: Report, reading: Reading) -> None:
    """Put ``reading`` in the place of the report's present one; to be called inside a transaction."""
    if reading.report.id != report.id or reading.report.text != report.text:
        raise StaleReadingError("the reading is of another report", origin=report.id)
    bare = structs.replace(reading, report=structs.replace(report, text=""))
    connection.execute(
        "UPDATE report SET reader = ?, reading = ?, unread = NULL WHERE number = ?",
        (reading.reader, zlib.compress(msgspec.json.encode(bare), _DEFLATION), number),
    )
    _index(connection, number, _corrected(connection, number, reading))


def reindex(connection: sqlite3.Connection, report_id: str) -> None:
    """Derive the report's claims anew after a correction; to be called inside a transaction."""
    reading = load_reading(connection, report_id)
    if reading is not None:
        _index(connection, number_of(connection, report_id), reading)


def _index(connection: sqlite3.Connection, number: int, reading: Reading) -> None:
    if not write_claims(connection, number, reading):
        from lagebild.ledger import neighbours  # noqa: PLC0415 - NumPy; most questions do without, and start fast

        neighbours.forget(connection, number)


def _corrected(connection: sqlite3.Connection, number: int, reading: Reading) -> Reading:
    """The reading with a person's decisions over it."""
    address = connection.execute("SELECT address FROM report WHERE number = ?", (number,)).fetchone()["address"]
    found, by_name = corrections.load(connection, address=address), _by_name(connection)
    if not found and not by_name:
        return reading
    claims = corrections.corrected(reading.claims, reading.report.text, found, by_name)
    return structs.replace(reading, claims=claims)


def _by_name(connection: sqlite3.Connection) -> dict[str, ActorRef]:
    """The machine's merges of actors."""
    return {merge.actor: merge.into for merge in actors.load(connection)}


def row_of(row: sqlite3.Row) -> ReportRow:
    """A row with :data:`COLUMNS` as a record."""
    header = msgspec.json.decode(row["header"], type=Report)
    return ReportRow(
        id=row["id"],
        outlet=row["outlet"],
        title=row["title"],
        published=row["published"],
        language=row["language"],
        url=header.url,
        version=row["version"],
        latest=bool(row["latest"]),
        claims=row["claims"],
        unread=row["unread"],
        added=row["added"],
    )


def number_of(connection: sqlite3.Connection, report_id: str) -> int:
    """The internal number of a report; raises :class:`LedgerError` if there is none of that id."""
    return int(_row(connection, report_id, "number")["number"])


def _row(connection: sqlite3.Connection, report_id: str, columns: str) -> sqlite3.Row:
    query = f"SELECT {columns} FROM report WHERE id = ?"  # noqa: S608 - the columns are ours
    row: sqlite3.Row | None = connection.execute(query, (report_id,)).fetchone()
    if row is None:
        raise LedgerError(f"there is no report {report_id!r}", remedy="lagebild list shows the ids of all reports")
    return row


def load_report(connection: sqlite3.Connection, report_id: str) -> Report:
    """The report of that id with its text."""
    return _report(_row(connection, report_id, "header, text"))


def _report(row: sqlite3.Row) -> Report:
    return structs.replace(msgspec.json.decode(row["header"], type=Report), text=row["text"])


def load_reading(connection: sqlite3.Connection, report_id: str) -> Reading | None:
    """The report's reading with all corrections, or ``None`` if it was kept unread."""
    row = _row(connection, report_id, "number, header, text, reading")
    if row["reading"] is None:
        return None
    reading = msgspec.json.decode(zlib.decompress(row["reading"]), type=Reading)
    return _corrected(connection, row["number"], structs.replace(reading, report=_report(row)))


def load_claims(connection: sqlite3.Connection, report_id: str) -> tuple[Claim, ...]:
    """The claims of the report's reading with all corrections, in the order of the text."""
    return load_claims_and_times(connection, report_id)[0]


def load_claims_and_times(connection: sqlite3.Connection, report_id: str) -> tuple[tuple[Claim, ...], tuple[Time, ...]]:
    """The report's claims as :func:`load_claims` gives them, and all its times, also those outside any claim."""
    row = _row(connection, report_id, "address, reading")
    if row["reading"] is None:
        return (), ()
    stored = msgspec.json.decode(zlib.decompress(row["reading"]), type=_Claims)
    found, by_name = corrections.load(connection, address=row["address"]), _by_name(connection)
    if not found and not by_name:
        return stored.claims, stored.times
    text = load_report(connection, report_id).text
    return corrections.corrected(stored.claims, text, found, by_name), stored.times


def load_raw(connection: sqlite3.Connection, report_id: str) -> tuple[bytes, str]:
    """The bytes that the report was made from, and their media type."""
    row = _row(connection, report_id, "raw, media_type")
    return zlib.decompress(row["raw"]), row["media_type"]


def load_evidence(connection: sqlite3.Connection, report_id: str) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """When the report was fetched (``None`` for files), and the headers of the answer."""
    row = connection.execute(
        "SELECT retrieved, response FROM report WHERE number = ?", (number_of(connection, report_id),)
    ).fetchone()
    headers = msgspec.json.decode(row["response"], type=tuple[tuple[str, str], ...]) if row["response"] else ()
    return row["retrieved"], headers


def remove(connection: sqlite3.Connection, report_ids: Iterable[str]) -> None:
    """Take reports out with everything that came from them; to be called inside a transaction.

    Freed pages are overwritten and the word indexes merged, so that the words are no longer in the file either.
    """
    for report_id in report_ids:
        _remove_one(connection, report_id)
    for index in _WORD_INDEXES:
        # A deletion in FTS5 is a mark behind the old entry until its segments are merged.
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")  # noqa: S608


def _remove_one(connection: sqlite3.Connection, report_id: str) -> None:
    from lagebild.ledger import neighbours  # noqa: PLC0415 - NumPy; most questions do without, and start fast

    row = _row(connection, report_id, "number, address, latest, previous")
    neighbours.forget(connection, row["number"])
    connection.execute("UPDATE report SET previous = ? WHERE previous = ?", (row["previous"], report_id))
    connection.execute("DELETE FROM report WHERE number = ?", (row["number"],))
    if row["latest"]:
        connection.execute(
            """UPDATE report SET latest = 1 WHERE number =
               (SELECT number FROM report WHERE address = ? ORDER BY version DESC LIMIT 1)""",
            (row["address"],),
        )
    if connection.execute("SELECT 1 FROM report WHERE address = ?", (row["address"],)).fetchone() is None:
        corrections.forget(connection, row["address"])


def address_of(connection: sqlite3.Connection, report_id: str) -> str:
    """What the versions of the report share: its URL, else its first id."""
    return str(_row(connection, report_id, "address")["address"])


def ids_at(connection: sqlite3.Connection, address: str) -> list[str]:
    """The ids of all versions at that address, the oldest first."""
    rows = connection.execute("SELECT id FROM report WHERE address = ? ORDER BY version", (address,))
    return [row["id"] for row in rows]


def versions_of(connection: sqlite3.Connection, report_id: str) -> list[ReportRow]:
    """All versions under the report's address, oldest first."""
    address = _row(connection, report_id, "address")["address"]
    query = f"SELECT {COLUMNS} FROM report WHERE address = ? ORDER BY version"  # noqa: S608
    return [row_of(row) for row in connection.execute(query, (address,))]
