"""Threads are made of the links inside components alone, and come out the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lagebild.story.components import joinable
from lagebild.story.threads import JOINED, Link, threads

NAMES = "abcdefghij"
PARTS = st.tuples(st.sampled_from(NAMES), st.integers(0, 2))
LINKS = st.lists(st.tuples(PARTS, PARTS, st.floats(0.0, 1.0)), max_size=40).map(
    lambda links: list({frozenset((a, b)): (a, b, v) for a, b, v in links if a[0] != b[0]}.values())
)
PAIRS = st.frozensets(st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True).map(frozenset), max_size=3)


@given(LINKS, PAIRS, PAIRS)
def test_threads_are_those_of_all_links(
    links: list[Link], together: frozenset[frozenset[str]], apart: frozenset[frozenset[str]]
) -> None:
    found = joinable(links, together)
    assert set(found) <= set(links)
    assert {link for link in links if link[2] >= JOINED} <= set(found)
    assert threads(found, NAMES, together, apart) == threads(links, NAMES, together, apart)


def test_what_nothing_strong_ties_is_left_out() -> None:
    strong: list[Link] = [(("a", 0), ("b", 0), 0.9), (("c", 0), ("d", 0), 0.8)]
    weak: list[Link] = [(("b", 0), ("c", 0), 0.4), (("d", 0), ("e", 0), 0.5)]
    within: list[Link] = [(("a", 0), ("f", 0), 0.7), (("b", 0), ("f", 0), 0.1)]
    assert joinable([*strong, *weak, *within]) == [*strong, *within]
    assert weak[0] in joinable([*strong, *weak, *within], {frozenset("ad")})
