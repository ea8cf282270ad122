"""Which words of a content are its main clause, and which sentence of several decides."""

from __future__ import annotations

import pytest

from lagebild.reading.claims.firmness import act_of, certainty_of, polarity_of
from lagebild.reading.claims.main_clause import leading_sentence, main_clause

KEPT = [
    ("de", "Der Rat zahlt 1,6 Millionen Euro", "der rat zahlt 1,6 millionen euro"),
    ("de", "Das Beben kam gegen 1:56 Uhr", "das beben kam gegen 1:56 uhr"),
    ("de", "Der Zug hält, denn die Strecke ist nicht frei", "der zug hält"),
    ("de", "Der Hafen – niemand nutzt ihn – wird verkauft", "der hafen , wird verkauft"),
    ("de", "Der Plan steht; niemand will zahlen", "der plan steht"),
    ("de", "Er nennt ein Projekt, mit dem er die Steuer senken will", "er nennt ein projekt"),
    ("de", "Er nennt Städte, von denen keine zahlt", "er nennt städte"),
    ("de", "Energie: Die Partei will sparen", "energie, die partei will sparen"),
    ("de", "Sollte das nicht gelingen, wird die Stadt zahlen", "wird die stadt zahlen"),
    ("de", "Am Montag, um 11 Uhr, wird gewählt", "am montag, um 11 uhr, wird gewählt"),
    ("de", "Er reist an, um nicht allein zu sein", "er reist an"),
    ("de", "Der Bau dauert Monate und eine Lösung ist nicht in Sicht", "der bau dauert monate"),
    ("en", "In this case, that kind of plan may fail", "in this case, that kind of plan may fail"),
    ("en", "He was sure that nobody would pay", "he was sure"),
    ("en", "The claim that Smith never paid was withdrawn", "the claim that smith never paid was withdrawn"),
    ("en", "The council was told that Smith never paid", "the council was told"),
    ("en", "The fund helped schools in the north but it was not enough", "the fund helped schools in the north"),
    ("en", "My wife and I do not vote", "my wife and i do not vote"),
    ("en", "I think that we must act", "we must act"),
    ("en", "Were she not to pay, the city would sue", "the city would sue"),
    ("en", "He left because, if it rains, nothing works", "he left"),
    ("en", "They'd just buy it — they wouldn't ask", "they'd just buy it"),
]


@pytest.mark.parametrize(("language", "content", "kept"), KEPT)
def test_what_counts_is_the_main_clause(language: str, content: str, kept: str) -> None:
    assert " ".join(main_clause(content, language).split()) == kept


def test_a_content_of_nothing_but_a_subordinate_clause_is_kept() -> None:
    assert main_clause("weil niemand zahlt", "de") == "weil niemand zahlt"


def test_of_several_sentences_the_first_decides() -> None:
    text = "The bridge is safe. We will not close it."
    said, asked = leading_sentence(text, ((0, 40),), ((0, 19), (20, 41)))
    assert (said, asked) == ("The bridge is safe.", False)
    assert (act_of(said, "en"), polarity_of(said, "en")) == ("state", "positive")


def test_a_cry_is_not_yet_what_is_said() -> None:
    text = "Shocking. The mayor must go."
    said, _ = leading_sentence(text, ((0, 27),), ((0, 9), (10, 28)))
    assert act_of(said, "en") == "demand"


def test_parts_of_one_sentence_are_one() -> None:
    text = "The bridge, she said, is not safe. It opens in May."
    said, _ = leading_sentence(text, ((0, 10), (22, 33), (35, 50)), ((0, 34), (35, 51)))
    assert said == "The bridge … is not safe"


@pytest.mark.parametrize(
    ("text", "end", "asked"),
    [
        ("„Wer zahlt das?“, fragte sie.", 14, True),
        ("„Wer zahlt das?“, fragte sie.", 15, True),
        ("Who pays for this? he asked.", 17, True),
        ("Who pays for this is open.", 25, False),
        ("She sent them a note: ''Who pays for this?''", 43, False),
    ],
)
def test_a_question_mark_may_stand_behind_the_content(text: str, end: int, asked: bool) -> None:
    start = 1 if text.startswith("„") else 0
    assert leading_sentence(text, ((start, end),), ((0, len(text)),))[1] is asked


def test_a_sentence_without_end_is_cut() -> None:
    said, _ = leading_sentence("soll und " * 5000, ((0, 44_999),), ((0, 44_999),))
    assert len(said) < 3000
    assert act_of(said, "de") == "plan"


def test_the_month_of_may_is_no_modal() -> None:
    for content in ("The law took effect in May", "Talks resumed on May 3, 2024"):
        assert (act_of(content, "en"), certainty_of(content, "en")) == ("state", "certain")
    assert (act_of("The bridge may close", "en"), certainty_of("The bridge may close", "en")) == ("predict", "possible")
