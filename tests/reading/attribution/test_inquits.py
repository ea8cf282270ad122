"""English sentences that somebody says by word order alone."""

from __future__ import annotations

import pytest

from lagebild.model import cover
from lagebild.reading.attribution.inquits import find_inquits
from lagebild.reading.segment import find_sentences

SAID = [
    ("The pump failed twice in May, the source added.", "the source", "The pump failed twice in May"),
    (
        "The gates had been closed on Monday, said two officials.",
        "two officials",
        "The gates had been closed on Monday",
    ),
    (
        "The mill made money, Ms. Ford said, until it burned down.",
        "Ms. Ford",
        "The mill made money … until it burned down",
    ),
    ("Reuters reported Monday that the ministry had paid.", "Reuters", "the ministry had paid"),
    ("Mayor Ruth Keller says that nobody was hurt.", "Mayor Ruth Keller", "nobody was hurt"),
    ("The wall had cracks, a senior city official said.", "a senior city official", "The wall had cracks"),
    ("The wall had cracks, Ford and her lawyers said.", "Ford and her lawyers", "The wall had cracks"),
    ("Engineers at the dam said that rain was falling.", "Engineers at the dam", "rain was falling"),
    ("The wall will fall, said the mayor, who had seen it.", "the mayor", "The wall will fall"),
    ("The wall will fall, said Ruth Ford, an engineer of the city.", "Ruth Ford", "The wall will fall"),
    ("Ford said that, if it rains, the wall will fall.", "Ford", "if it rains, the wall will fall"),
    ("The wall will fall, the council said, citing two surveys.", "the council", "The wall will fall"),
]
NOT_SAID = [
    "In a statement to the council, Ford said, nothing was planned.",
    "One after another, the firms, including the mill, declared bankruptcy.",
    "The mayor, who had seen the dam, said nothing.",
    "The firm released songs, videos, and Friday's tweets.",
    "“The pump failed twice,” the source added.",
    "The council voted, and the mayor left.",
    "Nobody said that the dam had failed.",
    "Neither side said that talks would go on.",
    "The firm cannot say that the dam will hold.",
    "The firm won't say that the dam will hold.",
    "Let me say that the dam will hold.",
    "What Ford said that day was wrong.",
    "The mayor wrote that day that nothing was left.",
    "Having said that, Ford left the room.",
    "The mayor announced that plan in May.",
    "Rising prices added that extra burden to the households.",
    "In a speech of 1963, he declared.",
    "Ford said that would be the end of it.",
    "Having announced that nothing was left, Ford went home.",
    "The firm hired ten people, added two shifts and closed the plant.",
    "He walked into the room, said nothing and left.",
    "The road was closed in May, a step the mayor announced.",
    "The road was closed in May, a decision experts announced.",
    "The dam is safe, a fact Ford confirmed.",
    "The book was sold in May, a novel she wrote.",
    "The plan for the new dam, newly announced, is good.",
    "The number of cases, the highest reported, fell.",
]


@pytest.mark.parametrize(("text", "source", "content"), SAID)
def test_a_frame_in_its_place_is_read(text: str, source: str, content: str) -> None:
    (found,) = find_inquits(text, "en", find_sentences(text, "en"))
    assert found.source is not None
    assert (cover(text, found.source), cover(text, found.content)) == (source, content)


@pytest.mark.parametrize("text", NOT_SAID)
def test_other_clauses_are_no_frames(text: str) -> None:
    assert find_inquits(text, "en", find_sentences(text, "en")) == []


def test_german_orders_words_freely() -> None:
    text = "Die Pumpe fiel zweimal aus, die Quelle sagte."
    assert find_inquits(text, "de", find_sentences(text, "de")) == []
