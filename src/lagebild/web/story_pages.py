"""The pages that tell the story: what conflicts, what is due, what is new; the positions; the numbers."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lagebild.ledger import Filter
from lagebild.story import views
from lagebild.story.telling import Story, tell
from lagebild.web.charts import HEIGHT, MARGIN, WIDTH, chart
from lagebild.web.render import open_ledger, page_number, render
from lagebild.web.visits import last_visit, present, remember

_PAGE = 50
_NEW_DAYS = 7
_MOST = 12
_MATTERS = 25
_ACTORS = 10


def _told(request: Request) -> Story:
    """The story as it stands; told anew only when the ledger has changed."""
    state = request.app.state
    with open_ledger(request) as ledger:
        key = (ledger.story, ledger.changes())
        kept: tuple[Any, Story] | None = getattr(state, "told", None)
        if kept is None or kept[0] != key:
            kept = (key, tell(ledger))
            state.told = kept
    return kept[1]


def story_page(request: Request) -> Response:
    """The first page: what is new since the last visit, what is due, what conflicts, what it is about."""
    story, now = _told(request), present()
    visited, asked = last_visit(request, now), _day_asked(request)
    if asked is None and visited is not None:
        since, news = visited.isoformat(), views.added_since(story, visited.isoformat())
        wanted = Filter(added=since)
    else:
        day = asked or (story.today - timedelta(days=_NEW_DAYS) if story.today else now.date())
        since, news = day.isoformat(), views.news(story, day)
        wanted = Filter(since=since)
    with open_ledger(request) as ledger:
        arrived, count = ledger.reports(wanted, limit=_MOST), ledger.count_reports()
        heard = ledger.sources(limit=_ACTORS)
    past = [d for d in story.deadlines if d.status != "open"]
    ahead = [d for d in story.deadlines if d.status == "open"]
    answer = render(
        request, "story.html", story=story, entries=story.entries, since=since[:16].replace("T", " "), count=count,
        visited=asked is None and visited is not None, news=news[:_MOST], arrived=arrived,
        conflicts=views.conflicts(story)[:_MOST], due=[*past[-_MOST:], *ahead[:_MOST]],
        topics=views.topics(story)[:_MOST], heard=heard,
    )  # fmt: skip
    remember(request, answer, now)
    return answer


def _day_asked(request: Request) -> date | None:
    try:
        return date.fromisoformat(request.query_params.get("since", ""))
    except ValueError:
        return None


def positions_page(request: Request) -> Response:
    """The matrix of matters and actors: what each says now, and how it got there."""
    story, page = _told(request), page_number(request)
    found = views.matters(story)
    shown = found[(page - 1) * _MATTERS : page * _MATTERS]
    spoken = Counter(actor for matter in shown for actor in matter.cells)
    actors = [actor for actor, _ in sorted(spoken.items(), key=lambda pair: (-pair[1], pair[0]))][:_ACTORS]
    return render(request, "positions.html", matters=shown, actors=actors, page=page, more=len(found) > page * _MATTERS)


def numbers_page(request: Request) -> Response:
    """Each number that several reports give, as a chart and as a table."""
    story, page = _told(request), page_number(request)
    charts = [drawn for series in story.series if (drawn := chart(series)) is not None]
    shown = charts[(page - 1) * _PAGE : page * _PAGE]
    return render(
        request, "numbers.html", charts=shown, page=page, more=len(charts) > page * _PAGE,
        width=WIDTH, height=HEIGHT, margin=MARGIN,
    )  # fmt: skip
