"""The story of the bundled reports, and small stories made of claims: threads, relations, deadlines, versions."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.api import add
from lagebild.ledger import Ledger
from lagebild.ledger.records import ReportRow
from lagebild.model import Act, Certainty, Claim, Polarity, Quantity, Source, Time
from lagebild.story.deadlines import deadlines
from lagebild.story.entries import Entry
from lagebild.story.likeness import LINKED, likeness
from lagebild.story.relations import relations
from lagebild.story.telling import Story, tell
from lagebild.story.threads import Link, Thread, threads


def entry(
    name: str,
    day: str,
    text: str,
    *,
    report: str | None = None,
    source: str | None = None,
    act: Act = "state",
    certainty: Certainty = "certain",
    polarity: Polarity = "positive",
    times: Sequence[str] = (),
    quantities: Sequence[tuple[float, str]] = (),
) -> Entry:
    claim = Claim(
        id=name,
        text=text,
        spans=((0, len(text)),),
        form="narration",
        sources=(Source(text=source, spans=((0, 1),)),) if source else (),
        act=act,
        certainty=certainty,
        polarity=polarity,
        times=tuple(Time(text=value, span=(0, 1), type="DATE", value=value) for value in times),
        quantities=tuple(Quantity(text=str(v), span=(0, 1), value=v, of=of) for v, of in quantities),
    )
    row = ReportRow(report or f"r-{name}", "Bote", None, day, "de", None, 1, True, 1, None)
    return Entry(claim, row)


def related(*entries: Entry) -> set[tuple[str, str, str]]:
    known = {e.claim.id: e for e in entries}
    thread = Thread(entries[0].claim.id, tuple(known))
    return {(r.a, r.b, r.type) for r in relations(known, [thread], [(thread.claims[0], thread.claims[1], 0.8)])}


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
    found = deadlines(known, [("a", "b", 0.8)] if later else [], date.fromisoformat(today))[0]
    assert (found.date, found.status) == ("2024-05-15", status)
    assert found.evidence == (("b",) if later else ())


def test_look_alikes_are_kept_apart_by_what_they_count_and_where() -> None:
    def at(text: str, number: float, country: str) -> float:
        other = entry("b", "2024-03-01", text, quantities=[(number, "Soldaten")]).item
        one = entry("a", "2024-03-01", "2.500 Soldaten sind im Irak", quantities=[(2500, "Soldaten")]).item
        kinds = {"countries": frozenset({country})}
        return likeness(
            type(one)(**{f: getattr(one, f) for f in one.__struct_fields__} | {"countries": frozenset({"IQ"})}),
            type(other)(**{f: getattr(other, f) for f in other.__struct_fields__} | kinds),
            0.5,
        )

    assert at("Im Irak stehen 2.500 Soldaten", 2500, "IQ") >= LINKED > at("900 Soldaten sind in Syrien", 900, "SY")


NAMES = "abcdefgh"
PARTS = st.tuples(st.sampled_from(NAMES), st.integers(0, 1))
LINKS = st.lists(st.tuples(PARTS, PARTS, st.floats(0.5, 1.0)), max_size=20).map(
    lambda links: list({frozenset((a, b)): (a, b, v) for a, b, v in links if a[0] != b[0]}.values())
)


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
        assert not gone & {claim for link in ledger.links() for claim in link[:2]}
        assert ledger.check() == []
