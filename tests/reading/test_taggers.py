"""What holds of times, quantities and places on any text: exact spans, valid values, the same again, linear time."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.model import Span
from lagebild.reading.places import find_places
from lagebild.reading.quantities import find_quantities
from lagebild.reading.segment import find_sentences
from lagebild.reading.times import find_times
from lagebild.reading.times.values import date_range, days_of

DAY = "2024-05-15"
LANGUAGES = ["de", "en"]
# ISO-TimeML's values: references, durations, and calendar or week dates with X for what is open, with a time of day.
TIMEX3 = re.compile(
    r"(?:PAST|PRESENT|FUTURE)_REF"
    r"|P(?:(?:[\d.]+|X)(?:Y|M|W|D|Q|DE|CE|WE|SP|SU|FA|WI))*(?:T(?:(?:[\d.]+|X)(?:H|M|S|MO|MI|AF|EV|NI))+)?(?<!P)"
    r"|(?:\d{2}|\d{3}|[\dX]{4}(?:-(?:(?:0[1-9]|1[0-2]|XX)(?:-(?:[0-2]\d|3[01]|XX))?|W(?:[0-5]\d|XX)(?:-(?:WE|[1-7]))?"
    r"|Q[1-4]|H[12]|SP|SU|FA|WI))?)(?:T(?:(?:[01]\d|2[0-4]):[0-5]\d|MO|MI|AF|EV|NI))?"
)
PIECES = [
    "am 3. Mai", "Dienstagabend", "zwei", "dreiundzwanzig", "Tage", "vor", "in", "bis", "2.500", "1,3 Mio.", "Uhr",
    "12", "99", "31. Februar", "Bagdad", "im Irak", "Washington", "last", "two weeks", "from", "Friday", "ago", "half",
    "of", "9/31/2016", "Q3", "’60s", "midnight", "0000", "9999", "the", "jährig", "prozent", "%", "$", "(", ")", "\n",
    "\u0301", "\u200b", "İ", "ſ", "😀", "٣", "²", "im Jahr", "nächsten", "Woche", "anderthalb", "hundert",
    "1000000000000", "New York", "zwischen", "und", "to", "-", "–", "1.1.1",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
LONG = {
    "digits": "1",
    "numbers": "1 ",
    "figures with stops": "1.",
    "brackets": "(",
    "letters": "a",
    "capitals": "A-",
    "blanks": " ",
    "months": "Mai ",
    "dates": "1. Mai ",
    "amounts": "zwei ",
    "spans": "die letzten ",
    "half years": "a year and a half ",
    "ranges": "1-",
    "towns": "In New York ",
    "quotes": "“",
    "accents": "\u0301",
}


class Found(Protocol):
    """What the three finders have in common."""

    @property
    def text(self) -> str: ...
    @property
    def span(self) -> Span: ...


def _times(text: str, language: str) -> Sequence[Found]:
    return find_times(text, language, DAY, find_sentences(text, language))


def _quantities(text: str, language: str) -> Sequence[Found]:
    return find_quantities(text, language, find_times(text, language, DAY))


def _places(text: str, language: str) -> Sequence[Found]:
    return find_places(text, language, find_sentences(text, language))


FINDERS = [_times, _quantities, _places]


@pytest.mark.parametrize("finder", FINDERS)
@pytest.mark.parametrize("language", LANGUAGES)
@given(text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_spans_are_exact_in_order_and_the_same_again(
    finder: Callable[[str, str], Sequence[Found]], language: str, text: str
) -> None:
    found = finder(text, language)
    assert found == finder(text, language)
    last = 0
    for one in found:
        start, end = one.span
        assert last <= start < end <= len(text)
        assert text[start:end] == one.text
        assert one.text == one.text.strip()
        last = end


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=TEXTS, published=st.sampled_from([DAY, "1999-12-31T23:59:59Z", "0001-01-01", "9999-12-31", None, "x"]))
@settings(max_examples=250, deadline=None)
def test_every_time_has_a_valid_value(language: str, text: str, published: str | None) -> None:
    for one in find_times(text, language, published, find_sentences(text, language)):
        assert TIMEX3.fullmatch(one.value), one
        assert one.arrives is None or TIMEX3.fullmatch(one.arrives), one
        days = days_of(one)
        assert days is None or days[0] <= days[1]
        if one.type == "DURATION":
            assert one.value.startswith("P")
            assert date_range(one.value) is None


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_quantities_have_a_number_or_both_ends(language: str, text: str) -> None:
    for one in find_quantities(text, language, find_times(text, language, DAY)):
        if one.modifier == "range":
            assert one.low is not None
            assert one.high is not None
            assert one.low <= one.high
        else:
            assert one.value is not None


@pytest.mark.parametrize("finder", [*FINDERS, find_sentences])
@pytest.mark.parametrize("piece", LONG.values(), ids=LONG)
def test_time_grows_no_faster_than_the_text(finder: Callable[[str, str], object], piece: str) -> None:
    """Four times the text may take a little more than four times as long, not sixteen times."""

    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        runs = []
        for _ in range(3):
            began = time.process_time()
            finder(text, "de")
            runs.append(time.process_time() - began)
        return min(runs)

    assert seconds(16_000) < 9 * max(seconds(4_000), 0.001)


HOSTILE = {"digits": "7" * 1_000_000, "nested": "(" * 10_000 + "1" + ")" * 10_000, "open": "[(" * 10_000}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_is_read_to_its_end(language: str, text: str) -> None:
    for finder in FINDERS:
        assert all(text[one.span[0] : one.span[1]] == one.text for one in finder(text, language))
