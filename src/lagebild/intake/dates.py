"""Dates of publication: ISO 8601, as they stand in headers, pages and feeds."""

from __future__ import annotations

from datetime import date, datetime


def iso_date(value: str) -> str | None:
    """``value`` as an ISO 8601 date or instant in extended format, or ``None`` where it is neither.

    A day stays a day: no time of day is invented.
    """
    value = value.strip()
    if len(value) > 40:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(value).isoformat(timespec="seconds")
    except ValueError:
        return None
