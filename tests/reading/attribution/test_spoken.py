"""Words in marks are one content from mark to mark; a line with a colon announces the paragraph behind it."""

from __future__ import annotations

import pytest

from lagebild.model import Attribution, Spans, cover
from lagebild.reading.attribution.spoken import announced, filled, rejoined
from lagebild.reading.segment import find_sentences

QUOTED = "“That bridge is old. It should be shut,” said Dana Brook. Others call it “safe”."
ASKED = "“Why did nobody close it?” Vogt asked. “The cracks were seen in May.”"


def at(text: str, *parts: str) -> Spans:
    return tuple((text.index(part), text.index(part) + len(part)) for part in parts)


def direct(text: str, content: str, source: str | None) -> Attribution:
    return Attribution(form="direct", content=at(text, content), source=at(text, source) if source else None)


def test_a_part_of_what_stands_in_marks_becomes_all_of_it() -> None:
    (found,) = filled(QUOTED, [direct(QUOTED, "bridge is old", "Dana Brook")])
    assert cover(QUOTED, found.content) == "That bridge is old. It should be shut"


def test_what_two_say_in_one_pair_of_marks_stays_apart() -> None:
    two = [direct(QUOTED, "That bridge is old", "Dana Brook"), direct(QUOTED, "It should be shut", "Others")]
    assert filled(QUOTED, two) == two


def test_a_quoted_expression_fills_nothing() -> None:
    one = [Attribution(form="indirect", content=at(QUOTED, "call it “safe”"))]
    assert filled(QUOTED, one) == one


def test_a_question_before_its_frame_and_what_follows_are_one() -> None:
    two = [direct(ASKED, "Why did nobody close it", "Vogt"), direct(ASKED, "The cracks were seen in May", "Vogt")]
    (found,) = rejoined(ASKED, two)
    assert cover(ASKED, found.content) == "Why did nobody close it … The cracks were seen in May"


def test_two_speakers_are_not_joined() -> None:
    two = [direct(ASKED, "Why did nobody close it", "Vogt"), direct(ASKED, "The cracks were seen in May", None)]
    assert rejoined(ASKED, two) == two


@pytest.mark.parametrize(
    ("language", "text", "source", "content"),
    [
        ("en", "The mayor added:\n\nIt stays shut. We know it hurts.\n\nThe council meets.", "The mayor", "It stays"),
        ("en", "The mayor told them:\n\nIt stays shut.\n\nThe council meets.", "The mayor", "It stays"),
        ("en", "The mayor said on Monday:\n\nIt stays shut.\n\nThe council meets.", "The mayor", "It stays"),
        ("de", "Anna Vogt sagte:\n\nEs bleibt zu. Das ist hart.\n\nDer Rat tagt.", "Anna Vogt", "Es bleibt"),
    ],
)
def test_a_line_with_a_colon_announces_a_paragraph(language: str, text: str, source: str, content: str) -> None:
    (found,) = announced(text, language, [], find_sentences(text, language))
    assert found.source is not None
    said = cover(text, found.content)
    assert (cover(text, found.source), said.startswith(content), "\n" in said) == (source, True, False)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mayor said that three things matter:\n\nWater, light and roads."),
        ("en", "The results:\n\nWater rose by a foot in May."),
        ("en", "The mayor added:\n\n“It stays shut.”"),
        ("en", "Nobody said:\n\nIt stays shut. The council meets."),
        ("en", "The paper reported on three people:\n\nAnna Vogt lives by the river."),
        ("en", "The city added two rules:\n\nNobody may park. Dogs are kept on a leash."),
        ("de", "Die Stadt nannte drei Gründe:\n\nDie Brücke ist alt."),
        ("de", "Die Zeitung schrieb über drei Orte:\n\nDas Dorf liegt am Fluss."),
        ("de", "Der Sprecher sagte nichts:\n\nDie Brücke bleibt zu."),
    ],
)
def test_other_lines_announce_nobody(language: str, text: str) -> None:
    assert announced(text, language, [], find_sentences(text, language)) == []
