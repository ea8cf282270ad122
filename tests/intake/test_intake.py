from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from lagebild.errors import InputError
from lagebild.intake import NO_DATE, Options, deliver_text, sort_key, take_in
from lagebild.model import Delivery, Failure, Report

TEXT = "Der Stadtrat hat am Montag den Haushalt beschlossen, teilte die Verwaltung mit. Die Grünen stimmten dagegen."
ENGLISH = "The town council passed the budget on Monday, a spokeswoman said. The Greens voted against it."
FRENCH = (
    "Le conseil municipal a adopté le budget lundi, a déclaré une porte-parole. Les Verts ont voté contre ce texte."
)


def reports(source: str | Path, **options: Any) -> list[Report]:
    found = list(take_in(source, Options(**options)))
    assert all(isinstance(item, Delivery) for item in found), found
    return [item.report for item in found if isinstance(item, Delivery)]


def write(path: Path, content: str | bytes | dict[str, Any]) -> Path:
    if isinstance(content, dict):
        content = json.dumps(content)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_text_with_its_header(tmp_path: Path) -> None:
    write(
        tmp_path / "rat.json",
        {
            "id": "rat-1",
            "outlet": "Talbote",
            "language": "de",
            "published": "2024-05-06T18:00+02:00",
            "url": None,
            "title": "Etat",
            "more": 1,
        },
    )
    (report,) = reports(write(tmp_path / "rat.txt", TEXT + "\n"))
    assert report.text == TEXT
    assert (report.id, report.outlet, report.title) == ("rat-1", "Talbote", "Etat")
    assert report.published == "2024-05-06T18:00:00+02:00"
    assert report.notes == ()


def test_options_win_over_the_header(tmp_path: Path) -> None:
    write(tmp_path / "rat.json", {"outlet": "Talbote", "published": "2024-05-06", "title": "Etat"})
    (report,) = reports(
        write(tmp_path / "rat.txt", TEXT), date="2024-05-07", outlet="Blatt", title="Neu", id="x", language="en"
    )
    assert (report.id, report.published, report.outlet, report.title, report.language) == (
        "x",
        "2024-05-07",
        "Blatt",
        "Neu",
        "en",
    )


def test_no_date_is_noted_and_a_bad_one_too(tmp_path: Path) -> None:
    (report,) = reports(write(tmp_path / "a.txt", TEXT))
    assert report.published is None
    assert report.notes == (NO_DATE,)
    write(tmp_path / "b.json", {"published": "6. Mai 2024"})
    (report,) = reports(write(tmp_path / "b.txt", TEXT))
    assert report.notes == ("'6. Mai 2024' is no ISO 8601 date", NO_DATE)


@pytest.mark.parametrize("header", ["{", '{"id": 5}', "[]", '{"id": "a\\nb"}', '{"id": ""}', "[" * 3000])
def test_a_bad_header_is_a_failure_with_a_remedy(tmp_path: Path, header: str) -> None:
    write(tmp_path / "a.json", header)
    (failure,) = take_in(write(tmp_path / "a.txt", TEXT))
    assert isinstance(failure, Failure)
    assert failure.remedy


@pytest.mark.parametrize(
    "wrong", [Options(date="gestern"), Options(date="2024-02-30"), Options(id="a\tb"), Options(id=" a")]
)
def test_overrides_are_checked_at_once(tmp_path: Path, wrong: Options) -> None:
    with pytest.raises(InputError):
        take_in(tmp_path, wrong)


