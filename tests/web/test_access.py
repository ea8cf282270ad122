"""Serving beyond this machine: the program itself, over real connections."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest

PAGES = (
    "/",
    "/reports",
    "/reports/r1-meridian",
    "/sources",
    "/search?q=irak",
    "/review",
    "/add",
    "/about",
    "/review/links",
    "/corrections",
    "/source?key=x",
    "/nowhere",
)
FORM = {"content-type": "application/x-www-form-urlencoded"}


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str


class Served(NamedTuple):
    """A running ``lagebild serve``: the address it printed, and all else it printed first."""

    page: str
    port: int

    def ask(
        self, path: str, method: str = "GET", *, to: str = "127.0.0.1", body: str | None = None, **headers: str
    ) -> Answer:
        connection = http.client.HTTPConnection(to, self.port, timeout=20)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode())
        finally:
            connection.close()


@contextmanager
def serving(ledger: Path, *arguments: str) -> Iterator[Served]:
    command = [sys.executable, "-m", "lagebild", "serve", "--ledger", str(ledger), "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found is not None
            address = urlsplit(found[0])
            assert address.port is not None
            yield Served(f"{address.path}?{address.query}" if address.query else address.path, address.port)
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="module")
def beyond(read_demo: Path) -> Iterator[Served]:
    with serving(read_demo, "--host", "0.0.0.0") as found:
        yield found


@pytest.fixture(scope="module")
def cookie(beyond: Served) -> str:
    kept = beyond.ask(beyond.page).headers["set-cookie"]
    assert "HttpOnly" in kept
    assert "SameSite=strict" in kept
    return kept.partition(";")[0]


def test_on_this_machine_nobody_is_asked(read_demo: Path) -> None:
    with serving(read_demo) as here:
        assert here.page == "/"
        assert here.ask("/").status == 200
        assert here.ask("/", to="127.0.0.1", Host=f"evil.example:{here.port}").status == 421


@pytest.mark.parametrize("path", PAGES)
def test_without_the_cookie_every_page_is_an_explanation(beyond: Served, path: str) -> None:
    answer = beyond.ask(path, Accept_Language="de")
    assert answer.status == 401
    assert "fragen sie nach dem Token" in answer.text
    assert "Meridian" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "set-cookie" not in answer.headers


def test_the_printed_address_leads_in(beyond: Served, cookie: str) -> None:
    assert len(beyond.page.partition("token=")[2]) >= 43
    assert cookie.partition("=")[2] not in beyond.page
    for path in PAGES[:-1]:
        assert beyond.ask(path, Cookie=cookie).status == 200
    assert beyond.ask("/nowhere", Cookie=cookie).status == 404


@pytest.mark.parametrize("token", ["", "guessed", "x" * 43, "ä"])
def test_a_wrong_token_or_cookie_does_not(beyond: Served, token: str) -> None:
    answer = beyond.ask("/sign-in?" + urlencode({"token": token}))
    assert (answer.status, "set-cookie" in answer.headers) == (401, False)
    name = f"lagebild-{beyond.port}"
    assert beyond.ask("/", Cookie=f"{name}={token.encode().decode('latin-1')}").status == 401


def test_the_token_may_be_typed(beyond: Served) -> None:
    token = beyond.page.partition("token=")[2]
    origin = {"Origin": f"http://127.0.0.1:{beyond.port}"}
    answer = beyond.ask("/sign-in", "POST", body=urlencode({"token": token}), **FORM, **origin)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert beyond.ask("/sign-in", "POST", body="token=wrong", **FORM, **origin).status == 401
    assert beyond.ask("/sign-in", "POST", body=urlencode({"token": token}), **FORM).status == 403


@pytest.mark.parametrize("path", ["/correct", "/add", "/feeds"])
def test_changes_need_cookie_origin_and_token(beyond: Served, cookie: str, path: str) -> None:
    home, form = f"http://127.0.0.1:{beyond.port}", "kind=text&verdict=right&text=x"
    assert beyond.ask(path, "POST", body=form, Origin=home, **FORM).status == 401
    assert beyond.ask(path, "POST", body=form, Cookie=cookie, **FORM).status == 403
    assert beyond.ask(path, "POST", body=form, Cookie=cookie, Origin="http://evil.example", **FORM).status == 403
    assert beyond.ask(path, "POST", body=form, Cookie=cookie, Origin=home, **FORM).status == 403


@pytest.mark.parametrize(
    ("to", "host", "status"),
    [
        ("127.0.0.1", "127.0.0.1", 200),
        ("127.0.0.1", "localhost", 200),
        ("127.0.0.2", "127.0.0.2", 200),
        ("127.0.0.1", "127.0.0.2", 421),
        ("127.0.0.1", "0.0.0.0", 421),
        ("127.0.0.1", "127.0.0.1.evil.example", 421),
        ("127.0.0.1", "", 421),
    ],
)
def test_the_host_has_to_be_what_is_served(beyond: Served, cookie: str, to: str, host: str, status: int) -> None:
    assert beyond.ask("/about", to=to, Host=host and f"{host}:{beyond.port}", Cookie=cookie).status == status


def test_a_token_of_ones_own(read_demo: Path) -> None:
    with serving(read_demo, "--token", "correct-horse-battery") as served:
        assert served.page == "/sign-in?token=correct-horse-battery"
        assert served.ask("/").status == 401
        assert served.ask(served.page).status == 200


@pytest.mark.parametrize(
    ("arguments", "told"), [(["--token", "short"], "at least 16"), (["--host", "no.such.host.invalid"], "0.0.0.0")]
)
def test_what_cannot_be_served_is_told(read_demo: Path, arguments: list[str], told: str) -> None:
    command = [sys.executable, "-m", "lagebild", "serve", "--ledger", str(read_demo), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
