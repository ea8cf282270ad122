"""The story as one page: complete, self-contained, and harmless whatever a report holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from lagebild.cli.app import cli
from lagebild.intake import deliver_text
from lagebild.ledger import Filter, Ledger
from lagebild.model import Delivery
from lagebild.reading.pipeline import read_report


def page_of(ledger: Path, *arguments: str) -> str:
    answer = CliRunner().invoke(
        cli, ["export", "--format", "html", "--ledger", str(ledger), *arguments], standalone_mode=False
    )
    assert answer.exception is None, answer.exception
    return answer.stdout


@pytest.mark.parametrize(("language", "words"), [("de", "Widersprüche"), ("en", "Conflicts")])
def test_the_page_holds_every_claim_and_links_to_it(read_demo: Path, language: str, words: str) -> None:
    page = page_of(read_demo, "--language", language)
    with Ledger(read_demo, read_only=True) as ledger:
        claims = {one.claim.id for one in ledger.claims(Filter(latest=False))}
    assert words in page
    assert set(re.findall(r'<article class="card[^>]*id="([^"]+)"', page)) == claims
    assert claims <= set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))


def test_the_page_needs_nothing_else(read_demo: Path) -> None:
    page = page_of(read_demo)
    assert "<script" not in page
    assert "<link" not in page
    assert "src=" not in page


def test_a_hostile_report_is_words_on_the_page(tmp_path: Path) -> None:
    text = 'Der <script>alert("x")</script> sagte, <img src=x onerror=alert(1)> komme bis 3. Mai 2024.'
    delivery = deliver_text(text, title="<b>T</b>", published="2024-03-01", language="de", url="javascript:alert(1)")
    with Ledger(tmp_path / "h.db") as ledger:
        _, report = ledger.plan(delivery.report)
        ledger.add(Delivery(report, b"", "text/plain"), read_report(report))
    page = page_of(tmp_path / "h.db")
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>T" not in page
    assert 'href="javascript' not in page
