from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from lagebild.intake import Options, take_in
from lagebild.model import Delivery, Failure

# warcio's writer leaves its temporary files to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

TEXT = "Der Stadtrat hat am Montag den Haushalt beschlossen, teilte die Verwaltung mit. Die Grünen stimmten dagegen."
PAGE = f"<html><body><article><p>{TEXT}</p></article></body></html>".encode()


def archive(path: Path, pages: list[tuple[str, str, str, bytes]], packed: bool = True) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        for url, status, kind, body in pages:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
            )
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_pages_that_were_answered(tmp_path: Path, packed: bool) -> None:
    name = "a.warc.gz" if packed else "a.warc"
    path = archive(
        tmp_path / name,
        [
            ("https://a.example/1", "200 OK", "text/html; charset=utf-8", PAGE),
            ("https://a.example/2", "404 Not Found", "text/html", PAGE),
            ("https://a.example/3", "200 OK", "image/png", PAGE),
            ("https://a.example/4", "200 OK", "text/html", b"<html></html>"),
            ("https://a.example/5", "200 OK", "text/html", PAGE),
        ],
        packed,
    )
    found = list(take_in(path))
    assert [item.report.url if isinstance(item, Delivery) else item.origin for item in found] == [
        "https://a.example/1",
        f"{path}#https://a.example/4",
        "https://a.example/5",
    ]
    assert isinstance(found[0], Delivery)
    assert found[0].report.text == TEXT
    assert found[0].raw == PAGE


def test_a_page_too_large_fails_alone(tmp_path: Path) -> None:
    pages = [
        ("https://a.example/1", "200 OK", "text/html", PAGE + b" " * 5000),
        ("https://a.example/2", "200 OK", "text/html", PAGE),
    ]
    first, second = take_in(archive(tmp_path / "a.warc.gz", pages), Options(max_bytes=2000))
    assert isinstance(first, Failure)
    assert isinstance(second, Delivery)


def test_a_bomb_is_stopped(tmp_path: Path) -> None:
    bomb = [
        ("https://a.example/1", "200 OK", "image/png", bytes(30_000_000)),
        ("https://a.example/2", "200 OK", "text/html", PAGE),
    ]
    (failure,) = take_in(archive(tmp_path / "a.warc.gz", bomb), Options(max_archive_bytes=10_000_000))
    assert isinstance(failure, Failure)
    assert "unpacks to more" in failure.reason


@pytest.mark.parametrize(
    "raw", [b"", gzip.compress(b"nothing", mtime=0), gzip.compress(PAGE * 100, mtime=0)[:200], b"\x1f\x8b\x00"]
)
def test_no_archive(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(raw)
    (failure,) = take_in(path)
    assert isinstance(failure, Failure)
    assert "no web archive" in failure.reason


def test_what_came_before_the_break_is_delivered(tmp_path: Path) -> None:
    pages = [(f"https://a.example/{n}", "200 OK", "text/html", PAGE) for n in range(3)]
    path = archive(tmp_path / "a.warc.gz", pages)
    path.write_bytes(path.read_bytes()[:-100])
    found = list(take_in(path))
    assert isinstance(found[0], Delivery)
    assert isinstance(found[-1], Failure)
