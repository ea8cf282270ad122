"""On which day something is due, and where in a sentence that day may stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.story.made import entry

from lagebild.api import add
from lagebild.ledger import Ledger
from lagebild.model import Claim, Time
from lagebild.story.deadlines import ahead, deadlines
from lagebild.story.entries import Entry, load_entries


def due(time: Time, published: str = "2025-03-10") -> date:
    made = entry("a", published, "Bis dahin soll es fertig sein", act="plan")
    return ahead(Entry(made.claim, made.report, (time,)))[0].days[1]


@pytest.mark.parametrize(
    ("text", "value", "mod", "arrives", "day"),
    [
        ("zwei Wochen", "P2W", None, "2025-W13", date(2025, 3, 24)),
        ("zehn Tagen", "P10D", None, "2025-03-20", date(2025, 3, 20)),
        ("eines Jahres", "P1Y", None, "2026", date(2026, 3, 10)),
        ("Mitte Mai", "2025-05", "MID", None, date(2025, 5, 15)),
        ("der ersten Maihälfte", "2025-05", "START", None, date(2025, 5, 15)),
        ("Anfang Mai", "2025-05", "START", None, date(2025, 5, 10)),
        ("Ende Mai", "2025-05", "END", None, date(2025, 5, 31)),
    ],
)
def test_the_day_by_which_it_is_due(text: str, value: str, mod: str | None, arrives: str | None, day: date) -> None:
    kind = "DURATION" if value.startswith("P") else "DATE"
    made = Time(text=text, span=(0, 1), type=kind, value=value, mod=mod, arrives=arrives, deadline=True)  # type: ignore[arg-type]
    assert due(made) == day


def test_a_month_from_the_last_of_january_ends_in_february() -> None:
    month = Time(text="einem Monat", span=(0, 1), type="DURATION", value="P1M", arrives="2025-02", deadline=True)
    assert due(month, "2025-01-31") == date(2025, 2, 28)


def test_what_is_put_off_in_the_sentence_that_recalls_it_has_moved() -> None:
    promised = entry("a", "2025-03-01", "Der Impfstoff kommt bis 15. März", act="plan", times=["2025-03-15"])
    late = entry("b", "2025-03-12", "Der für den 15. zugesagte kommt erst am 26.", times=["2025-03-15", "2025-03-26"])
    found = deadlines({"a": promised, "b": late}, [(("a", 0), ("b", 0), 0.9)], date(2025, 3, 20))
    assert {(d.claim, d.date, d.status) for d in found} == {
        ("a", "2025-03-15", "moved"),
        ("b", "2025-03-15", "moved"),
        ("b", "2025-03-26", "open"),
    }


def test_a_date_beside_the_content_is_the_claims(tmp_path: Path) -> None:
    text = (
        "Berlin - Ein Bündnis von vier Parteien hatte bis zum 31. August einen schriftlichen Zeitplan verlangt. "
        "Die Regierung lehnte das ab."
    )
    (tmp_path / "r.txt").write_text(text, "utf-8")
    (tmp_path / "r.json").write_text('{"id": "r", "published": "2025-08-12", "language": "de"}', "utf-8")
    with Ledger(tmp_path / "l.db") as ledger:
        add(ledger, tmp_path / "r.txt")
        entries = load_entries(ledger)
    demands = [e for e in entries.values() if e.claim.act == "demand"]
    assert [[one.days[1] for one in ahead(e)] for e in demands] == [[date(2025, 8, 31)]]


def test_a_time_inside_another_claim_is_that_claims_alone() -> None:
    own = Claim(id="a", text="Man geht", spans=((0, 8),), form="narration")
    assert Entry(own, entry("b", "2025-01-01", "x").report).beside == ()
