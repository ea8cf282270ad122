"""Corrections win over the reading, survive a new one, can be undone, and travel with the ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from lagebild.api import correct
from lagebild.cli.app import cli
from lagebild.errors import LedgerError
from lagebild.ledger import Filter, Ledger
from lagebild.ledger.corrections import Correction, Pin, corrected, now, pinned
from lagebild.ledger.records import LedgerClaim
from lagebild.model import Claim
from lagebild.reading.pipeline import read_report
from lagebild.story.telling import tell


def run(ledger: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--ledger", str(ledger)], standalone_mode=False)


def attributed(ledger: Ledger) -> LedgerClaim:
    return next(c for c in ledger.claims(Filter(report="r1-meridian")) if c.claim.sources and c.claim.times)


def judge(ledger: Ledger, verdict: str, claim: str, other: str | None = None, **fields: str) -> int:
    pins = {"claim": ledger.pin(claim), "other": ledger.pin(other) if other else None}
    return correct(ledger, Correction(made=now(), verdict=verdict, **pins, **fields))[0]  # type: ignore[arg-type]


def test_a_wrong_claim_is_nowhere_and_comes_back_when_undone(demo_ledger: Path) -> None:
    with Ledger(demo_ledger) as ledger:
        one = attributed(ledger)
        count, words = ledger.count_claims(), one.claim.text.split()[-1]
        number = judge(ledger, "wrong", one.claim.id)
        assert ledger.count_claims() == count - 1
        assert one.claim.id not in tell(ledger).entries
        assert one.claim.id not in {hit.claim.id for hit in ledger.search(words) if hit.claim}
        assert ledger.check() == []
        ledger.undo(number)
        correct(ledger)
        assert ledger.claim(one.claim.id).claim == one.claim
        assert [c.undone is not None for c in ledger.corrections(undone=True)] == [True]


def test_an_edit_shows_everywhere_and_a_later_one_wins(demo_ledger: Path) -> None:
    with Ledger(demo_ledger) as ledger:
        one = attributed(ledger)
        judge(ledger, "edit", one.claim.id, field="act", value="warn")
        judge(ledger, "edit", one.claim.id, field="certainty", value="possible")
        judge(ledger, "edit", one.claim.id, field="act", value="demand")
        claim = ledger.claim(one.claim.id).claim
        assert (claim.act, claim.sources[0].act, claim.certainty, claim.confidence) == ("demand",) * 2 + ("possible", 1)
        assert one.claim.id in {c.claim.id for c in ledger.claims(Filter(act="demand", certainty="possible"))}
        assert tell(ledger).entries[one.claim.id].claim.corrected
        assert ledger.check() == []


def test_a_source_is_words_of_the_report(demo_ledger: Path) -> None:
    with Ledger(demo_ledger) as ledger:
        one = attributed(ledger)
        text = ledger.report(one.report.id).text
        judge(ledger, "edit", one.claim.id, field="source", value="US-Regierung")
        source = ledger.claim(one.claim.id).claim.sources[0]
        assert text[slice(*source.spans[0])] == "US-Regierung"
        with pytest.raises(LedgerError, match="not in the report"):
            judge(ledger, "edit", one.claim.id, field="source", value="Kaiser von China")
        judge(ledger, "edit", one.claim.id, field="source", value="")
        assert ledger.claim(one.claim.id).claim.sources == ()


def test_a_correction_survives_a_new_reading(demo_ledger: Path) -> None:
    with Ledger(demo_ledger) as ledger:
        one = attributed(ledger)
        judge(ledger, "edit", one.claim.id, field="act", value="warn")
        ledger.replace_reading(read_report(ledger.report(one.report.id)))
        assert ledger.claim(one.claim.id).claim.act == "warn"


def test_nothing_is_kept_of_a_correction_that_makes_no_sense(demo_ledger: Path) -> None:
    with Ledger(demo_ledger) as ledger:
        claim = attributed(ledger).claim.id
        for fields in ({"field": "act", "value": "sing"}, {"field": "form", "value": "direct"}, {"field": "act"}):
            with pytest.raises(LedgerError):
                judge(ledger, "edit", claim, **fields)
        with pytest.raises(LedgerError):
            judge(ledger, "together", claim, claim)
        assert ledger.corrections() == []


def test_removing_a_report_leaves_none_of_its_words(demo_ledger: Path) -> None:
    with Ledger(demo_ledger) as ledger:
        one = attributed(ledger)
        judge(ledger, "wrong", one.claim.id)
        ledger.remove(one.report.id)
        assert ledger.corrections(undone=True) == []


def test_a_person_parts_and_joins_threads(demo_ledger: Path) -> None:
    with Ledger(demo_ledger) as ledger:
        thread = next(t for t in tell(ledger).threads if len(t.claims) == 2)
        a, b = thread.claims
        number = judge(ledger, "apart", a, b)
        assert not any({a, b} <= set(t.claims) for t in tell(ledger).threads)
        ledger.undo(number)
        assert any({a, b} <= set(t.claims) for t in tell(ledger).threads)
        lonely = next(c for c in tell(ledger).entries if not any(c in t.claims for t in tell(ledger).threads))
        judge(ledger, "together", a, lonely)
        assert any({a, lonely} <= set(t.claims) for t in tell(ledger).threads)


def test_a_wrong_relation_is_told_no_more(demo_ledger: Path) -> None:
    with Ledger(demo_ledger) as ledger:
        relation = tell(ledger).relations[0]
        judge(ledger, "unrelated", relation.a, relation.b)
        assert (relation.a, relation.b) not in {(r.a, r.b) for r in tell(ledger).relations}


def test_two_actors_become_one_and_two_again(demo_ledger: Path) -> None:
    with Ledger(demo_ledger) as ledger:
        one, other = [s for s in ledger.sources() if s.actor][:2]
    assert run(demo_ledger, "correct", "merge", one.name, other.name).exit_code == 0
    with Ledger(demo_ledger) as ledger:
        merged = next(s for s in ledger.sources() if s.actor == other.actor)
        assert merged.claims > other.claims
        assert one.actor not in {s.actor for s in ledger.sources()}
        assert ledger.check() == []
    run(demo_ledger, "correct", "undo", "1")
    with Ledger(demo_ledger) as ledger:
        assert one.actor in {s.actor for s in ledger.sources()}


def test_corrections_travel_to_another_ledger(demo_ledger: Path, read_demo: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(read_demo.read_bytes())
    with Ledger(demo_ledger) as ledger:
        one = attributed(ledger)
    run(demo_ledger, "correct", "edit", one.claim.id, "--act", "warn")
    run(demo_ledger, "correct", "note", one.claim.id, "call them back")
    run(demo_ledger, "correct", "save", str(tmp_path / "c.jsonl"))
    assert "2 corrections taken in" in run(other, "correct", "load", str(tmp_path / "c.jsonl")).stdout
    assert "0 corrections taken in" in run(other, "correct", "load", str(tmp_path / "c.jsonl")).stdout
    with Ledger(other) as ledger:
        assert ledger.claim(one.claim.id).claim.act == "warn"
    exported = json.loads(run(other, "export", "--format", "json").stdout)
    assert [c["verdict"] for c in exported["corrections"]] == ["edit", "note"]
    (tmp_path / "bad.jsonl").write_text('{"verdict": "perhaps"}')
    assert isinstance(run(other, "correct", "load", str(tmp_path / "bad.jsonl")).exception, LedgerError)


def test_the_list_tells_what_was_decided(demo_ledger: Path) -> None:
    with Ledger(demo_ledger) as ledger:
        claim = attributed(ledger).claim
    assert run(demo_ledger, "correct", "list").return_value == 1
    run(demo_ledger, "correct", "right", claim.id)
    assert claim.text[:20] in run(demo_ledger, "correct", "list").stdout
    with Ledger(demo_ledger) as ledger:
        assert ledger.claim(claim.id).claim.confidence == 1


def claim_of(words: str, start: int) -> Claim:
    return Claim(id=f"c{start}", text=words, spans=((start, start + len(words)),), form="narration")


def test_a_claim_is_found_again_by_its_words() -> None:
    claims = [
        claim_of("Die Truppen ziehen ab.", 0),
        claim_of("Die Truppen ziehen ab.", 90),
        claim_of("Es regnet.", 200),
    ]
    assert pinned(Pin("r", "Die Truppen ziehen ab.", 80), claims) is claims[1]
    assert pinned(Pin("r", "Die Truppen ziehen bald ab.", 0), claims) is claims[0]
    assert pinned(Pin("r", "Der Minister dementiert.", 0), claims) is None


@given(st.lists(st.sampled_from(["a b c", "d e f", "g h i"]), max_size=4), st.data())
def test_what_nobody_judged_stays_as_it_was(words: list[str], data: st.DataObject) -> None:
    claims = [claim_of(text, at * 10) for at, text in enumerate(words)]
    judged = data.draw(st.sampled_from(claims)) if claims else None
    pins = [Pin("r", judged.text, judged.spans[0][0])] if judged else []
    found = corrected(claims, "", [Correction(made="", verdict="wrong", claim=pin) for pin in pins])
    assert list(found) == [claim for claim in claims if claim is not judged]
