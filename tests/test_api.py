from __future__ import annotations

import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import lagebild
from lagebild.intake import Options

PAGE = """<html lang="de"><head><title>{title}</title><meta property="article:published_time" content="2024-05-0{day}">
</head><body><article><h1>{title}</h1><p>Die Behörde teilte mit, dass die Brücke am Samstag wieder geöffnet werde und
der Verkehr danach wie gewohnt laufe. Eine Sprecherin der Stadt sagte, es gebe keine weiteren Sperrungen im Sommer.</p>
<p>Rund 2.500 Fahrzeuge fahren hier jeden Tag, die meisten davon am Morgen und am frühen Abend.</p></article>
</body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Elbblatt</title><link>{base}/</link>
{items}</channel></rss>"""


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    """A feed on loopback that lists the days in ``days``, and notes what is asked for."""
    asked: list[str] = []
    days = ["1", "2"]

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            base = f"http://{self.headers['host']}"
            items = "".join(f"<item><title>Tag {d}</title><link>{base}/{d}</link><guid>{d}</guid></item>" for d in days)
            feed = self.path == "/feed.xml"
            body = (
                FEED.format(base=base, items=items)
                if feed
                else PAGE.format(title=f"Tag {self.path}", day=self.path[1:])
            )
            if feed and self.headers.get("if-none-match") == '"v1"':
                asked.append("304")
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("etag", '"v1"')
            self.send_header("content-type", "application/rss+xml" if feed else "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/feed.xml", asked
    server.shutdown()
    server.server_close()


def test_a_text_is_read_in_one_call() -> None:
    reading = lagebild.read("Der Minister sagte, das Gesetz komme am 3. Mai.", date="2024-03-01")
    claim = reading.claims[0]
    assert claim.sources[0].text == "Der Minister"
    assert claim.times[0].value == "2024-05-03"


def test_another_language_is_refused_with_a_remedy() -> None:
    with pytest.raises(lagebild.InputError) as error:
        lagebild.read("Le ministre a déclaré que la loi entrerait en vigueur au mois de mai.", language="fr")
    assert "de" in (error.value.remedy or "")


def test_a_feed_adds_only_what_is_new(tmp_path: Path, site: tuple[str, list[str]]) -> None:
    address, asked = site
    options = Options(allow_private=True, feed_pause=0.0)
    with lagebild.Ledger(tmp_path / "feed.db") as ledger:
        first = lagebild.add(ledger, address, options)
        assert first.count("added") == 2, first
        asked.clear()
        second = lagebild.add(ledger, address, options)
        assert second.count("added") == 0
        assert asked == ["/feed.xml", "304"]
        retrieved, headers = ledger.evidence(first.added[0].report)
        assert retrieved is not None
        assert dict(headers)["etag"] == '"v1"'


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, lagebild, lagebild.cli.app;"
        "print([m for m in ('onnxruntime','trafilatura','numpy','httpx2','uvicorn','lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
