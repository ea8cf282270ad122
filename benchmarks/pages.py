"""How long each screen takes to its first byte, served by the program itself on a large ledger."""

from __future__ import annotations

import http.client
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from lagebild.ledger import Ledger

LIMIT = 0.3
"""Seconds to the first byte that a screen may take."""

_ROUNDS = 5
_BEING_TOLD = b'http-equiv="refresh"'


def measure(path: Path) -> None:
    """Print the time to the first byte of every screen on the ledger at ``path``."""
    with Ledger(path, read_only=True) as opened:
        count = opened.count_reports()
        paths = _screens(opened)
    with _served(path) as port:
        while_telling = {one: _first_byte(port, one) for one in paths}
        began = time.perf_counter()
        while _BEING_TOLD in _body(port, "/timeline"):
            time.sleep(0.2)
        waited = time.perf_counter() - began
        times = {one: sorted(_first_byte(port, one) for _ in range(_ROUNDS)) for one in paths}
    print(
        f"pages, {count} reports: milliseconds to the first byte, middle and worst of {_ROUNDS}, while it is being told"
    )
    for one, found in times.items():
        late = "  SLOW" if max(found[-1], while_telling[one]) > LIMIT else ""
        middle, worst, telling = (1000 * value for value in (statistics.median(found), found[-1], while_telling[one]))
        print(f"  {middle:5.0f} {worst:5.0f} {telling:5.0f}  {one}{late}")
    print(f"  the story is told in the background, after {waited:.0f} s more than these pages took")


def _screens(ledger: Ledger) -> list[str]:
    """Every screen, also far into long lists and with what is frequent."""
    count, claims = ledger.count_reports(), ledger.count_claims()
    report, *others = (row.id for row in ledger.reports(limit=8))
    heard = ledger.sources(limit=1)[0]
    claim = ledger.claims(limit=1)[0].claim.id
    return [
        "/",
        "/?since=2024-01-01",
        "/reports",
        f"/reports?page={count // 50}",
        f"/reports/{report}",
        f"/claims/{claim}",
        f"/compare?a={report}",
        f"/compare?a={report}&b={others[0]}",
        "/timeline",
        "/timeline?by=actor",
        "/map",
        "/numbers",
        "/positions",
        "/sources",
        "/sources?page=40",
        f"/source?key={quote(heard.actor or heard.name)}",
        "/search?q=abzug",
        "/search?q=soldaten+september",
        "/search?q=xyzzy",
        "/search?act=deny",
        "/search?place=Baghdad&country=IQ",
        "/search?outlet=Br%C3%BCckenblatt&certainty=possible",
        "/review",
        "/review/links",
        f"/review?skip={min(claims // 10, 90_000)}",
        "/corrections",
        "/add",
        "/export",
        "/about",
    ]


@contextmanager
def _served(ledger: Path) -> Iterator[int]:
    """The port at which the program serves the ledger."""
    command = [sys.executable, "-m", "lagebild", "serve", "--ledger", str(ledger), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r":(\d+)/", process.stdout.readline())
            assert found is not None
            yield int(found[1])
        finally:
            process.terminate()
            process.wait(20)


def _first_byte(port: int, path: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    began = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read(1)
    took = time.perf_counter() - began
    answer.read()
    connection.close()
    assert answer.status < 400, path
    return took


def _body(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return body
