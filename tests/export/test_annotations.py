"""Claims as W3C Web Annotations: what the model demands, and that the selectors find the words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lagebild.cli.app import cli
from lagebild.export.annotations import annotation
from lagebild.intake import deliver_text
from lagebild.ledger import Ledger
from lagebild.model import Claim, Report


def exported(ledger: Path) -> Any:
    arguments = ["export", "--format", "annotations", "--ledger", str(ledger)]
    return json.loads(CliRunner().invoke(cli, arguments, standalone_mode=False).stdout_bytes)


def targets_of(item: Any) -> list[Any]:
    return item["target"] if isinstance(item["target"], list) else [item["target"]]


def test_the_collection_is_one_of_the_model(read_demo: Path) -> None:
    collection = exported(read_demo)
    page = collection["first"]
    assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (collection["type"], page["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert page["partOf"] == collection["id"]
    assert (page["startIndex"], collection["total"]) == (0, len(page["items"]))
    assert len({item["id"] for item in page["items"]}) == len(page["items"]) > 50
    assert exported(read_demo) == collection


def test_an_empty_ledger_has_an_empty_collection(tmp_path: Path) -> None:
    Ledger(tmp_path / "x.db").close()
    collection = exported(tmp_path / "x.db")
    assert (collection["total"], collection["first"]["items"]) == (0, [])


def test_every_selector_finds_its_words(read_demo: Path) -> None:
    with Ledger(read_demo, read_only=True) as ledger:
        by_url = {row.url: ledger.report(row.id).text for row in ledger.reports()}
        claims = {one.claim.id: one.claim for one in ledger.claims()}
    for item in exported(read_demo)["first"]["items"]:
        assert item["type"] == "Annotation"
        shown, structured = item["body"]
        claim = claims.pop(structured["claim"])
        assert [structured[name] for name in ("act", "certainty", "polarity")] == [
            claim.act, claim.certainty, claim.polarity,
        ]  # fmt: skip
        assert [source["text"] for source in structured["sources"]] == [source.text for source in claim.sources]
        assert all((source.resolved or source.text) in shown["value"] for source in claim.sources)
        for target, (start, end) in zip(targets_of(item), claim.spans, strict=True):
            text = by_url[target["source"]]
            quote, position = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"] == text[start:end]
            assert text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
    assert claims == {}


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "urn:x"])
def test_a_report_without_an_address_of_the_web_is_named_by_its_hash(url: str | None) -> None:
    report = Report(id="r", text="Das Gesetz kommt.", url=url)
    claim = Claim(id="c-1", text="Das Gesetz kommt", spans=((0, 16),), form="narration")
    target = annotation(claim, report)["target"]
    # Both written by "openssl dgst -sha256", the first in base64url.
    assert target["source"] == "ni:///sha-256;Zt7yAq8zq5zJa9DY-7qJdJPMGAXAfrUIC6sQpOQ6vGs"
    assert target["textSha256"] == "66def202af33ab9cc96bd0d8fbba897493cc1805c07eb5080bab10a4e43abc6b"


def test_parts_of_a_claim_are_targets_of_their_own() -> None:
    text = "„Wir gehen“, sagte er, „und zwar 🛑 bald.“"
    start = text.index("und")
    report = deliver_text(text, url="https://x.example/a", language="de").report
    claim = Claim(id="c-2", text="…", spans=((1, 10), (start, start + 15)), form="direct")
    targets = annotation(claim, report)["target"]
    assert [target["selector"][0]["exact"] for target in targets] == ["Wir gehen", "und zwar 🛑 bald"]
    assert targets[0]["selector"][0]["prefix"] == "„"
    assert targets[1]["selector"][1] == {"type": "TextPositionSelector", "start": start, "end": start + 15}
