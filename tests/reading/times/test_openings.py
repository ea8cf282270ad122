"""What a pattern may begin with, and that looking at it misses no rule."""

from __future__ import annotations

import re

import pytest

from lagebild.reading.times.openings import LENGTH, opening, openings
from lagebild.reading.times.rules import times_grammar

SENTENCES = {
    "de": "Am 3. Mai 2024 um 15.30-17 Uhr, in der Nacht zum Samstag, Anfang März, Q3, im 2. Quartal, die letzten drei "
    "Tage, vor gut zwei Wochen, '68, Ostern, jede Woche, Übermorgen, heuer, derzeit, zweitägig, 15-jähriges Bestehen.",
    "en": "On May 3, 2024 at 5:30 p.m., the past two weeks, mid-June, Q3 2016, the ’60s, about a year ago, "
    "every Sunday, midnight Friday, two weeks from Monday, 2009-2012, Christmas Eve, now, week-long, 9/30/2016.",
}


@pytest.mark.parametrize(
    ("pattern", "known"),
    [
        ("januar|mai", {"janua", "mai"}),
        (r"(?:am )?(?P<day>\d{1,2})\. mai", {"am 0.", "am 00", "0. ma", "00. m"}),
        (r"(?<!so )bald(?!\w)", {"bald"}),
        (r"[ab]c*d", {"ad", "bd", "acd", "bcd", "accd", "bccd", "acccd", "bcccd", "acccc", "bcccc"}),
        (r"(?-i:Q(?P<nth>[1-4]))", {"q0"}),
        (r"\w+tag", {""}),
        (r"[\x27’]\d0s", {"'00s", "’00s"}),
    ],
)
def test_a_pattern_tells_its_openings(pattern: str, known: set[str]) -> None:
    assert openings(pattern) == {head[:LENGTH] for head in known}


def test_an_unbalanced_pattern_is_refused() -> None:
    with pytest.raises(ValueError, match="unbalanced"):
        openings("a)b")


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_rule_that_matches_is_passed_over(language: str) -> None:
    text, grammar = SENTENCES[language], times_grammar(language)
    matched = 0
    for at in range(len(text)):
        tried = grammar.starting(text[at : at + LENGTH])
        for rule in grammar.rules:
            if rule.pattern.match(text, at):
                matched += 1
                assert rule in tried, (rule.name, text[at : at + 20])
    assert matched >= 25


def test_an_opening_is_small_and_without_digits() -> None:
    assert opening("Am 24. Mai", 0) == "am 00"
    assert re.fullmatch(r"0\. ma", opening("3. Mai", 0))
