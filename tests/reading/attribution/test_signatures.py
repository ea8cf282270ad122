"""Who signs words in marks says them, not who signed the words before."""

from __future__ import annotations

import pytest

from lagebild.model import Attribution
from lagebild.reading.attribution.signatures import signed

LETTERS = (
    "“The bridge should have been closed years ago.” ― Rosa Delgado\n"
    "“Nobody asked us.” — Tom O’Hara\u00a0\n"
    "“It held – for a while”, he wrote."
)


def direct(content: str) -> Attribution:
    start = LETTERS.index(content)
    return Attribution(form="direct", content=((start, start + len(content)),), source=((0, 1),), source_confidence=0.8)


@pytest.mark.parametrize(
    ("content", "name"),
    [("The bridge should have been closed years ago", "Rosa Delgado"), ("Nobody asked us", "Tom O’Hara")],
)
def test_the_name_behind_the_dash_is_the_source(content: str, name: str) -> None:
    found = signed(LETTERS, direct(content))
    assert found.source is not None
    assert [LETTERS[s:e] for s, e in found.source] == [name]


def test_a_dash_inside_words_signs_nothing() -> None:
    assert signed(LETTERS, direct("It held")).source == ((0, 1),)
    assert signed(LETTERS, direct("It held – for a while")).source == ((0, 1),)
