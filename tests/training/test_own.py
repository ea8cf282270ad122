"""Reports that were written to train on: annotations find their words."""

import json
from pathlib import Path

import pytest
from training.own import OWN, load_own

from lagebild.bench.corpora import Document, Quote
from lagebild.errors import InputError

TEXT = (
    "Der Bürgermeister lehnte ab. Wer die Brücke sperre, sagte er am Montag dem Kreisboten, „schadet dem Ort“. "
    "Die Fähre fahre nicht."
)


def read(folder: Path, *quotes: dict[str, object]) -> Document:
    (folder / "some.jsonl").write_text(json.dumps({"text": TEXT, "quotes": quotes}), "utf-8")
    return load_own(folder)[0]


def said(document: Document, quote: Quote, role: str) -> str:
    return " ".join(document.words[i].text for i in quote.roles[role])


def test_short_words_are_found_as_words_and_in_the_frame(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        {
            "type": "Indirect",
            "quote": ["Wer die Brücke sperre", "„schadet dem Ort“"],
            "speaker": ["er"],
            "cue": ["sagte"],
            "frame": "rest",
            "addressee": ["dem Kreisboten"],
        },
    )
    quote = document.quotes[0]
    assert said(document, quote, "speaker") == "er"
    assert said(document, quote, "frame") == ", sagte er am Montag dem Kreisboten ,"
    assert said(document, quote, "addressee") == "dem Kreisboten"
    assert [document.words[i].text for i in quote.content[:2]] == ["Wer", "die"]


def test_a_speaker_outside_the_sentence_is_the_nearest(tmp_path: Path) -> None:
    going_on: dict[str, object] = {
        "type": "IndirectFreeIndirect",
        "quote": ["Die Fähre fahre nicht."],
        "speaker": ["Der Bürgermeister"],
    }
    document = read(tmp_path, going_on)
    assert said(document, document.quotes[0], "speaker") == "Der Bürgermeister"
    assert document.quotes[0].roles["frame"] == ()


def test_words_that_the_text_lacks_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not an annotated report"):
        read(tmp_path, {"type": "Direct", "quote": ["„nie gesagt“"]})


def test_every_report_that_is_trained_on_can_be_read() -> None:
    documents = load_own(OWN)
    assert len(documents) > 250
    quotes = [quote for document in documents for quote in document.quotes]
    assert {quote.form for quote in quotes} == {0, 1, 2, 3, 4}
    assert all(quote.content for quote in quotes)
    assert any(not document.quotes for document in documents)
