"""Adding through the forms: texts, files, addresses and feeds become jobs; what cannot be meant is told."""

from __future__ import annotations

import re
import threading
import time
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.intake import conftest as newsroom

from lagebild.errors import LagebildError
from lagebild.intake import fetch as network
from lagebild.ledger import Ledger
from lagebild.ledger.adding import Progress
from lagebild.web.app import create_app
from lagebild.web.jobs import Jobs

server, site = newsroom.server, newsroom.site
TEXT = "Die Brücke bleibt bis Ende Juni gesperrt. Das sagte ein Sprecher der Stadt am Dienstag."


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "story.db"
    Ledger(path).close()
    return path


@pytest.fixture
def client(ledger: Path) -> TestClient:
    return TestClient(create_app(ledger), headers={"origin": "http://testserver"}, follow_redirects=False)


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch, server: ThreadingHTTPServer, site: str) -> str:
    """The server on loopback, taken for one of the open internet."""
    monkeypatch.setattr(network, "_PORTS", (80, 443, server.server_port))
    monkeypatch.setattr(network, "is_public", lambda address: str(address) == "127.0.0.1")
    return site


def token_of(client: TestClient) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get("/add").text)
    assert found is not None
    return found[1]


def sent(
    client: TestClient, fields: dict[str, str], *, path: str = "/add", files: list[tuple[str, bytes]] | None = None
) -> str:
    """The job's page after it is done, in English."""
    parts = [("files", (name, raw)) for name, raw in files or []]
    answer = client.post(f"{path}?lang=en", data={"token": token_of(client), **fields}, files=parts or None)
    assert answer.status_code == 303, answer.text
    return finished(client, answer.headers["location"])


def finished(client: TestClient, job: str) -> str:
    for _ in range(600):
        page = client.get(job).text
        if "data-going" not in page:
            return page
        assert '<noscript><meta http-equiv="refresh"' in page
        time.sleep(0.05)
    raise AssertionError(page)


def refused(client: TestClient, path: str = "/add", **fields: str) -> str:
    answer = client.post(f"{path}?lang=en", data={"token": token_of(client), **fields})
    assert answer.status_code == 422
    return answer.text


def test_a_pasted_text_becomes_a_report(client: TestClient, ledger: Path) -> None:
    fields = {"title": "Gesperrt", "outlet": "Elbblatt", "date": "2024-05-15", "url": "https://elbblatt.example/1"}
    page = sent(client, {"kind": "text", "text": TEXT, **fields})
    assert "1 added" in page
    with Ledger(ledger, read_only=True) as opened:
        row = opened.reports()[0]
        assert (row.title, row.outlet, row.published, row.url) == tuple(fields.values())
        assert opened.report(row.id).text == TEXT
        assert row.claims > 0
    assert f'href="/reports/{row.id}?lang=en"' in page
    assert "1 known already" in sent(client, {"kind": "text", "text": TEXT, **fields})


def test_a_text_without_a_headline_goes_by_its_first_words(client: TestClient, ledger: Path) -> None:
    page = sent(client, {"kind": "text", "text": TEXT, "date": "2024-05-15"})
    with Ledger(ledger, read_only=True) as opened:
        title = opened.reports()[0].title
    assert title
    assert " ".join(TEXT.split()).startswith(title.removesuffix(" …"))
    assert title.removesuffix(" …") in page


def test_what_goes_wrong_is_told_in_the_readers_language(client: TestClient) -> None:
    form = {"token": token_of(client), "kind": "text", "text": TEXT, "date": "neulich"}
    page = client.post("/add?lang=de", data=form).text
    assert "ist kein Datum" in page
    assert "Erschienen" in page
    assert "--date" not in page


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"kind": "text", "text": " … "}, "holds no text"),
        ({"kind": "text", "text": TEXT, "date": "neulich"}, "is no date"),
        ({"kind": "text", "text": TEXT, "url": "javascript:alert(1)"}, "is no http or https address"),
        ({"kind": "address", "address": "/etc/passwd"}, "is no http or https address"),
        ({"kind": "address", "address": "file:///etc/passwd"}, "is no http or https address"),
        ({"kind": "address", "address": "-"}, "is no http or https address"),
        ({"kind": "files"}, "no file was chosen"),
        ({"kind": "burn"}, "does not say what to do"),
    ],
)
def test_what_cannot_be_meant_is_told_beside_the_form(
    client: TestClient, ledger: Path, fields: dict[str, str], reason: str
) -> None:
    page = refused(client, **fields)
    assert reason in page
    assert fields.get("date", "") in page
    with Ledger(ledger, read_only=True) as opened:
        assert opened.count_reports() == 0


