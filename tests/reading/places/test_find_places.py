"""Places in sentences of our own: which names are places, and in which country."""

import sys
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.reading.places import find_places
from lagebild.reading.segment import find_sentences

FOUND = [
    ("de", "Die Truppen stehen im Irak.", [("Irak", "IQ")]),
    ("de", "Der Gipfel fand in Washington statt.", [("Washington", "US")]),
    ("de", "Die Helfer kamen aus Italien und Deutschland.", [("Italien", "IT"), ("Deutschland", "DE")]),
    ("de", "Raketen flogen vom Libanon aus.", [("Libanon", "LB")]),
    ("de", "Sie flogen nach Syrien.", [("Syrien", "SY")]),
    ("de", "Er lebt in New York.", [("New York", "US")]),
    ("de", "Sie wohnt in Bad Homburg.", [("Bad Homburg", "DE")]),
    ("de", "Das Treffen in Tel Aviv endete.", [("Tel Aviv", "IL")]),
    ("de", "Das Werk steht in Saudi-Arabien.", [("Saudi-Arabien", "SA")]),
    ("de", "Die Messe in München beginnt.", [("München", "DE")]),
    ("de", "Der Zug nach Mailand stand.", [("Mailand", "IT")]),
    ("de", "Sie reisten nach Moskau.", [("Moskau", "RU")]),
    ("de", "In Kiew fielen Schüsse.", [("Kiew", "UA")]),
    ("de", "In Peking begann der Kongress.", [("Peking", "CN")]),
    ("de", "In Wien tagt der Rat.", [("Wien", "AT")]),
    ("de", "In Genf wird verhandelt.", [("Genf", "CH")]),
    ("de", "Die Siedlungen im Westjordanland wachsen.", [("Westjordanland", "PS")]),
    ("de", "Hilfe für Menschen im Gazastreifen fehlt.", [("Gazastreifen", "PS")]),
    ("de", "Im Donbass wird gekämpft.", [("Donbass", "UA")]),
    ("de", "Auf der Insel Neuguinea regnet es.", [("Neuguinea", None)]),
    ("de", "Die Lage in Nahost bleibt ernst.", [("Nahost", None)]),
    ("de", "In Bayern fiel Schnee.", [("Bayern", "DE")]),
    ("de", "In Sachsen wird gewählt.", [("Sachsen", "DE")]),
    ("de", "In Kalifornien brennt der Wald.", [("Kalifornien", "US")]),
    ("de", "Sie zog nach Essen.", [("Essen", "DE")]),
    ("de", "Die Truppen hatten den Irak besetzt.", [("Irak", "IQ")]),
    ("de", "Die Grenze zwischen Israel und Libanon ist zu.", [("Israel", "IL"), ("Libanon", "LB")]),
    ("de", "In Prag trafen sich Minister.", [("Prag", "CZ")]),
    ("de", "Die Provinz Anbar ist ruhig.", [("Anbar", "IQ")]),
    ("de", "In Kabul explodierte eine Bombe.", [("Kabul", "AF")]),
    ("en", "Troops are stationed in Iraq.", [("Iraq", "IQ")]),
    ("en", "She spoke in Washington.", [("Washington", "US")]),
    ("en", "He lives in New York.", [("New York", "US")]),
    ("en", "They met in Los Angeles.", [("Los Angeles", "US")]),
    ("en", "They flew from Sweden and Finland.", [("Sweden", "SE"), ("Finland", "FI")]),
    ("en", "A rally in Florida drew crowds.", [("Florida", "US")]),
    ("en", "He grew up in Virginia.", [("Virginia", "US")]),
    ("en", "Snow fell in Ohio.", [("Ohio", "US")]),
    ("en", "A plant in Novi, Michigan, closed.", [("Novi", "US"), ("Michigan", "US")]),
    ("en", "A lab in Cambridge, Massachusetts, opened.", [("Cambridge", "US"), ("Massachusetts", "US")]),
    ("en", "They marched in Chicago.", [("Chicago", "US")]),
    ("en", "The summit in Warsaw ended.", [("Warsaw", "PL")]),
    ("en", "Ships sailed near Crimea.", [("Crimea", "UA")]),
    ("en", "Homes in the West Bank were searched.", [("West Bank", "PS")]),
    ("en", "He was born in the United States.", [("United States", "US")]),
    ("en", "She worked in North Korea.", [("North Korea", "KP")]),
    ("en", "The embassy in Copenhagen closed.", [("Copenhagen", "DK")]),
    ("en", "Fires burn in California.", [("California", "US")]),
    ("en", "Aid reached people in Scotland.", [("Scotland", "GB")]),
]
NONE = [
    ("de", "Viel Öl ist in den Boden gelangt."),
    ("de", "Der Irak plant Gespräche."),
    ("de", "Washington erklärte die Gespräche für beendet."),
    ("de", "Israel und der Libanon einigten sich."),
    ("de", "Paris Hilton kam nicht."),
    ("de", "Die Deutsche Bank schwieg."),
    ("de", "Der FC Bayern gewann."),
    ("de", "Herr Berlin sprach lange."),
    ("de", "Das Essen war kalt."),
    ("de", "Die Halle war voll."),
    ("de", "Im Hof stand ein Rad."),
    ("de", "Die irakische Armee zog ab."),
    ("de", "Moskau droht mit Folgen."),
    ("en", "Iraq plans talks."),
    ("en", "He teaches at the University of Michigan and sued the Bank of England."),
    ("en", "Washington said the talks were over."),
    ("en", "Paris Hilton stayed away."),
    ("en", "Reading is fun."),
    ("en", "Nice people live here."),
    ("en", "A story in the Washington Post said so."),
    ("en", "He went to the White House."),
    ("en", "The Iraqi army left."),
]


