"""Questions to the ledger: which reports, which claims, which sources."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable

from msgspec import Struct

from lagebild.ledger.records import LedgerClaim, Profile, ReportRow, SourceRow
from lagebild.ledger.reports import COLUMNS, load_claims_and_times, row_of
from lagebild.ledger.stories import story_number
from lagebild.model import ActorRef, Claim, Time


class Filter(Struct, frozen=True, kw_only=True):
    """What to look for; ``None`` leaves a property open. ``story`` names one other than the current one.

    ``since`` and ``until`` are ISO dates of publication; ``about_from`` and ``about_until`` of what a claim is about;
    ``added`` is the moment (ISO, UTC) from which a report has to be in the ledger.
    ``source`` is the name or actor id of any source in the chain; "" asks for the outlet's own claims. ``actor`` is the
    id of an actor that the claim mentions; ``place`` is a place's name or its words; ``country`` is ISO 3166 alpha-2.
    ``below``: less confident than this.
    """

    story: str | None = None
    everywhere: bool = False
    latest: bool = True
    report: str | None = None
    outlet: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None
    added: str | None = None
    source: str | None = None
    actor: str | None = None
    act: str | None = None
    certainty: str | None = None
    polarity: str | None = None
    form: str | None = None
    country: str | None = None
    place: str | None = None
    about_from: str | None = None
    about_until: str | None = None
    deadline: bool | None = None
    attributed: bool | None = None
    numbers: bool | None = None
    below: float | None = None


# In this order (CROSS JOIN, in SQLite, is an order): measured to be the faster one wherever many claims qualify.
REPORTS_FIRST = "report CROSS JOIN claim ON claim.report = report.number"

Condition = tuple[str, tuple[object, ...]]

_EQUAL_REPORT = ("outlet", "language")
_EQUAL_CLAIM = ("act", "certainty", "polarity", "form")


def report_conditions(connection: sqlite3.Connection, wanted: Filter) -> list[Condition]:
    """The conditions on reports that ``wanted`` sets."""
    found: list[Condition] = []
    if not wanted.everywhere:
        story = story_number(connection, wanted.story)
        inside = (
            "EXISTS (SELECT 1 FROM story_report WHERE story_report.story = ? AND story_report.report = report.number)"
        )
        found.append((inside, (story,)))
    if wanted.latest and wanted.report is None:
        found.append(("report.latest = 1", ()))
    if wanted.report is not None:
        found.append(("report.id = ?", (wanted.report,)))
    found += _equal(wanted, "report", _EQUAL_REPORT)
    if wanted.since is not None:
        found.append(("report.published >= ?", (wanted.since,)))
    if wanted.added is not None:
        found.append(("report.added >= ?", (wanted.added,)))
    if wanted.until is not None:
        found.append(("substr(report.published, 1, 10) <= ?", (wanted.until,)))
    return found


def _equal(wanted: Filter, table: str, names: tuple[str, ...]) -> list[Condition]:
    values = {name: getattr(wanted, name) for name in names}
    return [(f"{table}.{name} = ?", (value,)) for name, value in values.items() if value is not None]


def claim_conditions(wanted: Filter) -> list[Condition]:
    """The conditions on claims that ``wanted`` sets."""
    found = _equal(wanted, "claim", _EQUAL_CLAIM)
    if wanted.source == "":
        found.append(("NOT EXISTS (SELECT 1 FROM source WHERE source.claim = claim.number)", ()))
    elif wanted.source is not None:
        found.append(
            (
                "claim.number IN (SELECT claim FROM source WHERE name = ? OR actor = ?)",
                (wanted.source, wanted.source),
            )
        )
    if wanted.attributed is not None:
        found.append(("EXISTS (SELECT 1 FROM source WHERE source.claim = claim.number) = ?", (wanted.attributed,)))
    if wanted.actor is not None:
        found.append(("claim.number IN (SELECT claim FROM mention WHERE actor = ?)", (wanted.actor,)))
    if wanted.country is not None:
        found.append(("claim.number IN (SELECT claim FROM place WHERE country = ?)", (wanted.country,)))
    if wanted.place is not None:
        found.append(("claim.number IN (SELECT claim FROM place WHERE ? IN (name, text))", (wanted.place,)))
    if wanted.numbers:
        found.append(("EXISTS (SELECT 1 FROM quantity WHERE quantity.claim = claim.number)", ()))
    if wanted.below is not None:
        found.append(("claim.confidence < ?", (wanted.below,)))
    times, values = where(time_conditions(wanted))
    if values:
        found.append((f"claim.number IN (SELECT claim FROM time WHERE {times})", tuple(values)))  # noqa: S608
    return found


def time_conditions(wanted: Filter) -> list[Condition]:
    """The conditions on a single time of a claim that ``wanted`` sets."""
    found: list[Condition] = []
    if wanted.about_from is not None:
        found.append(("time.last_day >= ?", (wanted.about_from,)))
    if wanted.about_until is not None:
        found.append(("time.first_day <= ?", (wanted.about_until,)))
    if wanted.deadline is not None:
        found.append(("time.deadline = ?", (wanted.deadline,)))
    return found


def where(conditions: Iterable[Condition]) -> tuple[str, list[object]]:
    """The conditions joined for WHERE, with their values."""
    listed = list(conditions)
    written = " AND ".join(sql for sql, _ in listed) or "1"
    return written, [value for _, values in listed for value in values]


def find_reports(connection: sqlite3.Connection, wanted: Filter, limit: int, offset: int) -> list[ReportRow]:
    """Reports, newest first, those without a date last."""
    condition, values = where(report_conditions(connection, wanted))
    order = "report.published DESC, report.number DESC"
    rows = connection.execute(
        f"""SELECT {COLUMNS} FROM report WHERE report.number IN
              (SELECT report.number FROM report WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?)
            ORDER BY {order}""",  # noqa: S608
        (*values, limit, offset),
    )
    return [row_of(row) for row in rows]


def count_reports(connection: sqlite3.Connection, wanted: Filter) -> int:
    """How many reports there are."""
    condition, values = where(report_conditions(connection, wanted))
    return int(connection.execute(f"SELECT count(*) FROM report WHERE {condition}", values).fetchone()[0])  # noqa: S608


def find_claims(connection: sqlite3.Connection, wanted: Filter, limit: int, offset: int) -> list[LedgerClaim]:
    """Claims by publication, newest report first, inside a report in the order of the text."""
    condition, values = where([*report_conditions(connection, wanted), *claim_conditions(wanted)])
    order = "report.published DESC, report.number DESC, claim.position"
    # Few claims have a given source or mention a given actor: these are looked up and sorted. (The plus keeps SQLite
    # from taking the index for the order.) What many claims have is soon met on the way from the newest report on.
    few = wanted.source or wanted.actor
    tables = "claim JOIN report ON report.number = claim.report" if few else REPORTS_FIRST
    # Chosen by number first, so that what is sorted is small.
    rows = connection.execute(
        f"""SELECT claim.position, {COLUMNS} FROM claim JOIN report ON report.number = claim.report
            WHERE claim.number IN
              (SELECT claim.number FROM {tables}
               WHERE {condition} ORDER BY {"+" if few else ""}{order} LIMIT ? OFFSET ?)
            ORDER BY {order}""",  # noqa: S608
        (*values, limit, offset),
    ).fetchall()
    return with_claims(connection, rows)


def count_claims(connection: sqlite3.Connection, wanted: Filter) -> int:
    """How many claims there are."""
    condition, values = where([*report_conditions(connection, wanted), *claim_conditions(wanted)])
    query = f"SELECT count(*) FROM {REPORTS_FIRST} WHERE {condition}"  # noqa: S608
    return int(connection.execute(query, values).fetchone()[0])


def with_claims(connection: sqlite3.Connection, rows: Iterable[sqlite3.Row]) -> list[LedgerClaim]:
    """The claims that rows with ``position`` and a report's columns name, taken from their readings."""
    readings: dict[str, tuple[tuple[Claim, ...], tuple[Time, ...]]] = {}
    found: list[LedgerClaim] = []
    for row in rows:
        if row["id"] not in readings:
            readings[row["id"]] = load_claims_and_times(connection, row["id"])
        claims, times = readings[row["id"]]
        found.append(LedgerClaim(claims[row["position"]], row_of(row), times))
    return found


