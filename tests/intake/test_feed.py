from __future__ import annotations

from http.server import ThreadingHTTPServer

import pytest

from lagebild.errors import InputError
from lagebild.intake import Options, take_in
from lagebild.intake.feed import follow, parse_feed
from lagebild.model import Delivery, Failure

NEAR = Options(allow_private=True, feed_pause=0.0)


def test_new_entries_oldest_first_and_a_bad_one_fails_alone(site: str) -> None:
    answer = follow(f"{site}/feed", NEAR)
    items = list(answer.items)
    assert [item.key for item in items] == ["alt", "kaputt", "neu"]
    old, bad, new = (item.result for item in items)
    assert isinstance(old, Delivery)
    assert old.report.title == "Alt"
    assert old.report.published == "2024-05-02T06:00:00+00:00"
    assert "prüft" in old.report.text
    assert isinstance(bad, Failure)
    assert isinstance(new, Delivery)
    assert new.report.title == "Brücke gesperrt"


def test_only_what_is_new(site: str, server: ThreadingHTTPServer) -> None:
    answer = follow(f"{site}/feed", NEAR, seen={"alt", "kaputt"})
    assert [item.key for item in answer.items] == ["neu"]
    assert [path for path, _ in server.asked] == ["/feed", "/page"]  # type: ignore[attr-defined]
    assert list(follow(f"{site}/feed", NEAR, etag=answer.etag).items) == []


def test_a_feed_is_told_by_its_content(site: str) -> None:
    assert len(list(take_in(f"{site}/feed", NEAR))) == 3


def test_external_entities_are_inert(site: str) -> None:
    from lagebild.intake.fetch import fetch

    entries, language = parse_feed(fetch(f"{site}/feed", NEAR).body, site)
    assert language == "de"
    assert all("root:" not in (entry.title or "") for entry in entries)


def test_no_feed() -> None:
    with pytest.raises(InputError, match="no feed"):
        parse_feed(b"<html><body>Nichts</body></html>", "http://x.example/")
