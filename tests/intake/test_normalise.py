from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.intake.normalise import normalise, one_line

ODD = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from(" \t\n\r\x0b\x85\xa0\xad\u200b\u200d\u202e\u2028\ufeff\u0308aOé\ud800")
    )
)


@given(ODD)
def test_once_is_enough(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert once.encode().decode() == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(alphabet="aäßé„“»«'’–…€123 \n"))
def test_nothing_that_can_be_seen_is_lost(text: str) -> None:
    assert normalise(text).split() == text.split()


@pytest.mark.parametrize(
    "text",
    [
        "Erste Zeile. \n\nZweiter Absatz „mit“ Zitat – und 2.500 €.",
        "Eine Zeile\nnoch eine Zeile\n\nAbsatz",
        "Straße, naïve, Ærø, 👍🏽",
    ],
)
def test_clean_text_is_untouched(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\n\n \n a  b\t\tc \n", "a b c"),
        ("a\n \n\n\nb", "a\n\nb"),
        ("2.500\u00a0Sol\u00adda\u200bten", "2.500 Soldaten"),
        ("u\u0308ber", "über"),
        ("u\u200d\u0308ber", "über"),
        ("\u202egnihton\u202c\x00\x1b[31m", "gnihton[31m"),
        ("\ufeffText\ud800", "Text\ufffd"),
    ],
)
def test_cleaning(text: str, clean: str) -> None:
    assert normalise(text) == clean


def test_one_line() -> None:
    assert one_line(" Ein\n Titel\u00a0hier ") == "Ein Titel hier"
    assert one_line("\u200b") is None
    assert one_line(None) is None
