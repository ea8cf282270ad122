from __future__ import annotations

import ipaddress
from http.server import ThreadingHTTPServer

import pytest

from lagebild.errors import InputError
from lagebild.intake import Options
from lagebild.intake.fetch import USER_AGENT, check_url, fetch, is_public, resolve

NEAR = Options(allow_private=True)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::",
        "fe80::1", "fe80::1%1", "fc00::1", "ff02::1",
        "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
        "2002:7f00:1::1", "2002:c0a8:101::1", "::127.0.0.1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fec0::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://x",
        "http://",
        "http://user:pw@example.org/",
        "http://[::1",
        "javascript:x",
    ],
)
def test_addresses_that_are_refused_as_written(url: str) -> None:
    with pytest.raises(InputError):
        check_url(url, NEAR)


def test_unusual_ports_only_when_allowed() -> None:
    with pytest.raises(InputError, match="port 8080"):
        check_url("http://example.org:8080/", Options())
    assert check_url("http://example.org:8080/", NEAR).port == 8080


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0x7f000001", "2130706433", "127.1"])
def test_names_that_lead_to_this_machine(host: str) -> None:
    with pytest.raises(InputError):
        resolve(host, 80, Options())


def test_page_is_unpacked_and_described(site: str, server: ThreadingHTTPServer) -> None:
    answer = fetch(f"{site}/page#part", NEAR)
    assert answer.status == 200
    assert answer.media_type == "text/html"
    assert "Talbrücke" in answer.body.decode()
    path, headers = server.asked[0]  # type: ignore[attr-defined]
    assert path == "/page"
    assert headers["User-Agent"] == USER_AGENT
    assert headers["Host"] == site.removeprefix("http://")


def test_loopback_is_refused_without_leave(site: str, server: ThreadingHTTPServer) -> None:
    with pytest.raises(InputError) as caught:
        fetch(site.replace(str(server.server_port), "80"), Options())
    assert "no public address" in caught.value.reason
    assert "--allow-private" in (caught.value.remedy or "")


def test_redirect_to_a_private_address_is_refused(
    site: str, server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first host counts as public here, so that only the redirect's target is left to refuse."""
    from lagebild.intake import fetch as room

    monkeypatch.setattr(room, "_PORTS", (80, 443, server.server_port))
    monkeypatch.setattr(room, "is_public", lambda address: str(address) == "127.0.0.1")
    with pytest.raises(InputError, match=r"127\.0\.0\.2, which is no public address"):
        fetch(f"{site}/to?http://127.0.0.2:{server.server_port}/page", Options())
    assert [path for path, _ in server.asked] == [f"/to?http://127.0.0.2:{server.server_port}/page"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://a:b@127.0.0.1/"])
def test_redirect_to_another_scheme_is_refused(site: str, target: str) -> None:
    with pytest.raises(InputError, match="redirected to"):
        fetch(f"{site}/to?{target}", NEAR)


def test_redirects_are_followed_and_end(site: str) -> None:
    assert fetch(f"{site}/to?/page", NEAR).url == f"{site}/page"
    with pytest.raises(InputError, match="more than 5 times"):
        fetch(f"{site}/loop", NEAR)


@pytest.mark.parametrize(
    ("path", "reason"), [("missing", "error 404"), ("bomb", "larger than 20 MB"), ("odd", "unknown compression")]
)
def test_bad_answers(site: str, path: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        fetch(f"{site}/{path}", NEAR)


def test_a_dripping_server_is_left(site: str) -> None:
    with pytest.raises(InputError, match=r"within 0\.4 seconds"):
        fetch(f"{site}/drip", Options(allow_private=True, timeout=0.4))


def test_environment_proxies_are_ignored(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert fetch(f"{site}/plain", NEAR).status == 200


def test_conditional_request(site: str) -> None:
    first = fetch(f"{site}/feed", NEAR)
    etag = dict(first.headers)["etag"]
    assert fetch(f"{site}/feed", NEAR, etag=etag).status == 304
