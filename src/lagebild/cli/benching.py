"""``lagebild bench``: quality on a public corpus that is on this machine."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click
from msgspec import structs

from lagebild.bench.corpora import Document, load
from lagebild.bench.score import SURE, Figures, score
from lagebild.cli import screen
from lagebild.cli.options import format_option
from lagebild.model import Attribution, Span
from lagebild.reading.attribution import find_attributions
from lagebild.reading.claims.contents import is_named
from lagebild.reading.encoder import read as network

_SPEED_WORDS = 250


def _named(text: str, language: str, sentences: Sequence[Span]) -> list[Attribution]:
    """What claims are made of: only sources that are sure enough are named."""
    found = find_attributions(text, language, sentences)
    return [a if is_named(a) else structs.replace(a, source=None) for a in found]


# What is annotated in the corpora and what a claim takes for its source differ: the network learned the one, grammar
# and rules make the other of it.
_READERS = {"network": network.find_attributions, "claims": _named}
_reader_option = click.option(
    "--reader",
    type=click.Choice(list(_READERS)),
    default="network",
    show_default=True,
    help="The network, which reads as the corpora annotate, or what claims are made of (docs/quality.md).",
)


@click.group("bench")
def command() -> None:
    """Measure reading quality on a public corpus: its folder with dev.jsonl, or a JSON Lines file of it."""


@command.command("quotes")
@click.argument("path", type=click.Path(path_type=Path))
@_reader_option
@format_option("text", "json")
def quotes(path: Path, reader: str, written: str) -> int:
    """Quotations and roles against the German corpus (Petersen-Frey and Biemann 2024)."""
    return _bench(path, reader, written)


@command.command("attributions")
@click.argument("path", type=click.Path(path_type=Path))
@_reader_option
@format_option("text", "json")
def attributions(path: Path, reader: str, written: str) -> int:
    """Sources, cues and contents against PolNeAR (Newell et al. 2018)."""
    return _bench(path, reader, written)


def _bench(path: Path, reader: str, written: str) -> int:
    documents, find = load(path), _READERS[reader]
    with click.progressbar(
        length=len(documents), label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:

        def read(document: Document) -> list[Attribution]:
            bar.update(1)
            return find(document.text, document.language, document.sentences)

        began = time.perf_counter()
        figures = score(documents, read)
    spent = time.perf_counter() - began
    if written == "json":
        screen.write_json(figures)
    else:
        _print(figures)
        words = sum(len(document.words) for document in documents)
        click.echo(f"{len(documents)} reports, {words / _SPEED_WORDS / spent:.1f} of {_SPEED_WORDS} words a second")
    return 0


def _print(figures: Figures) -> None:
    click.echo(f"{'':10} {'macro F1':>9} {'precision':>9} {'recall':>9} {'micro F1':>9}")
    for name, macro in figures.macro.items():
        micro = figures.micro[name].f1
        click.echo(f"{name:10} {macro.f1:9.3f} {macro.precision:9.3f} {macro.recall:9.3f} {micro:9.3f}")
    click.echo(f"content at least half right: F1 {figures.found:.3f}, with the right source {figures.sourced:.3f}")
    click.echo(f"source without a word of the gold's: {figures.wrong} of {figures.named} named")
    click.echo(f"of those where gold and reading name somebody: {figures.misnamed} of {figures.compared}")
    click.echo(f"of those read with more than {SURE}: {figures.misnamed_sure} of {figures.sure}")
    click.echo(f"{'confidence':>10} {'read':>6} {'mean':>6} {'right':>6}")
    for row in figures.reliability:
        click.echo(f"{f'from {row.low:.1f}':>10} {row.count:6} {row.confidence:6.2f} {row.right:6.2f}")
    click.echo(f"gold {figures.gold}, read {figures.read}")
