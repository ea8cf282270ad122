"""The whole reading on texts that are no good news reports, and on reports in company."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from lagebild.intake import take_in
from lagebild.model import Delivery, Reading, Report
from lagebild.reading.bulk import read_all
from lagebild.reading.pipeline import read_report

GERMAN = (
    "Die Regierung will die Brücke bis zum Herbst sperren. „Die Pfeiler tragen nicht mehr“, sagte Verkehrsminister Jan "
    "Ohl am Dienstag in Kassel. Nach Angaben der Polizei fahren dort täglich 12.000 Wagen. Die Händler am Ufer sind "
    "verärgert, sie fürchten um ihr Geschäft."
)
SPANISH = (
    "El gobierno anunció el martes que cerrará el puente hasta el otoño. «Los pilares ya no resisten», dijo la "
    "ministra de Transporte, Ana Ruiz, en una rueda de prensa en Sevilla. Según la policía, pasan doce mil coches."
)
TURKISH = "Bakan salı günü köprünün kapatılacağını söyledi. Polise göre her gün on iki bin araç geçiyor. Esnaf tepkili."


def reading(text: str, language: str = "de") -> Reading:
    return read_report(Report(id="r", text=text, language=language, published="2024-05-01"))


def attributed(found: Reading) -> int:
    return sum(bool(claim.sources) for claim in found.claims)


def bare(text: str) -> str:
    """Without any mark."""
    return "".join(letter for letter in text if letter.isalnum() or letter.isspace())


@pytest.mark.parametrize(
    ("text", "language", "most"),
    [
        (bare(GERMAN), "de", 3),
        (bare(GERMAN).lower(), "de", 3),
        (GERMAN.upper(), "de", 3),
        (GERMAN.replace("“", ""), "de", 3),
        (GERMAN.replace("„", "“").replace("“", "”„", 1), "de", 3),
        ("“" + GERMAN + "„" * 7, "de", 4),
        (SPANISH, "en", 2),
        (TURKISH, "de", 1),
        ("0 1 1 2 3 5 8 13 " * 90, "en", 0),
        ("\n".join(["Aktie Kurs Plus", "Alba 12,4 0,3", "Borea 7,1 -0,2"] * 20), "de", 0),
    ],
    ids=["no marks", "lower case", "capitals", "unclosed", "mixed", "stray", "Spanish", "Turkish", "numbers", "table"],
)  # fmt: skip
def test_texts_that_are_no_plain_reports_give_few_sources_and_no_error(text: str, language: str, most: int) -> None:
    found = reading(text, language)
    assert attributed(found) <= most
    for claim in found.claims:
        assert all(0 <= start < end <= len(text) for start, end in claim.spans)


def test_a_report_reads_the_same_in_any_company(demo_folder: Path) -> None:
    reports = [item.report for item in take_in(demo_folder) if isinstance(item, Delivery)][:3]
    alone = {report.id: msgspec.json.encode(read_report(report)) for report in reports}
    for company in (reports, reports[::-1], [*reports, *reports]):
        for found in read_all(company):
            assert isinstance(found, Reading)
            assert msgspec.json.encode(found) == alone[found.report.id]
