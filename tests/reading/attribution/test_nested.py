"""Somebody's words inside somebody else's."""

from __future__ import annotations

import re

import pytest
from msgspec import structs

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
    ("en", "nobody told her that the bridge was unsafe"),
    ("en", "the city had not told her that the bridge was unsafe"),
    ("en", "the city hadn't told her that the bridge was unsafe"),
    ("de", "das Amt habe nie erklärt, dass die Brücke sicher sei"),
    ("de", "das Amt habe versäumt zu erklären, dass die Brücke Risse habe"),
    ("de", "der Bauleiter hätte sagen müssen, dass die Brücke Risse habe"),
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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Vogt bestritt, der Bauleiter habe ihr versichert, die Brücke sei sicher."),
        ("en", "Vogt denied that the contractor told her that the bridge was safe."),
    ],
)
def test_what_somebody_denies_was_not_said(language: str, text: str) -> None:
    cue = next((m.start(), m.end()) for m in re.finditer("bestritt|denied", text))
    begin = re.search("der Bau|the contr", text)
    assert begin is not None
    outer = Attribution(form="indirect", content=((begin.start(), len(text) - 1),), cue=(cue,))
    assert find_nested(text, language, [outer]) == []
    assert find_nested(text, language, [structs.replace(outer, cue=None)]) != []


def test_the_inner_source_comes_first_in_the_chain() -> None:
    text = "Die Bürgermeisterin sagte, der Bauleiter habe ihr versichert, die Brücke sei sicher."
    inner = read(text, language="de").claims[-1]
    assert inner.text == "die Brücke sei sicher"
    assert [source.text for source in inner.sources] == ["der Bauleiter", "Die Bürgermeisterin"]
