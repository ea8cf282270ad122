"""The timeline: claims and deadlines on an axis in lanes, and as a list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from lagebild.story import views
from lagebild.story.telling import Story
from lagebild.story.views import Event
from lagebild.web.axis import (
    BAR,
    DOT,
    FOOT,
    LABEL,
    MARGIN,
    WIDTH,
    Axis,
    Window,
    axis,
    default_window,
    events_in,
    whole_window,
)
from lagebild.web.render import Link, linker, page_number, render
from lagebild.web.telling import of_the_story
from lagebild.web.texts import Texts, language_of, texts
from lagebild.web.told import Told

LaneKind = Literal["outlet", "actor"]
SIZES = {"width": WIDTH, "label": LABEL, "margin": MARGIN, "dot": DOT, "bar": BAR, "foot": FOOT}
_PAGE = 50
_MOVE, _ZOOM = 0.5, 2.0


@of_the_story
def timeline_page(request: Request, told: Told) -> Response:
    """Claims by the time that they are about, over a stretch of days that the address gives."""
    story, events, page = told.story, told.events, page_number(request)
    window = _asked(request) or default_window(events, story.today)
    by: LaneKind = "actor" if request.query_params.get("by") == "actor" else "outlet"
    if window is None:
        return render(request, "timeline.html", axis=None)
    t = texts(language_of(request))
    shown = events_in(events, window)
    asked = {"from": window.first.isoformat(), "to": window.last.isoformat(), "by": by}
    return render(
        request, "timeline.html", axis=drawn(story, events, window, by, t), sizes=SIZES, story=story,
        events=shown[(page - 1) * _PAGE : page * _PAGE], count=len(shown), page=page, more=len(shown) > page * _PAGE,
        today=story.today.isoformat() if story.today else "", asked=asked, by=by,
        moves=_moves(linker(request), window, whole_window(events), by),
    )  # fmt: skip


def timeline_axis(story: Story, t: Texts) -> Axis | None:
    """The axis around the story's today by outlet, or ``None`` without a dated claim."""
    events = views.timeline(story)
    window = default_window(events, story.today)
    return drawn(story, events, window, "outlet", t) if window else None


def drawn(story: Story, events: list[Event], window: Window, by: LaneKind, t: Texts) -> Axis:
    """The axis with a lane for each outlet, or for whoever says it first of all."""
    lane_of: Callable[[Event], str]
    if by == "outlet":

        def lane_of(event: Event) -> str:
            return story.entries[event.claim].report.outlet or "?"
    else:

        def lane_of(event: Event) -> str:
            sources = story.entries[event.claim].claim.sources
            if not sources:
                return t.words["outlet_itself"]
            return sources[0].actor.name if sources[0].actor else t.words["unnamed_sources"]

    return axis(events, story.deadlines, lane_of, t.words["others"], window, story.today)


def _asked(request: Request) -> Window | None:
    """The window that the address asks for, if it is one."""
    try:
        first, last = (date.fromisoformat(request.query_params.get(name, "")) for name in ("from", "to"))
    except ValueError:
        return None
    return Window(first, last) if first < last else None


def _moves(link: Link, window: Window, whole: Window, by: LaneKind) -> list[tuple[str, str, str]]:
    """Ways to other windows: the name of each, its key, its address."""
    windows = (
        ("earlier", ",", window.moved(-_MOVE)),
        ("later", ".", window.moved(_MOVE)),
        ("closer", "+", window.scaled(1 / _ZOOM)),
        ("wider", "-", window.scaled(_ZOOM)),
        ("all", "0", whole),
    )
    return [
        (name, key, link("/timeline", **{"from": one.first.isoformat(), "to": one.last.isoformat(), "by": by}))
        for name, key, one in windows
    ]
