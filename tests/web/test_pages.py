from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lagebild.errors import LedgerError
from lagebild.intake import deliver_text
from lagebild.ledger import Filter, Ledger
from lagebild.model import Delivery, Language
from lagebild.reading.pipeline import read_report
from lagebild.reading.times.rules import times_grammar
from lagebild.story.links import link_new
from lagebild.web.app import create_app
from lagebild.web.judging import DOUBTFUL
from lagebild.web.texts import texts

HOSTILE = (
    'Der Minister sagte, <script>alert("x")</script> sei harmlos. <img src=x onerror=alert(1)> '
    "Die Zahl \u202eliegt bei 2.500.\n\n" + "A" * 20_000
)


@pytest.fixture
def client(read_demo: Path) -> TestClient:
    return TestClient(create_app(read_demo))


def test_the_list_names_every_report_newest_first(client: TestClient) -> None:
    page = client.get("/reports", headers={"accept-language": "de"}).text
    assert page.index("Two weeks on") < page.index("Irak-Einsatz der Koalition endet") < page.index("dringt auf Beginn")
    assert '<html lang="de">' in page


def test_the_reader_shows_words_source_act_and_time(client: TestClient) -> None:
    page = client.get("/reports/r1-meridian", headers={"accept-language": "de"}).text
    assert "vier irakische Gewährsleute" in page
    assert "ungenannt ×4" in page
    assert "2025-09" in page
    assert page.count('class="card') > 8


def test_versions_of_a_report_are_linked(client: TestClient) -> None:
    assert "/reports/r5-meridian?" in client.get("/reports/r5-meridian-v2?lang=en").text


def test_a_claims_address_leads_to_its_words(client: TestClient, read_demo: Path) -> None:
    with Ledger(read_demo, read_only=True) as ledger:
        claim = ledger.claims(limit=1)[0]
    answer = client.get(f"/claims/{claim.claim.id}", follow_redirects=False)
    assert answer.headers["location"] == f"/reports/{claim.report.id}#{claim.claim.id}"


def test_a_source_page_gathers_all_it_says(client: TestClient) -> None:
    page = client.get("/source", params={"key": "vier irakische Gewährsleute"}).text
    assert page.count("<blockquote") >= 2


def test_search_marks_what_it_found(client: TestClient) -> None:
    assert "<mark>Abzug</mark>" in client.get("/search", params={"q": "abzug"}).text
    assert client.get("/search", params={"q": '"AND ( NEAR *'}).status_code == 200


def test_what_is_not_there_is_said_kindly(client: TestClient) -> None:
    answer = client.get("/reports/nothing", headers={"accept-language": "de"})
    assert answer.status_code == 404
    assert "Das gibt es hier nicht" in answer.text


@pytest.mark.parametrize("path", ["/", "/reports/r1-meridian", "/nowhere", "/static/style.css"])
def test_every_answer_carries_the_strict_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_a_foreign_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(client: TestClient, method: str) -> None:
    assert client.request(method, "/").status_code == 405


def test_no_page_has_inline_script_or_style(client: TestClient) -> None:
    page = client.get("/reports/r1-meridian").text
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page


def test_a_hostile_report_is_shown_as_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.db"
    title, url = "<b onclick=x()>T</b>", "javascript:alert(1)"
    delivery = deliver_text(HOSTILE, title=title, published="2024-01-01", language="de", url=url, id="h")
    with Ledger(path) as ledger:
        _, report = ledger.plan(delivery.report)
        ledger.add(Delivery(report, delivery.raw, delivery.media_type), read_report(report))
    client = TestClient(create_app(path))
    for address in ("/", "/reports/h", "/search?q=minister", "/sources"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "<b onclick" not in page
        assert 'href="javascript' not in page
        assert "\u202e" not in page


def test_without_a_ledger_there_is_nothing_to_serve(tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as error:
        create_app(tmp_path / "none.db")
    assert error.value.remedy


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/?lang=de", ["Widersprüche", "Fristen", "2025-09-30", "offen"]),
        ("/timeline?lang=en", ["Timeline", "2024-08-05", "2025-09-01"]),
        ("/numbers?lang=en", ["<svg", "rund 2.500", "about 2,500"]),
    ],
)
def test_the_story_is_told_on_its_pages(client: TestClient, path: str, words: list[str]) -> None:
    page = client.get(path).text
    assert [word for word in words if word not in page] == []


def test_a_hostile_report_is_harmless_on_the_storys_pages(tmp_path: Path) -> None:
    text = 'Der <script>alert("x")</script> sagte, bis 3. Mai 2024 kämen 2.500 <b>Soldaten</b> nach Bonn.'
    with Ledger(tmp_path / "x.db") as ledger:
        for day in ("2024-03-01", "2024-03-05"):
            report = deliver_text(f"{text} {day}.", published=day, language="de", outlet="<i>X</i>").report
            ledger.add(Delivery(report, b"", "text/plain"), read_report(report))
        link_new(ledger)
    client = TestClient(create_app(tmp_path / "x.db"))
    for path in ("/", "/timeline", "/numbers"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<i>X" not in page


@pytest.fixture
def editable(demo_ledger: Path) -> TestClient:
    return TestClient(create_app(demo_ledger), headers={"origin": "http://testserver"}, follow_redirects=False)


def token_of(client: TestClient, path: str = "/review") -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(path).text)
    assert found is not None
    return found[1]