def find_sources(connection: sqlite3.Connection, wanted: Filter, limit: int, offset: int) -> list[SourceRow]:
    """Sources with how many claims they have in how many reports, the most heard first.

    Unnamed ones of several reports are never one; who could not be made out (an open pronoun) is not listed.
    """
    condition, values = where([*report_conditions(connection, wanted), *claim_conditions(wanted)])
    rows = connection.execute(
        f"""SELECT source.name, source.actor, min(source.kind) AS kind, min(source.anonymous) AS anonymous,
              count(DISTINCT claim.number) AS claims, count(DISTINCT report.number) AS reports,
              CASE WHEN min(report.outlet) = max(report.outlet) THEN min(report.outlet) END AS outlet
            FROM {REPORTS_FIRST} CROSS JOIN source ON source.claim = claim.number
            WHERE source.name <> '' AND (source.actor IS NOT NULL OR source.anonymous) AND {condition}
            GROUP BY coalesce(source.actor, report.number || ' ' || source.name)
            ORDER BY claims DESC, source.name LIMIT ? OFFSET ?""",  # noqa: S608
        (*values, limit, offset),
    )
    return [
        SourceRow(r["name"], r["actor"], r["kind"], bool(r["anonymous"]), r["claims"], r["reports"], r["outlet"])
        for r in rows
    ]


