"""The time axis: windows, lanes, marks that do not lie on each other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.story.deadlines import Deadline
from lagebild.story.views import Event
from lagebild.web.axis import MARGIN, WIDTH, Window, axis, default_window, events_in

TODAY = date(2024, 9, 10)


def event(first: str, last: str | None = None, claim: str = "c-1") -> Event:
    return Event(first, last or first, first, "words", "said by", "r-1", claim)


def by_claim(one: Event) -> str:
    return one.claim


def test_the_window_holds_what_is_near_today_and_leaves_the_middle_ages_out() -> None:
    events = [event("1648-10-24"), event("2024-08-05"), event("2025-09-01", "2025-09-30")]
    window = default_window(events, TODAY)
    assert window is not None
    assert date(2023, 9, 1) < window.first < date(2024, 8, 5)
    assert date(2025, 9, 30) < window.last < date(2025, 12, 1)


def test_where_much_is_dated_the_window_is_closer() -> None:
    events = [event(str(date.fromordinal(TODAY.toordinal() + at // 20 - 200))) for at in range(8000)]
    window = default_window(events, TODAY)
    assert window is not None
    assert window.first <= TODAY <= window.last
    assert 0 < len(events_in(events, window)) <= 1500


def test_without_anything_near_today_all_is_shown() -> None:
    assert default_window([event("1648-10-24"), event("1789-07-14")], TODAY) == Window(
        date(1648, 10, 24), date(1789, 7, 14)
    )
    assert default_window([], TODAY) is None


def test_events_that_begin_before_the_window_are_in_it_while_they_last() -> None:
    events = [event("2024-01-01", "2024-12-31"), event("2024-03-01"), event("2024-06-01"), event("2024-06-02")]
    assert [one.first_day for one in events_in(events, Window(date(2024, 5, 1), date(2024, 6, 1)))] == [
        "2024-01-01",
        "2024-06-01",
    ]


def test_lanes_of_most_events_come_first_and_the_rest_is_put_together() -> None:
    events = sorted(
        (event(f"2024-08-{day:02}", claim=f"lane {lane}") for lane in range(1, 12) for day in range(1, 13 - lane)),
        key=lambda one: one.first_day,
    )
    drawn = axis(events, (), by_claim, "others", Window(date(2024, 8, 1), date(2024, 8, 31)), TODAY)
    assert [lane.name for lane in drawn.lanes][:2] == ["lane 1", "lane 2"]
    assert drawn.lanes[-1].name == "others"
    assert len(drawn.lanes) == 8
    assert sum(len(lane.marks) + lane.hidden for lane in drawn.lanes) == len(events)
    assert drawn.today is None


def test_what_finds_no_room_is_counted() -> None:
    events = [event("2024-08-05") for _ in range(20)]
    (lane,) = axis(events, (), by_claim, "others", Window(date(2024, 8, 1), date(2024, 8, 31)), TODAY).lanes
    assert len(lane.marks) + lane.hidden == 20
    assert lane.hidden > 0


def test_deadlines_of_one_day_stand_below_each_other() -> None:
    due = [Deadline(f"c-{at}", "2025-09-30", "words", "open") for at in range(3)]
    drawn = axis([event("2025-09-01")], due, by_claim, "others", Window(date(2025, 9, 1), date(2025, 10, 1)), TODAY)
    assert len({one.x for one in drawn.due}) == 1
    assert len({one.y for one in drawn.due}) == 3
    assert all(lane.top > max(one.y for one in drawn.due) for lane in drawn.lanes)


DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@settings(deadline=None)
@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=30), DAYS, DAYS)
def test_marks_stay_on_the_axis_and_never_lie_on_each_other(spans: list[tuple[date, date]], a: date, b: date) -> None:
    events = sorted((event(*(day.isoformat() for day in sorted(span))) for span in spans), key=lambda e: e.first_day)
    window = Window(min(a, b), max(a, b)).scaled(1.0)
    drawn = axis(events, (), by_claim, "others", window, TODAY)
    for lane in drawn.lanes:
        rows: dict[int, float] = {}
        for mark in lane.marks:
            assert 0 <= mark.x <= mark.x + mark.width <= WIDTH
            assert mark.x >= rows.get(mark.y, -1.0)
            rows[mark.y] = mark.x + mark.width
    assert all(MARGIN <= x <= WIDTH - MARGIN for x, _ in drawn.ticks)
    assert len({label for _, label in drawn.ticks}) == len(drawn.ticks) <= 11


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_windows_stay_inside_the_calendar(factor: float) -> None:
    window = Window(date.min, date.max)
    for _ in range(20):
        window = window.scaled(factor).moved(0.5)
    assert window.first < window.last
    assert window.days >= 7
