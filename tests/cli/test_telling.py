"""The commands that tell the story, in every format, on the bundled reports."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lagebild.cli.app import cli
from lagebild.errors import LedgerError

COMMANDS = [
    ["story"], ["due"], ["conflicts"], ["numbers"], ["timeline"], ["positions"], ["changes", "r5-meridian"],
    ["news", "--since", "2024-09-01"], ["compare", "r1-meridian", "r3-brueckenblatt"],
]  # fmt: skip


def run(ledger: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--ledger", str(ledger)], standalone_mode=False)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_every_view_is_written_in_every_format(read_demo: Path, command: list[str]) -> None:
    records = json.loads(run(read_demo, *command, "--format", "json").stdout)
    rows = list(csv.reader(io.StringIO(run(read_demo, *command, "--format", "csv").stdout)))
    lines = run(read_demo, *command).stdout.splitlines()
    table = run(read_demo, *command, "--format", "md").stdout.splitlines()
    assert records
    assert len(rows) - 1 == len(lines) == len(table) - 2 >= len(records)


def test_the_day_of_reference_decides_what_is_open(read_demo: Path) -> None:
    def open_at(day: str) -> int:
        found = json.loads(run(read_demo, "due", "--today", day, "--format", "json").stdout)
        return sum(1 for deadline in found if deadline["status"] == "open")

    assert open_at("2024-07-26") > open_at("2027-01-01") == 0


def test_a_report_that_is_not_there_is_told(read_demo: Path) -> None:
    answer = run(read_demo, "compare", "r1-meridian", "r99")
    assert isinstance(answer.exception, LedgerError)
    assert "r99" in str(answer.exception)


def test_of_many_reports_the_latest_alone_can_be_told(read_demo: Path) -> None:
    whole, latest = (run(read_demo, "timeline", "--format", "csv", *most) for most in ((), ("--most", "3")))
    assert 0 < len(latest.stdout.splitlines()) < len(whole.stdout.splitlines())
    assert "told from the latest 3 reports; 5 are left out" in latest.stderr
    assert whole.stderr == ""
