"""Quantities in sentences of our own: extent, value, modifier, unit."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.model import Time
from lagebild.reading.quantities import find_quantities

# sentence, extent, value or (low, high), modifier, unit
GERMAN = [
    ("Dort stehen 2.500 Soldaten.", "2.500", 2500, "exact", None),
    ("Dort stehen etwa 2.500 Soldaten.", "etwa 2.500", 2500, "approx", None),
    ("Es kamen rund 12.000 Menschen.", "rund 12.000", 12000, "approx", None),
    ("Es kamen mehr als 40 Länder zusammen.", "mehr als 40", 40, "more_than", None),
    ("Über 80 Staaten stimmten zu.", "Über 80", 80, "more_than", None),
    ("Mindestens zwölf Menschen starben.", "Mindestens zwölf", 12, "at_least", None),
    ("Höchstens drei Boote legten ab.", "Höchstens drei", 3, "at_most", None),
    ("Bis zu 300 Schiffe warteten.", "Bis zu 300", 300, "at_most", None),
    ("Weniger als 20 Häuser blieben stehen.", "Weniger als 20", 20, "less_than", None),
    ("Der Schaden beträgt 1,3 Mio. Euro.", "1,3 Mio. Euro", 1.3e6, "exact", "EUR"),
    ("Das kostet 3,5 Milliarden Dollar.", "3,5 Milliarden Dollar", 3.5e9, "exact", "USD"),
    ("Die Zahl stieg um 4,2 Prozent.", "4,2 Prozent", 4.2, "exact", "%"),
    ("Die Partei verlor zwei Prozentpunkte.", "zwei Prozentpunkte", 2, "exact", "percentage point"),
    ("Das sind 15 % der Wähler.", "15 %", 15, "exact", "%"),
    ("Dort leben zweitausendfünfhundert Menschen.", "zweitausendfünfhundert", 2500, "exact", None),
    ("Sie zählten fünfundzwanzig Boote.", "fünfundzwanzig", 25, "exact", None),
    ("Es waren dreihundertzwanzig Anträge.", "dreihundertzwanzig", 320, "exact", None),
    ("Anderthalb Millionen Menschen flohen.", "Anderthalb Millionen", 1.5e6, "exact", None),
    ("Ein Dutzend Häuser brannte.", "Ein Dutzend", 12, "exact", None),
    ("Dutzende Häuser brannten.", "Dutzende", 12, "more_than", None),
    ("Es flohen Hunderte Bewohner.", "Hunderte", 100, "more_than", None),
    ("Auch hunderte Anwohner flohen.", "hunderte", 100, "more_than", None),
    ("Sie sahen Tausende Vögel.", "Tausende", 1000, "more_than", None),
    ("Es folgten Hunderttausende Menschen.", "Hunderttausende", 1e5, "more_than", None),
    ("Die Zahl der Anträge soll sich verdoppeln.", "verdoppeln", 2, "ratio", None),
    ("Der Umsatz hat sich verdreifacht.", "verdreifacht", 3, "ratio", None),
    ("Der Preis wurde halbiert.", "halbiert", 0.5, "ratio", None),
    ("Es kamen doppelt so viele Gäste.", "doppelt", 2, "ratio", None),
    ("Der Preis sank um ein Drittel.", "ein Drittel", 1 / 3, "exact", None),
    ("Zwei Drittel der Abgeordneten stimmten zu.", "Zwei Drittel", 2 / 3, "exact", None),
    ("Jeder zweite Haushalt ist betroffen.", "Jeder zweite", 0.5, "exact", None),
    ("Es sind 2.400 bis 2.600 Stellen.", "2.400 bis 2.600", (2400, 2600), "range", None),
    ("Sie schickten fünf bis sieben Boote.", "fünf bis sieben", (5, 7), "range", None),
    ("Es kamen zwischen 500 und 800 Helfer.", "500 und 800", (500, 800), "range", None),
    ("Die Temperatur sank auf minus 5 Grad.", "minus 5 Grad", -5, "exact", "Cel"),
    ("Die Strecke misst 12 Kilometer.", "12 Kilometer", 12, "exact", "km"),
    ("Das Lager fasst 300 Tonnen Weizen.", "300 Tonnen", 300, "exact", "t"),
    ("Das Feld hat 40 Hektar.", "40 Hektar", 40, "exact", "ha"),
    ("Er zahlte 5 Millionen Franken.", "5 Millionen Franken", 5e6, "exact", "CHF"),
    ("Mehrere hundert Menschen warteten.", "Mehrere hundert", 200, "more_than", None),
]
ENGLISH = [
    ("They sent 2,500 troops.", "2,500", 2500, "exact", None),
    ("About 2,500 troops remain.", "About 2,500", 2500, "approx", None),
    ("More than 80 countries joined.", "More than 80", 80, "more_than", None),
    ("At least 12 people died.", "At least 12", 12, "at_least", None),
    ("Up to 300 ships waited.", "Up to 300", 300, "at_most", None),
    ("Fewer than 20 houses stand.", "Fewer than 20", 20, "less_than", None),
    ("No more than five boats left.", "No more than five", 5, "at_most", None),
    ("It cost $3.5bn to build.", "$3.5bn", 3.5e9, "exact", "USD"),
    ("They raised $18 million last night.", "$18 million", 18e6, "exact", "USD"),
    ("They paid €40 for it.", "€40", 40, "exact", "EUR"),
    ("The fine was £2 million.", "£2 million", 2e6, "exact", "GBP"),
    ("Prices rose 4.2 percent.", "4.2 percent", 4.2, "exact", "%"),
    ("Nearly 10% of voters agreed.", "Nearly 10%", 10, "approx", "%"),
    ("The lead fell by 2 percentage points.", "2 percentage points", 2, "exact", "percentage point"),
    ("They counted twenty-five boats.", "twenty-five", 25, "exact", None),
    ("They sold two hundred and fifty tickets.", "two hundred and fifty", 250, "exact", None),
    ("A dozen houses burned.", "A dozen", 12, "exact", None),
    ("Dozens of houses burned.", "Dozens", 12, "more_than", None),
    ("Hundreds of people fled.", "Hundreds", 100, "more_than", None),
    ("Thousands of people fled.", "Thousands", 1000, "more_than", None),
    ("It cost millions of dollars.", "millions", 1e6, "more_than", "USD"),
    ("The number of cases doubled.", "doubled", 2, "ratio", None),
    ("Output has tripled since then.", "tripled", 3, "ratio", None),
    ("They need twice as many boats.", "twice", 2, "ratio", None),
    ("Two-thirds of members agreed.", "Two-thirds", 2 / 3, "exact", None),
    ("A third of the town is flooded.", "A third", 1 / 3, "exact", None),
    ("One in five children is poor.", "One in five", 0.2, "exact", None),
    ("Between 500 and 800 people came.", "500 and 800", (500, 800), "range", None),
    ("They expect 55 to 65 visitors.", "55 to 65", (55, 65), "range", None),
    ("Tariffs ranging from 5 percent to 25 percent hold.", "5 percent to 25 percent", (5, 25), "range", "%"),
    ("They earn $35,000 to $60,000 here.", "$35,000 to $60,000", (35000, 60000), "range", "USD"),
    ("The road is 12 miles long.", "12 miles", 12, "exact", "mi"),
    ("The ship carried 300 tons of wheat.", "300 tons", 300, "exact", "t"),
    ("The farm has 40 acres.", "40 acres", 40, "exact", "acre"),
    ("Households making $100,000 or more agreed.", "$100,000 or more", 100000, "at_least", "USD"),
    ("Around 1.6 billion people agree.", "Around 1.6 billion", 1.6e9, "approx", None),
    ("Seven people were hurt.", "Seven", 7, "exact", None),
    ("Two women spoke.", "Two", 2, "exact", None),
    ("Roughly 600 cars burned.", "Roughly 600", 600, "approx", None),
    ("It takes an estimated 40 workers.", "an estimated 40", 40, "approx", None),
    ("They saw four ships.", "four", 4, "exact", None),
    ("He owns 12 streets there.", "12", 12, "exact", None),
    ("A few thousand people fled.", "A few thousand", 2000, "more_than", None),
    ("The ministry puts the number at five, one of them a guard.", "five", 5, "exact", None),
]
NONE = [
    ("de", "Beide Seiten und mehrere Zeugen sagten aus."),
    ("de", "Eine der größten Banken schwieg."),
    ("de", "Der 20-jährige Fahrer floh."),
    ("de", "Das Spiel endete 3:1."),
    ("de", "Die Resolution 1701 gilt weiter."),
    ("de", "Eine Boeing 747 landete."),
    ("de", "Der Airbus A 320 startete."),
    ("de", "Nach § 218 ist das verboten."),
    ("de", "Die 5. Division rückte vor."),
    ("de", "Das steht auf Seite 12."),
    ("de", "Die Elf gewann erneut."),
    ("de", "Sie warteten 3 Stunden."),
    ("de", "Er fuhr mit einem Boot."),
    ("de", "Die Wache in der Bahnhofstraße 12 ist zu, die am Kirchplatz 3 auch."),
    ("de", "Die 18, 13 und neun Jahre alten Kinder blieben zu Hause."),
    ("en", "The boys, 18, 13 and nine years old, stayed."),
    ("de", "Die Partei Democraten 66 (D66) verlor, wie der Kommandant der Expedition 11, ein Russe."),
    ("de", "Treffpunkt: Musikschule, Hauptstr. 17, im Hof."),
    ("en", "Both sides and several witnesses agreed."),
    ("en", "It was one of the largest banks."),
    ("en", "The 20-year-old driver fled."),
    ("en", "Resolution 1701 still holds."),
    ("en", "A Boeing 747 landed."),
    ("en", "It was the 5th attempt."),
    ("en", "See page 12."),
    ("en", "They waited three hours."),
    ("en", "He is doubling down."),
    ("en", "Jones, 45, left."),
    ("en", "On 9/11 they met."),
    ("en", "It went off at 131 West 23rd Street and at 12 Oak Avenue."),
]


@pytest.mark.parametrize(
    ("language", "case"), [("de", c) for c in GERMAN] + [("en", c) for c in ENGLISH], ids=lambda c: c[0] if c[1:] else c
)
def test_reads_a_quantity(language: str, case: tuple[Any, ...]) -> None:
    sentence, extent, value, modifier, unit = case
    (found,) = find_quantities(sentence, language, ())
    number = (found.low, found.high) if found.modifier == "range" else found.value
    assert (found.text, found.modifier, found.unit) == (extent, modifier, unit)
    assert number == pytest.approx(value)


@pytest.mark.parametrize(("language", "sentence"), NONE)
def test_reads_no_quantity(language: str, sentence: str) -> None:
    assert find_quantities(sentence, language, ()) == []


@pytest.mark.parametrize(
    ("language", "sentence", "of"),
    [
        ("de", "Dort stehen etwa 2.500 US-Soldaten im Land.", ["US-Soldaten"]),
        ("de", "Es kamen 2000 und rund 15.000 Soldaten.", ["Soldaten", "Soldaten"]),
        ("de", "Die Zahl der Anträge soll sich verdoppeln.", ["Zahl der Anträge"]),
        ("en", "A dozen people demonstrated outside.", ["people"]),
        ("en", "Hundreds of shooting victims waited.", ["shooting victims"]),
    ],
)
def test_names_what_is_counted(language: str, sentence: str, of: list[str]) -> None:
    assert [q.of for q in find_quantities(sentence, language, ())] == of


def test_reads_a_change_as_two_quantities() -> None:
    assert [q.value for q in find_quantities("Die Zahl stieg von 900 auf 1.200.", "de", ())] == [900, 1200]
    assert [q.value for q in find_quantities("It rose from 900 to 1,200.", "en", ())] == [900, 1200]


def test_leaves_numbers_inside_times() -> None:
    time = Time(text="2 Wochen", span=(3, 11), type="DURATION", value="P2W")
    assert [q.text for q in find_quantities("In 2 Wochen kommen 30 Boote.", "de", [time])] == ["30"]


PIECES = [
    "12",
    "2.500",
    "etwa ",
    "zwei",
    "hundert",
    "bis",
    " ",
    "$",
    "%",
    "-",
    "Mio.",
    "between ",
    "and ",
    "½",
    "(",
    "²",
    "٣",
]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join), st.sampled_from(["de", "en"]))
def test_spans_are_exact_and_ordered(text: str, language: str) -> None:
    end = 0
    for quantity in find_quantities(text, language, ()):
        assert text[slice(*quantity.span)] == quantity.text
        assert quantity.span[0] >= end
        end = quantity.span[1]


@pytest.mark.parametrize("piece", ["1", "1.", "1 ", "zwei ", "two hundred ", "hundert", "etwa ", "((", "$", "1-"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_work_grows_linearly(piece: str, language: str) -> None:
    assert _calls(piece * 4_000, language) <= 3 * _calls(piece * 2_000, language) + 1000


def _calls(text: str, language: str) -> int:
    """The Python and C calls made: the work, as far as it does not depend on the machine."""
    count = 0
    own = str(Path("lagebild", "reading"))

    def trace(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += own in frame.f_code.co_filename and event in {"call", "c_call"}

    sys.setprofile(trace)
    try:
        find_quantities(text, language, ())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("text", ["1" * 1_000_000, "(" * 10_000, "1." * 300_000, "a" * 1_000_000])
def test_survives_hostile_text(text: str) -> None:
    assert all(text[slice(*q.span)] == q.text for q in find_quantities(text, "de", ()))


@pytest.mark.parametrize(
    ("language", "sentence", "words", "value", "unit"),
    [
        ("en", "The plant hired tens of thousands of workers.", "tens of thousands", 10_000, None),
        ("en", "It cost hundreds of millions of dollars.", "hundreds of millions", 100_000_000, "USD"),
        ("de", "Der Preis fiel von 114 auf 99 Euro.", "114", 114, "EUR"),
        ("en", "The share rose from 12 to 15 percent.", "12", 12, "%"),
        ("de", "Der Motor leistet 67 kW.", "67 kW", 67, "kW"),
    ],
)
def test_larger_vague_numbers_and_units_of_changes(
    language: str, sentence: str, words: str, value: float, unit: str | None
) -> None:
    first = find_quantities(sentence, language, [])[0]
    assert (first.text, first.value, first.unit) == (words, value, unit)


def test_an_age_before_a_dash_is_no_quantity() -> None:
    assert find_quantities("Baker, 40 ― a father and cook ― was hurt.", "en", []) == []
