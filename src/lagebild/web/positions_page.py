"""Positions: matters down, actors across; a cell shows stance and firmness at a glance, and how they moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from lagebild.model import Certainty
from lagebild.story.views import Matter, Move
from lagebild.web.render import page_number, render
from lagebild.web.telling import of_the_story
from lagebild.web.told import Told

Movement = Literal["turned", "firmer", "weaker", "same"]

_MATTERS = 25
_ACTORS = 5
_TRAIL = 8
_FIRM: dict[str, int] = {"certain": 2, "probable": 1, "possible": 0, "unknown": 0}


class Cell(Struct, frozen=True):
    """What one actor says in one matter: every move, the last ones as a trail, and where the last one went."""

    actor: str
    moves: tuple[Move, ...]

    @property
    def last(self) -> Move:
        """The present position."""
        return self.moves[-1]

    @property
    def trail(self) -> tuple[Move, ...]:
        """The last moves, the present one at the end."""
        return self.moves[-_TRAIL:]

    @property
    def movement(self) -> Movement:
        """How the present position differs from the one before."""
        if len(self.moves) < 2:
            return "same"
        before, now = self.moves[-2:]
        if before.polarity != now.polarity:
            return "turned"
        by = _FIRM[now.certainty] - _FIRM[before.certainty]
        return "firmer" if by > 0 else "weaker" if by < 0 else "same"


class Row(Struct, frozen=True):
    """A matter with a cell for each actor of the page (``None``: it says nothing there), and those of other actors."""

    matter: Matter
    cells: tuple[Cell | None, ...]
    others: tuple[Cell, ...]


@of_the_story
def positions_page(request: Request, told: Told) -> Response:
    """The matrix of matters and actors: what each says now, and how it got there."""
    found, page = told.matters, page_number(request)
    shown = found[(page - 1) * _MATTERS : page * _MATTERS]
    actors, rows = matrix(shown)
    levels: tuple[Certainty, ...] = ("certain", "probable", "possible", "unknown")
    return render(
        request, "positions.html", rows=rows, actors=actors, levels=levels, others=any(row.others for row in rows),
        page=page, more=len(found) > page * _MATTERS,
    )  # fmt: skip


def matrix(matters: Sequence[Matter]) -> tuple[list[str], list[Row]]:
    """The actors that speak in most of the ``matters``, and a row for each matter."""
    spoken = Counter(actor for matter in matters for actor in matter.cells)
    actors = [actor for actor, _ in sorted(spoken.items(), key=lambda pair: (-pair[1], pair[0]))][:_ACTORS]
    rows = []
    for matter in matters:
        cells = {actor: Cell(actor, moves) for actor, moves in matter.cells.items()}
        others = tuple(cell for actor, cell in cells.items() if actor not in actors)
        rows.append(Row(matter, tuple(cells.get(actor) for actor in actors), others))
    return actors, rows
