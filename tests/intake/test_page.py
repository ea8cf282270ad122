from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.errors import InputError
from lagebild.intake import Options
from lagebild.intake.page import take_page
from lagebild.model import Report

SENTENCES = "Die Märkte fürchten größere Schäden, sagte der Präsident am Dienstag in Köln. Er sprach von „Vorsicht“. "
OPTIONS = Options()


def page_of(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>"


def read(page: str | bytes, charset: str | None = None) -> Report:
    raw = page.encode() if isinstance(page, str) else page
    return take_page(raw, "seite.html", OPTIONS, charset=charset).report


def test_a_page_with_its_data(site: str) -> None:
    from lagebild.intake import take_in

    (delivery,) = take_in(f"{site}/page", Options(allow_private=True))
    report = delivery.report  # type: ignore[union-attr]
    assert report.title == "Brücke gesperrt"
    assert report.outlet == "Talbote"
    assert report.byline == "Rita Holm"
    assert report.published == "2024-05-03T08:00:00+02:00"
    assert report.modified == "2024-05-03T09:30:00+02:00"
    assert report.url == "https://talbote.example/bruecke"
    assert report.language == "de"
    assert report.extractor and report.extractor.startswith("trafilatura ")
    first, quote, last = report.text.split("\n\n")
    assert first.startswith("Die Talbrücke")
    assert "teilte die Stadt am Freitag mit. Betroffen" in first
    assert quote.startswith("„Wir haben Risse im Träger gefunden“")
    assert last.endswith("lange Staus.")


@pytest.mark.parametrize(
    ("encoding", "declared", "meta"),
    [
        ("utf-8", None, ""),
        ("utf-8", "iso-8859-1", ""),
        ("utf-8", None, '<meta charset="utf-16">'),
        ("cp1252", None, ""),
        ("cp1252", "utf-8", ""),
        ("cp1252", "no-such-code", ""),
        ("cp1252", None, '<meta charset="iso-8859-1">'),
        ("utf-16", None, ""),
        ("utf-16-le", None, ""),
    ],
)
def test_right_and_wrong_encodings(encoding: str, declared: str | None, meta: str) -> None:
    report = read(page_of(f"<p>{SENTENCES * 3}</p>", meta).encode(encoding), declared)
    assert report.text.startswith("Die Märkte fürchten größere Schäden")
    assert "„Vorsicht“" in report.text


def test_malformed_markup_still_gives_its_text() -> None:
    report = read(f"<html><p><b>{SENTENCES}<i></b><table><p>{SENTENCES}</div></span><a href='x\"><p>{SENTENCES * 3}")
    assert "Die Märkte fürchten" in report.text


def test_script_stays_text_or_goes() -> None:
    page = page_of(
        f"<h1>x</h1><p>{SENTENCES}</p><script>alert(1)</script>"
        f"<p>Er schrieb &lt;script&gt;alert(2)&lt;/script&gt; an die Wand. {SENTENCES}</p>",
        "<title>&lt;img src=x onerror=alert(3)&gt;</title><link rel=canonical href='javascript:alert(4)'>",
    )
    report = read(page)
    assert "alert(1)" not in report.text
    assert "<script>alert(2)</script>" in report.text
    assert report.url is None


@pytest.mark.parametrize("depth", [300, 5000, 100_000])
def test_deep_nesting_ends_in_a_clear_failure(depth: int) -> None:
    with pytest.raises(InputError, match="nested too deeply"):
        read("<div>" * depth + SENTENCES + "</div>" * depth)


def test_huge_pages_end_in_a_clear_failure() -> None:
    with pytest.raises(InputError, match="larger than 10 MB"):
        read(b"<p>" + b"Wort " * 10_000_000)
    with pytest.raises(InputError, match="too many elements"):
        read("<html><body>" + "<p>Wort.</p>" * 60_000)


@pytest.mark.parametrize(
    "raw", [b"", b"   ", b"<html></html>", bytes(range(256)) * 40, b"<!doctype html><!-- x", b"<?xml"]
)
def test_nothing_to_read(raw: bytes) -> None:
    with pytest.raises(InputError):
        read(raw)


@pytest.mark.parametrize(
    "data", ["{", "[" * 5000, '{"@type": 5}', '{"@type": "NewsArticle", "author": 7, "publisher": []}', "null"]
)
def test_broken_json_ld_is_passed_over(data: str) -> None:
    assert read(page_of(f"<p>{SENTENCES * 3}</p>", f'<script type="application/ld+json">{data}</script>')).text


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet="<>/=\"' abpdivscrt!-&#x0;[]é„", max_size=200).map(str.encode))
def test_whatever_comes_is_a_report_or_a_clear_failure(raw: bytes) -> None:
    try:
        report = read(raw)
    except InputError:
        return
    assert report.text
