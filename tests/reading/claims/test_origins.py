"""Sources that go on: "demnach", "hieß es", own account, and what somebody would not say."""

from __future__ import annotations

import pytest

from lagebild.model import Attribution, Form, Spans, cover
from lagebild.reading.claims.contents import claimed
from lagebild.reading.claims.origins import with_origins
from lagebild.reading.segment import find_sentences

FIRST = "Das Werk schließe, sagten drei Meister."


def spans_of(text: str, words: str | None) -> Spans | None:
    return ((text.index(words), text.index(words) + len(words)),) if words else None


def attribution(text: str, content: str, source: str | None, cue: str | None, form: Form = "indirect") -> Attribution:
    return Attribution(
        form=form, content=spans_of(text, content) or (), source=spans_of(text, source), cue=spans_of(text, cue)
    )


def origin(text: str, *found: Attribution) -> str | None:
    """The source of the last attribution."""
    last = with_origins(text, "de", found, tuple(find_sentences(text, "de")))[-1]
    return cover(text, last.source) if last.source else None


def test_demnach_goes_on_from_the_sentence_before() -> None:
    text = f"{FIRST} Bis Mai sollen demnach alle gehen."
    first = attribution(text, "Das Werk schließe", "drei Meister", "sagten")
    assert (
        origin(text, first, attribution(text, "Bis Mai sollen demnach alle gehen", "demnach", None)) == "drei Meister"
    )


def test_demnach_in_a_new_paragraph_means_its_leading_source_or_none() -> None:
    text = (
        f"{FIRST} Die Halle werde verkauft. Ein Sprecher der Bank sagte, entschieden sei nichts.\n\n"
        "Bis Mai sollen demnach alle gehen."
    )
    first = attribution(text, "Das Werk schließe", "drei Meister", "sagten")
    second = attribution(text, "Die Halle werde verkauft", "drei Meister", None, "indirect-free-indirect")
    third = attribution(text, "entschieden sei nichts", "Ein Sprecher der Bank", "sagte")
    last = attribution(text, "Bis Mai sollen demnach alle gehen", "Ein Sprecher der Bank", None, "free-indirect")
    assert origin(text, first, second, third, last) == "drei Meister"
    assert origin(text, first, third, last) is None


def test_hiess_es_goes_on_from_the_sentence_before() -> None:
    text = f"{FIRST} Die Halle werde verkauft, hieß es."
    first = attribution(text, "Das Werk schließe", "drei Meister", "sagten")
    assert origin(text, first, attribution(text, "Die Halle werde verkauft", None, "hieß es")) == "drei Meister"


def test_own_account_is_the_subjects() -> None:
    text = "Die Gruppe ist nach eigenen Angaben gewachsen."
    assert origin(text, attribution(text, "Die Gruppe ist", "eigenen Angaben", "nach")) == "Die Gruppe"


@pytest.mark.parametrize(
    ("language", "text", "content", "source", "cue"),
    [
        ("de", "Wie viele bleiben, wollte er nicht sagen.", "Wie viele bleiben", "er", "wollte nicht sagen"[:6]),
        ("de", "Die Sprecherin ließ offen, ob die Halle schließt.", "ob die Halle schließt", "Die Sprecherin", "ließ"),
        ("en", "An aide declined to say whether he will go.", "whether he will go", "An aide", "declined to say"),
        ("en", "Ford never said that the wall was safe.", "the wall was safe", "Ford", "said"),
        ("de", "Vogt hat nie gesagt, dass die Mauer hält.", "die Mauer hält", "Vogt", "gesagt"),
        ("en", "Nobody said that the wall was safe.", "the wall was safe", "Nobody", "said"),
        ("de", "Keine Behörde sagte, dass die Mauer hält.", "die Mauer hält", "Keine Behörde", "sagte"),
    ],
)
def test_what_is_declined_is_no_claim_of_the_source(
    language: str, text: str, content: str, source: str, cue: str
) -> None:
    found = attribution(text, content, source, cue)
    assert claimed(text, language, [found], tuple(find_sentences(text, language))) == ()


@pytest.mark.parametrize(
    ("language", "text", "content", "source"),
    [
        ("de", "Nicht nur Vogt sagte, dass die Mauer hält.", "die Mauer hält", "Nicht nur Vogt"),
        ("en", "No. 10 said that the wall was safe.", "the wall was safe", "No. 10"),
    ],
)
def test_somebody_is_not_nobody(language: str, text: str, content: str, source: str) -> None:
    found = attribution(text, content, source, "said" if language == "en" else "sagte")
    assert claimed(text, language, [found], tuple(find_sentences(text, language))) == (found,)


def test_words_quoted_inside_what_a_source_says_are_no_second_claim() -> None:
    text = "Vogt sagte, die Halle sei „nicht mehr zu retten“."
    whole = attribution(text, "die Halle sei „nicht mehr zu retten“", "Vogt", "sagte")
    inner = attribution(text, "nicht mehr zu retten", "Vogt", "sagte", "direct")
    assert claimed(text, "de", [whole, inner], tuple(find_sentences(text, "de"))) == (whole,)
