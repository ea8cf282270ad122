"""Reported speech acts, one in each clause: who, what they do, and the object; and where nobody plainly speaks."""

from __future__ import annotations

import pytest

from lagebild.model import cover
from lagebild.reading.attribution.reported import find_reported
from lagebild.reading.segment import find_sentences

# Language, sentence, and each act as source and content.
ACTS = [
    ("en", "Doctors warn of a new wave.", [("Doctors", "a new wave")]),
    (
        "en",
        "Police expect 5,000 people; organisers put the figure at 20,000.",
        [("Police", "5,000 people"), ("organisers", "the figure at 20,000")],
    ),
    (
        "en",
        "The union has repeatedly demanded talks, but the company rejected the proposal.",
        [("The union", "talks"), ("the company", "the proposal")],
    ),
    (
        "en",
        "Residents of the village demanded an inquiry and asked the mayor to resign.",
        [("Residents of the village", "an inquiry"), ("Residents of the village", "the mayor to resign")],
    ),
    ("en", "In a statement on Monday, the ministry announced new rules.", [("the ministry", "new rules")]),
    ("en", "Moscow warned of consequences after the vote.", [("Moscow", "consequences after the vote")]),
    ("en", "The mayor demanded talks because the bridge was closed.", [("The mayor", "talks")]),
    ("en", "It nevertheless advised residents to boil it.", [("It", "residents to boil it")]),
    (
        "de",
        "Die Polizei rechnet mit 5.000 Gästen, die Veranstalter erwarten 20.000.",
        [("Die Polizei", "5.000 Gästen"), ("die Veranstalter", "20.000")],
    ),
    (
        "de",
        "Die Gewerkschaft sprach von einem Skandal und forderte Verhandlungen.",
        [("Die Gewerkschaft", "einem Skandal"), ("Die Gewerkschaft", "Verhandlungen")],
    ),
    (
        "de",
        "Die Opposition verlangt Aufklärung; die Regierung plant ein Treffen.",
        [("Die Opposition", "Aufklärung"), ("die Regierung", "ein Treffen")],
    ),
    (
        "de",
        "Bagdad hat das Abkommen bestätigt und von einem Erfolg gesprochen.",
        [("Bagdad", "das Abkommen"), ("Bagdad", "einem Erfolg")],
    ),
    (
        "de",
        "Die Ministerin kritisierte das Urteil, während der Verband einen Freispruch erwartet hatte.",
        [("Die Ministerin", "das Urteil"), ("der Verband", "einen Freispruch")],
    ),
    (
        "de",
        "Der Vorsitzende der Partei, Karl Maus, kritisierte den Haushalt.",
        [("Der Vorsitzende der Partei, Karl Maus", "den Haushalt")],
    ),
    ("de", "Washington erwägt neue Sanktionen.", [("Washington", "neue Sanktionen")]),
    (
        "de",
        "Während irakische Quellen von einem raschen Ende ausgehen, schweigt das Ministerium.",
        [("irakische Quellen", "einem raschen Ende")],
    ),
    (
        "de",
        "Das Stadion bleibt leer, weil die Sprecher der Polizei Ausschreitungen befürchten.",
        [("die Sprecher der Polizei", "Ausschreitungen")],
    ),
    ("de", "Obwohl die Opposition den Rücktritt gefordert hatte, blieb er.", [("die Opposition", "den Rücktritt")]),
]

# Sentences in which no plain subject says anything.
SILENT = [
    ("en", "The storm threatened the coast."),
    ("en", "The workers, who demanded higher pay, went home."),
    ("en", "Talks demanded by the union began on Monday."),
    ("en", "The minister promised last week was late."),
    ("en", "The government plans include a new tax."),
    ("en", "The minister did not demand talks."),
    ("en", "The law demands a permit."),
    ("en", "The council rejected the allegations."),
    ("en", "The senate confirmed two judges on Friday."),
    ("en", "Protesters put the flag on the roof."),
    ("de", "Während die Soldaten auf Hilfe warteten, fiel Schnee."),
    ("de", "Obwohl das Wetter Regen erwarten lässt, wird gespielt."),
    ("de", "Die Veranstalter zählten Gäste, die Karten verlangten."),
]


@pytest.mark.parametrize(("language", "sentence", "acts"), ACTS)
def test_each_clause_has_its_act(language: str, sentence: str, acts: list[tuple[str, str]]) -> None:
    found = find_reported(sentence, language, tuple(find_sentences(sentence, language)))
    assert [(cover(sentence, a.source or ()), cover(sentence, a.content)) for a in found] == acts


@pytest.mark.parametrize(("language", "sentence"), SILENT)
def test_without_a_plain_speaker_there_is_no_act(language: str, sentence: str) -> None:
    assert not find_reported(sentence, language, tuple(find_sentences(sentence, language)))


def test_a_relative_clause_belongs_to_the_object() -> None:
    """The verb of "die Rebellen erwarten" closes its clause: no second act."""
    sentence = "Die Regierung plant Gespräche, die Rebellen erwarten."
    (act,) = find_reported(sentence, "de", tuple(find_sentences(sentence, "de")))
    assert cover(sentence, act.content) == "Gespräche, die Rebellen erwarten"
