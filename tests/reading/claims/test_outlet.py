"""What the outlet says itself, and what it only passes on."""

from __future__ import annotations

import pytest

from lagebild import read
from lagebild.reading.claims.outlet import is_heading, is_told
from lagebild.reading.segment import find_sentences

PASSED_ON = [
    "Der Vertrag ist demnach ungültig",
    "Die Stadt müsse bis Mai zahlen",
    "Nordland übertreibe die Gefahr, um die Grenze zu schließen",
    "In den Häfen steige der Druck auf die Reeder",
    "Das Werk sei seit März geschlossen, obwohl Aufträge da sind",
]
SAID = [
    "Das Wetter bleibt schön, es sei denn, ein Sturm zieht auf",
    "Danach fuhr der Zug weiter nach Halle",
    "Die Brücke wurde im Mai gesperrt",
    "Die Stadt sperrte die Brücke",
    "Die Halle ohne Dach steht leer",
    "Ein Brief ohne Absender lag vor der Tür",
    "Ich übertreibe gern ein wenig",
    "Viele reiche Länder zahlen wenig",
    "Ich habe das Werk gesehen",
    "Die Stadt zahlt, weil der Vertrag gültig sei",
]


@pytest.mark.parametrize("content", PASSED_ON)
def test_what_the_report_only_passes_on_is_not_its_own(content: str) -> None:
    assert is_told(content, "de")


@pytest.mark.parametrize("content", SAID)
def test_what_the_report_says_itself(content: str) -> None:
    assert not is_told(content, "de")


def test_what_nobody_named_says_has_an_unnamed_source_and_little_confidence() -> None:
    (claim,) = read("Der Vertrag ist demnach ungültig.", date="2024-05-15", language="de").claims
    (source,) = claim.sources
    assert (source.text, source.anonymous) == ("", True)
    assert claim.confidence <= 0.5


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Council Votes To Close Old Iron Bridge Over River.\n\nThe bridge closed in May."),
        ("en", "FULL TEXT.\n\nThe bridge closed in May."),
        ("en", "Getty/Ferrier.\n\nThe bridge closed in May."),
        ("de", "2. Tag: (28.12.2024)\n\nDie Brücke ist seit Mai gesperrt."),
        ("de", "(Elbblatt berichtete.) Die Brücke ist seit Mai gesperrt."),
    ],
)
def test_headings_and_credits_assert_nothing(language: str, text: str) -> None:
    first, second = find_sentences(text, language)
    assert is_heading(text, first, language)
    assert not is_heading(text, second, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Federal Reserve raised rates."),
        ("de", "Die Deutsche Bank AG schließt Filialen."),
        ("de", "Keine Einigung in Sicht."),
        ("en", "(The dam had been inspected in May and was thought to be safe.)"),
    ],
)
def test_short_lines_with_small_words_may_assert(language: str, text: str) -> None:
    (sentence,) = find_sentences(text, language)
    assert not is_heading(text, sentence, language)


def test_what_may_pass_on_somebodys_words_is_less_sure_to_be_the_outlets() -> None:
    sure, less = read("The bridge closed in May. The council opposes it.", language="en").claims
    told = read("The bridge closed in May. The inquiry into it was announced.", language="en").claims[-1]
    assert sure.confidence == less.confidence == 0.9
    assert told.confidence < sure.confidence
