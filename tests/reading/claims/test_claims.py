"""Claims of whole texts: chains, act, certainty, polarity, and what the outlet says itself."""

from __future__ import annotations

import pytest

from lagebild import read
from lagebild.model import Claim
from lagebild.reading.claims.firmness import act_of, certainty_of, polarity_of

DAY = "2024-05-15"


def claims(text: str, language: str = "de") -> tuple[Claim, ...]:
    return read(text, date=DAY, language=language).claims


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Reporters asked whether the bridge would close.", "question"),
        ("The survey asked about all four candidates.", "question"),
        ("The union asked the city to close the bridge.", "demand"),
    ],
)
def test_to_ask_whether_demands_nothing(text: str, act: str) -> None:
    (claim,) = claims(text, "en")
    assert claim.act == act


@pytest.mark.parametrize(
    ("language", "content", "certainty"),
    [
        ("de", "Die Truppen ziehen im Herbst ab", "certain"),
        ("de", "viele Soldaten könnten im Land bleiben", "possible"),
        ("de", "ein Teil bleibe möglicherweise im Land", "possible"),
        ("de", "das Werk wird wahrscheinlich schließen", "probable"),
        ("de", "es bleibt unklar, wie viele kommen", "unknown"),
        ("de", "ein Abzug ist nicht ausgeschlossen", "possible"),
        ("de", "sie kommen so schnell wie möglich", "certain"),
        ("de", "der Zug hält, obwohl der Bahnhof vielleicht schließt", "certain"),
        ("en", "the troops leave in autumn", "certain"),
        ("en", "some advisers might stay", "possible"),
        ("en", "the plant is likely to close", "probable"),
        ("en", "it is unclear how many will come", "unknown"),
    ],
)
def test_certainty_is_what_hedges_say(language: str, content: str, certainty: str) -> None:
    assert certainty_of(content, language) == certainty


@pytest.mark.parametrize(
    ("language", "content", "polarity"),
    [
        ("de", "Es gibt keine Einigung", "negative"),
        ("de", "Das Werk schließt nicht", "negative"),
        ("de", "Nicht nur das Werk schließt", "positive"),
        ("de", "ein Abzug ist nicht ausgeschlossen", "positive"),
        ("de", "Er ging, weil er nicht mehr wollte", "positive"),
        ("en", "No date has been agreed", "negative"),
        ("en", "They won’t leave", "negative"),
        ("en", "Not only the plant will close", "positive"),
    ],
)
def test_polarity_is_that_of_the_main_clause(language: str, content: str, polarity: str) -> None:
    assert polarity_of(content, language) == polarity


@pytest.mark.parametrize(
    ("language", "content", "act"),
    [
        ("de", "Die Truppen sollen im Herbst abziehen", "plan"),
        ("de", "Das Werk wird im Herbst geschlossen", "state"),
        ("de", "Der Preis wird weiter steigen", "predict"),
        ("de", "Die Regierung müsse handeln", "demand"),
        ("de", "Das Parlament stimmte dem Gesetz zu", "agree"),
        ("en", "The price will go up", "predict"),
        ("en", "The government must act", "demand"),
    ],
)
def test_an_act_is_what_the_content_does(language: str, content: str, act: str) -> None:
    assert act_of(content, language) == act


def test_the_outlets_own_sentences_have_no_source() -> None:
    first, second = claims("Die Brücke ist gesperrt. Der Bürgermeister sagte, sie öffne im Mai.")
    assert (first.form, first.sources) == ("narration", ())
    assert second.sources[0].text == "Der Bürgermeister"


def test_who_declined_to_comment_is_kept_as_that() -> None:
    found = claims("Ein Sprecher der Bahn wollte sich nicht äußern. Der Zug sei sicher, sagte er.")
    assert found[0].text == "Ein Sprecher der Bahn wollte sich nicht äußern"
    assert (found[0].sources, found[0].polarity) == ((), "negative")


def test_an_impersonal_subject_is_no_source() -> None:
    assert all(s.text != "es" for c in claims("Man prüfe den Fall, hieß es am Montag.") for s in c.sources)


def test_who_confirms_what_was_said_joins_the_claim() -> None:
    (claim,) = claims(
        "Der Konzern plant, das Werk zu schließen. Diese Informationen wurden von drei Mitarbeitern bestätigt."
    )
    assert [(s.text, s.act, s.count) for s in claim.sources] == [
        ("Der Konzern", "plan", None),
        ("drei Mitarbeitern", "confirm", 3),
    ]
    assert claim.sources[1].anonymous


