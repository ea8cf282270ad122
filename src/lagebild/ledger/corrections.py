"""Corrections: a person's decisions over the machine's reading, kept by the words they were made on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal, get_args

import msgspec
from msgspec import Struct, structs

from lagebild.errors import LedgerError
from lagebild.ledger.actors import resolved
from lagebild.model import Act, ActorRef, Certainty, Claim, Polarity, Source, Spans

Verdict = Literal["right", "wrong", "edit", "note", "together", "apart", "unrelated", "merge"]
"""``together`` and ``apart``: two claims make the same proposition, or do not; ``unrelated``: there is no relation
between them; ``merge``: two actors are one."""

OF_ONE: tuple[Verdict, ...] = ("right", "wrong", "edit", "note")
OF_TWO: tuple[Verdict, ...] = ("together", "apart", "unrelated")

EDITABLE: dict[str, tuple[str, ...] | None] = {
    "act": get_args(Act),
    "certainty": get_args(Certainty),
    "polarity": get_args(Polarity),
    "source": None,
}
"""What can be edited, with its values; a source is any words of the report, or none for the outlet itself."""

_COLUMNS = "made, verdict, report, words, start, other_report, other_words, other_start, field, value, undone"
# A newer reading cuts a claim a little otherwise: so much of the words must be common (Jaccard) to be the same.
_SAME_WORDS = 0.6


class Pin(Struct, frozen=True):
    """A claim by its words: the address of its report, the words, and where they began."""

    report: str
    words: str
    start: int


class Correction(Struct, frozen=True, kw_only=True):
    """One decision. ``number`` is the ledger's own; ``undone`` tells when it was taken back, if it was."""

    number: int = 0
    made: str
    verdict: Verdict
    claim: Pin | None = None
    other: Pin | None = None
    field: str | None = None
    value: str | None = None
    undone: str | None = None


def now() -> str:
    """The present instant, as corrections carry it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def checked(correction: Correction) -> Correction:
    """The correction itself; raises :class:`LedgerError` where it says nothing that can be kept."""
    verdict, field = correction.verdict, correction.field
    if verdict in OF_ONE and correction.claim is None:
        raise LedgerError(f"a correction '{verdict}' needs a claim")
    if verdict in OF_TWO and (correction.claim is None or correction.other is None):
        raise LedgerError(f"a correction '{verdict}' needs two claims")
    if verdict in OF_TWO and correction.claim == correction.other:
        raise LedgerError("the two claims are the same one")
    if verdict == "edit":
        if field not in EDITABLE or correction.value is None:
            raise LedgerError(f"{field!r} cannot be edited", remedy=f"one of: {', '.join(EDITABLE)}")
        allowed = EDITABLE[field]
        if allowed is not None and correction.value not in allowed:
            raise LedgerError(f"{correction.value!r} is no {field}", remedy=f"one of: {', '.join(allowed)}")
    if verdict in {"note", "merge"} and not correction.value:
        raise LedgerError(f"a correction '{verdict}' needs a value")
    return correction


def write(connection: sqlite3.Connection, correction: Correction) -> int:
    """Keep a correction; returns its number. To be called inside a transaction."""
    one, other = correction.claim, correction.other
    values = (
        correction.made,
        correction.verdict,
        *((one.report, one.words, one.start) if one else (None, None, None)),
        *((other.report, other.words, other.start) if other else (None, None, None)),
        correction.field,
        correction.value,
        correction.undone,
    )
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(f"INSERT INTO correction ({_COLUMNS}) VALUES ({marks})", values)  # noqa: S608
    return cursor.lastrowid or 0


def load(connection: sqlite3.Connection, *, address: str | None = None, undone: bool = False) -> list[Correction]:
    """Corrections in the order they were made: all, or those of the report at ``address`` and of all actors."""
    conditions = [] if undone else ["undone IS NULL"]
    if address is not None:
        conditions.append("(report = ? OR verdict = 'merge')")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = connection.execute(
        f"SELECT number, {_COLUMNS} FROM correction{where} ORDER BY number",  # noqa: S608 - our own names
        (address,) if address is not None else (),
    )
    return [_correction(row) for row in rows]


def _correction(row: sqlite3.Row) -> Correction:
    return Correction(
        number=row["number"],
        made=row["made"],
        verdict=row["verdict"],
        claim=Pin(row["report"], row["words"], row["start"]) if row["report"] is not None else None,
        other=Pin(row["other_report"], row["other_words"], row["other_start"]) if row["other_report"] else None,
        field=row["field"],
        value=row["value"],
        undone=row["undone"],
    )


def undo(connection: sqlite3.Connection, number: int) -> Correction:
    """Take a correction back; it stays on record. Raises :class:`LedgerError` for an unknown or undone one."""
    row = connection.execute(f"SELECT number, {_COLUMNS} FROM correction WHERE number = ?", (number,)).fetchone()  # noqa: S608
    if row is None or row["undone"] is not None:
        raise LedgerError(f"there is no correction {number} to undo", remedy="lagebild correct list shows them")
    connection.execute("UPDATE correction SET undone = ? WHERE number = ?", (now(), number))
    return _correction(row)


def forget(connection: sqlite3.Connection, address: str) -> None:
    """Drop what was decided on the words of a report that is no longer there."""
    connection.execute("DELETE FROM correction WHERE report = ? OR other_report = ?", (address, address))


def start_of(claim: Claim) -> int:
    """Where the claim's words begin."""
    return claim.spans[0][0] if claim.spans else 0


