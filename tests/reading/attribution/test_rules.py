"""Who says what, in sentences of this project's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.model import Attribution, cover
from lagebild.reading.attribution.rules import find_attributions
from lagebild.reading.segment import find_sentences

GERMAN = [
    ("„Wir schließen das Werk“, sagte die Direktorin.", "direct", "die Direktorin", "Wir schließen das Werk"),
    ("Der Rat sagte: „Die Brücke bleibt gesperrt.“", "direct", "Der Rat", "Die Brücke bleibt gesperrt"),
    ("Der Minister sagte, dass die Steuer sinke.", "indirect", "Der Minister", "die Steuer sinke"),
    ("Die Sprecherin erklärte, man prüfe den Fall noch.", "indirect", "Die Sprecherin", "man prüfe den Fall noch"),
    ("Das Haus sei leer gewesen, teilte die Feuerwehr mit.", "indirect", "die Feuerwehr", "Das Haus sei leer gewesen"),
    ("Laut Polizei wurden zwei Menschen verletzt.", "indirect", "Polizei", "wurden zwei Menschen verletzt"),
    ("Nach Angaben der Behörde sind 40 Häuser betroffen.", "indirect", "der Behörde", "sind 40 Häuser betroffen"),
    ("Dem Bericht zufolge war der Damm beschädigt.", "indirect", "Dem Bericht", "war der Damm beschädigt"),
    ("Am Montag kündigte der Konzern an, dass er Stellen streiche.", "indirect", "der Konzern", "er Stellen streiche"),
    (
        "Eva Vogt, Leiterin der Klinik, betonte, dass Hilfe nahe.",
        "indirect",
        "Eva Vogt, Leiterin der Klinik",
        "Hilfe nahe",
    ),
    ("Die Partei plant, das Gesetz im Mai zu ändern.", "reported", "Die Partei", "das Gesetz im Mai zu ändern"),
]
ENGLISH = [
    ("“We will close the plant,” the director said.", "direct", "the director", "We will close the plant"),
    ("The mayor said: “The bridge will stay closed.”", "direct", "The mayor", "The bridge will stay closed"),
    ("The minister said that taxes would fall.", "indirect", "The minister", "taxes would fall"),
    ("Taxes would fall next year, the minister said.", "indirect", "the minister", "Taxes would fall next year"),
    ("According to the police, two people were hurt.", "indirect", "the police", "two people were hurt"),
    ("Two aides warned that the talks might fail.", "indirect", "Two aides", "the talks might fail"),
]
NONE = [
    ("de", "Der Bus hielt an der Schule, weil die Straße gesperrt war."),
    ("de", "Um die Arbeiten nicht zu stören, wollte die Stadt die Straße sperren."),
    ("de", "Das Stück heißt „Der gute Mensch von Sezuan“ und läuft seit Mai."),
    ("en", "The bus stopped near the school because the road was closed."),
]


def read(text: str, language: str) -> list[Attribution]:
    return find_attributions(text, language, find_sentences(text, language))


@pytest.mark.parametrize(
    ("language", "sentence", "form", "source", "content"),
    [("de", *row) for row in GERMAN] + [("en", *row) for row in ENGLISH],
)
def test_source_and_content(language: str, sentence: str, form: str, source: str, content: str) -> None:
    (found,) = read(sentence, language)
    assert found.form == form
    assert found.source is not None
    assert cover(sentence, found.source) == source
    assert cover(sentence, found.content) == content


@pytest.mark.parametrize(("language", "sentence"), NONE)
def test_what_nobody_says_is_no_attribution(language: str, sentence: str) -> None:
    assert read(sentence, language) == []


def test_a_source_inside_the_content_leaves_two_parts() -> None:
    text = "Der Preis werde steigen, sagte der Händler, und die Ware werde knapp."
    (found,) = read(text, "de")
    assert cover(text, found.content) == "Der Preis werde steigen … und die Ware werde knapp"


def test_konjunktiv_goes_on_with_the_source_before_it() -> None:
    text = "Die Ärztin sagte, der Patient sei stabil. Er könne bald nach Hause."
    first, second = read(text, "de")
    assert second.form == "indirect-free-indirect"
    assert second.source == first.source
    assert cover(text, second.content) == "Er könne bald nach Hause"


def test_konjunktiv_in_a_new_paragraph_has_no_source_to_go_on_with() -> None:
    text = "Die Ärztin sagte, der Patient sei stabil.\n\nEr könne bald nach Hause."
    assert len(read(text, "de")) == 1


def test_quoted_words_inside_a_clause_belong_to_the_clause() -> None:
    text = "Der Anwalt sagte, der Mann habe „bewusst und mit voller Absicht“ gehandelt."
    (found,) = read(text, "de")
    assert found.form == "indirect"
    assert cover(text, found.content) == "der Mann habe „bewusst und mit voller Absicht“ gehandelt"


@given(st.text(alphabet=' abcDER„“".,:;sagtedaßmnÄ\n', max_size=300), st.sampled_from(["de", "en"]))
def test_any_text_is_read_with_positions_inside_it(text: str, language: str) -> None:
    for found in read(text, language):
        for spans in (found.content, found.source or (), found.cue or (), found.frame or ()):
            assert all(0 <= start < end <= len(text) for start, end in spans)
