"""Dates and numbers over all claims."""

from __future__ import annotations

import sqlite3

from lagebild.ledger.queries import Filter, claim_conditions, report_conditions, time_conditions, where, with_claims
from lagebild.ledger.records import QuantityRow, TimeRow
from lagebild.ledger.reports import COLUMNS


def find_times(connection: sqlite3.Connection, wanted: Filter, limit: int, offset: int) -> list[TimeRow]:
    """Dates in claims, earliest first; durations and vague times denote no days and are left out."""
    condition, values = where(
        [*report_conditions(connection, wanted), *claim_conditions(wanted), *time_conditions(wanted)]
    )
    rows = connection.execute(
        f"""SELECT time.position AS at, time.first_day, time.last_day, claim.position, {COLUMNS}
            FROM time JOIN claim ON claim.number = time.claim JOIN report ON report.number = claim.report
            WHERE time.first_day IS NOT NULL AND {condition}
            ORDER BY time.first_day, time.last_day, report.published DESC, claim.number, time.position
            LIMIT ? OFFSET ?""",  # noqa: S608
        (*values, limit, offset),
    ).fetchall()
    return [
        TimeRow(found.claim.times[row["at"]], row["first_day"], row["last_day"], found.claim, found.report)
        for row, found in zip(rows, with_claims(connection, rows), strict=True)
    ]


def find_quantities(connection: sqlite3.Connection, wanted: Filter, limit: int, offset: int) -> list[QuantityRow]:
    """Numbers in claims, those of the newest report first, inside a report in the order of the text."""
    condition, values = where([*report_conditions(connection, wanted), *claim_conditions(wanted)])
    rows = connection.execute(
        f"""SELECT quantity.position AS at, claim.position, {COLUMNS}
            FROM quantity JOIN claim ON claim.number = quantity.claim JOIN report ON report.number = claim.report
            WHERE {condition}
            ORDER BY report.published DESC, report.number DESC, claim.position, quantity.position
            LIMIT ? OFFSET ?""",  # noqa: S608
        (*values, limit, offset),
    ).fetchall()
    return [
        QuantityRow(found.claim.quantities[row["at"]], found.claim, found.report)
        for row, found in zip(rows, with_claims(connection, rows), strict=True)
    ]
