"""The network that ships with the package, on sentences of this project's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lagebild.model import cover
from lagebild.reading.encoder import read as encoder
from lagebild.reading.encoder.decode import Floats, Found
from lagebild.reading.encoder.read import find_attributions
from lagebild.reading.encoder.session import Network, network
from lagebild.reading.encoder.windows import Window
from lagebild.reading.segment import find_sentences

CASES = [
    ("de", "Der Minister sagte gestern, dass die Steuer sinke.", "Der Minister", "die Steuer sinke"),
    ("de", "„Wir schließen das Werk bald“, sagte die Direktorin Eva Vogt.", "Eva Vogt", "Wir schließen"),
    ("de", "Nach Angaben der Polizei wurden drei Menschen verletzt.", "der Polizei", "wurden drei Menschen verletzt"),
    ("en", "The minister said on Monday that taxes would fall.", "The minister", "taxes would fall"),
    ("en", "“We will close the plant in autumn,” director Eva Vogt said.", "Eva Vogt", "We will close"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "source", "content"), CASES)
def test_who_says_what(language: str, text: str, source: str, content: str) -> None:
    found = find_attributions(text, language, find_sentences(text, language))
    assert any(content in cover(text, a.content) and a.source and source in cover(text, a.source) for a in found)


def test_openers_and_marks_are_not_part_of_the_content() -> None:
    text = "Der Minister sagte, dass die Steuer sinke."
    (found,) = find_attributions(text, "de", find_sentences(text, "de"))
    assert cover(text, found.content) == "die Steuer sinke"


def test_the_same_text_gives_the_same_reading() -> None:
    text = " ".join(text for language, text, _, _ in CASES if language == "de")
    first, second = (find_attributions(text, "de", find_sentences(text, "de")) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "text",
    ["", " ", "…", "x" * 5000, "ALLES GROSS UND OHNE ENDE " * 60, "„“„“\"»«" * 50, "词汇 слова λέξεις " * 80],
)  # fmt: skip
def test_strange_texts_are_read_without_error(text: str) -> None:
    for found in find_attributions(text, "de", find_sentences(text, "de")):
        assert all(0 <= start < end <= len(text) for start, end in found.content)


SPEAKERS = ["Die Bürgermeisterin", "Der Anwalt", "Ein Sprecher der Bahn", "Die Ärztin", "Der Trainer", "Die Polizei"]
NEWS = ["die Brücke im Mai öffne", "der Fall geprüft werde", "der Zug pünktlich sei", "alle Betten belegt seien"]


def test_a_long_text_is_read_to_its_end() -> None:
    said = [f"{SPEAKERS[i % 6]} sagte am Montag, dass {NEWS[i % 4]}. Draußen regnete es." for i in range(60)]
    text = "\n".join(said)
    found = find_attributions(text, "de", find_sentences(text, "de"))
    at, read = 0, 0
    for line in said:
        start, at = at, at + len(line) + 1
        read += any(start <= a.content[0][0] < at for a in found)
    assert read >= 54


def test_a_text_read_in_stretches_reads_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [f"{SPEAKERS[i % 6]} sagte am Montag, dass {NEWS[i % 4]}. Draußen regnete es." for i in range(80)]
    text = "\n\n".join(said)
    sentences = find_sentences(text, "de")
    whole = find_attributions(text, "de", sentences)
    monkeypatch.setattr(encoder, "_HELD", 2)
    parts = find_attributions(text, "de", sentences)
    assert [(a.content, a.source, a.form) for a in parts] == [(a.content, a.source, a.form) for a in whole]


def test_no_more_than_a_few_windows_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []
    second = encoder._second_pass

    def watched(net: Network, held: list[tuple[Window, Floats]], found: list[Found], near: list[Found]) -> object:
        kept.append(len(held))
        return second(net, held, found, near)

    monkeypatch.setattr(encoder, "_HELD", 3)
    monkeypatch.setattr(encoder, "_second_pass", watched)
    text = "Der Rat tagte im Saal und beriet den Haushalt. " * 200
    find_attributions(text, "de", find_sentences(text, "de"))
    assert len(kept) > 2
    assert max(kept) <= 3


def test_scores_do_not_depend_on_the_number_of_threads() -> None:
    data = Path(encoder.__file__).parent / "data"
    ids = np.concatenate([[0], network().tokenizer._tokenizer.encode(" ".join(SPEAKERS * 9)).ids, [2]]).astype(np.int64)
    first = np.arange(1, len(ids) - 1)
    (lower_one, one), (lower_two, two) = (Network(data, threads).tag(ids, first, "de") for threads in (1, 2))
    assert np.array_equal(one, two)
    assert np.array_equal(lower_one, lower_two)
