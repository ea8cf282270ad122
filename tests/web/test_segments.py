from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lagebild.web.segments import LONGEST, Mark, Role, pages_of, paragraphs

ROLES: list[Role] = ["content", "source", "cue", "furniture"]
TEXT = "Der Minister sagte, die Wahl sei frei.\n\n„Ich gehe“, rief er.\nEnde der Meldung"


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    found = []
    for number in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(TEXT) - 1))
        end = draw(st.integers(start + 1, len(TEXT)))
        role: Role = draw(st.sampled_from(ROLES))
        found.append(Mark((start, end), role, f"c-{number}"))
    return found


@given(marks())
def test_segments_give_the_text_back_and_cover_every_mark(found: list[Mark]) -> None:
    segments = [segment for paragraph in paragraphs(TEXT, found, (0, len(TEXT))) for segment in paragraph]
    words = "".join(segment.text for segment in segments)
    assert words.split() == TEXT.split() or "".join(words.split()) == "".join(TEXT.split())
    assert all(TEXT[s.start : s.start + len(s.text)] == s.text for s in segments)
    for mark in found:
        if mark.role != "content" or not TEXT[mark.span[0] : mark.span[1]].strip():
            continue
        covered = "".join(s.text for s in segments if mark.claim in s.claims)
        assert "".join(covered.split()) == "".join(TEXT[mark.span[0] : mark.span[1]].split())


def test_a_nested_claim_is_the_innermost_owner_of_its_words() -> None:
    outer, inner = Mark((0, 38), "content", "c-outer"), Mark((20, 37), "content", "c-inner")
    segments = paragraphs(TEXT, [inner, outer], (0, len(TEXT)))[0]
    assert next(s for s in segments if s.text.startswith("die Wahl")).claims == ("c-outer", "c-inner")


@given(st.lists(st.sampled_from(["Wort", "\n\n", " ", "x" * 3000]), max_size=60))
def test_pages_hold_every_word_once_and_none_is_too_long(parts: list[str]) -> None:
    text = "".join(parts)
    found = pages_of(text)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(end - start <= LONGEST for start, end in found)


def test_a_page_ends_with_a_word_where_it_can() -> None:
    text = "Der Damm hält. " * 9000
    assert all(text[start:end].endswith(" ") for start, end in pages_of(text)[:-1])
