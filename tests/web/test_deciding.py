"""Every kind of correction in a real browser: two claims, actors, notes; where they are offered, by key, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from lagebild.api import add_delivered
from lagebild.intake import deliver_text
from lagebild.ledger import Ledger
from lagebild.story.telling import tell
from lagebild.web.app import create_app

Serve = Callable[[Path], AbstractContextManager[str]]
pytestmark = pytest.mark.browser


@pytest.fixture
def home(demo_ledger: Path, serve: Serve) -> Iterator[str]:
    with serve(demo_ledger) as address:
        yield address


def decided(ledger: Path) -> list[str]:
    with Ledger(ledger, read_only=True) as opened:
        return [one.verdict for one in opened.corrections()]


def test_links_are_judged_by_key_and_taken_back(
    page: Page, complaints: list[str], demo_ledger: Path, home: str
) -> None:
    page.goto(f"{home}/review/links?lang=en")
    page.locator("[role=status]", has_text="0 judged").wait_for()
    asked = page.locator(".linked blockquote").all_inner_texts()
    assert page.locator(".linked h2").inner_text() == "Do these claims contradict each other?"
    for key, verdict in (("r", "together"), ("n", "unrelated"), ("w", "apart")):
        before = len(decided(demo_ledger))
        page.keyboard.press(key)
        page.locator("[role=status]", has_text=f"{before + 1} judged").wait_for()
        assert decided(demo_ledger)[-1] == verdict
        assert page.locator(".linked blockquote").all_inner_texts() != asked
    page.keyboard.press("l")
    page.wait_for_url("**skip=1**")
    for left in (2, 1, 0):
        page.keyboard.press("u")
        page.locator("[role=status]", has_text=f"{left} judged").wait_for()
    page.goto(f"{home}/review/links?lang=en")
    assert page.locator(".linked blockquote").all_inner_texts() == asked
    assert complaints == []


def test_the_chosen_claim_of_a_report_is_judged_by_key(
    page: Page, complaints: list[str], demo_ledger: Path, home: str
) -> None:
    page.goto(f"{home}/reports/r1-meridian?lang=en")
    page.keyboard.press("r")
    assert decided(demo_ledger) == []
    page.keyboard.press("j")
    page.keyboard.press("j")
    number = page.locator(".card.chosen").get_attribute("id")
    page.keyboard.press("r")
    page.locator(f"[id='{number}'] strong", has_text="checked").wait_for()
    page.keyboard.press("n")
    page.keyboard.type("asked the ministry")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(f"[id='{number}'] .noted", has_text="asked the ministry").wait_for()
    page.keyboard.press("w")
    page.locator(f"[id='{number}']").wait_for(state="detached")
    assert decided(demo_ledger) == ["right", "note", "wrong"]
    assert complaints == []


def test_what_is_decided_on_a_link_changes_the_story(page: Page, demo_ledger: Path, home: str) -> None:
    with Ledger(demo_ledger, read_only=True) as ledger:
        first = tell(ledger).suggestions[0]
    page.goto(f"{home}/review/links?lang=en")
    page.keyboard.press("w")
    page.locator("[role=status]", has_text="1 judged").wait_for()
    with Ledger(demo_ledger, read_only=True) as ledger:
        story = tell(ledger)
    assert not [one for one in story.relations if {one.a, one.b} == {first.a, first.b}]
    assert not [one for one in story.threads if {first.a, first.b} <= set(one.claims)]


@pytest.mark.parametrize("screen", ["/", "/compare?a=r1-meridian&b=r4-halyard"])
def test_a_relation_is_two_clicks_from_a_correction(page: Page, demo_ledger: Path, home: str, screen: str) -> None:
    page.goto(home + screen)
    pairs = page.locator(".relate").count()
    page.locator(".relate summary").first.click()
    page.locator(".relate[open] button[value=unrelated]").click()
    page.wait_for_load_state()
    assert decided(demo_ledger) == ["unrelated"]
    assert page.url == home + screen
    assert page.locator(".relate").count() <= pairs


def test_a_note_is_kept_at_its_claim(page: Page, complaints: list[str], demo_ledger: Path, home: str) -> None:
    page.goto(f"{home}/reports/r1-meridian?lang=de")
    card = page.locator(".card.attributed").first
    number = card.get_attribute("id")
    card.locator("summary", has_text="Notiz").click()
    card.locator("input[name=value]").fill("Rückfrage beim <b>Ministerium</b>")
    card.locator("button[value=note]").click()
    page.locator(f"[id='{number}'] .noted", has_text="Rückfrage beim <b>Ministerium</b>").wait_for()
    assert decided(demo_ledger) == ["note"]
    page.goto(f"{home}/corrections?lang=de")
    assert "Rückfrage beim <b>Ministerium</b>" in page.locator("main").inner_text()
    assert complaints == []


def test_actors_are_merged_and_parted_again(page: Page, complaints: list[str], demo_ledger: Path, home: str) -> None:
    page.goto(f"{home}/source?key=org:four-party-bloc&lang=en")
    own = page.locator(".card").count()
    page.locator(".merge summary").click()
    page.locator("input[name=into]").fill("Vier-Parteien-Block")
    page.locator("button[value=merge]").click()
    page.wait_for_url("**/source?key=org%3Avier-parteien-block**")
    assert page.locator("h1").inner_text() == "Vier-Parteien-Block"
    assert "four party bloc" in page.locator(".profile").inner_text()
    assert page.locator(".card").count() > own
    assert decided(demo_ledger) == ["merge"]
    page.goto(f"{home}/corrections?lang=en")
    assert "four party bloc = Vier-Parteien-Block" in page.locator("main").inner_text()
    page.goto(f"{home}/source?key=org:vier-parteien-block&lang=en")
    page.locator(".profile button").click()
    page.wait_for_load_state()
    assert decided(demo_ledger) == []
    page.goto(f"{home}/source?key=org:four-party-bloc&lang=en")
    assert page.locator(".card").count() == own
    assert complaints == []


def test_what_the_machine_merged_is_parted_by_a_click(
    page: Page, complaints: list[str], tmp_path: Path, serve: Serve
) -> None:
    texts = (
        "Bürgermeisterin Petra Lindqvist sagte, die Brücke öffne im Mai.",
        "Die Brücke öffne erst im Juni, sagte Lindqvist am Montag.",
    )
    path = tmp_path / "two.db"
    with Ledger(path) as ledger:
        deliveries = [
            deliver_text(text, published=f"2024-03-0{day}", language="de", id=f"b{day}")
            for day, text in enumerate(texts, 1)
        ]
        add_delivered(ledger, deliveries)
        assert [one.name for one in ledger.actor_merges()] == ["Lindqvist"]
    with serve(path) as address:
        page.goto(f"{address}/sources?lang=en")
        page.get_by_text("Petra Lindqvist").click()
        page.locator(".card").nth(1).wait_for()
        assert page.locator(".card").count() == 2
        page.locator(".profile button", has_text="Part").click()
        page.wait_for_url("**/source?key=person**")
        assert page.locator("h1").inner_text() == "Lindqvist"
        assert page.locator(".card").count() == 1
        page.goto(f"{address}/corrections?lang=en")
        page.get_by_role("button", name="Undo").click()
        page.locator(".undone").wait_for()
    with Ledger(path, read_only=True) as ledger:
        assert {one.claim.sources[0].actor.name for one in ledger.claims() if one.claim.sources[0].actor} == {
            "Petra Lindqvist"
        }
    assert complaints == []


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "merge", "actor": "state:IQ", "into": "state:IQ"},
        {"verdict": "merge", "actor": "nobody", "into": "state:IQ"},
        {"verdict": "split", "actor": "state:IQ"},
        {"verdict": "together", "claim": "c-0", "other": "c-0"},
        {"verdict": "burn", "claim": ""},
    ],
)
def test_what_cannot_be_decided_is_told_and_nothing_is_kept(demo_ledger: Path, fields: dict[str, str]) -> None:
    client = TestClient(create_app(demo_ledger), headers={"origin": "http://testserver"}, follow_redirects=False)
    token = client.get("/review").text.partition('name="token" value="')[2].partition('"')[0]
    answer = client.post("/correct?lang=en", data={"token": token, **fields})
    assert answer.status_code in {404, 422}
    assert "<h1>" in answer.text
    assert decided(demo_ledger) == []
