"""``lagebild correct``: what a person decides over the machine's reading; it wins, and it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click
import msgspec

from lagebild.api import correct
from lagebild.api import undo as take_back
from lagebild.cli import screen
from lagebild.cli.options import ledger_option
from lagebild.errors import LedgerError
from lagebild.ledger import Ledger
from lagebild.ledger.corrections import EDITABLE, Correction, Verdict, now

_MOST_BYTES = 50_000_000


@click.group("correct")
def command() -> None:
    """Correct the reading: your decision wins over the machine's, survives a new reading, and can be undone."""


def _judge(ledger: Path, found: Sequence[tuple[Verdict, str, str | None]], value: str | None = None) -> None:
    """Keeps decisions on claims (verdict, claim, second claim) and prints their numbers."""
    with Ledger(ledger) as opened:
        corrections = [
            Correction(
                made=now(), verdict=verdict, claim=opened.pin(one), other=opened.pin(two) if two else None, value=value
            )
            for verdict, one, two in found
        ]
        _keep(opened, corrections)


def _keep(opened: Ledger, corrections: Iterable[Correction]) -> None:
    for number in correct(opened, *corrections):
        click.echo(f"correction {number}")


@command.command("right")
@click.argument("claims", nargs=-1, required=True)
@ledger_option
def right(claims: tuple[str, ...], ledger: Path) -> None:
    """The claims are read rightly."""
    _judge(ledger, [("right", claim, None) for claim in claims])


@command.command("wrong")
@click.argument("claims", nargs=-1, required=True)
@ledger_option
def wrong(claims: tuple[str, ...], ledger: Path) -> None:
    """The claims are misread: they are shown nowhere any more."""
    _judge(ledger, [("wrong", claim, None) for claim in claims])


@command.command("edit")
@click.argument("claim")
@click.option("--act", type=click.Choice(EDITABLE["act"] or ()))
@click.option("--certainty", type=click.Choice(EDITABLE["certainty"] or ()))
@click.option("--polarity", type=click.Choice(EDITABLE["polarity"] or ()))
@click.option("--source", metavar="WORDS", help="Who says it, in the report's words; '' for the outlet itself.")
@ledger_option
def edit(claim: str, ledger: Path, **fields: str | None) -> None:
    """Change how a claim is read: what its source does, how firmly, on whose word."""
    given = {name: value for name, value in fields.items() if value is not None}
    if not given:
        raise click.UsageError("Say what to change: --act, --certainty, --polarity or --source.")
    with Ledger(ledger) as opened:
        pin = opened.pin(claim)
        edits = (
            Correction(made=now(), verdict="edit", claim=pin, field=field, value=value)
            for field, value in given.items()
        )
        _keep(opened, edits)


@command.command("note")
@click.argument("claim")
@click.argument("words")
@ledger_option
def note(claim: str, words: str, ledger: Path) -> None:
    """Write a note on a claim."""
    _judge(ledger, [("note", claim, None)], words)


@command.command("together")
@click.argument("first")
@click.argument("second")
@ledger_option
def together(first: str, second: str, ledger: Path) -> None:
    """Two claims make the same proposition: their threads become one."""
    _judge(ledger, [("together", first, second)])


@command.command("apart")
@click.argument("first")
@click.argument("second")
@ledger_option
def apart(first: str, second: str, ledger: Path) -> None:
    """Two claims do not make the same proposition: they are in no thread together."""
    _judge(ledger, [("apart", first, second)])


@command.command("unrelated")
@click.argument("first")
@click.argument("second")
@ledger_option
def unrelated(first: str, second: str, ledger: Path) -> None:
    """The relation told between two claims is wrong."""
    _judge(ledger, [("unrelated", first, second)])


@command.command("merge")
@click.argument("actor")
@click.argument("into")
@ledger_option
def merge(actor: str, into: str, ledger: Path) -> None:
    """Two actors are one: ACTOR (its name or id) is INTO from now on. Undo it to split them again."""
    with Ledger(ledger) as opened:
        one, other = opened.actor(actor), opened.actor(into)
        if one.id == other.id:
            raise LedgerError(f"{actor!r} and {into!r} are one actor already")
        value = msgspec.json.encode(other).decode()
        _keep(opened, [Correction(made=now(), verdict="merge", field=one.id, value=value)])


@command.command("list")
@click.option("--all", "undone", is_flag=True, help="Also those that were taken back.")
@ledger_option
def listing(ledger: Path, undone: bool) -> int:
    """List corrections with their numbers."""
    with Ledger(ledger, read_only=True) as opened:
        found = opened.corrections(undone=undone)
    columns = ("number", "made", "verdict", "on", "also on", "field", "value", "undone")
    rows = [
        (
            str(one.number), one.made[:16], one.verdict, one.claim.words if one.claim else "",
            one.other.words if one.other else "", one.field or "", one.value or "", (one.undone or "")[:16],
        )
        for one in found
    ]  # fmt: skip
    screen.table(columns, [tuple(screen.clean(cell) for cell in row) for row in rows])
    return 0 if found else 1


@command.command("undo")
@click.argument("numbers", type=int, nargs=-1, required=True)
@ledger_option
def undo(numbers: tuple[int, ...], ledger: Path) -> None:
    """Take corrections back; they stay on record."""
    with Ledger(ledger) as opened:
        take_back(opened, *numbers)
    for number in numbers:
        click.echo(f"undone {number}")


@command.command("save")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@ledger_option
def save(file: Path, ledger: Path) -> None:
    """Write all corrections to FILE, one JSON object a line, for another ledger or as a copy."""
    with Ledger(ledger, read_only=True) as opened:
        found = opened.corrections()
    file.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in found))
    click.echo(f"{len(found)} corrections in {file}")


@command.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@ledger_option
def load(file: Path, ledger: Path) -> None:
    """Take in the corrections that 'correct save' wrote; those for reports still to come wait for them."""
    if file.stat().st_size > _MOST_BYTES:
        raise LedgerError("the file is too large", origin=str(file), remedy="it holds corrections, one a line")
    try:
        found = [msgspec.json.decode(line, type=Correction) for line in file.read_bytes().splitlines() if line.strip()]
    except msgspec.MsgspecError as error:
        raise LedgerError(f"these are no corrections: {error}", origin=str(file)) from error
    with Ledger(ledger) as opened:
        there = {_key(one) for one in opened.corrections()}
        new = [one for one in found if _key(one) not in there]
        correct(opened, *new)
    click.echo(f"{len(new)} corrections taken in, {len(found) - len(new)} were there already")


def _key(correction: Correction) -> tuple[object, ...]:
    return (correction.made, correction.verdict, correction.claim, correction.other, correction.field, correction.value)
