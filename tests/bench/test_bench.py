"""The metric on quotations whose overlap can be counted by hand, and the command on a corpus of two reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lagebild.bench.corpora import load
from lagebild.bench.score import overlap, pair, score
from lagebild.cli.app import cli
from lagebild.errors import InputError
from lagebild.model import Attribution

TEXT = "Die Ministerin sagte, die Brücke werde bis Mai gesperrt. Es regnete."


def spans(*parts: str) -> dict[str, object]:
    return {"spans": [{"charBegin": TEXT.index(p), "charEnd": TEXT.index(p) + len(p)} for p in parts]}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    annotation = {
        "type": "Indirect",
        "quote": spans("die Brücke werde bis Mai gesperrt"),
        "speaker": spans("Die Ministerin"),
        "cue": spans("sagte"),
        "frame": spans("Die Ministerin sagte"),
        "addressee": spans(),
    }
    raw = {"documentName": "Brücke (2024-03-01)", "originalText": TEXT, "annotations": [annotation]}
    english = {
        "file": "bridge",
        "text": "The bridge is closed, the mayor said.",
        "attributions": [{"source": [[22, 31]], "cue": [[32, 36]], "content": [[0, 20]]}],
    }
    file = tmp_path / "dev.jsonl"
    file.write_text(json.dumps(raw) + "\n" + json.dumps(english) + "\n", "utf-8")
    return tmp_path


def gold_read(cut: int = 0) -> list[Attribution]:
    content = "die Brücke werde bis Mai gesperrt"
    start = TEXT.index(content)
    return [
        Attribution(
            content=((start, start + len(content) - cut),),
            form="indirect",
            source=((0, 14),),
            cue=((15, 20),),
            frame=((0, 20),),
            source_confidence=0.9,
            confidence=0.9,
        )
    ]


def test_the_gold_itself_scores_one(corpus: Path) -> None:
    figures = score(load(corpus)[:1], lambda _: gold_read())
    assert set(figures.macro.values()) == set(figures.micro.values()) == {1.0}
    assert (figures.found, figures.sourced, figures.named, figures.wrong) == (1.0, 1.0, 1, 0)


def test_a_content_cut_short_loses_its_share(corpus: Path) -> None:
    figures = score(load(corpus)[:1], lambda _: gold_read(cut=len(" bis Mai gesperrt")))
    assert figures.macro["quotation"] == pytest.approx(2 * 3 / (6 + 3))
    assert figures.macro["speaker"] == 1.0


def test_nothing_read_scores_nothing(corpus: Path) -> None:
    figures = score(load(corpus), lambda _: [])
    assert figures.found == 0.0
    assert figures.gold == 2


def test_left_over_quotations_are_paired_but_not_in_strict_figures() -> None:
    one, other = frozenset({1, 2}), frozenset({7})
    assert pair([one], [other]) == [(0, 0)]
    assert overlap(one, other) == 0.0
    assert overlap(frozenset(), frozenset()) == 1.0


@pytest.mark.parametrize("name", ["quotes", "attributions"])
def test_the_command_prints_figures(corpus: Path, name: str) -> None:
    result = CliRunner().invoke(cli, ["bench", name, str(corpus), "--format", "json"], standalone_mode=False)
    assert result.return_value == 0
    assert json.loads(result.stdout)["gold"] == 2


def test_what_is_not_a_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not there"):
        load(tmp_path)
    (tmp_path / "dev.jsonl").write_text('{"some": "thing"}\n', "utf-8")
    with pytest.raises(InputError, match="line 1"):
        load(tmp_path)
