"""Whole readings of short texts: own accounts, whom a report has it from, several speakers in a sentence."""

from __future__ import annotations

import pytest

from lagebild import read

# Language, text, content of the one attributed claim, its sources, innermost first; "" where nobody is named.
OWN = [
    ("de", "Nach eigenen Angaben hat die Miliz zwölf Männer gefangen.", "die Miliz"),
    ("de", "Im Norden hat die Miliz nach eigenen Angaben zwölf Männer gefangen.", "die Miliz"),
    ("de", "Das Dorf verließ die Miliz nach eigenen Angaben am Montag.", "die Miliz"),
    ("de", "Die Miliz hat nach eigenen Angaben zwölf Männer gefangen.", "Die Miliz"),
    ("de", "Nach eigenen Angaben hat die Partei die Regierung um ein Gespräch gebeten.", ""),
    ("en", "By its own account, the militia captured twelve soldiers.", "the militia"),
    ("en", "The militia has, by its own account, captured twelve soldiers.", "The militia"),
    ("en", "According to its own figures, the company lost 300 million euros last year.", "the company"),
    ("en", "By his own admission, Brown left the house at noon.", "Brown"),
]

CHAINS = [
    (
        "de",
        "Laut einem Bericht der New York Times, der sich auf Geheimdienstkreise beruft, wussten die Behörden davon.",
        "wussten die Behörden davon",
        ["Geheimdienstkreise", "der New York Times"],
    ),
    (
        "de",
        "Unter Berufung auf Regierungskreise meldet das Elbblatt, die Wahl werde verschoben.",
        "die Wahl werde verschoben",
        ["Regierungskreise", "das Elbblatt"],
    ),
    (
        "de",
        "Die Elbauer Rundschau zitiert einen Augenzeugen mit den Worten: „Es brannte überall im Hafen.“",
        "Es brannte überall im Hafen",
        ["einen Augenzeugen", "Die Elbauer Rundschau"],
    ),
    (
        "de",
        "Das Elbblatt zitierte den Minister Karl Maus mit den Worten, man werde nicht nachgeben.",
        "man werde nicht nachgeben",
        ["den Minister Karl Maus", "Das Elbblatt"],
    ),
    (
        "de",
        "Laut der Polizei, die seit Montag ermittelt, war der Zünder defekt.",
        "war der Zünder defekt",
        ["der Polizei"],
    ),
    (
        "en",
        "The government will resign on Monday, Meridian reported, citing two officials familiar with the matter.",
        "The government will resign on Monday",
        ["two officials familiar with the matter", "Meridian"],
    ),
    (
        "en",
        "According to a report in the Courier, which cited court files, the police knew of the plan.",
        "the police knew of the plan",
        ["court files", "a report in the Courier"],
    ),
    (
        "en",
        "Citing court files, the Courier reported that the police knew of the plan.",
        "the police knew of the plan",
        ["court files", "the Courier"],
    ),
    (
        "de",
        "Kritik kam von der Opposition: Das Gesetz sei unsozial, sagte Fraktionschefin Lena Voss.",
        "Das Gesetz sei unsozial",
        ["Fraktionschefin Lena Voss"],
    ),
]


@pytest.mark.parametrize(("language", "text", "source"), OWN)
def test_an_own_account_is_the_subjects_if_one_is_plain(language: str, text: str, source: str) -> None:
    (claim,) = read(text, language=language, date="2024-05-15").claims
    assert [s.text for s in claim.sources] == [source]


@pytest.mark.parametrize(("language", "text", "content", "sources"), CHAINS)
def test_who_has_it_from_whom(language: str, text: str, content: str, sources: list[str]) -> None:
    (claim,) = read(text, language=language, date="2024-05-15").claims
    assert (claim.text, [s.text for s in claim.sources]) == (content, sources)


def test_to_cite_reasons_is_no_chain() -> None:
    (claim,) = read("Vogt cited safety concerns.", language="en", date="2024-05-15").claims
    assert claim.text == "Vogt cited safety concerns" and not claim.sources


def test_what_is_cited_as_a_reason_vouches_for_nothing() -> None:
    text = "The bridge will stay closed until June, Meridian reported, citing safety concerns."
    first = read(text, language="en", date="2024-05-15").claims[0]
    assert [source.text for source in first.sources] == ["Meridian"]


def test_a_second_act_has_the_same_source() -> None:
    claims = read("The union called the move a scandal and demanded talks.", language="en", date="2024-05-15").claims
    assert [(c.text, c.act, c.sources[0].text) for c in claims] == [
        ("the move a scandal", "state", "The union"),
        ("talks", "demand", "The union"),
    ]


def test_a_clause_with_its_speaker_is_not_said_by_the_other() -> None:
    text = "Der Minister kritisierte das Urteil, während die Sprecher des Klägers einen Freispruch erwarten."
    claims = read(text, language="de", date="2024-05-15").claims
    assert ("einen Freispruch", "die Sprecher des Klägers") in [
        (c.text, c.sources[0].text) for c in claims if c.sources
    ]
    assert not any("Freispruch" in c.text and c.sources[0].text == "Der Minister" for c in claims if c.sources)


def test_the_main_clause_beside_a_reported_one_is_the_outlets() -> None:
    text = "Obwohl die Gewerkschaft Verhandlungen fordert, bleibt der Konzern hart."
    claims = read(text, language="de", date="2024-05-15").claims
    assert [(c.text, bool(c.sources)) for c in claims] == [("Verhandlungen", True), ("bleibt der Konzern hart", False)]


@pytest.mark.parametrize(
    ("language", "text", "government"),
    [
        ("de", "Moskau warnte vor den Folgen.", "Russland"),
        ("de", "Wie Moskau mitteilte, wird der Abzug verschoben.", "Russland"),
        ("de", "Nach Angaben aus Moskau wurden zwei Schiffe versenkt.", None),
        ("en", "Moscow warned of consequences.", "Russia"),
        ("en", "A source in Moscow said the talks had failed.", None),
    ],
)
def test_a_seat_is_a_government_only_where_it_speaks(language: str, text: str, government: str | None) -> None:
    reading = read(text, language=language, date="2024-05-15")
    (claim,) = reading.claims
    actor = claim.sources[0].actor
    assert (actor.name if actor else None) == government


def test_what_opens_somebody_elses_clause_is_no_part_of_the_outlets() -> None:
    text = (
        "Die Preise sind im April um zwei Prozent gegenüber dem März gesunken, obwohl Händler mit einem Plus rechneten."
    )
    claims = read(text, language="de", date="2024-05-15").claims
    assert [(c.text, bool(c.sources)) for c in claims] == [
        ("Die Preise sind im April um zwei Prozent gegenüber dem März gesunken", False),
        ("einem Plus", True),
    ]
