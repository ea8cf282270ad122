"""Claims in the ledger: the index that questions are answered from, derived from each reading as it is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from lagebild.ledger.errors import RefusedError
from lagebild.ledger.folding import fold
from lagebild.model import ActorMention, Claim, Place, Quantity, Reading, Source, Spans, Time, cover
from lagebild.reading.times.values import days_of

Row = tuple[object, ...]

# The tables that hang on a claim, with their columns behind (claim, position); all are derived by part_rows.
PART_COLUMNS = {
    "source": ("text", "name", "actor", "kind", "act", "anonymous", "count"),
    "time": ("text", "type", "value", "first_day", "last_day", "deadline"),
    "quantity": ("text", "value", "low", "high", "modifier", "unit", "counted"),
    "place": ("text", "name", "country", "latitude", "longitude"),
    "mention": ("actor", "text"),
}
CLAIM_COLUMNS = ("id", "position", "text", "folded", "form", "act", "certainty", "polarity", "confidence")


def write_claims(connection: sqlite3.Connection, report: int, reading: Reading) -> bool:
    """Index the claims of ``reading`` under report number ``report``, in the place of those that are there.

    To be called inside a transaction. What has the words it had keeps its number, and so what is known of its meaning;
    returns whether all claims are such. Raises :class:`RefusedError` where a position does not hold the words it is
    said to hold, or an id stands already.
    """
    misplaced = next(misplacements(reading), None)
    if misplaced is not None:
        raise RefusedError(f"the reading is unsound: {misplaced}", origin=reading.report.id)
    before = connection.execute("SELECT id, text, number FROM claim WHERE report = ?", (report,)).fetchall()
    numbers = {(row["id"], row["text"]): row["number"] for row in before}
    present = {(claim.id, claim.text) for claim in reading.claims}
    connection.executemany(
        "DELETE FROM claim WHERE number = ?", ((number,) for key, number in numbers.items() if key not in present)
    )
    for position, claim in enumerate(reading.claims):
        try:
            number = _put(connection, report, claim_row(claim, position), numbers.pop((claim.id, claim.text), None))
        except sqlite3.IntegrityError:
            raise RefusedError(f"there is a claim {claim.id!r} already", origin=reading.report.id) from None
        for table, rows in part_rows(claim).items():
            for row in rows:
                _insert(connection, table, ("claim", "position", *PART_COLUMNS[table]), (number, *row))
    return len(before) == len(reading.claims) and not numbers


def _put(connection: sqlite3.Connection, report: int, row: Row, number: int | None) -> int:
    """A row of claim under the ``number`` that it has, without what hangs on it, or as a new one."""
    if number is None:
        return _insert(connection, "claim", ("report", *CLAIM_COLUMNS), (report, *row))
    settings = ", ".join(f"{column} = ?" for column in CLAIM_COLUMNS)
    connection.execute(f"UPDATE claim SET {settings} WHERE number = ?", (*row, number))  # noqa: S608
    for table in PART_COLUMNS:
        connection.execute(f"DELETE FROM {table} WHERE claim = ?", (number,))  # noqa: S608
    return number


def _insert(connection: sqlite3.Connection, table: str, columns: tuple[str, ...], values: Row) -> int:
    marks = ", ".join("?" * len(columns))
    cursor = connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", values)  # noqa: S608
    return cursor.lastrowid or 0


def claim_row(claim: Claim, position: int) -> Row:
    """The values of :data:`CLAIM_COLUMNS`."""
    return (
        claim.id,
        position,
        claim.text,
        fold(claim.text),
        claim.form,
        claim.act,
        claim.certainty,
        claim.polarity,
        claim.confidence,
    )


def part_rows(claim: Claim) -> dict[str, list[Row]]:
    """For each table of :data:`PART_COLUMNS` the rows that index this claim, each led by its position."""
    return {
        "source": [(at, *_source(one)) for at, one in enumerate(claim.sources)],
        "time": [(at, *_time(one)) for at, one in enumerate(claim.times)],
        "quantity": [(at, *_quantity(one)) for at, one in enumerate(claim.quantities)],
        "place": [(at, *_place(one)) for at, one in enumerate(claim.places)],
        "mention": [(at, *_mention(one)) for at, one in enumerate(claim.actors)],
    }


def _source(source: Source) -> Row:
    actor, kind = (source.actor.id, source.actor.kind) if source.actor else (None, None)
    return source.text, name_of(source), actor, kind, source.act, int(source.anonymous), source.count


def _time(time: Time) -> Row:
    days = days_of(time)
    first, last = (days[0].isoformat(), days[1].isoformat()) if days else (None, None)
    return time.text, time.type, time.value, first, last, int(time.deadline)


def _quantity(quantity: Quantity) -> Row:
    return (
        quantity.text,
        quantity.value,
        quantity.low,
        quantity.high,
        quantity.modifier,
        quantity.unit,
        quantity.of,
    )


def _place(place: Place) -> Row:
    return place.text, place.name, place.country, place.latitude, place.longitude


def _mention(mention: ActorMention) -> Row:
    return mention.id, mention.text


def name_of(source: Source) -> str:
    """What a source is listed under: the actor's name, else the full mention, else the words themselves."""
    return source.actor.name if source.actor else source.resolved or source.text


def misplacements(reading: Reading) -> Iterator[str]:
    """What in ``reading`` does not stand where it is said to: ``text[start:end]`` must be the quoted words."""
    text = reading.report.text
    for where, words, spans in quoted(reading):
        if cover(text, spans) != words or not all(0 <= start < end <= len(text) for start, end in spans):
            yield f"{where}: the positions {spans} do not hold {words!r}"


def quoted(reading: Reading) -> Iterator[tuple[str, str, Spans]]:
    """Everything in a reading that quotes words of the text: where it stands, the words, their positions."""
    for claim in reading.claims:
        yield f"claim {claim.id}", claim.text, claim.spans
        for source in claim.sources:
            yield f"source of {claim.id}", source.text, source.spans
            if source.cue:
                yield f"cue of {claim.id}", source.cue.text, source.cue.spans
        for addressee in claim.addressees:
            yield f"addressee of {claim.id}", addressee.text, addressee.spans
        if claim.frame:
            yield f"frame of {claim.id}", claim.frame.text, claim.frame.spans
        yield from _items(f" in {claim.id}", claim.times, claim.quantities, claim.places, claim.actors)
    mentions = tuple(mention for actor in reading.actors for mention in actor.mentions)
    yield from _items("", reading.times, reading.quantities, reading.places, mentions)


def _items(
    where: str,
    times: tuple[Time, ...],
    quantities: tuple[Quantity, ...],
    places: tuple[Place, ...],
    mentions: tuple[ActorMention, ...],
) -> Iterator[tuple[str, str, Spans]]:
    items: tuple[Time | Quantity | Place | ActorMention, ...] = times + quantities + places + mentions
    for item in items:
        yield f"{type(item).__name__.lower()}{where}", item.text, (item.span,)
