from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.reading.segment import find_quotations


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("„Wir gehen“, sagte sie.", ["Wir gehen"]),
        ("Er rief: »Halt!«", ["Halt!"]),
        ("Er rief: «Halt!»", ["Halt!"]),
        ("“We will go,” she said. “Now.”", ["We will go,", "Now."]),
        ('"Go," he said, "or stay."', ["Go,", "or stay."]),
        ("„Er sagte ‚nie‘ dazu“, hieß es.", ["Er sagte ‚nie‘ dazu", "nie"]),
        ('„Gemischte Zeichen" kommen vor.', ["Gemischte Zeichen"]),
        ("The “so-called ‘deal’ is off,” he said.", ["so-called ‘deal’ is off,", "deal"]),
        ("Ein 5\" Rohr und die Jungs' Zelt.", []),
        ("„Ohne Ende steht das da.", []),
    ],
)
def test_quotations_of_all_styles(text: str, inner: list[str]) -> None:
    assert [text[q.inner[0] : q.inner[1]] for q in find_quotations(text)] == inner


def test_a_long_quotation_that_each_paragraph_opens_again() -> None:
    text = "“We began early.\n\n“We ended late,” he said."
    assert [text[q.inner[0] : q.inner[1]] for q in find_quotations(text)] == ["We began early.", "We ended late,"]


@given(st.text(alphabet="„“”»«\"‚‘'abc .,\n", max_size=200))
def test_any_mixture_of_marks_is_read_without_error(text: str) -> None:
    for quotation in find_quotations(text):
        assert quotation.outer[0] < quotation.inner[0] <= quotation.inner[1] <= quotation.outer[1] <= len(text)
