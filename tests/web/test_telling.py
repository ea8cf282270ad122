"""The story in the background: small ones are waited for, large ones shown as last told; what is kept for the pages."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lagebild.api import correct
from lagebild.ledger import Ledger
from lagebild.ledger.corrections import Correction, now
from lagebild.story import views
from lagebild.story.telling import Story, tell
from lagebild.web import telling
from lagebild.web.app import create_app
from lagebild.web.telling import Teller
from lagebild.web.told import Told, prepared


def judge(path: Path) -> str:
    with Ledger(path) as ledger:
        claim = ledger.claims()[0].claim
        correct(ledger, Correction(made=now(), verdict="wrong", claim=ledger.pin(claim.id)))
    return claim.id


def told(teller: Teller, patience: float | None = None) -> Story:
    found = teller.latest(patience).told
    assert isinstance(found, Told)
    return found.story


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Tellings last until this is set, and every story counts as large."""
    free = threading.Event()

    def held(ledger: Ledger, most: int) -> Story:
        free.wait(20)
        return tell(ledger, most=most)

    monkeypatch.setattr(telling, "tell", held)
    monkeypatch.setattr(telling, "SMALL", 0)
    return free


def test_a_small_story_is_told_with_every_change(demo_ledger: Path) -> None:
    teller = Teller(demo_ledger)
    assert teller.latest().fresh
    assert told(teller) is told(teller)
    claim = judge(demo_ledger)
    assert claim not in told(teller).entries


def test_of_a_large_story_the_last_telling_is_shown_meanwhile(demo_ledger: Path, slow: threading.Event) -> None:
    teller = Teller(demo_ledger)
    assert teller.latest().told is None
    slow.set()
    before = told(teller, patience=20)
    slow.clear()
    judge(demo_ledger)
    assert teller.latest() == telling.Latest(teller.latest().told, fresh=False)
    assert told(teller) is before
    slow.set()
    assert told(teller, patience=20) is not before


def test_pages_say_that_they_are_behind(demo_ledger: Path, slow: threading.Event) -> None:
    client = TestClient(create_app(demo_ledger))
    assert 'http-equiv="refresh"' in client.get("/timeline").text
    assert client.get("/reports/r1-meridian").text.count('class="card') > 5
    slow.set()
    client.app.state.teller.latest(patience=20)  # type: ignore[attr-defined]
    assert "told anew" not in client.get("/timeline?lang=en").text
    slow.clear()
    judge(demo_ledger)
    assert "told anew" in client.get("/timeline?lang=en").text
    slow.set()


def test_of_more_reports_than_are_told_pages_say_so(demo_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "MOST", 3)
    client = TestClient(create_app(demo_ledger))
    assert "5 earlier ones" in client.get("/timeline?lang=en").text
    assert "5 ältere" in client.get("/?lang=de").text
    assert client.get("/reports/r1-meridian").text.count('class="card') > 5
    assert client.get("/compare?a=r1-meridian&b=r2-tworivers").status_code == 200


def test_pages_asked_for_while_it_is_told_wait_for_the_same_telling(demo_ledger: Path) -> None:
    teller = Teller(demo_ledger)
    found: list[Story] = []
    threads = [threading.Thread(target=lambda: found.append(told(teller))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == 8
    assert len({id(story) for story in found}) == 1


def test_a_ledger_that_was_put_in_the_place_of_another_is_seen(demo_ledger: Path, tmp_path: Path) -> None:
    teller = Teller(demo_ledger)
    assert told(teller).entries
    with Ledger(tmp_path / "other.db") as other:
        other.new_story("another")
    for name in (f"{demo_ledger}-wal", f"{demo_ledger}-shm"):
        Path(name).unlink(missing_ok=True)
    (tmp_path / "other.db").replace(demo_ledger)
    assert told(teller).name == "another"


@pytest.mark.parametrize("since", [date(2000, 1, 1), date(2024, 8, 1), date(2024, 10, 1), date(2030, 1, 1)])
def test_news_are_those_of_the_whole_story(read_demo: Path, since: date) -> None:
    with Ledger(read_demo, read_only=True) as ledger:
        story = tell(ledger)
        found = prepared(story, ledger)
    assert found.news(since) == views.news(story, since)
    for moment in ("2001-01-01T00:00:00+00:00", "9999-01-01T00:00:00+00:00"):
        assert found.added_since(moment) == views.added_since(story, moment)