def test_folder_in_order_without_what_is_no_report(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write(folder / "b.txt", TEXT)
    write(folder / "b.json", {"id": "b"})
    write(folder / "a" / "z.htm", f"<html><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>")
    write(folder / "c.json", {"text": ENGLISH, "id": "c"})
    write(folder / "gold.json", {"report": "c", "claims": []})
    write(folder / "README.md", "Notes")
    write(folder / ".hidden.txt", TEXT)
    write(folder / ".git" / "x.txt", TEXT)
    secret = write(tmp_path / "secret.txt", "Das ist geheim.")
    (folder / "link.txt").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    found = reports(folder)
    assert [Path(report.origin or "").name for report in found] == ["z.htm", "b.txt", "c.json"]
    assert [report.id for report in found[1:]] == ["b", "c"]
    assert len(reports(folder, recursive=False)) == 2


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"\x00\x01\x02" * 100)
    write(tmp_path / "b.txt", "")
    write(tmp_path / "c.txt", "a" * 600)
    write(tmp_path / "d.txt", TEXT)
    write(tmp_path / "e.warc.gz", b"\x1f\x8bbroken")
    found = list(take_in(tmp_path, Options(max_bytes=500)))
    assert [isinstance(item, Failure) for item in found] == [True, True, True, False, True]
    reasons = [item.reason for item in found if isinstance(item, Failure)]
    assert reasons[:3] == ["is not a text", "holds no text", "is larger than 0.0005 MB"]


@pytest.mark.parametrize("source", ["nowhere.txt", "ftp://example.org/a", "file:///etc/passwd", "http://"])
def test_nothing_there(source: str) -> None:
    (failure,) = take_in(source)
    assert isinstance(failure, Failure)


def test_json_lines_with_readings_and_bad_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": TEXT, "id": "one", "published": "2024-05-06"}),
        "",
        "{broken",
        json.dumps({"schema": "lagebild.reading/1", "report": {"text": ENGLISH, "id": "two"}, "claims": [{"id": 1}]}),
        json.dumps({"id": "no text"}),
        '{"text": 5}',
    ]
    found = list(take_in(write(tmp_path / "many.jsonl", "\n".join(lines))))
    assert [item.report.id if isinstance(item, Delivery) else item.origin.rpartition(":")[2] for item in found] == [
        "one", "3", "two", "5", "6",
    ]  # fmt: skip


def test_a_line_without_end_is_not_held_in_memory(tmp_path: Path) -> None:
    path = write(tmp_path / "long.jsonl", '{"text": "' + "a" * 5000 + '"}\n' + json.dumps({"text": TEXT, "id": "ok"}))
    first, second = take_in(path, Options(max_bytes=1000))
    assert isinstance(first, Failure)
    assert isinstance(second, Delivery)


@pytest.mark.parametrize(
    "content", [TEXT, f"<!doctype html><html><body><p>{TEXT}</p></body></html>", json.dumps({"text": TEXT})]
)
def test_standard_input_is_told_by_its_beginning(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    (report,) = reports("-")
    assert report.text == TEXT


@pytest.mark.parametrize(("text", "code"), [(TEXT, "de"), (ENGLISH, "en"), (FRENCH, "fr")])
def test_language_is_named_also_when_it_is_not_read(text: str, code: str) -> None:
    assert deliver_text(text).report.language == code


def test_a_short_text_takes_its_title_for_the_language() -> None:
    report = deliver_text("OK.", title="The council has passed the budget with the votes of all parties").report
    assert report.language == "en"
    assert any("--language" in note for note in report.notes)


def test_hashes_and_ids_are_those_of_the_content() -> None:
    one = deliver_text(TEXT, published="2024-05-06")
    assert one == deliver_text(TEXT, published="2024-05-06")
    assert one.report.id.startswith("r-")
    assert len(one.report.id) == 18
    assert one.raw == TEXT.encode()
    assert one.report.id != deliver_text(TEXT, url="https://talbote.example/a").report.id
    assert deliver_text("Grüße aus Köln".encode("cp1252")).report.text == "Grüße aus Köln"


@pytest.mark.parametrize("wrong", [{"published": "morgen"}, {"id": "a\nb"}])
def test_pasted_text_with_bad_fields(wrong: dict[str, str]) -> None:
    with pytest.raises(InputError):
        deliver_text(TEXT, **wrong)


def test_order_of_publication() -> None:
    dates = ["2024-05-06T10:00:00+02:00", None, "2024-05-06", "2024-05-06T09:30:00+00:00", "2024-05-05T23:00:00"]
    ordered = sorted((deliver_text(TEXT, published=day) for day in dates), key=sort_key)
    assert [item.report.published for item in ordered] == [
        "2024-05-05T23:00:00", "2024-05-06", "2024-05-06T10:00:00+02:00", "2024-05-06T09:30:00+00:00", None,
    ]  # fmt: skip
