"""What is new since the last visit: the browser keeps when that was, the first page shows it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from lagebild.api import add
from lagebild.ledger import Ledger
from lagebild.web.app import create_app
from lagebild.web.visits import last_visit, remember

NOW = datetime(2024, 9, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def asked(cookie: str = "") -> Request:
    headers = [(b"cookie", cookie.encode())] if cookie else []
    return Request({"type": "http", "headers": headers, "server": ("127.0.0.1", 8000), "scheme": "http", "path": "/"})


def after(request: Request, now: datetime) -> Request:
    """The browser's next request, with the cookie it was given at ``now``."""
    answer = Response()
    remember(request, answer, now)
    kept = answer.headers["set-cookie"]
    assert "HttpOnly" in kept
    assert "samesite=strict" in kept.lower()
    return asked(kept.partition(";")[0])


def test_pages_of_one_visit_keep_the_visit_before() -> None:
    first = asked()
    assert last_visit(first, NOW) is None
    same = after(first, NOW)
    assert last_visit(same, NOW + HOUR / 2) is None
    later = after(same, NOW + HOUR / 2)
    assert last_visit(later, NOW + 5 * HOUR) == NOW + HOUR / 2
    again = after(later, NOW + 5 * HOUR)
    assert last_visit(again, NOW + 5.5 * HOUR) == NOW + HOUR / 2


@pytest.mark.parametrize("written", ["x", "~", "2024-01-01~2024-01-02", "~<script>", "~9999-99-99T00:00:00+00:00"])
def test_a_cookie_that_makes_no_sense_is_none(written: str) -> None:
    assert last_visit(asked(f"lagebild-visit-8000={written}"), NOW) is None


def test_what_was_added_since_is_new_whenever_it_was_published(demo_ledger: Path, tmp_path: Path) -> None:
    client = TestClient(create_app(demo_ledger))
    long_ago = "2001-01-01T00:00:00+00:00"
    client.cookies.set("lagebild-visit-80", f"~{long_ago}")
    page = client.get("/?lang=en").text
    assert "New since 2001-01-01 00:00" in page
    assert any(kind in page for kind in ("new matter", "changed", "contradiction", "deadline"))
    assert "Two weeks on" in page
    (tmp_path / "old.json").write_text('{"title": "An old report", "published": "1999-03-01"}', "utf-8")
    (tmp_path / "old.txt").write_text("The ministry said on Monday that the base would close.", "utf-8")
    with Ledger(demo_ledger) as ledger:
        add(ledger, tmp_path / "old.txt")
    assert "An old report" not in client.get("/?lang=en&since=2024-01-01").text
    client.cookies.clear()
    client.cookies.set("lagebild-visit-80", f"~{long_ago}")
    assert "An old report" in client.get("/?lang=en").text


def test_an_empty_ledger_leads_to_adding(tmp_path: Path) -> None:
    Ledger(tmp_path / "new.db").close()
    page = TestClient(create_app(tmp_path / "new.db")).get("/?lang=en").text
    assert "No reports yet" in page
    assert 'href="/add' in page
