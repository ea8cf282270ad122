"""Quality floors on the public corpora; they run where ``LAGEBILD_CORPORA`` names the folder that has them.

A floor belongs to one gold file, pinned by its hash: other gold is refused, not scored. A floor may only rise; to lower
one, say why in docs/quality.md.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from lagebild.bench.corpora import load
from lagebild.bench.score import score
from lagebild.reading.encoder.read import find_attributions

# File -> (SHA-256 of the gold, floors of Figures).
FLOORS: dict[str, tuple[str, dict[str, float]]] = {
    "quotations-de/dev.jsonl": (
        "18ed62aa2229a85ef9044fb12ca4ee21e2cb2d319db51cfa9da6ba2356a9ac76",
        {"joint": 0.79, "speaker": 0.72, "found": 0.83},
    ),
    "attributions-en/dev.jsonl": (
        "b20cf40e0afbfb8cd3772f1e9abdde21d3aa3afeb478d88e898d15bcc68ed0bd",
        {"found": 0.79, "sourced": 0.71},
    ),
}
CORPORA = os.environ.get("LAGEBILD_CORPORA")


@pytest.mark.skipif(CORPORA is None, reason="LAGEBILD_CORPORA does not name the folder of the public corpora")
@pytest.mark.parametrize("name", FLOORS)
def test_reading_is_not_worse_than_before(name: str) -> None:
    file = Path(str(CORPORA)) / name
    pinned, floors = FLOORS[name]
    assert hashlib.sha256(file.read_bytes()).hexdigest() == pinned, f"{file} is not the gold that the floors belong to"
    figures = score(load(file), lambda d: find_attributions(d.text, d.language, d.sentences))
    macro = {part: value.f1 for part, value in figures.macro.items()}
    reached = macro | {"found": figures.found, "sourced": figures.sourced}
    below = {part: reached[part] for part, floor in floors.items() if reached[part] < floor}
    assert not below
