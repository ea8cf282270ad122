"""The matrix: who stands where, and how a position moved."""

from __future__ import annotations

import pytest

from lagebild.story.views import Matter, Move
from lagebild.web.positions_page import Cell, matrix


def move(certainty: str = "certain", polarity: str = "positive", day: str = "2024-08-01") -> Move:
    return Move(day, "words", "plan", certainty, polarity, "c-1")


@pytest.mark.parametrize(
    ("before", "now", "movement"),
    [
        (move("possible"), move("certain"), "firmer"),
        (move("certain"), move("probable"), "weaker"),
        (move("certain"), move("certain", "negative"), "turned"),
        (move("possible"), move("unknown"), "same"),
    ],
)
def test_a_cell_tells_how_the_position_moved(before: Move, now: Move, movement: str) -> None:
    assert Cell("Iraq", (move(), before, now)).movement == movement
    assert Cell("Iraq", (now,)).movement == "same"


def test_who_speaks_in_few_matters_stands_with_the_others() -> None:
    matters = [
        Matter(f"t{n}", f"c-{n}", "words", {f"actor {at}": (move(),) for at in range(9) if at <= n}) for n in range(9)
    ]
    actors, rows = matrix(matters)
    assert actors[0] == "actor 0"
    for row in rows:
        shown = [cell.actor for cell in row.cells if cell] + [cell.actor for cell in row.others]
        assert sorted(shown) == sorted(row.matter.cells)
        assert len(row.cells) == len(actors)
