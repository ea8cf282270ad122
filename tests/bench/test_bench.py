"""The metric on quotations whose overlap can be counted by hand, and the command on a corpus of two reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec import structs

from lagebild.bench.corpora import load
from lagebild.bench.score import pair, score
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
    assert {figures.macro[part].f1 for part in ("quotation", "speaker", "cue", "frame", "joint", "form")} == {1.0}
    assert (figures.found, figures.sourced, figures.named, figures.wrong) == (1.0, 1.0, 1, 0)


def test_a_content_cut_short_loses_its_share(corpus: Path) -> None:
    figures = score(load(corpus)[:1], lambda _: gold_read(cut=len(" bis Mai gesperrt")))
    assert figures.macro["quotation"].precision == 1.0
    assert figures.macro["quotation"].recall == pytest.approx(3 / 6)
    assert figures.macro["speaker"].f1 == 1.0


def test_roles_that_neither_side_has_do_not_count(corpus: Path) -> None:
    figures = score(load(corpus)[:1], lambda _: gold_read())
    assert figures.macro["addressee"].f1 == 0.0
    assert figures.macro["joint"].f1 == 1.0


def test_what_is_read_beside_the_gold_costs_precision_in_every_part_it_has(corpus: Path) -> None:
    wrong = structs.replace(gold_read()[0], content=((57, 67),), source=None, frame=None)
    figures = score(load(corpus)[:1], lambda _: [*gold_read(), wrong])
    precisions = {name: figures.macro[name].precision for name in ("quotation", "speaker", "cue", "frame")}
    assert precisions == {"quotation": 0.5, "speaker": 1.0, "cue": 0.5, "frame": 1.0}
    assert figures.macro["joint"].precision == pytest.approx(4 / 6)
    assert figures.macro["joint"].recall == 1.0


def test_another_name_is_misnamed_a_pronoun_is_not_compared(corpus: Path) -> None:
    other = structs.replace(gold_read()[0], source=((TEXT.index("die"), TEXT.index("die") + 10),))
    figures = score(load(corpus)[:1], lambda _: [other])
    assert (figures.wrong, figures.compared, figures.misnamed) == (1, 1, 1)
    assert (figures.sure, figures.misnamed_sure) == (1, 1)
    unsure = structs.replace(other, source_confidence=0.7)
    figures = score(load(corpus)[:1], lambda _: [unsure])
    assert (figures.compared, figures.misnamed, figures.sure, figures.misnamed_sure) == (1, 1, 0, 0)
    pronoun = structs.replace(gold_read()[0], source=((TEXT.index("die"), TEXT.index("die") + 3),))
    figures = score(load(corpus)[:1], lambda _: [pronoun])
    assert (figures.wrong, figures.compared) == (1, 0)


def test_reliability_tells_the_share_that_is_right_by_confidence(corpus: Path) -> None:
    doubtful = structs.replace(gold_read()[0], content=((57, 67),), confidence=0.5, source=None)
    figures = score(load(corpus)[:1], lambda _: [*gold_read(), doubtful])
    assert [(row.low, row.count, row.right) for row in figures.reliability] == [(0.5, 1, 0.0), (0.8, 1, 1.0)]


def test_nothing_read_scores_nothing(corpus: Path) -> None:
    figures = score(load(corpus), lambda _: [])
    assert figures.found == 0.0
    assert figures.gold == 2


def test_pairs_are_the_best_over_all_not_the_best_first() -> None:
    assert pair([[0.9, 0.8], [0.8, 0.0]]) == [(0, 1), (1, 0)]
    assert pair([[0.9], [0.1]]) == [(0, 0)]
    assert pair([]) == []


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
