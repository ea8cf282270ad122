"""Which links between claims a person is asked about, and in what order."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.api import correct
from lagebild.ledger import Ledger
from lagebild.ledger.corrections import Correction, Verdict, now
from lagebild.story.telling import Story, tell

GRAVITY = {"contradicts": 0, "drops-source": 1, "updates": 2, "hedges": 2, "same": 3, "repeats": 4}


@pytest.fixture(scope="module")
def told(read_demo: Path) -> Story:
    with Ledger(read_demo, read_only=True) as ledger:
        return tell(ledger)


def test_the_gravest_are_asked_first_and_each_pair_once(told: Story) -> None:
    asked = told.suggestions
    assert len({frozenset((one.a, one.b)) for one in asked}) == len(asked) > 50
    gravity = [GRAVITY[one.type] for one in asked]
    assert gravity == sorted(gravity)
    assert {"contradicts", "updates", "same"} <= {one.type for one in asked}


def test_every_contradiction_between_reports_is_asked_about_once_in_its_words(told: Story) -> None:
    def words(a: str, b: str) -> tuple[str, ...]:
        return tuple(part for one in (a, b) for part in (told.entries[one].address, told.entries[one].claim.text))

    drawn = {words(one.a, one.b) for one in told.relations if one.type == "contradicts"}
    asked = [words(one.a, one.b) for one in told.suggestions if one.type == "contradicts"]
    assert sorted(asked) == sorted(drawn)


def test_versions_of_one_report_are_not_asked_about(told: Story) -> None:
    for one in told.suggestions:
        a, b = told.entries[one.a], told.entries[one.b]
        assert a.report.id == b.report.id or a.address != b.address


def test_what_may_be_one_matter_is_not_drawn_yet(told: Story) -> None:
    drawn = {frozenset((one.a, one.b)) for one in told.relations}
    maybe = [one for one in told.suggestions if one.type == "same"]
    assert not [one for one in maybe if frozenset((one.a, one.b)) in drawn]
    assert all(one.likeness is not None and one.likeness > 0.4 for one in maybe)


@pytest.mark.parametrize("verdict", ["together", "apart", "unrelated"])
def test_what_a_person_has_judged_is_not_asked_again(demo_ledger: Path, verdict: Verdict) -> None:
    with Ledger(demo_ledger) as ledger:
        first = tell(ledger).suggestions[0]
        pins = ledger.pin(first.a), ledger.pin(first.b)
        correct(ledger, Correction(made=now(), verdict=verdict, claim=pins[0], other=pins[1]))
        after = tell(ledger).suggestions
    assert frozenset((first.a, first.b)) not in {frozenset((one.a, one.b)) for one in after}
