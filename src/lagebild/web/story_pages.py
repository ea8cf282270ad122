"""The first page, which tells the story: what conflicts, what is due, what is new; and the numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from lagebild.ledger import Filter
from lagebild.story.views import News
from lagebild.web.charts import HEIGHT, LEFT, RIGHT, WIDTH, chart, disputed, is_steady
from lagebild.web.render import open_ledger, page_number, render
from lagebild.web.telling import of_the_story
from lagebild.web.told import MOST, Told
from lagebild.web.visits import last_visit, present, remember

_PAGE = 25
_NEW_DAYS = 7
_ACTORS = 10
# Several news of one claim are one line: so many are looked through for the first lines.
_MOST_NEWS = 10 * MOST


@of_the_story
def story_page(request: Request, told: Told) -> Response:
    """The first page: what is new since the last visit, what is due, what conflicts, what it is about."""
    story, now = told.story, present()
    visited, asked = last_visit(request, now), _day_asked(request)
    if asked is None and visited is not None:
        since, news = visited.isoformat(), told.added_since(visited.isoformat())
        wanted = Filter(added=since)
    else:
        day = asked or (story.today - timedelta(days=_NEW_DAYS) if story.today else now.date())
        since, news = day.isoformat(), told.news(day)
        wanted = Filter(since=since)
    with open_ledger(request) as ledger:
        arrived, count = ledger.reports(wanted, limit=MOST), ledger.count_reports()
    answer = render(
        request, "story.html", story=story, since=since[:16].replace("T", " "), count=count,
        visited=asked is None and visited is not None, news=_by_claim(told, news)[:MOST], arrived=arrived,
        conflicts=told.conflicts, due=[*told.past, *told.ahead],
        topics=told.topics, heard=told.sources[:_ACTORS],
    )  # fmt: skip
    remember(request, answer, now)
    return answer


class Line(Struct, frozen=True):
    """A claim that is news, with what kinds of news it is; each with the earlier claim that it changes or denies."""

    claim: str
    kinds: tuple[tuple[str, str | None], ...]


def _by_claim(told: Told, news: Iterable[News]) -> list[Line]:
    found: dict[str, list[tuple[str, str | None]]] = {}
    for one in islice(news, _MOST_NEWS):
        found.setdefault(one.claim, []).append((one.kind, _before(told, one)))
    return [Line(claim, tuple(kinds)) for claim, kinds in found.items()]


def _before(told: Told, one: News) -> str | None:
    """The latest claim that ``one`` has the relation to that makes it news."""
    related = told.relations_of.get(one.claim, ())
    return next((r.a for r in reversed(related) if r.b == one.claim and r.type == one.kind), None)


def _day_asked(request: Request) -> date | None:
    try:
        return date.fromisoformat(request.query_params.get("since", ""))
    except ValueError:
        return None


@of_the_story
def numbers_page(request: Request, told: Told) -> Response:
    """Each number that several reports give: those that moved as charts, then those that all give alike."""
    page = page_number(request)
    shown = told.series[(page - 1) * _PAGE : page * _PAGE]
    moved = [series for series in shown if not is_steady(series)]
    return render(
        request, "numbers.html", charts=[chart(series, disputed(series, told.relations_of)) for series in moved],
        steady=[series for series in shown if is_steady(series)], page=page, more=len(told.series) > page * _PAGE,
        entries=told.story.entries, width=WIDTH, height=HEIGHT, left=LEFT, right=WIDTH - RIGHT,
    )  # fmt: skip
