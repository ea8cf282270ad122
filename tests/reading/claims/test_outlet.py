"""What the outlet says itself, and what it only passes on."""

from __future__ import annotations

import pytest

from lagebild import read
from lagebild.reading.claims.outlet import is_told

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