def pinned(pin: Pin, claims: Sequence[Claim]) -> Claim | None:
    """The claim that ``pin`` means: of the same words the nearest, else the one with most words in common."""

    def distance(claim: Claim) -> int:
        return abs(start_of(claim) - pin.start)

    same = [claim for claim in claims if claim.text == pin.words]
    if same:
        return min(same, key=distance)
    wanted = set(pin.words.lower().split())
    best = max(((_common(wanted, claim), -distance(claim), at) for at, claim in enumerate(claims)), default=None)
    return claims[best[2]] if best is not None and best[0] >= _SAME_WORDS else None


def _common(wanted: set[str], claim: Claim) -> float:
    words = set(claim.text.lower().split())
    return len(words & wanted) / max(1, len(words | wanted))


def corrected(
    claims: Sequence[Claim], text: str, found: Iterable[Correction], by_name: Mapping[str, ActorRef] | None = None
) -> tuple[Claim, ...]:
    """The claims with ``found`` applied, the later over the earlier: wrong ones are left out, edits done.

    ``by_name`` are the machine's own merges of actors; a person's merge of the same actor replaces it, one into itself
    takes it back.
    What a person has judged has the confidence 1 and ``corrected`` set. ``text`` is the report's.
    """
    result: list[Claim | None] = list(claims)
    merges: dict[str, ActorRef] = dict(by_name or {})
    for correction in found:
        if correction.verdict == "merge" and correction.field and correction.value:
            merges[correction.field] = merged_into(correction)
        elif correction.verdict in {"right", "wrong", "edit"} and correction.claim is not None:
            target = pinned(correction.claim, claims)
            at = next((at for at, claim in enumerate(claims) if claim is target), None)
            now_there = result[at] if at is not None else None
            if at is not None:
                result[at] = _judged(now_there or claims[at], text, correction)
    kept = (claim for claim in result if claim is not None)
    ends = resolved(merges)
    return tuple(_merged(claim, ends) for claim in kept) if ends else tuple(kept)


def merged_into(correction: Correction) -> ActorRef:
    """The actor that a merge leads to."""
    return msgspec.json.decode(correction.value or "{}", type=ActorRef)


def _judged(claim: Claim, text: str, correction: Correction) -> Claim | None:
    if correction.verdict == "wrong":
        return None
    claim = structs.replace(claim, confidence=1.0, corrected=True)
    value = correction.value or ""
    if correction.verdict == "right":
        return claim
    if correction.field == "source":
        return _with_source(claim, text, value)
    changed: Claim = structs.replace(claim, **{correction.field or "": value})
    if correction.field == "act" and changed.sources:
        first = structs.replace(changed.sources[0], act=changed.act)
        changed = structs.replace(changed, sources=(first, *changed.sources[1:]))
    return changed


def _with_source(claim: Claim, text: str, words: str) -> Claim:
    """The claim on the word of who is named by ``words``, the mention nearest to it; on the outlet's for none."""
    if not words:
        return structs.replace(claim, sources=())
    if claim.sources and claim.sources[0].text == words:
        return claim
    spans = nearest(text, words, start_of(claim))
    if spans is None:
        return claim
    old = claim.sources[0] if claim.sources else None
    source = Source(text=words, spans=spans, cue=old.cue if old else None, act=claim.act)
    return structs.replace(claim, sources=(source, *claim.sources[1:]))


def nearest(text: str, words: str, position: int) -> Spans | None:
    """Where ``words`` stand in ``text``, nearest to ``position``; ``None`` if they do not."""
    before = text.rfind(words, 0, position + len(words))
    after = text.find(words, position)
    places = [at for at in (before, after) if at >= 0]
    if not places:
        return None
    at = min(places, key=lambda place: abs(place - position))
    return ((at, at + len(words)),)


def _merged(claim: Claim, merges: dict[str, ActorRef]) -> Claim:
    sources = tuple(
        structs.replace(source, actor=merges[source.actor.id])
        if source.actor is not None and source.actor.id in merges
        else source
        for source in claim.sources
    )
    mentions = tuple(
        structs.replace(mention, id=merges[mention.id].id) if mention.id in merges else mention
        for mention in claim.actors
    )
    return structs.replace(claim, sources=sources, actors=mentions)
