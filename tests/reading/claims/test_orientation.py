"""Whether a claim is about what was, is or will be."""

from __future__ import annotations

import pytest

from lagebild import read
from lagebild.reading.claims.firmness import act_of
from lagebild.reading.claims.orientation import orientation_of

CONTENTS = [
    ("de", "Die Brücke ist gesperrt", "present"),
    ("de", "Im Land sind rund 2.500 Soldaten stationiert", "present"),
    ("de", "Der Verein zählt 300 Mitglieder", "present"),
    ("de", "Die Lage bleibe angespannt", "present"),
    ("de", "Die Brücke war gesperrt", "past"),
    ("de", "Die Polizei räumte das Haus am Morgen", "past"),
    ("de", "Der Zug sei pünktlich gewesen", "past"),
    ("de", "Der Rat hat das Gesetz beschlossen", "past"),
    ("de", "Drei Menschen starben", "past"),
    ("de", "Der Konzern soll Steuern hinterzogen haben", "past"),
    ("de", "Der Preis wird weiter steigen", "future"),
    ("de", "Die Truppen sollen im Herbst abziehen", "future"),
    ("de", "Man werde die Verträge kündigen", "future"),
    ("de", "die Regierung müsse handeln", "future"),
    ("en", "The bridge is closed", "present"),
    ("en", "The club has 300 members", "present"),
    ("en", "The situation remains tense", "present"),
    ("en", "The bridge was closed", "past"),
    ("en", "Police cleared the house in the morning", "past"),
    ("en", "The council has passed the law", "past"),
    ("en", "Three people died", "past"),
    ("en", "The price will go up", "future"),
    ("en", "The troops would leave in autumn", "future"),
    ("en", "The two sides are to meet again", "future"),
    ("en", "The government must act", "future"),
    ("de", "Das Beben hat um 1:56 Uhr das Dorf erschüttert", "past"),
    ("de", "Der Umsatz ist um 1,6 Prozent gesunken", "past"),
    ("de", "Danach hat der Sohn, Karl Brandt, am Montag geheiratet", "past"),
    ("de", "Der Verein hat viele Mitglieder, sie kommen aus der Stadt", "present"),
    ("de", "Der Rat saß im Saal", "past"),
    ("de", "Der Umsatz betrug zwei Millionen", "past"),
    ("de", "Das Amt ermittelt wegen Betrug", "present"),
    ("de", "Der Verband zählt 300 Mitglieder", "present"),
    ("de", "Hilfe aus dem Ausland gilt als am wichtigsten", "present"),
    ("de", "Bis Mai soll die Halle fertiggestellt sein", "future"),
    ("de", "Der Mann soll am Montag angekommen sein", "past"),
    ("de", "Die Band hat alle Strafen anerkannt", "past"),
    ("de", "Der Rat beginnt, in Gespräche einzutreten", "present"),
    ("de", "Unter ihnen sollen zwei Kinder sein", "present"),
    ("en", "The effects of those changes would be swamped", "future"),
    ("en", "The party won't win", "future"),
    ("en", "The party won the vote", "past"),
    ("en", "We're focused on the bridge", "present"),
    ("en", "The town is full of low-paid jobs", "present"),
]


def test_what_somebody_wants_to_do_lies_ahead() -> None:
    assert orientation_of("to buy so-called carried shares", "en", "plan") == "future"
    assert orientation_of("to have carried the bags", "en", "deny") == "past"


@pytest.mark.parametrize(("language", "content", "orientation"), CONTENTS)
def test_tense_tells(language: str, content: str, orientation: str) -> None:
    assert orientation_of(content, language, act_of(content, language)) == orientation


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Der Vertrag endet am 30. Juni 2024."), ("en", "The contract ends on 30 June 2024.")],
)
def test_a_present_tense_with_a_day_to_come_is_a_prediction(language: str, text: str) -> None:
    (claim,) = read(text, date="2024-05-15", language=language).claims
    assert (claim.orientation, claim.act) == ("future", "predict")


def test_what_was_to_be_is_past_where_its_words_are() -> None:
    (claim,) = read("Der Vertrag endete am 30. April 2024.", date="2024-05-15", language="de").claims
    assert (claim.orientation, claim.act) == ("past", "state")


@pytest.mark.parametrize("content", ["er erwarte mehr Geld", "der Umbau koste viel", "das gelte für alle Betriebe"])
def test_a_konjunktiv_is_no_past(content: str) -> None:
    assert orientation_of(content, "de", "state") == "present"


def test_a_past_outside_the_main_clause_does_not_tell() -> None:
    assert orientation_of("Die Leitung, die er legte, ist in Betrieb", "de", "state") == "present"
