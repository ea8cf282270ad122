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


# What a sentence says behind its echo is kept: its words and who says them.
RESTS = [
    ("de", f"{PLAN_DE} Die Polizei bestätigte dies, es gebe drei Verletzte.", "es gebe drei Verletzte", "Die Polizei"),
    ("en", f"{PLAN_EN} Police confirmed this and said twelve cars were sent.", "twelve cars were sent", "Police"),
    ("en", f"{PLAN_EN} Police confirmed that, saying twelve cars were sent.", "twelve cars were sent", "Police"),
]


@pytest.mark.parametrize(("language", "text", "content", "source"), RESTS)
def test_what_follows_an_echo_is_a_claim_of_its_own(language: str, text: str, content: str, source: str) -> None:
    first, second = claims(text, language)
    assert first.sources[-1].text == source
    assert (second.text, [s.text for s in second.sources]) == (content, [source])


def test_an_act_behind_an_echo_is_not_lost() -> None:
    first, second = claims("Zwei Züge fallen aus. Dies teilte die Bahn mit und kündigte Entschädigung an.", "de")
    assert [source.text for source in first.sources] == ["die Bahn"]
    assert "kündigte Entschädigung an" in second.text


def test_a_negation_behind_the_echo_does_not_undo_it() -> None:
    first, *rest = claims("Ein Zug ist entgleist. Das bestätigte die Bahn, nannte aber keine Zahl.", "de")
    assert first.text == "Ein Zug ist entgleist"
    assert [(source.text, source.act) for source in first.sources] == [("die Bahn", "confirm")]
    assert all("Das" not in claim.text for claim in rest)


def test_a_day_is_no_content() -> None:
    (claim,) = claims("Police confirmed that on Monday.", "en")
    assert claim.text == "Police confirmed that on Monday"
