"""Claims made by hand for stories of a few words."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.ledger.records import ReportRow
from lagebild.model import Act, Certainty, Claim, Orientation, Passage, Polarity, Quantity, Source, Time
from lagebild.story.entries import Entry


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
    orientation: Orientation = "present",
    frame: str | None = None,
    language: str = "de",
    at: int = 0,
) -> Entry:
    """A claim that begins ``at`` a place of its report (one of its own unless it is named)."""
    claim = Claim(
        id=name,
        text=text,
        spans=((at, at + len(text)),),
        form="narration",
        sources=(Source(text=source, spans=((0, 1),)),) if source else (),
        act=act,
        certainty=certainty,
        polarity=polarity,
        orientation=orientation,
        frame=Passage(text=frame, spans=()) if frame else None,
        times=tuple(Time(text=value, span=(0, 1), type="DATE", value=value) for value in times),
        quantities=tuple(Quantity(text=str(v), span=(0, 1), value=v, of=of) for v, of in quantities),
    )
    row = ReportRow(report or f"r-{name}", "Bote", None, day, language, None, 1, True, 1, None)
    return Entry(claim, row)
