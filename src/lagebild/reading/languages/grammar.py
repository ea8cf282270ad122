"""Closed word classes of a language, as a table."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from lagebild.reading.languages import table


class Grammar(Struct, frozen=True):
    """``grammar.toml``: see the comments there."""

    nouns_capitalised: bool
    determiners: frozenset[str]
    pronouns: frozenset[str]
    reflexives: frozenset[str]
    impersonal: frozenset[str]
    attaching: frozenset[str]
    genitives: frozenset[str]
    conjunctions: frozenset[str]
    prepositions: frozenset[str]
    fillers: frozenset[str]
    subordinators: frozenset[str]
    relatives: frozenset[str]
    subjunctive: frozenset[str]
    subjunctive_past: frozenset[str]
    like_subjunctive: frozenset[str]
    indicative: frozenset[str]
    wishing: frozenset[str]
    weekdays: frozenset[str]
    verbs: frozenset[str]


@cache
def grammar(language: str) -> Grammar:
    """The closed word classes of ``language``."""
    return table(language, "grammar", Grammar)
