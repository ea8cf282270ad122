"""The pages in a real browser: choosing, keys, correcting; without scripts; narrow."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from lagebild.ledger import Ledger

Serve = Callable[[Path], AbstractContextManager[str]]
PATHS = ("/", "/reports", "/reports/r4-halyard", "/sources", "/search?q=iraq", "/about", "/timeline", "/numbers")
pytestmark = pytest.mark.browser


def test_choosing_words_shows_their_card(page: Page, complaints: list[str], address: str) -> None:
    page.goto(f"{address}/reports/r1-meridian")
    page.get_by_text("Bis September 2025 solle der Einsatz").first.click()
    card = page.locator(".card.chosen")
    assert "vier irakische Gewährsleute" in card.inner_text()
    assert "2025-09" in card.inner_text()
    assert page.locator(".text a.chosen").count() >= 1
    assert complaints == []


def test_claims_are_stepped_through_by_key(page: Page, address: str) -> None:
    page.goto(f"{address}/reports/r1-meridian")
    page.keyboard.press("j")
    first = page.locator(".card.chosen").get_attribute("id")
    page.keyboard.press("j")
    second = page.locator(".card.chosen").get_attribute("id")
    page.keyboard.press("k")
    assert first != second
    assert page.locator(".card.chosen").get_attribute("id") == first
    page.keyboard.press("Escape")
    assert page.locator(".chosen").count() == 0


def test_reading_works_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    page.goto(f"{address}/reports")
    page.get_by_text("Gewährsleute: Irak dringt auf Beginn").click()
    page.locator(".text a.mark.attributed", has_text="September 2025").first.click()
    assert "#c-" in page.url
    assert page.locator(".card:target").count() == 1
    page.locator(".card:target a.source").first.click()
    assert page.locator("h1").inner_text() == "vier irakische Gewährsleute"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_narrow_pages_do_not_scroll_sideways(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 700}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for path in PATHS:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_nothing_is_fetched_from_elsewhere(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/reports/r4-halyard")
    assert asked
    assert all(url.startswith(address) for url in asked)


def test_doubtful_readings_are_judged_by_key(
    page: Page, complaints: list[str], demo_ledger: Path, serve: Serve
) -> None:
    with serve(demo_ledger) as home:
        page.goto(f"{home}/review?lang=de")
        first = page.locator(".queue blockquote").inner_text()
        page.keyboard.press("l")
        page.wait_for_url("**skip=1**")
        assert page.locator(".queue blockquote").inner_text() != first
        page.goto(f"{home}/review?lang=de")
        page.keyboard.press("w")
        page.locator("[role=status]", has_text="1 geprüft").wait_for()
        assert page.locator(".queue blockquote").inner_text() != first
        page.keyboard.press("u")
        page.locator("[role=status]", has_text="0 geprüft").wait_for()
        assert page.locator(".queue blockquote").inner_text() == first
        assert complaints == []


def test_a_claim_is_corrected_where_it_stands(
    page: Page, complaints: list[str], demo_ledger: Path, serve: Serve
) -> None:
    with serve(demo_ledger) as home:
        page.goto(f"{home}/reports/r1-meridian?lang=de")
        card = page.locator(".card.attributed").first
        words = card.locator("blockquote").inner_text()
        card.locator(".judge summary", has_text="Ändern").click()
        card.locator("select[name=act]").select_option("warn")
        card.get_by_role("button", name="Speichern").click()
        changed = page.locator(".card", has_text=words).first
        changed.locator("strong", has_text="geprüft").wait_for()
        assert "warnt" in changed.locator(".firm").inner_text()
        assert page.url.startswith(f"{home}/reports/r1-meridian")
        page.goto(f"{home}/corrections?lang=de")
        page.get_by_role("button", name="Zurücknehmen").click()
        page.locator(".undone").wait_for()
        assert complaints == []


@pytest.mark.parametrize(
    ("screen", "first"),
    [
        ("/", ".said a"),
        ("/timeline", ".axis-of-time a"),
        ("/numbers", ".chart a:last-child .hit"),
        ("/positions", ".matrix th a"),
        ("/search?q=abzug", None),
        ("/source?key=Iraq", None),
    ],
)
def test_every_screen_is_two_clicks_from_a_correction(
    page: Page, demo_ledger: Path, serve: Serve, screen: str, first: str | None
) -> None:
    with serve(demo_ledger) as home:
        page.goto(home + screen)
        if first is not None:
            page.locator(first).first.click()
            page.wait_for_url("**/reports/**")
        card = page.locator(".card:target" if first else ".card:has(.judge)").first
        card.locator("button[value=wrong]").click()
        page.wait_for_load_state()
        with Ledger(demo_ledger, read_only=True) as ledger:
            assert [one.verdict for one in ledger.corrections()] == ["wrong"]


def test_a_correction_needs_no_script(browser: Browser, demo_ledger: Path, serve: Serve) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    with serve(demo_ledger) as home:
        page = context.new_page()
        page.goto(f"{home}/review?lang=en")
        page.get_by_role("button", name="Misread").click()
        assert "1 judged" in page.locator("[role=status]").inner_text()
    context.close()
