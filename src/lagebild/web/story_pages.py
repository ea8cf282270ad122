"""The first page, which tells the story: what conflicts, what is due, what is new; and the numbers."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response

from lagebild.ledger import Filter
from lagebild.web.charts import HEIGHT, MARGIN, WIDTH, chart, is_steady
from lagebild.web.render import open_ledger, page_number, render
from lagebild.web.telling import of_the_story
from lagebild.web.told import MOST, Told
from lagebild.web.visits import last_visit, present, remember

_PAGE = 25
_NEW_DAYS = 7
_ACTORS = 10


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
        visited=asked is None and visited is not None, news=news[:MOST], arrived=arrived,
        conflicts=told.conflicts, due=[*told.past, *told.ahead],
        topics=told.topics, heard=told.sources[:_ACTORS],
    )  # fmt: skip
    remember(request, answer, now)
    return answer


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
    return render(
        request, "numbers.html", charts=[chart(series) for series in shown if not is_steady(series)],
        steady=[series for series in shown if is_steady(series)], page=page, more=len(told.series) > page * _PAGE,
        width=WIDTH, height=HEIGHT, margin=MARGIN,
    )  # fmt: skip
