"""Somebody's words inside somebody else's."""

from __future__ import annotations

import pytest

from lagebild import read
from lagebild.model import Attribution, cover
from lagebild.reading.attribution.nested import find_nested

NESTED = [
    ("en", "the contractor told her that the bridge was safe", "the contractor", "the bridge was safe"),
    ("en", "Harris had assured him that no one was hurt", "Harris", "no one was hurt"),
    ("en", "the driver claimed that the brakes failed", "the driver", "the brakes failed"),
    ("de", "der Bauleiter habe ihr versichert, die Brücke sei sicher", "der Bauleiter", "die Brücke sei sicher"),
    ("de", "das Amt habe erklärt, dass die Brücke sicher sei", "das Amt", "die Brücke sicher sei"),
]
FLAT = [
    ("en", "talks would go on and that nothing was agreed"),
    ("en", "the demands that come with the work are high"),
    ("en", "the bridge that Harris built was safe"),
    ("de", "die Lage habe sich verbessert, es gebe Hoffnung"),
    ("de", "das Amt habe die Brücke gesperrt, die seit Mai Risse habe"),
]


@pytest.mark.parametrize(("language", "content", "source", "inner"), NESTED)
def test_a_content_may_open_with_its_own_speaker(language: str, content: str, source: str, inner: str) -> None:
    outer = Attribution(form="indirect", content=((0, len(content)),))
    (found,) = find_nested(content, language, [outer])
    assert found.source is not None
    assert (cover(content, found.source), cover(content, found.content)) == (source, inner)


@pytest.mark.parametrize(("language", "content"), FLAT)
def test_other_contents_hold_nobody_elses_words(language: str, content: str) -> None:
    assert find_nested(content, language, [Attribution(form="indirect", content=((0, len(content)),))]) == []


def test_the_inner_source_comes_first_in_the_chain() -> None:
    text = "Die Bürgermeisterin sagte, der Bauleiter habe ihr versichert, die Brücke sei sicher."
    inner = read(text, language="de").claims[-1]
    assert inner.text == "die Brücke sei sicher"
    assert [source.text for source in inner.sources] == ["der Bauleiter", "Die Bürgermeisterin"]
