from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.reading.segment import find_sentences

GERMAN = [
    ["Am 27. August sagte Dr. A. Müller, das 1. Halbjahr sei gut.", "Mehr sagte er nicht."],
    ["Sie kamen am 9. Okt. an.", "Es war z. B. kalt …", "Dann ging er."],
    ["„Wir gehen.", "Sofort!“, rief er.", "Niemand folgte."],
    ["Das war im 19. Jahrhundert.", "»Nein.«", "Die Zahl stieg auf 3.", "Danach fiel sie."],
    ["Rund 2.500 Soldaten kamen nach St. Gallen.", "Die Firma zahlt 3,5 Mio. Euro usw.", "Das genügt."],
    ["Was nun?", "Die Regierung schweigt!", "Der Sprecher (von der Opposition) auch."],
    ["Prof. Dr. med. Ute Lang leitet die Abt. 4 der Klinik.", "Sie ist seit 2. Mai im Amt."],
    ["Kaiser Wilhelm II. dankte am 9. November ab.", "Es war das Ende."],
]
ENGLISH = [
    ["The U.S. Senate said no.", "Mr. Smith went home."],
    ["He left at 5 p.m.", "The talks went on."],
    ["“What?", "Now!” she asked.", "No one answered."],
    ["Sen. J. Doe (R-Texas) spent $3.5bn.", "It was 20 percent more than in Jan. 2015."],
    ["Acme Inc. sold 1.2 million units.", '"Good," said Dr. Lee.', "He smiled."],
]


@pytest.mark.parametrize(("language", "sentences"), [("de", s) for s in GERMAN] + [("en", s) for s in ENGLISH])
def test_sentences_are_found_with_their_exact_positions(language: str, sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in find_sentences(text, language)] == sentences


def test_a_line_end_ends_a_sentence_so_that_headlines_stand_alone() -> None:
    text = "Streit um den Abzug\nDer Minister schweigt.\n\nMorgen mehr"
    assert [text[s:e] for s, e in find_sentences(text, "de")] == [
        "Streit um den Abzug",
        "Der Minister schweigt.",
        "Morgen mehr",
    ]


@given(st.text(max_size=400), st.sampled_from(["de", "en"]))
def test_sentences_are_ordered_disjoint_and_hold_every_word(text: str, language: str) -> None:
    sentences = find_sentences(text, language)
    assert all(start < end for start, end in sentences)
    assert all(a[1] <= b[0] for a, b in pairwise(sentences))
    outside = set(range(len(text))) - {i for start, end in sentences for i in range(start, end)}
    assert all(text[i].isspace() for i in outside)
