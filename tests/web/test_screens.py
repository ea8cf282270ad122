"""Every screen in the browser, on the bundled story and on a hostile one: harmless, accessible, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from lagebild.api import correct
from lagebild.intake import deliver_text
from lagebild.ledger import Ledger
from lagebild.ledger.corrections import Correction, now
from lagebild.model import Delivery
from lagebild.reading.pipeline import read_report
from lagebild.story.links import link_new

Serve = Callable[[Path], AbstractContextManager[str]]

SCREENS = (
    "/",
    "/?since=2024-01-01",
    "/reports",
    "/timeline",
    "/timeline?by=actor",
    "/map",
    "/map?view=0,10,178",
    "/numbers",
    "/positions",
    "/sources",
    "/search?q=2.500",
    "/search?act=state",
    "/search?q=xyzzyx",
    "/search",
    "/review",
    "/review?skip=9999",
    "/review/links",
    "/review/links?skip=9999",
    "/corrections",
    "/add",
    "/export",
    "/about",
    "/nowhere",
)
DEMO = (
    *SCREENS,
    "/reports/r1-meridian",
    "/reports/r4-halyard",
    "/source?key=Iraq",
    "/source?key=vier+irakische+Gewährsleute",
    "/compare?a=r1-meridian",
    "/compare?a=r1-meridian&b=r4-halyard",
    "/compare?a=r5-meridian&b=r5-meridian-v2",
)
SCRIPT = '<script>window.harmed = 1; alert("x")</script>'
EVIL = f'{SCRIPT}<img src=x onerror="window.harmed=2">\u202e\u2066'
TEXT = (
    'Der Minister <svg onload="window.harmed=3">Otto</svg> sagte am Montag, bis 3. Mai 2024 kämen 2.500 Soldaten '
    f"{EVIL} nach Bonn. Sein Büro bestätigte das.\n\n"
    "Laut [Ministerium](javascript:window.harmed=4) ist die Lage ruhig. {{ 7 * 7 }} {% raise %}\n\n"
)
TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# As long a line as a report can have; a longer one is refused.
HUGE = "x" * 1_900_000


def add_hostile(path: Path) -> None:
    """Reports that try whatever a report could try."""
    with Ledger(path) as ledger:
        for day in ("2024-03-01", "2024-03-05"):
            report = deliver_text(
                f"{TEXT} Stand {day}.", published=day, language="de", outlet=f"<i>X</i>{EVIL}", title=f"{EVIL} {day}",
                url=f"javascript:window.harmed=5//{day}", id=f"evil-{day}",
            ).report  # fmt: skip
            ledger.add(Delivery(report, b"", "text/plain"), read_report(report))
        huge = deliver_text(f"{EVIL}{HUGE}", published="2024-03-06", language="de", title="One line", id="huge").report
        ledger.add(Delivery(huge, b"", "text/plain"), None, unread=f"too long {EVIL}")
        link_new(ledger)
        claim = ledger.claims()[0].claim
        correct(ledger, Correction(made=now(), verdict="note", claim=ledger.pin(claim.id), value=EVIL))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[str]:
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    add_hostile(path)
    with serve(path) as found:
        yield found


@pytest.mark.browser
@pytest.mark.parametrize("path", DEMO)
def test_screens_are_accessible_and_quiet(page: Page, complaints: list[str], address: str, path: str) -> None:
    looks: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 1200), ("dark", 1200), ("dark", 390))
    for scheme, width in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
        checked = Axe().run(page).response
        assert checked["passes"]
        grave = [one for one in checked["violations"] if one["impact"] in {"serious", "critical"}]
        assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in grave] == []
    assert [one for one in complaints if path != "/nowhere" or "404" not in one] == []


@pytest.mark.browser
@pytest.mark.parametrize("path", DEMO)
def test_no_screen_shows_a_raw_key_or_an_empty_value(page: Page, address: str, path: str) -> None:
    for language in ("de", "en"):
        mark = "&" if "?" in path else "?"
        page.goto(f"{address}{path}{mark}lang={language}")
        shown = page.locator("body").inner_text()
        assert not [word for word in ("None", "Undefined", "{{", "}}", "drops-source", "more_than") if word in shown]
        assert page.locator("html").get_attribute("lang") == language


@pytest.mark.browser
@pytest.mark.parametrize("path", DEMO)
def test_every_control_is_reached_by_tab_and_shows_it(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    for _ in range(400):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.tagName")
        if name == "BODY":
            break
        ringed = page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'")
        assert ringed, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    missed = page.evaluate(
        """() => [...document.querySelectorAll("main a[href], main button, main select, main input:not([type=hidden])")]
            .filter((one) => one.tabIndex < 0).length"""
    )
    assert missed == 0


@pytest.mark.browser
@pytest.mark.parametrize(
    "path",
    (
        *SCREENS,
        "/reports/evil-2024-03-01",
        "/reports/evil-2024-03-05",
        "/reports/huge",
        f"/source?key={quote(EVIL)}",
        f"/search?q={quote(EVIL)}&outlet={quote(EVIL)}",
        "/compare?a=evil-2024-03-01",
        "/compare?a=evil-2024-03-01&b=evil-2024-03-05",
        "/compare?a=evil-2024-03-01&b=huge",
    ),
)
def test_a_hostile_story_is_shown_as_words(page: Page, complaints: list[str], hostile: str, path: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(hostile + path)
    assert page.evaluate("window.harmed") is None
    assert page.locator("main img, main script:not([src]), main bdi i, main [onerror], main [onload]").count() == 0
    assert not TURNING & set(page.content())
    assert page.evaluate("[...document.links].filter((a) => !/^https?:$/.test(a.protocol)).length") == 0
    assert "49" not in page.locator("h1").first.inner_text()
    assert all(url.startswith(hostile) for url in asked)
    assert [one for one in complaints if path != "/nowhere" or "404" not in one] == []


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["html", "json", "csv", "jsonl", "ics", "annotations"])
def test_a_hostile_story_is_exported_harmlessly(page: Page, hostile: str, tmp_path: Path, kind: str) -> None:
    answer = page.request.get(f"{hostile}/export/{kind}")
    assert answer.status == 200
    kept = tmp_path / f"story.{kind}.html"
    kept.write_bytes(answer.body())
    if kind == "html":
        page.goto(kept.as_uri())
        assert page.evaluate("window.harmed") is None
        assert page.locator("main img, main script, main i").count() == 0
        assert not TURNING & set(page.content())
        assert page.locator(".event").count() > 0
    else:
        assert "text/html" not in answer.headers["content-type"]
        assert "attachment" in answer.headers["content-disposition"]


@pytest.mark.browser
def test_ten_megabytes_on_one_line_are_refused_with_a_reason(
    page: Page, complaints: list[str], demo_ledger: Path, serve: Serve, tmp_path: Path
) -> None:
    (tmp_path / "line.txt").write_text(SCRIPT + "x" * 10_000_000, "utf-8")
    with serve(demo_ledger) as home:
        page.goto(f"{home}/add?lang=en")
        page.set_input_files("input[type=file]", tmp_path / "line.txt")
        page.locator("form:has(input[type=file]) button").click()
        page.get_by_text("more than one report can have").wait_for()
        assert page.evaluate("window.harmed") is None
    assert complaints == []


@pytest.mark.browser
def test_every_screen_reads_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    for path in DEMO:
        page.goto(address + path)
        assert page.locator("h1").first.inner_text()
    page.goto(f"{address}/timeline?lang=en")
    page.locator(".axis-of-time a").first.click()
    page.wait_for_url("**/reports/**")
    page.locator(".card:target").wait_for()
    context.close()
