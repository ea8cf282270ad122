"""Deadlines as a calendar file (iCalendar, RFC 5545): all-day events whose ids stay the same from export to export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from lagebild.story.telling import Story

_LONGEST_LINE = 75
_CONTROL = {code: None for code in (*range(0x20), 0x7F) if code != 0x0A}
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar(story: Story) -> str:
    """The story's deadlines as one calendar, lines ended by CR LF as the standard wants."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lagebild//Deadlines//EN", *_events(story), "END:VCALENDAR"]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _events(story: Story) -> Iterator[str]:
    for deadline in story.deadlines:
        entry = story.entries[deadline.claim]
        day = date.fromisoformat(deadline.date)
        stamp = (entry.day or day).strftime("%Y%m%dT000000Z")
        yield "BEGIN:VEVENT"
        yield f"UID:{deadline.claim}-{deadline.date}@lagebild"
        yield f"DTSTAMP:{stamp}"
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
        yield f"SUMMARY:{_text(deadline.what)}"
        yield "DESCRIPTION:" + _text("; ".join((deadline.status, deadline.set_by or "", entry.report.id)))
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def _text(words: str) -> str:
    """A report's words as a calendar's text: no line of theirs can become a line of the file."""
    return words.translate(_CONTROL).translate(_ESCAPES)


def _folded(line: str) -> Iterable[str]:
    """The line in parts of at most 75 bytes, each but the first behind a space, no character cut."""
    part = ""
    for character in line:
        if len((part + character).encode()) > _LONGEST_LINE:
            yield part
            part = " "
        part += character
    yield part
