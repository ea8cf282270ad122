"""What each expression is worth, in sentences of this project's own; the reports' day is a Wednesday, 2024-05-15."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.reading.segment import find_sentences
from lagebild.reading.times import find_times
from lagebild.reading.times.feasts import feast_days
from lagebild.reading.times.rules import times_grammar
from lagebild.reading.times.values import days_of

DAY = "2024-05-15T09:30:00+02:00"
VALUE = re.compile(
    r"^(?:(?:PAST|PRESENT|FUTURE)_REF|P(?:T?[\dX.]+(?:[YMWDHSQ]|DE|CE|WE|SU|WI|MO|AF|EV|NI))+"
    r"|[\dX]{2,4}(?:-(?:[\dX]{2}(?:-[\dX]{2})?|W[\dX]{2}(?:-(?:WE|\d))?|Q\d|H\d|SP|SU|FA|WI))?"
    r"(?:T(?:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?|MO|MI|AF|EV|NI))?)$"
)

GERMAN = [
    ("Die Wahl war am 3. Mai 2024.", "3. Mai 2024", "2024-05-03"),
    ("Am 27.8.2023 kam er zurück.", "27.8.2023", "2023-08-27"),
    ("Er kam am 9. Okt. 2023 an.", "9. Okt. 2023", "2023-10-09"),
    ("Am Montag sagte sie ab.", "Montag", "2024-05-13"),
    ("Am Freitag wird der Rat tagen.", "Freitag", "2024-05-17"),
    ("Der Prozess soll am kommenden Montag beginnen.", "kommenden Montag", "2024-05-20"),
    ("Am Dienstagabend brannte es.", "Dienstagabend", "2024-05-14TEV"),
    ("Das geschah gestern.", "gestern", "2024-05-14"),
    ("Übermorgen wird gewählt.", "Übermorgen", "2024-05-17"),
    ("Gestern Abend wurde gefeiert.", "Gestern Abend", "2024-05-14TEV"),
    ("Das Werk soll im September öffnen.", "September", "2024-09"),
    ("Im Dezember wurde er verurteilt.", "Dezember", "2023-12"),
    ("Das Amt wurde Anfang März geschlossen.", "Anfang März", "2024-03"),
    ("Bis Ende 2025 sollen alle gehen.", "Ende 2025", "2025"),
    ("Im Mai dieses Jahres stieg die Zahl.", "Mai dieses Jahres", "2024-05"),
    ("Im Jahr 2011 endete der Krieg.", "Jahr 2011", "2011"),
    ("2014 kehrten sie zurück.", "2014", "2014"),
    ("Diese Woche tagt der Gipfel.", "Diese Woche", "2024-W20"),
    ("In der vergangenen Woche kam es zum Streit.", "vergangenen Woche", "2024-W19"),
    ("Im kommenden Jahr wird gewählt.", "kommenden Jahr", "2025"),
    ("Im vergangenen Monat fiel der Preis.", "vergangenen Monat", "2024-04"),
    ("Vor drei Tagen brach der Damm.", "drei Tagen", "2024-05-12"),
    ("In zwei Wochen wird entschieden.", "zwei Wochen", "P2W"),
    ("Die Stadt muss binnen zehn Tagen antworten.", "zehn Tagen", "P10D"),
    ("Um 5 Uhr morgens rückte die Wehr aus.", "5 Uhr morgens", "2024-05-15T05:00"),
    ("Um 8 Uhr abends war das Feuer gelöscht.", "8 Uhr abends", "2024-05-15T20:00"),
    ("Um halb drei Uhr nachmittags kam der Pfarrer.", "halb drei Uhr nachmittags", "2024-05-15T14:30"),
    ("Um Mitternacht läuteten die Glocken.", "Mitternacht", "2024-05-15T24:00"),
    ("Am Morgen lag Schnee.", "Morgen", "2024-05-15TMO"),
    ("Gegen Mittag kam die Sonne heraus.", "Mittag", "2024-05-15TMI"),
    ("In der Nacht auf gestern brannte ein Stall.", "der Nacht auf gestern", "2024-05-14TNI"),
    ("In der Nacht von Samstag auf Sonntag brannte ein Stall.", "der Nacht von Samstag auf Sonntag", "2024-05-12TNI"),
    ("In der Nacht zum 3. Mai brannte ein Stall.", "der Nacht zum 3. Mai", "2024-05-03TNI"),
    ("Der Markt wird am 5.6. eröffnet.", "5.6.", "2024-06-05"),
    ("Bis Jahresende sollen die Züge wieder fahren.", "Jahresende", "2024"),
    ("Zum Wochenbeginn fiel die Heizung aus.", "Wochenbeginn", "2024-W20"),
    ("Der Bau soll in der zweiten Oktoberhälfte beginnen.", "zweiten Oktoberhälfte", "2024-10"),
    ("In der ersten Jahreshälfte stieg der Umsatz.", "ersten Jahreshälfte", "2024-H1"),
    ("Zum 25-jährigen Bestehen gab es ein Konzert.", "25-jährigen", "P25Y"),
    ("Nach zweijähriger Tätigkeit ging er.", "zweijähriger", "P2Y"),
    ("Im Jahr fallen 300 Tonnen Müll an.", "Jahr", "P1Y"),
    ("Sie tagen dreimal im Monat.", "Monat", "P1M"),
    ("Es war ein Wochenende zum Vergessen.", "ein Wochenende", "P1WE"),
    ("In der Vorwoche war die Straße gesperrt.", "Vorwoche", "2024-W19"),
    ("Der Pächter bekam 50 statt 30 Jahre.", "50", "P50Y"),
    ("Im Winter 2022/23 fiel kaum Schnee.", "Winter 2022/23", "2022-WI"),
    ("Anfang der neunziger Jahre zog er fort.", "Anfang der neunziger Jahre", "199"),
    ("Zum Muttertag gab es Blumen.", "Muttertag", "2024-05-12"),
    ("Vor einigen Tagen wurde in den frühen Morgenstunden geschossen.", "frühen Morgenstunden", "2024-05-XXTMO"),
    ("Der Ex-Minister schwieg.", "Ex", "PAST_REF"),
    ("Um 15.30 Uhr MEZ hob die Maschine ab.", "15.30 Uhr MEZ", "2024-05-15T15:30+01:00"),
    ("Um 9 Uhr Ortszeit bebte die Erde.", "9 Uhr Ortszeit", "2024-05-15T09:00"),
    ("Zum Opferfest 2024 ruhen die Waffen.", "Opferfest 2024", "2024-06-16"),
    ("An Jom Kippur blieb es ruhig.", "Jom Kippur", "2023-09-25"),
    ("Am Weltfrauentag wird gestreikt.", "Weltfrauentag", "2024-03-08"),
    ("Am ersten Advent 2023 brannte die Kerze.", "ersten Advent 2023", "2023-12-03"),
    ("Der Ruf hallt Jahr um Jahr durchs Tal.", "Jahr um Jahr", "P1Y"),
    ("Morgen, so der Plan, findet der Lauf statt.", "Morgen", "2024-05-16"),
    ("In den letzten Monaten gab es Streit.", "den letzten Monaten", "PXM"),
    ("Der Streik dauerte vier Stunden.", "vier Stunden", "PT4H"),
    ("Sie verhandelten mehrere Wochen.", "mehrere Wochen", "PXW"),
    ("Nach dem zweitägigen Treffen reisten sie ab.", "zweitägigen", "P2D"),
    ("Seit Jahren warnen die Ärzte.", "Jahren", "PXY"),
    ("Jedes Jahr kommen Tausende.", "Jedes Jahr", "P1Y"),
    ("Der Bericht erscheint jährlich.", "jährlich", "P1Y"),
    ("Derzeit sind 300 Helfer dort.", "Derzeit", "PRESENT_REF"),
    ("Er hatte kürzlich gekündigt.", "kürzlich", "PAST_REF"),
    ("Das Gesetz kommt demnächst.", "demnächst", "FUTURE_REF"),
    ("In der Nacht zum Samstag fiel Schnee.", "der Nacht zum Samstag", "2024-05-11TNI"),
    ("Die Sitzung begann um 15.30 Uhr.", "15.30 Uhr", "2024-05-15T15:30"),
    ("In den 90er Jahren war das üblich.", "90er Jahren", "199"),
    ("Die Burg stammt aus dem 19. Jahrhundert.", "19. Jahrhundert", "18"),
    ("Im Sommer 2019 war es heiß.", "Sommer 2019", "2019-SU"),
    ("Im ersten Halbjahr 2023 sank der Umsatz.", "ersten Halbjahr 2023", "2023-H1"),
    ("Am Ostermontag blieb alles ruhig.", "Ostermontag", "2024-04-01"),
    ("Zu Weihnachten 2023 war er frei.", "Weihnachten 2023", "2023-12-25"),
    ("Der Rat stimmt am Freitag ab.", "Freitag", "2024-05-17"),
    ("Der Rat stimmte am Freitag ab.", "Freitag", "2024-05-10"),
    ("Geöffnet ist heute von 15-18 Uhr.", "18 Uhr", "2024-05-15T18:00"),
    ("Sie kam um halb neun.", "halb neun", "2024-05-15T08:30"),
    ("Sie kam um fünf Uhr.", "fünf Uhr", "2024-05-15T05:00"),
    ("Um dreiundzwanzig Uhr war Schluss.", "dreiundzwanzig Uhr", "2024-05-15T23:00"),
    ("Am Abend des 3. Mai trat er zurück.", "Abend des 3. Mai", "2024-05-03TEV"),
    ("In der Nacht vor dem Brand flohen viele.", "Nacht", "XXXX-XX-XXTNI"),
    ("Er lehnte ab und reiste am Tag darauf ab, sagte sie.", "Tag darauf", "XXXX-XX-XX"),
    ("Er saß drei Jahre und zwei Monate in Haft.", "drei Jahre und zwei Monate", "P3Y2M"),
    ("Es gilt eine 14-Tage-Frist.", "14-Tage", "P14D"),
    ("Die 35-Stunden-Woche bleibt.", "35-Stunden-Woche", "PT35H"),
    ("Vor sechs Jahren zog sie fort.", "sechs Jahren", "P6Y"),
    ("Nach ein paar Jahren war Schluss.", "ein paar Jahren", "PXY"),
    ("Ein halbes Jahr verging.", "halbes Jahr", "P0.5Y"),
    ("Das Verfahren ruht seit eineinhalb Jahren.", "eineinhalb Jahren", "P1.5Y"),
    ("Vor zweieinhalb Monaten brannte die Halle.", "zweieinhalb Monaten", "P2.5M"),
    ("Das Buch erscheint in diesen Tagen.", "diesen Tagen", "PRESENT_REF"),
    ("Markt ist jeden ersten Samstag im Monat.", "jeden ersten Samstag im Monat", "P1M"),
    ("Im Vorjahr kamen weniger Gäste.", "Vorjahr", "2023"),
    ("Im Jahr 578 starb der Mönch.", "578", "0578"),
    ("Morgens ist es kühl.", "Morgens", "XXXX-XX-XXTMO"),
]  # fmt: skip
ENGLISH = [
    ("The vote was on May 3, 2024.", "May 3, 2024", "2024-05-03"),
    ("It happened on 5 August 2023.", "5 August 2023", "2023-08-05"),
    ("On Monday he resigned.", "Monday", "2024-05-13"),
    ("The court will meet next Friday.", "next Friday", "2024-05-17"),
    ("She said on Tuesday night that it was over.", "Tuesday night", "2024-05-14TNI"),
    ("He left yesterday.", "yesterday", "2024-05-14"),
    ("Talks will resume tomorrow morning.", "tomorrow morning", "2024-05-16TMO"),
    ("The plant will open in September.", "September", "2024-09"),
    ("It was announced in late March.", "late March", "2024-03"),
    ("They must leave by the end of 2025.", "the end of 2025", "2025"),
    ("The war ended in 2011.", "2011", "2011"),
    ("This week the summit meets.", "This week", "2024-W20"),
    ("Prices fell last month.", "last month", "2024-04"),
    ("He was elected two years ago.", "two years ago", "2022"),
    ("The law takes effect in three months.", "three months", "2024-08"),
    ("He was elected a year and a half ago.", "a year and a half ago", "2022-11"),
    ("The siege lasted two and a half months.", "two and a half months", "P2.5M"),
    ("The rivals meet for the first of three debates Sunday.", "Sunday", "2024-05-19"),
    ("The strike lasted four hours.", "four hours", "PT4H"),
    ("They argued for several weeks.", "several weeks", "PXW"),
    ("Over the past three years it doubled.", "past three years", "P3Y"),
    ("Thousands come every year.", "every year", "P1Y"),
    ("The report appears annually.", "annually", "P1Y"),
    ("It is currently closed.", "currently", "PRESENT_REF"),
    ("He recently moved.", "recently", "PAST_REF"),
    ("The meeting began at 5 p.m. sharp.", "5 p.m.", "2024-05-15T17:00"),
    ("In the 1990s it was common.", "the 1990s", "199"),
    ("A 19th-century house burned down.", "19th-century", "18"),
    ("In the first half of September talks go on.", "first half of September", "2024-09"),
    ("A three-day visit begins.", "three-day", "P3D"),
    ("The polls close at 7 p.m. EST.", "7 p.m. EST", "2024-05-15T19:00-05:00"),
    ("It struck at 14:05 GMT.", "14:05 GMT", "2024-05-15T14:05Z"),
    ("Passover 2024 was quiet.", "Passover 2024", "2024-04-23"),
    ("On the night of May 3 he left.", "the night of May 3", "2024-05-03TNI"),
    ("They taped it six weeks before the election.", "six weeks", "P6W"),
    ("He was booed, and the following morning he refused.", "the following morning", "XXXX-XX-XXTMO"),
    ("They met on Christmas Eve 2023.", "Christmas Eve 2023", "2023-12-24"),
    ("It was built in the mid-1990s.", "the mid-1990s", "199"),
    ("In 2011 he won. The day before, he had been ill.", "The day before", "2024-05-14"),
]  # fmt: skip
NONE = [
    ("de", "Der 20-jährige Fahrer blieb unverletzt."),
    ("de", "Etwa 1.200 Soldaten kamen mit dem Airbus A 320."),
    ("de", "Jugendliche ab 16 Jahren dürfen wählen."),
    ("de", "Es waren rund 2000 Menschen auf dem Platz."),
    ("en", "The 20-year-old driver may march on."),
    ("en", "About 2500 people attended."),
    ("de", "Nun ist der Rat am Zug, nicht zuletzt der Bürger."),
    ("de", "Die Altersgrenze von 18 Jahren bleibt."),
    ("de", "Das Mindestalter für den Kauf soll von 16 Jahren auf 18 Jahre steigen."),
    ("de", "Sie war 19 Jahre, als sie die Firma übernahm."),
    ("de", "Der Kurs zum Thema Weihnachten fiel aus, Zar Nikolaus der Zweite auch."),
    ("de", "Am zweiten Tag blieb es ruhig."),
    ("de", "Im Jom-Kippur-Krieg und im Weihnachten-Fieber half das nicht."),
    ("en", "The Yom Kippur War is a chapter of its own."),
    ("de", "Er ist seit langem und bis vor kurzem krank gewesen."),
    ("en", "They sell Christmas trees and Easter eggs."),
    ("en", "The first week of school was loud."),
    ("en", "Less than a quarter of the donors gave; save a quarter of it."),
    ("de", "Die 25-jährige Botin und der 40-jährige Wirt stritten."),
    ("de", "Mittag und Morgen heißen die beiden Wirte."),
    ("de", "Im Jahr der Krise half ihm niemand."),
    ("de", "Die Resolution 1701 verlangt eine 15-jährige Freiheitsstrafe."),
    ("en", "Resolution 1701 was read aboard Flight 1549."),
]


@pytest.mark.parametrize(
    ("language", "sentence", "words", "value"),
    [("de", *row) for row in GERMAN] + [("en", *row) for row in ENGLISH],
)
def test_an_expression_has_its_value(language: str, sentence: str, words: str, value: str) -> None:
    found = {time.value: time.text for time in find_times(sentence, language, DAY)}
    assert value in found, found
    assert words in found[value] or found[value] in words


@pytest.mark.parametrize(("language", "sentence"), NONE)
def test_ages_names_and_counts_are_no_times(language: str, sentence: str) -> None:
    assert find_times(sentence, language, DAY) == []


@pytest.mark.parametrize(
    ("language", "sentence", "deadline"),
    [
        ("de", "Die Truppen sollen bis September 2025 abziehen.", True),
        ("de", "Spätestens am Freitag muss das Geld da sein.", True),
        ("de", "Bis September 2023 blieb alles ruhig.", False),
        ("de", "Es regnet. Spätestens am Freitag muss das Geld da sein.", True),
        ("en", "Rain fell. By September 2025 the troops are to leave.", True),
        ("en", "The troops are to leave by September 2025.", True),
        ("en", "They left in September 2023.", False),
        ("de", "Am Freitag tagt der Rat in Bern.", True),
        ("de", "Der Rat wird am Freitag über den Haushalt entscheiden.", True),
        ("de", "Am Mittwoch sagte er, die Truppen sollten gehen.", False),
        ("de", "Nachdem keine Einigung erzielt werden konnte, gelang es heute.", False),
        ("de", "Binnen zwei Wochen muss die Stadt antworten.", True),
        ("de", "Das Land hatte gebeten, mit dem Abzug im September zu beginnen.", True),
        ("de", "Die Zahl der Angriffe könnte sich dieses Jahr verdoppeln.", False),
        ("en", "The minister said on Wednesday that he wants a vote.", False),
        ("en", "The vote is scheduled for May 28.", True),
        ("en", "They must pay no later than Friday.", True),
        ("en", "The panel votes on Thursday.", True),
    ],
)
def test_what_is_to_happen_by_then_is_a_deadline(language: str, sentence: str, deadline: bool) -> None:
    found = find_times(sentence, language, DAY, find_sentences(sentence, language))
    assert [time.deadline for time in found] == [deadline]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Das Amt ist heute von 8 bis 12 Uhr offen."),
        ("de", "Die Straße ist vom 20. bis zum 24. Mai gesperrt."),
        ("en", "The desk is open from May 20 to May 24."),
    ],
)
def test_the_end_of_a_range_is_no_deadline(language: str, sentence: str) -> None:
    assert not any(time.deadline for time in find_times(sentence, language, DAY))


def test_a_weekday_means_what_it_meant_before() -> None:
    text = "Am Freitag wird gewählt. Nur die Sitze für Freitag fehlen."
    assert [time.value for time in find_times(text, "de", DAY)] == ["2024-05-17", "2024-05-17"]


def test_a_sunday_s_report_speaks_of_its_own_weekend() -> None:
    text = "Die Kämpfe gingen am Wochenende weiter."
    assert [find_times(text, "de", day)[0].value for day in ("2006-08-13", "2006-08-14")] == [
        "2006-W32-WE",
        "2006-W32-WE",
    ]


def test_todays_event_is_of_the_report_s_day() -> None:
    text = "Bei ihrem heutigen Auftritt sprach sie lange. In der Nacht zum heutigen Mittwoch brannte es."
    assert [time.value for time in find_times(text, "de", DAY)] == ["2024-05-15", "2024-05-15TNI"]


def test_a_time_keeps_what_it_was_computed_from() -> None:
    (time,) = find_times("Am Mittwoch tagte der Rat.", "de", "2007-03-30")
    assert (time.value, time.rule, time.anchor) == ("2007-03-28", "weekday", "2007-03-30")


@pytest.mark.parametrize(
    ("sentence", "value", "arrives", "deadline"),
    [
        ("Die Stadt muss binnen zwei Wochen antworten.", "P2W", "2024-W22", True),
        ("In drei Monaten läuft das Mandat aus.", "P3M", "2024-08", True),
        ("Vor drei Jahren zog er fort.", "P3Y", "2021", False),
        ("Der Streik dauerte drei Wochen.", "P3W", None, False),
    ],
)
def test_a_duration_counted_from_the_report_tells_where_it_arrives(
    sentence: str, value: str, arrives: str | None, deadline: bool
) -> None:
    (time,) = find_times(sentence, "de", DAY)
    assert (time.value, time.arrives, time.deadline) == (value, arrives, deadline)
    assert (days_of(time) is None) is (arrives is None)


def test_opening_hours_are_read_with_both_ends() -> None:
    text = "Das Museum ist am Sonntag, 26. Mai, von 8.30-12 und 14.30-17 Uhr geöffnet."
    assert [t.value for t in find_times(text, "de", DAY)] == [
        "2024-05-26", "2024-05-26T08:30", "2024-05-26T12:00", "2024-05-26T14:30", "2024-05-26T17:00",
    ]  # fmt: skip


def test_without_a_date_relative_times_stay_open() -> None:
    values = [t.value for t in find_times("Am Mittwoch und im Mai, nicht 2011, vor drei Tagen.", "de", None)]
    assert values == ["XXXX-WXX-3", "XXXX-05", "2011", "P3D"]


def test_a_time_refers_to_the_one_mentioned_before() -> None:
    text = "Am 5. August 2023 schlug die Rakete ein. Vier Tage später kam die Antwort."
    assert [t.value for t in find_times(text, "de", DAY)] == ["2023-08-05", "2023-08-09"]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        (
            "de",
            "Der Ausstand begann am 6. Mai. Am dritten Tag fuhr kein Bus, in der zweiten Woche wurde verhandelt.",
            ["2024-05-06", "2024-05-08", "2024-W20"],
        ),
        ("de", "Der Bau begann am 6. Mai. Am ersten Tag der Ferien regnete es.", ["2024-05-06"]),
        ("de", "Sie zog am 6. Mai um. Am dritten Tag regnete es.", ["2024-05-06"]),
        ("en", "The walkout started on May 6. On the second day the police came.", ["2024-05-06", "2024-05-07"]),
    ],
)
def test_a_day_or_week_is_counted_from_what_began(language: str, text: str, values: list[str]) -> None:
    assert [t.value for t in find_times(text, language, DAY, find_sentences(text, language))] == values


def test_a_feast_that_waits_for_the_moon_is_approximate_and_falls_where_the_sentence_looks() -> None:
    (past,) = find_times("An Eid al-Fitr waren die Läden zu.", "de", "2001-01-10")
    (ahead,) = find_times("The truce will hold until Yom Kippur.", "en", "2024-06-01")
    assert (past.value, past.mod) == ("2000-12-27", "APPROX")
    assert (ahead.value, ahead.mod) == ("2024-10-12", None)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_feast_of_the_tables_has_its_days(language: str) -> None:
    for pattern, rule in times_grammar(language).classes["holiday"]:
        kept = [year for year in range(2001, 2036) if feast_days(str(rule), year)]
        assert len(kept) >= 33, pattern


@pytest.mark.parametrize(
    ("language", "text", "value", "mod"),
    [
        ("de", "In einem Jahr wird gewählt, spätestens dann muss das Gesetz stehen.", "2025-05-15", "APPROX"),
        ("de", "Im September läuft das Mandat aus. Spätestens dann müssen alle gehen.", "2024-09", None),
        ("en", "The deadline is May 31. By then, both sides must have agreed.", "2024-05-31", None),
    ],
)
def test_by_then_is_the_time_told_last(language: str, text: str, value: str, mod: str | None) -> None:
    then = find_times(text, language, DAY, find_sentences(text, language))[-1]
    assert (then.text, then.value, then.mod, then.deadline) == (then.text, value, mod, True)
    assert then.rule == "then"


def test_by_then_is_not_counted_from_what_lies_behind() -> None:
    assert [t.rule for t in find_times("Vor drei Jahren begann der Bau, spätestens dann war es klar.", "de", DAY)] == [
        "ago"
    ]


def test_a_clock_time_of_the_past_is_of_the_day_told_of() -> None:
    told = "Am vergangenen Freitag starben zwei Menschen. Der Streit war alt. Gegen 10.30 Uhr begann die Verhandlung."
    listed = "Am vergangenen Freitag starben zwei Menschen. Die Gruppe lädt ein: Vortrag, 19.30 Uhr, im Saal."
    assert [t.value for t in find_times(told, "de", DAY, find_sentences(told, "de"))][-1] == "2024-05-10T10:30"
    assert [t.value for t in find_times(listed, "de", DAY, find_sentences(listed, "de"))][-1] == "2024-05-15T19:30"


def test_hours_that_hold_for_each_of_two_days_are_given_for_the_first() -> None:
    text = "Der Markt ist heute und morgen offen, jeweils von 9 bis 17 Uhr."
    assert [t.value for t in find_times(text, "de", DAY)] == [
        "2024-05-15", "2024-05-16", "2024-05-15T09:00", "2024-05-15T17:00",
    ]  # fmt: skip


def test_today_in_an_essay_is_nowadays() -> None:
    essay = "Die Stadt war arm, und ihre Leute zogen fort. " * 40 + "Heute ist sie reich."
    news = "Die Stadt stimmte am Montag ab, teilte sie gestern mit. " * 20 + "Heute wird gezählt."
    led = "Seit gestern tagt der Gipfel. " + essay
    assert find_times(essay, "de", DAY)[-1].value == "PRESENT_REF"
    assert find_times(led, "de", DAY)[-1].value == "2024-05-15"
    assert find_times(news, "de", DAY)[-1].value == "2024-05-15"


def test_an_evening_belongs_to_the_day_named_before() -> None:
    text = "Am 3. Mai 2024 kam er an. Am Abend sprach er. An diesem Tag schneite es."
    assert [t.value for t in find_times(text, "de", DAY)] == ["2024-05-03", "2024-05-03TEV", "2024-05-03"]


@given(st.text(max_size=200), st.sampled_from(["de", "en"]), st.sampled_from([DAY, None, "nonsense"]))
def test_any_text_is_read_with_exact_extents(text: str, language: str, published: str | None) -> None:
    _check(text, language, published)


WORDS = [row[1] for row in (*GERMAN, *ENGLISH)] + [
    "am",
    "in",
    "und",
    "Uhr",
    "12",
    "2024",
    ".",
    ",",
    "99",
    "31. Februar",
]


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from(["de", "en"]))
def test_any_run_of_time_words_gives_valid_values(words: list[str], language: str) -> None:
    _check(" ".join(words), language, DAY)


def _check(text: str, language: str, published: str | None) -> None:
    times = find_times(text, language, published, find_sentences(text, language))
    assert times == find_times(text, language, published, find_sentences(text, language))
    last = 0
    for time in times:
        assert text[time.span[0] : time.span[1]] == time.text
        assert last <= time.span[0] < time.span[1]
        assert VALUE.match(time.value), time
        last = time.span[1]
