"""Full-text search over reports and claims; whatever a person types is words, never query syntax."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from itertools import islice

from lagebild.ledger.folding import fold
from lagebild.ledger.queries import Filter, claim_conditions, report_conditions, where, with_claims
from lagebild.ledger.records import Hit
from lagebild.ledger.reports import COLUMNS, row_of
from lagebild.model import Span

_WORD = re.compile(r"\w+")
# Shorter words are looked up whole: as prefixes or parts they would match everything.
_PREFIX_FROM = 3
_PART_FROM = 4
_MOST_WORDS = 12
# Of more matches than this, those added last are ranked: a word so common says little about the older ones.
_RANKED = 1000
# Characters shown before the first word found in a report.
_AROUND = 120


def search(connection: sqlite3.Connection, query: str, wanted: Filter, limit: int, offset: int) -> list[Hit]:
    """Claims, then reports, that hold all words of ``query``, as beginnings of words; claims also inside compounds.

    Where ``wanted`` asks for properties of claims, only claims are found.
    """
    words = [folded for word in _WORD.findall(query) if (folded := fold(word))][:_MOST_WORDS]
    if not words:
        return []
    of_reports, of_claims = report_conditions(connection, wanted), claim_conditions(wanted)
    condition, values = where([*of_reports, *of_claims])
    hits = _claims(connection, words, condition, values, limit + offset)
    if len(hits) < limit + offset and not of_claims:
        hits += _reports(connection, words, condition, values, limit + offset - len(hits))
    return hits[offset : offset + limit]


def _match(words: list[str]) -> str:
    return " AND ".join(f'"{word}"*' if len(word) >= _PREFIX_FROM else f'"{word}"' for word in words)


def _claims(
    connection: sqlite3.Connection, words: list[str], condition: str, values: list[object], limit: int
) -> list[Hit]:
    numbers: list[int] = [
        row["number"]
        for row in connection.execute(
            f"""SELECT number FROM
                  (SELECT claim.number, bm25(claim_words) AS score
                   FROM claim_words CROSS JOIN claim ON claim.number = claim_words.rowid
                   JOIN report ON report.number = claim.report
                   WHERE claim_words MATCH ? AND {condition} ORDER BY claim_words.rowid DESC LIMIT ?)
                ORDER BY score, number LIMIT ?""",  # noqa: S608
            (_match(words), *values, max(limit, _RANKED), limit),
        )
    ]
    if len(numbers) < limit and all(len(word) >= _PART_FROM for word in words):
        numbers += _inside_words(connection, words, condition, values, limit)
    chosen = list(dict.fromkeys(numbers))[:limit]
    rows = [
        connection.execute(
            f"""SELECT claim.position, {COLUMNS} FROM claim JOIN report ON report.number = claim.report
                WHERE claim.number = ?""",  # noqa: S608
            (number,),
        ).fetchone()
        for number in chosen
    ]
    found = with_claims(connection, rows)
    return [Hit("claim", one.report, one.claim, one.claim.text, marks_in(one.claim.text, words)) for one in found]


def _inside_words(
    connection: sqlite3.Connection, words: list[str], condition: str, values: list[object], limit: int
) -> list[int]:
    """Claims with the words inside longer ones; three letters each narrow the candidates, the text itself decides."""
    grams = " AND ".join(f'"{word[i : i + 3]}"' for word in words for i in range(len(word) - 2))
    rows = connection.execute(
        f"""SELECT claim.number, claim.folded FROM claim_parts
            CROSS JOIN claim ON claim.number = claim_parts.rowid JOIN report ON report.number = claim.report
            WHERE claim_parts MATCH ? AND {condition} ORDER BY claim_parts.rowid DESC""",  # noqa: S608
        (grams, *values),
    )
    fitting = (row["number"] for row in rows if all(word in row["folded"] for word in words))
    return list(islice(fitting, 2 * limit))


def _reports(
    connection: sqlite3.Connection, words: list[str], condition: str, values: list[object], limit: int
) -> list[Hit]:
    rows = connection.execute(
        f"""SELECT report.text, {COLUMNS} FROM
              (SELECT report.number AS chosen, bm25(report_words) AS score
               FROM report_words CROSS JOIN report ON report.number = report_words.rowid
               WHERE report_words MATCH ? AND {condition} ORDER BY report_words.rowid DESC LIMIT ?)
            JOIN report ON report.number = chosen ORDER BY score, chosen LIMIT ?""",  # noqa: S608
        (_match(words), *values, max(limit, _RANKED), limit),
    )
    return [_report_hit(row, words) for row in rows]


def _report_hit(row: sqlite3.Row, words: list[str]) -> Hit:
    text: str = row["text"]
    first = next(_marks(text, words), None)
    passage = _around(text, first[0] if first else 0)
    return Hit("report", row_of(row), None, passage, marks_in(passage, words))


def _around(text: str, at: int) -> str:
    """The words before and after ``at``, whole ones."""
    start, end = max(0, at - _AROUND), at + _AROUND + 40
    before, after = text[start:at], text[at:end]
    if start:
        before = before.partition(" ")[2]
    return before + (after.rpartition(" ")[0] or after if end < len(text) else after)


def marks_in(text: str, words: list[str]) -> tuple[Span, ...]:
    """Where the (folded) words stand in ``text``, as beginnings of words or inside them."""
    return tuple(_marks(text, [word for word in words if word]))


def _marks(text: str, words: list[str]) -> Iterator[Span]:
    for match in _WORD.finditer(text):
        folded = fold(match.group())
        for word in words:
            at = folded.find(word)
            if folded == word or (at == 0 and len(word) >= _PREFIX_FROM) or (at > 0 and len(word) >= _PART_FROM):
                same = len(folded) == len(match.group())
                start = match.start() + (at if same else 0)
                yield (start, start + len(word)) if same else match.span()
                break
