"""Dates, numbers and places over all claims."""

from __future__ import annotations

import sqlite3

from msgspec import structs

from lagebild.ledger.queries import (
    REPORTS_FIRST,
    Filter,
    claim_conditions,
    report_conditions,
    time_conditions,
    where,
    with_claims,
)
from lagebild.ledger.records import PlaceRow, QuantityRow, TimeRow
from lagebild.ledger.reports import COLUMNS


def find_times(connection: sqlite3.Connection, wanted: Filter, limit: int, offset: int) -> list[TimeRow]:
    """Dates in claims, earliest first; durations and vague times denote no days and are left out."""
    anytime = structs.replace(wanted, about_from=None, about_until=None, deadline=None)
    condition, values = where(
        [*report_conditions(connection, wanted), *claim_conditions(anytime), *time_conditions(wanted)]
    )
    order = "time.first_day, time.last_day, time.claim, time.position"
    rows = connection.execute(
        f"""SELECT found.at, found.first_day, found.last_day, claim.position, {COLUMNS} FROM
              (SELECT time.claim, time.position AS at, time.first_day, time.last_day
               FROM time CROSS JOIN claim ON claim.number = time.claim JOIN report ON report.number = claim.report
               WHERE time.first_day IS NOT NULL AND {condition} ORDER BY {order} LIMIT ? OFFSET ?) AS found
            JOIN claim ON claim.number = found.claim JOIN report ON report.number = claim.report
            ORDER BY found.first_day, found.last_day, found.claim, found.at""",  # noqa: S608
        (*values, limit, offset),
    ).fetchall()
    return [
        TimeRow(found.claim.times[row["at"]], row["first_day"], row["last_day"], found.claim, found.report)
        for row, found in zip(rows, with_claims(connection, rows), strict=True)
    ]


def find_quantities(connection: sqlite3.Connection, wanted: Filter, limit: int, offset: int) -> list[QuantityRow]:
    """Numbers in claims, those of the newest report first, inside a report in the order of the text."""
    condition, values = where([*report_conditions(connection, wanted), *claim_conditions(wanted)])
    order = "report.published DESC, report.number DESC, claim.position"
    rows = connection.execute(
        f"""SELECT found.at, claim.position, {COLUMNS} FROM
              (SELECT quantity.claim, quantity.position AS at
               FROM {REPORTS_FIRST} CROSS JOIN quantity ON quantity.claim = claim.number
               WHERE {condition} ORDER BY {order}, quantity.position LIMIT ? OFFSET ?) AS found
            JOIN claim ON claim.number = found.claim JOIN report ON report.number = claim.report
            ORDER BY {order}, found.at""",  # noqa: S608
        (*values, limit, offset),
    ).fetchall()
    return [
        QuantityRow(found.claim.quantities[row["at"]], found.claim, found.report)
        for row, found in zip(rows, with_claims(connection, rows), strict=True)
    ]


def find_places(connection: sqlite3.Connection, wanted: Filter, limit: int, offset: int) -> list[PlaceRow]:
    """Places whose position is known, the most spoken of first."""
    condition, values = where([*report_conditions(connection, wanted), *claim_conditions(wanted)])
    rows = connection.execute(
        f"""SELECT place.name, place.country, place.latitude, place.longitude, count(DISTINCT place.claim) AS claims
            FROM place CROSS JOIN claim ON claim.number = place.claim JOIN report ON report.number = claim.report
            WHERE place.latitude IS NOT NULL AND place.longitude IS NOT NULL AND {condition}
            GROUP BY place.name, place.country ORDER BY claims DESC, place.name LIMIT ? OFFSET ?""",  # noqa: S608
        (*values, limit, offset),
    )
    return [PlaceRow(r["name"], r["country"], r["latitude"], r["longitude"], r["claims"]) for r in rows]