def test_who_relays_a_claim_stands_behind_its_source() -> None:
    (claim,) = claims("The council wants new talks, the Elbe agency reported, citing three aides.", "en")
    assert [s.text for s in claim.sources] == ["three aides", "the Elbe agency"]


def test_a_short_form_and_a_pronoun_lead_to_the_full_mention() -> None:
    text = (
        "Anna Vogt, Leiterin der Klinik, sagte, dass alle Betten belegt seien. "
        "Vogt betonte, dass Hilfe unterwegs sei. „Wir halten noch eine Woche durch“, sagte sie."
    )
    found = claims(text)
    assert [c.sources[0].resolved for c in found] == [None, found[0].sources[0].text, found[0].sources[0].text]
    assert {c.sources[0].actor.id for c in found if c.sources[0].actor} == {"person:anna-vogt"}


def test_a_pronoun_that_fits_nobody_is_left_open() -> None:
    (claim,) = [c for c in claims("Sie sagte, dass es regne.") if c.sources]
    assert claim.sources[0].actor is None
    assert claim.confidence < 0.5


def test_unnamed_sources_are_told_from_named_bodies() -> None:
    found = claims("Laut Kritikern ist das Gesetz zu weich. Nach Angaben der Polizei wurden 40 Menschen verletzt.")
    assert [c.sources[0].anonymous for c in found] == [True, False]


def test_a_claim_carries_the_times_numbers_and_places_in_it() -> None:
    (claim,) = claims("Der Minister sagte, dass bis September 2025 rund 300 Soldaten in Bagdad bleiben.")
    assert [(t.value, t.deadline) for t in claim.times] == [("2025-09", True)]
    assert [(q.value, q.modifier, q.of) for q in claim.quantities] == [(300, "approx", "Soldaten")]
    assert [p.country for p in claim.places] == ["IQ"]


def test_teasers_and_agency_marks_are_no_claims() -> None:
    text = "BERLIN (dpa) - Die Brücke ist gesperrt.\nLesen Sie auch: Der große Stau an der Elbe\n"
    assert [c.text for c in claims(text)] == ["Die Brücke ist gesperrt"]


def test_claim_ids_are_the_same_in_every_reading() -> None:
    text = "Die Brücke ist gesperrt. Der Bürgermeister sagte, sie öffne im Mai."
    assert [c.id for c in claims(text)] == [c.id for c in claims(text)]
    assert len({c.id for c in claims(text)}) == 2


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Beobachter sagten, die Lage sei ernst. Zuletzt wurden nach Armeeangaben 40 Ziele angegriffen.",
            "Armeeangaben",
            "Zuletzt wurden … 40 Ziele angegriffen",
        ),
        (
            "Die Partei hat dem vorläufigen Ergebnis zufolge 120 Sitze gewonnen.",
            "dem vorläufigen Ergebnis",
            "Die Partei hat … 120 Sitze gewonnen",
        ),
    ],
)
def test_a_sentence_goes_back_to_the_frame_that_it_names(text: str, source: str, content: str) -> None:
    claim = claims(text)[-1]
    assert (claim.sources[0].text, claim.text) == (source, content)


def test_what_somebody_does_not_know_is_no_claim_of_theirs() -> None:
    (claim,) = claims("Voters have no way of knowing how much he earns.", "en")
    assert (claim.form, claim.sources) == ("narration", ())


@pytest.mark.parametrize(
    ("language", "text", "act", "certainty", "polarity"),
    [
        ("en", "The panel did not believe that the driver had lied.", "state", "probable", "negative"),
        ("en", "The union called on the city to close the bridge.", "demand", "certain", "positive"),
        ("en", "“Who pays for the bridge?” Mayor Anna Brandt said.", "question", "unknown", "positive"),
        ("en", "Who pays for the bridge?", "question", "unknown", "positive"),
        ("en", "“The bridge is safe. We will not close it,” Mayor Anna Brandt said.", "state", "certain", "positive"),
        ("de", "Der Verband lehnte den Entwurf der Regierung ab.", "deny", "certain", "positive"),
        ("de", "„Wer zahlt für die Brücke?“, fragte Bürgermeisterin Anna Brandt.", "question", "unknown", "positive"),
        ("de", "Die Halle soll am Abend abgebrannt sein.", "state", "unknown", "positive"),
    ],
)
def test_how_firmly_is_read_from_frame_and_content(
    language: str, text: str, act: str, certainty: str, polarity: str
) -> None:
    claim = claims(text, language)[0]
    assert (claim.act, claim.certainty, claim.polarity) == (act, certainty, polarity)
