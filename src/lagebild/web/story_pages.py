"""The pages that tell the story: what conflicts, what is due, what is new; the positions; the numbers."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response

from lagebild.ledger import Filter
from lagebild.web.charts import HEIGHT, MARGIN, WIDTH, chart
from lagebild.web.render import open_ledger, page_number, render
from lagebild.web.telling import of_the_story
from lagebild.web.told import MOST, Told
from lagebild.web.visits import last_visit, present, remember

_PAGE = 50
_NEW_DAYS = 7
_MATTERS = 25
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
        heard = ledger.sources(limit=_ACTORS)
    answer = render(
        request, "story.html", story=story, entries=story.entries, since=since[:16].replace("T", " "), count=count,
        visited=asked is None and visited is not None, news=news[:MOST], arrived=arrived,
        conflicts=told.conflicts, due=[*told.past, *told.ahead],
        topics=told.topics, heard=heard,
    )  # fmt: skip
    remember(request, answer, now)
    return answer


def _day_asked(request: Request) -> date | None:
    try:
        return date.fromisoformat(request.query_params.get("since", ""))
    except ValueError:
        return None


@of_the_story
def positions_page(request: Request, told: Told) -> Response:
    """The matrix of matters and actors: what each says now, and how it got there."""
    found, page = told.matters, page_number(request)
    shown = found[(page - 1) * _MATTERS : page * _MATTERS]
    spoken = Counter(actor for matter in shown for actor in matter.cells)
    actors = [actor for actor, _ in sorted(spoken.items(), key=lambda pair: (-pair[1], pair[0]))][:_ACTORS]
    return render(request, "positions.html", matters=shown, actors=actors, page=page, more=len(found) > page * _MATTERS)


@of_the_story
def numbers_page(request: Request, told: Told) -> Response:
    """Each number that several reports give, as a chart and as a table."""
    found, page = told.series, page_number(request)
    charts = [chart(series) for series in found[(page - 1) * _PAGE : page * _PAGE]]
    return render(
        request, "numbers.html", charts=charts, page=page, more=len(found) > page * _PAGE,
        width=WIDTH, height=HEIGHT, margin=MARGIN,
    )  # fmt: skip
