"""The story of the bundled reports, and small stories made of claims: threads, relations, deadlines, versions."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.story.made import entry

from lagebild.api import add
from lagebild.ledger import Ledger
from lagebild.model import Quantity
from lagebild.story.deadlines import deadlines
from lagebild.story.entries import Entry
from lagebild.story.likeness import content, likeness
from lagebild.story.relations import relations
from lagebild.story.series import series
from lagebild.story.telling import Story, tell
from lagebild.story.threads import JOINED, Link, Thread, threads


def related(*entries: Entry) -> set[tuple[str, str, str]]:
    known = {e.claim.id: e for e in entries}
    thread = Thread(entries[0].claim.id, tuple(known))
    return {
        (r.a, r.b, r.type) for r in relations(known, [thread], [((thread.claims[0], 0), (thread.claims[1], 0), 0.8)])
    }


def test_a_newer_number_of_the_same_thing_updates_it() -> None:
    older = entry("a", "2024-03-01", "Es gab 12 Verletzte", quantities=[(12, "Verletzte")])
    newer = entry("b", "2024-03-09", "Es gab 15 Verletzte", quantities=[(15, "Verletzte")])
    assert related(older, newer) == {("a", "b", "updates")}


def test_two_numbers_on_one_day_contradict_each_other() -> None:
    one = entry("a", "2024-03-01", "Es gab 12 Verletzte", quantities=[(12, "Verletzte")])
    other = entry("b", "2024-03-01", "Es gab 15 Verletzte", quantities=[(15, "Verletzte")])
    assert related(one, other) == {("a", "b", "contradicts")}


def test_what_was_doubtful_and_had_a_source_is_told_as_a_fact() -> None:
    careful = entry("a", "2024-03-01", "Er könnte bleiben", source="zwei Beamte", certainty="possible")
    bold = entry("b", "2024-03-02", "Er bleibt")
    assert related(careful, bold) == {("a", "b", "hedges"), ("a", "b", "drops-source"), ("a", "b", "repeats")}


def test_what_came_of_a_plan_updates_it() -> None:
    plan = entry("a", "2024-03-01", "Der Damm soll bis Mai fertig sein", act="plan", times=["2024-05"])
    done = entry("b", "2024-06-02", "Der Damm ist seit dem 20. Mai abgeschlossen", times=["2024-05-20"])
    assert related(plan, done) == {("a", "b", "updates")}


def test_what_still_stands_beside_another_value_is_contradicted_not_replaced() -> None:
    older = entry("a", "2024-03-01", "Es kamen 3.900 Menschen", quantities=[(3900, "Menschen")])
    newer = entry("b", "2024-04-01", "Es kamen 5.200 Menschen", report="r", quantities=[(5200, "Menschen")])
    again = entry("c", "2024-04-01", "Andere zählten 3.900 Menschen", report="r", quantities=[(3900, "Menschen")])
    known = {e.claim.id: e for e in (older, newer, again)}
    found = relations(known, [Thread("a", ("a", "b", "c"))], [(("a", 0), ("b", 0), 0.8)])
    assert ("a", "b", "contradicts") in {(r.a, r.b, r.type) for r in found}


def test_up_to_a_number_and_about_that_number_do_not_differ() -> None:
    bound = Quantity(text="bis zu 1.800", span=(0, 1), value=1800.0, modifier="at_most", of="Stellen")
    careful = entry("a", "2024-03-01", "Bis zu 1.800 Stellen könnten wegfallen", certainty="possible")
    careful = Entry(structs.replace(careful.claim, quantities=(bound,)), careful.report)
    bold = entry("b", "2024-03-02", "1.800 Stellen fallen weg", quantities=[(1800, "Stellen")])
    assert ("a", "b", "hedges") in related(careful, bold)


def test_another_step_named_beside_a_deadline_does_not_move_it() -> None:
    first = entry("a", "2024-03-01", "Die ersten gehen im Mai", report="r", act="plan", times=["2024-05"])
    last = entry("b", "2024-03-01", "Die letzten gehen im September", report="r", act="plan", times=["2024-09"])
    later = entry("c", "2024-03-20", "Die letzten gehen im September", act="plan", times=["2024-09"])
    known = {e.claim.id: e for e in (first, last, later)}
    found = deadlines(known, [(("a", 0), ("c", 0), 0.9), (("b", 0), ("c", 0), 0.9)], date(2024, 4, 1))
    assert {(d.date, d.status) for d in found} == {("2024-05-31", "open"), ("2024-09-30", "open")}


def test_a_sentence_that_points_back_tells_what_came_of_a_deadline() -> None:
    demand = entry("a", "2024-03-01", "Die Regierung soll bis 10. März antworten", act="demand", times=["2024-03-10"])
    recalled = entry(
        "b", "2024-03-12", "Er hatte bis 10. März eine Antwort verlangt", report="r", act="demand", times=["2024-03-10"]
    )
    passed = entry("c", "2024-03-12", "Diese Frist sei verstrichen", report="r")
    passed = Entry(structs.replace(passed.claim, spans=((90, 120),)), passed.report)
    known = {e.claim.id: e for e in (demand, recalled, passed)}
    found = deadlines(known, [(("a", 0), ("b", 0), 0.9)], date(2024, 4, 1))
    assert {(d.claim, d.status, d.evidence) for d in found} == {("a", "missed", ("c",)), ("b", "missed", ("c",))}


def test_numbers_of_one_matter_are_one_series_across_languages_and_units_left_unsaid() -> None:
    one = entry("a", "2024-03-01", "Die Sanierung kostet 85 Millionen", quantities=[(85e6, "")])
    other = entry("b", "2024-03-09", "The repair will cost 95 million", quantities=[(95e6, "")])
    english = Entry(other.claim, structs.replace(other.report, language="en"))
    found = series({"a": one, "b": english}, [], [(("a", 0), ("b", 0), 0.8)])
    assert [len(s.points) for s in found] == [2]


@pytest.mark.parametrize(
    ("later", "today", "status"),
    [
        (None, "2024-04-01", "open"),
        (None, "2024-06-01", "unknown"),
        (entry("b", "2024-05-20", "Die Brücke ist fertig"), "2024-06-01", "met"),
        (entry("b", "2024-05-20", "Die Brücke ist nicht fertig", polarity="negative"), "2024-06-01", "missed"),
        (entry("b", "2024-04-20", "Sie soll es bis Juli sein", act="plan", times=["2024-07"]), "2024-06-01", "moved"),
    ],
)
def test_a_deadline_is_judged_by_what_later_reports_say(later: Entry | None, today: str, status: str) -> None:
    plan = entry("a", "2024-03-01", "Die Brücke soll bis 15. Mai fertig sein", act="plan", times=["2024-05-15"])
    known = {e.claim.id: e for e in (plan, later) if e is not None}
    found = deadlines(known, [(("a", 0), ("b", 0), 0.8)] if later else [], date.fromisoformat(today))[0]
    assert (found.date, found.status) == ("2024-05-15", status)
    assert found.evidence == (("b",) if later else ())


def test_look_alikes_are_kept_apart_by_what_they_count_and_where() -> None:
    def at(text: str, number: float, country: str) -> float:
        other = entry("b", "2024-03-01", text, quantities=[(number, "Soldaten")]).item
        one = entry("a", "2024-03-01", "2.500 Soldaten sind im Irak", quantities=[(2500, "Soldaten")]).item
        kinds = {"countries": frozenset({country})}
        facts = content(
            type(one)(**{f: getattr(one, f) for f in one.__struct_fields__} | {"countries": frozenset({"IQ"})}),
            type(other)(**{f: getattr(other, f) for f in other.__struct_fields__} | kinds),
        )
        return likeness(0.5, 0.3, facts)

    assert at("Im Irak stehen 2.500 Soldaten", 2500, "IQ") >= JOINED > at("900 Soldaten sind in Syrien", 900, "SY")


def test_another_value_of_one_size_is_rather_the_same_thing_than_a_number_of_another_size() -> None:
    def by_number(other: float) -> float:
        one = entry("a", "2024-03-01", "1.800 Stellen", quantities=[(1800, "")]).item
        return content(one, entry("b", "2024-03-09", "Es wurden mehr", quantities=[(other, "")]).item)

    assert by_number(1800) > by_number(2400) > by_number(90_000)


def test_a_claim_that_another_one_of_its_report_fits_better_is_less_alike() -> None:
    assert likeness(0.5, 0.3, 0.0) > likeness(0.5, 0.3, 0.0, rivals=1) > likeness(0.5, 0.3, 0.0, rivals=2)
    assert likeness(0.5, 0.3, 0.0) > likeness(0.5, 0.3, 0.0, inside=True)


def test_two_matters_that_one_report_parts_are_two_threads() -> None:
    jobs, names = ("j1", "j2"), ("n1", "n2")
    links: list[Link] = [(("j1", 0), ("j2", 0), 0.95), (("n1", 0), ("n2", 0), 0.9)]
    links += [((a, 0), (b, 0), 0.8) for a, b in (("j1", "n2"), ("n1", "j2"))]
    order = ("j1", "n1", "j2", "n2")
    apart = threads(links, order, reports={"j1": "r1", "n1": "r1", "j2": "r2", "n2": "r2"})
    assert {thread.claims for thread in apart} == {jobs, names}


def test_a_series_is_not_chained_from_one_thing_to_the_next() -> None:
    counts = {"a": (1800, "Stellen"), "b": (2400, "Stellen"), "c": (2100, "Stellen"), "d": (2300, "Stellen")}
    known = {
        k: entry(k, f"2024-03-0{i}", "Es sind so viele Stellen", quantities=[v])
        for i, (k, v) in enumerate(counts.items(), 1)
    }
    links = [(("a", 0), ("b", 0), 0.9), (("c", 0), ("d", 0), 0.9), (("b", 0), ("c", 0), 0.6)]
    assert {tuple(point.claim for point in one.points) for one in series(known, [], links)} == {("a", "b"), ("c", "d")}


def test_of_two_numbers_in_a_claim_each_is_of_its_clause() -> None:
    both = entry("a", "2024-03-01", "bis zu 300 Menschen sind dort erkrankt, und mindestens 12 Menschen sind gestorben")
    spans = [(7, 10), (52, 54)]
    numbers = [
        Quantity(text=t, span=s, value=float(t), of="Menschen") for t, s in zip(("300", "12"), spans, strict=True)
    ]
    both = Entry(structs.replace(both.claim, quantities=tuple(numbers)), both.report)
    dead = entry("b", "2024-03-09", "Inzwischen sind 40 Menschen gestorben", quantities=[(40, "Menschen")])
    found = series({"a": both, "b": dead}, [], [(("a", 0), ("b", 0), 0.8), (("a", 2), ("b", 0), 0.9)])
    assert [[point.value for point in one.points] for one in found] == [[12, 40], [300]]


NAMES = "abcdefgh"
PARTS = st.tuples(st.sampled_from(NAMES), st.integers(0, 1))
LINKS = st.lists(st.tuples(PARTS, PARTS, st.floats(0.5, 1.0)), max_size=20).map(
    lambda links: list({frozenset((a, b)): (a, b, v) for a, b, v in links if a[0] != b[0]}.values())
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINKS, st.randoms())
def test_threads_do_not_depend_on_the_order_of_links(links: list[Link], rng: random.Random) -> None:
    shuffled = [(b, a, v) if rng.random() < 0.5 else (a, b, v) for a, b, v in links]
    rng.shuffle(shuffled)
    found = threads(links, NAMES)
    assert threads(shuffled, NAMES) == found
    assert all(len(set(thread.claims)) == len(thread.claims) > 1 for thread in found)
    assert len({thread.id for thread in found}) == len(found)


@pytest.fixture(scope="module")
def story(read_demo: Path) -> Story:
    with Ledger(read_demo, read_only=True) as ledger:
        return tell(ledger)


def together(story: Story, one: str, other: str) -> bool:
    def of(words: str) -> set[str]:
        return {t.id for t in story.threads for c in t.claims if words in story.entries[c].claim.text}

    assert of(one), one
    return bool(of(one) & of(other))


def test_one_proposition_is_one_thread_across_languages(story: Story) -> None:
    assert together(story, "mehr als 80 Mitglieder", "more than 80 members")
    assert together(story, "rund 2.500 US-Soldaten", "about 2,500 US soldiers")
    assert not together(story, "rund 2.500 US-Soldaten", "900 US-Soldaten im Einsatz")


def test_a_series_holds_the_points_of_one_thing(story: Story) -> None:
    longest = next(s for s in story.series if any(p.value == 2500 for p in s.points))
    assert len({p.as_of for p in longest.points}) >= 3


def test_versions_tell_what_changed(story: Story) -> None:
    changes = story.versions[0].changes
    assert {"number", "date", "added", "removed"} <= {change.kind for change in changes}
    assert any(c.kind == "date" and "binnen zwei Wochen" in (c.old or "") for c in changes)


def _threads(path: Path) -> set[frozenset[str]]:
    with Ledger(path, read_only=True) as ledger:
        told = tell(ledger)
    return {
        frozenset(f"{told.entries[c].report.id} {told.entries[c].claim.text}" for c in t.claims) for t in told.threads
    }


def test_the_order_of_adding_does_not_matter(read_demo: Path, demo_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "reversed.db"
    names = sorted((p for p in demo_folder.glob("r*.txt") if "r5" not in p.name), reverse=True)
    versions = sorted(demo_folder.glob("r5*.txt"), key=lambda p: "v2" in p.name)
    with Ledger(path) as ledger:
        for file in (*names, *versions):
            assert not add(ledger, file).failures
    assert _threads(path) == _threads(read_demo)


def test_a_removed_report_leaves_no_trace_in_the_story(demo_ledger: Path) -> None:
    with Ledger(demo_ledger) as ledger:
        gone = {one.claim.id for one in tell(ledger).entries.values() if one.report.id == "r4-halyard"}
        ledger.remove("r4-halyard")
        told = tell(ledger)
        assert not gone & {claim for thread in told.threads for claim in thread.claims}
        of, lists = ledger.meanings()
        numbers = ledger.claim_numbers()
        assert not gone & set(numbers.values())
        assert set(of.parts["claim"].tolist()) == set(numbers)
        assert set(lists["claim"].ravel().tolist()) - {0} <= set(numbers)
        assert ledger.check() == []
