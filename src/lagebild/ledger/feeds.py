"""Feeds: what was taken in of each, the marks of its last answer, and which of them a story follows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from lagebild.errors import LedgerError
from lagebild.ledger.records import Subscription
from lagebild.ledger.stories import story_number

Opening = Callable[[], AbstractContextManager[sqlite3.Connection]]


class Feeds:
    """The ledger's questions and changes that concern feeds: ``ledger.feeds``."""

    def __init__(self, reading: Opening, writing: Opening) -> None:
        self._reading, self._writing = reading, writing

    def seen(self, feed: str) -> frozenset[str]:
        """The keys of a feed's entries that were taken in before."""
        with self._reading() as connection:
            rows = connection.execute("SELECT entry FROM feed_entry WHERE feed = ?", (feed,))
            return frozenset(row["entry"] for row in rows)

    def mark_seen(self, feed: str, entry: str) -> None:
        """Remember that a feed's entry was taken in."""
        with self._writing() as connection:
            connection.execute("INSERT OR IGNORE INTO feed_entry VALUES (?, ?)", (feed, entry))

    def marks(self, feed: str) -> tuple[str | None, str | None]:
        """The ETag and Last-Modified of a feed's last answer, for asking again only for changes."""
        with self._reading() as connection:
            row = connection.execute("SELECT etag, last_modified FROM feed WHERE address = ?", (feed,)).fetchone()
        return (row["etag"], row["last_modified"]) if row else (None, None)

    def remember(self, feed: str, etag: str | None, last_modified: str | None) -> None:
        """Keep the marks of a feed's answer, all entries of which were taken in."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO feed VALUES (?, ?, ?)", (feed, etag, last_modified))

    def subscriptions(self) -> list[Subscription]:
        """The feeds that the current story follows, by address."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT feed, added, refreshed, problem FROM subscription WHERE story = ? ORDER BY feed",
                (story_number(connection, None),),
            )
            return [Subscription(row["feed"], row["added"], row["refreshed"], row["problem"]) for row in rows]

    def subscribe(self, feed: str) -> None:
        """Follow a feed for the current story. Raises :class:`LedgerError` where some story follows it already."""
        with self._writing() as connection:
            row = connection.execute(
                "SELECT name FROM subscription JOIN story ON story.number = subscription.story WHERE feed = ?", (feed,)
            ).fetchone()
            if row is not None:
                raise LedgerError(f"the story {row['name']!r} follows this feed already", origin=feed)
            connection.execute(
                "INSERT INTO subscription (feed, story, added) VALUES (?, ?, ?)",
                (feed, story_number(connection, None), _now()),
            )

    def unsubscribe(self, feed: str) -> None:
        """Follow a feed no longer; its reports stay. Raises :class:`LedgerError` where the story does not follow it."""
        with self._writing() as connection:
            story = story_number(connection, None)
            done = connection.execute("DELETE FROM subscription WHERE feed = ? AND story = ?", (feed, story))
            if done.rowcount == 0:
                raise LedgerError("the story does not follow this feed", origin=feed)

    def note_refresh(self, feed: str, problem: str | None) -> None:
        """Keep when a feed was asked, and why that failed if it did."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE subscription SET refreshed = ?, problem = ? WHERE feed = ?", (_now(), problem, feed)
            )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
