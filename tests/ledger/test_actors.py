"""Persons over several reports: what is one by name, on what evidence, and merges in a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.api import add_delivered
from lagebild.intake import deliver_text
from lagebild.ledger import Ledger
from lagebild.ledger.actors import joined, propose, resolved
from lagebild.ledger.corrections import Correction, now
from lagebild.model import ActorRef

FIRST = "Anna Vogt, die Leiterin der Klinik, sagte, dass alle Betten belegt seien."
SECOND = "Ministerin Vogt sagte, dass die Klinik Geld bekomme."
THIRD = "Karl Vogt, der Trainer des Vereins, sagte, dass das Spiel ausfalle."


@pytest.mark.parametrize(
    ("people", "merges"),
    [
        ({"p:vogt": "Vogt", "p:anna-vogt": "Anna Vogt"}, [("p:vogt", "p:anna-vogt", "last name")]),
        ({"p:vogt": "Vogt", "p:anna-vogt": "Anna Vogt", "p:karl-vogt": "Karl Vogt"}, []),
        (
            {"p:george-bush": "George Bush", "p:george-w-bush": "George W. Bush"},
            [("p:george-bush", "p:george-w-bush", "parts of the name")],
        ),
        (
            {"p:g-bush": "G. Bush", "p:george-w-bush": "George W. Bush"},
            [("p:g-bush", "p:george-w-bush", "parts of the name")],
        ),
        (
            {"p:m-ahmadinedschad": "Mahmud Ahmadinedschad", "p:m-ahmadinedchad": "Mahmud Ahmadinedchad"},
            [("p:m-ahmadinedchad", "p:m-ahmadinedschad", "one letter")],
        ),
        ({"p:laura-bush": "Laura Bush", "p:george-w-bush": "George W. Bush"}, []),
        ({"p:hans-meier": "Hans Meier", "p:hans-maier": "Hans Maier"}, []),
    ],
)
def test_one_fuller_name_takes_the_shorter(people: dict[str, str], merges: list[tuple[str, str, str]]) -> None:
    assert [(m.actor, m.into.id, m.evidence) for m in propose(people)] == merges


def test_merges_that_follow_one_another_end_at_the_last() -> None:
    b, c = ActorRef("b", "B", "person"), ActorRef("c", "C", "person")
    assert resolved({"a": b, "b": c}) == {"a": c, "b": c}
    assert resolved({"a": b, "b": ActorRef("b", "B", "person")}) == {"a": b}
    assert resolved({"a": ActorRef("a", "A", "person")}) == {}
    assert joined(["a"], [("a", "b"), ("c", "b"), ("x", "y")]) == {"a", "b", "c"}


def ledger_of(path: Path, *texts: str) -> Ledger:
    ledger = Ledger(path)
    for text in texts:
        add_delivered(ledger, [deliver_text(text, published="2024-05-15", language="de")])
    return ledger


def people(ledger: Ledger) -> set[str | None]:
    return {source.actor for source in ledger.sources() if source.kind == "person"}


def test_a_last_name_in_another_report_is_the_person_with_the_full_name(tmp_path: Path) -> None:
    with ledger_of(tmp_path / "a.db", FIRST, SECOND) as ledger:
        assert people(ledger) == {"person:anna-vogt"}
        assert [(m.actor, m.evidence) for m in ledger.actor_merges()] == [("person:vogt", "last name")]
        assert ledger.check() == []


def test_a_second_person_of_that_name_parts_them_again(tmp_path: Path) -> None:
    with ledger_of(tmp_path / "a.db", FIRST, SECOND, THIRD) as ledger:
        assert people(ledger) == {"person:anna-vogt", "person:vogt", "person:karl-vogt"}
        assert ledger.actor_merges() == []


def test_a_person_merges_in_a_row_and_takes_the_first_back(tmp_path: Path) -> None:
    def merge(ledger: Ledger, one: str, other: ActorRef) -> int:
        value = f'{{"id": "{other.id}", "name": "{other.name}", "kind": "person"}}'
        return ledger.correct(Correction(made=now(), verdict="merge", field=one, value=value))[0]

    with ledger_of(tmp_path / "a.db", FIRST, SECOND, THIRD) as ledger:
        anna, karl = (ActorRef(f"person:{n.lower()}-vogt", f"{n} Vogt", "person") for n in ("Anna", "Karl"))
        first = merge(ledger, "person:vogt", anna)
        merge(ledger, "person:anna-vogt", karl)
        assert people(ledger) == {"person:karl-vogt"}
        ledger.undo(first)
        assert people(ledger) == {"person:karl-vogt", "person:vogt"}
        assert ledger.check() == []
