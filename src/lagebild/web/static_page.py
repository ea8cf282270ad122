"""A story as one page that needs nothing else: no scripts, no other files; to be mailed, published, printed."""

from __future__ import annotations

from importlib import resources
from typing import Any

from lagebild.ledger import Filter, Ledger
from lagebild.story import views
from lagebild.story.entries import Entry
from lagebild.story.telling import Story, tell
from lagebild.web.render import environment
from lagebild.web.texts import texts
from lagebild.web.timeline_page import SIZES, timeline_axis
from lagebild.web.told import MOST, distinct

# The page's own style is all it may load; whatever a report holds stays words.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def static_page(ledger: Ledger, story: str | None, language: str) -> str:
    """The story's conflicts, deadlines, timeline and all claims by report, as HTML in ``language`` (de or en)."""
    told, t = tell(ledger, story), texts(language)
    style = resources.files("lagebild.web").joinpath("static", "style.css").read_text("utf-8")
    return (
        environment()
        .get_template("static.html")
        .render(
            t=t,
            language=language,
            link=_anchor,
            policy=_POLICY,
            style=style,
            story=told,
            count=ledger.count_reports(Filter(story=story)),
            topics=views.topics(told)[:MOST],
            conflicts=distinct(told, views.conflicts(told)),
            reports=_by_report(told),
            axis=timeline_axis(told, t),
            sizes=SIZES,
        )
    )


def _by_report(story: Story) -> list[tuple[Any, list[Entry]]]:
    found: dict[str, list[Entry]] = {}
    for entry in story.entries.values():
        found.setdefault(entry.report.id, []).append(entry)
    groups = [(entries[0].report, entries) for entries in found.values()]
    return sorted(groups, key=lambda group: (group[0].published or "", group[0].id), reverse=True)


def _anchor(path: str, **_query: object) -> str:
    """Links of the served pages as places of this one: a claim's own; "" for what is not in it."""
    _, _, claim = path.rpartition("/claims/")
    return f"#{claim}" if path.startswith("/claims/") else ""
