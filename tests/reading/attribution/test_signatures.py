"""Who signs words in marks says them, not who signed the words before."""

from __future__ import annotations

import pytest
from msgspec import structs

from lagebild import read
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
    (found,) = signed(LETTERS, [direct(content)])
    assert found.source is not None
    assert [LETTERS[s:e] for s, e in found.source] == [name]


def test_a_dash_inside_words_signs_nothing() -> None:
    (found,) = signed(LETTERS, [direct("It held")])
    assert found.source == ((0, 1),)
    (found,) = signed(LETTERS, [direct("It held – for a while")])
    assert found.source == ((0, 1),)


def test_words_that_two_sign_are_two_attributions() -> None:
    first, second, third = direct("The bridge"), direct("Nobody asked us"), direct("It held – for a while")
    whole = (first.content[0][0], first.content[0][0] + LETTERS.index(".”") - 1)
    one = structs.replace(first, content=(whole, *second.content, *third.content))
    found = [(len(a.content), a.source and LETTERS[slice(*a.source[0])]) for a in signed(LETTERS, [one])]
    assert found == [(1, "Rosa Delgado"), (1, "Tom O’Hara"), (1, None)]


def test_a_signature_is_no_claim_of_the_outlet() -> None:
    found = read("“Nobody asked us about the road.” — Tom Hale\n“Hope is no plan for us.” — Ada Brook", language="en")
    assert {(claim.form, claim.sources[0].text) for claim in found.claims} == {
        ("direct", "Tom Hale"),
        ("direct", "Ada Brook"),
    }