def test_dropped_files_keep_their_headers_and_a_bad_one_fails_alone(client: TestClient, ledger: Path) -> None:
    files = [
        ("folder/bridge.txt", TEXT.encode("latin-1")),
        ("bridge.json", b'{"id": "bridge", "outlet": "Elbblatt", "published": "2024-05-15", "language": "de"}'),
        ("notes.json", b'{"my": "notes"}'),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("old.txt", b"The mayor said the bridge would \x00\x00 reopen in July."),
        ("two.jsonl", b'{"text": "The mayor said the bridge would reopen in July."}\n{"text": 1}\n'),
    ]
    page = sent(client, {"kind": "files"}, files=files)
    assert "2 added · 4 not added" in page
    for told in ("notes.json", "picture.png", "old.txt", "two.jsonl:2", "a kind that is not read (.png)"):
        assert told in page
    with Ledger(ledger, read_only=True) as opened:
        report = opened.report("bridge")
        assert (report.text, report.outlet, report.origin) == (TEXT, "Elbblatt", "bridge.txt")


def test_uploads_are_capped(client: TestClient) -> None:
    fields = {"token": token_of(client), "kind": "files"}
    answer = client.post("/add?lang=en", data=fields, files=[("files", ("big.txt", bytes(41_000_000)))])
    assert answer.status_code == 413
    assert "more than can be taken at once" in answer.text
    many = [("files", (f"{n}.txt", b"x")) for n in range(501)]
    assert client.post("/add", data=fields, files=many).status_code == 400
    page = sent(client, {"kind": "files"}, files=[("long.txt", b"a" * 10_000_000), ("wide.html", b"<p>a" * 5_100_000)])
    assert "the text has 10000000 characters" in page
    assert "is larger than 20 MB" in page


@pytest.mark.parametrize("path", ["/add", "/feeds"])
@pytest.mark.parametrize(
    ("fields", "headers"), [({"token": "x"}, {}), ({}, {}), (None, {"origin": "https://evil.example"})]
)
def test_adding_is_for_these_pages_only(
    client: TestClient, path: str, fields: dict[str, str] | None, headers: dict[str, str]
) -> None:
    form = {"token": token_of(client)} if fields is None else fields
    assert client.post(path, data={**form, "kind": "text", "text": TEXT}, headers=headers).status_code == 403


def test_a_private_address_is_never_fetched(client: TestClient, site: str, server: ThreadingHTTPServer) -> None:
    assert "unusual port" in refused(client, kind="address", address=f"{site}/page")
    assert "no public address" in sent(client, {"kind": "address", "address": "http://127.0.0.1/page"})
    assert "no public address" in refused(client, path="/feeds", kind="subscribe", address="http://[::1]/feed")
    assert server.asked == []  # type: ignore[attr-defined]


def test_a_page_is_added_by_its_address(client: TestClient, ledger: Path, public: str) -> None:
    assert "1 added" in sent(client, {"kind": "address", "address": f"{public}/page"})
    assert "answers with the error 404" in sent(client, {"kind": "address", "address": f"{public}/missing"})
    with Ledger(ledger, read_only=True) as opened:
        assert [row.outlet for row in opened.reports()] == ["Talbote"]


def test_a_feed_is_followed_asked_again_and_left(client: TestClient, ledger: Path, public: str) -> None:
    feed = f"{public}/feed"
    page = sent(client, {"kind": "subscribe", "address": feed}, path="/feeds")
    assert "2 added · 1 not added" in page
    assert "follows this feed already" in refused(client, path="/feeds", kind="subscribe", address=feed)
    assert "is no feed" in refused(client, path="/feeds", kind="subscribe", address=f"{public}/page")
    assert "1 not added" in sent(client, {"kind": "refresh"}, path="/feeds")
    assert feed in client.get("/add").text
    answer = client.post("/feeds", data={"token": token_of(client), "kind": "unsubscribe", "address": feed})
    assert answer.headers["location"] == "/add"
    with Ledger(ledger, read_only=True) as opened:
        assert opened.feeds.subscriptions() == []
        assert opened.count_reports() == 2
    assert "follows no such feed" in refused(client, path="/feeds", kind="refresh")


def test_jobs_run_one_after_the_other_and_do_not_pile_up(ledger: Path) -> None:
    jobs, started, free, order = Jobs(ledger), threading.Event(), threading.Event(), list[str]()

    def slow(_ledger: Ledger, _progress: Progress) -> None:
        started.set()
        free.wait(10)
        order.append("slow")

    first = jobs.start("slow", slow)
    assert started.wait(10)
    waiting = [jobs.start(str(n), lambda _ledger, _progress: order.append("quick")) for n in range(5)]
    with pytest.raises(LagebildError, match="waiting already"):
        jobs.start("more", slow)
    free.set()
    while waiting[-1].glance().going:
        time.sleep(0.01)
    assert order == ["slow", *["quick"] * 5]
    assert first.state == "done"


def test_a_job_that_breaks_is_told_and_the_next_one_runs(ledger: Path) -> None:
    jobs = Jobs(ledger)

    def broken(_ledger: Ledger, _progress: Progress) -> None:
        raise ZeroDivisionError

    bad, good = jobs.start("bad", broken), jobs.start("good", lambda ledger, _progress: ledger.story)
    while good.glance().going:
        time.sleep(0.01)
    assert (bad.state, good.state) == ("failed", "done")
    assert bad.problem is not None
    assert "ZeroDivisionError" not in bad.problem.reason