def test_a_claim_is_corrected_and_taken_back(editable: TestClient, demo_ledger: Path) -> None:
    with Ledger(demo_ledger, read_only=True) as ledger:
        claim = next(c.claim for c in ledger.claims() if c.claim.sources)
    fields = {"token": token_of(editable, "/reports/r1-meridian"), "claim": claim.id, "back": "/reports/r1-meridian#x"}
    form = {"verdict": "edit", "act": "warn", "source": claim.sources[0].text, "certainty": claim.certainty}
    answer = editable.post("/correct", data=fields | form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/reports/r1-meridian#x")
    with Ledger(demo_ledger, read_only=True) as ledger:
        assert (ledger.claim(claim.id).claim.act, len(ledger.corrections())) == ("warn", 1)
    assert claim.text[:30] in editable.get("/corrections").text.replace("&#34;", '"').replace("&#39;", "'")
    editable.post("/correct", data={"token": fields["token"], "undo": "1", "back": "//evil.example"})
    with Ledger(demo_ledger, read_only=True) as ledger:
        assert ledger.claim(claim.id).claim.act == claim.act


@pytest.mark.parametrize(
    ("fields", "headers", "status"),
    [
        ({"token": "guessed"}, {}, 403),
        ({}, {}, 403),
        (None, {"origin": "https://evil.example"}, 403),
        (None, {"origin": "null"}, 403),
        ({"token": "x" * 30_000}, {}, 413),
    ],
)
def test_a_change_is_taken_from_these_pages_only(
    editable: TestClient, demo_ledger: Path, fields: dict[str, str] | None, headers: dict[str, str], status: int
) -> None:
    with Ledger(demo_ledger, read_only=True) as ledger:
        claim = ledger.claims(limit=1)[0].claim.id
    sent = {"token": token_of(editable)} if fields is None else fields
    answer = editable.post("/correct", data={**sent, "claim": claim, "verdict": "wrong"}, headers=headers)
    assert answer.status_code == status
    with Ledger(demo_ledger, read_only=True) as ledger:
        assert ledger.corrections() == []


@pytest.mark.parametrize("path", ["/review/links", "/correct", "/corrections", "/source"])
def test_other_addresses_and_methods_change_nothing(editable: TestClient, demo_ledger: Path, path: str) -> None:
    form = {"token": token_of(editable), "verdict": "together", "undo": "1"}
    refused = [editable.request(method, path, data=form).status_code for method in ("PUT", "DELETE", "PATCH")]
    refused.append(editable.post(path, data=form).status_code if path != "/correct" else editable.get(path).status_code)
    assert set(refused) == {405}
    with Ledger(demo_ledger, read_only=True) as ledger:
        assert ledger.corrections(undone=True) == []


@pytest.mark.parametrize("number", ["-1", "x", "1e3", "٣", "9" * 19, "9" * 5_000])
def test_what_is_no_number_takes_nothing_back(editable: TestClient, number: str) -> None:
    assert editable.post("/correct", data={"token": token_of(editable), "undo": number}).status_code == 400


def test_a_note_is_shown_as_it_was_written(editable: TestClient, demo_ledger: Path) -> None:
    with Ledger(demo_ledger, read_only=True) as ledger:
        found = ledger.claims(limit=1)[0]
    note = "<script>alert('n')</script> \u202e{{ 7 * 7 }} \" onclick=x"
    form = {"token": token_of(editable), "claim": found.claim.id, "verdict": "note", "value": note}
    assert editable.post("/correct", data=form).status_code == 303
    for path in ("/corrections", f"/reports/{found.report.id}"):
        page = editable.get(path).text
        assert "&lt;script&gt;alert" in page
        assert "<script>alert" not in page
        assert "\u202e" not in page
        assert '" onclick' not in page


def test_one_is_never_led_elsewhere(editable: TestClient) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example"):
        form = {"token": token_of(editable), "undo": "99", "back": back}
        assert "evil" not in editable.post("/correct", data=form).headers.get("location", "")


def test_doubtful_readings_are_put_one_by_one(editable: TestClient, demo_ledger: Path) -> None:
    with Ledger(demo_ledger, read_only=True) as ledger:
        doubtful = ledger.claims(Filter(below=DOUBTFUL))
    assert len(doubtful) > 1
    first, second = editable.get("/review").text, editable.get("/review?skip=1").text
    assert doubtful[0].claim.id in first
    assert doubtful[1].claim.id in second
    form = {"token": token_of(editable), "claim": doubtful[0].claim.id, "verdict": "right", "back": "/review"}
    editable.post("/correct", data=form)
    assert doubtful[1].claim.id in editable.get("/review").text
    assert "All that is left was put off" in editable.get("/review?skip=9999&lang=en").text


def test_search_is_narrowed_by_filters(client: TestClient, read_demo: Path) -> None:
    with Ledger(read_demo, read_only=True) as ledger:
        denied = ledger.count_claims(Filter(act="deny"))
    page = client.get("/search", params={"act": "deny", "lang": "en"}).text
    assert page.count('<article class="card') == denied > 0
    narrowed = client.get("/search", params={"q": "abzug", "outlet": "Meridian"}).text
    assert narrowed.count('<article class="card') < client.get("/search?q=abzug").text.count('<article class="card')
    assert client.get("/search", params={"since": "x' OR 1", "act": "<script>"}).status_code == 200


def test_what_turns_a_line_around_is_shown_as_a_mark(client: TestClient) -> None:
    page = client.get("/search", params={"q": "abc\u202edef\u2066"}).text
    assert "abc\ufffddef\ufffd" in page
    assert not {"\u202e", "\u2066"} & set(page)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_rule_for_times_is_told_in_words(language: Language) -> None:
    for read in ("de", "en"):
        for rule in times_grammar(read).rules:
            assert texts(language).rule(rule.name) != rule.name


def test_positions_show_who_says_what(client: TestClient) -> None:
    page = client.get("/positions?lang=en").text
    assert page.count("<details>") > 5
    assert '<th scope="col"><bdi>' in page