def profile(connection: sqlite3.Connection, source: str) -> Profile:
    """How the source of that name or actor id speaks in the current story."""
    condition, values = where(report_conditions(connection, Filter()))
    rows = connection.execute(
        f"""SELECT claim.number, claim.act, claim.certainty, report.outlet, max(source.anonymous) AS anonymous
            FROM source JOIN claim ON claim.number = source.claim JOIN report ON report.number = claim.report
            WHERE (source.name = ? OR source.actor = ?) AND {condition} GROUP BY claim.number""",  # noqa: S608
        (source, source, *values),
    ).fetchall()

    def counted(column: str) -> dict[str, int]:
        return dict(Counter(row[column] for row in rows if row[column]).most_common())

    return Profile(
        len(rows), sum(row["anonymous"] for row in rows), counted("act"), counted("certainty"), counted("outlet")
    )


def load_claim(connection: sqlite3.Connection, claim_id: str) -> LedgerClaim | None:
    """The claim of that id, or ``None``."""
    rows = connection.execute(
        f"SELECT claim.position, {COLUMNS} FROM claim JOIN report ON report.number = claim.report WHERE claim.id = ?",  # noqa: S608
        (claim_id,),
    ).fetchall()
    found = with_claims(connection, rows)
    return found[0] if found else None


def all_claims(connection: sqlite3.Connection, story: int) -> list[LedgerClaim]:
    """All claims of all reports in the story, report by report."""
    rows = connection.execute(
        f"""SELECT {COLUMNS} FROM report
            WHERE number IN (SELECT report FROM story_report WHERE story = ?) ORDER BY number""",  # noqa: S608
        (story,),
    ).fetchall()
    found: list[LedgerClaim] = []
    for report in map(row_of, rows):
        claims, times = load_claims_and_times(connection, report.id)
        found += [LedgerClaim(claim, report, times) for claim in claims]
    return found


def claim_numbers(connection: sqlite3.Connection, story: int) -> dict[int, str]:
    """The ids of all claims in the story by number."""
    rows = connection.execute(
        """SELECT claim.number, claim.id FROM claim JOIN story_report ON story_report.report = claim.report
           WHERE story_report.story = ?""",
        (story,),
    )
    return {row["number"]: row["id"] for row in rows}


def reports_of_actors(connection: sqlite3.Connection, ids: Collection[str]) -> list[str]:
    """The reports whose claims name one of these actors."""
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(
        f"""SELECT DISTINCT report.id FROM report JOIN claim ON claim.report = report.number
            WHERE claim.number IN (SELECT claim FROM source WHERE actor IN ({marks})
                                   UNION SELECT claim FROM mention WHERE actor IN ({marks}))""",  # noqa: S608
        (*ids, *ids),
    )
    return [row["id"] for row in rows]


def find_actor(connection: sqlite3.Connection, actor: str) -> ActorRef | None:
    """The actor of that id or name, as some source has it."""
    row = connection.execute(
        "SELECT actor, name, kind FROM source WHERE actor = ? OR (name = ? AND actor IS NOT NULL) LIMIT 1",
        (actor, actor),
    ).fetchone()
    return ActorRef(row["actor"], row["name"], row["kind"]) if row else None
