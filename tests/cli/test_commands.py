"""The commands as a person runs them, in a process of their own."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

REPORT = (
    "Die Brücke über die Elbe bleibt bis Ende Juni gesperrt. Das sagte ein Sprecher der Stadt am Dienstag. "
    "Laut Polizei wurden etwa 40 Fahrzeuge umgeleitet.\n"
)


def lagebild(*arguments: str, cwd: Path, stdin: str = "", code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "lagebild", *arguments],
        cwd=cwd, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout if code == 0 else done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bridge.txt").write_text(REPORT, "utf-8")
    header = {"id": "bridge", "outlet": "Elbblatt", "language": "de", "published": "2024-05-15", "title": "Gesperrt"}
    (tmp_path / "bridge.json").write_text(json.dumps(header), "utf-8")
    return tmp_path


def test_read_prints_a_reading_that_fits_the_schema(folder: Path) -> None:
    schema = json.loads(lagebild("schema", cwd=folder))
    reading = json.loads(lagebild("read", "bridge.txt", "--format", "json", cwd=folder))
    jsonschema.Draft202012Validator(schema).validate(reading)
    assert reading["schema"] == "lagebild.reading/1"
    assert reading["report"]["id"] == "bridge"
    text = reading["report"]["text"]
    assert reading["claims"]
    for claim in reading["claims"]:
        assert claim["text"] == " … ".join(text[start:end] for start, end in claim["spans"])


def test_the_same_input_gives_the_same_bytes(folder: Path) -> None:
    first, second = (lagebild("read", "bridge.txt", "--format", "json", cwd=folder) for _ in range(2))
    assert first == second


def test_standard_input_is_read_with_what_the_options_say(folder: Path) -> None:
    text = "Der Vertrag endet am 3. Mai, sagte die Ministerin."
    reading = json.loads(lagebild("read", "-", "--date", "2024-04-02", "--format", "json", stdin=text, cwd=folder))
    assert [time["value"] for time in reading["times"]] == ["2024-05-03"]


def test_a_report_without_a_date_is_read_with_a_note(folder: Path) -> None:
    text = "Am Mittwoch tagt der Rat, sagte der Bürgermeister der Stadt."
    reading = json.loads(lagebild("read", "-", "--format", "json", stdin=text, cwd=folder))
    assert any("date" in note for note in reading["report"]["notes"])
    assert reading["times"][0]["value"].startswith("XXXX")


def test_several_reports_come_one_a_line(folder: Path) -> None:
    (folder / "second.txt").write_text("The mayor said the bridge would reopen in July.", "utf-8")
    lines = lagebild("read", ".", "--format", "jsonl", "--jobs", "2", cwd=folder).splitlines()
    assert {json.loads(line)["report"]["language"] for line in lines} == {"de", "en"}
    assert "jsonl" in lagebild("read", ".", "--format", "json", cwd=folder, code=2)


def test_from_adding_to_removing(folder: Path) -> None:
    assert "1 added" in lagebild("add", "bridge.txt", cwd=folder)
    assert "1 unchanged" in lagebild("add", "bridge.txt", cwd=folder)
    assert "bridge" in lagebild("list", cwd=folder)
    assert "Elbblatt" in lagebild("show", cwd=folder)
    assert "gesperrt" in lagebild("search", "brücke", cwd=folder)
    assert "nothing wrong" in lagebild("check", cwd=folder)
    claims = list(csv.DictReader(io.StringIO(lagebild("export", "--format", "csv", cwd=folder))))
    assert {row["report"] for row in claims} == {"bridge"}
    story = json.loads(lagebild("export", cwd=folder))
    assert story["schema"] == "lagebild.story/1"
    assert {claim["report"] for claim in story["claims"]} == {"bridge"}
    assert "removed bridge" in lagebild("remove", "bridge", "--yes", cwd=folder)
    lagebild("list", cwd=folder, code=1)


def test_the_ledgers_path_comes_from_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_LEDGER", str(folder / "elsewhere.db"))
    lagebild("add", "bridge.txt", cwd=folder)
    assert (folder / "elsewhere.db").exists()
    assert not (folder / "lagebild.db").exists()


def test_a_bad_report_is_named_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "broken.jsonl").write_text('{"no": "report"}\n', "utf-8")
    (folder / "foreign.txt").write_text(
        "Le ministre a déclaré que la loi entrerait en vigueur au mois de mai, malgré les critiques.", "utf-8"
    )
    told = lagebild("add", ".", cwd=folder, code=1)
    assert "2 added" in told
    assert "broken.jsonl" in told
    assert "'fr'" in told
    assert "unread" in lagebild("list", cwd=folder)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show",), 1),
        (("list",), 1),
        (("read", "missing.txt"), 1),
        (("read",), 2),
        (("nonsense",), 2),
        (("add", "bridge.txt", "--ledger", "bridge.json"), 1),
        (("show", "nobody", "--ledger", "none.db"), 1),
        (("read", "http://127.0.0.1:9/"), 1),
        (("read", "bridge.txt", "--date", "someday"), 1),
    ],
)
def test_what_a_person_gets_wrong_is_told_in_a_line(folder: Path, arguments: tuple[str, ...], code: int) -> None:
    told = lagebild(*arguments, cwd=folder, code=code)
    assert 0 < len(told) < 600


def test_stories_are_kept_apart(folder: Path) -> None:
    lagebild("add", "bridge.txt", cwd=folder)
    lagebild("stories", "new", "floods", cwd=folder)
    lagebild("list", cwd=folder, code=1)
    lagebild("stories", "put", "bridge", "floods", cwd=folder)
    assert "bridge" in lagebild("list", cwd=folder)
    assert "floods" in lagebild("stories", cwd=folder)


def test_terminal_escapes_of_a_report_are_not_printed(folder: Path) -> None:
    text = "Der Sprecher sagte, alles sei \x1b[31mrot\x1b[0m und ruhig.\u202e"
    assert "\x1b" not in lagebild("read", "-", "--date", "2024-01-01", "--format", "text", stdin=text, cwd=folder)


def test_the_demo_shows_the_bundled_story(tmp_path: Path) -> None:
    told = lagebild("demo", cwd=tmp_path)
    assert "7 reports" in told
    assert "Agentur Meridian" in told
    assert (tmp_path / "demo.db").exists()


def test_the_demo_names_a_program_that_can_be_called(demo_ledger: Path, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("lagebild")
    done = subprocess.run(
        [program, "demo", "--quiet", "--ledger", demo_ledger],
        cwd=tmp_path, env={**os.environ, "PATH": "/nowhere"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    called = done.stdout.rsplit("in the browser: ", 1)[1].split()[0]
    assert (tmp_path / called).samefile(program)


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("list",), ("search", "Brücke"), ("due",)])
def test_commands_that_read_nothing_load_no_network(folder: Path, arguments: tuple[str, ...]) -> None:
    ledger = ("--ledger", str(folder / "empty.db")) if not arguments[0].startswith("--") else ()
    command = [sys.executable, "-X", "importtime", "-m", "lagebild", *arguments, *ledger]
    loaded = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    assert "lagebild.cli" in loaded
    for heavy in ("onnxruntime", "tokenizers", "trafilatura", "starlette"):
        assert not any(line.rpartition("|")[2].strip() == heavy for line in loaded.splitlines()), heavy