@pytest.mark.parametrize(("language", "sentence", "places"), FOUND)
def test_finds_places(language: str, sentence: str, places: list[tuple[str, str | None]]) -> None:
    assert [(p.text, p.country) for p in find_places(sentence, language)] == places


@pytest.mark.parametrize(("language", "sentence"), NONE)
def test_names_of_actors_are_no_places(language: str, sentence: str) -> None:
    assert find_places(sentence, language) == []


def test_gives_the_position() -> None:
    (place,) = find_places("Der Gipfel fand in Kabul statt.", "de")
    assert (place.latitude, place.longitude) == pytest.approx((34.5, 69.2), abs=0.2)


def test_a_small_town_is_doubtful_in_a_report_about_another_country_with_its_names() -> None:
    here = "A device was found in Chelsea. The mayor of New York spoke in Albany and in Boston."
    there = "A device was found in Chelsea. The mayor spoke in London."
    assert [find_places(text, "en")[0].confidence for text in (here, there)] == [0.5, 0.95]


PIECES = ["in ", "im ", "Irak", "New ", "York", "Berlin", ", ", "und ", "(", "U.S.", "der ", "\n", "Ä", "'"]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join), st.sampled_from(["de", "en"]))
def test_spans_are_exact_and_ordered(text: str, language: str) -> None:
    end = 0
    for place in find_places(text, language):
        assert text[slice(*place.span)] == place.text
        assert place.span[0] >= end
        end = place.span[1]


@pytest.mark.parametrize("piece", ["In New York ", "Berlin und ", "in ", "((", "U.S.", "A'"])
def test_work_grows_linearly(piece: str) -> None:
    assert _calls(piece * 4_000) <= 3 * _calls(piece * 2_000) + 1000


def _calls(text: str) -> int:
    """The calls made: the work, as far as it does not depend on the machine."""
    find_places("in Rom", "de")
    count = 0
    own = str(Path("lagebild", "reading"))

    def trace(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += own in frame.f_code.co_filename and event in {"call", "c_call"}

    sys.setprofile(trace)
    try:
        find_places(text, "de")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("sentence", "words", "name", "country"),
    [
        ("Auf einem Markt im Osten Bagdads brannte es.", "Bagdads", "Baghdad", "IQ"),
        ("In Südostfrankreich regnete es.", "Südostfrankreich", "France", "FR"),
        ("Die Kämpfe in Nordsyrien gehen weiter.", "Nordsyrien", "Syria", "SY"),
    ],
)
def test_parts_and_genitives_of_places_are_found(sentence: str, words: str, name: str, country: str) -> None:
    (place,) = find_places(sentence, "de", find_sentences(sentence, "de"))
    assert (place.text, place.name, place.country) == (words, name, country)


def test_words_that_are_also_names_are_no_places() -> None:
    for language, text in [
        ("de", "Sie stritten über Löhne und Zeiten."),
        ("en", 'It was late. "Unity also means peace," she said.'),
    ]:
        assert find_places(text, language, find_sentences(text, language)) == []
