"""A real web server on the loopback address, with friendly and hostile answers."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8">
<title>Brücke gesperrt | Talbote</title>
<link rel="canonical" href="https://talbote.example/bruecke">
<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"],
 "headline": "Brücke gesperrt",
 "datePublished": "2024-05-03T08:00:00+02:00", "dateModified": "2024-05-03T09:30:00+02:00",

 "author": [{"@type": "Person", "name": "Rita Holm"}],
 "publisher": {"@type": "Organization", "name": "Talbote"}}]}</script></head>
<body><nav><a href="/">Start</a> <a href="/sport">Sport</a></nav><article><h1>Brücke gesperrt</h1>
<p>Die Talbrücke bei Lohmar bleibt bis Ende Juni gesperrt, teilte die Stadt am Freitag mit.
Betroffen sind nach ihren Angaben täglich etwa 12.000 Fahrzeuge.</p>
<blockquote><p>„Wir haben Risse im Träger gefunden“, sagte Baudezernentin Ulla Brandt vor Journalisten.</p></blockquote>
<p>Der Verkehr wird über die Landstraße umgeleitet, hieß es weiter. Anwohner fürchten Lärm und lange Staus.</p>
</article><footer>Impressum</footer></body></html>"""

FEED = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0"><channel><title>Talbote &secret;</title><language>de</language>
<item><guid>neu</guid><title>Neu &lt;script&gt;alert(1)&lt;/script&gt; &secret;</title><link>/page</link>
<pubDate>Fri, 03 May 2024 08:00:00 +0200</pubDate></item>
<item><guid>kaputt</guid><title>Kaputt</title><link>/missing</link></item>
<item><guid>alt</guid><title>Alt</title><link>/plain</link><pubDate>Thu, 02 May 2024 08:00:00 +0200</pubDate></item>
</channel></rss>"""

PLAIN = "Die Stadt Lohmar prüft eine weitere Brücke. Das sagte eine Sprecherin am Donnerstag auf Anfrage."


class Handler(BaseHTTPRequestHandler):
    """Answers by path; remembers what was asked."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
        name, _, argument = self.path.strip("/").partition("?")
        getattr(self, f"give_{name}", self.give_missing)(argument)

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def give_missing(self, _: str) -> None:
        self.send(404)

    def give_page(self, _: str) -> None:
        self.send(200, gzip.compress(PAGE.encode()), Content_Type="text/html", Content_Encoding="gzip")

    def give_plain(self, _: str) -> None:
        self.send(200, PLAIN.encode("latin-1"), Content_Type="text/plain; charset=iso-8859-1")

    def give_feed(self, _: str) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            self.send(304)
        else:
            self.send(200, FEED.encode(), Content_Type="text/xml", ETag='"v1"')

    def give_to(self, target: str) -> None:
        self.send(302, Location=target)

    def give_loop(self, _: str) -> None:
        self.send(302, Location="/loop")

    def give_bomb(self, _: str) -> None:
        self.send(200, gzip.compress(bytes(60_000_000), 9), Content_Type="text/html", Content_Encoding="gzip")

    def give_odd(self, _: str) -> None:
        self.send(200, b"\x00", Content_Type="text/html", Content_Encoding="br")

    def give_picture(self, _: str) -> None:
        self.send(200, b"\x89PNG", Content_Type="image/png")

    def give_drip(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        try:
            for _step in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Tests are silent."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.daemon_threads = True
    web.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield web
    web.shutdown()
    web.server_close()
    thread.join()


@pytest.fixture
def site(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}"
