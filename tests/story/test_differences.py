"""What two claims say otherwise: side by side in one report, and in one report after another."""

from __future__ import annotations

import pytest
from msgspec import structs
from tests.story.made import entry

from lagebild.story.entries import Entry
from lagebild.story.relations import relations
from lagebild.story.threads import Link, Thread


def told(*entries: Entry, alike: float = 0.8, threaded: bool = True) -> set[tuple[str, str, str]]:
    """The relations of claims of which each two are this much alike."""
    known = {e.claim.id: e for e in sorted(entries, key=lambda e: e.order)}
    names = list(known)
    links: list[Link] = [((a, 0), (b, 0), alike) for i, a in enumerate(names) for b in names[i + 1 :]]
    found = [Thread(names[0], tuple(names))] if threaded else []
    return {(r.a, r.b, r.type) for r in relations(known, found, links)}


def counted(name: str, number: float, of: str, text: str, day: str = "2025-06-01", **more: object) -> Entry:
    return entry(name, day, text, quantities=[(number, of)], **more)  # type: ignore[arg-type]


def test_two_counts_side_by_side_contradict_each_other_however_they_are_worded() -> None:
    one = counted("a", 12000, "Menschen", "Rund 12.000 Menschen zogen durch die Stadt", report="r", source="der Bund")
    other = counted("b", 7500, "", "Die Polizei zählte 7.500", report="r", at=60)
    assert told(one, other, alike=0.15, threaded=False) == {("a", "b", "contradicts")}


def test_counts_of_other_things_in_one_report_are_no_conflict() -> None:
    jobs = counted("a", 6000, "Arbeitsplätze", "Es entstehen 6.000 Arbeitsplätze", report="r", source="ein Beamter")
    names = counted("b", 9000, "Unterschriften", "Es gibt 9.000 Unterschriften", report="r", source="Voss", at=60)
    assert told(jobs, names, alike=0.45, threaded=False) == set()


def test_what_is_there_and_what_is_to_go_are_no_two_counts_of_one_thing() -> None:
    there = counted("a", 2500, "soldiers", "2,500 soldiers are stationed there", language="en")
    go = counted("b", 700, "soldiers", "700 soldiers will go", "2025-06-20", language="en", act="predict")
    assert ("a", "b", "updates") not in told(there, go, alike=0.7)


def test_a_value_that_is_told_again_later_was_contradicted_not_replaced() -> None:
    first = counted("a", 5, "Verletzte", "Es gab fünf Verletzte", "2025-06-01")
    wrong = counted("b", 9, "Verletzte", "Es gab neun Verletzte", "2025-06-10")
    again = counted("c", 5, "Verletzte", "Es gab fünf Verletzte", "2025-06-12")
    assert ("a", "b", "contradicts") in told(first, wrong, again)
    assert ("a", "b", "updates") in told(first, wrong)


def test_two_named_sources_who_counted_what_is_over_contradict_each_other_weeks_apart() -> None:
    union = counted("a", 5200, "Menschen", "5.200 Menschen streikten", source="die Gewerkschaft", orientation="past")
    firm = counted(
        "b", 3900, "Menschen", "3.900 Menschen streikten", "2025-06-20", source="die Firma", orientation="past"
    )
    newer = counted(
        "b", 5900, "Menschen", "Inzwischen streikten 5.900 Menschen", "2025-06-20", source="X", orientation="past"
    )
    assert told(union, firm) == {("a", "b", "contradicts")}
    assert told(union, newer) == {("a", "b", "updates")}


def test_a_report_sets_one_date_against_another() -> None:
    one = entry(
        "a", "2025-06-01", "Die Arbeiten enden im Mai 2026", report="r", source="der Minister", times=["2026-05"]
    )
    other = entry(
        "b",
        "2025-06-01",
        "Sie dauern bis zum Herbst 2027",
        report="r",
        source="die Firma",
        times=["2027-FA"],
        frame="Die Firma erklärte dagegen",
        at=80,
    )
    plain = Entry(structs.replace(other.claim, frame=None), other.report)
    assert told(one, other, alike=0.1, threaded=False) == {("a", "b", "contradicts")}
    assert told(one, plain, alike=0.1, threaded=False) == set()


def test_not_in_one_month_but_in_another_is_a_new_date() -> None:
    plan = entry("a", "2025-06-01", "Der Bau beginnt im Oktober", act="plan", times=["2025-10"])
    later = entry(
        "b",
        "2025-09-20",
        "Gebaut wird nicht im Oktober, sondern im März",
        act="plan",
        times=["2025-10", "2026-03"],
    )
    assert told(plan, later) == {("a", "b", "updates")}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Ministerin wollte den Preis nicht bestätigen", "de"),
        ("The company would neither confirm nor deny the price", "en"),
        ("Über den Preis ist unklar, ob er steigt", "de"),
    ],
)
def test_who_says_nothing_contradicts_nobody(text: str, language: str) -> None:
    said = entry("a", "2025-06-01", "Der Preis steigt")
    silent = entry(
        "b",
        "2025-06-02",
        text,
        language=language,
        polarity="negative",
        certainty="unknown" if "unklar" in text else "certain",
    )
    assert ("a", "b", "contradicts") not in told(said, silent)


def test_who_says_that_it_is_not_so_contradicts() -> None:
    said = entry("a", "2025-06-01", "Der Preis steigt", source="die Firma")
    denied = entry("b", "2025-06-02", "Der Preis steigt nicht", source="die Kammer", polarity="negative")
    assert told(said, denied) == {("a", "b", "contradicts")}


def test_what_was_not_so_has_come_about_since() -> None:
    not_yet = entry("a", "2025-06-01", "Es gibt keine Einigung", polarity="negative")
    agreed = entry("b", "2025-06-20", "Beide Seiten haben sich geeinigt", orientation="past")
    still = entry("b", "2025-06-20", "Eine Einigung gibt es sehr wohl", source="ein Sprecher")
    assert told(not_yet, agreed) == {("a", "b", "updates")}
    assert told(not_yet, still) == {("a", "b", "contradicts")}


def test_what_happened_after_the_first_report_updates_it() -> None:
    filed = entry("a", "2025-06-01", "Die Gemeinde hat Berufung eingelegt", times=["2025-05-30"])
    withdrawn = entry("b", "2025-06-20", "Die Gemeinde zog die Berufung zurück", times=["2025-06-18"])
    assert told(filed, withdrawn) == {("a", "b", "updates")}


def test_that_it_did_not_come_may_stand_in_another_clause() -> None:
    demand = entry("a", "2025-06-01", "Der Hafen soll bis 8. Juni schließen", act="demand", times=["2025-06-08"])
    came = entry("b", "2025-06-20", "Der Hafen blieb die ganze Zeit offen, entgegen dem was der Verband verlangt hatte")
    known = {"a": demand, "b": came}
    found = relations(known, [], [(("a", 0), ("b", 1), 0.8)])
    assert len(came.parts) == 3
    assert {(r.a, r.b, r.type) for r in found} == {("a", "b", "updates")}


def test_a_clause_is_not_denied_by_another_one() -> None:
    claim = entry(
        "a",
        "2025-06-01",
        "rund 1.500 Stellen fallen bis 2027 weg, und Kündigungen wird es dabei nicht geben",
        polarity="negative",
    )
    assert [claim.part(k).claim.polarity for k in range(3)] == ["negative", "positive", "negative"]
