"""Sentences that only confirm or deny what was said before join that claim."""

from __future__ import annotations

import pytest

from lagebild import read
from lagebild.model import Claim

PLAN_DE = "Der Konzern plant, das Werk zu schließen."
PLAN_EN = "The council wants new talks, the Elbe agency reported."
ECHOES = [
    ("de", f"{PLAN_DE} Das bestätigten vier Mitarbeiter der Zeitung Elbblatt.", "vier Mitarbeiter", "confirm"),
    ("de", f"{PLAN_DE} Bestätigt wurde dies von drei Betriebsräten.", "drei Betriebsräten", "confirm"),
    ("de", f"{PLAN_DE} Vier Quellen aus der Firma bestätigten dies.", "Vier Quellen aus der Firma", "confirm"),
    ("de", f"{PLAN_DE} Ein Sprecher wies den Bericht zurück.", "Ein Sprecher", "deny"),
    ("de", f"{PLAN_DE} Der Betriebsrat bestreitet das.", "Der Betriebsrat", "deny"),
    ("de", f"{PLAN_DE} Eine Sprecherin dementierte die Meldung.", "Eine Sprecherin", "deny"),
    ("en", f"{PLAN_EN} The report was confirmed by three aides.", "three aides", "confirm"),
    ("en", f"{PLAN_EN} A spokesman for the mayor denied the report.", "A spokesman for the mayor", "deny"),
    ("en", f"{PLAN_EN} The mayor denied this.", "The mayor", "deny"),
]
# Sentences that say something of their own.
OWN = [
    ("de", f"{PLAN_DE} Der Anwalt bestätigte den Eingang der Klage."),
    ("de", f"{PLAN_DE} Das Unternehmen bestätigte das nicht."),
    ("de", f"{PLAN_DE} Das Gericht bestätigte das Urteil gegen den Vorstand."),
    ("en", f"{PLAN_EN} The mayor confirmed that the bridge is closed."),
    ("en", f"{PLAN_EN} The mayor has not confirmed the report."),
]


def claims(text: str, language: str) -> tuple[Claim, ...]:
    return read(text, date="2024-05-15", language=language).claims


@pytest.mark.parametrize(("language", "text", "source", "act"), ECHOES)
def test_who_confirms_or_denies_joins_the_claim_before(language: str, text: str, source: str, act: str) -> None:
    (claim,) = claims(text, language)
    assert (claim.sources[-1].text, claim.sources[-1].act) == (source, act)
    assert len(claim.sources) == 2


@pytest.mark.parametrize(("language", "text"), OWN)
def test_what_says_more_is_a_claim_of_its_own(language: str, text: str) -> None:
    first, second = claims(text, language)
    assert len(first.sources) == 1
    assert second.text
