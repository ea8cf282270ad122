"""What must not happen to a ledger: half a report after a kill, a lost report between two processes."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from tests.ledger.synthetic import numbered, read

from lagebild.ledger import Filter, Ledger

ADDER = Path(__file__).with_name("adder.py")
REPORTS = 200
KILLS = 50
EVERYTHING = Filter(everywhere=True, latest=False)


def start(path: Path, first: int = 0, last: int = REPORTS) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(ADDER), str(path), str(first), str(last)], stdout=subprocess.PIPE, text=True
    )


def assert_whole(ledger: Ledger, ids: list[str]) -> None:
    for report_id in ids:
        planned = numbered(int(report_id[1:])).report
        assert ledger.reading(report_id) == read(planned)


def test_killing_at_any_moment_leaves_whole_reports_and_adding_goes_on(path: Path) -> None:
    moments = random.Random(5)
    present: set[str] = set()
    interrupted = 0
    for _ in range(KILLS):
        process = start(path)
        assert process.stdout is not None
        if moments.random() < 0.9:
            process.stdout.readline()
        time.sleep(moments.random() * 0.08)
        interrupted += process.poll() is None
        process.kill()
        process.communicate()
        with Ledger(path) as ledger:
            now = {row.id for row in ledger.reports()}
            assert present <= now
            assert_whole(ledger, sorted(now - present))
            present = now
            if len(present) == REPORTS:
                ledger.remove(*sorted(present, key=lambda name: moments.random())[: REPORTS - 20])
                present = {row.id for row in ledger.reports()}
    assert interrupted > KILLS / 2
    with Ledger(path) as ledger:
        assert ledger.check() == []
    process = start(path)
    output, _ = process.communicate(timeout=120)
    assert output.splitlines()[-1] == f"{REPORTS - len(present)} {len(present)} 0"
    with Ledger(path) as ledger:
        assert ledger.count_reports(EVERYTHING) == REPORTS
        assert ledger.check() == []


def test_two_processes_adding_at_once_to_a_new_ledger_lose_nothing(path: Path) -> None:
    # They overlap, so that both also meet what the other has just added.
    both = [start(path, 0, 60), start(path, 40, 100)]
    outputs = [process.communicate(timeout=120)[0].splitlines()[-1] for process in both]
    counts = [[int(number) for number in line.split()] for line in outputs]
    assert sum(added for added, _, _ in counts) == 100
    assert sum(unchanged for _, unchanged, _ in counts) == 20
    with Ledger(path) as ledger:
        assert {row.id for row in ledger.reports()} == {f"n{number}" for number in range(100)}
        assert_whole(ledger, [f"n{number}" for number in range(100)])
        assert ledger.check() == []
