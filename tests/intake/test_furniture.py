from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.intake.furniture import find_furniture

BODY = "Der Stadtrat hat am Montag den Haushalt beschlossen.\n\nDie Grünen stimmten dagegen."


def marks(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, text[slice(*piece.span)]) for piece in find_furniture(text)[0]]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("teaser", "Mehr zum Thema – Wie die Stadt sparen will"),
        ("teaser", "Mehr zum Thema: Wie die Stadt sparen will."),
        ("teaser", "Lesen Sie auch"),
        ("teaser", "Lesen Sie hier, was der Bürgermeister dazu sagt."),
        ("teaser", "► Siehe auch: Sparen in Lohmar"),
        ("teaser", "Read more: What the council decided"),
        ("teaser", "Related: Budget talks"),
        ("teaser", "READ MORE | Budget talks"),
        ("caption", "Foto: dpa"),
        ("caption", "Der Rat am Montag im Saal. Foto: Jens Kraft/dpa"),
        ("caption", "Photo: AP/Jane Doe"),
        ("caption", "© Getty Images"),
        ("notice", "(Berichtigung: In einer früheren Fassung stand eine falsche Zahl. Es sind 12 Sitze.)"),
        ("notice", "Correction: An earlier headline misstated the vote."),
        ("notice", "In einer früheren Version dieses Artikels hieß es, der Rat habe 40 Sitze."),
        ("notice", "This article was updated on Tuesday to add a statement."),
        ("agency", "dpa/AFP"),
        ("agency", "Quelle: dpa"),
    ],
)
def test_lines_that_report_nothing(kind: str, line: str) -> None:
    text = f"{BODY}\n\n{line}"
    assert marks(text) == [(kind, line)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Von Max Muster", "Max Muster"),
        ("Von Max Muster und Eva van der Berg, Brüssel", "Max Muster und Eva van der Berg"),
        ("By Jane Doe", "Jane Doe"),
        ("By Jane Doe and John Q. Roe, Political Editor", "Jane Doe and John Q. Roe"),
    ],
)
def test_bylines_name_their_authors(line: str, name: str) -> None:
    (piece,), _ = find_furniture(f"{line}\n\n{BODY}")
    assert (piece.kind, piece.name) == ("byline", name)


@pytest.mark.parametrize(
    ("start", "kind", "agencies"),
    [
        ("Bagdad/Washington (Meridian) -", "dateline", ("Meridian",)),
        ("BERLIN (Reuters) -", "dateline", ("Reuters",)),
        ("Berlin (dpa/AFP) –", "dateline", ("dpa", "AFP")),
        ("New York, 3. Mai (AP) —", "dateline", ("AP",)),
        ("LONDON -", "dateline", ()),
        ("NEW YORK/PARIS –", "dateline", ()),
        ("Berlin.", "dateline", ()),
        ("Wien –", "dateline", ()),
        ("(dpa)", "agency", ("dpa",)),
    ],
)
def test_datelines(start: str, kind: str, agencies: tuple[str, ...]) -> None:
    text = f"{start} {BODY}"
    found, named = find_furniture(text)
    assert [(piece.kind, text[slice(*piece.span)]) for piece in found] == [(kind, start)]
    assert named == agencies


def test_agency_mark_at_the_end_of_a_sentence() -> None:
    text = f"{BODY} (dpa/AFP)"
    assert marks(text) == [("agency", "(dpa/AFP)")]
    assert find_furniture(text)[1] == ("dpa", "AFP")


@pytest.mark.parametrize(
    "sentence",
    [
        "Von Januar bis März stieg die Zahl der Fälle.",
        "Von Berlin aus fuhr der Minister weiter nach Wien.",
        "By Monday evening the vote was over.",
        "Berlin und Paris – beide Regierungen schwiegen – wollen handeln.",
        "Berlin will das Gesetz ändern.",
        "NATO-Soldaten - etwa 2.500 - bleiben im Land.",
        "Der Fraktionschef (CDU) - er ist seit 2011 im Amt - widersprach.",
        "Angela Kern (CDU) - Ministerin seit Mai - widersprach.",
        "Mehr zum Thema Haushalt sagte der Bürgermeister nicht.",
        "Related costs rose by 12 percent.",
        "Watch sales fell last year, the company said.",
        "Correction facilities are overcrowded, critics say.",
        "Das Bild: zerstörte Häuser, so weit das Auge reicht.",
        "Er sagte der Agentur (dpa) am Montag, das Bild sei falsch.",
        "Dieser Text wurde von Experten geprüft.",
        "Foto und Film seien echt, sagte die Polizei.",
        "Sie sagte: „Lesen Sie den Bericht.“",
        "Die Stadt hat nach eigenen Angaben 400 Betten (Stand: Mai).",
    ],
)
def test_ordinary_sentences_are_not_marked(sentence: str) -> None:
    assert marks(sentence) == []
    assert marks(f"{BODY}\n\n{sentence}") == []


@given(st.text(alphabet="Von By Foto: (dpa) Berlin – \n.,©[]{}", max_size=300))
def test_marks_are_in_order_and_apart(text: str) -> None:
    found, _ = find_furniture(text)
    ends = [0, *(piece.span[1] for piece in found)]
    for end, piece in zip(ends, found, strict=False):
        assert end <= piece.span[0] < piece.span[1] <= len(text)
